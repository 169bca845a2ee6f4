"""Which prices are believed, and what becomes of a listing whose price is not."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from monitor.catalog.plausible import Reference
from monitor.polling.changes import Changes, compare
from monitor.polling.known import Identity, Known, Polled, SoldBy, State
from scrapers.offer import Condition, Offer, PriceKind, SellerKind, Stock
from scrapers.spec import Follow, Kind, Tier

NOW = datetime(2026, 5, 12, 14, 0, tzinfo=UTC)
#: The gpu of each card, by what it launched at.
REFERENCES = {usd: Reference(float(usd), float(usd), date(2025, 3, usd % 27 + 1)) for usd in (249, 299, 549, 749, 1999)}


def offer(price: str | None = "899.00", usd: int = 749, number: int = 1, **more: Any) -> Offer:
    return Offer(
        title=f"Card {usd}",
        url=f"https://shop.example/{number}",
        sku=str(number),
        price=Decimal(price) if price else None,
        currency=more.pop("currency", "USD") if price else None,
        stock=more.pop("stock", Stock.IN_STOCK),
        raw={"price": f"${price}"},
        **more,
    )


def known(price: str | None = "899.0000", **more: Any) -> Known:
    amount, currency = (Decimal(price), "USD") if price else (None, None)
    return Known(
        id=1,
        key=("1", "", more.pop("condition", None)),
        url_key="shop.example/1",
        title="Card 749",
        gpu_id=749,
        match_version=1,
        home_source_id=1,
        home_kind=Kind.LIST,
        sold_by=more.pop("sold_by", SoldBy()),
        state=State(amount, currency, Stock.IN_STOCK, None, more.pop("shipping", None)),
        last_price=amount,
        last_currency=currency,
        missed=0,
        pending=more.pop("pending", None),
    )


def changes(before: list[Known], *offers: Offer, tier: Tier = Tier.FIRST_PARTY, complete: bool = True) -> Changes:
    return compare(
        before,
        offers,
        source=Polled(1, Kind.LIST, Follow.GPUS, timedelta(hours=1), False, "USD", tier),
        complete=complete,
        now=NOW,
        identify=lambda title: Identity(int(title.split()[-1]), None, 1),
        match_version=1,
        references=REFERENCES,
    )


def warned(result: Changes) -> list[str]:
    return [warning.kind for warning in result.warnings]


# Plausibility


@pytest.mark.parametrize("price", ["74.90", "89900.00", "8.99", "9999.99"])
def test_an_implausible_price_is_not_known_and_changes_no_stock(price: str) -> None:
    result = changes([known()], offer(price))
    assert warned(result) == ["implausible_price"]
    (change,) = result.changed
    assert change.state == State(None, None, Stock.IN_STOCK, None)
    assert change.pending is None
    assert change.raw["price"] == f"${price}"
    assert change.raw["not_believed"].startswith(f"{price} USD: ")


def test_an_implausible_price_is_never_confirmed_by_repeating_it() -> None:
    held = {"price": "8.99", "currency": "USD", "since": (NOW - timedelta(days=2)).isoformat(), "raw": {}}
    (change,) = changes([known(None, pending=held)], offer("8.99")).changed
    assert (change.state, change.pending) == (None, (None,))


def test_a_new_item_with_an_implausible_price_is_followed_without_it() -> None:
    result = changes([], offer("8.99"), offer("799.00", number=2))
    assert [(item.state.price, item.state.stock) for item in result.new] == [
        (None, Stock.IN_STOCK),
        (Decimal("799.0000"), Stock.IN_STOCK),
    ]
    assert "implausible" in result.warnings[0].kind
    assert "225 to 5992" in result.warnings[0].detail


def test_an_incomplete_reading_forgets_nothing_for_an_implausible_price() -> None:
    result = changes([known()], offer("8.99"), complete=False)
    assert (warned(result), result.changed) == (["implausible_price"], [])


def test_what_was_used_may_be_cheaper() -> None:
    assert warned(changes([], offer("180.00"))) == ["implausible_price"]
    assert warned(changes([], offer("180.00", condition=Condition.USED))) == []
    assert warned(changes([], offer("180.00"), tier=Tier.MARKETPLACE)) == []


def test_a_price_without_currency_is_judged_in_the_retailers() -> None:
    assert warned(changes([], offer("8.99", currency=None))) == ["implausible_price"]


def test_an_unknown_model_is_not_judged() -> None:
    assert warned(changes([], offer("8.99", usd=1))) == []


# Placeholders


def test_the_same_dear_price_on_unrelated_models_is_nobodys() -> None:
    shelf = [offer("1899.99", usd, number) for number, usd in enumerate((249, 299, 749, 1999), start=1)]
    result = changes([], *shelf, offer("579.00", 549, 9))
    assert warned(result) == ["placeholder_price"] * 4
    assert [item.state.price for item in result.new] == [None] * 4 + [Decimal("579.0000")]
    assert {item.state.stock for item in result.new} == {Stock.IN_STOCK}


def test_the_same_price_on_two_models_is_a_price() -> None:
    assert warned(changes([], offer("1899.99", 549), offer("1899.99", 1999, 2))) == []


def test_used_cards_of_many_models_cost_the_same() -> None:
    shelf = [offer("1899.99", usd, n, condition=Condition.USED) for n, usd in enumerate((249, 549, 749, 1999))]
    assert "placeholder_price" not in warned(changes([], *shelf))


# Kinds of price


@pytest.mark.parametrize("kind", [None, PriceKind.LIST, PriceKind.BASKET])
def test_what_everybody_pays_is_the_price(kind: PriceKind | None) -> None:
    (item,) = changes([], offer(price_kind=kind)).new
    assert item.state.price == Decimal("899.0000")


@pytest.mark.parametrize(
    "kind", [PriceKind.TRANSFER, PriceKind.MEMBER, PriceKind.COUPON, PriceKind.BANK_CARD, PriceKind.FROM]
)
def test_what_only_some_pay_is_no_price_and_no_warning(kind: PriceKind) -> None:
    result = changes([known()], offer(price_kind=kind))
    assert warned(result) == []
    (change,) = result.changed
    assert change.state == State(None, None, Stock.IN_STOCK, None)
    assert change.raw["not_believed"] == f"899.00 USD: {kind} price"


def test_at_an_aggregator_the_least_price_is_what_it_costs_there() -> None:
    result = changes([known()], offer("889.00", price_kind=PriceKind.FROM), tier=Tier.AGGREGATOR)
    (change,) = result.changed
    assert change.state is not None
    assert change.state.price == Decimal("889.0000")
    only_members = changes([known()], offer("889.00", price_kind=PriceKind.MEMBER), tier=Tier.AGGREGATOR)
    assert only_members.changed[0].state == State(None, None, Stock.IN_STOCK, None)


# Delivery and sellers


def test_delivery_is_part_of_the_state() -> None:
    (change,) = changes([known()], offer(shipping=Decimal("9.9"))).changed
    assert change.state == State(Decimal("899.0000"), "USD", Stock.IN_STOCK, None, Decimal("9.9000"))
    assert changes([known(shipping=Decimal("9.9000"))], offer(shipping=Decimal("9.90"))) == Changes([], [])
    (change,) = changes([known()], offer(shipping=Decimal(0))).changed
    assert change.state is not None
    assert change.state.shipping == 0


def test_no_delivery_without_a_price() -> None:
    (change,) = changes([known(shipping=Decimal(5))], offer(None, shipping=Decimal(5))).changed
    assert change.state == State(None, None, Stock.IN_STOCK, None)


def test_a_seller_becomes_known_and_is_not_forgotten() -> None:
    told = offer(seller_kind=SellerKind.KNOWN_SHOP, seller_group="bigshop")
    (change,) = changes([known()], told).changed
    assert (change.state, change.sold_by) == (None, SoldBy(SellerKind.KNOWN_SHOP, "bigshop"))
    before = known(sold_by=SoldBy(SellerKind.KNOWN_SHOP, "bigshop"))
    assert changes([before], told) == Changes([], [])
    assert changes([before], offer()) == Changes([], [])
