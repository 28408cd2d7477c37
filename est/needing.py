"""What the organisations that were asked answer to a need, and what becomes of it (domain.md §7.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from est.report import CollabNeed, Item
from est.vocabulary import NeedStatus
from est.week import Week


class Answer(StrEnum):
    """What one organisation says; one that has said nothing has no answer: ej svarat."""

    ACCEPTS = "accepts"
    PARTLY = "partly"
    CANNOT = "cannot"
    """With a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAnswer:
    """One organisation's newest answer to one need; `week` is the need's own round."""

    group_id: str
    week: Week
    item_id: str
    organisation_id: str
    answer: Answer
    reason: str
    answered_by: str
    answered_at: datetime
    version: int = 1


DECIDED_OTHERWISE = frozenset({NeedStatus.MOVED, NeedStatus.WITHDRAWN})
"""What the group has said of the need itself, whatever the organisations answer."""

Answers = Mapping[str, Mapping[str, NeedAnswer]]
"""By need, then by organisation."""


def by_need(answers: Iterable[NeedAnswer]) -> Answers:
    """The answers of each need."""
    found: dict[str, dict[str, NeedAnswer]] = {}
    for one in answers:
        found.setdefault(one.item_id, {})[one.organisation_id] = one
    return found


def status_of(need: CollabNeed, answers: Iterable[NeedAnswer]) -> NeedStatus:
    """What has become of the need.

    Asked by name, all must accept before it is agreed, and all must decline before it is declined. Where everybody at
    the table was asked, one that accepts is enough, and that somebody cannot says nothing of the others.
    """
    given = {one.organisation_id: one.answer for one in answers}
    if need.status in DECIDED_OTHERWISE or not given:
        return need.status
    said = [given[id_] for id_ in need.asked if id_ in given] if need.asked else list(given.values())
    agreed = [one is Answer.ACCEPTS for one in said]
    if all(agreed) and len(said) == len(need.asked) if need.asked else any(agreed):
        return NeedStatus.AGREED
    if any(one is not Answer.CANNOT for one in said):
        return NeedStatus.PARTLY
    return NeedStatus.DECLINED if need.asked and len(said) == len(need.asked) else need.status


def answered(items: Iterable[Item], answers: Answers) -> tuple[Item, ...]:
    """The items with every need as it stands after the answers it got."""
    return tuple(
        replace(item, content=replace(item.content, status=status_of(item.content, given.values())))
        if isinstance(item.content, CollabNeed) and (given := answers.get(item.id))
        else item
        for item in items
    )
