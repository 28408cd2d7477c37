"""What a number is compared with: the median of earlier rounds in which about as many answered (domain.md §8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from est.report import Incident, Item, Report
from est.vocabulary import Category
from est.week import Week

COMPARABLE_ROUNDS = 8
"""The newest so many comparable rounds are looked at; a caller passes at least so many earlier rounds."""
LEAST_ROUNDS = 3
"""Fewer comparable rounds say nothing."""
LEAST_TOTAL = 5
"""Fewer incidents in all are too few to compare: för få uppgifter."""
LEAST_OF_CATEGORY = 3
"""Fewer incidents of one category are too few to compare: för få för slutsats."""
UNLIKE = 0.2
"""Two rounds compare when the numbers of answers differ by at most this part of the larger one."""


class Standing(StrEnum):
    """Whether there is anything to compare with."""

    MEDIAN = "median"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The median of so many comparable rounds; with too few it is 0 and means nothing."""

    standing: Standing
    median: float = 0.0
    rounds: int = 0


@dataclass(frozen=True, slots=True)
class PastRound:
    """An earlier round as it stands in the records: who answered and what."""

    week: Week
    reports: tuple[Report, ...]

    @property
    def answered(self) -> int:
        return sum(report.answered for report in self.reports)

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for report in self.reports for item in report.items)

    @property
    def reporters(self) -> frozenset[str]:
        """The seats that answered."""
        return frozenset(report.member_id for report in self.reports if report.answered)


def by_category(items: Iterable[Item]) -> Counter[Category]:
    """Incidents that the group may see, each event once, by category."""
    return Counter(
        item.content.category for item in items if item.shown and isinstance(item.content, Incident)
    )


def comparable(history: Iterable[PastRound], answered: int) -> tuple[PastRound, ...]:
    """The newest earlier rounds in which about as many members answered, at most `COMPARABLE_ROUNDS`."""
    alike = (r for r in history if _is_alike(r.answered, answered))
    return tuple(sorted(alike, key=lambda r: r.week, reverse=True)[:COMPARABLE_ROUNDS])


def _is_alike(one: int, other: int) -> bool:
    return abs(one - other) <= UNLIKE * max(one, other)


def baseline(count: int, earlier: Sequence[int], least: int) -> Baseline:
    """The median of the earlier counts, unless the count is below *least* or the rounds are too few."""
    if count < least or len(earlier) < LEAST_ROUNDS:
        return Baseline(Standing.TOO_FEW, rounds=len(earlier))
    return Baseline(Standing.MEDIAN, float(median(earlier)), len(earlier))
