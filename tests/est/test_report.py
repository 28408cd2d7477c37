"""What a report's items are called, who sees them, and when a report counts as an answer."""

from datetime import UTC, datetime
from typing import Any

import pytest

from est.place import Location
from est.report import ANSWERED, ReportStatus, ReviewState, severity_of
from est.vocabulary import CATEGORIES, Category, Kind, Severity
from est.week import Week
from tests.est.builders import collab_need, incident, item, report, upcoming_event

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def test_an_item_is_called_by_the_week_and_its_number() -> None:
    assert item(number=12).label == "V48-12"
    assert item(week=Week(2026, 7), number=1).label == "V7-1"


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, True),
        ({"review": ReviewState.OK}, True),
        ({"review": ReviewState.EDITED}, True),
        ({"review": ReviewState.ORAL}, True),
        ({"review": ReviewState.RETURNED}, False),
        ({"review": ReviewState.HIDDEN}, False),
        ({"withdrawn": True}, False),
        ({"merged_into": "2026-W48-2"}, False),
    ],
)
def test_the_group_sees_what_is_not_withdrawn_sent_back_hidden_or_merged(
    changes: dict[str, Any], *, shown: bool
) -> None:
    assert item(**changes).shown is shown


def test_every_content_says_what_kind_it_is() -> None:
    assert incident().kind is Kind.INCIDENT
    assert upcoming_event().kind is Kind.UPCOMING_EVENT
    assert collab_need().kind is Kind.COLLAB_NEED


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, ReportStatus.OPEN),
        ({"nothing": True}, ReportStatus.NOTHING_TO_REPORT),
        ({"done_at": NOON}, ReportStatus.OPEN),
        ({"items": (item(),)}, ReportStatus.DRAFT),
        ({"items": (item(),), "late": True}, ReportStatus.DRAFT),
        ({"items": (item(),), "done_at": NOON}, ReportStatus.SUBMITTED),
        ({"items": (item(),), "done_at": NOON, "late": True}, ReportStatus.SUBMITTED_LATE),
        ({"items": (item(),), "nothing": True, "done_at": NOON}, ReportStatus.SUBMITTED),
        ({"items": (item(withdrawn=True),), "done_at": NOON}, ReportStatus.OPEN),
        ({"items": (item(withdrawn=True),), "nothing": True}, ReportStatus.NOTHING_TO_REPORT),
    ],
)
def test_the_status_follows_from_what_is_kept(changes: dict[str, Any], status: ReportStatus) -> None:
    assert report(**changes).status is status


@pytest.mark.parametrize("status", ReportStatus)
def test_everything_but_an_open_report_is_an_answer(status: ReportStatus) -> None:
    assert (status in ANSWERED) is (status is not ReportStatus.OPEN)


def test_saved_items_count_as_an_answer_before_done_is_pressed() -> None:
    assert report(items=(item(),)).answered
    assert report(nothing=True).answered
    assert not report().answered
    assert not report(items=(item(withdrawn=True),)).answered


def test_an_item_that_the_coordinator_hid_is_still_an_answer() -> None:
    assert report(items=(item(review=ReviewState.HIDDEN),)).answered


def test_live_items_keep_the_order_they_were_entered_in() -> None:
    first, gone, last = item(number=2), item(number=1, withdrawn=True), item(number=3)
    assert report(items=(first, gone, last)).live == (first, last)


@pytest.mark.parametrize("category", Category)
def test_a_form_starts_from_the_severity_of_its_category(category: Category) -> None:
    assert severity_of(category) is CATEGORIES[category].severity


def test_weapons_fire_and_litter_start_as_the_method_says() -> None:
    assert severity_of(Category.WEAPON_EXPLOSIVE) is Severity.VERY_HIGH
    assert severity_of(Category.ARSON_FIRE) is Severity.HIGH
    assert severity_of(Category.LITTER) is Severity.LOW


def test_a_location_is_a_place_or_words_or_nowhere() -> None:
    assert Location(place_id="torget")
    assert Location(text="Bakom Konsum")
    assert not Location()
