"""Municipalities, groups, seats, places, calendars and addresses: what is kept comes back, on both databases.

Every look is a transaction of its own, so nothing can come back from anywhere but the database.
"""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlalchemy.exc import IntegrityError

from est.days import CalendarError
from est.form import OpenForm
from est.group import GroupState
from est.ports import Records
from est.timetable import EveryWeeks, Plan, Preset
from est.turn import Door
from est.vocabulary import Kind
from est.week import Week
from storage.store import SqlStore
from tests.storage.world import (
    MINUTE,
    NATIONAL,
    NOW,
    WEEK,
    group,
    left_at_default,
    member,
    municipality,
    organisation,
    place,
    seed,
)


async def test_a_municipality_is_found_by_id_and_by_tenant(store: SqlStore) -> None:
    await store.write("", lambda records: records.groups.save_municipality(municipality("k1")))
    assert await store.read(lambda records: records.groups.municipality("k1")) == municipality("k1")
    assert await store.read(
        lambda records: records.groups.municipality_of_tenant("tenant-k1")
    ) == municipality("k1")
    assert await store.read(lambda records: records.groups.municipality("k2")) is None
    assert await store.read(lambda records: records.groups.municipality_of_tenant("tenant-k2")) is None


async def test_a_group_comes_back_with_every_field(store: SqlStore) -> None:
    await seed(store)
    stored = await store.read(lambda records: records.groups.get("g1"))
    assert stored == group()
    assert left_at_default(stored) == set()


@pytest.mark.parametrize(
    "cadence", [EveryWeeks(), EveryWeeks(2, Week(2026, 47))], ids=["weekly", "every second week"]
)
async def test_a_plan_keeps_its_cadence_and_its_wall_clock(store: SqlStore, cadence: EveryWeeks) -> None:
    await seed(store)
    plan = Plan(Preset.WEEK_START, 1, time(9), cadence=cadence)
    await store.write("g1", lambda records: records.groups.save(group(plan=plan)))
    stored = await store.read(lambda records: records.groups.get("g1"))
    assert stored is not None
    assert stored.plan == plan
    assert stored.plan.meeting_clock.tzinfo is None


async def test_a_group_saved_again_is_changed_and_not_doubled(store: SqlStore) -> None:
    await seed(store)
    changed = group(name="Nytt namn", state=GroupState.PAUSED, running_since=None, roster_at=None)
    await store.write("g1", lambda records: records.groups.save(changed))
    assert await store.read(lambda records: records.groups.of_municipality("k1")) == (changed,)


async def test_a_group_is_found_by_its_team_within_its_municipality(store: SqlStore) -> None:
    await seed(store)
    assert await store.read(lambda records: records.groups.of_team("k1", "team-g1")) == group()
    assert await store.read(lambda records: records.groups.of_team("k2", "team-g1")) is None
    assert await store.read(lambda records: records.groups.of_team("k1", "team-g2")) is None


async def test_the_clock_sees_the_groups_that_run(store: SqlStore) -> None:
    await seed(store)
    await store.write("", lambda records: records.groups.save(group("g0")))
    await store.write("", lambda records: records.groups.save(group("g2", state=GroupState.STOPPED)))
    await store.write("", lambda records: records.groups.save(group("g3", state=GroupState.PAUSED)))
    assert await store.read(lambda records: records.groups.running()) == ("g0", "g1")


async def test_a_member_comes_back_with_every_field(store: SqlStore) -> None:
    await seed(store)
    seat = member("m1", deputy_id="m2", active=False)
    await store.write("g1", lambda records: records.members.save(seat))
    stored = await store.read(lambda records: records.members.get("g1", "m1"))
    assert stored == seat
    assert left_at_default(stored) == set()


async def test_members_come_ordered_by_id_with_those_who_left(store: SqlStore) -> None:
    await seed(store)
    await store.write("g1", lambda records: records.members.save(member("m0", active=False)))
    await store.write("g1", lambda records: records.members.save(member("M9")))
    seats = await store.read(lambda records: records.members.of_group("g1"))
    assert [seat.id for seat in seats] == ["M9", "m0", "m1", "m2", "m3"]


async def test_two_who_deputise_for_each_other_are_saved_in_any_order(store: SqlStore) -> None:
    await seed(store)

    def exchange(records: Records) -> None:
        records.members.save(member("m8", deputy_id="m9"))
        records.members.save(member("m9", deputy_id="m8"))

    await store.write("g1", exchange)
    stored = await store.read(lambda records: records.members.get("g1", "m8"))
    assert stored is not None
    assert stored.deputy_id == "m9"


async def test_a_person_is_found_by_object_id_and_an_active_seat_comes_first(store: SqlStore) -> None:
    await seed(store)
    left, back = member("m7", object_id="x", active=False), member("m6", object_id="x")
    await store.write("g1", lambda records: records.members.save(left))
    assert await store.read(lambda records: records.members.by_object_id("g1", "x")) == left
    await store.write("g1", lambda records: records.members.save(back))
    assert await store.read(lambda records: records.members.by_object_id("g1", "x")) == back


async def test_at_the_door_stand_the_group_the_seat_and_where_the_chat_was_last(store: SqlStore) -> None:
    await seed(store)
    left, back = member("m7", object_id="x", active=False), member("m6", object_id="x")
    await store.write("g1", lambda records: records.members.save(left))
    door = await store.read(lambda records: records.members.at_the_door("g1", "x"))
    assert door == Door(group(), left, teams_id="", conversation_id="", service_url="")

    def come_back(records: Records) -> None:
        records.members.save(back)
        records.addresses.keep("g1", "m6", teams_id="29:x", conversation_id="a:x", service_url="https://s/")

    await store.write("g1", come_back)
    door = await store.read(lambda records: records.members.at_the_door("g1", "x"))
    assert door == Door(group(), back, teams_id="29:x", conversation_id="a:x", service_url="https://s/")
    assert await store.read(lambda records: records.members.at_the_door("g1", "")) is None
    assert await store.read(lambda records: records.members.at_the_door("g9", "x")) is None


async def test_nobody_is_found_by_an_empty_object_id(store: SqlStore) -> None:
    await seed(store)
    await store.write("g1", lambda records: records.members.save(member("m8", object_id="")))
    await store.write("g1", lambda records: records.members.save(member("m9", object_id="")))
    assert await store.read(lambda records: records.members.by_object_id("g1", "")) is None
    assert await store.read(lambda records: records.members.groups_of("k1", "")) == ()


async def test_a_person_has_one_active_seat_in_a_group_and_may_have_one_in_each(store: SqlStore) -> None:
    await seed(store)
    await store.write("", lambda records: records.groups.save(group("g0")))
    await store.write("g0", lambda records: records.members.save(member("m1", group_id="g0")))
    assert await store.read(lambda records: records.members.groups_of("k1", "object-m1")) == ("g0", "g1")
    with pytest.raises(IntegrityError):
        await store.write("g1", lambda records: records.members.save(member("m8", object_id="object-m1")))


async def test_those_who_left_are_in_no_group(store: SqlStore) -> None:
    await seed(store)
    await store.write("g1", lambda records: records.members.save(member("m1", active=False)))
    assert await store.read(lambda records: records.members.groups_of("k1", "object-m1")) == ()
    assert await store.read(lambda records: records.members.groups_of("k2", "object-m2")) == ()


async def test_organisations_belong_to_their_municipality(store: SqlStore) -> None:
    await seed(store)
    await store.write("", lambda records: records.groups.save_municipality(municipality("k2")))
    foreign = organisation("o1", municipality_id="k2", name="En annan")
    await store.write("", lambda records: records.members.save_organisation(foreign))
    assert await store.read(lambda records: records.members.organisations("k1")) == (
        organisation("o1"),
        organisation("o2"),
    )
    assert await store.read(lambda records: records.members.organisations("k2")) == (foreign,)


async def test_what_is_saved_is_seen_later_in_the_same_transaction(store: SqlStore) -> None:
    await seed(store)

    def look_save_look(records: Records) -> list[int]:
        before = (records.members.organisations("k1"), records.places.of_municipality("k1"))
        records.members.save_organisation(organisation("o9"))
        records.places.save(place("p9"))
        after = (records.members.organisations("k1"), records.places.of_municipality("k1"))
        return [len(found) for found in (*before, *after)]

    assert await store.write("g1", look_save_look) == [2, 1, 3, 2]


async def test_a_place_comes_back_with_every_field(store: SqlStore) -> None:
    await seed(store)
    closed = place("p2", active=False, aliases=())
    await store.write("", lambda records: records.places.save(closed))
    assert await store.read(lambda records: records.places.of_municipality("k1")) == (place("p1"), closed)
    assert await store.read(lambda records: records.places.of_municipality("k2")) == ()


async def test_the_calendar_is_the_nations_until_the_municipality_confirms_a_year(store: SqlStore) -> None:
    await seed(store)
    bridge, half = date(2027, 1, 4), {date(2027, 12, 23): time(12, 30)}
    assert await store.read(lambda records: records.calendars.of_municipality("k1")) == NATIONAL
    await store.write("", lambda records: records.calendars.confirm_year("k1", 2027, [bridge], half))
    confirmed = await store.read(lambda records: records.calendars.of_municipality("k1"))
    assert confirmed == NATIONAL.confirm(2027, [bridge], half)
    assert confirmed.half_days == half
    assert confirmed.confirmed_years == {2027}
    assert await store.read(lambda records: records.calendars.of_municipality("k2")) == NATIONAL


async def test_a_year_confirmed_again_has_the_newest_list(store: SqlStore) -> None:
    await seed(store)
    await store.write("", lambda records: records.calendars.confirm_year("k1", 2027, [date(2027, 1, 4)], {}))
    await store.write("", lambda records: records.calendars.confirm_year("k1", 2027, [date(2027, 5, 7)], {}))
    await store.write("", lambda records: records.calendars.confirm_year("k1", 2028, [], {}))
    calendar = await store.read(lambda records: records.calendars.of_municipality("k1"))
    assert calendar.bridge_days == {date(2027, 5, 7)}
    assert calendar.confirmed_years == {2027, 2028}


async def test_a_list_with_days_of_another_year_is_not_kept(store: SqlStore) -> None:
    await seed(store)
    with pytest.raises(CalendarError):
        await store.write(
            "", lambda records: records.calendars.confirm_year("k1", 2027, [date(2028, 1, 4)], {})
        )
    assert await store.read(lambda records: records.calendars.of_municipality("k1")) == NATIONAL


async def test_an_address_keeps_what_is_given_and_forgets_nothing(store: SqlStore) -> None:
    await seed(store)
    assert await store.read(lambda records: records.addresses.teams_id("g1", "m1")) == ""
    assert await store.read(lambda records: records.addresses.conversation("g1", "m1")) == ("", "")
    await store.write("g1", lambda records: records.addresses.keep("g1", "m1", teams_id="29:x"))
    await store.write(
        "g1",
        lambda records: records.addresses.keep(
            "g1", "m1", conversation_id="a:1", service_url="https://eu.example/"
        ),
    )
    await store.write(
        "g1", lambda records: records.addresses.keep("g1", "m1", service_url="https://new.example/")
    )
    assert await store.read(lambda records: records.addresses.teams_id("g1", "m1")) == "29:x"
    assert await store.read(lambda records: records.addresses.conversation("g1", "m1")) == (
        "a:1",
        "https://new.example/",
    )


async def test_an_open_form_is_kept_for_its_seat_and_round_until_it_is_dropped(store: SqlStore) -> None:
    await seed(store)
    first = OpenForm(Kind.INCIDENT, "d1", NOW)
    second = OpenForm(Kind.COLLAB_NEED, "d2", NOW + MINUTE, "i1")
    await store.write("g1", lambda records: records.addresses.keep_form("g1", WEEK, "m1", first))
    await store.write("g1", lambda records: records.addresses.keep_form("g1", WEEK, "m1", second))
    await store.write("g1", lambda records: records.addresses.keep_form("g1", WEEK.next(), "m1", first))
    assert await store.read(lambda records: records.addresses.form("g1", WEEK, "m1")) == second
    assert await store.read(lambda records: records.addresses.form("g1", WEEK, "m2")) is None
    await store.write("g1", lambda records: records.addresses.drop_form("g1", WEEK, "m1"))
    assert await store.read(lambda records: records.addresses.form("g1", WEEK, "m1")) is None
    assert await store.read(lambda records: records.addresses.form("g1", WEEK.next(), "m1")) == first
