"""What one poll changes, compared in memory."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.catalog.plausible import Reference
from monitor.polling.changes import Changes, compare
from monitor.polling.known import Identity, Known, Polled, SoldBy, State
from scrapers.offer import Offer, Stock
from scrapers.spec import Follow, Kind, Tier

NOW = datetime(2026, 5, 12, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CARD = Identity(gpu_id=7, refused=None, match_version=1)
#: The card launched at 600 dollars.
REFERENCES = {7: Reference(600.0, 600.0, date(2025, 3, 1))}


def source(**more: Any) -> Polled:
    defaults: dict[str, Any] = {
        "id": 1,
        "kind": Kind.LIST,
        "follow": Follow.GPUS,
        "interval": HOUR,
        "lists_only_in_stock": False,
        "currency": "USD",
        "tier": Tier.FIRST_PARTY,
    }
    return Polled(**(defaults | more))


def offer(number: int = 1, price: str | None = "999.00", stock: Stock | None = Stock.IN_STOCK, **more: Any) -> Offer:
    return Offer(
        title=f"Card {number}",
        url=f"https://shop.example/item/{number}",
        sku=more.pop("sku", str(number)),
        price=Decimal(price) if price else None,
        currency="USD" if price else None,
        stock=stock,
        **more,
    )


def known(number: int = 1, price: str | None = "999.00", stock: Stock | None = Stock.IN_STOCK, **more: Any) -> Known:
    money: tuple[Decimal | None, str | None] = (
        (Decimal(price).quantize(Decimal("0.0001")), "USD") if price else (None, None)
    )
    defaults: dict[str, Any] = {
        "id": number,
        "key": (str(number), "", None),
        "url_key": f"shop.example/item/{number}",
        "title": f"Card {number}",
        "gpu_id": None,
        "match_version": 1,
        "home_source_id": 1,
        "home_kind": Kind.LIST,
        "sold_by": SoldBy(),
        "state": State(*money, stock, None),
        "last_price": money[0],
        "last_currency": money[1],
        "missed": 0,
        "pending": None,
    }
    return Known(**(defaults | more))


def changes(
    before: list[Known], offers: list[Offer], *, complete: bool = True, now: datetime = NOW, **more: Any
) -> Changes:
    return compare(
        before,
        offers,
        source=source(**more),
        complete=complete,
        now=now,
        identify=lambda _: CARD,
        match_version=1,
        references=REFERENCES,
    )


def test_the_same_again_changes_nothing() -> None:
    assert changes([known(1), known(2)], [offer(1), offer(2)]) == Changes([], [])


@pytest.mark.parametrize(
    ("read", "price", "stock"),
    [
        (offer(price="949.00"), Decimal("949.0000"), Stock.IN_STOCK),
        (offer(stock=Stock.OUT_OF_STOCK), Decimal("999.0000"), Stock.OUT_OF_STOCK),
        (offer(price=None), None, Stock.IN_STOCK),
        (offer(stock=None), Decimal("999.0000"), None),
    ],
    ids=["price", "stock", "price no longer known", "stock no longer known"],
)
def test_a_change_is_one_observation(read: Offer, price: Decimal | None, stock: Stock | None) -> None:
    result = changes([known(1), known(2)], [read, offer(2)])
    assert result.observations == 1
    state = result.changed[0].state
    assert state is not None
    assert (state.price, state.stock) == (price, stock)


def test_a_new_item_is_identified_and_observed() -> None:
    result = changes([], [offer(1), offer(1)])
    assert [item.identity for item in result.new] == [CARD]
    assert result.observations == 1


@pytest.mark.parametrize(("follow", "followed"), [(Follow.GPUS, 0), (Follow.ALL, 1)])
def test_refused_titles_are_followed_only_where_asked(follow: Follow, followed: int) -> None:
    refused = Identity(None, "laptop", 1)
    result = compare(
        [],
        [offer()],
        source=source(follow=follow),
        complete=True,
        now=NOW,
        identify=lambda _: refused,
        match_version=1,
        references=REFERENCES,
    )
    assert len(result.new) == followed


def test_a_buy_box_swap_is_another_listing_and_no_price_spike() -> None:
    scalper = offer(price="1899.00", seller="QuickFlip", first_party=False)
    result = changes([known()], [scalper], complete=False)
    assert [item.key[1] for item in result.new] == ["QuickFlip"]
    assert result.changed == []


def test_an_item_of_a_comparison_and_its_sellers_are_listings_of_their_own() -> None:
    sellers = ["", "Northwind", "Fabrikam"]
    before = [
        known(n, key=("shop.example/item/1", name, None), url_key="shop.example/item/1", title="Card 1")
        for n, name in enumerate(sellers)
    ]
    read = [offer(1, sku=None, seller=name or None, first_party=False if name else None) for name in sellers]
    assert changes(before, read) == Changes([], [])
    dearer = [*read[:2], offer(1, "1099.00", sku=None, seller="Fabrikam", first_party=False)]
    assert [each.known.key[1] for each in changes(before, dearer).changed] == ["Fabrikam"]
    assert [each.key[1] for each in changes(before[:1], read).new] == ["Northwind", "Fabrikam"]


def test_the_shop_itself_is_one_seller_whether_it_names_itself_or_not() -> None:
    assert changes([known()], [offer(seller="The Shop", first_party=True)]) == Changes([], [])


def test_an_absurd_number_is_no_price() -> None:
    state = changes([known()], [offer(price="9" * 15)]).changed[0].state
    assert state is not None
    assert (state.price, state.currency) == (None, None)


# Held readings


@pytest.mark.parametrize("price", ["9.99", "99900.00", "300.00", "3100.00"])
def test_a_wild_step_is_held(price: str) -> None:
    (change,) = changes([known()], [offer(price=price)]).changed
    assert change.state is None
    assert change.pending is not None
    assert change.pending[0] is not None


def held(price: str, since: datetime) -> dict[str, Any]:
    return {"price": price, "currency": "USD", "since": since.isoformat(), "raw": {}}


def test_a_held_price_stands_after_a_full_interval() -> None:
    (change,) = changes([known(pending=held("99.00", NOW - HOUR))], [offer(price="99.00")]).changed
    assert change.state is not None
    assert change.state.price == Decimal("99.0000")
    assert change.pending == (None,)


def test_a_repeat_before_a_full_interval_confirms_nothing() -> None:
    before = known(pending=held("99.00", NOW - HOUR / 2))
    made = changes([before], [offer(price="99.00")])
    assert (made.new, made.changed, warned(made)) == ([], [], ["price_held"])


def warned(made: Changes) -> list[str]:
    return [warning.kind for warning in made.warnings]


def test_every_poll_says_that_a_price_is_held_and_none_that_it_is_confirmed() -> None:
    assert warned(changes([known()], [offer(price="99.00")])) == ["price_held"]
    assert warned(changes([known(pending=held("99.00", NOW - HOUR))], [offer(price="99.00")])) == []
    assert warned(changes([known()], [offer()])) == []


def test_another_currency_is_said_held_or_not() -> None:
    euros = msgspec.structs.replace(offer(), currency="EUR")
    assert warned(changes([known()], [euros])) == ["currency_held"]
    assert warned(changes([], [euros])) == ["other_currency"]
    assert warned(changes([], [offer()])) == []


def test_a_held_price_that_was_wrong_leaves_no_trace() -> None:
    (change,) = changes([known(pending=held("99.00", NOW - HOUR))], [offer()]).changed
    assert change.state is None
    assert change.pending == (None,)


def test_stock_still_counts_while_a_price_is_held() -> None:
    (change,) = changes([known()], [offer(price="9.99", stock=Stock.OUT_OF_STOCK)]).changed
    assert change.state == State(Decimal("999.0000"), "USD", Stock.OUT_OF_STOCK, None)


# Missing items


def test_missing_once_is_not_gone() -> None:
    (change,) = changes([known(1), known(2)], [offer(1)]).changed
    assert (change.state, change.missed) == (None, 1)


@pytest.mark.parametrize(("only_in_stock", "stock"), [(False, Stock.UNLISTED), (True, Stock.OUT_OF_STOCK)])
def test_missing_twice_is_gone(only_in_stock: bool, stock: Stock) -> None:  # noqa: FBT001
    before = [known(1), known(2, missed=1)]
    (change,) = changes(before, [offer(1)], lists_only_in_stock=only_in_stock).changed
    assert change.state == State(None, None, stock, None)


def test_an_incomplete_poll_misses_nothing() -> None:
    assert changes([known(1), known(2, missed=1)], [offer(1)], complete=False) == Changes([], [])


def test_an_incomplete_poll_forgets_nothing() -> None:
    assert changes([known()], [offer(price=None, stock=None)], complete=False) == Changes([], [])
    (change,) = changes([known()], [offer(price=None, stock=Stock.OUT_OF_STOCK)], complete=False).changed
    assert change.state == State(Decimal("999.0000"), "USD", Stock.OUT_OF_STOCK, None)


def test_seen_again_is_not_missed() -> None:
    (change,) = changes([known(missed=1)], [offer()]).changed
    assert (change.state, change.missed) == (None, 0)


def test_gone_stays_gone_without_further_rows() -> None:
    gone = known(price=None, stock=Stock.UNLISTED, missed=2)
    assert changes([gone], []) == Changes([], [])


# Homes


def test_only_the_home_changes_a_listing() -> None:
    elsewhere = known(home_source_id=2, home_kind=Kind.PRODUCT)
    assert changes([elsewhere], [offer(price="1.00")]) == Changes([], [])


def test_a_better_source_becomes_the_home() -> None:
    elsewhere = known(home_source_id=2, home_kind=Kind.LIST)
    (change,) = changes([elsewhere], [offer(price="949.00")], kind=Kind.PRODUCT).changed
    assert change.adopted
    assert change.state is not None


def test_a_sibling_takes_over_what_the_home_lost() -> None:
    (change,) = changes([known(home_source_id=2, missed=1)], [offer()]).changed
    assert change.adopted
    assert change.missed == 0


def test_another_sources_listing_is_never_missing_here() -> None:
    assert changes([known(home_source_id=2)], []) == Changes([], [])


# Identity


def test_an_item_without_number_is_found_by_its_address() -> None:
    read = offer(sku=None, price="949.00")
    result = changes([known()], [read])
    assert result.new == []
    assert result.observations == 1


def test_variants_on_one_address_are_not_mixed_up() -> None:
    first, second = known(1), known(2, url_key="shop.example/item/1")
    result = changes([first, second], [offer(1, sku="3")], complete=False)
    assert [item.key[0] for item in result.new] == ["3"]


def test_a_new_title_is_identified_again() -> None:
    (change,) = changes([known(title="Old title")], [offer()]).changed
    assert change.renamed == ("Card 1", "https://shop.example/item/1", CARD)
    assert change.state is None


states = st.tuples(
    st.sampled_from([None, "500.00", "510.00", "700.00"]), st.sampled_from([None, *Stock.__members__.values()])
)


@given(st.lists(states, min_size=1, max_size=8))
def test_replaying_a_page_never_adds_an_observation(readings: list[tuple[str | None, Stock | None]]) -> None:
    """Reading the same page again never writes, whatever came before."""
    listing = known()
    for number, (price, stock) in enumerate(readings):
        for again in (False, True):
            now = NOW + HOUR * (2 * number + again) / 10
            result = changes([listing], [offer(price=price, stock=stock)], now=now)
            assert result.new == []
            assert not (again and result.observations)
            for change in result.changed:
                listing = known(
                    price=None,
                    state=change.state or listing.state,
                    pending=change.pending[0] if change.pending else listing.pending,
                )
