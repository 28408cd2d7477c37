"""Municipalities, their groups, organisations, places and calendars."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "municipality",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tenant_id", sa.String(), nullable=False),
        sa.Column("app_id", sa.String(), nullable=False),
        sa.Column("register_token", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_municipality"),
        sa.UniqueConstraint("tenant_id", name="uq_municipality_tenant_id"),
    )
    op.create_table(
        "est_group",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tenant_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("service_url", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("running_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("installer_id", sa.String(), nullable=False),
        sa.Column("roster_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_est_group_municipality_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_est_group"),
        sa.UniqueConstraint("id", "municipality_id", name="uq_est_group_id_municipality_id"),
        sa.UniqueConstraint("municipality_id", "team_id", name="uq_est_group_municipality_id_team_id"),
    )
    op.create_table(
        "organisation",
        sa.Column("municipality_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name="fk_organisation_municipality_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_organisation"),
    )
    op.create_table(
        "place",
        sa.Column("municipality_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("aliases", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_place_municipality_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_place"),
    )
    op.create_table(
        "calendar_year",
        sa.Column("municipality_id", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("bridge_days", sa.String(), nullable=False),
        sa.Column("half_days", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name="fk_calendar_year_municipality_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "year", name="pk_calendar_year"),
    )
