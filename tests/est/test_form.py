"""From typed strings to an item's content, or to what is wrong at which field."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from est.errors import Refusal
from est.form import (
    EVERYONE,
    FREE_TEXTS,
    OTHER_PLACE,
    PRESET,
    FormInput,
    FormRefused,
    OpenForm,
    content_of,
    values_of,
)
from est.place import Location
from est.report import CollabNeed, Incident, UpcomingEvent
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

TODAY = date(2026, 11, 23)
PLACES = {"torget", "skolan"}
ORGANISATIONS = {"polisen", "skolan-org"}

INCIDENT = {
    "category": "vandalism",
    "place": "torget",
    "first": "2026-11-21",
    "part_of_day": "night",
    "text": "Tre rutor krossade.",
}
EVENT = {"type": "car_meet", "place": "torget", "first": "2026-12-04", "text": "Många bilar."}
NEED = {"type": "presence", "text": "Extra rond.", "asked": "polisen", "urgency": "two_weeks"}
FILLED = {Kind.INCIDENT: INCIDENT, Kind.UPCOMING_EVENT: EVENT, Kind.COLLAB_NEED: NEED}


def read(kind: Kind = Kind.INCIDENT, **changes: str) -> Any:
    """The content of a well-filled form of this kind, with changes."""
    form = FormInput(kind, FILLED[kind] | changes, "d1")
    return content_of(form, today=TODAY, places=PLACES, organisations=ORGANISATIONS)


def faults(kind: Kind = Kind.INCIDENT, **changes: str) -> dict[str, str]:
    """The code of the first fault at each field."""
    with pytest.raises(FormRefused) as refused:
        read(kind, **changes)
    found: dict[str, str] = {}
    for fault in refused.value.faults:
        found.setdefault(fault.field, fault.code)
    return found


def fault(kind: Kind = Kind.INCIDENT, **changes: str) -> Refusal:
    with pytest.raises(FormRefused) as refused:
        read(kind, **changes)
    return refused.value.faults[0]


def test_five_inputs_make_an_incident() -> None:
    assert read() == Incident(
        category=Category.VANDALISM,
        location=Location(place_id="torget"),
        first=date(2026, 11, 21),
        last=date(2026, 11, 21),
        part_of_day=PartOfDay.NIGHT,
        text="Tre rutor krossade.",
        severity=Severity.MODERATE,
    )


def test_everything_behind_more_is_kept() -> None:
    content = read(
        last="2026-11-22",
        ongoing="true",
        severity="4",
        spread="pattern",
        certainty="rumour",
        police_report="yes",
        cause="few_adults",
        action_taken="Glaset är borta.",
        needs_discussion="true",
    )
    assert content.last == date(2026, 11, 22)
    assert content.ongoing is True
    assert content.severity is Severity.VERY_HIGH
    assert content.spread is Spread.PATTERN
    assert content.certainty is Certainty.RUMOUR
    assert content.police_report is PoliceReport.YES
    assert content.causes == (Cause.FEW_ADULTS,)
    assert content.action_taken == "Glaset är borta."
    assert content.needs_discussion is True


def test_what_is_not_chosen_has_its_usual_value() -> None:
    content = read()
    assert (content.spread, content.certainty) == (Spread.SINGLE, Certainty.OWN_OBSERVATION)
    assert (content.police_report, content.causes) == (PoliceReport.UNKNOWN, ())
    assert (content.ongoing, content.needs_discussion, content.action_taken) == (False, False, "")


@pytest.mark.parametrize(
    ("category", "severity"), [("weapon_explosive", 4), ("arson_fire", 3), ("vandalism", 2), ("litter", 1)]
)
def test_the_severity_is_preset_by_the_category(category: str, severity: int) -> None:
    assert read(category=category).severity == severity
    assert read(category=category, severity=PRESET).severity == severity
    assert read(category=category, severity="1").severity == 1


@pytest.mark.parametrize("severity", ["0", "5", "high", "1.0", "٢"])
def test_a_severity_outside_the_scale_is_refused(severity: str) -> None:
    assert faults(severity=severity) == {"severity": "not_in_list"}


def test_every_empty_field_is_named_at_once() -> None:
    empty = dict.fromkeys(INCIDENT, "")
    assert faults(Kind.INCIDENT, **empty) == dict.fromkeys(
        ["category", "place", "first", "part_of_day", "text"], "required"
    )
    assert faults(Kind.UPCOMING_EVENT, **dict.fromkeys(EVENT, "")) == dict.fromkeys(
        ["type", "place", "first", "text"], "required"
    )
    assert faults(Kind.COLLAB_NEED, **dict.fromkeys(NEED, "")) == dict.fromkeys(
        ["type", "text", "asked", "urgency"], "required"
    )


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (Kind.INCIDENT, "category"),
        (Kind.INCIDENT, "place"),
        (Kind.INCIDENT, "part_of_day"),
        (Kind.INCIDENT, "spread"),
        (Kind.INCIDENT, "certainty"),
        (Kind.INCIDENT, "police_report"),
        (Kind.INCIDENT, "cause"),
        (Kind.UPCOMING_EVENT, "type"),
        (Kind.UPCOMING_EVENT, "place"),
        (Kind.UPCOMING_EVENT, "part_of_day"),
        (Kind.UPCOMING_EVENT, "crowd"),
        (Kind.UPCOMING_EVENT, "permit"),
        (Kind.UPCOMING_EVENT, "impact"),
        (Kind.COLLAB_NEED, "type"),
        (Kind.COLLAB_NEED, "place"),
        (Kind.COLLAB_NEED, "asked"),
        (Kind.COLLAB_NEED, "urgency"),
    ],
)
def test_a_choice_that_is_not_in_its_list_is_refused(kind: Kind, field: str) -> None:
    assert faults(kind, **{field: "nonsens"}) == {field: "not_in_list"}


@pytest.mark.parametrize("kind", Kind)
def test_a_text_may_be_five_hundred_characters_and_no_more(kind: Kind) -> None:
    assert read(kind, text="å" * 500).text == "å" * 500
    refused = fault(kind, text="å" * 501)
    assert (refused.field, refused.code) == ("text", "too_long")
    assert refused.values == {"length": 501, "limit": 500}


@pytest.mark.parametrize(
    ("kind", "field"), [(Kind.INCIDENT, "action_taken"), (Kind.UPCOMING_EVENT, "preparation")]
)
def test_a_note_may_be_three_hundred_characters_and_no_more(kind: Kind, field: str) -> None:
    assert getattr(read(kind, **{field: "n" * 300}), field) == "n" * 300
    assert fault(kind, **{field: "n" * 301}).values == {"length": 301, "limit": 300}


def test_space_around_a_text_is_not_part_of_it_and_lines_end_alike() -> None:
    assert read(text="  rad ett\r\nrad två \n").text == "rad ett\nrad två"
    assert faults(text=" \n ") == {"text": "required"}


@pytest.mark.parametrize("kind", Kind)
def test_another_place_is_said_in_words(kind: Kind) -> None:
    assert read(kind, place=OTHER_PLACE, other_place="Stigen bakom hallen").location == Location(
        text="Stigen bakom hallen"
    )
    assert faults(kind, place=OTHER_PLACE) == {"other_place": "other_place_required"}


def test_words_alone_are_a_place_too_and_a_chosen_place_goes_before_them() -> None:
    assert read(place="", other_place="Stigen").location == Location(text="Stigen")
    assert read(other_place="Stigen").location == Location(place_id="torget")
    assert faults(other_place="s" * 301) == {"other_place": "too_long"}


def test_a_need_may_be_without_a_place() -> None:
    assert read(Kind.COLLAB_NEED).location == Location()


@pytest.mark.parametrize("written", ["2026-13-01", "21 november", "9999-99-99", "2026-11-21T10:00", "202611"])
def test_a_date_that_cannot_be_read_is_refused(written: str) -> None:
    assert faults(first=written) == {"first": "not_a_date"}


def test_an_incident_is_between_a_year_ago_and_today() -> None:
    assert read(first="2026-11-23").first == TODAY
    assert read(first=str(TODAY - timedelta(days=366))).first == date(2025, 11, 22)
    late = fault(first="2026-11-24")
    assert (late.field, late.code, late.values["latest"]) == ("first", "day_too_late", TODAY)
    early = fault(first=str(TODAY - timedelta(days=367)))
    assert (early.field, early.code) == ("first", "day_too_early")
    assert early.values["earliest"] == TODAY - timedelta(days=366)


def test_an_incident_ends_on_or_after_its_first_day_and_not_in_the_future() -> None:
    assert faults(last="2026-11-20") == {"last": "day_too_early"}
    assert faults(last="2026-11-24") == {"last": "day_too_late"}
    assert read(last="2026-11-23").last == TODAY


def test_a_night_over_new_year_is_one_incident_of_its_first_day() -> None:
    form = FormInput(Kind.INCIDENT, INCIDENT | {"first": "2026-12-31", "last": "2027-01-01"}, "d1")
    content = content_of(form, today=date(2027, 1, 4), places=PLACES, organisations=())
    assert isinstance(content, Incident)
    assert (content.first, content.last) == (date(2026, 12, 31), date(2027, 1, 1))


def test_a_coming_event_is_within_a_year_and_not_over() -> None:
    furthest = str(TODAY + timedelta(days=366))
    assert read(Kind.UPCOMING_EVENT, first=furthest).first == TODAY + timedelta(days=366)
    assert faults(Kind.UPCOMING_EVENT, first=str(TODAY + timedelta(days=367))) == {"first": "day_too_late"}
    assert faults(Kind.UPCOMING_EVENT, first=str(TODAY - timedelta(days=8))) == {"first": "day_too_early"}
    assert faults(Kind.UPCOMING_EVENT, first="9999-12-31") == {"first": "day_too_late"}


def test_a_coming_event_that_has_begun_goes_on_until_today_at_least() -> None:
    begun = str(TODAY - timedelta(days=7))
    assert read(Kind.UPCOMING_EVENT, first=begun, last=str(TODAY)).last == TODAY
    assert faults(Kind.UPCOMING_EVENT, first=begun, last="2026-11-22") == {"last": "day_too_early"}
    longest = str(date(2026, 12, 4) + timedelta(days=366))
    assert read(Kind.UPCOMING_EVENT, last=longest).last == date(2026, 12, 4) + timedelta(days=366)
    too_long = str(date(2026, 12, 4) + timedelta(days=367))
    assert faults(Kind.UPCOMING_EVENT, last=too_long) == {"last": "day_too_late"}


def test_a_coming_event_keeps_what_is_known_of_it() -> None:
    content = read(
        Kind.UPCOMING_EVENT,
        part_of_day="evening",
        crowd="up_to_200",
        permit="yes",
        impact="3",
        preparation="Vakter.",
    )
    assert content == UpcomingEvent(
        type=EventType.CAR_MEET,
        location=Location(place_id="torget"),
        first=date(2026, 12, 4),
        last=date(2026, 12, 4),
        part_of_day=PartOfDay.EVENING,
        text="Många bilar.",
        impact=Severity.HIGH,
        crowd=Crowd.UP_TO_200,
        permit=Permit.YES,
        preparation="Vakter.",
    )
    plain = read(Kind.UPCOMING_EVENT)
    assert (plain.part_of_day, plain.crowd, plain.permit, plain.impact) == (
        PartOfDay.UNKNOWN,
        Crowd.UNKNOWN,
        Permit.UNKNOWN,
        Severity.MODERATE,
    )


def test_a_need_asks_some_or_everybody_and_each_once() -> None:
    assert read(Kind.COLLAB_NEED) == CollabNeed(
        type=NeedType.PRESENCE,
        location=Location(),
        text="Extra rond.",
        asked=("polisen",),
        urgency=Urgency.TWO_WEEKS,
    )
    assert read(Kind.COLLAB_NEED, asked="polisen,skolan-org,polisen").asked == ("polisen", "skolan-org")
    assert read(Kind.COLLAB_NEED, asked=f"polisen,{EVERYONE}").asked == ()
    assert faults(Kind.COLLAB_NEED, asked=",") == {"asked": "required"}


@pytest.mark.parametrize(
    "content",
    [
        read(),
        read(
            last="2026-11-22",
            ongoing="true",
            cause="other",
            needs_discussion="true",
            place="other",
            other_place="Stig",
        ),
        read(Kind.UPCOMING_EVENT, last="2026-12-05", crowd="over_1000"),
        read(Kind.COLLAB_NEED, place="skolan", asked="everyone"),
        read(Kind.COLLAB_NEED),
    ],
)
def test_a_form_filled_with_content_gives_the_same_content(content: Any) -> None:
    form = FormInput(content.kind, values_of(content), "d1")
    assert content_of(form, today=TODAY, places=PLACES, organisations=ORGANISATIONS) == content


def test_values_are_the_strings_of_the_inputs() -> None:
    assert values_of(read(last="2026-11-22", ongoing="true")) == {
        "place": "torget",
        "other_place": "",
        "text": "Tre rutor krossade.",
        "first": "2026-11-21",
        "last": "2026-11-22",
        "part_of_day": "night",
        "category": "vandalism",
        "severity": "2",
        "spread": "single",
        "certainty": "own_observation",
        "police_report": "unknown",
        "cause": "",
        "action_taken": "",
        "ongoing": "true",
        "needs_discussion": "false",
    }
    assert values_of(read())["last"] == ""
    assert values_of(read(place="other", other_place="Stig"))["place"] == OTHER_PLACE
    assert values_of(read(Kind.COLLAB_NEED, asked="everyone"))["asked"] == EVERYONE


def test_every_free_text_is_read_by_the_guard() -> None:
    assert {kind: set(fields) for kind, fields in FREE_TEXTS.items()} == {
        Kind.INCIDENT: {"text", "other_place", "action_taken"},
        Kind.UPCOMING_EVENT: {"text", "other_place", "preparation"},
        Kind.COLLAB_NEED: {"text", "other_place"},
    }


def test_an_open_form_is_for_a_new_item_unless_it_names_one() -> None:
    assert OpenForm(Kind.INCIDENT, "d1", datetime(2026, 11, 23, tzinfo=UTC)).item_id == ""
