"""A market's level: a blind market is never normal."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from monitor.i18n.language import language
from monitor.signals.episode import Scope
from monitor.signals.levels import segment_levels, with_level
from monitor.signals.measures import ListingState, measure_gpus
from monitor.signals.open_signals import NONE, MarketSignals, OpenSignal, Step, levels_by_day
from monitor.signals.sentence import ENGLISH, short_market, short_name
from monitor.signals.standing import Standing
from monitor.signals.verdict import Missing, Verdict, Watched, judge
from monitor.signals.verdict_said import seen, sentence
from monitor.vocabulary import Cause, Level, SignalKind
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


def watched(days: float, readable: int = 2) -> Watched:
    return Watched([(START, START + DAY * days)], shops=2, shops_readable=readable, seen_at=START + DAY * days)


def judged(
    states: Sequence[ListingState],
    watch: Watched,
    signals: MarketSignals = NONE,
    *,
    sellers: int = 5,
    now: datetime = START + 40 * DAY,
) -> Verdict:
    return judge("us", measure_gpus(states), watch, signals, sellers=sellers, now=now)


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
    alone = judged(for_work, watched(30))
    assert (alone.level, alone.reason) == (Level.UNKNOWN, "nothing_followed")
    beside = judged([listing(), *for_work], watched(30))
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


def test_a_share_in_stock_has_an_interval_clustered_by_seller() -> None:
    def of_shops(*shops: str) -> tuple[float, float]:
        (measure,) = measure_gpus(
            listing(retailer=shop, stock=Stock.IN_STOCK if n % 2 else Stock.OUT_OF_STOCK)
            for n, shop in enumerate(shops)
        )
        assert measure.availability == 0.5
        assert measure.availability_low is not None
        assert measure.availability_high is not None
        return measure.availability_low, measure.availability_high

    many, few = of_shops(*"abcdefgh"), of_shops(*"aabbccdd")
    one_seller = of_shops(*"aaaaaaaa")
    assert one_seller[0] < many[0] < 0.5 < many[1] < one_seller[1]
    assert few[0] <= 0.5 <= few[1]


def test_sellers_are_counted_once_and_an_aggregators_offers_as_such() -> None:
    twice = [listing(retailer=site, seller_group="acme") for site in ("acme", "a-marketplace")]
    (measure,) = measure_gpus([*twice, listing(retailer="shop", stock=Stock.OUT_OF_STOCK)])
    assert (measure.sellers, measure.sellers_in_stock) == (2, 1)
    (measure,) = measure_gpus([listing(tier=Tier.AGGREGATOR, retailer="compare", offer_count=14)])
    assert (measure.sellers, measure.sellers_in_stock) == (14, 14)


def test_what_nobody_lists_any_more_is_shown_while_it_has_a_signal() -> None:
    gone = [listing(stock=Stock.UNLISTED)]
    assert measure_gpus(gone) == []
    (measure,) = measure_gpus(gone, {"GeForce RTX 5070 Ti"})
    assert (measure.coverage, measure.availability, measure.offers_followed) == (1.0, None, 0)


# --- the market ----------------------------------------------------------------------------------------------------


def test_a_market_with_history_coverage_and_sellers_is_normal() -> None:
    verdict = judged([listing()], watched(40))
    assert (verdict.level, verdict.since, verdict.reason) == (Level.NORMAL, START + 28 * DAY, "no_shortage")
    assert sentence(verdict) == "us: normal since 29 January. 1 of 1 offers in stock."
    assert seen(verdict, ENGLISH) == "seen 00:00 UTC, 2 of 2 shops readable"


def test_normal_is_since_the_last_shortage_or_the_last_long_gap() -> None:
    assert judged([listing()], watched(40), MarketSignals(ended_at=START + 35 * DAY)).since == START + 35 * DAY
    gap = [(START, START + 30 * DAY), (START + 35 * DAY, START + 40 * DAY)]
    assert judged([listing()], Watched(gap, 1, 1)).since == START + 35 * DAY
    night = [(START, START + 30 * DAY), (START + 31 * DAY, START + 40 * DAY)]
    assert judged([listing()], Watched(night, 1, 1)).since == START + 28 * DAY


@pytest.mark.parametrize(
    ("states", "watch", "sellers", "reason", "missing"),
    [
        ([listing()], watched(27.9), 5, "short_history", ("history_days", 27, 28)),
        ([listing()], Watched([], 1, 0), 5, "short_history", ("history_days", 0, 28)),
        (
            [listing(), listing(covered=False), listing(covered=False)],
            watched(40, 0),
            5,
            "low_coverage",
            ("coverage", 0.3333, 0.6),
        ),
        ([listing()], watched(40), 2, "few_sellers", ("sellers", 2, 3)),
        ([], watched(40), 5, "nothing_followed", None),
    ],
)
def test_a_blind_market_is_unknown_and_says_why(
    states: list[ListingState], watch: Watched, sellers: int, reason: str, missing: tuple[str, float, float] | None
) -> None:
    verdict = judged(states, watch, sellers=sellers)
    assert (verdict.level, verdict.reason, verdict.last_known) == (Level.UNKNOWN, reason, None)
    assert verdict.missing == (Missing(*missing) if missing else None)
    short = judged(states, watch, MarketSignals([shortage(None)]), sellers=sellers)
    if states:
        assert (short.level, short.reason, short.last_known) == (Level.UNKNOWN, reason, Level.TIGHT)
        assert sentence(short).endswith("Last known: tight since 12 January.")


def test_gaps_are_no_history() -> None:
    watch = Watched([(START, START + 20 * DAY), (START + 60 * DAY, START + 70 * DAY)], 1, 1)
    assert judged([listing()], watch).since == START + 68 * DAY


def test_the_sentence_names_market_level_and_reason() -> None:
    said = sentence(judged([listing()], watched(8)))
    assert said.startswith("us: unknown since 1 January. Day 9 of 28 of learning")
    later = judged([listing()], watched(8), now=START + 400 * DAY)
    assert sentence(later).startswith("us: unknown since 1 January 2026. ")


# --- shortages -----------------------------------------------------------------------------------------------------

FIGURES: dict[str, Any] = {
    "n_sellers": 9,
    "n_sellers_in_stock": 2,
    "usual_n_sellers_in_stock": 7,
    "premium_ratio": 0.38,
    "loss_ratio": 0.7,
}


def shortage(gpu: str | None, level: Level = Level.TIGHT, cause: Cause | None = None, **evidence: Any) -> OpenSignal:
    return OpenSignal(SignalKind.SHORTAGE, Scope("us", gpu=gpu), level, cause, date(2026, 1, 12), evidence)


CARDS = ["GeForce RTX 5090", "GeForce RTX 5080", "GeForce RTX 5070", "Radeon RX 9070 XT", "Arc B580"]


@pytest.mark.parametrize(
    ("market", "gpus", "said"),
    [
        (
            shortage(None, looks_like="24gb_and_more", cause=Cause.SEGMENT),
            [shortage("GeForce RTX 5090", **FIGURES)],
            (
                "RTX 5090 in stock at 2 of 9 shops (90 days: 7 of 9), street price 38 % over launch price; other cards normal."
                " Looks like: cards with 24 GB and more."
            ),
        ),
        (
            shortage(None, cause=Cause.MARKET_WIDE),
            [
                shortage("Radeon RX 9070 XT", **FIGURES | {"premium_ratio": None, "over_reference_ratio": 0.2}),
                shortage("GeForce RTX 5090", Level.SEVERE, **FIGURES),
                shortage("Arc B580", **FIGURES | {"loss_ratio": 0.5}),
            ],
            (
                "RTX 5090 in stock at 2 of 9 shops (usually 7), 38 % over launch price; RX 9070 XT at 2 of 9, +20 %; and 1 more."
                " Looks like: the whole market."
            ),
        ),
        (
            shortage(None),
            [shortage("Arc B580", street_price=None, n_sellers=4, n_sellers_in_stock=0)],
            "Arc B580 in stock at 0 of 4 shops; other cards normal.",
        ),
        (
            shortage(None, loss_ratio=0.25, over_reference_ratio=0.06, gpus_short=CARDS[:3]),
            [],
            (
                "25 % of what is usually in stock is missing, prices 6 % over what is usual, most of all RTX 5090, RTX 5080"
                " and 1 more."
            ),
        ),
    ],
    ids=["one", "many", "no price", "none alone"],
)
def test_the_sentence_of_a_shortage(market: OpenSignal, gpus: list[OpenSignal], said: str) -> None:
    assert short_market(market, gpus, CARDS) == said
    assert len(said.split()) <= 35
    turkish = short_market(market, gpus, CARDS, language("tr"))
    assert re.findall(r"[A-Z]{2} \d+|B580", turkish) == re.findall(r"[A-Z]{2} \d+|B580", said)
    assert not re.search(r"\b(in|of|at|over|other|the)\b", turkish)


def test_a_short_market_says_so_first() -> None:
    signals = MarketSignals([shortage(None, cause=Cause.SEGMENT), shortage("GeForce RTX 5090", **FIGURES)])
    verdict = judged([listing(), listing(gpu="GeForce RTX 5090", segment="halo")], watched(40), signals)
    assert (verdict.level, verdict.cause, verdict.reason) == (Level.TIGHT, Cause.SEGMENT, "open_shortage")
    assert sentence(verdict).startswith("us: tight since 12 January. RTX 5090 in stock at 2 of 9 shops")
    assert sentence(verdict, language("tr")).startswith(
        "us: dar (12 Ocak tarihinden beri). RTX 5090; stoku olan mağazalar: 2 / 9 (son 90 gün: 7 / 9)"
    )


def test_a_card_that_is_tight_in_a_normal_market_is_named() -> None:
    verdict = judged([listing()], watched(40), MarketSignals([shortage("GeForce RTX 5090", **FIGURES)]))
    assert sentence(verdict) == "us: normal since 29 January. 1 of 1 offers in stock; RTX 5090 tight."


@pytest.mark.parametrize(
    ("gpu", "others", "name"),
    [
        ("GeForce RTX 5090", [], "RTX 5090"),
        ("Radeon RX 9070 XT 16GB", [], "RX 9070 XT 16GB"),
        ("Arc B580", [], "Arc B580"),
        ("Radeon VII", [], "Radeon VII"),
        ("GeForce RTX 4000", ["Quadro RTX 4000"], "GeForce RTX 4000"),
    ],
)
def test_a_short_name_still_names_the_card(gpu: str, others: list[str], name: str) -> None:
    assert short_name(gpu, [gpu, *others]) == name


# --- gpus, segments, days ------------------------------------------------------------------------------------------


def standing(**figures: Any) -> Standing:
    known: dict[str, Any] = {"day": date(2026, 2, 8), "n_independent_sellers": 5, "n_sellers": 5}
    return Standing(**(known | figures))


@pytest.mark.parametrize(
    ("state", "stands", "level", "reason"),
    [
        (listing(), standing(), Level.TIGHT, None),
        (listing(covered=False), standing(), Level.UNKNOWN, "low_coverage"),
        (listing(), None, Level.UNKNOWN, "short_history"),
        (listing(), standing(n_sellers=None), Level.UNKNOWN, "short_history"),
        (listing(), standing(n_sellers=2, n_independent_sellers=2), Level.UNKNOWN, "few_sellers"),
        (listing(gpu="GeForce RTX 5080"), standing(), Level.NORMAL, None),
    ],
)
def test_the_level_of_a_gpu(state: ListingState, stands: Standing | None, level: Level, reason: str | None) -> None:
    launch = OpenSignal(
        SignalKind.STOCKOUT, Scope("us", gpu="GeForce RTX 5080"), None, Cause.LAUNCH, date(2026, 1, 12), {}
    )
    signals = MarketSignals([shortage("GeForce RTX 5070 Ti"), launch])
    (gpu,) = measure_gpus([state])
    gpu = with_level(gpu, stands, signals)
    assert (gpu.level, gpu.reason) == (level, reason)
    assert gpu.since == (date(2026, 1, 12) if level is Level.TIGHT else None)
    assert gpu.signals == ((launch,) if gpu.gpu == "GeForce RTX 5080" else ())


def test_the_parts_of_a_market() -> None:
    cards = {"GeForce RTX 5090": ("halo", 32), "GeForce RTX 4090": ("halo", 24), "GeForce RTX 5080": ("high", 16)}
    of_part = OpenSignal(
        SignalKind.SHORTAGE, Scope("us", segment="24gb_and_more"), Level.SEVERE, None, date(2026, 1, 12), {}
    )
    signals = MarketSignals([of_part, shortage("GeForce RTX 5090", Level.SEVERE)])
    gpus = [
        with_level(gpu, standing(), signals)
        for gpu in measure_gpus(listing(gpu=name, segment=s, memory_gb=gb) for name, (s, gb) in cards.items())
    ]
    found = {part.segment: part for part in segment_levels("us", gpus, signals, known=True)}
    assert {name: part.level for name, part in found.items()} == {"halo": Level.NORMAL, "24gb_and_more": Level.SEVERE}
    assert (found["24gb_and_more"].gpus, found["24gb_and_more"].short) == (2, ("GeForce RTX 5090",))
    assert {p.level for p in segment_levels("us", gpus, signals, known=False)} == {Level.UNKNOWN}


def test_the_level_of_a_day_is_that_of_its_last_step_and_unknown_where_blind() -> None:
    days = [START.date() + n * DAY for n in range(6)]
    steps = [Step(days[1], Level.TIGHT), Step(days[3], Level.SHORTAGE), Step(days[4], None)]
    known = [True, True, False, True, True, True]
    levels = [level for _, level in levels_by_day(steps, days, known)]
    assert levels == [Level.NORMAL, Level.TIGHT, Level.UNKNOWN, Level.SHORTAGE, Level.NORMAL, Level.NORMAL]
