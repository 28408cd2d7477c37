"""Old actions first: what is late, due or stuck, and why it stands on the agenda (acceptance.md G3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from est.action import Action, ActionState
from est.agenda.subjects import Subjects
from est.agenda.values import Line, PointKind, Reason, ReasonCode
from est.effect import check_due
from est.place import Location

DUE_SOON = timedelta(days=7)
"""An action is due when its date comes before the next weekly meeting."""


def follow_up(actions: Iterable[Action], today: date, held: date) -> Subjects:
    """Overdue, due and blocked actions, oldest first; the other open ones in the table until they are closed.

    What is finished at the meeting stays on its agenda, and what is decided there comes on the next (acceptance.md
    A1). An effect that has been asked for and not judged stands in the table too.
    """
    every = list(actions)
    standing = sorted((a for a in every if a.stood_open(held)), key=_oldest_first)
    judging = sorted((a for a in every if check_due(a, today) and a not in standing), key=_oldest_first)
    lines = [_line(action, today) for action in standing]
    rows = (line for line in lines if ReasonCode.OPEN in line.values)
    return Subjects(
        kind=PointKind.FOLLOW_UP,
        wanted=tuple(line for line in lines if ReasonCode.OPEN not in line.values),
        rows=(*rows, *(_to_judge(action, today) for action in judging)),
    )


def _oldest_first(action: Action) -> tuple[date, date, int, str]:
    return action.due, action.decided_on, action.number, action.id


def _to_judge(action: Action, today: date) -> Line:
    reason = Reason(ReasonCode.EFFECT_DUE, check_due(action, today))
    return Line(
        point=PointKind.FOLLOW_UP,
        reasons=(reason,),
        action_id=action.id,
        location=Location(place_id=action.place_id),
    )


def _line(action: Action, today: date) -> Line:
    """Late, due or stuck, also when it was finished since the meeting began: the agenda stays as it was."""
    left = (action.due - today).days
    reasons = []
    if left < 0:
        reasons.append(Reason(ReasonCode.OVERDUE, -left))
    elif action.due <= today + DUE_SOON:
        reasons.append(Reason(ReasonCode.DUE_SOON, left))
    if action.state is ActionState.BLOCKED:
        reasons.append(Reason(ReasonCode.BLOCKED))
    return Line(
        point=PointKind.FOLLOW_UP,
        reasons=tuple(reasons) or (Reason(ReasonCode.OPEN, left),),
        action_id=action.id,
        location=Location(place_id=action.place_id),
    )
