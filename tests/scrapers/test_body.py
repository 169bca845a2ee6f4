"""Content encoding undone piece by piece."""

import contextlib
import gzip
import zlib
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.body import Unreadable, beginning, unpacked, whole


def cut(data: bytes, places: list[int]) -> list[bytes]:
    """The data in chunks, cut at these places."""
    ends = sorted({0, len(data), *(place % (len(data) + 1) for place in places)})
    return [data[start:end] for start, end in pairwise(ends)]


PACK: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress, "": bytes}


@given(
    data=st.binary(max_size=400).flatmap(lambda seed: st.sampled_from([seed, seed * 700])),
    encoding=st.sampled_from(sorted(PACK)),
    places=st.lists(st.integers(0, 10_000), max_size=6),
)
def test_however_it_is_cut_the_body_is_the_same(data: bytes, encoding: str, places: list[int]) -> None:
    packed = PACK[encoding](data)
    assert whole(cut(packed, places), encoding, 1_000_000) == data
    assert beginning(cut(packed, places), encoding, 100) == data[:100]


@given(data=st.binary(), encoding=st.sampled_from(["gzip", "deflate", "x-gzip"]), places=st.lists(st.integers(0, 99)))
def test_any_bytes_are_read_or_refused(data: bytes, encoding: str, places: list[int]) -> None:
    with contextlib.suppress(Unreadable):
        assert len(whole(cut(data, places), encoding, 10_000)) <= 10_000


@pytest.mark.parametrize("size", [100, 65_535, 65_536, 65_537, 131_072])
def test_sizes_around_a_piece(size: int) -> None:
    assert whole([gzip.compress(b"x" * size)], "gzip", size) == b"x" * size
    with pytest.raises(Unreadable, match="more than"):
        whole([gzip.compress(b"x" * size)], "gzip", size - 1)


def test_no_piece_is_large_however_much_a_chunk_expands_to() -> None:
    sizes = [len(piece) for piece in unpacked([gzip.compress(bytes(10_000_000))], "gzip")]
    assert sum(sizes) == 10_000_000
    assert max(sizes) == 65_536


def test_nothing_more_is_taken_than_was_asked_for() -> None:
    chunks = iter([b"a" * 10, b"b" * 10, b"c" * 10])
    assert beginning(chunks, "", 15) == b"a" * 10 + b"b" * 5
    assert next(chunks) == b"c" * 10
