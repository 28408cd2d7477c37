"""What one person sees of a conversation: the sent messages, with that person's own cards in their place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sample.teams.message import Json, Message, NoteKind, View
from sample.teams.transcript import Transcript
from sample.teams.world import TeamsUser


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as one person sees it; `revision` grows when either the message or the view changes."""

    message: Message
    cards: list[Json]
    note: str
    note_kind: NoteKind
    revision: int


def what_is_seen(transcript: Transcript, conversation: str, user: TeamsUser, now: datetime) -> list[Seen]:
    """The conversation through the eyes of one person, oldest first."""
    views = transcript.views(conversation, user.object_id)
    return [
        _through(message, views.get(message.id, View()))
        for message in transcript.messages(conversation)
        if message.is_seen_by(user.object_id, now)
    ]


def actions_of(card: Json, kind: str = "Action.Execute") -> list[Json]:
    """Every action of this kind on a card, wherever it stands, in reading order."""
    return [found for found in _walk(card) if found.get("type") == kind]


def _through(message: Message, view: View) -> Seen:
    cards = [view.card] if view.card else message.cards()
    return Seen(message, cards, view.note, view.note_kind, max(message.revision, view.revision))


def _walk(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for key, inner in value.items():
            # What a refresh or a fallback would do is nothing that a person can press.
            if key not in ("refresh", "fallback"):
                yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)
