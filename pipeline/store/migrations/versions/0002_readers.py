"""Two readers of one item, rounds of an item, corrections as they were typed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was decided before was decided in the first round, by one reader."""
    _count("review_item", "readers")
    _count("review_item", "round")
    _count("decision", "round")
    op.add_column("decision", sa.Column("typed", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take the columns away."""
    for table, column in (
        ("decision", "typed"),
        ("decision", "round"),
        ("review_item", "round"),
        ("review_item", "readers"),
    ):
        op.drop_column(table, column)


def _count(table: str, column: str) -> None:
    op.add_column(table, sa.Column(column, sa.Integer(), nullable=False, server_default="1"))
