"""What readers outside the group may see of a summary: small numbers cannot be read, nor worked out."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from est.place import Place
from est.report import Incident
from est.summary.audiences import LEAST, Circle, counts, tell
from est.vocabulary import Audience, PlaceType
from tests.cards.scene import PLACES, a_week, meeting_view, summary_view
from tests.est.builders import incident, item

NUMBERS = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 7), max_size=5)


@given(NUMBERS, st.sampled_from([3, 5]))
def test_no_number_below_the_least_is_said(found: dict[str, int], least: int) -> None:
    told = counts(found, least)
    assert all(row.few or row.count >= least for row in told.rows)
    assert all(row.count == 0 for row in told.rows if row.few)
    assert told.total.few or told.total.count == sum(found.values())
    assert [row.name for row in told.rows] == sorted(found)


@given(NUMBERS, st.sampled_from([3, 5]))
def test_what_is_not_said_cannot_be_worked_out_from_the_rest(found: dict[str, int], least: int) -> None:
    """Every hidden number could be another one, by everything that is said."""
    told = counts(found, least)
    hidden = [row.name for row in told.rows if row.few]
    if told.total.few or not hidden:
        return
    left = told.total.count - sum(row.count for row in told.rows)
    fitting = [numbers for numbers in product(range(1, left + 1), repeat=len(hidden)) if sum(numbers) == left]
    alike = [
        numbers
        for numbers in fitting
        if counts({**found, **dict(zip(hidden, numbers, strict=True))}, least) == told
    ]
    for place in range(len(hidden)):
        assert len({numbers[place] for numbers in alike}) > 1


def test_inside_the_operative_group_every_number_is_said() -> None:
    told = counts({"a": 1, "b": 7}, LEAST[Circle.OPERATIVE])
    assert [(row.name, row.count, row.few) for row in told.rows] == [("a", 1, False), ("b", 7, False)]


def test_a_single_small_number_takes_the_first_of_the_others_with_it() -> None:
    told = counts({"a": 1, "b": 4, "c": 9}, 3)
    assert [(row.name, row.few) for row in told.rows] == [("a", True), ("b", True), ("c", False)]
    assert told.total.count == 14


@pytest.mark.parametrize("circle", Circle)
@pytest.mark.parametrize(
    "kind", [PlaceType.SCHOOL, PlaceType.PRESCHOOL, PlaceType.RESIDENTIAL_YARD, PlaceType.STAIRWELL]
)
def test_some_kinds_of_place_stand_under_their_area_only(circle: Circle, kind: PlaceType) -> None:
    named = Place("skolgarden", "ekbacka", "Kanariefågeln", kind, "Norra Ekbacka", ("Gula huset",))
    view = summary_view(meeting_view(a_week(), places=PLACES | {"skolgarden": named}), approved=True)
    told = tell(view.summary, circle, places=view.meeting.places, items=view.meeting.items, actions={})
    assert "Kanariefågel" not in repr(told)


@pytest.mark.parametrize("circle", Circle)
def test_an_incident_travels_no_further_than_its_reporter_lets_it(circle: Circle) -> None:
    def told(audience: Audience) -> int:
        content = incident(needs_discussion=True, audience=audience)
        assert isinstance(content, Incident)
        meeting = meeting_view((item(content),))
        view = summary_view(meeting, approved=True)
        return len(
            tell(view.summary, circle, places=meeting.places, items=meeting.items, actions={}).incidents
        )

    assert told(Audience.EST) == 0
    assert told(Audience.OPERATIVE) == (1 if circle is Circle.OPERATIVE else 0)
    assert told(Audience.NOT_PUBLIC) == (1 if circle is Circle.OPERATIVE else 0)


def test_a_place_in_no_register_is_named_to_nobody_outside() -> None:
    somewhere = replace(incident().location, place_id="", text="Kanariegränd 4")
    view = summary_view(meeting_view((item(incident(location=somewhere)),)), approved=True)
    for circle in Circle:
        told = tell(view.summary, circle, places=PLACES, items=view.meeting.items, actions={})
        assert "Kanarie" not in repr(told)
