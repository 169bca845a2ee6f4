"""`gpumarket event study`: did it matter?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from monitor.signals.event_study import Answer, Series, Study, Window
    from monitor.storage.models_history import MarketEvent
    from monitor.storage.series import DailySeries
    from scrapers.spec import Tier

#: Earlier than any graphics card that anybody asks about; what lies before it is a slip.
_EARLIEST = date(1995, 1, 1)


@dataclass(frozen=True)
class _Studied:
    """A market with what came of each of its series."""

    market: str
    tier: "Tier"
    studies: "list[tuple[DailySeries, Study]]"

    @property
    def answer(self) -> "Answer":
        """Of the whole market's measures together."""
        from monitor.signals.event_study import together
        from monitor.storage.series import ALL

        return together(found for series, found in self.studies if series.segment == ALL)


def study(
    event: Annotated[str, typer.Argument(metavar="DAY|ID", help="A day, or an event's number.")],
    market: Annotated[str | None, typer.Option(help="Only this market, e.g. us.")] = None,
    days: Annotated[int, typer.Option(min=1, max=365, help="Days compared before and after.")] = 28,
    gap: Annotated[int, typer.Option(min=0, max=365, help="Days left out on both sides of the event's day.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compare price index, premium and availability before and after an event with what they do on other days."""
    from monitor.commands.output import print_json
    from monitor.commands.session import database
    from monitor.signals.event_study import Window
    from monitor.storage import events

    window = Window(days, gap)
    with database() as (_, opened), opened.sessions() as session:
        noted = _event(session, event)
        day = noted.day if noted else day_of(event)
        if named := market or (noted and noted.market):
            market = market_of(named)
        studied = [_study(session, one, day, window) for one in _markets(session, market)]
        titles = [noted.title] if noted else [one.title for one in events.of_market(session, market) if one.day == day]
    if as_json:
        print_json(
            {
                "day": day.isoformat(),
                "event": noted.id if noted else None,
                "titles": titles,
                "days": days,
                "gap": gap,
                "markets": [_as_json(one) for one in studied],
            }
        )
        return
    print(": ".join([str(day), *titles]))
    for one in studied:
        for line in _lines(one):
            print(line)


def day_of(text: str) -> date:
    """The day that somebody wrote.

    Raises:
        UsageError: it is none; the message says how to write one.
    """
    from monitor.commands.problems import UsageError

    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise UsageError(f"{text!r} is no day; write it as year-month-day, for example 2023-04-11")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"there is no day {text}; write it as year-month-day, for example 2023-04-11") from None
    if day < _EARLIEST:
        raise UsageError(f"{text} is before the first graphics cards of the catalogue; is the year right?")
    return day


def market_of(text: str) -> str:
    """The market that somebody named.

    Raises:
        UsageError: there is none of that name; the message says which there are.
    """
    from monitor.commands.problems import UsageError
    from scrapers.market import MARKETS

    if text.lower() not in MARKETS:
        raise UsageError(f"there is no market {text!r}; there are {', '.join(MARKETS)}")
    return text.lower()


def _event(session: "Session", text: str) -> "MarketEvent | None":
    """The event of a number; None where the text is something else."""
    from monitor.commands.problems import UsageError
    from monitor.storage import events

    if not re.fullmatch("[0-9]{1,9}", text):
        return None
    if (found := events.get(session, int(text))) is None:
        raise UsageError(
            f"there is no event {text}; `gpumarket event list` shows them, and a day is written 2023-04-11"
        )
    return found


def _markets(session: "Session", market: str | None) -> list[str]:
    """The markets to study: the one asked for, or all that have daily figures."""
    from monitor.commands.problems import UsageError
    from monitor.storage import series

    known = series.markets(session)
    if market and market not in known:
        where = f"there are some of {', '.join(known)}" if known else "nor of any other market"
        raise UsageError(f"there are no daily figures of market {market} yet, {where}")
    if not known:
        raise UsageError(
            "there are no daily figures of any market yet: poll for some days, or `gpumarket import` history"
        )
    return [market] if market else known


def _study(session: "Session", market: str, day: date, window: "Window") -> _Studied:
    from monitor.signals import event_study
    from monitor.storage import events, series

    tier = series.headline_tier(session, market)
    if tier is None:
        raise TypeError(f"market {market} has figures of no tier")
    others = [event.day for event in events.of_market(session, market) if event.day != day]
    studies = [
        (one, event_study.study(_named(one), day, window=window, others=others))
        for one in series.daily_series(session, market, tier)
    ]
    return _Studied(market, tier, studies)


def _named(one: "DailySeries") -> "Series":
    from monitor.signals import event_study
    from monitor.storage.series import ALL, Measure

    names = {
        Measure.INDEX: "the price index",
        Measure.PREMIUM: "the premium over launch prices",
        Measure.AVAILABILITY: "availability",
    }
    of = "" if one.segment == ALL else f" of {one.segment}"
    scale = event_study.Scale.LOG if one.measure is Measure.INDEX else event_study.Scale.POINTS
    return event_study.Series(f"{names[one.measure]}{of}", scale, one.members)


def _lines(studied: _Studied) -> Iterator[str]:
    """The answer for people."""
    tier = "" if studied.tier == "first_party" else f" ({studied.tier} prices)"
    yield f"{studied.market}{tier}: {studied.answer}"
    judged = 0
    for _, found in studied.studies:
        judged += found.p is not None
        yield f"  {found.sentence}"
    if judged > 1:
        yield f"  {judged} series were judged: by chance alone one in twenty of such answers is a yes."


def _as_json(studied: _Studied) -> dict[str, object]:
    return {
        "market": studied.market,
        "tier": studied.tier,
        "answer": studied.answer,
        "studies": [
            {
                "measure": series.measure,
                "segment": series.segment,
                "answer": found.answer,
                "sentence": found.sentence,
                "before": found.before,
                "after": found.after,
                "moved": found.moved,
                "p": found.p,
                "placebo_days": found.placebos,
                "placebo_days_as_large": found.larger,
                "separate_windows": found.windows,
                "known_days_before": found.known_before,
                "known_days_after": found.known_after,
            }
            for series, found in studied.studies
        ],
    }
