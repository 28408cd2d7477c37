"""How long the bot can still log in, and when people are told that it soon cannot (acceptance.md O1).

The day comes in as data: of a secret from the settings, since nothing can be read from the secret itself, and of a
certificate from the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self

THRESHOLDS = (60, 30, 7, 0)
"""So many days before the end somebody is told, once each."""
NO_THRESHOLD = -1
"""There is nothing to warn about yet."""
NEVER = datetime.max.replace(tzinfo=UTC)
DAY = timedelta(days=1)


class CredentialKind(StrEnum):
    """How the bot shows Entra who it is."""

    NONE = "none"
    """Local mode: nobody asks."""
    SECRET = "secret"  # noqa: S105 -- a word, not a secret
    CERTIFICATE = "certificate"
    MANAGED_IDENTITY = "managed_identity"


@dataclass(frozen=True, slots=True)
class Credential:
    """The bot's credential: what kind it is, and the moment from which it is no good.

    `known` is false for a secret whose last day nobody has written down.
    """

    kind: CredentialKind
    expires: datetime = NEVER
    known: bool = True

    @classmethod
    def secret(cls, last_day: date | None) -> Self:
        """A secret that works through its last day, where somebody has said which that is."""
        if last_day is None:
            return cls(CredentialKind.SECRET, known=False)
        return cls(CredentialKind.SECRET, datetime.combine(last_day, time(), UTC) + DAY)

    @property
    def ends(self) -> bool:
        """Whether there is a day to speak of."""
        return self.expires != NEVER

    @property
    def last_day(self) -> date:
        """The last day it works, wholly or in part."""
        return (self.expires - timedelta(microseconds=1)).date()

    def expired(self, now: datetime) -> bool:
        return now >= self.expires

    def days_left(self, now: datetime) -> int:
        """Whole days; 0 on the last one, below that when it is over."""
        return (self.expires - now) // DAY

    def threshold(self, now: datetime) -> int:
        """The one of `THRESHOLDS` that is reached, the nearest to the end; `NO_THRESHOLD` before the first."""
        left = self.days_left(now)
        return min((limit for limit in THRESHOLDS if left <= limit), default=NO_THRESHOLD)


NO_CREDENTIAL = Credential(CredentialKind.NONE)
