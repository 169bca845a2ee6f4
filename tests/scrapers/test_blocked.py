"""Walls are told from pages that carry content: by small pages of the same build, and by pages as shops served them."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows import parameters

from scrapers.blocked import why_blocked
from scrapers.page import Page

SAVED = Path(__file__).parents[2] / "../shared/data/pages"


def page(body: str, *, status: int = 200, url: str = "https://shop.example/p/1") -> Page:
    return Page(url=url, body=body.encode(), status=status)


def html(title: str, body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


WALLS = {
    "press and hold": (
        "captcha",
        html(
            "Access to this page has been denied",
            "<h1>Press &amp; Hold to confirm you are a human</h1><div id='px-captcha'></div>",
        ),
    ),
    "verify your identity": (
        "captcha",
        html(
            "Verify Your Identity",
            "<p>Please verify you are a human</p><div id=px-captcha></div>",
            "<script src='/px/init.js'></script>",
        ),
    ),
    "type the characters": (
        "captcha",
        html(
            "Robot Check",
            "<h4>Enter the characters you see below</h4><form action='/errors/validateCaptcha'><img src=c.jpg><input name=a></form>",
        ),
    ),
    "type the characters, German": (
        "captcha",
        html(
            "Shop",
            "<h4>Geben Sie die angezeigten Zeichen im Bild ein</h4><form action='/errors/validateCaptcha'><input name=a></form>",
        ),
    ),
    "slider behind a script": (
        "captcha",
        html(
            "shop.example",
            "<p>Please enable JS and disable any ad blocker</p><script>var dd={'cid':'x','host':'geo.captcha-delivery.com'}</script>"
            "<script src='https://ct.captcha-delivery.com/c.js'></script>",
        ),
    ),
    "human verification": (
        "captcha",
        html("Human Verification", "<div id=captcha-container></div><script src='/captcha.js'></script>"),
    ),
    "are you a human": ("captcha", html("Are you a human?", "<p>We want to make sure it is actually you.</p>")),
    "own words, Turkish": (
        "captcha",
        html("Güvenlik", "<h1>Robot olmadığınızı doğrulayın</h1><p>Devam etmek için kutuyu işaretleyin.</p>"),
    ),
    "own words, Russian": ("captcha", html("Проверка", "<h1>Подтвердите, что вы не робот</h1>")),
    "own words, Japanese": ("captcha", html("認証", "<p>私はロボットではありません</p>")),
    "own words, Chinese": ("captcha", html("验证", "<p>请输入验证码</p>")),
    "just a moment": (
        "challenge",
        html(
            "Just a moment...",
            "<h1>shop.example</h1><p>Verify you are human by completing the action below.</p><script>window._cf_chl_opt={cvId:'3'}</script>",
        ),
    ),
    "checking your browser": (
        "challenge",
        html(
            "Please wait", "<h1>Checking your browser before accessing shop.example</h1><form id=challenge-form></form>"
        ),
    ),
    "script only": (
        "challenge",
        "<html><head></head><body><script>window.gokuProps={key:'x'};AwsWafIntegration.getToken()</script></body></html>",
    ),
    "frame only": (
        "challenge",
        (
            "<html><head><META NAME='robots' CONTENT='noindex'></head><body><iframe src='/_Incapsula_Resource?SWUDNSAI=1&CWUDNSAI=9&xinfo=1'>"
            "Request unsuccessful.</iframe></body></html>"
        ),
    ),
    "pardon our interruption": (
        "challenge",
        html(
            "Pardon Our Interruption",
            "<p>As you were browsing something about your browser made us think you were a bot.</p>",
        ),
    ),
    "behavioural content": (
        "challenge",
        html("", "<div id='sec-if-cpt-container'></div><script src='/x.js'></script>"),
    ),
    "unusual traffic": (
        "challenge",
        html("Sorry", "<p>Our systems have detected unusual traffic from your computer network.</p>"),
    ),
    "unusual traffic, German": (
        "challenge",
        html("Hinweis", "<p>Wir haben ungewöhnliche Aktivitäten in Ihrem Netzwerk festgestellt.</p>"),
    ),
    "unusual traffic, Turkish": ("challenge", html("Uyarı", "<p>Ağınızdan olağan dışı trafik algıladık.</p>")),
    "waiting room": (
        "queue",
        html(
            "Queue",
            "<h2>We're working to get you in.</h2><script src='//queue.example/q.js' id='queueit-perftiming-script'></script>",
        ),
    ),
    "you are in line": (
        "queue",
        html("Waiting Room", "<p>You are now in line. Your estimated wait time is 5 minutes.</p>"),
    ),
    "queue with a captcha": (
        "queue",
        html(
            "Line",
            "<meta id='queue-it_log'><h2>You will be let into our store shortly</h2><div class='g-recaptcha'></div>",
        ),
    ),
    "queue, German": ("queue", html("Warteraum", "<p>Sie befinden sich in der Warteschlange.</p>")),
    "queue, Turkish": ("queue", html("Bekleme Odası", "<p>Sıra bekliyorsunuz.</p>")),
    "edge server": (
        "access_denied",
        (
            "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access "
            '"http://shop.example/" on this server.<P>Reference #18.2f<P>https://errors.edgesuite.net/18.2f</BODY></HTML>'
        ),
    ),
    "sorry, you have been blocked": (
        "access_denied",
        html(
            "Attention Required!",
            "<h1>Sorry, you have been blocked</h1><p>You are unable to access shop.example</p><div id=cf-error-details></div>",
        ),
    ),
    "access denied, Turkish": ("access_denied", html("Hata", "<h1>Erişim engellendi</h1>")),
    "access denied, German": ("access_denied", html("Fehler", "<h1>Zugriff verweigert</h1>")),
    "access denied, Spanish": ("access_denied", html("Error", "<h1>Acceso denegado</h1>")),
    "before you continue": (
        "consent",
        html(
            "Before you continue",
            "<p>We use cookies and data to deliver services.</p><form action='/save'><button>Accept all</button></form>",
        ),
    ),
    "consent, German": (
        "consent",
        html("Zustimmung", "<p>Mit Werbung und Tracking weiterlesen</p><button>Akzeptieren und weiter</button>"),
    ),
    "empty frame": (
        "needs_javascript",
        html(
            "Shop",
            "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div><script src='/main.js'></script>",
        ),
    ),
    "empty frame without a word": (
        "needs_javascript",
        html("Shop", "<div id='app'></div><script src=/app.js></script>"),
    ),
    "frame with a spinner": (
        "needs_javascript",
        html(
            "Graphics cards | Shop",
            "<div id='__next'><p>Loading, please wait a little while we get things ready for you</p></div><script src=/a.js></script>",
        ),
    ),
}


@pytest.mark.parametrize("status", [200, 403, 503])
@pytest.mark.parametrize("name", WALLS)
def test_walls(name: str, status: int) -> None:
    kind, body = WALLS[name]
    assert why_blocked(page(body, status=status)) == kind


@pytest.mark.parametrize("status", [200, 403])
@pytest.mark.parametrize(("kind", "title", "body"), parameters(Path(__file__).parent / "walls", 3))
def test_makers_and_languages(kind: str, title: str, body: str, status: int) -> None:
    assert why_blocked(page(html(title, body), status=status)) == (None if kind == "-" else kind)


def test_a_consent_host_is_a_wall() -> None:
    body = html("Cookies", "<p>Choose what you share.</p><form><button>Reject</button></form>")
    assert why_blocked(page(body, url="https://consent.shop.example/collect?next=p1")) == "consent"


CARD = "<h1>Northwind RTX 9090 Storm 24GB</h1><p class=price>$1,299.99</p><button>Add to cart</button>"
PAGES = {
    "a small product page": html("RTX 9090", CARD),
    "with a captcha widget": html(
        "RTX 9090",
        CARD + "<div class=g-recaptcha></div><script src='https://www.google.com/recaptcha/api.js'></script>",
    ),
    "with a note on the widget": html(
        "RTX 9090", CARD + "<p>This site is protected by reCAPTCHA and the Google Privacy Policy.</p>"
    ),
    "with a cookie notice": html(
        "RTX 9090", CARD + "<div>We value your privacy. <button>Accept all cookies</button></div>"
    ),
    "with a bot sensor": html(
        "RTX 9090",
        CARD,
        "<script>window._pxAppId='PX1';(function(){var s='captcha';})()</script><script src=/_Incapsula_Resource></script>",
    ),
    "with a challenge script": html(
        "RTX 9090", CARD + "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    ),
    "with a queue's script": html(
        "RTX 9090", CARD, "<script src='https://static.queue-it.net/script/queueclient.min.js'></script>"
    ),
    "that asks for scripts": html(
        "RTX 9090",
        CARD
        + "<noscript>Please enable JavaScript to see this page as it is meant.</noscript><script src=a.js></script>",
    ),
    "data in a frame": html(
        "Shop", '<div id=root></div><script type=\'application/ld+json\'>{"@type":"Product","name":"x"}</script>'
    ),
    "state in a frame": html(
        "Shop", '<div id=root></div><script>window.__STATE__={"products":[{"sku":"1","price":5}]}</script>'
    ),
    "out of stock, no price": html(
        "RTX 9090", "<h1>RTX 9090</h1><p>Sold out</p><button>Notify me when available</button>"
    ),
    "a robot that is for sale": html("Robot vacuum", "<h1>Human-like robot</h1><p>Not a toy</p><p>499,00 €</p>"),
    "not found": html("Page not found", "<h1>404</h1><p>The page you are looking for does not exist.</p>"),
    "nothing found": html("Search", "<p>0 results for rtx 9090</p>"),
    "text alone": html(
        "About", "<p>We are a small shop in the north. We sell cards, and we ship on the same day whenever we can.</p>"
    ),
    "many words and a captcha": html(
        "Cards", "<p>captcha</p>" + "<p>A graphics card for those who build on their own.</p>" * 60
    ),
    "menus and no price": html(
        "Verify your warranty", "<a href=/x>x</a>" * 40 + "<p>Enter the characters you see on the card</p>"
    ),
    "a feed": "<?xml version='1.0'?><products><product><sku>1</sku><name>RTX 9090</name></product></products>",
    "an answer for programs": '{"products":[{"title":"RTX 9090","price":"1299.99","captcha":false}]}',
    "an empty answer for programs": "[]",
    "empty": "",
    "words": "RTX 9090",
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_that_carry_content(name: str) -> None:
    assert why_blocked(page(PAGES[name])) is None


def test_a_gateways_own_words_are_a_wall() -> None:
    assert why_blocked(page("Access Denied")) == "access_denied"
    assert why_blocked(page("error code: 1020", status=403)) == "access_denied"
    assert why_blocked(page('{"url":"https://geo.captcha-delivery.com/captcha/?initialCid=x"}')) == "captcha"


def test_a_large_page_is_no_wall() -> None:
    assert why_blocked(page(html("Robot Check", "x" * 700_000))) is None


def saved() -> list[Path]:
    return sorted(SAVED.rglob("*.html*")) if SAVED.is_dir() else []


@pytest.mark.skipif(not SAVED.is_dir(), reason="the saved pages are not beside this repository")
@pytest.mark.parametrize("path", saved(), ids=lambda path: f"{path.parent.name}/{path.name}"[:60])
def test_pages_as_served(path: Path) -> None:
    body = path.read_bytes()
    reason = why_blocked(
        Page(url="https://shop.example/", body=gzip.decompress(body) if path.suffix == ".gz" else body)
    )
    is_wall = path.stem == "captcha"
    expected = {"captcha", "queue"} if is_wall else {None}
    assert reason in expected


@given(st.binary(max_size=3000))
def test_no_body_fails(body: bytes) -> None:
    assert why_blocked(Page(url="https://shop.example/", body=body)) in {
        None,
        "captcha",
        "challenge",
        "queue",
        "consent",
        "access_denied",
        "login",
        "needs_javascript",
    }


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<script>", "<a href=", "<title>", "1$ ", "captcha ", '"price', "<div id=root>"]
)
def test_hostile_repetition_is_read_in_one_go(piece: str) -> None:
    body = "<html>" + piece * (500_000 // len(piece))
    assert why_blocked(page(body)) in {None, "captcha", "needs_javascript"}
