"""What a summary says of the meeting itself: who was there, what was noted, and what the organisations answered."""

from __future__ import annotations

from collections.abc import Mapping

from est.attending import Presence
from est.member import Organisation
from est.needing import Answer
from est.place import Place
from est.running import INFO, STANDING
from est.summary import NeedLine, NoteLine, SeatLine, Summary
from words.agenda import POINTS
from words.catalogue import N_, Words
from words.meeting import ANSWERS, NOT_ANSWERED
from words.minutes import route_of

_THERE: Mapping[Presence, str] = {
    Presence.PRESENT: N_("Närvarande: {seats}."),
    Presence.EXCUSED: N_("Anmält förhinder: {seats}."),
    Presence.ABSENT: N_("Frånvarande: {seats}."),
}


def at_the_table(words: Words, summary: Summary) -> list[str]:
    """The functions that were there, excused and absent, each with its organisation (acceptance.md P8).

    Nothing is said before the attendance has been taken.
    """
    found = []
    for presence, sentence in _THERE.items():
        seats = [
            _seat(words, seat, one.name)
            for one in summary.attendance.organisations
            for seat in one.seats
            if seat.presence is presence
        ]
        if seats:
            found.append(words.t(sentence, seats=", ".join(seats)))
    return [*found, *_by_route(words, summary)] if found else []


def _by_route(words: Words, summary: Summary) -> list[str]:
    """The functions that answered before the meeting, by the way they did."""
    routes: dict[str, list[str]] = {}
    for one in summary.attendance.organisations:
        for seat in one.seats:
            if seat.answered:
                routes.setdefault(route_of(words, seat), []).append(_seat(words, seat, one.name))
    return [
        words.t("Svarade före mötet ({route}): {seats}.", route=route, seats=", ".join(seats))
        for route, seats in sorted(routes.items())
    ]


def _seat(words: Words, seat: SeatLine, organisation: str) -> str:
    """Such as "Rektor (Barn och utbildning)"; a function and never a name (domain.md §12 rule 13)."""
    function = seat.function or words.t("Funktion saknas")
    return f"{function} ({organisation})" if organisation else function


def note_title(words: Words, note: NoteLine, places: Mapping[str, Place]) -> str:
    """What the line of a note is called, and whether it was parked."""
    called = _called(words, note, places)
    if note.parked:
        called = words.t("{line} · parkerat till en annan gång", line=called)
    if is_heading(note):
        return words.t("Informationspunkt: {line}", line=called)
    return words.t("Antecknat till {line}", line=called) if note.text else called


def _called(words: Words, note: NoteLine, places: Mapping[str, Place]) -> str:
    """Its labels or heading, its point, or its place."""
    if note.title:
        return note.title
    if note.subject.startswith(f"{STANDING}:"):
        return words.t(POINTS[note.point])
    place_id = note.subject.partition(":")[2]
    return places[place_id].name if place_id in places else place_id


def is_heading(note: NoteLine) -> bool:
    """Whether it is a point of information that came up at the meeting."""
    return note.subject.startswith(f"{INFO}:")


def need_answers(
    words: Words, one: NeedLine, organisations: Mapping[str, Organisation]
) -> list[tuple[str, str]]:
    """What each organisation answered to a need, or that it has not."""
    found = []
    for answer in one.answers:
        id_ = answer.organisation_id
        name = organisations[id_].name if id_ in organisations else id_
        said = words.t(ANSWERS[Answer(answer.answer)] if answer.answer else NOT_ANSWERED)
        found.append((name, f"{said} ({answer.reason})" if answer.reason else said))
    return found
