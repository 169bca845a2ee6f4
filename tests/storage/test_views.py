"""The views say what the rollups, the history and `status` say; each documented question has an answer. On the demo market."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from sqlalchemy import Engine, text

from monitor import questions, status
from monitor.history.exporting import export_file
from monitor.history.files import Format
from monitor.questions import Question
from monitor.signals.exchange import Rates
from monitor.signals.scarcity import clustered_interval
from monitor.storage import engine, rates, reader, series, views
from monitor.storage import questions as asking
from monitor.storage.engine import Sessions
from monitor.storage.exports import Chosen
from tools import sql_docs

# Replaying three months takes half a minute, and the machine may have other work.
pytestmark = pytest.mark.timeout(900)

DOCS = Path(__file__).parents[2] / "docs" / "sql.md"


@pytest.fixture
def sessions(played: Engine) -> Sessions:
    return engine.sessions(played)


@pytest.mark.parametrize("question", questions.load(), ids=lambda each: each.name)
def test_each_question_has_an_answer(sessions: Sessions, question: Question) -> None:
    with sessions() as session:
        answer = asking.run(session, question, question.values({}, datetime.now(UTC).date()))
    assert answer.rows
    assert len(answer.columns) == len(set(answer.columns))
    # In every column something is told somewhere, apart from what rests on a launch price or an end that is not known.
    silent = {name for n, name in enumerate(answer.columns) if all(row[n] is None for row in answer.rows)}
    assert silent <= {"upper_seconds", "shipping_local", "closed_at", "closed_known_at", "reason", "signals"}


@pytest.mark.parametrize("question", questions.load(), ids=lambda each: each.name)
def test_each_question_can_be_pasted_into_a_client_of_the_reader(
    played: Engine, sessions: Sessions, question: Question
) -> None:
    with sessions() as session:
        answer = asking.run(session, question, question.values({}, datetime.now(UTC).date()))
    with psycopg.connect(engine.conninfo(played.url), autocommit=True) as client:
        client.execute(f"SET ROLE {reader.ROLE}")
        client.execute("SET search_path = market")
        cursor = client.execute(question.pasted().encode())
        assert [column.name for column in cursor.description or ()] == answer.columns
        assert len(cursor.fetchall()) == len(answer.rows)


def test_current_figures_are_those_of_status(sessions: Sessions) -> None:
    question = next(each for each in questions.load() if each.name == "now_by_card")
    compared = 0
    with sessions() as session:
        markets = status.markets(session, datetime.now(UTC), with_days=False)
    for market in markets:
        with sessions() as session:
            answer = asking.run(session, question, {"market": market.verdict.market})
        said = {row[0]: dict(zip(answer.columns, row, strict=True)) for row in answer.rows}
        shown = [gpu for gpu in market.gpus if gpu.offers_followed]
        assert said.keys() == {gpu.gpu for gpu in shown}
        for gpu in shown:
            row = said[gpu.gpu]
            assert row["street_price_local"] == gpu.street_price
            assert row["currency"] == gpu.currency
            assert (row["n_listings_in_stock"], row["n_listings_known"]) == (gpu.offers_in_stock, gpu.offers_known)
            assert _close(row["premium_ratio"], gpu.premium)
            assert _close(row["availability_ratio"], gpu.availability)
            assert _close(row["known_ratio"], gpu.coverage)
            compared += gpu.street_price is not None
    assert compared > 20


def _close(said: Decimal | None, shown: float | None) -> bool:
    return (said is None and shown is None) or (
        said is not None and shown is not None and abs(float(said) - shown) <= 0.00005001
    )


_DAYS = text("""
    WITH spell AS (
        SELECT h.*, date_trunc('second', h.valid_from) AS begins, date_trunc('second', coalesce(h.valid_to, now())) AS ends
        FROM market.price_history h WHERE h.is_covered AND h.gpu IS NOT NULL
    ), midnight AS (
        SELECT d.day, d.day::timestamp AT TIME ZONE 'UTC' AS starts, (d.day + 1)::timestamp AT TIME ZONE 'UTC' AS stops
        FROM (SELECT DISTINCT day FROM market.daily_listing) d
    ), piece AS (
        SELECT s.*, m.day, extract(epoch FROM least(s.ends, m.stops) - greatest(s.begins, m.starts))::bigint AS seconds
        FROM spell s JOIN midnight m ON s.begins < m.stops AND s.ends > m.starts
    ), told AS (
        SELECT listing_id, day, sum(seconds) AS covered_seconds,
            coalesce(sum(seconds) FILTER (WHERE stock <> 'unlisted'), 0) AS known_seconds,
            coalesce(sum(seconds) FILTER (WHERE is_available), 0) AS in_stock_seconds,
            coalesce(sum(seconds) FILTER (WHERE is_payable), 0) AS priced_seconds,
            coalesce(sum(seconds * coalesce(offer_count, 1)) FILTER (WHERE is_available), 0) AS offer_seconds,
            min(price_local) FILTER (WHERE is_payable) AS price_low_local
        FROM piece GROUP BY listing_id, day HAVING bool_or(stock IS DISTINCT FROM 'unlisted')
    )
    SELECT count(*) AS compared, count(*) FILTER (WHERE t.listing_id IS NULL OR d.listing_id IS NULL OR
        (t.covered_seconds, t.known_seconds, t.in_stock_seconds, t.priced_seconds, t.offer_seconds, t.price_low_local) IS DISTINCT FROM
        (d.covered_seconds, d.known_seconds, d.in_stock_seconds, d.priced_seconds, d.offer_seconds, d.price_low_local)) AS different
    FROM told t FULL JOIN market.daily_listing d ON d.listing_id = t.listing_id AND d.day = t.day
""")


def test_the_history_adds_up_to_the_daily_figures(sessions: Sessions) -> None:
    with sessions() as session:
        found = session.execute(_DAYS).one()
        assert session.scalar(text("SELECT count(*) FROM market.price_history WHERE is_corrected")) == 1
    assert found.compared > 10_000
    assert found.different == 0


def test_the_history_of_a_listing_has_no_hole_and_no_overlap(sessions: Sessions) -> None:
    query = text("""
        SELECT count(*) AS rows, count(*) FILTER (WHERE follows IS DISTINCT FROM valid_to) AS broken,
            count(*) FILTER (WHERE NOT is_covered) AS blind, count(*) FILTER (WHERE NOT is_covered AND (is_known OR is_available
                OR is_payable OR num_nonnulls(price_local, stock, currency, observed_at) > 0)) AS said_blindly
        FROM (SELECT h.*, lead(valid_from) OVER (PARTITION BY listing_id ORDER BY valid_from) AS follows FROM market.price_history h) h
    """)
    with sessions() as session:
        found = session.execute(query).one()
    assert (found.broken, found.said_blindly) == (0, 0)
    assert found.blind > 20
    assert found.rows > 3000


_DAILY = ("daily_price", "daily_availability")


def test_the_daily_figures_of_gpus_are_those_of_the_rollup(sessions: Sessions) -> None:
    query = text("""
        SELECT d.panel, d.street_price, d.in_stock_s, d.known_s, p.price_local, p.price_low_local, p.premium_ratio, p.launch_price_local,
            a.availability_ratio, a.availability_ratio_low, a.availability_ratio_high, a.in_stock_seconds, a.known_seconds
        FROM gpu_day d JOIN gpu g ON g.id = d.gpu_id
        LEFT JOIN market.daily_price p ON (p.market, p.gpu, p.tier, p.day) = (d.market, g.name, d.tier, d.day)
        LEFT JOIN market.daily_availability a ON (a.market, a.gpu, a.tier, a.day) = (d.market, g.name, d.tier, d.day)
    """)
    with sessions() as session:
        rows = session.execute(query).all()
        prices, shelves = (session.scalar(text(f"SELECT count(*) FROM market.{name}")) for name in _DAILY)  # noqa: S608 - ours
    assert (prices, shelves) == (len(rows), len(rows))
    assert len(rows) > 3000
    for row in rows:
        clusters: dict[str, list[float]] = {}
        for shelf in row.panel["sellers"]:
            whole = clusters.setdefault(shelf[1] or shelf[0], [0.0, 0.0])
            whole[0] += shelf[5]
            whole[1] += shelf[4]
        interval = clustered_interval((part, whole) for part, whole in clusters.values()) or (None, None)
        assert (row.availability_ratio_low, row.availability_ratio_high) == pytest.approx(interval, abs=1e-9)
        assert (row.price_local, row.in_stock_seconds, row.known_seconds) == (
            row.street_price,
            row.in_stock_s,
            row.known_s,
        )
        assert row.availability_ratio == (row.in_stock_s / row.known_s if row.known_s else None)
        closes = [Decimal(price) for shelf in row.panel["sellers"] for price in shelf[8]]
        assert row.price_low_local == min(closes, default=None)
        if row.premium_ratio is not None:
            assert row.premium_ratio == pytest.approx(float(row.street_price / row.launch_price_local) - 1)


def test_of_each_day_and_part_one_index_value_is_published(sessions: Sessions) -> None:
    query = text(
        "SELECT count(*), count(DISTINCT (market, tier, segment, day)) FROM market.price_index WHERE is_latest"
    )
    with sessions() as session:
        rows, days = session.execute(query).one()
        for market in series.markets(session):
            tier = series.headline_tier(session, market)
            assert tier
            told = session.execute(
                text(
                    "SELECT segment, day, index_value FROM market.price_index WHERE market = :m AND tier = :t AND is_latest"
                ),
                {"m": market, "t": tier},
            ).all()
            shown = {
                (each.segment, day, value)
                for each in series.daily_series(session, market, tier)
                if each.measure is series.Measure.INDEX
                for member in each.members
                for day, value in ((reading.day, reading.value) for reading in member)
            }
            assert {tuple(row) for row in told} == shown
            assert shown
    assert rows == days


def test_dollars_are_by_the_rate_of_the_day(sessions: Sessions) -> None:
    query = text("SELECT day, price_local, currency, price_usd FROM market.daily_price WHERE price_local IS NOT NULL")
    with sessions() as session:
        rows = session.execute(query).all()
        first = min(row.day for row in rows)
        known = Rates(rates.per_euro(session, ["USD", "TRY"], first, datetime.now(UTC).date()))
    seen = set()
    for row in rows:
        rate = known.rate(row.currency, "USD", row.day)
        assert (row.price_usd is None) == (rate is None)
        if rate is not None:
            seen.add(row.currency)
            assert abs(row.price_usd - row.price_local * rate) <= Decimal("0.0051")
    assert seen == {"USD", "EUR", "TRY"}


def test_a_card_or_a_listing_alone_is_read_alone(sessions: Sessions) -> None:
    """Conditions reach the tables: a question about one listing does not read the history of all."""
    for condition in ("listing_id = 1", "gpu = 'GeForce RTX 5090' AND market = 'us'"):
        with sessions() as session:
            session.execute(text("SET LOCAL enable_seqscan = off"))
            plan = session.scalar(text(f"EXPLAIN (FORMAT JSON) SELECT * FROM market.price_history WHERE {condition}"))  # noqa: S608 - our own words
        scans = [node for node in _nodes(plan[0]["Plan"]) if node.get("Relation Name") == "observation"]
        assert scans
        assert all("listing_id" in node.get("Index Cond", node.get("Recheck Cond", "")) for node in scans)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)


def test_the_example_for_duckdb_has_an_answer(
    sessions: Sessions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = DOCS.read_text(encoding="utf-8").split("-- duckdb\n")[1].split("```")[0]
    monkeypatch.chdir(tmp_path)
    assert export_file(sessions, Path("all.parquet"), Format.PARQUET, Chosen()) > 1000
    rows = duckdb.connect().execute(example).fetchall()
    assert len({row[0] for row in rows}) > 1


def test_the_docs_say_what_the_views_and_the_questions_are(played: Engine) -> None:
    with played.connect() as connection:
        described = views.described(connection)
    assert all(view.about and all(column.about for column in view.columns) for view in described)
    text_of_docs = DOCS.read_text(encoding="utf-8")
    assert sql_docs.filled(text_of_docs, described) == text_of_docs
