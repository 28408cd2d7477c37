"""The lines of a held meeting in their order, and which of them are still to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from est.agenda import Agenda, Point, PointKind
from est.running.values import STANDING, Added, MeetingRun, Stop, key_of


def itinerary(agenda: Agenda, added: Iterable[Added] = ()) -> tuple[Stop, ...]:
    """Every line with minutes in the order of the meeting; a point that has minutes and no lines is one line.

    The planned minutes of the agenda's own lines add up to the meeting's length; what was *added* stands where it was
    put, and its minutes come on top.
    """
    stops = [stop for point in agenda.points for stop in _stops(point)]
    for one in added:
        place = next((n for n, stop in enumerate(stops) if stop.key == one.after), len(stops) - 1)
        stops.insert(place + 1, _added(one))
    return tuple(stops)


def following(run: MeetingRun) -> Sequence[Stop]:
    """What is spoken of and what comes after it; never empty."""
    stops = stops_of(run)
    return stops[place_of(run, stops) :]


def remaining(run: MeetingRun) -> Sequence[Stop]:
    """The lines that are still to come; none when the meeting is over."""
    return () if run.is_over else following(run)[1:]


def place_for(run: MeetingRun, point: PointKind) -> str:
    """Where an added line goes: last in its point, if that is not over; otherwise straight after what is spoken of."""
    ahead = following(run)
    own = [stop.key for stop in ahead if stop.point is point]
    return own[-1] if own else ahead[0].key


def stops_of(run: MeetingRun) -> tuple[Stop, ...]:
    """Every line of the meeting, those that were added included."""
    return itinerary(run.agenda, run.added)


def place_of(run: MeetingRun, stops: Sequence[Stop]) -> int:
    """The number of the line that is spoken of, from 0."""
    return next(place for place, stop in enumerate(stops) if stop.key == run.current)


def _stops(point: Point) -> list[Stop]:
    if point.lines:
        return [
            Stop(
                key=key_of(line),
                point=point.kind,
                planned=line.minutes,
                item_ids=line.item_ids,
                action_id=line.action_id,
                location=line.location,
            )
            for line in point.lines
        ]
    return (
        [Stop(key=f"{STANDING}:{point.kind}", point=point.kind, planned=point.minutes)]
        if point.minutes
        else []
    )


def _added(one: Added) -> Stop:
    items = (one.item_id,) if one.item_id else ()
    return Stop(
        key=one.key,
        point=one.point,
        planned=one.minutes,
        item_ids=items,
        title=one.title,
        added=True,
    )
