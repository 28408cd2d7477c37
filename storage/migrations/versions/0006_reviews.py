"""Reviews of rounds, and approvals that were opened again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reopening",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reopened_by", sa.String(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "week", "version"],
            ["approval.group_id", "approval.week", "approval.version"],
            name="fk_reopening_group_id_week_version",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", "version", name="pk_reopening"),
    )
    op.create_table(
        "review",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "week"],
            ["round.group_id", "round.week"],
            name="fk_review_group_id_week",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", name="pk_review"),
    )
