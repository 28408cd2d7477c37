"""Rounds, reports, items with every version, approvals and actions."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from storage.tables.meta import TableRow, partial_index, refers


class RoundRow(TableRow, table=True):
    __tablename__ = "round"
    __table_args__ = (refers("group_id", to="est_group", keys="id"),)

    group_id: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    outcome: str
    last_number: int
    round: str


class ApprovalRow(TableRow, table=True):
    """An approved summary; the newest version is the one that counts, the others stay."""

    __tablename__ = "approval"
    __table_args__ = (refers("group_id", "week", to="round", keys="group_id week"),)

    group_id: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    approval: str


class ReopeningRow(TableRow, table=True):
    """An approved version that was opened again; the approval itself never changes."""

    __tablename__ = "reopening"
    __table_args__ = (refers("group_id", "week", "version", to="approval", keys="group_id week version"),)

    group_id: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    reopened_by: str
    reopened_at: datetime


class ReviewRow(TableRow, table=True):
    """What the coordinator has done with a round: steps, comments, order and areas."""

    __tablename__ = "review"
    __table_args__ = (refers("group_id", "week", to="round", keys="group_id week"),)

    group_id: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    version: int
    review: str


class ReportRow(TableRow, table=True):
    """One seat's answer; its key is the rule that there is one per member and round."""

    __tablename__ = "report"
    __table_args__ = (
        refers("group_id", "week", to="round", keys="group_id week"),
        refers("group_id", "member_id", to="member", keys="group_id id"),
        refers("group_id", "written_by", to="member", keys="group_id id"),
    )

    group_id: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    member_id: str = Field(primary_key=True)
    nothing_to_report: bool
    done_at: datetime | None
    late: bool
    written_by: str | None
    version: int


class ItemFields(TableRow):
    """What an item and each of its versions hold."""

    group_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    municipality_id: str
    week: str
    number: int
    member_id: str
    organisation_id: str | None
    place_id: str | None
    kind: str
    content: str
    created_at: datetime
    changed_at: datetime
    version: int
    withdrawn: bool
    late: bool
    marks: str
    review: str
    offered_to: str | None
    merged_into: str | None
    draft: str


class ItemRow(ItemFields, table=True):
    """The newest version of an item."""

    __tablename__ = "item"
    __table_args__ = (
        refers("group_id", "municipality_id", to="est_group", keys="id municipality_id"),
        # The item is kept before the report it belongs to.
        refers("group_id", "week", "member_id", to="report", keys="group_id week member_id", late=True),
        refers("group_id", "offered_to", to="round", keys="group_id week"),
        refers("group_id", "merged_into", to="item", keys="group_id id", late=True),
        refers("municipality_id", "organisation_id", to="organisation", keys="municipality_id id"),
        refers("municipality_id", "place_id", to="place", keys="municipality_id id"),
        UniqueConstraint("group_id", "week", "number"),
        partial_index("uq_item_draft", "group_id", "draft", where="draft <> ''", unique=True),
        partial_index("ix_item_offered", "group_id", "offered_to", where="offered_to IS NOT NULL"),
    )


class ItemVersionRow(ItemFields, table=True):
    """An item as it was saved at one time; a trigger refuses every change of such a row."""

    __tablename__ = "item_version"
    __table_args__ = (refers("group_id", "id", to="item", keys="group_id id"),)

    version: int = Field(primary_key=True)


class WorkingGroupRow(TableRow, table=True):
    __tablename__ = "working_group"
    __table_args__ = (refers("group_id", "contact_id", to="member", keys="group_id id"),)

    group_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    contact_id: str
    working_group: str


class ActionRow(TableRow, table=True):
    """The newest version of an action; what is asked for or referred to stands beside it."""

    __tablename__ = "action"
    __table_args__ = (
        refers("group_id", "municipality_id", to="est_group", keys="id municipality_id"),
        refers("municipality_id", "owner_organisation_id", to="organisation", keys="municipality_id id"),
        refers("municipality_id", "place_id", to="place", keys="municipality_id id"),
        refers("group_id", "owner_member_id", to="member", keys="group_id id"),
        refers("group_id", "working_group_id", to="working_group", keys="group_id id"),
        UniqueConstraint("group_id", "number"),
        partial_index("uq_action_draft", "group_id", "draft", where="draft <> ''", unique=True),
    )

    group_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    municipality_id: str
    number: int
    owner_organisation_id: str | None
    owner_member_id: str | None
    working_group_id: str | None
    place_id: str | None
    state: str
    withdrawn: bool
    draft: str
    version: int
    action: str


class ActionVersionRow(TableRow, table=True):
    """An action as it was at one time; a trigger refuses every change of such a row."""

    __tablename__ = "action_version"
    __table_args__ = (refers("group_id", "id", to="action", keys="group_id id"),)

    group_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    action: str
