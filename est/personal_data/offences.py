"""P8: an offence tied to somebody who can be identified (GDPR article 10, domain.md §7.8).

The item then belongs with the police or social services: the guard stops it and the card shows the way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.offence_words import (
    HOUSED,
    KNOWN_BY_RELATION,
    OFFENCE_PHRASES,
    OFFENCES,
    OFFENDERS,
    REPORTS_IT,
    SUSPECTED,
    UNDER_SUSPICION,
)
from est.personal_data.reading import Found, Reading, Word, sentences

PAST = frozenset(word for word in OFFENCES if word.endswith("ade"))
OFFENCE = re.compile(
    rf"\b(?:(?<!\bär )(?<!\bvar )(?<!\bblev )(?<!\bblir )(?:{'|'.join(sorted(PAST))})"
    rf"|{'|'.join((*sorted(OFFENCES - PAST), *OFFENCE_PHRASES))})\b(?!(?<=slog) larm)"
)
"""What somebody did; "rutorna var krossade" says what was done."""

WHO_IT_IS = (
    r"(?:bor|bodde|bosatt|heter|kallas|hemmahörande|skriven|går i (?:klass|åk|[1-9] ?[a-f]\b|[^\W\d_]*skolan)|"
    r"går på [^\W\d_]*(?:skolan|gymnasiet)|(?:jobbar|arbetar) (?:på|hos|i)|"
    r"är (?:en |vår |deras |min )?(?:son|dotter|bror|syster|pappa|mamma|elev|hyresgäst|känd|granne|anställd)|"
    r"känns igen|kör en|har tidigare)"
)
IDENTIFIED_SUSPECT = re.compile(
    rf"\b(?:(?:den|de) (?:{'|'.join(sorted(SUSPECTED))})|{'|'.join(sorted(OFFENDERS))})\b"
    rf"[^.!?\n]{{0,40}}?\b{WHO_IT_IS}"
)
RELATED_SUSPECT = re.compile(
    rf"\b(?:{'|'.join(sorted(KNOWN_BY_RELATION))})\b[^.!?,\n]{{0,20}}?\b(?:{UNDER_SUSPICION})\b"
)
SUSPECTS = SUSPECTED | OFFENDERS
WITNESS_REACH = 3


def find(reading: Reading, names: Sequence[Found], dwellings: Sequence[Found]) -> Iterator[Found]:
    """A suspect who is described or known by relation, or a named or housed person in one sentence with an offence."""
    for words, suspect in ((SUSPECTS, IDENTIFIED_SUSPECT), (KNOWN_BY_RELATION, RELATED_SUSPECT)):
        if not words.isdisjoint(reading.vocabulary):
            for match in suspect.finditer(reading.folded):
                yield _found(match.start(), match.end())
    if names or dwellings:
        yield from _with_offence(reading, names, dwellings)


def _with_offence(reading: Reading, names: Sequence[Found], dwellings: Sequence[Found]) -> Iterator[Found]:
    for start, end in sentences(reading.text):
        offence = OFFENCE.search(reading.folded, start, end)
        if offence:
            persons = [
                *_named(reading, _from_to(names, start, end)),
                *_housed(reading, dwellings, (start, end)),
            ]
            for person in persons:
                yield _found(min(person.start, offence.start()), max(person.end, offence.end()))


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P8, start, end, Suggestion.ROUTE_ELSEWHERE)


def _named(reading: Reading, names: Sequence[Found]) -> Iterator[Found]:
    return (name for name in names if not _reports_it(reading, name))


def _reports_it(reading: Reading, name: Found) -> bool:
    """`Rektor Lindqvist såg att någon klottrat`: the witness has a warning, not an offence."""
    first = bisect_left(reading.words, name.end, key=_start)
    return any(word.folded in REPORTS_IT for word in reading.words[first : first + WITNESS_REACH])


def _housed(reading: Reading, dwellings: Sequence[Found], within: tuple[int, int]) -> Sequence[Found]:
    """`Mannen i lgh 1102`: a dwelling identifies the person spoken of in the same sentence."""
    here = _from_to(dwellings, *within)
    if not here:
        return ()
    first, last = (bisect_left(reading.words, position, key=_start) for position in within)
    return here if any(word.folded in HOUSED for word in reading.words[first:last]) else ()


def _from_to(found: Sequence[Found], start: int, end: int) -> Sequence[Found]:
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


def _start(found: Found | Word) -> int:
    return found.start
