"""How empty the shelves are, against what is usual, over the same sources then and now.

* availability: share of the known listing-time of the last five days that was in stock; not known time is in no
  numerator and no denominator.
* depth: offers in stock per covered day, against the calm days of the 90 days before; it also falls where shops take
  off their pages what is sold out.
* interval: Wilson's, at the effective number of observations that a variance clustered by seller gives (hours of one
  listing are not independent, and neither are the listings of one seller): n = a (1 - a) / var, as Korn and Graubard
  do for surveys.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, NamedTuple

from monitor.signals.calm import Calm
from monitor.signals.panel import DAY_S, GpuSeries, SellerKey
from scrapers.spec import Tier

#: Days that "now" is, and calm days that it is compared with.
NOW_DAYS: Final = 5
USUAL_DAYS: Final = 90
#: Days between both, so that the beginning of an episode does not pass for what is usual.
GAP_DAYS: Final = 14
#: Fewer calm known days than this say nothing of what is usual.
LEAST_DAYS: Final = 14
#: Two-sided 95 %.
_Z: Final = 1.96
#: Day-to-day noise of an availability is taken to be at least this.
_LEAST_NOISE: Final = 0.04
#: A loss stands out if it is so many times the noise.
NOISES: Final = 2.5
#: The same of depth, whose noise is that of counts.
_DEPTH_NOISES: Final = 2.0
#: Of what a seller usually has, below this share it has clearly less.
_DOWN: Final = 0.8
#: A seller is compared if of so much of the time that it listed the card its stock was known.
_LEAST_TOLD: Final = 0.6
#: Below this loss the noise makes no difference.
_WORTH_A_LOOK: Final = 0.1


class Seller(NamedTuple):
    """One seller's shelf, usually and now: seconds."""

    key: SellerKey
    known_s: int
    in_stock_s: int
    usual_known_s: int
    usual_in_stock_s: int
    is_listed: bool
    depth: float
    usual_depth: float

    @property
    def is_down(self) -> bool:
        """It has clearly less in stock than usual, or clearly fewer offers of it."""
        usual = self.usual_in_stock_s / self.usual_known_s if self.usual_known_s else 0.0
        now = self.in_stock_s / self.known_s if self.known_s else 0.0
        return now < _DOWN * usual or self.depth < _DOWN * self.usual_depth

    def with_more(self, other: "Seller") -> "Seller":
        """The shelf together with another one of the same seller."""
        return Seller(
            self.key,
            self.known_s + other.known_s,
            self.in_stock_s + other.in_stock_s,
            self.usual_known_s + other.usual_known_s,
            self.usual_in_stock_s + other.usual_in_stock_s,
            self.is_listed or other.is_listed,
            self.depth + other.depth,
            self.usual_depth + other.usual_depth,
        )


@dataclass(frozen=True, slots=True)
class Scarcity:
    """Shelves now against what is usual; ratios between 0 and 1.

    Attributes:
        sellers: everyone compared.
        n_sellers: independent sellers; an aggregator's offers count as such (an estimate).
        noise: standard deviation of the availability of as many days as are "now", on the usual days.
        depth, usual_depth: offers in stock per covered day.
        depth_noise: standard deviation of the depth likewise, as a share of the usual depth.
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
    depth_noise: float

    @property
    def counts_offers(self) -> bool:
        """Sellers are counted by the offers of an aggregator, which are not told apart."""
        return self.n_sellers > len({seller.key.name for seller in self.sellers})

    @property
    def availability(self) -> float | None:
        """Now; None where nothing is known."""
        return self.in_stock_s / self.known_s if self.known_s else None

    @property
    def listed(self) -> float:
        """Share of the sellers compared that list it still; what nobody lists is discontinued, not out of stock."""
        return sum(seller.is_listed for seller in self.sellers) / len(self.sellers)

    @property
    def usual(self) -> float | None:
        """On the usual days."""
        return self.usual_in_stock_s / self.usual_known_s if self.usual_known_s else None

    @property
    def loss(self) -> float:
        """The share of what is usually in stock that is missing now: of availability, or of depth where that is more.

        Depth counts where its loss stands out from its own noise: how many offers there are changes from day to day.
        """
        depth = self.depth_loss
        return max(self.availability_loss, depth if depth > _DEPTH_NOISES * self.depth_noise else 0.0)

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
    series: GpuSeries, at: int, calm: Calm, covered: Mapping[str, Sequence[float]], retailers: frozenset[str]
) -> Scarcity | None:
    """The shelves of the days up to `at`; None where too little is known.

    Args:
        series: the gpu.
        at: index of the last of the days that are "now".
        calm: its calm days.
        covered: by retailer, the share of each day during which it was watched.
        retailers: those covered then and now.
    """
    first, end = max(at - NOW_DAYS + 1, 0), at + 1
    usual = calm.spans(max(first - GAP_DAYS, 0), USUAL_DAYS)
    if sum(map(len, usual)) < LEAST_DAYS:
        usual = calm.spans(first, USUAL_DAYS)
    days = sum(map(len, usual))
    if days < LEAST_DAYS:
        return None
    sellers: list[Seller] = []
    for key, seller in series.sellers.items():
        if key.retailer not in retailers or not (usual_known_s := seller.known_s.over(usual)):
            continue
        known_s, in_stock_s = seller.known_s.between(first, end), seller.in_stock_s.between(first, end)
        shares = covered[key.retailer]
        watched = sum(shares[first:end])
        shown_s = DAY_S * seller.listings.between(first, end) * watched / (end - first)
        told = min(known_s / shown_s, 1.0) if shown_s else 1.0
        if told < _LEAST_TOLD:
            # It lists the card and does not say whether it has it: that is not known, and no empty shelf.
            continue
        usually_watched = sum(chain.from_iterable(shares[span.start : span.stop] for span in usual))
        sellers.append(
            Seller(
                key,
                known_s,
                in_stock_s,
                usual_known_s,
                seller.in_stock_s.over(usual),
                shown_s > 0,
                seller.offer_s.between(first, end) / DAY_S / watched / told if watched else 0.0,
                seller.offer_s.over(usual) / DAY_S / usually_watched if usually_watched else 0.0,
            )
        )
    if not sellers:
        return None
    independent = len({seller.key.name for seller in sellers})
    if series.tier is Tier.AGGREGATOR:
        lately = slice(first - days if first > days else 0, end)
        shown = max(max(series.sellers[seller.key].offers[lately], default=0.0) for seller in sellers)
        independent = max(independent, round(shown))
    found = Scarcity(
        tuple(sellers),
        independent,
        sum(s.known_s for s in sellers),
        sum(s.in_stock_s for s in sellers),
        sum(s.usual_known_s for s in sellers),
        sum(s.usual_in_stock_s for s in sellers),
        sum(s.depth for s in sellers),
        sum(s.usual_depth for s in sellers),
        _LEAST_NOISE,
        _LEAST_NOISE,
    )
    if max(found.availability_loss, found.depth_loss) < _WORTH_A_LOOK:
        return found
    spans = [day for span in usual for day in span]
    offers = [float(series.offers_on(day, retailers)) for day in spans]
    return replace(
        found,
        noise=_noise([share for day in spans if (share := series.share_on(day, retailers)) is not None]),
        depth_noise=_noise(offers, relative=True),
    )


def _noise(daily: Sequence[float], *, relative: bool = False) -> float:
    """Standard deviation of the means of as many days as are "now": like is compared with like."""
    means = [sum(daily[n : n + NOW_DAYS]) / NOW_DAYS for n in range(len(daily) - NOW_DAYS + 1)]
    if len(means) < 2:
        return _LEAST_NOISE
    middle = math.fsum(means) / len(means)
    noise = math.sqrt(math.fsum((mean - middle) ** 2 for mean in means) / len(means))
    return max(noise / middle if relative and middle else noise, _LEAST_NOISE)


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
