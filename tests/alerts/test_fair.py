"""Whether a price is fair, the trend of a price, and rules in plain sentences."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from made_up_notices import GPU, chart, rule

from monitor.alerts.described import described
from monitor.alerts.fair import is_fair, of_what, trend
from monitor.alerts.notice import Fairness, PriceDay
from monitor.alerts.rule import Pace, Rule, Sellers, What
from monitor.i18n.language import Language, language
from monitor.i18n.names import Names
from monitor.vocabulary import Level, ScopeKind, SignalKind

TODAY = date(2026, 11, 24)
EN, TR = language("en"), language("tr")


def fair(price: int, **more: object) -> str:
    known: dict[str, object] = {"known_days": 80, "median": Decimal(1000), "lowest": Decimal(900)}
    known |= {"lowest_on": date(2026, 10, 3), "currency": "EUR"} | more
    return is_fair(Fairness(price=Decimal(price), **known), TODAY, EN)  # type: ignore[arg-type]  # as given


def test_good_is_what_was_judged_so() -> None:
    assert fair(945, is_good=True) == "Good price: 6 % below the 90-day median; never seen cheaper"
    for is_good in (False, None):
        assert fair(946, lowest_since=date(2026, 11, 20), is_good=is_good) == (
            "5 % below the 90-day median; lowest of 90 days: €900 on 3 Oct 2026"
        )


def test_too_little_is_known() -> None:
    assert fair(900, known_days=34) == "Not known: a price is known on 34 of the last 90 days"
    assert fair(1100, known_days=1, launch=Decimal(1000)).endswith("; 10 % over launch price")
    assert "median" in fair(900, known_days=35)


def test_dear_is_said() -> None:
    assert fair(1210, lowest_since=date(2026, 11, 23), launch=Decimal(1100)) == (
        "21 % above the 90-day median; lowest of 90 days: €900 on 3 Oct 2026; 10 % over launch price"
    )
    assert fair(1000, lowest_since=date(2026, 11, 1)).startswith("At the 90-day median; lowest since 1 Nov 2026")


def days(*prices: int | None, known: bool = True) -> list[PriceDay]:
    first = date(2026, 8, 26)
    return [
        PriceDay(first + timedelta(n), None if price is None else Decimal(price), known=known or price is not None)
        for n, price in enumerate(prices)
    ]


@pytest.mark.parametrize(
    ("prices", "title"),
    [
        (days(*[1000] * 20, *[900] * 20), "RTX 5070 Ti: lowest price down 10 % in 40 days"),
        (days(*[1000] * 20, *[1210] * 20), "RTX 5070 Ti: lowest price up 21 % in 40 days"),
        (days(*[1000] * 39, 1009), "RTX 5070 Ti: lowest price steady over 40 days"),
        (days(*[1000] * 20, None), "RTX 5070 Ti: lowest price steady over 21 days, then sold out"),
        (days(*[1000] * 20, None, known=False), "RTX 5070 Ti: lowest price steady over 21 days"),
        (days(*[1000] * 13), "RTX 5070 Ti: too few days known to see a trend"),
        (days(None, None), "RTX 5070 Ti: never in stock in 2 days"),
    ],
)
def test_the_trend(prices: list[PriceDay], title: str) -> None:
    assert trend(prices, GPU, EN) == title
    for words in (EN, TR):
        assert len(trend(prices, GPU, words).split()) <= 15


def test_what_a_chart_is_of() -> None:
    assert of_what(chart(), "de", "EUR", EN) == "Germany · EUR with 19 % VAT · 26 Aug 2026 – 23 Nov 2026"
    assert of_what(chart(), "us", "USD", EN).startswith("United States · USD without sales tax · ")
    assert of_what(chart(), "fi", "EUR", EN).startswith("Finland · EUR with 25.5 % VAT · ")
    assert of_what(chart(), "tr", "TRY", TR) == "Türkiye · TL, KDV dahil (%20) · 26 Ağustos 2026 – 23 Kasım 2026"


@pytest.mark.parametrize(
    ("asked", "english", "turkish"),
    [
        (
            rule(limit=Decimal(899), markets=("de",)),
            "RTX 5070 Ti in stock at €899 or less in Germany, sold by shops; told at once",
            "RTX 5070 Ti; durum: stokta; en çok: €899; ülke: Almanya; satıcı: mağazalar; bildirim: hemen",
        ),
        (
            rule(
                limit=None,
                markets=("us", "gb"),
                sellers=Sellers.ANY,
                used=True,
                pace=Pace.DAILY,
                timezone="Europe/Berlin",
            ),
            (
                "RTX 5070 Ti in stock in the United States or the United Kingdom, from any seller, also used; told once a day"
                " at 08:00 (Europe/Berlin)"
            ),
            (
                "RTX 5070 Ti; durum: stokta; ülke: Amerika Birleşik Devletleri veya Birleşik Krallık; satıcı: fark etmez;"
                " ikinci el de olur; bildirim: günde bir, saat 08:00 (Europe/Berlin)"
            ),
        ),
        (
            rule(What.PREMIUM, premium=0.1, confirm=2, remind=timedelta(days=7)),
            (
                "RTX 5070 Ti at a street price at most 10 % over launch price in Türkiye, sold by shops; told at once, when seen"
                " in 2 polls, again every 7 days"
            ),
            (
                "RTX 5070 Ti; piyasa fiyatı, çıkış fiyatına göre: en çok %10 pahalı; ülke: Türkiye; satıcı: mağazalar;"
                " bildirim: hemen; gereken okuma sayısı: 2; hatırlatma aralığı: 7 gün"
            ),
        ),
        (
            rule(What.NEW_LOW, days=60, retailers=("vatan",), quiet=(time(22), time(7))),
            (
                "RTX 5070 Ti cheaper than in the last 60 days in Türkiye at vatan, sold by shops; told at once, not between 22:00"
                " and 07:00 (Europe/Istanbul)"
            ),
            (
                "RTX 5070 Ti; son 60 günün en düşük fiyatı; ülke: Türkiye; mağaza: vatan; satıcı: mağazalar; bildirim: hemen;"
                " sessiz saatler: 22:00 – 07:00 (Europe/Istanbul)"
            ),
        ),
        (
            Rule(what=What.SIGNAL, level=Level.SEVERE, kinds=(SignalKind.SHORTAGE,), segments=("24gb_and_more",)),
            "severe shortage of cards with 24 GB and more; told at once",
            "ağır kıtlık; konu: 24 GB ve üzeri kartlar; bildirim: hemen",
        ),
        (
            Rule(
                what=What.SIGNAL,
                level=Level.TIGHT,
                kinds=(SignalKind.SHORTAGE,),
                scopes=(ScopeKind.MARKET,),
                markets=("us",),
            ),
            "tight supply or worse of the whole market in the United States; told at once",
            "en az: sıkışık arz; konu: bütün pazar; ülke: Amerika Birleşik Devletleri; bildirim: hemen",
        ),
        (
            Rule(what=What.SIGNAL, level=Level.SHORTAGE, kinds=(SignalKind.SHORTAGE,)),
            "shortage or worse of any card or the whole market; told at once",
            "en az: kıtlık; konu: her kart veya bütün pazar; bildirim: hemen",
        ),
        (
            Rule(what=What.SIGNAL, kinds=(SignalKind.STOCKOUT, SignalKind.BELOW_REFERENCE), scopes=(ScopeKind.GPU,)),
            "stockout or price below the launch price of any card; told at once",
            "tükendi veya çıkış fiyatının altında fiyat; konu: her kart; bildirim: hemen",
        ),
        (
            rule(What.PREMIUM, premium=0.0, markets=()),
            "RTX 5070 Ti at a street price of launch price or less, sold by shops; told at once",
            "RTX 5070 Ti; piyasa fiyatı: en çok çıkış fiyatı kadar; satıcı: mağazalar; bildirim: hemen",
        ),
        (
            Rule(what=What.NOT_SEEN, retailers=("vatan",)),
            "shops that cannot be read: vatan; told at once",
            "okunamayan mağazalar: vatan; bildirim: hemen",
        ),
        (
            Rule(what=What.NOT_SEEN, markets=("de",), pace=Pace.WEEKLY, kinds=(SignalKind.BLOCKED,)),
            "shops that cannot be read (shop blocks the monitor) in Germany; told once a week at 08:00 (UTC)",
            "okunamayan mağazalar (mağaza izlemeyi engelliyor); ülke: Almanya; bildirim: haftada bir, saat 08:00 (UTC)",
        ),
    ],
)
def test_a_rule_is_one_plain_sentence(asked: Rule, english: str, turkish: str) -> None:
    assert described(asked, EN) == english
    assert described(asked, TR) == turkish


@pytest.mark.parametrize("scope", [scope for scope in ScopeKind if scope is not ScopeKind.GPU])
@pytest.mark.parametrize("words", [EN, TR], ids=["en", "tr"])
def test_a_rule_about_more_or_less_than_cards_is_not_said_to_be_about_cards(scope: ScopeKind, words: Language) -> None:
    of_cards = described(Rule(what=What.SIGNAL, scopes=(ScopeKind.GPU,)), words)
    assert Names(words).scope(ScopeKind.GPU) in of_cards
    assert Names(words).scope(ScopeKind.GPU) not in described(Rule(what=What.SIGNAL, scopes=(scope,)), words)


def test_many_cards_are_counted() -> None:
    gpus = tuple(f"GeForce RTX 50{n}0" for n in range(5, 10))
    assert described(Rule(what=What.SIGNAL, gpus=gpus), EN).startswith(
        "any signal of RTX 5050, RTX 5060, RTX 5070 and 2 more"
    )
