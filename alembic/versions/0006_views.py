"""Views for analysts in a schema of their own, each column described; a key for sellers' pseudonyms.

Revision ID: 0006
Revises: 0005
"""

import re
from pathlib import Path

import sqlalchemy as sa

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_VIEWS = Path(__file__).with_suffix(".sql")
_COLUMNS = "columns"

#: A price in dollars by the rates of a day, which hold for a week (monitor/signals/exchange.py).
_HELD = (
    "(SELECT x.per_euro FROM exchange_rate x WHERE x.currency = {} AND x.day BETWEEN {day} - 7 AND {day}"
    " ORDER BY x.day DESC LIMIT 1)"
)
_USD = (
    "CASE WHEN {currency} = 'USD' THEN {price} ELSE round({price} * "
    + _HELD.format("'USD'", day="{day}")
    + " / CASE WHEN {currency} = 'EUR' THEN 1 ELSE "
    + _HELD.format("{currency}", day="{day}")
    + " END, 2) END"
)
_LAUNCH = (
    "CASE {} WHEN 'USD' THEN g.launch_price_usd WHEN 'EUR' THEN g.launch_price_eur"
    " WHEN 'GBP' THEN g.launch_price_gbp WHEN 'TRY' THEN g.launch_price_try END"
)
#: Evidence may name sellers and who made a correction.
_PERSONAL = ("sellers", "now,sellers", "closing,sellers", "correction,by")
_EVIDENCE = "{}" + "".join(f" #- '{{{path}}}' #- '{{before_correction,{path}}}'" for path in _PERSONAL)


def _written_out(text: str) -> str:
    """The text without its macros."""
    text = re.sub(
        r"@usd\(([^,()]+), ([^,()]+), ([^,()]+)\)",
        lambda m: "(" + _USD.format(price=m[1], currency=m[2], day=m[3]) + ")",
        text,
    )
    text = re.sub(r"@launch\(([^()]+)\)", lambda m: "(" + _LAUNCH.format(m[1]) + ")", text)
    text = re.sub(r"@evidence\(([^()]+)\)", lambda m: "(" + _EVIDENCE.replace("{}", m[1], 1) + ")", text)
    return re.sub(r"@demo\(([^()]+)\)", r"(\1 IN (SELECT x.market FROM retailer x WHERE x.demo))", text)


def upgrade() -> None:
    """Create the schema, and every view with what it and its columns say."""
    op.create_table("pseudonym_key", sa.Column("key", sa.Text(), nullable=False, primary_key=True))
    driver = op.get_bind().connection.driver_connection
    driver.execute("INSERT INTO pseudonym_key VALUES (gen_random_uuid()::text || gen_random_uuid()::text)")
    driver.execute("CREATE SCHEMA market")
    driver.execute("COMMENT ON SCHEMA market IS 'What analysts and dashboards read (docs/sql.md)'")
    sections = re.split(r"^--- (\w+)(?:: (.+))?$", _VIEWS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    shared: dict[str, str] = {}
    for name, about, body in zip(sections[::3], sections[1::3], sections[2::3], strict=True):
        if name == _COLUMNS:
            shared = dict(re.findall(r"^-- (\w+): (.+)$", body, flags=re.MULTILINE))
        else:
            _create(driver, name, about, _written_out(body), shared)


def _create(driver, name: str, about: str, query: str, shared: dict[str, str]) -> None:  # noqa: ANN001 - psycopg's connection
    driver.execute(f"CREATE VIEW market.{name} AS {query}")
    driver.execute(f"COMMENT ON VIEW market.{name} IS {_quoted(about)}")
    described = dict(re.findall(r"(\w+),? -- (.+)$", query, flags=re.MULTILINE))
    columns = driver.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [f"market.{name}"]
    ).fetchall()
    for (column,) in columns:
        says = described.get(column) or shared[column]
        driver.execute(f"COMMENT ON COLUMN market.{name}.{column} IS {_quoted(says)}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def downgrade() -> None:
    """Drop the schema with all that others may have built on it. The role stays: other databases may use it."""
    op.execute("DROP SCHEMA market CASCADE")
    op.drop_table("pseudonym_key")
