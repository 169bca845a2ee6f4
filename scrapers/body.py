"""The body of an answer: content encoding undone, never more of it in memory than allowed."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

#: What a request announces: exactly what `unpacked` can undo without holding more than a piece.
ACCEPT_ENCODING: Final = "gzip, deflate"
_PIECE = 65_536
_GZIP = zlib.MAX_WBITS | 16
# Some servers name a charset, or nothing at all, where the encoding belongs.
_PLAIN = frozenset({"", "identity", "none", "utf-8", "utf8"})


class Unreadable(Exception):
    """A body that cannot be taken.

    Attributes:
        reason: ``too_large``, ``truncated_body`` or ``broken_compression``.
    """

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


def whole(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """Return the whole body, decompressed.

    Args:
        chunks: the body as it comes from the network.
        encoding: the Content-Encoding header, empty if there is none.
        limit: most bytes, before and after decompression. At most one piece more than this is ever held.

    Raises:
        Unreadable: it is larger, its compression is broken or unknown, or it ends too early.
    """
    body = bytearray()
    for piece in unpacked(_counted(chunks, limit), encoding):
        body += piece
        if len(body) > limit:
            raise too_large(limit)
    return bytes(body)


def beginning(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """Return at most the first `limit` bytes of the body, decompressed; the rest is not read.

    Raises:
        Unreadable: its compression is broken or unknown, or it ends too early.
    """
    body = bytearray()
    for piece in unpacked(chunks, encoding):
        body += piece
        if len(body) >= limit:
            break
    return bytes(body[:limit])


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Undo the encoding, in pieces of at most 64 KB however much a chunk expands to.

    Raises:
        Unreadable: the compression is broken or unknown, or ends too early.
    """
    name = encoding.strip().lower()
    if name in _PLAIN:
        yield from chunks
    elif name in {"gzip", "x-gzip"}:
        yield from _inflated(chunks, _GZIP)
    elif name == "deflate":
        yield from _deflated(chunks)
    else:
        raise Unreadable("broken_compression", f"content encoding {name[:40]!r}, which was not asked for")


def _deflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """``deflate`` means zlib's format, but some servers send the bare stream; the first two bytes tell them apart."""
    rest = iter(chunks)
    start = b""
    while len(start) < 2 and (chunk := next(rest, None)) is not None:
        start += chunk
    zlib_header = len(start) >= 2 and start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0
    yield from _inflated(_chained(start, rest), zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)


def _chained(start: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if start:
        yield start
    yield from rest


def _inflated(chunks: Iterable[bytes], window: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj(window)
    begun = False
    try:
        for chunk in chunks:
            data = chunk
            begun = begun or bool(data)
            while True:
                if inflater.eof:
                    # A gzip body may be several, one after the other; whatever else follows is padding.
                    if window != _GZIP or not data.startswith(b"\x1f"):
                        break
                    inflater = zlib.decompressobj(window)
                piece = inflater.decompress(data, _PIECE)
                data = inflater.unused_data or inflater.unconsumed_tail
                yield piece
                # A full piece may have left output inside zlib although all input was taken.
                if not data and len(piece) < _PIECE:
                    break
    except zlib.error as error:
        raise Unreadable("broken_compression", f"the compressed body is broken ({error})") from error
    if begun and not inflater.eof:
        raise Unreadable("truncated_body", "the compressed body ends too early")


def _counted(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    taken = 0
    for chunk in chunks:
        taken += len(chunk)
        if taken > limit:
            raise too_large(limit)
        yield chunk


def too_large(limit: int) -> Unreadable:
    """Return the error for a body of more than `limit` bytes."""
    return Unreadable("too_large", f"more than {limit:,} bytes")
