"""The three short forms. Five required inputs at the most; the rest stands behind *Mer*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from cards.parts import (
    WARNING_SIGN,
    Choice,
    Element,
    box,
    buttons,
    choice_input,
    date_input,
    heading,
    line,
    notice,
    press,
    sentence,
    text_input,
    toggle_button,
    toggle_input,
    warning,
)
from cards.prompt import footer
from cards.teams import CARD_LIMIT, Card, finish
from cards.verbs import LeaveForm, SaveCollabNeed, SaveForm, SaveIncident, SaveUpcomingEvent, ShowPrompt
from est.errors import PersonalDataSuspected, Refusal
from est.form import EVERYONE, OTHER_PLACE, PRESET, FormRefused
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
from words.refusals import say
from words.vocabulary import category_choice, label, severity_choice

SAVE: Mapping[Kind, type[SaveForm]] = {
    Kind.INCIDENT: SaveIncident,
    Kind.UPCOMING_EVENT: SaveUpcomingEvent,
    Kind.COLLAB_NEED: SaveCollabNeed,
}
MORE = "more"
ALL_PLACES, FEW_PLACES = 100_000, 50


def form_card(view: FormView, words: Words, refused: Refusal | None = None) -> Card:
    """The form with what stands in it; after a refusal, with what was typed and what is wrong at which field.

    A register of places that is too long for one card loses first what only helps to choose, then the places that
    were not chosen, from the end: "Annan plats" is always there.
    """
    for help_, most in ((True, ALL_PLACES), (False, ALL_PLACES), (False, 200), (False, 100)):
        card = _card(view, words, refused, _Places(view, words, most=most, areas=help_), examples=help_)
        if card.size <= CARD_LIMIT:
            return card
    return _card(view, words, refused, _Places(view, words, most=FEW_PLACES, areas=False), examples=False)


def _card(view: FormView, words: Words, refused: Refusal | None, places: _Places, *, examples: bool) -> Card:
    seat_view, kind = view.view, view.form.kind
    form = _Form(view, words, refused, places.choices(), examples=examples)
    fields = {
        Kind.INCIDENT: form.incident,
        Kind.UPCOMING_EVENT: form.upcoming_event,
        Kind.COLLAB_NEED: form.collab_need,
    }
    week = words.week(seat_view.round.week)
    period = words.days(seat_view.round.period_first, seat_view.round.period_last)
    body = [
        heading(words.t("{kind} · {week}", kind=label(words, kind), week=week)),
        line((seat_view.turn.group.name, True), (f" · {period}", False)),
        *form.top(),
        *fields[kind](),
        form.send(),
        footer(words),
    ]
    ids: dict[str, Any] = {
        "group": seat_view.turn.group.id,
        "week": str(seat_view.round.week),
        "seat": seat_view.seat.id,
    }
    teams_id = seat_view.turn.caller.teams_id
    return finish(
        body,
        summary=words.t("{kind} {week}: fyll i och spara.", kind=label(words, kind), week=week),
        language=words.language,
        refresh=ShowPrompt(**ids),
        refresh_for=[teams_id] if teams_id else [],
    )


@dataclass(frozen=True, slots=True)
class _Places:
    """The register of places as a list to choose from."""

    view: FormView
    words: Words
    most: int
    areas: bool

    def choices(self) -> Sequence[Choice]:
        chosen = self.view.values.get("place", "")
        active = sorted(
            (p for p in self.view.view.places.values() if p.active), key=lambda p: p.name.casefold()
        )
        shown = [p for number, p in enumerate(active) if number < self.most or p.id == chosen]
        return [
            *((p.id, f"{p.name} ({p.area})" if self.areas else p.name) for p in shown),
            (OTHER_PLACE, self.words.t("Annan plats (skriv den under Mer)")),
        ]


class _Form:
    """One form being drawn: its values, and the faults beside their fields."""

    def __init__(
        self,
        view: FormView,
        words: Words,
        refused: Refusal | None,
        places: Sequence[Choice],
        *,
        examples: bool,
    ) -> None:
        self.view = view
        self.words = words
        self.places = places
        self.examples = examples
        self.values = view.values
        self.suspected = refused if isinstance(refused, PersonalDataSuspected) else None
        faults = (
            refused.faults if isinstance(refused, FormRefused) else (refused,) if refused is not None else ()
        )
        self.faults: dict[str, Refusal] = {}
        for fault in faults:
            self.faults.setdefault(fault.field, fault)

    def top(self) -> list[Element]:
        """What concerns the whole form, and a pointer to the faults further down."""
        if "" in self.faults:
            return [notice([warning(say(self.faults[""], self.words))])]
        if self.faults:
            below = self.words.t("Inget är sparat än. Se det som är markerat nedan; din text är kvar.")
            return [notice([sentence(f"{WARNING_SIGN} {below}")])]
        return []

    def incident(self) -> list[Element]:
        w = self.words
        more = [
            *self._other_place(),
            *self._day("last", w.t("Till och med (om det höll på flera dagar)"), latest=True),
            toggle_input("ongoing", w.t("Pågår det fortfarande?"), w.t("Ja"), on=self._on("ongoing")),
            *self._list("spread", w.t("Hur ofta"), Spread, Spread.SINGLE),
            *self._list("certainty", w.t("Hur vet du det"), Certainty, Certainty.OWN_OBSERVATION),
            *self._list("police_report", w.t("Polisanmält"), PoliceReport, PoliceReport.UNKNOWN),
            *self._wrong("cause"),
            choice_input(
                "cause",
                w.t("Trolig orsak (antagande)"),
                [("", w.t("Ingen vald")), *self._codes(Cause)],
                value=self._of("cause"),
            ),
            *self._text(
                "action_taken", w.t("Åtgärd som redan är gjord, och av vilken funktion"), limit=NOTE_LIMIT
            ),
            toggle_input(
                "needs_discussion",
                w.t("Ska det tas upp på mötet?"),
                w.t("Ja"),
                on=self._on("needs_discussion"),
            ),
        ]
        categories = [
            (one.value, category_choice(w, one) if self.examples else label(w, one)) for one in Category
        ]
        severities = [
            (PRESET, w.t("Förvald för kategorin")),
            *((str(int(s)), severity_choice(w, s)) for s in Severity),
        ]
        return [
            *self._wrong("category"),
            choice_input(
                "category",
                w.t("Kategori"),
                categories,
                value=self._of("category"),
                required=w.t("Välj en kategori."),
                filtered=True,
                hint=w.t("Skriv för att söka"),
            ),
            *self._place(),
            *self._date(w.t("Datum"), latest=True),
            *self._part_of_day(required=True),
            *self._text(
                "text",
                w.t("Vad hände? (högst {limit} tecken)", limit=TEXT_LIMIT),
                limit=TEXT_LIMIT,
                required=w.t("Skriv vad som hände."),
            ),
            *self._wrong("severity"),
            choice_input("severity", w.t("Allvarlighet"), severities, value=self._of("severity") or PRESET),
            *self._more(more),
        ]

    def upcoming_event(self) -> list[Element]:
        w = self.words
        more = [
            *self._other_place(),
            *self._day("last", w.t("Till och med (om det pågår flera dagar)")),
            *self._part_of_day(required=False),
            *self._list("crowd", w.t("Hur många väntas"), Crowd, Crowd.UNKNOWN),
            *self._list("permit", w.t("Tillstånd"), Permit, Permit.UNKNOWN),
            *self._wrong("impact"),
            choice_input(
                "impact",
                w.t("Påverkan"),
                [(str(int(s)), severity_choice(w, s)) for s in Severity],
                value=self._of("impact") or str(int(Severity.MODERATE)),
            ),
            *self._text("preparation", w.t("Förberedelse som behövs"), limit=NOTE_LIMIT),
        ]
        return [
            *self._wrong("type"),
            choice_input(
                "type",
                w.t("Typ av händelse"),
                self._codes(EventType),
                value=self._of("type"),
                required=w.t("Välj en typ."),
                filtered=True,
                hint=w.t("Skriv för att söka"),
            ),
            *self._place(),
            *self._date(w.t("Datum")),
            *self._text(
                "text",
                w.t("Vad kan hända? (högst {limit} tecken)", limit=TEXT_LIMIT),
                limit=TEXT_LIMIT,
                required=w.t("Skriv vad som kan hända."),
            ),
            *self._more(more),
        ]

    def collab_need(self) -> list[Element]:
        w = self.words
        own = self.view.view.seat.organisation_id
        others = sorted(
            (o for o in self.view.view.organisations.values() if o.id != own), key=lambda o: o.name.casefold()
        )
        asked = [(EVERYONE, w.t("Alla runt bordet")), *((o.id, o.name) for o in others)]
        return [
            *self._wrong("type"),
            choice_input(
                "type",
                w.t("Vad behövs"),
                self._codes(NeedType),
                value=self._of("type"),
                required=w.t("Välj vad som behövs."),
                filtered=True,
                hint=w.t("Skriv för att söka"),
            ),
            *self._text(
                "text",
                w.t("Beskriv behovet (högst {limit} tecken)", limit=TEXT_LIMIT),
                limit=TEXT_LIMIT,
                required=w.t("Beskriv behovet."),
            ),
            *self._wrong("asked"),
            choice_input(
                "asked",
                w.t("Från vem"),
                asked,
                value=self._of("asked") or EVERYONE,
                required=w.t("Välj minst en."),
                several=True,
            ),
            *self._list("urgency", w.t("När"), Urgency, Urgency.TWO_WEEKS),
            *self._wrong("place"),
            choice_input(
                "place",
                w.t("Plats (om den finns)"),
                self.places,
                value=self._of("place"),
                filtered=True,
                hint=w.t("Skriv för att söka"),
            ),
            *self._more(self._other_place()),
        ]

    def send(self) -> Element:
        """Save and go back; after a warning, also save all the same."""
        w, view = self.words, self.view
        seat: dict[str, Any] = {
            "group": view.view.turn.group.id,
            "week": str(view.view.round.week),
            "seat": view.view.seat.id,
        }
        ids: dict[str, Any] = seat | {
            "draft": view.form.draft,
            "item": view.form.item_id,
            "version": view.version,
        }
        model = SAVE[view.form.kind]
        row = [press(w.t("Spara"), model(**ids), style="positive", inputs=True)]
        if self.suspected is not None:
            kept = ",".join(self.suspected.values["classes"])  # type: ignore[arg-type]
            row.append(press(w.t("Spara ändå"), model(**ids, kept=kept), inputs=True))
        return buttons(*row, press(w.t("Avbryt"), LeaveForm(**seat), tooltip=w.t("Tillbaka utan att spara")))

    def _place(self) -> list[Element]:
        w = self.words
        return [
            *self._wrong("place"),
            choice_input(
                "place",
                w.t("Plats"),
                self.places,
                value=self._of("place"),
                required=w.t("Välj en plats, eller Annan plats."),
                filtered=True,
                hint=w.t("Skriv för att söka"),
            ),
        ]

    def _other_place(self) -> list[Element]:
        return self._text("other_place", self.words.t("Annan plats, med egna ord"), limit=NOTE_LIMIT)

    def _date(self, title: str, *, latest: bool = False) -> list[Element]:
        return self._day("first", title, latest=latest, required=self.words.t("Välj ett datum."))

    def _day(self, field: str, title: str, *, latest: bool = False, required: str = "") -> list[Element]:
        today = self.view.view.turn.today if latest else None
        return [
            *self._wrong(field),
            date_input(field, title, value=self._of(field), latest=today, required=required),
        ]

    def _part_of_day(self, *, required: bool) -> list[Element]:
        w = self.words
        return [
            *self._wrong("part_of_day"),
            choice_input(
                "part_of_day",
                w.t("Tid på dygnet"),
                self._codes(PartOfDay),
                value=self._of("part_of_day") or ("" if required else PartOfDay.UNKNOWN.value),
                required=w.t("Välj tid på dygnet, eller Okänt.") if required else "",
                hint=w.t("Välj"),
            ),
        ]

    def _text(self, field: str, title: str, *, limit: int, required: str = "") -> list[Element]:
        return [
            *self._wrong(field),
            text_input(
                field,
                title,
                value=self._of(field),
                limit=limit,
                required=required,
                lines=field != "other_place",
                hint=self.words.t("Platsen och händelsen, aldrig vem") if field == "text" else "",
            ),
        ]

    def _list(self, field: str, title: str, codes: type[Enum], default: Enum) -> list[Element]:
        value = self._of(field) or str(default.value)
        return [*self._wrong(field), choice_input(field, title, self._codes(codes), value=value)]

    def _codes(self, codes: type[Enum]) -> list[Choice]:
        return [(str(code.value), label(self.words, code)) for code in codes]

    def _more(self, fields: Sequence[Element]) -> list[Element]:
        """The rest, closed until asked for, but open when something in it is wrong or filled in."""
        names = {getattr(field, "id", "") for field in fields}
        is_open = bool(names & self.faults.keys()) or bool(self._of("other_place"))
        toggle = toggle_button(self.words.t("Mer"), MORE, tooltip=self.words.t("Visa eller dölj fler fält"))
        return [buttons(toggle), box(fields, id_=MORE, hidden=not is_open)]

    def _wrong(self, field: str) -> list[Element]:
        if field not in self.faults:
            return []
        return [warning(say(self.faults[field], self.words))]

    def _of(self, field: str) -> str:
        return self.values.get(field, "")

    def _on(self, field: str) -> bool:
        return self._of(field) == "true"
