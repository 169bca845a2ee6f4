"""`gpumarket event ...`."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.commands import event_study

if TYPE_CHECKING:
    from monitor.storage.models_history import MarketEvent

app = typer.Typer(help="Market events: what happened when, and whether it mattered.", no_args_is_help=True)
_Market = Annotated[str | None, typer.Option(help="Only this market, e.g. us.")]
_WEB = re.compile(r"https?://[^\s/]+\S*")


@app.command()
def add(
    day: Annotated[str, typer.Argument(help="The day it happened, e.g. 2023-04-11.")],
    title: Annotated[str, typer.Argument(help="What happened, in one line.")],
    market: Annotated[str | None, typer.Option(help="Where, e.g. us; every market if not given.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it is reported.")] = None,
    note: Annotated[str | None, typer.Option(help="Anything else.")] = None,
) -> None:
    """Note an event. Charts show it, and `gpumarket event study` asks whether it mattered."""
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.storage import events

    now = datetime.now(UTC)
    when = event_study.day_of(day)
    if when > now.date() + timedelta(days=366):
        raise UsageError(f"{when} is more than a year ahead; is the year right?")
    line = " ".join(title.split())
    if not line:
        raise UsageError('an event needs a title, such as "Twitter buys about 10,000 GPUs"')
    if market:
        market = event_study.market_of(market)
    if url and not _WEB.fullmatch(url):
        raise UsageError(f"{url!r} is no web address; write it with https://")
    with database() as (_, opened), opened.sessions.begin() as session:
        event = events.add(session, when, line, now, market=market, url=url or None, note=note or None)
    if event is None:
        raise UsageError(f"{line!r} of {when} is there already; `gpumarket event list` shows all")
    print(f"Event {event.id}: {_line(event)}")


@app.command("list")
def list_(market: _Market = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Show the events, of all markets or of those that concern one, in order of their days."""
    from monitor.commands.output import print_json
    from monitor.commands.session import database
    from monitor.storage import events

    if market:
        market = event_study.market_of(market)
    with database() as (_, opened), opened.sessions() as session:
        found = events.of_market(session, market)
    if as_json:
        print_json([_as_json(event) for event in found])
        return
    if not found:
        print('No events are noted. `gpumarket event add 2023-04-11 "Twitter buys about 10,000 GPUs"` adds one.')
    for event in found:
        print(f"{event.id:>4}  {_line(event)}")
        for more in (event.url, event.note):
            if more:
                print(f"      {more}")


@app.command()
def remove(
    event_id: Annotated[int, typer.Argument(metavar="ID", help="Its number; see `gpumarket event list`.")],
) -> None:
    """Delete an event."""
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.storage import events

    with database() as (_, opened), opened.sessions.begin() as session:
        title = events.remove(session, event_id)
    if title is None:
        raise UsageError(f"there is no event {event_id}; `gpumarket event list` shows their numbers")
    print(f"Event {event_id} is gone: {title}")


app.command()(event_study.study)


def _line(event: "MarketEvent") -> str:
    return f"{event.day}  {event.market or 'every market'}  {event.title}"


def _as_json(event: "MarketEvent") -> dict[str, object]:
    return {
        "id": event.id,
        "day": event.day.isoformat(),
        "title": event.title,
        "market": event.market,
        "url": event.url,
        "note": event.note,
        "recorded_at": event.recorded_at,
    }
