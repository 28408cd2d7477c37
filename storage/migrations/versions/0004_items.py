"""Items with every version, and actions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "item",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("place_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("marks", sa.String(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("offered_to", sa.String(), nullable=True),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.Column("draft", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "merged_into"],
            ["item.group_id", "item.id"],
            name="fk_item_group_id_merged_into",
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "municipality_id"],
            ["est_group.id", "est_group.municipality_id"],
            name="fk_item_group_id_municipality_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "offered_to"],
            ["round.group_id", "round.week"],
            name="fk_item_group_id_offered_to",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "week", "member_id"],
            ["report.group_id", "report.week", "report.member_id"],
            name="fk_item_group_id_week_member_id",
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "organisation_id"],
            ["organisation.municipality_id", "organisation.id"],
            name="fk_item_municipality_id_organisation_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "place_id"],
            ["place.municipality_id", "place.id"],
            name="fk_item_municipality_id_place_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "id", name="pk_item"),
        sa.UniqueConstraint("group_id", "week", "number", name="uq_item_group_id_week_number"),
    )
    op.create_index(
        "ix_item_offered",
        "item",
        ["group_id", "offered_to"],
        unique=False,
        sqlite_where=sa.text("offered_to IS NOT NULL"),
        postgresql_where=sa.text("offered_to IS NOT NULL"),
    )
    op.create_index(
        "uq_item_draft",
        "item",
        ["group_id", "draft"],
        unique=True,
        sqlite_where=sa.text("draft <> ''"),
        postgresql_where=sa.text("draft <> ''"),
    )
    op.create_table(
        "item_version",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("place_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("marks", sa.String(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("offered_to", sa.String(), nullable=True),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.Column("draft", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "id"],
            ["item.group_id", "item.id"],
            name="fk_item_version_group_id_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "id", "version", name="pk_item_version"),
    )
    op.create_table(
        "action",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("owner_organisation_id", sa.String(), nullable=True),
        sa.Column("owner_function", sa.String(), nullable=False),
        sa.Column("owner_member_id", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("place_id", sa.String(), nullable=True),
        sa.Column("item_ids", sa.String(), nullable=False),
        sa.Column("blocked_reason", sa.String(), nullable=False),
        sa.Column("horizon", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "municipality_id"],
            ["est_group.id", "est_group.municipality_id"],
            name="fk_action_group_id_municipality_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "owner_member_id"],
            ["member.group_id", "member.id"],
            name="fk_action_group_id_owner_member_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "owner_organisation_id"],
            ["organisation.municipality_id", "organisation.id"],
            name="fk_action_municipality_id_owner_organisation_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "place_id"],
            ["place.municipality_id", "place.id"],
            name="fk_action_municipality_id_place_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "id", name="pk_action"),
        sa.UniqueConstraint("group_id", "number", name="uq_action_group_id_number"),
    )
    versions_stay_as_they_are()


def versions_stay_as_they_are() -> None:
    """An item's versions are only ever added; a retention rule may remove whole ones."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER item_version_stays BEFORE UPDATE ON item_version "
            "BEGIN SELECT RAISE(ABORT, 'a version of an item never changes'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION item_version_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a version of an item never changes'; END $$"
    )
    op.execute(
        "CREATE TRIGGER item_version_stays BEFORE UPDATE ON item_version "
        "FOR EACH ROW EXECUTE FUNCTION item_version_stays()"
    )
