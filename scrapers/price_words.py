"""What shops write beside an amount, in their languages, and what it makes of the amount.

A phrase before an amount is looked for anywhere in the words that lead up to it; a phrase after it must follow at once.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from scrapers import price_words_kinds as kinds
from scrapers import price_words_past as past
from scrapers import price_words_terms as terms
from scrapers.phrases import phrases_of
from scrapers.shipping_words import FREE_SHIPPING


class Role(StrEnum):
    """What the words beside an amount make of it."""

    NOW = "now"
    REGULAR = "regular"
    OLD = "old"
    LOWEST = "lowest"
    SAVING = "saving"
    INSTALMENT = "instalment"
    NET = "net"
    GROSS = "gross"
    UNIT = "unit"
    SHIPPING = "shipping"
    FROM = "from"
    EXTRA = "extra"
    NEUTRAL = "neutral"
    BASKET = "basket"
    TRANSFER = "transfer"
    MEMBER = "member"
    COUPON = "coupon"
    BANK_CARD = "bank_card"


_FROM = phrases_of("""
    more buying choices | wiecej opcji zakupu | neufs & occasions | altre offerte | alk
    from | starting at | starting from | starts at | as low as | prices from | price from | at least | buy from
    ab | schon ab | bereits ab | a partir de | des | a partire da | da | prezzo da | desde | vanaf | od | juz od
    uz od
    ceny od | de la | incepand de la | от | από | fran | fra | alkaen | 'den itibaren | від | priser fra
    arak mar | mar
    최저 | 最低 | 最安 | 低至 | ab nur | من | ابتداء من
""")

_AND_UP = phrases_of("""
    and up | & up | or more | und mehr | 'den baslayan | 'dan baslayan | den baslayan | dan baslayan
    'den itibaren | 'dan itibaren
    den itibaren | dan itibaren | 'ten itibaren | 'tan itibaren | 'ten baslayan | alkaen | tol | -tol | 부터 | 起
    から | ~ | 〜 | ～
""")

# Amounts that are no price at all: gifts, thresholds, tax, approximations in another currency.
_EXTRA = phrases_of("""
    get a | get | receive a | receive | recevez | earn | win | claim up to
    under | less than | below | unter | weniger als | moins de | meno di | menos de | minder dan | ponizej | alatt
    # year protection | # year protection plan | protection for | replacement plan | service plan | garanzia estesa per
    extension de garantie | garantieverlangerung | est value | shipping on orders
    almeno | ordini di almeno | bei bestellungen uber | bestellungen uber | einkaufen uber
    pedidos superiores a | compras acima de | commandes de plus de
    commande de plus de | zamowienia powyzej | powyzej | objednavky nad | nad | rendeles felett | comenzi peste
    peste | valued at | worth
    gift card | e gift card | egift card | store credit | voucher | deposit | trade in | trade in value
    with trade in | cashback | cash back
    up to | protection plan | warranty | extended warranty | insurance
    of vat | thereof vat | vat | gst | tax | taxes | duty | orders over | on orders over | over | above
    for orders over
    gutschein | gutscheinwert | anzahlung | pfand | davon mwst | enthaltene mwst | mwst | ust | ubergarantie
    bestellwert | mindestbestellwert | bestellungen ab | versandkostenfrei ab | gratis versand ab
    ab einem bestellwert von
    eco participation | eco part | d'eco part | d'eco participation | dont eco part | bon d'achat | tva
    livraison gratuite des
    livraison offerte des | des achats de
    iva | contributo raee | buono | btw | recupel | podatek vat | dph | afa | ддс | moms | mva | alv | kdv
    kdv tutari
    gratis verzending vanaf | spedizione gratuita da | envio gratis desde | darmowa dostawa od
    doprava zdarma od | doprava zdarma nad
    hediye ceki | hediye | puan | parapuan | kapora | uzeri | pantti | pant | бонус | кэшбэк
    ポイント | 포인트 | 적립 | 积分 | 返现 | 定金 | 押金 | ca | circa | approx | approximately | approx price | ≈ | ~ about
    about | rund | etwa
    environ | yaklasik | okolo | около | por ciento | mindestens
""")

_EXTRA_AFTER = phrases_of("""
    gift card | e gift card | egift card | e gift | store credit | in store credit | credit | statement credit
    voucher | deposit | trade in | trade in value | cashback | cash back
    bonus | coupon | kupon | kuponu | indirim kuponu | kupon indirimi | parapuan | para puan | worldpuan | maxipuan | in rewards | rewards | points | protection plan | warranty | tax | vat | gst | fee | duty
    in duties
    gutschein | anzahlung | pfand | mwst | ust | d'eco part* | d'eco participation | eco part*
    eco participation | bon d'achat | tva
    iva | btw | dph | afa | ддс | moms | mva | alv | kdv | hediye ceki | hediye* | puan | uzeri* | ve uzeri*
    pantti | pant | panttia
    ポイント | 포인트 | 적립 | 积分 | 返现 | 以上 | 이상 | ve uzeri | or more orders | minimum order | mindestbestellwert
    import fees | import fees deposit | import charges | environmental fee | recycling fee | srr | raee
""")

_EXTRA_AFTER_ONLY = phrases_of("""
    value | d'achat | d'achats | einkaufswert | mindestbestellwert | di spesa | de compra | besteding
    gift card | e gift card | egift card | e gift | store credit | in store credit | statement credit
    in rewards | trade in
    uzeri* | ve uzeri* | 以上 | 이상 | d'eco part* | d'eco participation | hediye ceki | puan
""")

# Words that look like one of the others and say nothing of the amount.
_NEUTRAL = phrases_of("""
    einmalige lieferung | einmaliger kauf | one time purchase | one time delivery | achat unique | livraison unique
    acquisto singolo | compra unica | buy new | price incl delivery
    za | pour | for | för | um | kaina | hind | koszt | kosztuje | stoji | kostar | koster | maksaa | coute | kostet | за | total | summe
    gesamt | suma | celkem | razem | toplam | итого | cena za | price incl | prix total | ar darab*
    free returns
    delivery by | shipping calculated at checkout | delivered | ships from | delivery available
    free pickup
    lieferung bis
    piu spedizione
    送料別
    pesin fiyatina # taksit | pesin fiyatina taksit | # aya varan taksit* | # taksit imkani
    vade farksiz # taksit | faizsiz taksit
    price match | low price guarantee | add to cart | add to basket | add to bag | buy now | in den warenkorb
    ajouter au panier | aggiungi al carrello
    no interest if paid in full | rat #% | raty #% | 무이자 할부 | # 개월 무이자 | 무이자
    you save money | price | preis | prix | prezzo | precio | preco | prijs | cena | ar | pret | цена | τιμη
    pris | hinta | fiyat | fiyati | 価格 | 가격 | 价格 | 價格
""")

_KINDS: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.BASKET: kinds.BASKET,
    Role.TRANSFER: kinds.TRANSFER,
    Role.MEMBER: kinds.MEMBER,
    Role.COUPON: kinds.COUPON,
    Role.BANK_CARD: kinds.BANK_CARD,
}
BEFORE: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.NOW: past.NOW,
    Role.REGULAR: past.REGULAR,
    Role.LOWEST: past.LOWEST,
    Role.OLD: past.OLD,
    Role.SAVING: past.SAVING,
    Role.INSTALMENT: terms.INSTALMENT,
    Role.NET: terms.NET + terms.NET_OF_SALES_TAX,
    Role.GROSS: terms.GROSS,
    Role.UNIT: terms.UNIT,
    Role.SHIPPING: terms.SHIPPING + terms.PLUS_SHIPPING,
    Role.FROM: _FROM,
    Role.EXTRA: _EXTRA,
    Role.NEUTRAL: _NEUTRAL + FREE_SHIPPING,
    **_KINDS,
}
#: What can only belong to the amount in front of it.
ONLY_AFTER: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.OLD: past.OLD_AFTER,
    Role.INSTALMENT: terms.PER_MONTH,
    Role.SAVING: past.SAVED,
    Role.FROM: _AND_UP,
    Role.EXTRA: _EXTRA_AFTER_ONLY,
}
AFTER: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.LOWEST: past.LOWEST,
    Role.OLD: past.OLD,
    Role.REGULAR: past.REGULAR,
    Role.SAVING: past.SAVING_AFTER,
    Role.NET: terms.NET + terms.NET_OF_SALES_TAX,
    Role.GROSS: terms.GROSS,
    Role.SHIPPING: terms.SHIPPING,
    Role.EXTRA: _EXTRA_AFTER,
    Role.NEUTRAL: _NEUTRAL + FREE_SHIPPING + terms.PLUS_SHIPPING,
    **_KINDS,
}
