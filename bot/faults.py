"""Why a request to Teams failed, in words that a ledger can store and `words/` can say in Swedish.

A fault is temporary (nothing was done: try again), permanent (trying again changes nothing) or unknown (it
may have been done), and retrying depends on nothing else. The table follows platform.md §1.2 and §4.2.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final

from bot.activities import record_of, text_of


class FaultKind(StrEnum):
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    UNKNOWN = "unknown"


class FaultCode(StrEnum):
    """Stable codes: they are stored with letters and translated in `words/`."""

    BLOCKED_BY_USER = "blocked_by_user"
    NOT_IN_ROSTER = "not_in_roster"
    DISABLED_BY_ADMIN = "disabled_by_admin"
    WRITES_BLOCKED = "writes_blocked"
    NOT_INSTALLED = "not_installed"
    FORBIDDEN = "forbidden"
    NOT_PERMITTED = "not_permitted"
    WRONG_HOST = "wrong_host"
    NOT_REGISTERED = "not_registered"
    BAD_REQUEST = "bad_request"
    CONVERSATION_GONE = "conversation_gone"
    ACTIVITY_GONE = "activity_gone"
    TOO_BIG = "too_big"
    THROTTLED = "throttled"
    CONFLICT = "conflict"
    SERVICE_ERROR = "service_error"
    UNCLEAR = "unclear"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    BROKEN_OFF = "broken_off"
    NO_TOKEN = "no_token"  # noqa: S105 -- a code, not a secret
    CREDENTIAL_REFUSED = "credential_refused"


class DeliveryFault(Exception):
    """A request to Teams that failed. `status` is 0 without an answer, `retry_after` 0 if not given."""

    def __init__(self, kind: FaultKind, code: FaultCode, *, status: int = 0, retry_after: float = 0) -> None:
        super().__init__(f"{kind} {code} {status}")
        self.kind = kind
        self.code = code
        self.status = status
        self.retry_after = retry_after


class Held(DeliveryFault):
    """A request that was not made, since it is known that Teams would not take it yet."""

    def __init__(self, code: FaultCode, *, retry_after: float) -> None:
        super().__init__(FaultKind.TEMPORARY, code, retry_after=retry_after)


@dataclass(frozen=True, slots=True)
class ErrorReply:
    """An answer of the connector that is not a success."""

    status: int
    body: bytes
    retry_after: str


# Teams' own words, wherever they stand in the answer.
_CODES: Final = {
    "ConversationBlockedByUser": FaultCode.BLOCKED_BY_USER,
    "BotNotInConversationRoster": FaultCode.NOT_IN_ROSTER,
    "UserNotFound": FaultCode.NOT_IN_ROSTER,
    "BotDisabledByAdmin": FaultCode.DISABLED_BY_ADMIN,
    "MessageWritesBlocked": FaultCode.WRITES_BLOCKED,
    "ForbiddenOperationException": FaultCode.NOT_INSTALLED,
    "InvalidBotApiHost": FaultCode.WRONG_HOST,
    "NotEnoughPermissions": FaultCode.NOT_PERMITTED,
    "BotNotRegistered": FaultCode.NOT_REGISTERED,
    "ConversationNotFound": FaultCode.CONVERSATION_GONE,
    "ActivityNotFoundInConversation": FaultCode.ACTIVITY_GONE,
    "MessageSizeTooBig": FaultCode.TOO_BIG,
}

_PERMANENT: Final = {
    401: FaultCode.NOT_REGISTERED,
    403: FaultCode.FORBIDDEN,
    404: FaultCode.CONVERSATION_GONE,
    413: FaultCode.TOO_BIG,
}
_TEMPORARY: Final = {
    409: FaultCode.CONFLICT,
    412: FaultCode.CONFLICT,
    429: FaultCode.THROTTLED,
    503: FaultCode.SERVICE_ERROR,
}
# It may have been done; the same request again is harmless only if it is idempotent.
_UNCERTAIN: Final = {
    408: FaultCode.TIMEOUT,
    500: FaultCode.SERVICE_ERROR,
    502: FaultCode.SERVICE_ERROR,
    504: FaultCode.SERVICE_ERROR,
}


def fault_from(reply: ErrorReply, *, idempotent: bool, now: datetime) -> DeliveryFault:
    """The fault that an error answer stands for: by Teams' own code if we know it, else by status."""
    status = reply.status
    if status in _TEMPORARY:
        wait = _seconds(reply.retry_after, now)
        return DeliveryFault(FaultKind.TEMPORARY, _TEMPORARY[status], status=status, retry_after=wait)
    known = _known_code(reply.body)
    if not known and (status in _UNCERTAIN or status > 504):
        code = _UNCERTAIN.get(status, FaultCode.SERVICE_ERROR)
        return uncertain(code, idempotent=idempotent, status=status)
    code = known[0] if known else _PERMANENT.get(status, FaultCode.BAD_REQUEST)
    # The bot itself is unknown: that is nobody's letter's fault, and what is in time when it is repaired arrives.
    repairable = code is FaultCode.NOT_REGISTERED
    return DeliveryFault(FaultKind.TEMPORARY if repairable else FaultKind.PERMANENT, code, status=status)


def uncertain(code: FaultCode, *, idempotent: bool, status: int = 0) -> DeliveryFault:
    """A request whose outcome we did not learn: a PUT or DELETE may be repeated, a POST may not."""
    if idempotent:
        return DeliveryFault(FaultKind.TEMPORARY, code, status=status)
    unclear = FaultCode.UNCLEAR if code is FaultCode.SERVICE_ERROR else code
    return DeliveryFault(FaultKind.UNKNOWN, unclear, status=status)


def _known_code(body: bytes) -> list[FaultCode]:
    """The first code of ours that the answer names; empty if it names none.

    Teams nests: `error.message` may be JSON again, with the telling word as `subCode` or `errorCode`.
    """
    error = record_of(_json(body).get("error"))
    message = text_of(error.get("message"))
    nested = _json(message.encode("utf-8", "replace"))
    inner = record_of(error.get("innerHttpError")) | record_of(nested.get("error"))
    words = [
        nested.get("subCode"),
        nested.get("errorCode"),
        nested.get("code"),
        inner.get("code"),
        error.get("code"),
    ]
    named = [_CODES[word] for word in words if isinstance(word, str) and word in _CODES]
    # Older answers only mention the word, or the missing installation, somewhere in a sentence.
    mentioned = [code for word, code in _CODES.items() if word in message]
    not_installed = [FaultCode.NOT_INSTALLED] if "installed in user's personal scope" in message else []
    return named or mentioned or not_installed


def _json(raw: bytes) -> dict[str, object]:
    try:
        return record_of(json.loads(raw))
    except (ValueError, RecursionError):
        return {}


def _seconds(retry_after: str, now: datetime) -> float:
    """`Retry-After` in seconds; it may be a number or a date, and nonsense is 0."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text).astimezone(UTC) - now).total_seconds())
    except (ValueError, OverflowError):
        return 0.0
