"""What comes and what is asked: coming events and needs, and why each stands on the agenda (domain.md §9.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from est.agenda.clusters import Cluster, clusters
from est.agenda.subjects import Subjects
from est.agenda.values import Line, PointKind, Reason, ReasonCode
from est.report import CollabNeed, Item, UpcomingEvent
from est.vocabulary import EventType, NeedStatus, Severity, Urgency

AHEAD = timedelta(days=14)
"""How far ahead coming events are spoken of (domain.md §9.2)."""
URGENCIES = {
    Urgency.BEFORE_WEEKEND: ReasonCode.URGENT,
    Urgency.TWO_WEEKS: ReasonCode.WITHIN_TWO_WEEKS,
    Urgency.QUARTER: ReasonCode.WITHIN_QUARTER,
}
SOONEST_FIRST = tuple(URGENCIES.values())
STATUSES = {
    NeedStatus.PARTLY: ReasonCode.PARTLY_MET,
    NeedStatus.AGREED: ReasonCode.AGREED,
    NeedStatus.DECLINED: ReasonCode.DECLINED,
    NeedStatus.MOVED: ReasonCode.MOVED,
}
UNMET = frozenset({NeedStatus.NEW, NeedStatus.PARTLY})
"""Needs that still ask for an answer at this meeting."""


def event_subjects(items: Iterable[Item], history: Iterable[Item], today: date) -> Subjects:
    """Events of the next 14 days and those of high impact, by date; the others in the table.

    An event of an earlier round comes up again when its time is near. When minutes are short, high impact gets them.
    """
    near = (item for item in history if _is_near(item, today))
    by_date = sorted(clusters((*items, *near), UpcomingEvent), key=lambda cluster: cluster.contents[0].first)
    lines = [_event_line(cluster, today) for cluster in by_date]
    wanted = tuple(line for line in lines if _asks(line))
    return Subjects(
        kind=PointKind.UPCOMING,
        wanted=tuple(sorted(wanted, key=lambda line: -line.values.get(ReasonCode.HIGH_IMPACT, 0))),
        reading=wanted,
        rows=tuple(line for line in lines if not _asks(line)),
    )


def _is_near(item: Item, today: date) -> bool:
    event = item.content
    return isinstance(event, UpcomingEvent) and event.first <= today + AHEAD and today <= event.last


def _event_line(cluster: Cluster[UpcomingEvent], today: date) -> Line:
    first, last = cluster.contents[0].first, max(event.last for event in cluster.contents)
    impact = max(int(event.impact) for event in cluster.contents)
    oral = any(event.type is EventType.POLICE_OPERATION for event in cluster.contents)
    reasons = [_when(first, last, today)]
    if impact >= Severity.HIGH:
        reasons.append(Reason(ReasonCode.HIGH_IMPACT, impact))
    reasons.extend(cluster.several)
    if oral:
        reasons.append(Reason(ReasonCode.ORAL))
    return cluster.line(PointKind.UPCOMING, reasons, heading_only=oral)


def _when(first: date, last: date, today: date) -> Reason:
    if last < today:
        return Reason(ReasonCode.PASSED, (today - last).days)
    days = max((first - today).days, 0)
    return Reason(ReasonCode.WITHIN_14_DAYS if first <= today + AHEAD else ReasonCode.LATER, days)


def _asks(line: Line) -> bool:
    values = line.values
    return ReasonCode.PASSED not in values and (
        ReasonCode.WITHIN_14_DAYS in values or ReasonCode.HIGH_IMPACT in values
    )


def need_subjects(items: Iterable[Item], history: Iterable[Item]) -> Subjects:
    """Needs that wait for an answer, the most urgent first; answered ones in the table.

    A need that an earlier meeting moved is asked again.
    """
    current = clusters(items, CollabNeed)
    moved = clusters((item for item in history if _was_moved(item)), CollabNeed)
    asked = [cluster for cluster in current if cluster.contents[0].status in UNMET] + list(moved)
    lines = [_need_line(cluster) for cluster in asked]
    return Subjects(
        kind=PointKind.NEEDS,
        wanted=tuple(sorted(lines, key=_need_weight)),
        rows=tuple(_need_line(cluster) for cluster in current if cluster.contents[0].status not in UNMET),
    )


def _was_moved(item: Item) -> bool:
    return isinstance(item.content, CollabNeed) and item.content.status is NeedStatus.MOVED


def _need_line(cluster: Cluster[CollabNeed]) -> Line:
    soonest = min((URGENCIES[need.urgency] for need in cluster.contents), key=SOONEST_FIRST.index)
    status = cluster.contents[0].status
    reasons = [Reason(soonest), *cluster.several]
    if status in STATUSES:
        reasons.append(Reason(STATUSES[status]))
    return cluster.line(PointKind.NEEDS, reasons)


def _need_weight(line: Line) -> tuple[int, int]:
    soonest = min(SOONEST_FIRST.index(code) for code in line.values if code in SOONEST_FIRST)
    return soonest, -line.values.get(ReasonCode.SEVERAL_REPORTERS, 1)
