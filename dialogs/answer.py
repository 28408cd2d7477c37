"""What a flow answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cards.teams import CARD_LIMIT, Card
from est.errors import Refusal
from est.form import FormRefused
from words import Words
from words.refusals import say_beside


class For(StrEnum):
    """Who gets the answer."""

    HERE = "here"
    """The conversation in which it was asked."""
    ASKER = "asker"
    """The asker alone, in their own chat, wherever it was asked."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A card for somebody.

    `seat` and `week` are set when it is a member's own card, so that the message can be kept up to date later.
    """

    card: Card
    to: For = For.HERE
    seat: str = ""
    week: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A short text beside a card that stays as it is, with everything that is typed in it."""

    text: str


Answer = Reply | Note


def form_again(card: Card, refused: Refusal, words: Words) -> Answer:
    """A refused form with all that was typed in it. One too big for a card stays as it is, with a note beside it."""
    return Reply(card) if card.size <= CARD_LIMIT else Note(say_beside(faults_of(refused), words))


def faults_of(refused: Refusal) -> tuple[Refusal, ...]:
    """What is wrong with a form, field by field."""
    return refused.faults if isinstance(refused, FormRefused) else (refused,)
