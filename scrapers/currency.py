"""Currency signs, codes and words, and the ISO 4217 code each means where it stands."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from scrapers.market import Market


class Mark(NamedTuple):
    """What a currency sign or word can mean.

    Attributes:
        codes: the ISO codes it is used for.
        default: the one it means where neither market nor retailer decides; None where nobody could tell.
        before: True if it is usually written before the amount.
    """

    codes: frozenset[str]
    default: str | None
    before: bool


_DOLLARS = "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP BRL"

# Sign: codes it can mean, then whether it stands before the amount. The first code is the default; "?" is no default.
_SIGNS: Final = (
    ("$ ＄ ﹩", _DOLLARS, True),
    ("US$ U$S U$ USD$", "USD", True),
    ("C$ CA$ CAD$ CDN$ Can$", "CAD", True),
    ("A$ AU$ AUD$", "AUD", True),
    ("NZ$", "NZD", True),
    ("S$ SG$", "SGD", True),
    ("HK$", "HKD", True),
    ("NT$ TW$ NTD", "TWD", True),
    ("MX$ MXN$", "MXN", True),
    ("AR$", "ARS", True),
    ("CLP$", "CLP", True),
    ("COL$ COP$", "COP", True),
    ("R$", "BRL", True),
    ("€", "EUR", False),
    ("£ ￡", "GBP", True),
    ("¥ ￥ Ұ", "JPY CNY", True),
    ("CN¥ RMB 人民币 人民幣", "CNY", True),
    ("JP¥", "JPY", True),
    ("₺", "TRY", True),
    ("₹ ₨", "INR PKR LKR NPR", True),
    ("₩ ￦", "KRW", True),
    ("₽", "RUB", False),
    ("₴", "UAH", False),
    ("₸", "KZT", False),
    ("₫", "VND", False),
    ("฿", "THB", True),
    ("₱", "PHP", True),
    ("₪", "ILS", True),
    ("₦", "NGN", True),
    ("₼", "AZN", False),
    ("₾", "GEL", False),
    ("円", "JPY", False),
    ("元 圆 圓", "CNY TWD", False),
    ("원", "KRW", False),
    ("د.إ درهم", "AED", False),
    ("د.ك", "KWD", False),
    ("د.ب", "BHD", False),
    ("ر.ع.", "OMR", False),
    ("ر.ق", "QAR", False),
    ("ر.س ﷼ ريال \u20c1", "SAR", False),
    ("ج.م", "EGP", False),
    ("E£", "EGP", True),
    ("د.أ", "JOD", False),
    ("د.ت", "TND", False),
    ("บาท", "THB", False),
)
# Words count in the letter case that shops write; every one is also known in capitals.
_WORDS: Final = (
    ("Euro Euros Eur eur euro euros ευρώ евро евра", "EUR", False),
    ("TL tl Tl Lira lira Lirası lirası", "TRY", False),
    ("zł zl złotych złote zloty", "PLN", False),
    ("Kč kč Kc korun", "CZK", False),
    ("Ft ft Forint forint", "HUF", False),
    ("kr kr. Kr Kr. kronor kroner", "? SEK NOK DKK ISK", False),
    ("Fr. SFr. sFr. Fr SFr", "CHF", True),
    ("lei Lei leu", "RON", False),
    ("лв лв. лева", "BGN", False),
    ("руб руб. р. рублей", "RUB", False),
    ("грн грн. гривень", "UAH", False),
    ("тг тенге", "KZT", False),
    ("дин. дин din. din", "RSD", False),
    ("Rs Rs. rs. rs", "? INR PKR LKR NPR MUR", True),
    ("rupees Rupees", "? INR PKR LKR NPR", False),
    ("Rp Rp.", "IDR", True),
    ("RM", "MYR", True),
    ("S/ S/.", "PEN", True),
    ("đ Đ VNĐ đồng", "VND", False),
    ("KD", "KWD", True),
    ("Dhs Dhs. Dh dhs dh", "AED MAD", True),
    ("pounds", "GBP", False),
    ("dollars", _DOLLARS, False),
    ("yen", "JPY", False),
    ("yuan", "CNY", False),
    ("won", "KRW", False),
)
# Left out are codes that are words or names on graphics cards' pages: AMD, ALL, TOP, CUP, GEL, PEN, MOP.
CODES: Final = frozenset(
    {
        "AED",
        "ARS",
        "AUD",
        "AZN",
        "BGN",
        "BHD",
        "BRL",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CZK",
        "DKK",
        "EGP",
        "EUR",
        "GBP",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "ISK",
        "JOD",
        "JPY",
        "KRW",
        "KWD",
        "KZT",
        "MAD",
        "MXN",
        "MYR",
        "NOK",
        "NZD",
        "OMR",
        "PHP",
        "PKR",
        "PLN",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TND",
        "TRY",
        "TWD",
        "UAH",
        "USD",
        "UYU",
        "VND",
        "ZAR",
    }
)

#: Currencies whose amounts have three decimals, so that 1.299 is one and a bit.
THREE_DECIMALS: Final = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
#: Currencies that shops quote in whole units only.
NO_DECIMALS: Final = frozenset({"CLP", "IDR", "ISK", "JPY", "KRW", "VND"})

#: What the characters of an East Asian number multiply by.
SCALES: Final = {
    **dict.fromkeys("億亿억", Decimal(10**8)),
    **dict.fromkeys("万萬만", Decimal(10**4)),
    **dict.fromkeys("千천", Decimal(10**3)),
}


def _table() -> dict[str, Mark]:
    marks: dict[str, Mark] = {}
    for signs, codes, before in (*_SIGNS, *_WORDS):
        first, *rest = codes.split()
        default = None if first == "?" else first
        mark = Mark(frozenset(rest if default is None else [first, *rest]), default, before)
        marks |= dict.fromkeys(signs.split(), mark)
    for word in [word for words, _, _ in _WORDS for word in words.split() if len(word) > 1]:
        marks.setdefault(word.upper(), marks[word])
    marks |= {code: Mark(frozenset({code}), code, before=True) for code in CODES}
    return marks


MARKS: Final = _table()


def _any_mark() -> str:
    words: list[tuple[str, str]] = []
    signs: list[tuple[str, str]] = []
    for sign in sorted(MARKS, key=len, reverse=True):
        body = re.escape(sign)
        # "US $ 499" and "C $499" are how some marketplaces write it.
        body = re.sub(r"\\\$\Z", r"\\s?\\$", body) if len(sign) > 1 else body
        # A word of letters is no part of a longer one; digits may touch it.
        end = r"(?![^\W\d_])" if sign[-1].isalpha() and not _unspaced(sign) else ""
        (words if sign[0].isalpha() and not _unspaced(sign) else signs).append((sign[0], f"{body}{end}"))
    # What may begin a mark is looked at first, once: the hundreds of marks are tried at few places of a text.
    first = "".join(sorted({re.escape(initial) for initial, _ in words}))
    word = rf"(?=[{first}])(?<![^\W\d_])(?:{'|'.join(body for _, body in words)})"
    first = "".join(sorted({re.escape(initial) for initial, _ in signs}))
    return rf"(?:(?=[{first}])(?:{'|'.join(body for _, body in signs)})|{word})"


def _unspaced(sign: str) -> bool:
    return bool(re.match(r"[\u3400-\u9fff\uac00-\ud7af]", sign))


#: Matches one currency sign, code or word.
ANY_MARK: Final = _any_mark()


def code_of(mark: str, *, market: Market | None = None, currency: str | None = None) -> str | None:
    """The ISO code a mark means here: the retailer's currency if it can be meant, then the market's, then the default.

    The default of a bare ``$`` is USD and of ``¥`` JPY, as in Unicode's root locale; ``kr`` and ``Rs`` have none.
    """
    known = MARKS.get(re.sub(r"\s", "", mark))
    if known is None:
        return None
    for hint in (currency, market.currency if market else None):
        if hint in known.codes:
            return hint
    return known.default


_ANY = re.compile(ANY_MARK)


def currency_of(text: str, market: Market | None = None) -> str | None:
    """The one currency that a text names, by sign, ISO code or word; None if it names none, or several."""
    named = {code_of(match[0], market=market) for match in _ANY.finditer(text)}
    return named.pop() if len(named) == 1 else None
