"""The minutes of a held meeting: planned against used, and when it will end (acceptance.md G4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from est.agenda import PointKind
from est.running.order import following, stops_of
from est.running.values import MINUTE, Kept, MeetingRun

LEAST_LEFT = 1
"""A line that lends keeps at least so many minutes (acceptance.md G1)."""


def allotted(run: MeetingRun) -> Mapping[str, int]:
    """The minutes of each line after what it has lent and borrowed; their sum is the same as before."""
    given = {stop.key: stop.planned for stop in stops_of(run)}
    for loan in run.loans:
        given[loan.giver] -= loan.minutes
        given[loan.taker] += loan.minutes
    return given


def lendable(run: MeetingRun) -> Mapping[PointKind, int]:
    """The minutes that each point ahead can spare, in the order of the meeting; one that can spare none is left out."""
    given = allotted(run)
    found: dict[PointKind, int] = {}
    for stop in following(run)[1:]:
        found[stop.point] = found.get(stop.point, 0) + max(given[stop.key] - LEAST_LEFT, 0)
    return {point: minutes for point, minutes in found.items() if minutes}


def used(run: MeetingRun, now: datetime) -> Mapping[str, timedelta]:
    """How long each line has been spoken of until *now*, all its turns together."""
    until = run.ended[0] if run.ended else max(now, run.steps[-1].at)
    ends = [step.at for step in run.steps[1:]] + [until]
    found: dict[str, timedelta] = {}
    for step, at in zip(run.steps, ends, strict=True):
        if step.key:
            found[step.key] = found.get(step.key, timedelta()) + max(at - step.at, timedelta())
    return found


def log(run: MeetingRun, now: datetime) -> tuple[Kept, ...]:
    """Planned against used for every line, in the order of the meeting (acceptance.md G4)."""
    given, spent = allotted(run), used(run, now)
    return tuple(
        Kept(
            stop=stop,
            given=given[stop.key],
            used=spent.get(stop.key, timedelta()),
            spoken_of=stop.key in spent,
            current=stop.key == run.current and not run.is_over,
        )
        for stop in stops_of(run)
    )


def predicted_end(run: MeetingRun, now: datetime) -> datetime:
    """When the meeting ends if every line that is left takes the minutes it has; when it ended, if it has."""
    if run.is_over:
        return run.ended[0]
    given, spent = allotted(run), used(run, now)
    left = (
        max(given[stop.key] * MINUTE - spent.get(stop.key, timedelta()), timedelta())
        for stop in following(run)
    )
    return max(now, run.steps[-1].at) + sum(left, timedelta())


def overrun(run: MeetingRun, now: datetime) -> timedelta:
    """How much later than it should the meeting ends, or has ended; negative when there is time to spare."""
    return predicted_end(run, now) - run.due_end
