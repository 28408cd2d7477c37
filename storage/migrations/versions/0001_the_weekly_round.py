"""Everything the weekly round needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    municipalities()
    people()
    rounds()
    items()
    ledger()
    versions_stay_as_they_are()


def index(name: str, table: str, columns: list[str], *, where: str, unique: bool) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def municipalities() -> None:
    op.create_table(
        "municipality",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tenant_id", sa.String(), nullable=False),
        sa.Column("app_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
        sa.UniqueConstraint("tenant_id", name=op.f("uq_municipality_tenant_id")),
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
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_est_group_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_est_group")),
        sa.UniqueConstraint("id", "municipality_id", name=op.f("uq_est_group_id_municipality_id")),
        sa.UniqueConstraint("municipality_id", "team_id", name=op.f("uq_est_group_municipality_id_team_id")),
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
            name=op.f("fk_organisation_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_organisation")),
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
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_place_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_place")),
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
            name=op.f("fk_calendar_year_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "year", name=op.f("pk_calendar_year")),
    )


def people() -> None:
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
            name=op.f("fk_member_group_id_deputy_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "municipality_id"],
            ["est_group.id", "est_group.municipality_id"],
            name=op.f("fk_member_group_id_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "organisation_id"],
            ["organisation.municipality_id", "organisation.id"],
            name=op.f("fk_member_municipality_id_organisation_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "id", name=op.f("pk_member")),
    )
    index(
        "ix_member_person",
        "member",
        ["municipality_id", "object_id"],
        where="active AND object_id <> ''",
        unique=False,
    )
    index(
        "uq_member_active_seat",
        "member",
        ["group_id", "object_id"],
        where="active AND object_id <> ''",
        unique=True,
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
            name=op.f("fk_address_group_id_member_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "member_id", name=op.f("pk_address")),
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
            name=op.f("fk_open_form_group_id_member_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", "member_id", name=op.f("pk_open_form")),
    )


def rounds() -> None:
    op.create_table(
        "round",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["est_group.id"], name=op.f("fk_round_group_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("group_id", "week", name=op.f("pk_round")),
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
            name=op.f("fk_approval_group_id_week"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", "version", name=op.f("pk_approval")),
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
            name=op.f("fk_report_group_id_member_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "week"],
            ["round.group_id", "round.week"],
            name=op.f("fk_report_group_id_week"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "written_by"],
            ["member.group_id", "member.id"],
            name=op.f("fk_report_group_id_written_by"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", "member_id", name=op.f("pk_report")),
    )


def items() -> None:
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
            name=op.f("fk_item_group_id_merged_into"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "municipality_id"],
            ["est_group.id", "est_group.municipality_id"],
            name=op.f("fk_item_group_id_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "offered_to"],
            ["round.group_id", "round.week"],
            name=op.f("fk_item_group_id_offered_to"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "week", "member_id"],
            ["report.group_id", "report.week", "report.member_id"],
            name=op.f("fk_item_group_id_week_member_id"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "organisation_id"],
            ["organisation.municipality_id", "organisation.id"],
            name=op.f("fk_item_municipality_id_organisation_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "place_id"],
            ["place.municipality_id", "place.id"],
            name=op.f("fk_item_municipality_id_place_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "id", name=op.f("pk_item")),
        sa.UniqueConstraint("group_id", "week", "number", name=op.f("uq_item_group_id_week_number")),
    )
    index("ix_item_offered", "item", ["group_id", "offered_to"], where="offered_to IS NOT NULL", unique=False)
    index("uq_item_draft", "item", ["group_id", "draft"], where="draft <> ''", unique=True)
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
            name=op.f("fk_item_version_group_id_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "id", "version", name=op.f("pk_item_version")),
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
            name=op.f("fk_action_group_id_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "owner_member_id"],
            ["member.group_id", "member.id"],
            name=op.f("fk_action_group_id_owner_member_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "owner_organisation_id"],
            ["organisation.municipality_id", "organisation.id"],
            name=op.f("fk_action_municipality_id_owner_organisation_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "place_id"],
            ["place.municipality_id", "place.id"],
            name=op.f("fk_action_municipality_id_place_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "id", name=op.f("pk_action")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_action_group_id_number")),
    )


def ledger() -> None:
    op.create_table(
        "errand",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["est_group.id"], name=op.f("fk_errand_group_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("group_id", "key", name=op.f("pk_errand")),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("edits", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("turn", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["est_group.id"], name=op.f("fk_letter_group_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_key")),
    )
    index("ix_letter_due", "letter", ["due"], where="state IN ('waiting', 'retry')", unique=False)
    index(
        "ix_letter_order",
        "letter",
        ["group_id", "recipient", "turn", "id"],
        where="state IN ('waiting', 'retry', 'sending')",
        unique=False,
    )
    index("ix_letter_round", "letter", ["group_id", "week"], where="week <> ''", unique=False)
    index("uq_letter_sending", "letter", ["group_id", "recipient"], where="state = 'sending'", unique=True)
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )


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
