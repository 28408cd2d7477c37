"""The coordinator's own order within a point; what nobody moved stays where its weight puts it (domain.md §9.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from est.agenda.subjects import Subjects
from est.agenda.values import Line, Reason, ReasonCode
from est.vocabulary import Severity


def ordered(subjects: Subjects, order: Sequence[str], moved: Collection[str]) -> Subjects:
    """The subjects in the coordinator's *order* of item ids; those that were *moved* say so.

    A line that was moved above one that is discussed is discussed too. Severity 4 keeps its minute wherever it stands,
    and a line that came in since stands after the one it would otherwise follow.
    """
    every = (*(subjects.reading or subjects.wanted), *subjects.rest, *subjects.rows)
    if not any(_place(line, order) < len(order) for line in every):
        return subjects
    arranged = _arranged(every, order)
    discussed = [line for line in arranged if line in subjects.wanted]
    last = arranged.index(discussed[-1]) if discussed else 0
    raised = [line for line in arranged[:last] if line not in discussed and _is_moved(line, moved)]
    wanted = [line for line in arranged if line in discussed or line in raised]
    below = [line for line in arranged if line not in wanted]
    weightiest = sorted(wanted, key=lambda line: not _must(line))
    return replace(
        subjects,
        wanted=_said(weightiest, moved),
        reading=_said(wanted, moved),
        rest=_said((line for line in below if line in subjects.rest), moved),
        rows=_said((line for line in below if line in subjects.rows), moved),
    )


def _arranged(lines: Sequence[Line], order: Sequence[str]) -> list[Line]:
    known = [line for line in lines if _place(line, order) < len(order)]
    found = sorted(known, key=lambda line: _place(line, order))
    before: Line | None = None
    for line in lines:
        if line not in found:
            found.insert(found.index(before) + 1 if before is not None else 0, line)
        before = line
    return found


def _place(line: Line, order: Sequence[str]) -> int:
    return min((order.index(id_) for id_ in line.item_ids if id_ in order), default=len(order))


def _is_moved(line: Line, moved: Collection[str]) -> bool:
    return any(id_ in moved for id_ in line.item_ids)


def _must(line: Line) -> bool:
    return line.values.get(ReasonCode.SEVERITY, 0) == Severity.VERY_HIGH


def _said(lines: Iterable[Line], moved: Collection[str]) -> tuple[Line, ...]:
    by_hand = Reason(ReasonCode.BY_COORDINATOR)
    return tuple(
        replace(line, reasons=(*line.reasons, by_hand)) if _is_moved(line, moved) else line for line in lines
    )
