"""The kinds of panels that dashboards are made of, with what all of a kind share."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol, Self, TypeVar

from grafana_foundation_sdk.builders import bargauge, common, stat, statetimeline, table, timeseries
from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.cog.variants import Dataquery
from grafana_foundation_sdk.models import common as shown
from grafana_foundation_sdk.models import dashboard

from tools.dashboards.asking import POSTGRES, PROMETHEUS, Sql

#: Colours of what is known; what is not known is grey everywhere, never green or red.
GREY, GREEN, YELLOW, ORANGE, RED, BLUE = "#808080", "green", "yellow", "orange", "red", "blue"
#: A break between two daily readings of more than this is a gap, in milliseconds.
_GAP_MS: Final = 1.5 * 86_400_000
#: The whole width of a dashboard.
WIDTH: Final = 24

Words = Mapping[int, tuple[str, str]]
#: The levels of a market or a card, as numbers.
LEVELS: Final[Words] = {
    0: ("not known", GREY),
    1: ("normal", GREEN),
    2: ("tight", YELLOW),
    3: ("shortage", ORANGE),
    4: ("severe", RED),
}
Limits = Mapping[float, str]


def steps(base: str, limits: Limits | None = None) -> build.ThresholdsConfig:
    """Thresholds: a colour below all limits, and one from each limit on."""
    found = [dashboard.Threshold(value=None, color=base)]
    found += [dashboard.Threshold(value=limit, color=color) for limit, color in sorted((limits or {}).items())]
    return build.ThresholdsConfig().mode(dashboard.ThresholdsMode.ABSOLUTE).steps(found)


def words(meanings: Words) -> list[dashboard.ValueMapping]:
    """Numbers shown as coloured words. Nothing at all is not known either."""
    options = {
        str(number): dashboard.ValueMappingResult(text=text, color=color, index=n)
        for n, (number, (text, color)) in enumerate(sorted(meanings.items()))
    }
    nothing = dashboard.DashboardSpecialValueMapOptions(
        match=dashboard.SpecialValueMatch.NULL_AND_NAN,
        result=dashboard.ValueMappingResult(text="not known", color=GREY, index=len(options)),
    )
    return [dashboard.ValueMap(options=options), dashboard.SpecialValueMap(options=nothing)]


def lines(
    title: str,
    about: str,
    *queries: Builder[Dataquery],
    unit: str,
    base: str = GREEN,
    limits: Limits | None = None,
    span: int = WIDTH,
    height: int = 9,
    stepped: bool = False,
    daily: bool = True,
) -> timeseries.Panel:
    """Lines over time. What is not known is a gap; thresholds are drawn where there are any.

    Args:
        title: a question or what is shown.
        about: how it is to be read.
        queries: what is asked.
        unit: of Grafana's.
        base: colour below all thresholds.
        limits: from which value on which colour.
        span: columns of 24.
        height: on the grid.
        stepped: a value holds until the next one, as a price does.
        daily: readings are a day apart; a longer break is a gap.
    """
    panel = timeseries.Panel().title(title).description(about).unit(unit).span(span).height(height)
    panel = panel.thresholds(steps(base, limits))
    interpolation = shown.LineInterpolation.STEP_AFTER if stepped else shown.LineInterpolation.LINEAR
    style = shown.GraphThresholdsStyleMode.DASHED if limits else shown.GraphThresholdsStyleMode.OFF
    panel = panel.line_interpolation(interpolation).line_width(2).fill_opacity(0).show_points(shown.VisibilityMode.AUTO)
    panel = panel.thresholds_style(common.GraphThresholdsStyleConfig().mode(style)).span_nulls(span_nulls=False)
    panel = panel.insert_nulls(_GAP_MS) if daily else panel
    legend = common.VizLegendOptions().show_legend(show_legend=True).calcs(["lastNotNull"])
    legend = legend.display_mode(shown.LegendDisplayMode.TABLE).placement(shown.LegendPlacement.RIGHT)
    tooltip = common.VizTooltipOptions().mode(shown.TooltipDisplayMode.MULTI).sort(shown.SortOrder.DESCENDING)
    return _asking(panel.legend(legend).tooltip(tooltip), queries)


def bars(title: str, about: str, *queries: Builder[Dataquery], unit: str, span: int = WIDTH) -> timeseries.Panel:
    """Stacked bars over time, for counts."""
    panel = lines(title, about, *queries, unit=unit, span=span, daily=False)
    stacking = common.StackingConfig().mode(shown.StackingMode.NORMAL)
    return panel.draw_style(shown.GraphDrawStyle.BARS).fill_opacity(80).line_width(0).stacking(stacking)


def states(
    title: str, about: str, *queries: Builder[Dataquery], meanings: Words, span: int = WIDTH, height: int = 9
) -> statetimeline.Panel:
    """A band a line: equal neighbours are one, and nothing is drawn through what is not known."""
    panel = statetimeline.Panel().title(title).description(about).span(span).height(height)
    panel = panel.unit("none").thresholds(steps(GREY)).mappings(words(meanings))
    panel = panel.merge_values(merge_values=True).span_nulls(span_nulls=False).show_value(shown.VisibilityMode.NEVER)
    return _asking(panel.row_height(0.85).fill_opacity(85).line_width(0), queries)


def figure(
    title: str,
    about: str,
    *queries: Builder[Dataquery],
    unit: str,
    base: str = GREEN,
    limits: Limits | None = None,
    meanings: Words | None = None,
    span: int = 6,
    height: int = 5,
    name: bool = False,
) -> stat.Panel:
    """One number, or one a name, or the `name` instead of the number. Without an answer it says so."""
    panel = stat.Panel().title(title).description(about).unit(unit).span(span).height(height)
    panel = panel.thresholds(steps(base, limits)).mappings(words(meanings or {})).no_value("not known")
    panel = panel.graph_mode(shown.BigValueGraphMode.NONE).color_mode(shown.BigValueColorMode.BACKGROUND)
    reduce = common.ReduceDataOptions().calcs(["lastNotNull"]).values(values=False)
    panel = panel.text_mode(shown.BigValueTextMode.NAME if name else shown.BigValueTextMode.AUTO)
    return _asking(panel.reduce_options(reduce).wide_layout(wide_layout=False), queries)


def gauge(
    title: str, about: str, *queries: Builder[Dataquery], unit: str, limits: Limits, span: int = WIDTH, height: int = 9
) -> bargauge.Panel:
    """Shares side by side, between nothing and all."""
    panel = bargauge.Panel().title(title).description(about).unit(unit).span(span).height(height)
    panel = panel.thresholds(steps(RED, limits)).min(0).max(1).no_value("not known")
    reduce = common.ReduceDataOptions().calcs(["lastNotNull"]).values(values=False)
    return _asking(panel.reduce_options(reduce).orientation(shown.VizOrientation.HORIZONTAL), queries)


def rows(
    title: str,
    about: str,
    query: Builder[Dataquery],
    *,
    units: Mapping[str, str],
    limits: Limits | None = None,
    links: Mapping[str, str] | None = None,
    hidden: tuple[str, ...] = (),
    span: int = WIDTH,
    height: int = 10,
) -> table.Panel:
    """A table.

    Args:
        title: a question or what is shown.
        about: how it is to be read.
        query: what is asked.
        units: of Grafana's, by column.
        limits: from which value on a column with a unit is coloured; the base is plain.
        links: where a column's values lead.
        hidden: columns that only links need.
        span: columns of 24.
        height: on the grid.
    """
    panel = table.Panel().title(title).description(about).span(span).height(height).unit("none")
    panel = panel.thresholds(steps("text", limits)).filterable(filterable=True)
    for column, unit in units.items():
        properties = [_property("unit", unit)]
        if limits and unit == "percentunit":
            properties.append(_property("custom.cellOptions", {"type": "color-text"}))
        panel = panel.override_by_name(column, properties)
    for column, url in (links or {}).items():
        link = {"title": "Open", "url": url}
        panel = panel.override_by_name(column, [_property("links", [link])])
    for column in hidden:
        panel = panel.override_by_name(column, [_property("custom.hidden", True)])
    return _asking(panel, [query])


def coloured(panel: timeseries.Panel, colors: Mapping[str, str]) -> timeseries.Panel:
    """The same panel with fixed colours of named lines."""
    for name, color in colors.items():
        panel = panel.override_by_name(name, [_property("color", {"mode": "fixed", "fixedColor": color})])
    return panel


def banded(panel: timeseries.Panel, upper: str, lower: str) -> timeseries.Panel:
    """The same panel with the space between two lines filled."""
    plain: list[dashboard.DynamicConfigValue] = [
        _property("custom.lineWidth", 0),
        _property("color", {"mode": "fixed", "fixedColor": BLUE}),
    ]
    panel = panel.override_by_name(lower, plain)
    filled = [_property("custom.fillBelowTo", lower), _property("custom.fillOpacity", 20)]
    return panel.override_by_name(upper, [*plain, *filled])


def _property(name: str, value: object) -> dashboard.DynamicConfigValue:
    return dashboard.DynamicConfigValue(id_val=name, value=value)


class _Panel(Protocol):
    """What the builders of panels have in common."""

    def with_target(self, target: Builder[Dataquery]) -> Self: ...
    def datasource(self, datasource: shown.DataSourceRef) -> Self: ...


_P = TypeVar("_P", bound=_Panel)


def _asking(panel: _P, queries: Sequence[Builder[Dataquery]]) -> _P:
    for query in queries:
        panel = panel.with_target(query)
    # The panel's own datasource is that of its queries: Grafana's editor opens with it.
    return panel.datasource(POSTGRES if isinstance(queries[0], Sql) else PROMETHEUS)
