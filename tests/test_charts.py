"""The price chart: what is drawn where, and that the pictures have text."""

import os
import re
import subprocess
import sys
import zlib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from made_up_notices import chart as made_up_days

from monitor.alerts.notice import PriceDay
from monitor.charts import price_chart
from monitor.drawing import Chart

FIRST = date(2026, 8, 26)


def drawn(days: list[PriceDay], **more: Any) -> Chart:
    how: dict[str, Any] = {"currency": "TRY", "title": "A title", "subtitle": "A subtitle"}
    return price_chart(days, **(how | more))


def day(number: int, price: int | None, *, known: bool = True) -> PriceDay:
    return PriceDay(FIRST + timedelta(number), None if price is None else Decimal(price), known=known)


def layers(chart: Chart, mark: str) -> list[dict[str, Any]]:
    return [each for each in chart.spec["layer"] if each["mark"]["type"] == mark]


def lines(chart: Chart) -> list[list[tuple[str, float]]]:
    """The points of each stretch of the price line."""
    stretches: dict[int, list[tuple[str, float]]] = {}
    for layer in layers(chart, "line"):
        assert layer["mark"]["interpolate"] == "step-after"
        for point in layer["data"]["values"]:
            stretches.setdefault(point["stretch"], []).append((point["begin"], point["amount"]))
    return list(stretches.values())


def test_the_line_is_broken_while_sold_out_and_while_not_known() -> None:
    chart = drawn([day(0, 100), day(1, 90), day(2, None), day(3, 95), day(4, None, known=False), day(5, 80)])
    assert lines(chart) == [
        [("2026-08-26", 100), ("2026-08-27", 90), ("2026-08-28", 90)],
        [("2026-08-29", 95), ("2026-08-30", 95)],
        [("2026-08-31", 80), ("2026-09-01", 80)],
    ]
    (sold_out,), (not_known,) = layers(chart, "bar"), layers(chart, "rect")
    assert sold_out["data"]["values"] == [{"begin": "2026-08-28", "end": "2026-08-29"}]
    assert not_known["data"]["values"] == [{"begin": "2026-08-30", "end": "2026-08-31"}]


def test_a_day_that_is_missing_is_not_known() -> None:
    chart = drawn([day(0, 100), day(3, 100)])
    assert layers(chart, "rect")[0]["data"]["values"] == [{"begin": "2026-08-27", "end": "2026-08-29"}]
    assert len(lines(chart)) == 2


def test_limit_and_median_are_lines_that_differ_in_dash_and_are_named() -> None:
    chart = drawn([day(0, 100)], limit=Decimal(90), median=Decimal(95))
    rules = layers(chart, "rule")
    assert [rule["data"]["values"][0]["amount"] for rule in rules] == [90, 95]
    assert rules[0]["mark"]["strokeDash"] != rules[1]["mark"]["strokeDash"]
    assert [label["mark"]["text"] for label in layers(chart, "text")] == [
        ["your limit", "90 TL"],
        ["median", "95 TL"],
        "100 TL",
    ]
    assert not layers(drawn([day(0, 100)]), "rule")


def test_labels_of_lines_near_to_each_other_stand_apart() -> None:
    chart = drawn([day(0, 200), day(1, 100)], limit=Decimal(101), median=Decimal("101.5"))
    low, high = chart.spec["layer"][-1]["encoding"]["y"]["scale"]["domain"]
    at = [label["data"]["values"][0]["amount"] / (high - low) * chart.spec["height"] for label in layers(chart, "text")]
    # Lines of text are 15 high: one of one line and two of two, from the lowest one up.
    assert at[1] - at[0] >= 15
    assert at[2] - at[1] >= 29


def test_never_in_stock_is_drawn_too() -> None:
    chart = drawn([day(n, None) for n in range(20)])
    assert lines(chart) == []
    assert "sold out" in chart.svg()


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", ["1 Sep", "62,000", "sold out", "not known"]), ("tr", ["1 Eyl", "62.000", "tükendi", "bilinmiyor"])],
)
def test_the_picture_speaks_the_readers_language(code: str, expected: list[str]) -> None:
    found = texts(drawn(list(made_up_days()), code=code).svg())
    assert [text for text in expected if text not in found] == []
    assert {"A title", "A subtitle"} <= set(found)


def test_a_dark_page_has_a_dark_chart() -> None:
    light, dark = (drawn([day(0, 100)], dark=dark).svg() for dark in (False, True))
    assert 'fill="#ffffff"' in light
    assert 'fill="#ffffff"' not in dark


def test_foreign_texts_do_not_become_markup_or_formulas() -> None:
    svg = drawn([day(0, 100)], title='</text><script>alert(1)</script>"&', subtitle="datum.amount + 1").svg()
    assert "<script" not in svg
    assert "datum.amount + 1" in texts(svg)


def pixels(png: bytes) -> bytes:
    """The raw rows of a PNG, filters left in: enough to tell whether something is drawn."""
    at, packed = 8, b""
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += length + 12
    return zlib.decompress(packed)


def test_the_png_has_text() -> None:
    """Without a font the letters would be missing: what differs between two titles would be nothing."""
    with_title, other = (pixels(drawn([day(0, 100)], title=title).png(1)) for title in ("İŞĞ ₺", "mmmm"))
    assert len(with_title) == len(other)
    assert sum(a != b for a, b in zip(with_title, other, strict=True)) > 500


def test_the_same_chart_is_drawn_once() -> None:
    first = drawn([day(0, 100)]).png(1)
    assert drawn([day(0, 100)]).png(1) is first
    assert drawn([day(0, 101)]).png(1) != first


def seconds_of_the_first_chart(before: str) -> float:
    """CPU seconds that a chart takes in a process of its own."""
    program = f"""if True:
        import time
        from made_up_notices import chart
        from monitor import charts
        {before}
        began = time.process_time()
        charts.price_chart(chart(), currency="TRY", title="A title", subtitle="A subtitle").png()
        print(time.process_time() - began)
    """
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, check=True, text=True)
    return float(done.stdout)


def test_the_first_chart_of_a_process_that_is_warm_costs_little() -> None:
    assert seconds_of_the_first_chart("charts.warm_up()") < 0.75 * seconds_of_the_first_chart("")
