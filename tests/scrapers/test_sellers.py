"""One word for a seller on all sites, and which kind it is."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_help import html, page, retailer, source

import scrapers
from scrapers.offer import Offer, SellerKind
from scrapers.read import read_page
from scrapers.seller_names import is_known_shop, known_shops, seller_group
from scrapers.sellers import group_of, with_seller
from scrapers.spec import Kind, RetailerSpec, Tier

KNOWN = tomllib.loads((Path(scrapers.__file__).parent / "sellers.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("amazon", "Amazon|amazon.com|Amazon.de|Amazon.com.tr|AMAZON EU S.à r.l.|Amazon EU SARL, Niederlassung Deutschland|Amazon Resale|Amazon Warehouse|Amazon.co.uk|Amazon US"),
        ("mediamarkt", "MediaMarkt|Media Markt|MEDİAMARKT|mediamarkt.com.tr|MediaMarkt Türkiye|Media Markt Turkey Tic. Ltd. Şti.|MediaMarkt Resmi Mağazası|MEDIA-MARKT DE"),
        ("vatan", "Vatan Bilgisayar|VATAN BİLGİSAYAR|vatanbilgisayar.com|Vatan Bilgisayar San. ve Tic. A.Ş.|Vatan"),
        ("itopya", "İtopya|ITOPYA|itopya.com|Itopya Bilişim|İTOPYA Store"),
        ("incehesap", "İncehesap|ince hesap|INCEHESAP.COM"),
        ("teknosa", "Teknosa|TEKNOSA İç ve Dış Ticaret A.Ş.|teknosa.com"),
        ("gaminggentr", "Gaming.gen.tr|GAMING.GEN.TR|gaming.gen.tr Mağazası"),
        ("n11", "n11|n11.com|N11.COM"),
        ("xkom", "x-kom|X-KOM sp. z o.o.|x-kom.pl|sklep x-kom"),
        ("morele", "morele.net|Morele|Grupa Morele Sp. z o.o."),
        ("mindfactory", "Mindfactory AG|mindfactory.de|Mindfactory Shop"),
        ("notebooksbilliger", "notebooksbilliger.de AG|Notebooksbilliger|NBB"),
        ("bhphotovideo", "B&H|B&H Photo|B&H Photo-Video, Inc.|B&H Photo Video"),
        ("bestbuy", "Best Buy|BestBuy.com|Best Buy Co., Inc.|Best Buy Canada Ltd."),
        ("ldlc", "LDLC|LDLC.com|Groupe LDLC SA"),
        ("foniks", "Føniks Computer ApS|foniks.dk|FØNIKS"),
        ("jd", "京东|京东自营旗舰店|JD.com"),
        ("compuzone", "컴퓨존|(주)컴퓨존|컴퓨존 공식스토어"),
        ("tsukumo", "ツクモ|ツクモ 楽天市場店|TSUKUMO"),
        ("citilink", "Ситилинк|ООО Ситилинк|СИТИЛИНК"),
    ],
)  # fmt: skip
def test_all_spellings_of_a_shop_are_one_word(group: str, names: str) -> None:
    assert {name: seller_group(name) for name in names.split("|")} == dict.fromkeys(names.split("|"), group)
    assert is_known_shop(group)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northwind Traders GmbH & Co. KG", "northwind traders"),
        ("Quick Flip, LLC", "QUICKFLIP"),
        ("Kartçı Ltd. Şti.", "KARTCI"),
        ("Pixel S.r.l.", "pixel.it"),
        ("Pixel B.V.", "Pixel Store"),
        ("Nordic Chips A/S", "nordicchips.dk"),
        ("Tech Deals (99.3% positive)", "Tech-Deals"),
        ("https://www.some-shop.com.au", "Some Shop"),
        ("Çelik Bilgisayar Sanayi ve Ticaret Limited Şirketi", "ÇELİK BİLGİSAYAR"),
    ],
)
def test_unknown_sellers_lose_the_same_words(one: str, other: str) -> None:
    assert seller_group(one) == seller_group(other)
    assert not is_known_shop(seller_group(one) or "")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Amazonas Traders", "Amazon"), ("Vatanseven", "Vatan"), ("Best Buys 4U", "Best Buy"), ("Nova", "Nova Tech"), ("Scanner Shop", "Scan")],
)  # fmt: skip
def test_sellers_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert seller_group(one) != seller_group(other)


@pytest.mark.parametrize("name", ["", " ", "***", "()", "—", "🎁"])
def test_what_names_nobody_has_no_group(name: str) -> None:
    assert seller_group(name) is None


@pytest.mark.parametrize("name", ["Store", "GmbH", "Shop.com", "Mağaza", "(x)", "US"])
def test_a_name_of_nothing_but_common_words_keeps_one(name: str) -> None:
    assert seller_group(name)


@given(st.text(max_size=60))
def test_a_group_is_one_word_and_its_own_group(name: str) -> None:
    group = seller_group(name)
    if group is not None:
        assert group == group.casefold() or not group.isascii()
        assert all(char.isalnum() for char in group if char.isascii())
        assert seller_group(group) is not None


@given(
    st.sampled_from(sorted(known_shops())),
    st.sampled_from(
        ["", " GmbH", " Inc.", " A.Ş.", " Ltd. Şti.", " sp. z o.o.", " Store", ".com", ".com.tr", " (4,7)"]
    ),
)
def test_a_known_shop_is_known_with_anything_behind_it(name: str, behind: str) -> None:
    assert seller_group(name + behind) == known_shops()[name]


def test_the_table_is_large_and_says_nothing_twice() -> None:
    shops = {group for country in KNOWN.values() for group in country}
    assert len(shops) == sum(len(country) for country in KNOWN.values()), "a shop stands under two countries"
    assert len(shops) >= 150
    assert len(KNOWN) >= 15
    spelled = [name for country in KNOWN.values() for names in country.values() for name in names]
    assert len(spelled) == len(set(spelled))
    for country in KNOWN.values():
        for group, names in country.items():
            assert {seller_group(name) for name in (group, *names)} == {group}


def of(seller: str | None, first_party: bool | None = None) -> Offer:  # noqa: FBT001 - as the offer has it
    return Offer(title="Card", url="https://shop.example/p/1", seller=seller, first_party=first_party)


def shop(tier: Tier = Tier.FIRST_PARTY, title: str = "My Shop") -> RetailerSpec:
    return RetailerSpec(
        name="shop", title=title, url="https://shop.example", market="us", platform="schema_org", tier=tier
    )


@pytest.mark.parametrize(
    ("offer", "tier", "kind", "group"),
    [
        (of(None), Tier.FIRST_PARTY, SellerKind.RETAILER, "my"),
        (of(None), Tier.MARKETPLACE, SellerKind.UNKNOWN, None),
        (of(None), Tier.AGGREGATOR, SellerKind.UNKNOWN, None),
        (of(None), Tier.AUCTION, SellerKind.UNKNOWN, None),
        (of(None, first_party=True), Tier.MARKETPLACE, SellerKind.RETAILER, "my"),
        (of(None, first_party=False), Tier.MARKETPLACE, SellerKind.MARKETPLACE, None),
        (of(None, first_party=False), Tier.AGGREGATOR, SellerKind.UNKNOWN, None),
        (of("My Shop GmbH"), Tier.MARKETPLACE, SellerKind.RETAILER, "my"),
        (of("Media Markt", first_party=False), Tier.MARKETPLACE, SellerKind.KNOWN_SHOP, "mediamarkt"),
        (of("Media Markt", first_party=False), Tier.AGGREGATOR, SellerKind.KNOWN_SHOP, "mediamarkt"),
        (of("QuickFlip LLC", first_party=False), Tier.MARKETPLACE, SellerKind.MARKETPLACE, "quickflip"),
        (of("QuickFlip LLC", first_party=False), Tier.FIRST_PARTY, SellerKind.MARKETPLACE, "quickflip"),
        (of("jane_doe77", first_party=False), Tier.AUCTION, SellerKind.MARKETPLACE, "janedoe77"),
        (of("***"), Tier.MARKETPLACE, SellerKind.UNKNOWN, None),
    ],
)
def test_kind_and_group(offer: Offer, tier: Tier, kind: SellerKind, group: str | None) -> None:
    told = with_seller(offer, shop(tier))
    assert (told.seller_kind, told.seller_group) == (kind, group)
    assert told.seller == offer.seller


def test_nobody_described_the_shop() -> None:
    assert with_seller(of(None), None).seller_kind is SellerKind.UNKNOWN
    own = with_seller(of("Newegg", first_party=True), None)
    assert (own.seller_kind, own.seller_group) == (SellerKind.RETAILER, "newegg")
    assert with_seller(of("Newegg", first_party=False), None).seller_kind is SellerKind.KNOWN_SHOP


def test_one_shop_on_four_marketplaces_and_at_home_is_one_seller() -> None:
    places = ["trendyol", "hepsiburada", "n11", "pazarama"]
    names = ["MediaMarkt", "Media Markt", "MEDİA MARKT Resmi Mağaza", "mediamarkt.com.tr"]
    abroad = {
        with_seller(of(name, first_party=False), shop(Tier.MARKETPLACE, place)).seller_group
        for place, name in zip(places, names, strict=True)
    }
    assert abroad == {with_seller(of(None), shop(title="MediaMarkt")).seller_group} == {"mediamarkt"}


def test_a_retailer_is_known_by_its_host_where_its_title_says_less() -> None:
    spec = RetailerSpec(
        name="v", title="Bilgisayar Dünyası", url="https://www.vatanbilgisayar.com", market="tr", platform="schema_org"
    )
    assert group_of(spec) == "vatan"


@pytest.mark.parametrize("platform", ["schema_org", "selectors", "aggregator"])
def test_every_platform_tells_the_seller(platform: str) -> None:
    text = html('<h1>Card X 12</h1><p class="price">$99.00</p><button>Add to cart</button>')
    offer = read_page(page(text), retailer(platform), source(Kind.PRODUCT)).offers[0]
    assert (offer.seller_kind, offer.seller_group) == (SellerKind.RETAILER, "shop")
