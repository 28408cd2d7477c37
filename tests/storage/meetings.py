"""Builders of what is kept of a meeting, for the storage tests; no value is left at its default."""

from __future__ import annotations

from typing import Any

from est.agenda import Agenda, Line, Point, PointKind, Reason, ReasonCode
from est.attending import Presence, Register
from est.needing import Answer, NeedAnswer
from est.noting import MeetingNote
from est.place import Location
from est.running import Added, Loan, MeetingRun, Step
from tests.storage.world import MINUTE, NOW, WEEK


def agenda(**changes: Any) -> Agenda:
    line = Line(
        point=PointKind.INCIDENTS,
        reasons=(Reason(ReasonCode.SEVERITY, 3),),
        minutes=28,
        item_ids=("i1", "i2"),
        location=Location(place_id="p1"),
    )
    read = Line(point=PointKind.FOLLOW_UP, reasons=(Reason(ReasonCode.OVERDUE, 4),), action_id="a1")
    values: dict[str, Any] = {
        "group_id": "g1",
        "week": WEEK,
        "length": 30,
        "answered": 3,
        "expected": 9,
        "points": tuple(
            Point(kind=kind, minutes=28 if kind is PointKind.INCIDENTS else 1, lines=(line,), table=(read,))
            for kind in PointKind
        ),
        "read_yourself": (read,),
        "squeezed_actions": ("a1",),
        "quiet": True,
        "offer_minutes": 10,
        "parking": True,
    }
    return Agenda(**values | changes)


def run(**changes: Any) -> MeetingRun:
    values: dict[str, Any] = {
        "group_id": "g1",
        "week": WEEK,
        "agenda": agenda(),
        "started_at": NOW,
        "due_end": NOW + 30 * MINUTE,
        "started_by": "m1",
        "steps": (Step("item:i1", NOW), Step("info:x", NOW + MINUTE)),
        "loans": (Loan("place:p1", "item:i1", 2, NOW),),
        "added": (
            Added(
                key="info:x",
                point=PointKind.NEEDS,
                after="item:i1",
                minutes=2,
                item_id="i2",
                title="Trygghetsvandring på torsdag",
            ),
        ),
        "parked": ("item:i1",),
        "ended": (NOW + 31 * MINUTE,),
        "version": 7,
    }
    return MeetingRun(**values | changes)


def register(**changes: Any) -> Register:
    values: dict[str, Any] = {
        "group_id": "g1",
        "week": WEEK,
        "seats": {"m1": Presence.PRESENT, "m2": Presence.EXCUSED, "m3": Presence.ABSENT},
        "taken_by": "m1",
        "taken_at": NOW,
        "version": 2,
    }
    return Register(**values | changes)


def note(**changes: Any) -> MeetingNote:
    values: dict[str, Any] = {
        "group_id": "g1",
        "week": WEEK,
        "subject": "item:i1",
        "text": "Skolan lagar rutorna.\nKlart på fredag. שלום",
        "written_by": "m1",
        "written_at": NOW,
        "version": 1,
    }
    return MeetingNote(**values | changes)


def need_answer(**changes: Any) -> NeedAnswer:
    values: dict[str, Any] = {
        "group_id": "g1",
        "week": WEEK,
        "item_id": "i1",
        "organisation_id": "o1",
        "answer": Answer.CANNOT,
        "reason": "Ingen personal på fredagar.",
        "answered_by": "m1",
        "answered_at": NOW,
        "version": 1,
    }
    return NeedAnswer(**values | changes)
