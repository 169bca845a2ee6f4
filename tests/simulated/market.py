"""A market with known truth, made from a seed: the judge of signals, which knows nothing of how they are found.

What happens in it, and what a detector should call it, stands in `simulated.truth`. Hours are those of UTC.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

import numpy as np
from simulated.conditions import Conditions, Span, draw_conditions
from simulated.episodes import Episode, draw_episodes
from simulated.items import Item, draw_items
from simulated.models import Model, draw_models
from simulated.money import Money, draw_money
from simulated.observing import Seen, observe
from simulated.prices import Cents, Lift, lift, promote, sticky, target, wobble
from simulated.shops import Floats, Shop, coverage, draw_shops, moment, poll_hours
from simulated.stock import IN, OUT, UNLISTED, Bools, shelves, words
from simulated.troubles import Trouble, draw_troubles
from simulated.truth import Happening, Jump, Phase, Shortage, SimListing, SimMarket, Spike, Truth

from scrapers.spec import Tier

#: Probability that a poll reads an item's price wrong: about twenty a market and year.
SLIPS: Final = 0.00002


@dataclass
class _World:
    """Everything drawn for a market, and what was found while its items were observed."""

    rng: np.random.Generator
    days: int
    start: datetime
    models: list[Model]
    shops: list[Shop]
    money: Money
    conditions: Conditions
    troubles: list[Trouble]
    polls: list[Floats]
    covered: list[list[tuple[datetime, datetime]]]
    listings: list[SimListing] = field(default_factory=list)
    spikes: list[Spike] = field(default_factory=list)
    jumps: list[Jump] = field(default_factory=list)
    faults: list[Happening] = field(default_factory=list)
    #: By card, of the merchants that only a price comparison site shows: price by hour, 0 where it cannot be had.
    hidden: dict[int, list[Cents]] = field(default_factory=dict)


def simulate(seed: int, *, days: int = 485) -> SimMarket:
    """Simulate one market.

    Args:
        seed: the same seed and days give the same market.
        days: its length; of the default the first 120 are a warm-up in which no shortage begins.

    Returns:
        The market with its truth. The time is made up: it starts at midnight UTC of some day of 2024.

    Raises:
        ValueError: fewer than 90 days: nothing of what is simulated would fit.
    """
    if days < 90:
        raise ValueError(f"a market of {days} days is too short to simulate: give at least 90")
    rng = np.random.default_rng(seed)
    models = draw_models(rng, days)
    money = draw_money(rng, days, min(m.launched for m in models))
    shops = draw_shops(rng, days, weak=money.country.weak)
    episodes = draw_episodes(rng, models, days)
    conditions = draw_conditions(rng, models, episodes, money, days)
    troubles, disturbances, faults = draw_troubles(rng, shops, days)
    start = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=int(rng.integers(0, 366)))
    polls = [poll_hours(rng, s, days, t.outages) for s, t in zip(shops, troubles, strict=True)]
    covered = [coverage(start, hours, s.poll_hours) for s, hours in zip(shops, polls, strict=True)]
    world = _World(rng, days, start, models, shops, money, conditions, troubles, polls, covered)
    items = draw_items(rng, models, shops, days)
    for item, available in zip(items, shelves(rng, items, shops, troubles, conditions), strict=True):
        _run(world, item, available)
    for s, shop in enumerate(shops):
        if shop.tier is Tier.AGGREGATOR:
            _compare(world, s)
    world.faults += _happened(world, faults)
    return SimMarket(
        code=money.country.code,
        currency=money.country.currency,
        start=start,
        end=start + timedelta(days=days),
        listings=world.listings,
        rates=_rates(money, start) if money.country.weak else None,
        fx_anchor=money.country.weak,
        truth=_truth(world, episodes, conditions.spans + disturbances),
    )


def _run(world: _World, item: Item, available: Bools) -> None:
    """Play one item through all days, and let the monitor see it."""
    rng, shop, trouble, money = world.rng, world.shops[item.shop], world.troubles[item.shop], world.money
    moved = world.conditions.moved[item.card]
    together = [
        *trouble.repriced,
        *[day + shop.fx_lag for day in money.devaluations],
        *([money.tax_day + shop.tax_lag] if money.tax_day is not None else []),
    ]
    goal = target(item, shop, trouble, world.conditions, money)
    price = sticky(rng, item, shop, goal, moved, available, [day * 24 + 7 for day in together], money)
    taken = np.zeros(len(available), np.bool_)
    promotions = promote(rng, item, shop, price, moved, world.conditions.sales, money, taken)
    wobble(rng, item, shop, price, available, money, taken)
    quiet = ~moved
    for day in trouble.repriced:
        quiet[max(0, day - 5) : day + 60] = False
    lifts = [] if shop.hidden else lift(rng, item, shop, price, available, quiet, money, taken)
    model = world.models[item.card]
    codes = words(available, item, shop, model, trouble, backorder=shop.backorders and rng.random() < 0.3)
    if shop.hidden:
        can = available & (codes != UNLISTED)
        world.hidden.setdefault(item.card, []).append(np.where(can, price, 0))
        return
    seen = observe(rng, world.polls[item.shop], price, codes, keeps_price=shop.keeps_price, slips=SLIPS)
    if seen is not None:
        _tell(world, _listing(world, item.card, item.shop, item.seller, seen), seen, lifts, promotions)


def _listing(world: _World, card: int, s: int, seller: str, seen: Seen) -> int:
    """Add a listing; its number."""
    model, money = world.models[card], world.money
    rate = float(money.rate[model.launched - money.first])
    tax = float(money.tax[max(0, model.launched)])
    launch = money.country.rounded(model.usd * float(np.exp(rate + tax)))
    world.listings.append(
        SimListing(
            id=len(world.listings) + 1,
            gpu=model.name,
            segment=model.segment,
            memory_gb=model.memory_gb,
            launch_price=Decimal(launch).scaleb(-2) if model.official else None,
            launched=(world.start + timedelta(days=model.launched)).date(),
            predecessor=model.predecessor,
            retailer=world.shops[s].name,
            tier=world.shops[s].tier,
            seller_group=seller,
            points=seen.points(world.start, money.country.currency),
            covered=world.covered[s],
        )
    )
    return len(world.listings)


def _tell(world: _World, number: int, seen: Seen, lifts: list[Lift], promotions: list[int]) -> None:
    """Note the truth about one listing: spikes that could be seen, other rises, wrong readings."""
    start = world.start
    for made in lifts:
        first = seen.first_buyable(made)
        if first is not None:
            begin, end, met = (moment(start, h) for h in (made.start, made.end, first))
            world.spikes.append(Spike(number, begin, end, met, made.jump))
    for hour in seen.rises():
        spiked = any(made.start <= hour < made.end for made in lifts)
        if not spiked and not any(end <= hour < end + 48 for end in promotions):
            world.jumps.append(Jump(number, moment(start, hour)))
    for k in seen.slips:
        until = seen.hours[min(k + 1, len(seen.hours) - 1)]
        where = f"listing {number}"
        world.faults.append(Happening("decimal_slip", where, moment(start, seen.hours[k]), moment(start, until)))


def _compare(world: _World, s: int) -> None:
    """The price comparison site: per card the least of its merchants' prices, and how many of them can deliver."""
    polls = world.polls[s]
    hours = polls.astype(np.int64)
    for card, rows in sorted(world.hidden.items()):
        offers = np.array([row[hours] for row in rows])
        counts = (offers > 0).sum(axis=0)
        if not counts.any():
            continue
        first = int(np.argmax(counts > 0))
        offers, counts = offers[:, first:], counts[first:]
        least = np.where(offers > 0, offers, np.iinfo(np.int64).max).min(axis=0)
        codes = np.where(counts > 0, IN, OUT).astype(np.int8)
        seen = Seen(polls[first:], np.where(counts > 0, least, 0), codes, counts)
        # Its price rises when the cheapest merchant has sold out: nobody's spike.
        _tell(world, _listing(world, card, s, world.shops[s].name, seen), seen, [], [])


def _rates(money: Money, start: datetime) -> dict[date, Decimal]:
    """Units of the currency per US dollar by day."""
    first = start.date() + timedelta(days=money.first)
    return {first + timedelta(days=i): Decimal(f"{np.exp(r):.4f}") for i, r in enumerate(money.rate.tolist())}


def _happened(world: _World, spans: list[Span]) -> list[Happening]:
    day = timedelta(days=1)
    return [Happening(s.kind, s.where, world.start + s.start * day, world.start + s.end * day) for s in spans]


def _truth(world: _World, episodes: list[Episode], disturbances: list[Span]) -> Truth:
    """What happened, in the words of `simulated.truth`."""
    at = [world.start + timedelta(days=d) for d in range(world.days + 1)]

    def when(day: int) -> datetime:
        return at[min(max(day, 0), world.days)]

    return Truth(
        shortages=tuple(
            Shortage(
                frozenset(world.models[i].name for i in e.members), when(e.onset), when(e.end), e.severity, e.scope
            )
            for e in episodes
        ),
        spikes=tuple(world.spikes),
        jumps=tuple(world.jumps),
        launches=tuple(
            Phase(m.name, when(m.launched), when(m.launched + m.launch_days + 14))
            for m in world.models
            if m.launch_days
        ),
        phase_outs=tuple(
            Phase(m.name, when(m.fades[0]), when(m.fades[1])) for m in world.models if m.fades is not None
        ),
        disturbances=tuple(_happened(world, disturbances)),
        faults=tuple(world.faults),
    )
