"""Charts as pictures, drawn without a browser or a network, and the look that all of them have.

They are written as Vega-Lite and drawn by vl-convert alone, which brings Vega and a font along: importing that takes
10 ms, altair on top of it 830 ms for a specification that is forty lines as plain data.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

_VEGA_LITE: Final = "6.4"
_FONT: Final = "Liberation Sans, Arial, Helvetica, sans-serif"
#: As d3 names them: how numbers and days are written on the axes.
_LOCALES: Final[dict[str, tuple[Any, str]]] = {
    "en": ("en-US", "en-GB"),
    "tr": ({"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]}, "tr-TR"),
}


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a theme."""

    paper: str
    ink: str
    faint: str
    price: str
    limit: str
    median: str
    sold_out: str
    not_known: str


LIGHT: Final = Colours("#ffffff", "#1c2128", "#59636e", "#0b62c4", "#1a7f37", "#8a4b00", "#c4432b", "#d5d9de")
DARK: Final = Colours("#161b22", "#e6edf3", "#9aa4af", "#6cb0ff", "#56d364", "#e3a34a", "#ff8c75", "#3a424d")


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that can be drawn.

    Attributes:
        spec: Vega-Lite.
        language: code; of the numbers and days on its axes.
    """

    spec: dict[str, Any]
    language: str

    def png(self, scale: float = 2) -> bytes:
        """The picture as PNG; `scale` 2 is sharp on phones. See `charts.warm_up` of the first one."""
        return _drawn(json.dumps(self.spec), self.language, scale)

    def svg(self) -> str:
        """The picture as SVG, its text as text."""
        import vl_convert  # noqa: PLC0415 - few processes draw

        return str(vl_convert.vegalite_to_svg(self.spec, **_how(self.language)))


@lru_cache(maxsize=32)
def _drawn(spec: str, code: str, scale: float) -> bytes:
    """A PNG; who asked for the same is told the same: one drawing does for all."""
    import vl_convert  # noqa: PLC0415 - few processes draw

    return bytes(vl_convert.vegalite_to_png(spec, scale=scale, **_how(code)))


def _how(code: str) -> dict[str, Any]:
    numbers, days = _LOCALES[code]
    # No address is allowed: a chart loads nothing.
    return {
        "vl_version": _VEGA_LITE,
        "allowed_base_urls": [],
        "format_locale": numbers,
        "time_format_locale": days,
    }


def look(colours: Colours, size: int, **title: int) -> dict[str, Any]:
    """Fonts, colours and sizes that all charts have in common.

    Args:
        colours: of the theme.
        size: of the font of labels, in pixels.
        title: more about the title, as Vega-Lite names it.
    """
    return {
        "font": _FONT,
        "view": {"stroke": None},
        "axis": {
            "labelColor": colours.faint,
            "labelFontSize": size,
            "gridColor": colours.not_known,
            "gridOpacity": 0.6,
            "domainColor": colours.faint,
            "tickColor": colours.faint,
        },
        "title": {
            "color": colours.ink,
            "subtitleColor": colours.faint,
            "fontSize": 16,
            "subtitleFontSize": size,
            "subtitlePadding": 5,
            **title,
        },
    }
