"""Old actions first: what is late, due or stuck, and why it stands on the agenda (acceptance.md G3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from est.action import Action, ActionState
from est.agenda.subjects import Subjects
from est.agenda.values import Line, PointKind, Reason, ReasonCode
from est.place import Location

DUE_SOON = timedelta(days=7)
"""An action is due when its date comes before the next weekly meeting."""


def follow_up(actions: Iterable[Action], today: date) -> Subjects:
    """Overdue, due and blocked actions, oldest first; the other open ones in the table until they are closed."""
    standing = sorted((a for a in actions if a.is_open), key=lambda a: (a.due, a.decided_on, a.number, a.id))
    lines = [_line(action, today) for action in standing]
    return Subjects(
        kind=PointKind.FOLLOW_UP,
        wanted=tuple(line for line in lines if ReasonCode.OPEN not in line.values),
        rows=tuple(line for line in lines if ReasonCode.OPEN in line.values),
    )


def _line(action: Action, today: date) -> Line:
    left = (action.due - today).days
    reasons = []
    if action.overdue(today):
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
