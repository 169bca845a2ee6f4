"""What must be known of a shop to read its pages: where it sells, in what money, and what it is called."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from scrapers.boxes import words_in
from scrapers.late import late
from scrapers.layout import Layout
from scrapers.market import MARKETS, Market
from scrapers.seller_names import seller_group
from scrapers.spec import RetailerSpec, Tier

#: Places that are read though no market is kept for them: domain, currency, language, decimal separator.
_MORE_PLACES: Final = {
    code: Market(code, code.upper(), currency, language, decimal, code.upper())
    for code, currency, language, decimal in (
        line.split()
        for line in """
        ae AED en .|ar ARS es ,|be EUR nl ,|bg BGN bg ,|br BRL pt ,|cl CLP es ,|co COP es ,|ee EUR et ,|gr EUR el ,
        hk HKD en .|hr EUR hr ,|id IDR id ,|ie EUR en .|il ILS he .|kz KZT ru ,|lt EUR lt ,|lu EUR fr ,|lv EUR lv ,
        mx MXN es .|my MYR en .|nz NZD en .|pe PEN es .|ph PHP en .|pk PKR en .|pt EUR pt ,|ro RON ro ,|rs RSD sr ,
        ru RUB ru ,|sa SAR ar .|sg SGD en .|si EUR sl ,|sk EUR sk ,|th THB th .|tw TWD zh .|ua UAH uk ,|vn VND vi ,
        za ZAR en .|tn TND fr ,|dz DZD fr ,|ma MAD fr ,|eg EGP ar .|ng NGN en .|ke KES en .|lk LKR en .|bd BDT en .
        cr CRC es ,|uy UYU es ,|do DOP es .|jo JOD ar .|kw KWD ar .|bh BHD ar .|om OMR ar .|qa QAR ar .|ge GEL ka ,
        az AZN az .|by BYN ru ,|am AMD hy ,|is ISK is ,|mk MKD mk ,|ba BAM bs ,|md MDL ro ,|np NPR en .
        """.replace("|", "\n")
        .strip()
        .strip(",")
        .splitlines()
        if line.strip()
    )
}
_PLACES: Final = _MORE_PLACES | {("uk" if code == "gb" else code): market for code, market in MARKETS.items()}
_BY_COUNTRY: Final = {market.country: market for market in _PLACES.values()}
_BY_LANGUAGE: Final = {market.language: market for market in reversed(list(MARKETS.values()))}
#: Kana before Han: Japanese has both.
_SCRIPTS: Final = {
    "jp": late("[\u3040-\u30ff]"),
    "kr": late("[\uac00-\ud7af]{2}"),
    "cn": late("[\u4e00-\u9fff]{2}"),
    "ru": late("[\u0400-\u04ff]{4}"),
    "gr": late("[\u0370-\u03ff]{4}"),
}
_TOO_COMMON: Final = words_in("www shop store com net org online")


@dataclass(frozen=True)
class Shop:
    """The shop a page is from.

    Attributes:
        market: how its people write money, and what ``$`` means there.
        currency: ISO 4217 code it sells in, where that is known for certain.
        names: what it may be called as a seller, each as `seller_group` writes it.
        sells_itself: False for aggregators, whose sellers are always others.
    """

    market: Market
    currency: str | None
    names: frozenset[str]
    sells_itself: bool = True

    def is_seller(self, name: str | None) -> bool | None:
        """Whether a seller's name is the shop's own; None when no seller is named."""
        group = seller_group(name or "")
        return None if group is None else self.sells_itself and group in self.names


def shop_of(retailer: RetailerSpec) -> Shop:
    """The shop that a retailer's file describes."""
    title = seller_group(retailer.title)
    names = _host_names(retailer.url) | ({title} if title else set())
    currency = retailer.currency or retailer.place.currency
    return Shop(retailer.place, currency, names, retailer.tier in {Tier.FIRST_PARTY, Tier.MARKETPLACE})


def guess_shop(layout: Layout, currency: str | None) -> Shop:
    """The shop of a page nobody described: by its domain, then its language, then the currency its data names.

    Args:
        layout: the page.
        currency: ISO 4217 code in the page's embedded data, where there is one.
    """
    host = (urlsplit(layout.url).hostname or "").lower()
    market = _PLACES.get(host.rpartition(".")[2])
    if market is None:
        language, _, region = _locale(layout).partition("-")
        speaking = _BY_LANGUAGE.get(language)
        paying = [place for place in MARKETS.values() if place.currency == currency]
        market = (
            _BY_COUNTRY.get(region.upper())
            or next((place for place in paying if place.language == language), None)
            or (speaking if speaking and language != "en" else None)
            or (paying[0] if paying else None)
            or _by_script(layout.name)
            or MARKETS["us"]
        )
    return Shop(market, currency, _host_names(layout.url))


def _by_script(title: str) -> Market | None:
    """The market whose script a title is written in, where one language alone is."""
    found = (code for code, script in _SCRIPTS.items() if script.search(title))
    return next((_PLACES[code] for code in found), None)


def _locale(layout: Layout) -> str:
    lang = next((box.attrs.get("lang", "") for box in layout.boxes[:3] if box.tag == "html"), "")
    return (lang if "-" in lang else layout.meta("og:locale") or lang).replace("_", "-").lower()


def _host_names(url: str) -> frozenset[str]:
    host = (urlsplit(url).hostname or "").lower()
    labels = [label for label in host.split(".")[:-1] if len(label) > 2 and label not in _TOO_COMMON]
    return frozenset(name for label in (host, *labels) if (name := seller_group(label)))
