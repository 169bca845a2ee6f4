"""Pages that scripts build, read as their visitors see them."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from browsing import app, browser_fetcher, built, chromium, fill, main_processes, needs_browser
from fetching import USER_AGENT, retailer
from market import cards
from market import spec as list_spec
from shopserver import Answer, Request, ShopServer

from scrapers.fetch import Validators
from scrapers.offer import Offer, Stock
from scrapers.page import Page
from scrapers.read import read_page
from scrapers.spec import Kind, SourceSpec

if TYPE_CHECKING:
    from scrapers.browser.chromium import Chromium

pytestmark = needs_browser

TITLE = "<h1>Northwind RTX 9090 Storm 24GB</h1>"
BUY = "<button>Add to cart</button>"


@pytest.fixture(scope="module")
def browser() -> Iterator["Chromium"]:
    with chromium() as started:
        yield started


def product(page: Page) -> Offer:
    source = SourceSpec(url=page.url, kind=Kind.PRODUCT)
    (offer,) = read_page(page, retailer(page.url), source).offers
    return offer


# What was built


def test_a_list_built_from_the_shops_data_is_read(browser: "Chromium", shop: ShopServer) -> None:
    items = [card.html for card in cards(30)]
    shop.page("/api/items", json.dumps(items), headers={"Content-Type": "application/json"}, delay=1.5, gzip=True)
    shop.page(
        "/app.js", "fetch('/api/items').then(a => a.json()).then(show);", headers={"Content-Type": "text/javascript"}
    )
    shop.page(
        "/gpus",
        app(
            "const show = cards => { root.innerHTML = `<ul>${cards.join('')}</ul>`; };",
            body="<script src='/app.js' defer></script>",
        ),
    )
    page = built(browser, shop)
    reading = read_page(page, list_spec(shop), SourceSpec(url=page.url))
    assert [offer.price for offer in reading.offers] == [Decimal(900 + number) for number in range(30)]
    assert reading.complete
    assert shop.targets == ["/robots.txt", "/gpus", "/app.js", "/api/items"]


@pytest.mark.parametrize(
    ("style", "markup"),
    [
        (".a { display: none }", '<p><b class="a">$9.99</b> <b>$1,299.99</b></p>'),
        (".a { visibility: hidden }", '<p><b class="a">$9.99</b> <b>$1,299.99</b></p>'),
        (".a { display: none }", '<div class="a"><p class="price">$9.99</p></div><p class="price">$1,299.99</p>'),
        (".a { visibility: hidden } .b { visibility: visible }", '<p class="a price">$9.99 <b class="b">$1,299.99</b></p>'),
        (".a { text-decoration: line-through }", '<p><b class="a">$1,499.99</b> <b>$1,299.99</b></p>'),
        (".a { text-decoration: line-through }", '<p><i class="a"><b>$1,499.99</b></i> <b>$1,299.99</b></p>'),
        ("@media (max-width: 700px) { .w { display: none } } @media (min-width: 701px) { .n { display: none } }", '<p class="w price">$1,299.99</p><p class="n price">$1,199.99</p>'),
    ],
)  # fmt: skip
def test_what_a_style_sheet_hides_or_strikes_is_no_price(
    browser: "Chromium", shop: ShopServer, style: str, markup: str
) -> None:
    shop.page("/style.css", style, headers={"Content-Type": "text/css"})
    shop.page("/gpus", app(fill(TITLE + markup + BUY), head='<link rel="stylesheet" href="/style.css">'))
    offer = product(built(browser, shop))
    assert (offer.price, offer.stock) == (Decimal("1299.99"), Stock.IN_STOCK)


def test_a_button_that_is_not_shown_sells_nothing(browser: "Chromium", shop: ShopServer) -> None:
    style = "<style>.buy { visibility: hidden }</style>"
    markup = (
        f'{TITLE}<p class="price">$1,299.99</p><button class="buy"><span>Add to cart</span></button><p>Sold out</p>'
    )
    shop.page("/gpus", app(fill(markup), head=style))
    assert product(built(browser, shop)).stock is Stock.OUT_OF_STOCK


def test_open_shadow_roots_stand_in_place_with_their_slots_filled(browser: "Chromium", shop: ShopServer) -> None:
    shadow = (
        '<p class=\\"price\\"><slot name=\\"now\\">no price</slot></p><slot></slot><style>.price { color: red }</style>'
    )
    script = f"""
        {fill(f'{TITLE}<x-offer><b slot="now">$1,299.99</b>{BUY}<i slot="nowhere">$9.99</i></x-offer>')}
        customElements.define("x-offer", class extends HTMLElement {{
            connectedCallback() {{ this.attachShadow({{mode: "open"}}).innerHTML = "{shadow}"; }}
        }});
    """
    shop.page("/gpus", app(script))
    page = built(browser, shop)
    assert product(page).price == Decimal("1299.99")
    assert product(page).stock is Stock.IN_STOCK
    markup = page.text.partition("<script")[0]
    assert "no price" not in markup
    assert "$9.99" not in markup


@pytest.mark.parametrize(
    "script",
    [
        "setTimeout(show, 700);",
        "addEventListener('load', () => setTimeout(() => requestAnimationFrame(show), 400));",
        "document.querySelector('body > p:last-of-type').remove(); setTimeout(show, 3000);",  # empty until then
        "fetch('/slow').finally(() => fetch('/slow').finally(show));",
        "new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))).onmessage = show;",
        "setInterval(() => { clock.textContent = Date.now(); }, 50); setTimeout(show, 500);",
    ],
)
def test_a_page_that_takes_its_time(browser: "Chromium", shop: ShopServer, script: str) -> None:
    shop.page("/slow", "{}", delay=1.2)
    markup = f'{TITLE}<p class="price">$1,299.99</p>{BUY}'
    shop.page("/gpus", app(f"const show = () => {{ {fill(markup)} }}; {script}", body='<p id="clock"></p>'))
    assert product(built(browser, shop)).price == Decimal("1299.99")


def test_a_list_that_fills_what_is_in_view_fills_itself(browser: "Chromium", shop: ShopServer) -> None:
    script = """
        const more = n => { root.insertAdjacentHTML("beforeend", `<p style="height: 200px">card ${n}</p>`); watch(n + 1); };
        const watch = n => { if (n < 20) new IntersectionObserver(([seen], me) => {
            if (seen.isIntersecting) { me.disconnect(); more(n); } }).observe(root.lastElementChild); };
        more(0);
    """
    shop.page("/gpus", app(script))
    assert "card 19" in built(browser, shop).text


def test_the_page_is_utf_8_whatever_it_was(browser: "Chromium", shop: ShopServer) -> None:
    shop.page(
        "/old.js",
        "root.append('Şimdi sepete ekle');".encode("windows-1254"),
        headers={"Content-Type": "text/javascript"},
    )
    frame = app(
        "root.append('Ekran kartı ');",
        head='<meta charset="windows-1254">',
        body="<script src='/old.js' defer></script>",
    )
    shop.page("/gpus", frame.encode("windows-1254"), headers={"Content-Type": "text/html"})
    page = built(browser, shop)
    assert "Ekran kartı Şimdi sepete ekle" in page.text
    assert (page.encoding, page.broken_encoding) == ("utf-8", False)


def test_the_address_that_scripts_give_the_page_is_its_own(browser: "Chromium", shop: ShopServer) -> None:
    shop.page("/gpus", app(f"history.pushState(null, '', '/en/gpus'); {fill('<a href=1>a card</a>')}"))
    assert built(browser, shop).url == shop.url("/en/gpus")


@pytest.mark.parametrize("kind", ["application/json", "text/html", "text/plain"])
def test_what_is_no_html_is_left_as_it_is(browser: "Chromium", shop: ShopServer, kind: str) -> None:
    shop.page("/gpus", '{"price": 1}', headers={"Content-Type": kind, "ETag": "a"})
    page = built(browser, shop)
    assert page.body == b'{"price": 1}'
    assert page.headers["etag"] == "a"


# What did not come whole


def test_a_page_that_was_cut_off_stays_so(browser: "Chromium", shop: ShopServer) -> None:
    shop.page(
        "/gpus", app(fill(TITLE + '<p class="price">$1,299.99</p>' + BUY)).replace("</body></html>", "<p>and more")
    )
    page = built(browser, shop)
    assert not read_page(page, retailer(shop.url())).complete


@pytest.mark.parametrize("answer", [Answer(status=503), Answer(raw=b"", reset=True)])
def test_a_page_whose_data_failed_is_not_whole(browser: "Chromium", shop: ShopServer, answer: Answer) -> None:
    shop.answer("/api/more", answer)
    shop.page("/gpus", app(fill(TITLE + '<p class="price">$1,299.99</p>' + BUY) + "fetch('/api/more');"))
    assert not read_page(built(browser, shop), retailer(shop.url())).complete


@pytest.mark.parametrize("answer", [Answer(status=404), Answer(status=401), Answer(status=403)])
def test_that_strangers_do_not_get_everything_is_usual(browser: "Chromium", shop: ShopServer, answer: Answer) -> None:
    shop.answer("/api/me", answer)
    shop.page("/gpus", app(fill(TITLE + '<p class="price">$1,299.99</p>' + BUY) + "fetch('/api/me');"))
    assert read_page(built(browser, shop), retailer(shop.url())).complete


# What is said and sent


def test_everybody_is_told_the_same_about_us(browser: "Chromium", shop: ShopServer) -> None:
    shop.page("/app.js", "", headers={"Content-Type": "text/javascript"})
    script = "fetch('/api').finally(() => root.append(`I am ${navigator.userAgent}, driven: ${navigator.webdriver}`));"
    shop.page("/gpus", app(script, body='<script src="/app.js"></script>'))
    page = built(browser, shop, market="de")
    assert f"I am {USER_AGENT}, driven: true" in page.text
    assert {request.path for request in shop.requests} == {"/robots.txt", "/gpus", "/app.js", "/api"}
    assert {request.headers["user-agent"] for request in shop.requests} == {USER_AGENT}
    assert {request.headers["accept-language"] for request in shop.requests} == {"de-DE, de;q=0.9, en;q=0.5"}
    assert {request.headers["accept-encoding"] for request in shop.requests} == {"gzip, deflate"}


def test_cookies_live_for_one_fetch(browser: "Chromium", shop: ShopServer) -> None:
    shop.page("/", status=302, headers={"Location": "/gpus", "Set-Cookie": "first=1; Path=/"})
    script = (
        "document.cookie = 'third=3'; fetch('/api').then(() => fetch('/api/again')).then(() => root.append('done'));"
    )
    shop.page("/gpus", app(script), headers={"Set-Cookie": "second=2; HttpOnly; Path=/"})
    shop.page("/api", "{}", headers={"Set-Cookie": "fourth=4; Path=/"})
    shop.page("/api/again", "{}")
    for _ in range(2):
        built(browser, shop, "/")
    told = [(request.path, request.headers.get("cookie", "")) for request in shop.requests]
    once = [("/robots.txt", set()), ("/", set()), ("/gpus", {"first=1"})]
    once += [("/api", {"first=1", "second=2", "third=3"})]
    once += [("/api/again", {"first=1", "second=2", "third=3", "fourth=4"})]
    assert [(path, set(cookie.split("; ")) - {""}) for path, cookie in told] == once * 2


def test_data_may_be_asked_for_with_a_body(browser: "Chromium", shop: ShopServer) -> None:
    def graphql(request: Request) -> Answer:
        asked = json.loads(request.body)
        return Answer(json.dumps({"title": f"{asked['query']} of {request.headers['x-shop']}"}))

    shop.answer("/graphql", graphql)
    asked = "{method: 'POST', headers: {'X-Shop': 'north'}, body: JSON.stringify({query: 'cards'})}"
    shop.page("/gpus", app(f"fetch('/graphql', {asked}).then(a => a.json()).then(a => root.append(a.title));"))
    assert "cards of north" in built(browser, shop).text


def test_the_frames_validators_are_neither_sent_nor_kept(browser: "Chromium", shop: ShopServer) -> None:
    shop.page("/gpus", app("root.append('x');"), headers={"ETag": "a", "Last-Modified": "b", "X-Cache": "HIT"})
    with browser_fetcher(browser, shop) as fetching:
        page = fetching.fetch(shop.url("/gpus"), Validators("a", "b"))
    assert page.headers["x-cache"] == "HIT"
    assert not {"etag", "last-modified", "content-length"} & set(page.headers)
    assert "if-none-match" not in shop.requests[-1].headers


def test_one_browser_builds_pages_for_all(browser: "Chromium", shop: ShopServer) -> None:
    shop.page("/gpus", app("root.append('x');"))
    built(browser, shop)
    before = main_processes()
    built(browser, shop)
    assert main_processes() == before
