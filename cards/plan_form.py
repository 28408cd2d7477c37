"""The group's plan as a form: preset, day, clock, length, cadence, holidays and breaks."""

from __future__ import annotations

from collections.abc import Mapping

from cards.inputs import choice_input, text_input, time_input
from cards.parts import Element, warning
from est.days import Break
from est.errors import Refusal
from est.timetable import HolidayRule, Preset
from est.week import Week
from est.weekly.setting_up import LIST_LIMIT, UNNAMED_BREAK, SettingsView, cadence_code
from words import Words
from words.catalogue import N_
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
LENGTHS = frozenset({15, 20, 30, 45, 60, 90})
"""Minutes that can be chosen, beside those the plan already has."""


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


def plan_fields(
    view: SettingsView, words: Words, faults: Mapping[str, Refusal], values: Mapping[str, str]
) -> list[Element]:
    """The fields with what stands in them, and above each what is wrong with it."""

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
            [(str(n), words.t("{n} minuter", n=n)) for n in sorted(LENGTHS | {view.plan.length})],
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
