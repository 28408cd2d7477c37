"""What becomes of a letter that could not be sent, or of which nobody knows whether it was (design.md §3).

The guarantee: nothing is lost in silence, a member gets at most one copy too many, and the channel never two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from est.letters import CHANNEL, EDITS, Letter, LetterState

MAYBE_SENT = "maybe_sent"
"""The reason of a letter that waits for its second try because the first may have arrived; there is no third."""
INTERRUPTED = "interrupted"
"""The process that had claimed the letter ended, or was cut off, before it recorded an outcome."""
NO_DATABASE = "no_database"
"""The letter could not be made, since the database did not answer."""

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=5)
SPREAD = timedelta(seconds=5)
"""Letters that were told to wait equally long come back spread over this time."""
LAST_CHANCE = timedelta(seconds=10)
"""The last try is made this long before the moment after which silence is better."""


class FaultKind(StrEnum):
    """All that decides whether a letter is tried again (style.md rule 18)."""

    TEMPORARY = "temporary"
    """Certainly not delivered, and may be later: 429, 412, 503, or no connection."""
    PERMANENT = "permanent"
    """Certainly not delivered, and will not be: blocked, removed, refused."""
    UNKNOWN = "unknown"
    """Written to the wire without a usable answer: 502, 504, a reset, a time-out."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed sending: its kind, a stable code for the coordinator, and how long Teams asked us to wait.

    One that was not *tried*, because Teams would not take it yet, says nothing of the letter itself.
    """

    kind: FaultKind
    code: str
    retry_after: timedelta = timedelta()
    tried: bool = True


def after_fault(letter: Letter, fault: Fault, now: datetime, jitter: float) -> Letter:
    """The claimed letter as it is to be recorded after a failed sending; *jitter* is a random number in [0, 1)."""
    if fault.kind is FaultKind.PERMANENT:
        return _settled(letter, LetterState.FAILED, fault.code, now)
    if fault.kind is FaultKind.UNKNOWN:
        if not _may_repeat(letter):
            return _settled(letter, LetterState.UNKNOWN, fault.code, now)
        letter = replace(letter, reason=_doubt(letter))
    due = _next_try(letter, fault, now, jitter)
    if due <= now:
        return _too_late(letter, fault.code, now)
    reason = letter.reason if letter.reason == MAYBE_SENT else fault.code
    return replace(letter, state=LetterState.RETRY, reason=reason, due=due)


def after_lost_claim(letter: Letter, now: datetime) -> Letter:
    """A letter in `sending` whose claim ran out: it may have been sent, and is tried once more or left for a person."""
    if not _may_repeat(letter) or now >= letter.send_before:
        return _settled(letter, LetterState.UNKNOWN, INTERRUPTED, now)
    return replace(letter, state=LetterState.RETRY, reason=_doubt(letter), due=now)


def put_back(letter: Letter, now: datetime) -> Letter:
    """A claimed letter that was certainly not sent and that anybody may take at once."""
    return replace(letter, state=LetterState.RETRY, due=now)


def after_expiry(letter: Letter, now: datetime) -> Letter:
    """A letter that was claimed too late to be worth sending; what it was put off for is why."""
    return _too_late(letter, letter.reason, now)


def _may_repeat(letter: Letter) -> bool:
    """An edit makes no copies, a member bears one too many; a second post in the channel is worse than a question."""
    return letter.kind in EDITS or (letter.recipient != CHANNEL and letter.reason != MAYBE_SENT)


def _doubt(letter: Letter) -> str:
    return "" if letter.kind in EDITS else MAYBE_SENT


def _next_try(letter: Letter, fault: Fault, now: datetime, jitter: float) -> datetime:
    """When to try again; *now* when there is no time left for that.

    When Teams says how long, so long. Otherwise the pause doubles with each try, and shrinks to leave a last one.
    """
    last = letter.send_before - LAST_CHANCE
    if fault.retry_after:
        due = now + fault.retry_after + SPREAD * jitter
    else:
        tries = min(letter.claims - 1, 10) if fault.tried else 0
        pause = min(FIRST_PAUSE * 2**tries, LONGEST_PAUSE)
        due = min(now + pause * (0.5 + jitter / 2), last)
    return due if now < due <= last else now


def _too_late(letter: Letter, code: str, now: datetime) -> Letter:
    if letter.reason == MAYBE_SENT:
        # Whatever became of the second try, the first one may have arrived.
        return _settled(letter, LetterState.UNKNOWN, MAYBE_SENT, now)
    return _settled(letter, LetterState.EXPIRED, code, now)


def _settled(letter: Letter, state: LetterState, reason: str, now: datetime) -> Letter:
    return replace(letter, state=state, reason=reason, settled_at=now)
