"""The courier and the member's card find their rows by an index, however many old ones there are."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from est.letters import LetterState
from storage import claims, ledger, reports
from storage.store import SqlStore
from tests.storage.conftest import SQLITE
from tests.storage.world import NOW, WEEK, letter, seed

ASKED = {
    "now": NOW,
    "most": 20,
    "group_id": "g1",
    "week": str(WEEK),
    "member_id": "m1",
    "item_id": "i1",
    "draft": "d",
    "kind": "prompt",
    "recipient": "m1",
    "since": str(WEEK),
}
STATEMENTS = {
    "claim": (claims.SENDABLE.where(claims.OWN.c.due <= NOW), {"ix_letter_due", "ix_letter_order"}),
    "next due": (claims.NEXT, {"ix_letter_due", "ix_letter_order"}),
    "lost claims": (claims.LOST, {"uq_letter_sending"}),
    "letters of a round": (ledger.OF_ROUND, {"ix_letter_round"}),
    "a seat's items": (reports.ITEMS_OF_SEAT, {"uq_item_group_id_week_number", "sqlite_autoindex_item_2"}),
    "an item by its form": (reports.ITEM_BY_DRAFT, {"uq_item_draft"}),
    "offered items": (reports.OFFERED, {"ix_item_offered"}),
}


@pytest.mark.parametrize("url", [SQLITE], indirect=True)
@pytest.mark.parametrize(("statement", "indexes"), STATEMENTS.values(), ids=STATEMENTS)
async def test_it_is_found_by_its_index(store: SqlStore, statement: Any, indexes: set[str]) -> None:
    await seed(store)
    old = [letter(str(n), recipient=f"r{n}", state=LetterState.SENT) for n in range(500)]
    await store.write("g1", lambda records: records.ledger.write([*old, letter("new")]))

    def explain(connection: Any) -> str:
        compiled = statement.compile(connection.engine, compile_kwargs={"render_postcompile": True})
        connection.execute(text("ANALYZE"))
        values = [ASKED.get(name, 1) for name in compiled.positiontup or ()]
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", tuple(map(str, values)))
        return "\n".join(row[3] for row in plan)

    plan = await store.transact(explain)
    assert "SCAN letter" not in plan.replace("SCAN letter USING", "")
    assert any(index in plan for index in indexes), plan
    if len(indexes) > 1 and "autoindex" not in repr(indexes):
        assert all(index in plan for index in indexes), plan
