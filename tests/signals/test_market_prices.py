"""What the rules must say, and must not, of prices: creeps, weak currencies, one shop's repricing, new levels."""

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest
from market_stories import CARD, LARGE, MIXED, SMALL, Story, closed, lines, on, opened

from monitor.signals.rises import SETTLED_AFTER
from monitor.vocabulary import Cause, EventKind, SignalKind

RISES = (SignalKind.PRICE_SPIKE, SignalKind.PRICE_CREEP)


@pytest.mark.parametrize(("shops", "apart"), [("a", 0), ("abcde", 1)], ids=["one shop", "five shops"])
@pytest.mark.parametrize("every", [1, 3, 7, 14])
def test_ten_small_rises_are_one_creep(every: int, shops: str, apart: int) -> None:
    story = Story(80 + 10 * every + 60, shops=shops)
    for number, shop in enumerate(shops):
        for n in range(10):
            story.times(1.019, 80 + n * every + number * apart, shops=[shop])
    events = story.events()
    assert [(e.kind, e.scope.gpu) for e in opened(events)] == [(SignalKind.PRICE_CREEP, CARD)], lines(events)


def test_a_slow_creep_is_followed_before_it_is_the_new_level() -> None:
    story = Story(80 + 10 * 14 + 120)
    for n in range(10):
        story.times(1.019, 80 + 14 * n)
    events = [e for e in story.events() if e.kind is SignalKind.PRICE_CREEP]
    (end,) = [e for e in events if e.what is EventKind.CLOSE]
    assert end.at - end.opened_at >= timedelta(days=SETTLED_AFTER), lines(events)


def test_small_moves_to_and_fro_are_no_creep() -> None:
    story = Story(300)
    for n, day in enumerate(range(60, 300, 3)):
        story.times(1.019 if n % 2 else 1 / 1.019, day)
    assert lines(story.events()) == []


def lira(days: int, rate: np.ndarray, seed: int, cards: tuple[str, ...] = (CARD,)) -> Story:
    return Story(days, cards, market="tr", rates=rate * np.exp(np.random.default_rng(seed).normal(0, 0.003, days)))


def steady(seed: int) -> Story:
    """The lira falls 3 % a month; each shop follows in steps of its own, some weeks apart."""
    days = 300
    story, chance = lira(days, 30 * 1.03 ** (np.arange(days) / 30), seed), np.random.default_rng(seed)
    assert story.rates is not None
    for shelf in story.of():
        at = -int(chance.integers(0, 30))
        while at < days:
            following = at + int(chance.integers(14, 45))
            shelf.price[max(at, 0) : max(following, 0)] *= story.rates[max(at, 0)]
            at = following
    return story


def cliff(seed: int, cards: tuple[str, ...] = (CARD,)) -> Story:
    """Lira prices do not move for six weeks, the lira falls 15 % in a day, and shops follow over ten days."""
    days = 220
    day = np.arange(days)
    story = lira(days, 30 * 1.01 ** (day / 30) * np.where(day < 120, 1, 1 / 0.85), seed, cards)
    chance = np.random.default_rng(seed)
    assert story.rates is not None
    for shelf in story.of():
        shelf.price[:] *= 30 * 1.01 ** (np.minimum(day, 78) / 30)
        missing = story.rates[130] / shelf.price[119] * shelf.price[0] / story.rates[0]
        for step in sorted(chance.choice(np.arange(121, 131), 3, replace=False)):
            shelf.price[step:] *= missing ** (1 / 3)
    return story


def january(seed: int) -> Story:
    """The lira falls 2 % a month, prices follow every six weeks, and rise by 5 % more in the first days of a year."""
    days = 366 + 60
    story, chance = lira(days, 30 * 1.02 ** (np.arange(days) / 30), seed), np.random.default_rng(seed)
    assert story.rates is not None
    for number, shelf in enumerate(story.of()):
        at = 0
        while at < days:
            following = at + int(chance.integers(38, 47))
            shelf.price[at:following] *= story.rates[at]
            at = following
        shelf.price[366 + number % 3 :] *= 1.05
    return story


@pytest.mark.parametrize("told", [steady, cliff, january])
@pytest.mark.parametrize("seed", [1, 2])
def test_prices_that_follow_a_weak_currency_are_no_news(told: Callable[[int], Story], seed: int) -> None:
    assert lines(told(seed).events()) == []


def test_nor_are_they_for_a_whole_market() -> None:
    story = cliff(3, (*LARGE[:2], *SMALL[:3]))
    story.stock(0.85)
    assert lines(opened(story.events())) == []


@pytest.mark.parametrize("told", [steady, cliff])
def test_a_real_rise_on_top_of_them_is(told: Callable[[int], Story]) -> None:
    story = told(1)
    story.climb(1.3, 150, 20)
    (rise,) = opened(story.events())
    assert rise.kind in RISES
    assert 150 <= on(rise) <= 170
    assert rise.evidence["real_change_ratio"] > 0.03


@pytest.mark.parametrize(("factor", "kind"), [(1.2, SignalKind.PRICE_SPIKE), (0.8, SignalKind.PRICE_DROP)])
@pytest.mark.parametrize("shop", ["a", "c"])
def test_one_shop_that_reprices_everything(shop: str, factor: float, kind: SignalKind) -> None:
    story = Story(110, MIXED)
    story.restless(1, 0.005)
    story.times(factor, 80, shops=[shop])
    (told,) = opened(story.events())
    assert (told.kind, told.scope.retailer, told.cause, on(told)) == (kind, shop, Cause.ONE_RETAILER, 80)
    assert told.evidence["change_ratio"] == pytest.approx(factor - 1, abs=0.03)


@pytest.mark.parametrize("over", [1, 30])
def test_a_lasting_rise_becomes_the_new_level(over: int) -> None:
    story = Story(260)
    story.restless(2, 0.005)
    story.climb(1.25, 80, over)
    events = story.events()
    (rise,) = opened(events)
    assert rise.kind is (SignalKind.PRICE_SPIKE if over == 1 else SignalKind.PRICE_CREEP)
    end = closed(events, rise)
    assert end
    assert end.cause is Cause.NEW_LEVEL
    assert 110 < on(end) < 80 + over + 60
