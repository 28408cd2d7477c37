"""What should have happened by now, has not, and is still worth doing (design.md §3, style.md §2 rule 21).

The clock only ticks. What is due is computed from the rounds and from what is done, so a tick that was
missed, a restart, a second process or a clock set back change nothing: each errand comes until its key is
in `done`, and never again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from est.days import NO_YEAR, DayCalendar, DayKind
from est.round import Round, moment
from est.timetable import Step
from est.week import Week

LATE_AFTER = timedelta(minutes=15)
"""An errand that comes later than this is said to be late."""
LOOK_BACK = timedelta(days=7)
"""So long a summary draft is worth writing, and so long a missed errand is worth telling of."""
SIGHT = 4
"""No errand lies further than so many weeks from the week of its round."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
WARNING_MONTHS = (11, 12, 1)
"""The coordinator hears of a missing list on the first working day of these months (acceptance.md S7)."""
WARNING_CLOCK = time(9)
FOLLOW_UP_HOURS = (time(9), time(18))
"""Owners of actions and reporters of past events are asked within these hours (acceptance.md A3)."""
HEALTH_AFTER = timedelta(minutes=15)
"""So long after the draft agenda the health card comes, the afternoon before the meeting: at 16:30 in preset A, 15:45
in B. By then the deadline has passed, and there is an hour or so to ring around in. It hangs on the draft, so it moves
with the round, and needs no step of its own in the coordinator's timetable."""


class ErrandKind(StrEnum):
    """What the clock brings about; in this order when several fall due at the same moment."""

    MOVED_NOTICE = "moved_notice"
    """Tell the group once that the meeting is moved or cancelled."""
    PROMPT = "prompt"
    REMINDER = "reminder"
    DEADLINE = "deadline"
    """Give the coordinator the delivery list."""
    DRAFT = "draft"
    """Compile what came in and give the coordinator the draft agenda."""
    HEALTH = "health"
    """Give the coordinator what can still be done something about before the meeting (acceptance.md §2 no. 9)."""
    AGENDA = "agenda"
    SUMMARY_DRAFT = "summary_draft"
    CALENDAR_WARNING = "calendar_warning"
    """Tell the coordinator that the municipality's list of bridge days and half days is missing."""
    FOLLOW_UP = "follow_up"
    """Ask about actions and events that are over: once a day, on working days."""


WORTH_DOING = {
    ErrandKind.MOVED_NOTICE: (Step.NOTICE, Step.NOTICE_END),
    ErrandKind.PROMPT: (Step.PROMPT, Step.DEADLINE),
    ErrandKind.REMINDER: (Step.REMINDER, Step.DEADLINE),
    ErrandKind.DEADLINE: (Step.DEADLINE, Step.MEETING),
    ErrandKind.DRAFT: (Step.DRAFT, Step.MEETING_END),
    ErrandKind.AGENDA: (Step.AGENDA, Step.MEETING_END),
}
"""From which moment and before which one an errand of a round is worth doing.

A draft is still worth having while the group meets, as the coordinator leads from it; after the meeting the
summary takes its place. The summary draft, from the end of the meeting, is worth `LOOK_BACK`, and the health card
stands `HEALTH_AFTER` the draft until the meeting.
"""


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to bring about in one round, or on one day of its week."""

    group_id: str
    week: Week
    kind: ErrandKind
    day: str = ""

    @property
    def key(self) -> str:
        """The unique key under which it is done once, such as g1/2026-W48/prompt."""
        return "/".join(filter(None, [self.group_id, str(self.week), self.kind, self.day]))


@dataclass(frozen=True, slots=True)
class Due:
    """An errand whose moment has come.

    `missed`: it is worth doing no more and never was done; tell the coordinator instead. Either way its key
    is then settled by the caller.
    """

    errand: Errand
    at: datetime
    late: bool = False
    missed: bool = False


def due(
    now: datetime, rounds: Iterable[Round], done: Collection[str], *, since: datetime = LONG_AGO
) -> tuple[Due, ...]:
    """Every errand of the rounds that is due or was missed, and whose key is not in `done`, oldest first.

    Windows are half-open: due from its moment, missed from the moment it is worth nothing, forgotten
    `LOOK_BACK` later. `since` is when the group began to run: nothing older was ever owed, and a notice is
    owed from then on. A reminder that comes together with its own prompt is missed: the late prompt says it
    already.
    """
    found = [one for round_ in rounds for one in _of_round(now, round_, done, since)]
    return tuple(sorted(found, key=lambda one: (one.at, _RANK[one.errand.kind], one.errand.key)))


def calendar_warning(
    now: datetime, group_id: str, days: DayCalendar, zone: str, done: Collection[str]
) -> tuple[Due, ...]:
    """The warning that the municipality's list is missing, while it is, once in each of `WARNING_MONTHS`.

    Due from 09:00 on the month's first working day, for `LOOK_BACK`; `missing_year` says which year it is
    about.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    if today.month not in WARNING_MONTHS or days.missing_year(today) == NO_YEAR:
        return ()
    eve = today.replace(day=1) - timedelta(days=1)
    day = days.without_breaks().next_working(eve, WARNING_CLOCK)
    errand = Errand(group_id, Week.of(day), ErrandKind.CALENDAR_WARNING)
    at = moment(day, WARNING_CLOCK, zone)
    if not at <= now < at + LOOK_BACK or errand.key in done:
        return ()
    return (Due(errand, at, late=now - at > LATE_AFTER),)


def follow_up(
    now: datetime, group_id: str, days: DayCalendar, zone: str, done: Collection[str]
) -> tuple[Due, ...]:
    """What is asked once a day of actions and past events, on working days within `FOLLOW_UP_HOURS`.

    One that a day missed is not owed: what it would have asked is computed anew on the next.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    begins, _ = FOLLOW_UP_HOURS
    errand = Errand(group_id, Week.of(today), ErrandKind.FOLLOW_UP, str(today))
    at = moment(today, begins, zone)
    open_ = days.is_working(today, begins) and at <= now < follow_up_ends(today, days, zone)
    return (Due(errand, at),) if open_ and errand.key not in done else ()


def follow_up_ends(today: date, days: DayCalendar, zone: str) -> datetime:
    """When nobody is asked any more that day: at six, or when a half day ends (acceptance.md A3)."""
    last = FOLLOW_UP_HOURS[1]
    half = days.half_days.get(today, last) if days.kind(today) is DayKind.HALF else last
    return moment(today, min(last, half), zone)


def weeks_in_sight(now: datetime, zone: str) -> tuple[Week, Week]:
    """The first and the last week whose rounds may have an errand now."""
    week = Week.at(now, zone)
    return week.plus(-SIGHT), week.plus(SIGHT)


_RANK = {kind: place for place, kind in enumerate(ErrandKind)}


def _of_round(now: datetime, round_: Round, done: Collection[str], since: datetime) -> list[Due]:
    found: list[Due] = []
    asked_now = False
    for kind, at, until in _owed(round_, since):
        errand = Errand(round_.group_id, round_.week, kind)
        if at <= now < until + LOOK_BACK and errand.key not in done:
            missed = now >= until or (kind is ErrandKind.REMINDER and asked_now)
            asked_now = asked_now or (kind is ErrandKind.PROMPT and not missed)
            found.append(Due(errand, at, late=now - at > LATE_AFTER, missed=missed))
    return found


def _owed(round_: Round, since: datetime) -> Iterator[tuple[ErrandKind, datetime, datetime]]:
    """The errands the round has owed since the group began to run, each with its half-open window."""
    for kind, at, until in windows(round_):
        owed_from = max(at, since) if kind is ErrandKind.MOVED_NOTICE else at
        if since <= owed_from < until:
            yield kind, owed_from, until


def windows(round_: Round) -> Iterator[tuple[ErrandKind, datetime, datetime]]:
    """Every errand of the round, with the moment from which and the one before which it is worth doing."""
    moments = round_.moments
    for kind, (begin, end) in WORTH_DOING.items():
        if begin in moments:
            yield kind, moments[begin], moments[end]
    if Step.DRAFT in moments:
        yield ErrandKind.HEALTH, moments[Step.DRAFT] + HEALTH_AFTER, moments[Step.MEETING]
    if Step.MEETING_END in moments:
        ends = moments[Step.MEETING_END]
        yield ErrandKind.SUMMARY_DRAFT, ends, ends + LOOK_BACK
