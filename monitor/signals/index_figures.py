"""What the price index of a market says today, in its own money and in another. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from monitor.signals.exchange import Rates
from monitor.signals.index import IndexPoint

#: Where a day has no value, one of the week before it stands for it.
_HELD: Final = timedelta(days=7)
_MONTH: Final = timedelta(days=30)
_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class InMoney:
    """The index in one currency.

    Attributes:
        value: 100 on the base day; None where the rate is not known on both days.
        change_30d, change_365d: 0.12 is 12 % dearer than so many days before; None where it is not known then.
    """

    currency: str
    value: float | None
    change_30d: float | None
    change_365d: float | None


@dataclass(frozen=True, slots=True)
class IndexFigures:
    """The latest value of an index.

    Attributes:
        day: of the latest value (UTC).
        base: the first day, which is 100.
        imputed_ratio: share of its listings whose price was carried.
        own, in_usd: in the market's currency, and in dollars at the rate of each day.
    """

    day: date
    base: date
    imputed_ratio: float | None
    n_listings: int
    own: InMoney
    in_usd: InMoney


def figures(points: Sequence[IndexPoint], currency: str, rates: Rates) -> IndexFigures | None:
    """The figures of an index; None without a value.

    Args:
        points: in order.
        currency: the market's.
        rates: units for one euro of it and of the dollar.
    """
    known = [(point.day, point.value) for point in points if point.value is not None]
    if not known:
        return None
    last = next(point for point in reversed(points) if point.value is not None)
    return IndexFigures(
        known[-1][0],
        known[0][0],
        last.imputed_ratio,
        last.n_listings,
        _in_money(known, currency, currency, rates),
        _in_money(known, currency, "USD", rates),
    )


def _in_money(known: Sequence[tuple[date, float]], currency: str, money: str, rates: Rates) -> InMoney:
    (base, _), (last, _) = known[0], known[-1]
    days = [day for day, _ in known]

    def change(since: date) -> float | None:
        """From a day, or the last one known in the week before it, to the last one."""
        at = bisect_right(days, since) - 1
        if at < 0 or days[at] < since - _HELD:
            return None
        then, now = rates.rate(currency, money, days[at]), rates.rate(currency, money, last)
        return None if then is None or now is None else known[-1][1] / known[at][1] * float(now / then) - 1

    whole = change(base)
    value = None if whole is None else known[0][1] * (1 + whole)
    return InMoney(money, value, change(last - _MONTH), change(last - _YEAR))
