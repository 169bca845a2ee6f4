"""What the catalogue says of a gpu: memory, power, launch prices in four currencies, relatives.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MONEY = sa.Numeric(precision=18, scale=4)
_COLUMNS = {
    "memory_type": sa.Text(),
    "bus_bits": sa.BigInteger(),
    "board_power_w": sa.BigInteger(),
    "launch_price_eur": _MONEY,
    "launch_price_gbp": _MONEY,
    "launch_price_try": _MONEY,
    "predecessor": sa.Text(),
    "successor": sa.Text(),
}


def upgrade() -> None:
    """Add the columns; the next start fills them."""
    for name, kind in _COLUMNS.items():
        op.add_column("gpu", sa.Column(name, kind, nullable=True))
    op.create_check_constraint(
        op.f("ck_gpu_price_has_source"),
        "gpu",
        "(price_source IS NULL) ="
        " (coalesce(launch_price_usd, launch_price_eur, launch_price_gbp, launch_price_try) IS NULL)",
    )


def downgrade() -> None:
    """Drop them; the catalogue still has what they held."""
    op.drop_constraint(op.f("ck_gpu_price_has_source"), "gpu")
    op.execute("UPDATE gpu SET price_source = NULL WHERE launch_price_usd IS NULL")
    for name in _COLUMNS:
        op.drop_column("gpu", name)
