"""Working groups: a few of those at the table who own actions together for a while."""

from __future__ import annotations

from typing import Any

from cards.action_verbs import OpenWorkingGroup, SaveWorkingGroup, ShowActions, ShowWorkingGroups
from cards.fields import Fields
from cards.parts import Element, beside, buttons, heading, line, notice, press, sentence, small
from cards.teams import Card, finish
from est.action_form import SHORT_LIMIT
from est.errors import PersonalDataSuspected, Refusal
from est.report import NOTE_LIMIT
from est.weekly.working_groups import WorkingGroupFormView, WorkingGroupsView
from est.working_group import WorkingGroup
from words import Words


def working_groups_card(view: WorkingGroupsView, words: Words) -> Card:
    """Every working group whose time is not over, with what it owns."""
    group, title = view.turn.group, words.t("Arbetsgrupper")
    body: list[Element] = [heading(title), line((group.name, True))]
    if view.saved:
        body.append(notice([sentence(words.t("✔ Sparat."))], good=True))
    what = words.t("En arbetsgrupp äger åtgärder tillsammans en tid. Kontaktpersonen får påminnelserna.")
    body.append(sentence(what, quiet=True, close=True))
    body += [_row(view, one, words) for one in view.groups]
    new = press(words.t("Ny arbetsgrupp"), OpenWorkingGroup(group=group.id), style="positive")
    body.append(buttons(new, press(words.t("Alla åtgärder"), ShowActions(group=group.id))))
    refresh = ShowWorkingGroups(group=group.id)
    return finish(body, summary=f"{title}.", language=words.language, refresh=refresh)


def _row(view: WorkingGroupsView, one: WorkingGroup, words: Words) -> Element:
    contact = view.members.get(one.contact_id)
    notes = [
        words.t("kontakt: {name}", name=contact.name if contact else words.t("saknas")),
        words.n("{n} deltagare", "{n} deltagare", len({one.contact_id, *one.members})),
        words.t("till och med {day}", day=words.day_with_year(one.until)),
        words.n("{n} åtgärd", "{n} åtgärder", view.owned.get(one.id, 0)),
    ]
    if not one.works(view.turn.today):
        notes.append(words.t("tiden är ute"))
    change = press(
        words.t("Ändra"),
        OpenWorkingGroup(group=view.turn.group.id, working_group=one.id),
        tooltip=words.t("Ändra {name}", name=one.name),
    )
    return beside([line((one.name, True)), small(" · ".join(notes))], change)


def working_group_card(view: WorkingGroupFormView, words: Words, refused: Refusal | None = None) -> Card:
    """The form to appoint a working group, or change one."""
    w, group = words, view.turn.group
    fields = Fields(view.values, w, refused, today=view.turn.today)
    title = w.t("Ändra arbetsgrupp") if view.id else w.t("Ny arbetsgrupp")
    people = [(one.id, one.name) for one in view.members]
    several = fields.choice("members", w.t("Deltagare"), people, required=w.t("Välj minst en."), several=True)
    ids: dict[str, Any] = {"group": group.id, "draft": view.draft, "working_group": view.id}
    row = [press(w.t("Spara"), SaveWorkingGroup(**ids), style="positive", inputs=True)]
    if isinstance(refused, PersonalDataSuspected):
        kept = ",".join(str(one) for one in refused.values["classes"])  # type: ignore[attr-defined]
        row.append(press(w.t("Spara ändå"), SaveWorkingGroup(**ids, kept=kept), inputs=True))
    leave = press(w.t("Avbryt"), ShowWorkingGroups(group=group.id), tooltip=w.t("Tillbaka utan att spara"))
    body: list[Element] = [
        heading(title),
        line((group.name, True)),
        *fields.pointer(),
        *fields.text(
            "name", w.t("Namn"), limit=SHORT_LIMIT, required=w.t("Skriv vad gruppen heter."), lines=False
        ),
        *fields.choice("contact", w.t("Kontaktperson"), people, required=w.t("Välj en kontaktperson.")),
        *several,
        *fields.text("functions", w.t("Andra funktioner som är med"), limit=NOTE_LIMIT, lines=False),
        *fields.day("until", w.t("Till och med"), required=w.t("Välj ett datum.")),
        buttons(*row, leave),
    ]
    return finish(body, summary=f"{title}.", language=w.language)
