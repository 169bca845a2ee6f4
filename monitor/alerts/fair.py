"""Whether a price is fair, in words; and the trend of a price, as a chart's title says it."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Final

from monitor.alerts.notice import Fairness, PriceDay
from monitor.i18n.language import Language
from monitor.signals.fair import LEAST_DAYS
from monitor.signals.sentence import NOTHING, over_launch, short_name
from scrapers.market import MARKETS

#: A price that was as low as long ago is worth a word.
_LONG_AGO: Final = timedelta(days=14)
#: The trend is from the first to the last so many known days; less than this change is none.
_END_DAYS: Final = 7
_LEAST_CHANGE: Final = 0.015


def is_fair(found: Fairness, today: date, words: Language) -> str:
    """``Good price: 6 % below the 90-day median, lowest since 3 Oct 2026, 8 % over launch price``.

    Args:
        found: what the price is compared with.
        today: UTC.
        words: the language.
    """
    if found.known_days < LEAST_DAYS or found.median is None:
        known = words.count(
            "Not known: a price is known on {n} of the last 90 days",
            "Not known: a price is known on {n} of the last 90 days",
            found.known_days,
        )
        return "; ".join(filter(None, [known, _over_launch(found, words)]))
    parts = [_over_median(found.price, found.median, words), _lowest(found, today, words), _over_launch(found, words)]
    text = "; ".join(filter(None, parts))
    if found.is_good:
        return words.say("Good price: {why}", why=text)
    return words.begin(text)


def _over_median(price: Decimal, usual: Decimal, words: Language) -> str:
    ratio = float(price / usual) - 1
    if abs(ratio) < NOTHING:
        return words.say("at the 90-day median")
    if ratio < 0:
        return words.say("{share} below the 90-day median", share=words.percent(ratio))
    return words.say("{share} above the 90-day median", share=words.percent(ratio))


def _lowest(found: Fairness, today: date, words: Language) -> str:
    if found.lowest_since is None:
        return words.say("never seen cheaper")
    if today - found.lowest_since >= _LONG_AGO:
        return words.say("lowest since {day}", day=words.day(found.lowest_since))
    if found.lowest is None or found.lowest_on is None or found.lowest >= found.price:
        return ""
    low = words.money(found.lowest, found.currency)
    return words.say("lowest of 90 days: {price} on {day}", price=low, day=words.day(found.lowest_on))


def _over_launch(found: Fairness, words: Language) -> str:
    return over_launch(float(found.price / found.launch) - 1, words) if found.launch else ""


def trend(days: Sequence[PriceDay], gpu: str, words: Language) -> str:
    """``RTX 5070 Ti: lowest price down 6 % in 90 days, then sold out``; at most 15 words."""
    known = [float(day.price) for day in days if day.price is not None]
    name = short_name(gpu)
    if not known:
        return words.say("{gpu}: never in stock in {days} days", gpu=name, days=len(days))
    if len(known) < 2 * _END_DAYS:
        return words.say("{gpu}: too few days known to see a trend", gpu=name)
    ratio = median(known[-_END_DAYS:]) / median(known[:_END_DAYS]) - 1
    share = words.percent(ratio)
    if abs(ratio) < _LEAST_CHANGE:
        text = words.say("{gpu}: lowest price steady over {days} days", gpu=name, days=len(days))
    elif ratio < 0:
        text = words.say("{gpu}: lowest price down {share} in {days} days", gpu=name, share=share, days=len(days))
    else:
        text = words.say("{gpu}: lowest price up {share} in {days} days", gpu=name, share=share, days=len(days))
    last = days[-1]
    return words.say("{trend}, then sold out", trend=text) if last.known and last.price is None else text


def of_what(days: Sequence[PriceDay], market: str, currency: str, words: Language) -> str:
    """The chart's subtitle: ``Germany · EUR with 19 % VAT · 26 Aug 2026 – 23 Nov 2026``."""
    vat = MARKETS[market].vat_on(days[-1].day) if market in MARKETS else None
    money = "TL" if currency == "TRY" else currency
    if vat is None:
        tax = money
    elif vat:
        tax = words.say("{currency} with {vat} VAT", currency=money, vat=words.percent(float(vat), exact=True))
    else:
        tax = words.say("{currency} without sales tax", currency=money)
    return f"{words.market(market)} · {tax} · {words.day(days[0].day)} – {words.day(days[-1].day)}"
