"""What the status of an answer means."""

import gzip
import tracemalloc

import pytest
from fetching import PACKED, failure
from shopserver import ShopServer

from scrapers.errors import Blocked, Outcome, PollError, TryLater, TryMuchLater


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (401, Blocked, "access_denied"),
        (403, Blocked, "access_denied"),
        (451, Blocked, "access_denied"),
        (404, TryLater, "not_found"),
        (410, TryLater, "gone"),
        (400, TryLater, "status_400"),
        (418, TryLater, "status_418"),
        (500, TryLater, "status_500"),
        (503, TryLater, "status_503"),
        (520, TryLater, "status_520"),
        (999, TryLater, "status_999"),
        (206, TryLater, "status_206"),
        (300, TryLater, "status_300"),
        (429, TryMuchLater, "status_429"),
    ],
)
@pytest.mark.parametrize("body", [b"", PACKED])
def test_a_status_says_what_to_do_next(
    shop: ShopServer, status: int, kind: type[PollError], reason: str, body: bytes
) -> None:
    shop.page("/gpus", body, status=status, headers={"Content-Encoding": "gzip"} if body else {})
    error = failure(shop)
    assert (type(error), error.reason) == (kind, reason)
    assert f"{shop.url('/gpus')}: HTTP status {status}" in error.detail


CAPTCHA = "<html><title>Robot check</title><form>Please enter the characters you see, to prove you are human</form>"


@pytest.mark.parametrize("status", [401, 403, 405, 429, 500, 503])
def test_a_wall_under_any_status_is_a_wall(shop: ShopServer, status: int) -> None:
    shop.page("/gpus", CAPTCHA, status=status, headers={"Retry-After": "60"}, gzip=True)
    error = failure(shop)
    assert (type(error), error.reason, error.outcome) == (Blocked, "captcha", Outcome.BLOCKED)


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [(404, TryLater, "not_found"), (429, TryMuchLater, "status_429"), (500, TryLater, "status_500")],
)
def test_an_error_page_is_not_taken_for_a_wall(
    shop: ShopServer, status: int, kind: type[PollError], reason: str
) -> None:
    page = CAPTCHA if status == 404 else "<html><title>Error</title><h1>Access denied. Enable JavaScript.</h1>"
    shop.page("/gpus", page, status=status)
    error = failure(shop)
    assert (type(error), error.reason) == (kind, reason)


@pytest.mark.parametrize("status", [403, 500, 503])
def test_a_refusal_with_a_body_that_fails_is_still_that_refusal(shop: ShopServer, status: int) -> None:
    head = b"HTTP/1.1 %d No\r\nContent-Encoding: gzip\r\nContent-Length: 5000\r\n\r\n" % status
    shop.raw("/broken", head + b"nonsense")
    shop.drip("/dripping", gzip.compress(b"x" * 5000), after=head)
    assert failure(shop, "/broken").detail.endswith(f"HTTP status {status}")
    assert failure(shop, "/dripping", timeout=1.0).detail.endswith(f"HTTP status {status}")


def test_a_refusal_with_an_endless_body_is_read_only_so_far(shop: ShopServer) -> None:
    shop.page("/gpus", gzip.compress(bytes(100_000_000)), status=403, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    try:
        error = failure(shop)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(error, Blocked)
    assert peak < 3_000_000


SENT = "Tue, 01 Sep 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {"Retry-After": "120"}, 120.0),
        (503, {"Retry-After": "120"}, 120.0),
        (429, {"Retry-After": " 0 "}, 0.0),
        (429, {"Retry-After": "1.5"}, 1.5),
        (429, {"Retry-After": "99999999"}, 86_400.0),
        (429, {"Retry-After": "9" * 5000}, 86_400.0),
        (429, {"Retry-After": "Tue, 01 Sep 2026 10:30:00 GMT", "Date": SENT}, 1800.0),
        (503, {"Retry-After": "Tue, 01 Sep 2026 12:30:00 +0200", "Date": SENT}, 1800.0),
        (429, {"Retry-After": "Tue, 01 Sep 2026 09:00:00 GMT", "Date": SENT}, 0.0),
        (429, {"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT", "Date": SENT}, 86_400.0),
        (429, {"Retry-After": "Tue, 01 Sep 2026 10:30:00 GMT", "Date": "today"}, None),
        (429, {"Retry-After": "soon"}, None),
        (503, {"Retry-After": "-5"}, None),
        (429, {}, None),
    ],
)
def test_retry_after_is_taken_in_both_forms(
    shop: ShopServer, status: int, headers: dict[str, str], seconds: float | None
) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    shop.raw("/gpus", f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n{lines}\r\n".encode())
    error = failure(shop)
    assert isinstance(error, TryMuchLater)
    assert (error.outcome, error.retry_after) == (Outcome.RATE_LIMITED, seconds)
