"""What comes of an activity that was let in: the response, and what is sent after it."""

import json

import pytest
from structlog.testing import capture_logs

from bot.answers import Answer, Audience, CardAnswer, ErrorAnswer, MessageAnswer
from bot.faults import FaultCode
from bot.inbound import CardAction, CardRefresh, CardSubmitted
from tests.bot.fakes import ANNA, APP, TENANT, Scripted
from tests.bot.stand import Recorder, bot_stand

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Sparat ☑"}]}
PERSONAL = "/v3/conversations/a%3A1anna-och-boten/activities"
CHANNEL = "/v3/conversations/19%3Aest0channel0lage%40thread.tacv2%3Bmessageid%3D1710662400000/activities"


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (
            CardAnswer(CARD),
            {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": CARD},
        ),
        (
            MessageAnswer("Sparat"),
            {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Sparat"},
        ),
        (
            ErrorAnswer("Closed", "Veckan är stängd.", status=412),
            {
                "statusCode": 412,
                "type": "application/vnd.microsoft.error",
                "value": {"code": "Closed", "message": "Veckan är stängd."},
            },
        ),
    ],
    ids=["a card", "a text", "an error"],
)
async def test_a_press_is_answered_in_its_response(answer: CardAnswer, body: dict[str, object]) -> None:
    async with bot_stand(receiver=Recorder([answer])) as stand:
        got = await stand.post()
        assert (got.status, got.body) == (200, body)
        assert got.headers["Content-Type"].startswith("application/json")
        assert await stand.sent() == []
        [event] = stand.receiver.events
        assert isinstance(event, CardAction)


async def test_a_refresh_is_told_apart_from_a_press() -> None:
    async with bot_stand(receiver=Recorder([CardAnswer(CARD)])) as stand:
        assert (await stand.post(stand.activity("card_refresh"))).body["value"] == CARD
        [event] = stand.receiver.events
        assert isinstance(event, CardRefresh)
        assert event.verb == "prompt.refresh"


async def test_a_message_gets_200_at_once_and_its_answer_from_the_connector_afterwards() -> None:
    async with bot_stand(
        receiver=Recorder([MessageAnswer("Hej", markdown=True), CardAnswer(CARD, "Ny fråga")])
    ) as stand:
        stand.connector.script = [Scripted(delay=0.2)]
        got = await stand.post(stand.activity("message_personal"))
        assert (got.status, got.text) == (200, "")
        text, card = await stand.sent()
        assert [(sent.method, sent.path) for sent in (text, card)] == [("POST", PERSONAL)] * 2
        address = {
            "from": {"id": f"28:{APP}"},
            "conversation": {"id": "a:1anna-och-boten", "tenantId": TENANT},
        }
        assert text.body == {"type": "message", "text": "Hej", "textFormat": "markdown"} | address
        content = {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}
        assert card.body == {"type": "message", "summary": "Ny fråga", "attachments": [content]} | address


async def test_a_message_in_a_thread_is_answered_in_that_thread() -> None:
    async with bot_stand(receiver=Recorder([MessageAnswer("Hej")])) as stand:
        await stand.post(stand.activity("message_channel"))
        [sent] = await stand.sent()
        assert sent.path == CHANNEL


async def test_a_private_answer_goes_to_the_askers_own_chat() -> None:
    answers: list[Answer] = [
        MessageAnswer("Utkastet är skickat till dig."),
        CardAnswer(CARD, audience=Audience.ASKER),
    ]
    async with bot_stand(receiver=Recorder(answers)) as stand:
        await stand.post(stand.activity("message_channel"))
        told, opened, card = await stand.sent()
        assert told.path == CHANNEL
        assert opened.path == "/v3/conversations"
        assert opened.body["members"] == [{"id": "29:1anna-krypterat-id"}]
        assert opened.body["tenantId"] == TENANT
        assert card.path == "/v3/conversations/a%3Achat-2/activities"
        assert stand.receiver.delivered_as[-1] == ("a:chat-2", "activity-3")


async def test_a_private_answer_to_a_private_question_opens_nothing() -> None:
    async with bot_stand(receiver=Recorder([MessageAnswer("Hej", audience=Audience.ASKER)])) as stand:
        await stand.post(stand.activity("message_personal"))
        [sent] = await stand.sent()
        assert sent.path == PERSONAL


async def test_more_answers_to_a_press_are_sent_after_the_response() -> None:
    answers: list[Answer] = [
        MessageAnswer("till dig", audience=Audience.ASKER),
        CardAnswer(CARD),
        MessageAnswer("till alla"),
    ]
    async with bot_stand(receiver=Recorder(answers)) as stand:
        got = await stand.post(stand.activity("card_action_channel"))
        assert got.body["value"] == CARD
        sent = await stand.sent()
        assert [one.body.get("text") for one in sent] == [None, "till dig", "till alla"]


async def test_a_targeted_question_is_answered_so_that_only_the_asker_sees_it() -> None:
    async with bot_stand(receiver=Recorder([MessageAnswer("Hej")])) as stand:
        await stand.post(stand.activity("message_slash"))
        [sent] = await stand.sent()
        assert (sent.path, dict(sent.query)) == (CHANNEL, {"isTargetedActivity": "true"})
        assert sent.body["recipient"] == {"id": "29:1anna-krypterat-id"}


async def test_a_targeted_answer_that_teams_does_not_take_goes_to_the_askers_own_chat() -> None:
    async with bot_stand(receiver=Recorder([MessageAnswer("Hej")])) as stand:
        stand.connector.script = [Scripted(400, {"error": {"code": "BadArgument"}})]
        await stand.post(stand.activity("message_slash"))
        _, opened, sent = await stand.sent()
        assert opened.path == "/v3/conversations"
        assert (sent.path, dict(sent.query)) == ("/v3/conversations/a%3Achat-2/activities", {})


async def test_a_submitted_card_is_replaced_because_a_submit_can_return_nothing() -> None:
    async with bot_stand(receiver=Recorder([CardAnswer(CARD), MessageAnswer("Sparat")])) as stand:
        assert (await stand.post(stand.activity("card_submit"))).status == 200
        put, post = await stand.sent()
        assert (put.method, put.path, put.body["id"]) == ("PUT", f"{PERSONAL}/1710655200000", "1710655200000")
        assert (post.method, post.body["text"]) == ("POST", "Sparat")
        assert isinstance(stand.receiver.events[0], CardSubmitted)


async def test_a_submit_from_a_card_whose_id_is_unknown_is_answered_with_a_new_card() -> None:
    async with bot_stand(receiver=Recorder([CardAnswer(CARD)])) as stand:
        await stand.post(stand.activity("card_submit", replyToId=None))
        [sent] = await stand.sent()
        assert sent.method == "POST"


async def test_whose_press_it_was_is_read_from_the_activity_and_never_from_the_card() -> None:
    forged = {"from": {"aadObjectId": "bo"}, "aadObjectId": "bo", "member": "bo", "tenantId": "other"}
    value = {
        "action": {"type": "Action.Execute", "verb": "report.save", "data": forged},
        "from": {"id": "29:bo"},
    }
    async with bot_stand(receiver=Recorder([CardAnswer(CARD)])) as stand:
        await stand.post(stand.activity(value=value))
        origin = stand.receiver.events[0].origin
        assert (origin.sender.object_id, origin.tenant_id, origin.app_id) == (ANNA, TENANT, APP)


@pytest.mark.parametrize(
    "trouble", [{"error": RuntimeError("Anna skrev 19900101-1234")}, {"delay": 5}], ids=["error", "slow"]
)
async def test_a_fault_of_ours_is_a_sentence_in_the_card_and_its_text_is_not_logged(
    trouble: dict[str, object],
) -> None:
    with capture_logs() as logs:
        async with bot_stand(receiver=Recorder(**trouble), turn_lasts=0.1) as stand:  # type: ignore[arg-type]  # a table
            got = await stand.post()
    assert got.status == 200
    assert got.body == {
        "statusCode": 500,
        "type": "application/vnd.microsoft.error",
        "value": {"code": "InternalError", "message": "failed in sv-SE"},
    }
    [line] = [log for log in logs if log["event"] == "turn_failed"]
    assert line["event_type"] == "CardAction"
    assert line["error"] in {"RuntimeError", "TimeoutError"}
    assert "receive" in line["where"] or "__aexit__" in line["where"]
    assert "Anna" not in json.dumps(logs, default=str)


async def test_a_fault_of_ours_answers_a_message_with_a_sentence() -> None:
    async with bot_stand(receiver=Recorder(error=RuntimeError())) as stand:
        assert (await stand.post(stand.activity("message_personal"))).status == 200
        [sent] = await stand.sent()
        assert sent.body["text"] == "failed in sv-SE"


async def test_a_fault_of_ours_over_an_installation_asks_the_channel_to_send_it_again() -> None:
    async with bot_stand(receiver=Recorder(error=RuntimeError())) as stand:
        refused = await stand.post(stand.activity("installed_team"))
        assert (refused.status, refused.headers["Retry-After"]) == (503, "30")
        stand.receiver.error = None
        assert (await stand.post(stand.activity("installed_team"))).status == 200
        assert len(stand.receiver.events) == 2
        assert await stand.sent() == []


async def test_a_press_that_got_no_answer_is_a_fault_of_ours() -> None:
    for answers in ([], [MessageAnswer("till dig", audience=Audience.ASKER)]):
        async with bot_stand(receiver=Recorder(answers)) as stand:
            assert (await stand.post()).body["statusCode"] == 500


async def test_an_answer_that_teams_is_too_busy_for_is_sent_again_after_the_wait_it_asked_for() -> None:
    async with bot_stand(receiver=Recorder([MessageAnswer("Hej")])) as stand:
        stand.connector.script = [Scripted(429, headers={"Retry-After": "17"}), Scripted(412)]
        await stand.post(stand.activity("message_personal"))
        assert len(await stand.sent()) == 3
        assert stand.pauses == [17.0, 2.0]


@pytest.mark.parametrize(
    ("script", "code", "tries"),
    [
        ([Scripted(503)] * 9, FaultCode.SERVICE_ERROR, 3),
        ([Scripted(429, headers={"Retry-After": "600"})], FaultCode.THROTTLED, 1),
        ([Scripted(403, {"error": {"code": "ConversationBlockedByUser"}})], FaultCode.BLOCKED_BY_USER, 1),
        ([Scripted(504)], FaultCode.UNCLEAR, 1),
    ],
    ids=["busy for long", "busy for very long", "blocked", "perhaps sent"],
)
async def test_an_answer_that_cannot_be_sent_is_logged_and_the_ones_after_it_are_left_out(
    script: list[Scripted], code: FaultCode, tries: int
) -> None:
    with capture_logs() as logs:
        async with bot_stand(receiver=Recorder([MessageAnswer("ett"), MessageAnswer("två")])) as stand:
            stand.connector.script = list(script)
            assert (await stand.post(stand.activity("message_personal"))).status == 200
            sent = await stand.sent()
    assert [one.body["text"] for one in sent] == ["ett"] * tries
    assert [log["code"] for log in logs if log["event"] == "answer_not_delivered"] == [code]


async def test_a_stop_waits_for_answers_under_way_and_cuts_off_the_rest() -> None:
    async with bot_stand(receiver=Recorder([MessageAnswer("Hej")])) as stand:
        stand.connector.script = [Scripted(delay=0.1), Scripted(delay=30)]
        await stand.post(stand.activity("message_personal"))
        assert await stand.aftermath.drain(2) == 0
        await stand.post(stand.activity("message_personal", id="another"))
        while len(stand.connector.sent) < 2:
            await stand.tick()
        assert await stand.aftermath.drain(0.05) == 1
        assert await stand.aftermath.drain(1) == 0


async def test_a_fault_in_the_aftermath_itself_is_logged_by_its_class() -> None:
    with capture_logs() as logs:
        async with bot_stand(receiver=Recorder([CardAnswer({"odd": object()})])) as stand:
            await stand.post(stand.activity("message_personal"))
            await stand.sent()
    assert [log["error"] for log in logs if log["event"] == "aftermath_failed"] == ["TypeError"]


async def test_the_door_tells_the_watch_what_it_answered() -> None:
    async with bot_stand(receiver=Recorder([CardAnswer(CARD)])) as stand:
        await stand.post()
        await stand.post(stand.activity("invoke_feedback"))
        assert stand.watch.statuses == [200, 501]
