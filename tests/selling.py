"""Shops on loopback that publish the same goods in different ways, for tests of looking at a shop nobody described."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from shopserver import ShopServer


@dataclass(frozen=True)
class Good:
    """What a shop sells."""

    number: int
    title: str
    price: Decimal
    in_stock: bool

    @property
    def facts(self) -> tuple[str, str, bool]:
        """What must be read of it, wherever it is published."""
        return self.title, f"{self.price:f}", self.in_stock


GOODS: Final = [
    Good(1, "ASUS Prime GeForce RTX 5070 Ti 16GB", Decimal("849.90"), in_stock=True),
    Good(2, "MSI GeForce RTX 5080 16G Gaming Trio", Decimal("1199.00"), in_stock=False),
    Good(3, "Gigabyte GeForce RTX 5090 Windforce 32G", Decimal("2399.00"), in_stock=True),
    Good(4, "Sapphire Pulse Radeon RX 9070 XT 16GB", Decimal("649.90"), in_stock=True),
    Good(5, "XFX Swift Radeon RX 9070 16GB", Decimal("589.00"), in_stock=False),
    Good(6, "Palit GeForce RTX 5060 Ti 8GB Infinity", Decimal("379.50"), in_stock=True),
]
_SCHEMA: Final = {True: "https://schema.org/InStock", False: "https://schema.org/OutOfStock"}


def whole(body: str, *, head: str = "", lang: str = "en", classes: str = "") -> str:
    """A page around some markup, with what every shop has on it."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Graphics cards</title>{head}</head>'
        f'<body class="{classes}"><nav><a href="/">Home</a> <a href="/cart">Cart</a></nav>{body}'
        '<form><input type="hidden" name="csrf_token" value="d41d8cd98f00b204e9800998ecf8427e"></form>'
        '<footer><a href="/imprint">Imprint</a> visitor@example.com</footer></body></html>'
    )


def euros(price: Decimal) -> str:
    """A price as Germans write it."""
    return f"{price:,.2f}".replace(",", "x").replace(".", ",").replace("x", ".") + " €"


def lira(price: Decimal) -> str:
    """A price as Turks write it."""
    return euros(price).replace(" €", " TL")


def json_ld_shop(shop: ShopServer) -> str:
    """A German list on two pages and product pages, all with JSON-LD; answers the list's path."""
    for number, goods in ((1, GOODS[:4]), (2, GOODS[4:])):
        items = [{"@type": "ListItem", "position": each.number, "item": _product(shop, each)} for each in goods]
        data = {"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items}
        following = '<a rel="next" href="/karten?seite=2">Weiter</a>' if number == 1 else ""
        cards = "".join(
            f'<li class="card"><a href="/p/{each.number}">{each.title}</a> <b>{euros(each.price)}</b></li>'
            for each in goods
        )
        page = whole(f"<ul>{cards}</ul>{following}", head=_script(data), lang="de")
        shop.page("/karten" if number == 1 else "/karten?seite=2", page)
    for each in GOODS:
        button = "<button>In den Warenkorb</button>" if each.in_stock else "<p>Ausverkauft</p>"
        body = f"<h1>{each.title}</h1><p>{euros(each.price)}</p>{button}"
        shop.page(f"/p/{each.number}", whole(body, head=_script(_product(shop, each)), lang="de"))
    return "/karten"


def _script(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def _product(shop: ShopServer, good: Good) -> dict[str, object]:
    offer = {
        "@type": "Offer",
        "price": f"{good.price:f}",
        "priceCurrency": "EUR",
        "availability": _SCHEMA[good.in_stock],
    }
    url = shop.url(f"/p/{good.number}")
    return {"@context": "https://schema.org", "@type": "Product", "name": good.title, "url": url, "offers": offer}


def turkish_shop(shop: ShopServer) -> str:
    """Plain cards without data, lira prices, class names made by a build tool; answers the list's path."""
    for number, goods in ((1, GOODS[:4]), (2, GOODS[4:])):
        cards = "".join(
            f'<div class="css-1x9f3k sc-bdVaJa"><a class="css-kq2l1m" href="/urun/{each.number}"><img src="/r.jpg" alt=""></a>'
            f'<h3 class="css-8h2j4k"><a href="/urun/{each.number}">{each.title}</a></h3>'
            f'<div class="css-0p9o8i"><del>{lira(each.price * 60)}</del><span class="css-q1w2e3">{lira(each.price * 50)}</span></div>'
            f'<p class="css-z9y8x7">{"Stokta var" if each.in_stock else "Tükendi"}</p></div>'
            for each in goods
        )
        following = '<a class="css-1q2w3e" rel="next" href="/ekran-karti?sayfa=2">Sonraki</a>' if number == 1 else ""
        body = f'<main class="css-0a1b2c"><div class="css-9z8y7x">{cards}</div><div class="pagination">{following}</div></main>'
        shop.page("/ekran-karti" if number == 1 else "/ekran-karti?sayfa=2", whole(body, lang="tr"))
    for each in GOODS:
        button = "<button>Sepete ekle</button>" if each.in_stock else "<p>Tükendi</p>"
        shop.page(
            f"/urun/{each.number}", whole(f"<h1>{each.title}</h1><p>{lira(each.price * 50)}</p>{button}", lang="tr")
        )
    return "/ekran-karti"


def microdata_page(good: Good) -> str:
    """A product's page of a British shop with microdata."""
    state = "In stock" if good.in_stock else "Sold out"
    return whole(
        f'<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">{good.title}</h1>'
        '<div itemprop="offers" itemscope itemtype="https://schema.org/Offer">'
        f'<span itemprop="price" content="{good.price}">£{good.price:,}</span><meta itemprop="priceCurrency" content="GBP">'
        f'<link itemprop="availability" href="{_SCHEMA[good.in_stock]}">{state}</div><button>Add to basket</button></div>',
        lang="en-GB",
    )


def _cards(path: str, currency: str) -> str:
    return "".join(
        f'<li class="product-card"><a class="product-name" href="{path}/{each.number}">{each.title}</a>'
        f'<span class="price">{currency}{each.price:,}</span>'
        f'<p class="stock">{"In stock" if each.in_stock else "Sold out"}</p></li>'
        for each in GOODS
    )


def shopify_shop(shop: ShopServer) -> str:
    """A list with Shopify's marks, and the shop's products.json; answers the list's path."""
    mark = '<script src="https://cdn.shopify.com/s/files/theme.js"></script>'
    shop.page("/collections/gpus", whole(f"<ul>{_cards('/products', '$')}</ul>", head=mark))
    products = [
        {
            "id": each.number,
            "title": each.title,
            "handle": str(each.number),
            "variants": [
                {
                    "id": 10 + each.number,
                    "title": "Default Title",
                    "price": f"{each.price:.2f}",
                    "available": each.in_stock,
                }
            ],
        }
        for each in GOODS
    ]
    kind = {"Content-Type": "application/json"}
    shop.page("/collections/gpus/products.json", json.dumps({"products": products}), headers=kind)
    _product_pages(shop, "/products")
    return "/collections/gpus"


def woocommerce_shop(shop: ShopServer) -> str:
    """A list with WooCommerce's marks, and the Store API; answers the list's path."""
    mark = '<link rel="stylesheet" href="/wp-content/plugins/woocommerce/assets/css/woocommerce.css">'
    classes = "archive tax-product_cat term-gpus term-15 woocommerce woocommerce-page"
    shop.page("/product-category/gpus/", whole(f"<ul>{_cards('/product', '$')}</ul>", head=mark, classes=classes))
    products = [
        {
            "id": each.number,
            "name": each.title,
            "permalink": shop.url(f"/product/{each.number}"),
            "sku": f"SKU-{each.number}",
            "prices": {"price": f"{each.price * 100:.0f}", "currency_code": "USD", "currency_minor_unit": 2},
            "is_in_stock": each.in_stock,
            "is_purchasable": True,
        }
        for each in GOODS
    ]
    kind = {"Content-Type": "application/json", "X-WP-TotalPages": "1"}
    shop.page("/wp-json/wc/store/v1/products", json.dumps(products), headers=kind)
    _product_pages(shop, "/product")
    return "/product-category/gpus/"


def _product_pages(shop: ShopServer, path: str) -> None:
    for each in GOODS:
        button = "<button>Add to cart</button>" if each.in_stock else "<p>Sold out</p>"
        shop.page(f"{path}/{each.number}", whole(f"<h1>{each.title}</h1><p>${each.price:,}</p>{button}"))
