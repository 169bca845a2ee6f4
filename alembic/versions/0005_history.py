"""Daily figures, imports, corrections, exchange rates, market events; signals of segments and of data quality.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


_KINDS = ("stockout", "restock", "price_spike", "price_creep", "price_drop", "below_reference", "shortage")
_DATA_QUALITY = ("blocked", "layout_change", "yield_fall", "stale", "currency_change", "price_gate")
# Three missed intervals and what a poll may be late, as polls write it.
_HELD = """
    UPDATE coverage SET held_to = coverage.valid_to + source.interval * 3.3
    FROM source WHERE source.id = coverage.source_id
"""


def _is_one_of(*words: str) -> str:
    return "kind IN (" + ", ".join(f"'{word}'" for word in words) + ")"


def _check(table: str, name: str, condition: str) -> None:
    """Put another condition in the place of a check."""
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def upgrade() -> None:
    op.create_table(
        "exchange_rate",
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("per_euro", sa.Numeric(precision=18, scale=8), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("per_euro > 0", name=op.f("ck_exchange_rate_positive")),
        sa.PrimaryKeyConstraint("currency", "day", name=op.f("pk_exchange_rate")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("snapshots", sa.Boolean(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("skipped", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("sha256", name=op.f("uq_import_batch_sha256")),
    )
    op.create_table(
        "index_day",
        sa.Column("market", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column(
            "tier",
            sa.Enum(
                "first_party",
                "marketplace",
                "aggregator",
                "auction",
                name="tier",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("method", sa.BigInteger(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("imputed_ratio", sa.Double(), nullable=False),
        sa.Column("n_listings", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("market", "segment", "tier", "day", "method", "computed_at", name=op.f("pk_index_day")),
    )
    op.create_table(
        "market_event",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("market", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_event")),
    )
    op.create_table(
        "gpu_day",
        sa.Column("market", sa.Text(), nullable=False),
        sa.Column("gpu_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "tier",
            sa.Enum(
                "first_party",
                "marketplace",
                "aggregator",
                "auction",
                name="tier",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("street_price", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("n_listings", sa.BigInteger(), nullable=False),
        sa.Column("n_sellers", sa.BigInteger(), nullable=False),
        sa.Column("n_sellers_in_stock", sa.BigInteger(), nullable=False),
        sa.Column("covered_s", sa.BigInteger(), nullable=False),
        sa.Column("known_s", sa.BigInteger(), nullable=False),
        sa.Column("in_stock_s", sa.BigInteger(), nullable=False),
        sa.Column("offer_s", sa.BigInteger(), nullable=False),
        sa.Column("panel", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("method", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["gpu_id"], ["gpu.id"], name=op.f("fk_gpu_day_gpu_id")),
        sa.PrimaryKeyConstraint("market", "gpu_id", "tier", "day", name=op.f("pk_gpu_day")),
    )
    op.create_index(op.f("ix_gpu_day_day"), "gpu_day", ["day"], unique=False)
    op.create_table(
        "gpu_standing",
        sa.Column("market", sa.Text(), nullable=False),
        sa.Column("gpu_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("street_price", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("reference", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("over_reference_ratio", sa.Double(), nullable=True),
        sa.Column("premium_ratio", sa.Double(), nullable=True),
        sa.Column(
            "tier",
            sa.Enum(
                "first_party",
                "marketplace",
                "aggregator",
                "auction",
                name="tier",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("availability_ratio", sa.Double(), nullable=True),
        sa.Column("availability_low", sa.Double(), nullable=True),
        sa.Column("availability_high", sa.Double(), nullable=True),
        sa.Column("usual_availability_ratio", sa.Double(), nullable=True),
        sa.Column("depth", sa.Double(), nullable=True),
        sa.Column("usual_depth", sa.Double(), nullable=True),
        sa.Column("loss_ratio", sa.Double(), nullable=True),
        sa.Column("n_sellers", sa.BigInteger(), nullable=True),
        sa.Column("n_sellers_in_stock", sa.BigInteger(), nullable=True),
        sa.Column("usual_n_sellers_in_stock", sa.BigInteger(), nullable=True),
        sa.Column("n_independent_sellers", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["gpu_id"], ["gpu.id"], name=op.f("fk_gpu_standing_gpu_id")),
        sa.PrimaryKeyConstraint("market", "gpu_id", "day", name=op.f("pk_gpu_standing")),
    )
    op.create_index(op.f("ix_gpu_standing_day"), "gpu_standing", ["day"], unique=False)
    op.create_table(
        "listing_day",
        sa.Column("listing_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("covered_s", sa.BigInteger(), nullable=False),
        sa.Column("known_s", sa.BigInteger(), nullable=False),
        sa.Column("in_stock_s", sa.BigInteger(), nullable=False),
        sa.Column("priced_s", sa.BigInteger(), nullable=False),
        sa.Column("offer_s", sa.BigInteger(), nullable=False),
        sa.Column("price_close", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("price_min", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("price_mean", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column(
            "stock_close",
            sa.Enum(
                "in_stock",
                "limited",
                "preorder",
                "backorder",
                "in_store_only",
                "out_of_stock",
                "unlisted",
                name="stock",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("method", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_listing_day_listing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "day", name=op.f("pk_listing_day")),
    )
    op.create_index(op.f("ix_listing_day_day"), "listing_day", ["day"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("listing_id", sa.BigInteger(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("field IN ('price', 'stock')", name=op.f("ck_correction_field")),
        sa.ForeignKeyConstraint(
            ["listing_id", "observed_at"],
            ["observation.listing_id", "observation.observed_at"],
            name=op.f("fk_correction_listing_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(
        op.f("ix_correction_listing_id_observed_at"), "correction", ["listing_id", "observed_at"], unique=False
    )
    op.create_index(op.f("ix_correction_recorded_at"), "correction", ["recorded_at"], unique=False)
    op.add_column("coverage", sa.Column("held_to", sa.DateTime(timezone=True), nullable=True))
    op.execute(_HELD)
    op.alter_column("coverage", "held_to", nullable=False)
    _check("coverage", "ordered", "valid_to >= valid_from AND held_to >= valid_to")
    _check("signal", "signalkind", _is_one_of(*_KINDS, *_DATA_QUALITY))
    op.add_column("observation", sa.Column("import_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_observation_import_id"), "observation", "import_batch", ["import_id"], ["id"])
    op.add_column("signal", sa.Column("segment", sa.Text(), nullable=True))
    op.add_column("signal", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_signal_withdrawn_is_over"), "signal", "withdrawn_at IS NULL OR closed_at IS NOT NULL"
    )
    op.add_column("source", sa.Column("asked_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "signal_event",
        sa.Column(
            "level",
            sa.Enum(
                "unknown",
                "normal",
                "tight",
                "shortage",
                "severe",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
    )
    op.add_column(
        "signal_event",
        sa.Column(
            "cause",
            sa.Enum(
                "data_quality",
                "one_retailer",
                "launch",
                "phase_out",
                "new_level",
                "segment",
                "market_wide",
                name="cause",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
    )


def downgrade() -> None:
    op.drop_column("signal_event", "cause")
    op.drop_column("signal_event", "level")
    op.drop_column("source", "asked_since")
    op.drop_column("signal", "withdrawn_at")
    op.drop_column("signal", "segment")
    op.drop_constraint(op.f("fk_observation_import_id"), "observation", type_="foreignkey")
    op.drop_column("observation", "import_id")
    op.execute(f"DELETE FROM signal WHERE NOT ({_is_one_of(*_KINDS)})")  # noqa: S608 - our own words
    _check("signal", "signalkind", _is_one_of(*_KINDS))
    _check("coverage", "ordered", "valid_to >= valid_from")
    op.drop_column("coverage", "held_to")
    op.drop_index(op.f("ix_correction_recorded_at"), table_name="correction")
    op.drop_index(op.f("ix_correction_listing_id_observed_at"), table_name="correction")
    op.drop_table("correction")
    op.drop_index(op.f("ix_listing_day_day"), table_name="listing_day")
    op.drop_table("listing_day")
    op.drop_index(op.f("ix_gpu_standing_day"), table_name="gpu_standing")
    op.drop_table("gpu_standing")
    op.drop_index(op.f("ix_gpu_day_day"), table_name="gpu_day")
    op.drop_table("gpu_day")
    op.drop_table("market_event")
    op.drop_table("index_day")
    op.drop_table("import_batch")
    op.drop_table("exchange_rate")
