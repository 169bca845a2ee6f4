"""The exchange rates of the demo market, as the European Central Bank publishes its own.

The file is ``eurofxref-hist.csv`` ("Euro foreign exchange reference rates", ECB): a line a working day, the latest first,
units of each currency for one euro, N/A where there is none, each line ending in a comma.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from monitor.demo.story import DE, TR

#: Published about 16:00 Central European time.
_PUBLISHED_AT: Final = time(15)
_BEFORE: Final = timedelta(days=400)
_SATURDAY: Final = 5
#: Lira before the reform of 2005, long gone: what the real file has as N/A too.
_HEADER: Final = "Date,USD,JPY,GBP,CHF,TRL,TRY,"
_YEN, _POUNDS, _FRANCS = 155.0, 0.76, 0.80  # for one dollar; nothing in the story depends on them


def usd_per_euro() -> float:
    """Dollars for one euro, at which German labels follow from dollar prices and German tax."""
    return (1 + DE.vat) / DE.local_per_usd


def lira_per_usd(days: float) -> float:
    """Lira for one dollar, so many days after day 0, at which Turkish labels follow from dollar prices and Turkish tax."""
    return float(TR.local_per_usd / (1 + TR.vat) * (1 + TR.creep) ** days)


def rates_csv(day_0: datetime, now: datetime) -> bytes:
    """All rates published up to `now`.

    Args:
        day_0: beginning of the scenario, aware UTC.
        now: aware UTC; at or after `day_0` - 400 days.
    """
    last = now.date() if now.timetz().replace(tzinfo=None) >= _PUBLISHED_AT else now.date() - timedelta(days=1)
    first = (day_0 - _BEFORE).date()
    days = (last - timedelta(days=back) for back in range((last - first).days + 1))
    lines = [_line(day, (day - day_0.date()).days) for day in days if day.weekday() < _SATURDAY]
    return "\n".join([_HEADER, *lines, ""]).encode()


def _line(day: date, days: int) -> str:
    usd = usd_per_euro()
    rates = (usd, usd * _YEN, usd * _POUNDS, usd * _FRANCS)
    return f"{day},{','.join(f'{rate:.4f}' for rate in rates)},N/A,{usd * lira_per_usd(days):.4f},"
