"""What the door writes down: a reason and a request id, and nothing of what came in (platform.md §3.4)."""

import json
from collections.abc import MutableMapping
from typing import Any

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot.answers import MessageAnswer
from tests.bot.stand import Recorder, bot_stand

CANARIES = ("Anna", "anna", "kanariefågel", "eyJ", "bot-token", "aaaaaaaa-0000", "smba")


async def everything_that_can_go_wrong() -> list[MutableMapping[str, Any]]:
    with capture_logs(processors=[merge_contextvars]) as logs:
        async with bot_stand(receiver=Recorder([MessageAnswer("kanariefågel")])) as stand:
            text = "kanariefågel 19900101-1234"
            await stand.post(headers={"Authorization": "Bearer kanariefågel.a.b"})
            await stand.post(token=stand.token(iss="https://kanariefågel.example"))
            await stand.post(token=stand.token(kid="kanariefågel"))
            await stand.post(stand.activity("message_personal", text=text, channelId="kanariefågel"))
            await stand.post(stand.activity("message_personal", text=text, serviceUrl="kanariefågel"))
            await stand.post(data=b'{"kanarief\xc3\xa5gel": NaN}')
            await stand.post(stand.activity(value={"action": {"type": "kanariefågel"}}))
            await stand.post(stand.activity("message_personal", text=text))
            stand.receiver.error = RuntimeError(text)
            await stand.post(stand.activity("message_personal", text=text, id="another"))
            stand.connector.script = []
            await stand.sent()
    return logs


async def test_no_log_line_holds_anything_of_what_came_in() -> None:
    logs = await everything_that_can_go_wrong()
    written = json.dumps(logs, default=str, ensure_ascii=False)
    assert [canary for canary in CANARIES if canary in written] == []


async def test_every_refusal_is_one_line_with_a_reason_and_a_request_id() -> None:
    refusals = [log for log in await everything_that_can_go_wrong() if log["event"] == "turned_away"]
    assert [(log["status"], log["reason"]) for log in refusals] == [
        (401, "no_bearer"),
        (401, "issuer"),
        (401, "unknown_key"),
        (403, "channel"),
        (401, "service_url"),
        (400, "json"),
    ]
    assert len({log["request_id"] for log in refusals}) == len(refusals)


@pytest.mark.parametrize("secret", ["bot-token", "Bearer"])
async def test_a_refusal_body_is_empty_whatever_was_sent(secret: str) -> None:
    async with bot_stand() as stand:
        answer = await stand.post(headers={"Authorization": secret})
        assert answer.text == ""
        assert answer.headers["WWW-Authenticate"] == "Bearer"
