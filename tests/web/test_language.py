"""What a Turkish reader is shown is Turkish, also where something is refused; programs get English."""

import re
from datetime import timedelta

import pytest
from shown import Shown, told

from monitor import questions
from monitor.i18n.language import language
from monitor.signals.durations import Durations
from monitor.web.spoken import Spoken

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nothing", 404, "Böyle bir sayfa yok."),
        ("/gpu/geforce-rtx-9999", 404, "Katalogda böyle bir ekran kartı yok: 'geforce-rtx-9999'."),
        ("/m/zz", 404, "Bu pazarda izlenen mağaza yok: 'zz'."),
        ("/retailers/nobody", 404, "Böyle bir mağaza yok: 'nobody'."),
        ("/gpu/geforce-rtx-5080?days=1", 400, "days: en az 30"),
        ("/gpu/geforce-rtx-5080?days=x", 400, "days: tam sayı olmalı"),
        ("/signals?offset=1000001", 400, "offset: en çok 1000000"),
        ("/signals?kind=nonsense", 400, "Bilinmeyen değer: 'nonsense'. Olabilecekler: stockout, restock,"),
        ("/questions/drop_table", 404, "Böyle bir soru yok: 'drop_table'. Soruların listesi: /questions"),
        ("/questions/cheapest_in_stock?x=1", 400, "Böyle bir parametre yok: x."),
        (
            "/questions/how_polls_went?days=much",
            400,
            "days='much' kullanılamaz; tam sayı yazın (en az 0, en çok 1000000).",
        ),
        ("/questions/price_history_of_a_card?since=never", 400, "since='never' kullanılamaz; 2026-03-01, today ya da"),
    ],
)
def test_what_is_refused_is_said_in_the_readers_language(shown: Shown, path: str, status: int, said: str) -> None:
    answer = shown.get(path, Accept_Language="tr")
    assert (answer.status, said in told(answer.text)) == (status, True), told(answer.text)
    assert said not in told(shown.get(path, Accept_Language="en").text)


def test_what_is_wrong_with_an_address_comes_as_text_and_not_as_markup(shown: Shown) -> None:
    answer = shown.get("/questions/cheapest_in_stock?%3Cb%3E=1", Accept_Language="tr")
    assert (answer.status, "<b>" in answer.text) == (400, False)
    braces = shown.get("/retailers/%7Bname%7D", Accept_Language="tr")
    assert (braces.status, "Böyle bir mağaza yok: '{name}'." in told(braces.text)) == (404, True)


def test_programs_are_told_in_english(shown: Shown) -> None:
    answer = shown.get("/questions/cheapest_in_stock.json?x=1", Accept_Language="tr")
    assert answer.json["detail"] == "x is no parameter of cheapest_in_stock; it has: market, gpu."
    assert shown.get("/api/v1/nothing", Accept_Language="tr").status == 404


@pytest.mark.parametrize("question", questions.load(), ids=lambda each: each.name)
def test_questions_are_told_in_the_readers_language(shown: Shown, question: questions.Question) -> None:
    page = shown.get(f"/questions/{question.name}?lang=tr").text
    said = told(re.sub(r"<pre.*?</pre>", "", page, flags=re.DOTALL))
    # A word such as "market" is also the name of a parameter.
    about = [each.about for each in question.parameters if " " in each.about]
    english = [question.title, question.description, *about]
    assert [each for each in english if each in said] == []
    assert question.title in told(shown.get(f"/questions/{question.name}?lang=en").text)


@pytest.mark.parametrize(
    ("lasting", "english", "turkish"),
    [
        (
            Durations(5, 5, 0, 0, 2 * DAY, 3 * DAY, 9 * DAY),
            "restocks last 3 days (half of them 2 days to 9 days)",
            "yeni stokun dayanma süresi: 3 gün (yarısı 2 gün ile 9 gün arası)",
        ),
        (
            Durations(5, 3, 2, 0, 2 * DAY, 3 * DAY, None),
            "restocks last 3 days (a quarter up to 2 days)",
            "yeni stokun dayanma süresi: 3 gün (dörtte biri en çok 2 gün)",
        ),
        (Durations(5, 2, 3, 0, 2 * DAY, None, None), "", ""),
        (Durations(4, 4, 0, 0, 2 * DAY, 3 * DAY, 9 * DAY), "", ""),
        (None, "", ""),
    ],
)
def test_how_long_restocks_last_is_said_only_of_enough(lasting: Durations | None, english: str, turkish: str) -> None:
    assert Spoken(language("en")).sold_out_again(lasting) == english
    assert Spoken(language("tr")).sold_out_again(lasting) == turkish
