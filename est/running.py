"""A meeting that is held: where it stands, what each line was given and has used, and when it will end.

Minutes are kept per line, planned against used (acceptance.md G4). Nothing here reads a clock: the moment is an
argument, so that a meeting goes on from what is stored, in whichever process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from est.agenda import Agenda, Line, Point, PointKind
from est.errors import Malformed
from est.place import Location
from est.week import Week

MINUTE = timedelta(minutes=1)
LEAST_LEFT = 1
"""A line that lends keeps at least so many minutes (acceptance.md G1)."""
DIGEST = 12
STANDING = "point"
"""Begins the key of a point that has no lines of its own."""
INFO = "info"
"""Begins the key of a point of information that was added at the meeting."""


@dataclass(frozen=True, slots=True)
class Step:
    """From this moment the line was spoken of."""

    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Loan:
    """Minutes that one line gave another."""

    giver: str
    taker: str
    minutes: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A line that nobody had prepared: an item of the round, or a point of information that is only a heading.

    It stands after the line `after`. `title` is empty for an item, which says itself what it is.
    """

    key: str
    point: PointKind
    after: str
    minutes: int
    item_id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRun:
    """One held meeting, from its first line to its end.

    `agenda` is the one the group meets by, as it stood when the meeting began. `started_by` is a member, or empty
    when Teams told of the start. `version` counts the changes: a card that was drawn before the newest one changes
    nothing.
    """

    group_id: str
    week: Week
    agenda: Agenda
    started_at: datetime
    due_end: datetime
    started_by: str = ""
    steps: tuple[Step, ...] = ()
    loans: tuple[Loan, ...] = ()
    added: tuple[Added, ...] = ()
    parked: tuple[str, ...] = ()
    ended: tuple[datetime, ...] = ()
    """The moment it ended, when it has."""
    version: int = 1

    @property
    def is_over(self) -> bool:
        return bool(self.ended)

    @property
    def current(self) -> str:
        """The key of the line that is spoken of; the last one when the meeting is over."""
        return self.steps[-1].key


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One line of the meeting in its order, with the minutes it was planned to take."""

    key: str
    point: PointKind
    planned: int
    item_ids: tuple[str, ...] = ()
    action_id: str = ""
    location: Location = Location()  # noqa: RUF009 (frozen)
    title: str = ""
    added: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A line of the log: what it was planned to take, what it was given after loans, and what it has used."""

    stop: Stop
    given: int
    used: timedelta
    spoken_of: bool
    current: bool = False

    @property
    def over(self) -> timedelta:
        """How much longer than it was given."""
        return max(self.used - self.given * MINUTE, timedelta())


def key_of(line: Line) -> str:
    """The name of a line that stays when others come and go: its action, its first item, or its place.

    A place in somebody's own words is named by a digest of them: a key stands in buttons, where no typed text belongs.
    """
    if line.action_id:
        return f"action:{line.action_id}"
    if line.item_ids:
        return f"item:{line.item_ids[0]}"
    words = line.location.text.encode()
    return f"place:{line.location.place_id or sha256(words).hexdigest()[:DIGEST]}"


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
    stops = _itinerary(run)
    place = _place(run, stops)
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


def lendable(run: MeetingRun) -> Mapping[PointKind, int]:
    """The minutes that each point ahead can spare, in the order of the meeting; one that can spare none is left out."""
    given = allotted(run)
    found: dict[PointKind, int] = {}
    for stop in following(run)[1:]:
        found[stop.point] = found.get(stop.point, 0) + max(given[stop.key] - LEAST_LEFT, 0)
    return {point: minutes for point, minutes in found.items() if minutes}


def add(run: MeetingRun, added: Added) -> MeetingRun:
    """A line that nobody had prepared."""
    return _changed(run, added=(*run.added, added))


def place_for(run: MeetingRun, point: PointKind) -> str:
    """Where an added line goes: last in its point, if that is not over; otherwise straight after what is spoken of."""
    ahead = following(run)
    own = [stop.key for stop in ahead if stop.point is point]
    return own[-1] if own else ahead[0].key


def park(run: MeetingRun, key: str) -> MeetingRun:
    """The line is left for another time (domain.md §9.2)."""
    return run if key in run.parked else _changed(run, parked=(*run.parked, key))


def allotted(run: MeetingRun) -> Mapping[str, int]:
    """The minutes of each line after what it has lent and borrowed; their sum is the same as before."""
    given = {stop.key: stop.planned for stop in _itinerary(run)}
    for loan in run.loans:
        given[loan.giver] -= loan.minutes
        given[loan.taker] += loan.minutes
    return given


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
        for stop in _itinerary(run)
    )


def following(run: MeetingRun) -> Sequence[Stop]:
    """What is spoken of and what comes after it; never empty."""
    stops = _itinerary(run)
    return stops[_place(run, stops) :]


def remaining(run: MeetingRun) -> Sequence[Stop]:
    """The lines that are still to come; none when the meeting is over."""
    return () if run.is_over else following(run)[1:]


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


def _itinerary(run: MeetingRun) -> tuple[Stop, ...]:
    return itinerary(run.agenda, run.added)


def _place(run: MeetingRun, stops: Sequence[Stop]) -> int:
    return next(place for place, stop in enumerate(stops) if stop.key == run.current)


def _changed(run: MeetingRun, **changes: object) -> MeetingRun:
    return replace(run, version=run.version + 1, **changes)  # type: ignore[arg-type]
