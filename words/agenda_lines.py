"""The lines of an agenda in words: what each is called, how long it takes and why it stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from est.action import Action
from est.agenda import Agenda, Line, Point
from est.member import Organisation
from est.report import Item
from est.round import Round
from words.agenda import POINTS, reasons
from words.catalogue import Words
from words.items import notes_of
from words.summary_lines import owner


def point_name(words: Words, point: Point, number: int) -> str:
    """Such as "3. Veckans händelser"."""
    return f"{number}. {words.t(POINTS[point.kind])}"


def point_title(words: Words, point: Point, number: int, minute: int) -> str:
    """Such as "7–15 min · 3. Veckans händelser"."""
    last = minute + point.minutes
    title = point_name(words, point, number)
    return words.t("{first}–{last} min · {title}", first=minute, last=last, title=title)


def nothing(words: Words, point: Point, number: int) -> str:
    """A point that has no minutes and no lines, said in a line."""
    return f"{point_name(words, point, number)}: {words.t('inget anmält')}."


def note(words: Words, line: Line, said: Iterable[str] = ()) -> str:
    """How long, who says so, and why it stands here."""
    minutes = [words.n("{n} min", "{n} min", line.minutes)] if line.minutes else []
    why = words.t("Står här: {reasons}.", reasons=reasons(words, line))
    return " · ".join([*minutes, *said, why])


def sourced_notes(words: Words, item: Item, organisations: Mapping[str, Organisation]) -> list[str]:
    """The organisation an item comes from, never a name (domain.md §12 rule 13), and what else it takes to judge it."""
    organisation = organisations.get(item.organisation_id)
    return notes_of(words, item, source=organisation.name if organisation else "", weight=False)


def action_parts(
    words: Words, action: Action, organisations: Mapping[str, Organisation]
) -> tuple[str, str, str]:
    """An action on an agenda: what it is called, who owns it, until when."""
    who = owner(action.owner_organisation_id, action.owner_function, organisations)
    return f"{action.label} · {action.title}", who, words.t("klart {day}", day=words.day(action.due))


def answers_and_period(words: Words, agenda: Agenda, round_: Round) -> str:
    """How many have answered, about which days."""
    return words.t(
        "{answered} av {expected} svar. Perioden {days}.",
        answered=agenda.answered,
        expected=agenda.expected,
        days=words.days(round_.period_first, round_.period_last),
    )


def many_subjects(words: Words) -> str:
    """There is more to discuss than a meeting has room for."""
    return words.t("Många ämnen: bestäm vad som ska parkeras till en annan gång.")


def quiet_week(words: Words, agenda: Agenda) -> str:
    """There is little to discuss."""
    return words.t("Lugn vecka: mötet kan hållas på {n} minuter.", n=agenda.offer_minutes)
