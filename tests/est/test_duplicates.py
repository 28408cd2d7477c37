"""Which reports are proposed as one event, and which never are."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from est.duplicates import Likeness, Proposal, place_key, proposals, same_place
from est.place import Location
from est.report import Incident, ReviewState
from est.vocabulary import Category, PartOfDay
from tests.est.builders import (
    SATURDAY,
    SKOLGARDEN,
    STADSPARKEN,
    collab_need,
    incident,
    item,
    items,
    upcoming_event,
)

DAY = timedelta(days=1)


def test_two_reports_of_one_category_on_one_place_and_night_are_proposed_as_one_event() -> None:
    one, other = item(incident(), number=3), item(incident(), number=9, member_id="orvar")
    assert proposals([other, one]) == (Proposal(("2026-W48-3", "2026-W48-9"), Likeness.SAME_PLACE),)


def test_the_same_member_may_have_reported_it_twice() -> None:
    assert len(proposals(items(incident(), incident()))) == 1


def test_two_events_on_one_place_stay_two_items() -> None:
    fight = incident(category=Category.VIOLENCE, location=Location(place_id="torget"), first=SATURDAY - DAY)
    sign = incident(category=Category.VANDALISM, location=Location(place_id="torget"))
    assert proposals(items(fight, sign)) == ()


def test_another_place_is_another_event() -> None:
    assert proposals(items(incident(location=SKOLGARDEN), incident(location=STADSPARKEN))) == ()


@pytest.mark.parametrize(
    ("first", "second", "proposed"),
    [
        ((SATURDAY, PartOfDay.MORNING), (SATURDAY + 2 * DAY, PartOfDay.MORNING), True),
        ((SATURDAY, PartOfDay.MORNING), (SATURDAY + 2 * DAY, PartOfDay.UNKNOWN), False),
        ((SATURDAY, PartOfDay.UNKNOWN), (SATURDAY + 2 * DAY, PartOfDay.UNKNOWN), True),
        ((SATURDAY, PartOfDay.UNKNOWN), (SATURDAY + 2 * DAY, PartOfDay.DAY), False),
        ((SATURDAY, PartOfDay.DAY), (SATURDAY + 2 * DAY, PartOfDay.DAY), True),
        ((SATURDAY, PartOfDay.DAY), (SATURDAY + 2 * DAY, PartOfDay.EVENING), False),
        ((SATURDAY, PartOfDay.EVENING), (SATURDAY + 2 * DAY, PartOfDay.EVENING), True),
        ((SATURDAY, PartOfDay.EVENING), (SATURDAY + 2 * DAY, PartOfDay.NIGHT), False),
        ((SATURDAY, PartOfDay.NIGHT), (SATURDAY + 2 * DAY, PartOfDay.NIGHT), True),
        ((SATURDAY, PartOfDay.NIGHT), (SATURDAY + 3 * DAY, PartOfDay.MORNING), False),
        ((SATURDAY, PartOfDay.UNKNOWN), (SATURDAY + 3 * DAY, PartOfDay.UNKNOWN), False),
    ],
)
def test_events_more_than_48_hours_apart_are_two(
    first: tuple[date, PartOfDay], second: tuple[date, PartOfDay], *, proposed: bool
) -> None:
    pair = [incident(first=day, part_of_day=part) for day, part in (first, second)]
    assert bool(proposals(items(*pair))) is proposed


def test_the_night_to_sunday_and_sunday_morning_lie_close_together() -> None:
    night = incident(first=SATURDAY, part_of_day=PartOfDay.NIGHT)
    morning = incident(first=SATURDAY + 2 * DAY, part_of_day=PartOfDay.EVENING)
    assert len(proposals(items(night, morning))) == 1


def test_what_went_on_for_days_is_compared_from_its_end() -> None:
    week_long = incident(first=SATURDAY - 6 * DAY, last=SATURDAY)
    assert len(proposals(items(week_long, incident(first=SATURDAY + 2 * DAY)))) == 1
    assert len(proposals(items(week_long, incident(first=SATURDAY - 3 * DAY)))) == 1
    assert proposals(items(week_long, incident(first=SATURDAY + 3 * DAY))) == ()


def test_a_row_of_reports_is_never_one_event_when_its_ends_are_far_apart() -> None:
    nights = [incident(first=SATURDAY + n * 2 * DAY) for n in range(4)]
    assert [p.item_ids for p in proposals(items(*nights))] == [
        ("2026-W48-1", "2026-W48-2"),
        ("2026-W48-3", "2026-W48-4"),
    ]


def test_three_reports_of_one_event_are_one_proposal_and_the_oldest_group_comes_first() -> None:
    later = [incident(location=STADSPARKEN, first=SATURDAY + DAY)] * 2
    assert [p.item_ids for p in proposals(items(*later, incident(), incident(), incident()))] == [
        ("2026-W48-3", "2026-W48-4", "2026-W48-5"),
        ("2026-W48-1", "2026-W48-2"),
    ]


@pytest.mark.parametrize(
    "change", [{"withdrawn": True}, {"review": ReviewState.HIDDEN}, {"merged_into": "x"}]
)
def test_what_the_group_cannot_see_is_not_compared(change: dict[str, Any]) -> None:
    assert proposals([item(number=1), item(number=2, **change)]) == ()


def test_only_incidents_are_compared() -> None:
    pairs = items(upcoming_event(), upcoming_event(), collab_need(), collab_need())
    assert proposals(pairs) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bakom Konsum", "bakom  konsum", True),
        ("Bakom Konsum.", " Bakom\nKonsum ", True),
        ("Bakom kaféet", "Bakom kafe\u0301et", True),
        ("Bakom Konsum", "Framför Konsum", False),
        (" . ", " . ", False),
        ("", "", False),
    ],
)
def test_places_in_words_are_the_same_without_case_and_spacing(one: str, other: str, *, same: bool) -> None:
    assert same_place(Location(text=one), Location(text=other)) is same


def test_words_that_look_like_an_id_are_not_that_place() -> None:
    assert not same_place(Location(text="torget"), Location(place_id="torget"))
    assert place_key(Location(place_id="torget")) == "id:torget"
    assert place_key(Location(text="Torgets  NORRA sida.")) == "words:torgets norra sida"


def test_reports_with_the_same_words_for_a_place_say_so() -> None:
    pair = items(
        incident(location=Location(text="Bakom Konsum")), incident(location=Location(text="bakom konsum"))
    )
    assert proposals(pair)[0].reason is Likeness.SAME_WORDS


def test_an_event_without_a_place_is_never_proposed() -> None:
    assert proposals(items(incident(location=Location()), incident(location=Location()))) == ()


def test_distance_may_decide_instead_of_the_register() -> None:
    pair = items(incident(location=SKOLGARDEN), incident(location=STADSPARKEN))
    assert proposals(pair, near=lambda one, other: one != other) == (
        Proposal(("2026-W48-1", "2026-W48-2"), Likeness.NEAR),
    )


INCIDENTS = st.builds(
    incident,
    location=st.sampled_from([SKOLGARDEN, STADSPARKEN, Location(text="Torget")]),
    category=st.sampled_from([Category.VANDALISM, Category.THEFT]),
    first=st.dates(SATURDAY, SATURDAY + 9 * DAY),
    part_of_day=st.sampled_from(PartOfDay),
)


@settings(deadline=None, max_examples=60)
@given(contents=st.lists(INCIDENTS, max_size=14), seed=st.integers(0, 99))
def test_proposals_do_not_depend_on_the_order_and_share_no_item(contents: list[Incident], seed: int) -> None:
    every = list(items(*contents))
    shuffled = Random(seed).sample(every, len(every))
    found = proposals(every)
    named = [item_id for proposal in found for item_id in proposal.item_ids]
    assert proposals(shuffled) == found
    assert len(named) == len(set(named))
    by_id = {i.id: i.content for i in every}
    for proposal in found:
        group = [by_id[item_id] for item_id in proposal.item_ids]
        assert len({(place_key(i.location), getattr(i, "category", "")) for i in group}) == 1
