"""The prices a page shows, each with how likely it is to be the one of its item."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Final, NamedTuple

from scrapers.amounts import DASHED
from scrapers.boxes import INLINE, Box, Run, is_fraction, words_in
from scrapers.currency import ANY_MARK
from scrapers.layout import Layout, window
from scrapers.market import Market
from scrapers.money import Money, PriceKind, currency_of, read_price
from scrapers.offer import Condition
from scrapers.stock import read_condition
from scrapers.zones import FOREIGN, Zone, Zones

_MARK: Final = re.compile(ANY_MARK)
_AMOUNT_ONLY: Final = re.compile(r"[\s\d.,'’‘*:=+\-–—]*")
_DIGIT: Final = re.compile(r"\d")
_FRACTION: Final = re.compile(r"\s*[.,]?\s*\d\d\s*")
#: The longest text that tells what an amount is for.
_LONGEST_CONTEXT: Final = 110
_LONGEST_PHRASE: Final = 40
#: How many texts around title and button are looked at, and how many prices.
_WINDOW: Final = 600
#: What an amount loses for the name of a former price.
_OLD: Final = 2.5
_MOST: Final = 300
_NO_LABEL: Final = frozenset({"a", "button", "h1", "h2", "h3", "h4", "h5", "h6"})
_TITLE_WORDS: Final = words_in("title name heading")
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


class _Amount(NamedTuple):
    """An amount as written: the smallest part of the page it stands in, its text, its place, whether its cents are small."""

    box: Box
    text: str
    position: int
    set_small: bool = False


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
    behind = -1
    for run in layout.runs[first:last]:
        if len(found) == _MOST:
            break
        if run.position < behind or run.box.hidden or run.box.struck or not _DIGIT.search(run.text):
            continue
        if len(run.text) > _LONGEST_CONTEXT or (zones is not None and zones[run.box] & FOREIGN):
            continue
        runs = _whole_amount(layout, run)
        behind = runs[-1].position + 1
        small = len(runs) > 1 and is_fraction(runs[-1])
        amount = _Amount(_holding(runs), layout.join(runs, decimal=market.decimal), runs[0].position, small)
        if not _MARK.search(amount.text):
            amount = _with_mark(layout, amount, market) or amount
        if price := _read(layout, amount, market, currency):
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
    return sorted(scored, key=lambda each: -each.score)


def _beside_lower(layout: Layout, number: int, found: list[ShownPrice]) -> bool:
    """Whether a price stands right beside a lower one, with no word to tell them apart: it is then the one before."""
    price = found[number]
    for other in found[max(0, number - 1) : number] + found[number + 1 : number + 2]:
        if other.amount >= price.amount or other.money.currency != price.money.currency:
            continue
        around = next((outer for outer in price.box.upwards() if outer.holds(other.box)), None)
        if around is None or layout.length(around) > _LONGEST_PHRASE:
            continue
        if _AMOUNT_ONLY.fullmatch(_MARK.sub(" ", layout.text(around))):
            return True
    return False


def _whole_amount(layout: Layout, run: Run) -> list[Run]:
    """The texts next to each other that make up one amount: sign, whole units, separator, decimals."""
    amount = [run]
    if not _AMOUNT_ONLY.fullmatch(_MARK.sub(" ", run.text)):
        return amount
    marked = bool(_MARK.search(run.text))
    before = _beside(layout, run, run.position - 1)
    if not marked and before is not None and _is_mark(before.text):
        amount.insert(0, before)
        marked = True
    if not re.search(r"[.,]\d\d\s*$", run.text):
        after = _beside(layout, run, amount[-1].position + 1)
        if after is not None and re.fullmatch(r"\s*[.,]\s*", after.text):
            amount.append(after)
            after = _beside(layout, run, after.position + 1)
        if after is not None and (_FRACTION.fullmatch(after.text) or (is_fraction(after) and amount[-1] is run)):
            amount.append(after)
        elif len(amount) > 1 and amount[-1] is not run:
            amount.pop()
    after = _beside(layout, run, amount[-1].position + 1)
    if not marked and after is not None and _is_mark(after.text):
        amount.append(after)
    return amount


def _with_mark(layout: Layout, amount: _Amount, market: Market) -> _Amount | None:
    """The smallest phrase around a bare number that names money: "from $" and "99" stand in two elements."""
    for outer in amount.box.upwards():
        if layout.length(outer) > _LONGEST_PHRASE:
            break
        text = layout.text(outer, decimal=market.decimal)
        if _MARK.search(text):
            return _Amount(outer, text, outer.first)
    return None


def _beside(layout: Layout, run: Run, position: int) -> Run | None:
    """The text at a place, if it stands in the same small part of the page and is seen alike."""
    if not 0 <= position < len(layout.runs):
        return None
    other = layout.runs[position]
    if other.box.hidden or other.box.struck != run.box.struck or len(other.text) > 12:
        return None
    near = list(run.box.upwards())[:4]
    return other if any(box.holds(other.box) for box in near) else None


def _is_mark(text: str) -> bool:
    return bool(_MARK.fullmatch(text.strip()))


def _holding(runs: list[Run]) -> Box:
    """The smallest box that holds all of some texts."""
    return next(box for box in runs[0].box.upwards() if box.holds(runs[-1].box) and box.first <= runs[0].position)


def _read(layout: Layout, amount: _Amount, market: Market, currency: str | None) -> ShownPrice | None:
    """Read a price and judge it by its own text, the words of its elements, and the text around it."""
    box, text = amount.box, amount.text
    if len(text) > _LONGEST_CONTEXT:
        return None
    around = _words_around(box)
    priced = box.attrs.get("itemprop") == "price" or bool(around & _PRICE_WORDS)
    named = currency_of(text, market) is not None or bool(DASHED.search(text)) or amount.set_small
    money = read_price(text, market=market, currency=currency) if named or priced else None
    if money is None or (not named and _is_small_count(money.amount)):
        return None
    score = 1.0 * priced + 0.5 * bool(around & _TODAY_WORDS) + 0.5 * (box.tag in {"strong", "b", "h2", "h3", "big"})
    called_old = bool(around & _OLD_WORDS - {"list", "regular"})
    score -= _OLD * called_old + 1.0 * bool(around & {"list", "regular"})
    score -= 2.0 * bool(around & _OTHER_WORDS)
    score -= 1.0 * (not named) + 1.0 * (not _AMOUNT_ONLY.fullmatch(_MARK.sub(" ", text)))
    score -= 1.5 * _is_of_a_used_one(layout, amount)
    kind = _kind_around(layout, amount, money, market, currency)
    score -= 4.0 * (kind is None)
    money = money._replace(kind=kind or money.kind)
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


def _kind_around(
    layout: Layout, amount: _Amount, money: Money, market: Market, currency: str | None
) -> PriceKind | None:
    """Whose price the text around an amount makes it: "26 used from" before it; None where it makes it none of today."""
    kind = money.kind
    for outer in amount.box.upwards():
        if layout.length(outer) > _LONGEST_CONTEXT:
            break
        text = _said_in(layout, outer, amount.box, market)
        read = read_price(text, market=market, currency=currency)
        if read is None and len(_MARK.findall(text)) > 1:
            break  # among several amounts nothing is said about this one
        if read is None or read.amount != money.amount:
            return None
        kind = read.kind if kind is PriceKind.LIST else kind
    label = _label(layout, amount)
    if label:
        read = read_price(f"{label} {amount.text}", market=market, currency=currency)
        if read is None or read.amount != money.amount:
            return None
        kind = read.kind if kind is PriceKind.LIST else kind
    return kind


def _is_of_a_used_one(layout: Layout, amount: _Amount) -> bool:
    """Whether the phrase around an amount offers the item used or opened, beside the new one."""
    around = [layout.text(outer) for outer in amount.box.upwards() if layout.length(outer) <= _LONGEST_PHRASE]
    phrases = [*around[-1:], _label(layout, amount)]
    return any(read_condition(phrase) not in {None, Condition.NEW} for phrase in phrases if phrase)


def _said_in(layout: Layout, box: Box, about: Box, market: Market) -> str:
    """What the text in a box says about an amount in it.

    A button parts it, as "into the basket" on it is no word about the amount before it. Links and headings are left out:
    a title has words of all kinds.
    """
    shown = (
        run for run in layout.runs[box.first : box.last] if not run.box.hidden and not _is_titled(run.box, box, about)
    )
    parts = groupby(shown, _on_button)
    return " | ".join(layout.join(list(runs), decimal=market.decimal) for on_button, runs in parts if not on_button)


def _is_titled(inner: Box, outer: Box, about: Box) -> bool:
    """Whether a text stands in a link or heading of its own inside a box."""
    for box in inner.upwards():
        if box is outer or box.holds(about):
            return False
        if box.tag in _NO_LABEL or box.words & _TITLE_WORDS:
            return True
    return False


def _on_button(run: Run) -> bool:
    return run.box.tag == "button" or (run.box.parent is not None and run.box.parent.tag == "button")


def _label(layout: Layout, amount: _Amount) -> str:
    """The short text just before an amount, such as "Was:" or "12 x", where it stands beside it."""
    if amount.position == 0:
        return ""
    before = layout.runs[amount.position - 1]
    text = before.text.strip()
    around = list(before.box.upwards())[:3]
    if before.box.hidden or before.box.struck or any(outer.tag in _NO_LABEL for outer in around):
        return ""
    block = next((outer for outer in before.box.upwards() if outer.tag not in INLINE), before.box)
    if not block.holds(amount.box) and _MARK.search(layout.text(block)):
        return ""  # it says something of the amount in its own line
    beside = any(outer.holds(before.box) for outer in list(amount.box.upwards())[1:3])
    said = len(text) <= 30 and any(char.isalpha() or char == "×" for char in text) and not _MARK.search(text)
    return text if beside and said else ""


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
