"""The member's own cards: the prompt in every phase, the three forms, and what refuses them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from cards.forms import form_card
from cards.notices import closed_card, refusal_card, reminder_card
from cards.prompt import prompt_card
from cards.teams import Card
from est.errors import Changed, Malformed, NotAllowed, PersonalDataFound, PersonalDataSuspected, RoundClosed
from est.form import EVERYONE, OTHER_PLACE, FormRefused
from est.vocabulary import Kind, Severity
from tests.cards.hostile import EMOJI, HOSTILE, LONGEST, LONGEST_NOTE, MANY_LINES, UNBROKEN
from tests.cards.scene import (
    AFTER_DEADLINE,
    BEFORE_PROMPT,
    BENCH,
    DURING_MEETING,
    FRED,
    PANES,
    THREE_KINDS,
    form_view,
    seat_view,
)
from tests.est.builders import GROUP, MONDAY_NOON, W48, incident, item, place, report
from words import Words

Draw = Callable[[Words], Card]

INCIDENT = {
    "category": "vandalism",
    "place": "skolgarden",
    "first": "2026-11-21",
    "part_of_day": "night",
    "text": "Tre rutor krossade på gaveln mot idrottsplatsen.",
    "severity": "2",
}
ALL_OF_IT = INCIDENT | {
    "place": OTHER_PLACE,
    "other_place": "Stigen bakom ishallen",
    "last": "2026-11-22",
    "ongoing": "true",
    "spread": "pattern",
    "certainty": "told",
    "police_report": "yes",
    "cause": "poor_lighting",
    "action_taken": "Väktarrond kl 22, glaset är bortplockat.",
    "needs_discussion": "true",
}
EVENT = {
    "type": "concert_festival",
    "place": "stadsparken",
    "first": "2026-11-28",
    "text": "Julmarknad med scen till sent.",
}
NEED = {
    "type": "adult_presence",
    "text": "Vuxna vid skolan fredag kl 14–16.",
    "asked": EVERYONE,
    "urgency": "before_weekend",
}
TAMPERED = INCIDENT | {"category": "", "place": OTHER_PLACE, "first": "2026-12-24", "text": ""}
FAULTS = FormRefused(
    [
        Malformed("required", field="category"),
        Malformed("other_place_required", field="other_place"),
        Malformed("day_too_late", field="first", earliest=MONDAY_NOON.date(), latest=MONDAY_NOON.date()),
        Malformed("required", field="text"),
        Malformed("too_long", field="action_taken", length=412, limit=300),
    ]
)
PERSONNUMMER = PersonalDataFound(field="text", data_class="P1")
NAME = PersonalDataSuspected(field="text", data_class="P5", classes=("P5", "P9"))
FOUR = item(
    incident(severity=Severity.VERY_HIGH, text="Skott mot en port. Avspärrat, polis på plats."), number=4
)
DONE = report(items=THREE_KINDS, done_at=MONDAY_NOON)
NOTHING = report(nothing=True, done_at=MONDAY_NOON)
LATE = replace(DONE, late=True, items=(*THREE_KINDS, replace(BENCH, number=9, late=True)))
MANY_PLACES = {
    f"p{n}": place(id=f"p{n}", name=f"Ängsgårdsskolans västra förskolegård {n}", area="Norra Ekbacka")
    for n in range(150)
}


def _prompt(**changes: object) -> Draw:
    return lambda words: prompt_card(seat_view(**changes), words)  # type: ignore[arg-type]


def _form(
    kind: Kind, values: dict[str, str] | None = None, refused: object = None, **changes: object
) -> Draw:
    return lambda words: form_card(form_view(kind, values, **changes), words, refused)  # type: ignore[arg-type]


def _closed(words: Words) -> Card:
    refused = RoundClosed(week="2026-W49", closed="2026-W48")
    ids = {"group_id": GROUP, "week": "2026-W49", "seat_id": "signe"}
    return closed_card(refused, words, **ids, kind=Kind.INCIDENT, typed=INCIDENT)


def _closed_untyped(words: Words) -> Card:
    refused = RoundClosed(week="2026-W49", closed="2026-W48")
    return closed_card(refused, words, group_id=GROUP, week="2026-W49", seat_id="signe", kind=None)


def _hostile() -> Draw:
    own = tuple(item(incident(text=text), number=n) for n, text in enumerate(HOSTILE.values(), start=1))
    return lambda words: prompt_card(seat_view(report=report(items=own)), words)


def _long(*texts: str) -> Draw:
    own = tuple(item(incident(text=text), number=n) for n, text in enumerate(texts, start=1))
    return lambda words: prompt_card(seat_view(report=report(items=own)), words)


CARDS: Mapping[str, Draw] = {
    "prompt-before": _prompt(now=BEFORE_PROMPT),
    "prompt-open": _prompt(),
    "prompt-came-late": lambda words: prompt_card(seat_view(), words, late=True),
    "prompt-as-deputy": _prompt(who=FRED),
    "prompt-three-kinds": _prompt(report=report(items=THREE_KINDS)),
    "prompt-just-saved": _prompt(report=report(items=(PANES,)), saved=PANES.id),
    "prompt-withdrawn": _prompt(report=report(items=(replace(PANES, withdrawn=True),)), saved="withdrawn"),
    "prompt-nothing": _prompt(report=NOTHING, saved="nothing"),
    "prompt-done": _prompt(report=DONE, saved="done"),
    "prompt-late": _prompt(now=AFTER_DEADLINE),
    "prompt-late-answered": _prompt(now=AFTER_DEADLINE, report=LATE, saved="done"),
    "prompt-locked": _prompt(now=DURING_MEETING, report=DONE),
    "prompt-approved": _prompt(now=DURING_MEETING, approved=True, report=DONE),
    "prompt-very-severe": _prompt(report=report(items=(FOUR,)), saved=FOUR.id, very_severe=True),
    "prompt-very-severe-unheard": _prompt(
        report=report(items=(FOUR,)), saved=FOUR.id, very_severe=True, told=False
    ),
    "prompt-kept-for-next": _prompt(report=report(items=(PANES,)), saved=PANES.id, kept_for=str(W48)),
    "prompt-hostile": _hostile(),
    "big-prompt-longest-texts": _long(LONGEST, UNBROKEN, EMOJI),
    "big-prompt-many-lines": _long(MANY_LINES, MANY_LINES),
    "big-prompt-thirty-items": _long(*[LONGEST] * 30),
    "big-prompt-hundred-items": _long(*[LONGEST] * 100),
    "form-incident": _form(Kind.INCIDENT),
    "form-incident-edit": _form(Kind.INCIDENT, ALL_OF_IT, item_id=PANES.id),
    "form-incident-faults": _form(Kind.INCIDENT, TAMPERED, FAULTS),
    "form-incident-personal-data": _form(
        Kind.INCIDENT, INCIDENT | {"text": "19121212-1212 sågs vid rutorna."}, PERSONNUMMER
    ),
    "form-incident-suspected": _form(
        Kind.INCIDENT, INCIDENT | {"text": "Anders sågs vid rutorna, ärende 1234-26."}, NAME
    ),
    "form-incident-changed": _form(Kind.INCIDENT, INCIDENT, Changed(item=PANES.id), item_id=PANES.id),
    "big-form-longest-texts": _form(
        Kind.INCIDENT,
        ALL_OF_IT | {"text": EMOJI, "other_place": LONGEST_NOTE, "action_taken": LONGEST_NOTE},
        item_id=PANES.id,
        places=MANY_PLACES,
    ),
    "form-incident-hostile": _form(Kind.INCIDENT, INCIDENT | {"text": "\n".join(HOSTILE.values())[:500]}),
    "form-event": _form(Kind.UPCOMING_EVENT),
    "form-event-edit": _form(Kind.UPCOMING_EVENT, EVENT, item_id="2026-W48-3"),
    "form-need": _form(Kind.COLLAB_NEED),
    "form-need-edit": _form(Kind.COLLAB_NEED, NEED | {"asked": "fritid,polisen"}, item_id="2026-W48-4"),
    "closed": _closed,
    "closed-untyped": _closed_untyped,
    "refusal": lambda words: refusal_card(NotAllowed("coordinators_only"), words),
    "refusal-old-card": lambda words: refusal_card(Malformed("old_card"), words),
    "reminder": lambda words: reminder_card(seat_view(), words),
    "reminder-as-deputy": lambda words: reminder_card(seat_view(who=FRED), words),
}
