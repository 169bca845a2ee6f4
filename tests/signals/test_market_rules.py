"""What the rules must say, and must not, of supply: launches, successors, shortages, and what is seen of them."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from market_stories import CARD, FIRST, LARGE, MIXED, PER_DAY, SMALL, Story, closed, line, lines, on, opened, part

from monitor.signals.episode import MarketEvent
from monitor.signals.panel import DAY_S, SellerKey
from monitor.signals.scarcity import Scarcity, Seller
from monitor.signals.shortage_rules import shelf_figures
from monitor.vocabulary import Cause, Level, SignalKind
from scrapers.spec import Tier

SHORTAGE, STOCKOUT = SignalKind.SHORTAGE, SignalKind.STOCKOUT


# --- launches and successors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("rise", [1.0, 1.12])
def test_a_model_that_its_successor_replaces_is_phased_out(rise: float) -> None:
    old, new = LARGE[0], LARGE[1]
    story = Story(190, [old, new, *SMALL[:2]], successors={old: {new}})
    story.listed(80, cards=[new])
    for n, shop in enumerate(story.shops):
        story.stock(0.0, 110 + 8 * n, shops=[shop], cards=[old])
    story.climb(rise, 105, 30, cards=[old])
    events = story.events()
    assert [(e.scope.gpu, e.cause) for e in opened(events, STOCKOUT)] == [(old, Cause.PHASE_OUT)]
    assert opened(events, SHORTAGE) == []


@pytest.mark.parametrize("rise", [1.0, 1.12])
def test_a_launch_with_empty_shelves_is_a_launch(rise: float) -> None:
    new = LARGE[0]
    story = Story(190, [new, *SMALL[:3]], launched={new: FIRST + timedelta(days=90)})
    story.listed(90, cards=[new])
    story.stock(0.05, 90, 150, cards=[new])
    story.climb(rise, 90, 40, 150, cards=[new])
    events = story.events()
    (launch,) = opened(events, STOCKOUT)
    end = closed(events, launch)
    assert (launch.scope.gpu, launch.cause) == (new, Cause.LAUNCH)
    assert on(launch) <= 93
    assert end
    assert 150 <= on(end) <= 154
    assert opened(events, SHORTAGE) == []


# --- shortages -----------------------------------------------------------------------------------------------------


def shortage(cards: list[str], short: list[str], *, shops: str = "abcde", seed: int = 1) -> Story:
    """Shelves fall from 85 % to 30 % in the week from day 80 on, prices climb by 20 % in two; it ends on day 140."""
    story = Story(158, cards, shops)
    story.stock(0.85, seed=seed)
    story.restless(seed, 0.01)
    for n in range(7):
        story.stock(0.85 - 0.55 * (n + 1) / 7, 80 + n, 81 + n, seed=seed + 10 + n, cards=short)
    story.stock(0.3, 87, 140, seed=seed + 50, cards=short)
    story.climb(1.2, 80, 14, cards=short)
    story.climb(1 / 1.2, 140, 10, cards=short)
    return story


@pytest.mark.parametrize("wide", [False, True], ids=["cards with much memory", "all cards"])
def test_a_real_shortage(wide: bool) -> None:  # noqa: FBT001
    cards = [*LARGE, *(SMALL[:5] if wide else SMALL[:8])]
    events = shortage(cards, cards if wide else LARGE).events()
    pools = [e for e in opened(events, SHORTAGE) if e.scope.gpu is None]
    assert max(Counter(e.scope for e in opened(events, SHORTAGE)).values()) == 1, lines(events)
    for told in pools:
        end = closed(events, told)
        assert end, line(told)
        assert 140 < on(end) <= 155, line(end)
        assert told.cause is (Cause.MARKET_WIDE if wide else Cause.SEGMENT), line(told)
    (market,) = (e for e in pools if part(e.scope) == "market")
    (memory,) = (e for e in pools if e.scope.segment == "16_to_23gb")
    # Two days of it make it known, and the average of three days must have felt it.
    assert on(market) <= 85
    assert on(memory) <= 85
    assert memory.level is Level.TIGHT
    raised = [e.level for e in events if e.scope == memory.scope and e.kind is SHORTAGE and e.level]
    assert Level.SHORTAGE in raised
    if wide:
        assert "looks_like" not in market.evidence
    else:
        assert market.evidence["looks_like"] == "16_to_23gb"
        assert {e.scope.gpu for e in opened(events, SHORTAGE, scope="gpu")} <= set(LARGE)
    # How many of the single cards stand out from their own noise is a matter of degree; most must.
    gpus = opened(events, SHORTAGE, scope="gpu")
    assert len(gpus) >= 0.8 * len(cards if wide else LARGE)


def test_two_sellers_are_too_few_to_tell() -> None:
    assert opened(shortage(LARGE[:6], LARGE[:6], shops="ab").events(), SHORTAGE) == []


def calm(seed: int, cards: list[str] | None = None, **more: object) -> Story:
    """Shelves that are nearly always full, and prices that move a little."""
    story = Story(140, cards or MIXED, **more)  # type: ignore[arg-type]
    story.stock(0.95, seed=seed)
    story.restless(seed, 0.006)
    return story


def dear(story: Story) -> None:
    story.climb(1.25, 80, 10)


def empty(story: Story) -> None:
    story.stock(0.4, 80, 110, seed=7)


def one_empty_and_dear(story: Story) -> None:
    story.stock(1.0)
    story.stock(0.0, 80, 110, shops=["b"])
    story.climb(1.15, 80, 10)


def promotions(story: Story) -> None:
    for n, shop in enumerate(story.shops):
        story.times(0.85, 80 + 7 * n, 84 + 7 * n, shops=[shop])


def sale(story: Story) -> None:
    """Everything is cheaper for ten days, then half of it is sold out for a week, at the usual price."""
    story.times(0.88, 80, 90)
    story.stock(0.5, 90, 97, seed=7)


def the_cheap_sold_out(story: Story) -> None:
    """Of one card; the shops that are left were always dearer, and ask what they asked."""
    story.times(1.15, shops=["d", "e"], cards=[CARD])
    story.stock(0.0, 80, 100, shops=["a", "b", "c"], cards=[CARD])


@pytest.mark.parametrize("happens", [dear, empty, one_empty_and_dear, promotions, sale, the_cheap_sold_out])
def test_price_or_shelves_alone_are_no_shortage(happens: Callable[[Story], None]) -> None:
    story = calm(5)
    happens(story)
    assert lines(opened(story.events(), SHORTAGE)) == []


def test_the_cheap_sold_out_and_the_others_ask_for_more() -> None:
    story = calm(5)
    the_cheap_sold_out(story)
    story.climb(1.1, 80, 5, 100, shops=["d", "e"], cards=[CARD])
    (told,) = opened(story.events(), SHORTAGE, scope="gpu")
    assert told.scope.gpu == CARD
    assert 80 <= on(told) <= 90


# --- what the monitor sees of it -----------------------------------------------------------------------------------


def added(story: Story) -> None:
    story.listed(90, shops=["a"])
    story.blind["a"] = [(0, 90)]


def added_to_a_page_that_was_empty(story: Story) -> None:
    story.listed(90, shops=["a"])


def lost_for_a_week(story: Story) -> None:
    story.blind["a"] = [(90.3, 97.3)]


def lost_for_a_day(story: Story) -> None:
    story.blind["a"] = [(90.3, 91.3)]


def disabled(story: Story) -> None:
    story.blind["a"] = [(90, story.days)]


def most_are_lost(story: Story) -> None:
    story.blind |= {shop: [(90.3, 97.3)] for shop in "abc"}


def all_are_lost(story: Story) -> None:
    story.blind |= {shop: [(90.3, 97.3)] for shop in story.shops}


@pytest.mark.parametrize(
    "happens",
    [
        added,
        added_to_a_page_that_was_empty,
        lost_for_a_week,
        lost_for_a_day,
        disabled,
        most_are_lost,
        all_are_lost,
    ],
)
def test_what_is_seen_of_a_market_is_no_move_of_it(happens: Callable[[Story], None]) -> None:
    """The shop it happens to is the cheapest by far, and the only one that has everything."""
    story = calm(6, MIXED[::2])
    story.stock(0.85, seed=3, shops=[shop for shop in story.shops if shop != "a"])
    story.times(0.88, shops=["a"])
    happens(story)
    told = [e for e in opened(story.events()) if e.kind is not SignalKind.BELOW_REFERENCE]
    assert lines(told) == []


# --- hysteresis ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("every", [1, 2, 4, 9])
def test_shelves_that_flicker_about_a_threshold_are_one_episode(every: int) -> None:
    """Of ten shops, two and four are empty in turn: a loss of 20 % and 40 %, where 30 % is tight."""
    story = Story(200, LARGE[:2], "abcdefghij")
    story.climb(1.12, 80, 3)
    for n, since in enumerate(range(85, 165, every)):
        story.stock(0.0, since, min(since + every, 165), shops=list("ghij" if n % 2 else "gh"))
    counted = Counter(e.scope for e in opened(story.events(), SHORTAGE))
    assert all(count == 1 for count in counted.values()), counted


def test_every_event_belongs_to_an_open_episode() -> None:
    """Prices and shelves in wild motion: episodes of one kind and scope follow one another."""
    story = Story(200, LARGE[:4], tiers={"e": Tier.MARKETPLACE})
    story.stock(0.6, seed=8)
    story.restless(8, 0.08)
    story.blind |= {"b": [(60.5, 75.25)], "c": [(100, 130)]}
    events = story.events()
    current: dict[tuple[object, ...], MarketEvent] = {}
    for event in events:
        key = (event.kind, event.scope)
        if event.what == "open":
            assert key not in current, line(event)
            current[key] = event
        else:
            assert current[key].opened_at == event.opened_at, line(event)
            if event.what == "close":
                del current[key]
    assert len(events) > PER_DAY


@pytest.mark.parametrize("shops", [("a",), ("a", "b", "c"), ("a", "b", "c", "d", "e")])
def test_stock_that_is_not_told_is_no_empty_shelf(shops: tuple[str, ...]) -> None:
    story = calm(7)
    for shelf in story.of(shops=shops):
        shelf.untold = (100, 115)
    assert [e for e in story.events() if e.kind in {SignalKind.SHORTAGE, SignalKind.STOCKOUT}] == []


@pytest.mark.parametrize(
    ("depths", "sellers", "have", "usually"),
    [
        ([(8.0, 12.08)], 13, 8, 12),
        ([(8.0, 12.08)], 7, 7, 7),
        ([(8.0, 12.08)], 1, 1, 1),
        # Two sites that compare show the same shops.
        ([(8.0, 12.08), (7.0, 11.0)], 13, 8, 12),
    ],
)
def test_of_an_aggregator_offers_are_counted_now_as_well_as_altogether(
    depths: list[tuple[float, float]], sellers: int, have: int, usually: int
) -> None:
    full = (7 * DAY_S, 7 * DAY_S, 60 * DAY_S, 60 * DAY_S)
    sites = tuple(
        Seller(SellerKey(f"site-{n}", f"site-{n}"), *full, True, now, usual) for n, (now, usual) in enumerate(depths)
    )
    depth, usual_depth = (sum(part) for part in zip(*depths, strict=True))
    said = shelf_figures(Scarcity(sites, sellers, *full, depth, usual_depth, 0.04, 0.04))
    assert (said["n_sellers"], said["n_sellers_in_stock"], said["usual_n_sellers_in_stock"]) == (sellers, have, usually)
