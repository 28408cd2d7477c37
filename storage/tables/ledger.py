"""Errands done, letters written, and who may send them."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from storage.tables.meta import TableRow, partial_index, refers

# Literal on purpose: with a bound parameter SQLite does not use a partial index, nor does PostgreSQL's generic plan.
CLAIMABLE = "state IN ('waiting', 'retry')"
UNSETTLED = "state IN ('waiting', 'retry', 'sending')"
SENDING = "state = 'sending'"


class ErrandRow(TableRow, table=True):
    """An errand that is settled; `week` is empty for one that belongs to no round."""

    __tablename__ = "errand"
    __table_args__ = (refers("group_id", to="est_group", keys="id"),)

    group_id: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    week: str
    settled_at: datetime


class LetterRow(TableRow, table=True):
    """A letter; written once per key.

    `turn` is when it was first due: letters to one receiver go in that order, whatever a retry does to `due`. The
    receiver is a member's id or the channel, and the log stays when a seat goes: hence no foreign key. `seat` is whose
    answer it is about, when it is about one.
    """

    __tablename__ = "letter"
    __table_args__ = (
        refers("group_id", to="est_group", keys="id"),
        partial_index("ix_letter_due", "due", where=CLAIMABLE),
        partial_index("ix_letter_order", "group_id", "recipient", "turn", "id", where=UNSETTLED),
        # Two replicas may race when the lease changes hands; one receiver still gets one letter at a time.
        partial_index("uq_letter_sending", "group_id", "recipient", where=SENDING, unique=True),
        partial_index("ix_letter_round", "group_id", "week", "seat", where="week <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    group_id: str
    kind: str
    recipient: str
    week: str
    edits: str
    about: str
    seat: str
    turn: datetime
    due: datetime
    send_before: datetime
    state: str
    reason: str
    claims: int
    conversation_id: str
    activity_id: str
    settled_at: datetime | None


class LeaseRow(TableRow, table=True):
    """Who may do what only one process at a time may do, and until when."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    owner: str
    until: datetime
