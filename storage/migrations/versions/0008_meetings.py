"""Agendas as published, held meetings, attendance, notes of their lines, and answers to needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agenda",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("agenda", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "week"],
            ["round.group_id", "round.week"],
            name="fk_agenda_group_id_week",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", name="pk_agenda"),
    )
    op.create_table(
        "meeting_run",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "week"],
            ["round.group_id", "round.week"],
            name="fk_meeting_run_group_id_week",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", name="pk_meeting_run"),
    )
    op.create_table(
        "register",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seats", sa.String(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "taken_by"],
            ["member.group_id", "member.id"],
            name="fk_register_group_id_taken_by",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "week"],
            ["round.group_id", "round.week"],
            name="fk_register_group_id_week",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", "version", name="pk_register"),
    )
    op.create_table(
        "meeting_note",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "week"],
            ["round.group_id", "round.week"],
            name="fk_meeting_note_group_id_week",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "written_by"],
            ["member.group_id", "member.id"],
            name="fk_meeting_note_group_id_written_by",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", "subject", "version", name="pk_meeting_note"),
    )
    op.create_table(
        "need_answer",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "answered_by"],
            ["member.group_id", "member.id"],
            name="fk_need_answer_group_id_answered_by",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "item_id"],
            ["item.group_id", "item.id"],
            name="fk_need_answer_group_id_item_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "municipality_id"],
            ["est_group.id", "est_group.municipality_id"],
            name="fk_need_answer_group_id_municipality_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "organisation_id"],
            ["organisation.municipality_id", "organisation.id"],
            name="fk_need_answer_municipality_id_organisation_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint(
            "group_id", "week", "item_id", "organisation_id", "version", name="pk_need_answer"
        ),
    )
