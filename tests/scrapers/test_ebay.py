"""eBay's Browse API, by its documentation."""

from decimal import Decimal
from typing import Any

import pytest
from answers import read, retailer

from scrapers.offer import Condition, Offer, PriceKind, SellerKind, Stock
from scrapers.platforms.ebay import seller_token
from scrapers.spec import Kind, SourceSpec

LIST = "https://api.ebay.com/buy/browse/v1/item_summary/search?q=rtx&limit=2"
SPEC = retailer("ebay", url="https://www.ebay.com/")


def item(**more: Any) -> dict[str, Any]:
    return {
        "itemId": "v1|255|0", "title": "ASUS TUF RTX 5080 16GB", "price": {"value": "1099.50", "currency": "USD"},
        "itemWebUrl": "https://www.ebay.com/itm/255?_skw=rtx&hash=item3b&amdata=enc%3Ax", "condition": "New", "conditionId": "1000",
        "seller": {"username": "jane_doe_1987", "feedbackPercentage": "99.8", "feedbackScore": 812},
        "buyingOptions": ["FIXED_PRICE", "BEST_OFFER"],
        "shippingOptions": [{"shippingCostType": "FIXED", "shippingCost": {"value": "12.30", "currency": "USD"}}],
        "itemLocation": {"postalCode": "941**", "city": "Daly City", "country": "US"},
    } | more  # fmt: skip


def offer(**more: Any) -> Offer:
    (found,) = read("ebay", {"total": 1, "itemSummaries": [item(**more)]}, LIST, spec=SPEC).offers
    return found


def test_an_item() -> None:
    found = offer()
    assert (found.title, found.sku, found.url) == ("ASUS TUF RTX 5080 16GB", "v1|255|0", "https://www.ebay.com/itm/255")
    assert (found.price, found.currency, found.price_kind) == (Decimal("1099.50"), "USD", PriceKind.LIST)
    assert (found.shipping, found.condition, found.stock) == (Decimal("12.30"), Condition.NEW, None)
    assert (found.first_party, found.seller_kind) == (False, SellerKind.MARKETPLACE)


def test_a_sellers_name_is_not_kept() -> None:
    found = offer()
    assert found.seller == seller_token("JANE_doe_1987")
    assert found.seller != seller_token("jane_doe_1988")
    assert "jane" not in repr(found)
    assert "Daly" not in repr(found)


def test_a_bid_is_no_price() -> None:
    found = offer(buyingOptions=["AUCTION"], currentBidPrice={"value": "420.00", "currency": "USD"})
    assert (found.price, found.currency, found.price_kind) == (None, None, None)
    assert found.raw["bid"] == "420.00 USD"
    assert read("ebay", {"itemSummaries": [item(buyingOptions=["AUCTION"])]}, LIST, spec=SPEC).warnings == []


def test_an_auction_that_can_be_ended_at_once_has_a_price() -> None:
    found = offer(buyingOptions=["AUCTION", "FIXED_PRICE"], currentBidPrice={"value": "420.00", "currency": "USD"})
    assert found.price == Decimal("1099.50")


def test_the_least_of_a_groups_prices_is_from() -> None:
    found = offer(itemGroupHref="https://api.ebay.com/buy/browse/v1/item/get_items_by_item_group?item_group_id=255")
    assert found.price_kind is PriceKind.FROM


@pytest.mark.parametrize(
    ("number", "name", "condition"),
    [
        ("1000", "Neu", Condition.NEW),
        ("1500", "Open box", Condition.OPEN_BOX),
        ("1750", "New with defects", Condition.OPEN_BOX),
        ("2000", "Certified - Refurbished", Condition.REFURBISHED),
        ("2010", "Excellent - Refurbished", Condition.REFURBISHED),
        ("2030", "Good - Refurbished", Condition.REFURBISHED),
        ("2500", "Seller refurbished", Condition.REFURBISHED),
        ("2750", "Like New", Condition.USED),
        ("3000", "Used", Condition.USED),
        ("6000", "Acceptable", Condition.USED),
        ("7000", "For parts or not working", Condition.USED),
        (None, "Gebraucht", Condition.USED),
        (None, "Who knows", None),
        ("12", "New", None),
    ],
)
def test_condition(number: str | None, name: str, condition: Condition | None) -> None:
    assert offer(conditionId=number, condition=name).condition is condition


def test_a_title_says_what_the_seller_did_not_choose() -> None:
    assert offer(title="RTX 3080 for parts or not working", conditionId="1000").condition is Condition.USED


@pytest.mark.parametrize(
    ("options", "shipping"),
    [
        ([{"shippingCostType": "FIXED", "shippingCost": {"value": "0.00", "currency": "USD"}}], 0),
        ([{"shippingCostType": "CALCULATED"}], None),
        ([{"shippingCost": {"value": "9", "currency": "EUR"}}], None),
        ([{"shippingCost": {"value": "9", "currency": "USD"}}, {"shippingCost": {"value": "5", "currency": "USD"}}], 5),
        (None, None),
    ],
)
def test_shipping(options: object, shipping: int | None) -> None:
    assert offer(shippingOptions=options).shipping == shipping


@pytest.mark.parametrize(
    ("original", "before"),
    [
        ({"value": "1299.00", "currency": "USD"}, Decimal("1299.00")),
        ({"value": "1299.00", "currency": "EUR"}, None),
        ({"value": "999.00", "currency": "USD"}, None),
    ],
)
def test_an_earlier_price(original: dict[str, str], before: Decimal | None) -> None:
    assert offer(marketingPrice={"originalPrice": original}).previous_price == before


@pytest.mark.parametrize(
    ("state", "left", "stock", "quantity"),
    [
        ("IN_STOCK", 8, Stock.IN_STOCK, 8),
        ("LIMITED_STOCK", 1, Stock.LIMITED, 1),
        ("OUT_OF_STOCK", 0, Stock.OUT_OF_STOCK, None),
        ("?", 1, None, 1),
    ],
)
def test_an_items_estimate(state: str, left: int, stock: Stock | None, quantity: int | None) -> None:
    estimate = {"estimatedAvailabilityStatus": state, "estimatedAvailableQuantity": left}
    url = "https://api.ebay.com/buy/browse/v1/item/v1%7C255%7C0"
    (found,) = read("ebay", item(estimatedAvailabilities=[estimate]), url, spec=SPEC).offers
    assert (found.stock, found.quantity) == (stock, quantity)


def test_what_is_listed_can_be_bought_where_the_source_says_so() -> None:
    from answers import answer

    from scrapers.read import read_page

    source = SourceSpec(url=LIST, kind=Kind.API, lists_only_in_stock=True)
    (found,) = read_page(answer({"itemSummaries": [item()]}, LIST), SPEC, source).offers
    assert found.stock is Stock.IN_STOCK


def test_the_next_page_is_the_one_that_is_named() -> None:
    following = f"{LIST}&offset=2"
    assert read("ebay", {"next": following, "itemSummaries": [item()]}, LIST, spec=SPEC).next_url == following
    assert read("ebay", {"next": 7, "itemSummaries": [item()]}, LIST, spec=SPEC).next_url is None


def test_nothing_found_has_no_list() -> None:
    reading = read("ebay", {"href": LIST, "total": 0, "limit": 2, "offset": 0}, LIST, spec=SPEC)
    assert (reading.offers, reading.complete, reading.next_url) == ([], True, None)


def test_a_variant_keeps_its_number() -> None:
    assert offer(itemWebUrl="https://www.ebay.com/itm/255?var=901&hash=x").url == "https://www.ebay.com/itm/255?var=901"
