"""The small cards: greeting, help, reminder, refusals and notices. One thing said, one thing to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from cards.parts import Button, Element, beside, buttons, heading, line, press, sentence
from cards.prompt import footer
from cards.teams import Card, finish
from cards.verbs import (
    OpenForm,
    Payload,
    ReportNothing,
    RunCommand,
    ShowPrompt,
)
from est.errors import Refusal
from est.group import Group
from est.round import Round
from est.timetable import Outcome, Step
from est.vocabulary import Kind
from est.weekly.answering import SeatView
from words import Words
from words.catalogue import N_
from words.days import day_name
from words.refusals import say

COMMANDS: Sequence[tuple[str, str]] = (
    (N_("rapportera"), N_("svara på veckans frågor, eller ändra ditt svar")),
    (N_("dagordning"), N_("visa dagordningen för nästa möte")),
    (N_("sammanfattning"), N_("visa sammanfattningen; lägg till v 48 för en annan vecka")),
    (N_("åtgärder"), N_("dina åtgärder och hur det går; åtgärd 7 visar en")),
    (N_("läget"), N_("se vem som har svarat (samordnare)")),
    (N_("möte"), N_("led mötet: starta, nästa rad, låna tid, avsluta (samordnare)")),
    (N_("inställningar"), N_("mötestid, uppehåll och deltagare (samordnare)")),
    (N_("hjälp"), N_("visa den här listan")),
)
"""The commands a member can type, and what each does."""


def note_card(
    words: Words,
    title: str,
    body: Sequence[Element],
    *,
    actions: Sequence[Button] = (),
    summary: str = "",
    refresh: Payload | None = None,
    refresh_for: Sequence[str] = (),
) -> Card:
    """A card that says one thing; its notification is the title unless a *summary* says more."""
    return finish(
        [heading(title), *body, *([buttons(*actions)] if actions else [])],
        summary=summary or f"{title.rstrip('.!?')}.",
        language=words.language,
        refresh=refresh,
        refresh_for=refresh_for,
    )


def greeting_card(group: Group, words: Words) -> Card:
    """To the channel when the bot is installed: what it does, what is kept, what it is not for."""
    return note_card(
        words,
        words.t("Hej! Jag är EST-boten."),
        [
            line(
                (words.t("Jag hjälper "), False),
                (group.name, True),
                (words.t(" att hålla korta möten med gemensam lägesbild."), False),
            ),
            sentence(
                words.t(
                    "Före mötet frågar jag var och en i egen chatt: vad har hänt, vad väntar, "
                    "vad behöver ni av varandra? Av svaren gör jag en dagordning, och efter mötet en sammanfattning."
                )
            ),
            sentence(
                words.t(
                    "Jag sparar platser och händelser, aldrig personer. "
                    "Jag läser inte kanalen, bara det som skrivs till mig."
                )
            ),
            sentence(words.t("Samordnaren väljer mötestid. Tills dess skickar jag ingenting.")),
            footer(words),
        ],
    )


def help_card(group_id: str, words: Words) -> Card:
    """What can be typed, with buttons for those who would rather press."""
    rows: list[Element] = [
        line((words.t(name), True), (" – " + words.t(text), False)) for name, text in COMMANDS
    ]
    presses = [
        press(words.t(name).capitalize(), RunCommand(group=group_id, command=name))
        for name, _ in COMMANDS[:3]
        if group_id
    ]
    body = [
        sentence(words.t("Skriv ett ord till mig. I kanalen behöver du nämna mig först: @EST-boten.")),
        *rows,
        *([buttons(*presses)] if presses else []),
        footer(words),
    ]
    summary = words.t("Skriv rapportera, dagordning, sammanfattning eller läget.")
    return note_card(words, words.t("Det här kan du skriva"), body, summary=summary)


def choose_group_card(groups: Sequence[Group], command: str, words: Words) -> Card:
    """A person with a seat in several groups says which one is meant (acceptance.md M7)."""
    rows = [
        beside(
            [line((group.name, True))],
            press(words.t("Välj"), RunCommand(group=group.id, command=command), tooltip=group.name),
        )
        for group in groups
    ]
    several = sentence(words.t("Du är med i flera EST-grupper. Välj en."))
    return note_card(words, words.t("Vilken grupp menar du?"), [several, *rows])


def refusal_card(
    refusal: Refusal, words: Words, *, more: Sequence[Element] = (), actions: Sequence[Button] = ()
) -> Card:
    """A no that says what to do, where there is no form to say it in."""
    said = say(refusal, words)
    return note_card(words, words.t("Det gick inte"), [sentence(said), *more], actions=actions, summary=said)


def closed_card(
    refusal: Refusal,
    words: Words,
    *,
    group_id: str,
    week: str,
    seat_id: str,
    kind: Kind | None,
    typed: Mapping[str, str] = MappingProxyType({}),
) -> Card:
    """Last week's card: nothing was stored; the text follows to this week's form (acceptance.md K2)."""
    actions: list[Button] = [
        press(words.t("Öppna den nya omgången"), ShowPrompt(group=group_id, week=week, seat=seat_id))
    ]
    if kind is not None:
        actions.insert(
            0,
            press(
                words.t("Öppna med min text"),
                OpenForm(group=group_id, week=week, seat=seat_id, kind=kind, typed=dict(typed)),
                style="positive",
            ),
        )
    more = [sentence(words.t("Din text följer med."), close=True)] if kind is not None else []
    return refusal_card(refusal, words, more=more, actions=actions)


def reminder_card(view: SeatView, words: Words) -> Card:
    """In private, once, and without a word of blame (acceptance.md pain 14)."""
    round_ = view.round
    deadline = words.moment(round_.moments[Step.DEADLINE], round_.zone)
    title = words.t("En påminnelse om EST {week}", week=words.week(round_.week))
    ids: dict[str, Any] = {"group": view.turn.group.id, "week": str(round_.week), "seat": view.seat.id}
    asked = words.t(
        "Vi har inte fått ditt svar än. Det tar en minut, och Inget att rapportera är också ett svar."
    )
    until = words.t("Svara senast {deadline}.", deadline=deadline)
    body: list[Element] = [sentence(asked), sentence(until, close=True)]
    if view.seat.id != view.turn.member.id:
        stead = words.t("Du svarar i stället för ")
        body.insert(0, line((stead, False), (view.seat.name, True), (".", False)))
    answers = [
        press(words.t("Svara nu"), ShowPrompt(**ids), style="positive"),
        press(words.t("Inget att rapportera"), ReportNothing(**ids)),
    ]
    teams_id = view.turn.caller.teams_id
    return note_card(
        words,
        title,
        body,
        actions=answers,
        summary=f"{title}. {until}",
        refresh=ShowPrompt(**ids, reminder=True),
        refresh_for=[teams_id] if teams_id else [],
    )


def moved_card(round_: Round, words: Words) -> Card:
    """The meeting is moved or cancelled; said once, to everybody (acceptance.md S5)."""
    planned = words.day_with_year(round_.planned)
    why = day_name(words, round_.because)
    because = [line((words.t("Orsak: "), False), (why, True))] if why else []
    if round_.outcome is Outcome.MOVED:
        at = words.moment(round_.moments[Step.MEETING], round_.zone)
        title = words.t("EST-mötet {week} är flyttat", week=words.week(round_.week))
        text = words.t(
            "Mötet {planned} hålls i stället {at}. Frågan och deadline flyttar med.", planned=planned, at=at
        )
    else:
        title = words.t("EST-mötet {week} är inställt", week=words.week(round_.week))
        text = words.t(
            "Det blir inget möte {planned} och inga frågor. Nästa omgång frågar om hela tiden sedan sist.",
            planned=planned,
        )
    return note_card(words, title, [sentence(text), *because])
