"""What comes, what was asked and what was decided (domain.md §9.3 points 5 to 9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from est.action import Action, ActionLevel, ActionState
from est.agenda import Agenda
from est.duplicates import reading_order
from est.report import CollabNeed, Item, UpcomingEvent
from est.summary.happened import ref
from est.summary.values import ActionLine, EventLine, Lifted, NeedLine
from est.vocabulary import EventType, NeedStatus, NeedType

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
        heading_only=event.type is EventType.POLICE_OPERATION,
    )


def need_lines(items: Iterable[Item], actions: Iterable[Action]) -> tuple[NeedLine, ...]:
    """Needs that the group may see and nobody has withdrawn, by label, with the actions that came of each."""
    led_to: defaultdict[str, list[str]] = defaultdict(list)
    for action in sorted(actions, key=lambda action: (action.number, action.id)):
        for item_id in action.item_ids:
            led_to[item_id].append(action.id)
    found = sorted((i for i in items if i.shown), key=reading_order)
    lines = (_need(i, i.content, led_to[i.id]) for i in found if isinstance(i.content, CollabNeed))
    return tuple(line for line in lines if line.status is not NeedStatus.WITHDRAWN)


def _need(item: Item, need: CollabNeed, actions: Iterable[str]) -> NeedLine:
    return NeedLine(
        item=ref(item),
        type=need.type,
        location=need.location,
        urgency=need.urgency,
        asked=need.asked,
        status=need.status,
        action_ids=tuple(actions),
    )


def decisions(actions: Iterable[Action], held: date, next_held: date) -> tuple[ActionLine, ...]:
    """What was decided from this meeting until the next, in the order of the labels; each action in one summary."""
    taken = (a for a in actions if held <= a.decided_on < next_held and a.state not in NOT_DECIDED)
    return _action_lines(taken, held)


def followed_up(
    actions: Iterable[Action], agenda: Agenda, new: Collection[ActionLine], held: date
) -> tuple[ActionLine, ...]:
    """The actions that stood on the agenda, as they stand now; those that are new are under the decisions."""
    on_agenda = {line.action_id for line in agenda.lines} - {line.action_id for line in new}
    return _action_lines((action for action in actions if action.id in on_agenda), held)


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
