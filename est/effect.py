"""When the effect of an action is asked for, and what is counted beside the question (domain.md §1.6 and §8.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from est.action import Action, EffectNote
from est.report import Incident, Item, Report
from est.week import Week

CHECKS = (4, 12)
"""Weeks after an action is done at which its effect is asked for: a quick effect may be gone again later."""
FEW = 3
"""Fewer incidents than this are too few to conclude anything from (domain.md §8)."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Count:
    """Incidents on a place in a stretch of days, both included, and how many answers they come from."""

    first: date
    last: date
    incidents: int
    answers: int
    asked: int


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """What was reported on the action's place in equally long times before and after it was done."""

    before: Count
    after: Count

    @property
    def too_few(self) -> bool:
        """Whether nothing can be concluded."""
        return max(self.before.incidents, self.after.incidents) < FEW


def check_due(action: Action, today: date) -> int:
    """The check whose time has come and that nobody has answered: 4, 12, or 0 for none."""
    if not action.is_followed or action.done_on is None:
        return 0
    come = [weeks for weeks in CHECKS if action.done_on + weeks * WEEK <= today]
    if not come or any(note.weeks == come[-1] for note in judged(action)):
        return 0
    return come[-1]


def next_check(action: Action, today: date) -> int:
    """The check an answer given today belongs to: the one that is due, or the next to come."""
    due = check_due(action, today)
    done = {note.weeks for note in judged(action)}
    return due or next((weeks for weeks in CHECKS if weeks not in done), CHECKS[-1])


def judged(action: Action) -> tuple[EffectNote, ...]:
    """The judgements since the action was last done; those before it was taken up again are history."""
    done_on = action.done_on
    return tuple(note for note in action.effects if done_on is not None and note.on >= done_on)


def before_and_after(
    action: Action, weeks: int, reports: Iterable[Report], *, done_on: date, asked: Mapping[Week, int]
) -> BeforeAfter:
    """The counts of *weeks* before the action was done and of *weeks* from that day on.

    An incident counts in the days it happened, whatever round it came in, and a merged one once. The answers are
    those of the rounds whose week begins in the same days; *asked* is how many seats each round asked.
    """
    given = list(reports)
    span, day = weeks * WEEK, timedelta(days=1)
    return BeforeAfter(
        _count(action.place_id, (done_on - span, done_on - day), given, asked),
        _count(action.place_id, (done_on, done_on + span - day), given, asked),
    )


def _count(
    place_id: str, days: tuple[date, date], reports: Iterable[Report], asked: Mapping[Week, int]
) -> Count:
    first, last = days
    given = list(reports)
    return Count(
        first=first,
        last=last,
        incidents=sum(_is_there(item, place_id, days) for report in given for item in report.items),
        answers=sum(report.answered for report in given if first <= report.week.monday <= last),
        asked=sum(seats for week, seats in asked.items() if first <= week.monday <= last),
    )


def _is_there(item: Item, place_id: str, days: tuple[date, date]) -> bool:
    incident = item.content
    return (
        item.shown
        and isinstance(incident, Incident)
        and incident.location.place_id == place_id
        and days[0] <= incident.first <= days[1]
    )
