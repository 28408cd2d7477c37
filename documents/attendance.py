"""Who was at the meeting: functions and organisations, and by which way they answered (acceptance.md P8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from est.attending import Presence
from est.delivery import DeliveryState
from est.summary import SeatLine
from est.weekly.documents import Dossier


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One seat at the table; who is away on the day and of whom nothing is noted is excused."""

    organisation: str
    seat: SeatLine
    presence: Presence


def attendance_lines(dossier: Dossier) -> Iterator[AttendanceLine]:
    """Every seat of the summary, in its order.

    A summary knows its seats by function alone. Of several with one function in an organisation the first is the one
    whose id comes first, as the summary counted them (est.summary.attendance).
    """
    noted: defaultdict[tuple[str, str], list[Presence]] = defaultdict(list)
    for member in sorted(dossier.view.meeting.members.values(), key=lambda one: one.id):
        if member.reports:
            seat_of = (member.organisation_id, member.function)
            noted[seat_of].append(dossier.presence.get(member.id, Presence.NOT_TAKEN))
    for organisation in dossier.view.summary.attendance.organisations:
        for seat in organisation.seats:
            known = noted[(organisation.organisation_id, seat.function)]
            yield AttendanceLine(organisation.name, seat, _presence(seat, known))


def _presence(seat: SeatLine, known: list[Presence]) -> Presence:
    presence = known.pop(0) if known else Presence.NOT_TAKEN
    if presence is Presence.NOT_TAKEN and seat.state is DeliveryState.AWAY:
        return Presence.EXCUSED
    return presence
