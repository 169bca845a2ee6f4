"""NVIDIA's store: its own articles, and the retailers it names."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from answers import read, retailer
from reading_help import RECORDED

from monitor.catalog.catalog import load_catalog
from monitor.catalog.matcher import Matcher
from scrapers.errors import LayoutChanged
from scrapers.offer import Offer, SellerKind, Stock
from scrapers.page import Page
from scrapers.read import read_page

HOME = "https://marketplace.nvidia.com/de-de/"
INVENTORY = "https://api.store.nvidia.com/partner/v1/feinventory?locale=DE"
SEARCH = "https://api.nvidia.partners/edge/product/search?locale=de-de"
SAMPLES = RECORDED / "nvidia_api_samples"
SPEC = retailer("nvidia", market="de", url=HOME)


def inventory(**more: Any) -> Offer:
    entry = {"is_active": "true", "product_url": "", "price": "619", "fe_sku": "NVGFT570_DE", "locale": "DE"} | more
    (offer,) = read("nvidia", {"success": True, "map": None, "listMap": [entry]}, INVENTORY, spec=SPEC).offers
    return offer


def seller(**more: Any) -> dict[str, Any]:
    return {
        "isAvailable": True, "salePrice": "1229.0", "purchaseLink": "https://shop.example/5080", "directPurchaseLink": None,
        "retailerName": "https://www.shop.example", "sku": "PRO580GFTNV", "stock": 0,
    } | more  # fmt: skip


def product(*sellers: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "productTitle": "NVIDIA GeForce RTX 5080", "productSKU": "PRO580GFTNV", "productPrice": "€1,229.00",
        "productAvailable": False, "prdStatus": "buy_now", "locale": "FI", "retailers": list(sellers),
        "internalLink": "https://marketplace.nvidia.com/fi-fi/5080/",
    } | more  # fmt: skip


def offers(*items: dict[str, Any]) -> list[Offer]:
    return read("nvidia", list(items), SEARCH, spec=SPEC).offers


# Its own articles


def test_an_article_on_sale() -> None:
    offer = inventory()
    assert (offer.price, offer.currency, offer.stock) == (Decimal(619), "EUR", Stock.IN_STOCK)
    assert (offer.seller, offer.first_party, offer.seller_kind) == (None, True, SellerKind.RETAILER)
    assert (offer.sku, offer.url) == ("NVGFT570_DE", HOME)


def test_an_article_that_a_retailer_sells() -> None:
    offer = inventory(product_url="https://www.scan.co.uk/nvidia/5070", locale="UK")
    assert (offer.seller, offer.first_party, offer.currency) == ("scan.co.uk", False, "GBP")
    assert offer.url == "https://www.scan.co.uk/nvidia/5070"


@pytest.mark.parametrize("active", ["true", "false"])
def test_a_million_is_no_price(active: str) -> None:
    offer = inventory(price="1000000", is_active=active)
    assert (offer.price, offer.currency, offer.stock) == (None, None, Stock.OUT_OF_STOCK)


@pytest.mark.parametrize(
    ("active", "stock"), [("false", Stock.OUT_OF_STOCK), (False, Stock.OUT_OF_STOCK), (None, None)]
)
def test_an_article_that_is_not_active(active: object, stock: Stock | None) -> None:
    assert inventory(is_active=active).stock is stock


@pytest.mark.parametrize(
    ("article", "gpu"),
    [
        ("NVGFT080T_UK", "GeForce RTX 3080 Ti"),
        ("NVGFT070_DE", "GeForce RTX 3070"),
        ("NVGFT490_FR", "GeForce RTX 4090"),
        ("NVGFT480S_FR", "GeForce RTX 4080 SUPER"),
        ("PRONVGFT570SHOP_DE", "GeForce RTX 5070"),
        ("PRO580GFTNV_FI", "GeForce RTX 5080"),
        ("Pro5090FE_FI", "GeForce RTX 5090"),
        ("NVGFT590T_DE", None),
        ("NVGFT570X_DE", None),
        ("NVFTXX_DE", None),
    ],
)
def test_an_article_number_names_a_card_or_only_itself(article: str, gpu: str | None) -> None:
    title = inventory(fe_sku=article).title
    found = Matcher(load_catalog()).match(title).gpu
    assert (found or "").lower() == (gpu or "").lower(), title
    assert gpu or article in title


def test_nothing_on_sale_is_an_answer() -> None:
    reading = read("nvidia", {"success": True, "map": None, "listMap": []}, INVENTORY, spec=SPEC)
    assert (reading.offers, reading.complete) == ([], True)


def test_a_failure_is_no_empty_list() -> None:
    with pytest.raises(LayoutChanged):
        read("nvidia", {"success": False, "map": None, "listMap": []}, INVENTORY, spec=SPEC)


# Products and their retailers


def test_every_retailer_is_an_offer() -> None:
    own = seller(
        retailerName="", purchaseLink="https://marketplace.nvidia.com/fi-fi/5080/", salePrice="1199.0", mrp="1229.0"
    )
    first, second = offers(product(seller(), own))
    assert (first.seller, first.first_party, first.seller_kind) == ("shop.example", False, SellerKind.MARKETPLACE)
    assert (second.seller, second.first_party, second.seller_kind) == (None, True, SellerKind.RETAILER)
    assert (first.price, first.currency, first.previous_price) == (Decimal("1229.0"), "EUR", None)
    assert (second.price, second.previous_price) == (Decimal("1199.0"), Decimal("1229.0"))
    assert first.url == "https://shop.example/5080"
    assert {first.stock, second.stock} == {Stock.IN_STOCK}


@pytest.mark.parametrize(
    ("state", "available", "stock"),
    [
        ("out_of_stock", True, Stock.OUT_OF_STOCK),
        ("buy_now", True, Stock.IN_STOCK),
        ("buy_now", False, Stock.OUT_OF_STOCK),
        ("check_availability", True, None),
        ("check_availability", False, Stock.OUT_OF_STOCK),
        ("pre_order", True, Stock.PREORDER),
        ("", True, None),
    ],
)
def test_the_products_state_goes_before_the_retailers(state: str, available: object, stock: Stock | None) -> None:
    (offer,) = offers(product(seller(isAvailable=available), prdStatus=state))
    assert offer.stock is stock


def test_a_million_is_no_price_at_a_retailer_either() -> None:
    (offer,) = offers(product(seller(salePrice="1000000")))
    assert (offer.price, offer.stock) == (None, Stock.OUT_OF_STOCK)


def test_a_product_that_nobody_sells() -> None:
    (offer,) = offers(product(prdStatus="out_of_stock"))
    assert (offer.price, offer.currency, offer.stock) == (Decimal("1229.00"), "EUR", Stock.OUT_OF_STOCK)
    assert offer.url == "https://marketplace.nvidia.com/fi-fi/5080/"


def test_a_whole_search_result() -> None:
    other = product(seller(), productTitle="NVIDIA GeForce RTX 5090", productSKU="PRO590GFTNV")
    answer = {"searchedProducts": {"featuredProduct": product(seller()), "productDetails": [other]}}
    found = read("nvidia", answer, SEARCH, spec=SPEC).offers
    assert [offer.title[-4:] for offer in found] == ["5080", "5090"]


# As recorded


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="recorded answers are not here")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("feinventory_DE_active_no_url", [("619", "EUR", Stock.IN_STOCK, None)]),
        ("feinventory_DE_inactive", [(None, None, Stock.OUT_OF_STOCK, None)]),
        ("feinventory_DE_empty", []),
        ("feinventory_UK_active_url", [("929.004", "GBP", Stock.IN_STOCK, "scan.co.uk")]),
        (
            "edge_product_search_items_FI_2025_PJM178",
            [("1229.0", "EUR", Stock.OUT_OF_STOCK, None), ("2455.0", "EUR", Stock.OUT_OF_STOCK, None)],
        ),
        ("edge_product_search_item_FR_3060ti_abridged", [("419.00", "EUR", Stock.OUT_OF_STOCK, "ldlc.com")]),
    ],
)
def test_recorded_answers(name: str, expected: list[tuple[str | None, str | None, Stock, str | None]]) -> None:
    body = Path(SAMPLES / f"{name}.json").read_bytes()
    found = read_page(Page(INVENTORY, body), SPEC).offers
    told = [(str(offer.price) if offer.price else None, offer.currency, offer.stock, offer.seller) for offer in found]
    assert told == expected
