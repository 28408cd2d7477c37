"""Set-up: meeting day and time, preset, breaks, and the next five meetings they give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from cards.inputs import text_input
from cards.parts import (
    Element,
    box,
    buttons,
    heading,
    line,
    notice,
    press,
    sentence,
    subheading,
    toggle_button,
    warning,
)
from cards.plan_form import plan_fields, values_of
from cards.teams import Card, finish
from cards.verbs import BecomeCoordinator, ConfirmCalendar, Resume, SaveSettings, ShowMembers, ShowSettings
from est.errors import Refusal
from est.form import FormRefused
from est.group import GroupState
from est.member import Role
from est.timetable import Occurrence, Outcome
from est.weekly.joining import ENOUGH_COORDINATORS
from est.weekly.setting_up import LIST_LIMIT, SettingsView
from words import Words
from words.catalogue import N_
from words.days import day_name
from words.refusals import say

STATES: Mapping[GroupState, str] = {
    GroupState.NEW: N_("Inget skickas förrän du har sparat mötestiden."),
    GroupState.PAUSED: N_("Omgångarna är pausade. Inget skickas förrän du startar dem igen."),
    GroupState.STOPPED: N_("Omgångarna är stoppade eftersom appen togs bort från teamet."),
}

OWN_DAYS = "own_days"
OWN_DAY_FIELDS = ("bridge_days", "half_days")


def settings_card(
    view: SettingsView, words: Words, refused: Refusal | None = None, typed: Mapping[str, str] | None = None
) -> Card:
    """The settings form; after a refusal with what was typed and what is wrong."""
    faults = {fault.field: fault for fault in (refused.faults if isinstance(refused, FormRefused) else ())}
    group = view.turn.group
    title = words.t("Inställningar för EST-gruppen")
    body: list[Element] = [heading(title), line((group.name, True))]
    if refused is not None and not faults:
        body.append(warning(say(refused, words)))
    if view.saved:
        saved = words.t("✔ Sparat. Det gäller från nästa omgång som inte har börjat.")
        body.append(notice([sentence(saved)], good=True))
    body += _coordination(view, words)
    values = {**values_of(view, words), **(typed or {})}
    body += plan_fields(view, words, faults, values)
    row = [press(words.t("Spara"), SaveSettings(group=group.id), style="positive", inputs=True)]
    if group.state in {GroupState.PAUSED, GroupState.STOPPED}:
        row.append(press(words.t("Starta omgångarna igen"), Resume(group=group.id)))
    row.append(press(words.t("Deltagare"), ShowMembers(group=group.id)))
    body.append(buttons(*row))
    body.append(
        box(
            [subheading(words.t("De fem nästa mötena")), *(_meeting(one, words) for one in view.meetings)],
            ruled=True,
        )
    )
    body += _calendar(view, words, faults, values)
    return finish(body, summary=f"{title}.", language=words.language, refresh=ShowSettings(group=group.id))


def _coordination(view: SettingsView, words: Words) -> list[Element]:
    """Who leads, and what keeps the rounds from going on by themselves."""
    group, me = view.turn.group, view.turn.member
    body: list[Element] = []
    names = ", ".join(member.name for member in view.coordinators)
    if names:
        body.append(line((words.t("Samordnare: "), False), (names, True)))
    lacking = [words.t(STATES[group.state])] if group.state in STATES else []
    if len(view.coordinators) < ENOUGH_COORDINATORS:
        lacking.append(
            words.t("Utse minst två samordnare under Deltagare, så att veckan går även när en är borta.")
        )
    if lacking:
        body.append(notice([sentence(text) for text in lacking]))
    if Role.ADMINISTRATOR in me.roles and not me.coordinates:
        body.append(buttons(press(words.t("Jag är samordnare"), BecomeCoordinator(group=group.id))))
    return body


def _meeting(one: Occurrence, words: Words) -> Element:
    """One coming meeting, or why there is none."""
    week = words.week(one.week)
    planned = words.day_with_year(one.planned)
    because = day_name(words, one.because)
    why = f" ({because})" if because else ""
    if one.outcome is Outcome.AS_PLANNED:
        return line((week, True), (" · " + planned, False))
    if one.outcome is Outcome.MOVED:
        moved = words.t(
            "{held}, flyttat från {planned}",
            held=words.day_with_year(one.held),
            planned=words.day(one.planned),
        )
        return line((week, True), (f" · {moved}", False), (why, False))
    cancelled = words.t("inget möte {planned}", planned=words.day(one.planned))
    return line((week, False), (f" · {cancelled}", False), (why, False))


def _calendar(
    view: SettingsView, words: Words, faults: Mapping[str, Refusal], values: Mapping[str, str]
) -> list[Element]:
    """The municipality's own list: asked for while a year lacks it, and open to correction (acceptance.md S7)."""
    own = view.own_days
    title = words.t("Klämdagar och halvdagar {year}", year=own.year)
    form = _own_days(view, words, faults, values)
    if not own.confirmed:
        missing = words.t(
            "Listan för {year} saknas. Skriv era lediga klämdagar, eller lämna tomt om ni inte har några.",
            year=own.year,
        )
        return [box([subheading(title), sentence(missing), *form], ruled=True)]
    return [
        buttons(toggle_button(words.t("Rätta klämdagar {year}", year=own.year), OWN_DAYS)),
        box(
            [subheading(title), *form], id_=OWN_DAYS, hidden=not faults.keys() & {*OWN_DAY_FIELDS}, ruled=True
        ),
    ]


def _own_days(
    view: SettingsView, words: Words, faults: Mapping[str, Refusal], values: Mapping[str, str]
) -> list[Element]:
    own = view.own_days
    return [
        *(warning(say(faults[field], words)) for field in OWN_DAY_FIELDS if field in faults),
        text_input(
            "bridge_days",
            words.t("Klämdagar"),
            value=values.get("bridge_days", _written(own.bridge_days)),
            limit=LIST_LIMIT,
            hint=f"{own.year}-01-05",
        ),
        text_input(
            "half_days",
            words.t("Halvdagar från kl 12"),
            value=values.get("half_days", _written(own.half_days)),
            limit=LIST_LIMIT,
            hint=f"{own.year}-04-30",
        ),
        buttons(
            press(
                words.t("Bekräfta {year}", year=own.year),
                ConfirmCalendar(group=view.turn.group.id, year=own.year),
                inputs=True,
            )
        ),
    ]


def _written(days: Iterable[date]) -> str:
    """Days as they can be written again."""
    return " ".join(map(str, days))
