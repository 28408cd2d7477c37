"""The stored items, answers and actions of a round, compiled into its summary; nothing is added (domain.md §9.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from est.action import Action
from est.agenda import Agenda, PointKind
from est.alphabet import alphabetical
from est.attending import Presence
from est.delivery import DeliveryLine
from est.member import Organisation
from est.needing import Answers as NeedAnswers
from est.report import Item, Report
from est.round import Round
from est.summary.ahead import NO_ANSWERS, decisions, event_lines, followed_up, lifted, need_lines
from est.summary.attendance import NOBODY_TAKEN, attendance
from est.summary.baseline import LEAST_TOTAL, PastRound, baseline, by_category, comparable
from est.summary.happened import happened
from est.summary.uncertainties import uncertainties
from est.summary.values import (
    AreaLine,
    Attendance,
    Facts,
    Happened,
    NextMeeting,
    NoteLine,
    PlaceLine,
    Summary,
)
from est.timetable import Step

NO_NAMES: Mapping[str, str] = MappingProxyType({})
DAY = timedelta(days=1)


def compile_summary(  # noqa: PLR0913 (twelve sections are made of all that a round holds)
    *,
    group_name: str,
    round_: Round,
    reports: Iterable[Report],
    items: Iterable[Item],
    history: Iterable[PastRound],
    actions: Iterable[Action],
    agenda: Agenda,
    delivery: Iterable[DeliveryLine],
    organisations: Iterable[Organisation],
    next_round: Round,
    previous_held: date = date.max,
    areas: Iterable[AreaLine] = (),
    opening: str = "",
    place_names: Mapping[str, str] = NO_NAMES,
    presence: Mapping[str, Presence] = NOBODY_TAKEN,
    answers: NeedAnswers = NO_ANSWERS,
    notes: Iterable[NoteLine] = (),
) -> Summary:
    """The summary of a round; the same for the same input, in whatever order it comes.

    *items* are the round's own and *agenda* the one it met by. *history* are the rounds before it, at least
    `COMPARABLE_ROUNDS` of them; older ones change nothing but who is new. *actions* are the group's, those closed
    since the meeting before, on *previous_held*, included; *opening* is the coordinator's own, if there is one.
    *presence*, *answers* and *notes* are what is kept of the meeting. Events and needs of earlier rounds
    that stood on the agenda are told of as well.
    """
    own, given, every_action = tuple(items), tuple(reports), tuple(actions)
    past = tuple(earlier for earlier in history if earlier.week < round_.week)
    alike = comparable(past, sum(report.answered for report in given))
    ids = {item.id for item in own}
    before = tuple(item for earlier in past for item in earlier.items if item.id not in ids)
    spoken_of = {item_id for line in agenda.lines for item_id in line.item_ids}
    told = (*own, *(item for item in before if item.id in spoken_of))

    present = attendance(delivery, given, organisations, presence)
    incidents = happened(own, before, alike, round_.period_last, place_names)
    needs = need_lines(told, every_action, answers)
    decided = decisions(every_action, round_.held, next_round.held)
    places = agenda.point(PointKind.PRIORITY_PLACES)
    days = (min(previous_held, round_.held - DAY), round_.held, next_round.held)
    followed = followed_up(every_action, agenda, decided, days)
    return Summary(
        group_id=round_.group_id,
        group_name=group_name,
        week=round_.week,
        period_first=round_.period_first,
        period_last=round_.period_last,
        held=round_.held,
        facts=_facts(incidents, present, alike),
        attendance=present,
        areas=tuple(sorted(areas, key=lambda line: alphabetical(line.area))),
        happened=incidents,
        upcoming=event_lines(told),
        needs=needs,
        decisions=decided,
        followed_up=followed,
        lifted=lifted((*decided, *followed), needs),
        priority_places=tuple(
            PlaceLine(location=p.location, reasons=p.reasons) for p in (*places.lines, *places.table)
        ),
        uncertainties=uncertainties(present.answers, own, given, past, len(alike)),
        next_meeting=NextMeeting(
            week=next_round.week, at=next_round.moments[Step.MEETING], zone=next_round.zone
        ),
        notes=tuple(notes),
        opening=opening,
    )


def _facts(incidents: Happened, present: Attendance, alike: Sequence[PastRound]) -> Facts:
    usual = [by_category(earlier.items).total() for earlier in alike]
    return Facts(
        incidents=incidents.total,
        baseline=baseline(incidents.total, usual, LEAST_TOTAL),
        most_notable=incidents.notable[0].items if incidents.notable else (),
        answered=present.answers.answered,
        total=present.answers.total,
    )
