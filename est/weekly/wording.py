"""Words that a coordinator types beside the items: within their length, and without personal data."""

from __future__ import annotations

from est.errors import Malformed, PersonalDataFound, Refusal
from est.form import FormRefused
from est.personal_data import check
from est.ports import Records
from est.turn import Turn
from est.weekly.guarding import known_words


def read_words(
    records: Records, turn: Turn, field: str, words: str, *, limit: int, required: bool = False
) -> str:
    """What was typed in the *field*, as it is kept.

    What the guard only warns of is refused too: a reason or a note has never to say it, and another word is at hand.

    Raises:
        FormRefused: it is missing, too long, or holds what may be personal data.
    """
    words = words.replace("\r\n", "\n").strip()
    faults: list[Refusal] = []
    if required and not words:
        faults.append(Malformed("required", field=field))
    if len(words) > limit:
        faults.append(Malformed("too_long", field=field, length=len(words), limit=limit))
    municipality = turn.group.municipality_id
    known = known_words(
        records.places.of_municipality(municipality), records.members.organisations(municipality), turn.group
    )
    faults += [
        PersonalDataFound(field=field, data_class=hit.data_class.value, suggestion=hit.suggestion)
        for hit in check(words, known)
    ]
    if faults:
        raise FormRefused(faults)
    return words
