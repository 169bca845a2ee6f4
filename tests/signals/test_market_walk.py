"""For any cut date, what was known then does not depend on what came later."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from market_stories import FIRST, LARGE, PER_DAY, SMALL, START, Story, line

from monitor.signals.market import Market
from monitor.signals.point import Point
from monitor.signals.shelves import Listed
from monitor.signals.walk import Walk, covered_shares
from scrapers.offer import Stock
from scrapers.spec import Tier

CARDS = (LARGE[0], LARGE[1], SMALL[0])
DAYS = 90


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Two months of wild prices and shelves at three shops, one of which may be a sample of offers."""
    seed = draw(st.integers(0, 999))
    story = Story(DAYS, CARDS, "abcd", successors={CARDS[0]: {CARDS[1]}} if draw(st.booleans()) else {})
    if draw(st.booleans()):
        story.tiers["d"] = Tier.MARKETPLACE
    story.restless(seed, draw(st.sampled_from([0.0, 0.02, 0.1])))
    story.stock(draw(st.sampled_from([0.95, 0.7])), seed=seed)
    story.climb(draw(st.sampled_from([0.8, 1.1, 1.4])), draw(st.integers(25, 60)), draw(st.integers(1, 20)))
    since = draw(st.integers(25, 60))
    story.stock(0.15, since, since + draw(st.integers(3, 30)), seed=seed + 1)
    story.listed(draw(st.integers(0, 50)), cards=[CARDS[1]])
    gap = draw(st.floats(20, 70))
    story.blind["a"] = [(gap, gap + draw(st.floats(0.1, 15)))]
    return story


@settings(max_examples=8)
@given(story=stories(), cut=st.integers(1, DAYS - 1))
def test_a_longer_walk_begins_as_a_shorter_one(story: Story, cut: int) -> None:
    whole, short = story.daily(), story.daily(cut)
    assert len(short) == cut
    assert [line(e) for day in whole[:cut] for e in day] == [line(e) for day in short for e in day]
    assert whole[:cut] == short


@settings(max_examples=6)
@given(
    cut=st.integers(31, 69),
    lag=st.integers(1, 40),
    at=st.integers(28, 60),
    factor=st.sampled_from(["0.5", "1.6"]),
    later=st.booleans(),
)
@example(cut=45, lag=20, at=40, factor="1.6", later=False)
def test_what_comes_late_changes_nothing_that_was_said_before(
    cut: int,
    lag: int,
    at: int,
    factor: str,
    later: bool,  # noqa: FBT001
) -> None:
    """A reading of one shop is known only days after its time, or was corrected then."""

    def walk(days: int) -> list[object]:
        story = Story(70, CARDS[:1], "abc")
        story.restless(4, 0.03)
        story.stock(0.9, seed=4)
        last = FIRST + timedelta(days=days - 1)
        end = START + timedelta(days=days)
        walked = Walk(Market("us", FIRST.toordinal(), story.infos()), FIRST, last)
        for number, shop in enumerate(story.shops):
            points = story.points(shop, CARDS[0])
            if number == 0:
                moment = START + timedelta(days=at)
                late = Point(
                    moment, Decimal(500) * Decimal(factor), "USD", Stock.IN_STOCK, None, moment + timedelta(days=lag)
                )
                points = sorted([*points, late], key=lambda p: (p.at, p.known_at))
            known = [p for p in points if p.known_at <= end or later]
            walked.add(number, Listed(CARDS[0], shop, None, Tier.FIRST_PARTY, None, None), known, [(START, end)])
        shares = {shop: covered_shares([(START, end)], FIRST, last) for shop in story.shops}
        return [event for day in walked.steps(shares, None) for event in day]

    longer, shorter = walk(70), walk(cut)
    until = START + timedelta(days=cut)
    assert [event for event in longer if event.at <= until] == shorter  # type: ignore[attr-defined]


def test_a_story_is_long_enough_to_say_something() -> None:
    """The properties above would hold of histories without any event, too."""
    story = Story(DAYS, CARDS, "abcd")
    story.restless(1, 0.02)
    story.climb(1.4, 40, 5)
    story.stock(0.15, 40, 70)
    assert len(story.events()) > PER_DAY
    assert date.fromordinal(FIRST.toordinal() + 40) == (START + timedelta(days=40)).date()
    assert pytest.approx(sum(covered_shares(story.watched("a"), FIRST, FIRST + timedelta(days=DAYS - 1)))) == DAYS
