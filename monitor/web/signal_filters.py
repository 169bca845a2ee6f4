"""Which signals a program wants: the filters that all addresses of signals have."""

from datetime import datetime
from typing import Annotated

from fastapi import Query
from sqlalchemy.orm import Session

from monitor.storage import signal_views
from monitor.storage.signal_views import SignalView
from monitor.vocabulary import ScopeKind, SignalKind
from monitor.web.tables import MarketCode


class SignalFilters:
    """What was asked for.

    `scope` is what they are about, and may be given more than once; `quality` asks for those about what could not be seen,
    or for all others; `withdrawn` for those that a correction withdrew, instead of all others.
    """

    def __init__(
        self,
        market: MarketCode = None,
        kind: SignalKind | None = None,
        scope: Annotated[list[ScopeKind], Query()] = [],  # noqa: B006 - FastAPI copies it
        open: bool = False,  # noqa: A002, FBT001, FBT002 - the parameter's name in the address
        since: datetime | None = None,
        quality: bool | None = None,  # noqa: FBT001 - the parameter's name in the address
        withdrawn: bool = False,  # noqa: FBT001, FBT002 - the parameter's name in the address
    ) -> None:
        self._market = market
        self._kind = kind
        self._scopes = scope
        self._only_open = open
        self._since = since
        self._quality = quality
        self._withdrawn = withdrawn

    def found(
        self, session: Session, *, gpu_id: int | None = None, limit: int = 500, offset: int = 0
    ) -> list[SignalView]:
        """The signals, the latest opened first.

        Args:
            session: an open session.
            gpu_id: only of this card.
            limit: at most so many.
            offset: so many are passed over.
        """
        return signal_views.recent(
            session,
            market=self._market,
            kind=self._kind,
            scopes=self._scopes,
            only_open=self._only_open,
            since=self._since,
            quality=self._quality,
            withdrawn=self._withdrawn,
            gpu_id=gpu_id,
            limit=limit,
            offset=offset,
        )
