"""The lists of names as one, and the forms a name takes: with a capital, in the genitive, joined to another."""

from __future__ import annotations

from est.personal_data.name_lists import FIRST_NAMES, LAST_NAMES
from est.personal_data.name_words import (
    COMMON_WORDS,
    LONE_SURNAMES,
    MORE_FIRST_NAMES,
    NEED_COMPANY,
    NICKNAMES,
    NO_GENITIVES,
    SMALL_LETTER_WORDS,
)
from est.personal_data.reading import Word

FIRST = FIRST_NAMES | MORE_FIRST_NAMES | NICKNAMES
CLEAR = (FIRST | LONE_SURNAMES) - COMMON_WORDS - NEED_COMPANY
CLEAR_IN_SMALL_LETTERS = frozenset(name for name in FIRST & CLEAR - SMALL_LETTER_WORDS if len(name) >= 4)
LISTED = (FIRST | LONE_SURNAMES | {f"{name}s" for name in FIRST}) - NO_GENITIVES
EITHER = FIRST | LAST_NAMES


def is_in(names: frozenset[str], folded: str) -> bool:
    """In the list, also in the genitive; a name joined to another is in every list."""
    return folded in names or genitive_of(folded) in names or ("-" in folded and _is_double(folded))


def genitive_of(folded: str) -> str:
    """The name whose genitive the word would be; empty for none."""
    if not folded.endswith("s") or folded in NO_GENITIVES:
        return ""
    return folded[:-1].rstrip(":'")


def stem(folded: str) -> str:
    return genitive_of(folded) or folded


def _is_double(folded: str) -> bool:
    """Ann-Britt, Jan-Erik: joined to another, even a name that is also a word counts."""
    first, _, second = folded.partition("-")
    return first in FIRST and (second in FIRST or genitive_of(second) in FIRST)


def is_capital(word: Word) -> bool:
    """Two or three capitals and nothing else are an acronym."""
    return word.text[0].isupper() and (len(word.text) not in {2, 3} or not word.text.isupper())


def is_owner(word: Word) -> bool:
    """`Kalles Volvo`: after the genitive comes what is owned."""
    return word.folded not in EITHER and genitive_of(word.folded) in EITHER
