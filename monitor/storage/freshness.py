"""Whether anything new is known: what pages were made from holds until this changes."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from monitor.storage.models import Poll, Retailer, Watermark
from monitor.storage.models_history import Correction, ImportBatch, IndexDay
from monitor.storage.models_signals import SignalEvent

_MARKS: Final = (
    select(func.max(Poll.id)).scalar_subquery(),
    select(func.max(SignalEvent.id)).scalar_subquery(),
    select(func.max(ImportBatch.id)).scalar_subquery(),
    select(func.max(Correction.id)).scalar_subquery(),
    select(func.max(Watermark.at)).scalar_subquery(),
    select(func.max(IndexDay.computed_at)).scalar_subquery(),
    select(func.array_agg(func.concat(Retailer.id, Retailer.enabled, Retailer.demo))).scalar_subquery(),
)


def revision(session: Session) -> Sequence[Any]:
    """Something that is equal as long as nothing new is known: no poll, signal, import, correction or change of shops."""
    return tuple(session.execute(select(*_MARKS)).one())
