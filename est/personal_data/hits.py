"""What the guard found and how strongly it speaks (domain.md §7.8, design.md §6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class DataClass(StrEnum):
    """The ten classes of personal data in free text."""

    P1 = "P1"  # personnummer, samordningsnummer
    P2 = "P2"  # telephone, e-mail, account, card, IP address
    P3 = "P3"  # registration plate
    P4 = "P4"  # exact dwelling
    P5 = "P5"  # name of a person
    P6 = "P6"  # link or handle
    P7 = "P7"  # sensitive word
    P8 = "P8"  # offence tied to an identifiable person
    P9 = "P9"  # number of a case about a person
    P10 = "P10"  # indirectly identifiable

    @property
    def rank(self) -> int:
        return int(self[1:])


class Strength(StrEnum):
    """A stop is never saved; a warning is shown once and may be saved anyway."""

    STOP = "stop"
    WARN = "warn"


class Suggestion(StrEnum):
    """What the reporter could write instead; `words/` has the sentences."""

    REMOVE_NUMBER = "remove_number"
    REMOVE_CONTACT = "remove_contact"
    A_CAR = "a_car"
    BLOCK_OR_YARD = "block_or_yard"
    A_YOUTH = "a_youth"
    NO_PERSON = "no_person"
    SOCIAL_MEDIA_POST = "social_media_post"
    NEUTRAL_WORDS = "neutral_words"
    ROUTE_ELSEWHERE = "route_elsewhere"
    REMOVE_CASE_NUMBER = "remove_case_number"
    REPHRASE_UNIQUE = "rephrase_unique"


STOPPING = frozenset({DataClass.P1, DataClass.P2, DataClass.P3, DataClass.P6, DataClass.P8})
"""The classes that may not be saved at all; the others, P10 included, are warnings."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One find; `text[start:end]` of the original text is what should go."""

    data_class: DataClass
    strength: Strength
    start: int
    end: int
    suggestion: str


class Outcome(StrEnum):
    """What the guard says about a whole text."""

    STOP = "stop"
    WARN = "warn"
    OK = "ok"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The guard's word on a text; `hits` come strongest first, and an accepted text has none."""

    strength: Outcome
    hits: tuple[Hit, ...]

    @property
    def hit(self) -> Hit:
        """The strongest hit; only a verdict that is not ok has one."""
        return self.hits[0]

    @property
    def label(self) -> str:
        """`P1` to `P10`, or `-` for an accepted text."""
        return self.hits[0].data_class if self.hits else "-"


def strength_of(data_class: DataClass) -> Strength:
    return Strength.STOP if data_class in STOPPING else Strength.WARN


def strongest(hits: Iterable[Hit]) -> Verdict:
    """Stop beats warn, and among equals the lowest class number speaks."""
    ranked = tuple(
        sorted(hits, key=lambda hit: (hit.strength != Strength.STOP, hit.data_class.rank, hit.start))
    )
    return Verdict(Outcome(ranked[0].strength) if ranked else Outcome.OK, ranked)
