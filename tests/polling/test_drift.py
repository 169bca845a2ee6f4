"""A shop changes its pages under the poller: nothing wrong is written, and everybody can see what is missing."""

from datetime import timedelta

import msgspec
import pytest
from market import HOUR, Card, Market, cards, list_page, product_page, spec
from prometheus_client.parser import text_string_to_metric_families
from shopserver import ShopServer
from sqlalchemy import select

from monitor import fold, status
from monitor.polling.poll import PollResult
from monitor.storage.models import Coverage, Listing, Observation, Poll, Source
from monitor.storage.models_signals import Signal
from monitor.vocabulary import Cause, SignalKind
from scrapers.errors import Outcome
from scrapers.offer import Stock
from scrapers.spec import Kind

FIELDS = ["agreed", "condition", "currency", "price", "seller", "shipping", "sku", "stock", "title"]


def without(page: str, part: str) -> str:
    """The same page after somebody renamed the class of a part."""
    return page.replace(f'class="{part}"', f'class="{part}-2026"')


def shown(market: Market) -> status.MarketStatus:
    with market.sessions() as session:
        (found,) = status.markets(session, market.clock.now())
    return found


def usual(market: Market, shop: ShopServer, count: int = 40) -> None:
    market.open(spec(shop))
    shop.page("/gpus", list_page(cards(count)))
    for _ in range(4):
        assert market.poll().outcome is Outcome.OK


@pytest.mark.parametrize(
    ("part", "outcome", "detail"),
    [
        ("price", Outcome.LAYOUT_CHANGED, "price on 0 of 40 offers, usually 40 of 40"),
        ("stock", Outcome.SUSPECT, "stock on 0 of 40 offers, usually 40 of 40"),
    ],
)
def test_a_part_that_vanished_writes_nothing_and_is_said(
    market: Market, shop: ShopServer, part: str, outcome: Outcome, detail: str
) -> None:
    usual(market, shop)
    shop.page("/gpus", without(list_page(cards(40)), part))
    results = [market.poll() for _ in range(10)]
    assert {(r.outcome, r.reason, r.detail, r.changed) for r in results} == {(outcome, "fields_fell", detail, 0)}
    assert market.count(Observation) == market.count(Listing) == 40
    assert all(row.price and row.stock is Stock.IN_STOCK for row in market.listings().values())
    fold.advance(market.sessions, market.clock.now() + HOUR)
    with market.sessions() as session:
        told = {SignalKind.LAYOUT_CHANGE, SignalKind.STALE}
        assert {(s.kind, s.cause) for s in session.scalars(select(Signal))} == {(k, Cause.DATA_QUALITY) for k in told}
        assert session.scalars(select(Poll.fields)).all()[-1]["all"][part] == 0
        # What is not believed is not watched either.
        assert session.scalars(select(Coverage)).one().valid_to == market.clock.now() - 10 * HOUR
        assert session.scalars(select(Source.last_detail)).one() == detail
    (retailer,) = shown(market).retailers
    assert (retailer.last_outcome, retailer.last_detail, retailer.gaps) == (
        outcome,
        detail,
        [f"{part} on 0 of 40 offers"],
    )


def test_field_coverage_is_a_metric(market: Market, shop: ShopServer) -> None:
    usual(market, shop, 10)
    shop.page("/gpus", without(list_page([*cards(8), Card(8, stock="Sold out"), Card(9, stock="Sold out")]), "price"))
    market.poll()
    text = market.work.metrics.render().decode()
    samples = {
        sample.labels["field"]: sample
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "gpumarket_field_coverage_ratio"
    }
    assert sorted(samples) == sorted(set(FIELDS) - {"currency"})  # no prices, no share of them with a currency
    assert (samples["price"].value, samples["stock"].value, samples["title"].value) == (0, 1, 1)
    assert samples["price"].labels == {"retailer": "shop", "market": "us", "demo": "false", "field": "price"}


def test_after_a_day_the_new_layout_is_believed(market: Market, shop: ShopServer) -> None:
    usual(market, shop)
    shop.page("/gpus", without(list_page(cards(40)), "stock"))
    results = [market.poll() for _ in range(26)]
    assert {result.outcome for result in results[:23]} == {Outcome.SUSPECT}
    assert [result.reason for result in results if result.outcome is Outcome.OK][:2] == ["new_fields", None]
    assert {(row.price is None, row.stock) for row in market.listings().values()} == {(False, None)}
    assert shown(market).retailers[0].gaps == ["stock on 0 of 40 offers"]


def test_a_layout_mended_in_time_leaves_no_trace(market: Market, shop: ShopServer) -> None:
    usual(market, shop)
    shop.page("/gpus", without(list_page(cards(40)), "price"))
    market.poll()
    shop.page("/gpus", list_page(cards(40)))
    assert market.poll().outcome is Outcome.OK
    assert market.count(Observation) == 40
    assert market.count(Coverage) == 1


def test_sold_out_without_prices_is_no_change_of_layout(market: Market, shop: ShopServer) -> None:
    usual(market, shop)
    shop.page("/gpus", list_page([*cards(2), *(Card(n, price="", stock="Sold out") for n in range(2, 40))]))
    result = market.poll()
    assert (result.outcome, result.changed) == (Outcome.OK, 38)
    stocks = [row.stock for row in market.listings().values()]
    assert (stocks.count(Stock.OUT_OF_STOCK), stocks.count(Stock.IN_STOCK)) == (38, 2)


def test_a_seller_that_vanished_makes_no_new_listings(market: Market, shop: ShopServer) -> None:
    page = list_page(cards(10)).replace("</li>", '<span class="seller">QuickFlip</span></li>')
    selectors = spec(shop).selectors
    market.open(spec(shop, selectors=msgspec.structs.replace(selectors, seller="span.seller")))
    shop.page("/gpus", page)
    for _ in range(3):
        market.poll()
    shop.page("/gpus", without(page, "seller"))
    result = market.poll()
    assert (result.outcome, result.detail) == (Outcome.SUSPECT, "seller on 0 of 10 offers, usually 10 of 10")
    assert market.count(Listing) == 10


def test_what_is_not_believed_is_counted_by_kind(market: Market, shop: ShopServer) -> None:
    market.open(spec(shop))
    shop.page("/gpus", list_page([Card(0, "$9.00"), Card(1, "$99,900.00"), Card(2, "call us"), Card(3)]))
    result = market.poll()
    assert (result.outcome, result.warnings) == (Outcome.OK, 3)
    with market.sessions() as session:
        assert session.scalars(select(Poll.warning_kinds)).one() == {"price_unreadable": 1, "implausible_price": 2}
        said = session.scalars(select(Observation.raw["not_believed"].astext)).all()
    assert sorted(text.partition(":")[0] for text in said if text) == ["9.00 USD", "99900.00 USD"]
    prices = [market.listings()[Card(number).title].price for number in range(4)]
    assert prices == [None, None, None, 999]


BUTTON = "<button>Add to cart</button>"
TITLE = "ASUS GeForce RTX 5080 16GB"


def visit(market: Market, shop: ShopServer, page: str) -> PollResult:
    shop.page("/item/1", page)
    return market.poll(timedelta(hours=1))


def test_a_sold_out_product_page_may_show_no_price(market: Market, shop: ShopServer) -> None:
    market.open(spec(shop, "/item/1", platform="schema_org", kind=Kind.PRODUCT))
    on_sale = product_page(TITLE, "999.00", "https://schema.org/InStock", BUTTON)
    for _ in range(5):
        assert visit(market, shop, on_sale).outcome is Outcome.OK
    sold_out = product_page(TITLE, "999.00", "https://schema.org/OutOfStock", "<p>Sold out</p>")
    sold_out = sold_out.replace('"price": "999.00", "priceCurrency": "USD", ', "").replace(
        '<p class="price">$999.00</p>', ""
    )
    result = visit(market, shop, sold_out)
    assert (result.outcome, result.changed) == (Outcome.OK, 1)
    (listing,) = market.listings().values()
    assert (listing.price, listing.stock) == (None, Stock.OUT_OF_STOCK)
    assert visit(market, shop, on_sale).outcome is Outcome.OK
