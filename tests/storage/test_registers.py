"""What is remembered of places, organisations and days is always what the database holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from est.errors import Refusal
from est.ports import Records
from storage.engine import open_database
from storage.store import SqlStore
from tests.storage.conftest import POSTGRES
from tests.storage.world import NATIONAL, organisation, place, seed


def _sizes(records: Records) -> tuple[int, int, int]:
    return (
        len(records.places.of_municipality("k1")),
        len(records.members.organisations("k1")),
        len(records.calendars.of_municipality("k1").confirmed_years),
    )


async def test_each_kind_of_change_is_seen_by_the_next_turn(store: SqlStore) -> None:
    await seed(store)
    assert await store.read(_sizes) == (1, 2, 0)
    await store.write("", lambda records: records.places.save(place("p9")))
    assert await store.read(_sizes) == (2, 2, 0)
    await store.write("", lambda records: records.members.save_organisation(organisation("o9")))
    assert await store.read(_sizes) == (2, 3, 0)
    await store.write("", lambda records: records.calendars.confirm_year("k1", 2027, [date(2027, 1, 4)], {}))
    assert await store.read(_sizes) == (2, 3, 1)


async def test_what_was_undone_is_not_remembered(store: SqlStore) -> None:
    await seed(store)

    def save_look_refuse(records: Records) -> None:
        records.places.save(place("p1", name="Nytt namn"))
        assert records.places.of_municipality("k1")[0].name == "Nytt namn"
        raise Refusal("no")

    with pytest.raises(Refusal):
        await store.write("", save_look_refuse)
    assert await store.read(lambda records: records.places.of_municipality("k1")) == (place("p1"),)
    await store.write("", lambda records: records.places.save(place("p1", name="Ett annat")))
    assert (await store.read(lambda records: records.places.of_municipality("k1")))[0].name == "Ett annat"


async def test_several_changes_of_one_turn_are_all_seen(store: SqlStore) -> None:
    await seed(store)

    def save_look_save(records: Records) -> None:
        records.places.save(place("p8"))
        assert _sizes(records)[0] == 2
        records.places.save(place("p9"))
        assert _sizes(records)[0] == 3

    await store.write("", save_look_save)
    assert (await store.read(_sizes))[0] == 3


@pytest.mark.parametrize("url", [POSTGRES], indirect=True)
async def test_a_change_made_by_one_replica_is_seen_by_the_others(store: SqlStore, url: str) -> None:
    await seed(store)
    other = SqlStore(open_database(url), NATIONAL)
    assert await other.read(_sizes) == await store.read(_sizes) == (1, 2, 0)
    await store.write("", lambda records: records.places.save(place("p9")))
    assert await other.read(_sizes) == (2, 2, 0)
    other.close()


async def test_a_municipality_that_is_saved_again_keeps_its_register(store: SqlStore) -> None:
    await seed(store)
    assert await store.read(_sizes) == (1, 2, 0)

    def rename(records: Records) -> None:
        found = records.groups.municipality("k1")
        assert found is not None
        records.groups.save_municipality(replace(found, name="Nytt namn"))

    await store.write("", rename)
    await store.write("", lambda records: records.places.save(place("p9")))
    await store.write("", rename)
    assert await store.read(_sizes) == (2, 2, 0)
