"""Exchange rates of a day, triangulated through the euro. Pure.

The last published rate holds until the next one, over weekends and holidays, for a week at most; older is not known.
Nothing is interpolated and no later rate is looked at.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

EURO: Final = "EUR"
#: A rate published longer ago than this says nothing any more.
LONGEST_HELD: Final = timedelta(days=7)


def known_on(moment: datetime) -> date:
    """The day whose rates are sure to have been published and fetched by a moment: the day before it.

    Rates of a day come out at about 16:00 Central European Time. A rule that runs within a day must not use them, or a
    backtest would know more than the live monitor did.

    Args:
        moment: aware, UTC.
    """
    return moment.date() - timedelta(days=1)


class Rates:
    """Published rates, asked by day."""

    def __init__(self, per_euro: Mapping[tuple[str, date], Decimal]) -> None:
        """Sort the rates.

        Args:
            per_euro: units of a currency (ISO 4217) for one euro, by currency and day of publication.
        """
        self._per_euro = per_euro
        days: dict[str, list[date]] = defaultdict(list)
        for currency, day in sorted(per_euro):
            days[currency].append(day)
        self._days = dict(days)

    def rate(self, base: str, quote: str, day: date) -> Decimal | None:
        """How many units of `quote` one unit of `base` bought that day; None if it is not known.

        Args:
            base: ISO 4217 code.
            quote: ISO 4217 code.
            day: rates published on it or in the seven days before count, never later ones.
        """
        if base == quote:
            return Decimal(1)
        quote_per_euro, base_per_euro = self._held(quote, day), self._held(base, day)
        return None if quote_per_euro is None or base_per_euro is None else quote_per_euro / base_per_euro

    def per_anchor(self, currency: str, anchor: str, days: Iterable[date]) -> list[tuple[date, Decimal | None]]:
        """The daily series of how many units of `currency` one unit of `anchor` bought; None where not known."""
        return [(day, self.rate(anchor, currency, day)) for day in days]

    def _held(self, currency: str, day: date) -> Decimal | None:
        """Units for one euro by the last publication."""
        if currency == EURO:
            return Decimal(1)
        days = self._days.get(currency, [])
        position = bisect_right(days, day) - 1
        if position < 0 or day - days[position] > LONGEST_HELD:
            return None
        return self._per_euro[currency, days[position]]
