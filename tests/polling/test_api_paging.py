"""Sources that are APIs: all their pages, over loopback, as a poll reads them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from fetching import USER_AGENT, Allowance
from shopserver import Answer, Request, ShopServer

from monitor.polling.last_readings import LastReadings
from monitor.polling.reading import SourceReading, read_source
from scrapers.errors import KeyNeeded
from scrapers.fetch import Fetcher
from scrapers.spec import Kind, Politeness, RetailerSpec, SourceSpec
from scrapers.spec_auth import Auth, AuthKind

KEYS = {"bestbuy": "key-0123456789", "ebay": "app:cert-0123456789"}
QUERY = Auth(kind=AuthKind.QUERY, key="bestbuy", name="apiKey")


def read_all(
    shop: ShopServer,
    platform: str,
    path: str,
    *,
    auth: Auth | None = None,
    keys: dict[str, str] = KEYS,
    max_pages: int = 20,
) -> SourceReading:
    source = SourceSpec(url=shop.url(path), kind=Kind.API)
    spec = RetailerSpec(
        name="shop", title="Shop", url=shop.url("/"), market="us", platform=platform, sources=[source], auth=auth,
        politeness=Politeness(delay=0, timeout=5, max_pages=max_pages),
    )  # fmt: skip
    with Fetcher(spec, budget=Allowance(), user_agent=USER_AGENT, keys=keys) as fetcher:
        return read_source(fetcher, LastReadings(), spec, source)


def shopify(number: int, limit: int, total: int) -> dict[str, Any]:
    first = (number - 1) * limit
    items = range(first, min(first + limit, total))
    return {
        "products": [
            {"title": f"RTX 5080 no {n}", "handle": f"h{n}", "variants": [{"id": n, "price": "9.00"}]} for n in items
        ]
    }


def serve(shop: ShopServer, path: str, page: Callable[[int], object], **headers: str) -> None:
    def script(request: Request) -> Answer:
        query = dict(pair.split("=", 1) for pair in request.target.partition("?")[2].split("&") if "=" in pair)
        body = page(int(query.get("page", query.get("offset", "1"))))
        return Answer(json.dumps(body), headers={"Content-Type": "application/json", **headers})

    shop.answer(path, script)


@pytest.mark.parametrize(("total", "pages"), [(5, 3), (4, 3), (1, 1), (0, 1)])
def test_shopify(shop: ShopServer, total: int, pages: int) -> None:
    serve(shop, "/products.json", lambda number: shopify(number, 2, total))
    reading = read_all(shop, "shopify", "/products.json?limit=2")
    assert (len(reading.offers), reading.complete, reading.error) == (total, True, None)
    assert shop.asked("/products.json") == pages


def test_a_list_that_never_ends_is_read_up_to_the_limit_and_not_complete(shop: ShopServer) -> None:
    serve(shop, "/products.json", lambda number: shopify(number, 2, 10**6))
    reading = read_all(shop, "shopify", "/products.json?limit=2", max_pages=4)
    assert (len(reading.offers), reading.complete, len(reading.pages)) == (8, False, 4)


def test_woocommerce(shop: ShopServer) -> None:
    def page(number: int) -> object:
        prices = {"currency_code": "USD", "currency_minor_unit": 2, "price": "99900"}
        return [
            {"name": f"RTX 50{number}0", "permalink": shop.url(f"/p/{number}"), "prices": prices, "is_in_stock": True}
        ]

    serve(shop, "/wp-json/wc/store/v1/products", page, **{"X-WP-TotalPages": "3"})
    reading = read_all(shop, "woocommerce", "/wp-json/wc/store/v1/products?per_page=1")
    assert (len(reading.offers), reading.complete) == (3, True)


def bestbuy(number: int) -> object:
    product = {"sku": number, "name": f"RTX 50{number}0", "salePrice": 999.99, "onlineAvailability": True}
    return {
        "currentPage": number,
        "totalPages": 3,
        "canonicalUrl": f"/v1?apiKey={KEYS['bestbuy']}",
        "products": [product],
    }


def test_bestbuy_signs_every_page_and_shows_the_key_in_none(shop: ShopServer) -> None:
    serve(shop, "/v1/products", bestbuy, ETag='"1"')
    reading = read_all(shop, "bestbuy", "/v1/products?format=json", auth=QUERY)
    assert (len(reading.offers), reading.complete) == (3, True)
    asked = [request.target for request in shop.requests if request.path == "/v1/products"]
    assert asked == [
        "/v1/products?format=json&apiKey=key-0123456789",
        "/v1/products?format=json&page=2&apiKey=key-0123456789",
        "/v1/products?format=json&page=3&apiKey=key-0123456789",
    ]
    assert KEYS["bestbuy"] not in repr(reading)


def test_a_page_that_fails_leaves_the_reading_incomplete(shop: ShopServer) -> None:
    def page(request: Request) -> Answer:
        return Answer(status=500) if "page=2" in request.target else Answer(json.dumps(bestbuy(1)))

    shop.answer("/v1/products", page)
    reading = read_all(shop, "bestbuy", "/v1/products?format=json", auth=QUERY)
    assert (len(reading.offers), reading.complete) == (1, False)
    assert reading.error is not None
    assert KEYS["bestbuy"] not in reading.error.detail


def test_without_a_key_nothing_is_asked(shop: ShopServer) -> None:
    reading = read_all(shop, "bestbuy", "/v1/products?format=json", auth=QUERY, keys={})
    assert isinstance(reading.error, KeyNeeded)
    assert (reading.error.reason, shop.requests) == ("no_key", [])


def ebay(shop: ShopServer, following: dict[int, str]) -> Callable[[int], object]:
    def page(number: int) -> object:
        item = {"itemId": f"v1|{number}|0", "title": f"RTX 5080 no {number}", "itemWebUrl": shop.url(f"/itm/{number}")}
        price = {"price": {"value": "999.00", "currency": "USD"}, "seller": {"username": f"jane{number}"}}
        more = {"next": shop.url(following[number])} if number in following else {}
        return {"total": 3, "itemSummaries": [item | price], **more}

    return page


def test_ebay_trades_once_and_follows_its_links(shop: ShopServer) -> None:
    auth = Auth(kind=AuthKind.CLIENT_CREDENTIALS, key="ebay", token_url=shop.url("/token"))
    shop.page("/token", '{"access_token": "tok-0123456789", "expires_in": 7200}')
    serve(shop, "/search", ebay(shop, {1: "/search?q=x&offset=2", 2: "/search?q=x&offset=3"}))
    reading = read_all(shop, "ebay", "/search?q=x", auth=auth)
    assert (len(reading.offers), reading.complete, shop.asked("/token")) == (3, True, 1)
    assert {r.headers.get("authorization") for r in shop.requests if r.path == "/search"} == {"Bearer tok-0123456789"}
    assert "jane" not in repr(reading)


def test_links_that_lead_back_end_the_list(shop: ShopServer) -> None:
    serve(shop, "/search", ebay(shop, {1: "/search?q=x&offset=2", 2: "/search?q=x"}))
    reading = read_all(shop, "ebay", "/search?q=x")
    assert (len(reading.offers), shop.asked("/search"), reading.complete) == (2, 2, True)


def test_links_to_another_site_are_not_followed(shop: ShopServer) -> None:
    elsewhere = {"total": 9, "next": "https://elsewhere.example/search", "itemSummaries": []}
    serve(shop, "/search", lambda _: elsewhere)
    reading = read_all(shop, "ebay", "/search?q=x")
    assert reading.error is not None
    assert (reading.error.reason, reading.complete) == ("next_page_elsewhere", False)
