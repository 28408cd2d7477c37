"""The text as a person reads it: digits are digits, dashes are dashes, what is invisible is gone.

Every character read remembers where it stood, so that a hit points into the text as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

PLAIN = re.compile(r"[\n -~°§äåèéöüÄÅÉÖÜ]*+")
"""Characters that already are what they look like; most texts hold no others."""

DASHES = "‐‑‒–—―−⁃˗﹘﹣－"  # noqa: RUF001
SPACES = "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
QUOTES = "‘’ʼ´"  # noqa: RUF001
BREAKS = "\r\v\f\u0085\u2028\u2029"
ONE_TO_ONE = str.maketrans(
    {**dict.fromkeys(DASHES, "-"), **dict.fromkeys(SPACES, " "), **dict.fromkeys(QUOTES, "'")}
    | {**dict.fromkeys(BREAKS, "\n"), "“": '"', "”": '"'}
)

UNSEEN = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by name that show nothing."""

MARKS_KEPT = 2
"""More marks on one letter than this compose to nothing, and sorting thousands of them would be slow."""

LONGEST_EXPANSION = 4
"""A single character that would unfold to more (whole Arabic phrases do) is left as it is."""

WORD = re.compile(r"[^\W\d_]+(?:['’:-][^\W\d_]+)*+")

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zåäö])|\n")

PART = re.compile(r"[^\W\d_]+")
DIGIT = re.compile("[0-9]")


class Word(NamedTuple):
    """A word and where it stands in the reading."""

    start: int
    end: int
    text: str
    folded: str


class Found(NamedTuple):
    """A find in the reading, before its place in the original text is known."""

    data_class: str
    start: int
    end: int
    suggestion: str


def joined(found: Iterable[Found]) -> Iterator[Found]:
    """Finds of one class, in order; those that overlap become one, with the first one's suggestion."""
    ordered = deque(sorted(found, key=lambda one: (one.start, one.end)))
    while ordered:
        whole = ordered.popleft()
        while ordered and ordered[0].start < whole.end:
            whole = whole._replace(end=max(whole.end, ordered.popleft().end))
        yield whole


@dataclass(frozen=True)
class Reading:
    """A text made readable; `folded` is `text` in lower case, character by character.

    Without slots, so that the words are laid out only for the texts that may hold a name.
    """

    text: str
    folded: str
    vocabulary: frozenset[str]
    digits: int
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(
            Word(match.start(), match.end(), match[0], self.folded[match.start() : match.end()])
            for match in WORD.finditer(self.text)
        )

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the reading stands in the original text."""
        return (self.starts[start], self.ends[end - 1]) if self.starts else (start, end)


def read(text: str) -> Reading:
    """A reading of any string, whatever it holds."""
    if PLAIN.fullmatch(text):
        return _reading(text)
    swapped = text.translate(ONE_TO_ONE)
    if PLAIN.fullmatch(swapped):
        return _reading(swapped)
    seen = list(_seen(text))
    return _reading(
        "".join(character for character, _, _ in seen),
        starts=tuple(start for _, start, _ in seen),
        ends=tuple(end for _, _, end in seen),
    )


def _reading(text: str, starts: tuple[int, ...] = (), ends: tuple[int, ...] = ()) -> Reading:
    folded = _fold(text)
    return Reading(
        text=text,
        folded=folded,
        vocabulary=frozenset(PART.findall(folded) + WORD.findall(folded)),
        digits=len(DIGIT.findall(text)),
        starts=starts,
        ends=ends,
    )


def _fold(text: str) -> str:
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _seen(text: str) -> Iterator[tuple[str, int, int]]:
    """Every visible character with the start and end of what it was written as."""
    for start, end in _clusters(text):
        cluster = text[start : min(end, start + 1 + MARKS_KEPT)]
        unfolded = unicodedata.normalize("NFKC", cluster)
        for character in unfolded if len(unfolded) <= LONGEST_EXPANSION else cluster:
            for shown in _shown(character):
                yield shown, start, end


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or unicodedata.category(text[position]) not in {"Mn", "Me"}:
            yield start, position
            start = position


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    """What a reader sees: one plain character, or nothing."""
    swapped = character.translate(ONE_TO_ONE)
    if swapped != character or swapped == "\n":
        return swapped
    if character in UNSEEN:
        return ""
    return _by_category(character, unicodedata.category(character))


def _by_category(character: str, category: str) -> str:
    if category in {"Cc", "Cf", "Mn", "Me"}:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd":
        return "-"
    return " " if category == "Zs" else character


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends; a full stop before a small letter ends an abbreviation."""
    start = 0
    for boundary in SENTENCE_END.finditer(text):
        yield start, boundary.start()
        start = boundary.end()
    yield start, len(text)
