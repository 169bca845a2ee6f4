"""The use case "correct a reading": the raw row stays; figures and signals become what they should have been."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.orm import Session

from monitor import backtest, fold
from monitor.backtest import Told
from monitor.storage import corrections, history, market_days, revisions, rollups, signals
from monitor.storage.corrections import CorrectedListing, Reading
from monitor.storage.engine import Sessions
from monitor.utc_days import day_of
from monitor.wrong_reading import CorrectionError, Mark
from scrapers.market import MARKETS

_DAY: Final = timedelta(days=1)
_NEVER: Final = datetime.max.replace(tzinfo=UTC)
#: Readings that a message names beside a time at which there is none.
_NEAREST: Final = 3


@dataclass(slots=True)
class Corrected:
    """What a correction did.

    Attributes:
        numbers: of its rows, one for each field.
        before: the reading as it stood.
        withdrawn, amended, restored: the stored signals, as the rules told them before (restored: tell them now).
        daily_figures: rows of `listing_day` that are new, changed or gone.
    """

    numbers: list[int]
    recorded_at: datetime
    listing: CorrectedListing
    before: Reading
    withdrawn: list[Told] = field(default_factory=list)
    amended: list[Told] = field(default_factory=list)
    restored: list[Told] = field(default_factory=list)
    daily_figures: int = 0


def correct(sessions: Sessions, mark: Mark, now: datetime) -> Corrected:
    """Mark a reading as wrong.

    The correction, the present state of the listing, the daily figures from that day on and the signals change in one
    transaction. Of signals only those change whose rules say something else with the correction than without it: one that
    they no longer tell is withdrawn, one that they tell otherwise is amended. What they would have told then and did not
    is not opened in the past, where nobody could know it. A price index keeps the values that were published.

    Args:
        sessions: makes database sessions.
        mark: what is wrong.
        now: the present, aware UTC.

    Raises:
        CorrectionError: there is no such reading, or it stands so already; nothing was written.
    """
    with sessions() as session:
        _check(session, mark)
    # What was read up to now has its signals, then.
    fold.advance(sessions, now)
    while True:
        # The rules go over months of a market: meanwhile nobody is kept waiting, and this is not kept.
        with sessions() as session:
            seen = _moment(session, signals.watermark(session))
            difference = _difference(session, mark, now)
        with sessions.begin() as session:
            followed = signals.lock_watermark(session)
            # Somebody else corrected something, or a day ended: look again.
            if _moment(session, followed) == seen:
                return _write(session, mark, difference, corrections.time_of_record(session, now, followed))


def _moment(session: Session, followed: datetime) -> tuple[int, int]:
    """What the difference depends on: how many days the fold has ended, and the corrections so far."""
    return followed.toordinal(), corrections.last_number(session)


def _check(session: Session, mark: Mark) -> tuple[CorrectedListing, Reading]:
    listing = corrections.listing(session, mark.listing_id)
    if listing is None:
        raise CorrectionError(
            f"there is no listing {mark.listing_id}; `gpumarket signals` and `gpumarket signals --json` show their numbers"
        )
    if signals.is_replaying(session):
        raise CorrectionError("the demo market's past is being replayed; correct it when that is done")
    known = corrections.readings(session, mark.listing_id)
    reading = next((one for one in known if one.read.at == mark.observed_at), None)
    if reading is None:
        nearest = sorted(known, key=lambda one: abs(one.read.at - mark.observed_at))[:_NEAREST]
        times = ", ".join(one.read.at.isoformat() for one in sorted(nearest, key=lambda one: one.read.at))
        raise CorrectionError(
            f"listing {mark.listing_id} has no reading of {mark.observed_at.isoformat()}; the nearest are {times}. "
            f"`gpumarket correction readings {mark.listing_id}` shows all"
        )
    if all(_stands_so(reading, name, value) for name, value in mark.fields.items()):
        raise CorrectionError(f"the reading of {mark.observed_at.isoformat()} stands so already: nothing to correct")
    has_currency = any(one.read.currency for one in known if one.read.at <= mark.observed_at)
    if mark.fields.get("price") is not None and not has_currency:
        raise CorrectionError(
            f"no price of listing {mark.listing_id} was known up to {mark.observed_at.isoformat()}, so its currency is not; "
            "correct a later reading"
        )
    return listing, reading


def _stands_so(reading: Reading, name: str, value: str | None) -> bool:
    if name == "price":
        return reading.stands.price == (None if value is None else Decimal(value))
    return reading.stands.stock == value


def _days(session: Session, mark: Mark) -> tuple[date, date]:
    """The UTC day of the reading, and the last one that the fold has ended."""
    return day_of(mark.observed_at), signals.watermark(session).date() - _DAY


@dataclass(slots=True)
class _Difference:
    """Signals that the rules tell otherwise with a correction."""

    gone: list[Told] = field(default_factory=list)
    changed: list[tuple[Told, Told]] = field(default_factory=list)
    new: list[Told] = field(default_factory=list)


def _difference(session: Session, mark: Mark, now: datetime) -> _Difference:
    """What the rules tell otherwise with the correction; the session is left to be rolled back."""
    listing, _ = _check(session, mark)
    followed = signals.watermark(session)
    first, last = _days(session, mark)
    counts = bool(history.infos(session, listing_ids=[mark.listing_id]))

    def told() -> list[Told]:
        found = backtest.of_listing(session, mark.listing_id, max(now, followed), corrected=True)
        if counts and first <= last:
            found += backtest.run(session, first, last, markets=[listing.market], corrected=True, listings=False)
        return found

    before = told()
    corrections.add(
        session,
        mark.listing_id,
        mark.observed_at,
        mark.fields,
        reason=mark.reason,
        by=mark.by,
        recorded_at=corrections.time_of_record(session, now, followed),
    )
    return _compare(before, told())


def _compare(before: Iterable[Told], after: Iterable[Told]) -> _Difference:
    """Signals are the same by kind, scope and opening; else by kind, scope and that they were on at one time."""
    then, now = ({_name(signal): signal for signal in each} for each in (before, after))
    found = _Difference(
        changed=[(signal, now[name]) for name, signal in then.items() if name in now and signal != now[name]],
        new=[signal for name, signal in now.items() if name not in then],
    )
    for name, signal in then.items():
        if name not in now:
            moved = next((other for other in found.new if _overlap(signal, other)), None)
            if moved is None:
                found.gone.append(signal)
            else:
                found.new.remove(moved)
                found.changed.append((signal, moved))
    return found


def _name(signal: Told) -> tuple[Any, ...]:
    return signal.kind, *sorted(signal.scope.items()), signal.opened_at


def _overlap(a: Told, b: Told) -> bool:
    same = a.kind is b.kind and a.scope == b.scope
    return same and a.opened_at < (b.closed_at or _NEVER) and b.opened_at < (a.closed_at or _NEVER)


def _write(session: Session, mark: Mark, difference: _Difference, at: datetime) -> Corrected:
    listing, before = _check(session, mark)
    numbers = corrections.add(
        session, mark.listing_id, mark.observed_at, mark.fields, reason=mark.reason, by=mark.by, recorded_at=at
    )
    corrections.set_present(session, mark.listing_id, mark.observed_at)
    done = Corrected(numbers, at, listing, before)
    first, last = _days(session, mark)
    if first <= last:
        done.daily_figures = rollups.roll_up_again(session, mark.listing_id, first, last, at)
        if done.daily_figures:
            market_days.write_again(session, listing.market, MARKETS[listing.market].currency, first, last)
    _revise(session, difference, done, {"ids": numbers, "reason": mark.reason, "by": mark.by})
    return done


def _revise(session: Session, difference: _Difference, done: Corrected, correction: dict[str, Any]) -> None:
    """Withdraw and amend the stored signals."""
    for told in difference.gone:
        signal = revisions.find(session, told.kind, told.scope, told.opened_at, told.closed_at)
        if signal is not None and signal.withdrawn_at is None:
            revisions.withdraw(session, signal, done.recorded_at, correction)
            done.withdrawn.append(told)
    session.flush()
    for told, now in difference.changed:
        signal = revisions.find(session, told.kind, told.scope, told.opened_at, told.closed_at)
        if signal is not None and signal.withdrawn_at is None:
            revisions.amend(session, signal, done.recorded_at, correction, **_as_columns(now))
            done.amended.append(told)
    for told in difference.new:
        signal = revisions.find(session, told.kind, told.scope, told.opened_at, told.closed_at)
        # Known then, and withdrawn by an earlier correction.
        if signal is not None and signal.withdrawn_at is not None and signal.opened_at == told.opened_at:
            revisions.amend(session, signal, done.recorded_at, correction, **_as_columns(told))
            done.restored.append(told)


def _as_columns(told: Told) -> dict[str, Any]:
    return {"level": told.level, "cause": told.cause, "closed_at": told.closed_at, "evidence": told.evidence}
