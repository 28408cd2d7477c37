"""What stands in a chat: one message, and what one person sees of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

Json = Mapping[str, object]
ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive"
_TARGETED_LIFE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Under which id, and when, something happens in a chat."""

    id: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """A message in a chat; no author means the bot, no audience means everybody in the conversation."""

    id: str
    conversation: str
    sent: datetime
    body: Json
    thread: str = ""
    author: str = ""
    audience: str = ""
    edited: bool = False
    deleted: bool = False
    failed: bool = False
    seq: int = 0
    revision: int = 0

    def is_seen_by(self, member: str, now: datetime) -> bool:
        """A targeted message is seen by one person, and leaves the client after 24 hours as in Teams."""
        if not self.audience or self.author == member:
            return True
        return self.audience == member and now - self.sent < _TARGETED_LIFE

    def cards(self) -> list[Json]:
        """The adaptive cards attached to the message."""
        attachments = self.body.get("attachments")
        found: list[Json] = []
        for attachment in attachments if isinstance(attachments, list) else []:
            if isinstance(attachment, dict) and attachment.get("contentType") == ADAPTIVE_CARD:
                content = attachment.get("content")
                if isinstance(content, dict):
                    found.append(content)
        return found


class NoteKind(StrEnum):
    """Why a line stands under a card."""

    NONE = ""
    MESSAGE = "message"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class View:
    """What a card action changed for one person: the card in place of the sent one, and a line under it."""

    card: Json = field(default_factory=dict)
    note: str = ""
    note_kind: NoteKind = NoteKind.NONE
    revision: int = 0
