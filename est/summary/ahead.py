"""What comes, what was asked and what was decided (domain.md §9.3 points 5 to 9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from est.action import Action, ActionLevel, ActionState
from est.agenda import Agenda
from est.duplicates import reading_order
from est.needing import Answers as NeedAnswers
from est.needing import NeedAnswer
from est.report import CollabNeed, Item, UpcomingEvent
from est.summary.happened import ref
from est.summary.values import ActionLine, AnswerLine, EventLine, Lifted, NeedLine
from est.vocabulary import EventType, NeedStatus, NeedType

NO_ANSWERS: NeedAnswers = MappingProxyType({})
NOT_DECIDED = frozenset({ActionState.PROPOSED, ActionState.REJECTED})
"""Proposals that nobody has taken."""


def event_lines(items: Iterable[Item]) -> tuple[EventLine, ...]:
    """Coming events that the group may see, by date."""
    found = sorted((i for i in items if i.shown), key=reading_order)
    lines = (_event(item, item.content) for item in found if isinstance(item.content, UpcomingEvent))
    return tuple(sorted(lines, key=lambda line: line.first))


def _event(item: Item, event: UpcomingEvent) -> EventLine:
    return EventLine(
        item=ref(item),
        type=event.type,
        location=event.location,
        first=event.first,
        last=event.last,
        impact=event.impact,
        heading_only=item.oral or event.type is EventType.POLICE_OPERATION,
    )


def need_lines(
    items: Iterable[Item], actions: Iterable[Action], answers: NeedAnswers = NO_ANSWERS
) -> tuple[NeedLine, ...]:
    """Needs that the group may see and nobody has withdrawn, by label, with their answers and what came of each."""
    led_to: defaultdict[str, list[str]] = defaultdict(list)
    for action in sorted(actions, key=lambda action: (action.number, action.id)):
        for item_id in action.item_ids:
            led_to[item_id].append(action.id)
    found = sorted((i for i in items if i.shown), key=reading_order)
    lines = (
        _need(i, i.content, led_to[i.id], answers.get(i.id, {}))
        for i in found
        if isinstance(i.content, CollabNeed)
    )
    return tuple(line for line in lines if line.status is not NeedStatus.WITHDRAWN)


def _need(item: Item, need: CollabNeed, actions: Iterable[str], given: Mapping[str, NeedAnswer]) -> NeedLine:
    return NeedLine(
        item=ref(item),
        type=need.type,
        location=need.location,
        urgency=need.urgency,
        asked=need.asked,
        status=need.status,
        action_ids=tuple(actions),
        answers=tuple(_answer(id_, given) for id_ in dict.fromkeys((*need.asked, *given))),
    )


def _answer(organisation_id: str, given: Mapping[str, NeedAnswer]) -> AnswerLine:
    answer = given.get(organisation_id)
    if answer is None:
        return AnswerLine(organisation_id=organisation_id, answer="", reason="")
    return AnswerLine(organisation_id=organisation_id, answer=answer.answer.value, reason=answer.reason)


def decisions(actions: Iterable[Action], held: date, next_held: date) -> tuple[ActionLine, ...]:
    """What was decided from this meeting until the next, in the order of the labels; each action in one summary."""
    taken = (a for a in actions if held <= a.decided_on < next_held and a.state not in NOT_DECIDED)
    return _action_lines(taken, held)


def followed_up(
    actions: Iterable[Action], agenda: Agenda, new: Collection[ActionLine], days: tuple[date, date, date]
) -> tuple[ActionLine, ...]:
    """The actions that stood on the agenda, as they stand now; those that are new are under the decisions.

    *days* are the meeting before, this one and the next. What was finished or judged since the meeting before is told
    of as well, so that no action ends without the group hearing of it (domain.md §9.3 point 8).
    """
    before, held, following = days
    on_agenda = {line.action_id for line in agenda.lines}
    decided = {line.action_id for line in new}
    told = (
        action
        for action in actions
        if action.id not in decided
        and (action.id in on_agenda or any(before < day < following for day in _news(action)))
    )
    return _action_lines(told, held)


def _news(action: Action) -> Iterator[date]:
    """The days on which it was finished, or given up, and judged."""
    if action.finished_on is not None:
        yield action.finished_on
    yield from (note.on for note in action.effects)


def _action_lines(actions: Iterable[Action], held: date) -> tuple[ActionLine, ...]:
    return tuple(_action(a, held) for a in sorted(actions, key=lambda a: (a.number, a.id)))


def _action(action: Action, held: date) -> ActionLine:
    return ActionLine(
        action_id=action.id,
        label=action.label,
        owner_organisation_id=action.owner_organisation_id,
        owner_function=action.owner_function,
        decided_on=action.decided_on,
        due=action.due,
        state=action.state,
        horizon=action.horizon,
        level=action.level,
        overdue=action.overdue(held),
        result=action.result,
        effects=action.effects,
    )


def lifted(actions: Iterable[ActionLine], needs: Iterable[NeedLine]) -> Lifted:
    """Actions of a higher level or escalated, and needs that ask for a decision higher up and were not declined."""
    return Lifted(
        actions=tuple(
            a for a in actions if a.level is not ActionLevel.EST or a.state is ActionState.ESCALATED
        ),
        needs=tuple(
            n for n in needs if n.type is NeedType.DECISION_UP and n.status is not NeedStatus.DECLINED
        ),
    )
