"""The closed list of what the bot says unprompted, and the life of one such letter (design.md §3).

A letter is written in the same transaction as the thing that causes it, under a key that can exist once. It carries
ids, never text: what it says is made from the database when it is sent, so it is true at that moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from est.week import Week

CHANNEL = "channel"
"""The recipient that is the group's channel rather than one member."""


class LetterKind(StrEnum):
    """Everything the bot may say without being asked."""

    GREETING = "greeting"
    """To the channel when the bot is installed: what it is, what is stored, what is not."""
    SETUP = "setup"
    """To the installer: choose meeting time and name the coordinators."""
    PROMPT = "prompt"
    """To each member: the three questions. Its stored message is the member's card for the whole round."""
    CARD_UPDATE = "card_update"
    """Edits a member's prompt card in place after an answer, for clients that do not refresh."""
    REMINDER = "reminder"
    """To a member who has not answered, in private, once."""
    MISSED = "missed"
    """To the coordinators: a step of the round was not carried out in time, and why."""
    MOVED = "moved"
    """To the channel, once: this week's meeting is moved or cancelled because of a red day or a break."""
    CALENDAR = "calendar"
    """To the coordinators from November: next year's list of bridge days is missing."""
    DELIVERY = "delivery"
    """To the coordinators at the deadline: who has answered, who is away, who cannot be reached and why."""
    HEALTH = "health"
    """To the coordinators the afternoon before the meeting: what they can still do something about."""
    CREDENTIAL = "credential"
    """To coordinators and administrators, ahead of time: the bot's login to Teams ends on a certain day."""
    DRAFT = "draft"
    """To the coordinators after the deadline: the compiled agenda, to look at before it is published."""
    AGENDA = "agenda"
    """To the channel on the morning of the meeting."""
    AGENDA_UPDATE = "agenda_update"
    """Edits the published agenda in place after a late answer."""
    MEETING = "meeting"
    """To the coordinators when Teams tells that the meeting began: the card to lead it from."""
    NEED = "need"
    """To members of the organisations that a need asks, when the agenda is published: what do you answer?"""
    SEVERITY_NOTICE = "severity_notice"
    """To the coordinators at once: a very severe item has come in. Says nothing of its content."""
    LATE_NOTICE = "late_notice"
    """To the coordinators, once per round: an answer came after the deadline."""
    RETURNED = "returned"
    """To the reporter of an item that was sent back, in private: why, and the way to change it."""
    SUMMARY_DRAFT = "summary_draft"
    """To the coordinators at the end of the meeting."""
    SUMMARY = "summary"
    """To the channel when a coordinator has approved it."""
    FEEDBACK = "feedback"
    """To each reporter when the summary is approved, in private: what became of what they reported."""
    ACTION_REMINDER = "action_reminder"
    """To the owner of actions that ask for something, in private, one for all of them and one a day at the most."""
    ACTION_HANDOVER = "action_handover"
    """To the coordinators the same day: somebody who owned actions has left."""
    EFFECT_QUESTION = "effect_question"
    """To the owner and the coordinators 4 and 12 weeks after an action was done: what became of the problem?"""
    EVENT_OUTCOME = "event_outcome"
    """To the reporter of a coming event, the first working day after it: how did it turn out?"""
    NO_DEPUTY = "no_deputy"
    """To the coordinators: somebody is away and nobody answers for them."""
    RESUME = "resume"
    """To the coordinators and administrators: the rounds are paused; do you want to start them again?"""
    DOUBT = "doubt"
    """To the coordinators at once: nobody knows whether a post stands in the channel. Look, and post it again."""
    CHANNEL_GONE = "channel_gone"
    """To the coordinators: the group's channel was deleted, and the team's General channel is used instead."""
    FEW_COORDINATORS = "few_coordinators"
    """To the coordinators and administrators: fewer than two coordinators are named."""


class LetterState(StrEnum):
    """Where a letter is in its life (design.md §3)."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    UNKNOWN = "unknown"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


UNSETTLED = frozenset({LetterState.WAITING, LetterState.SENDING, LetterState.RETRY})
"""Still on its way."""
NOT_DELIVERED = frozenset({LetterState.FAILED, LetterState.EXPIRED, LetterState.UNKNOWN})
"""The coordinator has to hear why."""
EDITS = frozenset({LetterKind.CARD_UPDATE, LetterKind.AGENDA_UPDATE})
"""Letters that edit an earlier message (PUT) and may be repeated without harm."""
SHOWS_ANSWERS = frozenset({LetterKind.PROMPT, LetterKind.REMINDER, LetterKind.AGENDA})
"""Messages that are no longer true when an answer changes, and are then edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One thing the bot says unprompted to one receiver.

    `recipient` is a member id or `CHANNEL`. `edits` is the key of the letter whose message this one changes, or
    empty. `about` holds ids and codes only. `due` is the earliest moment to send (also the retry time), `send_before`
    the moment after which sending would be worse than silence.
    """

    key: str
    group_id: str
    kind: LetterKind
    recipient: str
    due: datetime
    send_before: datetime
    week: str = ""
    edits: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    state: LetterState = LetterState.WAITING
    reason: str = ""
    claims: int = 0
    conversation_id: str = ""
    activity_id: str = ""
    settled_at: datetime | None = None


def letter_key(group_id: str, week: Week | str, kind: LetterKind | str, *rest: str) -> str:
    """The unique key of a letter, such as `g1/2026-W48/prompt/m7`."""
    return "/".join((group_id, str(week), str(kind), *rest))


CARD_UPDATE_DELAY = timedelta(seconds=90)
"""A stored card is edited at the earliest this long after the member's last press (design.md §3)."""
FORM_GRACE = timedelta(minutes=15)
"""A stored card is not edited while a form that was opened this recently is unsaved (design.md §3)."""
CARD_UPDATE_WORTH = timedelta(days=7)
"""An edit of a card is worth sending for this long; after that the next round has a card of its own."""
NOTICE_WORTH = timedelta(hours=12)
"""A notice to a coordinator is worth sending for this long."""
