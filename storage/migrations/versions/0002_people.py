"""Seats, and how the person on each is reached."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "member",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.String(), nullable=False),
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("deputy_id", sa.String(), nullable=True),
        sa.Column("absences", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("guest", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "deputy_id"],
            ["member.group_id", "member.id"],
            name="fk_member_group_id_deputy_id",
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "municipality_id"],
            ["est_group.id", "est_group.municipality_id"],
            name="fk_member_group_id_municipality_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "organisation_id"],
            ["organisation.municipality_id", "organisation.id"],
            name="fk_member_municipality_id_organisation_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "id", name="pk_member"),
    )
    op.create_index(
        "ix_member_person",
        "member",
        ["municipality_id", "object_id"],
        unique=False,
        sqlite_where=sa.text("active AND object_id <> ''"),
        postgresql_where=sa.text("active AND object_id <> ''"),
    )
    op.create_index(
        "uq_member_active_seat",
        "member",
        ["group_id", "object_id"],
        unique=True,
        sqlite_where=sa.text("active AND object_id <> ''"),
        postgresql_where=sa.text("active AND object_id <> ''"),
    )
    op.create_table(
        "address",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("teams_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("service_url", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "member_id"],
            ["member.group_id", "member.id"],
            name="fk_address_group_id_member_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "member_id", name="pk_address"),
    )
    op.create_table(
        "open_form",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "member_id"],
            ["member.group_id", "member.id"],
            name="fk_open_form_group_id_member_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", "member_id", name="pk_open_form"),
    )
