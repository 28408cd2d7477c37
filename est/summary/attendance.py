"""Who answered, by organisation: functions and routes, never names (acceptance.md P8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from est.alphabet import alphabetical
from est.attending import Presence
from est.delivery import DeliveryLine, DeliveryState
from est.member import Organisation
from est.report import Report, ReportStatus
from est.summary.values import Answers, Attendance, OrganisationAnswers, SeatLine

NOBODY_TAKEN: Mapping[str, Presence] = MappingProxyType({})


def attendance(
    delivery: Iterable[DeliveryLine],
    reports: Iterable[Report],
    organisations: Iterable[Organisation],
    presence: Mapping[str, Presence] = NOBODY_TAKEN,
) -> Attendance:
    """Every seat of the delivery list once, under its organisation; a seat without one stands under an empty name.

    *presence* is who was at the meeting, by member.
    """
    lines = sorted(delivery, key=lambda line: (alphabetical(line.member.function), line.member.id))
    nothing = {r.member_id for r in reports if r.status is ReportStatus.NOTHING_TO_REPORT}
    names = {organisation.id: organisation.name for organisation in organisations}
    found: defaultdict[str, list[DeliveryLine]] = defaultdict(list)
    for line in lines:
        found[line.member.organisation_id].append(line)
    return Attendance(
        answers=_answers(lines, nothing),
        organisations=tuple(
            OrganisationAnswers(
                organisation_id=id_,
                name=names.get(id_, ""),
                answers=_answers(found[id_], nothing),
                seats=tuple(
                    _seat(line, presence.get(line.member.id, Presence.NOT_TAKEN)) for line in found[id_]
                ),
            )
            for id_ in sorted(found, key=lambda id_: (alphabetical(names.get(id_, "")), id_))
        ),
    )


def _answers(lines: Iterable[DeliveryLine], nothing: Iterable[str]) -> Answers:
    every = list(lines)
    return Answers(
        total=len(every),
        answered=sum(line.answered for line in every),
        late=sum(line.answered and line.late for line in every),
        nothing=sum(line.member.id in nothing for line in every),
        away=sum(line.state is DeliveryState.AWAY and not line.answered for line in every),
    )


def _seat(line: DeliveryLine, presence: Presence) -> SeatLine:
    return SeatLine(
        function=line.member.function,
        route=line.member.route,
        state=line.state,
        answered=line.answered,
        late=line.late,
        presence=presence,
    )
