"""How each area stands: word, symbol, reason and arrow; set by people, one area at a time."""

from __future__ import annotations

from typing import Any

from cards.inputs import choice_input, text_input
from cards.parts import Element, beside, buttons, heading, line, notice, press, sentence, small, warning
from cards.review_verbs import SaveArea, ShowArea, ShowAreas, ShowReview
from cards.teams import Card, finish
from est.errors import Refusal
from est.form import FormRefused
from est.review import REASON_LIMIT
from est.vocabulary import AreaStatus
from est.weekly.areas import AreasView
from words import Words
from words.refusals import say
from words.review import SYMBOLS, area_status
from words.vocabulary import label


def areas_card(view: AreasView, words: Words) -> Card:
    """Every area by name, with a button to set each."""
    w, ids = words, _ids(view)
    title = w.t("Läget per område {week}", week=w.week(view.round.week))
    body: list[Element] = [heading(title), line((view.turn.group.name, True))]
    if view.saved:
        body.append(notice([sentence(w.t("✔ Sparat."))], good=True))
    body.append(sentence(w.t("Ni bedömer läget. Boten räknar inte ut det."), quiet=True, close=True))
    body += [_row(view, name, w) for name in view.names]
    body.append(buttons(press(w.t("Till granskningen"), ShowReview(**ids))))
    return finish(body, summary=f"{title}.", language=w.language, refresh=ShowAreas(**ids), full_width=True)


def _row(view: AreasView, name: str, words: Words) -> Element:
    found = view.line(name)
    said = [line((name, True), (f" · {area_status(words, found)}" if found else "", False))]
    said.append(small(found.reason if found else words.t("inte satt")))
    if not view.may_change:
        return (
            said[0]
            if found is None
            else beside(said, press(words.t("Visa"), ShowArea(**_ids(view), area=name)))
        )
    change = ShowArea(**_ids(view), area=name)
    return beside(said, press(words.t("Sätt"), change, tooltip=words.t("Sätt läget för {area}", area=name)))


def area_card(
    view: AreasView, words: Words, refused: Refusal | None = None, typed: tuple[str, str] = ("", "")
) -> Card:
    """The form of one area; after a refusal with the status and the reason that were *typed*."""
    w, note, line_ = words, view.review.area(view.chosen), view.line(view.chosen)
    title = w.t("Läget i ett område")
    before = next((one for one in view.before if one.area == view.chosen), None)
    body: list[Element] = [heading(title), line((view.chosen, True))]
    if refused is not None:
        faults = refused.faults if isinstance(refused, FormRefused) else (refused,)
        body.append(notice([warning(say(fault, w)) for fault in faults], grave=True))
    if line_ is not None:
        body.append(small(w.t("Nu: {status}. {reason}", status=area_status(w, line_), reason=line_.reason)))
    if before is not None:
        was = f"{SYMBOLS[before.status]} {label(w, before.status)}"
        body.append(small(w.t("Förra mötet: {status}. {reason}", status=was, reason=before.reason)))
    status, reason = typed
    choices = [(one.value, f"{SYMBOLS[one]} {label(w, one)}") for one in AreaStatus]
    body.append(
        choice_input(
            "status",
            w.t("Läge"),
            choices,
            value=status or (note.status.value if note is not None else ""),
            required=w.t("Välj ett läge."),
            hint=w.t("Välj"),
        )
    )
    body.append(
        text_input(
            "reason",
            w.t("Skäl, i en mening"),
            value=reason or (note.reason if note is not None else ""),
            limit=REASON_LIMIT,
            required=w.t("Skriv varför, i en mening."),
        )
    )
    save = SaveArea(**_ids(view), area=view.chosen, version=note.version if note is not None else 0)
    leave = press(w.t("Avbryt"), ShowAreas(**_ids(view)), tooltip=w.t("Tillbaka utan att spara"))
    row = [press(w.t("Spara"), save, style="positive", inputs=True)] if view.may_change else []
    body.append(buttons(*row, leave))
    return finish(body, summary=f"{title}.", language=w.language)


def _ids(view: AreasView) -> dict[str, Any]:
    return {"group": view.turn.group.id, "week": str(view.round.week)}
