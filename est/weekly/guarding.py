"""Personal data is looked for before anything of a form is stored (domain.md §7.8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from est.errors import PersonalDataFound, PersonalDataSuspected
from est.form import FREE_TEXTS, FormInput
from est.group import Group
from est.member import Organisation
from est.personal_data import Hit, Strength, check
from est.place import Place


def guard(form: FormInput, known: Collection[str]) -> tuple[str, ...]:
    """The data classes to mark the item with, when the person saves in spite of a warning.

    Raises:
        PersonalDataFound: a class that is never stored; names the field and the class, never the text.
        PersonalDataSuspected: there are classes the person has not been warned of yet; names them all.
    """
    return guard_texts(_texts(form), known, form.kept)


def stops(form: FormInput, known: Collection[str]) -> list[PersonalDataFound]:
    """What is never stored: one refusal per field and class, which names them and never repeats the text."""
    return stops_in(_texts(form), known)


def guard_texts(texts: Mapping[str, str], known: Collection[str], kept: Collection[str]) -> tuple[str, ...]:
    """As `guard`, for the texts of any form by field; *kept* are the classes the person was warned of."""
    hits = _hits(texts, known)
    for stop in _stops(hits):
        raise stop
    marks = tuple(sorted({hit.data_class.value for _, hit in hits}))
    for field, hit in hits:
        if hit.data_class.value not in kept:
            raise PersonalDataSuspected(
                field=field, data_class=hit.data_class.value, suggestion=hit.suggestion, classes=marks
            )
    return marks


def stops_in(texts: Mapping[str, str], known: Collection[str]) -> list[PersonalDataFound]:
    """As `stops`, for the texts of any form by field."""
    return _stops(_hits(texts, known))


def _stops(hits: list[tuple[str, Hit]]) -> list[PersonalDataFound]:
    found = {
        (field, hit.data_class.value): PersonalDataFound(
            field=field, data_class=hit.data_class.value, suggestion=hit.suggestion
        )
        for field, hit in hits
        if hit.strength is Strength.STOP
    }
    return list(found.values())


def _texts(form: FormInput) -> Mapping[str, str]:
    return {field: form.values.get(field, "") for field in FREE_TEXTS[form.kind]}


def _hits(texts: Mapping[str, str], known: Collection[str]) -> list[tuple[str, Hit]]:
    return [(field, hit) for field, text in texts.items() if text for hit in check(text, known)]


def known_words(
    places: Collection[Place], organisations: Collection[Organisation], group: Group
) -> frozenset[str]:
    """Names that are the municipality's own and therefore nobody's: places, their aliases, areas, organisations."""
    words = {group.name}
    for place in places:
        words |= {place.name, place.area, *place.aliases}
    return frozenset(words | {organisation.name for organisation in organisations})
