"""The delivery list: for every seat exactly one answer to "did it reach them, and have they answered?"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from est.alphabet import alphabetical
from est.letters import NOT_DELIVERED, Letter, LetterState
from est.member import Member, Nobody, answering
from est.report import Report, ReportStatus


class DeliveryState(StrEnum):
    """First match wins, from the top (design.md §3)."""

    AWAY = "away"
    STAND_IN = "stand_in"
    NOTHING_TO_REPORT = "nothing_to_report"
    ANSWERED = "answered"
    FAILED = "failed"
    WAITING = "waiting"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One seat: its state, whether it has answered, why it could not be reached, and who answers for it."""

    member: Member
    state: DeliveryState
    reason: str = ""
    answered: bool = False
    answered_by: str = ""
    late: bool = False


def delivery_list(
    seats: Iterable[Member], reports: Iterable[Report], letters: Iterable[Letter], day: date
) -> tuple[DeliveryLine, ...]:
    """One line for every reporting seat, ordered by name; as many lines as there are seats (acceptance.md D13).

    *letters* are the prompts and reminders of the round, oldest first; the newest to a seat that was not called off
    decides. The seat a letter concerns is in its `about["seat"]`, since a deputy receives letters for other seats
    than their own.
    """
    members = {member.id: member for member in seats}
    report_of = {report.member_id: report for report in reports}
    said = (letter for letter in letters if letter.state is not LetterState.CANCELLED)
    newest = {letter.about.get("seat", letter.recipient): letter for letter in said}
    reporting = sorted((m for m in members.values() if m.reports), key=lambda m: (alphabetical(m.name), m.id))
    return tuple(_line(m, members, report_of.get(m.id), newest.get(m.id), day) for m in reporting)


def _line(
    seat: Member, members: Mapping[str, Member], report: Report | None, letter: Letter | None, day: date
) -> DeliveryLine:
    answered = report is not None and report.answered
    written_by = report.written_by if report is not None and report.written_by != seat.id else ""
    line = DeliveryLine(
        seat,
        DeliveryState.WAITING,
        answered=answered,
        answered_by=written_by,
        late=report is not None and report.late,
    )
    stand_in = answering(seat, members, day)
    if isinstance(stand_in, Nobody):
        return replace(line, state=DeliveryState.AWAY)
    failed = letter is not None and letter.state in NOT_DELIVERED
    reason = (letter.reason or letter.state.value) if letter is not None and failed else ""
    if stand_in.id != seat.id:
        by = written_by if answered else stand_in.id
        return replace(line, state=DeliveryState.STAND_IN, answered_by=by, reason="" if answered else reason)
    if report is not None and answered:
        nothing = report.status is ReportStatus.NOTHING_TO_REPORT
        return replace(line, state=DeliveryState.NOTHING_TO_REPORT if nothing else DeliveryState.ANSWERED)
    if failed:
        return replace(line, state=DeliveryState.FAILED, reason=reason)
    if letter is not None and letter.state is LetterState.SENT:
        return replace(line, state=DeliveryState.SENT)
    return line


def totals(lines: Iterable[DeliveryLine]) -> Mapping[DeliveryState, int]:
    """How many seats are in each state; the values add up to the roster."""
    count = dict.fromkeys(DeliveryState, 0)
    for line in lines:
        count[line.state] += 1
    return count
