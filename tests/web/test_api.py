"""The JSON API, CSV and Atom say what the database says, by pages, and nothing that the OpenAPI document does not."""

import csv
import gzip
import io
from collections import Counter
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from shown import Shown

from monitor.web import answers
from monitor.web.desk import Desk
from monitor.web.site import build

TI = "geforce-rtx-5070-ti"
ATOM = "{http://www.w3.org/2005/Atom}"
TABLES = (
    "/cards",
    "/cards?q=rtx+50",
    "/markets",
    "/questions",
    "/gpus?market=us",
    f"/gpus/{TI}/days?market=us",
    "/offers?market=us",
    "/index?market=us",
    "/retailers",
    "/events",
    "/signals",
)


def items(shown: Shown, path: str) -> list[dict[str, Any]]:
    answer = shown.get(f"/api/v1{path}")
    assert answer.status == 200, answer.text
    found: list[dict[str, Any]] = answer.json["items"]
    return found


@pytest.mark.parametrize("path", TABLES)
def test_pages_of_a_table_are_the_whole_table_and_csv_has_the_same_rows(shown: Shown, path: str) -> None:
    whole = items(shown, path)
    join = "&" if "?" in path else "?"
    size = max(len(whole) // 2, 1)
    following: str | None = f"/api/v1{path}{join}limit={size}"
    found = []
    while following:
        answer = shown.get(following).json
        found += answer["items"]
        following = answer["next"]
    assert found[: len(whole)] == whole
    rows = list(csv.DictReader(io.StringIO(shown.get(f"/api/v1{path}{join}format=csv").text)))
    assert len(rows) == len(whole)
    if whole:
        assert rows[0].keys() == whole[0].keys()


def test_offers_are_those_on_the_shelves(shown: Shown) -> None:
    offers = items(shown, f"/offers?market=us&gpu={TI}")
    assert [(o["retailer"], o["price"], o["stock"], o["available"]) for o in offers] == [
        ("north", "750.0000", "in_stock", True),
        ("south", "760.0000", "in_stock", True),
        ("west", "770.0000", "in_stock", True),
    ]
    assert {o["shipping"] for o in offers} == {None}
    assert items(shown, "/offers?gpu=geforce-rtx-5080&available=true") == []
    assert len(items(shown, "/offers?gpu=geforce-rtx-5080")) == 3


def test_days_are_those_of_the_rollups(shown: Shown) -> None:
    days = items(shown, f"/gpus/{TI}/days?market=us")
    assert len(days) in {41, 42}
    assert days[10]["street_price"] == "860.0000"
    assert (days[10]["availability"], days[10]["sellers"], days[10]["tier"]) == (1.0, 3, "first_party")
    assert items(shown, f"/gpus/{TI}/days?market=us&until={days[0]['day']}") == days[:1]


def test_gpus_and_shops_and_signals_can_be_chosen(shown: Shown) -> None:
    assert {gpu["slug"] for gpu in items(shown, "/gpus")} == {TI, "geforce-rtx-5080", "geforce-rtx-5090"}
    assert items(shown, "/gpus?level=severe") == []
    assert [shop["retailer"] for shop in items(shown, "/retailers?enabled=true")] == ["north", "south", "west"]
    assert items(shown, "/retailers?enabled=false")[0]["retailer"] == "later"
    stockouts = items(shown, "/signals?kind=stockout&scope=listing&gpu=geforce-rtx-5080")
    assert len(stockouts) == 3
    assert {signal["scope"]["retailer"] for signal in stockouts} == {"north", "south", "west"}
    assert items(shown, "/signals?kind=stockout&gpu=geforce-rtx-5090") == []
    assert items(shown, "/events?market=us")[0]["title"] == "Somebody buys many"


def test_a_card_in_a_market_has_what_its_page_shows(shown: Shown) -> None:
    card = shown.get(f"/api/v1/gpus/{TI}?market=us").json
    assert [(o["retailer"], o["total"]) for o in card["cheapest"]] == [
        ("north", "750.0000"),
        ("south", "760.0000"),
        ("west", "770.0000"),
    ]
    fair = {name: card["fair"][name] for name in ("price", "lowest_price", "usual_price", "is_good", "in_anchor")}
    assert fair["is_good"] is True
    assert [fair[name].rstrip("0").rstrip(".") for name in ("price", "lowest_price", "usual_price")] == [
        "750",
        "750",
        "850",
    ]
    assert fair["in_anchor"] is None
    assert float(card["limit"]) == 810
    assert (card["stockouts"], card["restocks"]) == (None, None)
    out = shown.get("/api/v1/gpus/geforce-rtx-5080?market=us").json
    assert (out["cheapest"], out["fair"], out["offers_in_stock"]) == ([], None, 0)
    assert (out["stockouts"]["seen"], out["stockouts"]["going_on"], out["stockouts"]["median_days"]) == (3, 3, None)
    assert shown.get("/api/v1/gpus/radeon-rx-580?market=us").status == 404
    assert shown.get(f"/api/v1/gpus/{TI}?market=de").status == 404


def test_a_market_has_its_verdict_and_what_it_rests_on(shown: Shown) -> None:
    (market,) = items(shown, "/markets")
    (status,) = shown.get("/api/status").json
    shared = market.keys() & status.keys()
    # One writes UTC as Z.
    assert datetime.fromisoformat(market.pop("since")) == datetime.fromisoformat(status["since"])
    assert shared >= {"since", "level", "reason", "sentence"}
    assert {name: market[name] for name in shared - {"since"}} == {name: status[name] for name in shared - {"since"}}
    assert (market["shops"], market["shops_readable"], len(market["days"])) == (3, 3, 90)


def test_a_shop_has_its_sources_and_their_last_polls(shown: Shown) -> None:
    shop = shown.get("/api/v1/retailers/north").json
    (source,) = shop["sources"]
    assert (source["interval_s"], source["failures"], len(source["polls"])) == (86400, 0, 30)
    assert {poll["outcome"] for poll in source["polls"]} == {"ok"}
    assert source["fields"]["all"]["offers"] == 3
    later = shown.get("/api/v1/retailers/later").json
    assert (later["needs_browser"], later["enabled"], later["verified"]) == (True, False, False)
    assert shown.get("/api/v1/retailers/nobody").status == 404


def test_questions_are_asked_with_the_parameters_that_are_told(shown: Shown) -> None:
    for question in items(shown, "/questions"):
        defaults = urlencode({each["name"]: each["default"] for each in question["parameters"]})
        assert shown.get(f"/questions/{question['name']}.json?{defaults}").status == 200, question


def test_what_has_not_changed_is_not_sent_again(shown: Shown) -> None:
    first = shown.get("/api/v1/cards")
    assert first.headers["Cache-Control"] == "no-cache"
    again = shown.get("/api/v1/cards", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert shown.get("/api/v1/cards", If_None_Match='W/"other"').status == 200


def test_answers_are_compressed_for_who_can_read_that(shown: Shown) -> None:
    plain = shown.get("/api/v1/cards")
    packed = shown.get("/api/v1/cards", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert len(packed.body) < len(plain.body) / 4


def test_wrong_requests_are_told_what_is_wrong(shown: Shown) -> None:
    for path in ("/api/v1/index", "/api/v1/offers?limit=0", "/api/v1/gpus?level=nonsense", "/api/v1/offers?market=usa"):
        answer = shown.get(path)
        assert (answer.status, bool(answer.json["detail"])) == (422, True)
    assert shown.get("/api/v1/offers?gpu=nothing").json == {
        "detail": "There is no graphics card 'nothing' in the catalogue."
    }


def parsed(feed: bytes) -> ET.Element:
    return ET.fromstring(feed)  # noqa: S314 - our own


def test_the_feed_is_atom_with_ids_that_stay(shown: Shown) -> None:
    answer = shown.get("/signals.atom?kind=stockout&market=us")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    root = parsed(answer.body)
    assert root.tag == f"{ATOM}feed"
    assert all(root.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "author"))
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 3
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(set(ids)) == 3
    assert all(each.startswith("urn:uuid:") for each in ids)
    for entry in entries:
        assert entry.findtext(f"{ATOM}title") == "stockout: GeForce RTX 5080, United States"
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "").tzinfo
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert shown.get(link.get("href", "").removeprefix(shown.base)).status == 200
    again = parsed(shown.get("/signals.atom?kind=stockout").body)
    assert [entry.findtext(f"{ATOM}id") for entry in again.findall(f"{ATOM}entry")] == ids
    assert parsed(shown.get("/signals.atom?market=tr").body).findall(f"{ATOM}entry") == []


def test_no_cell_of_a_csv_is_a_formula() -> None:
    body = answers.csv_of(
        ["title", "n"], [["=HYPERLINK(1)", -4], [None, "@x"], ["+1+cmd", Decimal("-0.50")], ["-2+3", None]], "t"
    ).body
    assert bytes(body).decode() == "title,n\n'=HYPERLINK(1),-4\n,'@x\n'+1+cmd,-0.5\n'-2+3,\n"


def test_no_answer_that_the_openapi_document_does_not_have(shown: Shown) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    schema = schemathesis.openapi.from_asgi("/openapi.json", build(Desk(shown.work), shown.connected))
    checks = schemathesis.checks
    wanted = [
        checks.not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    ]
    how = settings(max_examples=3, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    asked = Counter[str]()
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in schemathesis.GenerationMode:

            @how
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: Any) -> None:
                response = case.call()
                asked[case.operation.path] += 1
                case.validate_response(response, checks=wanted)

            # Where nothing can be asked for, nothing can be asked for wrongly.
            with suppress(Unsatisfiable):
                ask()
    assert {"/api/v1/offers", "/signals.atom", "/questions/{name}.csv", "/readyz"} <= asked.keys()
