"""The scenario is the same for everybody, and tells the story it is meant to tell."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from statistics import mean, median

import pytest

from monitor.catalog.catalog import load_catalog
from monitor.demo import story
from monitor.demo.chance import DAY, DAYS, END, HOUR
from monitor.demo.events import EVENTS, Happening, trouble
from monitor.demo.scenario import Shelf, shelf
from monitor.demo.shops import SHOPS, Shop
from monitor.demo.trade import Item
from monitor.vocabulary import Cause, Level
from scrapers.offer import Stock

EVERY_12_HOURS = range(0, END, 12 * HOUR)
NAMES = {gpu.name for gpu in load_catalog()}
ON_SALE = {Stock.IN_STOCK, Stock.LIMITED}
_BY_NAME = {shop.name: shop for shop in SHOPS}
_FINGERPRINT = """
from hashlib import blake2b
from monitor.demo.chance import END
from monitor.demo.scenario import shelf
from monitor.demo.shops import SHOPS
times = range(-3_000_000, END + 3_000_000, 123_457)
seen = [(i.key, m, shelf(s.trade, i, m)) for s in SHOPS for i in s.items for m in times]
print(blake2b(repr(seen).encode()).hexdigest())
"""


@cache
def history(shop: Shop, item: Item, minutes: range = EVERY_12_HOURS) -> list[Shelf]:
    """Its states while it is listed."""
    shelves = (shelf(shop.trade, item, minute) for minute in minutes)
    return [each for each in shelves if each is not None]


def listings() -> Iterator[tuple[Shop, Item]]:
    return ((shop, item) for shop in SHOPS for item in shop.items)


def told() -> Iterator[tuple[Shop, Item]]:
    """The listings that are neither launched nor fade."""
    return ((shop, item) for shop, item in listings() if item.model not in {story.LAUNCHED, story.FADING})


def gpu_of(item: Item) -> str:
    """The catalogue's name."""
    assert item.card
    chip = item.card.chip
    return chip.name if chip.name in NAMES else f"{chip.name} {chip.memory_gb}GB"


def share_out(shops: list[Shop], day: int, *, much_memory: bool) -> float:
    items = [
        (shop, item)
        for shop in shops
        for item in shop.items
        if item.card and item.much_memory is much_memory and not item.seller
        if item.model not in {story.LAUNCHED, story.FADING}
    ]
    days = range(day * DAY, (day + 1) * DAY, 6 * HOUR)
    shelves = [each for shop, item in items for each in history(shop, item, days)]
    return sum(each.stock is Stock.OUT_OF_STOCK for each in shelves) / len(shelves)


def shops_of(market: str) -> list[Shop]:
    return [shop for shop in SHOPS if shop.market == market]


def test_another_process_sees_the_same_market() -> None:
    def fingerprint(seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.run(
            [sys.executable, "-c", _FINGERPRINT], env=environment, check=True, capture_output=True, text=True
        ).stdout

    assert len({fingerprint("1"), fingerprint("2")}) == 1


def test_the_order_of_asking_changes_nothing() -> None:
    shop, item = SHOPS[0], SHOPS[0].items[3]
    forwards = [shelf(shop.trade, item, minute) for minute in EVERY_12_HOURS]
    backwards = [shelf(shop.trade, item, minute) for minute in reversed(EVERY_12_HOURS)]
    assert forwards == backwards[::-1]


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_every_shop_lists_cards_of_every_chip_and_three_other_goods(shop: Shop) -> None:
    own = [item for item in shop.items if not item.seller]
    assert 15 <= len(own) <= len(shop.items) <= 35
    assert len({item.sku for item in own}) == len({item.slug for item in own}) == len(own)
    assert len({shop.item_path(item) for item in shop.items}) == len(shop.items)
    assert len({item.card.chip for item in shop.items if item.card}) == 14
    assert sum(item.card is None for item in shop.items) == 3
    pages = [shop.on_page(shop.stock_list(0), number) for number in range(1, shop.pages + 1)]
    assert all(any(item.card is None for item, _ in page) for page in pages)


def test_every_model_has_three_independent_sellers_in_every_market() -> None:
    for market in story.ECONOMIES:
        sellers: dict[str, set[str]] = {}
        for shop in shops_of(market):
            for item in shop.items:
                if item.card:
                    sellers.setdefault(gpu_of(item), set()).add(item.seller or shop.name)
        assert all(len(names) >= 3 for names in sellers.values())
        assert len(sellers) == 14


def test_calm_prices_move_by_two_percent_at_most_but_do_move() -> None:
    changes = 0
    for shop, item in told():
        for before, after in pairwise(history(shop, item, range(0, 60 * DAY, 12 * HOUR))):
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


@pytest.mark.parametrize(("market", "least", "late"), [("us", 0.6, (0, 0.1)), ("tr", 0.6, (0.4, 0.75))])
def test_cards_with_much_memory_sell_out(market: str, least: float, late: tuple[float, float]) -> None:
    shops = shops_of(market)
    assert max(share_out(shops, day, much_memory=True) for day in range(10, 60, 5)) < 0.15
    assert share_out(shops, 88, much_memory=True) >= least
    assert share_out(shops, 88, much_memory=False) < 0.15
    assert late[0] <= share_out(shops, DAYS - 1, much_memory=True) <= late[1]
    # One by one, not all at once.
    assert len({share_out(shops, day, much_memory=True) for day in (61, 63, 65, 67, 69)}) >= 4


def test_germany_is_hardly_touched() -> None:
    assert max(share_out(shops_of("de"), day, much_memory=True) for day in range(60, DAYS, 4)) < 0.25


@cache
def seen_on(market: str, day: int) -> dict[str, tuple[float, float | None]]:
    """By gpu: share of its listings out of stock, and the median price on sale beside launch price and rate."""
    found: dict[str, list[tuple[Shop, Item, Shelf]]] = {}
    for shop in shops_of(market):
        for item, here in shop.stock_list(day * DAY + 15 * HOUR):
            if item.card and not item.seller:
                found.setdefault(gpu_of(item), []).append((shop, item, here))
    return {gpu: _seen(entries, day) for gpu, entries in found.items()}


def _seen(entries: list[tuple[Shop, Item, Shelf]], day: int) -> tuple[float, float | None]:
    levels = [
        float(here.price) / (item.usd * (e := shop.trade.economy).local_per_usd * (1 + e.creep) ** day)
        for shop, item, here in entries
        if here.stock in ON_SALE
    ]
    out = sum(here.stock is Stock.OUT_OF_STOCK for _, _, here in entries) / len(entries)
    return out, median(levels) if levels else None


def explained(gpu: str, day: int) -> Cause | None:
    return next((m.cause for m in story.MODELS if m.gpu == gpu and m.first_day <= day <= m.last_day), None)


@pytest.mark.parametrize("stage", story.STAGES, ids=lambda s: f"{s.market}-{s.first_day}")
def test_what_the_stages_say_is_so(stage: story.Stage) -> None:
    days = range(stage.first_day, min(stage.last_day, DAYS - 1) + 1)
    by_gpu: dict[str, list[tuple[float, float | None]]] = {}
    for day in days:
        for gpu, seen in seen_on(stage.market, day).items():
            if explained(gpu, day) is None:
                by_gpu.setdefault(gpu, []).append(seen)
    assert len(by_gpu) >= 13
    assert (stage.level is Level.TIGHT) is bool(stage.gpus)
    assert stage.gpus <= set(by_gpu)
    for gpu, all_seen in by_gpu.items():
        out, levels = mean(share for share, _ in all_seen), [level for _, level in all_seen if level is not None]
        if gpu in stage.gpus:
            assert out >= 0.4, gpu
            assert median(levels) >= 1.12, gpu
        else:
            assert out < 0.4, gpu
            assert median(levels) <= 1.07, gpu


def test_stages_do_not_overlap_and_end_with_the_scenario() -> None:
    for market in story.ECONOMIES:
        stages = [stage for stage in story.STAGES if stage.market == market]
        assert all(before.last_day < after.first_day for before, after in pairwise(stages))
        assert (stages[0].first_day, stages[-1].last_day) == (0, DAYS)
    assert story.stage("tr", DAYS) == next(s for s in story.STAGES if s.market == "tr" and s.level is Level.TIGHT)
    assert story.stage("us", 65) is None


@pytest.mark.parametrize("market", story.ECONOMIES)
def test_a_new_model_is_hardly_to_be_had_for_two_weeks_and_dear(market: str) -> None:
    assert story.LAUNCHED not in seen_on(market, story.LAUNCH.start // DAY - 1)
    during = [seen_on(market, day)[story.LAUNCHED] for day in range(37, 49)]
    assert mean(out for out, _ in during) >= 0.5
    assert all(level is None or level > 1.15 for _, level in during)
    later = [seen_on(market, day)[story.LAUNCHED] for day in range(54, 118, 3)]
    assert mean(out for out, _ in later) <= 0.15
    assert all(level is None or level < 1.06 for _, level in later)


@pytest.mark.parametrize("market", story.ECONOMIES)
def test_a_model_fades_without_getting_dearer_while_its_successor_is_on_the_shelves(market: str) -> None:
    by_name = {gpu.name: gpu for gpu in load_catalog()}
    assert by_name[story.FADING].successor == story.SUCCESSOR
    outs = []
    for day in range(20, 60, 3):
        seen = seen_on(market, day)
        assert seen[story.SUCCESSOR][0] <= 0.5
        if story.FADING in seen:
            out, level = seen[story.FADING]
            outs.append(out)
            assert level is None or level < 1.04
    assert outs[0] <= 0.5
    assert outs[-1] == 1
    assert len(set(outs)) >= 3
    assert story.FADING not in seen_on(market, 70)


def test_other_sellers_ask_more_and_always_have_some() -> None:
    shop = _BY_NAME["demo-bitbazaar"]
    own = {item.sku: item for item in shop.items if not item.seller}
    sold = [item for item in shop.items if item.seller]
    assert len({item.seller for item in sold}) == 2
    for item in sold:
        assert item.much_memory
        calm = [each.price for each in history(shop, item, range(30 * DAY, 58 * DAY, DAY)) if each.stock in ON_SALE]
        dear = [each.price for each in history(shop, item, range(82 * DAY, 92 * DAY, DAY)) if each.stock in ON_SALE]
        usual = history(shop, own[item.sku], range(50 * DAY, 51 * DAY, DAY))[0].price
        assert 1.35 < dear[0] / calm[0] < 2.1
        assert min(calm) > usual


def test_the_price_comparison_counts_fewer_offers_while_a_model_fades() -> None:
    shop = _BY_NAME["demo-preisradar"]
    for item in shop.items:
        counts = [each.offers for each in history(shop, item) if each.stock in ON_SALE]
        assert all(count is not None and count >= 1 for count in counts)
        if item.model == story.FADING:
            assert counts[-1] == 1
        elif item.model == story.LAUNCHED:
            assert counts[0] == 1
            assert (counts[-1] or 0) > 4


def test_nobody_changes_the_price_of_what_is_sold_out() -> None:
    for shop, item in listings():
        for before, after in pairwise(history(shop, item)):
            if before.stock is after.stock is Stock.OUT_OF_STOCK and before.price != after.price:
                # Only where it was on sale in between, too briefly for this pace.
                assert trades_between(shop, item, before, after)


def trades_between(shop: Shop, item: Item, before: Shelf, after: Shelf) -> bool:
    minutes = next(
        range(m, m + 12 * HOUR, 10)
        for m in EVERY_12_HOURS
        if shelf(shop.trade, item, m) == before and shelf(shop.trade, item, m + 12 * HOUR) == after
    )
    return any(each.stock in ON_SALE for each in history(shop, item, minutes))


def test_few_left_is_counted_and_ends_in_none() -> None:
    for shop, item in listings():
        for minute in range(0, END, 29 * HOUR):
            here = shelf(shop.trade, item, minute)
            if here is None:
                continue
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
        shelves = [each for shop in SHOPS for _, each in shop.stock_list(minute)]
        assert len(shelves) > 200
        assert all(each.price > 0 for each in shelves)


def test_lira_prices_follow_the_rate() -> None:
    shop = _BY_NAME["demo-ekranhane"]
    first, last = dict(shop.stock_list(0)), dict(shop.stock_list(55 * DAY))
    both = [(each, last[item]) for item, each in first.items() if item in last]
    ratios = [after.price / before.price for before, after in both if {before.stock, after.stock} <= ON_SALE]
    assert len(ratios) >= 12
    assert all(1.03 < ratio < 1.08 for ratio in ratios)


def test_only_one_shop_is_in_trouble_at_a_time() -> None:
    troubles = [event for event in EVENTS if event.shop]
    assert {event.kind for event in troubles} == set(Happening) - {Happening.BULK_PURCHASE}
    for event in troubles:
        assert event.starts < event.ends
        here = {shop.name: trouble(shop.name, event.starts) for shop in SHOPS}
        assert {name: kind for name, kind in here.items() if kind} == {event.shop: event.kind}
        assert trouble(str(event.shop), event.ends) is not event.kind
