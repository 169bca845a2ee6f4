"""Weighing what data claims against what the page shows. What the buyer sees wins; disagreement lowers confidence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from scrapers.claim import Asked
from scrapers.late import late
from scrapers.offer import AVAILABLE, PriceKind, Stock
from scrapers.quantity import read_quantity
from scrapers.shown_price import ShownPrice
from scrapers.shown_stock import FAR_BUTTON, ShownStock
from scrapers.stock import denies_sending, read_stock, schema_stock
from scrapers.visible import Visible

#: A shown price scored below this is probably another item's; at least this, it is certainly this one's.
_DOUBTFUL: Final = 0.0
CERTAIN: Final = 1.5
#: Where nothing else is, and nothing is stated, even a doubtful price counts from here on; others' from a bit below.
_LAST_RESORT: Final = -1.0
_OF_OTHERS: Final = -2.0
#: A shown price must be this plain to go before data that all say the same.
_OVERRULES: Final = 2.5
#: A shown price that goes before data which contradict each other.
_LIKELY: Final = 0.5
#: A lone word further away than this is about something else.
_FAR: Final = -2.5
#: How much likelier a shown price gets when the data agree with it.
_SUPPORT: Final = 2.5
#: Prices that only those get who belong to something.
_OF_SOME: Final = frozenset({PriceKind.MEMBER, PriceKind.BANK_CARD})
#: They score lower than other prices.
_OF_SOME_ONLY: Final = -3.0
_HAD_NOW: Final = frozenset({Stock.IN_STOCK, Stock.LIMITED})
_HAD_LATER: Final = frozenset({Stock.PREORDER, Stock.BACKORDER})
_NOT_HAD: Final = frozenset({Stock.OUT_OF_STOCK, Stock.UNLISTED})
#: Numbers, and the colon before them: to either side of it stands a statement of its own.
_NUMBER: Final = late(r"[\d:]+")
#: Words at least so near say more than a button that sells.
_BESIDE: Final = -0.25
#: How much less likely to be about the item a word may be than the likeliest, and still be heard.
_HEARD: Final = 2.0


@dataclass(frozen=True)
class Priced:
    """The price, how sure it is, the texts it rests on, and where it stands."""

    amount: Decimal | None = None
    currency: str | None = None
    asked: Asked | None = None
    confidence: float = 1.0
    raw: dict[str, str] = field(default_factory=dict)
    shown: ShownPrice | None = None

    @property
    def kind(self) -> PriceKind | None:
        """Who pays it: as the page shows, or as the data state; None where there is no price."""
        if self.amount is None:
            return None
        if self.shown is not None:
            return self.shown.money.kind
        return PriceKind.FROM if self.asked is not None and self.asked.is_lowest else PriceKind.LIST


@dataclass(frozen=True)
class Stocked:
    """The stock, how many there are, how sure it is, and the texts it rests on."""

    stock: Stock | None = None
    confidence: float = 1.0
    raw: dict[str, str] = field(default_factory=dict)

    @property
    def quantity(self) -> int | None:
        """How many there are, where the words that the stock rests on say it."""
        return read_quantity(self.raw.get("stock", "")) if self.stock in AVAILABLE else None


def judge_price(asked: Sequence[Asked], shown: Sequence[ShownPrice]) -> Priced:
    """Decide what the item costs.

    Args:
        asked: offers that the data state for the item, the most trusted first.
        shown: prices on the page, the likeliest first.
    """
    stated = [offer for offer in asked if offer.price is not None]
    likely = [price for price in shown if price.score >= _DOUBTFUL]
    raw = {"price_data": stated[0].price_text or str(stated[0].price)} if stated else {}
    agreed = [(price, offer, both) for price in likely for offer in stated if (both := _agreed(offer.price, price))]
    if not any(price.money.kind not in _OF_SOME for price, _, _ in agreed) and (paid := _of_members(stated, shown)):
        offer, price = paid
        return Priced(
            price.amount, price.money.currency or offer.currency, offer, 0.8, raw | {"price": price.text}, price
        )
    if agreed:
        price, offer, both = agreed[0]
        if price.score + _SUPPORT >= likely[0].score:
            odd = any(_agreed(other.price, price) is None for other in stated)
            sure = 1.0 if price is likely[0] else 0.9
            currency = price.money.currency or offer.currency
            return Priced(both, currency, offer, sure - 0.1 * odd, raw | {"price": price.text}, price)
    amounts = Counter(offer.price for offer in stated)
    if likely and (not stated or likely[0].score >= _needed(stated)):
        best = likely[0]
        rival = next((price for price in likely[1:] if price.amount != best.amount), None)
        close = rival is not None and rival.score > best.score - 1.0
        # Standing alone is no contradiction: below the mark of doubt are only prices that something speaks against.
        sure = 0.5 if stated or close else 0.8 if best.score >= CERTAIN else 0.7
        nearest = stated[0] if stated else None
        return Priced(best.amount, best.money.currency, nearest, sure, raw | {"price": best.text}, best)
    if stated:
        # Where data contradict each other, most of them are right.
        offer = next(offer for offer in stated if offer.price == amounts.most_common(1)[0][0])
        place = next((price for price in shown if _agreed(offer.price, price)), None)
        return Priced(offer.price, offer.currency, offer, 0.7 if len(amounts) == 1 else 0.4, raw, place)
    if shown and shown[0].score >= (_OF_OTHERS if shown[0].money.kind is PriceKind.FROM else _LAST_RESORT):
        return Priced(shown[0].amount, shown[0].money.currency, None, 0.4, {"price": shown[0].text}, shown[0])
    return Priced(asked=asked[0] if asked else None)


def _of_members(stated: Sequence[Asked], shown: Sequence[ShownPrice]) -> tuple[Asked, ShownPrice] | None:
    """Where the data state what only members pay: what everybody pays, if the page shows that too; else the members' price."""
    for price in shown:
        if price.money.kind not in _OF_SOME or price.score < _OF_SOME_ONLY:
            continue
        offer = next((offer for offer in stated if _agreed(offer.price, price) == offer.price), None)
        if offer is None:
            continue
        likely = (each for each in shown if each.score >= _DOUBTFUL and each.money.kind is PriceKind.LIST)
        return offer, next((each for each in likely if each.amount > price.amount), price)
    return None


def _needed(stated: Sequence[Asked]) -> float:
    """How plain a shown price must be to go before what data state: the more, the more they can be trusted."""
    if len({offer.price for offer in stated}) > 1:
        return _LIKELY
    return _OVERRULES if stated[0].published else CERTAIN


def _agreed(stated: Decimal | None, shown: ShownPrice) -> Decimal | None:
    """The amount that a stated and a shown price both mean; None where they differ.

    A shown price may be rounded to whole units, or its decimals be set apart by a style sheet alone ("$22999" for
    229.99); a stated one may be in hundredths.
    """
    if stated is None:
        return None
    whole = shown.amount == shown.amount.to_integral_value()
    apart = abs(stated - shown.amount)
    if apart <= Decimal("0.005") or stated == shown.amount * 100:
        return shown.amount
    rounded = whole and apart < 1 and shown.amount >= 20
    run_together = whole and shown.amount == stated * 100 and stated != stated.to_integral_value()
    return stated if rounded or run_together else None


def judge_stock(asked: Sequence[Asked], visible: Visible) -> Stocked:
    """Decide whether the item can be had.

    The buy button and the words beside it decide; data decide only where the page shows neither.
    """
    stated = [(stock, offer.availability) for offer in asked if (stock := schema_stock(offer.availability)) is not None]
    data = stated[0][0] if stated else None
    button = _button(visible.buttons)
    word = _word([word for word in visible.words if word.score > _FAR])
    raw: dict[str, str] = {}
    if stated and stated[0][1]:
        raw["stock_data"] = stated[0][1]
    if button:
        raw["button"] = button.text
    if word:
        raw["stock"] = word.text
    stock = _shown_stock(button, word, data)
    if stock is None and data is None and visible.contacts:
        return Stocked(visible.contacts[0].stock, 0.4, raw | {"button": visible.contacts[0].text})
    if stock is None:
        # Shops write "in stock" into their data once and for all: a dead buy button makes that doubtful.
        return Stocked(None if visible.dead_button and data in _HAD_NOW else data, 0.7, raw)
    votes = [shown.stock for shown in (button, word) if shown is not None]
    if data is not None:
        votes.append(data)
    against = sum(_contradict(stock, vote) for vote in votes)
    return Stocked(stock, (1.0, 0.6, 0.4, 0.3)[against] if len(votes) > 1 else 0.8, raw)


def _button(buttons: Sequence[ShownStock]) -> ShownStock | None:
    """The main button: one that buys comes before one that tells when the item is back."""
    near = [button for button in buttons if button.score >= buttons[0].score - 1.0]
    return next((button for button in near if button.stock not in _NOT_HAD), near[0] if near else None)


def _word(words: Sequence[ShownStock]) -> ShownStock | None:
    """The likeliest words; that the item is not sent leaves the word to those that say where else it can be had."""
    if not words or not denies_sending(words[0].text):
        return words[0] if words else None
    heard = (word for word in words if word.score >= words[0].score - _HEARD)
    return next((word for word in heard if word.stock is Stock.IN_STORE_ONLY), words[0])


def _shown_stock(button: ShownStock | None, word: ShownStock | None, data: Stock | None) -> Stock | None:
    if button is not None and button.score <= FAR_BUTTON and (word is not None or data is not None):
        return word.stock if word else None  # it may be another item's: the rest decides
    if button is None or word is None:
        seen = button or word
        return seen.stock if seen else None
    if button.stock in _HAD_NOW:
        return word.stock if _outweighs(word, data) else button.stock
    if button.stock in _NOT_HAD and word.stock is Stock.IN_STORE_ONLY:
        return word.stock
    return button.stock


def _outweighs(word: ShownStock, data: Stock | None) -> bool:
    """Whether words count more than a button that sells: they often say how few there are, or that it takes weeks."""
    if word.stock in _HAD_LATER:
        return _is_later(word, data)
    if word.stock is Stock.IN_STORE_ONLY:
        return data not in _HAD_NOW
    return word.stock in _HAD_NOW or word.score >= _BESIDE or data in _NOT_HAD


def _is_later(word: ShownStock, data: Stock | None) -> bool:
    """Whether words about later delivery count beside a button that sells.

    Where the data deny that the item can be had at all, or say nothing and the words only name a time, what the buyer
    can do counts.
    """
    if data is None and word.stock is Stock.BACKORDER and any(char.isdigit() for char in word.text):
        # With a word in the number's place only phrases that speak of no time are found: "on backorder, 3 weeks".
        return read_stock(_NUMBER.sub(" date ", word.text)) in _HAD_LATER
    return data not in _NOT_HAD


def _contradict(one: Stock, other: Stock) -> bool:
    return not any(one in group and other in group for group in (_HAD_NOW, _NOT_HAD, {one}))
