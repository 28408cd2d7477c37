"""The attendance of a meeting: everybody was there but those whom the coordinator names (acceptance.md P8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from est.alphabet import alphabetical
from est.attending import Presence, Register
from est.errors import Malformed
from est.form import FormRefused
from est.member import Member
from est.ports import Records
from est.turn import Turn
from est.weekly.meeting import MeetingView, meeting
from est.weekly.running import find_meeting, refuse_approved


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """The seats in the order of the table, and who is taken to be there before anybody has said otherwise."""

    meeting: MeetingView
    seats: tuple[Member, ...]
    presence: Mapping[str, Presence]
    saved: bool = False


def register(records: Records, turn: Turn, week: str) -> RegisterView:
    """The attendance as it was taken; before that everybody is present but those who are away on the day."""
    turn.as_coordinator()
    return _view(records, turn, week)


def save_register(records: Records, turn: Turn, week: str, *, excused: str, absent: str) -> RegisterView:
    """Keep the attendance, from the ids of those who were not there.

    Raises:
        FormRefused: somebody is named twice, or has no seat here.
    """
    turn.as_coordinator()
    round_ = find_meeting(records, turn, week)
    refuse_approved(records, turn.group, round_)
    seats = _seats(records.members.of_group(turn.group.id))
    known = {seat.id for seat in seats}
    away, missing = _named(excused), _named(absent)
    if not away | missing <= known:
        raise FormRefused([Malformed("not_in_list", field="excused")])
    if away & missing:
        raise FormRefused([Malformed("named_twice", field="absent")])
    presence = {
        seat.id: Presence.EXCUSED
        if seat.id in away
        else Presence.ABSENT
        if seat.id in missing
        else Presence.PRESENT
        for seat in seats
    }
    before = records.meetings.register(turn.group.id, round_.week)
    if before is None or dict(before.seats) != presence:
        records.meetings.keep_register(
            Register(
                group_id=turn.group.id,
                week=round_.week,
                seats=presence,
                taken_by=turn.member.id,
                taken_at=turn.now,
                version=before.version + 1 if before is not None else 1,
            )
        )
    view = _view(records, turn, week)
    return RegisterView(meeting=view.meeting, seats=view.seats, presence=view.presence, saved=True)


def _view(records: Records, turn: Turn, week: str) -> RegisterView:
    round_ = find_meeting(records, turn, week)
    view = meeting(records, turn.group, round_, turn.now)
    taken = view.held.presence
    seats = _seats(view.members.values())
    return RegisterView(
        meeting=view,
        seats=seats,
        presence={
            seat.id: taken.get(
                seat.id, Presence.EXCUSED if seat.away(round_.held) and not taken else Presence.PRESENT
            )
            for seat in seats
        },
    )


def _seats(members: Collection[Member]) -> tuple[Member, ...]:
    reporting = (member for member in members if member.reports)
    return tuple(sorted(reporting, key=lambda m: (alphabetical(m.name), m.id)))


def _named(ids: str) -> frozenset[str]:
    return frozenset(filter(None, (id_.strip() for id_ in ids.split(","))))
