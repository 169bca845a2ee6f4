"""`gpumarket correction ...`: readings that were wrong."""

import getpass
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from monitor.correcting import Corrected
    from monitor.signals.point import Point
    from monitor.storage.corrections import CorrectedListing, CorrectionView, Reading

app = typer.Typer(help="Readings that were wrong: mark them, and see which are marked.", no_args_is_help=True)
_Listing = Annotated[int, typer.Argument(metavar="LISTING", help="Its number, as `gpumarket signals` shows it.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def add(
    listing: _Listing,
    observed_at: Annotated[
        str, typer.Argument(metavar="OBSERVED_AT", help="When it was read, as `correction readings` prints it.")
    ],
    reason: Annotated[str, typer.Option(help="What was wrong.")],
    price: Annotated[str | None, typer.Option(help="What the price was, such as 1299.00, or `unknown`.")] = None,
    stock: Annotated[str | None, typer.Option(help="What the stock was, such as in_stock, or `unknown`.")] = None,
    by: Annotated[str | None, typer.Option(help="Who says so; your login name if not given.")] = None,
    as_json: _Json = False,
) -> None:
    """Mark a reading as wrong. It stays as it was read; figures and signals become what they should have been."""
    from monitor.commands.output import print_json
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.correcting import correct
    from monitor.wrong_reading import Mark, price_value, stock_value

    fields: dict[str, str | None] = {}
    if price is not None:
        fields["price"] = price_value(price)
    if stock is not None:
        fields["stock"] = stock_value(stock)
    if not fields:
        raise UsageError("nothing says what it should have been: give --price 1299.00, --stock in_stock, or both")
    why = " ".join(reason.split())
    if not why:
        raise UsageError('a correction needs a reason, such as --reason "decimal point missed"')
    mark = Mark(listing, _time(observed_at), fields, why, _name(by))
    with database() as (_, opened):
        done = correct(opened.sessions, mark, datetime.now(UTC))
    if as_json:
        print_json(_done_as_json(done, mark.fields))
        return
    _print_done(done, mark.fields)


@app.command("list")
def list_(
    listing: Annotated[int | None, typer.Option(help="Only of this listing.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the latest first.")] = 100,
    as_json: _Json = False,
) -> None:
    """Show what was corrected: when, by whom, and why."""
    from monitor.commands.output import print_json
    from monitor.commands.session import database
    from monitor.storage import corrections

    with database() as (_, opened), opened.sessions() as session:
        found = corrections.recent(session, listing_id=listing, limit=limit)
    if as_json:
        print_json([_view_as_json(view) for view in found])
        return
    if not found:
        print("No reading was corrected. `gpumarket correction add --help` says how.")
    for view in found:
        made = view.correction
        print(f"{made.id:>4}  {made.recorded_at:%Y-%m-%d %H:%M} UTC, {made.by}: {made.reason}")
        print(f"      {_about(view.listing)}")
        read = _field(view.read, made.field)
        print(
            f"      read {made.observed_at.isoformat()}: {made.field} {read}, corrected to {made.value or 'not known'}"
        )


@app.command()
def readings(
    listing: _Listing,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the latest.")] = 100,
    as_json: _Json = False,
) -> None:
    """Show what was read of a listing, oldest first, and what stands corrected."""
    from monitor.commands.output import print_json
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.storage import corrections

    with database() as (_, opened), opened.sessions() as session:
        about = corrections.listing(session, listing)
        if about is None:
            raise UsageError(f"there is no listing {listing}; `gpumarket signals` shows their numbers")
        found = corrections.readings(session, listing)
    shown = found[-limit:]
    if as_json:
        print_json([_reading_as_json(reading) for reading in shown])
        return
    print(_about(about))
    for reading in shown:
        standing = f"  corrected: {_state(reading.stands)}" if reading.is_corrected else ""
        print(f"  {reading.read.at.isoformat()}  {_state(reading.read)}{standing}")
    if len(shown) < len(found):
        print(f"The latest {len(shown)} of {len(found)} readings; --limit shows more.")


def _time(text: str) -> datetime:
    from monitor.commands.problems import UsageError

    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{text!r} is no time such as 2026-01-31T12:00:00+00:00") from None
    if at.tzinfo is None:
        raise UsageError(f"{text!r} does not say how far it is from UTC; for UTC write {at.isoformat()}+00:00")
    return at.astimezone(UTC)


def _name(by: str | None) -> str:
    from monitor.commands.problems import UsageError

    if by is None:
        try:
            by = getpass.getuser()
        except (KeyError, OSError):
            # No such user on this machine, as in many containers.
            by = ""
    name = " ".join(by.split())
    if not name:
        raise UsageError("nobody is named: say --by NAME")
    return name


def _about(listing: "CorrectedListing") -> str:
    return f"listing {listing.id}: {listing.retailer}, {listing.title} {listing.url}"


def _state(point: "Point") -> str:
    return f"{_field(point, 'price')}, {_field(point, 'stock')}"


def _field(point: "Point", name: str) -> str:
    if name == "stock":
        return str(point.stock or "not known")
    return "not known" if point.price is None else f"{point.price:.2f} {point.currency}"


def _print_done(done: "Corrected", fields: Mapping[str, str | None]) -> None:
    numbers = ", ".join(map(str, done.numbers))
    print(f"Correction {numbers}: {_about(done.listing)}")
    for name, value in fields.items():
        print(f"  {name} {_field(done.before.stands, name)} is now {value or 'not known'}")
    print(f"  {done.daily_figures} daily figures changed")
    for what, told in (("withdrawn", done.withdrawn), ("amended", done.amended), ("restored", done.restored)):
        for signal in told:
            about = signal.scope.get("gpu") or signal.scope.get("segment") or signal.scope.get("retailer") or "market"
            where = f"listing {signal.scope['listing']}" if "listing" in signal.scope else signal.scope["market"]
            kind = str(signal.kind).replace("_", " ")
            print(f"  {what}: {kind} since {signal.opened_at:%Y-%m-%d %H:%M} UTC, {about}, {where}")


def _done_as_json(done: "Corrected", fields: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "ids": done.numbers,
        "recorded_at": done.recorded_at,
        "listing": done.listing.id,
        "observed_at": done.before.read.at,
        "corrected": fields,
        "daily_figures": done.daily_figures,
        **{
            what: [{"kind": t.kind, "scope": t.scope, "opened_at": t.opened_at} for t in told]
            for what, told in (("withdrawn", done.withdrawn), ("amended", done.amended), ("restored", done.restored))
        },
    }


def _view_as_json(view: "CorrectionView") -> dict[str, Any]:
    made, listing = view.correction, view.listing
    return {
        "id": made.id,
        "recorded_at": made.recorded_at,
        "by": made.by,
        "reason": made.reason,
        "listing": {"id": listing.id, "title": listing.title, "url": listing.url},
        "market": listing.market,
        "retailer": listing.retailer,
        "gpu": listing.gpu,
        "observed_at": made.observed_at,
        "field": made.field,
        "read": view.read.price if made.field == "price" else view.read.stock,
        "value": made.value,
    }


def _reading_as_json(reading: "Reading") -> dict[str, Any]:
    def state(point: "Point") -> dict[str, Any]:
        return {"price": point.price, "currency": point.currency, "stock": point.stock}

    return {
        "observed_at": reading.read.at,
        "recorded_at": reading.read.recorded_at,
        **state(reading.read),
        "corrected": state(reading.stands) if reading.is_corrected else None,
    }
