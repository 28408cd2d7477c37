"""How a coming event turned out, as its reporter says the day after, and what was reported of it (domain.md §8.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from est.errors import NotAllowed
from est.member import Member, answering
from est.place import Place
from est.ports import Records
from est.report import EventOutcome, Incident, Item, UpcomingEvent
from est.turn import Turn
from est.week import Week
from est.weekly.rounds import open_round

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """A coming event that is over, how it turned out, and the incidents that were reported of its place and days."""

    turn: Turn
    item: Item
    event: UpcomingEvent
    places: Mapping[str, Place]
    linked: tuple[Item, ...]
    week: Week
    """The round that is open, in which what happened can be reported."""


def outcome(records: Records, turn: Turn, item_id: str) -> OutcomeView:
    """The event as it stands, for its reporter or a coordinator.

    Raises:
        NotAllowed: there is no such event, or it is somebody else's to tell of.
    """
    item = records.reports.item(turn.group.id, item_id)
    if item is None or item.withdrawn or not isinstance(item.content, UpcomingEvent):
        raise NotAllowed("not_your_event")
    members = {member.id: member for member in records.members.of_group(turn.group.id)}
    person = answering(members[item.member_id], members, turn.today)
    stands_in = isinstance(person, Member) and person.id == turn.member.id
    if not (turn.member.coordinates or turn.member.id == item.member_id or stands_in):
        raise NotAllowed("not_your_event")
    return OutcomeView(
        turn=turn,
        item=item,
        event=item.content,
        places={place.id: place for place in records.places.of_municipality(turn.group.municipality_id)},
        linked=_linked(records, turn, item.content),
        week=open_round(records, turn.group, turn.now).week,
    )


def report_outcome(records: Records, turn: Turn, item_id: str, said: EventOutcome) -> OutcomeView:
    """Keep how the event turned out, as a new version of what was reported; said twice it is kept once.

    Raises:
        NotAllowed: it is somebody else's to tell of, or it has not taken place.
    """
    view = outcome(records, turn, item_id)
    if view.event.first > turn.today or said is EventOutcome.UNSAID:
        raise NotAllowed("not_your_event")
    if view.event.outcome is not said:
        content = replace(view.event, outcome=said)
        item = replace(view.item, content=content, changed_at=turn.now, version=view.item.version + 1)
        records.reports.save_item(item)
    return outcome(records, turn, item_id)


def _linked(records: Records, turn: Turn, event: UpcomingEvent) -> tuple[Item, ...]:
    """Incidents on the event's place in its days, the morning after included."""
    if not event.location.place_id:
        return ()
    week = Week.of(event.first)
    found = records.reports.items_between(turn.group.id, week, Week.of(turn.today).plus(1))
    return tuple(
        item
        for item in found
        if item.shown
        and isinstance(item.content, Incident)
        and item.content.location.place_id == event.location.place_id
        and event.first <= item.content.first <= event.last + DAY
    )
