"""What must never be true in the database is refused by the database, whatever the code above it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from est.ports import Records
from est.week import Week
from storage.store import SqlStore
from tests.storage.world import (
    NOW,
    WEEK,
    action,
    group,
    incident,
    item,
    letter,
    member,
    municipality,
    organisation,
    report,
    round_,
    seed,
)

FORBIDDEN: dict[str, Callable[[Records], object]] = {
    "a group of no municipality": lambda records: records.groups.save(group("g2", municipality_id="k9")),
    "two groups of one team": lambda records: records.groups.save(group("g2", team_id="team-g1")),
    "two municipalities of one tenant": lambda records: records.groups.save_municipality(
        municipality("k2", tenant_id="tenant-k1")
    ),
    "a seat in no group": lambda records: records.members.save(member(group_id="g9")),
    "a seat of another municipality's organisation": lambda records: records.members.save(
        member("m9", organisation_id="o-k2")
    ),
    "a deputy who has no seat in the group": lambda records: records.members.save(
        member("m9", deputy_id="nobody")
    ),
    "two active seats of one person": lambda records: records.members.save(
        member("m9", object_id="object-m1")
    ),
    "a round of no group": lambda records: records.rounds.save(round_(group_id="g9")),
    "a report in a round that is not there": lambda records: records.reports.save(report(week=Week(2026, 1))),
    "a report of somebody without a seat": lambda records: records.reports.save(report(member_id="m9")),
    "a report written by somebody without a seat": lambda records: records.reports.save(
        report(written_by="m9", version=2)
    ),
    "an item without a report": lambda records: records.reports.save_item(item(9, member_id="m3")),
    "two items with one number": lambda records: records.reports.save_item(item(1, id="i9", draft="")),
    "two items of one form": lambda records: records.reports.save_item(item(9, draft="draft-1")),
    "an item on another municipality's place": lambda records: records.reports.save_item(
        item(9, content=incident(location=replace(incident().location, place_id="p-k2")))
    ),
    "an item merged into one that is not there": lambda records: records.reports.save_item(
        item(9, merged_into="i99")
    ),
    "an item offered to a round that is not there": lambda records: records.reports.save_item(
        item(9, offered_to="2026-W01")
    ),
    "two actions with one number": lambda records: records.actions.save(action(1, id="a9", draft="")),
    "two actions of one form": lambda records: records.actions.save(action(9, draft="draft-1")),
    "an action of a working group that is not there": lambda records: records.actions.save(
        action(9, working_group_id="w9")
    ),
    "an action that nobody's organisation owns": lambda records: records.actions.save(
        action(9, owner_organisation_id="o-k2")
    ),
    "an errand of no group": lambda records: records.ledger.settle("g9", f"g9/{WEEK}/prompt", NOW),
    "a letter of no group": lambda records: records.ledger.write([letter(group_id="g9")]),
    "an address of somebody without a seat": lambda records: records.addresses.keep("g1", "m9", teams_id="x"),
}


@pytest.mark.parametrize("attempt", FORBIDDEN.values(), ids=FORBIDDEN)
async def test_the_database_refuses(store: SqlStore, attempt: Callable[[Records], object]) -> None:
    await seed(store)
    await store.write("", an_answer)
    with pytest.raises(IntegrityError):
        await store.write("g1", attempt)


UNDELETABLE = [
    "municipality",
    "est_group",
    "organisation",
    "place",
    "member",
    "round",
    "report",
    "item",
    "action",
]


@pytest.mark.parametrize("table", UNDELETABLE)
async def test_nothing_is_deleted_along_with_what_it_belongs_to(store: SqlStore, table: str) -> None:
    """Retention removes rows in an order of its own; a delete never takes others with it."""
    await seed(store)
    await store.write("", an_answer)
    with pytest.raises(IntegrityError):
        await store.transact(lambda connection: connection.execute(text(f"DELETE FROM {table}")))


async def test_a_version_of_an_item_never_changes_but_may_be_removed(store: SqlStore) -> None:
    await seed(store)
    await store.write("", an_answer)
    with pytest.raises(DBAPIError, match="never changes"):
        await store.transact(
            lambda connection: connection.execute(text("UPDATE item_version SET marks = '[]'"))
        )
    removed = await store.transact(
        lambda connection: connection.execute(text("DELETE FROM item_version")).rowcount
    )
    assert removed == 1


def an_answer(records: Records) -> None:
    """One item in a report, one action, and a second municipality beside."""
    records.reports.save_item(item(1))
    records.reports.save(report())
    records.actions.save(action(1))
    records.groups.save_municipality(municipality("k2"))
    records.members.save_organisation(organisation("o-k2", municipality_id="k2"))
