"""One round, its answers and what is left from before, compiled into an agenda (domain.md §9.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from est.action import Action
from est.agenda.ahead import event_subjects, need_subjects
from est.agenda.follow_up import follow_up
from est.agenda.incidents import incident_subjects, priority_subjects
from est.agenda.minutes import HALF_HOUR, NEW, share_minutes
from est.agenda.ordering import ordered
from est.agenda.subjects import Fitted, Subjects
from est.agenda.values import Agenda, Line, PointKind, ReasonCode
from est.recurring import recurring_places
from est.report import CollabNeed, Item, Report
from est.round import Round
from est.vocabulary import NeedStatus, Severity

NO_NAMES: Mapping[str, str] = MappingProxyType({})
HISTORY_WEEKS = 8
"""Weeks of earlier rounds that a caller passes as history. Recurring places need four of them. Coming events and moved
needs return from as far back as the history reaches, and a place is new when no incident in it lies there."""
QUIET_ITEMS = 2
"""A quiet week has at most so many items, and nothing that presses."""
QUIET_MINUTES = 10
"""What a quiet week is offered."""
PRESSING = frozenset({ReasonCode.OVERDUE, ReasonCode.HIGH_IMPACT})
PARKING = 12
"""Beyond so many subjects to discuss a list for later is proposed (domain.md §9.2)."""


def compile_agenda(  # noqa: PLR0913 (an agenda is made of all that a round holds)
    *,
    round_: Round,
    reports: Iterable[Report],
    items: Iterable[Item],
    history: Iterable[Item],
    actions: Iterable[Action],
    expected: int,
    today: date,
    length: int = HALF_HOUR,
    place_names: Mapping[str, str] = NO_NAMES,
    order: Sequence[str] = (),
    moved: Collection[str] = (),
) -> Agenda:
    """The agenda of a meeting of *length* minutes; the same for the same input, in whatever order it comes.

    Nothing that the group may see is lost: every item of the round and every action that the meeting had to
    follow up has a line once, discussed, in a table, or to read. *items* are the round's own, *history* those of the
    `HISTORY_WEEKS` before it, *actions* the group's; *expected* is how many seats were asked. *order* is
    the coordinator's own, by item ids, and *moved* are those that were moved. Where severity 4 has more subjects than
    there are minutes, the last of them share a line.

    Raises:
        Malformed: the length is not that of a meeting.
    """
    own = tuple(item for item in items if not _is_dropped(item))
    ids = {item.id for item in own}
    earlier = tuple(item for item in history if item.shown and item.id not in ids)
    recurring = recurring_places((*own, *earlier), round_.period_last)
    happened = incident_subjects(own, earlier, recurring)
    subjects = (
        Subjects(kind=PointKind.OPENING),
        follow_up(actions, today, round_.held),
        ordered(happened, order, moved),
        ordered(event_subjects(own, earlier, today), order, moved),
        ordered(need_subjects(own, earlier), order, moved),
        priority_subjects(happened, recurring, place_names),
        Subjects(kind=PointKind.CLOSING),
    )
    minutes = share_minutes(length, {subject.kind: subject.demand for subject in subjects})
    fitted = [subject.fit(minutes[subject.kind]) for subject in subjects]
    squeezed = {f.point.kind: f.squeezed for f in fitted}
    answered = sum(report.answered for report in reports)
    quiet = answered > 0 and _is_quiet(own, subjects)
    return Agenda(
        group_id=round_.group_id,
        week=round_.week,
        length=length,
        answered=answered,
        # Somebody who answered and has left since was expected as well.
        expected=max(expected, answered),
        points=tuple(f.point for f in fitted),
        read_yourself=_read_yourself(fitted),
        squeezed_actions=tuple(line.action_id for line in squeezed[PointKind.FOLLOW_UP]),
        quiet=quiet,
        offer_minutes=QUIET_MINUTES if quiet else 0,
        parking=sum(len(s.wanted) for s in subjects if s.kind in NEW) > PARKING,
    )


def _is_dropped(item: Item) -> bool:
    """Whether it is a need that is not asked any longer, and so none of the week's subjects."""
    return isinstance(item.content, CollabNeed) and item.content.status is NeedStatus.WITHDRAWN


def _read_yourself(fitted: Sequence[Fitted]) -> tuple[Line, ...]:
    """What asked for a minute and got none, old actions first; then the rows that no table had room for."""
    squeezed = (line for f in fitted for line in f.squeezed)
    spilt = (line for f in fitted for line in f.spilt)
    return (*squeezed, *spilt)


def _is_quiet(items: Iterable[Item], subjects: Iterable[Subjects]) -> bool:
    """Few items, none of severity 3 or 4, no coming event of that impact, no need and no overdue action.

    Silence is not quiet: somebody has to have answered.
    """
    lines = [line for s in subjects for line in (*s.wanted, *s.rest, *s.rows)]
    pressing = any(
        line.point is PointKind.NEEDS
        or line.values.get(ReasonCode.SEVERITY, 0) >= Severity.HIGH
        or not PRESSING.isdisjoint(line.values)
        for line in lines
    )
    return not pressing and sum(item.shown for item in items) <= QUIET_ITEMS
