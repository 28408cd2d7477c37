"""The courier and the member's card find their rows by an index, however many old ones there are.

Without `ANALYZE`, as in a database that has just been begun.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, Select, Update, select

from est.letters import LetterState
from est.ports import Records
from storage import claims, ledger, reports
from storage.store import SqlStore
from tests.storage.conftest import SQLITE
from tests.storage.world import NOW, WEEK, a_group, item, letter, report, round_

ASKED = {
    "now": NOW,
    "group_id": "g1",
    "week": str(WEEK),
    "member_id": "m1",
    "draft": "draft-1",
    "seat": "m1",
    "of_group": "g1",
    "to": "m1",
    "of_message": "card",
}


def found_by(statement: Update) -> Select[Any]:
    """The search for the rows that a statement changes."""
    assert statement.whereclause is not None
    return select(ledger.LETTER.c.id).where(statement.whereclause)


STATEMENTS: dict[str, tuple[Select[Any], set[str]]] = {
    "claim": (claims.SENDABLE.where(claims.OWN.c.due <= NOW), {"ix_letter_due", "ix_letter_order"}),
    "next due": (claims.NEXT, {"ix_letter_due", "ix_letter_order"}),
    "lost claims": (claims.LOST, {"uq_letter_sending"}),
    "letters that give way": (found_by(ledger.SUPERSEDE), {"ix_letter_order"}),
    "messages that show an answer": (ledger.SHOWING, {"ix_letter_round"}),
    "letters of a round": (ledger.OF_ROUND, {"ix_letter_round"}),
    "a seat's items": (reports.ITEMS_OF_SEAT, {"(group_id=? AND week=?)"}),
    "an item by its form": (reports.ITEM_BY_DRAFT, {"uq_item_draft"}),
    "offered items": (reports.OFFERED, {"ix_item_offered"}),
}


@pytest.mark.parametrize("url", [SQLITE], indirect=True)
@pytest.mark.parametrize(("statement", "indexes"), STATEMENTS.values(), ids=STATEMENTS)
async def test_it_is_found_by_its_index(store: SqlStore, statement: Select[Any], indexes: set[str]) -> None:
    await store.write("", years_of_rows)
    plan = await store.transact(lambda connection: explain(connection, statement))
    assert {index for index in indexes if index not in plan} == set(), plan
    assert "SCAN item" not in plan


def years_of_rows(records: Records) -> None:
    """Mostly what is over: sent letters, and items of earlier rounds that were offered to nobody."""
    a_group(records)
    records.ledger.write(letter(str(n), recipient=f"r{n}", state=LetterState.SENT) for n in range(300))
    records.ledger.write(letter(f"{n}/now", recipient=f"r{n}") for n in range(20))
    for n in range(30):
        week = WEEK.plus(-n)
        records.rounds.save(round_(week))
        records.reports.save(report(week=week))
        offered = str(WEEK) if n == 1 else ""
        for number in range(n * 10, n * 10 + 10):
            records.reports.save_item(item(number, week=week, offered_to=offered))


def explain(connection: Connection, statement: Select[Any]) -> str:
    known = {name: value for name, value in ASKED.items() if name in statement.compile().params}
    sql = statement.params(**known).compile(connection, compile_kwargs={"literal_binds": True})
    return "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}"))
