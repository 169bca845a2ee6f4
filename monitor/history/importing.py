"""The use case "import a file of price history": every reading of it as a poll would have stored it.

The whole file is one transaction. Its rows are checked and put in order of time in the database; then each retailer's
readings are walked through in memory, and what they change is written at the end.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy.orm import Session

from monitor.catalog.plausible import Reference
from monitor.history import files
from monitor.history.files import Format, HistoryFileError
from monitor.history.reader import Imported, Progress, Reader, ReadRetailer
from monitor.history.tracked import Counts, StagedRow, WalkedSource
from monitor.history.walk import Walk
from monitor.polling.known import Identity, Polled, State
from monitor.storage import imports
from monitor.storage.engine import Sessions
from monitor.storage.staging import Staging, as_json
from scrapers.offer import Stock
from scrapers.spec import Follow, Kind

#: What is usual where nothing was read twice.
_DAILY: Final = timedelta(days=1)
#: Distinct titles whose gpu is kept in mind.
_TITLES: Final = 100_000
_TOLD: Final = 1 << 13


class Titles(Protocol):
    """What titles are: `monitor.app.Identifier`."""

    version: int
    references: dict[int, Reference]

    def __call__(self, title: str, /) -> Identity:
        """What a title is."""


def import_file(
    sessions: Sessions,
    path: Path,
    kind: Format,
    *,
    name: str,
    titles: Titles,
    now: datetime,
    snapshots: bool = False,
    strict: bool = False,
    on_bad: Callable[[int, str], object] = lambda _line, _why: None,
    progress: Progress | None = None,
) -> Imported:
    """Import one file, wholly or not at all.

    Args:
        sessions: makes database sessions.
        path: where its bytes are.
        kind: how rows stand in it.
        name: what people call it.
        titles: what titles are.
        now: the present, aware UTC.
        snapshots: all rows of one retailer with one time are all that it listed then.
        strict: a bad row refuses the file.
        on_bad: told the line of each bad row, and what is wrong.
        progress: told how it comes along.

    Raises:
        HistoryFileError: it cannot be used; nothing was written.
    """
    digest = files.sha256(path)
    with sessions.begin() as session:
        if earlier := imports.earlier_import(session, digest):
            return Imported(name, earlier=earlier.recorded_at)
        staging = Staging(session)
        # Another process may have imported it meanwhile.
        if earlier := imports.earlier_import(session, digest):
            return Imported(name, earlier=earlier.recorded_at)
        reader = Reader(session, staging, now)
        result = reader.read(path, kind, name, on_bad, progress)
        if strict and result.skipped:
            raise HistoryFileError(
                f"{name}: {result.skipped} of {result.rows} rows cannot be used, and --strict refuses it: nothing was imported"
            )
        if result.rows == result.skipped:
            raise HistoryFileError(f"{name}: has no row that can be used: nothing was imported")
        if reader.has_spans and snapshots:
            raise HistoryFileError(
                f"{name}: has a column covered_to, so its rows are no snapshots; leave out --snapshots"
            )
        _follow(
            session, staging, reader, result, titles, snapshots=snapshots, digest=digest, now=now, progress=progress
        )
    return result


class _Store:
    """Where the walk's findings go: the staging tables."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self._ids = staging.new_ids("listing")

    def next_listing_id(self) -> int:
        return next(self._ids)

    def observation(self, listing_id: int, at: datetime, state: State, confidence: float, raw: dict[str, str]) -> None:
        self._staging.add(
            "import_observation",
            (
                listing_id, at, state.price, state.currency, state.shipping, state.stock, state.offer_count, confidence,
                as_json(raw),
            ),
        )  # fmt: skip

    def poll(self, **columns: Any) -> None:
        for name in ("fields", "warning_kinds"):
            columns[name] = as_json(columns[name])
        order = (
            "source_id", "observed_at", "outcome", "reason", "detail", "complete", "expected", "found", "changed", "fields",
            "warnings", "warning_kinds",
        )  # fmt: skip
        self._staging.add("import_poll", tuple(columns[name] for name in order))


def _follow(
    session: Session,
    staging: Staging,
    reader: Reader,
    result: Imported,
    titles: Titles,
    *,
    snapshots: bool,
    digest: str,
    now: datetime,
    progress: Progress | None,
) -> None:
    """Walk through every retailer's rows, then write what came of them."""
    store = _Store(staging)
    identify = lru_cache(maxsize=_TITLES)(titles)
    total, done = result.rows - result.skipped, 0
    walked: list[tuple[ReadRetailer, int, timedelta, Walk]] = []
    retailer_ids, source_ids = staging.new_ids("retailer"), staging.new_ids("source")
    for retailer in sorted(reader.retailers.values(), key=lambda one: one.spec.name):
        spec = retailer.spec
        interval = _usual_interval(staging, retailer.number, snapshots=snapshots)
        sources: dict[int, WalkedSource] = {}
        for name, number in retailer.sources.items():
            known = imports.source_id(session, retailer.id, name or spec.name) if retailer.id else None
            polled = Polled(
                id=known or next(source_ids),
                kind=Kind.LIST,
                follow=Follow.GPUS,
                interval=interval,
                lists_only_in_stock=False,
                currency=spec.place.currency,
                tier=spec.tier,
            )
            sources[number] = WalkedSource(polled)
            if known:
                sources[number].earlier.extend(imports.earlier_polls(session, known, retailer.first))
        homes = [one.polled.id for one in sources.values()]
        listings = imports.listings(session, retailer.id, retailer.first, homes) if retailer.id else ()
        walk = Walk(
            spec,
            sources,
            listings,
            interval=interval,
            snapshots=snapshots,
            file=result.file,
            identify=identify,
            match_version=titles.version,
            references=titles.references,
            sink=store,
        )
        step = walk.spans if reader.has_spans else walk.reading
        rows = staging.in_order(retailer.number, retailer.id, retailer.first, retailer.last)
        for (at, source), of_one in groupby(rows, key=lambda row: row[:2]):
            if source < 0:
                for row in of_one:
                    stock = Stock(row[9]) if row[9] else None
                    walk.passed(row[2], at, State(row[8], row[15], stock, row[12], row[13]))
                continue
            staged = [StagedRow(*row[3:15]) for row in of_one]
            step(source, at, staged)
            if progress and done // _TOLD != (done + len(staged)) // _TOLD:
                progress.storing(done, total)
            done += len(staged)
        walk.close()
        walked.append((retailer, retailer.id or next(retailer_ids), interval, walk))
    if progress:
        progress.storing(total, total)
    _write(session, staging, walked, result, snapshots=snapshots, digest=digest, now=now)


def _usual_interval(staging: Staging, retailer: int, *, snapshots: bool) -> timedelta:
    """The usual time between two readings of one listing; in snapshots, between two of the retailer."""
    if not snapshots and (found := staging.usual_interval(retailer, of_listings=True)):
        return found
    return staging.usual_interval(retailer, of_listings=False) or _DAILY


def _write(
    session: Session,
    staging: Staging,
    walked: list[tuple[ReadRetailer, int, timedelta, Walk]],
    result: Imported,
    *,
    snapshots: bool,
    digest: str,
    now: datetime,
) -> None:
    """Write all that came of the file: only now is anything locked that others may want."""
    assert result.first_at is not None  # noqa: S101 - a file without rows was refused
    result.demo_removed = imports.remove_demo(session) > 0
    batch = imports.begin_batch(
        session,
        sha256=digest,
        file=result.file,
        snapshots=snapshots,
        rows=result.rows,
        skipped=result.skipped,
        first_at=result.first_at,
        last_at=result.last_at,
        recorded_at=now,
    )
    counts: Counter[str] = Counter()
    for retailer, retailer_id, interval, walk in walked:
        if retailer.id is None:
            imports.add_retailer(session, retailer_id, retailer.spec)
            result.new_retailers.append(retailer.spec.name)
        result.retailers[retailer.spec.name] = interval
        for name, number in retailer.sources.items():
            imports.write_source(
                session, retailer_id, name or retailer.spec.name, walk.sources[number], interval=interval
            )
        imports.write_listings(session, retailer_id, walk.by_id.values())
        result.listings += sum(listing.first_read_at is not None for listing in walk.by_id.values())
        counts.update({name: getattr(walk.counts, name) for name in Counts.__slots__})
    result.behind = imports.rewind_fold(session, result.first_at)
    stored = staging.store(batch)
    result.counts = Counts(**counts)
    result.counts.observations = stored
