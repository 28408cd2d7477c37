"""The summary's own words and its versions: what a coordinator writes, approves and opens again."""

from __future__ import annotations

from typing import Any

from cards.inputs import text_input
from cards.parts import Element, beside, buttons, heading, line, notice, press, sentence, small, warning
from cards.review_verbs import ReopenSummary, SaveOpening, ShowVersion, ShowVersions
from cards.teams import Card, finish
from cards.verbs import ShowSummary
from est.errors import Refusal
from est.form import FormRefused
from est.review import OPENING_LIMIT
from est.summary import Approval
from est.weekly.meeting import SummaryView
from est.weekly.summing_up import VersionsView
from words import Words
from words.refusals import say
from words.summary import three_sentences


def opening_card(view: SummaryView, words: Words, refused: Refusal | None = None, typed: str = "") -> Card:
    """The form of the summary's opening; empty words bring the three sentences back."""
    w, ids = words, _ids(view)
    title = w.t("Inledning till sammanfattningen {week}", week=w.week(view.summary.week))
    body: list[Element] = [heading(title), line((view.summary.group_name, True))]
    if refused is not None:
        faults = refused.faults if isinstance(refused, FormRefused) else (refused,)
        body.append(notice([warning(say(fault, w)) for fault in faults], grave=True))
    counted = " ".join(three_sentences(w, view.summary.facts))
    body.append(small(w.t("Boten skriver annars: {sentences}", sentences=counted)))
    if refused is not None and view.summary.opening:
        body.append(small(w.t("Nu står: {sentences}", sentences=view.summary.opening)))
    hint = w.t("Lämna tomt för botens tre meningar. Inga personuppgifter.")
    value = typed or ("" if refused is not None else view.summary.opening)
    name = w.t("Inledning med egna ord (högst {limit} tecken)", limit=OPENING_LIMIT)
    body.append(text_input("opening", name, value=value, limit=OPENING_LIMIT, lines=True, hint=hint))
    save = SaveOpening(**ids, version=view.meeting.review.opening_version)
    leave = press(w.t("Avbryt"), ShowSummary(**ids), tooltip=w.t("Tillbaka utan att spara"))
    body.append(buttons(press(w.t("Spara"), save, style="positive", inputs=True), leave))
    return finish(body, summary=f"{title}.", language=w.language, full_width=True)


def versions_card(view: VersionsView, words: Words, refused: Refusal | None = None) -> Card:
    """Every version with who and when; only the newest can be opened again (acceptance.md P4)."""
    w, ids = words, _ids(view.view)
    title = w.t("Versioner av sammanfattningen {week}", week=w.week(view.view.summary.week))
    body: list[Element] = [heading(title), line((view.view.summary.group_name, True))]
    if refused is not None:
        body.append(notice([warning(say(refused, w))], grave=True))
    if not view.versions:
        body.append(sentence(w.t("Sammanfattningen är inte godkänd än."), quiet=True))
    for one in reversed(view.versions):
        said = [
            line((w.t("Version {n}", n=one.version), True)),
            *(small(text) for text in _history(view, one, w)),
        ]
        show = press(
            w.t("Visa"),
            ShowVersion(**ids, version=one.version),
            tooltip=w.t("Visa version {n}", n=one.version),
        )
        body.append(beside(said, show))
    row = [press(w.t("Till sammanfattningen"), ShowSummary(**ids))]
    if view.versions and view.versions[-1].stands:
        newest = view.versions[-1].version
        row.insert(0, press(w.t("Öppna version {n} igen", n=newest), ReopenSummary(**ids, version=newest)))
    body.append(buttons(*row))
    return finish(
        body, summary=f"{title}.", language=w.language, refresh=ShowVersions(**ids), full_width=True
    )


def _history(view: VersionsView, one: Approval, words: Words) -> list[str]:
    zone = view.view.meeting.round.zone
    said = [
        words.t(
            "Godkänd {at} av {name}.",
            at=words.moment(one.approved_at, zone),
            name=_name(view, one.approved_by, words),
        )
    ]
    if not one.stands:
        name = _name(view, one.reopened_by, words)
        said.append(words.t("Öppnad igen {at} av {name}.", at=words.moment(one.reopened_at, zone), name=name))
    return said


def _name(view: VersionsView, member_id: str, words: Words) -> str:
    known = view.view.meeting.members.get(member_id)
    return known.name if known is not None else words.t("någon som har lämnat gruppen")


def _ids(view: SummaryView) -> dict[str, Any]:
    return {"group": view.summary.group_id, "week": str(view.summary.week)}
