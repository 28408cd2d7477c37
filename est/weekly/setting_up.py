"""The meeting time, the breaks and the municipality's own calendar, set from a card without a developer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from est.days import NO_YEAR, Break, CalendarError, DayCalendar, DayKind
from est.errors import Malformed, Refusal
from est.form import FormRefused
from est.group import GroupState
from est.member import Member, coordinators
from est.ports import Records
from est.timetable import (
    ByMonth,
    Cadence,
    EveryWeeks,
    HolidayRule,
    Occurrence,
    Plan,
    PlanError,
    Preset,
)
from est.turn import Turn
from est.week import Week
from est.weekly.joining import warn_few
from est.weekly.rounds import calendar_of, meets, next_meetings, replan

LIST_LIMIT = 1000
"""Characters in a list of breaks or of days."""
CADENCES: Mapping[str, Cadence] = {
    "weekly": EveryWeeks(1),
    "fortnightly": EveryWeeks(2),
    "monthly": ByMonth(frozenset({1})),
    "twice_monthly": ByMonth(frozenset({1, 3})),
}
"""The cadences that can be chosen on the card; a fortnight is counted from the week in which it is chosen."""
UNNAMED_BREAK = DayKind.BREAK.value
"""The name of a break that was written without one; `words.days` says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDays:
    """The municipality's own list for the year that is asked for, or that can be corrected."""

    year: int
    confirmed: bool
    bridge_days: tuple[date, ...] = ()
    half_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsView:
    """The group's plan, the meetings it gives, and what is missing."""

    turn: Turn
    plan: Plan
    meetings: tuple[Occurrence, ...]
    coordinators: tuple[Member, ...]
    own_days: OwnDays
    saved: bool = False


def settings(records: Records, turn: Turn) -> SettingsView:
    """The settings as they are, with the next five meetings (acceptance.md S12)."""
    turn.as_leader()
    days = calendar_of(records, turn.group)
    return SettingsView(
        turn=turn,
        plan=turn.group.plan,
        meetings=next_meetings(records, turn.group, turn.now),
        coordinators=coordinators(records.members.of_group(turn.group.id)),
        own_days=_own_days(days, turn.today),
    )


def _own_days(days: DayCalendar, today: date) -> OwnDays:
    """The year that lacks its list; else the newest year that has one, which may have been written wrong."""
    missing = days.missing_year(today)
    if missing != NO_YEAR:
        return OwnDays(year=missing, confirmed=False)
    year = today.year + 1 if today.year + 1 in days.confirmed_years else today.year
    return OwnDays(
        year=year,
        confirmed=True,
        bridge_days=tuple(sorted(day for day in days.bridge_days if day.year == year)),
        half_days=tuple(sorted(day for day in days.half_days if day.year == year)),
    )


def save_settings(records: Records, turn: Turn, values: Mapping[str, str]) -> SettingsView:
    """Keep a new plan, which takes effect at the next round that nobody has been asked about (acceptance.md O6).

    Saved for the first time, it starts the rounds.

    Raises:
        FormRefused: with one fault per field.
    """
    turn.as_leader()
    plan = plan_of(values, turn.group.plan, turn.today)
    state = GroupState.RUNNING if turn.group.state is GroupState.NEW else turn.group.state
    since = turn.now if turn.group.state is GroupState.NEW else turn.group.running_since
    group = replace(turn.group, plan=plan, state=state, running_since=since)
    if not meets(records, group, turn.now):
        raise FormRefused([Malformed("no_meeting", field="breaks")])
    records.groups.save(group)
    replan(records, group, turn.now)
    if state is GroupState.RUNNING:
        warn_few(records, group, turn.now, seen_by=turn.member.id)
    return replace(settings(records, replace(turn, group=group)), saved=True)


def resume(records: Records, turn: Turn) -> SettingsView:
    """Start the rounds again; what should have happened meanwhile is not made up for."""
    turn.as_leader()
    group = turn.group
    if group.state is not GroupState.RUNNING:
        group = replace(group, state=GroupState.RUNNING, running_since=turn.now)
        records.groups.save(group)
    return replace(settings(records, replace(turn, group=group)), saved=True)


def confirm_calendar(
    records: Records, turn: Turn, year: int, bridge_days: str, half_days: str
) -> SettingsView:
    """The municipality's own list of bridge days and half days for a year (acceptance.md S7).

    Raises:
        FormRefused: with one fault per field.
        Malformed: the card asked about another year than this one and the next.
    """
    turn.as_leader()
    if year not in {turn.today.year, turn.today.year + 1}:
        raise Malformed("old_card")
    faults: list[Refusal] = []
    bridges = _dates(bridge_days, year, "bridge_days", faults)
    halves = _dates(half_days, year, "half_days", faults)
    if faults:
        raise FormRefused(faults)
    noon = dict.fromkeys(halves, time(12))
    records.calendars.confirm_year(turn.group.municipality_id, year, bridges, noon)
    replan(records, turn.group, turn.now)
    return replace(settings(records, turn), saved=True)


def plan_of(values: Mapping[str, str], before: Plan, today: date) -> Plan:
    """The plan that a filled-in settings form describes; what the form leaves out stays as it was.

    Raises:
        FormRefused: with one fault per field.
    """
    faults: list[Refusal] = []
    breaks = _breaks(values.get("breaks", ""), today, faults)
    try:
        clock = time.fromisoformat(values.get("clock", "").replace(".", ":"))
    except ValueError:
        clock = before.meeting_clock
        faults.append(Malformed("not_a_clock", field="clock"))
    choice = values.get("cadence", "")
    if choice not in CADENCES:
        faults.append(Malformed("not_in_list", field="cadence"))
    cadence = (
        before.cadence if choice == cadence_code(before.cadence) else CADENCES.get(choice, before.cadence)
    )
    if isinstance(cadence, EveryWeeks) and cadence is not before.cadence:
        cadence = EveryWeeks(cadence.interval, Week.of(today))
    try:
        plan = Plan(
            preset=Preset(values.get("preset", "")),
            weekday=int(values.get("weekday", "")),
            meeting_clock=clock,
            length=int(values.get("length", "")),
            cadence=cadence,
            holiday_rule=HolidayRule(values.get("holiday_rule", "")),
            zone=before.zone,
            breaks=breaks,
        )
    except PlanError as refused:
        field = {"meeting_clock": "clock"}.get(refused.field, refused.field)
        faults.append(Malformed(refused.code, field=field, **refused.values))
        plan = before
    except ValueError:
        faults.append(Malformed("not_in_list", field="preset"))
        plan = before
    if faults:
        raise FormRefused(faults)
    return plan


def cadence_code(cadence: Cadence) -> str:
    """Which of `CADENCES` it is, whatever week it is counted from; the nearest for one made elsewhere."""
    if isinstance(cadence, EveryWeeks):
        return "weekly" if cadence.interval == 1 else "fortnightly"
    return "twice_monthly" if len(cadence.ordinals) > 1 else "monthly"


def _breaks(text: str, today: date, faults: list[Refusal]) -> tuple[Break, ...]:
    """Breaks as the coordinator writes them, one a line, such as `Sommar: v 27–32`; for this year and the next.

    Last year's count too, since a break over New Year may be under way.
    """
    found: list[Break] = []
    if not _short_enough(text, "breaks", faults):
        return ()
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, _, weeks = line.rpartition(":")
        years = (today.year - 1, today.year, today.year + 1)
        read = [pause for year in years for pause in _break(name.strip() or UNNAMED_BREAK, weeks, year)]
        if not read:
            faults.append(Malformed("not_a_break", field="breaks"))
            break
        found += read
    return tuple(found)


def _break(name: str, weeks: str, year: int) -> tuple[Break, ...]:
    """The break in that year, or none: not every year has a week 53."""
    try:
        return (Break.parse(name, weeks.strip(), year),)
    except CalendarError:
        return ()


def _dates(text: str, year: int, field: str, faults: list[Refusal]) -> frozenset[date]:
    """Dates separated by spaces, commas or lines, all of one year."""
    found: set[date] = set()
    if not _short_enough(text, field, faults):
        return frozenset()
    for word in text.replace(",", " ").split():
        try:
            day = date.fromisoformat(word)
        except ValueError:
            faults.append(Malformed("not_a_date", field=field))
            break
        if day.year != year:
            faults.append(Malformed("wrong_year", field=field, year=year))
            break
        found.add(day)
    return frozenset(found)


def _short_enough(text: str, field: str, faults: list[Refusal]) -> bool:
    if len(text) > LIST_LIMIT:
        faults.append(Malformed("too_long", field=field, length=len(text), limit=LIST_LIMIT))
    return len(text) <= LIST_LIMIT
