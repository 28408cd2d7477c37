"""Set-up: meeting day and time, preset, breaks, and the next five meetings they give."""

from __future__ import annotations

from collections.abc import Mapping

from cards.inputs import choice_input, text_input, time_input
from cards.parts import Element, box, buttons, heading, line, notice, press, sentence, subheading, warning
from cards.teams import Card, finish
from cards.verbs import BecomeCoordinator, ConfirmCalendar, Resume, SaveSettings, ShowMembers, ShowSettings
from est.days import NO_YEAR, Break
from est.errors import Refusal
from est.form import FormRefused
from est.group import GroupState
from est.member import Role
from est.timetable import HolidayRule, Occurrence, Outcome, Preset
from est.week import Week
from est.weekly.joining import ENOUGH_COORDINATORS
from est.weekly.setting_up import LIST_LIMIT, UNNAMED_BREAK, SettingsView, cadence_code
from words import Words
from words.catalogue import N_
from words.days import day_name
from words.refusals import say

PRESETS: Mapping[Preset, str] = {
    Preset.WEEK_START: N_("Veckostart: fråga dagen före"),
    Preset.BEFORE_WEEKEND: N_("Inför helgen: fråga två dagar före"),
}
CADENCE: Mapping[str, str] = {
    "weekly": N_("Varje vecka"),
    "fortnightly": N_("Varannan vecka"),
    "twice_monthly": N_("Första och tredje i månaden"),
    "monthly": N_("En gång i månaden"),
}
HOLIDAYS: Mapping[HolidayRule, str] = {
    HolidayRule.NEXT: N_("Flytta till nästa arbetsdag"),
    HolidayRule.PREVIOUS: N_("Flytta till arbetsdagen före"),
    HolidayRule.CANCEL: N_("Ställ in mötet"),
}
STATES: Mapping[GroupState, str] = {
    GroupState.NEW: N_("Inget skickas förrän du har sparat mötestiden."),
    GroupState.PAUSED: N_("Omgångarna är pausade. Inget skickas förrän du startar dem igen."),
    GroupState.STOPPED: N_("Omgångarna är stoppade eftersom appen togs bort från teamet."),
}


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
    if group.state in STATES:
        body.append(notice([sentence(words.t(STATES[group.state]))]))
    if view.saved:
        body.append(
            notice(
                [sentence(words.t("✔ Sparat. Det gäller från nästa omgång som inte har börjat."))], good=True
            )
        )
    body += _coordination(view, words)
    values = {**values_of(view, words), **(typed or {})}
    body += _fields(view, words, faults, values)
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
    if view.missing_year != NO_YEAR:
        body += _calendar(view, words, faults, values)
    return finish(body, summary=f"{title}.", language=words.language, refresh=ShowSettings(group=group.id))


def values_of(view: SettingsView, words: Words) -> Mapping[str, str]:
    """The strings that fill the form with the plan as it is."""
    plan = view.plan
    # The same line stands for each of several years, and a week 53 for those that have one.
    breaks = dict.fromkeys(_break(pause, words) for pause in plan.breaks)
    return {
        "preset": plan.preset.value,
        "weekday": str(plan.weekday),
        "clock": f"{plan.meeting_clock:%H:%M}",
        "length": str(plan.length),
        "cadence": cadence_code(plan.cadence),
        "holiday_rule": plan.holiday_rule.value,
        "breaks": "\n".join(breaks),
    }


def _break(pause: Break, words: Words) -> str:
    """A break as it can be written again."""
    numbers = dict.fromkeys(str(Week.of(day).number) for day in (pause.first, pause.last))
    weeks = words.t("v {number}", number="–".join(numbers))
    return weeks if pause.name == UNNAMED_BREAK else f"{pause.name}: {weeks}"


def _coordination(view: SettingsView, words: Words) -> list[Element]:
    body: list[Element] = []
    names = ", ".join(member.name for member in view.coordinators)
    if names:
        body.append(line((words.t("Samordnare: "), False), (names, True)))
    if len(view.coordinators) < ENOUGH_COORDINATORS:
        body.append(
            notice(
                [
                    sentence(
                        words.t(
                            "Utse minst två samordnare under Deltagare, så att veckan går även när en är borta."
                        )
                    )
                ]
            )
        )
    me = view.turn.member
    if Role.ADMINISTRATOR in me.roles and not me.coordinates:
        body.append(buttons(press(words.t("Jag är samordnare"), BecomeCoordinator(group=view.turn.group.id))))
    return body


def _fields(
    view: SettingsView, words: Words, faults: Mapping[str, Refusal], values: Mapping[str, str]
) -> list[Element]:
    def fault(field: str) -> list[Element]:
        return [warning(say(faults[field], words))] if field in faults else []

    return [
        *fault("preset"),
        choice_input(
            "preset",
            words.t("Upplägg"),
            [(p.value, words.t(PRESETS[p])) for p in Preset],
            value=values.get("preset", ""),
        ),
        *fault("weekday"),
        choice_input(
            "weekday",
            words.t("Mötesdag"),
            [(str(day), words.weekday(day).capitalize()) for day in range(5)],
            value=values.get("weekday", ""),
        ),
        *fault("clock"),
        time_input(
            "clock",
            words.t("Mötet börjar"),
            value=values.get("clock", ""),
            required=words.t("Välj ett klockslag."),
        ),
        *fault("length"),
        choice_input(
            "length",
            words.t("Mötets längd"),
            [
                (str(n), words.t("{n} minuter", n=n))
                for n in sorted({15, 20, 30, 45, 60, 90} | {view.plan.length})
            ],
            value=values.get("length", ""),
        ),
        *fault("cadence"),
        choice_input(
            "cadence",
            words.t("Hur ofta"),
            [(code, words.t(text)) for code, text in CADENCE.items()],
            value=values.get("cadence", ""),
        ),
        *fault("holiday_rule"),
        choice_input(
            "holiday_rule",
            words.t("Om mötesdagen är röd"),
            [(rule.value, words.t(HOLIDAYS[rule])) for rule in HolidayRule],
            value=values.get("holiday_rule", ""),
        ),
        *fault("breaks"),
        text_input(
            "breaks",
            words.t("Uppehåll, ett per rad"),
            value=values.get("breaks", ""),
            limit=LIST_LIMIT,
            lines=True,
            hint=words.t("Sommar: v 27–32"),
        ),
    ]


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
    """The municipality's own list for a year that lacks it (acceptance.md S7)."""
    year = view.missing_year
    wrong = [warning(say(faults[field], words)) for field in ("bridge_days", "half_days") if field in faults]
    return [
        box(
            [
                subheading(words.t("Klämdagar och halvdagar {year}", year=year)),
                sentence(
                    words.t(
                        "Listan för {year} saknas. Skriv era lediga klämdagar, eller lämna tomt om ni inte har några.",
                        year=year,
                    )
                ),
                *wrong,
                text_input(
                    "bridge_days",
                    words.t("Klämdagar"),
                    value=values.get("bridge_days", ""),
                    limit=LIST_LIMIT,
                    hint=f"{year}-01-05",
                ),
                text_input(
                    "half_days",
                    words.t("Halvdagar från kl 12"),
                    value=values.get("half_days", ""),
                    limit=LIST_LIMIT,
                    hint=f"{year}-04-30",
                ),
                buttons(
                    press(
                        words.t("Bekräfta {year}", year=year),
                        ConfirmCalendar(group=view.turn.group.id, year=year),
                        inputs=True,
                    )
                ),
            ],
            ruled=True,
        )
    ]
