"""Bodies that are too large, too small or broken."""

import gzip
import tracemalloc
import zlib

import pytest
from fetching import HEAD, PACKED, PAGE, failure, got
from shopserver import Answer, ShopServer

from scrapers.errors import Outcome, TryLater


def test_a_page_of_50_mb_is_refused_by_its_announced_length(shop: ShopServer) -> None:
    shop.raw("/gpus", b"HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n")
    error = failure(shop)
    assert isinstance(error, TryLater)
    assert (error.reason, error.outcome) == ("too_large", Outcome.HTTP_ERROR)


def test_a_page_that_turns_out_too_large_is_not_read_to_its_end(shop: ShopServer) -> None:
    shop.page("/gpus", b"x" * 50_000_000, chunked=True)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        error = failure(shop, max_bytes=1_000_000)
        # The server's own 50 MB exist before; what the fetch adds is the cap and a few pieces.
        assert tracemalloc.get_traced_memory()[1] - before < 5_000_000
    finally:
        tracemalloc.stop()
    assert error.reason == "too_large"


@pytest.mark.parametrize("layers", ["gzip", "deflate"])
def test_a_compression_bomb_costs_no_more_than_the_cap(shop: ShopServer, layers: str) -> None:
    packed = gzip.compress(bytes(100_000_000)) if layers == "gzip" else zlib.compress(bytes(100_000_000))
    assert len(packed) < 200_000  # so that neither length nor raw size betrays it
    shop.page("/gpus", packed, headers={"Content-Encoding": layers})
    tracemalloc.start()
    try:
        error = failure(shop, max_bytes=2_000_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert error.reason == "too_large"
    assert peak < 6_000_000


def test_compressed_bytes_count_too(shop: ShopServer) -> None:
    shop.page("/gpus", gzip.compress(b"") * 20_000, headers={"Content-Encoding": "gzip"}, chunked=True)
    assert failure(shop, max_bytes=100_000).reason == "too_large"


def test_a_page_of_exactly_the_cap_is_taken(shop: ShopServer) -> None:
    shop.page("/gpus", b"x" * 100_000)
    assert len(got(shop, max_bytes=100_000).body) == 100_000
    shop.page("/gpus", b"x" * 100_001)
    assert failure(shop, max_bytes=100_000).reason == "too_large"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(),
        Answer(gzip=True),
        Answer(chunked=True),
        Answer(status=204),
        Answer(headers={"Content-Encoding": "gzip"}),
    ],
)
def test_an_empty_body_is_no_page(shop: ShopServer, answer: Answer) -> None:
    shop.answer("/gpus", answer)
    error = failure(shop)
    assert (type(error), error.reason) == (TryLater, "empty_body")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param(HEAD + b"Content-Length: 100\r\n\r\n<html>", "truncated_body", id="shorter than announced"),
        pytest.param(
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n", "truncated_body", id="last chunk missing"
        ),
        pytest.param(HEAD + b"Content-Encoding: gzip\r\n\r\n" + PACKED[:-30], "truncated_body", id="gzip cut off"),
        pytest.param(HEAD[:20], "truncated_body", id="cut in the headers"),
        pytest.param(
            HEAD + b"Content-Encoding: gzip\r\n\r\n" + PAGE.encode(), "broken_compression", id="not gzip at all"
        ),
        pytest.param(
            HEAD + b"Content-Encoding: gzip\r\n\r\n" + PACKED[:-8] + bytes(8), "broken_compression", id="broken gzip"
        ),
        pytest.param(HEAD + b"Content-Encoding: br\r\n\r\n\x0b\x02", "broken_compression", id="not asked for"),
        pytest.param(HEAD + b"Content-Encoding: gzip, gzip\r\n\r\n" + PACKED, "broken_compression", id="twice"),
        pytest.param(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "protocol_error", id="no chunk length"),
        pytest.param(HEAD + b"Content-Length: many\r\n\r\n", "protocol_error", id="no length"),
        pytest.param(b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "protocol_error", id="another protocol"),
        pytest.param(HEAD + b"X: " + b"y" * 200_000 + b"\r\n\r\n", "protocol_error", id="endless header"),
        pytest.param(b"", "connection_closed", id="nothing"),
    ],
)
def test_an_answer_that_is_broken_says_how(shop: ShopServer, raw: bytes, reason: str) -> None:
    shop.raw("/gpus", raw)
    error = failure(shop)
    assert (type(error), error.reason) == (TryLater, reason)
    assert shop.url("/gpus") in error.detail
    assert len(error.detail) < 500


def test_a_page_that_ends_with_the_connection_is_whole(shop: ShopServer) -> None:
    shop.raw("/gpus", HEAD + b"\r\n" + PAGE.encode())
    assert got(shop).text == PAGE
