"""What all dashboards share: links to one another, annotations, rows, and what they are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.models import dashboard

from tools.dashboards.asking import POSTGRES, Sql

_TAG: Final = "gpumarket"
#: What a link carries over: the time range, and the variables that are named.
_KEPT: Final = "${__url_time_range}&${prometheus:queryparam}&${postgres:queryparam}&${market:queryparam}"

#: Episodes of a market, as regions: they begin and end.
SIGNALS: Final = """
SELECT opened_at AS "time", coalesce(closed_at, now()) AS timeend,
    concat_ws(' ', kind, level, coalesce(gpu, segment, market), '(' || coalesce(cause, 'cause not known') || ')') AS text,
    concat_ws(',', kind, level, cause) AS tags
FROM market.signals
WHERE market = '$market' AND scope IN ('market', 'segment') AND NOT is_data_quality AND withdrawn_at IS NULL
    AND opened_at <= $__timeTo() AND coalesce(closed_at, now()) >= $__timeFrom()
ORDER BY opened_at
"""
#: The same of one card.
SIGNALS_OF_GPU: Final = SIGNALS.replace("scope IN ('market', 'segment')", "scope = 'gpu' AND gpu = '$gpu'")
#: What could not be seen.
BLIND: Final = """
SELECT opened_at AS "time", coalesce(closed_at, now()) AS timeend, concat_ws(' ', kind, retailer) AS text,
    concat_ws(',', kind, retailer) AS tags
FROM market.signals
WHERE market = '$market' AND is_data_quality AND withdrawn_at IS NULL
    AND opened_at <= $__timeTo() AND coalesce(closed_at, now()) >= $__timeFrom()
ORDER BY opened_at
"""
EVENTS: Final = """
SELECT day::timestamp AT TIME ZONE 'UTC' AS "time", concat_ws(': ', title, note) AS text, 'event' AS tags
FROM market.market_events
WHERE coalesce(market, '$market') = '$market' AND $__timeFilter(day)
ORDER BY day
"""


@dataclass(frozen=True)
class Part:
    """A row of a dashboard: a question, and the panels that answer it."""

    question: str
    panels: Sequence[Builder[dashboard.Panel]]


def annotation(name: str, sql: str, color: str) -> build.AnnotationQuery:
    """Marks on every chart: columns time, timeend (of a region), text and tags."""
    query = build.AnnotationQuery().name(name).datasource(POSTGRES).icon_color(color)
    return query.enable(enable=True).target(Sql(sql, ref="annotation"))


def made(
    uid: str,
    title: str,
    about: str,
    *,
    variables: Sequence[Builder[dashboard.VariableModel]],
    annotations: Sequence[build.AnnotationQuery] = (),
    parts: Sequence[Part],
    since: str,
    refresh: str = "5m",
) -> dashboard.Dashboard:
    """A dashboard.

    Args:
        uid: its address, which links of other dashboards use.
        title: its name.
        about: what it answers.
        variables: what can be chosen.
        annotations: marks on its charts.
        parts: its rows, from general to specific.
        since: first moment shown, as Grafana writes it (now-90d).
        refresh: how often it asks anew.
    """
    board = build.Dashboard(title).uid(uid).description(about).tags([_TAG]).timezone("utc").refresh(refresh)
    board = board.time(since, "now").tooltip(dashboard.DashboardCursorSync.CROSSHAIR)
    others = build.DashboardLink("gpumarket").type(dashboard.DashboardLinkType.DASHBOARDS).tags([_TAG])
    board = board.link(others.keep_time(keep_time=True).include_vars(include_vars=True))
    for variable in variables:
        board = board.with_variable(variable)
    for each in annotations:
        board = board.annotation(each)
    numbers = iter(range(1, 1000))
    for part in parts:
        board = board.with_row(build.Row(part.question).id(next(numbers)))
        for panel in part.panels:
            board = board.with_panel(_numbered(panel, next(numbers)))
    return board.build()


def _numbered(panel: Any, number: int) -> Builder[dashboard.Panel]:
    """Panels are numbered within their dashboard, so that they can be linked to."""
    numbered: Builder[dashboard.Panel] = panel.id(number)
    return numbered


def to_gpu(column: str) -> str:
    """The address of the dashboard of the card named in a column."""
    return f"/d/gpumarket-gpu?{_KEPT}&${{tier:queryparam}}&var-gpu=${{__data.fields.{column}}}"


def to_retailer(column: str) -> str:
    """The address of the dashboard of the shop named in a column."""
    return f"/d/gpumarket-retailers?{_KEPT}&var-retailer=${{__data.fields.{column}}}"
