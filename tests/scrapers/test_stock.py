"""What stock lines, buttons and machine fields say, row by row and by language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.offer import Condition, Stock
from scrapers.phrases import Vocabulary, fold
from scrapers.stock import read_button, read_condition, read_stock, schema_condition, schema_stock
from scrapers.stock_fillers import ALONE
from scrapers.stock_words import STOCK_PHRASES

# By language: in stock ¦ limited ¦ preorder ¦ backorder ¦ in store only ¦ out of stock; texts parted by "/".
LANGUAGES = {
    "tr": "Stokta/Stokta var/STOKTA/Stokta: 12 adet ¦ Son 2 ürün/SON 3 ADET/Stokta son 2 ürün/Son 1 ürün! ¦ Ön sipariş/ÖN SİPARİŞ ¦ "
    "Tedarik sürecinde/Tedarik Sürecinde ¦ Sadece mağazada ¦ Tükendi/TÜKENDİ/Stokta yok/Şu anda mevcut değil/"
    "Geçici olarak temin edilemiyor/Gelince Haber Ver/GELİNCE HABER VER/Bu ürün şu anda stokta bulunmuyor/Stoklarımız tükenmiştir",
    "en": "In stock/IN STOCK/In-stock/Available/Available now/12 in stock/In stock: 5/Usually ships within 24 hours/In stock and ready to ship ¦ "
    "Only 3 left/Only 3 left in stock/Only 1 left in stock - order soon./Low stock/Limited availability/Hurry, only 2 left! ¦ "
    "Pre-order/Preorder now/Available for pre-order ¦ Backordered/Back-ordered/Available on backorder/Ships in 3 weeks/Usually ships within 2 to 3 weeks ¦ "
    "In store only/Buy in store/Available for in-store pickup only/Sold out online, in store only ¦ "
    "Out of stock/OUT OF STOCK/Out-of-stock/Sold out/Currently unavailable./Not in stock/Not available/No longer available/Not currently available/"
    "Temporarily out of stock/Notify me when available/In stock soon/Coming soon/0 in stock/This item is not in stock/Isn't in stock",
    "de": "Auf Lager/Sofort lieferbar/Lagernd/Verfügbar/Verfügbarkeit: auf Lager/5 auf Lager ¦ Nur noch 2/nur noch 2 Stück/Nur noch 3 auf Lager ¦ "
    "Vorbestellbar/Jetzt vorbestellen ¦ Nachbestellt/Lieferzeit 3 Wochen/Lieferbar in 2 Wochen/Ware im Zulauf ¦ Nur in der Filiale/Nur Abholung ¦ "
    "Ausverkauft/Nicht auf Lager/Derzeit nicht verfügbar/Nicht lieferbar/leider nicht mehr verfügbar/Nicht lagernd/Benachrichtigen, wenn verfügbar/Vergriffen",
    "fr": "En stock/Disponible/Disponible immédiatement/EN STOCK ¦ Plus que 2 en stock/Il ne reste que 3/Stock limité ¦ Précommande ¦ "
    "Sur commande/En cours de réapprovisionnement/Expédié sous 3 semaines ¦ Uniquement en magasin ¦ "
    "Épuisé/EPUISE/Rupture de stock/En rupture de stock/Indisponible/Actuellement indisponible/Pas en stock/N'est plus disponible",
    "it": "Disponibile/In magazzino/Disponibilità immediata ¦ Ultimi pezzi/Solo 3 disponibili ¦ Preordine/Preordina ora ¦ Su ordinazione/In arrivo ¦ "
    "Solo in negozio ¦ Esaurito/Non disponibile/Attualmente non disponibile/ESAURITO",
    "es": "En stock/Disponible/Hay existencias ¦ Quedan 3/Últimas unidades/¡Solo quedan 2! ¦ Preventa ¦ Bajo pedido ¦ Solo en tienda ¦ "
    "Agotado/AGOTADO/No disponible/Sin stock/Sin existencias/No hay existencias/Temporalmente agotado",
    "pt": "Em stock/Em estoque/Disponível ¦ Últimas unidades/Restam 2 ¦ Pré-venda/Pré-reserva ¦ Por encomenda/Sob encomenda ¦ Apenas em loja ¦ "
    "Esgotado/Indisponível/Sem stock/Sem estoque/Não disponível",
    "nl": "Op voorraad/Direct leverbaar/Leverbaar ¦ Nog maar 2 op voorraad/Nog 3 op voorraad/Laatste stuks ¦ Pre-orderen/Voorbestellen ¦ "
    "In bestelling/Levertijd 3 weken ¦ Alleen in de winkel ¦ Uitverkocht/Niet op voorraad/Niet leverbaar/Tijdelijk uitverkocht",
    "pl": "Na stanie/W magazynie/Dostępny/Produkt dostępny ¦ Ostatnie sztuki/Zostało 3 szt./Ostatnia sztuka ¦ Przedsprzedaż ¦ Na zamówienie ¦ "
    "Tylko w salonie ¦ Niedostępny/Wyprzedany/Produkt niedostępny/Chwilowo niedostępny/Brak w magazynie/NIEDOSTĘPNY",
    "cs": "Skladem/Skladem 5 ks/Ihned k odeslání ¦ Poslední kus/Skladem poslední 2 ks ¦ Předobjednávka ¦ Na objednávku/Na cestě ¦ Pouze na prodejně ¦ "
    "Není skladem/Vyprodáno/Nedostupné/Momentálně nedostupné",
    "sk": "Skladom/Na sklade/Je skladom ¦ Posledný kus/Skladom posledné kusy ¦ Predobjednávka ¦ Na objednávku ¦ Iba na predajni ¦ "
    "Nie je skladom/Vypredané/Momentálne nedostupné/nie je na sklade",
    "hu": "Raktáron/Készleten/Azonnal szállítható ¦ Utolsó 2 db/Utolsó darabok ¦ Előrendelhető ¦ Rendelésre ¦ Csak üzletben ¦ "
    "Nincs raktáron/Elfogyott/Nem elérhető/Nincs készleten",
    "ro": "În stoc/Disponibil/In stoc ¦ Ultimele 2 bucăți/Stoc limitat ¦ Precomandă ¦ La comandă ¦ Doar în magazin ¦ "
    "Stoc epuizat/Indisponibil/Nu este în stoc/Fără stoc",
    "bg": "В наличност/На склад/Наличен ¦ Последни бройки/Остават 2 ¦ Предварителна поръчка ¦ По поръчка ¦ Само в магазин ¦ "
    "Няма в наличност/Изчерпан/Не е наличен/Не е в наличност",
    "el": "Διαθέσιμο/Άμεσα διαθέσιμο/Σε απόθεμα ¦ Τελευταία κομμάτια/Απομένουν 2 ¦ Προπαραγγελία ¦ Κατόπιν παραγγελίας ¦ Μόνο στο κατάστημα ¦ "
    "Εξαντλήθηκε/ΕΞΑΝΤΛΗΘΗΚΕ/Μη διαθέσιμο/Δεν είναι διαθέσιμο",
    "sv": "I lager/Finns i lager/5 st i lager ¦ Fåtal i lager/Endast 2 kvar ¦ Förbeställ/Förhandsboka ¦ Beställningsvara ¦ Endast i butik ¦ "
    "Slut i lager/Slutsåld/Ej i lager/Tillfälligt slut/Inte i lager",
    "no": "På lager/20+ på lager ¦ Kun 2 igjen/Få på lager ¦ Forhåndsbestill ¦ Bestillingsvare ¦ Kun i butikk ¦ Utsolgt/Ikke på lager/Midlertidig utsolgt",
    "da": "På lager/På lager online ¦ Kun 2 tilbage/Få på lager ¦ Forudbestil ¦ Forventet på lager ¦ Kun i butik ¦ Udsolgt/Ikke på lager/Udgået",
    "fi": "Varastossa/Heti saatavilla/Saatavilla ¦ Vain 2 jäljellä ¦ Ennakkotilaa ¦ Tilaustuote ¦ Vain myymälässä ¦ Loppu varastosta/Ei varastossa/Loppunut/Ei saatavilla",
    "et": "Laos/Laos olemas/Saadaval ¦ Viimased tükid ¦ Eeltellimus ¦ Tellimisel ¦ Ainult poes ¦ Otsas/Pole laos/Laost otsas/Läbi müüdud",
    "lv": "Ir noliktavā/Pieejams ¦ Pēdējās preces ¦ Iepriekšpasūtījums ¦ Pēc pasūtījuma ¦ Tikai veikalā ¦ Nav noliktavā/Izpārdots/Nav pieejams",
    "lt": "Yra sandėlyje/Turime ¦ Liko 2 ¦ Išankstinis užsakymas ¦ Pagal užsakymą ¦ Tik parduotuvėje ¦ Išparduota/Nėra sandėlyje/Neturime",
    "ru": "В наличии/Есть в наличии/На складе/Есть на складе ¦ Осталось 2/Последний товар/Осталось 3 шт. ¦ Предзаказ ¦ Под заказ ¦ Только в магазине ¦ "
    "Нет в наличии/Распродано/Нет на складе/Товар закончился/Сообщить о поступлении",
    "uk": "В наявності/Є в наявності ¦ Залишилось 2/Закінчується ¦ Передзамовлення ¦ Під замовлення ¦ Тільки в магазині ¦ "
    "Немає в наявності/Закінчився/Немає на складі",
    "ja": "在庫あり/在庫有り/即納 ¦ 残り2点/残りわずか/在庫わずか ¦ 予約受付中/予約販売 ¦ お取り寄せ/入荷待ち ¦ 店頭のみ/店舗限定 ¦ 在庫切れ/売り切れ/品切れ/在庫なし/完売/販売終了",
    "ko": "재고 있음/구매 가능 ¦ 마감임박/3개 남음/품절임박 ¦ 예약판매/사전예약 ¦ 입고예정/주문제작 ¦ 매장 전용/매장에서만 구매 ¦ 품절/일시품절/재고 없음/재고없음/판매종료",
    "zh": "有货/有貨/现货/现货供应/库存充足 ¦ 仅剩2件/庫存緊張/库存紧张 ¦ 预售/預購 ¦ 订货/預計到貨 ¦ 仅限门店/僅限門市 ¦ 缺货/无货/售罄/暂无库存/售完/没有现货",
    "ar": "متوفر/متوفر في المخزون/متاح ¦ كمية محدودة/تبقى 2 ¦ طلب مسبق ¦ متوفر عند الطلب ¦ في المتجر فقط ¦ غير متوفر/نفذت الكمية/نفد من المخزون/غير متوفر حاليا",
}
STATES = (Stock.IN_STOCK, Stock.LIMITED, Stock.PREORDER, Stock.BACKORDER, Stock.IN_STORE_ONLY, Stock.OUT_OF_STOCK)

SAID = [
    pytest.param(text, state, id=f"{language}: {text}")
    for language, row in LANGUAGES.items()
    for state, texts in zip(STATES, row.split("¦"), strict=True)
    for text in map(str.strip, texts.split("/"))
]


@pytest.mark.parametrize(("text", "state"), SAID)
def test_stock_words(text: str, state: Stock) -> None:
    assert read_stock(text) is state


@pytest.mark.parametrize(("text", "state"), SAID)
def test_case_and_surroundings_do_not_count(text: str, state: Stock) -> None:
    assert read_stock(f"  {text.upper()} \n") is state
    assert read_stock(f"✔ {text}!") is state


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
