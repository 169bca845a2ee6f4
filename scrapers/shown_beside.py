"""What a page shows beside an item's price: what it is said to have cost before, and what delivery costs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from scrapers.boxes import Box, Run
from scrapers.late import late
from scrapers.layout import Layout
from scrapers.market import Market
from scrapers.previous_price import read_previous_price
from scrapers.shipping import read_shipping
from scrapers.shown_price import ShownPrice
from scrapers.written_amount import written_amount
from scrapers.zones import FOREIGN, Zones

_CHOICES: Final = frozenset({"label", "option", "legend"})
#: How a sentence goes on that says for whom, or from which amount on.
_GOES_ON: Final = late(
    r"(?:on|over|for|with|when|from|above|ab|bei|für|mit|dès|pour|à partir|avec|per|con|da|sugli|en|para|desde|a partir|vanaf|voor|met|od|dla|przy|nad"
    r"|pro|u|från|för|fra|over|for|til)\b|[$€£]?\d[\d.,]*\s?[$€£+]|(?:members?|orders?)\b",
    re.IGNORECASE,
)
_DIGIT: Final = late(r"\d")
#: How many texts before and behind the price are looked at.
_BEFORE: Final = 12
_BEHIND: Final = 40
_LONGEST: Final = 110
#: Nobody's card cost more than this many times as much before.
_MOST: Final = 10


@dataclass(frozen=True)
class Beside:
    """What stands beside a price, and the texts it rests on, by field."""

    previous_price: Decimal | None = None
    shipping: Decimal | None = None
    raw: dict[str, str] = field(default_factory=dict)


#: Of a price that no part of the page shows.
NOTHING_BESIDE: Final = Beside()


def look_beside(
    layout: Layout,
    price: ShownPrice | None,
    market: Market,
    *,
    currency: str | None,
    zones: Zones | None = None,
    within: Box | None = None,
) -> Beside:
    """Look around an item's price.

    Args:
        layout: the page.
        price: what the item costs today, as it stands there; None where it does not.
        market: how its people write money.
        currency: what the shop sells in, where known.
        zones: which parts of a product's page are not about the item.
        within: the card, in a list.
    """
    if price is None:
        return NOTHING_BESIDE
    first, last = max(0, price.position - _BEFORE), price.position + _BEHIND
    if within is not None:
        first, last = max(first, within.first), min(last, within.last)
    runs = [
        run
        for run in layout.runs[first:last]
        if not run.box.hidden and run.box.tag not in _CHOICES and not (zones is not None and zones[run.box] & FOREIGN)
    ]
    runs.sort(key=lambda run: abs(run.position - price.position))
    previous = next(_previous(layout, runs, price, market, currency), None)
    shipping = next(_shipping(layout, runs, price, market, currency), None)
    found = {"previous_price": previous, "shipping": shipping}
    return Beside(
        previous[0] if previous else None,
        shipping[0] if shipping else None,
        {name: said[1] for name, said in found.items() if said},
    )


def _previous(
    layout: Layout, runs: list[Run], price: ShownPrice, market: Market, currency: str | None
) -> Iterator[tuple[Decimal, str]]:
    for run in runs:
        if not _DIGIT.search(run.text) or len(run.text) > _LONGEST:
            continue
        text = written_amount(layout, run, market)[0].text if run.box.struck else _line(layout, run)
        before = read_previous_price(text, market=market, currency=currency, struck=run.box.struck)
        if before is not None and price.amount < before <= price.amount * _MOST:
            yield before, text


def _shipping(
    layout: Layout, runs: list[Run], price: ShownPrice, market: Market, currency: str | None
) -> Iterator[tuple[Decimal, str]]:
    lines = {text: run for run in reversed(runs) if not run.box.struck and (text := _line(layout, run))}
    for text, run in sorted(lines.items(), key=lambda line: abs(line[1].position - price.position)):
        cost = read_shipping(text, market=market, currency=currency, price=price.amount)
        if cost == 0 and (following := _continued(layout, run)):
            text = f"{text} {following}"  # noqa: PLW2901 - the sentence as a whole
            cost = read_shipping(text, market=market, currency=currency, price=price.amount)
        if cost is not None and cost < price.amount:
            yield cost, text


def _continued(layout: Layout, run: Run) -> str:
    """The next line, where it goes on with the sentence: "on orders over $50 for members"."""
    block = run.box.block
    after = block.last if layout.length(block) <= _LONGEST else run.position + 1
    following = next((each for each in layout.runs[after : after + 2] if each.text.strip()), None)
    if following is None or following.box.hidden:
        return ""
    line = _line(layout, following)
    return line if _GOES_ON.match(line) else ""


def _line(layout: Layout, run: Run) -> str:
    """A text with what stands in the same line; "" where that is too long to be about one thing."""
    block = run.box.block
    if layout.length(block) <= _LONGEST:
        return layout.text(block)
    return run.text.strip() if len(run.text) <= _LONGEST else ""
