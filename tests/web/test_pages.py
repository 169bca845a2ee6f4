"""Every page answers, and says what the database says."""

import re

import pytest
from shown import SHOPS, Shown, told

TI = "/gpu/geforce-rtx-5070-ti"
PAGES = (
    "/",
    "/m/us",
    TI,
    "/gpu/geforce-rtx-5080?market=us&days=30",
    "/gpu/radeon-rx-580",
    "/signals",
    "/retailers",
    "/retailers/north",
    "/setup",
    "/alerts",
    "/events",
    "/search?q=5070+ti",
    "/questions",
    "/questions/cheapest_in_stock",
    "/nothing",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_title_a_heading_and_says_how_fresh_it_is(shown: Shown, path: str) -> None:
    answer = shown.get(path)
    assert answer.status == (404 if path == "/nothing" else 200)
    assert re.search(r"<title>[^<]{3,}</title>", answer.text)
    assert answer.text.count("<h1") == 1
    assert "<script" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    if path != "/nothing":
        assert "3 of 3 shops readable, 100 % of its offers known" in told(answer.text)


def test_a_card_says_what_to_buy_now_cheapest_first(shown: Shown) -> None:
    page = shown.page(TI)
    best = page[page.index('class="best"') : page.index('id="fair"')]
    assert re.findall(r"<strong>(\$\d+)</strong> (\w+)", best) == [
        ("$750", "North"),
        ("$760", "South"),
        ("$770", "West"),
    ]
    assert "sold by the shop" in best
    assert "delivery not said" in best
    said = told(page)
    assert "3 of 3 offers in stock, at 3 of 3 sellers" in said
    assert "street price $760 (+1 % over launch price)" in said


def test_a_price_is_good_only_beside_the_lowest_known_one(shown: Shown) -> None:
    assert "Good price. $750 is as low as it ever was" in told(shown.page(TI))
    assert "Usual price (median of 90 days): $850, −12 % now." in told(shown.page(TI))
    dear = told(shown.page("/gpu/geforce-rtx-5090"))
    assert "Good price." in dear
    assert "$2,400 is as low as it ever was" in dear


def test_what_is_sold_out_is_said_so_and_judged_against_nothing(shown: Shown) -> None:
    page = shown.page("/gpu/geforce-rtx-5080")
    assert 'class="best"' not in page
    assert "No new one is known to be in stock." in told(page)
    assert "Nothing is in stock to compare with" in told(page)
    assert page.count("out of stock</td>") == 3
    assert ", then sold out" in page


def test_how_long_it_is_out_is_said_only_of_enough(shown: Shown) -> None:
    said = told(shown.page("/gpu/geforce-rtx-5080"))
    assert "3 stockouts of single offers in 180 days, 0 of them over. Too little was seen to say how long" in said
    assert "restocks of single offers" not in said


def test_tell_me_is_filled_in_with_five_percent_below_the_usual_price(shown: Shown) -> None:
    assert 'href="/alerts/new?gpu=geforce-rtx-5070-ti&amp;market=us&amp;limit=810"' in shown.page(TI)


def test_a_card_nobody_lists_and_one_that_does_not_exist(shown: Shown) -> None:
    assert "No watched shop lists it." in told(shown.page("/gpu/radeon-rx-580"))
    missing = shown.get("/gpu/geforce-rtx-9999")
    assert (missing.status, "text/html" in missing.headers["Content-Type"]) == (404, True)
    assert shown.get(f"{TI}?market=de").status == 404
    assert shown.get("/m/de").status == 404
    assert shown.get(f"{TI}?days=1").status == 400


def test_signals_are_filtered(shown: Shown) -> None:
    stockouts = shown.page("/signals?kind=stockout&scope=listing")
    assert stockouts.count('class="kind stockout') == 3
    assert shown.page("/signals?kind=stockout&gpu=geforce-rtx-5090").count('class="kind') == 0
    assert "None of that kind." in shown.page("/signals?market=tr")
    assert shown.page("/signals?kind=price_drop&state=open").count('class="kind stockout') == 0
    assert shown.get("/signals?kind=nonsense").status == 400
    assert shown.get("/signals?offset=-1").status == 400
    assert 'rel="prev"' in shown.page("/signals?offset=50")


def test_shops_say_how_their_polls_went(shown: Shown) -> None:
    said = told(shown.page("/retailers"))
    assert all(f"{name.title()} first party United States 100 % 7 of 7" in said for name in SHOPS)
    one = told(shown.page("/retailers/north"))
    assert "Watched 100 % of the time. 7 polls: ok 7" in one
    assert "price 100 %" in one
    assert shown.get("/retailers/nobody").status == 404


def test_setup_lists_what_could_be_watched_with_the_commands(shown: Shown) -> None:
    page = shown.page("/setup?market=us")
    assert "<code>gpumarket retailer enable later</code>" in page
    assert "<code>gpumarket retailer disable north</code>" in page
    assert "unverified, needs a browser" in told(page)
    assert "There is no file of a shop in this market yet." in told(shown.page("/setup?market=tr"))


def test_what_people_write_is_escaped(shown: Shown) -> None:
    assert "&lt;b&gt;" in shown.page("/events")
    assert "Somebody buys many" in shown.page("/events")
    found = shown.page('/search?q=%3Cb%3E5070"')
    assert "<b>" not in found
    assert shown.get("/questions/cheapest_in_stock?market=%3Cb%3E").status == 200


def test_search_finds_by_words_what_is_sold_first(shown: Shown) -> None:
    links = re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', shown.page("/search?q=ti+5070"))
    assert links == [(f"{TI}?market=us", "GeForce RTX 5070 Ti")]
    names = [name for _, name in re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', shown.page("/search?q=rtx"))]
    assert set(names[:3]) == {"GeForce RTX 5070 Ti", "GeForce RTX 5080", "GeForce RTX 5090"}
    assert "Write a part of a card's name" in told(shown.page("/search?q=+"))
    assert "No graphics card of the catalogue" in shown.page("/search?q=zzz")


def test_questions_are_asked_with_their_parameters(shown: Shown) -> None:
    name = "/questions/cheapest_in_stock"
    page = told(shown.page(f"{name}?market=us&gpu=GeForce+RTX+5070+Ti"))
    assert "1 rows. JSON · CSV" in page
    assert "at most 200 rows here, 10000 there; a query is cancelled after 10 s" in page
    as_json = shown.get(f"{name}.json?market=us&gpu=GeForce+RTX+5070+Ti").json
    assert as_json["columns"][:2] == ["gpu", "price_local"]
    assert as_json["rows"][0][:2] == ["GeForce RTX 5070 Ti", "750"]
    assert as_json["more"] is False
    lines = shown.get(f"{name}.csv?market=us&gpu=GeForce+RTX+5070+Ti").text.splitlines()
    assert lines[0].split(",")[:2] == ["gpu", "price_local"]
    assert lines[1].split(",")[:2] == ["GeForce RTX 5070 Ti", "750"]
    assert shown.get(f"{name}.json?nothing=1").status == 400
    assert "is no parameter of" in shown.get(f"{name}?nothing=1").text
    assert shown.get("/questions/drop_table").status == 404


def test_the_reader_of_a_question_sees_the_views_alone(shown: Shown) -> None:
    from sqlalchemy.exc import DBAPIError

    from monitor.questions import read
    from monitor.storage import questions

    head = "-- section: Now\n-- title: T?\n-- description: D.\n"
    with shown.work.sessions() as session, pytest.raises(DBAPIError, match="permission denied"):
        questions.run(session, read("one", f"{head}SELECT address FROM public.recipient"), {})  # noqa: S608 - no value in it


def test_language_and_theme_are_kept_in_links(shown: Shown) -> None:
    page = shown.page("/?lang=tr&theme=dark")
    assert '<html lang="tr" data-theme="dark">' in page
    assert "Ekran kartı kıtlığı var mı?" in page
    own = [link for link in re.findall(r'href="(/[^"#]*)"', page) if not link.startswith(("/api", "/signals.atom"))]
    inner = [link for link in own if link not in {"/openapi.json", "/metrics", "/healthz"} and "lang=en" not in link]
    assert len(inner) > 20
    assert [link for link in inner if "lang=tr" not in link] == []
    assert '<html lang="tr">' in shown.page(TI, Accept_Language="tr-TR,tr;q=0.9,en;q=0.8")
    assert "750 TL" not in shown.page(f"{TI}?lang=tr")
    assert "<strong>$750</strong>" in shown.page(f"{TI}?lang=tr")


def test_charts_are_pictures_in_both_themes_and_languages(shown: Shown) -> None:
    address = "/pictures/price/geforce-rtx-5070-ti.svg?market=us&days=30"
    light, dark = shown.get(f"{address}&theme=light"), shown.get(f"{address}&theme=dark&lang=tr")
    assert light.headers["Content-Type"].startswith("image/svg+xml")
    assert "RTX 5070 Ti: lowest price steady over 30 days" in light.text
    assert "with tax" not in light.text
    assert "RTX 5070 Ti: en düşük fiyat 30 günde hemen hemen aynı" in dark.text
    assert shown.get(f"{address}&theme=light", If_None_Match=light.headers["ETag"]).status == 304
    assert shown.get("/pictures/price/nothing.svg?market=us").status == 404
    assert shown.get("/pictures/index/zz.svg").status == 404
