"""`gpumarket import` and `gpumarket export`: price history as files."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

import typer

if TYPE_CHECKING:
    from monitor.history.files import Format
    from monitor.history.reader import Imported

#: Bad rows of a file that are shown; all are counted.
_SHOWN = 20
_STDIN = "-"


def import_(
    names: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="CSV, JSON Lines or Parquet; - for standard input.")
    ],
    kind: Annotated[
        str | None, typer.Option("--format", help="csv, jsonl or parquet, where the name does not say it.")
    ] = None,
    snapshots: Annotated[
        bool, typer.Option("--snapshots", help="All rows of a retailer with one time are all that it listed then.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse a file with a bad row.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per file.")] = False,
) -> None:
    """Read price history from files, each wholly or not at all. The same file is read once."""
    from monitor.app import Identifier
    from monitor.catalog.catalog import load_catalog
    from monitor.commands.output import print_json
    from monitor.commands.session import database
    from monitor.history.importing import import_file

    chosen = [(name, _format(name, kind)) for name in names]
    with database() as (settings, opened):
        titles = Identifier(opened.sessions, load_catalog(settings.own_gpus))
        for name, said in chosen:
            with _bytes_of(name) as path, _Bar(name) as bar:
                bad = _Bad(name, bar)
                result = import_file(
                    opened.sessions,
                    path,
                    said,
                    name="standard input" if name == _STDIN else Path(name).name,
                    titles=titles,
                    now=datetime.now(UTC),
                    snapshots=snapshots,
                    strict=strict,
                    on_bad=bad.tell,
                    progress=bar,
                )
            if as_json:
                print_json(_data(result), one_line=True)
            else:
                _show(result)


def _format(name: str, kind: str | None) -> "Format":
    from monitor.commands.problems import UsageError
    from monitor.history.files import Format, format_of

    if kind is not None:
        try:
            return Format(kind.lower())
        except ValueError:
            raise UsageError(f"--format {kind!r} is none of {', '.join(Format)}") from None
    if name == _STDIN:
        raise UsageError(f"nothing says what standard input is; say --format {', '.join(Format)}")
    return format_of(name)


@contextmanager
def _bytes_of(name: str) -> Iterator[Path]:
    """The file; standard input is kept in a temporary one meanwhile: it is read more than once."""
    if name != _STDIN:
        yield Path(name)
        return
    with tempfile.NamedTemporaryFile(prefix="gpumarket-import-") as kept:
        shutil.copyfileobj(sys.stdin.buffer, kept)
        kept.flush()
        yield Path(kept.name)


class _Bar:
    """A progress bar, on a terminal only."""

    def __init__(self, name: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._reading = self._bar.add_task(f"Reading {name}", total=None)
        self._storing = self._bar.add_task("Following it", total=None, visible=False)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def reading(self, done: int, total: int) -> None:
        self._bar.update(self._reading, completed=done, total=total)

    def storing(self, done: int, total: int) -> None:
        self._bar.update(self._storing, completed=done, total=total, visible=True)


class _Bad:
    """Tells of bad rows: the first ones."""

    def __init__(self, name: str, bar: _Bar) -> None:
        self._name = name
        self._bar = bar
        self._told = 0

    def tell(self, line: int, why: str) -> None:
        self._told += 1
        if self._told <= _SHOWN:
            print(f"{self._name}:{line}: {why}", file=sys.stderr)
        elif self._told == _SHOWN + 1:
            print(f"{self._name}: more bad rows follow; they are counted", file=sys.stderr)


def _show(result: "Imported") -> None:
    from monitor.commands.output import counted

    if result.earlier:
        print(f"{result.file}: was imported on {result.earlier:%Y-%m-%d %H:%M} UTC; nothing changes.")
        return
    counts = result.counts
    times = [f"{at:%Y-%m-%d %H:%M}" for at in (result.first_at, result.last_at) if at]
    print(f"{result.file}: {' to '.join(times)} UTC")
    print(f"  {counted(result.rows, 'row')}, {result.skipped} skipped, {counts.repeated} repeated within a reading, "
          f"{counts.known_already} known already")  # fmt: skip
    print(f"  {counted(counts.readings, 'reading')}, {counts.suspect} of them suspect")
    print(f"  {counted(result.listings, 'listing')}, {counts.new} new, {counts.matched} of these matched to a gpu")
    lapsed = f", {counts.lapsed} of them where a listing was not read again" if counts.lapsed else ""
    print(
        f"  {counted(counts.observations, 'new observation')}{lapsed}; {counted(counts.not_believed, 'price')} not believed"
    )
    for name, interval in sorted(result.retailers.items()):
        new = " (new)" if name in result.new_retailers else ""
        print(f"  {name}{new}: usually read every {_said(interval)}")
    if result.demo_removed:
        print("The demo market is gone.")
    for note in result.notes:
        print(f"Note: {note}")
    if result.behind:
        print(
            f"Note: signals were made up to {result.behind:%Y-%m-%d %H:%M} UTC already; what happened before makes no new "
            "ones. `gpumarket backtest` follows all of it."
        )


def _said(interval: timedelta) -> str:
    seconds = interval.total_seconds()
    for unit, length in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            number = round(seconds / length, 1)
            return unit if number == 1 else f"{number:g} {unit}s"
    return f"{seconds:g} seconds"


def _data(result: "Imported") -> dict[str, object]:
    counts = result.counts
    return {
        "file": result.file,
        "imported_before_at": result.earlier,
        "first_at": result.first_at,
        "last_at": result.last_at,
        "rows": result.rows,
        "skipped": result.skipped,
        "repeated": counts.repeated,
        "known_already": counts.known_already,
        "readings": counts.readings,
        "suspect": counts.suspect,
        "listings": result.listings,
        "new_listings": counts.new,
        "matched": counts.matched,
        "observations": counts.observations,
        "lapsed": counts.lapsed,
        "not_believed": counts.not_believed,
        "retailers": sorted(result.retailers),
        "new_retailers": result.new_retailers,
        "notes": result.notes,
        "signals_behind": result.behind,
    }


def export(
    name: Annotated[str, typer.Argument(metavar="FILE", help="The file to write; - for standard output.")],
    kind: Annotated[
        str | None, typer.Option("--format", help="csv, jsonl or parquet, where the name does not say it.")
    ] = None,
    market: Annotated[str | None, typer.Option(help="Only this market, such as de.")] = None,
    retailer: Annotated[str | None, typer.Option(help="Only this retailer.")] = None,
    gpu: Annotated[str | None, typer.Option(help='Only this gpu, as "GeForce RTX 5090".')] = None,
    since: Annotated[str | None, typer.Option(help="From this day or time on, such as 2026-01-31 (UTC).")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day or time, which is not included.")] = None,
) -> None:
    """Write price history into a file that `import` reads: a row per state of a listing and time it was watched."""
    from monitor.commands.output import counted
    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.history.exporting import export_file
    from monitor.storage.exports import Chosen
    from scrapers.market import MARKETS

    said = _format(name, kind)
    if market is not None and market not in MARKETS:
        raise UsageError(f"--market {market!r} is not known; one of {', '.join(sorted(MARKETS))}")
    chosen = Chosen(market, retailer, gpu, _moment("--since", since), _moment("--until", until))
    with database() as (_, opened), tempfile.TemporaryDirectory(prefix="gpumarket-export-") as folder:
        path = Path(folder, "out") if name == _STDIN else Path(name)
        try:
            rows = export_file(opened.sessions, path, said, chosen)
        except OSError as error:
            raise UsageError(f"{name}: cannot be written: {error.strerror}") from error
        if name == _STDIN:
            with path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
    print(f"{name}: {counted(rows, 'row')}", file=sys.stderr if name == _STDIN else sys.stdout)


def _moment(option: str, text: str | None) -> datetime | None:
    from monitor.commands.problems import UsageError

    if text is None:
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} {text!r} is no day or time; write it as 2026-01-31 or 2026-01-31T12:00") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
