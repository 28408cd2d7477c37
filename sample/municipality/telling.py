"""What the members have to tell in a round: made up from the tables, the same for the same seed."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from est.place import Location
from est.report import CollabNeed, Content, Incident, UpcomingEvent
from est.round import Round
from est.timetable import Step
from est.vocabulary import Category, Severity
from sample.municipality.people import Seat
from sample.municipality.places import BJORKGARDEN, NORTH_RECYCLING, SITES, Site
from sample.municipality.sketches import Ahead, Seen, events, incidents, needs

_C = Category
WEIGHTS: Mapping[Category, float] = {
    _C.VIOLENCE: 3,
    _C.THREAT_HARASSMENT: 2,
    _C.ROBBERY: 0.4,
    _C.STAFF_INCIDENT: 1.5,
    _C.WEAPON_EXPLOSIVE: 0.4,
    _C.HATE_EXTREMISM: 0.4,
    _C.BURGLARY: 3,
    _C.THEFT: 3,
    _C.FRAUD: 0.8,
    _C.VANDALISM: 6,
    _C.GRAFFITI: 4,
    _C.ARSON_FIRE: 2,
    _C.FIREWORKS: 1.5,
    _C.DRUGS: 4,
    _C.ALCOHOL_INTOX: 4,
    _C.GATHERING: 7,
    _C.GROUP_CONFLICT: 1.5,
    _C.RESIDENTIAL_DISTURB: 3,
    _C.UNLAWFUL_STAY: 2,
    _C.RECKLESS_DRIVING: 6,
    _C.ONLINE_WORRY: 1.5,
    _C.UNSAFE_PLACE: 3,
    _C.LIGHTING_FAULT: 5,
    _C.LITTER: 6,
    _C.OTHER: 0.5,
}
"""How often each category is heard of, in comparison with the others."""
OF_STORIES = frozenset({(_C.LITTER, NORTH_RECYCLING), (_C.GATHERING, BJORKGARDEN)})
"""What happens at these places is told by `stories` alone."""
DISCUSSED = 0.12
MEMORY = 80
"""So many sentences pass before one of them is used again."""
TRIES = 300
AHEAD = (timedelta(days=5), timedelta(days=11))
"""An occasion is told of once: in the weekly round that is so long before it."""
SOON = (timedelta(days=3), timedelta(days=20))

Days = tuple[date, date]
"""The first and the last of the days that are told of."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that one seat has to tell."""

    seat: Seat
    content: Content


def told_days(round_: Round) -> Days:
    """The days of which the members can tell when they are asked, which may be before the period is over."""
    asked = round_.moments[Step.PROMPT].astimezone(ZoneInfo(round_.zone)).date()
    return round_.period_first, min(round_.period_last, asked - timedelta(days=1))


class Storyteller:
    """Makes up one round after the other, and remembers enough not to repeat itself."""

    def __init__(self, seed: str, told_before: Iterable[str] = ()) -> None:
        self._rng = Random(seed)
        self._recent = deque(told_before, maxlen=MEMORY)

    def incidents(self, days: Days, telling: Collection[Seat], count: int) -> tuple[Told, ...]:
        """So many incidents of those days, what the season brings first; each category once a place."""
        found: list[Told] = []
        taken = set(OF_STORIES)
        bound = [seen for seen in incidents() if seen.when.on]
        for _ in range(TRIES):
            if len(found) >= count:
                break
            seen = bound.pop() if bound else self._pick()
            spots = [site for site in _sites(seen.places) if (seen.category, site.place.id) not in taken]
            who, begins = self._who(seen.seats, telling), seen.when.beginnings(*days)
            if who and begins and spots and seen.text not in self._recent:
                place_id = self._spot(spots)
                taken.add((seen.category, place_id))
                self._recent.append(seen.text)
                found.append(Told(who[0], self._incident(seen, self._day(begins), place_id)))
        return tuple(found)

    def events(self, held: date, telling: Collection[Seat], count: int) -> tuple[Told, ...]:
        """The occasions that come near, and so many other coming events."""
        near = [ahead for ahead in events() if ahead.when.on and _days(ahead, held)]
        free = [ahead for ahead in events() if not ahead.when.on and _days(ahead, held)]
        fresh = [ahead for ahead in free if ahead.text not in self._recent and ahead.seats & set(telling)]
        found = []
        for ahead in (*near, *self._rng.sample(fresh, min(count, len(fresh)))):
            # What everybody waits for is told by the coordinator when nobody else does.
            if who := self._who(ahead.seats, telling) or self._who({Seat.COORDINATOR}, telling):
                self._recent.append(ahead.text)
                found.append(Told(who[0], self._event(ahead, self._rng.choice(_days(ahead, held)))))
        return tuple(found)

    def needs(self, held: date, telling: Collection[Seat], count: int) -> tuple[Told, ...]:
        """So many needs, each of another seat."""
        able = [wish for wish in needs() if wish.seat in telling and held.month in wish.months]
        fresh = [wish for wish in able if wish.text not in self._recent]
        self._rng.shuffle(fresh)
        chosen = list({wish.seat: wish for wish in fresh}.values())[:count]
        self._recent.extend(wish.text for wish in chosen)
        return tuple(
            Told(
                wish.seat,
                CollabNeed(
                    type=wish.type,
                    location=Location(place_id=wish.place_id),
                    text=wish.text,
                    asked=wish.asked,
                    urgency=wish.urgency,
                ),
            )
            for wish in chosen
        )

    def _pick(self) -> Seen:
        category = self._rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        return self._rng.choice(_at_any_time(category))

    def _who(self, seats: Collection[Seat], telling: Collection[Seat]) -> list[Seat]:
        """Those of the seats that tell something this time, in random order."""
        who = sorted(set(seats) & set(telling))
        self._rng.shuffle(who)
        return who

    def _spot(self, sites: Sequence[Site]) -> str:
        return self._rng.choices([site.place.id for site in sites], [site.weight for site in sites])[0]

    def _day(self, days: Sequence[date]) -> date:
        """Fridays and Saturdays are twice as likely as other days."""
        return self._rng.choices(days, [2 if day.isoweekday() in {5, 6} else 1 for day in days])[0]

    def _incident(self, seen: Seen, first: date, place_id: str) -> Incident:
        return Incident(
            category=seen.category,
            location=Location(place_id=place_id),
            first=first,
            last=first + timedelta(days=seen.when.span - 1),
            part_of_day=seen.when.part,
            text=seen.text,
            severity=seen.severity,
            spread=seen.spread,
            certainty=seen.certainty,
            police_report=seen.police_report,
            action_taken=seen.taken,
            needs_discussion=seen.severity is Severity.VERY_HIGH or self._rng.random() < DISCUSSED,
        )

    def _event(self, ahead: Ahead, first: date) -> UpcomingEvent:
        return UpcomingEvent(
            type=ahead.type,
            location=Location(place_id=self._spot(_sites(ahead.places))),
            first=first,
            last=first + timedelta(days=ahead.when.span - 1),
            part_of_day=ahead.when.part,
            text=ahead.text,
            impact=ahead.impact,
            crowd=ahead.crowd,
            permit=ahead.permit,
            preparation=ahead.preparation,
        )


@cache
def _at_any_time(category: Category) -> tuple[Seen, ...]:
    return tuple(seen for seen in incidents() if seen.category is category and not seen.when.on)


@cache
def _sites(places: frozenset[str]) -> tuple[Site, ...]:
    return tuple(site for site in SITES if site.place.id in places or site.place.type in places)


def _days(ahead: Ahead, held: date) -> tuple[date, ...]:
    """The days on which it may begin, seen from the day of the meeting, also when it lasts longer than that."""
    first, last = (held + days for days in (AHEAD if ahead.when.on else SOON))
    return ahead.when.beginnings(first, last + timedelta(days=ahead.when.span - 1))
