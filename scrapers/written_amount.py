"""An amount as it stands on a page: sign, whole units and decimals may each have an element of their own."""

import re
from typing import Final, NamedTuple

from scrapers.boxes import Box, Run, is_fraction
from scrapers.currency import ANY_MARK
from scrapers.late import late
from scrapers.layout import Layout
from scrapers.market import Market

MARK: Final = late(ANY_MARK)
AMOUNT_ONLY: Final = late(r"[\s\d.,'’‘*:=+\-–—]*")
#: The longest text around a bare number that may name its currency.
LONGEST_PHRASE: Final = 40
_FRACTION: Final = late(r"\s*[.,]?\s*\d\d\s*")


class Amount(NamedTuple):
    """An amount as written: the smallest part of the page it stands in, its text, its place, whether its cents are small."""

    box: Box
    text: str
    position: int
    set_small: bool = False


def written_amount(layout: Layout, run: Run, market: Market) -> tuple[Amount, int]:
    """The amount that a text with a digit begins, and the place behind its last piece.

    Args:
        layout: the page.
        run: the text.
        market: how its people write decimals.
    """
    runs = _whole_amount(layout, run)
    small = len(runs) > 1 and is_fraction(runs[-1])
    amount = Amount(_holding(runs), layout.join(runs, decimal=market.decimal), runs[0].position, small)
    if AMOUNT_ONLY.fullmatch(amount.text):
        amount = _with_mark(layout, amount, market) or amount
    return amount, runs[-1].position + 1


def _whole_amount(layout: Layout, run: Run) -> list[Run]:
    """The texts next to each other that make up one amount: sign, whole units, separator, decimals."""
    amount = [run]
    if not AMOUNT_ONLY.fullmatch(MARK.sub(" ", run.text)):
        return amount
    marked = bool(MARK.search(run.text))
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


def _with_mark(layout: Layout, amount: Amount, market: Market) -> Amount | None:
    """The smallest phrase around a bare number that names money: "from $" and "99" stand in two elements."""
    for outer in amount.box.upwards():
        if layout.length(outer) > LONGEST_PHRASE:
            break
        text = layout.text(outer, decimal=market.decimal)
        if MARK.search(text):
            return Amount(outer, text, outer.first)
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
    return bool(MARK.fullmatch(text.strip()))


def _holding(runs: list[Run]) -> Box:
    """The smallest box that holds all of some texts."""
    return next(box for box in runs[0].box.upwards() if box.holds(runs[-1].box) and box.first <= runs[0].position)
