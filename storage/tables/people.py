"""Seats, and how the person on each is reached."""

from __future__ import annotations

from sqlmodel import Field

from storage.tables.meta import TableRow, partial_index, refers


class MemberRow(TableRow, table=True):
    """A seat of one group; its key holds the group, so that nothing can refer to a seat of another group."""

    __tablename__ = "member"
    __table_args__ = (
        refers("group_id", "municipality_id", to="est_group", keys="id municipality_id"),
        refers("municipality_id", "organisation_id", to="organisation", keys="municipality_id id"),
        refers("group_id", "deputy_id", to="member", keys="group_id id", late=True),
        # A partner without an account in Teams has no object id.
        partial_index(
            "uq_member_active_seat", "group_id", "object_id", where="active AND object_id <> ''", unique=True
        ),
        partial_index("ix_member_person", "municipality_id", "object_id", where="active AND object_id <> ''"),
    )

    group_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    municipality_id: str
    object_id: str
    name: str
    organisation_id: str | None
    function: str
    roles: str
    route: str
    deputy_id: str | None
    absences: str
    language: str
    guest: bool
    active: bool


class AddressRow(TableRow, table=True):
    __tablename__ = "address"
    __table_args__ = (refers("group_id", "member_id", to="member", keys="group_id id"),)

    group_id: str = Field(primary_key=True)
    member_id: str = Field(primary_key=True)
    teams_id: str
    conversation_id: str
    service_url: str


class FormRow(TableRow, table=True):
    """The form a seat's card shows; at most one for a seat and round."""

    __tablename__ = "open_form"
    __table_args__ = (refers("group_id", "member_id", to="member", keys="group_id id"),)

    group_id: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    member_id: str = Field(primary_key=True)
    form: str
