"""Why a title is unknown and the model it names; when a missing listing was last seen.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_CHECKS = {
    "one_answer": "num_nonnulls(gpu_id, refused, unknown) <= 1",
    "named_if_missing": "(named IS NULL) = (unknown IS DISTINCT FROM 'not_in_catalogue')",
}
# When a listing went missing was not kept: the latest change that its page showed is the latest that is sure.
_LAST_SEEN = """
    UPDATE listing SET last_seen_at = (
        SELECT max(observed_at) FROM observation
        WHERE listing_id = listing.id AND coalesce(raw->>'stock', '') NOT LIKE 'missing from %'
    )
    WHERE missed > 0
"""


def upgrade() -> None:
    """Add the columns; titles get their answers at their source's next reading, as the matcher's version is new."""
    words = sa.Enum(
        "not_in_catalogue",
        "ambiguous",
        "no_chip",
        name="unknown",
        native_enum=False,
        create_constraint=True,
        length=24,
    )
    op.add_column("listing", sa.Column("unknown", words, nullable=True))
    op.add_column("listing", sa.Column("named", sa.Text(), nullable=True))
    op.add_column("listing", sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True))
    for name, condition in _CHECKS.items():
        op.create_check_constraint(op.f(f"ck_listing_{name}"), "listing", condition)
    op.execute(_LAST_SEEN)


def downgrade() -> None:
    """Drop them; the matcher can answer again."""
    for name in _CHECKS:
        op.drop_constraint(op.f(f"ck_listing_{name}"), "listing")
    for name in ("unknown", "named", "last_seen_at"):
        op.drop_column("listing", name)
