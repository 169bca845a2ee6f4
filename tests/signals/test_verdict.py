"""A market's level: a blind market is never normal."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from monitor.signals.measures import ListingState, measure_gpus
from monitor.signals.verdict import Watched, judge
from monitor.vocabulary import Level
from scrapers.offer import Condition, Stock
from scrapers.spec import Tier

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def listing(price: str | None = "800", stock: Stock | None = Stock.IN_STOCK, **more: Any) -> ListingState:
    defaults: dict[str, Any] = {
        "market": "us",
        "gpu": "GeForce RTX 5070 Ti",
        "segment": "high",
        "launch_price": Decimal(749),
        "retailer": "shop",
        "tier": Tier.FIRST_PARTY,
        "demo": False,
        "seller": "",
        "first_party": None,
        "condition": None,
        "title": "a card",
        "url": "https://shop.example/1",
        "price": Decimal(price) if price else None,
        "currency": "USD" if price else None,
        "stock": stock,
        "changed_at": START,
        "covered": True,
    }
    return ListingState(**(defaults | more))


def watched(days: float, covered: int = 2) -> Watched:
    return Watched([(START, START + DAY * days)], sources=2, sources_covered=covered)


def test_the_street_price_is_the_median_of_the_five_cheapest() -> None:
    (measure,) = measure_gpus([listing(str(price)) for price in (900, 810, 820, 830, 840, 2000, 805)])
    assert measure.street_price == 820
    assert measure.premium == pytest.approx(820 / 749 - 1)


@pytest.mark.parametrize(("price", "launch", "premium"), [("900", "879", 900 / 879 - 1), ("900", None, None)])
def test_the_premium_is_over_the_launch_price_in_its_currency(
    price: str, launch: str | None, premium: float | None
) -> None:
    asked = listing(price, currency="EUR", launch_price=Decimal(launch) if launch else None)
    (measure,) = measure_gpus([asked, listing(None, launch_price=Decimal(1))])
    assert measure.premium == (None if premium is None else pytest.approx(premium))


def test_professional_and_mining_cards_say_nothing_about_consumers() -> None:
    for_work = [
        listing(stock=stock, gpu="RTX PRO 6000 Blackwell", segment="professional")
        for stock in (Stock.OUT_OF_STOCK, None, None, None)
    ]
    alone = judge("us", measure_gpus(for_work), watched(30))
    assert (alone.level, alone.reason) == (Level.UNKNOWN, "nothing_followed")
    beside = judge("us", measure_gpus([listing(), *for_work]), watched(30))
    assert (beside.level, beside.availability, beside.coverage) == (Level.NORMAL, 1.0, 1.0)
    assert len(measure_gpus([listing(), *for_work])) == 2


@pytest.mark.parametrize(
    "other",
    [
        listing("100", Stock.OUT_OF_STOCK),
        listing("100", None),
        listing("100", Stock.PREORDER),
        listing("100", Stock.IN_STORE_ONLY),
        listing("100", first_party=False, seller="QuickFlip"),
        listing("100", tier=Tier.MARKETPLACE),
        listing("100", condition=Condition.USED),
        listing("100", covered=False),
        listing(None),
    ],
    ids=["out", "not known", "preorder", "store only", "scalper", "marketplace", "used", "blind", "no price"],
)
def test_what_is_no_street_price(other: ListingState) -> None:
    (measure,) = measure_gpus([listing("800"), other])
    assert measure.street_price == 800


def test_not_known_is_in_no_numerator_and_no_denominator() -> None:
    states = [listing(), listing(stock=Stock.OUT_OF_STOCK), listing(stock=None), listing(covered=False)]
    (measure,) = measure_gpus(states)
    assert measure.availability == 0.5
    assert measure.coverage == 0.5
    assert (measure.offers_in_stock, measure.offers_known, measure.offers_followed) == (1, 2, 4)


def test_nothing_known_is_no_zero() -> None:
    (measure,) = measure_gpus([listing(stock=None), listing(covered=False)])
    assert measure.availability is None
    assert measure.street_price is None


def test_a_market_with_history_and_coverage_is_normal() -> None:
    verdict = judge("us", measure_gpus([listing()]), watched(40))
    assert (verdict.level, verdict.since) == (Level.NORMAL, START + 28 * DAY)


@pytest.mark.parametrize(
    ("states", "watch", "reason"),
    [
        ([listing()], watched(27.9), "short_history"),
        ([listing()], Watched([], 1, 0), "short_history"),
        ([listing(), listing(covered=False), listing(covered=False)], watched(40, 0), "low_coverage"),
        ([], watched(40), "nothing_followed"),
    ],
)
def test_a_blind_market_is_unknown_and_says_why(states: list[ListingState], watch: Watched, reason: str) -> None:
    verdict = judge("us", measure_gpus(states), watch)
    assert (verdict.level, verdict.reason) == (Level.UNKNOWN, reason)


def test_gaps_are_no_history() -> None:
    watch = Watched([(START, START + 20 * DAY), (START + 60 * DAY, START + 70 * DAY)], 1, 1)
    verdict = judge("us", measure_gpus([listing()]), watch)
    assert verdict.since == START + 68 * DAY


def test_the_sentence_names_market_level_and_reason() -> None:
    sentence = judge("us", measure_gpus([listing()]), watched(8)).sentence
    assert sentence.startswith("us: unknown since 1 January 2026. ")
    assert "day 9 of 28" in sentence.lower()
