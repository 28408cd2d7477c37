"""What a member fills in: from typed strings to an item's content, or to what is wrong at which field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TypeVar

from est.errors import Malformed, Refusal
from est.place import Location
from est.report import NOTE_LIMIT, TEXT_LIMIT, CollabNeed, Content, Incident, UpcomingEvent, severity_of
from est.vocabulary import (
    Category,
    Cause,
    Certainty,
    Crowd,
    EventType,
    Kind,
    NeedType,
    PartOfDay,
    Permit,
    PoliceReport,
    Severity,
    Spread,
    Urgency,
)

OTHER_PLACE = "other"
"""The choice of place that says: see the words under "annan plats"."""
PRESET = "preset"
"""The choice of severity that says: as usual for the category."""
EVERYONE = "everyone"
"""The choice of organisation that says: whoever at the table can help."""

OLDEST_INCIDENT = timedelta(days=366)
FURTHEST_EVENT = timedelta(days=366)
LONGEST_SPAN = timedelta(days=366)

FREE_TEXTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.INCIDENT: ("text", "other_place", "action_taken"),
    Kind.UPCOMING_EVENT: ("text", "other_place", "preparation"),
    Kind.COLLAB_NEED: ("text", "other_place"),
}
"""The fields that are typed freely, and therefore read by the personal-data guard before anything is stored."""


@dataclass(frozen=True, slots=True)
class OpenForm:
    """What a card that was turned into a form is showing, so that a refresh gives the same form back.

    `item_id` is empty for a new item; `draft` is the form's own token, under which one item at most can be saved
    however often the button is pressed (acceptance.md K1).
    """

    kind: Kind
    draft: str
    opened_at: datetime
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class FormInput:
    """A form as it was sent: the strings of its inputs by field name, exactly as typed.

    `version` is the item's version when the form was opened, `kept` the data classes the person was warned of and
    chose to save all the same.
    """

    kind: Kind
    values: Mapping[str, str]
    draft: str
    item_id: str = ""
    version: int = 0
    kept: frozenset[str] = frozenset()


class FormRefused(Refusal):
    """One or more fields are wrong; every one is named, so that nobody has to press save five times."""

    code = "form_refused"

    def __init__(self, faults: Collection[Refusal]) -> None:
        super().__init__()
        self.faults = tuple(faults)


class Reader:
    """Reads one field after the other and remembers what is wrong instead of stopping at the first."""

    def __init__(self, values: Mapping[str, str], today: date) -> None:
        self.values = values
        self.today = today
        self.faults: list[Refusal] = []

    def fault(self, code: str, field: str, **values: object) -> None:
        self.faults.append(Malformed(code, field=field, **values))

    def text(self, field: str, *, limit: int, required: bool = False) -> str:
        text = self.values.get(field, "").replace("\r\n", "\n").strip()
        if required and not text:
            self.fault("required", field)
        if len(text) > limit:
            self.fault("too_long", field, length=len(text), limit=limit)
        return text

    def choice(self, field: str, codes: type[E], default: E | None = None) -> E | None:
        """The chosen code; *default* when nothing is chosen. Without a default the choice is required."""
        value = self.values.get(field, "")
        if not value:
            if default is None:
                self.fault("required", field)
            return default
        try:
            return codes(value)
        except ValueError:
            self.fault("not_in_list", field)
            return default

    def day(self, field: str, *, earliest: date, latest: date, default: date | None = None) -> date:
        """A date between *earliest* and *latest*; today stands in for a wrong one, which is never used."""
        value = self.values.get(field, "").strip()
        if not value and default is not None:
            return default
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fault("not_a_date" if value else "required", field)
            return default or self.today
        if not earliest <= day <= latest:
            self.fault(
                "day_too_early" if day < earliest else "day_too_late", field, earliest=earliest, latest=latest
            )
        # A refused day is never kept, but others are reckoned from it, and 9999-12-31 has no day after.
        return max(earliest, min(day, latest))

    def flag(self, field: str) -> bool:
        return self.values.get(field) == "true"

    def location(self, places: Collection[str], *, required: bool = True) -> Location:
        chosen, words = self.values.get("place", ""), self.text("other_place", limit=NOTE_LIMIT)
        if chosen and chosen != OTHER_PLACE:
            if chosen not in places:
                self.fault("not_in_list", "place")
            return Location(place_id=chosen)
        if not words and (required or chosen):
            self.fault("other_place_required" if chosen else "required", "other_place" if chosen else "place")
        return Location(text=words)


E = TypeVar("E", bound=Enum)


def content_of(
    form: FormInput, *, today: date, places: Collection[str], organisations: Collection[str]
) -> Content:
    """The content that a filled-in form describes.

    *places* and *organisations* are the ids that may be chosen. Dates are the group's local dates.

    Raises:
        FormRefused: with one fault per field that is empty, too long, not in its list or out of bounds.
    """
    reader = Reader(form.values, today)
    if form.kind is Kind.INCIDENT:
        content: Content = _incident(reader, places)
    elif form.kind is Kind.UPCOMING_EVENT:
        content = _upcoming_event(reader, places)
    else:
        content = _collab_need(reader, places, organisations)
    if reader.faults:
        raise FormRefused(reader.faults)
    return content


def _incident(reader: Reader, places: Collection[str]) -> Incident:
    today = reader.today
    category = reader.choice("category", Category) or Category.OTHER
    location = reader.location(places)
    first = reader.day("first", earliest=today - OLDEST_INCIDENT, latest=today)
    last = reader.day("last", earliest=first, latest=min(today, first + LONGEST_SPAN), default=first)
    cause = reader.values.get("cause", "") and reader.choice("cause", Cause, Cause.OTHER)
    return Incident(
        category=category,
        location=location,
        first=first,
        last=last,
        part_of_day=reader.choice("part_of_day", PartOfDay) or PartOfDay.UNKNOWN,
        text=reader.text("text", limit=TEXT_LIMIT, required=True),
        severity=_severity(reader, "severity", severity_of(category)),
        ongoing=reader.flag("ongoing"),
        spread=reader.choice("spread", Spread, Spread.SINGLE) or Spread.SINGLE,
        certainty=reader.choice("certainty", Certainty, Certainty.OWN_OBSERVATION)
        or Certainty.OWN_OBSERVATION,
        police_report=reader.choice("police_report", PoliceReport, PoliceReport.UNKNOWN)
        or PoliceReport.UNKNOWN,
        causes=(cause,) if isinstance(cause, Cause) else (),
        action_taken=reader.text("action_taken", limit=NOTE_LIMIT),
        needs_discussion=reader.flag("needs_discussion"),
    )


def _upcoming_event(reader: Reader, places: Collection[str]) -> UpcomingEvent:
    today = reader.today
    first = reader.day("first", earliest=today - timedelta(days=7), latest=today + FURTHEST_EVENT)
    return UpcomingEvent(
        type=reader.choice("type", EventType) or EventType.OTHER,
        location=reader.location(places),
        first=first,
        last=reader.day("last", earliest=max(first, today), latest=first + LONGEST_SPAN, default=first),
        part_of_day=reader.choice("part_of_day", PartOfDay, PartOfDay.UNKNOWN) or PartOfDay.UNKNOWN,
        text=reader.text("text", limit=TEXT_LIMIT, required=True),
        impact=_severity(reader, "impact", Severity.MODERATE),
        crowd=reader.choice("crowd", Crowd, Crowd.UNKNOWN) or Crowd.UNKNOWN,
        permit=reader.choice("permit", Permit, Permit.UNKNOWN) or Permit.UNKNOWN,
        preparation=reader.text("preparation", limit=NOTE_LIMIT),
    )


def _collab_need(reader: Reader, places: Collection[str], organisations: Collection[str]) -> CollabNeed:
    asked = tuple(dict.fromkeys(code for code in reader.values.get("asked", "").split(",") if code))
    if not asked:
        reader.fault("required", "asked")
    if any(code != EVERYONE and code not in organisations for code in asked):
        reader.fault("not_in_list", "asked")
    return CollabNeed(
        type=reader.choice("type", NeedType) or NeedType.OTHER,
        location=reader.location(places, required=False),
        text=reader.text("text", limit=TEXT_LIMIT, required=True),
        asked=() if EVERYONE in asked else asked,
        urgency=reader.choice("urgency", Urgency) or Urgency.TWO_WEEKS,
    )


def _severity(reader: Reader, field: str, preset: Severity) -> Severity:
    value = reader.values.get(field, "")
    if not value or value == PRESET:
        return preset
    if value not in {str(int(level)) for level in Severity}:
        reader.fault("not_in_list", field)
        return preset
    return Severity(int(value))


def values_of(content: Content) -> Mapping[str, str]:
    """The strings that fill a form with *content*; the inverse of `content_of`."""
    location = content.location
    values = {
        "place": location.place_id or (OTHER_PLACE if location.text else ""),
        "other_place": location.text,
        "text": content.text,
    }
    if isinstance(content, CollabNeed):
        asked = ",".join(content.asked) or EVERYONE
        return values | {"type": content.type.value, "asked": asked, "urgency": content.urgency.value}
    values |= {
        "first": str(content.first),
        "last": str(content.last) if content.last != content.first else "",
        "part_of_day": content.part_of_day.value,
    }
    if isinstance(content, UpcomingEvent):
        return values | {
            "type": content.type.value,
            "impact": str(int(content.impact)),
            "crowd": content.crowd.value,
            "permit": content.permit.value,
            "preparation": content.preparation,
        }
    return values | {
        "category": content.category.value,
        "severity": str(int(content.severity)),
        "spread": content.spread.value,
        "certainty": content.certainty.value,
        "police_report": content.police_report.value,
        "cause": content.causes[0].value if content.causes else "",
        "action_taken": content.action_taken,
        "ongoing": "true" if content.ongoing else "false",
        "needs_discussion": "true" if content.needs_discussion else "false",
    }
