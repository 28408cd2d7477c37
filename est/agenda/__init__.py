"""The agenda: what came in, sorted by weight and fitted into the minutes of the meeting (domain.md §9.2)."""

from est.agenda.compiling import HISTORY_WEEKS, compile_agenda
from est.agenda.values import STANDING, Agenda, Line, Point, PointKind, Reason, ReasonCode

__all__ = [
    "HISTORY_WEEKS",
    "STANDING",
    "Agenda",
    "Line",
    "Point",
    "PointKind",
    "Reason",
    "ReasonCode",
    "compile_agenda",
]
