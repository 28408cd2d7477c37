"""Which round is open now, and which rounds the clock has to look at."""

from __future__ import annotations

from datetime import datetime, timedelta

from est.cadence import weeks_in_sight
from est.days import DayCalendar
from est.errors import Malformed
from est.group import Group, GroupState
from est.ports import Records
from est.round import Round, plan_round, plan_rounds
from est.timetable import Occurrence, Step, occurrences, preview
from est.turn import local_day
from est.week import Week

LOOK_BACK = 2
"""Weeks of earlier rounds that may still be waiting for their meeting, when it was moved."""
LOOK_AHEAD = 60
"""Weeks ahead in which the next meeting is sought; a pause is never that long."""
SHOWN = 5
"""Meetings ahead that the settings show (acceptance.md S12)."""


def open_round(records: Records, group: Group, now: datetime) -> Round:
    """The round that takes answers: the first whose meeting has not begun. It is made when it is first needed.

    Raises:
        Malformed: nobody has chosen the meeting time yet, or the group's breaks leave no meeting for a year.
    """
    if group.state is GroupState.NEW:
        raise Malformed("not_set_up")
    week = Week.at(now, group.plan.zone)
    begun = begun_rounds(records, group, now)
    waiting = [round_ for round_ in begun if round_.moments[Step.MEETING] > now]
    return waiting[0] if waiting else _begin_next(records, group, now, week)


def next_round(records: Records, group: Group, after: Round) -> Round:
    """The round that follows *after*, made if nobody has needed it before."""
    return open_round(records, group, after.moments[Step.MEETING])


def next_meetings(records: Records, group: Group, now: datetime) -> tuple[Occurrence, ...]:
    """The next meetings and those cancelled on the way: a round that has begun as it was announced, then the plan's."""
    today = local_day(group, now)
    begun = begun_rounds(records, group, now)
    planned = preview(group.plan, calendar_of(records, group), today - timedelta(days=1), SHOWN + len(begun))
    waiting = [_announced(round_) for round_ in begun if round_.moments[Step.MEETING] > now]
    weeks = {round_.week for round_ in begun}
    found: list[Occurrence] = []
    for meeting in sorted((*waiting, *(m for m in planned if m.week not in weeks)), key=lambda m: m.week):
        if sum(one.is_held for one in found) == SHOWN:
            break
        found.append(meeting)
    return tuple(found)


def meets(records: Records, group: Group, now: datetime) -> bool:
    """Whether the plan has a meeting within the time in which the next one is sought."""
    week = Week.at(now, group.plan.zone)
    ahead = occurrences(group.plan, calendar_of(records, group), week, week.plus(LOOK_AHEAD))
    return any(meeting.is_held for meeting in ahead)


def clock_rounds(records: Records, group: Group, now: datetime) -> tuple[Round, ...]:
    """The rounds the clock looks at: those begun, the open one, and cancelled meetings that people must hear of."""
    current = open_round(records, group, now)
    first, last = weeks_in_sight(now, group.plan.zone)
    begun = {round_.week: round_ for round_ in (*records.rounds.since(group.id, first), current)}
    planned = plan_rounds(group.id, group.plan, calendar_of(records, group), (first, last))
    return (*begun.values(), *(r for r in planned if r.week not in begun and _is_news(r, current, now)))


def _is_news(planned: Round, current: Round, now: datetime) -> bool:
    """A meeting that is not begun is looked at only for the notice that it is moved or cancelled."""
    if planned.is_held:
        return Step.NOTICE in planned.moments and planned.week > current.week
    return Step.NOTICE in planned.moments and planned.moments[Step.NOTICE_END] > now


def replan(records: Records, group: Group, now: datetime) -> None:
    """Let rounds that nobody has been asked about take the group's new plan (acceptance.md O6).

    A round whose members have been asked keeps the moments it was given. One in which somebody has answered early keeps
    the answer, and stays as it was only if the new plan has no meeting in its week.
    """
    for stored in begun_rounds(records, group, now):
        if stored.moments[Step.PROMPT] <= now:
            continue
        if not records.reports.of_round(group.id, stored.week):
            records.rounds.drop(group.id, stored.week)
            continue
        before = records.rounds.latest_held_before(group.id, stored.week)
        weeks = (stored.week, stored.week)
        for planned in plan_rounds(group.id, group.plan, calendar_of(records, group), weeks, before):
            if planned.is_held:
                records.rounds.save(planned)


def begun_rounds(records: Records, group: Group, now: datetime) -> tuple[Round, ...]:
    """The rounds of late and those to come that have their moments already."""
    return records.rounds.since(group.id, Week.at(now, group.plan.zone).plus(-LOOK_BACK))


def _announced(round_: Round) -> Occurrence:
    return Occurrence(round_.week, round_.planned, round_.held, round_.outcome, round_.because)


def calendar_of(records: Records, group: Group) -> DayCalendar:
    """The municipality's calendar with the group's own breaks."""
    return records.calendars.of_municipality(group.municipality_id).with_breaks(group.plan.breaks)


def _begin_next(records: Records, group: Group, now: datetime, week: Week) -> Round:
    days = calendar_of(records, group)
    for occurrence in occurrences(group.plan, days, week.plus(-1), week.plus(LOOK_AHEAD)):
        if not occurrence.is_held or records.rounds.get(group.id, occurrence.week) is not None:
            continue
        previous = records.rounds.latest_held_before(group.id, occurrence.week)
        round_ = plan_round(group.id, group.plan, days, occurrence, previous)
        if round_.moments[Step.MEETING] > now:
            records.rounds.save(round_)
            return round_
    raise Malformed("no_meeting")
