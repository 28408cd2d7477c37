"""Every no has a sentence of its own, in both languages, that ends with a way out."""

from __future__ import annotations

import re
from datetime import date, time

import pytest

from est.errors import Malformed, PersonalDataFound, PersonalDataSuspected, Refusal, RoundClosed
from tests.words.code import fields, refusals
from words import Words, words_in
from words.refusals import FIELDS, FOUND, SENTENCES, say, say_beside

BY_CLASS_OF_DATA = {"personal_data", "personal_data_suspected"}
"""Their sentences are by class of personal data."""
ROOTS = {"refused", "malformed", "not_allowed", "form_refused", "round_closed", "changed", "calendar", "plan"}
"""The codes of the classes themselves, for a refusal that is made without one of its own."""
DO = {
    "sv": r"([Ss]kriva?|Välj|Rätta|Fyll|Korta|Ta bort|Svara|Öppna|[Bb]e|Kontakta|Dra|Utse|Läs|Lägg|Meddela|ring"
    r"|Försök)\b",
    "en": r"([Tt]yp(e|ing)|Write|Choose|Correct|Fill|Shorten|Remove|Answer|Open|[Aa]sk|Contact|Withdraw|Name|Read|Add"
    r"|Tell|Say|Name|call|Try)\b",
}
TELLS = {"day_too_early", "day_too_late", "not_approved", "too_early", "already_approved", "no_meeting"}
"""Sentences whose way out is a limit, a moment or a person rather than something to do."""

languages = pytest.mark.parametrize("words", [words_in("sv"), words_in("en")], ids=["sv", "en"])


def test_every_code_that_is_raised_has_a_sentence_and_every_sentence_is_raised() -> None:
    raised = {code for _, code, _ in refusals()} - BY_CLASS_OF_DATA
    assert len(raised) > 40
    assert raised | ROOTS == SENTENCES.keys()


def test_a_refusal_carries_every_value_that_its_sentence_says() -> None:
    lacking = {
        f"{place} {code}": fields(SENTENCES[code]) - values
        for place, code, values in refusals()
        if code in SENTENCES and "**" not in values and fields(SENTENCES[code]) - values
    }
    assert not lacking


@languages
def test_every_sentence_ends_with_a_full_stop_and_a_way_out(words: Words) -> None:
    for code, sentence in {**SENTENCES, **FOUND}.items():
        text = words.t(sentence)
        assert text.endswith("."), text
        assert text[0].isupper() or text[0] == "{", text
        assert code in TELLS or re.search(DO[words.language], text), text


@languages
def test_a_sentence_gives_its_values_in_the_readers_language(words: Words) -> None:
    late = say(Malformed("day_too_late", latest=date(2026, 1, 6)), words)
    clock = say(Malformed("plan_clock_hours", earliest=time(7), latest=time(20)), words)
    closed = say(RoundClosed(closed="2026-W47", week="2026-W48"), words)
    assert (late, clock) == {
        "sv": (
            "Datumet är för långt fram. Det senaste är tis 6 jan 2026.",
            "Mötet måste börja mellan 07.00 och 20.00. Välj ett annat klockslag.",
        ),
        "en": (
            "The date is too far ahead. The latest is Tue 6 Jan 2026.",
            "The meeting must begin between 07:00 and 20:00. Choose another time.",
        ),
    }[words.language]
    assert {"sv": "Omgången v 47 är stängd", "en": "The round for week 47 is closed"}[
        words.language
    ] in closed
    assert {"sv": "v 48", "en": "week 48"}[words.language] in closed


@languages
def test_personal_data_is_refused_by_its_class_and_never_repeated(words: Words) -> None:
    for data_class in FOUND:
        text = say(PersonalDataFound(field="text", data_class=data_class, suggestion="19121212-1212"), words)
        assert text == words.t(FOUND[data_class])
        doubt = PersonalDataSuspected(field="text", data_class=data_class, classes=(data_class,))
        assert say(doubt, words).startswith(text)
        assert len(say(doubt, words)) > len(text)


@languages
def test_a_refusal_beside_its_form_names_the_field(words: Words) -> None:
    faults = [Malformed("required", field="category"), PersonalDataFound(field="text", data_class="P1")]
    nothing, category, text = say_beside(faults, words).split("\n\n")
    assert nothing == {"sv": "Inget är sparat än.", "en": "Nothing has been saved yet."}[words.language]
    assert category.startswith({"sv": "Kategori: Fältet", "en": "Category: This field"}[words.language])
    assert text == f"{words.t(FIELDS['text'])}: {words.t(FOUND['P1'])}"


@languages
def test_a_code_that_nobody_knows_is_still_a_whole_sentence(words: Words) -> None:
    assert say(Refusal("brand_new"), words) == words.t(SENTENCES["refused"])
