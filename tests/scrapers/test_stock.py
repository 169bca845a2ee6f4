"""What stock lines, buttons and machine fields say, row by row and by language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.offer import Condition, Stock
from scrapers.phrases import Vocabulary, fold
from scrapers.stock import read_button, read_condition, read_stock, schema_condition, schema_stock
from scrapers.stock_fillers import ALONE
from scrapers.stock_words import STOCK_PHRASES

NOTHING = """
    |GeForce RTX 5090|Livestock feed|Stockholm|stockings|Stockade fence|Woodstock edition|Check availability|Check stock|View availability
    Check store availability|While stocks last|Only show in-stock items|Available in 3 colours|Also available in black|Image not available|Stock photo
    Free shipping available|Financing available|Sold by Northwind|Ships from and sold by Northwind|Notify me about other colours|Limited edition
    Limited time offer|3 year limited warranty|Limit 2 per customer|Save 20%|In your cart|Reviews (12)|Out of 5 stars|4.5 out of 5|Last 30 days
    Verfügbarkeit|Verfügbarkeit prüfen|Filialverfügbarkeit prüfen|Solange der Vorrat reicht|Bild nicht verfügbar|Verfügbare Farben
    Disponibilité|Vérifier la disponibilité|Dans la limite des stocks disponibles|Voir les couleurs disponibles|Disponibilidad|Disponibilità
    Dostępność|Sprawdź dostępność|Brak opinii|Dostupnost|Zobacz produkty dostępne|Elérhetőség|Disponibilitate|Наличност|Διαθεσιμότητα|Lagerstatus
    Stok durumu|Stok kodu: 123|Stoklarla sınırlıdır|Mağaza stok durumu|Renk seçenekleri mevcut|Son 30 günün en düşük fiyatı|Son 10 Günün En Düşük Fiyatı|Yorum yok
    Наличие|Проверить наличие|Отзывов нет|Наявність|在庫確認|在庫限り|재고 확인|查看库存|售完为止|التوفر
    17 personnes ont trouvé cela utile|Cons: None|110箱 已售出|Card (Founders) Limited|Send me an email when my question is answered|Last chance to buy
    Not available in store|Pickup unavailable|Store pickup unavailable|No reviews yet|Not rated|Add to wish list|Compare|Email a friend
"""


@pytest.mark.parametrize("text", [text.strip() for text in NOTHING.replace("\n", "|").split("|")])
def test_words_that_say_nothing_of_stock(text: str) -> None:
    assert read_stock(text) is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("In stock. Only 3 left", Stock.LIMITED),
        ("In stock, 2 left", Stock.LIMITED),
        ("12 in stock (can be backordered)", Stock.IN_STOCK),
        ("Out of stock. Email me when back in stock", Stock.OUT_OF_STOCK),
        ("Sold out. Notify me when it's available", Stock.OUT_OF_STOCK),
        ("In stock. Sold and shipped by Northwind", Stock.IN_STOCK),
        ("In stock. Ships from and sold by Northwind.", Stock.IN_STOCK),
        ("Not available for delivery. Available for in-store pickup only", Stock.IN_STORE_ONLY),
        ("Unavailable online", Stock.OUT_OF_STOCK),
        ("Out of stock online", Stock.OUT_OF_STOCK),
        ("Pre-order: sold out", Stock.OUT_OF_STOCK),
        ("Out of stock, available on backorder", Stock.BACKORDER),
        ("In stock / Out of stock", None),
        (
            "Derzeit nicht verfügbar. Ob und wann dieser Artikel wieder vorrätig sein wird, ist unbekannt.",
            Stock.OUT_OF_STOCK,
        ),
        ("Currently unavailable. We don't know when or if this item will be back in stock.", Stock.OUT_OF_STOCK),
        ("Sold out at this store. Buy in store.", Stock.OUT_OF_STOCK),
        ("1 in stock - Find online. Buy in store.", Stock.IN_STORE_ONLY),
        ("In stock on December 17, 2030.", Stock.BACKORDER),
        ("Gewöhnlich versandfertig in 1 bis 2 Monaten.", Stock.BACKORDER),
        ("Disponibilità: 25 dicembre 2030", None),
        ("Disponibilità: 3", Stock.IN_STOCK),
        ("Any idea when this will be back in stock?", None),
        ("Is discontinued by manufacturer: No", None),
        ("This product has been discontinued.", Stock.OUT_OF_STOCK),
        ("Pre order came late, but the item is perfect", None),
        ("Size S: in stock, size M: sold out", None),
        ("Stock: 0", Stock.OUT_OF_STOCK),
        ("Stock: 12", Stock.IN_STOCK),
        ("Stok: 5 adet", Stock.IN_STOCK),
        ("Lagerbestand: 0", Stock.OUT_OF_STOCK),
        ("10 in stock", Stock.IN_STOCK),
        ("100+ in stock", Stock.IN_STOCK),
        ("0 left in stock", Stock.OUT_OF_STOCK),
        ("Auf Lager: nein, nicht lieferbar", None),
        ("This item is not currently available", Stock.OUT_OF_STOCK),
        ("Sorry, this product is unavailable", Stock.OUT_OF_STOCK),
        ("Availability: In stock", Stock.IN_STOCK),
        ("Availability: Out of stock", Stock.OUT_OF_STOCK),
        ("Lieferbarkeit: lieferbar", Stock.IN_STOCK),
        ("Ürün stokta yok", Stock.OUT_OF_STOCK),
        ("Ürün stokta değil", Stock.OUT_OF_STOCK),
        ("stoklarımızda yok", Stock.OUT_OF_STOCK),
        ("stoklarımızda mevcut değildir", Stock.OUT_OF_STOCK),
    ],
)
def test_position_negation_and_what_goes_together(text: str, state: Stock | None) -> None:
    assert read_stock(text) is state


@pytest.mark.parametrize(
    ("text", "disabled", "state"),
    [
        ("Add to cart", False, Stock.IN_STOCK),
        ("ADD TO BASKET", False, Stock.IN_STOCK),
        ("Buy now", False, Stock.IN_STOCK),
        ("In den Warenkorb", False, Stock.IN_STOCK),
        ("Sepete Ekle", False, Stock.IN_STOCK),
        ("SEPETE EKLE", False, Stock.IN_STOCK),
        ("Ajouter au panier", False, Stock.IN_STOCK),
        ("Añadir al carrito", False, Stock.IN_STOCK),
        ("Do koszyka", False, Stock.IN_STOCK),
        ("Do košíku", False, Stock.IN_STOCK),
        ("Læg i kurv", False, Stock.IN_STOCK),
        ("Köp", False, Stock.IN_STOCK),
        ("В корзину", False, Stock.IN_STOCK),
        ("カートに入れる", False, Stock.IN_STOCK),
        ("장바구니", False, Stock.IN_STOCK),
        ("加入购物车", False, Stock.IN_STOCK),
        ("أضف إلى السلة", False, Stock.IN_STOCK),
        ("Add to cart", True, None),
        ("Sepete Ekle", True, None),
        ("In stock", True, None),
        ("Sold out", True, Stock.OUT_OF_STOCK),
        ("Sold out", False, Stock.OUT_OF_STOCK),
        ("Gelince Haber Ver", False, Stock.OUT_OF_STOCK),
        ("Notify me", False, Stock.OUT_OF_STOCK),
        ("Pre-order now", False, Stock.PREORDER),
        ("Pre-order now", True, None),
        ("Add to wish list", False, None),
        ("Add to compare", False, None),
        ("Add to favourites", False, None),
        ("Search", False, None),
        ("Subscribe", False, None),
        ("", False, None),
    ],
)
def test_buttons(text: str, disabled: bool, state: Stock | None) -> None:  # noqa: FBT001 - a row of the table
    assert read_button(text, disabled) is state


def test_buy_buttons_are_no_stock_lines() -> None:
    for text in ("Add to cart", "In den Warenkorb", "Sepete Ekle", "カートに入れる"):
        assert read_stock(text) is None


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("https://schema.org/InStock", Stock.IN_STOCK),
        ("http://schema.org/InStock", Stock.IN_STOCK),
        ("http://schema.org/InStock/", Stock.IN_STOCK),
        ("schema:InStock", Stock.IN_STOCK),
        ("https://schema.org/#InStock", Stock.IN_STOCK),
        ("InStock", Stock.IN_STOCK),
        ("INSTOCK", Stock.IN_STOCK),
        ("in stock", Stock.IN_STOCK),
        ("in_stock", Stock.IN_STOCK),
        ("instock", Stock.IN_STOCK),
        ("OnlineOnly", Stock.IN_STOCK),
        ("LimitedAvailability", Stock.LIMITED),
        ("PreOrder", Stock.PREORDER),
        ("PreSale", Stock.PREORDER),
        ("BackOrder", Stock.BACKORDER),
        ("MadeToOrder", Stock.BACKORDER),
        ("available for order", Stock.BACKORDER),
        ("InStoreOnly", Stock.IN_STORE_ONLY),
        ("https://schema.org/OutOfStock", Stock.OUT_OF_STOCK),
        ("out of stock", Stock.OUT_OF_STOCK),
        ("SoldOut", Stock.OUT_OF_STOCK),
        ("Discontinued", Stock.OUT_OF_STOCK),
        ("Reserved", Stock.OUT_OF_STOCK),
        (["InStock"], Stock.IN_STOCK),
        (["InStock", "http://schema.org/InStock"], Stock.IN_STOCK),
        (["InStock", "OutOfStock"], None),
        ({"@id": "http://schema.org/InStock"}, Stock.IN_STOCK),
        ("", None),
        ("https://schema.org/", None),
        ("maybe", None),
        (None, None),
        (True, None),
        (1, None),
        ([], None),
        ({}, None),
    ],
)
def test_schema_stock(value: object, state: Stock | None) -> None:
    assert schema_stock(value) is state


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("New", Condition.NEW),
        ("Brand New", Condition.NEW),
        ("Condition: New", Condition.NEW),
        ("Neu", Condition.NEW),
        ("Sıfır", Condition.NEW),
        ("新品", Condition.NEW),
        ("Open box", Condition.OPEN_BOX),
        ("Open-Box", Condition.OPEN_BOX),
        ("New – Open box", Condition.OPEN_BOX),
        ("Teşhir ürünü", Condition.OPEN_BOX),
        ("B-Ware", Condition.OPEN_BOX),
        ("Refurbished", Condition.REFURBISHED),
        ("Certified - Refurbished", Condition.REFURBISHED),
        ("Generalüberholt", Condition.REFURBISHED),
        ("Reconditionné", Condition.REFURBISHED),
        ("Yenilenmiş", Condition.REFURBISHED),
        ("整備済み品", Condition.REFURBISHED),
        ("Used", Condition.USED),
        ("Pre-owned", Condition.USED),
        ("Gebraucht", Condition.USED),
        ("D'occasion", Condition.USED),
        ("Używany", Condition.USED),
        ("İkinci el", Condition.USED),
        ("中古", Condition.USED),
        ("For parts or not working", Condition.USED),
        ("New arrivals", None),
        ("New & used", None),
        ("New (3) from $499", None),
        ("Newegg", None),
        ("New York", None),
        ("unused cables", None),
        ("Refurbished or used", None),
        ("", None),
    ],
)
def test_condition(text: str, condition: Condition | None) -> None:
    assert read_condition(text) is condition


@pytest.mark.parametrize(
    ("value", "condition"),
    [
        ("https://schema.org/NewCondition", Condition.NEW),
        ("NewCondition", Condition.NEW),
        ("new", Condition.NEW),
        ("http://schema.org/UsedCondition", Condition.USED),
        ("RefurbishedCondition", Condition.REFURBISHED),
        ("DamagedCondition", Condition.USED),
        ("OpenBox", Condition.OPEN_BOX),
        (["NewCondition", "UsedCondition"], None),
        ({"@id": "schema:NewCondition"}, Condition.NEW),
        (None, None),
        ("whatever", None),
    ],
)
def test_schema_condition(value: object, condition: Condition | None) -> None:
    assert schema_condition(value) is condition


def test_no_phrase_is_claimed_twice() -> None:
    owners: dict[str, str] = {}
    for said, phrases in STOCK_PHRASES.items():
        for phrase in map(fold, phrases):
            assert owners.setdefault(phrase, said) == said, phrase
    for stock, phrases in ALONE.items():
        for phrase in map(fold, phrases):
            assert owners.setdefault(phrase, stock.value) == stock.value, phrase


def test_turkish_letters_fold_alike() -> None:
    assert fold("GELİNCE") == fold("gelince") == fold("GELINCE") == fold("Gelınce") == "gelince"
    assert fold("GELİNCE".lower()) == "gelince"
    assert fold("Øre på LAGER") == "øre pa lager"


def test_wildcards_and_overlaps() -> None:
    words = Vocabulary({"short": ["stock"], "long": ["out of stock", "# left", "back _ soon", "taksit*", "7 days"]})
    assert [each.label for each in words.find("out of stock")] == ["long"]
    assert [each.label for each in words.find("stock")] == ["short"]
    assert words.find("stocks") == []
    assert [words.find(text)[0].label for text in ("5 left", "back very soon", "back soon", "taksitle", "7 days")] == [
        "long"
    ] * 5
    assert words.find("back in a week or two soon") == []
    assert words.find("8 days") == []


@given(st.text())
def test_no_text_fails(text: str) -> None:
    assert read_stock(text) in {None, *Stock}
    assert read_button(text, disabled=True) in {None, Stock.OUT_OF_STOCK, Stock.IN_STORE_ONLY}
    assert read_condition(text) in {None, *Condition}


@given(st.one_of(st.text(), st.integers(), st.lists(st.text()), st.dictionaries(st.text(), st.text()), st.none()))
def test_no_field_fails(value: object) -> None:
    assert schema_stock(value) in {None, *Stock}
    assert schema_condition(value) in {None, *Condition}
