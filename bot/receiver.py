"""What stands behind the door: who receives events, and who lends the transport its few sentences."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from bot.answers import Answer
from bot.inbound import Event


class Receiver(Protocol):
    """The product, as the transport sees it."""

    async def receive(self, event: Event) -> Sequence[Answer]:
        """Carries out the event and returns what to answer; nothing to say is an empty sequence.

        To a card event the first answer for HERE becomes the HTTP response, so there must be one; all others
        are sent after the response, in order. To other events every answer is sent after the 200.
        """


class Saying(StrEnum):
    """The only sentences that the transport itself needs."""

    FAILED = "failed"
    GARBLED = "garbled"
    UNSUPPORTED = "unsupported"


class Voice(Protocol):
    """Says a transport sentence in the reader's language."""

    def say(self, saying: Saying, locale: str) -> str:
        """The sentence for a `locale` such as `sv-SE`; an unknown or empty locale is Swedish."""
