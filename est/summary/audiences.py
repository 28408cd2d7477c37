"""An approved summary for readers outside the group, each at their own level of detail (domain.md §5, §8, §12).

Nothing is added and nothing is judged here: what a reader may not see is left out, named by its area, or counted
together with others. Lists are alphabetical, so that no place is ranked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from est.action import Action, ActionLevel
from est.agenda import Reason
from est.alphabet import alphabetical
from est.place import Location, Place
from est.report import Incident, Item
from est.summary.baseline import Baseline
from est.summary.values import ActionLine, AreaLine, EventLine, NeedLine, Summary
from est.vocabulary import Audience, Category, EventType, NeedType, PlaceType, Severity, Urgency
from est.week import Week


class Circle(StrEnum):
    """Who reads: the operative group, the council (BRÅ), the steering group, or everybody."""

    OPERATIVE = "op"
    COUNCIL = "bra"
    STEERING = "styrgrupp"
    PUBLIC = "publik"


LEAST: Mapping[Circle, int] = {
    Circle.OPERATIVE: 1,
    Circle.COUNCIL: 3,
    Circle.STEERING: 3,
    Circle.PUBLIC: 5,
}
"""The smallest number that is said; what is below it might point somebody out (domain.md §8)."""
ONLY_AREAS = frozenset({Circle.STEERING, Circle.PUBLIC})
"""Circles to which no place finer than its area is named."""
UNDER_AREA = frozenset(
    {PlaceType.SCHOOL, PlaceType.PRESCHOOL, PlaceType.RESIDENTIAL_YARD, PlaceType.STAIRWELL}
)
"""Places that outside the group stand under their area only (domain.md §8)."""
PRIORITIES = 3


@dataclass(frozen=True, slots=True)
class Count:
    """So many of something; of too `few` the number is not kept."""

    name: str
    count: int
    few: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows and their total, in which no small number can be worked out from the others."""

    total: Count
    rows: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldIncident:
    """An incident that its reporter lets travel further than the group, without its words."""

    category: Category
    where: str
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """A coming event; of what is only spoken of, the heading and the days."""

    type: EventType
    where: str
    first: date
    last: date
    impact: Severity
    heading_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldNeed:
    """A need, where, and how soon."""

    type: NeedType
    where: str
    urgency: Urgency
    asked: tuple[str, ...]
    line: NeedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAction:
    """An action by its title and owner."""

    line: ActionLine
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPlace:
    """A priority, by the name its reader may know it by."""

    where: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One approved summary as one circle reads it; what the circle does not read is empty."""

    circle: Circle
    group_name: str
    week: Week
    period_first: date
    period_last: date
    held: date
    answered: int
    asked: int
    usual: Baseline
    areas: tuple[AreaLine, ...]
    categories: Counts
    places: Counts
    incidents: tuple[ToldIncident, ...] = ()
    upcoming: tuple[ToldEvent, ...] = ()
    needs: tuple[ToldNeed, ...] = ()
    actions: tuple[ToldAction, ...] = ()
    lifted: tuple[ToldAction, ...] = ()
    lifted_needs: tuple[ToldNeed, ...] = ()
    priorities: tuple[ToldPlace, ...] = ()


def tell(
    summary: Summary,
    circle: Circle,
    *,
    places: Mapping[str, Place],
    items: Mapping[str, Item],
    actions: Mapping[str, Action],
) -> Told:
    """What a circle reads of an approved summary; *items* and *actions* are those it names, as they were approved."""
    reader = _Reader(circle, places)
    counted = Counter[str]()
    for one in summary.happened.places:
        counted[reader.where(one.location)] += one.count
    counted[""] += summary.happened.total - sum(counted.values())
    told = Told(
        circle=circle,
        group_name=summary.group_name,
        week=summary.week,
        period_first=summary.period_first,
        period_last=summary.period_last,
        held=summary.held,
        answered=summary.facts.answered,
        asked=summary.facts.total,
        usual=summary.facts.baseline,
        areas=tuple(reader.area(line) for line in summary.areas),
        categories=counts(
            {one.category.value: one.count for one in summary.happened.categories}, LEAST[circle]
        ),
        places=counts({name: count for name, count in counted.items() if count}, LEAST[circle]),
    )
    if circle is Circle.PUBLIC:
        return told
    lifted = tuple(reader.action(line, actions) for line in summary.lifted.actions)
    told = replace(
        told,
        lifted=tuple(one for one in lifted if _concerns(one.line, circle)),
        lifted_needs=tuple(reader.need(line) for line in summary.lifted.needs),
    )
    if circle is Circle.COUNCIL:
        return told
    priorities = (
        ToldPlace(where=reader.where(one.location), reasons=one.reasons) for one in summary.priority_places
    )
    named = [one for one in priorities if one.where]
    told = replace(
        told, priorities=tuple(sorted(named, key=lambda one: alphabetical(one.where))[:PRIORITIES])
    )
    if circle is Circle.STEERING:
        return told
    every = {line.action_id: line for line in (*summary.followed_up, *summary.decisions)}
    return replace(
        told,
        incidents=reader.incidents(summary, items),
        upcoming=tuple(reader.event(line) for line in summary.upcoming),
        needs=tuple(
            sorted((reader.need(line) for line in summary.needs), key=lambda one: _SOONEST.index(one.urgency))
        ),
        actions=tuple(reader.action(line, actions) for line in every.values()),
    )


_SOONEST = list(Urgency)


def _concerns(line: ActionLine, circle: Circle) -> bool:
    """The steering group decides what is lifted to it; the others read all that is lifted."""
    return circle is not Circle.STEERING or line.level in {ActionLevel.STEERING, ActionLevel.COUNCIL}


class _Reader:
    """What one circle may know of places."""

    def __init__(self, circle: Circle, places: Mapping[str, Place]) -> None:
        self.circle = circle
        self.places = places
        self.unsaid = [place for place in places.values() if self._is_unsaid(place)]

    def where(self, location: Location) -> str:
        """The place's name, or its area's; a place in no register may be anywhere, and is not named."""
        place = self.places.get(location.place_id)
        if place is None:
            return ""
        return place.area if self._is_unsaid(place) else place.name

    def words(self, text: str) -> str:
        """A text in which places are named as this circle may know them."""
        names = {name: place.area for place in self.unsaid for name in (place.name, *place.aliases) if name}
        for name in sorted(names, key=len, reverse=True):
            text = re.sub(rf"\b{re.escape(name)}\w*", names[name], text, flags=re.IGNORECASE)
        return text

    def area(self, line: AreaLine) -> AreaLine:
        """How an area stands; to everybody without the reason, which was written for those who work with it."""
        return replace(line, reason="" if self.circle is Circle.PUBLIC else self.words(line.reason))

    def incidents(self, summary: Summary, items: Mapping[str, Item]) -> tuple[ToldIncident, ...]:
        """Those that stand out, as far as their reporters let them travel."""
        named = (items[ref.id] for one in summary.happened.notable for ref in one.items if ref.id in items)
        found = [
            ToldIncident(
                category=item.content.category,
                where=self.where(item.content.location),
                severity=item.content.severity,
            )
            for item in named
            if isinstance(item.content, Incident) and item.content.audience is not Audience.EST
        ]
        return tuple(sorted(found, key=lambda one: alphabetical(one.where)))

    def event(self, line: EventLine) -> ToldEvent:
        return ToldEvent(
            type=line.type,
            where="" if line.heading_only else self.where(line.location),
            first=line.first,
            last=line.last,
            impact=line.impact,
            heading_only=line.heading_only,
        )

    def need(self, line: NeedLine) -> ToldNeed:
        return ToldNeed(
            type=line.type,
            where=self.where(line.location),
            urgency=line.urgency,
            asked=line.asked,
            line=line,
        )

    def action(self, line: ActionLine, actions: Mapping[str, Action]) -> ToldAction:
        """An action by its title, unless the guard has warned of it: then by its label alone."""
        known = actions.get(line.action_id)
        is_said = known is not None and not known.marks
        return ToldAction(line=line, title=self.words(known.title) if known is not None and is_said else "")

    def _is_unsaid(self, place: Place) -> bool:
        return self.circle in ONLY_AREAS or place.type in UNDER_AREA


def counts(found: Mapping[str, int], least: int) -> Counts:
    """The numbers, in which none below *least* can be read or worked out (domain.md §8).

    A row is suppressed when its number is too small; so is the first of the others by name while what is suppressed
    could be worked out from the total: while it is a single row, is together too small itself, or can be shared out in
    one way alone.
    When no other is left, the total goes too.
    """
    total = sum(found.values())
    shown = {name: count for name, count in found.items() if count >= least}
    hidden = {name: count for name, count in found.items() if count < least}
    while shown and _is_plain(hidden, least):
        # Chosen by its name: which one it is then says nothing of the numbers.
        other = min(shown, key=alphabetical)
        hidden[other] = shown.pop(other)
    rows = tuple(_row(name, found[name], name in hidden) for name in _in_order(found))
    return Counts(_row("", total, 0 < total < least or _is_plain(hidden, least)), rows)


def _is_plain(hidden: Mapping[str, int], least: int) -> bool:
    """Whether the rows that are suppressed could be worked out from what they are together: few, or all alike."""
    rows, together = len(hidden), sum(hidden.values())
    return rows == 1 or 0 < together < least or together in {rows, rows * (least - 1)} - {0}


def _row(name: str, count: int, few: bool) -> Count:  # noqa: FBT001 (the three of a row)
    return Count(name, 0 if few else count, few)


def _in_order(names: Iterable[str]) -> list[str]:
    """Alphabetical; what has no name comes last."""
    return sorted(names, key=lambda name: (not name, alphabetical(name)))
