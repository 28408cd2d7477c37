"""What a point has to talk about, in order of weight, and how much of it fits its minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from est.agenda.minutes import EASE, Demand
from est.agenda.values import Line, Point, PointKind, Reason, ReasonCode

ROWS = 10
"""Rows of a table; a longer one is not glanced at but read."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A point within its minutes, the lines that asked for a minute and got none, and rows too many for its table."""

    point: Point
    squeezed: tuple[Line, ...]
    spilt: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """The lines of one point before they are fitted.

    `wanted` ask for a minute, weightiest first, and the first `must` of them get one whatever happens; `reading` is
    their order at the meeting where that is another. `rest` are discussed when there is ease, otherwise they stand in
    the table, together with `rows`, which only inform. Lines that are only proposed are `yielding`: without a minute
    they stand in the table.
    """

    kind: PointKind
    wanted: tuple[Line, ...] = ()
    must: int = 0
    reading: tuple[Line, ...] = ()
    rest: tuple[Line, ...] = ()
    rows: tuple[Line, ...] = ()
    yielding: bool = False

    @property
    def demand(self) -> Demand:
        return Demand(subjects=len(self.wanted) + len(self.rest), must=self.must, rows=len(self.rows))

    def fit(self, minutes: int) -> Fitted:
        """As many lines as there are minutes, weightiest first, and a table of what is left of the rest."""
        wanted = self._shared(minutes)
        chosen, squeezed = wanted[:minutes], wanted[minutes:]
        if self.reading:
            # A line that several subjects share stands in no order of theirs, and comes last.
            apart = (line for line in chosen if line not in self.reading)
            chosen = (*(line for line in self.reading if line in chosen), *apart)
        eased = max(minutes // EASE - len(chosen), 0)
        table = (*(squeezed if self.yielding else ()), *self.rest[eased:], *self.rows)
        lines = _timed((*chosen, *self.rest[:eased]), minutes)
        point = Point(kind=self.kind, minutes=minutes, lines=lines, table=table[:ROWS])
        return Fitted(point, _without_room(() if self.yielding else squeezed), _without_room(table[ROWS:]))

    def _shared(self, minutes: int) -> tuple[Line, ...]:
        """The wanted lines; where more must have a minute than there are, the last of the minutes is shared."""
        if self.must <= minutes:
            return self.wanted
        alone, together = self.wanted[: minutes - 1], self.wanted[minutes - 1 : self.must]
        return (*alone, _together(together), *self.wanted[self.must :])


def _together(lines: Sequence[Line]) -> Line:
    severity = next(reason for reason in lines[0].reasons if reason.code is ReasonCode.SEVERITY)
    return Line(
        point=lines[0].point,
        reasons=(severity, Reason(ReasonCode.SHARED_MINUTES, len(lines))),
        item_ids=tuple(item_id for line in lines for item_id in line.item_ids),
    )


def _timed(lines: Sequence[Line], minutes: int) -> tuple[Line, ...]:
    """Every line with its minutes; what does not divide goes to the first ones."""
    if not lines:
        return ()
    each, over = divmod(minutes, len(lines))
    return tuple(replace(line, minutes=each + (place < over)) for place, line in enumerate(lines))


def _without_room(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(replace(line, reasons=(*line.reasons, Reason(ReasonCode.NO_ROOM))) for line in lines)
