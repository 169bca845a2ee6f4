"""From a history file to the staging table: each row checked, and which retailers there are."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

from monitor.history import files
from monitor.history.files import Format
from monitor.history.rows import BadRow, Row, check
from monitor.history.tracked import Counts
from monitor.storage import imports
from monitor.storage.retailers import IMPORTED
from monitor.storage.staging import Staging
from scrapers.market import Market
from scrapers.platforms import PLATFORMS
from scrapers.spec import RetailerSpec, SpecError, Tier
from scrapers.spec import check as check_spec


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
class ReadRetailer:
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


class Reader:
    """From the file to the staging table."""

    def __init__(self, session: Session, staging: Staging, now: datetime) -> None:
        self.retailers: dict[str, ReadRetailer] = {}
        self.has_spans = False
        self._known = imports.known_retailers(session)
        self._staging = staging
        self._now = now

    def read(
        self, path: Path, kind: Format, name: str, on_bad: Callable[[int, str], object], progress: Progress | None
    ) -> Imported:
        """Stage every row of a file; the arguments are those of `import_file`.

        Raises:
            HistoryFileError: it is damaged, or has not the columns that it needs.
        """
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

    def _retailer(self, line: int, row: Row) -> ReadRetailer:
        known = self._known.get(row.retailer)
        spec = _new_spec(row.retailer, row.called, row.market, row.tier)
        if known is not None:
            try:
                spec = check_spec(known.spec, platforms=frozenset(PLATFORMS))
            except SpecError:
                spec = _new_spec(known.name, known.title, row.market, known.tier)
        made = ReadRetailer(
            len(self.retailers), known.id if known else None, spec, line, row.observed_at, row.observed_at
        )
        if spec.market == row.market.code:
            self.retailers[row.retailer] = made
        return made


def _new_spec(name: str, title: str, market: Market, tier: Tier) -> RetailerSpec:
    """The least that describes a retailer which nothing polls."""
    return RetailerSpec(
        name=name, title=title, url=f"{IMPORTED}{name}", market=market.code, platform="schema_org", tier=tier
    )
