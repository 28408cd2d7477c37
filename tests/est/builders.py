"""Values of an invented group, with keyword overrides: a test shows only what matters to it (style.md rule 39).

The EST group of Ekbacka meets on Tuesday 2026-11-24 at 09:00 about the week before; that round is 2026-W48.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from est.action import Action, ActionState
from est.delivery import DeliveryLine, DeliveryState
from est.letters import Letter, LetterKind, LetterState, letter_key
from est.member import Absence, Member, Organisation
from est.place import Location, Place
from est.report import CollabNeed, Content, Incident, Item, Report, UpcomingEvent
from est.round import Round
from est.timetable import Outcome, Step
from est.vocabulary import (
    Category,
    EventType,
    NeedType,
    OrganisationType,
    PartOfDay,
    PlaceType,
    Severity,
    Urgency,
)
from est.week import Week

MUNICIPALITY = "ekbacka"
GROUP = "est-ekbacka"
STOCKHOLM = "Europe/Stockholm"

W48 = Week(2026, 48)
TUESDAY = date(2026, 11, 24)
"""The day of the meeting."""
SATURDAY = date(2026, 11, 21)
"""A day of the period the round asks about."""
MONDAY_NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
"""While the round is open: 12:00 in Ekbacka."""

SKOLGARDEN = Location(place_id="skolgarden")
STADSPARKEN = Location(place_id="stadsparken")
RESECENTRUM = Location(place_id="resecentrum")
BJORKGARDEN = Location(place_id="bjorkgarden")
PLACE_NAMES = {
    "skolgarden": "Ekbackeskolans skolgård",
    "stadsparken": "Stadsparken",
    "resecentrum": "Resecentrum",
    "bjorkgarden": "Björkgården",
}


def organisation(**changes: Any) -> Organisation:
    skolan = Organisation("skolan", MUNICIPALITY, "Barn och utbildning", OrganisationType.SCHOOL)
    return replace(skolan, **changes)


def place(**changes: Any) -> Place:
    park = Place("stadsparken", MUNICIPALITY, "Stadsparken", PlaceType.PARK, "Centrum", aliases=("parken",))
    return replace(park, **changes)


def member(**changes: Any) -> Member:
    """Signe Sundin, who has the school's seat; another id brings another account."""
    id_ = changes.get("id", "signe")
    signe = Member(
        id=id_,
        group_id=GROUP,
        object_id=f"oid-{id_}",
        name="Signe Sundin",
        organisation_id="skolan",
        function="Rektor",
    )
    return replace(signe, **changes)


def absence(first: date = TUESDAY, last: date = TUESDAY) -> Absence:
    return Absence(first, last)


def incident(**changes: Any) -> Incident:
    """Three broken panes in the school yard, Saturday night."""
    panes = Incident(
        category=Category.VANDALISM,
        location=SKOLGARDEN,
        first=SATURDAY,
        last=changes.get("first", SATURDAY),
        part_of_day=PartOfDay.NIGHT,
        text="Tre rutor krossade på gaveln mot idrottsplatsen.",
        severity=Severity.MODERATE,
    )
    return replace(panes, **changes)


def upcoming_event(**changes: Any) -> UpcomingEvent:
    """The Christmas market in the park, the Saturday after the meeting."""
    market_day = date(2026, 11, 28)
    market = UpcomingEvent(
        type=EventType.CONCERT_FESTIVAL,
        location=STADSPARKEN,
        first=market_day,
        last=changes.get("first", market_day),
        part_of_day=PartOfDay.EVENING,
        text="Julmarknad med scen till sent.",
    )
    return replace(market, **changes)


def collab_need(**changes: Any) -> CollabNeed:
    """An extra evening round at Björkgården, asked of everybody."""
    rounds = CollabNeed(
        type=NeedType.PRESENCE,
        location=BJORKGARDEN,
        text="Extra rond kl. 20–24 fredag och lördag.",
        asked=(),
        urgency=Urgency.BEFORE_WEEKEND,
    )
    return replace(rounds, **changes)


def item(content: Content | None = None, **changes: Any) -> Item:
    """The round's item of this number; *content* is the broken panes when nothing else is said."""
    number = changes.get("number", 1)
    week = changes.get("week", W48)
    found = Item(
        id=f"{week}-{number}",
        group_id=GROUP,
        week=week,
        number=number,
        member_id="signe",
        organisation_id="skolan",
        content=content or incident(),
        created_at=MONDAY_NOON,
        changed_at=MONDAY_NOON,
    )
    return replace(found, **changes)


def items(*contents: Content, week: Week = W48, first: int = 1) -> tuple[Item, ...]:
    """Items of one week, numbered in order."""
    return tuple(item(content, week=week, number=first + place) for place, content in enumerate(contents))


def report(**changes: Any) -> Report:
    """Signe's answer in the round; open until it is given items or *nothing to report*."""
    return replace(Report(group_id=GROUP, week=W48, member_id="signe"), **changes)


def action(**changes: Any) -> Action:
    """New lamps in the park, due in a month; another number brings another id."""
    number = changes.get("number", 7)
    lamps = Action(
        id=f"action-{number}",
        group_id=GROUP,
        number=number,
        title="Byt armaturer i Stadsparken",
        owner_organisation_id="teknik",
        owner_function="Driftchef",
        decided_on=date(2026, 11, 10),
        due=date(2026, 12, 22),
        state=ActionState.IN_PROGRESS,
        place_id="stadsparken",
    )
    return replace(lamps, **changes)


CHAIN: Mapping[Step, tuple[int, int, int]] = {
    Step.PROMPT: (-1, 8, 0),
    Step.REMINDER: (-1, 13, 0),
    Step.DEADLINE: (-1, 16, 0),
    Step.DRAFT: (-1, 16, 15),
    Step.AGENDA: (0, 8, 15),
    Step.MEETING: (0, 9, 0),
    Step.MEETING_END: (0, 9, 30),
    Step.APPROVAL: (0, 13, 0),
    Step.FEEDBACK: (0, 13, 15),
    Step.ACTION_CHECK: (3, 9, 0),
}
"""Days from the meeting and the clock time of each step, as in "Veckostart"."""


def round_(week: Week = W48, **changes: Any) -> Round:
    """The round of a week that meets on its Tuesday, about the week before."""
    held = week.monday + timedelta(days=1)
    midnight = datetime.combine(held, datetime.min.time(), ZoneInfo(STOCKHOLM))
    found = Round(
        group_id=GROUP,
        week=week,
        period_first=week.previous().monday,
        period_last=week.previous().sunday,
        moments={
            step: (midnight + timedelta(days=days, hours=hour, minutes=minute)).astimezone(UTC)
            for step, (days, hour, minute) in CHAIN.items()
        },
        zone=STOCKHOLM,
        outcome=Outcome.AS_PLANNED,
        planned=held,
        held=held,
    )
    return replace(found, **changes)


def letter(**changes: Any) -> Letter:
    """The prompt to Signe, on its way."""
    prompt = Letter(
        key=letter_key(GROUP, W48, LetterKind.PROMPT, changes.get("recipient", "signe")),
        group_id=GROUP,
        kind=LetterKind.PROMPT,
        recipient="signe",
        due=datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
        send_before=datetime(2026, 11, 23, 15, 0, tzinfo=UTC),
        week=str(W48),
        state=LetterState.WAITING,
    )
    return replace(prompt, **changes)


def delivery_line(**changes: Any) -> DeliveryLine:
    return replace(DeliveryLine(member(), DeliveryState.SENT), **changes)
