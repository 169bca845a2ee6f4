"""The same history folded often, seldom and at once, and walked through in memory, says the same."""

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from imported import BEGIN, DAY, Histories
from market_stories import LARGE, SMALL, Story
from refolding import fold_again, gpu_days, told, walked
from sqlalchemy import text

from monitor.storage.engine import Sessions

TITLES = {
    LARGE[0]: "ASUS GeForce RTX 5090 32GB",
    LARGE[1]: "ASUS GeForce RTX 5080 16GB",
    SMALL[0]: "ASUS GeForce RTX 5070 12GB",
    SMALL[1]: "ASUS Radeon RX 9070 XT 16GB",
}
DAYS = 100


def shortage() -> Story:
    """A shortage of all cards, after one shop repriced everything and while another could not be read."""
    story = Story(DAYS, tuple(TITLES), "abcd")
    story.restless(5, 0.01)
    story.stock(0.9, seed=5)
    story.times(1.2, 35, shops=["b"])
    story.climb(1.3, 50, 10)
    story.stock(0.2, 52, 80)
    story.climb(1 / 1.3, 80, 5)
    story.blind["c"] = [(60, 68)]
    return story


def rows(story: Story, chance: Random) -> list[dict[str, Any]]:
    """Each shop's readings, once a day at an hour of its own."""
    hours = {shop: chance.uniform(0.1, 0.9) for shop in story.shops}
    return [
        {
            "observed_at": (BEGIN + (day + hours[shop]) * DAY).isoformat(timespec="seconds"),
            "retailer": f"shop-{shop}",
            "country": "US",
            "currency": "USD",
            "sku": title,
            "url": f"https://{shop}.example/{number}",
            "title": title,
            "price": round(float(story.shelves[shop, card].price[day]), 2),
            "stock": "in_stock" if story.shelves[shop, card].in_stock[day * 4] else "out_of_stock",
        }
        for day in range(story.days)
        for shop in story.shops
        if not any(a <= day < b for a, b in story.blind.get(shop, []))
        for number, (card, title) in enumerate(TITLES.items())
    ]


def test_however_often_it_is_folded_it_says_the_same(sessions: Sessions, tmp_path: Path) -> None:
    chance = Random(11)
    begin, end = BEGIN - DAY, BEGIN + (DAYS + 1) * DAY
    Histories(sessions, tmp_path).take(rows(shortage(), chance))
    fold_again(sessions, begin, end)
    at_once, days = told(sessions), gpu_days(sessions)
    assert {(str(key).split(":")[1], str(key).split(":")[3]) for key, *_ in at_once} >= {
        ("gpu", "shortage"),
        ("market", "shortage"),
        ("segment", "shortage"),
        ("gpu", "price_spike"),
    }
    moments = sorted(BEGIN + timedelta(days=chance.uniform(0, DAYS)) for _ in range(25))
    fold_again(sessions, begin, *moments, end)
    assert gpu_days(sessions) == days
    assert told(sessions) == at_once
    assert walked(sessions, end) == at_once


def test_two_interleavings_of_the_same_polls_give_the_same_figures(sessions: Sessions, tmp_path: Path) -> None:
    story = Story(10, tuple(TITLES), "abc")
    story.restless(5, 0.01)
    story.stock(0.6, seed=5)
    polls = rows(story, Random(3))
    found = []
    for key in ("observed_at", "title"):
        # What was polled first has the first number.
        Histories(sessions, tmp_path).take(sorted(polls, key=lambda row: row[key]))
        fold_again(sessions, BEGIN - DAY, BEGIN + 11 * DAY)
        found.append(gpu_days(sessions))
        with sessions.begin() as session:
            session.execute(text("TRUNCATE retailer, import_batch, signal CASCADE"))
    # Ten days that begin at noon.
    assert len(found[0]) == 11 * len(TITLES)
    assert found[0] == found[1]
