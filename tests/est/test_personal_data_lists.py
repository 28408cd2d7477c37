"""The lists behind the guard: the generated names are those of their source, and no list works against another."""

from __future__ import annotations

from est.personal_data import name_words, offence_words, person_words, plate_words, sensitive_lists
from est.personal_data.name_lists import FIRST_NAMES, LAST_NAMES
from tools import name_lists


def test_the_generated_names_are_those_of_their_source() -> None:
    assert name_lists.first_names() == FIRST_NAMES
    assert name_lists.last_names() == LAST_NAMES


def test_curated_names_are_not_in_the_generated_list_too() -> None:
    assert not name_words.MORE_FIRST_NAMES & FIRST_NAMES
    assert not name_words.NICKNAMES & (FIRST_NAMES | name_words.MORE_FIRST_NAMES)


def test_a_word_is_of_one_kind_only() -> None:
    assert not plate_words.ACRONYMS & plate_words.WORDS
    assert not name_words.COMMON_WORDS & name_words.NEED_COMPANY
    assert not person_words.BEFORE_A_PERSON & person_words.NOT_A_PERSON_BEFORE
    assert not sensitive_lists.WORDS & sensitive_lists.HEALTH_BESIDE_A_PERSON


def test_every_word_is_written_as_the_guard_reads_it() -> None:
    modules = (name_words, offence_words, person_words, plate_words, sensitive_lists)
    lists = [value for module in modules for value in vars(module).values() if isinstance(value, frozenset)]
    wrong = [word for words in lists for word in words if word != word.strip().lower()]
    assert len(lists) > 15
    assert not wrong
