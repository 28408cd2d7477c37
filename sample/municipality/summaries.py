"""The summaries that were approved, compiled as the use-case does, from what is still in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from est.action import Action
from est.agenda import HISTORY_WEEKS, compile_agenda
from est.delivery import delivery_list
from est.group import Group
from est.letters import LetterKind, LetterState
from est.member import Member
from est.report import Report
from est.round import Round
from est.summary import COMPARABLE_ROUNDS, Approval, PastRound, compile_summary
from est.timetable import Step
from est.weekly.clockwork import Scene, prompts
from sample.municipality.people import MEMBER_IDS, ORGANISATIONS, Seat
from sample.municipality.places import PLACES

APPROVING = timedelta(minutes=25)
"""The coordinator approves so long before the summary should be out."""
NAMES = {place.id: place.name for place in PLACES}


def approval_of(
    group: Group,
    rounds: tuple[Round, Round],
    written: Sequence[tuple[Report, ...]],
    actions: Sequence[Action],
    seats: Mapping[str, Member],
) -> Approval:
    """What the coordinator approved after the first of two rounds, the second being the next one held.

    *written* are the reports of every round up to this one, oldest first; *actions* are as the meeting left them.
    """
    round_, next_round = rounds
    actions = [_as_known(action, round_.held) for action in actions]
    reports = written[-1]
    items = [item for report in reports for item in report.items]
    past = [PastRound(earlier[0].week, earlier) for earlier in written[:-1]]
    asked = prompts(Scene(group, seats, round_.moments[Step.PROMPT]), round_)
    sent = [replace(letter, state=LetterState.SENT) for letter in asked if letter.kind is LetterKind.PROMPT]
    delivery = delivery_list(seats.values(), reports, sent, round_.held)
    agenda = compile_agenda(
        round_=round_,
        reports=reports,
        items=items,
        history=[item for one in past if one.week >= round_.week.plus(-HISTORY_WEEKS) for item in one.items],
        actions=actions,
        expected=len(delivery),
        today=round_.held,
        place_names=NAMES,
    )
    summary = compile_summary(
        group_name=group.name,
        round_=round_,
        reports=reports,
        items=items,
        history=past[-2 * COMPARABLE_ROUNDS :],
        actions=actions,
        agenda=agenda,
        delivery=delivery,
        organisations=ORGANISATIONS,
        next_round=next_round,
        place_names=NAMES,
    )
    return Approval(
        group_id=group.id,
        week=round_.week,
        version=1,
        approved_by=MEMBER_IDS[Seat.COORDINATOR],
        approved_at=approved_at(round_),
        summary=summary,
    )


def _as_known(action: Action, held: date) -> Action:
    """The action without what was judged after the meeting."""
    return replace(action, effects=tuple(note for note in action.effects if note.on <= held))


def approved_at(round_: Round) -> datetime:
    """When the summary of a round was approved, or will have been."""
    return round_.moments[Step.APPROVAL] - APPROVING
