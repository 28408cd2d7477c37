"""On SQLite a statement is prepared once and then does what SQLAlchemy would have done, whatever the values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from storage import claims, ledger
from storage.registers import MUNICIPALITY
from storage.statements import SqliteStatements
from storage.store import SqlStore
from storage.tables import GroupRow, table
from storage.upsert import insert
from tests.storage.conftest import SQLITE
from tests.storage.world import seed

pytestmark = pytest.mark.parametrize("url", [SQLITE], indirect=True)
GROUP = table(GroupRow)
NEWEST = (
    select(MUNICIPALITY.c.id)
    .where(MUNICIPALITY.c.name.in_(["Kommun k1", "Kommun k2"]))
    .order_by(MUNICIPALITY.c.id)
    .limit(bindparam("most"))
)
ADD = insert(MUNICIPALITY)


def _municipality(id_: str) -> dict[str, Any]:
    return {
        "id": id_,
        "name": f"Kommun {id_}",
        "tenant_id": id_,
        "app_id": "hemlig",
        "register_token": "",
    }


async def test_the_same_statement_takes_other_values_the_next_time(store: SqlStore) -> None:
    def several(connection: Any) -> list[list[str]]:
        statements = SqliteStatements(connection)
        statements.execute(ADD, [_municipality("k1"), _municipality("k2"), _municipality("k3")])
        return [list(statements.execute(NEWEST, {"most": most}).scalars()) for most in (1, 9)]

    assert await store.transact(several) == [["k1"], ["k1", "k2"]]


async def test_rows_are_what_sqlalchemy_would_have_brought(store: SqlStore) -> None:
    await seed(store)

    def both(connection: Any) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        statement = select(GROUP)
        ours = SqliteStatements(connection).execute(statement).all()
        return [tuple(row) for row in ours], [tuple(row) for row in connection.execute(statement)]

    ours, theirs = await store.transact(both)
    assert ours == theirs
    moments = [value for value in ours[0] if isinstance(value, datetime)]
    assert [moment.tzinfo for moment in moments] == [UTC, UTC]


async def test_a_broken_rule_is_sqlalchemys_own_error_and_never_shows_the_values(store: SqlStore) -> None:
    def twice(connection: Any) -> None:
        SqliteStatements(connection).execute(ADD, [_municipality("k1"), _municipality("k1")])

    with pytest.raises(IntegrityError) as broken:
        await store.transact(twice)
    assert "hemlig" not in str(broken.value)
    assert await store.read(lambda records: records.groups.municipality("k1")) is None


@pytest.mark.parametrize("values", [{"most": 1, "least": 0}, {}], ids=["too many", "too few"])
async def test_values_that_do_not_fit_are_refused(store: SqlStore, values: dict[str, int]) -> None:
    def run(connection: Any) -> None:
        statements = SqliteStatements(connection)
        statements.execute(NEWEST, {"most": 1})
        statements.execute(NEWEST, values)

    with pytest.raises(TypeError, match="values for 1 places"):
        await store.transact(run)


async def test_changed_rows_are_counted(store: SqlStore) -> None:
    def change(connection: Any) -> tuple[int, int]:
        statements = SqliteStatements(connection)
        new = {"new_state": "superseded", "why": "", "at": datetime(2026, 11, 23, tzinfo=UTC)}
        asked = {"of_group": "g1", "to": "m1", "of_message": "card"}
        none = statements.execute(ledger.SUPERSEDE, asked | new).rowcount
        statements.execute(ADD, _municipality("k1"))
        return none, statements.execute(claims.NEXT).first() is None

    assert await store.transact(change) == (0, True)
