"""What becomes of a need, from what the organisations that were asked answer (domain.md §7.4)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from est.needing import Answer, NeedAnswer, answered, by_need, status_of
from est.vocabulary import NeedStatus
from tests.est.builders import GROUP, W48, collab_need, incident, item

A, P, C = Answer.ACCEPTS, Answer.PARTLY, Answer.CANNOT
NEW, AGREED, PARTLY, DECLINED = NeedStatus.NEW, NeedStatus.AGREED, NeedStatus.PARTLY, NeedStatus.DECLINED


def said(organisation: str, answer: Answer, item_id: str = "n1") -> NeedAnswer:
    return NeedAnswer(
        group_id=GROUP,
        week=W48,
        item_id=item_id,
        organisation_id=organisation,
        answer=answer,
        reason="",
        answered_by="m1",
        answered_at=datetime(2026, 11, 24, 8, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("asked", "answers", "status"),
    [
        ("", {}, NEW),
        ("polisen fritid", {"polisen": A}, PARTLY),
        ("polisen fritid", {"polisen": A, "fritid": A}, AGREED),
        ("polisen fritid", {"polisen": A, "fritid": C}, PARTLY),
        ("polisen fritid", {"polisen": C}, NEW),
        ("polisen fritid", {"polisen": C, "fritid": C}, DECLINED),
        ("polisen", {"polisen": P}, PARTLY),
        ("polisen", {"vakten": A}, NEW),
        ("", {"polisen": C}, NEW),
        ("", {"polisen": C, "vakten": P}, PARTLY),
        ("", {"polisen": C, "vakten": A}, AGREED),
    ],
)
def test_the_answers_decide_the_status(asked: str, answers: dict[str, Answer], status: NeedStatus) -> None:
    need = collab_need(asked=tuple(asked.split()))
    assert status_of(need, [said(*one) for one in answers.items()]) is status


@pytest.mark.parametrize("status", [NeedStatus.MOVED, NeedStatus.WITHDRAWN])
def test_what_the_group_has_said_of_a_need_stands_whatever_is_answered(status: NeedStatus) -> None:
    need = collab_need(asked=("polisen",), status=status)
    assert status_of(need, [said("polisen", A)]) is status


def test_only_the_need_that_was_answered_changes() -> None:
    need, other = item(collab_need(asked=("polisen",)), number=1), item(collab_need(), number=2)
    pane = item(incident(), number=3)
    changed = answered([need, other, pane], by_need([said("polisen", A, need.id)]))
    assert changed[0].content.status is AGREED  # type: ignore[union-attr]
    assert changed[1:] == (other, pane)
