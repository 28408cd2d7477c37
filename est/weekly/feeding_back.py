"""Every reporter gets back what became of what they reported, and of nothing else (domain.md §12 rule 14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from est.action import Action
from est.letters import Letter, LetterKind, LetterState, letter_key
from est.member import Member
from est.ports import Records
from est.report import Item, ReviewState
from est.review import StepKind
from est.round import Round
from est.summary import Approval
from est.timetable import Step
from est.turn import Turn
from est.weekly.meeting import MeetingView, meeting

WORTH = timedelta(days=7)
"""Feedback is worth sending for this long after the approval; then the next round has given its own."""


class Became(StrEnum):
    """What became of one item."""

    DISCUSSED = "discussed"
    """It stood on the agenda with minutes of its own."""
    READ = "read"
    """It stood on the agenda to be read by everybody."""
    MERGED = "merged"
    """It stood there as one with another report of the same event."""
    HIDDEN = "hidden"
    RETURNED = "returned"
    NEXT_ROUND = "next_round"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackLine:
    """One item of the reporter's own; `reason` is why it was hidden or sent back, `into` the label it stands behind."""

    item: Item
    became: Became
    reason: str = ""
    into: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackView:
    """Everything one seat reported in a round, with what became of it."""

    meeting: MeetingView
    seat: Member
    lines: tuple[FeedbackLine, ...]


def write_feedback(records: Records, turn: Turn, round_: Round, approval: Approval) -> None:
    """A letter to everybody who reported something in the round, at the timetable's step or now if that has passed.

    Who has had theirs already gets none for a later version of the same summary.
    """
    had = {
        (letter.recipient, letter.about.get("seat", ""))
        for letter in records.ledger.of_round(turn.group.id, round_.week)
        if letter.kind is LetterKind.FEEDBACK and letter.state is LetterState.SENT
    }
    due = max(turn.now, round_.moments[Step.FEEDBACK])
    records.ledger.write(
        Letter(
            key=letter_key(
                turn.group.id, round_.week, LetterKind.FEEDBACK, seat_id, person, str(approval.version)
            ),
            group_id=turn.group.id,
            kind=LetterKind.FEEDBACK,
            recipient=person,
            week=str(round_.week),
            about={"seat": seat_id, "version": str(approval.version)},
            due=due,
            send_before=due + WORTH,
        )
        for seat_id, person in _reporters(records, turn.group.id, round_)
        if (person, seat_id) not in had
    )


def feedback(
    records: Records, seat: Member, round_: Round, version: str, now: datetime
) -> FeedbackView | None:
    """What became of the seat's items; None when the version that caused the letter does not stand any longer."""
    group = records.groups.get(seat.group_id)
    approval = records.rounds.approval(seat.group_id, round_.week)
    if group is None or approval is None or str(approval.version) != version:
        return None
    view = meeting(records, group, round_, now)
    own = [item for item in view.items.values() if item.week == round_.week and item.member_id == seat.id]
    late = [item for item in view.offered if item.member_id == seat.id]
    lines = [_line(view, item) for item in sorted(own, key=lambda one: one.number) if not item.withdrawn]
    lines += [FeedbackLine(item=item, became=Became.NEXT_ROUND) for item in late]
    return FeedbackView(meeting=view, seat=seat, lines=tuple(lines))


def _reporters(records: Records, group_id: str, round_: Round) -> set[tuple[str, str]]:
    """Each seat that reported something, with its holder, and with the deputy who wrote in their place."""
    found = set()
    for report in records.reports.of_round(group_id, round_.week):
        if report.live:
            found |= {
                (report.member_id, person) for person in (report.member_id, report.written_by) if person
            }
    for item in records.reports.offered(group_id, round_.week):
        found.add((item.member_id, item.member_id))
    return found


def _line(view: MeetingView, item: Item) -> FeedbackLine:
    stands_for = _standing_for(view, item)
    actions = tuple(
        action for action in view.actions.values() if not {item.id, stands_for.id}.isdisjoint(action.item_ids)
    )
    if stands_for.review is ReviewState.HIDDEN:
        became, reason = Became.HIDDEN, view.review.reason(stands_for.id, StepKind.HIDDEN)
    elif stands_for.review is ReviewState.RETURNED:
        became, reason = Became.RETURNED, view.review.reason(stands_for.id, StepKind.RETURNED)
    elif stands_for.id != item.id:
        became, reason = Became.MERGED, ""
    else:
        became, reason = _on_agenda(view, item), ""
    into = stands_for.label if became is Became.MERGED else ""
    return FeedbackLine(item=item, became=became, reason=reason, into=into, actions=actions)


def _standing_for(view: MeetingView, item: Item) -> Item:
    """The item that stands for this one; a merge may have been merged again."""
    seen = {item.id}
    while item.merged_into in view.items and item.merged_into not in seen:
        item = view.items[item.merged_into]
        seen.add(item.id)
    return item


def _on_agenda(view: MeetingView, item: Item) -> Became:
    discussed = any(item.id in line.item_ids and line.minutes for line in view.agenda.lines)
    return Became.DISCUSSED if discussed else Became.READ
