"""Puts Ekbacka into the records: the municipality, its people and places, and the half year before now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from est.action import Action
from est.cadence import SIGHT, Errand, ErrandKind, windows
from est.days import Break, DayCalendar, DayKind
from est.group import Group, GroupState, Municipality
from est.member import Absence, Member
from est.ports import Calendars, Records
from est.report import Report
from est.round import Round, plan_rounds
from est.timetable import Plan, Preset, Step
from est.turn import local_day
from est.week import Week
from est.weekly.rounds import calendar_of
from sample.municipality.afterwards import reminders_sent, with_outcomes
from sample.municipality.history import as_first_saved, write_history
from sample.municipality.measures import decided_at
from sample.municipality.people import (
    APP_ID,
    GROUP_ID,
    MUNICIPALITY_NAME,
    ORGANISATIONS,
    PERSON_OF,
    TENANT_ID,
    WORLD,
    Seat,
    members,
    weeks_away,
)
from sample.municipality.places import MUNICIPALITY_ID, PLACES
from sample.municipality.summaries import approval_of, approved_at

WEEKS = 26
"""So many rounds the history has; over a break it reaches further back."""
WENT_AWAY = 6
"""So many rounds ago the member with a deputy was away for a week."""
REMEMBERED = timedelta(weeks=40)
"""A break before that lies before the history."""
PLAYING = timedelta(days=21)
"""A break that lies this near is left out: whoever starts local mode in July wants to play a week too."""
BREAKS = (("Sommar", 28, 31), ("Jul", 52, 1))
"""The weeks in which the group does not meet, in every year."""


def load(records: Records, now: datetime, service_url: str, app_id: str = APP_ID) -> None:
    """Write the sample municipality as it is at *now*; one that is there already stays as it is.

    Rounds whose deadline has passed are history, and the clock owes nothing of them that is past; the round that is
    open is left to be played. Everything follows from *now*: loaded anew at the same moment, it is the same. The bot
    answers to *service_url* and is known to Teams by *app_id*.
    """
    if records.groups.municipality(MUNICIPALITY_ID) is not None:
        return
    group = _group(service_url, now)
    today = local_day(group, now)
    records.groups.save_municipality(Municipality(MUNICIPALITY_ID, MUNICIPALITY_NAME, TENANT_ID, app_id))
    records.groups.save(group)
    for year in (today.year - 1, today.year):
        _confirm(records.calendars, year)
    planned = _planned(records, group, today)
    begun = _begun(planned, now)
    records.groups.save(replace(group, running_since=begun[0].moments[Step.PROMPT]))
    seats = members(_absences(begun, planned))
    _keep_people(records, seats)
    _keep_rounds(records, group, planned, {seat.id: seat for seat in seats}, now)
    for round_ in planned:
        _settle(records, round_, now)


def _group(service_url: str, now: datetime) -> Group:
    plan = Plan.standard(Preset.WEEK_START)
    today = now.astimezone(ZoneInfo(plan.zone)).date()
    return Group(
        id=GROUP_ID,
        municipality_id=MUNICIPALITY_ID,
        name=WORLD.team_name,
        tenant_id=WORLD.tenant_id,
        team_id=WORLD.team_id,
        channel_id=WORLD.channel_id,
        service_url=service_url,
        plan=replace(plan, breaks=_breaks(today)),
        state=GroupState.RUNNING,
        installer_id=PERSON_OF[Seat.COORDINATOR].object_id,
        roster_at=now,
    )


def _breaks(today: date) -> tuple[Break, ...]:
    """The breaks of last year, this and the next, but for one that would stand in the way of playing now."""
    every = [
        Break.weeks(name, Week(year, first), Week(year + (last < first), last))
        for year in (today.year - 1, today.year, today.year + 1)
        for name, first, last in BREAKS
    ]
    return tuple(
        pause
        for pause in every
        if pause.last > today - REMEMBERED and not pause.first - PLAYING <= today <= pause.last + PLAYING
    )


def _confirm(calendars: Calendars, year: int) -> None:
    """The municipality's own list for a year: closed between a red day and a weekend, shorter days as elsewhere."""
    days = calendars.of_municipality(MUNICIPALITY_ID)
    halves = {day: ends for day, ends in days.half_days.items() if day.year == year}
    first = date(year, 1, 1)
    every = (first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1))
    calendars.confirm_year(MUNICIPALITY_ID, year, [day for day in every if _is_bridge(days, day)], halves)


def _is_bridge(days: DayCalendar, day: date) -> bool:
    """A Friday after a red Thursday, or a Monday before a red Tuesday."""
    neighbour = {1: timedelta(days=1), 5: timedelta(days=-1)}.get(day.isoweekday())
    return neighbour is not None and day + neighbour in days.red and days.kind(day) is DayKind.WORKING


def _planned(records: Records, group: Group, today: date) -> tuple[Round, ...]:
    """Every round from before the history to some weeks ahead, as the clock would plan it."""
    week = Week.of(today)
    return plan_rounds(
        group.id, group.plan, calendar_of(records, group), (week.plus(-WEEKS - 10), week.plus(SIGHT))
    )


def _begun(planned: Iterable[Round], now: datetime) -> Sequence[Round]:
    """The rounds of the history: held ones whose deadline has passed."""
    held = (round_ for round_ in planned if round_.is_held)
    return [round_ for round_ in held if round_.moments[Step.DEADLINE] <= now][-WEEKS:]


def _absences(begun: Sequence[Round], planned: Iterable[Round]) -> tuple[Absence, ...]:
    """One week in the past, and one soon: that of the second round to come."""
    coming = [round_.week for round_ in planned if round_.is_held and round_.week > begun[-1].week]
    return weeks_away(begun[-1 - WENT_AWAY].week, coming[1])


def _keep_people(records: Records, seats: Iterable[Member]) -> None:
    for organisation in ORGANISATIONS:
        records.members.save_organisation(organisation)
    for place in PLACES:
        records.places.save(place)
    for seat in seats:
        records.members.save(seat)
        for user in WORLD.find_user(seat.object_id):
            records.addresses.keep(seat.group_id, seat.id, teams_id=user.id)


def _keep_rounds(
    records: Records, group: Group, planned: Sequence[Round], seats: Mapping[str, Member], now: datetime
) -> None:
    """Live through the rounds in order, so that each summary knows what was known then."""
    held = [round_ for round_ in planned if round_.is_held]
    begun = _begun(held, now)
    met = [round_ for round_ in begun if round_.moments[Step.MEETING_END] <= now]
    written = [with_outcomes(one, local_day(group, now)) for one in write_history(begun, seats, now)]
    items = [item for reports in written for report in reports for item in report.items]
    actions: dict[str, Action] = {}
    # The open round stands there as well, as it does in every group whose clock ticks.
    records.rounds.save(next(round_ for round_ in held if round_.moments[Step.MEETING] > now))
    for number, round_ in enumerate(begun):
        records.rounds.save(round_)
        _keep_reports(records, round_, written[number])
        if round_ in met:
            actions |= {action.id: action for action in decided_at(len(met) - 1 - number, met, items)}
        if approved_at(round_) <= now:
            rounds = (round_, held[held.index(round_) + 1])
            approval = approval_of(group, rounds, written[: number + 1], tuple(actions.values()), seats)
            records.rounds.approve(group.id, approval)
    for action in actions.values():
        records.actions.save(action)
    records.ledger.write(reminders_sent(begun, now))


def _keep_reports(records: Records, round_: Round, reports: Iterable[Report]) -> None:
    for report in reports:
        records.reports.save(report)
    for item in sorted((item for report in reports for item in report.items), key=lambda item: item.number):
        # The counter goes along, so that the next item of the round gets the next number.
        records.rounds.next_number(round_.group_id, round_.week)
        records.reports.save_item(as_first_saved(item))
        if item.version > 1:
            records.reports.save_item(item)


def _settle(records: Records, round_: Round, now: datetime) -> None:
    """Mark as done what is past its time, so that the clock neither does it again nor says that it was missed."""
    for kind, at, until in windows(round_):
        over = approved_at(round_) if kind is ErrandKind.SUMMARY_DRAFT else until
        if over <= now:
            records.ledger.settle(round_.group_id, Errand(round_.group_id, round_.week, kind).key, at)
