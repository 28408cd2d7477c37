"""What an error answer of Teams means: the table of platform.md §1.2 and §4.2, row by row."""

import json
from datetime import UTC, datetime

import pytest

from bot.faults import ErrorReply, FaultCode, FaultKind, fault_from

NOW = datetime(2026, 3, 17, 8, 0, tzinfo=UTC)
TEMPORARY, PERMANENT, UNKNOWN = FaultKind.TEMPORARY, FaultKind.PERMANENT, FaultKind.UNKNOWN


def error(code: str, message: str = "") -> bytes:
    return json.dumps({"error": {"code": code, "message": message}}).encode()


def nested(**inner: object) -> bytes:
    return error("Forbidden", json.dumps(inner))


BY_CODE = [
    (400, error("BadArgument"), FaultCode.BAD_REQUEST),
    (400, error("BotNotInConversationRoster"), FaultCode.NOT_IN_ROSTER),
    (403, error("BotDisabledByAdmin"), FaultCode.DISABLED_BY_ADMIN),
    (403, error("BotNotInConversationRoster"), FaultCode.NOT_IN_ROSTER),
    (403, error("ConversationBlockedByUser"), FaultCode.BLOCKED_BY_USER),
    (403, error("MessageWritesBlocked"), FaultCode.WRITES_BLOCKED),
    (403, error("ForbiddenOperationException"), FaultCode.NOT_INSTALLED),
    (403, error("Forbidden", "The bot isn't installed in user's personal scope"), FaultCode.NOT_INSTALLED),
    (403, error("InvalidBotApiHost"), FaultCode.WRONG_HOST),
    (403, error("NotEnoughPermissions"), FaultCode.NOT_PERMITTED),
    (403, nested(subCode="MessageWritesBlocked", errorCode=209), FaultCode.WRITES_BLOCKED),
    (403, nested(errorCode="ConversationBlockedByUser"), FaultCode.BLOCKED_BY_USER),
    (403, nested(error={"code": "BotDisabledByAdmin"}), FaultCode.DISABLED_BY_ADMIN),
    (403, error("Forbidden", "Failed: MessageWritesBlocked, details none"), FaultCode.WRITES_BLOCKED),
    (
        403,
        json.dumps({"error": {"code": "x", "innerHttpError": {"code": "BotDisabledByAdmin"}}}).encode(),
        FaultCode.DISABLED_BY_ADMIN,
    ),
    (403, error("SomethingNew"), FaultCode.FORBIDDEN),
    (403, b"<html>no json</html>", FaultCode.FORBIDDEN),
    (403, b'{"error": "text"}', FaultCode.FORBIDDEN),
    (403, b"[" * 100_000, FaultCode.FORBIDDEN),
    (404, error("ConversationNotFound"), FaultCode.CONVERSATION_GONE),
    (404, error("ActivityNotFoundInConversation"), FaultCode.ACTIVITY_GONE),
    (404, error("BotNotInConversationRoster"), FaultCode.NOT_IN_ROSTER),
    (404, b"", FaultCode.CONVERSATION_GONE),
    (405, b"", FaultCode.BAD_REQUEST),
    (413, error("MessageSizeTooBig"), FaultCode.TOO_BIG),
    (413, b"", FaultCode.TOO_BIG),
    (500, error("ConversationNotFound"), FaultCode.CONVERSATION_GONE),
    (301, b"", FaultCode.BAD_REQUEST),
]


@pytest.mark.parametrize("idempotent", [True, False], ids=["repeatable", "post"])
@pytest.mark.parametrize(
    ("status", "body", "code"), BY_CODE, ids=[f"{row}-{case[0]}" for row, case in enumerate(BY_CODE)]
)
def test_what_no_repetition_can_change_is_permanent(
    status: int, body: bytes, code: FaultCode, idempotent: bool
) -> None:
    fault = fault_from(ErrorReply(status, body, ""), idempotent=idempotent, now=NOW)
    assert (fault.kind, fault.code, fault.status) == (PERMANENT, code, status)


@pytest.mark.parametrize("idempotent", [True, False], ids=["repeatable", "post"])
@pytest.mark.parametrize("body", [error("BotNotRegistered"), b""])
def test_a_bot_that_teams_does_not_know_may_be_known_again_in_time(body: bytes, idempotent: bool) -> None:
    fault = fault_from(ErrorReply(401, body, ""), idempotent=idempotent, now=NOW)
    assert (fault.kind, fault.code, fault.status) == (TEMPORARY, FaultCode.NOT_REGISTERED, 401)


@pytest.mark.parametrize("idempotent", [True, False], ids=["repeatable", "post"])
@pytest.mark.parametrize(
    ("status", "code"),
    [
        (409, FaultCode.CONFLICT),
        (412, FaultCode.CONFLICT),
        (429, FaultCode.THROTTLED),
        (503, FaultCode.SERVICE_ERROR),
    ],
)
def test_what_was_not_done_may_be_tried_again(status: int, code: FaultCode, idempotent: bool) -> None:
    fault = fault_from(ErrorReply(status, b"", ""), idempotent=idempotent, now=NOW)
    assert (fault.kind, fault.code, fault.retry_after) == (TEMPORARY, code, 0)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (408, FaultCode.TIMEOUT),
        (500, FaultCode.SERVICE_ERROR),
        (502, FaultCode.SERVICE_ERROR),
        (504, FaultCode.SERVICE_ERROR),
        (520, FaultCode.SERVICE_ERROR),
    ],
)
def test_what_may_have_been_done_is_unknown_unless_it_may_be_repeated(status: int, code: FaultCode) -> None:
    reply = ErrorReply(status, error("ServiceError"), "")
    assert [(fault_from(reply, idempotent=it, now=NOW).kind) for it in (False, True)] == [UNKNOWN, TEMPORARY]
    assert fault_from(reply, idempotent=True, now=NOW).code is code
    unclear = FaultCode.UNCLEAR if code is FaultCode.SERVICE_ERROR else code
    assert fault_from(reply, idempotent=False, now=NOW).code is unclear


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("17", 17),
        (" 17 ", 17),
        ("0", 0),
        ("Tue, 17 Mar 2026 08:00:42 GMT", 42),
        ("Tue, 17 Mar 2026 07:59:00 GMT", 0),
        ("Tue, 17 Mar 2026 09:00:42 +0100", 42),
        ("Tue, 17 Mar 2026 08:00:42 -0000", 42),
        ("", 0),
        ("soon", 0),
        ("-5", 0),
        ("1.5", 0),
        ("²", 0),
        ("9" * 400, 999_999_999),
    ],
)
def test_the_wait_may_be_seconds_or_a_date_and_nonsense_is_none(header: str, seconds: float) -> None:
    assert fault_from(ErrorReply(429, b"", header), idempotent=False, now=NOW).retry_after == seconds


def test_a_fault_says_what_it_is_without_the_text_of_the_answer() -> None:
    fault = fault_from(ErrorReply(403, error("Forbidden", "Anna Exempel"), ""), idempotent=False, now=NOW)
    assert str(fault) == "permanent forbidden 403"
