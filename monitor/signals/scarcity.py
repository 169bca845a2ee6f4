"""How empty the shelves are, against what is usual, over the same sources then and now.

* availability: share of the known listing-time of the last three days that was in stock; not known time is in no
  numerator and no denominator.
* depth: offers in stock per covered day, against the calm days of the 90 days before; it also falls where shops take
  off their pages what is sold out.
* interval: Wilson's, at the effective number of observations that a variance clustered by seller gives (hours of one
  listing are not independent, and neither are the listings of one seller): n = a (1 - a) / var, as Korn and Graubard
  do for surveys.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import pstdev
from typing import Final, TypeVar

from monitor.signals.calm import Calm
from monitor.signals.panel import DAY_S, GpuSeries, SellerKey, SellerSeries
from scrapers.spec import Tier

N = TypeVar("N", int, float)

#: Days that "now" is, and calm days that it is compared with.
NOW_DAYS: Final = 3
USUAL_DAYS: Final = 90
#: Fewer calm known days than this say nothing of what is usual.
LEAST_DAYS: Final = 14
#: Two-sided 95 %.
_Z: Final = 1.96
#: Day-to-day noise of an availability is taken to be at least this.
_LEAST_NOISE: Final = 0.04
#: A loss stands out if it is so many times the noise.
NOISES: Final = 2.5
#: Below this loss the noise makes no difference.
_WORTH_A_LOOK: Final = 0.1


@dataclass(frozen=True, slots=True)
class Seller:
    """One seller's shelf, usually and now: seconds."""

    key: SellerKey
    known_s: int
    in_stock_s: int
    usual_known_s: int
    usual_in_stock_s: int

    @property
    def is_down(self) -> bool:
        """It has clearly less in stock than usual."""
        usual = self.usual_in_stock_s / self.usual_known_s if self.usual_known_s else 0.0
        now = self.in_stock_s / self.known_s if self.known_s else 0.0
        return usual > 0 and now < 0.8 * usual

    def with_more(self, other: "Seller") -> "Seller":
        """The shelf together with another one of the same seller."""
        return Seller(
            self.key,
            self.known_s + other.known_s,
            self.in_stock_s + other.in_stock_s,
            self.usual_known_s + other.usual_known_s,
            self.usual_in_stock_s + other.usual_in_stock_s,
        )


@dataclass(frozen=True, slots=True)
class Scarcity:
    """Shelves now against what is usual; ratios between 0 and 1.

    Attributes:
        sellers: everyone compared.
        n_sellers: independent sellers; an aggregator's offers count as such (an estimate).
        noise: standard deviation of the daily availability on the usual days.
        depth, usual_depth: offers in stock per covered day.
    """

    sellers: tuple[Seller, ...]
    n_sellers: int
    known_s: int
    in_stock_s: int
    usual_known_s: int
    usual_in_stock_s: int
    depth: float
    usual_depth: float
    noise: float

    @property
    def availability(self) -> float | None:
        """Now; None where nothing is known."""
        return self.in_stock_s / self.known_s if self.known_s else None

    @property
    def listed(self) -> float:
        """Share of the sellers compared that list it still; what nobody lists is discontinued, not out of stock."""
        return sum(seller.known_s > 0 for seller in self.sellers) / len(self.sellers)

    @property
    def usual(self) -> float | None:
        """On the usual days."""
        return self.usual_in_stock_s / self.usual_known_s if self.usual_known_s else None

    @property
    def loss(self) -> float:
        """The share of what is usually in stock that is missing now: of availability or of depth, whichever is more."""
        return max(self.availability_loss, self.depth_loss)

    @property
    def availability_loss(self) -> float:
        """The part of the usual availability that is missing; 0 where it cannot be told."""
        now, usual = self.availability, self.usual
        return 1 - now / usual if now is not None and usual else 0.0

    @property
    def depth_loss(self) -> float:
        """The part of the usual depth that is missing."""
        return 1 - self.depth / self.usual_depth if self.usual_depth > 0 else 0.0

    @property
    def is_unusual(self) -> bool:
        """The loss stands out from the day-to-day noise of the usual days."""
        usual = self.usual
        return usual is not None and self.loss * usual > NOISES * self.noise

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 % interval of the availability now, clustered by seller."""
        return clustered_interval((s.in_stock_s, s.known_s) for s in self.sellers)


def scarcity(
    series: GpuSeries, at: int, calm: Calm, covered: Mapping[str, Sequence[float]], retailers: Collection[str]
) -> Scarcity | None:
    """The shelves of the days up to `at`; None where too little is known.

    Args:
        series: the gpu.
        at: index of the last of the days that are "now".
        calm: its calm days.
        covered: by retailer, the share of each day during which it was watched.
        retailers: those covered then and now.
    """
    first = max(at - NOW_DAYS + 1, 0)
    now = slice(first, at + 1)
    days = calm.days(first, USUAL_DAYS)
    if len(days) < LEAST_DAYS:
        return None
    usual: slice | list[int] = slice(days.start, days.stop) if isinstance(days, range) else days
    compared = [(key, seller) for key, seller in series.sellers.items() if key.retailer in retailers]
    sellers: list[Seller] = []
    depth = usual_depth = 0.0
    offers = 0.0
    for key, seller in compared:
        one = Seller(
            key,
            sum(seller.known_s[now]),
            sum(seller.in_stock_s[now]),
            _sum(seller.known_s, usual),
            _sum(seller.in_stock_s, usual),
        )
        if not one.usual_known_s:
            continue
        sellers.append(one)
        watched, usually_watched = sum(covered[key.retailer][now]), _sum(covered[key.retailer], usual)
        depth += sum(seller.offer_s[now]) / DAY_S / watched if watched else 0.0
        usual_depth += _sum(seller.offer_s, usual) / DAY_S / usually_watched if usually_watched else 0.0
        offers = max(offers, max(seller.offers[first - len(days) if first > len(days) else 0 : at + 1], default=0.0))
    if not sellers:
        return None
    independent = len({seller.key.name for seller in sellers})
    found = Scarcity(
        tuple(sellers),
        max(independent, round(offers)) if series.tier is Tier.AGGREGATOR else independent,
        sum(s.known_s for s in sellers),
        sum(s.in_stock_s for s in sellers),
        sum(s.usual_known_s for s in sellers),
        sum(s.usual_in_stock_s for s in sellers),
        depth,
        usual_depth,
        _LEAST_NOISE,
    )
    if found.loss < _WORTH_A_LOOK:
        return found
    return replace(found, noise=_noise([seller for _, seller in compared], days))


def _sum(column: Sequence[N], days: slice | list[int]) -> N | int:
    return sum(column[days]) if isinstance(days, slice) else sum(column[day] for day in days)


def _noise(sellers: Iterable[SellerSeries], days: Collection[int]) -> float:
    known, in_stock = [0] * len(days), [0] * len(days)
    for seller in sellers:
        for n, day in enumerate(days):
            known[n] += seller.known_s[day]
            in_stock[n] += seller.in_stock_s[day]
    ratios = [a / b for a, b in zip(in_stock, known, strict=True) if b]
    return max(pstdev(ratios), _LEAST_NOISE) if len(ratios) > 1 else _LEAST_NOISE


def clustered_interval(clusters: Iterable[tuple[float, float]]) -> tuple[float, float] | None:
    """95 % interval of a ratio of sums over independent clusters; None without any.

    Args:
        clusters: numerator and denominator of each.
    """
    known = [(part, whole) for part, whole in clusters if whole > 0]
    if not known:
        return None
    total = sum(whole for _, whole in known)
    ratio = sum(part for part, _ in known) / total
    n = float(len(known))
    if len(known) > 1:
        variance = sum((part - ratio * whole) ** 2 for part, whole in known) / total**2 * n / (n - 1)
        if variance > 0:
            n = ratio * (1 - ratio) / variance
    return _wilson(ratio, max(n, 1.0))


def _wilson(ratio: float, n: float) -> tuple[float, float]:
    """Wilson's score interval of a share among `n` observations."""
    centre = (ratio + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(ratio * (1 - ratio) / n + _Z**2 / (4 * n**2))
    return max(centre - half, 0.0), min(centre + half, 1.0)
