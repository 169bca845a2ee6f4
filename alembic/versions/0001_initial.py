"""The first tables, and the task queue.

Revision ID: 0001
Revises:
"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: procrastinate's own schema, frozen as its version 3.10 has it.
_QUEUE = Path(__file__).with_name("0001_procrastinate.sql")

#: A freed lock sends no notification, so waiting jobs would sit until the next poll of the queue: tell the workers.
_HAND_OVER = """
CREATE FUNCTION gpumarket_hand_over_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('procrastinate_any_queue_v1', json_build_object('type', 'job_inserted', 'job_id', OLD.id)::text);
    RETURN NULL;
END
$$;
CREATE TRIGGER gpumarket_hand_over_after_update AFTER UPDATE OF status ON procrastinate_jobs
    FOR EACH ROW WHEN (OLD.lock IS NOT NULL AND OLD.status = 'doing' AND NEW.status <> 'doing')
    EXECUTE FUNCTION gpumarket_hand_over_lock();
CREATE TRIGGER gpumarket_hand_over_after_delete AFTER DELETE ON procrastinate_jobs
    FOR EACH ROW WHEN (OLD.lock IS NOT NULL AND OLD.status = 'doing')
    EXECUTE FUNCTION gpumarket_hand_over_lock();
"""


def upgrade() -> None:
    op.create_table(
        "gpu",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("vendor", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("memory_gb", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("launch_date", sa.Date(), nullable=True),
        sa.Column("launch_price_usd", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("price_source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gpu")),
        sa.UniqueConstraint("name", name=op.f("uq_gpu_name")),
    )
    op.create_table(
        "retailer",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("market", sa.Text(), nullable=False),
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
        sa.Column("demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("replaying", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("spec", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column(
            "next_request_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("'epoch'::timestamptz"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retailer")),
        sa.UniqueConstraint("name", name=op.f("uq_retailer_name")),
    )
    op.create_table(
        "watermark",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_watermark")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("retailer_id", sa.BigInteger(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("api", "product", "list", name="kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "follow",
            sa.Enum("gpus", "all", name="follow", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("interval", sa.Interval(), nullable=False),
        sa.Column("lists_only_in_stock", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), server_default=sa.text("'epoch'::timestamptz"), nullable=False),
        sa.Column("failures", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_poll_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "last_outcome",
            sa.Enum(
                "ok",
                "not_modified",
                "partial",
                "blocked",
                "rate_limited",
                "http_error",
                "timeout",
                "layout_changed",
                "suspect",
                "robots_denied",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("last_reason", sa.Text(), nullable=True),
        sa.Column("last_complete_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["retailer_id"], ["retailer.id"], name=op.f("fk_source_retailer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("retailer_id", "url", name=op.f("uq_source_retailer_id_url")),
    )
    op.create_index("ix_source_due_at", "source", ["due_at"], unique=False, postgresql_where=sa.text("active"))
    op.create_table(
        "coverage",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_coverage_ordered")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_coverage_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage")),
        sa.UniqueConstraint("source_id", "valid_from", name=op.f("uq_coverage_source_id_valid_from")),
    )
    op.create_table(
        "listing",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("retailer_id", sa.BigInteger(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("seller", sa.Text(), server_default="", nullable=False),
        sa.Column("first_party", sa.Boolean(), nullable=True),
        sa.Column(
            "condition",
            sa.Enum(
                "new",
                "open_box",
                "refurbished",
                "used",
                name="condition",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("gpu_id", sa.BigInteger(), nullable=True),
        sa.Column("refused", sa.Text(), nullable=True),
        sa.Column("match_version", sa.BigInteger(), nullable=False),
        sa.Column("home_source_id", sa.BigInteger(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("price", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column(
            "stock",
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
        sa.Column("offer_count", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_price", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("last_currency", sa.Text(), nullable=True),
        sa.Column("missed", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("pending", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint("(price IS NULL) = (currency IS NULL)", name=op.f("ck_listing_price_has_currency")),
        sa.CheckConstraint("price > 0", name=op.f("ck_listing_price_positive")),
        sa.ForeignKeyConstraint(["gpu_id"], ["gpu.id"], name=op.f("fk_listing_gpu_id")),
        sa.ForeignKeyConstraint(
            ["home_source_id"], ["source.id"], name=op.f("fk_listing_home_source_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["retailer_id"], ["retailer.id"], name=op.f("fk_listing_retailer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint(
            "retailer_id",
            "item_key",
            "seller",
            "condition",
            name=op.f("uq_listing_retailer_id_item_key_seller_condition"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_listing_gpu_id"), "listing", ["gpu_id"], unique=False)
    op.create_index(op.f("ix_listing_home_source_id"), "listing", ["home_source_id"], unique=False)
    op.create_index(op.f("ix_listing_retailer_id_url_key"), "listing", ["retailer_id", "url_key"], unique=False)
    op.create_table(
        "page_validator",
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("read_with", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_page_validator_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", "position", name=op.f("pk_page_validator")),
    )
    op.create_table(
        "poll",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "ok",
                "not_modified",
                "partial",
                "blocked",
                "rate_limited",
                "http_error",
                "timeout",
                "layout_changed",
                "suspect",
                "robots_denied",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("pages", sa.BigInteger(), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=True),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("warnings", sa.BigInteger(), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_poll_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
    )
    op.create_index(op.f("ix_poll_recorded_at"), "poll", ["recorded_at"], unique=False)
    op.create_index("ix_poll_source_id_observed_at", "poll", ["source_id", "observed_at"], unique=False)
    op.create_index(
        "ix_poll_yield",
        "poll",
        ["source_id", "observed_at"],
        unique=False,
        postgresql_where=sa.text("outcome IN ('ok', 'suspect')"),
    )
    op.create_table(
        "listing_home",
        sa.Column("listing_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_listing_home_listing_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_listing_home_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "valid_from", name=op.f("pk_listing_home")),
    )
    op.create_table(
        "observation",
        sa.Column("listing_id", sa.BigInteger(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("poll_id", sa.BigInteger(), nullable=True),
        sa.Column("price", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column(
            "stock",
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
        sa.Column("offer_count", sa.BigInteger(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("raw", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("(price IS NULL) = (currency IS NULL)", name=op.f("ck_observation_price_has_currency")),
        sa.CheckConstraint("price > 0", name=op.f("ck_observation_price_positive")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_observation_listing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "observed_at", name=op.f("pk_observation")),
    )
    op.create_index(op.f("ix_observation_recorded_at"), "observation", ["recorded_at"], unique=False)
    op.create_table(
        "signal",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("episode_key", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "stockout",
                "restock",
                "price_spike",
                "price_creep",
                "price_drop",
                "below_reference",
                "shortage",
                name="signalkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
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
        sa.Column("market", sa.Text(), nullable=False),
        sa.Column("gpu_id", sa.BigInteger(), nullable=True),
        sa.Column("retailer_id", sa.BigInteger(), nullable=True),
        sa.Column("listing_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evidence", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["gpu_id"], ["gpu.id"], name=op.f("fk_signal_gpu_id")),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_signal_listing_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["retailer_id"], ["retailer.id"], name=op.f("fk_signal_retailer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
        sa.UniqueConstraint("episode_key", name=op.f("uq_signal_episode_key")),
    )
    op.create_index(op.f("ix_signal_listing_id"), "signal", ["listing_id"], unique=False)
    op.create_index(
        "ix_signal_open", "signal", ["kind", "opened_at"], unique=False, postgresql_where=sa.text("closed_at IS NULL")
    )
    op.create_index(op.f("ix_signal_opened_at"), "signal", ["opened_at"], unique=False)
    op.create_table(
        "signal_event",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("signal_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "open",
                "level",
                "close",
                "amend",
                "withdraw",
                name="eventkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("evidence", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_event_signal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_event")),
        sa.UniqueConstraint("signal_id", "kind", "at", name=op.f("uq_signal_event_signal_id_kind_at")),
    )
    # The driver itself, in the same transaction: SQLAlchemy would read the percent signs in it.
    driver = op.get_bind().connection.driver_connection
    driver.execute(_QUEUE.read_text(encoding="utf-8"))
    driver.execute(_HAND_OVER)
    # Polls hold it while they store, so it must be there from the start.
    driver.execute("INSERT INTO watermark (name, at) VALUES ('listing_signals', 'epoch')")


def downgrade() -> None:
    raise NotImplementedError("The first schema has nothing before it: drop the database instead.")
