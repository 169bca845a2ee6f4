"""What one card can cost: the last gate against a price that was read wrongly. Pure.

The band is wide: no price that anybody really asked for may fall out of it, neither in a mining boom nor for a
collector's edition nor with taxes on top. What it catches is what readers of pages get wrong by a factor: minor units
(kuruş, cents), a lost or invented decimal separator, the rate of one month out of twelve, a number that is no price.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import sqrt
from statistics import median
from typing import Final

from monitor.catalog.catalog import CONSUMER, Gpu
from monitor.catalog.exchange import per_dollar
from scrapers.offer import Condition
from scrapers.spec import Tier

#: The most that is asked for a card, in launch prices without tax: collector's editions, booms, duty and VAT.
_MOST: Final = 8.0
#: The least, in launch prices, while the card is current, and the years after which that halves again and again.
_LEAST_NEW, _HALVES_NEW = 0.3, 4.0
_LEAST_USED, _HALVES_USED = 0.2, 3.0
#: Years for which a card is current.
_CURRENT: Final = 3.0
_USED: Final = frozenset({Condition.OPEN_BOX, Condition.REFURBISHED, Condition.USED})
#: Tiers where an item whose condition is not said may well be used.
_MIXED: Final = frozenset({Tier.MARKETPLACE, Tier.AUCTION})
#: A placeholder stands on so many models, whose launch prices lie this far apart, at so many launch prices.
_MODELS, _APART, _DEAR = 3, 1.5, 2.5


@dataclass(frozen=True, slots=True)
class Reference:
    """What a gpu's prices are judged against.

    Attributes:
        low_usd: its launch price without tax; where that is not known, the least of its nearest neighbours'.
        high_usd: the same, the most of them.
        launched: when it came; None where that is not known.
    """

    low_usd: float
    high_usd: float
    launched: date | None

    @property
    def usd(self) -> float:
        """Its launch price, or what lies in the middle of its neighbours'."""
        return sqrt(self.low_usd * self.high_usd)


@dataclass(frozen=True, slots=True)
class Band:
    """The prices that one card can have, in one currency; both ends belong to it."""

    low: Decimal
    high: Decimal

    def __contains__(self, price: Decimal) -> bool:
        return self.low <= price <= self.high


def references(gpus: Iterable[Gpu]) -> dict[str, Reference]:
    """The reference of every gpu of a catalogue, by name.

    A gpu without a launch price is judged by those of its segment in its family; where there is none either, by those
    of its segment. Professional cards of one family cost from a hundred dollars to ten thousand: such a card is judged
    by all launch prices.
    """
    catalog = list(gpus)
    everybody, by_segment, by_family = [], defaultdict(list), defaultdict(list)
    for gpu in catalog:
        if gpu.launch_price_usd is not None:
            everybody.append(price := float(gpu.launch_price_usd))
            by_segment[gpu.segment].append(price)
            by_family[gpu.segment, gpu.family].append(price)
    found = {}
    for gpu in catalog:
        if gpu.launch_price_usd is not None:
            prices = [float(gpu.launch_price_usd)]
        elif gpu.segment not in CONSUMER:
            prices = everybody
        else:
            prices = by_family[gpu.segment, gpu.family] or by_segment[gpu.segment]
        if prices:
            found[gpu.name] = Reference(min(prices), max(prices), gpu.launch_date)
    return found


def band(reference: Reference, *, currency: str, condition: Condition | None, tier: Tier, on: date) -> Band | None:
    """The prices that one card of a gpu can have.

    Args:
        reference: of the gpu.
        currency: ISO 4217 code of the band.
        condition: of the item; where it is not said, it is new, except on marketplaces.
        tier: of the retailer.
        on: the day of the price.

    Returns:
        The band in `currency`; None where nothing is known of the currency.
    """
    rate = per_dollar(currency, on)
    if rate is None:
        return None
    least, halves = (_LEAST_USED, _HALVES_USED) if may_be_used(condition, tier) else (_LEAST_NEW, _HALVES_NEW)
    age = (on - reference.launched).days / 365.25 if reference.launched else _CURRENT
    faded = 0.5 ** (max(0.0, age - _CURRENT) / halves)
    low, high = reference.low_usd * least * faded * rate, reference.high_usd * _MOST * rate
    return Band(Decimal(f"{low:.4f}"), Decimal(f"{high:.4f}"))


def may_be_used(condition: Condition | None, tier: Tier) -> bool:
    """Whether an item was used, or may have been where that is not said."""
    return condition in _USED or (condition is None and tier in _MIXED)


def placeholders(prices: Iterable[tuple[Decimal, str, Reference]], *, on: date) -> set[tuple[Decimal, str]]:
    """The prices that a shop puts on what it cannot sell: the same dear one on unrelated models.

    99,999 would be plausible for any one dear card. On three models that launched at quite different prices, and far
    above most of them, it is nobody's price. What was used is to be left out: used cards of any model cost 250.

    Args:
        prices: price, currency and reference of each gpu in one reading of one shop.
        on: the day of the reading.
    """
    models: dict[tuple[Decimal, str], set[Reference]] = defaultdict(set)
    for price, currency, reference in prices:
        models[price, currency].add(reference)
    return {priced for priced, at in models.items() if len(at) >= _MODELS and _is_placeholder(*priced, at, on)}


def _is_placeholder(price: Decimal, currency: str, models: set[Reference], on: date) -> bool:
    rate = per_dollar(currency, on)
    launches = [model.usd for model in models]
    apart = max(launches) >= min(launches) * _APART
    return apart and rate is not None and float(price) / rate >= median(launches) * _DEAR
