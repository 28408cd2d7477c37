"""The seats of the group and the form of one seat, for those who lead."""

from __future__ import annotations

from collections.abc import Mapping

from cards.parts import (
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
    toggle_input,
    warning,
)
from cards.teams import Card, finish
from cards.verbs import SaveMember, ShowMember, ShowMembers, ShowSettings
from est.errors import Refusal
from est.form import FormRefused
from est.member import Member
from est.report import NOTE_LIMIT
from est.vocabulary import OrganisationType
from est.weekly.seating import MembersView
from words import Words
from words.refusals import say
from words.vocabulary import label


def members_card(view: MembersView, words: Words) -> Card:
    """Everybody at the table, with a button to change each seat."""
    title = words.t("Deltagare i EST-gruppen")
    group = view.turn.group
    body: list[Element] = [heading(title), line((group.name, True))]
    if view.saved:
        body.append(notice([sentence(words.t("✔ Sparat."))], good=True))
    body.append(
        sentence(words.t("Deltagarna är de som är med i teamet. Lägg till och ta bort dem där."), quiet=True)
    )
    for member in view.members:
        change = press(
            words.t("Ändra {name}", name=member.name), ShowMember(group=group.id, member=member.id)
        )
        body.append(
            box([line((member.name, True), (_seat(view, member, words), False)), buttons(change)], ruled=True)
        )
    body.append(buttons(press(words.t("Inställningar"), ShowSettings(group=group.id))))
    return finish(body, summary=title, language=words.language, refresh=ShowMembers(group=group.id))


def member_card(
    view: MembersView, words: Words, refused: Refusal | None = None, typed: Mapping[str, str] | None = None
) -> Card:
    """The form of the chosen seat."""
    seat = view.chosen
    assert seat is not None, "the form is of a chosen seat"
    values = typed or _values(seat)
    faults = {fault.field: fault for fault in (refused.faults if isinstance(refused, FormRefused) else ())}
    group = view.turn.group
    title = words.t("Plats i EST-gruppen")
    organisations = sorted(view.organisations.values(), key=lambda o: o.name.casefold())
    others = [member for member in view.members if member.id != seat.id and member.reports]
    body: list[Element] = [heading(title), line((seat.name, True))]
    body += [notice([warning(say(fault, words))]) for fault in faults.values()]
    body += [
        choice_input(
            "organisation",
            words.t("Organisation"),
            [("", words.t("Ingen vald")), *((o.id, o.name) for o in organisations)],
            value=values.get("organisation", ""),
        ),
        text_input(
            "new_organisation",
            words.t("Eller en ny organisation"),
            value=values.get("new_organisation", ""),
            limit=NOTE_LIMIT,
        ),
        choice_input(
            "organisation_type",
            words.t("Den nya organisationens typ"),
            [(t.value, label(words, t)) for t in OrganisationType],
            value=values.get("organisation_type", "") or OrganisationType.OTHER.value,
        ),
        text_input("function", words.t("Funktion"), value=values.get("function", ""), limit=NOTE_LIMIT),
        toggle_input(
            "coordinator",
            words.t("Är samordnare"),
            on=values.get("coordinator") == "true",
            label=words.t("Samordnare"),
        ),
        choice_input(
            "deputy",
            words.t("Ersättare"),
            [("", words.t("Ingen")), *((m.id, m.name) for m in others)],
            value=values.get("deputy", ""),
        ),
        date_input("away_first", words.t("Frånvarande från och med"), value=values.get("away_first", "")),
        date_input("away_last", words.t("Frånvarande till och med"), value=values.get("away_last", "")),
        buttons(
            press(
                words.t("Spara"), SaveMember(group=group.id, member=seat.id), style="positive", inputs=True
            ),
            press(words.t("Tillbaka utan att spara"), ShowMembers(group=group.id)),
        ),
    ]
    return finish(body, summary=title, language=words.language)


def _values(seat: Member) -> Mapping[str, str]:
    absence = seat.absences[0] if seat.absences else None
    return {
        "organisation": seat.organisation_id,
        "function": seat.function,
        "coordinator": "true" if seat.coordinates else "false",
        "deputy": seat.deputy_id,
        "away_first": str(absence.first) if absence else "",
        "away_last": str(absence.last) if absence else "",
    }


def _seat(view: MembersView, member: Member, words: Words) -> str:
    organisation = view.organisations.get(member.organisation_id)
    names = {other.id: other.name for other in view.members}
    notes = [organisation.name if organisation else words.t("organisation saknas"), member.function]
    notes += [label(words, role) for role in sorted(member.roles) if role.value != "member"]
    if member.deputy_id in names:
        notes.append(words.t("ersättare: {name}", name=names[member.deputy_id]))
    notes += [
        words.t("borta {days}", days=words.days(absence.first, absence.last)) for absence in member.absences
    ]
    if member.guest:
        notes.append(words.t("gäst"))
    return " · " + " · ".join(filter(None, notes))
