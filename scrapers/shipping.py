"""What delivery costs, out of a text that may name several ways of paying or sending."""

from decimal import Decimal
from typing import Final

from scrapers.amounts import find_amounts
from scrapers.boxes import words_in
from scrapers.market import Market
from scrapers.number import plain
from scrapers.phrases import Vocabulary, fold, phrases_of

_LONGEST: Final = 600
_FREE: Final = Vocabulary({
    True: phrases_of("""
        free shipping|free delivery|free postage|shipping free|delivery free|ships free|ships for free|postage free|shipping included|delivery included|free standard delivery
        gratisversand|versandkostenfrei|kostenloser versand|kostenlose lieferung|gratis versand|versand gratis|versand kostenlos|portofrei|lieferung kostenlos
        livraison gratuite|livraison offerte|frais de port offerts|spedizione gratuita|consegna gratuita|spedizione gratis|envio gratis|envio gratuito|gastos de envio gratis
        portes gratis|frete gratis|entrega gratis|gratis verzending|gratis bezorging|gratis verzonden|darmowa dostawa|darmowa wysylka|dostawa gratis|wysylka gratis|bezplatna dostawa
        doprava zdarma|doprava zadarmo|ingyenes szallitas|livrare gratuita|transport gratuit|безплатна доставка|δωρεαν αποστολη|fri frakt|gratis frakt|gratis fragt|fri fragt|ilmainen toimitus
        kargo bedava|ucretsiz kargo|bedava kargo|kargo ucretsiz|ucretsiz teslimat|бесплатная доставка|безкоштовна доставка|送料無料|무료배송|무료 배송|包邮|免运费|شحن مجاني
    """),
})  # fmt: skip
#: "Free from 50 €", "free over $35": what it costs below is another matter.
_FROM: Final = words_in("from over above ab uber des a partir da oltre desde vanaf boven od nad fra fran uzeri ve от")


def read_shipping(text: str, *, market: Market | None = None, currency: str | None = None) -> Decimal | None:
    """The least that delivery costs.

    Args:
        text: what a page says of it, such as ``Prepaid € 5.90. Cash on delivery € 9.50.``
        market: where the shop sells.
        currency: ISO 4217 code it sells in.

    Returns:
        An amount in that currency, zero where delivery is free; None when nothing is said, or when it depends.
    """
    text = plain(text[:_LONGEST])
    folded = fold(text)
    free = _FREE.find(folded)
    if free:
        behind = folded[free[0].end :][:40]
        depends = _FROM & set(behind.split()[:4]) and any(char.isdigit() for char in behind)
        return None if depends else Decimal(0)
    amounts = [amount for amount in find_amounts(text, market, currency) if amount.currency in {None, currency}]
    return min((amount.value for amount in amounts), default=None)
