"""Ekbacka in a real store: loaded once, complete, with nothing owed, and ready to be played."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from calendars.swedish import swedish_days
from est.action import ActionState
from est.agenda import PointKind, ReasonCode
from est.duplicates import proposals
from est.group import Group, GroupState
from est.letters import LetterKind
from est.ports import Records
from est.report import CollabNeed, Incident, Report, ReportStatus, UpcomingEvent
from est.timetable import Step
from est.week import Week
from est.weekly import meeting
from est.weekly.clockwork import tick
from est.weekly.entering import enter
from est.weekly.joining import RosterEntry, install, read_roster
from est.weekly.rounds import open_round
from sample.municipality import APP_ID, GROUP_ID, MUNICIPALITY_ID, WORLD, Played, load, play_others
from sample.municipality.people import MEMBER_IDS, PERSON_OF, Seat
from sample.municipality.places import NORTH_RECYCLING
from sample.municipality.turns import turn_of
from storage.engine import open_database
from storage.migrate import upgrade
from storage.store import SqlStore

SWEDEN = swedish_days(range(2025, 2031))
SERVICE = "http://127.0.0.1/local/connector/"
SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""In week 48, after the prompt and before the reminder."""
AFTER_REMINDER = MONDAY + timedelta(hours=5)
WEEK_48 = Week(2026, 48)
PLAYED = PERSON_OF[Seat.SCHOOL].object_id


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "est.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="module")
def sunday_file(empty_file: Path) -> Path:
    return loaded(empty_file, SUNDAY, "sunday")[1]


@pytest.fixture
def store(sunday_file: Path, tmp_path: Path) -> Iterator[SqlStore]:
    """Ekbacka on the Sunday before week 48, for one test to change."""
    path = shutil.copyfile(sunday_file, tmp_path / "est.db")
    store = opened(path)
    yield store
    store.close()


def opened(path: Path) -> SqlStore:
    return SqlStore(open_database(f"sqlite:///{path}"), SWEDEN)


def loaded(empty_file: Path, now: datetime, name: str) -> tuple[object, Path]:
    """What a store holds after the sample was loaded into it at a moment, and where it is."""
    path = shutil.copyfile(empty_file, empty_file.with_name(f"{name}.db"))
    store = opened(path)
    try:
        asyncio.run(store.write("", lambda records: load(records, now, SERVICE)))
        return asyncio.run(store.read(everything)), path
    finally:
        store.close()


def everything(records: Records) -> object:
    """All that a store holds of Ekbacka, to compare."""
    rounds = records.rounds.since(GROUP_ID, Week(2025, 1))
    return (
        records.groups.municipality(MUNICIPALITY_ID),
        records.groups.get(GROUP_ID),
        records.members.of_group(GROUP_ID),
        records.members.organisations(MUNICIPALITY_ID),
        records.places.of_municipality(MUNICIPALITY_ID),
        rounds,
        [records.reports.of_round(GROUP_ID, round_.week) for round_ in rounds],
        [records.rounds.approval(GROUP_ID, round_.week) for round_ in rounds],
        records.actions.of_group(GROUP_ID),
        records.ledger.done(GROUP_ID, Week(2025, 1)),
    )


def group_in(records: Records) -> Group:
    group = records.groups.get(GROUP_ID)
    assert group is not None
    return group


async def play(store: SqlStore, now: datetime, *except_for: str) -> Played:
    return await store.write(GROUP_ID, lambda records: play_others(records, GROUP_ID, now, except_for))


async def reports_of(store: SqlStore, week: Week) -> dict[str, Report]:
    """The answers of a round by seat."""
    reports = await store.read(lambda records: records.reports.of_round(GROUP_ID, week))
    return {report.member_id: report for report in reports}


async def test_the_group_runs_with_twelve_members_and_26_approved_rounds(store: SqlStore) -> None:
    group = await store.read(group_in)
    assert (group.state, group.service_url, group.team_id) == (GroupState.RUNNING, SERVICE, WORLD.team_id)
    assert (group.plan.weekday, group.plan.meeting_clock.hour, group.plan.length) == (1, 9, 30)
    municipality = await store.read(lambda records: records.groups.municipality_of_tenant(WORLD.tenant_id))
    assert municipality is not None
    assert (municipality.id, municipality.app_id) == (MUNICIPALITY_ID, APP_ID)
    assert len(await store.read(lambda records: records.members.of_group(GROUP_ID))) == 12
    rounds = await store.read(lambda records: records.rounds.since(GROUP_ID, Week(2025, 1)))
    assert len(rounds) == 27
    assert rounds[-1].week == WEEK_48
    approvals = await store.read(
        lambda records: [records.rounds.approval(GROUP_ID, round_.week) for round_ in rounds]
    )
    assert approvals.pop() is None
    for round_, approval in zip(rounds, approvals, strict=False):
        assert approval is not None
        assert round_.moments[Step.MEETING_END] < approval.approved_at < round_.moments[Step.APPROVAL]


async def test_actions_are_done_late_blocked_and_under_way(store: SqlStore) -> None:
    actions = await store.read(lambda records: records.actions.of_group(GROUP_ID))
    assert [action.number for action in actions] == list(range(1, len(actions) + 1))
    assert 12 <= len(actions) <= 15
    states = Counter(action.state for action in actions)
    assert states[ActionState.BLOCKED] == 2
    assert states[ActionState.IN_PROGRESS] >= 3
    assert {ActionState.DONE, ActionState.CLOSED_EFFECT, ActionState.ESCALATED, ActionState.DECIDED} <= set(
        states
    )
    assert 2 <= sum(action.overdue(SUNDAY.date()) for action in actions) <= 4
    rounds = await store.read(lambda records: records.rounds.since(GROUP_ID, Week(2025, 1)))
    reports = [await reports_of(store, round_.week) for round_ in rounds]
    ids = {item.id for of_round in reports for report in of_round.values() for item in report.items}
    assert {item_id for action in actions for item_id in action.item_ids} <= ids


async def test_loading_twice_changes_nothing(store: SqlStore) -> None:
    before = await store.read(everything)
    await store.write(
        "", lambda records: load(records, SUNDAY + timedelta(days=30), "http://127.0.0.1/other/")
    )
    assert await store.read(everything) == before


def test_loaded_anew_at_the_same_moment_it_is_the_same(empty_file: Path, sunday_file: Path) -> None:
    again, _ = loaded(empty_file, SUNDAY, "again")
    store = opened(sunday_file)
    try:
        assert asyncio.run(store.read(everything)) == again
    finally:
        store.close()


@pytest.mark.parametrize(
    ("now", "letters"),
    [
        pytest.param(SUNDAY, {}, id="sunday"),
        pytest.param(MONDAY, {LetterKind.PROMPT: 12}, id="after the prompt"),
        pytest.param(
            MONDAY + timedelta(hours=10),
            {LetterKind.DELIVERY: 2, LetterKind.DRAFT: 2, LetterKind.HEALTH: 2},
            id="after the deadline",
        ),
        pytest.param(
            MONDAY + timedelta(hours=24, minutes=10),
            {LetterKind.DRAFT: 2, LetterKind.AGENDA: 1, LetterKind.NEED: 2},
            id="at the meeting",
        ),
        pytest.param(MONDAY + timedelta(hours=25), {LetterKind.SUMMARY_DRAFT: 2}, id="after the meeting"),
        pytest.param(MONDAY + timedelta(hours=29), {}, id="after the approval"),
    ],
)
def test_the_clock_owes_what_is_still_worth_doing_and_has_missed_nothing(
    empty_file: Path, now: datetime, letters: dict[LetterKind, int]
) -> None:
    _, path = loaded(empty_file, now, f"{now:%d%H%M}")
    store = opened(path)
    try:
        asyncio.run(store.write(GROUP_ID, lambda records: tick(records, GROUP_ID, now)))
        written = asyncio.run(store.read(lambda records: records.ledger.of_round(GROUP_ID, WEEK_48)))
    finally:
        store.close()
    assert Counter(letter.kind for letter in written) == letters


@pytest.mark.slow
@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 (see timezones)
@example(datetime(2027, 1, 3, 12, tzinfo=UTC))
@example(datetime(2027, 1, 4, 23, 30, tzinfo=UTC))
@example(datetime(2026, 7, 15, 9, tzinfo=UTC))
@settings(max_examples=2, deadline=None)
def test_it_can_be_loaded_and_played_at_any_time(empty_file: Path, now: datetime) -> None:
    _, path = loaded(empty_file, now, "any")
    store = opened(path)
    try:
        asyncio.run(everybody_answers(store, now))
    finally:
        store.close()


async def everybody_answers(store: SqlStore, now: datetime) -> None:
    rounds = await store.read(lambda records: records.rounds.since(GROUP_ID, Week(2025, 1)))
    assert len([round_ for round_ in rounds if round_.moments[Step.DEADLINE] <= now]) == 26
    current = await store.write(GROUP_ID, lambda records: open_round(records, group_in(records), now))
    assert current.moments[Step.MEETING] - now < timedelta(days=15)
    at = max(now, current.moments[Step.REMINDER])
    await play(store, at)
    reports = await reports_of(store, current.week)
    assert len(reports) == 12
    assert all(report.answered for report in reports.values())
    view = await store.read(lambda records: meeting.meeting(records, group_in(records), current, at))
    assert sum(point.minutes for point in view.agenda.points) == 30


async def test_any_member_may_read_the_latest_summary(store: SqlStore) -> None:
    view = await store.read(
        lambda records: meeting.summary(
            records,
            turn_of(group_in(records), records.members.of_group(GROUP_ID)[0], SUNDAY),
        )
    )
    assert view.approval is not None
    assert view.approval.approved_by == MEMBER_IDS[Seat.COORDINATOR]
    assert view.summary.week == WEEK_48.previous()
    assert view.summary.next_meeting.week == WEEK_48
    assert view.summary.facts.total == 12
    assert view.summary.facts.incidents >= 8
    assert view.summary.decisions
    assert view.summary.followed_up


async def test_nobody_answers_before_the_question(store: SqlStore) -> None:
    played = await play(store, SUNDAY)
    assert played == Played(asked=False)
    assert played.sentence == "Ingen har fått veckans fråga än."
    assert await reports_of(store, WEEK_48) == {}


async def test_the_others_answer_and_the_slow_one_after_the_reminder(store: SqlStore) -> None:
    played = await play(store, MONDAY, PLAYED)
    assert len(played.answered) == 10
    assert [member.name for member in played.waiting] == ["Toni Turism"]
    assert played.sentence == "10 har svarat nu. Toni Turism svarar efter påminnelsen."

    again = await play(store, MONDAY, PLAYED)
    assert again.answered == ()
    assert again.sentence == "Toni Turism svarar efter påminnelsen."

    reminded = await play(store, AFTER_REMINDER, PLAYED)
    assert reminded.sentence == "En har svarat nu."
    assert (await play(store, AFTER_REMINDER, PLAYED)).sentence == "Alla andra har redan svarat."
    reports = await reports_of(store, WEEK_48)
    assert set(MEMBER_IDS.values()) - set(reports) == {MEMBER_IDS[Seat.SCHOOL]}


async def test_the_answers_are_items_of_every_kind_and_some_have_nothing_to_report(store: SqlStore) -> None:
    await play(store, AFTER_REMINDER, PLAYED)
    reports = await reports_of(store, WEEK_48)
    statuses = Counter(report.status for report in reports.values())
    assert statuses[ReportStatus.NOTHING_TO_REPORT] >= 2
    assert set(statuses) == {ReportStatus.NOTHING_TO_REPORT, ReportStatus.SUBMITTED}
    items = [item for report in reports.values() for item in report.items]
    assert {type(item.content) for item in items} == {Incident, UpcomingEvent, CollabNeed}
    assert len({item.draft for item in items}) == len(items)
    assert all(len(report.live) <= 5 for report in reports.values())


async def test_the_agenda_of_the_played_week_shows_what_the_method_is_for(store: SqlStore) -> None:
    await play(store, AFTER_REMINDER)
    round_ = await store.read(lambda records: open_round(records, group_in(records), AFTER_REMINDER))
    view = await store.read(
        lambda records: meeting.meeting(records, group_in(records), round_, AFTER_REMINDER)
    )
    agenda = view.agenda
    assert (agenda.answered, agenda.expected, agenda.quiet) == (12, 12, False)
    assert sum(point.minutes for point in agenda.points) == 30
    assert ReasonCode.OVERDUE in {
        code for line in agenda.point(PointKind.FOLLOW_UP).lines for code in line.values
    }
    dumped = [line for line in agenda.lines if line.location.place_id == NORTH_RECYCLING and line.item_ids]
    assert any(line.values.get(ReasonCode.RECURRING, 0) >= 3 for line in dumped)
    assert agenda.point(PointKind.NEEDS).lines
    assert [p for p in proposals(i for i in view.items.values() if i.week == WEEK_48) if len(p.item_ids) == 2]


async def test_the_deputy_answers_for_the_absent_one_unless_somebody_plays_the_deputy(
    store: SqlStore,
) -> None:
    next_monday = MONDAY + timedelta(days=7)
    absent, deputy = PERSON_OF[Seat.SOCIAL], PERSON_OF[Seat.FIELD]
    await play(store, next_monday, deputy.object_id)
    reports = await reports_of(store, WEEK_48.next())
    assert {MEMBER_IDS[absent.seat], MEMBER_IDS[deputy.seat]}.isdisjoint(reports)

    await play(store, next_monday)
    reports = await reports_of(store, WEEK_48.next())
    assert reports[MEMBER_IDS[absent.seat]].written_by == MEMBER_IDS[deputy.seat]


async def test_two_weeks_that_are_played_tell_different_things(store: SqlStore) -> None:
    await play(store, MONDAY)
    await play(store, MONDAY + timedelta(days=7))
    told = [
        {item.content.text for report in (await reports_of(store, week)).values() for item in report.items}
        for week in (WEEK_48, WEEK_48.next())
    ]
    assert len(told[0] & told[1]) <= 2


async def test_a_sample_member_passes_the_door_and_the_bot_knows_its_team(store: SqlStore) -> None:
    turn = await store.read(
        lambda records: turn_of(group_in(records), records.members.of_group(GROUP_ID)[0], MONDAY)
    )
    entered = await store.write(GROUP_ID, lambda records: enter(records, turn.caller, GROUP_ID, MONDAY))
    assert entered.member == turn.member

    before = await store.read(everything)
    in_channel = replace(turn.caller, personal=False, team_id=WORLD.team_id, channel_id=WORLD.channel_id)
    group = await store.write(GROUP_ID, lambda records: install(records, in_channel, WORLD.team_name, MONDAY))
    assert (group.id, group.state) == (GROUP_ID, GroupState.RUNNING)
    assert await store.read(everything) == before


async def test_the_roster_of_the_team_changes_no_seat(store: SqlStore) -> None:
    roster = [RosterEntry(user.id, user.object_id, user.name, guest=user.guest) for user in WORLD.users]
    before = await store.read(lambda records: records.members.of_group(GROUP_ID))
    await store.write(GROUP_ID, lambda records: read_roster(records, GROUP_ID, roster, MONDAY))
    assert await store.read(lambda records: records.members.of_group(GROUP_ID)) == before
    assert await store.read(lambda records: records.ledger.next_due()) is None


async def test_a_group_that_does_not_exist_cannot_be_played(store: SqlStore) -> None:
    with pytest.raises(LookupError):
        await store.write("", lambda records: play_others(records, "g0", MONDAY, ()))
