"""Agendas, held meetings, attendance, notes and answers to needs: what is kept comes back, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from est.attending import Presence
from est.errors import Changed
from est.needing import Answer
from est.ports import Records
from storage.store import SqlStore
from tests.storage.meetings import agenda, need_answer, note, register, run
from tests.storage.world import NOW, WEEK, a_group, item, left_at_default, need, report, round_


def a_meeting(records: Records) -> None:
    a_group(records)
    for number in (1, 2):
        records.reports.save_item(item(number, content=need()))
    records.reports.save(report())


async def keep(store: SqlStore, *values: Any, by: Callable[[Records], Callable[[Any], None]]) -> None:
    for value in values:
        await store.write("g1", lambda records, value=value: by(records)(value))  # type: ignore[misc]


async def test_the_agenda_of_a_round_is_the_newest_one(store: SqlStore) -> None:
    await store.write("", a_meeting)
    assert await store.read(lambda records: records.meetings.agenda("g1", WEEK)) is None
    await keep(store, agenda(answered=1), agenda(), by=lambda records: records.meetings.keep_agenda)
    kept = await store.read(lambda records: records.meetings.agenda("g1", WEEK))
    assert kept == agenda()
    assert left_at_default(kept) == set()
    assert await store.read(lambda records: records.meetings.agenda("g1", WEEK.next())) is None


async def test_a_held_meeting_comes_back_as_it_was(store: SqlStore) -> None:
    await store.write("", a_meeting)
    assert await store.read(lambda records: records.meetings.run("g1", WEEK)) is None
    await keep(store, run(version=6, ended=()), run(), by=lambda records: records.meetings.keep_run)
    kept = await store.read(lambda records: records.meetings.run("g1", WEEK))
    assert kept == run()
    assert left_at_default(kept) == set()


@pytest.mark.parametrize("version", [6, 7])
async def test_of_two_changes_of_one_meeting_the_second_is_refused(store: SqlStore, version: int) -> None:
    await store.write("", a_meeting)
    await keep(store, run(), by=lambda records: records.meetings.keep_run)
    with pytest.raises(Changed, match="meeting_moved_on"):
        await keep(store, run(version=version, ended=()), by=lambda records: records.meetings.keep_run)
    assert await store.read(lambda records: records.meetings.run("g1", WEEK)) == run()


async def test_the_newest_attendance_counts_and_the_one_before_stays(store: SqlStore) -> None:
    await store.write("", a_meeting)
    assert await store.read(lambda records: records.meetings.register("g1", WEEK)) is None
    first = register(version=1, seats={"m1": Presence.ABSENT})
    await keep(store, first, register(), by=lambda records: records.meetings.keep_register)
    kept = await store.read(lambda records: records.meetings.register("g1", WEEK))
    assert kept == register()
    assert dict(kept.seats) == dict(register().seats)
    with pytest.raises(IntegrityError):
        await keep(store, first, by=lambda records: records.meetings.keep_register)


async def test_notes_come_by_subject_in_their_newest_version_and_keep_their_history(store: SqlStore) -> None:
    await store.write("", a_meeting)
    written = [note(), note(version=2, text="Klart."), note(subject="action:a1", text="Pågår.")]
    await keep(store, *written, by=lambda records: records.meetings.keep_note)
    assert await store.read(lambda records: records.meetings.notes("g1", WEEK)) == (written[2], written[1])
    versions = await store.read(lambda records: records.meetings.note_versions("g1", WEEK, "item:i1"))
    assert versions == (written[0], written[1])
    with pytest.raises(IntegrityError):
        await keep(store, note(text="Annat."), by=lambda records: records.meetings.keep_note)


async def test_answers_come_by_need_and_organisation_in_their_newest_version(store: SqlStore) -> None:
    await store.write("", a_meeting)
    given = [
        need_answer(),
        need_answer(version=2, answer=Answer.ACCEPTS, reason=""),
        need_answer(organisation_id="o2", answer=Answer.PARTLY),
        need_answer(item_id="i2"),
    ]
    await keep(store, *given, by=lambda records: records.meetings.keep_need_answer)
    read = await store.read(lambda records: records.meetings.need_answers("g1", WEEK.plus(-8), WEEK))
    assert read == (given[1], given[2], given[3])
    assert (
        await store.read(lambda records: records.meetings.need_answers("g1", WEEK.next(), WEEK.next())) == ()
    )


async def test_an_answer_is_of_an_item_and_an_organisation_that_are_there(store: SqlStore) -> None:
    await store.write("", a_meeting)
    for wrong in (need_answer(item_id="i9"), need_answer(organisation_id="o9")):
        with pytest.raises(IntegrityError):
            await keep(store, wrong, by=lambda records: records.meetings.keep_need_answer)


async def test_what_is_kept_of_a_meeting_is_of_a_round_that_is_there(store: SqlStore) -> None:
    await store.write("", a_meeting)
    with pytest.raises(IntegrityError):
        await keep(store, run(week=WEEK.next()), by=lambda records: records.meetings.keep_run)
    await store.write("g1", lambda records: records.rounds.save(round_(WEEK.next(), held=NOW.date())))
    await keep(store, run(week=WEEK.next()), by=lambda records: records.meetings.keep_run)
