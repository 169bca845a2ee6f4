"""What goes wrong at single shops during the scenario, and the day the market turns."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from monitor.demo.story import BULK_PURCHASE


class Happening(StrEnum):
    """What a visitor of the shop meets meanwhile."""

    BULK_PURCHASE = "bulk_purchase"
    CAPTCHA = "captcha"
    LAYOUT_CHANGE = "layout_change"
    PRICE_SLIP = "price_slip"
    TRUNCATED = "truncated"
    UNAVAILABLE = "unavailable"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated in the scenario.

    Attributes:
        shop: name of the only retailer it happens at; None for the whole market.
        starts: since day 0; the first moment it holds.
        ends: since day 0; the first moment it no longer holds.
        sentence: what happened, for a person.
    """

    kind: Happening
    shop: str | None
    starts: timedelta
    ends: timedelta
    sentence: str


def _days(days: int, hours: int = 0) -> timedelta:
    return timedelta(days=days, hours=hours)


#: Each trouble lasts longer than the longest time between two polls of the replay, so that it is always met.
EVENTS: Final = (
    Event(
        Happening.CAPTCHA, "demo-harbor", _days(32), _days(33, 12), "Pixel Harbor shows a captcha instead of its pages."
    ),
    Event(
        Happening.LAYOUT_CHANGE,
        "demo-grafikhof",
        _days(47),
        _days(48),
        "Grafikhof serves its lists in a new layout without machine-readable data.",
    ),
    Event(
        Happening.PRICE_SLIP,
        "demo-siliziumkontor",
        _days(56, 6),
        _days(56, 20),
        "Siliziumkontor's prices lose two digits: 549 euros become 5.49.",
    ),
    Event(
        Happening.BULK_PURCHASE,
        None,
        BULK_PURCHASE,
        BULK_PURCHASE + _days(1),
        "One company buys some ten thousand cards with 16 GB and more.",
    ),
    Event(
        Happening.TRUNCATED,
        "demo-ekranhane",
        _days(75, 6),
        _days(75, 20),
        "The first page of Ekranhane's list ends in the middle.",
    ),
    Event(Happening.UNAVAILABLE, "demo-harbor", _days(81), _days(81, 14), "Pixel Harbor answers 503 to everything."),
    Event(
        Happening.UNREACHABLE,
        "demo-harbor",
        _days(81, 14),
        _days(82),
        "Pixel Harbor closes connections without answer.",
    ),
)


def trouble(shop: str, elapsed: timedelta) -> Happening | None:
    """What is wrong at a shop at a time since day 0; None nearly always."""
    for event in EVENTS:
        if event.shop == shop and event.starts <= elapsed < event.ends:
            return event.kind
    return None
