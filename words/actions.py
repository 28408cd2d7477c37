"""Actions in words: who owns one, until when, how it stands, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from est.action import CLOSED_STATES, Action, ActionLevel, ActionState, ActionStep, EffectNote, Entry
from est.days import DayCalendar, DayKind
from est.effect import BeforeAfter, Count
from est.member import Organisation
from words.catalogue import N_, Words
from words.days import day_name
from words.summary_lines import owner
from words.vocabulary import label

FREE_DAYS: Mapping[DayKind, str] = {
    DayKind.RED: N_("röd dag"),
    DayKind.EVE: N_("helgdagsafton"),
    DayKind.WEEKEND: N_("helg"),
    DayKind.BRIDGE: N_("klämdag"),
}
"""Days on which nobody works; a date on one is said to be, and moved by choice alone (acceptance.md A7)."""
BEGUN_AGAIN = frozenset({ActionState.BLOCKED, ActionState.EFFECT_CHECK})


def step_title(words: Words, step: ActionStep, state: ActionState) -> str:
    """What the button of a step is called where the action stands."""
    if step is ActionStep.START and state in BEGUN_AGAIN:
        return words.t("Ta upp igen")
    if step is ActionStep.DECIDE and state is ActionState.ESCALATED:
        return words.t("Beslutad igen")
    return label(words, step)


def owner_of(words: Words, action: Action, organisations: Mapping[str, Organisation]) -> str:
    """The organisation and function that own it, or the working group; never a name (domain.md §12 rule 13)."""
    found = owner(action.owner_organisation_id, action.owner_function, organisations)
    return found or words.t("ingen ägare")


def standing(words: Words, action: Action, today: date) -> str:
    """Where it stands: its state, how late it is, and whether nobody has touched it for long."""
    said = [label(words, action.state).lower()]
    if action.state is ActionState.ESCALATED:
        said = [words.t("lyft till {level}", level=level_name(words, action.level))]
    if action.overdue(today):
        late = (today - action.due).days
        said.append(words.n("{n} dag försenad", "{n} dagar försenad", late))
    if action.stale(today):
        still = (today - action.updated_on).days
        said.append(words.n("orörd i {n} dag", "orörd i {n} dagar", still))
    return ", ".join(said)


def level_name(words: Words, level: ActionLevel) -> str:
    """The level in the middle of a sentence; an abbreviation keeps its capitals."""
    name = label(words, level)
    return name if level in {ActionLevel.COUNCIL, ActionLevel.EST} else name.lower()


def due_day(words: Words, day: date, days: DayCalendar, today: date) -> str:
    """The date, and what sort of day it is when nobody works on it."""
    said = words.day(day) if day.year == today.year else words.day_with_year(day)
    kind = days.kind(day)
    if kind not in FREE_DAYS:
        return said
    name = day_name(words, days.name_of(day)) if days.name_of(day) else ""
    free = words.t(FREE_DAYS[kind])
    return f"{said} ({free}: {name})" if name else f"{said} ({free})"


def until(words: Words, action: Action, days: DayCalendar, today: date) -> str:
    """When it is to be done; of one that is done, when it was."""
    if action.done_on is not None and not action.is_open:
        return words.t("genomförd {day}", day=words.day(action.done_on))
    return words.t("klart {day}", day=due_day(words, action.due, days, today))


def effect(words: Words, note: EffectNote) -> str:
    """A judgement with its time."""
    return words.t("{n} veckor: {effect}", n=note.weeks, effect=label(words, note.effect).lower())


def counted(words: Words, both: BeforeAfter) -> list[str]:
    """The counts before and after, each with its days and how many answers it comes from; no judgement."""
    said = [
        words.t("Före: {count}.", count=_count(words, both.before)),
        words.t("Efter: {count}.", count=_count(words, both.after)),
    ]
    return [*said, words.t("För få för slutsats.")] if both.too_few else said


def history(words: Words, entry: Entry) -> str:
    """One line of the log: the day, and what was done."""
    closed = entry.state in CLOSED_STATES
    what = label(words, entry.state) if closed else words.t(DONE[entry.step])
    return f"{words.day(entry.on)}: {what}"


DONE: Mapping[ActionStep, str] = {
    ActionStep.DECIDE: N_("Beslutad"),
    ActionStep.CHANGE: N_("Ändrad"),
    ActionStep.START: N_("Påbörjad"),
    ActionStep.NOTE: N_("Anteckning"),
    ActionStep.FINISH: N_("Genomförd"),
    ActionStep.BLOCK: N_("Hindrad"),
    ActionStep.LIFT: N_("Lyft"),
    ActionStep.HAND_OVER: N_("Överlämnad"),
    ActionStep.MOVE_DUE: N_("Datum flyttat"),
    ActionStep.CANCEL: N_("Avbruten"),
    ActionStep.REJECT: N_("Avslagen"),
    ActionStep.ASK_EFFECT: N_("Effekten efterfrågad"),
    ActionStep.EFFECT: N_("Effekten bedömd"),
    ActionStep.CLOSE: N_("Avslutad"),
    ActionStep.UNDO: N_("Ångrad"),
    ActionStep.OWNER_LEFT: N_("Ägaren har lämnat gruppen"),
}
"""What was done, in a log and in a receipt."""


def _count(words: Words, count: Count) -> str:
    days = words.days(count.first, count.last)
    incidents = words.n("{n} händelse", "{n} händelser", count.incidents)
    return words.t(
        "{incidents} {days} ({answers} av {asked} svar)",
        incidents=incidents,
        days=days,
        answers=count.answers,
        asked=count.asked,
    )
