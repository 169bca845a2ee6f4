"""What the text around an amount says about it: whose price it is, or that it is none of today."""

import re
from decimal import Decimal
from itertools import groupby
from typing import Final

from scrapers.amounts import DASHED
from scrapers.boxes import Box, Run, words_in
from scrapers.late import late
from scrapers.layout import Layout
from scrapers.market import Market
from scrapers.money import Money, PriceKind, read_price
from scrapers.offer import Condition
from scrapers.stock import read_condition
from scrapers.written_amount import MARK, Amount

#: The longest text that tells what an amount is for.
LONGEST_CONTEXT: Final = 110
#: "Buy used" says nothing of the page's item, but all of the amount behind it.
_SECOND_HAND: Final = r"(?:used|pre-?owned|open[- ]box|gebraucht|occasion|usato|usad[oa]|segunda mano|używan\w*|ikinci el|begagnad|brukt|brugt)\b"
_USED: Final = late(rf"\b{_SECOND_HAND}", re.IGNORECASE)
_NEW_AND_USED: Final = late(
    rf"\b(?:new|neu|neuf|nuovo|nuevo|novo|nieuw|now\w|yeni|ny|nytt)\W+(?:\w{{1,3}}\W+)?(?:d')?{_SECOND_HAND}",
    re.IGNORECASE,
)
_LONGEST_OFFER: Final = 80
_NO_LABEL: Final = frozenset({"a", "button", "h1", "h2", "h3", "h4", "h5", "h6"})
_TITLE_WORDS: Final = words_in("title name heading")


def kind_around(
    layout: Layout, amount: Amount, money: Money, market: Market, currency: str | None, within: Box | None
) -> PriceKind | None:
    """Whose price the text around an amount makes it: "26 used from" before it; None where it makes it none of today."""
    kind = money.kind
    for outer in amount.box.upwards():
        is_phrase = layout.length(outer) <= LONGEST_CONTEXT and outer.tag != "body"
        if not is_phrase or (within is not None and not within.holds(outer)):
            break
        text = _said_in(layout, outer, amount.box, market)
        read = read_price(text, market=market, currency=currency)
        if read is None and (len(MARK.findall(text)) > 1 or not _names_money(text)):
            break  # among several amounts, or without a currency, nothing is said about this one
        if read is None or not _is_same(read.amount, money.amount):
            return None
        kind = read.kind if kind is PriceKind.LIST else kind
    label = _label(layout, amount)
    if label:
        written = amount.text if _names_money(amount.text) else f"{amount.text} {money.currency}"
        read = read_price(f"{label} {written}", market=market, currency=currency)
        if read is None or not _is_same(read.amount, money.amount):
            return None
        kind = read.kind if kind is PriceKind.LIST else kind
    return kind


def _is_same(around: Decimal, amount: Decimal) -> bool:
    """Whether a text is about an amount: among other words its decimals may be lost, as in "1 199€95 in stock"."""
    return around == amount or (around == int(around) and around == int(amount))


def _names_money(text: str) -> bool:
    return bool(MARK.search(text) or DASHED.search(text))


def is_of_a_used_one(layout: Layout, amount: Amount) -> bool:
    """Whether the phrase around an amount offers the item used or opened, beside the new one."""
    around = [layout.text(outer) for outer in amount.box.upwards() if layout.length(outer) <= _LONGEST_OFFER]
    alone = [text for text in around if len(MARK.findall(text)) <= 1]
    return any(_says_used(phrase) for phrase in (*alone[-1:], _label(layout, amount)) if phrase)


def _says_used(phrase: str) -> bool:
    if _USED.search(phrase):
        return not _NEW_AND_USED.search(phrase)
    return read_condition(phrase) not in {None, Condition.NEW}


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


def _label(layout: Layout, amount: Amount) -> str:
    """The short text just before an amount, such as "Was:" or "12 x", where it stands beside it."""
    if amount.position == 0:
        return ""
    before = layout.runs[amount.position - 1]
    text = before.text.strip()
    around = list(before.box.upwards())[:3]
    if before.box.hidden or before.box.struck or any(outer.tag in _NO_LABEL for outer in around):
        return ""
    block = before.box.block
    if not block.holds(amount.box) and MARK.search(layout.text(block)):
        return ""  # it says something of the amount in its own line
    beside = any(outer.holds(before.box) for outer in list(amount.box.upwards())[1:3])
    said = len(text) <= 30 and any(char.isalpha() or char == "×" for char in text) and not MARK.search(text)
    return text if beside and said else ""
