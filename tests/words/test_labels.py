"""Every code, reason and letter can be said, in both languages."""

from __future__ import annotations

from enum import Enum, IntEnum, StrEnum

import pytest

from bot.faults import FaultCode
from cards.letters import LETTERS
from cards.plan_form import CADENCE, HOLIDAYS, PRESETS
from cards.to_coordinators import STEPS
from est import action, delivery, member, report, vocabulary
from est.agenda import PointKind, Reason, ReasonCode
from est.letters import LetterKind, LetterState
from est.outcome import INTERRUPTED, MAYBE_SENT, NO_DATABASE
from est.summary import Uncertainty, UncertaintyCode
from est.timetable import HolidayRule, Preset
from est.vocabulary import Category
from est.weekly.setting_up import CADENCES
from tests.words.code import kinds_of
from words import Words, words_in
from words.agenda import CONTENT, POINTS, reason
from words.delivery import WHY, why
from words.summary import SECTIONS, uncertainty
from words.vocabulary import EXAMPLES, LABELS, category_choice, label, short_label

UNSAID = {
    "Horizon": "decides how far ahead an action is asked about",
    "ReviewState": "decides whether an item is shown",
    "Route": "decides how a letter goes",
}
"""Codes that no card shows."""

languages = pytest.mark.parametrize("words", [words_in("sv"), words_in("en")], ids=["sv", "en"])


@languages
def test_every_code_of_the_vocabulary_has_a_label(words: Words) -> None:
    vocabularies = [kind for kind in _enumerations() if kind.__module__ == vocabulary.__name__]
    assert len(vocabularies) > 10
    for kind in vocabularies:
        labels = [label(words, code) for code in kind]
        assert all(labels)
        assert len(set(labels)) == len(labels), f"two codes of {kind.__name__} are called the same"


@languages
def test_what_is_shown_of_seats_reports_and_actions_has_a_label(words: Words) -> None:
    for module in (action, delivery, member, report):
        for kind in _enumerations():
            if kind.__module__ == module.__name__ and kind.__name__ not in UNSAID:
                assert all(label(words, code) for code in kind), kind


def test_no_label_is_of_a_code_that_is_no_more() -> None:
    for kind, labels in LABELS.items():
        assert set(labels) == set(kind)


@languages
def test_a_category_is_offered_with_its_examples_and_shown_without(words: Words) -> None:
    for category in Category:
        text = category_choice(words, category)
        assert text.startswith(label(words, category))
        assert (category in EXAMPLES) is (text != label(words, category))
        assert "(" not in short_label(words, category)


@languages
def test_every_fault_of_a_delivery_has_a_reason_and_something_to_do(words: Words) -> None:
    states = {LetterState.UNKNOWN.value, LetterState.EXPIRED.value}
    known = {code.value for code in FaultCode} | states | {INTERRUPTED, MAYBE_SENT, NO_DATABASE}
    assert known <= WHY.keys()
    for code in WHY:
        assert why(words, code).endswith(".")
        assert code == "left_group" or why(words, code).rstrip(".").count(". ") >= 1, why(words, code)
    assert why(words, "never_heard_of") == why(words, LetterState.UNKNOWN.value)


@languages
def test_every_reason_and_point_of_the_agenda_can_be_said(words: Words) -> None:
    said = {code: reason(words, Reason(code, 2)) for code in ReasonCode}
    assert all(said.values())
    assert not any("{" in text for text in said.values())
    assert set(POINTS) == set(PointKind)
    assert set(CONTENT) <= set(PointKind)


@languages
def test_every_uncertainty_and_section_of_a_summary_can_be_said(words: Words) -> None:
    for code in UncertaintyCode:
        for n in (1, 2):
            assert uncertainty(words, Uncertainty(code, n, 12)).endswith(".")
    assert len({words.t(section) for section in SECTIONS}) == 12


def test_every_letter_has_a_card() -> None:
    assert set(LETTERS) == set(LetterKind)


@languages
def test_every_choice_of_the_settings_is_called_something(words: Words) -> None:
    assert (set(PRESETS), set(HOLIDAYS), set(CADENCE)) == (set(Preset), set(HolidayRule), set(CADENCES))
    for choices in (PRESETS, HOLIDAYS, CADENCE):
        assert len({words.t(text) for text in choices.values()}) == len(choices)


@languages
def test_a_missed_step_is_told_with_what_the_coordinator_can_do(words: Words) -> None:
    for text in STEPS.values():
        assert words.t(text).endswith(".")


def _enumerations() -> set[type[Enum]]:
    return kinds_of(StrEnum) | kinds_of(IntEnum) | kinds_of(Enum)
