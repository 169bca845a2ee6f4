"""No way to the shop, and answers that take too long."""

import socket
import ssl
import subprocess
import threading
from pathlib import Path
from shutil import which
from typing import Any

import httpcore
import pytest
from fetching import HEAD, PAGE, Allowance, failure, fetcher, got
from shopserver import ShopServer

from scrapers.errors import Outcome, TimedOut, TryLater

# No way to the shop


def test_a_reset_connection(shop: ShopServer) -> None:
    shop.drop("/gpus")
    assert failure(shop).reason == "connection_reset"


def test_a_refused_connection() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/gpus"
        error = failure(url, url)
    assert (type(error), error.reason) == (TryLater, "connection_refused")


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b", "x" * 70 + ".example"])
def test_a_name_that_does_not_exist(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = socket.getaddrinfo

    def no_network(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "nowhere.invalid":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return genuine(name, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    error = failure(f"http://{host}", f"http://{host}/gpus")
    assert (type(error), error.reason) == (TryLater, "dns_failure")


def test_a_server_that_speaks_no_tls(shop: ShopServer) -> None:
    url = shop.url("/gpus").replace("http:", "https:")
    assert failure(url, url).reason == "tls_failure"


@pytest.mark.skipif(not which("openssl"), reason="openssl makes the certificate")
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with ShopServer(tls=context) as shop:
        shop.page("/gpus", PAGE)
        error = failure(shop)
    assert (type(error), error.reason) == (TryLater, "tls_failure")
    assert shop.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/gpus",
        "gpus",
        "ftp://shop.example/gpus",
        "http://",
        "http://shop.example:99999/",
        "http://[::1",
        "http:///x",
        "http://shop.example/\x00",
        "javascript:alert(1)",
        "http://�/",
        "http://shop example/",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_web_address_is_not_asked(url: str) -> None:
    budget = Allowance()
    with fetcher("http://shop.example", budget=budget) as fetching, pytest.raises(TryLater) as caught:
        fetching.fetch(url)
    assert caught.value.reason == "invalid_url"
    assert budget.waits == []


# Too slow


def test_a_server_that_never_answers_times_out(shop: ShopServer) -> None:
    shop.hang("/gpus")
    error = failure(shop, timeout=0.3)
    assert isinstance(error, TimedOut)
    assert (error.reason, error.outcome) == ("read_timeout", Outcome.TIMEOUT)


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(b"", id="the headers drip"),
        pytest.param(HEAD + b"Content-Length: 1000\r\n\r\n", id="the body drips"),
        pytest.param(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", id="the length of a chunk drips"),
    ],
)
def test_a_server_that_drips_is_cut_off_at_the_total(shop: ShopServer, start: bytes) -> None:
    shop.drip("/gpus", b"0" * 1000, after=start)
    error = failure(shop, timeout=0.4)
    assert (type(error), error.reason) == (TimedOut, "total_timeout")


def test_the_time_counts_over_all_redirects_and_never_while_waiting_for_the_budget(shop: ShopServer) -> None:
    for number in range(3):
        shop.page(f"/{number}", status=302, headers={"Location": f"/{number + 1}"}, delay=0.2)
    shop.page("/3", PAGE, delay=0.2)
    assert failure(shop, "/0", timeout=0.5).outcome is Outcome.TIMEOUT
    budget = Allowance(1.0)
    assert got(shop, "/2", timeout=2.0, budget=budget).text == PAGE
    assert len(budget.waits) == 3


def test_a_dead_address_leaves_time_for_the_next(shop: ShopServer, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve = socket.getaddrinfo

    def two_addresses(name: str, port: int, *rest: Any, **more: Any) -> Any:
        if name != "shop.example":
            return resolve(name, port, *rest, **more)
        return [(0, 0, 0, "", (address, port)) for address in ("127.0.0.2", "127.0.0.1")]

    genuine = httpcore.SyncBackend.connect_tcp
    allowed: list[float] = []

    def half_dead(self: httpcore.SyncBackend, host: str, port: int, timeout: float, *rest: Any) -> Any:
        allowed.append(timeout)
        if host == "127.0.0.2":
            raise httpcore.ConnectTimeout("nobody there")
        return genuine(self, host, port, timeout, *rest)

    monkeypatch.setattr(socket, "getaddrinfo", two_addresses)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", half_dead)
    shop.page("/gpus", PAGE)
    with fetcher(shop, timeout=8.0) as fetching:
        fetching.fetch(f"http://shop.example:{shop.port}/gpus")
    assert allowed[0] <= 4.0
    assert allowed[1] > 4.0


def test_a_name_server_that_does_not_answer_times_out(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(10) and [])
    error = failure("http://shop.example", "http://shop.example/gpus", timeout=0.2)
    answered.set()
    assert (type(error), error.reason) == (TimedOut, "connect_timeout")
