"""What people type: the word, in any case, with or without slash, in Swedish or English (platform.md §1.8)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from est.errors import Malformed
from est.week import Week


class Word(StrEnum):
    """The commands."""

    REPORT = "rapportera"
    SUMMARY = "sammanfattning"
    AGENDA = "dagordning"
    STATUS = "läget"
    SETTINGS = "inställningar"
    MEMBERS = "deltagare"
    MEETING = "möte"
    ACTIONS = "åtgärder"
    HELP = "hjälp"
    UNKNOWN = "okänt"


class Variant(StrEnum):
    """Which summary."""

    GROUP = "grupp"
    DRAFT = "utkast"
    APPROVE = "godkänn"
    OPERATIVE = "op"
    COUNCIL = "bra"
    STEERING = "styrgrupp"
    PUBLIC = "publik"


@dataclass(frozen=True, slots=True)
class Command:
    """A command that was typed; the week is empty unless one was named."""

    word: Word
    variant: Variant = Variant.GROUP
    week: str = ""
    number: int = 0
    """The action that was named, such as å7."""

    @property
    def text(self) -> str:
        """The command as it could have been typed; made of our own words only."""
        week = Week.parse(self.week) if self.week else None
        named = f"vecka {week.number} {week.year}" if week else ""
        variant = self.variant.value if self.variant is not Variant.GROUP else ""
        number = str(self.number) if self.number else ""
        return " ".join(filter(None, [self.word.value, variant, named, number]))


WORDS: Mapping[str, Word] = {
    **{word.value: word for word in Word if word is not Word.UNKNOWN},
    "rapport": Word.REPORT,
    "svara": Word.REPORT,
    "report": Word.REPORT,
    "summary": Word.SUMMARY,
    "summering": Word.SUMMARY,
    "agenda": Word.AGENDA,
    "laget": Word.STATUS,
    "status": Word.STATUS,
    "installningar": Word.SETTINGS,
    "settings": Word.SETTINGS,
    "setup": Word.SETTINGS,
    "members": Word.MEMBERS,
    "mote": Word.MEETING,
    "mötet": Word.MEETING,
    "meeting": Word.MEETING,
    "starta": Word.MEETING,
    "hjalp": Word.HELP,
    "help": Word.HELP,
    "hej": Word.HELP,
    "hello": Word.HELP,
    "hi": Word.HELP,
    "?": Word.HELP,
}
VARIANTS: Mapping[str, Variant] = {
    **{variant.value: variant for variant in Variant},
    "draft": Variant.DRAFT,
    "approve": Variant.APPROVE,
    "godkann": Variant.APPROVE,
    "operativ": Variant.OPERATIVE,
    "brå": Variant.COUNCIL,
    "council": Variant.COUNCIL,
    "steering": Variant.STEERING,
    "public": Variant.PUBLIC,
    "offentlig": Variant.PUBLIC,
}
NEAREST = 26
"""Weeks: a week without a year is the one of that number nearest to today."""

_WEEK = re.compile(r"\b(?:v|vecka|w|week)\.?\s*(\d{1,4})\b(?:\s+(?:år\s+)?(\d{4})\b)?")
_LONGEST = 200
_ACTIONS = re.compile(
    r"(?:(?:mina\s+)?(?:åtgärder|åtgärd|atgarder|atgard|actions?|my\s+actions)\b\s*(?:å|nr\s*)?|å\s*(?=\d))"
    r"(\d{1,5})?[.!?]*"
)
"""`åtgärder`, `mina åtgärder`, `åtgärd 7` and å7."""


def parse(text: str, today: date) -> Command:
    """The command that a text says.

    Raises:
        Malformed: with code `unknown_week`, when a week is named that does not exist.
    """
    said = unicodedata.normalize("NFC", text).casefold().strip().lstrip("/").strip()
    if len(said) > _LONGEST:
        return Command(Word.UNKNOWN)
    actions = _ACTIONS.fullmatch(said)
    if actions is not None:
        return Command(Word.ACTIONS, number=int(actions[1] or 0))
    named = _WEEK.search(said)
    rest = (said[: named.start()] + " " + said[named.end() :] if named else said).split()
    said_words = [part.strip(".,!?") or part for part in rest]
    word = WORDS.get(said_words[0], Word.UNKNOWN) if said_words else Word.UNKNOWN
    variants = [VARIANTS.get(part) for part in said_words[1:]]
    if None in variants or len(set(variants)) > 1 or (variants and word is not Word.SUMMARY):
        return Command(Word.UNKNOWN)
    variant = variants[0] if variants and variants[0] is not None else Variant.GROUP
    return Command(word, variant, _week(named, today) if named and word is not Word.UNKNOWN else "")


def _week(named: re.Match[str], today: date) -> str:
    number, year = int(named[1]), named[2]
    years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
    found = []
    for each in years:
        try:
            found.append(Week(each, number))
        except ValueError:
            continue
    here = Week.of(today)
    near = [week for week in found if year or abs(week.weeks_after(here)) <= NEAREST + 1]
    if not near:
        raise Malformed("unknown_week")
    return str(min(near, key=lambda week: abs(week.weeks_after(here))))
