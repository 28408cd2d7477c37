"""The short forms of a meeting: who is there, a note, a line to add, and the answer to a need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards.inputs import Choice, choice_input, text_input
from cards.items import item_text
from cards.meeting import NOTE
from cards.meeting_verbs import (
    AnswerNeed,
    OpenNeed,
    SaveAddition,
    SaveNote,
    SaveRegister,
    ShowMeeting,
)
from cards.parts import Element, beside, buttons, heading, line, notice, press, sentence, subheading, warning
from cards.prompt import footer
from cards.teams import CARD_LIMIT, Card, finish
from est.attending import Presence
from est.errors import Refusal
from est.form import FormRefused
from est.needing import Answer
from est.noting import NOTE_LENGTH
from est.report import NOTE_LIMIT, TEXT_LIMIT
from est.running import Stop
from est.weekly.adding import LONGEST_ADDED, Sort
from est.weekly.meeting import MeetingView
from est.weekly.needs import NeedsView, NeedView
from est.weekly.noting import subjects
from est.weekly.registering import RegisterView
from est.weekly.running import RunView
from words import Words
from words.catalogue import N_
from words.meeting import ANSWERS, answers_of, line_name
from words.refusals import say

SORTS: Mapping[Sort, str] = {
    Sort.INFO: N_("Informationspunkt (bara en rubrik)"),
    Sort.INCIDENT: N_("Händelse"),
    Sort.NEED: N_("Samverkansbehov"),
}
FEW_PLACES = 120
"""Places of a register that is too long for one card."""


def register_card(view: RegisterView, words: Words, refused: Refusal | None = None) -> Card:
    """Everybody is there but those who are ticked; the counts are said first."""
    w = words
    ids = _ids(view.meeting)
    title = w.t("Närvaro {week}", week=w.week(view.meeting.round.week))
    seats: list[Choice] = [(seat.id, _seat(view, seat.id)) for seat in view.seats]
    counted = {one: sum(view.presence[seat.id] is one for seat in view.seats) for one in Presence}
    there = w.t(
        "{present} närvarande, {excused} anmält förhinder, {absent} frånvarande.",
        present=counted[Presence.PRESENT],
        excused=counted[Presence.EXCUSED],
        absent=counted[Presence.ABSENT],
    )
    body: list[Element] = [heading(title), line((view.meeting.group.name, True)), sentence(there)]
    if view.saved:
        body.append(notice([sentence(w.t("✔ Närvaron är sparad."))], good=True))
    body += _faults(refused, words)
    body += [
        sentence(w.t("Alla räknas som närvarande utom dem du kryssar för."), close=True),
        _ticked("excused", w.t("Anmält förhinder"), seats, view, Presence.EXCUSED),
        _ticked("absent", w.t("Frånvarande"), seats, view, Presence.ABSENT),
        buttons(
            press(w.t("Spara närvaron"), SaveRegister(**ids), style="positive", inputs=True),
            press(w.t("Till mötet"), ShowMeeting(**ids)),
        ),
    ]
    return finish(body, summary=f"{title}.", language=w.language)


def _ticked(
    field: str, title: str, seats: Sequence[Choice], view: RegisterView, presence: Presence
) -> Element:
    chosen = ",".join(seat.id for seat in view.seats if view.presence[seat.id] is presence)
    return choice_input(field, title, seats, value=chosen, several=True)


def _seat(view: RegisterView, id_: str) -> str:
    """A seat as the coordinator knows it: name, function and organisation."""
    seat = view.meeting.members[id_]
    organisation = view.meeting.organisations.get(seat.organisation_id)
    parts = [seat.name, seat.function, organisation.name if organisation is not None else ""]
    return ", ".join(filter(None, parts))


def note_card(
    view: RunView,
    words: Words,
    subject: str = "",
    refused: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
) -> Card:
    """The notes of the meeting, and one to write or change."""
    w, meeting, given = words, view.meeting, typed or {}
    ids = _ids(meeting)
    title = w.t("Anteckningar {week}", week=w.week(meeting.round.week))
    names = {stop.key: _name(meeting, stop, w) for stop in subjects(meeting).values()}
    chosen = given.get("subject", subject)
    body: list[Element] = [heading(title), line((meeting.group.name, True)), *_faults(refused, w)]
    for key, name in names.items():
        kept = meeting.held.notes.get(key)
        if kept is not None:
            body += [line((name, True), apart=True), line((kept.text, False))]
    if not meeting.held.notes:
        body.append(sentence(w.t("Inget är antecknat än."), quiet=True))
    kept = meeting.held.notes.get(chosen)
    value = given.get("note", kept.text if kept is not None else "")
    body += [
        subheading(w.t("Skriv en anteckning")),
        choice_input(
            "subject",
            w.t("Till vilken rad"),
            list(names.items()),
            value=chosen,
            required=w.t("Välj en rad."),
        ),
        text_input("note", w.t(NOTE, limit=NOTE_LENGTH), value=value, limit=NOTE_LENGTH, lines=True),
        sentence(w.t("Ersätter radens anteckning. Lämna tomt för att ta bort den."), quiet=True, close=True),
        buttons(
            press(w.t("Spara"), SaveNote(**ids), style="positive", inputs=True),
            press(w.t("Till mötet"), ShowMeeting(**ids)),
        ),
    ]
    return finish(body, summary=f"{title}.", language=w.language)


def addition_card(
    view: RunView,
    words: Words,
    token: str,
    refused: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
) -> Card:
    """A line that nobody had prepared: a heading to speak of, an incident, or a need."""
    card = _addition(view, words, token, refused, typed or {}, most=10_000)
    return (
        card if card.size <= CARD_LIMIT else _addition(view, words, token, refused, typed or {}, FEW_PLACES)
    )


def _addition(  # noqa: PLR0917 (a form, and what is left out when it is too big)
    view: RunView, words: Words, token: str, refused: Refusal | None, typed: Mapping[str, str], most: int
) -> Card:
    w, ids = words, _ids(view.meeting)
    title = w.t("Lägg till i mötet {week}", week=w.week(view.meeting.round.week))
    active = sorted(
        (one for one in view.meeting.places.values() if one.active), key=lambda one: one.name.casefold()
    )
    places: list[Choice] = [("", w.t("Ingen vald")), *((one.id, one.name) for one in active[:most])]
    counts = [(str(n), w.n("{n} minut", "{n} minuter", n)) for n in range(1, LONGEST_ADDED + 1)]
    body = [
        heading(title),
        line((view.meeting.group.name, True)),
        *_faults(refused, w),
        choice_input(
            "sort",
            w.t("Vad ska läggas till"),
            [(one.value, w.t(SORTS[one])) for one in Sort],
            value=typed.get("sort") or Sort.INFO.value,
        ),
        text_input(
            "text",
            w.t("Vad gäller det? (högst {limit} tecken)", limit=TEXT_LIMIT),
            value=typed.get("text", ""),
            limit=TEXT_LIMIT,
            required=w.t("Skriv vad det gäller."),
            lines=True,
            hint=w.t("Platsen och händelsen, aldrig vem"),
        ),
        choice_input("place", w.t("Plats"), places, value=typed.get("place", ""), filtered=True),
        choice_input("minutes", w.t("Tid"), counts, value=typed.get("minutes") or "2"),
        buttons(
            press(w.t("Lägg till"), SaveAddition(**ids, token=token), style="positive", inputs=True),
            press(w.t("Till mötet"), ShowMeeting(**ids)),
        ),
        footer(w),
    ]
    return finish(body, summary=f"{title}.", language=w.language)


def need_card(
    view: NeedView,
    words: Words,
    refused: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
) -> Card:
    """A need, what has been answered, and the reader's own answer."""
    w, meeting, item, given = words, view.meeting, view.item, typed or {}
    ids = {**_ids(meeting), "item": item.id}
    title = w.t("Samverkansbehov {week}", week=w.week(item.week))
    answers = meeting.held.answers.get(item.id, {})
    said = answers_of(w, view.need, answers, meeting.organisations)
    body = [heading(title), line((meeting.group.name, True)), *_faults(refused, w)]
    if view.saved:
        body.append(notice([sentence(w.t("✔ Svaret är sparat och syns på dagordningen."))], good=True))
    body += item_text(w, item, meeting.places)
    body += [line((name, False), (f": {text}", True)) for name, text in said]
    if not view.mine:
        body.append(sentence(w.t("Det är andra som är tillfrågade."), quiet=True))
        return finish(body, summary=f"{title}.", language=w.language)
    mine = answers.get(view.turn.member.organisation_id)
    if len(view.mine) > 1:
        named = [(one.id, one.name) for one in view.mine]
        chosen = given.get("organisation") or view.turn.member.organisation_id
        value = chosen if chosen in {id_ for id_, _ in named} else ""
        missing = w.t("Välj en organisation.")
        body.append(choice_input("organisation", w.t("Svar från"), named, value=value, required=missing))
    else:
        body.append(line((w.t("Svar från "), False), (view.mine[0].name, True)))
    body += [
        choice_input(
            "answer",
            w.t("Svar"),
            [(one.value, w.t(ANSWERS[one])) for one in Answer],
            value=given.get("answer") or (mine.answer.value if mine is not None else ""),
            required=w.t("Välj ett svar."),
        ),
        text_input(
            "reason",
            w.t("Villkor eller skäl (behövs om ni inte kan)"),
            value=given.get("reason", mine.reason if mine is not None else ""),
            limit=NOTE_LIMIT,
            lines=True,
        ),
        buttons(press(w.t("Spara svaret"), AnswerNeed(**ids), style="positive", inputs=True)),
        footer(w),
    ]
    return finish(body, summary=f"{title}.", language=w.language)


def needs_card(view: NeedsView, words: Words) -> Card:
    """To an organisation that is asked by name: what the others need, and a way to answer."""
    w, meeting = words, view.meeting
    title = w.t("Ni är tillfrågade, EST {week}", week=w.week(meeting.round.week))
    rows = [
        beside(
            item_text(w, item, meeting.places),
            press(
                w.t("Svara"),
                OpenNeed(**_ids(meeting), item=item.id),
                tooltip=w.t("Svara på {label}", label=item.label),
            ),
        )
        for item in view.items
    ]
    asked = w.t("De andra behöver hjälp av er. Svara före mötet eller på det.")
    body = [heading(title), line((meeting.group.name, True)), sentence(asked), *rows]
    return finish(body, summary=f"{title}.", language=w.language)


def _ids(view: MeetingView) -> dict[str, Any]:
    return {"group": view.group.id, "week": str(view.round.week)}


def _name(view: MeetingView, stop: Stop, words: Words) -> str:
    return line_name(words, stop, view.items, view.actions, view.places)


def _faults(refused: Refusal | None, words: Words) -> list[Element]:
    """What is wrong, first; the form is short enough to see at once."""
    if refused is None:
        return []
    faults = refused.faults if isinstance(refused, FormRefused) and refused.faults else (refused,)
    return [notice([warning(say(fault, words)) for fault in faults])]
