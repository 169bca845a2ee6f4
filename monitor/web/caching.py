"""What need not be made, compressed or sent again: answers kept for seconds, ETags, and 304 for who has it already."""

import asyncio
import gzip
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from hashlib import blake2b
from typing import Any, Final
from weakref import WeakValueDictionary

from fastapi import Request, Response

from monitor.web import asked

#: What is the same until something new is known; pages say how old it is, and change by the second.
_LASTING: Final = ("/api/", "/pictures/", "/signals.atom", "/openapi.json")
#: Never kept: what supervisors and Prometheus ask for, and what is one reader's business alone.
_LIVE: Final = ("/healthz", "/readyz", "/metrics", "/alerts/")
_ALWAYS_ASK: Final = "no-cache"
#: Bytes: what is smaller is not compressed.
SMALL: Final = 1000
#: Pages get as small by it as by 9, in half of the time.
_GZIP_LEVEL: Final = 5
_MOST_KEPT: Final = 200
_LARGEST: Final = 500_000

Next = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class _Kept:
    until: float
    body: bytes
    headers: dict[str, str]

    @cached_property
    def packed(self) -> bytes:
        """The body compressed: once for all who ask for it."""
        return gzip.compress(self.body, _GZIP_LEVEL, mtime=0)

    def response(self, *, packed: bool) -> Response:
        """The answer."""
        if not packed or len(self.body) < SMALL:
            return Response(self.body, headers=self.headers)
        return Response(self.packed, headers=self.headers | {"content-encoding": "gzip"})


class Answers:
    """Good answers, kept for a moment: when many ask for the same, it is made once.

    Args:
        keep: for how long; nothing is kept without.
    """

    def __init__(self, keep: timedelta) -> None:
        self._keep_s = keep.total_seconds()
        self._kept: OrderedDict[tuple[str, str, str], _Kept] = OrderedDict()
        self._making: WeakValueDictionary[tuple[str, str, str], asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Answer from memory, else have it made."""
        path = request.url.path
        if request.method != "GET" or path.startswith(_LIVE):
            return await call_next(request)
        # The address of the site stands in feeds, the language in pages.
        language = asked.preferred(request.headers.get("accept-language", ""))
        key = (str(request.base_url), f"{path}?{request.url.query}", language)
        making = self._making.setdefault(key, asyncio.Lock()) if self._keep_s else asyncio.Lock()
        kept = self._kept.get(key)
        # Who asks for what is being made gets the one before, if that is not much older, or else waits for it.
        if kept is None or kept.until + (self._keep_s if making.locked() else 0) < time.monotonic():
            async with making:
                kept = self._kept.get(key)
                if kept is None or kept.until < time.monotonic():
                    response = await call_next(request)
                    if response.status_code != 200:
                        return response
                    kept = await self._read(response, lasting=path.startswith(_LASTING))
                    self._store(key, kept)
        if kept.headers.get("etag", "-") in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={n: kept.headers[n] for n in ("etag", "cache-control")})
        return kept.response(packed="gzip" in request.headers.get("accept-encoding", ""))

    async def _read(self, response: Response, *, lasting: bool) -> _Kept:
        streamed: Any = response
        body = b"".join([chunk async for chunk in streamed.body_iterator])
        headers = {name: value for name, value in response.headers.items() if name != "content-length"}
        headers["vary"] = "Accept-Encoding, Accept-Language"
        if lasting:
            # Weak: it is the same whether it comes compressed or not.
            headers["etag"] = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
            headers.setdefault("cache-control", _ALWAYS_ASK)
        return _Kept(time.monotonic() + self._keep_s, body, headers)

    def _store(self, key: tuple[str, str, str], answer: _Kept) -> None:
        if self._keep_s and len(answer.body) <= _LARGEST:
            self._kept[key] = answer
            self._kept.move_to_end(key)
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
