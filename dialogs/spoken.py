"""What is typed in passing at a meeting: `beslut V48-3: text, ansvarig …, senast …` and `anteckning V48-3: text`.

Nothing in it has to be in its place: what cannot be read is asked for in the form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from est.action_form import ORGANISATION, SEAT
from est.member import Member, Organisation


class Spoken(StrEnum):
    """What the words are for."""

    DECISION = "decision"
    NOTE = "note"


WORDS = {
    "beslut": Spoken.DECISION,
    "decision": Spoken.DECISION,
    "anteckning": Spoken.NOTE,
    "note": Spoken.NOTE,
}
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
IN_ENGLISH = {"may": "maj", "oct": "okt"}
WEEKDAYS = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")

_BEGINS = re.compile(
    r"\s*/?\s*(?P<word>beslut|decision|anteckning|note)\b\s*[:,]?\s*"
    r"(?P<label>(?:v\s*\d{1,2}\s*-\s*\d{1,4}|å\s*\d{1,4}))?\s*[:,–-]?\s*(?P<rest>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_PART = re.compile(r"[,;.]?\s*\b(ansvarig|ansvar|owner|senast|klart|by)\b\s*:?\s*", re.IGNORECASE)
_OWNER = {"ansvarig", "ansvar", "owner"}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_DAY_MONTH = re.compile(r"(\d{1,2})\s*(?:/\s*(\d{1,2})|(?:\.|:e)?\s*([^\W\d_]{3,}))\Z")


@dataclass(frozen=True, slots=True)
class Said:
    """A line that was typed, taken apart; what was not said is empty."""

    what: Spoken
    label: str
    text: str
    owner: str = ""
    due: str = ""


def spoken(text: str) -> Said | None:
    """The parts of a typed decision or note; None when it is another command."""
    found = _BEGINS.match(unicodedata.normalize("NFC", text))
    if found is None:
        return None
    what = WORDS[found["word"].casefold()]
    label = re.sub(r"\s+", "", found["label"] or "").upper()
    rest = found["rest"].strip()
    if what is Spoken.NOTE:
        return Said(what, label, rest)
    pieces = _PART.split(rest)
    parts = {"owner": "", "due": ""}
    for word, value in zip(pieces[1::2], pieces[2::2], strict=True):
        parts["owner" if word.casefold() in _OWNER else "due"] = value.strip(" ,;.")
    return Said(what, label, pieces[0].strip(" ,;"), parts["owner"], parts["due"])


def day_said(said: str, today: date) -> str:
    """The day that was meant, as 2026-12-11; empty when it cannot be read.

    A day without a year is the next of its kind, a weekday the next such day after today.
    """
    words = said.casefold().strip(" .")
    for weekday, name in enumerate(WEEKDAYS):
        if re.fullmatch(rf"(på\s+)?{name}(dag|dagen)?", words):
            return str(today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1))
    iso = _ISO.match(words)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DAY_MONTH.match(re.sub(r"^(den|the)\s+", "", words))
    if not found:
        return ""
    month = int(found[2]) if found[2] else _month(found[3])
    this_year = _day(today.year, month, int(found[1]))
    return this_year if this_year >= str(today) else _day(today.year + 1, month, int(found[1]))


def owner_said(said: str, members: Iterable[Member], organisations: Iterable[Organisation]) -> str:
    """The choice of owner that was meant: a function at the table, or an organisation; empty when it is not certain."""
    words = said.casefold().strip()
    if not words:
        return ""
    seats = [m for m in members if m.reports]
    functions = [m for m in seats if m.function.casefold() == words]
    if len(functions) == 1:
        return f"{SEAT}{functions[0].id}"
    every = list(organisations)
    named = [one for one in every if one.name.casefold() == words]
    named = named or [one for one in every if one.name.casefold().startswith(words)]
    return f"{ORGANISATION}{named[0].id}" if len(named) == 1 else ""


def _month(name: str) -> int:
    short = name[:3]
    short = IN_ENGLISH.get(short, short)
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def _day(year: int, month: int, day: int) -> str:
    try:
        return str(date(year, month, day))
    except ValueError:
        return ""
