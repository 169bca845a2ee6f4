"""`gpumarket retailer check`: a retailer's file, its recorded pages, and with --live its pages as they are now."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from monitor.app import Database
    from monitor.checking import Live, Replayed
    from monitor.config import Settings
    from scrapers.spec import RetailerSpec

_OK = ("ok", "partial")


@dataclass
class _Checked:
    """What came of checking one retailer."""

    file: str
    spec: "RetailerSpec | None" = None
    problems: list[str] = field(default_factory=list)
    replayed: "list[Replayed]" = field(default_factory=list)
    live: "list[Live]" = field(default_factory=list)
    accepted: int = 0

    @property
    def is_fine(self) -> bool:
        """Whether the file can be used, what a person confirmed is still read, and every live source could be read."""
        as_confirmed = self.accepted > 0 or all(page.is_as_expected for page in self.replayed if page.confirmed)
        return not self.problems and as_confirmed and all(live.outcome in _OK for live in self.live)


def check(
    retailers: Annotated[list[str], typer.Argument(metavar="NAME|FILE...", help="Retailers by name, or their files.")],
    live: Annotated[
        bool, typer.Option("--live", help="Also fetch each source once and show what is read now.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="What is read now is right: expect it of the recorded pages from now on.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check retailers: their files, and what is read from their recorded pages.

    With --live each source is fetched as by a poll, but nothing is stored. With --live --accept its first page is
    recorded. Exits with 1 if a file cannot be used, a confirmed page is read otherwise, or a source cannot be read.
    """
    from datetime import UTC, datetime

    today = datetime.now(UTC).date()
    with _live_reader() if live else _no_reader() as read_live:
        checked = [_check(each, read_live, today if accept else None) for each in retailers]
    if as_json:
        from monitor.commands.output import print_json

        print_json([_as_data(each) for each in checked])
    else:
        for each in checked:
            _show(each)
    raise typer.Exit(0 if all(each.is_fine for each in checked) else 1)


_ReadLive = Callable[[Path, "RetailerSpec", "date | None"], "list[Live]"]


def _check(what: str, read_live: _ReadLive | None, accepted_on: "date | None") -> _Checked:
    from monitor.checking import accept_recorded, replay
    from scrapers.errors import PollError
    from scrapers.platforms import PLATFORMS
    from scrapers.recording import RecordingError
    from scrapers.spec import SpecError, load

    file = _file(what)
    checked = _Checked(str(file))
    try:
        checked.spec = spec = load(file, platforms=frozenset(PLATFORMS))
        checked.replayed = replay(file, spec)
        if read_live:
            checked.live = read_live(file, spec, accepted_on)
        elif accepted_on:
            checked.accepted = accept_recorded(file, spec, accepted_on)
            if not checked.accepted:
                checked.problems.append(
                    f"{file}: no page is recorded yet; --live --accept records each source's first page"
                )
        if accepted_on and read_live:
            checked.accepted = len(checked.live)
    except (SpecError, RecordingError) as error:
        checked.problems.append(str(error))
    except PollError as error:
        checked.problems.append(f"{file}: not accepted: {error.detail}")
    except OSError as error:
        checked.problems.append(f"{error.filename or file}: {error.strerror or error}")
    return checked


def _file(what: str) -> Path:
    """The file of a retailer: as given, or by the retailer's name."""
    from monitor.app import retailer_files
    from monitor.commands.problems import UsageError
    from monitor.commands.session import prepare
    from scrapers.platforms import PLATFORMS
    from scrapers.spec import SpecError, load

    if what.endswith(".toml") or os.sep in what or Path(what).is_file():
        return Path(what)
    files = retailer_files(prepare())
    for file in files:
        try:
            if load(file, platforms=frozenset(PLATFORMS)).name == what:
                return file
        except SpecError:
            if file.stem == what:
                return file
    raise UsageError(f"there is no retailer {what!r}; `gpumarket retailer list` shows all, or name a file")


@contextmanager
def _no_reader() -> Iterator[_ReadLive | None]:
    yield None


@contextmanager
def _live_reader() -> Iterator[_ReadLive | None]:
    """Reads sources as they are now; the database is asked for the request budget and for the last time."""
    from monitor.commands.session import database

    with database() as (settings, opened):

        def read(file: Path, spec: "RetailerSpec", accepted_on: "date | None") -> "list[Live]":
            return _read_live(settings, opened, file, spec, accepted_on)

        yield read


def _read_live(
    settings: "Settings", opened: "Database", file: Path, spec: "RetailerSpec", accepted_on: "date | None"
) -> "list[Live]":
    from monitor.app import browser_problem
    from monitor.checking import accept_live, read_live
    from monitor.clock import SystemClock
    from monitor.commands.asking import polite_fetcher
    from monitor.commands.problems import UsageError
    from monitor.polling.fetchers import SharedBudget
    from monitor.storage.last_time import last_time, retailer_id

    if not spec.sources:
        raise UsageError(f"{file} has no [[sources]] that could be fetched")
    if problem := browser_problem(settings, spec):
        raise UsageError(problem)
    with opened.sessions() as session:
        number = retailer_id(session, spec.name)
        last = {source.url: last_time(session, spec.name, source.url) for source in spec.sources}
    # Who polls it meanwhile and who checks it share one budget.
    budget = SharedBudget(opened.sessions, SystemClock(), number) if number is not None else None
    found, pages = [], []
    with polite_fetcher(settings, spec, budget) as fetcher:
        for source in spec.sources:
            before = len(fetcher.pages)
            found.append(read_live(fetcher, spec, source, last[source.url]))
            if found[-1].outcome in _OK:
                pages.append((source, fetcher.pages[before]))
    if accepted_on:
        accept_live(file, spec, pages, accepted_on)
    return found


def _as_data(checked: _Checked) -> dict[str, object]:
    from monitor.commands.read import offer_data

    return {
        "file": checked.file,
        "retailer": checked.spec.name if checked.spec else None,
        "fine": checked.is_fine,
        "problems": checked.problems,
        "sources": len(checked.spec.sources) if checked.spec else 0,
        "recorded": [
            {
                "page": page.page,
                "kind": page.kind,
                "confirmed": page.confirmed,
                "found": page.found,
                "coverage": page.coverage,
                "differences": page.differences,
                "error": page.error,
            }
            for page in checked.replayed
        ],
        "live": [
            {
                "url": live.url,
                "kind": live.kind,
                "outcome": live.outcome,
                "detail": live.detail,
                "pages": live.pages,
                "complete": live.complete,
                "found": live.found,
                "coverage": live.coverage,
                "warnings": live.warnings,
                "last": live.last,
                "offers": [offer_data(offer) for offer in live.offers],
            }
            for live in checked.live
        ],
        "accepted": checked.accepted,
    }


def _show(checked: _Checked) -> None:
    from monitor.commands.output import counted
    from scrapers.recording import coverage_line

    for problem in checked.problems:
        typer.echo(problem, err=True)
    spec = checked.spec
    if spec is not None and not checked.problems:
        verdict = "fine" if checked.is_fine else "not fine"
        print(f"{checked.file}: {spec.title}, {spec.market}, {counted(len(spec.sources), 'source')}: {verdict}")
    for page in checked.replayed:
        state = "confirmed" if page.confirmed else "not confirmed"
        if page.error:
            print(f"  {page.page} ({state}): cannot be read: {page.error}")
            continue
        said = "as expected" if page.is_as_expected else f"{len(page.differences)} differences"
        print(f"  {page.page} ({state}): {said}; {coverage_line(page.coverage, page.found)}")
        for each in page.differences:
            print(
                f"    {each.offer[:60]}  {each.field}: expected {each.expected or 'nothing'}, read {each.read or 'nothing'}"
            )
    for live in checked.live:
        _show_live(live)
    if checked.accepted:
        print(f"  accepted: {checked.accepted} pages are expected to say what is read now")


def _show_live(live: "Live") -> None:
    from monitor.commands.output import counted
    from monitor.commands.read import show_offers
    from scrapers.recording import coverage_line

    print(f"  {live.url} now: {live.outcome}, {counted(live.found, 'offer')} on {counted(live.pages, 'page')}")
    if live.detail:
        print(f"    {live.detail}")
    show_offers(live.offers)
    for warning in live.warnings:
        print(f"    warning: {warning}")
    if live.found:
        print(f"    now:       {coverage_line(live.coverage, live.found)}")
    if last := live.last:
        print(f"    last time: {counted(last.found, 'offer')}, {last.observed_at:%Y-%m-%d %H:%M} UTC ({last.outcome})")
        if last.fields is not None:
            print(f"               {coverage_line(last.fields, last.found)}")
        print(
            f"    listings:  {last.listings} have this source as their home; price known of {last.with_price}, "
            f"stock of {last.with_stock}"
        )
    else:
        print("    last time: never polled")
