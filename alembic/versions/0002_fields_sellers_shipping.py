"""What was read of each field, who sells, cost of delivery.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MONEY = sa.Numeric(precision=18, scale=4)
_JSONB = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())
_SHIPPING = "shipping IS NULL OR (shipping >= 0 AND price IS NOT NULL)"


def upgrade() -> None:
    """Add the columns, and let the index of telling polls hold those whose layout changed."""
    seller_kind = sa.Enum(
        "retailer",
        "known_shop",
        "marketplace",
        "unknown",
        name="sellerkind",
        native_enum=False,
        create_constraint=True,
        length=24,
    )
    op.add_column("listing", sa.Column("seller_kind", seller_kind, server_default=sa.text("'unknown'"), nullable=False))
    op.add_column("listing", sa.Column("seller_group", sa.Text(), nullable=True))
    for table in ("listing", "observation"):
        op.add_column(table, sa.Column("shipping", _MONEY, nullable=True))
        op.create_check_constraint(op.f(f"ck_{table}_shipping_of_price"), table, _SHIPPING)
    op.add_column("poll", sa.Column("fields", _JSONB, nullable=True))
    op.add_column("poll", sa.Column("warning_kinds", _JSONB, nullable=True))
    op.add_column("source", sa.Column("last_detail", sa.Text(), nullable=True))
    op.add_column("source", sa.Column("last_fields", _JSONB, nullable=True))
    op.drop_index("ix_poll_yield", table_name="poll")
    op.create_index(
        "ix_poll_telling",
        "poll",
        ["source_id", "observed_at"],
        postgresql_where=sa.text("outcome IN ('ok', 'suspect', 'layout_changed')"),
    )


def downgrade() -> None:
    """Drop them; what they held is lost."""
    op.drop_index("ix_poll_telling", table_name="poll")
    op.create_index(
        "ix_poll_yield",
        "poll",
        ["source_id", "observed_at"],
        postgresql_where=sa.text("outcome IN ('ok', 'suspect')"),
    )
    op.drop_column("source", "last_fields")
    op.drop_column("source", "last_detail")
    op.drop_column("poll", "warning_kinds")
    op.drop_column("poll", "fields")
    op.drop_column("observation", "shipping")
    op.drop_column("listing", "shipping")
    op.drop_column("listing", "seller_group")
    op.drop_column("listing", "seller_kind")
