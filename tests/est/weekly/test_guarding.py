"""Personal data in a form: what is never stored, and what is asked about once."""

from __future__ import annotations

from typing import Any

import pytest

from est.errors import PersonalDataFound, PersonalDataSuspected
from est.place import Place
from est.vocabulary import Kind, PlaceType
from est.weekly.guarding import guard, known_words, stops
from tests.est.weekly.table import Table, form

NUMBER = "19121212-1212 sågs vid rutorna."
NAME = "Kalle Ekmark syntes vid rutorna."


def test_a_text_without_personal_data_is_not_marked() -> None:
    assert guard(form(), ()) == ()
    assert stops(form(), ()) == []


@pytest.mark.parametrize("field", ["text", "other_place", "action_taken"])
def test_a_personnummer_is_refused_at_the_field_where_it_stands(field: str) -> None:
    typed: dict[str, Any] = {field: NUMBER}
    with pytest.raises(PersonalDataFound) as refused:
        guard(form(**typed), ())
    assert (refused.value.field, refused.value.values["data_class"]) == (field, "P1")
    assert "1912" not in str(refused.value.values)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_form_is_read(kind: Kind) -> None:
    assert [stop.field for stop in stops(form(kind, text=NUMBER), ())] == ["text"]
    assert stops(form(Kind.UPCOMING_EVENT, preparation=NUMBER), ())[0].field == "preparation"


def test_each_class_is_named_once_for_each_field() -> None:
    found = stops(form(text=f"{NUMBER} 19121212-1212, anna@example.com", action_taken=NUMBER), ())
    assert [(stop.field, stop.values["data_class"]) for stop in found] == [
        ("text", "P1"),
        ("text", "P2"),
        ("action_taken", "P1"),
    ]


def test_a_name_is_asked_about_once_and_marked_when_it_is_kept() -> None:
    with pytest.raises(PersonalDataSuspected) as suspected:
        guard(form(text=NAME), ())
    assert (suspected.value.field, suspected.value.values["data_class"]) == ("text", "P5")
    assert suspected.value.values["classes"] == ("P5",)
    assert guard(form(text=NAME, kept=frozenset({"P5"})), ()) == ("P5",)


def test_a_class_that_was_not_warned_of_is_asked_about() -> None:
    kept = frozenset({"P5"})
    both = f"{NAME} Ärendet har nummer BUN 2024/70 i lägenhet 1102, Exempelgatan 4."
    with pytest.raises(PersonalDataSuspected) as suspected:
        guard(form(text=both, kept=kept), ())
    classes = suspected.value.values["classes"]
    assert isinstance(classes, tuple)
    assert set(classes) > kept
    assert list(classes) == sorted(classes)
    assert guard(form(text=both, kept=frozenset(map(str, classes))), ()) == classes


def test_a_stop_is_never_kept() -> None:
    with pytest.raises(PersonalDataFound):
        guard(form(text=f"{NAME} {NUMBER}", kept=frozenset({"P1", "P5"})), ())


def test_the_municipalitys_own_names_are_nobodys(table: Table) -> None:
    places = [Place("p", "k1", "Torget", PlaceType.SQUARE_CENTRE, "Centrum", ("Stortorget", "Ån"))]
    organisations = table.records.members.organisations("k1")
    known = known_words(places, organisations, table.group)
    assert known == {"EST Norr", "Torget", "Centrum", "Stortorget", "Ån", "Police", "School"}
