"""Actions with every version, and working groups."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEPT_AS_THEY_WERE = (
    *("group_id", "id", "municipality_id", "number"),
    *("owner_organisation_id", "owner_member_id", "place_id", "state"),
)


def upgrade() -> None:
    op.create_table(
        "working_group",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "contact_id"],
            ["member.group_id", "member.id"],
            name="fk_working_group_group_id_contact_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "id", name="pk_working_group"),
    )
    before = [dict(row) for row in op.get_bind().execute(sa.text("SELECT * FROM action")).mappings()]
    # Made anew under its own name: a table that SQLite has renamed is not described as one that was created.
    op.drop_table("action")
    action = op.create_table(
        "action",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner_organisation_id", sa.String(), nullable=True),
        sa.Column("owner_member_id", sa.String(), nullable=True),
        sa.Column("working_group_id", sa.String(), nullable=True),
        sa.Column("place_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
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
            ["group_id", "working_group_id"],
            ["working_group.group_id", "working_group.id"],
            name="fk_action_group_id_working_group_id",
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
    op.create_index(
        "uq_action_draft",
        "action",
        ["group_id", "draft"],
        unique=True,
        sqlite_where=sa.text("draft <> ''"),
        postgresql_where=sa.text("draft <> ''"),
    )
    version = op.create_table(
        "action_version",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "id"],
            ["action.group_id", "action.id"],
            name="fk_action_version_group_id_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "id", "version", name="pk_action_version"),
    )
    if before:
        op.bulk_insert(action, [row_of(row) for row in before])
        op.bulk_insert(version, [version_of(row) for row in before])
    versions_stay_as_they_are()


def row_of(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in KEPT_AS_THEY_WERE}
    new = {"working_group_id": None, "withdrawn": False, "draft": "", "version": 1}
    return {**kept, **new, "action": written(row)}


def version_of(row: dict[str, Any]) -> dict[str, Any]:
    return {"group_id": row["group_id"], "id": row["id"], "version": 1, "action": written(row)}


def written(row: dict[str, Any]) -> str:
    """The action as a tree of values; what it did not have before is left out, and so is as it is by itself."""
    values = {name: value or "" for name, value in row.items() if name not in {"municipality_id", "number"}}
    values |= {"number": row["number"], "item_ids": json.loads(row["item_ids"])}
    values |= {day: str(row[day]) for day in ("decided_on", "due")}
    return json.dumps(values, ensure_ascii=False)


def versions_stay_as_they_are() -> None:
    """An action's versions are only ever added; a retention rule may remove whole ones."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER action_version_stays BEFORE UPDATE ON action_version "
            "BEGIN SELECT RAISE(ABORT, 'a version of an action never changes'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION action_version_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a version of an action never changes'; END $$"
    )
    op.execute(
        "CREATE TRIGGER action_version_stays BEFORE UPDATE ON action_version "
        "FOR EACH ROW EXECUTE FUNCTION action_version_stays()"
    )
