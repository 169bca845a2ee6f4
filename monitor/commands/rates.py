"""`gpumarket rates ...`."""

import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from monitor.storage.models_history import ExchangeRate
    from monitor.storage.rates import KnownCurrency, Stored

app = typer.Typer(help="Exchange rates.", no_args_is_help=True)
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("import")
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The ECB's .csv, .zip or .xml; - reads standard input.")],
) -> None:
    """Store the rates of a file of the European Central Bank. A file with an error in it is refused as a whole."""
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.storage import rates
    from scrapers import ecb

    now = datetime.now(UTC)
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        reading = ecb.read(data, now.date())
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}") from error
    except ecb.EcbError as error:
        name = "standard input" if file == "-" else file
        raise UsageError(f"{name}: nothing was stored:\n{error}") from error
    with database() as (_, opened):
        stored = rates.store(opened.sessions, reading, now)
    print(_said(stored))


@app.command()
def fetch() -> None:
    """Ask the European Central Bank for its rates once, now: all of them the first time, then the last day's.

    Exits with 1 if they could not be had.
    """
    from monitor.app import rate_fetcher
    from monitor.clock import SystemClock
    from monitor.commands.session import database
    from scrapers.ecb import EcbError
    from scrapers.errors import PollError

    with database() as (settings, opened):
        try:
            stored = rate_fetcher(settings, opened.sessions, SystemClock()).fetch()
        except (PollError, EcbError) as error:
            typer.echo(
                f"gpumarket: no rates: {error}\nA file from elsewhere can be read with `gpumarket rates import`.",
                err=True,
            )
            raise typer.Exit(1) from None
    print(_said(stored))


@app.command("list")
def list_(
    currency: Annotated[str | None, typer.Option(help="The days of this currency, e.g. TRY.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many days, the latest first.")] = 30,
    as_json: _Json = False,
) -> None:
    """Show of which currencies rates are known and since when; with --currency their days."""
    from monitor.commands.output import counted, print_json
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.storage import rates

    with database() as (_, opened), opened.sessions() as session:
        known = rates.known(session)
        days = rates.latest(session, currency.upper(), limit) if currency else []
    if currency and not days:
        codes = ", ".join(one.currency for one in known) or "none yet: `gpumarket rates fetch` or `rates import FILE`"
        raise UsageError(f"no rate of {currency.upper()!r} is known; known are {codes}")
    if as_json:
        print_json([_day(day) for day in days] if currency else [_currency(one) for one in known])
    elif currency:
        for day in days:
            print(f"{_demo(day.source)}{day.day}  {_plain(day.per_euro)} {day.currency} for 1 EUR")
    elif known:
        for one in known:
            print(
                f"{_demo(one.source)}{one.currency}  {one.first} to {one.last}, {counted(one.days, 'day')}; "
                f"last {_plain(one.per_euro)} for 1 EUR"
            )
    else:
        print("No exchange rates are known yet: `gpumarket rates fetch`, or `gpumarket rates import FILE`.")


def _said(stored: "Stored") -> str:
    return f"{stored.new} new rates, {stored.changed} changed, {stored.same} as known."


def _demo(source: str) -> str:
    from monitor.storage.rates import DEMO

    return "[demo] " if source == DEMO else ""


def _plain(rate: Decimal) -> str:
    """A rate without the zeros that the column adds."""
    return f"{rate.normalize():f}"


def _currency(one: "KnownCurrency") -> dict[str, object]:
    return {
        "currency": one.currency,
        "first_day": one.first.isoformat(),
        "last_day": one.last.isoformat(),
        "days": one.days,
        "per_euro": _plain(one.per_euro),
        "source": one.source,
    }


def _day(day: "ExchangeRate") -> dict[str, object]:
    return {
        "currency": day.currency,
        "day": day.day.isoformat(),
        "per_euro": _plain(day.per_euro),
        "source": day.source,
        "recorded_at": day.recorded_at,
    }
