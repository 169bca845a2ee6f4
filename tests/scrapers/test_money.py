"""What a price text says, row by row: the tables under money/ are sorted by where their texts come from."""

import string
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rows import parameters

from scrapers.market import MARKETS
from scrapers.money import Money, PriceKind, currency_of, read_machine_price, read_price

FOLDER = Path(__file__).parent / "money"
#: Currencies of the countries in the tables that are no market of ours: there the retailer's own file names it.
_ELSEWHERE = """
    br:BRL pt:EUR mx:MXN cl:CLP co:COP ar:ARS pe:PEN cr:CRC do:DOP sk:EUR ro:RON bg:BGN gr:EUR ru:RUB ua:UAH kz:KZT
    rs:RSD hr:EUR si:EUR ee:EUR lv:EUR lt:EUR is:ISK ie:EUR be:EUR nz:NZD za:ZAR ng:NGN ke:KES eg:EGP ma:MAD tn:TND
    ae:AED sa:SAR kw:KWD bh:BHD om:OMR qa:QAR jo:JOD il:ILS ir:IRR pk:PKR bd:BDT np:NPR tw:TWD hk:HKD sg:SGD my:MYR
    id:IDR th:THB vn:VND ph:PHP az:AZN ge:GEL am:AMD
"""
ELSEWHERE = dict(pair.split(":") for pair in _ELSEWHERE.split())


def expected(said: str, currency: str | None) -> Money | None:
    """What a row's last cell means: amount [currency, where not the shop's] [kind, where not list]; empty is no price."""
    if not said:
        return None
    amount, *rest = said.split()
    kinds = [word for word in rest if word in list(PriceKind)]
    codes = [word for word in rest if word not in kinds]
    return Money(Decimal(amount), codes[0] if codes else currency, PriceKind(kinds[0]) if kinds else PriceKind.LIST)


@pytest.mark.parametrize(("country", "text", "said"), parameters(FOLDER, 3))
def test_price_text(country: str, text: str, said: str) -> None:
    market, currency = MARKETS.get(country), ELSEWHERE.get(country)
    assert market or currency or country == "--"
    usual = market.currency if market else currency
    assert read_price(text, market=market, currency=currency) == expected(said, usual)


@pytest.mark.parametrize(
    ("text", "market", "currency", "code"),
    [
        ("$499", None, None, "USD"),
        ("$499", "ca", None, "CAD"),
        ("$499", "au", None, "AUD"),
        ("$499", "de", None, "USD"),
        ("$499", "us", "CAD", "CAD"),
        ("$499", None, "MXN", "MXN"),
        ("¥4990", None, None, "JPY"),
        ("¥4990", "cn", None, "CNY"),
        ("499 kr", "se", None, "SEK"),
        ("499 kr", "no", None, "NOK"),
        ("499 kr", "dk", None, "DKK"),
        ("499 kr", None, None, None),
        ("499 kr", None, "ISK", "ISK"),
        ("Rs 499", "in", None, "INR"),
        ("Rs 499", None, "PKR", "PKR"),
        ("Rs 499", None, None, None),
        ("€499", "us", "USD", "EUR"),
        ("499", None, None, None),
        ("499", None, "CHF", "CHF"),
        ("499", "tr", None, "TRY"),
        ("499", "tr", "USD", "USD"),
    ],
)
def test_currency_of_a_price(text: str, market: str | None, currency: str | None, code: str | None) -> None:
    money = read_price(text, market=MARKETS[market] if market else None, currency=currency)
    assert money is not None
    assert money.currency == code


def test_the_shops_own_currency_is_taken_of_two() -> None:
    assert read_price("$1,299.99 CAD (US$949.99)", market=MARKETS["ca"]) == Money(Decimal("1299.99"), "CAD")
    assert read_price("1.299,00 € / £1,099.00", market=MARKETS["gb"]) == Money(Decimal("1099.00"), "GBP")
    assert read_price("1.299,00 € £1,099.00") is None


def test_only_north_american_prices_are_without_tax() -> None:
    assert read_price("€1,299.00 excl. tax", market=MARKETS["nl"]) is None
    assert read_price("$1,299.00 excl. tax", market=MARKETS["ca"]) == Money(Decimal("1299.00"), "CAD")


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("1299.00", "1299.00"),
        ("1,299.00", "1299.00"),
        ("1299", "1299"),
        (1299, "1299"),
        (1299.5, "1299.5"),
        (0.1, "0.1"),
        ("1299.0000", "1299.0000"),
        ("54.999", "54.999"),
        ("1.299", "1.299"),
        ("1,299", "1299"),
        ("1299,00", "1299.00"),
        ("1.299,00", "1299.00"),
        (" 1299.00 ", "1299.00"),
        ("$1,299.00", "1299.00"),
        ("1299.00 USD", "1299.00"),
        ("", None),
        ("call", None),
        ("N/A", None),
        ("0", None),
        ("0.00", None),
        (0, None),
        (-1, None),
        ("-1", None),
        (float("nan"), None),
        (float("inf"), None),
        ("NaN", None),
        ("Infinity", None),
        ("1e3", None),
        ("12 months", None),
        ("499 - 699", None),
        (True, None),
        (None, None),
        ([1299], None),
        ({}, None),
    ],
)
def test_machine_price(value: object, amount: str | None) -> None:
    assert read_machine_price(value) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    ("text", "market", "code"),
    [
        ("$1,299", None, "USD"),
        ("Preis in EUR", None, "EUR"),
        ("54.999 TL", None, "TRY"),
        ("12만원", None, "KRW"),
        ("kr", "dk", "DKK"),
        ("kr", None, None),
        ("€ or £", None, None),
        ("RTX 5090", None, None),
        ("AMD Radeon", None, None),
        ("", None, None),
        ("euros", None, "EUR"),
        ("ATI, CZKs, XEURX", None, None),
    ],
)
def test_currency_of(text: str, market: str | None, code: str | None) -> None:
    assert currency_of(text, MARKETS[market] if market else None) == code


def grouped(whole: str, separator: str) -> str:
    head = len(whole) % 3
    return separator.join(filter(None, [whole[:head], *(whole[i : i + 3] for i in range(head, len(whole), 3))]))


def indian(whole: str) -> str:
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ",".join([*pairs, tail])


WESTERN = [
    ("$", "", ",", ".", "us"),
    ("£", "", ",", ".", "gb"),
    ("", " €", ".", ",", "de"),
    ("€ ", "", ".", ",", "nl"),
    ("", " €", "\u202f", ",", "fr"),
    ("", " €", "\u00a0", ",", "fr"),
    ("", " zł", " ", ",", "pl"),
    ("", " Kč", "\u2009", ",", "cz"),
    ("", " kr", " ", ",", "se"),
    ("CHF ", "", "’", ".", "ch"),
    ("CHF ", "", "'", ".", "ch"),
    ("", " TL", ".", ",", "tr"),
    ("₺", "", ".", ",", "tr"),
    ("", " Ft", " ", ",", "hu"),
    ("", "", ".", ",", "de"),
    ("", "", ",", ".", "us"),
    ("", " €", "", ",", "de"),
]


@given(
    cents=st.integers(1, 10**11 - 1),
    way=st.sampled_from(WESTERN),
    shown=st.sampled_from(["cents", "raised", "dash", "whole"]),
)
@example(cents=100_000, way=WESTERN[0], shown="whole")
def test_what_is_written_is_read_back(cents: int, way: tuple[str, str, str, str, str], shown: str) -> None:
    before, after, thousands, decimal, market = way
    whole, hundredths = divmod(cents, 100)
    if shown in {"dash", "whole"}:
        hundredths = 0
        whole = whole or 1
    tail = {"cents": f"{decimal}{hundredths:02}", "raised": f" {hundredths:02}", "dash": f"{decimal}–", "whole": ""}[
        shown
    ]
    money = read_price(before + grouped(str(whole), thousands) + tail + after, market=MARKETS[market])
    assert money == Money(whole + Decimal(hundredths).scaleb(-2), MARKETS[market].currency)


@given(rupees=st.integers(1, 10**9), paise=st.integers(0, 99))
def test_indian_grouping_is_read_back(rupees: int, paise: int) -> None:
    text = f"₹{indian(str(rupees))}.{paise:02}"
    assert read_price(text) == Money(rupees + Decimal(paise).scaleb(-2), "INR")


@given(fils=st.integers(1, 10**9))
def test_three_decimals_are_read_back(fils: int) -> None:
    whole, thousandths = divmod(fils, 1000)
    assert read_price(f"KWD {whole:,}.{thousandths:03}") == Money(Decimal(fils).scaleb(-3), "KWD")


@given(won=st.integers(1, 10**9))
def test_korean_numbers_are_read_back(won: int) -> None:
    man, rest = divmod(won, 10_000)
    text = (f"{man}만" if man else "") + (f" {rest:,}" if rest else "") + "원"
    assert read_price(text) == Money(Decimal(won), "KRW")


@given(amount=st.decimals("0.01", "99999999", places=2))
def test_machine_prices_are_read_back(amount: Decimal) -> None:
    assert read_machine_price(str(amount)) == amount
    assert read_machine_price(f"{amount:,}") == amount


def digits_of(text: str) -> str:
    return "".join(str(int(char)) for char in text if char.isdecimal())


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "$",
            "€",
            " TL",
            "£",
            "kr",
            "원",
            "万",
            "만",
            "-",
            "–",
            ".",
            ",",
            "'",
            " ",
            "\n",
            "%",
            "x",
            "was",
            "Save",
            "/mo",
            "ab",
            "KDV",
            "(",
            ")",
        ]
    ),
    st.integers(0, 10**7).map(str),
    st.text(string.digits + "., '-%x$€", max_size=10),
)


@given(text=st.lists(PIECES, max_size=14).map("".join), market=st.sampled_from([None, *MARKETS]))
def test_no_text_fails_and_no_number_is_made_up(text: str, market: str | None) -> None:
    money = read_price(text, market=MARKETS[market] if market else None)
    if money is None:
        return
    assert money.amount > 0
    written = iter(digits_of(text))
    said = str(money.amount.normalize().as_tuple().digits).translate(str.maketrans("", "", "(), ")).replace("0", "")
    assert all(digit in written for digit in said), (text, money)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.booleans(), st.binary()))
def test_no_machine_field_fails(value: object) -> None:
    amount = read_machine_price(value)
    assert amount is None or amount > 0
