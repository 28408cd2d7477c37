"""An English reader's cards are English all through: only names and what people typed stay Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pytest

from cards.teams import Card
from tests.cards import hostile, leading, meetings, reporting, scene
from tests.cards.gallery import GALLERY
from tests.words.code import forms_of, strings
from words import words_in
from words.check import read

SWEDISH = re.compile("[åäöÅÄÖ]")
SCENERY = (scene, reporting, meetings, leading, hostile)
SECOND_GROUP = "EST Norra Ekbacka och Björkgården med omnejd"
ACTION = re.compile(r"Å\d+\b")
"""What an action is called in every language, as in the minutes."""
PAYLOAD = {"data", "verb", "id", "value", "$schema"}
NUMBERS = {
    "n",
    "answered",
    "total",
    "expected",
    "of",
    "number",
    "first",
    "last",
    "limit",
    "length",
    "year",
    "version",
}
SAMPLE = (
    *(
        "greeting",
        "help",
        "choose-group",
        "settings",
        "settings-faults",
        "settings-paused",
        "members",
        "member",
    ),
    *(
        "prompt-open",
        "prompt-three-kinds",
        "prompt-nothing",
        "prompt-very-severe",
        "prompt-locked",
        "reminder",
    ),
    *(
        "form-incident",
        "form-incident-faults",
        "form-event",
        "form-need",
        "refusal",
        "closed",
        "delivery",
        "summary",
    ),
)


@pytest.mark.parametrize("name", SAMPLE)
def test_no_swedish_letter_stands_in_an_english_card_but_in_names(name: str) -> None:
    for text in _shown(GALLERY[name](words_in("en"))):
        own = ACTION.sub("", text)
        for typed in _typed():
            own = own.replace(typed, "")
        assert not SWEDISH.search(own), text


@pytest.mark.parametrize("name", GALLERY)
def test_no_sentence_of_ours_stands_in_swedish_in_an_english_card(name: str) -> None:
    ours = _swedish_sentences()
    for text in _shown(GALLERY[name](words_in("en"))):
        for piece in re.split(r" · |(?<=[.!?:]) ", text):
            assert not ours.fullmatch(piece.strip(" ⚠✔→○…⇄")), text


def _shown(card: Card) -> Iterator[str]:
    """What a reader meets: every text of the card but ids and what buttons carry."""
    yield card.summary
    yield from strings(_without_payload(card.content))


def _without_payload(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_payload(inner) for name, inner in value.items() if name not in PAYLOAD}
    return [_without_payload(inner) for inner in value] if isinstance(value, list) else value


@cache
def _typed() -> tuple[str, ...]:
    """The names and texts that the gallery draws its cards from, the longest first."""
    scenery = [value for module in SCENERY for name, value in vars(module).items() if name.isupper()]
    texts = _texts([*scenery, scene.a_week(), scene.group()])
    found = {line for text in texts for line in text.splitlines() if SWEDISH.search(line)}
    return tuple(sorted(found | {SECOND_GROUP}, key=len, reverse=True))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            yield from _texts(inner)


@cache
def _swedish_sentences() -> re.Pattern[str]:
    """Every sentence of more than a word whose English is another; single words may be names as well."""
    ids = {
        form
        for entry in read("en")
        if entry.id
        for form in forms_of(entry.id)
        if " " in form.strip() and form not in forms_of(entry.string)
    }
    return re.compile("|".join(_pattern(form) for form in ids))


def _pattern(form: str) -> str:
    parts = re.split(r"\{(\w+)\}", form.strip().rstrip("."))
    values = [
        r"\d[\d.,]*" if name in NUMBERS else r"\d\d\.\d\d" if name == "clock" else ".+"
        for name in parts[1::2]
    ]
    text = "".join(re.escape(said) + value for said, value in zip(parts[::2], [*values, ""], strict=True))
    return rf"{text}\.?"
