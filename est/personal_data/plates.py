"""P3: registration plates, `MLB 84A` and `MLB 841`, in any case and spacing (domain.md §7.8).

Three letters and a number are also rooms, acronyms, prices and plain words; `plate_words` holds those that occur
in reports. A word such as "regnr" just before makes even them a plate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from est.personal_data.counting import UNIT
from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.plate_words import ACRONYMS, COUNTING, MODELS, WORDS
from est.personal_data.reading import Found, Reading

NUMBER = re.compile(r"(?<![0-9])[0-9]{2}[0-9a-hj-npr-uw-z](?![^\W_])(?![-/:.,][0-9])")
LETTERS = re.compile(r"(?<![^\W_])([a-hj-pr-uw-z]{3})( {0,2}| ?- ?|[.:])\Z")
LONGEST_START = 6
SPELT_OUT = re.compile(
    r"(?<![\w-])[A-HJ-PR-UW-Z](?: [A-HJ-PR-UW-Z]){2} [0-9] ?[0-9] ?[0-9A-HJ-NPR-UW-Z](?!\w)"
)
LABEL = (
    r"\b(?:reg(?:\.|-| )?(?:nr|nummer|skylt(?:en)?)?|registreringsn(?:umme)?r|nummerplåt(?:en)?|bilnummer)"
)
LABELLED = re.compile(rf"{LABEL}[.:]?\s?(?:är\s)?\Z")
LABELS = frozenset(
    """
    reg regnr regnummer regskylt regskylten reg-nr registreringsnummer registreringsnr nummerplåt nummerplåten
    bilnummer
    """.split()  # noqa: SIM905
)
NAMED_BY_OWNER = re.compile(
    rf"(?i:{LABEL})[.:]?\s?(?:är\s)?"
    r"(?P<plate>(?=[A-ZÅÄÖ]*[ -]?[0-9])[A-ZÅÄÖ]{1,4}[ -]?[0-9]{1,5}[A-Z]?|[A-ZÅÄÖ]{3,7})(?!\w)"
)
"""Personal and foreign plates have no form of their own; only their label gives them away."""

VEHICLE = re.compile(
    r"(?:bil(?:en)?|buss|\bmoped(?:en)?|\bmc|\bmotorcykel|\bcross(?:en)?|\bepan?|\ba-traktor|\bvolvo|\bsaab|"
    r"\baudi|\bmercedes|\btoyota|\bskoda|\bford|\bgolf|\bpassat|\bplåt(?:en)?|\bskylt(?:en)?|\bsläp(?:et)?|"
    r"\btaxi)[,:]?\s(?:med\s|nr\s)?\Z"
)
DRIVES = re.compile(r",? (?:kör|körde|parkera[dt]|st[åo]d? parkerad|driftar|driftade|gasar|rejsar|fortkör)\b")
REACH = 30


class Candidate(NamedTuple):
    """Three letters and a number, and what stands before them."""

    letters: str
    gap: str
    number: str
    start: int
    end: int
    before: str


def find(reading: Reading) -> Iterator[Found]:
    """Every registration plate."""
    for candidate in _candidates(reading.folded):
        if _is_plate(candidate, reading):
            yield _found(candidate.start, candidate.end)
    if reading.digits >= 2:
        for match in SPELT_OUT.finditer(reading.text):
            yield _found(match.start(), match.end())
    if not LABELS.isdisjoint(reading.vocabulary):
        for match in NAMED_BY_OWNER.finditer(reading.text):
            yield _found(match.start("plate"), match.end("plate"))


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P3, start, end, Suggestion.A_CAR)


def _candidates(folded: str) -> Iterator[Candidate]:
    """Numbers are rarer than letters, so the search begins with them."""
    for number in NUMBER.finditer(folded):
        letters = LETTERS.search(folded, max(0, number.start() - LONGEST_START), number.start())
        if letters:
            before = folded[max(0, letters.start() - REACH) : letters.start()]
            yield Candidate(letters[1], letters[2], number[0], letters.start(), number.end(), before)


def _is_plate(candidate: Candidate, reading: Reading) -> bool:
    if LABELLED.search(candidate.before):
        return True
    if (candidate.letters in MODELS and not _ends_in_letter(candidate)) or _is_counted(candidate, reading):
        return False
    if candidate.letters in ACRONYMS:
        return _is_shaped(candidate, reading) and _is_driven(candidate, reading)
    if candidate.letters in WORDS:
        return _stands_out(candidate, reading)
    return True


def _stands_out(candidate: Candidate, reading: Reading) -> bool:
    """A word written as words are not: in capitals, joined to its number, or driven."""
    if _in_capitals(candidate, reading) or _is_joined(candidate):
        return True
    return _ends_in_letter(candidate) and _is_driven(candidate, reading)


def _in_capitals(candidate: Candidate, reading: Reading) -> bool:
    """Capitals say something only where not everything is in capitals."""
    return reading.text[candidate.start : candidate.start + 3].isupper() and not reading.text.isupper()


def _is_joined(candidate: Candidate) -> bool:
    """`haj311`, but not `max100`."""
    return not candidate.gap and candidate.letters not in COUNTING


def _ends_in_letter(candidate: Candidate) -> bool:
    return candidate.number[-1].isalpha()


def _is_shaped(candidate: Candidate, reading: Reading) -> bool:
    return _in_capitals(candidate, reading) or not candidate.gap or _ends_in_letter(candidate)


def _is_driven(candidate: Candidate, reading: Reading) -> bool:
    return (
        VEHICLE.search(candidate.before) is not None
        or DRIVES.match(reading.folded, candidate.end) is not None
    )


def _is_counted(candidate: Candidate, reading: Reading) -> bool:
    """`tot 200 kr`: a number with a unit after it counts something."""
    return " " in candidate.gap and UNIT.match(reading.folded, candidate.end) is not None
