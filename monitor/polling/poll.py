"""The use case "poll one source": from a shop's page to rows. One way for jobs, commands, tests and the demo."""

import hashlib
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
import structlog
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from monitor.catalog.plausible import Reference
from monitor.clock import Clock, Stopping
from monitor.polling.changes import Changes, compare
from monitor.polling.fetchers import Fetchers
from monitor.polling.fields import count_fields, stored
from monitor.polling.known import Identity, Polled
from monitor.polling.last_readings import LastReadings
from monitor.polling.reading import KnownPage, SourceReading, read_source
from monitor.polling.schedule import BRIDGED_INTERVALS, LATENESS, next_due
from monitor.polling.verdict import judge
from monitor.storage import listings, polls, signals
from monitor.storage.engine import Sessions
from monitor.storage.models import Source
from monitor.storage.polls import DueSource
from monitor.vocabulary import Fell
from scrapers import PARSER_VERSION
from scrapers.errors import LayoutChanged, Outcome, PollError, TryLater
from scrapers.fetch import Validators
from scrapers.platforms import PLATFORMS
from scrapers.spec import RetailerSpec, SourceSpec, check

log = structlog.get_logger(__name__)

_FULL_FETCH_EVERY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PollResult:
    """What a poll came to, as its row says it."""

    retailer: str
    url: str
    outcome: Outcome
    reason: str | None
    detail: str | None
    found: int
    changed: int
    warnings: int
    duration_s: float
    due_at: datetime


@dataclass(frozen=True)
class Poller:
    """All that polling needs.

    Attributes:
        sessions: makes database sessions.
        fetchers: one per retailer.
        identify: what a title is.
        match_version: version of `identify`.
        references: what each gpu's prices are judged against, by its id.
        clock: real, or the replay's.
        rng: jitter.
        on_result: told of every stored poll, for metrics.
        readings: what each page said the last time.
    """

    sessions: Sessions
    fetchers: Fetchers
    identify: Callable[[str], Identity]
    match_version: int
    references: Mapping[int, Reference]
    clock: Clock
    rng: random.Random = field(default_factory=random.Random)
    on_result: Callable[[PollResult], None] = lambda _: None
    readings: LastReadings = field(default_factory=LastReadings)

    def poll(self, source_id: int, due_at: datetime) -> PollResult | None:
        """Poll one source and store what came of it.

        Args:
            source_id: the source.
            due_at: the due time it was picked for. If the source has another by now, somebody else polled it.

        Returns:
            What it came to; None when the source was no longer due as told: then nothing was written.

        Raises:
            Stopping: the process is being stopped; the source stays due.
            SQLAlchemyError: the database cannot be used; the source stays due.
        """
        began = time.perf_counter()
        with self.sessions() as session:
            now = self.clock.now()
            due = polls.load_due(session, source_id, due_at, fetched_after=now - _FULL_FETCH_EVERY)
        if due is None:
            return None
        attempt = _Attempt(due, due_at, *self._read(due), began)
        try:
            result = self._store_or_again(attempt)
        except Stopping:
            raise
        except Exception as error:
            # Left as it is, the source would be due at once and the shop be asked over and over for what cannot be
            # stored. If the database itself is gone, this raises too and the source stays due.
            log.exception("storing a poll failed", retailer=due.retailer.name, url=due.source.url)
            attempt.reading = SourceReading(
                error=_NotStored("store_failed", f"could not be stored: {type(error).__name__}")
            )
            result = self._store(attempt)
        if result:
            self.on_result(result)
            log.info(
                "polled",
                retailer=result.retailer,
                url=result.url,
                outcome=str(result.outcome),
                reason=result.reason,
                found=result.found,
                changed=result.changed,
                warnings=result.warnings,
                seconds=round(result.duration_s, 3),
            )
        return result

    def _read(self, due: DueSource) -> tuple[RetailerSpec, SourceReading]:
        """Ask the shop. No transaction is open meanwhile. Whatever goes wrong here is the poll's outcome."""
        retailer = due.retailer
        spec = RetailerSpec(
            name=retailer.name, title=retailer.title, url=due.source.url, market=retailer.market, platform=""
        )
        try:
            # Another version of this program may have written it, on another machine.
            spec = check(retailer.spec, platforms=frozenset(PLATFORMS))
            return spec, self._ask(due, spec)
        except (Stopping, SQLAlchemyError):
            raise
        except PollError as error:
            return spec, SourceReading(error=error)
        except Exception as error:
            log.exception("a source cannot be polled", retailer=retailer.name)
            return spec, SourceReading(error=LayoutChanged("cannot_poll", f"{type(error).__name__}: {error}"))

    def _ask(self, due: DueSource, spec: RetailerSpec) -> SourceReading:
        fetcher = self.fetchers.of(due.retailer.id, spec)
        known = []
        if due.validators and all(v.read_with == read_with(spec) for v in due.validators):
            known = [KnownPage(v.url, Validators(v.etag, v.last_modified)) for v in due.validators]
        source = SourceSpec(
            url=due.source.url,
            kind=due.source.kind,
            follow=due.source.follow,
            lists_only_in_stock=due.source.lists_only_in_stock,
        )
        return read_source(fetcher, self.readings, spec, source, known_pages=known)

    def _store_or_again(self, attempt: "_Attempt") -> PollResult | None:
        """Store; once more if another source of the retailer wrote the same new item at the same moment."""
        try:
            return self._store(attempt)
        except IntegrityError:
            return self._store(attempt)

    def _store(self, attempt: "_Attempt") -> PollResult | None:
        """Write the poll and all that it changes in one transaction, or nothing if somebody else was faster."""
        with self.sessions.begin() as session:
            source = polls.lock_if_due(session, attempt.due.source.id, attempt.due_at)
            if source is None:
                log.warning("poll came too late and was dropped", url=attempt.due.source.url)
                return None
            now = self.clock.now()
            if source.last_poll_at and now <= source.last_poll_at:
                # The machine's clock went back: what was seen later must not stand earlier.
                now = source.last_poll_at + timedelta(microseconds=1)
            recorded_at = signals.time_of_record(session, now)
            fields = attempt.fields
            verdict = judge(attempt.reading, attempt.due.history)
            changes = Changes([], [])
            if verdict.apply:
                changes = compare(
                    listings.known(session, source, attempt.reading.offers),
                    attempt.reading.offers,
                    source=_polled(source, attempt.spec),
                    complete=verdict.complete,
                    fewer_is_usual=verdict.reason == Fell.NEW_YIELD,
                    now=now,
                    identify=self.identify,
                    match_version=self.match_version,
                    references=self.references,
                )
            warnings = [*attempt.reading.warnings, *changes.warnings]
            failures = source.failures + 1 if verdict.error else 0
            result = PollResult(
                retailer=attempt.spec.name,
                url=source.url,
                outcome=verdict.outcome,
                reason=verdict.reason,
                detail=verdict.detail,
                found=attempt.found,
                changed=changes.observations,
                warnings=len(warnings),
                duration_s=time.perf_counter() - attempt.began,
                due_at=next_due(now, source.interval, error=verdict.error, failures=failures, rng=self.rng),
            )
            poll_id = polls.add_poll(
                session,
                source_id=source.id,
                observed_at=now,
                recorded_at=recorded_at,
                outcome=result.outcome,
                reason=result.reason,
                detail=result.detail,
                complete=verdict.complete,
                pages=len(attempt.reading.pages),
                expected=attempt.due.history.usual,
                found=result.found,
                changed=result.changed,
                fields=fields,
                warnings=result.warnings,
                warning_kinds=dict(Counter(warning.kind for warning in warnings)) or None,
                duration_s=result.duration_s,
            )
            listings.add(session, source, changes.new, poll_id=poll_id, at=now, recorded_at=recorded_at)
            listings.write(session, source, changes.changed, poll_id=poll_id, at=now, recorded_at=recorded_at)
            if verdict.complete:
                bridged = source.interval * BRIDGED_INTERVALS * LATENESS
                polls.extend_coverage(session, source.id, now, bridged=bridged)
                source.last_complete_at = now
            if verdict.outcome is not Outcome.NOT_MODIFIED:
                polls.replace_validators(session, source.id, attempt.validators(verdict.complete, now))
            source.due_at = result.due_at
            source.failures = failures
            source.last_poll_at = now
            source.last_outcome = result.outcome
            source.last_reason = result.reason
            source.last_detail = result.detail
            source.last_fields = fields or source.last_fields
        return result


class _NotStored(TryLater):
    """What was read could not be written."""

    outcome = Outcome.SUSPECT


@dataclass(slots=True)
class _Attempt:
    """One poll on its way to being stored."""

    due: DueSource
    due_at: datetime
    spec: RetailerSpec
    reading: SourceReading
    began: float

    @property
    def found(self) -> int:
        return self.due.history.last_found if self.reading.unchanged else len(self.reading.offers)

    @property
    def fields(self) -> dict[str, Any] | None:
        """How much of the offers was read; None without offers."""
        return stored(count_fields(self.reading.offers)) if self.reading.offers else None

    def validators(self, complete: bool, now: datetime) -> list[dict[str, object]]:  # noqa: FBT001 - the verdict's own
        """What the next requests may be conditional on: every page of a complete poll, or none."""
        pages = self.reading.pages
        if not complete or not all(p.validators.etag or p.validators.last_modified for p in pages):
            return []
        stamp = {"read_with": read_with(self.spec), "fetched_at": now}
        return [
            {"url": p.url, "etag": p.validators.etag, "last_modified": p.validators.last_modified, **stamp}
            for p in pages
        ]


def read_with(spec: RetailerSpec) -> str:
    """Parser version and retailer file: pages read with another are asked for anew."""
    digest = hashlib.blake2b(msgspec.json.encode(spec), digest_size=8).hexdigest()
    return f"{PARSER_VERSION}:{digest}"


def _polled(source: Source, spec: RetailerSpec) -> Polled:
    return Polled(
        id=source.id,
        kind=source.kind,
        follow=source.follow,
        interval=source.interval,
        lists_only_in_stock=source.lists_only_in_stock,
        currency=spec.currency or spec.place.currency,
        tier=spec.tier,
    )
