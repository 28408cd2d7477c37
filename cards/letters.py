"""A letter becomes a card: one line per kind of letter, so that none is without words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from cards.action_letters import effect_card, handover_card, outcome_card, owner_reminder_card
from cards.agenda import agenda_card
from cards.delivery import delivery_card
from cards.feedback import feedback_card, returned_card
from cards.health import credential_card, health_card
from cards.meeting import meeting_card
from cards.meeting_forms import needs_card
from cards.notices import greeting_card, moved_card, reminder_card
from cards.prompt import prompt_card
from cards.settings import settings_card
from cards.summary import summary_card
from cards.teams import Card
from cards.to_coordinators import (
    channel_gone_card,
    doubt_card,
    late_card,
    missed_card,
    no_deputy_card,
    severity_card,
)
from est.letters import LetterKind
from est.weekly.speaking import LetterView
from est.weekly.watching import credential_of
from words import Words

T = TypeVar("T")
Write = Callable[[LetterView, Words], Card]


def letter_card(view: LetterView, words: Words) -> Card:
    """The card that says this letter."""
    return LETTERS[view.letter.kind](view, words)


def _there(part: T | None) -> T:
    """What a letter of this kind is always composed with (est.weekly.speaking)."""
    if part is None:
        raise LookupError("the letter was composed without what its card shows")
    return part


def _prompt(view: LetterView, words: Words) -> Card:
    return prompt_card(_there(view.seat), words, late=view.letter.about.get("late") == "true")


def _reminder(view: LetterView, words: Words) -> Card:
    return reminder_card(_there(view.seat), words)


def _delivery(view: LetterView, words: Words) -> Card:
    return delivery_card(_there(view.meeting), words)


def _health(view: LetterView, words: Words) -> Card:
    return health_card(_there(view.health), words)


def _credential(view: LetterView, words: Words) -> Card:
    return credential_card(view.group, credential_of(view.letter.about), words)


def _draft(view: LetterView, words: Words) -> Card:
    leads = view.recipient is not None and view.recipient.coordinates
    return agenda_card(_there(view.meeting), words, draft=True, publish=leads)


def _agenda(view: LetterView, words: Words) -> Card:
    return agenda_card(_there(view.meeting), words)


def _summary(view: LetterView, words: Words) -> Card:
    return summary_card(_there(view.summary), words)


def _returned(view: LetterView, words: Words) -> Card:
    sent = _there(view.returned)
    return returned_card(sent.meeting, sent.item, sent.item.member_id, sent.reason, words)


def _settings(view: LetterView, words: Words) -> Card:
    return settings_card(_there(view.settings), words)


def _moved(view: LetterView, words: Words) -> Card:
    return moved_card(_there(view.round), words)


def _no_deputy(view: LetterView, words: Words) -> Card:
    return no_deputy_card(view.group, view.seat_name, view.letter.week, words)


LETTERS: Mapping[LetterKind, Write] = MappingProxyType(
    {
        LetterKind.GREETING: lambda view, words: greeting_card(view.group, words),
        LetterKind.SETUP: _settings,
        LetterKind.PROMPT: _prompt,
        LetterKind.CARD_UPDATE: _prompt,
        LetterKind.REMINDER: _reminder,
        LetterKind.MISSED: lambda view, words: missed_card(
            view.group, view.letter.about.get("step", ""), view.letter.week, words
        ),
        LetterKind.MOVED: _moved,
        LetterKind.CALENDAR: _settings,
        LetterKind.DELIVERY: _delivery,
        LetterKind.HEALTH: _health,
        LetterKind.CREDENTIAL: _credential,
        LetterKind.DRAFT: _draft,
        LetterKind.AGENDA: _agenda,
        LetterKind.AGENDA_UPDATE: _agenda,
        LetterKind.MEETING: lambda view, words: meeting_card(_there(view.run), words),
        LetterKind.NEED: lambda view, words: needs_card(_there(view.needs), words),
        LetterKind.SEVERITY_NOTICE: lambda view, words: severity_card(view.group, view.letter.week, words),
        LetterKind.LATE_NOTICE: lambda view, words: late_card(
            view.group, view.letter.week, words, offered=bool(view.letter.about.get("item"))
        ),
        LetterKind.RETURNED: _returned,
        LetterKind.FEEDBACK: lambda view, words: feedback_card(_there(view.feedback), words),
        LetterKind.SUMMARY_DRAFT: _summary,
        LetterKind.SUMMARY: _summary,
        LetterKind.ACTION_REMINDER: lambda view, words: owner_reminder_card(_there(view.reminder), words),
        LetterKind.ACTION_HANDOVER: lambda view, words: handover_card(
            _there(view.reminder), view.seat_name, words
        ),
        LetterKind.EFFECT_QUESTION: lambda view, words: effect_card(_there(view.action), words),
        LetterKind.EVENT_OUTCOME: lambda view, words: outcome_card(_there(view.outcome), words),
        LetterKind.NO_DEPUTY: _no_deputy,
        LetterKind.RESUME: _settings,
        LetterKind.DOUBT: lambda view, words: doubt_card(
            view.group, view.letter.about["letter"], view.letter.about["kind"], words
        ),
        LetterKind.CHANNEL_GONE: lambda view, words: channel_gone_card(view.group, words),
        LetterKind.FEW_COORDINATORS: _settings,
    }
)
