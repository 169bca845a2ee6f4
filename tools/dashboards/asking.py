"""What dashboards ask, and whom: queries, datasources and variables."""

from dataclasses import dataclass
from typing import Final

from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.builders import prometheus
from grafana_foundation_sdk.cog import builder, variants
from grafana_foundation_sdk.models import dashboard
from grafana_foundation_sdk.models.common import DataSourceRef

#: Datasources are variables, so that a dashboard can be imported anywhere.
PROMETHEUS: Final = DataSourceRef(type_val="prometheus", uid="${prometheus}")
POSTGRES: Final = DataSourceRef(type_val="grafana-postgresql-datasource", uid="${postgres}")


@dataclass(frozen=True)
class SqlQuery(variants.Dataquery):
    """A query as Grafana's PostgreSQL datasource takes it; the SDK has no model of it.

    Attributes:
        format: `time_series` for the columns time, metric (the name of a line) and one number; else `table`.
    """

    sql: str
    format: str
    ref_id: str

    def to_json(self) -> dict[str, object]:
        """As it stands in a dashboard."""
        return {
            "refId": self.ref_id,
            "datasource": POSTGRES,
            "format": self.format,
            "rawQuery": True,
            "editorMode": "code",
            "rawSql": self.sql,
        }


class Sql(builder.Builder[variants.Dataquery]):
    """A question to the views of schema `market`."""

    def __init__(self, sql: str, *, series: bool = False, ref: str = "A") -> None:
        self._query = SqlQuery(sql.strip(), "time_series" if series else "table", ref)

    def build(self) -> variants.Dataquery:
        """The query."""
        return self._query


def series(sql: str, ref: str = "A") -> Sql:
    """A question whose answer is lines over time."""
    return Sql(sql, series=True, ref=ref)


def prom(expression: str, legend: str = "", *, now: bool = False, ref: str = "A") -> prometheus.Dataquery:
    """A question to Prometheus; `now` asks for the present alone."""
    query = prometheus.Dataquery().datasource(PROMETHEUS).expr(expression).legend_format(legend).ref_id(ref)
    return query.instant() if now else query.range()


def sources(*kinds: DataSourceRef) -> list[build.DatasourceVariable]:
    """Variables that name the datasources."""
    labels = {"prometheus": "Prometheus", "postgres": "PostgreSQL"}
    found = []
    for kind in kinds:
        name = str(kind.uid).strip("${}")
        found.append(build.DatasourceVariable(name).label(labels[name]).type(str(kind.type_val)))
    return found


def choice(name: str, label: str, sql: str, *, several: bool = False) -> build.QueryVariable:
    """A variable chosen from what a question to the views answers; `several` also offers all of them."""
    chosen = _variable(name, label, several=several).datasource(POSTGRES)
    return chosen.query(sql.strip()).definition(sql.strip())


def label_choice(name: str, label: str, of: str) -> build.QueryVariable:
    """A variable chosen from the values of a metric's label."""
    asked = f"label_values({of}, {name})"
    chosen = _variable(name, label, several=True).datasource(PROMETHEUS)
    return chosen.query({"query": asked, "refId": name}).definition(asked)


def _variable(name: str, label: str, *, several: bool) -> build.QueryVariable:
    variable = build.QueryVariable(name).label(label).refresh(dashboard.VariableRefresh.ON_TIME_RANGE_CHANGED)
    if several:
        everything = dashboard.VariableOption(selected=True, text="All", value="$__all")
        variable = variable.multi(multi=True).include_all(include_all=True).current(everything)
    return variable


MARKET: Final = choice("market", "Market", "SELECT DISTINCT market FROM market.retailers WHERE is_enabled ORDER BY 1")
TIER: Final = choice(
    "tier",
    "Kind of shop",
    """
SELECT tier FROM market.daily_price WHERE market = '$market'
GROUP BY tier ORDER BY tier <> 'first_party', count(*) DESC
""",
)
SEGMENT: Final = choice(
    "segment",
    "Segment",
    "SELECT DISTINCT segment FROM market.daily_price WHERE market = '$market' AND tier = '$tier' ORDER BY 1",
    several=True,
)
GPU: Final = choice(
    "gpu", "Card", "SELECT DISTINCT gpu FROM market.daily_price WHERE market = '$market' AND tier = '$tier' ORDER BY 1"
)
RETAILER: Final = choice(
    "retailer",
    "Shop",
    "SELECT retailer FROM market.retailers WHERE market = '$market' AND is_enabled ORDER BY 1",
    several=True,
)
#: For titles: a unit of Grafana's cannot be chosen by a variable.
CURRENCY: Final = choice(
    "currency",
    "Currency",
    """
SELECT currency FROM market.daily_price WHERE market = '$market' AND tier = '$tier' AND currency IS NOT NULL
ORDER BY day DESC LIMIT 1
""",
).hide(dashboard.VariableHide.HIDE_VARIABLE)
