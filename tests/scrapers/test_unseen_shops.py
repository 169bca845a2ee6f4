"""Ways in which shop software writes price and stock that mislead a reader, one small page for each."""

import json
from decimal import Decimal

import pytest
from reading_help import html, page, read_product, retailer, source

from scrapers.errors import LayoutChanged
from scrapers.market import MARKETS
from scrapers.money import PriceKind, read_price
from scrapers.offer import Stock
from scrapers.read import read_page
from scrapers.spec import Kind
from scrapers.stock import denies_sending, read_stock

TITLE = "<h1>Northwind RTX 9090 Storm 24GB</h1>"
BUY = "<button>Add to cart</button>"
PRICE = '<p class="price">$1,299.99</p>'


@pytest.mark.parametrize(
    ("market", "markup", "price"),
    [
        # Words of sisters that only a style sheet keeps apart.
        ("tr", "<div><span>54.999 TL</span><span>Son 30 Günün En Düşük Fiyatı: 53.999 TL</span></div>", "54999"),
        ("tr", "<div><span>54.999,00</span><span>TL</span><span>KDV Dahil</span></div>", "54999"),
        ("tr", "<div><span>Kargo: 99,90 TL</span><span>Fiyat: 54.999,00 TL</span></div>", "54999"),
        ("us", "<div><span>Was $1,499.00</span><span>now $1,299.00</span><span>12 x $108.25</span></div>", "1299"),
        # One number written in pieces stays one.
        ("us", "<div><span>$</span><span>1,299</span><span>.</span><span>99</span></div>", "1299.99"),
        # A dash for the cents makes a number money.
        ("de", "<div><span>nur 1249,-</span></div>", "1249"),
        ("se", "<div><span>13 990:-</span><span>Tidigare lägsta pris 12 990:-</span></div>", "13990"),
        # What a card, a club or a coupon makes of it is never the price beside the one that all pay.
        ("kr", '<p class="price">판매가 <b>929,000</b>원</p><p>카드할인가 899,000원</p>', "929000"),
        ("pl", "<div><b>5 299<sup>00</sup> zł</b><span>z kodem: 5 199,00 zł</span></div>", "5299"),
        ("us", "<div><span>$1,249.00</span><span>after $50 mail-in rebate: $1,199.00</span></div>", "1249"),
        # The old price only for those who cannot see that it is struck through.
        ("us", "<p><s><i>Price reduced from</i> $649.99 <i>to</i></s> <span>$579.99</span></p>", "579.99"),
        # A note in brackets belongs to the price in its own line.
        ("jp", "<p>価格 <b>¥136,182</b>（税抜）</p><p><b>¥149,800</b>（税込）</p><p>在庫あり</p>", "149800"),
    ],
)  # fmt: skip
def test_prices_side_by_side(market: str, markup: str, price: str) -> None:
    offer = read_product(html(f"{TITLE}<main>{markup}</main><button>カートに入れる</button>"), market=market)
    assert offer.price == Decimal(price)


@pytest.mark.parametrize(
    ("market", "text", "amount", "kind"),
    [
        ("us", "$569.99 All sold out!", "569.99", PriceKind.LIST),  # no "al l"itre
        ("de", "1.299,00 € am Lager", "1299", PriceKind.LIST),  # no "a m"etre
        ("us", "Price reduced from $649.99 to $579.99", "579.99", PriceKind.LIST),
        ("us", "after $50 mail-in rebate: $1,199.00", "1199", PriceKind.COUPON),
        ("us", "$1,299.00 Save: $50.00", "1299", PriceKind.LIST),
    ],
)
def test_words_beside_amounts(market: str, text: str, amount: str, kind: PriceKind) -> None:
    money = read_price(text, market=MARKETS[market])
    assert money is not None
    assert (money.amount, money.kind) == (Decimal(amount), kind)


@pytest.mark.parametrize("text", ["1,29 € / l", "4,99 € per kg", "0 - 10.000 TL"])
def test_prices_of_measures_and_filters_are_no_prices(text: str) -> None:
    assert read_price(text, market=MARKETS["de"]) is None


@pytest.mark.parametrize(
    ("markup", "stock"),
    [
        # That it comes later, said with a time, counts; a time alone does not.
        ("<p>On backorder. Expected to ship in 4-6 weeks.</p>" + BUY, Stock.BACKORDER),
        ("<p>Back Order — the item will ship on Dec 14</p>" + BUY, Stock.BACKORDER),
        ("<p>Special order – ships in 3 to 5 weeks</p>" + BUY, Stock.BACKORDER),
        ("<p>Expected in stock 12/20/2026</p>" + BUY, Stock.BACKORDER),
        ("<p>Erscheint am 30.01.2027</p>" + BUY, Stock.PREORDER),
        ("<p>Availability: Pre-Order (ships 12 Dec)</p>" + BUY, Stock.PREORDER),
        ("<p>Expected availability: 2-4 weeks</p>" + BUY, Stock.IN_STOCK),
        # Not sent, but in a store.
        ("<p>Not available for shipping</p><p>Available for in-store pickup only at 14 stores</p>", Stock.IN_STORE_ONLY),
        ("<p>Online nicht verfügbar</p><p>Nur im Markt erhältlich</p>", Stock.IN_STORE_ONLY),
        ("<p>Sold out</p><p>In store only</p>", Stock.OUT_OF_STOCK),
        # A link that leads nowhere is a button.
        ('<a href="javascript:void(0)">Sepete Ekle</a>', Stock.IN_STOCK),
        ('<a href="#">Gelince Haber Ver</a>', Stock.OUT_OF_STOCK),
        ('<a href="/how-to-buy">Buy</a>', None),
        # Pictures speak too, but not those of other items.
        ('<img src="so.gif" alt="품절">', Stock.OUT_OF_STOCK),
        ('<section class="related"><img src="so.gif" alt="Sold out"></section>', None),
        ('<img src="a.jpg" alt="Northwind RTX 9090 Storm 24GB">', None),
        ("<p>nur 1249,-</p>" + BUY, Stock.IN_STOCK),
    ],
)  # fmt: skip
def test_stock_beside_a_price(markup: str, stock: Stock | None) -> None:
    assert read_product(html(TITLE + PRICE + markup)).stock is stock


@pytest.mark.parametrize(
    ("text", "stock"),
    [
        ("Stok Durumu: Var", Stock.IN_STOCK),
        ("Bu ürün satışa kapalıdır", Stock.OUT_OF_STOCK),
        ("Ön Siparişe Özel", Stock.PREORDER),
        ("Abverkauft", Stock.OUT_OF_STOCK),
        ("Dieser Artikel steht derzeit nicht zur Verfügung!", Stock.OUT_OF_STOCK),
        ("Filiale Köln: verfügbar", None),
        ("Store: In stock", None),
        ("Online: in stock", Stock.IN_STOCK),
        ("Only 12 left", Stock.LIMITED),
        ("Only 1249.00", None),
        ("nur 1249,-", None),
    ],
)
def test_stock_lines(text: str, stock: Stock | None) -> None:
    assert read_stock(text) is stock


def test_what_denies_only_that_it_is_sent() -> None:
    assert denies_sending("Not available for shipping")
    assert not denies_sending("Out of stock")
    assert not denies_sending("Sold out online, in store only")


@pytest.mark.parametrize(
    ("markup", "stock"),
    [
        ("<button disabled>Add to cart</button>", None),
        ("<button disabled>Add to cart</button><p>In stock</p>", Stock.IN_STOCK),
        ("<button disabled>Search</button>", Stock.IN_STOCK),
        (BUY, Stock.IN_STOCK),
    ],
)
def test_data_that_say_in_stock_beside_a_dead_button(markup: str, stock: Stock | None) -> None:
    data = {
        "@type": "Product",
        "name": "Northwind RTX 9090 Storm 24GB",
        "offers": {"price": "1299.99", "priceCurrency": "USD", "availability": "InStock"},
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert read_product(html(TITLE + PRICE + markup, head=head)).stock is stock


def test_filters_above_a_list_are_no_item() -> None:
    filters = "<aside><label>0 - 10.000 TL</label><label>10.000 TL - 20.000 TL</label></aside>"
    cards = "".join(
        f'<div class="card"><a href="/u/{n}">Poyraz RTX 50{n}0 16GB</a><b>{n}9.999,00 TL</b></div>'
        for n in (5, 6, 7, 8)
    )
    offers = read_page(page(html(f"<h1>Ekran Kartı</h1>{filters}<div>{cards}</div>", lang="tr"))).offers
    assert [offer.price for offer in offers] == [Decimal(f"{n}9999") for n in (5, 6, 7, 8)]


def test_a_title_alone_is_no_sold_out_item() -> None:
    with pytest.raises(LayoutChanged):
        read_page(page(html("<h1>We'll be back soon!</h1><p>We are performing some maintenance at the moment.</p>")))


def test_a_search_that_finds_nothing_is_read_whoever_asks() -> None:
    reading = read_page(page(html("<h1>Search</h1><p>No products were found matching your selection.</p>")))
    assert (reading.offers, reading.complete) == ([], True)


@pytest.mark.parametrize(
    "frame",
    ["<header><a href='/cart'>0 items</a></header>", "<div class='mini-cart'><p>There are no products</p></div>"],
)
def test_an_empty_basket_is_no_empty_list(frame: str) -> None:
    with pytest.raises(LayoutChanged):
        read_page(page(html(f"{frame}<h1>Cards</h1><p>Loading</p>")), retailer(), source(Kind.LIST))
