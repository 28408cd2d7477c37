"""P5: names of persons, from lists and from the company a word keeps (domain.md §7.8, picture.md §5).

Rules, not a trained model: a common name counts anywhere, a rare one beside "killen", "heter" or a surname.
Streets, schools and shops that bear a person's name pass. It is help, not a promise (design.md §6).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from est.personal_data import naming
from est.personal_data import person_words as beside
from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.name_lists import FIRST_NAMES, LAST_NAMES
from est.personal_data.name_words import (
    COMMON_WORDS,
    MORE_FIRST_NAMES,
    NEED_COMPANY,
    NICKNAMES,
    NO_GENITIVES,
    SMALL_LETTER_WORDS,
)
from est.personal_data.reading import Found, Reading, Word, read

FIRST = FIRST_NAMES | MORE_FIRST_NAMES | NICKNAMES
CLEAR = FIRST - COMMON_WORDS - NEED_COMPANY
CLEAR_IN_SMALL_LETTERS = frozenset(name for name in CLEAR - SMALL_LETTER_WORDS if len(name) >= 4)
LISTED = FIRST | {f"{name}s" for name in FIRST} - NO_GENITIVES
ANY_NAME = FIRST | LAST_NAMES
INNER_CAPITAL = re.compile(r" (?<=[\w,;'\")] )[^\W\d_a-zåäöéü]")
LONGEST_NAME = 4
"""Words in one name: two given names, two family names."""

SURNAME_ALONE = ("sson", "ström", "gren", "qvist", "kvist", "quist", "stedt")
DIRECTIONS = frozenset("norra södra östra västra stora lilla gamla nya övre nedre inre yttre".split())  # noqa: SIM905
SENTENCE_END = re.compile(r'[.!?\n:•"(]')
IN_A_CLASS = re.compile(r",? (?:i|från) (?:klass |åk )?[1-9] ?[a-fA-F](?!\w)")
YOUTH = re.compile(
    r"\b(?:kille|tjej|pojk|flick|grabb|elev|ungdom|tonåring|lillebror|lillasyster|barn|klass)|\b[1-9][a-f]\b"
)


def find(reading: Reading, known: Collection[str] = ()) -> list[Found]:
    """Every name of a person, in order; the municipality's own `known` names are none."""
    spans = sorted({*_names_in_words(reading), *naming.find(reading)})
    if not spans:
        return []
    suggestion = Suggestion.A_YOUTH if YOUTH.search(reading.folded) else Suggestion.NO_PERSON
    passing = _passing(reading.folded, known)
    return [
        Found(DataClass.P5, start, end, suggestion)
        for start, end in _merged(spans)
        if passing.find(0, start, end) >= 0
    ]


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = spans[0]
    for next_start, next_end in spans[1:]:
        if next_start >= end:
            yield start, end
            start, end = next_start, next_end
        end = max(end, next_end)
    yield start, end


def _passing(folded: str, known: Collection[str]) -> bytearray:
    """One for every character of a known name that stands as whole words, also in the genitive."""
    passing = bytearray(len(folded))
    for name in (*map(_as_read, known), *beside.COMPANIES):
        if name and name in folded:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?::?s)?(?!\w)", folded):
                passing[match.start() : match.end()] = b"\1" * len(match[0])
    return passing


@lru_cache(maxsize=8192)
def _as_read(name: str) -> str:
    return read(name).folded.strip()


def _names_in_words(reading: Reading) -> Iterator[tuple[int, int]]:
    if not _may_hold_a_name(reading):
        return
    position = 0
    while position < len(reading.words):
        after = _name_at(reading, position)
        if after > position:
            yield reading.words[position].start, reading.words[after - 1].end
        position = max(after, position + 1)


def _may_hold_a_name(reading: Reading) -> bool:
    """A listed name, a capital inside a sentence, a surname in -sson or two words joined: most texts have none."""
    return (
        not LISTED.isdisjoint(reading.vocabulary)
        or "sson" in reading.folded
        or "-" in reading.text
        or INNER_CAPITAL.search(reading.text) is not None
    )


def _name_at(reading: Reading, position: int) -> int:
    """The position after the name that begins here; the same position if none does."""
    word = reading.words[position]
    if not (_is_capital(word) or word.folded in LISTED or _is(word.folded, FIRST)):
        return position
    after = _end_of_name(reading, position)
    if _is_of_a_place(reading, position, after):
        return position
    return after if _is_person(reading, position, after) else position


def _is_capital(word: Word) -> bool:
    """Capitals throughout are an acronym if they are few."""
    return word.text[0].isupper() and (len(word.text) < 2 or len(word.text) > 3 or not word.text.isupper())


def _is(folded: str, names: frozenset[str]) -> bool:
    """In the list, also in the genitive, or made of two from the list."""
    return folded in names or _genitive(folded) in names or ("-" in folded and _is_double(folded))


def _genitive(folded: str) -> str:
    if not folded.endswith("s") or folded in NO_GENITIVES:
        return ""
    return folded[:-1].rstrip(":'")


def _is_double(folded: str) -> bool:
    """Ann-Britt, Jan-Erik: joined to another, even a name that is also a word counts."""
    first, _, second = folded.partition("-")
    return first in FIRST and (second in FIRST or _genitive(second) in FIRST)


def _end_of_name(reading: Reading, position: int) -> int:
    after = position + 1
    while after < len(reading.words) and after - position < LONGEST_NAME and _goes_on(reading, after):
        after += 1
    return after


def _goes_on(reading: Reading, position: int) -> bool:
    """The word belongs to the name that the word before it is part of."""
    before, word = reading.words[position - 1], reading.words[position]
    if not _adjacent(reading, position) or _is_owner(before):
        return False
    if _is_capital(before) and _is_capital(word):
        return not word.folded.endswith(beside.PLACE_ENDINGS) and word.folded not in beside.AFTER_A_PLACE_NAME
    return not _is_capital(before) and (
        word.folded in LAST_NAMES or word.folded.endswith(beside.SMALL_LETTER_SURNAMES)
    )


def _is_owner(word: Word) -> bool:
    """`Kalles Volvo`: after the genitive comes what is owned."""
    return word.folded not in ANY_NAME and _genitive(word.folded) in ANY_NAME


def _adjacent(reading: Reading, position: int) -> bool:
    return reading.text[reading.words[position - 1].end : reading.words[position].start] in {" ", "  "}


def _is_of_a_place(reading: Reading, position: int, after: int) -> bool:
    """Streets, schools, shops and storms are named after people."""
    if position and _adjacent(reading, position) and _before(reading, position) in beside.NOT_A_PERSON_BEFORE:
        return True
    if reading.words[after - 1].folded.endswith(beside.PLACE_ENDINGS):
        return True
    if after == len(reading.words) or not _adjacent(reading, after):
        return False
    following = reading.words[after].folded
    return following in beside.AFTER_A_PLACE_NAME or following.endswith(beside.PLACE_ENDINGS)


def _before(reading: Reading, position: int) -> str:
    return reading.words[position - 1].folded if position else ""


def _is_person(reading: Reading, position: int, after: int) -> bool:
    word = reading.words[position]
    if _has_company(reading, position, after):
        return True
    if not _is_capital(word):
        return _is(word.folded, CLEAR_IN_SMALL_LETTERS)
    if _is(word.folded, CLEAR):
        return True
    if _is(word.folded, COMMON_WORDS) and not _begins_sentence(reading, position):
        return True
    return _is_surname_alone(reading, position, after)


def _has_company(reading: Reading, position: int, after: int) -> bool:
    """A surname behind, a word for a person in front, or a school class after it."""
    word = reading.words[position]
    if after - position > 1 and _is_full_name(reading, position, after):
        return True
    in_front = _before(reading, position) if position and _adjacent(reading, position) else ""
    if in_front in beside.BEFORE_A_PERSON and _fits_after(in_front, word):
        return True
    in_a_class = IN_A_CLASS.match(reading.text, reading.words[after - 1].end) is not None
    return in_a_class and (
        _is(word.folded, FIRST) or (_is_capital(word) and not _begins_sentence(reading, position))
    )


def _is_full_name(reading: Reading, position: int, after: int) -> bool:
    """A first name from the lists, or an unknown one in the middle of a sentence, and a surname."""
    first, last = reading.words[position], reading.words[after - 1]
    surname = _is(last.folded, LAST_NAMES) or _stem(last.folded).endswith(beside.SURNAME_ENDINGS)
    if _is(first.folded, FIRST):
        return surname
    return (
        surname
        and first.folded not in DIRECTIONS
        and _stem(last.folded).endswith(SURNAME_ALONE)
        and not _begins_sentence(reading, position)
    )


def _stem(folded: str) -> str:
    return _genitive(folded) or folded


def _fits_after(in_front: str, word: Word) -> bool:
    """After a function a place may follow too, so there the word itself must look like a name."""
    if _is(word.folded, FIRST):
        return True
    if not _is_capital(word):
        return False
    if _is(word.folded, LAST_NAMES):
        return True
    if in_front in beside.FUNCTIONS:
        return _stem(word.folded).endswith(SURNAME_ALONE)
    return not word.folded.endswith(beside.WEAK_PLACE_ENDINGS)


def _is_surname_alone(reading: Reading, position: int, after: int) -> bool:
    """`Andersson`, but not `Anderssons Bygg`; rarer forms only inside a sentence."""
    word = reading.words[position]
    if after - position > 1 or not _stem(word.folded).endswith(SURNAME_ALONE):
        return False
    if reading.text.startswith(" &", word.end):
        return False
    if _is_owner(word) and after < len(reading.words) and _is_capital(reading.words[after]):
        return False
    if _stem(word.folded).endswith("sson"):
        return len(word.folded) > 5
    return _is(word.folded, LAST_NAMES) and not _begins_sentence(reading, position)


def _begins_sentence(reading: Reading, position: int) -> bool:
    if not position:
        return True
    between = reading.text[reading.words[position - 1].end : reading.words[position].start]
    return SENTENCE_END.search(between) is not None
