"""What has happened: which subjects are discussed, in which order, and which places deserve most attention next.

The order is decided by the very reasons a line shows, so that the two cannot differ (acceptance.md G7).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from est.agenda.clusters import Cluster, clusters
from est.agenda.subjects import Subjects
from est.agenda.values import Line, PointKind, Reason, ReasonCode
from est.alphabet import by_name
from est.duplicates import place_key
from est.place import Location
from est.recurring import RecurringPlace
from est.report import Incident, Item
from est.vocabulary import Severity

PLACES = 3
"""Priority places at most (domain.md §9.2)."""


def incident_subjects(
    items: Sequence[Item], history: Iterable[Item], recurring: Iterable[RecurringPlace]
) -> Subjects:
    """Severity 4 and 3 first, then recurring places, then what somebody wants to discuss; after them the rest.

    Among equals come those that several members report, then what is going on, new places, and the labels.
    """
    known = {place_key(item.content.location) for item in history if isinstance(item.content, Incident)}
    counts = {place_key(place.location): place.count for place in recurring}
    lines = sorted((_line(cluster, counts, known) for cluster in clusters(items, Incident)), key=_weight)
    wanted = tuple(line for line in lines if _asks(line))
    return Subjects(
        kind=PointKind.INCIDENTS,
        wanted=wanted,
        must=sum(line.values[ReasonCode.SEVERITY] == Severity.VERY_HIGH for line in wanted),
        rest=tuple(lines[len(wanted) :]),
    )


def _line(cluster: Cluster[Incident], counts: Mapping[str, int], known: Collection[str]) -> Line:
    key = place_key(cluster.contents[0].location)
    reasons = [Reason(ReasonCode.SEVERITY, max(int(i.severity) for i in cluster.contents))]
    if key in counts:
        reasons.append(Reason(ReasonCode.RECURRING, counts[key]))
    if any(i.needs_discussion for i in cluster.contents):
        reasons.append(Reason(ReasonCode.NEEDS_DISCUSSION))
    reasons.extend(cluster.several)
    if any(i.ongoing for i in cluster.contents):
        reasons.append(Reason(ReasonCode.ONGOING))
    if known and key and key not in known:
        reasons.append(Reason(ReasonCode.NEW_PLACE))
    return cluster.line(PointKind.INCIDENTS, reasons)


def _asks(line: Line) -> bool:
    severe = line.values[ReasonCode.SEVERITY] >= Severity.HIGH
    return severe or ReasonCode.RECURRING in line.values or ReasonCode.NEEDS_DISCUSSION in line.values


def _weight(line: Line) -> tuple[int, ...]:
    values = line.values
    severity = values[ReasonCode.SEVERITY]
    return (
        -severity if severity >= Severity.HIGH else 0,
        ReasonCode.RECURRING not in values,
        ReasonCode.NEEDS_DISCUSSION not in values,
        -severity,
        -values.get(ReasonCode.SEVERAL_REPORTERS, 1),
        ReasonCode.ONGOING not in values,
        ReasonCode.NEW_PLACE not in values,
    )


def priority_subjects(
    incidents: Subjects, recurring: Iterable[RecurringPlace], names: Mapping[str, str]
) -> Subjects:
    """At most three places: recurring ones, then those of severity 4 and 3; by name among equals, never by count.

    They are a proposal; the group decides (domain.md §12 rule 7). *names* are those of the place register by id.
    """
    found = {place_key(p.location): (p.location, {ReasonCode.RECURRING: p.count}) for p in recurring}
    for line in incidents.wanted:
        key = place_key(line.location)
        if key and line.values[ReasonCode.SEVERITY] >= Severity.HIGH:
            _, values = found.setdefault(key, (line.location, {}))
            # The most severe line of a place comes first.
            values.setdefault(ReasonCode.SEVERITY, line.values[ReasonCode.SEVERITY])
    lines = [_place_line(location, values) for location, values in found.values()]
    lines.sort(key=lambda line: (*_place_weight(line), *by_name(line.location, names)))
    return Subjects(kind=PointKind.PRIORITY_PLACES, wanted=tuple(lines[:PLACES]), yielding=True)


def _place_line(location: Location, values: Mapping[ReasonCode, int]) -> Line:
    reasons = tuple(Reason(code, value) for code, value in values.items())
    return Line(point=PointKind.PRIORITY_PLACES, reasons=reasons, location=location)


def _place_weight(line: Line) -> tuple[bool, int]:
    return ReasonCode.RECURRING not in line.values, -line.values.get(ReasonCode.SEVERITY, 0)
