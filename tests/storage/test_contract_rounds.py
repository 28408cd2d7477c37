"""Rounds, reports, items with their versions, approvals and actions: what is kept comes back, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from est.action import ActionState
from est.errors import Changed
from est.ports import Records
from est.report import Content, Item, Report, ReportStatus, ReviewState
from est.timetable import Outcome, Step
from est.week import Week
from storage.store import SqlStore
from tests.storage.summaries import approval
from tests.storage.world import (
    MINUTE,
    NOW,
    WEEK,
    action,
    incident,
    item,
    left_at_default,
    need,
    report,
    round_,
    seed,
    upcoming,
    working_group,
)


async def test_a_round_comes_back_with_its_moments_in_utc_and_in_order(store: SqlStore) -> None:
    await seed(store)
    stored = await store.read(lambda records: records.rounds.get("g1", WEEK))
    assert stored == round_()
    assert left_at_default(stored) == set()
    assert list(stored.moments) == list(Step)
    assert all(moment.utcoffset() == timedelta() for moment in stored.moments.values())
    assert await store.read(lambda records: records.rounds.get("g1", WEEK.next())) is None


async def test_rounds_come_in_order_over_the_new_year(store: SqlStore) -> None:
    await seed(store)
    weeks = [Week(2027, 1), Week(2026, 53), Week(2026, 9), Week(2027, 10)]

    def plan(records: Records) -> None:
        for week in weeks:
            records.rounds.save(round_(week))

    await store.write("g1", plan)
    found = await store.read(lambda records: records.rounds.since("g1", WEEK))
    assert [round_.week for round_ in found] == [WEEK, Week(2026, 53), Week(2027, 1), Week(2027, 10)]


async def test_the_latest_held_round_before_a_week_is_not_a_cancelled_one(store: SqlStore) -> None:
    await seed(store)

    def plan(records: Records) -> None:
        records.rounds.save(round_(Week(2026, 49), outcome=Outcome.AS_PLANNED))
        records.rounds.save(round_(Week(2026, 50), outcome=Outcome.CANCELLED_HOLIDAY))
        records.rounds.save(round_(Week(2026, 51), outcome=Outcome.CANCELLED_BREAK))
        records.rounds.save(round_(Week(2026, 52), outcome=Outcome.MOVED))

    await store.write("g1", plan)
    before = await store.read(lambda records: records.rounds.latest_held_before("g1", Week(2026, 52)))
    assert before is not None
    assert before.week == Week(2026, 49)
    assert await store.read(lambda records: records.rounds.latest_held_before("g1", WEEK)) is None


async def test_item_numbers_count_from_one_and_outlive_a_change_of_the_round(store: SqlStore) -> None:
    await seed(store)

    def number(records: Records) -> int:
        return records.rounds.next_number("g1", WEEK)

    assert [await store.write("g1", number) for _ in range(2)] == [1, 2]
    await store.write("g1", lambda records: records.rounds.save(round_(because="Ändrad")))
    assert await store.write("g1", number) == 3


async def test_a_round_that_nobody_answered_can_be_forgotten_and_no_other(store: SqlStore) -> None:
    await seed(store)
    await store.write("g1", lambda records: records.rounds.save(round_(WEEK.next())))
    await store.write("g1", lambda records: records.reports.save(report()))
    await store.write("g1", lambda records: records.rounds.drop("g1", WEEK.next()))
    await store.write("g1", lambda records: records.rounds.drop("g1", WEEK.next()))
    with pytest.raises(Changed, match="round_answered"):
        await store.write("g1", lambda records: records.rounds.drop("g1", WEEK))
    kept = await store.read(lambda records: records.rounds.since("g1", Week(2026, 1)))
    assert [round_.week for round_ in kept] == [WEEK]


async def test_an_approval_is_frozen_and_its_history_stays(store: SqlStore) -> None:
    await seed(store)
    first, second = approval(version=1), approval(version=2, approved_by="m2")
    assert await store.read(lambda records: records.rounds.approval("g1", WEEK)) is None
    await store.write("g1", lambda records: records.rounds.approve("g1", first))
    assert await store.read(lambda records: records.rounds.approval("g1", WEEK)) == first
    with pytest.raises(Changed, match="approved"):
        await store.write(
            "g1", lambda records: records.rounds.approve("g1", replace(first, approved_by="m3"))
        )
    await store.write("g1", lambda records: records.rounds.approve("g1", second))
    assert await store.read(lambda records: records.rounds.approval("g1", WEEK)) == second


async def test_a_seat_without_an_answer_has_an_empty_report(store: SqlStore) -> None:
    await seed(store)
    stored = await store.read(lambda records: records.reports.get("g1", WEEK, "m1"))
    assert stored == Report(group_id="g1", week=WEEK, member_id="m1")
    assert stored.status is ReportStatus.OPEN


async def test_a_report_comes_back_with_every_field_and_its_items_in_order(store: SqlStore) -> None:
    await seed(store)
    one, two = item(1), item(2, content=need())
    await store.write("g1", lambda records: keep(records, two, one))
    stored = await store.read(lambda records: records.reports.get("g1", WEEK, "m1"))
    assert stored == report(items=(one, two))
    assert left_at_default(stored) == {"nothing"}


async def test_nothing_to_report_is_kept_as_an_answer(store: SqlStore) -> None:
    await seed(store)
    nothing = report(nothing=True, late=False, written_by="m1")
    await store.write("g1", lambda records: records.reports.save(nothing))
    stored = await store.read(lambda records: records.reports.get("g1", WEEK, "m1"))
    assert stored == nothing
    assert stored.status is ReportStatus.NOTHING_TO_REPORT


async def test_there_is_one_report_for_each_member_and_round(store: SqlStore) -> None:
    await seed(store)

    def answer(records: Records) -> None:
        records.rounds.save(round_(WEEK.next()))
        records.reports.save(report(member_id="m2"))
        records.reports.save(report(member_id="m1"))
        records.reports.save(report(member_id="m1", version=2, late=False))
        records.reports.save(report(member_id="m1", week=WEEK.next()))

    await store.write("g1", answer)
    stored = await store.read(lambda records: records.reports.of_round("g1", WEEK))
    assert stored == (report(member_id="m1", version=2, late=False), report(member_id="m2"))


async def test_a_round_gives_every_report_with_its_own_items(store: SqlStore) -> None:
    await seed(store)
    mine, yours = item(1), item(2, member_id="m2", content=upcoming())

    def answer(records: Records) -> None:
        keep(records, mine)
        keep(records, yours)

    await store.write("g1", answer)
    stored = await store.read(lambda records: records.reports.of_round("g1", WEEK))
    assert stored == (report(items=(mine,)), report(member_id="m2", items=(yours,)))


async def test_an_older_report_never_takes_the_place_of_a_newer_one(store: SqlStore) -> None:
    await seed(store)
    await store.write("g1", lambda records: records.reports.save(report(version=3)))
    for version in (2, 3):
        with pytest.raises(Changed):
            await store.write("g1", saving(report(version=version, late=False)))
    assert await store.read(lambda records: records.reports.get("g1", WEEK, "m1")) == report(version=3)


@pytest.mark.parametrize("content", [incident(), upcoming(), need()], ids=lambda content: content.kind.value)
async def test_an_item_comes_back_with_every_field(store: SqlStore, content: Content) -> None:
    await seed(store)
    whole = item(1, content=content, offered_to=str(WEEK), merged_into="i2", withdrawn=True, version=2)
    await store.write("g1", lambda records: keep(records, whole, item(2)))
    stored = await store.read(lambda records: records.reports.item("g1", "i1"))
    assert stored == whole
    assert left_at_default(stored) == set()
    assert type(stored.content) is type(content)
    assert left_at_default(stored.content) == set()
    assert await store.read(lambda records: records.reports.item("g1", "i9")) is None


async def test_every_version_of_an_item_stays_and_the_newest_is_shown(store: SqlStore) -> None:
    await seed(store)
    first = item(1)
    second = replace(first, content=incident(text="Rättat"), changed_at=NOW + 2 * MINUTE, version=2)
    third = replace(second, review=ReviewState.HIDDEN, version=3)
    for version in (first, second, third):
        await store.write("g1", partial(keep_version, one=version))
    assert await store.read(lambda records: records.reports.item_versions("g1", "i1")) == (
        first,
        second,
        third,
    )
    assert await store.read(lambda records: records.reports.item("g1", "i1")) == third
    report_ = await store.read(lambda records: records.reports.get("g1", WEEK, "m1"))
    assert report_.items == (third,)


async def test_an_older_item_never_takes_the_place_of_a_newer_one(store: SqlStore) -> None:
    await seed(store)
    await store.write("g1", lambda records: keep(records, item(1, version=2)))
    with pytest.raises(Changed):
        await store.write("g1", lambda records: records.reports.save_item(item(1, version=2, late=False)))
    assert await store.read(lambda records: records.reports.item_versions("g1", "i1")) == (
        item(1, version=2),
    )


async def test_a_form_saves_one_item_however_often_it_is_sent(store: SqlStore) -> None:
    await seed(store)
    await store.write(
        "g1", lambda records: keep(records, item(1, draft="d"), item(2, draft=""), item(3, draft=""))
    )
    assert await store.read(lambda records: records.reports.item_by_draft("g1", "d")) == item(1, draft="d")
    assert await store.read(lambda records: records.reports.item_by_draft("g1", "other")) is None
    assert await store.read(lambda records: records.reports.item_by_draft("g1", "")) is None
    with pytest.raises(IntegrityError):
        await store.write("g1", lambda records: records.reports.save_item(item(4, draft="d")))


async def test_items_between_two_weeks_hold_the_withdrawn_and_the_hidden(store: SqlStore) -> None:
    await seed(store)
    weeks = [WEEK.previous(), WEEK, WEEK.next(), WEEK.plus(2)]
    items = {week: item(9, id=f"i-{week}", week=week, draft="", withdrawn=True) for week in weeks}

    def answer(records: Records) -> None:
        for week, one in items.items():
            records.rounds.save(round_(week))
            records.reports.save_item(one)
            records.reports.save(report(week=week))
        records.reports.save_item(item(2, review=ReviewState.HIDDEN))

    await store.write("g1", answer)
    found = await store.read(lambda records: records.reports.items_between("g1", WEEK, WEEK.next()))
    assert found == (item(2, review=ReviewState.HIDDEN), items[WEEK], items[WEEK.next()])
    reports = await store.read(lambda records: records.reports.between("g1", WEEK, WEEK.next()))
    assert [(one.week, one.items) for one in reports] == [
        (WEEK, (item(2, review=ReviewState.HIDDEN), items[WEEK])),
        (WEEK.next(), (items[WEEK.next()],)),
    ]


async def test_offered_items_are_those_the_coordinator_may_take_in(store: SqlStore) -> None:
    await seed(store)
    offered = item(1, week=WEEK.next(), offered_to=str(WEEK))
    gone = item(2, week=WEEK.next(), offered_to=str(WEEK), withdrawn=True)

    def answer(records: Records) -> None:
        records.rounds.save(round_(WEEK.next()))
        records.reports.save(report(week=WEEK.next()))
        for one in (offered, gone, item(3, week=WEEK.next())):
            records.reports.save_item(one)

    await store.write("g1", answer)
    assert await store.read(lambda records: records.reports.offered("g1", WEEK)) == (offered,)
    assert await store.read(lambda records: records.reports.offered("g1", WEEK.next())) == ()


async def test_actions_come_back_with_every_field_in_the_order_of_their_numbers(store: SqlStore) -> None:
    await seed(store)
    actions = [action(10, working_group_id="w1"), action(2, state=ActionState.CLOSED_EFFECT), action(1)]

    def decide(records: Records) -> None:
        records.actions.save_working_group(working_group())
        for one in actions:
            records.actions.save(one)

    await store.write("g1", decide)
    stored = await store.read(lambda records: records.actions.of_group("g1"))
    assert stored == (actions[2], actions[1], actions[0])
    assert left_at_default(stored[2]) == {"withdrawn"}
    assert await store.read(lambda records: records.actions.open_of_group("g1")) == (actions[2], actions[0])
    done = action(1, state=ActionState.DONE, version=3)
    await store.write("g1", lambda records: records.actions.save(done))
    assert await store.read(lambda records: records.actions.open_of_group("g1")) == (actions[0],)


async def test_an_action_is_found_by_its_id_and_by_its_form_and_every_version_stays(store: SqlStore) -> None:
    await seed(store)
    first, second = action(1), action(1, title="Nyare", version=3)
    await store.write("g1", lambda records: records.actions.save(first))
    await store.write("g1", lambda records: records.actions.save(second))

    assert await store.read(lambda records: records.actions.get("g1", "a1")) == second
    assert await store.read(lambda records: records.actions.get("g1", "a2")) is None
    assert await store.read(lambda records: records.actions.by_draft("g1", "draft-1")) == second
    assert await store.read(lambda records: records.actions.by_draft("g1", "")) is None
    assert await store.read(lambda records: records.actions.versions("g1", "a1")) == (first, second)


async def test_two_at_once_cannot_change_one_action(store: SqlStore) -> None:
    await seed(store)
    await store.write("g1", lambda records: records.actions.save(action(1)))
    with pytest.raises(Changed):
        await store.write("g1", lambda records: records.actions.save(action(1, title="Samtidigt")))
    assert await store.read(lambda records: records.actions.get("g1", "a1")) == action(1)


async def test_a_version_of_an_action_never_changes(store: SqlStore) -> None:
    await seed(store)
    await store.write("g1", lambda records: records.actions.save(action(1)))
    with pytest.raises(DBAPIError, match="never changes"):
        await store.transact(
            lambda connection: connection.execute(text("UPDATE action_version SET action = ''"))
        )


async def test_an_undone_action_is_in_no_list_and_its_number_is_not_given_again(store: SqlStore) -> None:
    await seed(store)
    await store.write("g1", lambda records: records.actions.save(action(4, withdrawn=True)))
    assert await store.read(lambda records: records.actions.of_group("g1")) == ()
    assert await store.read(lambda records: records.actions.open_of_group("g1")) == ()
    assert await store.read(lambda records: records.actions.get("g1", "a4")) is not None
    assert await store.read(lambda records: records.actions.next_number("g1")) == 5


async def test_working_groups_come_back_with_every_field(store: SqlStore) -> None:
    await seed(store)
    await store.write("g1", lambda records: records.actions.save_working_group(working_group()))
    changed = working_group("w0", name="Torggruppen")

    def appoint(records: Records) -> None:
        records.actions.save_working_group(working_group("w0"))
        records.actions.save_working_group(changed)

    await store.write("g1", appoint)
    stored = await store.read(lambda records: records.actions.working_groups("g1"))
    assert stored == (changed, working_group())
    assert left_at_default(stored[0]) == set()


async def test_moments_are_refused_without_a_zone_and_come_back_in_utc(store: SqlStore) -> None:
    await seed(store)
    in_stockholm = datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=1)))
    await store.write("g1", lambda records: records.reports.save(report(done_at=in_stockholm)))
    stored = await store.read(lambda records: records.reports.get("g1", WEEK, "m1"))
    assert stored.done_at == in_stockholm
    assert stored.done_at is not None
    assert stored.done_at.tzinfo is UTC
    with pytest.raises(Exception, match="timezone"):
        await store.write(
            "g1",
            lambda records: records.reports.save(
                report(version=2, done_at=in_stockholm.replace(tzinfo=None))
            ),
        )


def saving(report_: Report) -> Callable[[Records], None]:
    return lambda records: records.reports.save(report_)


def keep(records: Records, *items: Item) -> None:
    """Items first, then the report they belong to, as the use-cases do it."""
    for one in items:
        records.reports.save_item(one)
    records.reports.save(report(member_id=items[0].member_id))


def keep_version(records: Records, one: Item) -> None:
    records.reports.save_item(one)
    records.reports.save(report(version=one.version))
