"""The subject and the three first lines of every kind of notice, in both languages."""

from datetime import timedelta

import msgspec
import pytest
from made_up_notices import BLOCKED, FAIR, NOW, PAGE, POOL, TIGHT, flapping, notice, over, question, rule, shop, signal

from monitor.alerts.notice import Notice, NoticeKind
from monitor.alerts.rule import What
from monitor.alerts.short import short, short_digest
from monitor.alerts.story import tell
from monitor.i18n.language import language
from scrapers.offer import Stock

VATAN = "https://vatan.example/rtx-5070-ti"


def said(told: Notice, code: str) -> list[str]:
    story = tell(told, language(code), NOW, PAGE)
    return [story.subject, *(str(line) for line in story.lines)]


FAIR_EN = "Fair? 6 % below the 90-day median; lowest since 3 Oct 2026. Next: Itopya, 56,249 TL."
FAIR_TR = (
    "Fiyat nasıl? 90 günlük medyana göre %6 ucuz; 3 Ekim 2026 tarihinden beri en düşük. Sıradaki: Itopya, 56.249 TL."
)
SURE_EN = "Sure? Read twice, seller: the shop itself, new. Türkiye: 5 of 7 shops readable."
SURE_TR = (
    "Ne kadar eminiz? İki kez okundu; satıcı: mağazanın kendisi; ürün: sıfır. Türkiye: 7 mağazadan 5 tanesi okunuyor."
)
SEEN_EN = f"Seen 14:07, 40 s ago: {VATAN}"
SEEN_TR = f"Görülme: 14:07, 40 sn önce: {VATAN}"
KINDS = {
    "opened": (
        notice(),
        [
            "In stock | RTX 5070 Ti | 54,999 TL | Vatan",
            f"In stock: Vatan, 54,999 TL (your limit: 56,000 TL). {SEEN_EN}",
        ],
        ["Stokta | RTX 5070 Ti | 54.999 TL | Vatan", f"Stokta: Vatan, 54.999 TL (sınırınız: 56.000 TL). {SEEN_TR}"],
    ),
    "reminder": (
        notice(NoticeKind.REMINDER),
        [
            "Still in stock | RTX 5070 Ti | 54,999 TL | Vatan",
            f"Still in stock (5 h so far): Vatan, 54,999 TL (your limit: 56,000 TL). {SEEN_EN}",
        ],
        [
            "Hâlâ stokta | RTX 5070 Ti | 54.999 TL | Vatan",
            f"Hâlâ stokta (şu ana kadar: 5 sa): Vatan, 54.999 TL (sınırınız: 56.000 TL). {SEEN_TR}",
        ],
    ),
    "test of the demo": (
        notice(NoticeKind.TEST, demo=True),
        [
            "[Demo] Test, in stock | RTX 5070 Ti | 54,999 TL | Vatan",
            f"Test, in stock: Vatan, 54,999 TL (your limit: 56,000 TL). {SEEN_EN}",
        ],
        [
            "[Demo] Deneme, stokta | RTX 5070 Ti | 54.999 TL | Vatan",
            f"Deneme, stokta: Vatan, 54.999 TL (sınırınız: 56.000 TL). {SEEN_TR}",
        ],
    ),
    "premium": (
        notice(rule=rule(What.PREMIUM, premium=0.1)),
        [
            "Near launch price | RTX 5070 Ti | 54,999 TL | Vatan",
            f"Near launch price: Vatan, 54,999 TL (street price against launch price: +8 %, your limit: +10 %). {SEEN_EN}",
        ],
        [
            "Çıkış fiyatına yakın | RTX 5070 Ti | 54.999 TL | Vatan",
            (
                "Çıkış fiyatına yakın: Vatan, 54.999 TL (çıkış fiyatına göre piyasa fiyatı: +%8, sınırınız: +%10)."
                f" {SEEN_TR}"
            ),
        ],
    ),
    "new low": (
        notice(rule=rule(What.NEW_LOW, days=60)),
        [
            "New low | RTX 5070 Ti | 54,999 TL | Vatan",
            f"New low: Vatan, 54,999 TL (lowest of 60 days). {SEEN_EN}",
        ],
        [
            "Yeni en düşük fiyat | RTX 5070 Ti | 54.999 TL | Vatan",
            f"Yeni en düşük fiyat: Vatan, 54.999 TL (son 60 günün en düşüğü). {SEEN_TR}",
        ],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_can_be_had(kind: str) -> None:
    told, english, turkish = KINDS[kind]
    assert said(told, "en") == [*english, FAIR_EN, SURE_EN]
    assert said(told, "tr") == [*turkish, FAIR_TR, SURE_TR]


def test_what_is_over_says_how_long_it_lasted_and_where_it_still_is() -> None:
    assert said(over(), "en") == [
        "No longer at your limit | RTX 5070 Ti | Türkiye",
        f"No longer at your limit: RTX 5070 Ti, Türkiye. It lasted 4 h, until 13:07: {PAGE}",
        (
            "Elsewhere? Still at your limit, other seller or condition: Pazar (Ekran Bilişim, new), 55,500 TL:"
            " https://pazar.example/rtx-5070-ti"
        ),
        "Sure? Türkiye: 5 of 7 shops readable.",
    ]
    assert said(over(), "tr") == [
        "Artık sınırınızda değil | RTX 5070 Ti | Türkiye",
        f"Artık sınırınızda değil: RTX 5070 Ti, Türkiye. Süre: 4 sa; bitiş: 13:07: {PAGE}",
        (
            "Başka yerde? Sınırınızda; satıcı veya durum farklı: Pazar (Ekran Bilişim, sıfır), 55.500 TL:"
            " https://pazar.example/rtx-5070-ti"
        ),
        "Ne kadar eminiz? Türkiye: 7 mağazadan 5 tanesi okunuyor.",
    ]


def test_what_is_over_names_the_cheapest_where_nothing_is_at_the_limit() -> None:
    dearer = shop(price="57000", meets=False)
    assert said(over(elsewhere=(), shops=(dearer,)), "en")[2] == (
        f"Elsewhere? Not as you asked. Cheapest in stock: Vatan, 57,000 TL: {VATAN}"
    )
    assert said(over(elsewhere=()), "en")[2] == "Elsewhere? Nowhere in stock that can be read now."


def test_without_a_limit_it_is_no_longer_in_stock() -> None:
    told = over(rule=rule(limit=None))
    assert said(told, "en")[0] == "No longer in stock | RTX 5070 Ti | Türkiye"
    assert said(told, "en")[2].startswith("Elsewhere? Still in stock, other seller or condition: Pazar")


def test_what_flaps_says_how_often() -> None:
    assert said(flapping(), "en") == [
        "On and off | RTX 5070 Ti | 54,999 TL | Vatan",
        (
            "On and off: RTX 5070 Ti, 6 changes in 24 hours. Now: Vatan, 54,999 TL (your limit: 56,000 TL)."
            f" Seen 14:07, 40 s ago: {VATAN}"
        ),
        FAIR_EN,
        f"{SURE_EN} You hear of it again when it has rested for 12 h.",
    ]
    turkish = said(flapping(), "tr")
    assert turkish[1].startswith(
        "Gidip geliyor: RTX 5070 Ti; 24 saatteki değişiklik sayısı: 6. Şimdi: Vatan, 54.999 TL"
    )
    assert turkish[3].endswith("Yeniden haber için gereken sakin süre: 12 sa.")


def test_what_flaps_and_is_away_says_so() -> None:
    told = flapping(is_on=False, changes=5, shops=(shop(stock=Stock.OUT_OF_STOCK, meets=False),), fairness=None)
    assert said(told, "en")[1] == f"On and off: RTX 5070 Ti, 5 changes in 24 hours. Now: not as you asked: {PAGE}"


def test_an_address_is_asked_plainly() -> None:
    assert said(question(), "en") == [
        "Please confirm | RTX 5070 Ti",
        "Somebody, probably you, asked for this alert at this address:",
        "RTX 5070 Ti in stock at 56,000 TL or less in Türkiye, sold by shops; told at once.",
        "If it was not you, do nothing: nothing more is sent.",
    ]
    assert said(question(), "tr") == [
        "Lütfen onaylayın | RTX 5070 Ti",
        "Biri (büyük olasılıkla siz) bu adrese şu bildirimi istedi:",
        "RTX 5070 Ti; durum: stokta; en çok: 56.000 TL; ülke: Türkiye; satıcı: mağazalar; bildirim: hemen.",
        "Siz değilseniz hiçbir şey yapmayın: başka ileti gönderilmez.",
    ]


def test_a_shortage_of_a_card() -> None:
    assert said(signal(), "en") == [
        "Severe shortage | RTX 5090 | Germany",
        f"Severe shortage: RTX 5090, Germany. Since 22 Nov 2026 03:00: {PAGE}",
        (
            "Fair? Cheapest in stock: Grafikhof, €2,759; street price: 38 % over launch price:"
            " https://grafikhof.example/rtx-5070-ti"
        ),
        "Sure? Sellers with stock: 2 of 9 (usually 7); most likely: a part of the market. Germany: 5 of 7 shops readable.",
    ]
    assert said(signal(), "tr") == [
        "Ağır kıtlık | RTX 5090 | Almanya",
        f"Ağır kıtlık: RTX 5090, Almanya. Başlangıç: 22 Kasım 2026 03:00: {PAGE}",
        (
            "Fiyat nasıl? Stoktaki en ucuz: Grafikhof, €2.759; piyasa fiyatı: çıkış fiyatına göre %38 pahalı:"
            " https://grafikhof.example/rtx-5070-ti"
        ),
        (
            "Ne kadar eminiz? Stoku olan satıcılar: 2 / 9 (normalde: 7); en olası neden: pazarın bir bölümü."
            " Almanya: 7 mağazadan 5 tanesi okunuyor."
        ),
    ]


def test_a_shortage_of_many_cards() -> None:
    told = signal(POOL, verdict=TIGHT)
    assert said(told, "en") == [
        "Shortage | cards with 24 GB and more | Germany",
        f"Shortage: cards with 24 GB and more, Germany. Since 22 Nov 2026 03:00: {PAGE}",
        (
            "How bad? Shortage since 22 November. RTX 5090 in stock at 2 of 9 shops (90 days: 7 of 9), street price 38 % over"
            " launch price; other cards normal. Looks like: cards with 24 GB and more."
        ),
        "Sure? Most likely: a part of the market. Germany: 5 of 7 shops readable.",
    ]
    assert said(told, "tr")[2] == (
        "Ne kadar kötü? Kıtlık (22 Kasım tarihinden beri). RTX 5090; stoku olan mağazalar: 2 / 9 (son 90 gün: 7 / 9); piyasa"
        " fiyatı: çıkış fiyatına göre %38 pahalı; diğer kartlar normal. Benzediği: 24 GB ve üzeri kartlar."
    )


def test_a_verdict_that_was_stored_says_the_same() -> None:
    told = signal(POOL, verdict=TIGHT)
    assert said(msgspec.convert(msgspec.to_builtins(told), Notice), "tr") == said(told, "tr")


@pytest.mark.parametrize(
    ("kind", "english", "turkish"),
    [
        (NoticeKind.REMINDER, "Still: severe shortage | RTX 5090", "Sürüyor: ağır kıtlık | RTX 5090"),
        (NoticeKind.CLOSED, "Over: severe shortage | RTX 5090", "Sona erdi: ağır kıtlık | RTX 5090"),
        (NoticeKind.FLAPPING, "On and off: severe shortage | RTX 5090", "Gidip geliyor: ağır kıtlık | RTX 5090"),
        (NoticeKind.TEST, "Test, severe shortage | RTX 5090", "Deneme, ağır kıtlık | RTX 5090"),
    ],
)
def test_what_becomes_of_a_signal(kind: NoticeKind, english: str, turkish: str) -> None:
    told = signal(kind=kind, ended_at=NOW - timedelta(days=1))
    assert said(told, "en")[0] == f"{english} | Germany"
    assert said(told, "tr")[0] == f"{turkish} | Almanya"


def test_a_shop_that_cannot_be_read_is_no_shortage() -> None:
    assert said(signal(BLOCKED), "en") == [
        "Shop blocks the monitor | grafikhof | Germany",
        f"Shop blocks the monitor: grafikhof, Germany. Since 11:07: {PAGE}",
        "What it means? Its prices and stock are not known meanwhile; no shortage is concluded.",
        "Sure? What came back: blocked, captcha, a challenge page; Polls: 12. Germany: 5 of 7 shops readable.",
    ]


def test_a_test_without_anything_to_tell() -> None:
    nothing = Notice(kind=NoticeKind.TEST, rule=rule(), at=NOW, gpu="GeForce RTX 5070 Ti", market="tr")
    assert said(nothing, "en")[0] == "Test, nothing at the moment | RTX 5070 Ti | Türkiye"
    no_signal = Notice(kind=NoticeKind.TEST, rule=rule(What.SIGNAL, gpus=()), at=NOW, market="tr")
    assert (
        said(no_signal, "en")[1]
        == f"Test, signal: any card or the whole market, Türkiye. There was no such signal yet: {PAGE}"
    )


def test_a_short_message_says_the_same() -> None:
    title, body = short(notice(), "en", NOW, PAGE)
    assert [title, *body.splitlines()] == said(notice(), "en")


def test_many_are_one_short_message() -> None:
    title, body = short_digest([notice()] * 8, "en", NOW)
    assert title == "8 alerts"
    assert body.count(VATAN) == 5
    assert body.endswith("and 3 more")


def test_too_little_known_is_said() -> None:
    told = notice(fairness=msgspec.structs.replace(FAIR, known_days=12))
    assert said(told, "en")[2].startswith("Fair? Not known: a price is known on 12 of the last 90 days. Next:")
