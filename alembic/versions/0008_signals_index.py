"""What happened to more than one listing is found without passing by all that happened to single ones.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index."""
    op.create_index("ix_signal_wide", "signal", ["opened_at"], postgresql_where=sa.text("listing_id IS NULL"))


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_signal_wide", "signal")
