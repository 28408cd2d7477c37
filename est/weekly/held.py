"""What is kept of a round's meeting: how it goes, who is there, what was noted, and the answers to its needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from est.action import Action
from est.agenda import HISTORY_WEEKS, Agenda, PointKind
from est.attending import Presence, Register
from est.needing import Answers, by_need
from est.noting import MeetingNote
from est.ports import Records
from est.report import Item
from est.round import Round
from est.running import Added, MeetingRun, Stop, add, itinerary, place_for
from est.summary import NoteLine
from est.timetable import Step
from est.vocabulary import Kind

POINTS: Mapping[Kind, PointKind] = {
    Kind.INCIDENT: PointKind.INCIDENTS,
    Kind.UPCOMING_EVENT: PointKind.UPCOMING,
    Kind.COLLAB_NEED: PointKind.NEEDS,
}
"""Where each kind of item is spoken of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The meeting of one round; empty before anything of it is kept."""

    run: MeetingRun | None = None
    register: Register | None = None
    notes: Mapping[str, MeetingNote] = field(default_factory=dict)
    """By the key of the line (est.running.key_of)."""
    answers: Answers = field(default_factory=dict)
    """By the need's id, then by organisation."""
    published: Agenda | None = None
    """The agenda as it stands in the channel."""

    @property
    def presence(self) -> Mapping[str, Presence]:
        """Who was there, by member; empty until somebody has taken the attendance."""
        return self.register.seats if self.register is not None else {}

    def agenda_at(self, round_: Round, now: datetime) -> Agenda | None:
        """The agenda the group meets by: that of the run, or from the meeting's time on the published one.

        What is closed or decided at the meeting then changes nothing of what the group met about. Before the meeting
        it is compiled anew each time it is read, and there is none here.
        """
        if self.run is not None:
            return self.run.agenda
        return self.published if now >= round_.moments[Step.MEETING] else None


def held(records: Records, round_: Round) -> Held:
    """What is kept of the round's meeting."""
    group, week = round_.group_id, round_.week
    return Held(
        run=records.meetings.run(group, week),
        register=records.meetings.register(group, week),
        notes={note.subject: note for note in records.meetings.notes(group, week) if note.text},
        answers=by_need(records.meetings.need_answers(group, week.plus(-HISTORY_WEEKS), week)),
        published=records.meetings.agenda(group, week),
    )


def note_lines(
    kept: Held, agenda: Agenda, items: Mapping[str, Item], actions: Mapping[str, Action]
) -> tuple[NoteLine, ...]:
    """What was noted or parked, in the order of the meeting, and the points of information that were added to it."""
    parked = kept.run.parked if kept.run is not None else ()
    stops = itinerary(kept.run.agenda, kept.run.added) if kept.run is not None else itinerary(agenda)
    return tuple(
        NoteLine(
            point=stop.point,
            subject=stop.key,
            title=_called(stop, items, actions),
            text=kept.notes[stop.key].text if stop.key in kept.notes else "",
            parked=stop.key in parked,
        )
        for stop in stops
        if stop.key in kept.notes or stop.title or stop.key in parked
    )


def _called(stop: Stop, items: Mapping[str, Item], actions: Mapping[str, Action]) -> str:
    """The labels of a line, its heading, or a place in somebody's words; empty for what has a name of its own."""
    if stop.action_id in actions:
        return actions[stop.action_id].label
    labels = ", ".join(items[id_].label for id_ in stop.item_ids if id_ in items)
    return stop.title or labels or stop.location.text


def join_run(records: Records, round_: Round, item: Item, minutes: int = 1) -> bool:
    """An item that joins the round while its meeting is held is a line of it; false when no meeting is held."""
    run = records.meetings.run(round_.group_id, round_.week)
    if run is None or run.is_over:
        return False
    point = POINTS[item.content.kind]
    added = Added(
        key=f"item:{item.id}",
        point=point,
        after=place_for(run, point),
        minutes=minutes,
        item_id=item.id,
    )
    records.meetings.keep_run(add(run, added))
    return True
