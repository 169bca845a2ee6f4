import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.catalog.text import fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("EKRAN KARTI", "ekran karti"),
        ("Ekran Kartı", "ekran karti"),
        ("GİGABYTE", "gigabyte"),
        ("GİGABYTE".lower(), "gigabyte"),
        ("gıgabyte rtx 5070 tı", "gigabyte rtx 5070 ti"),
        ("DİZÜSTÜ", "dizustu"),
        ("Für Größe", "fur grosse"),
        ("Radeon™ RX® 9070", "radeon rx 9070"),
        ("ＲＴＸ　５０７０", "rtx 5070"),
        ("RTX\u20115070\u200b Ti", "rtx-5070 ti"),
        ("RТХ 5070 Тi", "rtx 5070 ti"),
        ("ртх 4090", "rtx 4090"),
        ("RTX 4070 Супер", "rtx 4070 super"),
        ("Видеокарта", "видеокарта"),
        ("그래픽카드", "그래픽카드"),
        ("グラフィックボード", "グラフィックボード"),
        ("ｸﾞﾗﾎﾞ", "グラボ"),
        ("显卡", "显卡"),
        ("Чёрная", "черная"),
        ("Κάρτα ΓΡΑΦΙΚΏΝ", "καρτα γραφικων"),
        ("Card màn hình Đồ", "card man hinh do"),
        ("كَرت شاشة", "كرت شاشه"),
        ("כַּרְטִיס", "כרטיס"),
        ("การ์ดจอ", "การ์ดจอ"),
        ("RTX  5070 \t Ti", "rtx 5070 ti"),
        ("R X 5600 X T", "rx 5600 xt"),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="RTXGİIıiüÜşŞçÇöÖğĞ 5070TSUPER", max_size=30))
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text) == fold(text.lower())
