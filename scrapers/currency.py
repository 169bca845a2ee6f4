"""Currency signs, codes and words, and the ISO 4217 code each means where it stands."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from scrapers.late import late
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


_DOLLARS: Final = "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP BRL"
_DINARS: Final = "? KWD BHD JOD IQD TND LYD"

# Sign: codes it can mean, then whether it stands before the amount. The first code is the default; "?" is no default.
_SIGNS: Final = (
    ("$ ＄ ﹩", _DOLLARS, True),
    ("US$ U$S U$ USD$", "USD", True),
    ("C$ CA$ CAD$ CDN$ Can$", "CAD", True),
    ("A$ AU$ AUD$", "AUD", True),
    ("NZ$", "NZD", True),
    ("S$ SG$", "SGD", True),
    ("HK$", "HKD", True),
    ("港元 港币 港幣", "HKD", False),
    ("NT$ TW$ NTD", "TWD", True),
    ("新台幣 新臺幣 新台币 台幣", "TWD", True),
    ("MX$ MXN$", "MXN", True),
    ("AR$", "ARS", True),
    ("CLP$", "CLP", True),
    ("COL$ COP$", "COP", True),
    ("RD$", "DOP", True),
    ("R$", "BRL", True),
    ("€", "EUR", False),
    ("£ ￡ ₤", "GBP", True),
    ("¥ ￥ Ұ", "JPY CNY", True),
    ("CN¥ RMB 人民币 人民幣", "CNY", True),
    ("JP¥", "JPY", True),
    ("₺", "TRY", True),
    ("₹ ₨ रु", "INR PKR LKR NPR", True),
    ("नेरू", "NPR", True),
    ("৳", "BDT", False),
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
    ("֏", "AMD", False),
    ("₡", "CRC", True),
    ("円", "JPY", False),
    ("元 圆 圓", "CNY TWD HKD", False),
    ("원", "KRW", False),
    ("د.إ د.إ. درهم دراهم", "AED MAD", False),
    ("د.ك د.ك.", "KWD", False),
    ("د.ب د.ب.", "BHD", False),
    ("ر.ع ر.ع.", "OMR", False),
    ("ر.ق ر.ق.", "QAR", False),
    ("ر.س ر.س. \u20c1", "SAR", False),
    ("ريال ﷼", "SAR QAR OMR YER", False),
    ("ریال", "IRR", False),
    ("ج.م ج.م.", "EGP", False),
    ("جنيه", "EGP SDG", False),
    ("E£", "EGP", True),
    ("د.أ د.أ.", "JOD", False),
    ("د.ت د.ت.", "TND", False),
    ("دينار", _DINARS, False),
    ("บาท บาทไทย", "THB", False),
    ("ש״ח ש''ח שח שקל שקלים", "ILS", False),
)
# Words count in the letter case that shops write; every one is also known in capitals. ``_`` is a space.
_WORDS: Final = (
    ("Euro Euros Eur eur euro euros euroa eura eurot eiro eurų evrov ευρώ евро евра", "EUR", False),
    ("TL tl Tl Lira lira Lirası lirası Türk_Lirası Türk_lirası", "TRY", False),
    ("zł zl Zł złotych złote zloty pln", "PLN", False),
    ("Kč kč Kc korun koruny", "CZK", False),
    ("Ft ft Forint forint", "HUF", False),
    ("kr kr. Kr Kr. kronor kroner", "? SEK NOK DKK ISK", False),
    ("Fr. SFr. sFr. Fr SFr Franken Schweizer_Franken", "CHF", True),
    ("lei Lei leu", "RON", False),
    ("лв лв. лева", "BGN", False),
    ("руб руб. р. рублей рубля рубль Р", "RUB", False),
    ("грн грн. гривень гривні", "UAH", False),
    ("тг тг. тенге", "KZT", False),
    ("дин. дин динара din. din dinara", "RSD", False),
    ("Rs Rs. rs. rs", "? INR PKR LKR NPR MUR", True),
    ("rupees Rupees", "? INR PKR LKR NPR", False),
    ("Tk Tk.", "BDT", True),
    ("Rp Rp.", "IDR", True),
    ("RM", "MYR", True),
    ("R", "ZAR", True),
    ("S/ S/.", "PEN", True),
    ("đ Đ VNĐ đồng", "VND", False),
    ("KD", "KWD", True),
    ("SR", "SAR", True),
    ("DT", "TND", False),
    ("Dhs Dhs. Dh dhs dh", "AED MAD", True),
    ("KSh KSh. Ksh Ksh.", "KES", True),
    ("pounds", "GBP", False),
    ("dollars", _DOLLARS, False),
    ("yen", "JPY", False),
    ("yuan", "CNY", False),
    ("won", "KRW", False),
    ("usd", "USD", False),
    ("gbp", "GBP", False),
    ("chf", "CHF", False),
    ("sek", "SEK", False),
    ("czk", "CZK", False),
    ("huf", "HUF", False),
    ("aed", "AED", False),
)
# Left out are codes that are words or names on graphics cards' pages: AMD, ALL, TOP, CUP, GEL, PEN, MOP.
_CODES: Final = """
    AED ARS AUD AZN BDT BGN BHD BRL CAD CHF CLP CNY COP CRC CZK DKK DOP EGP EUR GBP HKD HUF IDR ILS INR IQD IRR ISK JOD
    JPY KES KRW KWD KZT LYD MAD MXN MYR NGN NOK NPR NZD OMR PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH
    USD UYU VND ZAR
"""
CODES: Final = frozenset(_CODES.split())

# Also a Friday, a slash, "try it": these count only where nothing speaks against their currency,
_NOT_ABROAD: Final = frozenset({"Fr", "Fr.", "KD", "RM", "TRY", "MAD", "Tk", "Tk.", "lei", "Lei", "LEI", "Rp", "Kc"})
# and these, feet, weights and ends of part numbers, only where the shop is known to sell in it.
_AT_HOME: Final = frozenset(
    {
        "pounds",
        "POUNDS",
        "won",
        "WON",
        "ft",
        "FT",
        "KC",
        "KR",
        "RS",
        "rs",
        "DH",
        "dh",
        "Dh",
        "R",
        "DIN",
        "din",
        "ДИН",
        "дин",
    }
    | {"TK", "LEU", "leu", "YEN", "Р", "SR", "DT"}
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
        marks |= dict.fromkeys(signs.replace("_", "").split(), mark)
    for word in [word for words, _, _ in _WORDS for word in words.replace("_", "").split() if len(word) > 1]:
        marks.setdefault(word.upper(), marks[word])
    marks |= {code: Mark(frozenset({code}), code, before=True) for code in CODES}
    return marks


MARKS: Final = _table()
_IN_WORDS: Final = {word.replace("_", ""): word for words, _, _ in _WORDS for word in words.split() if "_" in word}


def is_money(mark: str, hint: str | None) -> bool:
    """Whether a sign is one of a currency at a shop that sells in `hint`: some are also words, measures, parts of names."""
    if mark in _AT_HOME or mark in _NOT_ABROAD:
        return hint in MARKS[mark].codes or (hint is None and mark in _NOT_ABROAD)
    return True


def _any_mark() -> str:
    words: list[tuple[str, str]] = []
    signs: list[tuple[str, str]] = []
    for sign in sorted(MARKS, key=len, reverse=True):
        body = r"\s".join(map(re.escape, _IN_WORDS.get(sign, sign).split("_")))
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


_ANY = late(ANY_MARK)


def currency_of(text: str, market: Market | None = None) -> str | None:
    """The one currency that a text names, by sign, ISO code or word; None if it names none, or several."""
    hint = market.currency if market else None
    named = {code_of(match[0], market=market) for match in _ANY.finditer(text) if is_money(match[0], hint)}
    return named.pop() if len(named) == 1 else None
