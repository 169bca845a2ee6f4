"""The use case "check a retailer": its file, its recorded pages against their expectations, and its pages as they are now."""

import tomllib
from datetime import date
from pathlib import Path

import msgspec
from msgspec.structs import replace

from monitor import recordings
from monitor.polling.last_readings import LastReadings
from monitor.polling.reading import PageFetcher, read_source
from monitor.storage.last_time import LastTime
from monitor.surveying import Kept, keep
from scrapers.errors import Outcome, PollError
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.platforms import PLATFORMS
from scrapers.read import read_page
from scrapers.recording import Difference, differences, facts, field_coverage
from scrapers.retailer_file import proved
from scrapers.spec import Kind, RetailerSpec, SourceSpec, SpecError, check, load


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """A recorded page, read again.

    Attributes:
        page: the expectation's file.
        confirmed: a person said that the expectation is right.
        found: number of offers.
        coverage: of how many offers each field is said.
        differences: what is read otherwise than expected.
        error: why it cannot be read at all.
    """

    page: str
    kind: Kind
    confirmed: bool
    found: int = 0
    coverage: dict[str, int] = {}
    differences: list[Difference] = []
    error: str | None = None

    @property
    def is_as_expected(self) -> bool:
        """Whether the page still says what it is expected to say."""
        return not self.differences and self.error is None


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """A source as it is now.

    Attributes:
        pages: number of pages read.
        complete: every page was read.
        last: what the database knows of the last time; None where it was never polled.
    """

    url: str
    kind: Kind
    outcome: Outcome
    detail: str | None
    pages: int
    complete: bool
    found: int
    coverage: dict[str, int]
    offers: list[Offer]
    warnings: list[str]
    last: LastTime | None = None


def replay(file: Path, spec: RetailerSpec) -> list[Replayed]:
    """Read a retailer's recorded pages and compare with what is expected of them.

    Raises:
        RecordingError: a recording cannot be used.
    """
    return [_replay(spec, each) for each in recordings.load_all(file)]


def _replay(spec: RetailerSpec, recorded: recordings.Recorded) -> Replayed:
    recording = recorded.recording
    before = Replayed(page=str(recorded.path), kind=recording.kind, confirmed=bool(recording.confirmed))
    try:
        reading = read_page(recorded.page, spec, source_of(spec, recording.url, recording.kind))
    except PollError as error:
        return replace(before, error=error.detail)
    return replace(
        before,
        found=len(reading.offers),
        coverage=field_coverage(reading.offers),
        differences=differences(recording, reading),
    )


def source_of(spec: RetailerSpec, url: str, kind: Kind) -> SourceSpec:
    """The retailer's source at an address; one of that kind where the file names none."""
    named = next((source for source in spec.sources if source.url == url), None)
    return named or SourceSpec(url=url, kind=kind)


def read_live(fetcher: PageFetcher, spec: RetailerSpec, source: SourceSpec, last: LastTime | None) -> Live:
    """Fetch and read a source as a poll would, and store nothing."""
    reading = read_source(fetcher, LastReadings(), spec, source)
    read = Outcome.OK if reading.complete else Outcome.PARTIAL
    outcome = read if reading.error is None or reading.offers else reading.error.outcome
    return Live(
        url=source.url,
        kind=source.kind,
        outcome=outcome,
        detail=reading.error.detail if reading.error else None,
        pages=len(reading.pages),
        complete=reading.complete,
        found=len(reading.offers),
        coverage=field_coverage(reading.offers),
        offers=reading.offers,
        warnings=[warning.detail for warning in reading.warnings],
        last=last,
    )


def accept_recorded(file: Path, spec: RetailerSpec, today: date) -> int:
    """Take what is read from the recorded pages now as what is expected of them; answer how many there are.

    Raises:
        RecordingError: a recording cannot be used.
        PollError: one cannot be read.
        OSError: it cannot be written.
    """
    lines = []
    for each in recordings.load_all(file):
        reading = read_page(each.page, spec, source_of(spec, each.recording.url, each.recording.kind))
        offers = [facts(offer) for offer in reading.offers]
        accepted = replace(each.recording, offers=offers, next_url=reading.next_url, confirmed=today)
        recordings.expect(each, accepted)
        lines.append(recordings.evidence(each.path, accepted))
    if lines:
        _mark_proved(file, lines)
    return len(lines)


def accept_live(file: Path, spec: RetailerSpec, pages: list[tuple[SourceSpec, Page]], today: date) -> list[Kept]:
    """Record each source's first page as it is now, with what is read from it as what is expected.

    Raises:
        PollError: without its visitor's data a page cannot be read.
        OSError: it cannot be written.
    """
    kept = [keep(page, spec, source, today=today) for source, page in pages]
    if kept:
        _mark_proved(file, [recordings.store_kept(file, each, today, confirmed=True) for each in kept])
    return kept


def _mark_proved(file: Path, lines: list[str]) -> None:
    """Note the evidence in the retailer's file, if that leaves all else as it was."""
    before = load(file, platforms=frozenset(PLATFORMS), demo=True)
    text = proved(file.read_text(encoding="utf-8"), lines)
    if text is None or _without_proof(text) != replace(before, verified=False, evidence=[]):
        raise OSError(0, "its `verified` and `evidence` cannot be changed here; write them by hand", str(file))
    recordings.write(file, text.encode())


def _without_proof(text: str) -> RetailerSpec | None:
    try:
        return replace(check(tomllib.loads(text), platforms=frozenset(PLATFORMS)), verified=False, evidence=[])
    except (SpecError, tomllib.TOMLDecodeError):
        return None
