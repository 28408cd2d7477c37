"""The guard itself: all classes over one text, in order of position (domain.md §7.8)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, groupby

from est.personal_data import (
    accounts,
    case_numbers,
    contacts,
    dwellings,
    identity_numbers,
    indirect,
    offences,
    person_names,
    plates,
    sensitive_words,
    telephones,
)
from est.personal_data.hits import DataClass, Hit, Verdict, strength_of, strongest
from est.personal_data.reading import Found, Reading, joined, read


def check(text: str, known: Collection[str] = ()) -> tuple[Hit, ...]:
    """Everything in the text that may be personal data, ordered by position.

    `known` are the municipality's own names of places, organisations and events; they never count as persons.
    """
    reading = read(text)
    taken = bytearray(len(reading.text))
    written = [found for found in _by_form(reading) if _claims(taken, found)]
    found = _joined_by_class([*written, *_about_people(reading, taken, known)])
    hits = (_hit(reading, one) for one in found)
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.data_class.rank)))


def verdict(text: str, known: Collection[str] = ()) -> Verdict:
    """What the guard says of the whole text."""
    return strongest(check(text, known))


def guard_line(sentence: str) -> str:
    """One line of `python app.py guard`: strength, class and the sentence, parted by tabs."""
    said = verdict(sentence)
    line = sentence.rstrip("\r\n").replace("\r", " ").replace("\n", " ")
    return f"{said.strength}\t{said.label}\t{line}"


def _by_form(reading: Reading) -> Iterator[Found]:
    """What is recognised by its form alone, the surest first."""
    return chain(
        contacts.find_addresses(reading),
        accounts.find(reading),
        identity_numbers.find(reading),
        case_numbers.find(reading),
        contacts.find_numbers(reading),
        telephones.find(reading),
        plates.find(reading),
    )


def _claims(taken: bytearray, found: Found) -> bool:
    """A stretch of text is one thing only, and the first to claim it has it."""
    if taken.find(1, found.start, found.end) >= 0:
        return False
    taken[found.start : found.end] = b"\1" * (found.end - found.start)
    return True


def _about_people(reading: Reading, taken: bytearray, known: Collection[str]) -> Iterator[Found]:
    """What is recognised by its words; a name inside an address or a link is part of that."""
    names = [name for name in person_names.find(reading, known) if taken.find(1, name.start, name.end) < 0]
    homes = list(dwellings.find(reading))
    return chain(
        names,
        homes,
        sensitive_words.find(reading),
        offences.find(reading, names, homes),
        indirect.find(reading),
        indirect.flat_on_a_day(reading, homes),
    )


def _joined_by_class(found: list[Found]) -> Iterator[Found]:
    by_class = sorted(found, key=lambda one: one.data_class)
    return chain.from_iterable(joined(same) for _, same in groupby(by_class, key=lambda one: one.data_class))


def _hit(reading: Reading, found: Found) -> Hit:
    start, end = reading.span(found.start, found.end)
    data_class = DataClass(found.data_class)
    return Hit(data_class, strength_of(data_class), start, end, found.suggestion)
