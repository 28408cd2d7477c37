"""The seats of the group and the form of one seat, for those who lead."""

from __future__ import annotations

from collections.abc import Mapping

from cards.inputs import choice_input, date_input, text_input, toggle_input
from cards.pages import Chapter, Group, Page, in_parts
from cards.parts import Element, beside, buttons, heading, line, notice, press, sentence, small, warning
from cards.teams import Card, finish
from cards.verbs import SaveMember, ShowMember, ShowMembers, ShowSettings
from est.errors import Refusal
from est.form import FormRefused
from est.member import Absence, Member, Role
from est.report import NOTE_LIMIT
from est.vocabulary import OrganisationType
from est.weekly.seating import MembersView
from words import Words
from words.refusals import say
from words.vocabulary import label


def members_card(view: MembersView, words: Words, *, shown: int = 0) -> Card:
    """Everybody at the table, with a button to change each seat. A long table is shown in parts."""
    chapter = Chapter([_row(view, member, words) for member in view.members])
    return in_parts([chapter], shown, lambda page: _card(view, words, page))


def _card(view: MembersView, words: Words, page: Page) -> Card:
    title, group = words.t("Deltagare i EST-gruppen"), view.turn.group
    body: list[Element] = [heading(title), line((group.name, True))]
    if view.saved:
        body.append(notice([sentence(words.t("✔ Sparat."))], good=True))
    whose = words.t("Deltagarna är de som är med i teamet. Lägg till och ta bort dem där.")
    body.append(sentence(whose, quiet=True, close=True))
    body += [element for one in page.groups for element in one]
    turns = page.turns(words, lambda number: ShowMembers(group=group.id, part=number))
    if turns:
        body += [sentence(page.name(words), quiet=True), buttons(*turns)]
    body.append(buttons(press(words.t("Inställningar"), ShowSettings(group=group.id))))
    refresh = ShowMembers(group=group.id, part=page.number if turns else 0)
    return finish(body, summary=f"{title}.", language=words.language, refresh=refresh)


def _row(view: MembersView, member: Member, words: Words) -> Group:
    change = press(
        words.t("Ändra"),
        ShowMember(group=view.turn.group.id, member=member.id),
        tooltip=words.t("Ändra {name}", name=member.name),
    )
    return [beside([line((member.name, True)), small(" · ".join(_seat(view, member, words)))], change)]


def member_card(
    view: MembersView, words: Words, refused: Refusal | None = None, typed: Mapping[str, str] | None = None
) -> Card:
    """The form of the chosen seat; where none is chosen, everybody."""
    seat = view.chosen
    if seat is None:
        return members_card(view, words)
    group, title = view.turn.group, words.t("Ändra deltagare")
    faults = {fault.field: fault for fault in (refused.faults if isinstance(refused, FormRefused) else ())}
    fields = _fields(view, seat, words, typed or _values(view, seat))
    body: list[Element] = [heading(title), line((seat.name, True))]
    body += [warning(say(fault, words)) for field, fault in faults.items() if field not in fields]
    for field, element in fields.items():
        if field in faults:
            body.append(warning(say(faults[field], words)))
        body.append(element)
    save = SaveMember(group=group.id, member=seat.id)
    leave = press(words.t("Avbryt"), ShowMembers(group=group.id), tooltip=words.t("Tillbaka utan att spara"))
    body.append(buttons(press(words.t("Spara"), save, style="positive", inputs=True), leave))
    return finish(body, summary=f"{title}.", language=words.language)


def _fields(view: MembersView, seat: Member, words: Words, values: Mapping[str, str]) -> dict[str, Element]:
    """The inputs by field, in the order in which they stand."""
    w, of = words, values.get
    known = sorted(view.organisations.values(), key=lambda one: one.name.casefold())
    organisations = [("", w.t("Ingen vald")), *((one.id, one.name) for one in known)]
    types = [(one.value, label(w, one)) for one in OrganisationType]
    others = [member for member in view.members if member.id != seat.id and member.reports]
    deputies = [("", w.t("Ingen")), *((member.id, member.name) for member in others)]
    new, type_ = of("new_organisation", ""), of("organisation_type", "") or OrganisationType.OTHER.value
    is_coordinator = of("coordinator") == "true"
    return {
        "organisation": choice_input(
            "organisation", w.t("Organisation"), organisations, value=of("organisation", "")
        ),
        "function": text_input("function", w.t("Funktion"), value=of("function", ""), limit=NOTE_LIMIT),
        "deputy": choice_input("deputy", w.t("Ersättare"), deputies, value=of("deputy", "")),
        "away_first": date_input("away_first", w.t("Frånvarande från och med"), value=of("away_first", "")),
        "away_last": date_input("away_last", w.t("Frånvarande till och med"), value=of("away_last", "")),
        "coordinator": toggle_input("coordinator", w.t("Samordnare"), w.t("Ja"), on=is_coordinator),
        "co_author": toggle_input(
            "co_author",
            w.t("Granskar tillsammans med samordnaren"),
            w.t("Ja, till exempel kommunpolisen"),
            on=of("co_author") == "true",
        ),
        "new_organisation": text_input(
            "new_organisation", w.t("Eller en ny organisation"), value=new, limit=NOTE_LIMIT
        ),
        "organisation_type": choice_input(
            "organisation_type", w.t("Den nya organisationens typ"), types, value=type_
        ),
    }


def _values(view: MembersView, seat: Member) -> Mapping[str, str]:
    absence = next(iter(_ahead(view, seat)), None)
    return {
        "organisation": seat.organisation_id,
        "function": seat.function,
        "coordinator": "true" if seat.coordinates else "false",
        "co_author": "true" if Role.CO_AUTHOR in seat.roles else "false",
        "deputy": seat.deputy_id,
        "away_first": str(absence.first) if absence else "",
        "away_last": str(absence.last) if absence else "",
    }


def _seat(view: MembersView, member: Member, words: Words) -> list[str]:
    organisation = view.organisations.get(member.organisation_id)
    names = {other.id: other.name for other in view.members}
    notes = [organisation.name if organisation else words.t("organisation saknas"), member.function]
    notes += [label(words, role) for role in sorted(member.roles) if role.value != "member"]
    if member.deputy_id in names:
        notes.append(words.t("ersättare: {name}", name=names[member.deputy_id]))
    notes += [
        words.t("borta {days}", days=words.days(absence.first, absence.last))
        for absence in _ahead(view, member)
    ]
    if member.guest:
        notes.append(words.t("gäst"))
    return [note for note in notes if note]


def _ahead(view: MembersView, seat: Member) -> list[Absence]:
    """Absences that are not over; the others are nothing that anybody has to mend."""
    return [absence for absence in seat.absences if absence.last >= view.turn.today]
