"""The chart of a market's price index: a line day by day, with times of shortage shaded as recessions are."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from monitor.drawing import DARK, LIGHT, Chart, look

_WIDTH, _HEIGHT = 470, 210
_DAY: Final = timedelta(days=1)


class Shaded(NamedTuple):
    """An episode, from its first day to its last."""

    first: date
    last: date


def index_chart(
    points: Sequence[tuple[date, float]],
    shaded: Sequence[Shaded],
    *,
    title: str,
    subtitle: str,
    shaded_is: str,
    dark: bool = False,
    code: str = "en",
) -> Chart:
    """The index, broken where days are missing.

    Args:
        points: days (UTC) and values, in order; at least one.
        shaded: episodes; what lies outside of the days is cut off.
        title: the trend, in at most 15 words.
        subtitle: market, currency, base.
        shaded_is: what the shading says.
        dark: for a dark page.
        code: of the language of its labels.
    """
    colours = DARK if dark else LIGHT
    first, last = points[0][0], points[-1][0] + _DAY
    x = {
        "field": "begin",
        "type": "temporal",
        "scale": {"type": "utc", "domain": [str(first), str(last)]},
        "axis": {"title": None, "format": "%-d %b %y", "tickCount": 4, "grid": False, "labelFlush": True},
    }
    axis = {"title": None, "format": ",.0f", "tickCount": 4}
    y = {"field": "value", "type": "quantitative", "scale": {"zero": False, "padding": 12}, "axis": axis}
    episodes = [
        {"begin": str(max(each.first, first)), "end": str(min(each.last, last))}
        for each in shaded
        if each.first < last and each.last > first
    ]
    layers: list[dict[str, Any]] = []
    if episodes:
        shade = {"data": {"values": episodes}, "encoding": {"x": x, "x2": {"field": "end"}}}
        layers.append(shade | {"mark": {"type": "rect", "color": colours.sold_out, "opacity": 0.16}})
        name = {"type": "text", "text": shaded_is, "color": colours.sold_out, "fontSize": 13, "align": "left", "dx": 4}
        place = {"x": x, "y": {"value": 9}}
        layers.append({"data": {"values": episodes[:1]}, "mark": name, "encoding": place})
    line = {"type": "line", "color": colours.price, "strokeWidth": 2.5}
    data = {"values": _stretched(points)}
    detail = {"field": "stretch", "type": "nominal"}
    layers.append({"data": data, "mark": line, "encoding": {"x": x, "y": y, "detail": detail}})
    end = {"type": "text", "text": f"{points[-1][1]:.0f}", "color": colours.price, "fontSize": 13, "fontWeight": "bold"}
    at_end = {"x": {"value": _WIDTH}, "y": {"datum": points[-1][1]}}
    layers.append({"data": {"values": [{}]}, "mark": end | {"align": "left", "dx": 8}, "encoding": at_end})
    return Chart(
        {
            "width": _WIDTH,
            "height": _HEIGHT,
            "padding": 12,
            "background": colours.paper,
            "title": {"text": title, "subtitle": subtitle, "anchor": "start", "frame": "bounds", "offset": 12},
            "config": look(colours, 13),
            "layer": layers,
        },
        code,
    )


def _stretched(points: Sequence[tuple[date, float]]) -> list[dict[str, Any]]:
    """The values, with a number for each run of days without a gap."""
    found: list[dict[str, Any]] = []
    stretch, before = 0, points[0][0]
    for day, value in points:
        stretch += day - before > _DAY
        found.append({"begin": str(day), "value": value, "stretch": stretch})
        before = day
    return found
