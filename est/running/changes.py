"""What a coordinator does with a held meeting; every change is a new version of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from est.agenda import Agenda, PointKind
from est.errors import Malformed
from est.running.minutes import LEAST_LEFT, allotted, lendable
from est.running.order import following, itinerary, place_of, stops_of
from est.running.values import MINUTE, Added, Loan, MeetingRun, Step


def start(agenda: Agenda, at: datetime, due_end: datetime, by: str = "") -> MeetingRun:
    """The meeting begins with its first line, by this agenda.

    One that begins when it should have been over is given its whole length from then on.
    """
    length = agenda.length * MINUTE
    first = itinerary(agenda)[0]
    return MeetingRun(
        group_id=agenda.group_id,
        week=agenda.week,
        agenda=agenda,
        started_at=at,
        due_end=due_end if at < due_end else at + length,
        started_by=by,
        steps=(Step(first.key, at),),
    )


def go_on(run: MeetingRun, at: datetime, *, to_next_point: bool = False) -> MeetingRun:
    """The next line, or the first line of the next point; the last line stays until the meeting is ended."""
    here, *later = following(run)
    ahead = [stop for stop in later if not to_next_point or stop.point is not here.point]
    if not ahead or run.is_over:
        return run
    return _changed(run, steps=(*run.steps, Step(ahead[0].key, at)))


def go_back(run: MeetingRun, at: datetime) -> MeetingRun:
    """The line before; the minutes it takes now are added to those it has used."""
    stops = stops_of(run)
    place = place_of(run, stops)
    if place == 0 or run.is_over:
        return run
    return _changed(run, steps=(*run.steps, Step(stops[place - 1].key, at)))


def end(run: MeetingRun, at: datetime) -> MeetingRun:
    """The meeting is over; ended twice it ended the first time (acceptance.md G5)."""
    if run.is_over:
        return run
    return _changed(run, ended=(max(at, run.steps[-1].at),))


def resume(run: MeetingRun, at: datetime) -> MeetingRun:
    """It was not over after all; the pause is nobody's time, so the line goes on from now."""
    if not run.is_over:
        return run
    return _changed(run, ended=(), steps=(*run.steps, Step("", run.ended[0]), Step(run.current, at)))


def lend(run: MeetingRun, point: PointKind, minutes: int, at: datetime) -> MeetingRun:
    """The line that is spoken of borrows from the lines of a later point, the last of them first.

    Each of them keeps `LEAST_LEFT`, so that nothing falls off the agenda unseen.

    Raises:
        Malformed: with code `nothing_to_lend`, when the point has not got so many minutes to spare.
    """
    room = lendable(run).get(point, 0)
    if not 0 < minutes <= room:
        raise Malformed("nothing_to_lend", field="minutes", room=room)
    givers = [stop for stop in following(run)[1:] if stop.point is point]
    loans, left = [], minutes
    given = allotted(run)
    for stop in reversed(givers):
        share = min(left, max(given[stop.key] - LEAST_LEFT, 0))
        if share:
            loans.append(Loan(stop.key, run.current, share, at))
            left -= share
    return _changed(run, loans=(*run.loans, *loans))


def add(run: MeetingRun, added: Added) -> MeetingRun:
    """A line that nobody had prepared."""
    return _changed(run, added=(*run.added, added))


def park(run: MeetingRun, key: str) -> MeetingRun:
    """The line is left for another time (domain.md §9.2)."""
    return run if key in run.parked else _changed(run, parked=(*run.parked, key))


def _changed(run: MeetingRun, **changes: object) -> MeetingRun:
    return replace(run, version=run.version + 1, **changes)  # type: ignore[arg-type]
