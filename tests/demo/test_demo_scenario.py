"""The scenario is the same for everybody, and tells the story it is meant to tell."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from monitor.demo.events import EVENTS, Happening, trouble
from monitor.demo.scenario import DAY, DAYS, END, HOUR, Item, Shelf, shelf
from monitor.demo.shops import SHOPS, Shop
from scrapers.offer import Stock

EVERY_6_HOURS = range(0, END, 6 * HOUR)
ON_SALE = {Stock.IN_STOCK, Stock.LIMITED}
_BY_NAME = {shop.name: shop for shop in SHOPS}
_FINGERPRINT = """
from hashlib import blake2b
from monitor.demo.scenario import END, shelf
from monitor.demo.shops import SHOPS
times = range(-3_000_000, END + 3_000_000, 123_457)
seen = [(i.sku, m, shelf(s.trade, i, m)) for s in SHOPS for i in s.items for m in times]
print(blake2b(repr(seen).encode()).hexdigest())
"""


def history(shop: Shop, item: Item, minutes: range = EVERY_6_HOURS) -> list[Shelf]:
    return [shelf(shop.trade, item, minute) for minute in minutes]


def listings() -> Iterator[tuple[Shop, Item]]:
    return ((shop, item) for shop in SHOPS for item in shop.items)


def share_out(shop: Shop, day: int, *, much_memory: bool) -> float:
    items = [item for item in shop.items if item.card and item.much_memory is much_memory]
    minutes = range(day * DAY, (day + 1) * DAY, 6 * HOUR)
    shelves = [shelf(shop.trade, item, minute) for item in items for minute in minutes]
    return sum(each.stock is Stock.OUT_OF_STOCK for each in shelves) / len(shelves)


def test_another_process_sees_the_same_market() -> None:
    def fingerprint(seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.run(
            [sys.executable, "-c", _FINGERPRINT], env=environment, check=True, capture_output=True, text=True
        ).stdout

    assert len({fingerprint("1"), fingerprint("2")}) == 1


def test_the_order_of_asking_changes_nothing() -> None:
    shop, item = SHOPS[0], SHOPS[0].items[3]
    forwards = history(shop, item)
    backwards = [shelf(shop.trade, item, minute) for minute in reversed(EVERY_6_HOURS)]
    assert forwards == backwards[::-1]


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_every_shop_lists_cards_of_every_chip_and_three_other_goods(shop: Shop) -> None:
    assert 25 <= len(shop.items) <= 30
    assert len({item.sku for item in shop.items}) == len({item.slug for item in shop.items}) == len(shop.items)
    assert len({item.card.chip for item in shop.items if item.card}) == 14
    assert sum(item.card is None for item in shop.items) == 3
    assert sum(any(item.card is None for item in shop.list_items(number)) for number in (1, 2)) == 2


def test_calm_prices_move_by_two_percent_at_most_but_do_move() -> None:
    changes = 0
    for shop, item in listings():
        for before, after in pairwise(history(shop, item, range(0, 60 * DAY, 6 * HOUR))):
            assert abs(after.price / before.price - 1) <= 0.02
            changes += before.price != after.price
    assert changes > 500


def test_there_are_dozens_of_stockouts_restocks_and_jumps_of_ten_percent() -> None:
    seen: Counter[str] = Counter()
    for shop, item in listings():
        shelves = history(shop, item)
        for before, after in pairwise(shelves):
            was_out, is_out = (each.stock is Stock.OUT_OF_STOCK for each in (before, after))
            seen["stockout"] += is_out and not was_out
            seen["restock"] += was_out and not is_out
            seen["jump"] += after.price / before.price >= 1.1
        seen["limited"] += Stock.LIMITED in {each.stock for each in shelves}
    assert seen["stockout"] > 48
    assert seen["restock"] > 48
    assert seen["jump"] > 12
    assert seen["limited"] > 12


@pytest.mark.parametrize(("name", "least"), [("demo-harbor", 0.7), ("demo-grafikhof", 0.3), ("demo-ekranhane", 0.7)])
def test_cards_with_much_memory_sell_out_and_most_come_back(name: str, least: float) -> None:
    shop = _BY_NAME[name]
    assert max(share_out(shop, day, much_memory=True) for day in range(10, 60, 5)) < 0.3
    assert share_out(shop, 90, much_memory=True) >= least
    assert share_out(shop, 90, much_memory=False) < 0.3
    assert 0 < share_out(shop, DAYS - 1, much_memory=True) < least


def test_the_sell_out_is_milder_in_germany_and_comes_one_by_one() -> None:
    us, de, tr = (_BY_NAME[name] for name in ("demo-harbor", "demo-grafikhof", "demo-ekranhane"))
    assert share_out(de, 88, much_memory=True) < min(share_out(shop, 88, much_memory=True) for shop in (us, tr))
    days = [share_out(us, day, much_memory=True) for day in (61, 66, 71, 76, 81)]
    assert len(set(days)) >= 4


def on_sale_level(shop: Shop, item: Item, days: range) -> float | None:
    """Lowest price on sale, without the growth of the rate; None if it was never on sale."""
    hours = range(days.start * DAY, days.stop * DAY, 3 * HOUR)
    shelves = ((minute, shelf(shop.trade, item, minute)) for minute in hours)
    levels = [
        float(each.price) / (1 + shop.trade.creep) ** (minute / DAY)
        for minute, each in shelves
        if each.stock in ON_SALE
    ]
    return min(levels, default=None)


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_what_stays_on_sale_climbs_and_comes_down_part_of_the_way(shop: Shop) -> None:
    climbs = 0
    for item in shop.items:
        calm = on_sale_level(shop, item, range(40, 58))
        peak = on_sale_level(shop, item, range(86, 94))
        late = on_sale_level(shop, item, range(111, 119))
        assert calm is not None
        if peak and item.much_memory:
            climbs += 1
            assert 1.17 < peak / calm < 1.50
            assert late is None or 1.02 < late / calm < peak / calm
        elif peak:
            assert 0.96 < peak / calm < 1.08
    assert climbs >= 1


def test_nobody_changes_the_price_of_what_is_sold_out() -> None:
    for shop, item in listings():
        for before, after in pairwise(history(shop, item)):
            if before.stock is after.stock is Stock.OUT_OF_STOCK and before.price != after.price:
                # Only where it was on sale in between, too briefly for this pace.
                assert trades_between(shop, item, before, after)


def trades_between(shop: Shop, item: Item, before: Shelf, after: Shelf) -> bool:
    minutes = next(
        range(m, m + 6 * HOUR, 10)
        for m in EVERY_6_HOURS
        if shelf(shop.trade, item, m) == before and shelf(shop.trade, item, m + 6 * HOUR) == after
    )
    return any(shelf(shop.trade, item, minute).stock in ON_SALE for minute in minutes)


def test_few_left_is_counted_and_ends_in_none() -> None:
    for shop, item in listings():
        for minute in range(0, END, 8 * HOUR):
            here = shelf(shop.trade, item, minute)
            assert (here.left is not None) is (here.stock is Stock.LIMITED)
            if here.left is not None:
                assert 1 <= here.left <= 5
                later = history(shop, item, range(minute, minute + 10 * HOUR, HOUR))
                assert Stock.OUT_OF_STOCK in {each.stock for each in later}


def test_the_live_market_moves_every_hour_somewhere_by_little() -> None:
    for start in (END, END + 40 * DAY):
        changes: set[int] = set()
        for shop, item in listings():
            hours = range(start, start + DAY, HOUR)
            for hour, (before, after) in enumerate(pairwise(history(shop, item, hours))):
                changes |= {hour} if before != after else set()
                if before.stock is after.stock:
                    assert abs(after.price / before.price - 1) <= 0.02
        assert len(changes) >= 20


def test_the_market_is_open_long_before_and_long_after() -> None:
    for minute in (-5_000 * DAY, -1, END, END + 5_000 * DAY):
        assert all(shelf(shop.trade, item, minute).price > 0 for shop, item in listings())


def test_lira_prices_follow_the_rate() -> None:
    shop = _BY_NAME["demo-ekranhane"]
    ratios = [
        shelf(shop.trade, item, 55 * DAY).price / shelf(shop.trade, item, 0).price
        for item in shop.items
        if shelf(shop.trade, item, 55 * DAY).stock in ON_SALE and shelf(shop.trade, item, 0).stock in ON_SALE
    ]
    assert len(ratios) > 15
    assert all(1.03 < ratio < 1.08 for ratio in ratios)


def test_only_one_shop_is_in_trouble_at_a_time() -> None:
    troubles = [event for event in EVENTS if event.shop]
    assert {event.kind for event in troubles} == set(Happening) - {Happening.BULK_PURCHASE}
    for event in troubles:
        assert event.starts < event.ends
        here = {shop.name: trouble(shop.name, event.starts) for shop in SHOPS}
        assert {name: kind for name, kind in here.items() if kind} == {event.shop: event.kind}
        assert trouble(str(event.shop), event.ends) is not event.kind
