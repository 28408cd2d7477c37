"""Who sends which letter: claims that run out, an order for each receiver, outcomes that only the claimer may record.

Two courier processes may work at once for a moment when the lease changes hands, and everything here holds then too.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    or_,
    select,
    text,
    tuple_,
    update,
)

from est.letters import UNSETTLED as STILL_UNSETTLED
from est.letters import Letter, LetterKind, LetterState
from est.outcome import after_lost_claim
from storage.statements import Statements
from storage.tables import LetterRow, table
from storage.tables.ledger import CLAIMABLE, SENDING, UNSETTLED

LETTER = table(LetterRow)
EARLIER, OWN = LETTER.alias("earlier"), LETTER.alias("own")

KNOWN_KINDS = sorted(LetterKind)
"""A letter of a kind that this version does not know is left for one that does."""

IN_FRONT = tuple_(EARLIER.c.turn, EARLIER.c.id) < tuple_(OWN.c.turn, OWN.c.id)
SAID_ANEW = EARLIER.c.edits == ""


def _sendable(goes_first: ColumnElement[bool]) -> Select[Any]:
    """Letters whose receiver has none in the air, and none in front of it that *goes first*.

    An edit that waits until somebody has written their form holds nothing up: what is said anew, such as a severity
    notice, goes past it. Once both are due they go one after the other.
    """
    blocked = (
        select(EARLIER.c.id)
        .where(
            EARLIER.c.group_id == OWN.c.group_id,
            EARLIER.c.recipient == OWN.c.recipient,
            text(f"earlier.{UNSETTLED}"),
            or_(text(f"earlier.{SENDING}"), and_(goes_first, IN_FRONT)),
        )
        .exists()
    )
    return (
        select(OWN.c.id, OWN.c.due)
        .where(text(f"own.{CLAIMABLE}"), OWN.c.kind.in_(KNOWN_KINDS), ~blocked)
        .order_by(OWN.c.due, OWN.c.id)
    )


SENDABLE = _sendable(or_(SAID_ANEW, EARLIER.c.due <= bindparam("now"))).where(OWN.c.due <= bindparam("now"))
PICK = SENDABLE.limit(bindparam("most")).with_for_update(skip_locked=True, of=OWN).cte("pick")
CLAIM = (
    update(LETTER)
    .where(LETTER.c.id.in_(select(PICK.c.id)))
    .values(state=LetterState.SENDING.value, due=bindparam("until"), claims=LETTER.c.claims + 1)
    .returning(LETTER)
)
# The claimer alone may record, also after its claim ran out, as long as nobody has claimed the letter since.
RECORD = (
    update(LETTER)
    .where(
        LETTER.c.key == bindparam("of_key"),
        LETTER.c.group_id == bindparam("of_group"),
        LETTER.c.claims == bindparam("of_claim"),
        LETTER.c.state.in_([LetterState.SENDING, LetterState.RETRY, LetterState.UNKNOWN]),
    )
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("state", "due", "reason", "conversation_id", "activity_id", "settled_at")
        }
    )
)
LOST = (
    select(LETTER)
    .where(text(SENDING), LETTER.c.due < bindparam("now"), LETTER.c.kind.in_(KNOWN_KINDS))
    .with_for_update(skip_locked=True)
)
NEXT = _sendable(SAID_ANEW).limit(1)
NEXT_LOST = select(LETTER.c.due).where(text(SENDING)).order_by(LETTER.c.due).limit(1)


class Claims:
    """The courier's half of the ledger; it works across groups and is reached by the courier alone."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Statements) -> None:
        self._connection = connection

    def claim(self, now: datetime, lease: float, most: int) -> tuple[Letter, ...]:
        """Take up to *most* due letters, at most one for each receiver; those past their time are among them."""
        asked = {"now": now, "until": now + timedelta(seconds=lease), "most": most}
        rows = self._connection.execute(CLAIM, asked).all()
        return tuple(to_domain(row) for row in sorted(rows, key=lambda row: (row.turn, row.id)))

    def record(self, letter: Letter, now: datetime) -> bool:
        outcome = {
            "of_key": letter.key,
            "of_group": letter.group_id,
            "of_claim": letter.claims,
            "new_state": letter.state.value,
            "new_due": letter.due,
            "new_reason": letter.reason,
            "new_conversation_id": letter.conversation_id,
            "new_activity_id": letter.activity_id,
            "new_settled_at": None if letter.state in STILL_UNSETTLED else now,
        }
        return self._connection.execute(RECORD, outcome).rowcount == 1

    def reclaim(self, now: datetime, sparing: Collection[str] = ()) -> tuple[Letter, ...]:
        """Letters whose claim ran out unrecorded, as the rule for them has left them (est.outcome)."""
        rows = self._connection.execute(LOST, {"now": now})
        lost = [to_domain(row) for row in rows if row.key not in sparing]
        outcomes = (after_lost_claim(letter, now) for letter in lost)
        return tuple(letter for letter in outcomes if self.record(letter, now))

    def next_due(self) -> datetime | None:
        """When the courier has something to do again: a letter may go, or a claim runs out."""
        moments = (self._connection.execute(statement).first() for statement in (NEXT, NEXT_LOST))
        return min((row.due for row in moments if row is not None), default=None)


def to_domain(row: Row[Any]) -> Letter:
    return Letter(
        key=row.key,
        group_id=row.group_id,
        kind=LetterKind(row.kind),
        recipient=row.recipient,
        due=row.due,
        send_before=row.send_before,
        week=row.week,
        edits=row.edits,
        about=json.loads(row.about),
        state=LetterState(row.state),
        reason=row.reason,
        claims=row.claims,
        conversation_id=row.conversation_id,
        activity_id=row.activity_id,
        settled_at=row.settled_at,
    )
