"""Rounds, reports and approvals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "round",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["est_group.id"], name="fk_round_group_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("group_id", "week", name="pk_round"),
    )
    op.create_table(
        "approval",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("approval", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "week"],
            ["round.group_id", "round.week"],
            name="fk_approval_group_id_week",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", "version", name="pk_approval"),
    )
    op.create_table(
        "report",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("nothing_to_report", sa.Boolean(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "member_id"],
            ["member.group_id", "member.id"],
            name="fk_report_group_id_member_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "week"],
            ["round.group_id", "round.week"],
            name="fk_report_group_id_week",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "written_by"],
            ["member.group_id", "member.id"],
            name="fk_report_group_id_written_by",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", "member_id", name="pk_report"),
    )
