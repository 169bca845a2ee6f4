"""The demo market over real HTTP on loopback."""

import re
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from monitor.demo.chance import DAYS
from monitor.demo.events import EVENTS, Event, Happening
from monitor.demo.market import DemoMarket
from monitor.demo.shops import SHOPS, Shop
from scrapers.spec import RetailerSpec

ANCHOR = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY_0 = ANCHOR - timedelta(days=DAYS)


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = ANCHOR

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def market(clock: Hands) -> Iterator[DemoMarket]:
    with DemoMarket(anchor=ANCHOR, now=clock) as market:
        yield market


@pytest.fixture
def client(market: DemoMarket) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=market.base, trust_env=False, timeout=10) as client:
        yield client


def the_event(kind: Happening) -> Event:
    return next(event for event in EVENTS if event.kind is kind)


def list_urls(market: DemoMarket) -> dict[str, str]:
    return {spec.name: spec.sources[0].url for spec in market.retailers()}


def test_its_retailers_are_demo_retailers_with_real_addresses(market: DemoMarket) -> None:
    specs = market.retailers()
    assert {spec.name for spec in specs} == {shop.name for shop in SHOPS}
    assert {spec.market for spec in specs} == {"us", "de", "tr"}
    assert all(spec.demo for spec in specs)
    for spec in specs:
        assert spec.url.startswith(f"http://127.0.0.1:{market.port}/")
        assert all(source.url.startswith(spec.url) for source in spec.sources)
    assert {spec.politeness.interval for spec in market.retailers(interval="6h")} == {"6h"}


def test_every_address_on_its_pages_answers(market: DemoMarket, client: httpx.Client) -> None:
    for spec in market.retailers():
        shop = next(shop for shop in SHOPS if shop.name == spec.name)
        # The front page, the pages of the list, and each item that it lists now.
        assert len(crawl(client, spec)) == len(shop.stock_list(DAYS * 24 * 60)) + 1 + shop.pages
    assert client.get("/").status_code == 200


def crawl(client: httpx.Client, spec: RetailerSpec) -> set[str]:
    found, todo = {spec.url}, [spec.url]
    while todo and len(found) < 200:
        answer = client.get(todo.pop())
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        for path in re.findall(r'<a [^>]*?href="([^"]+)"', answer.text):
            url = str(answer.url.join(path))
            if url not in found and not url.endswith("/cart"):
                found.add(url)
                todo.append(url)
    return found


def test_robots_txt_allows_all_but_the_carts(client: httpx.Client) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert {"Allow: /", "Disallow: /cart"} <= set(answer.text.splitlines())


@pytest.mark.parametrize("path", ["/nowhere", "/demo-harbor/nowhere", "/demo-harbor", "/demo-ekranhane/cart"])
def test_what_is_not_there_is_404(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_odd_requests_are_answered_and_not_dropped(market: DemoMarket) -> None:
    for target in ("*", "x", "http://[", "/demo-harbor/%zz", "/?" + "&" * 5000):
        with socket.create_connection(("127.0.0.1", market.port), timeout=10) as connection:
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert connection.recv(100).startswith(b"HTTP/1.1 ")


@pytest.mark.parametrize("page", ["0", "3", "-1", "x", "١"])
def test_a_page_after_the_last_is_404(client: httpx.Client, page: str) -> None:
    assert client.get("/demo-ekranhane/ekran-karti", params={"sayfa": page}).status_code == 404


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_an_unchanged_list_is_304_and_a_changed_one_is_not(client: httpx.Client, clock: Hands, shop: Shop) -> None:
    url = shop.feed_path or shop.list_path
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(url, headers={"If-None-Match": '"another"'}).content == first.content
    clock.now += timedelta(days=6)
    later = client.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert later.status_code == 200
    assert later.content != first.content


def test_answers_carry_the_markets_time(client: httpx.Client, clock: Hands) -> None:
    clock.now = datetime(2025, 11, 23, 4, 5, 6, tzinfo=UTC)
    assert client.get("/demo-harbor/").headers["date"] == "Sun, 23 Nov 2025 04:05:06 GMT"


def test_head_answers_as_get_without_the_body(client: httpx.Client) -> None:
    answer = client.head("/demo-harbor/graphics-cards")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 10_000


def test_pages_are_as_long_as_they_say(market: DemoMarket, client: httpx.Client) -> None:
    for url in list_urls(market).values():
        answer = client.get(url)
        assert int(answer.headers["content-length"]) == len(answer.content)
        assert 8_000 < len(answer.content) < 60_000


def test_the_captcha_day(market: DemoMarket, client: httpx.Client, clock: Hands) -> None:
    event = the_event(Happening.CAPTCHA)
    urls = list_urls(market)
    for moment in (event.starts, event.ends - timedelta(seconds=1)):
        clock.now = DAY_0 + moment
        answer = client.get(urls["demo-harbor"])
        assert answer.status_code == 200
        assert "not a robot" in answer.text
        assert "$" not in answer.text
        assert "not a robot" not in client.get(urls["demo-grafikhof"]).text
    clock.now = DAY_0 + event.ends
    assert "$" in client.get(urls["demo-harbor"]).text


def test_the_layout_change(market: DemoMarket, client: httpx.Client, clock: Hands) -> None:
    event = the_event(Happening.LAYOUT_CHANGE)
    url = list_urls(market)["demo-grafikhof"]
    seen = []
    for moment in (event.starts - timedelta(minutes=1), event.starts, event.ends):
        clock.now = DAY_0 + moment
        seen.append("itemprop" in client.get(url).text)
    assert seen == [True, False, True]


def test_the_truncated_page_is_as_long_as_it_says(market: DemoMarket, client: httpx.Client, clock: Hands) -> None:
    event = the_event(Happening.TRUNCATED)
    assert event.ends - event.starts == timedelta(hours=14)  # more than between two polls
    clock.now = DAY_0 + event.starts
    url = list_urls(market)["demo-ekranhane"]
    first, second = client.get(url), client.get(url, params={"sayfa": 2})
    assert int(first.headers["content-length"]) == len(first.content)
    assert "</html>" not in first.text
    assert 2 < first.text.count('class="stok-durumu') < first.text.count("urun-karti") + 1 < 10
    assert "</html>" in second.text


def test_the_shop_that_is_down(market: DemoMarket, client: httpx.Client, clock: Hands) -> None:
    urls = list_urls(market)
    clock.now = DAY_0 + the_event(Happening.UNAVAILABLE).starts
    assert client.get(urls["demo-harbor"]).status_code == 503
    clock.now = DAY_0 + the_event(Happening.UNREACHABLE).starts
    with pytest.raises(httpx.RemoteProtocolError):
        client.get(urls["demo-harbor"])
    assert client.get(urls["demo-grafikhof"]).status_code == 200
    clock.now = DAY_0 + the_event(Happening.UNREACHABLE).ends
    assert client.get(urls["demo-harbor"]).status_code == 200


def test_stopping_hangs_up_on_idle_clients_and_leaves_no_thread(clock: Hands) -> None:
    before = threading.active_count()
    market = DemoMarket(anchor=ANCHOR, now=clock)
    market.start()
    market.start()
    with socket.create_connection(("127.0.0.1", market.port)), httpx.Client(base_url=market.base) as client:
        assert client.get("/").status_code == 200
        market.stop()
        market.stop()
        assert threading.active_count() == before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", market.port))


def test_started_again_it_keeps_its_port(clock: Hands) -> None:
    market = DemoMarket(anchor=ANCHOR, now=clock)
    with market:
        port = market.port
    with market:
        assert market.port == port


def test_a_port_in_use_is_an_error_of_its_own(market: DemoMarket, clock: Hands) -> None:
    second = DemoMarket(anchor=ANCHOR, now=clock, port=market.port)
    with pytest.raises(OSError, match="in use"):
        second.start()


def test_several_clients_at_once_see_the_same(market: DemoMarket) -> None:
    bodies: list[bytes] = []

    def visit() -> None:
        with httpx.Client(base_url=market.base, trust_env=False) as client:
            bodies.extend(client.get(shop.list_path).content for shop in SHOPS for _ in range(2))

    threads = [threading.Thread(target=visit) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bodies) == 6 * 2 * len(SHOPS)
    assert len(set(bodies)) == len(SHOPS)
