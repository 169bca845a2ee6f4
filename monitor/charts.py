"""The chart of a card's price: one specification for mails and pages."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from textwrap import wrap
from typing import Any, Final, Literal

from monitor.alerts.notice import PriceDay
from monitor.drawing import DARK, LIGHT, Chart, Colours, look
from monitor.i18n.language import Language, language

_WIDTH, _HEIGHT = 400, 210
#: Letters of a line of the title.
_TITLE_WIDTH: Final = 56
#: A line of text takes this share of the chart's height.
_TEXT_LINE: Final = 0.075
_DAY: Final = timedelta(days=1)

State = Literal["price", "sold_out", "not_known"]


def price_chart(
    days: Sequence[PriceDay],
    *,
    currency: str,
    title: str,
    subtitle: str,
    limit: Decimal | None = None,
    median: Decimal | None = None,
    dark: bool = False,
    code: str = "en",
) -> Chart:
    """A card's price day by day: a step line, broken while it is sold out, on grey where it is not known.

    Args:
        days: whole days (UTC), one after the other; at least one.
        currency: of all amounts.
        title: the trend, in at most 15 words.
        subtitle: market, currency, tax, period.
        limit: drawn as a line where given.
        median: of the days; likewise.
        dark: for a dark page.
        code: of the language of its labels.
    """
    words, colours = language(code), DARK if dark else LIGHT
    stretches = list(_stretches(days))
    lines = _labelled_lines(words, currency, limit, median, days[-1].price, colours)
    amounts = [float(day.price) for day in days if day.price is not None] + [line["amount"] for line in lines]
    low, high = min(amounts, default=0), max(amounts, default=1)
    spread = (high - low) or high * 0.1 or 1
    _keep_labels_apart(lines, spread * 1.3)
    x = {
        "field": "begin",
        "type": "temporal",
        "scale": {"type": "utc", "domain": [str(days[0].day), str(days[-1].day + _DAY)]},
        "axis": {"title": None, "format": "%-d %b", "tickCount": 4, "grid": False, "labelFlush": True},
    }
    y = {
        "field": "amount",
        "type": "quantitative",
        "scale": {"domain": [low - spread * 0.18, high + spread * 0.12], "nice": False, "zero": False},
        "axis": {"title": None, "format": ",.0f", "tickCount": 4},
    }
    return Chart(
        {
            "width": _WIDTH,
            "height": _HEIGHT,
            "padding": 12,
            "background": colours.paper,
            "title": {
                "text": wrap(title, _TITLE_WIDTH),
                "subtitle": subtitle,
                "anchor": "start",
                "frame": "bounds",
                "offset": 12,
            },
            "config": look(colours, 14, limit=_WIDTH + 140),
            "layer": [
                *_gaps(words, stretches, colours, x),
                *_price(days, colours, x, y),
                *(_line(line, y) for line in lines if line["dash"]),
                *(_label(line, y) for line in lines),
            ],
        },
        words.code,
    )


def warm_up() -> None:
    """Draw a small chart that nobody sees: all that drawing needs is loaded then, and the next one takes a fifth of it."""
    price_chart([PriceDay(date(2026, 1, 1), Decimal(1))], currency="USD", title="", subtitle="").png()


def _state(day: PriceDay) -> State:
    if day.price is not None:
        return "price"
    return "sold_out" if day.known else "not_known"


def _stretches(days: Sequence[PriceDay]) -> Iterator[tuple[State, list[PriceDay]]]:
    """Days in a row that are alike; a day that is missing is not known."""
    whole: list[PriceDay] = []
    known = {day.day: day for day in days}
    at: date = days[0].day
    while at <= days[-1].day:
        whole.append(known.get(at) or PriceDay(at, None, known=False))
        at += _DAY
    for state, alike in groupby(whole, key=_state):
        yield state, list(alike)


def _labelled_lines(
    words: Language,
    currency: str,
    limit: Decimal | None,
    median: Decimal | None,
    last: Decimal | None,
    colours: Colours,
) -> list[dict[str, Any]]:
    """The lines that are named at their right end, and the last price; each with its dash, for who sees no colours."""
    known: list[tuple[Decimal | None, str, str, list[int] | None]] = [
        (last, "", colours.price, None),
        (limit, words.say("your limit"), colours.limit, [8, 4]),
        (median, words.say("median"), colours.median, [2, 3]),
    ]
    return [
        {
            "amount": float(amount),
            "label": words.money(amount, currency) if dash is None else [name, words.money(amount, currency)],
            "colour": colour,
            "dash": dash,
            "label_at": float(amount),
        }
        for amount, name, colour, dash in known
        if amount is not None
    ]


def _keep_labels_apart(lines: list[dict[str, Any]], spread: float) -> None:
    """Move labels of lines that are near to each other up and down, both the same way."""
    lines.sort(key=lambda line: line["amount"])
    half = {id(line): spread * _TEXT_LINE * (1 if line["dash"] else 0.5) for line in lines}
    for _ in lines:
        for lower, upper in pairwise(lines):
            overlap = half[id(lower)] + half[id(upper)] - (upper["label_at"] - lower["label_at"])
            if overlap > 0:
                lower["label_at"] -= overlap / 2
                upper["label_at"] += overlap / 2


def _gaps(
    words: Language, stretches: list[tuple[State, list[PriceDay]]], colours: Colours, x: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Grey over the whole height where it is not known; a thin bar at the foot while it is sold out."""
    looks: tuple[tuple[State, str, dict[str, Any], str], ...] = (
        ("not_known", words.say("not known"), {"color": colours.not_known, "opacity": 0.7}, colours.faint),
        ("sold_out", words.say("sold out"), {"color": colours.sold_out, "height": 5, "yOffset": -2}, colours.sold_out),
    )
    for state, name, mark, ink in looks:
        spans = [(alike[0].day, alike[-1].day + _DAY) for found, alike in stretches if found == state]
        if not spans:
            continue
        values = [{"begin": str(begin), "end": str(end)} for begin, end in spans]
        at_foot = {"y": {"value": _HEIGHT}} if state == "sold_out" else {}
        yield {
            "data": {"values": values},
            "mark": {"type": "bar" if at_foot else "rect", **mark},
            "encoding": {"x": x, "x2": {"field": "end"}, **at_foot},
        }
        begin, end = max(spans, key=lambda span: span[1] - span[0])
        yield {
            "data": {"values": [{"begin": str(begin + (end - begin) / 2)}]},
            "mark": {"type": "text", "text": name, "color": ink, "dy": -12 if at_foot else 12, "fontSize": 14},
            "encoding": {"x": x, "y": {"value": _HEIGHT if at_foot else 0}},
        }


def _price(
    days: Sequence[PriceDay], colours: Colours, x: dict[str, Any], y: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """The step line: each stretch with a price for itself, held to the end of its last day."""
    values = []
    for number, (state, alike) in enumerate(_stretches(days)):
        if state == "price":
            points = [(day.day, day.price) for day in alike] + [(alike[-1].day + _DAY, alike[-1].price)]
            values += [{"begin": str(at), "amount": float(price or 0), "stretch": number} for at, price in points]
    if values:
        yield {
            "data": {"values": values},
            "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5, "color": colours.price},
            "encoding": {"x": x, "y": y, "detail": {"field": "stretch", "type": "nominal"}},
        }


def _line(line: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [{"amount": line["amount"]}]},
        "mark": {"type": "rule", "strokeDash": line["dash"], "strokeWidth": 1.5, "color": line["colour"]},
        "encoding": {"y": y},
    }


def _label(line: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [{"amount": line["label_at"]}]},
        "mark": {
            "type": "text",
            "text": line["label"],
            "color": line["colour"],
            "align": "left",
            "baseline": "middle",
            "dx": 8,
            # Text of two lines begins with its first line there.
            "dy": -7.5 if line["dash"] else 0,
            "fontSize": 14,
            "fontWeight": "bold",
            "lineHeight": 15,
        },
        "encoding": {"x": {"value": _WIDTH}, "y": y},
    }
