"""What a page cannot do to us, and what we do not do to a shop."""

import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from browsing import app, browser_fetcher, built, chromium, fill, needs_browser, not_built
from fetching import Allowance, retailer
from shopserver import Answer, ShopServer

from scrapers.browser.parts import MOST
from scrapers.errors import Blocked, Outcome, RobotsDenied, TimedOut, TryLater, TryMuchLater
from scrapers.read import read_page

if TYPE_CHECKING:
    from scrapers.browser.chromium import Chromium

pytestmark = needs_browser

SCRIPT = {"Content-Type": "text/javascript"}
CAPTCHA = (
    "<!doctype html><html><head><title>Robot or human?</title></head><body><h1>Robot or human?</h1>"
    "<p>Press &amp; hold to confirm that you are human.</p><script src='/solve.js'></script></body></html>"
)
CHALLENGE = (
    "<!doctype html><html><head><title>Just a moment...</title></head><body><form id='challenge-form' action='/'></form>"
    "<script>window._cf_chl_opt = {}; location.reload();</script><script src='/solve.js'></script></body></html>"
)


@pytest.fixture(scope="module")
def browser() -> Iterator["Chromium"]:
    with chromium() as started:
        yield started


@pytest.fixture
def other() -> Iterator[ShopServer]:
    """Another server, which is none of the retailer's."""
    with ShopServer() as server:
        yield server


# Politeness


def test_a_forbidden_page_is_not_asked_for(browser: "Chromium", shop: ShopServer) -> None:
    shop.robots("User-agent: gpumarket\nDisallow: /gpus")
    shop.page("/gpus", app(""))
    assert isinstance(not_built(browser, shop), RobotsDenied)
    assert shop.targets == ["/robots.txt"]


def test_forbidden_data_is_not_asked_for_and_said_to_be_missing(
    browser: "Chromium", shop: ShopServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrapers.browser.rendering._PATIENCE", 2.0)
    shop.robots("User-agent: *\nDisallow: /api/")
    shop.page("/gpus", app("fetch('/api/cards').then(() => root.append('cards'));", about=""))
    error = not_built(browser, shop)
    assert isinstance(error, RobotsDenied)
    assert "/api/cards" in error.detail
    assert shop.targets == ["/robots.txt", "/gpus"]


def test_the_budget_is_waited_for_before_every_page(browser: "Chromium", shop: ShopServer) -> None:
    shop.robots("User-agent: *\nCrawl-delay: 7")
    shop.redirect("/old", "/gpus")
    shop.page("/gpus", app("fetch('/api')", body="<script src='/app.js'></script>"))
    budget = Allowance()
    built(browser, shop, "/old", budget=budget, delay=3)
    assert budget.waits == [3, 7, 7]
    assert shop.targets == ["/robots.txt", "/old", "/gpus", "/app.js", "/api"]


def test_what_builds_no_page_is_not_loaded(browser: "Chromium", shop: ShopServer) -> None:
    head = (
        "<style>@font-face { font-family: f; src: url(/font) } p { font-family: f; background: url(/background) }</style>"
        "<link rel=icon href=/icon><link rel=manifest href=/manifest><link rel=prefetch href=/prefetch>"
    )
    body = (
        "<img src=/image><video src=/video autoplay></video><iframe src=/frame></iframe><object data=/object></object>"
        "<embed src=/embed><a ping=/ping href=#>x</a>"
    )
    script = """
        navigator.sendBeacon("/beacon", "x"); new EventSource("/events"); new Image().src = "/pixel";
        new WebSocket(location.href.replace("http", "ws")); document.querySelector("a").click();
        try { navigator.serviceWorker.register("/worker.js"); } catch { root.append("no worker"); }
        root.append("done");
    """
    shop.page("/gpus", app(script, head=head, body=body))
    shop.page("/worker.js", "", headers=SCRIPT)
    assert "done" in built(browser, shop).text
    assert shop.targets == ["/robots.txt", "/gpus"]


def test_a_page_asks_for_so_many_parts_and_no_more(browser: "Chromium", shop: ShopServer) -> None:
    shop.page("/api", "{}")
    shop.page("/gpus", app("const more = () => fetch('/api').then(more); more(); more(); more();"))
    assert not_built(browser, shop).reason == "too_many_parts"
    assert shop.asked("/api") <= MOST


# It stops at a block


@pytest.mark.parametrize("wall", [CAPTCHA, CHALLENGE])
def test_no_script_of_a_wall_runs(browser: "Chromium", shop: ShopServer, wall: str) -> None:
    shop.page("/gpus", wall)
    page = built(browser, shop)
    assert page.body == wall.encode()
    with pytest.raises(Blocked):
        read_page(page, retailer(shop.url()))
    assert shop.targets == ["/robots.txt", "/gpus"]


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        (Answer(CAPTCHA, status=403), Blocked, "captcha"),
        (Answer("no", status=403), Blocked, "access_denied"),
        (Answer("slow down", status=429, headers={"Retry-After": "600"}), TryMuchLater, "status_429"),
        (Answer("later", status=503, headers={"Retry-After": "600"}), TryMuchLater, "status_503"),
        (Answer("broken", status=500), TryLater, "status_500"),
    ],
)
def test_a_refusal_is_asked_for_once(
    browser: "Chromium", shop: ShopServer, answer: Answer, kind: type[Exception], reason: str
) -> None:
    shop.answer("/gpus", answer)
    error = not_built(browser, shop)
    assert (type(error), error.reason) == (kind, reason)
    assert shop.targets == ["/robots.txt", "/gpus"]


def test_a_shop_that_wants_less_is_left_alone_at_once(browser: "Chromium", shop: ShopServer) -> None:
    shop.page("/api", "slow down", status=429, headers={"Retry-After": "600"})
    shop.page("/gpus", app("const again = () => fetch('/api').then(again, again); again();"))
    error = not_built(browser, shop)
    assert isinstance(error, TryMuchLater)
    assert error.retry_after == 600
    assert shop.asked("/api") == 1


def test_data_behind_a_captcha_is_a_block(browser: "Chromium", shop: ShopServer) -> None:
    shop.page("/api", CAPTCHA, status=403)
    shop.page("/gpus", app("fetch('/api')"))
    error = not_built(browser, shop)
    assert (type(error), error.reason) == (Blocked, "captcha")
    assert shop.targets == ["/robots.txt", "/gpus", "/api"]


@pytest.mark.parametrize("script", ["location.reload();", "document.cookie = 'ok=1'; location.href = '/gpus?ok=1';"])
def test_a_page_that_loads_itself_again_is_a_challenge(browser: "Chromium", shop: ShopServer, script: str) -> None:
    shop.page("/gpus", app(script))
    error = not_built(browser, shop)
    assert (type(error), error.reason) == (Blocked, "challenge")
    assert shop.asked("/gpus") == 1


def test_a_page_that_appears_to_be_a_wall_only_when_built(browser: "Chromium", shop: ShopServer) -> None:
    words = "<h1>Please verify you are human</h1><form action='/captcha/check'></form>"
    shop.page("/gpus", app(f"document.title = 'Are you human?'; {fill(words)}", about=""))
    page = built(browser, shop)
    with pytest.raises(Blocked):
        read_page(page, retailer(shop.url()))
    assert shop.asked("/gpus") == 1


# Elsewhere


@pytest.mark.parametrize(
    "leave",
    [
        "location.href = '{}';",
        "document.body.innerHTML = '<form method=post action={}></form>'; document.forms[0].submit();",
        "const a = document.createElement('a'); a.href = '{}'; a.click();",
        "const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url={}'; document.head.append(m);",
    ],
)
def test_where_scripts_lead_nobody_follows(
    browser: "Chromium", shop: ShopServer, other: ShopServer, leave: str
) -> None:
    shop.page("/gpus", app(leave.format(other.url("/there"))))
    error = not_built(browser, shop)
    assert (type(error), error.reason) == (TryLater, "redirect_by_script")
    shop.page("/gpus", app(leave.format("/here")))
    assert "/here" in not_built(browser, shop).detail
    assert (shop.asked("/here"), other.connections) == (0, 0)


def test_a_redirect_to_another_host_is_not_followed(browser: "Chromium", shop: ShopServer, other: ShopServer) -> None:
    shop.redirect("/gpus", other.url("/there"))
    assert not_built(browser, shop).reason == "redirect_elsewhere"
    shop.redirect("/api", other.url("/there"))
    shop.page("/gpus", app("fetch('/api').catch(() => root.append('not there'));"))
    assert "not there" in built(browser, shop).text
    assert other.connections == 0


def test_a_page_reaches_nobody_else(browser: "Chromium", shop: ShopServer, other: ShopServer) -> None:
    there = other.url("/there")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.bind(("127.0.0.1", 0))
        datagrams.setblocking(False)
        port = datagrams.getsockname()[1]
        head = f"<link rel=preconnect href={there}><link rel=stylesheet href={there}><link rel=prefetch href={there}>"
        body = f"<script src={there}></script><img src={there}><iframe src={there}></iframe>"
        script = f"""
            const tell = word => error => root.append(word);
            fetch("{there}").catch(tell("[no fetch]"));
            fetch("{there}", {{mode: "no-cors", method: "POST", body: "x"}}).catch(tell("[no post]"));
            fetch("file:///etc/passwd").then(a => a.text()).then(t => root.append(t)).catch(tell("[no file]"));
            fetch("http://169.254.169.254/latest").catch(tell("[no metadata]"));
            navigator.sendBeacon("{there}", "x");
            new WebSocket("ws://127.0.0.1:{other.port}/").onerror = tell("[no socket]");
            const frame = document.createElement("iframe");
            frame.src = "file:///etc/passwd"; root.append(frame);
            const peer = new RTCPeerConnection({{iceServers: [{{urls: "stun:127.0.0.1:{port}"}},
                {{urls: "turn:127.0.0.1:{other.port}?transport=tcp", username: "a", credential: "b"}}]}});
            peer.createDataChannel("x"); peer.createOffer().then(offer => peer.setLocalDescription(offer));
            try {{ window.open("{there}"); }} catch {{ }}
        """
        shop.page("/gpus", app(script, head=head, body=body))
        page = built(browser, shop)
        with pytest.raises(BlockingIOError):
            datagrams.recv(100)
    for word in ("[no fetch]", "[no post]", "[no file]", "[no metadata]", "[no socket]"):
        assert word in page.text.partition("<script>const root")[0]
    assert "root:" not in page.text
    assert other.connections == 0


def test_a_host_that_the_file_names_gives_what_it_has(browser: "Chromium", shop: ShopServer, other: ShopServer) -> None:
    other.page("/app.js", "root.append('from there');", headers=SCRIPT)
    other.robots("User-agent: *\nDisallow: /secret")
    body = f"<script src={other.url('/app.js')} defer></script><script src={other.url('/secret')}></script>"
    shop.page("/gpus", app("", body=body), headers={"Set-Cookie": "a=1"})
    page = built(browser, shop, browser_hosts=[f"127.0.0.1:{other.port}"])
    assert "from there" in page.text
    assert sorted(other.targets) == ["/app.js", "/robots.txt"]
    (script,) = (request for request in other.requests if request.path == "/app.js")
    assert "cookie" not in script.headers


def test_an_empty_page_says_which_host_it_wants(
    browser: "Chromium", shop: ShopServer, other: ShopServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrapers.browser.rendering._PATIENCE", 2.0)
    shop.page("/gpus", app("", body=f"<script src={other.url('/app.js')}></script>", about=""))
    error = not_built(browser, shop)
    assert (type(error), error.reason) == (Blocked, "needs_javascript")
    assert f"127.0.0.1:{other.port}" in error.detail
    assert "browser_hosts" in error.detail


def test_dialogs_downloads_and_windows_hold_nothing_up(browser: "Chromium", shop: ShopServer) -> None:
    script = """
        alert("one"); confirm("two"); prompt("three"); print();
        addEventListener("beforeunload", event => { event.preventDefault(); return "stay"; });
        const a = document.createElement("a"); a.download = "x.txt"; a.href = "data:text/plain,x"; a.click();
        a.href = URL.createObjectURL(new Blob(["x"])); a.click();
        window.open("about:blank"); window.open("/window");
        navigator.geolocation.getCurrentPosition(() => root.append("here"), () => root.append("nowhere"));
        Notification.requestPermission(); document.documentElement.requestFullscreen().catch(() => 0);
        root.append("done");
    """
    shop.page("/gpus", app(script))
    assert "done" in built(browser, shop).text
    assert shop.targets == ["/robots.txt", "/gpus"]


# Time and size


@pytest.mark.parametrize(
    ("script", "body"),
    [
        ("while (true) {}", ""),
        ("fetch('/hangs');", ""),
        ("", "<script src=/hangs></script>"),
        ("setTimeout(() => { while (true) {} }, 300);", ""),
        ("const again = () => Promise.resolve().then(again); again();", ""),
    ],
)
def test_a_page_without_end_ends_in_time(browser: "Chromium", shop: ShopServer, script: str, body: str) -> None:
    shop.hang("/hangs")
    shop.page("/gpus", app(script, body=body))
    error = not_built(browser, shop, timeout=3)
    assert (type(error), error.outcome) == (TimedOut, Outcome.TIMEOUT)
    shop.page("/gpus", app("root.append('done');"))
    assert "done" in built(browser, shop).text


def test_time_that_the_answer_took_is_not_there_for_the_scripts(browser: "Chromium", shop: ShopServer) -> None:
    shop.hang("/hangs")
    shop.page("/gpus", app("fetch('/hangs');"), delay=2.5)
    with browser_fetcher(browser, shop, timeout=3) as fetching:
        browser.run(_nothing)
        with pytest.raises(TimedOut):
            fetching.fetch(shop.url("/gpus"))


async def _nothing(_: object) -> None:
    """The browser is there."""


@pytest.mark.parametrize(
    ("script", "body"),
    [
        ("root.append('x'.repeat(2_000_000));", ""),
        ("", f"<p>{'x' * 1_100_000}</p>"),
        ("for (let n = 0; n < 4; n++) fetch(`/large?${n}`);", ""),
        ("fetch('/packed');", ""),
        ("fetch('/endless');", ""),
        # Hidden and a bit at a time, so that a busy machine need not lay out gigabytes before it is looked at.
        (
            "root.hidden = true; const more = () => { root.append('x'.repeat(2e5)); setTimeout(more, 50); }; more();",
            "",
        ),
    ],
)
def test_a_page_that_is_too_large(browser: "Chromium", shop: ShopServer, script: str, body: str) -> None:
    shop.page("/large", b"x" * 300_000)
    shop.page("/packed", b"x" * 50_000_000, gzip=True)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
    shop.answer("/endless", Answer(raw=head + b"x" * 5_000_000, drip=b"x" * 10_000))
    shop.page("/gpus", app(script, body=body))
    assert not_built(browser, shop, max_bytes=1_000_000, timeout=120).reason == "too_large"
