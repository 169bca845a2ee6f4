"""How a signal's row and its history are written, whatever it is about: each episode once, each event once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from monitor.storage.models_signals import Signal, SignalEvent
from monitor.vocabulary import EventKind


def record(
    session: Session,
    key: str,
    what: EventKind,
    opened: Mapping[str, Any],
    changes: Mapping[Any, Any],
    event: Mapping[str, Any],
) -> bool:
    """Append an event and bring its episode's row up to it. Writing the same again changes nothing.

    Args:
        session: an open session.
        key: what names the episode for ever.
        what: opens the episode, or changes one that is open.
        opened: columns of the row of a new episode, beside its key.
        changes: what the event changes in the row of an open one.
        event: columns of the event's own row, beside the episode and its kind.

    Returns:
        Whether there was anything to write.
    """
    if what is EventKind.OPEN:
        new = insert(Signal).values(episode_key=key, **opened).on_conflict_do_nothing(index_elements=["episode_key"])
        signal_id = session.scalar(new.returning(Signal.id))
    else:
        still_open = update(Signal).where(Signal.episode_key == key, Signal.closed_at.is_(None))
        signal_id = session.scalar(still_open.values(dict(changes)).returning(Signal.id))
    if signal_id is None:
        return False
    session.execute(insert(SignalEvent).values(signal_id=signal_id, kind=what, **event))
    return True


def noted(name: str, evidence: Mapping[str, Any], **more: Any) -> Any:
    """The episode's evidence with an event's under a name, and more beside it."""
    return Signal.evidence.op("||")(more | {name: dict(evidence)})


def stamps(at: datetime, recorded_at: datetime, evidence: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Columns that every event has: when it happened, when that was written (both aware UTC), and its figures."""
    return {"at": at, "recorded_at": recorded_at, "evidence": dict(evidence), **more}
