"""What documents are made of is read from a real database, as it stood when it was approved, for coordinators alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from calendars.swedish import swedish_days
from documents.archive_reading import read
from documents.collection import year_archive
from est.attending import Presence, Register
from est.days import Break
from est.errors import Malformed, NotAllowed
from est.ports import Records
from est.report import Incident
from est.week import Week
from est.weekly.documents import Dossier, coming_meetings, dossier, dossiers_of_year, shelf, turn_of_operator
from sample.municipality.loading import load
from sample.municipality.people import GROUP_ID, MEMBER_IDS, Seat
from storage.engine import open_database
from storage.migrate import upgrade
from storage.store import SqlStore
from tests.documents.desk import frame

T = TypeVar("T")
NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
"""Wednesday noon: the meeting of 2026-W48 was yesterday, and its summary is approved."""
W48 = Week(2026, 48)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Ekbacka:
    """The sample municipality in a database of its own, changed by one test and nobody else."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store

    def do(self, work: Callable[[Records], T]) -> T:
        return asyncio.run(self.store.write(GROUP_ID, work))

    def dossier(self, week: str = "", now: datetime = NOW) -> Dossier:
        return self.do(lambda records: dossier(records, turn_of_operator(records, GROUP_ID, now), week))


@pytest.fixture
def ekbacka(tmp_path: Path) -> Iterator[Ekbacka]:
    url = f"sqlite:///{tmp_path / 'est.db'}"
    upgrade(url)
    store = SqlStore(open_database(url), swedish_days(range(2025, 2029)))
    asyncio.run(store.write("", lambda records: load(records, NOW, "http://127.0.0.1:1/")))
    yield Ekbacka(store)
    store.close()


def test_the_latest_meeting_with_everything_that_belongs_to_it(ekbacka: Ekbacka) -> None:
    found = ekbacka.dossier()
    assert found.round.week == W48
    assert found.view.approval is not None
    assert [one.version for one in found.approvals] == [1]
    assert found.municipality.name == "Ekbacka kommun"
    assert {item.id for item in found.own_items} == set(found.versions)
    assert [item.number for item in found.own_items] == sorted(item.number for item in found.own_items)
    assert {report.week for report in found.reports} == {W48}


def test_what_was_changed_after_the_approval_is_not_in_its_documents(ekbacka: Ekbacka) -> None:
    before = ekbacka.dossier()
    first = next(item for item in before.own_items if isinstance(item.content, Incident))
    changed = replace(
        first, version=first.version + 1, changed_at=NOW, content=replace(first.content, text="Något annat.")
    )
    ekbacka.do(lambda records: records.reports.save_item(changed))
    after = ekbacka.dossier()
    assert after.view.meeting.items[first.id].content.text == first.content.text
    assert [one.version for one in after.versions[first.id]] == list(range(1, changed.version + 1))
    assert after.versions[first.id][-1].content.text == "Något annat."


def test_a_draft_is_told_as_things_stand(ekbacka: Ekbacka) -> None:
    """Of the week that is open nothing is approved, and a change is seen at once."""
    found = ekbacka.dossier("2026-W49")
    assert found.view.approval is None
    assert found.approvals == ()


def test_only_a_coordinator_may_read(ekbacka: Ekbacka) -> None:
    def as_the_school(records: Records) -> Dossier:
        turn = turn_of_operator(records, GROUP_ID, NOW)
        school = records.members.get(GROUP_ID, MEMBER_IDS[Seat.SCHOOL])
        assert school is not None
        return dossier(records, replace(turn, member=school))

    with pytest.raises(NotAllowed):
        ekbacka.do(as_the_school)


def test_a_group_without_a_coordinator_has_nobody_to_read_for(ekbacka: Ekbacka) -> None:
    def leave(records: Records) -> None:
        for member in records.members.of_group(GROUP_ID):
            records.members.save(replace(member, roles=frozenset()))

    ekbacka.do(leave)
    with pytest.raises(NotAllowed):
        ekbacka.dossier()


@pytest.mark.parametrize("week", ["2026-W10", "2099-W01", "v 48", "9999-W99"])
def test_a_week_without_a_meeting_is_refused(ekbacka: Ekbacka, week: str) -> None:
    with pytest.raises(Malformed):
        ekbacka.dossier(week)


@pytest.mark.case("P8")
def test_the_attendance_that_was_taken_at_the_meeting_is_the_documents(ekbacka: Ekbacka) -> None:
    seats = {MEMBER_IDS[Seat.SCHOOL]: Presence.PRESENT, MEMBER_IDS[Seat.POLICE]: Presence.ABSENT}
    taken = Register(
        group_id=GROUP_ID, week=W48, seats=seats, taken_by=MEMBER_IDS[Seat.COORDINATOR], taken_at=NOW
    )
    ekbacka.do(lambda records: records.meetings.keep_register(taken))
    assert dict(ekbacka.dossier().presence) == seats


def test_a_year_is_every_meeting_that_has_been_held_and_comes_back_from_its_archive(ekbacka: Ekbacka) -> None:
    found = ekbacka.do(lambda r: dossiers_of_year(r, turn_of_operator(r, GROUP_ID, NOW), 2026))
    weeks = [str(one.round.week) for one in found]
    assert weeks == sorted(weeks)
    assert weeks[-1] == "2026-W48"
    assert len(weeks) > 20
    back = read(year_archive(found[-3:], frame(), NOW).data)
    assert [str(one.round.week) for one in back.meetings] == weeks[-3:]
    assert [len(one.versions) for one in back.meetings] == [
        sum(len(every) for every in one.versions.values()) for one in found[-3:]
    ]


@pytest.mark.case("P9")
def test_the_coming_meetings_are_at_nine_on_both_sides_of_the_change_of_clocks(ekbacka: Ekbacka) -> None:
    found = ekbacka.do(lambda r: coming_meetings(r, turn_of_operator(r, GROUP_ID, NOW)))
    held = [
        one
        for one in found
        if one.is_held and one.planned.isoweekday() == one.begins.astimezone(STOCKHOLM).isoweekday()
    ]
    assert {one.begins.astimezone(STOCKHOLM).strftime("%H:%M") for one in held} == {"09:00"}
    assert {one.begins.hour for one in held} == {7, 8}
    assert {one.ends - one.begins for one in found} == {timedelta(minutes=30)}
    assert found[0].week == Week(2026, 49)


def test_a_meeting_that_a_break_cancels_is_told_of_as_cancelled(ekbacka: Ekbacka) -> None:
    def pause(records: Records) -> None:
        group = records.groups.get(GROUP_ID)
        assert group is not None
        records.groups.save(
            replace(
                group,
                plan=replace(group.plan, breaks=(Break("Sportlov", date(2027, 3, 1), date(2027, 3, 7)),)),
            )
        )

    ekbacka.do(pause)
    found = ekbacka.do(lambda r: coming_meetings(r, turn_of_operator(r, GROUP_ID, NOW)))
    cancelled = [one for one in found if not one.is_held and one.because == "Sportlov"]
    assert [(str(one.week), one.begins.astimezone(STOCKHOLM).strftime("%a %H:%M")) for one in cancelled] == [
        ("2027-W09", "Tue 09:00")
    ]


def test_the_shelf_is_the_meeting_its_year_and_the_time_ahead(ekbacka: Ekbacka) -> None:
    found = ekbacka.do(lambda r: shelf(r, turn_of_operator(r, GROUP_ID, NOW)))
    assert found.dossier.round.week == found.year[-1].round.week == W48
    assert found.read_at == NOW
    assert found.coming
