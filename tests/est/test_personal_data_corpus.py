"""How well the guard does on sentences as reporters write them: the corpus, and case L4."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from est.personal_data import DataClass, check, verdict
from tests.est.found import found, sentences

HARMLESS = [sentence for _, sentence in sentences("harmless.tsv")]
POSITIVE = sentences("positive.tsv")

MOST_FALSE_WARNINGS = 0.02
CERTAIN = ("P1", "P2", "P3", "P6")
LEAST_RECALL_OF_CERTAIN = 0.99
TODAYS_RECALL = {"P4": 1.0, "P5": 0.97, "P7": 1.0, "P8": 1.0, "P9": 1.0, "P10": 1.0}
"""What the guard finds in this corpus today: a change that finds less must say so here.

The corpus was also used to develop the rules. Of 30 sentences with names that no rule had seen, 26 were found; of 60
harmless ones full of capitals, five were warned about. Expect the like of texts that are new.
"""

ACTIONS = {
    "19121212-1212": "stop",
    "191212121212": "stop",
    "121212-1212": "stop",
    "1212121212": "stop",
    "121212+1212": "stop",
    "121212−1212": "stop",
    "1912 12 12 – 1212": "stop",
    "121212 1212": "stop",
    "701063-2391": "stop",
    "197010632391": "stop",
    "070-1740605": "stop",
    "+46 70 174 06 05": "stop",
    "anna.exempel@example.com": "stop",
    "anna.exempel(at)example.com": "stop",
    "MLB 84A": "stop",
    "mlb841": "stop",
    "192.0.2.44": "stop",
    "2001:db8::1": "stop",
}


@cache
def recall() -> dict[str, float]:
    """Share of the sentences of each class in which that class was found."""
    of_class = Counter(row[0] for row in POSITIVE)
    hit = Counter(row[0] for row in POSITIVE if row[0] in {hit.data_class for hit in check(row[1])})
    return {name: hit[name] / count for name, count in of_class.items()}


@pytest.mark.case("L4")
def test_numbers_of_persons_are_stopped_and_ordinary_sentences_pass() -> None:
    sentence = "Han med {} stod vid kiosken kl 22.30."
    assert {number: verdict(sentence.format(number)).strength for number in ACTIONS} == ACTIONS

    warned = [text for text in HARMLESS if check(text)]
    assert len(HARMLESS) >= 200
    assert len(warned) <= MOST_FALSE_WARNINGS * len(HARMLESS), warned


def test_no_harmless_sentence_of_the_corpus_is_warned_about_today() -> None:
    assert {text: found(text) for text in HARMLESS if check(text)} == {}


def test_the_corpus_is_large_enough_and_has_every_class() -> None:
    assert len(POSITIVE) >= 200
    assert {row[0] for row in POSITIVE} == set(DataClass)
    assert len({row[1] for row in POSITIVE}) == len(POSITIVE)
    assert len(set(HARMLESS)) == len(HARMLESS)
    assert min(Counter(row[0] for row in POSITIVE).values()) >= 14


@pytest.mark.parametrize("data_class", CERTAIN)
def test_what_has_a_form_is_found_almost_always(data_class: str) -> None:
    assert recall()[data_class] >= LEAST_RECALL_OF_CERTAIN


def test_what_has_only_words_is_found_as_often_as_it_says() -> None:
    figures = recall()
    print({name: f"{share:.1%}" for name, share in figures.items()})
    assert all(figures[name] >= least for name, least in TODAYS_RECALL.items()), figures


def test_exactly_the_personal_data_is_pointed_at() -> None:
    for data_class, text, expected in POSITIVE:
        pointed_at = [text[hit.start : hit.end] for hit in check(text) if hit.data_class == data_class]
        assert pointed_at == ([] if expected == "-" else expected.split(" | ")), text


def test_sentences_put_together_are_judged_as_they_are_alone() -> None:
    """Forty harmless ones after each other are still harmless; nothing is read across a full stop."""
    for start in range(0, len(HARMLESS), 40):
        assert found("\n".join(HARMLESS[start : start + 40])) == []
