"""One poll, from a page on loopback to rows in Postgres."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from market import HOUR, START, Card, Market, cards, conditional, list_page, product_page, spec
from shopserver import ShopServer
from sqlalchemy import select

from monitor.polling.poll import PollResult
from monitor.storage.models import Coverage, Listing, Observation, Poll, Retailer, Source
from scrapers.errors import Outcome
from scrapers.offer import Stock
from scrapers.spec import Kind, SourceSpec

DAY = timedelta(days=1)


def test_a_first_poll_writes_listings_observations_and_coverage(market: Market, shop: ShopServer) -> None:
    shop.page("/gpus", list_page([Card(0, "$1,299.00"), Card(1, "$899.50", "Out of stock")]))
    market.open(spec(shop))
    result = market.poll()
    assert (result.outcome, result.found, result.changed) == (Outcome.OK, 2, 2)
    first, second = (market.listings()[Card(number).title] for number in (0, 1))
    assert (first.price, first.currency, first.stock) == (Decimal("1299.0000"), "USD", Stock.IN_STOCK)
    assert (second.price, second.stock) == (Decimal("899.5000"), Stock.OUT_OF_STOCK)
    assert first.gpu_id is not None
    with market.sessions() as session:
        observation = session.scalars(select(Observation).where(Observation.listing_id == first.id)).one()
    assert "1,299.00" in observation.raw["price"]
    assert observation.poll_id is not None
    assert market.count(Coverage) == 1


@pytest.mark.parametrize("times", [150, pytest.param(1000, marks=pytest.mark.soak)])
def test_unchanged_polls_add_polls_and_nothing_else(market: Market, shop: ShopServer, times: int) -> None:
    shop.page("/gpus", list_page(cards(5)))
    market.open(spec(shop))
    market.poll()
    before = market.count(Observation)
    for _ in range(times):
        market.poll()
    assert market.count(Poll) == times + 1
    assert market.count(Observation) == before == 5
    with market.sessions() as session:
        coverage = session.scalars(select(Coverage)).one()
    assert coverage.valid_to - coverage.valid_from >= times * HOUR
    changed = cards(5)
    changed[3] = Card(3, "$949.00")
    shop.page("/gpus", list_page(changed))
    assert market.poll().changed == 1
    assert market.count(Observation) == 6


def test_one_unreadable_price_among_two_hundred(market: Market, shop: ShopServer) -> None:
    items = cards(200)
    items[77] = Card(77, "call us")
    shop.page("/gpus", list_page(items))
    market.open(spec(shop))
    result = market.poll()
    assert (result.outcome, result.found, result.warnings) == (Outcome.OK, 200, 1)
    listings = market.listings()
    assert sum(listing.price is not None for listing in listings.values()) == 199
    assert listings[items[77].title].price is None
    assert listings[items[77].title].stock is Stock.IN_STOCK


def test_refused_titles_are_no_listings(market: Market, shop: ShopServer) -> None:
    laptop = Card(1).html.replace(Card(1).title, "ASUS ROG Strix G16 Gaming Laptop 16 inch RTX 5070 Ti Core i9 32GB")
    shop.page("/gpus", list_page(cards(1)).replace("</ul>", f"{laptop}</ul>"))
    market.open(spec(shop))
    assert market.poll().found == 2
    assert list(market.listings()) == [Card(0).title]


def test_all_pages_of_a_list_are_one_poll(market: Market, shop: ShopServer) -> None:
    items = cards(6)
    shop.page("/gpus", list_page(items[:2], following="/gpus?page=2"))
    shop.page("/gpus?page=2", list_page(items[2:4], following="/gpus?page=3"))
    shop.page("/gpus?page=3", list_page(items[4:], following="/gpus"))
    market.open(spec(shop))
    assert (market.poll().found, market.count(Poll)) == (6, 1)
    assert shop.asked("/gpus") == 3


def test_a_page_that_fails_makes_the_poll_partial_and_nothing_missing(market: Market, shop: ShopServer) -> None:
    items = cards(4)
    shop.page("/gpus", list_page(items[:2], following="/gpus?page=2"))
    shop.page("/gpus?page=2", list_page(items[2:]))
    market.open(spec(shop))
    market.poll()
    shop.page("/gpus?page=2", status=500)
    for _ in range(3):
        result = market.poll(DAY)
        assert (result.outcome, result.reason, result.found) == (Outcome.PARTIAL, "status_500", 2)
    assert all(listing.missed == 0 for listing in market.listings().values())


def test_a_cut_off_page_is_partial(market: Market, shop: ShopServer) -> None:
    shop.page("/gpus", list_page(cards(4)))
    market.open(spec(shop))
    market.poll()
    whole = list_page(cards(4))
    shop.page("/gpus", whole[: whole.index(Card(3).title)])
    results = [market.poll() for _ in range(3)]
    assert {result.outcome for result in results} == {Outcome.PARTIAL}
    assert {listing.stock for listing in market.listings().values()} == {Stock.IN_STOCK}


def test_half_the_usual_offers_is_suspect_and_changes_nothing(market: Market, shop: ShopServer) -> None:
    shop.page("/gpus", list_page(cards(10)))
    market.open(spec(shop))
    for _ in range(3):
        market.poll()
    shop.page("/gpus", list_page(cards(4, stock="Out of stock")))
    for _ in range(3):
        assert market.poll().outcome is Outcome.SUSPECT
    assert {listing.stock for listing in market.listings().values()} == {Stock.IN_STOCK}
    assert market.count(Observation) == 10


def test_a_shop_that_really_shrank_is_believed_in_the_end(market: Market, shop: ShopServer) -> None:
    shop.page("/gpus", list_page(cards(10)))
    market.open(spec(shop))
    for _ in range(4):
        market.poll()
    shop.page("/gpus", list_page(cards(4)))
    results = [market.poll() for _ in range(30)]
    assert {result.outcome for result in results[:23]} == {Outcome.SUSPECT}
    assert next(result.reason for result in results if result.outcome is Outcome.OK) == "new_yield"
    assert results[-1].outcome is Outcome.OK
    assert sum(listing.stock is Stock.UNLISTED for listing in market.listings().values()) == 6


def test_an_item_that_vanished_is_unlisted_after_two_polls(market: Market, shop: ShopServer) -> None:
    shop.page("/gpus", list_page(cards(5)))
    market.open(spec(shop))
    market.poll()
    shop.page("/gpus", list_page(cards(4)))
    assert market.poll().changed == 0
    assert market.poll().changed == 1
    assert market.poll().changed == 0
    gone = market.listings()[Card(4).title]
    assert (gone.stock, gone.price) == (Stock.UNLISTED, None)


def test_not_modified_extends_coverage_without_reading(market: Market, shop: ShopServer) -> None:
    conditional(shop, "/gpus", list_page(cards(5)), '"v1"')
    market.open(spec(shop))
    assert market.poll().outcome is Outcome.OK
    results = [market.poll() for _ in range(3)]
    assert {result.outcome for result in results} == {Outcome.NOT_MODIFIED}
    assert {result.found for result in results} == {5}
    with market.sessions() as session:
        assert session.scalars(select(Coverage)).one().valid_to == market.clock.now()
    # A full fetch is due at least daily.
    market.poll(DAY)
    assert market.poll(timedelta(0)).outcome is Outcome.NOT_MODIFIED


def test_a_missing_item_is_looked_for_again_on_the_whole_page(market: Market, shop: ShopServer) -> None:
    conditional(shop, "/gpus", list_page(cards(5)), '"v1"')
    market.open(spec(shop))
    market.poll()
    conditional(shop, "/gpus", list_page(cards(4)), '"v2"')
    assert [market.poll().outcome for _ in range(3)] == [Outcome.OK, Outcome.OK, Outcome.NOT_MODIFIED]
    assert market.listings()[Card(4).title].stock is Stock.UNLISTED


def test_coverage_has_a_gap_after_three_missed_intervals(market: Market, shop: ShopServer) -> None:
    shop.page("/gpus", list_page(cards(2)))
    market.open(spec(shop))
    market.poll()
    market.poll(HOUR * 3)
    market.poll(HOUR * 4)
    with market.sessions() as session:
        spans = [(c.valid_from, c.valid_to) for c in session.scalars(select(Coverage).order_by(Coverage.valid_from))]
    assert spans == [(START + HOUR, START + 4 * HOUR), (START + 8 * HOUR, START + 8 * HOUR)]


# The fence


def source_of(market: Market) -> Source:
    with market.sessions() as session:
        return session.scalars(select(Source)).one()


def test_a_poll_that_is_no_longer_due_writes_nothing(market: Market, shop: ShopServer) -> None:
    shop.page("/gpus", list_page(cards(2)))
    market.open(spec(shop))
    due_at = source_of(market).due_at
    market.poll()
    asked = shop.asked("/gpus")
    assert market.work.poller.poll(source_of(market).id, due_at) is None
    assert (market.count(Poll), shop.asked("/gpus")) == (1, asked)


def test_of_two_polls_at_once_one_writes(market: Market, shop: ShopServer) -> None:
    shop.page("/gpus", list_page(cards(2)), delay=0.2)
    market.open(spec(shop))
    source = source_of(market)
    results: list[PollResult | None] = []
    threads = [
        threading.Thread(target=lambda: results.append(market.work.poller.poll(source.id, source.due_at)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sum(result is not None for result in results) == 1
    assert (market.count(Poll), market.count(Observation), market.count(Listing)) == (1, 2, 2)


def test_a_disabled_retailer_is_not_polled(market: Market, shop: ShopServer) -> None:
    from monitor.storage import retailers

    shop.page("/gpus", list_page(cards(2)))
    market.open(spec(shop))
    with market.sessions.begin() as session:
        retailers.set_enabled(session, "shop", enabled=False, now=START)
    source = source_of(market)
    assert market.work.poller.poll(source.id, source.due_at) is None
    assert shop.requests == []


def test_what_cannot_be_stored_is_recorded_and_backed_off(
    market: Market, shop: ShopServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the source would stay due and the shop be asked over and over."""
    from monitor.storage import listings

    shop.page("/gpus", list_page(cards(2)))
    market.open(spec(shop))

    def broken(_session: object, _source: object, new: list[object], **_: object) -> None:
        if new:
            raise ValueError("does not fit")

    monkeypatch.setattr(listings, "add", broken)
    result = market.poll()
    assert (result.outcome, result.reason) == (Outcome.SUSPECT, "store_failed")
    assert result.due_at > market.clock.now()
    assert (market.count(Poll), market.count(Listing)) == (1, 0)


def test_a_clock_that_goes_back_keeps_the_order(market: Market, shop: ShopServer) -> None:
    shop.page("/gpus", list_page(cards(2)))
    market.open(spec(shop))
    market.poll()
    market.clock._now -= HOUR
    shop.page("/gpus", list_page([Card(0, "$950.00"), Card(1)]))
    market.poll(timedelta(0))
    with market.sessions() as session:
        polled = session.scalars(select(Poll.observed_at).order_by(Poll.id)).all()
    assert polled == sorted(set(polled))


# What earlier got past the gates


def test_many_unchanged_answers_do_not_forget_what_is_usual(market: Market, shop: ShopServer) -> None:
    conditional(shop, "/gpus", list_page(cards(10)), '"v1"')
    market.open(spec(shop))
    for _ in range(130):
        result = market.poll(HOUR / 10)
        assert result.found == 10
    shop.page("/gpus", list_page(cards(4)))
    assert market.poll().outcome is Outcome.SUSPECT


def test_half_a_page_for_a_week_is_no_stockout(market: Market, shop: ShopServer) -> None:
    source = SourceSpec(url=shop.url("/gpus"), lists_only_in_stock=True, interval="6h")
    shop.page("/gpus", list_page(cards(10)))
    market.open(spec(shop, sources=[source]))
    for _ in range(4):
        market.poll(HOUR * 6)
    shop.page("/gpus", list_page(cards(4)))
    for _ in range(28):
        market.poll(HOUR * 6)
    stocks = [listing.stock for listing in market.listings().values()]
    assert Stock.OUT_OF_STOCK not in stocks
    assert stocks.count(Stock.UNLISTED) == 6


def test_a_cut_page_is_never_the_new_usual(market: Market, shop: ShopServer) -> None:
    shop.page("/gpus", list_page(cards(10)))
    market.open(spec(shop))
    for _ in range(4):
        market.poll()
    shop.page("/gpus", list_page(cards(4), end=""))
    assert {market.poll().outcome for _ in range(40)} == {Outcome.SUSPECT}


@pytest.mark.parametrize("broken", ["\\u0000", "\\ud800"])
def test_what_is_no_text_spoils_only_itself(market: Market, shop: ShopServer, broken: str) -> None:
    data = (
        '{"@context": "https://schema.org", "@type": "ItemList", "itemListElement": ['
        + ",".join(
            f'{{"@type": "Product", "name": "ASUS RTX 5080 16GB {n}{broken if n == 1 else ""}", "sku": "S{n}", '
            f'"url": "/item/{n}", "offers": {{"price": "{999 + n}.00", "priceCurrency": "USD", '
            '"availability": "https://schema.org/InStock"}}'
            for n in range(3)
        )
        + "]}"
    )
    html = list_page(cards(3)).replace("</head>", f'<script type="application/ld+json">{data}</script></head>')
    shop.page("/gpus", html)
    market.open(spec(shop, platform="schema_org"))
    result = market.poll()
    assert (result.outcome, result.found, result.changed) == (Outcome.OK, 3, 3)
    assert result.warnings >= 1


def test_a_list_does_not_rename_what_a_product_page_names(market: Market, shop: ShopServer) -> None:
    button = "<button>Add to cart</button>"
    title = "ASUS GeForce RTX 5070 Ti 16GB OC"
    shop.page("/item/1", product_page(title, "949.00", "https://schema.org/InStock", button))
    shop.page("/gpus", list_page([Card(0)]).replace(Card(0).title, "ASUS RTX 5070 ...").replace("/item/0", "/item/1"))
    product = SourceSpec(url=shop.url("/item/1"), kind=Kind.PRODUCT)
    market.open(spec(shop, platform="schema_org", sources=[product, SourceSpec(url=shop.url("/gpus"))]))
    for _ in range(3):
        market.poll_all()
    assert [listing.title for listing in market.listings().values()] == [title]


@pytest.mark.parametrize("key", ["platform", "of_a_later_version"])
def test_a_source_that_cannot_be_polled_at_all_backs_off(market: Market, shop: ShopServer, key: str) -> None:
    market.open(spec(shop))
    with market.sessions.begin() as session:
        retailer = session.scalars(select(Retailer)).one()
        retailer.spec = retailer.spec | {key: "unheard_of"}
    result = market.poll()
    assert (result.outcome, result.reason) == (Outcome.LAYOUT_CHANGED, "cannot_poll")
    assert key in str(result.detail)
    assert result.due_at > market.clock.now()
    assert market.count(Poll) == 1


def test_a_price_is_still_held_after_a_time_of_not_knowing(market: Market, shop: ShopServer) -> None:
    market.open(spec(shop))
    for price in ("$900.00", "call us", "$250.00"):
        shop.page("/gpus", list_page([Card(0, price)]))
        market.poll()
    assert market.listings()[Card(0).title].price is None
    market.poll()
    assert market.listings()[Card(0).title].price == Decimal("250.0000")


def test_in_another_currency_the_price_is_not_known_until_it_is_confirmed(market: Market, shop: ShopServer) -> None:
    market.open(spec(shop))
    shop.page("/gpus", list_page([Card(0, "$900.00")]))
    market.poll()
    shop.page("/gpus", list_page([Card(0, "€900.00")]))
    market.poll()
    assert market.listings()[Card(0).title].price is None
    market.poll()
    listing = market.listings()[Card(0).title]
    assert (listing.price, listing.currency) == (Decimal("900.0000"), "EUR")


def test_what_is_gone_holds_nothing_any_more(market: Market, shop: ShopServer) -> None:
    market.open(spec(shop))
    conditional(shop, "/gpus", list_page([Card(0), *cards(5)[1:]]), '"a"')
    market.poll()
    conditional(shop, "/gpus", list_page([Card(0, "$250.00"), *cards(5)[1:]]), '"b"')
    market.poll()
    conditional(shop, "/gpus", list_page(cards(5)[1:]), '"c"')
    for _ in range(3):
        result = market.poll()
    assert result.outcome is Outcome.NOT_MODIFIED


def test_old_polls_are_thinned_and_observations_stay(market: Market, shop: ShopServer) -> None:
    from monitor.storage import polls

    shop.page("/gpus", list_page(cards(2)))
    market.open(spec(shop))
    for _ in range(10):
        market.poll()
    with market.sessions.begin() as session:
        assert polls.thin_polls(session, market.clock.now() + DAY, most=4) == 4
        assert polls.thin_polls(session, market.clock.now() + DAY) == 5
        assert polls.thin_polls(session, market.clock.now() + DAY) == 0
    assert (market.count(Poll), market.count(Observation)) == (1, 2)
