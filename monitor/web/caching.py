"""What programs and browsers may keep: an ETag of what is answered, and 304 where they have it already."""

from collections.abc import Awaitable, Callable
from hashlib import blake2b
from typing import Any, Final

from fastapi import Request, Response

#: What is the same until something new is known; pages say how old it is, and change by the second.
_LASTING: Final = ("/api/", "/pictures/", "/signals.atom", "/openapi.json")
_ALWAYS_ASK: Final = "no-cache"

Next = Callable[[Request], Awaitable[Response]]


async def keep(request: Request, call_next: Next) -> Response:
    """Answer with an ETag, or that nothing has changed."""
    response = await call_next(request)
    if request.method != "GET" or response.status_code != 200 or not request.url.path.startswith(_LASTING):
        return response
    streamed: Any = response
    body = b"".join([chunk async for chunk in streamed.body_iterator])
    # Weak: it is the same whether it comes compressed or not.
    etag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": response.headers.get("Cache-Control", _ALWAYS_ASK)}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    kept = {name: value for name, value in response.headers.items() if name != "content-length"}
    return Response(body, headers=kept | headers)
