"""The prices a page shows, each with how likely it is to be the one of its item."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from scrapers.amounts import DASHED
from scrapers.boxes import Box, words_in
from scrapers.late import late
from scrapers.layout import Layout, conditions_of, window
from scrapers.market import Market
from scrapers.money import Money, PriceKind, currency_of, read_price
from scrapers.price_context import LONGEST_CONTEXT, is_of_a_used_one, kind_around
from scrapers.written_amount import AMOUNT_ONLY, LONGEST_PHRASE, MARK, Amount, written_amount
from scrapers.zones import FOREIGN, Zone, Zones

_DIGIT: Final = late(r"\d")
#: How many texts around title and button are looked at, and how many prices.
_WINDOW: Final = 600
_BRACKETS: Final = late(r"[()]")
#: What an amount loses for the name of a former price.
_OLD: Final = 2.5
#: And for standing where a script may not show it.
_CONDITIONAL: Final = 4.0
_MOST: Final = 300
#: So many prices alike, up to so many elements outwards, are those of one, of ten, of a hundred.
_ROW: Final = 3
_ROW_DEPTH: Final = 3
_MOST_TRIED: Final = 1_000
_PRICE_WORDS: Final = words_in(
    "price prices pricing preis preise prix precio precios prezzo prezzi preco prijs cena ceny fiyat fiyati pris hinta ar "
    "amount cost money"
)
_TODAY_WORDS: Final = words_in(
    "final current sale now our your buying selling actual offer special main primary big large buybox aktuell"
)
_OLD_WORDS: Final = words_in(
    "old was before previous original regular list msrp rrp uvp crossed strike compare retail basis former past alt "
    "eski ancien antes stara lowest"
)
_OTHER_WORDS: Final = words_in(
    "shipping delivery versand save saving savings discount discounts coupon points reward rewards financing finance monthly "
    "month installment installments instalment unit total subtotal deposit gift tax trade member badge promo"
)


@dataclass(frozen=True, slots=True)
class ShownPrice:
    """A price as it stands on the page.

    Attributes:
        money: amount, currency and kind.
        text: the text it was read from.
        position: place among the page's texts.
        score: how likely it is the item's price today; below zero it belongs to something else.
        called_old: the names of its elements say that it is a former price.
    """

    money: Money
    text: str
    box: Box
    position: int
    score: float
    called_old: bool = False

    @property
    def amount(self) -> Decimal:
        """What is to be paid."""
        return self.money.amount


def shown_prices(
    layout: Layout,
    market: Market,
    *,
    currency: str | None = None,
    within: Box | None = None,
    zones: Zones | None = None,
    near: tuple[Box, ...] = (),
) -> list[ShownPrice]:
    """All prices shown to a buyer, the likeliest first. Prices that are struck through or hidden are left out.

    Args:
        layout: the page.
        market: how its people write money.
        currency: what the retailer sells in, where known.
        within: the part to look in; the whole page by default.
        zones: which parts are not about the item.
        near: title and buy button: a price close to them is likelier.
    """
    first, last = (within.first, within.last) if within else window(layout, near, _WINDOW)
    found: list[ShownPrice] = []
    conditions = conditions_of(within, near)
    behind, tried = -1, 0
    for run in layout.runs[first:last]:
        if len(found) == _MOST or tried == _MOST_TRIED:
            break
        if run.position < behind or run.box.hidden or run.box.struck or not _DIGIT.search(run.text):
            continue
        if len(run.text) > LONGEST_CONTEXT or (zones is not None and zones[run.box] & FOREIGN):
            continue
        amount, behind = written_amount(layout, run, market)
        tried += 1
        if price := _read(layout, amount, market, currency, within, conditions):
            score = price.score + _place(layout, price, zones, near)
            found.append(replace(price, score=score))
    if found and all(each.called_old for each in found):
        # Where no other price stands, there is none that it was before.
        found = [replace(each, score=each.score + _OLD) for each in found]
    times = Counter(each.amount for each in found)
    scored = [
        replace(each, score=each.score + 0.5 * (times[each.amount] > 1) - 1.0 * _beside_lower(layout, number, found))
        for number, each in enumerate(found)
    ]
    return sorted(_for_one(scored), key=lambda each: -each.score)


def _for_one(prices: list[ShownPrice]) -> list[ShownPrice]:
    """Prices with the first of each row of alike ones before the rest: what one costs comes before what several cost."""
    rows: dict[tuple[object, ...], list[ShownPrice]] = defaultdict(list)
    for price in prices:
        around = tuple((box.tag, box.attrs.get("class", "")) for box in list(price.box.upwards())[:_ROW_DEPTH])
        rows[around].append(price)
    first: dict[int, float] = {}
    for row in rows.values():
        amounts = [price.amount for price in row]
        ordered = sorted(amounts)
        if len(set(amounts)) >= _ROW and amounts in (ordered, ordered[::-1]):
            first[id(row[0])] = max(price.score for price in row) + 0.1
    return [replace(price, score=first.get(id(price), price.score)) for price in prices]


def _beside_lower(layout: Layout, number: int, found: list[ShownPrice]) -> bool:
    """Whether a price stands right beside a lower one, with no word to tell them apart: it is then the one before."""
    price = found[number]
    for other in found[max(0, number - 1) : number] + found[number + 1 : number + 2]:
        if other.amount >= price.amount or other.money.currency != price.money.currency or _is_bracketed(other):
            continue
        around = next((outer for outer in price.box.upwards() if outer.holds(other.box)), None)
        if around is None or layout.length(around) > LONGEST_PHRASE:
            continue
        if AMOUNT_ONLY.fullmatch(_BRACKETS.sub(" ", MARK.sub(" ", layout.text(around)))):
            return True
    return False


def _is_bracketed(price: ShownPrice) -> bool:
    """Whether a price stands in brackets: it is then the same one in other words, such as without tax."""
    return price.text.startswith("(") and price.text.endswith(")")


def _read(
    layout: Layout, amount: Amount, market: Market, currency: str | None, within: Box | None, conditions: int
) -> ShownPrice | None:
    """Read a price and judge it by its own text, the words of its elements, and the text around it."""
    box, text = amount.box, amount.text
    if len(text) > LONGEST_CONTEXT:
        return None
    around = _words_around(box)
    priced = box.attrs.get("itemprop") == "price" or bool(around & _PRICE_WORDS)
    named = currency_of(text, market) is not None or bool(DASHED.search(text)) or amount.set_small
    money = read_price(text, market=market, currency=currency) if named or priced else None
    if money is None or (not named and _is_small_count(money.amount)):
        return None
    kind = kind_around(layout, amount, money, market, currency, within)
    if kind is None:
        return None
    score = 1.0 * priced + 0.5 * bool(around & _TODAY_WORDS) + 0.5 * (box.tag in {"strong", "b", "h2", "h3", "big"})
    called_old = bool(around & _OLD_WORDS - {"list", "regular"})
    score -= _OLD * called_old + 1.0 * bool(around & {"list", "regular"})
    score -= 2.0 * bool(around & _OTHER_WORDS)
    score -= 2.0 * (text.startswith("(") and text.endswith(")"))
    score -= 1.0 * (not named) + 1.0 * (not AMOUNT_ONLY.fullmatch(MARK.sub(" ", text)))
    score -= 1.5 * is_of_a_used_one(layout, amount)
    score -= _CONDITIONAL * (box.conditions > conditions)
    money = money._replace(kind=kind)
    score -= {PriceKind.LIST: 0.0, PriceKind.BASKET: 0.0, PriceKind.FROM: 1.0}.get(money.kind, 3.0)
    return ShownPrice(money, text, box, amount.position, score, called_old)


def _is_small_count(amount: Decimal) -> bool:
    """Whether a number without currency is as likely a count of something."""
    return amount < 10 and amount == amount.to_integral_value()


def _words_around(box: Box) -> frozenset[str]:
    words: frozenset[str] = box.words
    for depth, outer in enumerate(box.upwards()):
        if depth == 3 or outer.tag in {"body", "main", "article", "section", "form", "li"}:
            break
        words |= outer.words
    return words


def _place(layout: Layout, price: ShownPrice, zones: Zones | None, near: tuple[Box, ...]) -> float:
    """What the place of a price says for or against it."""
    score = 0.0
    if zones is not None:
        score -= 1.5 * bool(zones[price.box] & Zone.DESCRIPTION)
    for anchor in near:
        distance = (
            price.position - anchor.first if price.position >= anchor.first else 1.5 * (anchor.first - price.position)
        )
        score += 1.5 - min(3.0, distance / 25)
    if near and _in_link_elsewhere(layout, price.box, near[0]):
        score -= 3.0
    return score


def _in_link_elsewhere(layout: Layout, box: Box, title: Box) -> bool:
    """Whether a price is part of a link to another page."""
    for outer in box.upwards():
        if outer.holds(title):
            return False
        if outer.tag == "a" and (target := layout.link(outer.attrs.get("href"))):
            return target not in {layout.url, layout.canonical}
    return False
