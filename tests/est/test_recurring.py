"""Places where it happens again, and when one level up is suggested."""

from datetime import date, timedelta
from typing import Any

import pytest

from est.place import Location
from est.recurring import RecurringPlace, recurring_places, suggested_severity
from est.report import Incident, ReviewState
from est.vocabulary import Category, Severity
from est.week import Week
from tests.est.builders import SKOLGARDEN, STADSPARKEN, collab_need, incident, item, items, upcoming_event

SUNDAY = date(2026, 11, 22)


def days_back(*days: int, **changes: Any) -> list[Incident]:
    return [incident(first=SUNDAY - timedelta(days=n), **changes) for n in days]


def test_three_incidents_on_one_place_in_four_weeks_are_recurring_whatever_their_category() -> None:
    kinds = (Category.LITTER, Category.GRAFFITI, Category.LITTER)
    found = items(*(incident(category=c, first=SUNDAY - timedelta(days=7 * n)) for n, c in enumerate(kinds)))
    assert recurring_places(found, SUNDAY) == (
        RecurringPlace(SKOLGARDEN, ("2026-W48-1", "2026-W48-2", "2026-W48-3")),
    )
    assert recurring_places(found, SUNDAY)[0].count == 3


def test_two_incidents_are_not_recurring() -> None:
    assert recurring_places(items(*days_back(0, 1)), SUNDAY) == ()


@pytest.mark.parametrize(
    ("days", "recurring"), [((0, 1, 27), True), ((0, 1, 28), False), ((-1, 0, 1), False)]
)
def test_four_weeks_are_28_days_that_end_with_the_day_itself(
    days: tuple[int, ...], *, recurring: bool
) -> None:
    assert bool(recurring_places(items(*days_back(*days)), SUNDAY)) is recurring


def test_a_week_means_its_four_weeks_up_to_its_sunday() -> None:
    found = items(*days_back(0, 1, 27))
    assert recurring_places(found, Week(2026, 47)) == recurring_places(found, SUNDAY) != ()
    assert recurring_places(found, Week(2026, 48)) == ()


def test_one_event_that_three_have_reported_counts_once_when_merged() -> None:
    first, *others = items(*days_back(0, 0, 0))
    merged = [item(i.content, id=i.id, number=i.number, merged_into=first.id) for i in others]
    assert recurring_places([first, *others], SUNDAY) != ()
    assert recurring_places([first, *merged], SUNDAY) == ()


@pytest.mark.parametrize("change", [{"withdrawn": True}, {"review": ReviewState.HIDDEN}])
def test_what_the_group_cannot_see_does_not_count(change: dict[str, Any]) -> None:
    *two, last = items(*days_back(0, 1, 2))
    assert recurring_places([*two, item(last.content, id=last.id, **change)], SUNDAY) == ()


def test_an_incident_counts_by_the_day_it_began_not_by_the_round_it_came_in() -> None:
    began_long_ago = incident(first=SUNDAY - timedelta(days=40), last=SUNDAY)
    assert recurring_places(items(began_long_ago, *days_back(0, 1)), SUNDAY) == ()


def test_incidents_without_a_place_recur_nowhere() -> None:
    assert recurring_places(items(*days_back(0, 1, 2, location=Location())), SUNDAY) == ()


def test_events_and_needs_do_not_count() -> None:
    others = (upcoming_event(first=SUNDAY, location=SKOLGARDEN), collab_need(location=SKOLGARDEN))
    assert recurring_places(items(*days_back(0, 1), *others), SUNDAY) == ()


def test_places_stand_in_a_fixed_order_and_are_never_ranked() -> None:
    park = days_back(0, 1, 2, 3, location=STADSPARKEN)
    found = items(*park, *days_back(0, 1, 2), *days_back(0, 1, 2, location=Location(text="Bakom Konsum")))
    locations = [place.location for place in recurring_places(found, SUNDAY)]
    assert locations == [SKOLGARDEN, STADSPARKEN, Location(text="Bakom Konsum")]
    assert recurring_places(found[::-1], SUNDAY) == recurring_places(found, SUNDAY)


def test_items_stand_in_the_order_of_their_labels() -> None:
    found = [item(incident(), number=n) for n in (10, 9, 2)]
    assert recurring_places(found, SUNDAY)[0].item_ids == ("2026-W48-2", "2026-W48-9", "2026-W48-10")


def test_the_third_incident_alike_suggests_one_level_up() -> None:
    earlier = items(*days_back(7, 14), week=Week(2026, 47))
    assert suggested_severity(incident(severity=Severity.LOW), earlier) is Severity.MODERATE
    assert suggested_severity(incident(severity=Severity.LOW), earlier[:1]) is Severity.LOW


def test_more_than_three_suggest_no_more_than_one_level() -> None:
    earlier = items(*days_back(2, 3, 4, 5, 6, 7), week=Week(2026, 47))
    assert suggested_severity(incident(severity=Severity.MODERATE), earlier) is Severity.HIGH


def test_very_high_stays_very_high() -> None:
    earlier = items(*days_back(2, 3), week=Week(2026, 47))
    assert suggested_severity(incident(severity=Severity.VERY_HIGH), earlier) is Severity.VERY_HIGH


@pytest.mark.parametrize(
    "change",
    [{"category": Category.THEFT}, {"location": STADSPARKEN}, {"first": SUNDAY - timedelta(days=35)}],
)
def test_another_category_place_or_month_is_not_alike(change: dict[str, Any]) -> None:
    earlier = items(*days_back(7), incident(**change), week=Week(2026, 47))
    assert suggested_severity(incident(severity=Severity.LOW), earlier) is Severity.LOW


def test_later_incidents_suggest_nothing_about_an_earlier_one() -> None:
    later = items(*days_back(-7, -8))
    assert suggested_severity(incident(severity=Severity.LOW), later) is Severity.LOW


def test_a_saved_incident_is_not_counted_twice() -> None:
    saved, *others = items(incident(severity=Severity.LOW), *days_back(7))
    assert suggested_severity(incident(severity=Severity.LOW), [saved, *others], saved.id) is Severity.LOW
