"""Errands done and letters written, as est.ports.Ledger asks for them; how they are sent is in `claims`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, or_, select, text, update

from est.letters import SHOWS_ANSWERS, Letter, LetterState
from est.week import Week
from storage import claims
from storage.statements import Statements
from storage.tables import ErrandRow, LetterRow, table
from storage.tables.ledger import CLAIMABLE, UNSETTLED
from storage.upsert import insert

ERRAND, LETTER = table(ErrandRow), table(LetterRow)
WEEK = re.compile(r"\b[0-9]{4}-W[0-9]{2}\b")

DONE = select(ERRAND.c.key).where(
    ERRAND.c.group_id == bindparam("group_id"), or_(ERRAND.c.week >= bindparam("since"), ERRAND.c.week == "")
)
SETTLE = insert(ERRAND).on_conflict_do_nothing(index_elements=["group_id", "key"]).returning(ERRAND.c.key)
# What a statement changed is told by the rows it returns: the count that PostgreSQL's driver gives is -1 here.
WRITE = insert(LETTER).on_conflict_do_nothing(index_elements=["key"]).returning(LETTER.c.key)
OF_GROUP = select(LETTER).where(LETTER.c.group_id == bindparam("group_id"))
BY_KEY = OF_GROUP.where(LETTER.c.key == bindparam("key"))
OF_ROUND = OF_GROUP.where(LETTER.c.week == bindparam("week"), text("week <> ''")).order_by(LETTER.c.id)
SHOWING = OF_ROUND.where(
    or_(LETTER.c.seat == bindparam("seat"), LETTER.c.seat == ""),
    LETTER.c.kind.in_(sorted(SHOWS_ANSWERS)),
    LETTER.c.state == LetterState.SENT.value,
)
UNSENT = (
    update(LETTER)
    .where(LETTER.c.group_id == bindparam("of_group"), LETTER.c.recipient == bindparam("to"))
    # What is unsent is unsettled too, but SQLite takes the index of the unsettled only when that is said.
    .where(text(CLAIMABLE), text(UNSETTLED))
    .values(state=bindparam("new_state"), reason=bindparam("why"), settled_at=bindparam("at"))
)
SUPERSEDE = UNSENT.where(LETTER.c.edits == bindparam("of_message"))


class SqlLedger(claims.Claims):
    """`written` are the keys of the letters that this transaction has written."""

    __slots__ = ("written",)

    def __init__(self, connection: Statements) -> None:
        super().__init__(connection)
        self.written: list[str] = []

    def done(self, group_id: str, since: Week) -> frozenset[str]:
        """Keys of settled errands of the weeks from *since* on, and of those that belong to no week."""
        asked = {"group_id": group_id, "since": str(since)}
        return frozenset(self._connection.execute(DONE, asked).scalars())

    def settle(self, group_id: str, errand_key: str, at: datetime) -> bool:
        week = WEEK.search(errand_key)
        values = {"group_id": group_id, "key": errand_key, "week": week[0] if week else "", "settled_at": at}
        return self._connection.execute(SETTLE, values).first() is not None

    def write(self, letters: Iterable[Letter]) -> int:
        rows = [_to_row(letter) for letter in letters]
        new = list(self._connection.execute(WRITE, rows).scalars()) if rows else []
        self.written += new
        return len(new)

    def get(self, group_id: str, key: str) -> Letter | None:
        row = self._connection.execute(BY_KEY, {"group_id": group_id, "key": key}).first()
        return None if row is None else claims.to_domain(row)

    def of_round(self, group_id: str, week: Week) -> tuple[Letter, ...]:
        rows = self._connection.execute(OF_ROUND, {"group_id": group_id, "week": str(week)})
        return tuple(claims.to_domain(row) for row in rows)

    def showing(self, group_id: str, week: Week, seat_id: str) -> tuple[Letter, ...]:
        asked = {"group_id": group_id, "week": str(week), "seat": seat_id}
        return tuple(claims.to_domain(row) for row in self._connection.execute(SHOWING, asked))

    def supersede(self, group_id: str, recipient: str, edits: str, at: datetime) -> int:
        asked = {"of_group": group_id, "to": recipient, "of_message": edits}
        new = {"new_state": LetterState.SUPERSEDED.value, "why": "", "at": at}
        return self._connection.execute(SUPERSEDE, asked | new).rowcount

    def cancel(self, group_id: str, recipient: str, reason: str, at: datetime) -> int:
        new = {"new_state": LetterState.CANCELLED.value, "why": reason, "at": at}
        return self._connection.execute(UNSENT, {"of_group": group_id, "to": recipient} | new).rowcount


def _to_row(letter: Letter) -> dict[str, object]:
    return {
        "key": letter.key,
        "group_id": letter.group_id,
        "kind": letter.kind.value,
        "recipient": letter.recipient,
        "week": letter.week,
        "edits": letter.edits,
        "about": json.dumps(dict(letter.about)),
        "seat": letter.about.get("seat", ""),
        "turn": letter.due,
        "due": letter.due,
        "send_before": letter.send_before,
        "state": letter.state.value,
        "reason": letter.reason,
        "claims": letter.claims,
        "conversation_id": letter.conversation_id,
        "activity_id": letter.activity_id,
        "settled_at": letter.settled_at,
    }
