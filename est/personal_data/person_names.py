"""P5: names of persons, from lists and from the company a word keeps (domain.md §7.8, picture.md §5).

Rules, not a trained model: a common name counts anywhere, a rare one beside "killen", "heter" or a surname.
Streets, schools and shops that bear a person's name pass. It is help, not a promise (design.md §6).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from est.personal_data import naming
from est.personal_data import person_words as beside
from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.name_forms import (
    CLEAR,
    CLEAR_IN_SMALL_LETTERS,
    EITHER,
    FIRST,
    LISTED,
    is_capital,
    is_in,
    is_owner,
    stem,
)
from est.personal_data.name_lists import LAST_NAMES
from est.personal_data.name_words import COMMON_WORDS
from est.personal_data.reading import Found, Reading, Word, joined, read

INNER_CAPITAL = re.compile(r" (?<=[\w,;'\")] )[^\W\d_a-zåäöéü]")
LONGEST_NAME = 4
"""Words in one name: two given names, two family names."""

SENTENCE_END = re.compile(r'[.!?\n:•"(]')
IN_A_CLASS = re.compile(r",? (?:i|från) (?:klass |åk )?[1-9] ?[a-fA-F](?!\w)")
YOUTH = re.compile(
    r"\b(?:kille|tjej|pojk|flick|grabb|elev|ungdom|tonåring|lillebror|lillasyster|barn|klass)|\b[1-9][a-f]\b"
)


def find(reading: Reading, known: Collection[str] = ()) -> list[Found]:
    """Every name of a person, in order; the municipality's own `known` names are none."""
    spans = {*_names_in_words(reading), *naming.find(reading)}
    if not spans:
        return []
    suggestion = Suggestion.A_YOUTH if YOUTH.search(reading.folded) else Suggestion.NO_PERSON
    passing = _passing(reading.folded, known)
    names = joined(Found(DataClass.P5, start, end, suggestion) for start, end in spans)
    return [name for name in names if passing.find(0, name.start, name.end) >= 0]


def _passing(folded: str, known: Collection[str]) -> bytearray:
    """A one for every character of a known name that stands as whole words, also in the genitive."""
    passing = bytearray(len(folded))
    for name in (*map(_as_read, known), *beside.COMPANIES):
        if name and name in folded:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?::?s)?(?!\w)", folded):
                passing[match.start() : match.end()] = b"\1" * len(match[0])
    return passing


@lru_cache(maxsize=8192)
def _as_read(name: str) -> str:
    return read(name).folded.strip()


class Run(NamedTuple):
    """Words that stand together and would be one name: `reading.words[first:after]`."""

    reading: Reading
    first: int
    after: int

    @property
    def word(self) -> Word:
        return self.reading.words[self.first]

    @property
    def last(self) -> Word:
        return self.reading.words[self.after - 1]

    @property
    def in_front(self) -> str:
        """The word just before, if nothing but a space parts them."""
        return self.reading.words[self.first - 1].folded if _adjacent(self.reading, self.first) else ""

    @property
    def behind(self) -> str:
        return self.reading.words[self.after].folded if _adjacent(self.reading, self.after) else ""

    @property
    def begins_sentence(self) -> bool:
        if not self.first:
            return True
        between = self.reading.text[self.reading.words[self.first - 1].end : self.word.start]
        return SENTENCE_END.search(between) is not None


def _adjacent(reading: Reading, position: int) -> bool:
    """Nothing but a space between the word here and the one before."""
    if not 0 < position < len(reading.words):
        return False
    return reading.text[reading.words[position - 1].end : reading.words[position].start] in {" ", "  "}


def _names_in_words(reading: Reading) -> Iterator[tuple[int, int]]:
    if not _may_hold_a_name(reading):
        return
    position = 0
    while position < len(reading.words):
        run = _run_from(reading, position)
        if _may_begin(run.word) and not _is_of_a_place(run) and _is_person(run):
            yield run.word.start, run.last.end
            position = run.after
        else:
            position += 1


def _may_hold_a_name(reading: Reading) -> bool:
    """A listed name, a capital inside a sentence, a surname in -sson or two words joined: most texts have none."""
    return (
        not LISTED.isdisjoint(reading.vocabulary)
        or "sson" in reading.folded
        or "-" in reading.text
        or INNER_CAPITAL.search(reading.text) is not None
    )


def _may_begin(word: Word) -> bool:
    return is_capital(word) or is_in(LISTED, word.folded)


def _run_from(reading: Reading, position: int) -> Run:
    after = position + 1
    while after - position < LONGEST_NAME and _goes_on(reading, after):
        after += 1
    return Run(reading, position, after)


def _goes_on(reading: Reading, position: int) -> bool:
    """The word here belongs to the name that the word before it is part of."""
    if not _adjacent(reading, position):
        return False
    before, word = reading.words[position - 1], reading.words[position]
    if is_owner(before):
        return False
    if is_capital(word):
        return not _names_a_place(word.folded)
    return word.folded.endswith(beside.SMALL_LETTER_SURNAMES) or (
        word.folded in LAST_NAMES and not is_capital(before)
    )


def _names_a_place(folded: str) -> bool:
    return folded in beside.AFTER_A_PLACE_NAME or folded.endswith(beside.PLACE_ENDINGS)


def _is_of_a_place(run: Run) -> bool:
    """Streets, schools, shops and storms are named after people."""
    return (
        run.in_front in beside.NOT_A_PERSON_BEFORE
        or run.last.folded.endswith(beside.PLACE_ENDINGS)
        or _names_a_place(run.behind)
    )


def _is_person(run: Run) -> bool:
    if _has_company(run):
        return True
    folded = run.word.folded
    if not is_capital(run.word):
        return is_in(CLEAR_IN_SMALL_LETTERS, folded)
    if is_in(CLEAR, folded) or (is_in(COMMON_WORDS, folded) and not run.begins_sentence):
        return True
    return run.after - run.first == 1 and _is_surname_alone(run)


def _has_company(run: Run) -> bool:
    """A surname behind, a word for a person in front, or a school class after it."""
    if run.after - run.first > 1 and _is_full_name(run):
        return True
    if run.in_front in beside.BEFORE_A_PERSON and _fits_after(run.in_front, run.word):
        return True
    if not IN_A_CLASS.match(run.reading.text, run.last.end):
        return False
    return is_in(FIRST, run.word.folded) or (is_capital(run.word) and not run.begins_sentence)


def _is_full_name(run: Run) -> bool:
    """A surname after a first name from the lists, or after an unknown one in the middle of a sentence."""
    first, surname = run.word.folded, stem(run.last.folded)
    if is_in(FIRST, first):
        return surname in LAST_NAMES or surname.endswith(beside.SURNAME_ENDINGS)
    return (
        surname.endswith(beside.SURE_SURNAME_ENDINGS)
        and first not in beside.DIRECTIONS
        and not run.begins_sentence
    )


def _fits_after(in_front: str, word: Word) -> bool:
    """After a function a place may follow too, so there the word itself must look like a name."""
    if is_in(EITHER, word.folded):
        return True
    if in_front in beside.FUNCTIONS:
        return stem(word.folded).endswith(beside.SURE_SURNAME_ENDINGS)
    return not word.folded.endswith(beside.WEAK_PLACE_ENDINGS)


def _is_surname_alone(run: Run) -> bool:
    """`Andersson`, but not `Anderssons Bygg` or `Andersson & Co`; rarer forms only inside a sentence."""
    surname = stem(run.word.folded)
    if (
        not surname.endswith(beside.SURE_SURNAME_ENDINGS)
        or _is_firm(run)
        or run.in_front in beside.DIRECTIONS
    ):
        return False
    if surname.endswith("sson"):
        return len(surname) >= 6
    return surname in LAST_NAMES and not run.begins_sentence


def _is_firm(run: Run) -> bool:
    if run.reading.text.startswith(" &", run.word.end):
        return True
    return is_owner(run.word) and run.behind != "" and is_capital(run.reading.words[run.after])
