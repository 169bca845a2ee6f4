"""What a page shows beside an item's price: what it is said to have cost before, and what delivery costs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from scrapers.boxes import INLINE, Box, Run
from scrapers.layout import Layout
from scrapers.market import Market
from scrapers.previous_price import read_previous_price
from scrapers.shipping import read_shipping
from scrapers.shown_price import ShownPrice
from scrapers.written_amount import written_amount
from scrapers.zones import FOREIGN, Zones

_CHOICES: Final = frozenset({"label", "option", "legend"})
_DIGIT: Final = re.compile(r"\d")
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
    for text in dict.fromkeys(_line(layout, run) for run in runs if not run.box.struck):
        cost = read_shipping(text, market=market, currency=currency, price=price.amount) if text else None
        if cost is not None and cost < price.amount:
            yield cost, text


def _line(layout: Layout, run: Run) -> str:
    """A text with what stands in the same line; "" where that is too long to be about one thing."""
    block = next((box for box in run.box.upwards() if box.tag not in INLINE), run.box)
    if layout.length(block) <= _LONGEST:
        return layout.text(block)
    return run.text.strip() if len(run.text) <= _LONGEST else ""
