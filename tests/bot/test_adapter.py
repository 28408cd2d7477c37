"""A handler written for botbuilder works unchanged on our adapter, and speaks through our gateway."""

from datetime import UTC, datetime

import pytest
from botbuilder.core import ActivityHandler, CardFactory, MessageFactory, TurnContext
from botbuilder.schema import Activity, ConversationAccount, Mention

from bot.activities import activity_from, json_from
from bot.adapter import EstAdapter
from bot.authentication import Passport
from bot.connector import TeamsConnector, open_session
from bot.service_urls import ServiceHosts
from tests.bot.fakes import APP, TENANT, FakeConnector, FixedToken, recorded

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "ett"}]}


class Handler(ActivityHandler):
    """As in botbuilder's own samples."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        sent = await turn_context.send_activity("Hej")
        card = MessageFactory.attachment(CardFactory.adaptive_card(CARD))
        card.id = sent.id
        await turn_context.update_activity(card)
        await turn_context.delete_activity(sent.id)


async def test_a_handler_of_botbuilder_speaks_through_our_gateway() -> None:
    teams = FakeConnector()
    async with teams.running() as url, open_session() as session:
        hosts = ServiceHosts({"127.0.0.1"})
        gateway = TeamsConnector(session, FixedToken(), bot_id=f"28:{APP}", service_hosts=hosts)
        body = recorded("message_personal") | {"serviceUrl": url}
        response = await EstAdapter(lambda _: gateway).process(Passport(APP, url), body, Handler())
    assert (response.status, response.body) == (200, None)
    assert [(sent.method, sent.path.rpartition("/")[2]) for sent in teams.sent] == [
        ("POST", "activities"),
        ("PUT", "activity-1"),
        ("DELETE", "activity-1"),
    ]
    assert teams.sent[0].body["text"] == "Hej"
    assert teams.sent[0].body["conversation"] == {"id": "a:1anna-och-boten", "tenantId": TENANT}
    assert teams.sent[1].body["attachments"][0]["content"] == CARD


async def test_botbuilders_own_seams_let_nobody_in() -> None:
    authentication = EstAdapter(lambda _: None).bot_framework_authentication  # type: ignore[arg-type,return-value]  # it is never asked
    with pytest.raises(PermissionError):
        await authentication.authenticate_request(Activity(), "Bearer x")
    with pytest.raises(PermissionError):
        await authentication.authenticate_streaming_request("Bearer x", "msteams")


def test_a_model_is_written_with_its_wire_names_and_only_what_is_set() -> None:
    mention = Mention(text="<at>Anna</at>", type="mention")
    mention.additional_properties["itemid"] = 0
    activity = Activity(
        type="message",
        timestamp=datetime(2026, 3, 17, 8, tzinfo=UTC),
        entities=[mention],
        conversation=ConversationAccount(id="a:1", tenant_id=TENANT, is_group=False),
    )
    assert json_from(activity) == {
        "type": "message",
        "timestamp": "2026-03-17T08:00:00+00:00",
        "entities": [{"text": "<at>Anna</at>", "type": "mention", "itemid": 0}],
        "conversation": {"id": "a:1", "tenantId": TENANT, "isGroup": False},
    }


def test_an_activity_is_read_as_botbuilder_reads_it() -> None:
    """Field by field against the library's own deserialiser; only its lost tenant is ours alone."""
    for name in ("message_channel", "card_action", "installed_team", "meeting_start"):
        body = recorded(name)
        ours, theirs = activity_from(body), Activity().deserialize(body)
        for field in (
            "type",
            "id",
            "name",
            "action",
            "service_url",
            "channel_id",
            "text",
            "value",
            "channel_data",
        ):
            assert (getattr(ours, field) or None) == getattr(theirs, field), field
        for account in ("from_property", "recipient"):
            assert vars(getattr(ours, account))["id"] == getattr(theirs, account).id
            assert (getattr(ours, account).aad_object_id or None) == getattr(theirs, account).aad_object_id
        assert ours.conversation.id == theirs.conversation.id
        assert (ours.conversation.tenant_id, theirs.conversation.tenant_id) == (TENANT, None)
