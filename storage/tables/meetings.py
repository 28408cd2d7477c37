"""What is kept of a meeting: its agenda as published, how it went, who was there, notes, and answers to needs."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from storage.tables.meta import TableRow, refers


class AgendaRow(TableRow, table=True):
    """The agenda as it stands in the channel; the one the group met by is a part of its run."""

    __tablename__ = "agenda"
    __table_args__ = (refers("group_id", "week", to="round", keys="group_id week"),)

    group_id: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    agenda: str


class MeetingRunRow(TableRow, table=True):
    """A held meeting; `version` counts its changes."""

    __tablename__ = "meeting_run"
    __table_args__ = (refers("group_id", "week", to="round", keys="group_id week"),)

    group_id: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    version: int
    run: str


class RegisterRow(TableRow, table=True):
    """The attendance of a meeting each time it was taken; the newest version counts."""

    __tablename__ = "register"
    __table_args__ = (
        refers("group_id", "week", to="round", keys="group_id week"),
        refers("group_id", "taken_by", to="member", keys="group_id id"),
    )

    group_id: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    seats: str
    taken_by: str
    taken_at: datetime


class MeetingNoteRow(TableRow, table=True):
    """A note of one line each time it was written; the newest version counts."""

    __tablename__ = "meeting_note"
    __table_args__ = (
        refers("group_id", "week", to="round", keys="group_id week"),
        refers("group_id", "written_by", to="member", keys="group_id id"),
    )

    group_id: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    text: str
    written_by: str
    written_at: datetime


class NeedAnswerRow(TableRow, table=True):
    """What an organisation answered to a need, each time it did; the newest version counts."""

    __tablename__ = "need_answer"
    __table_args__ = (
        refers("group_id", "municipality_id", to="est_group", keys="id municipality_id"),
        refers("group_id", "item_id", to="item", keys="group_id id"),
        refers("municipality_id", "organisation_id", to="organisation", keys="municipality_id id"),
        refers("group_id", "answered_by", to="member", keys="group_id id"),
    )

    group_id: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    item_id: str = Field(primary_key=True)
    organisation_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    municipality_id: str
    answer: str
    reason: str
    answered_by: str
    answered_at: datetime
