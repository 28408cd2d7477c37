"""The three short forms. Five required inputs at the most; the rest stands behind *Mer*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards.fields import Fields
from cards.inputs import Choice
from cards.parts import Element, buttons, heading, line, press
from cards.prompt import footer
from cards.teams import CARD_LIMIT, Card, finish
from cards.verbs import LeaveForm, SaveCollabNeed, SaveForm, SaveIncident, SaveUpcomingEvent, ShowPrompt
from est.errors import PersonalDataSuspected, Refusal
from est.form import EVERYONE, OTHER_PLACE, PRESET
from est.report import NOTE_LIMIT, TEXT_LIMIT
from est.vocabulary import (
    Category,
    Cause,
    Certainty,
    Crowd,
    EventType,
    Kind,
    NeedType,
    PartOfDay,
    Permit,
    PoliceReport,
    Severity,
    Spread,
    Urgency,
)
from est.weekly.answering import FormView
from words import Words
from words.vocabulary import category_choice, label, severity_choice

SAVE: Mapping[Kind, type[SaveForm]] = {
    Kind.INCIDENT: SaveIncident,
    Kind.UPCOMING_EVENT: SaveUpcomingEvent,
    Kind.COLLAB_NEED: SaveCollabNeed,
}
EVERY_PLACE, FEW_PLACES = 100_000, 50
ROOM = ((True, EVERY_PLACE), (False, EVERY_PLACE), (False, 200), (False, 100))
"""Whether lists say what helps to choose, and how many places they hold; from the most to the least."""


def form_card(view: FormView, words: Words, refused: Refusal | None = None) -> Card:
    """The form with what stands in it; after a refusal, with what was typed and what is wrong at which field.

    A register of places that is too long for one card loses first what only helps to choose, then places that were
    not chosen, from the end: "Annan plats" is always there. A text that is too long for any card is not shortened.
    """
    for explained, most in ROOM:
        card = _Form(view, words, refused, explained=explained, most=most).card()
        if card.size <= CARD_LIMIT:
            return card
    return _Form(view, words, refused, explained=False, most=FEW_PLACES).card()


class _Form:
    """One form being drawn."""

    def __init__(
        self, view: FormView, words: Words, refused: Refusal | None, *, explained: bool, most: int
    ) -> None:
        self.view = view
        self.words = words
        self.refused = refused
        self.explained = explained
        self.most = most
        self.fields = Fields(view.values, words, refused, today=view.view.turn.today)
        seat = view.view
        self.ids: dict[str, Any] = {
            "group": seat.turn.group.id,
            "week": str(seat.round.week),
            "seat": seat.seat.id,
        }

    def card(self) -> Card:
        """The whole form."""
        w, seat, kind = self.words, self.view.view, self.view.form.kind
        week, name = w.week(seat.round.week), label(w, kind)
        period = w.days(seat.round.period_first, seat.round.period_last)
        drawn = {
            Kind.INCIDENT: self.incident,
            Kind.UPCOMING_EVENT: self.upcoming_event,
            Kind.COLLAB_NEED: self.collab_need,
        }
        teams_id = seat.turn.caller.teams_id
        return finish(
            [
                heading(w.t("{kind} · {week}", kind=name, week=week)),
                line((seat.turn.group.name, True), (f" · {period}", False)),
                *self.reviewed(),
                *self.fields.pointer(),
                *drawn[kind](),
                self.send(),
                footer(w),
            ],
            summary=w.t("{kind} {week}: fyll i och spara.", kind=name, week=week),
            language=w.language,
            # A form that was refused holds text that is stored nowhere: a refresh would empty it.
            refresh=ShowPrompt(**self.ids) if self.refused is None and not self.view.reviewing else None,
            refresh_for=[teams_id] if teams_id else [],
        )

    def reviewed(self) -> list[Element]:
        """Whose words are changed, where it is not the reporter who changes them."""
        if not self.view.reviewing:
            return []
        w, seat = self.words, self.view.view.seat
        organisation = self.view.view.organisations.get(seat.organisation_id)
        source = organisation.name if organisation is not None else w.t("organisation saknas")
        return [line((w.t("Du ändrar en uppgift från "), False), (source, True), (".", False))]

    def incident(self) -> list[Element]:
        """What has happened."""
        w, f = self.words, self.fields
        categories = [
            (one.value, category_choice(w, one) if self.explained else label(w, one)) for one in Category
        ]
        severities = [(PRESET, w.t("Förvald för kategorin")), *self._severities()]
        done = w.t("Åtgärd som redan är gjord, och av vilken funktion")
        what = w.t("Vad hände? (högst {limit} tecken)", limit=TEXT_LIMIT)
        return [
            *f.choice(
                "category", w.t("Kategori"), categories, required=w.t("Välj en kategori."), search=True
            ),
            *self._place(),
            *f.day("first", w.t("Datum"), until_today=True, required=w.t("Välj ett datum.")),
            *f.choice(
                "part_of_day",
                w.t("Tid på dygnet"),
                f.codes(PartOfDay),
                required=w.t("Välj tid på dygnet, eller Okänt."),
            ),
            *self._text(what, w.t("Skriv vad som hände.")),
            *f.choice("severity", w.t("Allvarlighet"), severities, default=PRESET),
            *f.more(
                self._other_place(),
                f.day("last", w.t("Till och med (om det höll på flera dagar)"), until_today=True),
                f.yes("ongoing", w.t("Pågår det fortfarande?")),
                f.coded("spread", w.t("Hur ofta"), Spread.SINGLE),
                f.coded("certainty", w.t("Hur vet du det"), Certainty.OWN_OBSERVATION),
                f.coded("police_report", w.t("Polisanmält"), PoliceReport.UNKNOWN),
                f.choice(
                    "cause", w.t("Trolig orsak (antagande)"), [("", w.t("Ingen vald")), *f.codes(Cause)]
                ),
                f.text("action_taken", done, limit=NOTE_LIMIT),
                f.yes("needs_discussion", w.t("Ska det tas upp på mötet?")),
            ),
        ]

    def upcoming_event(self) -> list[Element]:
        """What may happen."""
        w, f = self.words, self.fields
        moderate = str(int(Severity.MODERATE))
        what = w.t("Vad kan hända? (högst {limit} tecken)", limit=TEXT_LIMIT)
        return [
            *f.choice(
                "type",
                w.t("Typ av händelse"),
                f.codes(EventType),
                required=w.t("Välj en typ."),
                search=True,
            ),
            *self._place(),
            *f.day("first", w.t("Datum"), required=w.t("Välj ett datum.")),
            *self._text(what, w.t("Skriv vad som kan hända.")),
            *f.more(
                self._other_place(),
                f.day("last", w.t("Till och med (om det pågår flera dagar)")),
                f.coded("part_of_day", w.t("Tid på dygnet"), PartOfDay.UNKNOWN),
                f.coded("crowd", w.t("Hur många väntas"), Crowd.UNKNOWN),
                f.coded("permit", w.t("Tillstånd"), Permit.UNKNOWN),
                f.choice("impact", w.t("Påverkan"), self._severities(), default=moderate),
                f.text("preparation", w.t("Förberedelse som behövs"), limit=NOTE_LIMIT),
            ),
        ]

    def collab_need(self) -> list[Element]:
        """What is needed of the others."""
        w, f, seat = self.words, self.fields, self.view.view
        others = sorted(
            (one for one in seat.organisations.values() if one.id != seat.seat.organisation_id),
            key=lambda one: one.name.casefold(),
        )
        asked = [(EVERYONE, w.t("Alla runt bordet")), *((one.id, one.name) for one in others)]
        what = w.t("Beskriv behovet (högst {limit} tecken)", limit=TEXT_LIMIT)
        return [
            *f.choice(
                "type",
                w.t("Vad behövs"),
                f.codes(NeedType),
                required=w.t("Välj vad som behövs."),
                search=True,
            ),
            *self._text(what, w.t("Beskriv behovet.")),
            *f.choice(
                "asked",
                w.t("Från vem"),
                asked,
                default=EVERYONE,
                required=w.t("Välj minst en."),
                several=True,
            ),
            *f.coded("urgency", w.t("När"), Urgency.TWO_WEEKS),
            *f.choice("place", w.t("Plats (om den finns)"), self._places(), search=True),
            *f.more(self._other_place()),
        ]

    def send(self) -> Element:
        """Save and go back; after a warning, also save all the same."""
        w, form = self.words, self.view.form
        model = SAVE[form.kind]
        ids = self.ids | {"draft": form.draft, "item": form.item_id, "version": self.view.version}
        ids |= {"reviewing": True} if self.view.reviewing else {}
        row = [press(w.t("Spara"), model(**ids), style="positive", inputs=True)]
        if isinstance(self.refused, PersonalDataSuspected):
            kept = ",".join(self.refused.values["classes"])  # type: ignore[arg-type]
            row.append(press(w.t("Spara ändå"), model(**ids, kept=kept), inputs=True))
        back = LeaveForm(**self.ids, item=form.item_id if self.view.reviewing else "")
        leave = press(w.t("Avbryt"), back, tooltip=w.t("Tillbaka utan att spara"))
        return buttons(*row, leave)

    def _place(self) -> list[Element]:
        w = self.words
        missing = w.t("Välj en plats, eller Annan plats.")
        return self.fields.choice("place", w.t("Plats"), self._places(), required=missing, search=True)

    def _places(self) -> Sequence[Choice]:
        """The municipality's own places by name, and a way out for one that is not among them."""
        chosen = self.fields.of("place")
        active = [place for place in self.view.view.places.values() if place.active]
        active.sort(key=lambda place: place.name.casefold())
        shown = [place for number, place in enumerate(active) if number < self.most or place.id == chosen]
        named = [(one.id, f"{one.name} ({one.area})" if self.explained else one.name) for one in shown]
        return [*named, (OTHER_PLACE, self.words.t("Annan plats (skriv den under Mer)"))]

    def _other_place(self) -> list[Element]:
        title = self.words.t("Annan plats, med egna ord")
        return self.fields.text("other_place", title, limit=NOTE_LIMIT, lines=False)

    def _text(self, title: str, missing: str) -> list[Element]:
        hint = self.words.t("Platsen och händelsen, aldrig vem")
        return self.fields.text("text", title, limit=TEXT_LIMIT, required=missing, hint=hint)

    def _severities(self) -> list[Choice]:
        return [(str(int(one)), severity_choice(self.words, one)) for one in Severity]
