"""What the reader of a summary has to know about its numbers (domain.md §9.3 point 11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from est.report import Incident, Item, Report, ReviewState
from est.summary.baseline import LEAST_ROUNDS, LEAST_TOTAL, PastRound
from est.summary.values import Answers, Uncertainty, UncertaintyCode
from est.vocabulary import Certainty


def uncertainties(
    answers: Answers,
    items: Iterable[Item],
    reports: Iterable[Report],
    history: Sequence[PastRound],
    rounds: int,
) -> tuple[Uncertainty, ...]:
    """The response rate always, the others when there is anything to say; *rounds* compare with this one."""
    shown = [item for item in items if item.shown]
    told = [item.content for item in shown if isinstance(item.content, Incident)]
    now = {report.member_id for report in reports if report.answered}
    new = now.difference(*(past.reporters for past in history)) if history else set()
    found = [
        Uncertainty(UncertaintyCode.LATE, answers.late, answers.answered),
        Uncertainty(UncertaintyCode.RUMOURS, sum(i.certainty is Certainty.RUMOUR for i in told), len(told)),
        Uncertainty(UncertaintyCode.FLAGGED, sum(_is_flagged(item) for item in shown), len(shown)),
        Uncertainty(UncertaintyCode.NEW_REPORTERS, len(new), len(now)),
    ]
    rate = Uncertainty(UncertaintyCode.RESPONSE_RATE, answers.answered, answers.total)
    return (rate, *_too_few(len(told), rounds), *(u for u in found if u.value))


def _too_few(incidents: int, rounds: int) -> Iterable[Uncertainty]:
    if incidents < LEAST_TOTAL:
        yield Uncertainty(UncertaintyCode.FEW_DATA, incidents, LEAST_TOTAL)
    if rounds < LEAST_ROUNDS:
        yield Uncertainty(UncertaintyCode.FEW_ROUNDS, rounds, LEAST_ROUNDS)


def _is_flagged(item: Item) -> bool:
    return bool(item.marks) and item.review is ReviewState.NEW
