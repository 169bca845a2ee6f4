"""The shops of a simulated market, their habits, and when each of them was read."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from scrapers.spec import Tier

Floats = npt.NDArray[np.float64]

#: Of the private sellers on marketplaces; a seller may be on both.
SELLERS: Final = ("Bitlane", "Cardhub", "Pixelo", "Quickparts", "Rigstore", "Tecno21", "Vitrin")


@dataclass(frozen=True)
class Shop:
    """A shop's habits.

    Attributes:
        sellers: who sells there; a retailer sells itself.
        assortment: share of the models it carries.
        variety: mean number of listings of a model, beyond the first.
        markup: on the market's price level, log.
        availability: of its listings in calm times.
        review_days: mean time between two looks at a price.
        band: how far a price may be off before it is changed, log.
        poll_hours: between two readings by the monitor.
        stock_lag, price_lag, fx_lag, tax_lag: days until the market's stock, prices, rate and tax reach it.
        keeps_price: shows the price of what is sold out.
        says_limited, backorders, delists, preorders: words and habits of its pages.
        rounds: whether its prices end as prices do.
        opens, closes: days from the start, where it does.
        hidden: seen through the price comparison site alone.
    """

    name: str
    tier: Tier
    sellers: tuple[str, ...]
    assortment: float
    variety: float
    markup: float
    availability: float
    review_days: float
    band: float
    poll_hours: int
    stock_lag: int
    price_lag: int
    fx_lag: int
    tax_lag: int
    keeps_price: bool
    says_limited: bool
    backorders: bool
    delists: bool
    preorders: bool
    rounds: bool
    opens: int | None = None
    closes: int | None = None
    hidden: bool = False


def _shop(rng: np.random.Generator, name: str, *, weak: bool) -> Shop:
    """A retailer that sells itself."""
    return Shop(
        name=name,
        tier=Tier.FIRST_PARTY,
        sellers=(name,),
        assortment=float(rng.uniform(0.35, 0.95)),
        variety=float(rng.choice([0.3, 0.8, 1.5])),
        markup=float(rng.normal(0, 0.025)),
        availability=float(rng.uniform(0.8, 0.95)),
        review_days=float(rng.uniform(5, 20)),
        band=float(rng.uniform(0.025, 0.045) if weak else rng.uniform(0.012, 0.03)),
        poll_hours=int(rng.choice([1, 2, 3, 4, 6, 8], p=[0.15, 0.2, 0.15, 0.2, 0.2, 0.1])),
        stock_lag=int(rng.integers(0, 9)),
        price_lag=int(rng.integers(0, 15)),
        fx_lag=int(rng.integers(0, 20)),
        tax_lag=int(rng.integers(0, 4)),
        keeps_price=bool(rng.random() < 0.7),
        says_limited=bool(rng.random() < 0.4),
        backorders=bool(rng.random() < 0.25),
        delists=bool(rng.random() < 0.25),
        preorders=bool(rng.random() < 0.3),
        rounds=True,
    )


def _marketplace(rng: np.random.Generator, shop: Shop, retailers: tuple[str, ...]) -> Shop:
    """The same, as a site with several sellers, one of which may be a retailer of this market."""
    names = rng.choice(SELLERS, size=int(rng.integers(2, 5)), replace=False).tolist()
    known = (retailers[int(rng.integers(len(retailers)))],) if rng.random() < 0.5 else ()
    return replace(
        shop,
        tier=Tier.MARKETPLACE,
        sellers=(*names, *known),
        variety=1.0,
        markup=float(rng.uniform(0.03, 0.12)),
        rounds=False,
    )


def draw_shops(rng: np.random.Generator, days: int, *, weak: bool) -> list[Shop]:
    """5 to 12 shops, and the merchants that only a price comparison site shows, where there is one."""
    markets = int(rng.integers(0, 3))
    compares = bool(rng.random() < 0.5)
    count = int(rng.integers(5, 13)) - markets - compares
    shops = [_shop(rng, f"Shop {chr(65 + i)}", weak=weak) for i in range(max(3, count))]
    names = tuple(s.name for s in shops)
    # One opens, or closes, in a year of three.
    moved = rng.random()
    if moved < 1 / 6:
        shops[-1] = replace(shops[-1], opens=int(rng.integers(min(60, days // 2), days - 30)))
    elif moved < 1 / 3:
        shops[-1] = replace(shops[-1], closes=int(rng.integers(min(120, days // 2), days - 20)))
    shops += [_marketplace(rng, _shop(rng, f"Bazaar {i + 1}", weak=weak), names) for i in range(markets)]
    if compares:
        hidden = [_shop(rng, f"Merchant {i + 1}", weak=weak) for i in range(int(rng.integers(6, 10)))]
        shops += [replace(s, hidden=True, variety=0.0, assortment=0.8) for s in hidden]
        site = _shop(rng, "Comparison", weak=weak)
        shops.append(replace(site, tier=Tier.AGGREGATOR, assortment=1.0, poll_hours=int(rng.choice([3, 4, 6]))))
    return shops


def poll_hours(rng: np.random.Generator, shop: Shop, days: int, outages: list[tuple[float, float]]) -> Floats:
    """When the shop was read, in hours from the start: regularly but for some jitter, single misses and outages."""
    first = 24.0 * (shop.opens or 0) + float(rng.uniform(0, shop.poll_hours))
    last = 24.0 * (days if shop.closes is None else shop.closes) - 0.2
    hours = np.arange(first, last, shop.poll_hours)
    hours += rng.uniform(0, 0.05 * shop.poll_hours, len(hours))
    seen = rng.random(len(hours)) >= 0.01
    for begin, end in outages:
        seen &= (hours < begin) | (hours >= end)
    return np.asarray(hours[seen & (hours < last)], np.float64)


def coverage(start: datetime, hours: Floats, interval: int) -> list[tuple[datetime, datetime]]:
    """From the first to the last of the polls between which never more than three intervals passed."""
    if len(hours) == 0:
        return []
    cuts = np.flatnonzero(np.diff(hours) > 3.2 * interval)
    firsts = [0, *(cuts + 1).tolist()]
    lasts = [*cuts.tolist(), len(hours) - 1]
    spans = [(moment(start, hours[a]), moment(start, hours[b])) for a, b in zip(firsts, lasts, strict=True)]
    return [span for span in spans if span[0] < span[1]]


def moment(start: datetime, hours: float) -> datetime:
    """A time given in hours from the start, to the second, aware UTC."""
    return start + timedelta(seconds=round(float(hours) * 3600))
