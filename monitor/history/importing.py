"""The use case "import a file of price history": every reading of it as a poll would have stored it.

The whole file is one transaction. Its rows are checked and put in order of time in the database; then each retailer's
readings are walked through in memory, and what they change is written at the end.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy.orm import Session

from monitor.catalog.plausible import Reference
from monitor.history import files
from monitor.history.files import Format, HistoryFileError
from monitor.history.rows import BadRow, Row, check
from monitor.history.walk import Counts, StagedRow, Walk, WalkedSource
from monitor.polling.known import Identity, Polled, State
from monitor.storage import imports
from monitor.storage.engine import Sessions
from monitor.storage.retailers import IMPORTED
from monitor.storage.staging import Staging, as_json
from scrapers.market import Market
from scrapers.offer import Stock
from scrapers.platforms import PLATFORMS
from scrapers.spec import Follow, Kind, RetailerSpec, SpecError, Tier, check as check_spec

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


@dataclass(slots=True)
class Imported:
    """What came of a file.

    Attributes:
        earlier: when the same bytes were imported before; then nothing else was done.
        rows: of the file, bad ones included.
        skipped: bad rows.
        interval: the usual time between readings, by retailer.
        behind: how far the signals had come, where they will not follow what was imported.
    """

    file: str
    earlier: datetime | None = None
    rows: int = 0
    skipped: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    counts: Counts = field(default_factory=Counts)
    listings: int = 0
    retailers: dict[str, timedelta] = field(default_factory=dict)
    new_retailers: list[str] = field(default_factory=list)
    demo_removed: bool = False
    behind: datetime | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Retailer:
    """A retailer of the file."""

    number: int
    id: int | None
    spec: RetailerSpec
    line: int
    first: datetime
    last: datetime
    sources: dict[str, int] = field(default_factory=dict)
    other_tiers: int = 0


class Progress(Protocol):
    """Told how the import comes along."""

    def reading(self, done: int, total: int) -> None:
        """So many bytes of the file were read."""

    def storing(self, done: int, total: int) -> None:
        """So many rows were followed."""


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
        reader = _Reader(session, staging, now)
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


class _Reader:
    """From the file to the staging table."""

    def __init__(self, session: Session, staging: Staging, now: datetime) -> None:
        self.retailers: dict[str, _Retailer] = {}
        self.has_spans = False
        self._known = imports.known_retailers(session)
        self._staging = staging
        self._now = now

    def read(
        self, path: Path, kind: Format, name: str, on_bad: Callable[[int, str], object], progress: Progress | None
    ) -> Imported:
        result = Imported(name)
        size = path.stat().st_size
        tell = (lambda done: progress.reading(done, size)) if progress else (lambda _: None)
        for line, values in files.read(path, kind, name=name, on_bytes=tell):
            result.rows += 1
            try:
                if isinstance(values, BadRow):
                    raise values
                self._stage(line, check(values, now=self._now))
            except BadRow as error:
                result.skipped += 1
                on_bad(line, str(error))
        self._staging.all_read()
        found = self.retailers.values()
        result.first_at = min((retailer.first for retailer in found), default=None)
        result.last_at = max((retailer.last for retailer in found), default=None)
        for retailer in found:
            if retailer.other_tiers:
                result.notes.append(
                    f"{retailer.spec.name} is taken as {retailer.spec.tier}; {retailer.other_tiers} of its rows say another "
                    "tier. Give them a retailer of their own."
                )
        return result

    def _stage(self, line: int, row: Row) -> None:
        retailer = self.retailers.get(row.retailer) or self._retailer(line, row)
        spec, at = retailer.spec, row.observed_at
        if spec.market != row.market.code:
            where = f"since line {retailer.line}" if retailer.id is None else "in the database"
            raise BadRow(
                f"country: {row.called!r} is in {spec.market} {where}; name it apart in {row.market.code}, "
                f"for example {row.retailer}-{row.market.code}"
            )
        retailer.other_tiers += row.tier is not spec.tier
        if at < retailer.first:
            retailer.first = at
        elif at > retailer.last:
            retailer.last = at
        self.has_spans = self.has_spans or row.covered_to is not None
        source = retailer.sources.setdefault(row.source, len(retailer.sources))
        self._staging.add(
            "import_row",
            (
                retailer.number, source, at, line, row.covered_to, row.sku, row.url, row.title, row.price, row.stock,
                row.seller, row.condition, row.offer_count, row.shipping, row.first_party,
            ),
        )  # fmt: skip

    def _retailer(self, line: int, row: Row) -> _Retailer:
        known = self._known.get(row.retailer)
        spec = _new_spec(row.retailer, row.called, row.market, row.tier)
        if known is not None:
            try:
                spec = check_spec(known.spec, platforms=frozenset(PLATFORMS))
            except SpecError:
                spec = _new_spec(known.name, known.title, row.market, known.tier)
        made = _Retailer(len(self.retailers), known.id if known else None, spec, line, row.observed_at, row.observed_at)
        if spec.market == row.market.code:
            self.retailers[row.retailer] = made
        return made


def _new_spec(name: str, title: str, market: Market, tier: Tier) -> RetailerSpec:
    """The least that describes a retailer which nothing polls."""
    return RetailerSpec(
        name=name, title=title, url=f"{IMPORTED}{name}", market=market.code, platform="schema_org", tier=tier
    )


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
    reader: _Reader,
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
    walked: list[tuple[_Retailer, int, timedelta, Walk]] = []
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
        listings = imports.listings(session, retailer.id, retailer.first, sources[0].polled.id) if retailer.id else ()
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
    walked: list[tuple[_Retailer, int, timedelta, Walk]],
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
