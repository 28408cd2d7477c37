"""The connector on loopback: every call a Teams bot makes, over real HTTP."""

from io import BytesIO

import pytest

from tests.sample.conftest import ANNA, BO, CILLA, WORLD, Play, StartPlay
from tests.sample.echo_bot import card, card_message, encoded, text

TENANT = WORLD.tenant_id
CHANNEL = WORLD.channel_id
HELLO = {"type": "message", "text": "Hej"}
ANNAS_ACCOUNT = {
    "id": "29:anna",
    "name": "Anna Ek",
    "objectId": "aaaaaaaa-0000-4000-8000-000000000001",
    "aadObjectId": "aaaaaaaa-0000-4000-8000-000000000001",
    "givenName": "Anna",
    "surname": "Ek",
    "email": "anna@exempelby.example",
    "userPrincipalName": "anna@exempelby.example",
    "tenantId": "11111111-1111-4111-8111-111111111111",
    "userRole": "user",
}


def error(code: str, message: str) -> dict[str, object]:
    return {"error": {"code": code, "message": message}}


NOT_IN_ROSTER = error("BotNotInConversationRoster", "The bot is not part of the conversation roster.")
NO_CONVERSATION = error("ConversationNotFound", "Conversation not found.")
NO_ACTIVITY = error("ActivityNotFoundInConversation", "Activity not found in conversation.")


@pytest.mark.parametrize("member", [ANNA.id, ANNA.object_id])
async def test_a_1_1_opens_by_either_id_and_opening_it_again_yields_the_same(play: Play, member: str) -> None:
    first = await play.connector.open_chat(member, TENANT)
    again = await play.connector.open_chat(ANNA.id, TENANT)
    assert first == again
    assert first.startswith("a:")


async def test_a_message_to_a_1_1_is_seen_by_its_owner_alone(play: Play) -> None:
    chat = await play.connector.open_chat(ANNA.id, TENANT)
    status, said = await play.connector.send(chat, HELLO)
    assert (status, list(said)) == (201, ["id"])
    anna, bo = await play.state(ANNA), await play.state(BO)
    assert [message["text"] for message in anna["chat"]["messages"]] == ["Hej"]
    assert bo["chat"]["messages"] == []
    assert [member["unread"] for member in anna["members"]] == [1, 0, 0]


async def test_ids_go_also_unencoded_in_the_address(play: Play) -> None:
    path = f"/v3/conversations/{CHANNEL}/activities"
    status, said = await play.connector.call("POST", path, HELLO)
    assert status == 201
    path = f"/v3/conversations/{CHANNEL};messageid={said['id']}/activities"
    assert (await play.connector.call("POST", path, HELLO))[0] == 201


async def test_a_new_conversation_in_the_channel_is_a_thread_with_its_first_message(play: Play) -> None:
    body = {
        "isGroup": True,
        "bot": {"id": WORLD.bot_id},
        "channelData": {"channel": {"id": CHANNEL}, "tenant": {"id": TENANT}},
        "activity": {"type": "message", "text": "Dagordning"},
    }
    status, said = await play.connector.call("POST", "/v3/conversations", body)
    assert status == 201
    assert said == {"id": f"{CHANNEL};messageid={said['activityId']}", "activityId": said["activityId"]}
    await play.connector.send(said["id"], {"type": "message", "text": "I tråden"})
    channel = (await play.state(ANNA))["channel"]["messages"]
    assert [(message["text"], message["thread"]) for message in channel] == [
        ("Dagordning", ""),
        ("I tråden", said["activityId"]),
    ]


async def test_a_reply_by_activity_id_stands_in_the_thread_of_that_message(play: Play) -> None:
    _, root = await play.connector.send(CHANNEL, HELLO)
    path = f"/v3/conversations/{encoded(CHANNEL)}/activities/{root['id']}"
    status, _ = await play.connector.call("POST", path, {"type": "message", "text": "Svar"})
    assert status == 201
    channel = (await play.state(ANNA))["channel"]["messages"]
    assert channel[-1]["thread"] == root["id"]


async def test_an_updated_message_is_marked_and_shows_its_new_card(play: Play) -> None:
    chat = await play.connector.open_chat(ANNA.id, TENANT)
    _, sent = await play.connector.send(chat, card_message(card(text("Före"))))
    status, said = await play.connector.update(chat, sent["id"], card_message(card(text("Efter"))))
    assert (status, said) == (200, {"id": sent["id"]})
    (message,) = (await play.state(ANNA))["chat"]["messages"]
    assert message["edited"] is True
    assert message["cards"] == [card(text("Efter"))]


async def test_a_deleted_message_leaves_its_place_and_cannot_be_updated(play: Play) -> None:
    chat = await play.connector.open_chat(ANNA.id, TENANT)
    _, sent = await play.connector.send(chat, card_message(card(text("Hemligt"))))
    assert (await play.connector.delete(chat, sent["id"]))[0] == 200
    (message,) = (await play.state(ANNA))["chat"]["messages"]
    assert (message["deleted"], message["cards"], message["text"]) == (True, [], "")
    assert await play.connector.update(chat, sent["id"], HELLO) == (404, NO_ACTIVITY)


async def test_only_the_bots_own_messages_can_be_changed(play: Play) -> None:
    chat = await play.connector.open_chat(ANNA.id, TENANT)
    await play.post("say", user=ANNA.object_id, text="hej")
    (own, _) = (await play.state(ANNA))["chat"]["messages"]
    status, said = await play.connector.update(chat, own["id"], HELLO)
    assert (status, said["error"]["code"]) == (403, "ForbiddenOperationException")


async def test_text_and_card_in_one_activity_are_split_and_the_answer_fits_neither(play: Play) -> None:
    chat = await play.connector.open_chat(ANNA.id, TENANT)
    _, sent = await play.connector.send(chat, {**card_message(card(text("Kort"))), "text": "Text"})
    messages = (await play.state(ANNA))["chat"]["messages"]
    assert [(message["text"], len(message["cards"])) for message in messages] == [("Text", 0), ("", 1)]
    assert await play.connector.update(chat, sent["id"], HELLO) == (404, NO_ACTIVITY)


async def test_the_roster_comes_page_by_page(play: Play) -> None:
    path = f"/v3/conversations/{encoded(CHANNEL)}/pagedmembers"
    _, first = await play.connector.call("GET", f"{path}?pageSize=2")
    assert [member["id"] for member in first["members"]] == ["29:anna", "29:bo"]
    token = first["continuationToken"]
    _, last = await play.connector.call("GET", f"{path}?pageSize=2&continuationToken={token}")
    assert [member["id"] for member in last["members"]] == ["29:cilla"]
    assert "continuationToken" not in last


async def test_a_member_is_described_as_teams_does(play: Play) -> None:
    roster = f"/v3/conversations/{encoded(CHANNEL)}/members"
    status, members = await play.connector.call("GET", roster)
    assert (status, members[0]) == (200, ANNAS_ACCOUNT)
    assert members[2]["userRole"] == "guest"
    for key in (ANNA.id, ANNA.object_id):
        assert await play.connector.call("GET", f"{roster}/{encoded(key)}") == (200, ANNAS_ACCOUNT)
    chat = await play.connector.open_chat(ANNA.id, TENANT)
    assert await play.connector.call("GET", f"/v3/conversations/{encoded(chat)}/members") == (
        200,
        [ANNAS_ACCOUNT],
    )


async def test_a_member_who_is_not_there_is_not_found(play: Play) -> None:
    status, said = await play.connector.call("GET", f"/v3/conversations/{encoded(CHANNEL)}/members/29%3Ano")
    assert (status, said["error"]["code"]) == (404, "MemberNotFoundInConversation")


async def test_team_and_channels_are_described(play: Play) -> None:
    await play.post("team", user=ANNA.object_id, what="rename", name="Trygg i Exempelby")
    team = f"/v3/teams/{encoded(WORLD.team_id)}"
    assert await play.connector.call("GET", team) == (
        200,
        {
            "id": "19:team@thread.tacv2",
            "name": "Trygg i Exempelby",
            "aadGroupId": WORLD.team_group_id,
            "tenantId": TENANT,
            "type": "standard",
            "channelCount": 2,
            "memberCount": 3,
        },
    )
    assert await play.connector.call("GET", f"{team}/conversations") == (
        200,
        {
            "conversations": [
                {"id": "19:team@thread.tacv2", "name": None, "type": "standard"},
                {"id": "19:est@thread.tacv2", "name": "EST-möte", "type": "standard"},
            ]
        },
    )


async def test_a_targeted_message_is_seen_by_one_person_for_a_day(play: Play) -> None:
    path = f"/v3/conversations/{encoded(CHANNEL)}/activities?isTargetedActivity=true"
    status, _ = await play.connector.call("POST", path, {**HELLO, "recipient": {"id": BO.id}})
    assert status == 201
    (seen,) = (await play.state(BO))["channel"]["messages"]
    assert (seen["text"], seen["targeted"]) == ("Hej", True)
    assert (await play.state(ANNA))["channel"]["messages"] == []
    await play.post("clock", turn="day")
    assert (await play.state(BO))["channel"]["shown"] == []


@pytest.mark.parametrize(
    ("recipient", "status", "code"),
    [({}, 400, "BadArgument"), ({"id": "29:no"}, 404, "BotNotInConversationRoster")],
)
async def test_a_targeted_message_needs_a_member(
    play: Play, recipient: dict[str, str], status: int, code: str
) -> None:
    path = f"/v3/conversations/{encoded(CHANNEL)}/activities?isTargetedActivity=true"
    answered, said = await play.connector.call("POST", path, {**HELLO, "recipient": recipient})
    assert (answered, said["error"]["code"]) == (status, code)


async def test_typing_is_taken_and_shown_nowhere(play: Play) -> None:
    chat = await play.connector.open_chat(ANNA.id, TENANT)
    assert (await play.connector.send(chat, {"type": "typing"}))[0] == 202
    assert (await play.state(ANNA))["chat"]["messages"] == []


async def test_an_unknown_conversation_is_not_found(play: Play) -> None:
    assert await play.connector.send("a:unknown", HELLO) == (404, NO_CONVERSATION)
    assert await play.connector.send(f"{CHANNEL};messageid=1", HELLO) == (404, NO_CONVERSATION)
    assert await play.connector.send(WORLD.personal_conversation_id(ANNA), HELLO) == (404, NO_CONVERSATION)
    assert await play.connector.call("GET", "/v3/teams/19%3Ano") == (404, NO_CONVERSATION)


async def test_an_unknown_message_is_not_found(play: Play) -> None:
    chat = await play.connector.open_chat(ANNA.id, TENANT)
    assert await play.connector.update(chat, "1", HELLO) == (404, NO_ACTIVITY)
    assert await play.connector.delete(chat, "1") == (404, NO_ACTIVITY)


async def test_a_bot_that_is_not_installed_reaches_nobody(start: StartPlay) -> None:
    play = await start()
    assert await play.connector.send(CHANNEL, HELLO) == (403, NOT_IN_ROSTER)
    roster = f"/v3/conversations/{encoded(CHANNEL)}/pagedmembers"
    assert await play.connector.call("GET", roster) == (403, NOT_IN_ROSTER)
    body = {"members": [{"id": ANNA.id}], "tenantId": TENANT}
    assert await play.connector.call("POST", "/v3/conversations", body) == (403, NOT_IN_ROSTER)
    assert await play.connector.call("GET", f"/v3/teams/{encoded(WORLD.team_id)}") == (403, NOT_IN_ROSTER)


async def test_a_person_who_left_the_team_is_not_reached(play: Play) -> None:
    chat = await play.connector.open_chat(CILLA.id, TENANT)
    await play.post("team", user=ANNA.object_id, what="expel", who=CILLA.object_id)
    assert await play.connector.send(chat, HELLO) == (403, NOT_IN_ROSTER)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"members": [{"id": "29:anna"}]}, 403, "ForbiddenOperationException"),
        ({"members": [], "tenantId": TENANT}, 400, "BadArgument"),
        ({"members": [{"id": "29:no"}], "tenantId": TENANT}, 400, "BadArgument"),
        ({"members": [{"id": "29:anna"}, {"id": "29:bo"}], "tenantId": TENANT}, 400, "BadArgument"),
        ({"isGroup": True, "channelData": {"channel": {"id": CHANNEL}}}, 400, "BadArgument"),
        ({"isGroup": True, "channelData": {"channel": {"id": "19:no"}}}, 404, "ConversationNotFound"),
        (["a list"], 400, "BadArgument"),
    ],
)
async def test_a_wrong_new_conversation_is_refused(play: Play, body: object, status: int, code: str) -> None:
    answered, said = await play.connector.call("POST", "/v3/conversations", body)
    assert (answered, said["error"]["code"]) == (status, code)


async def test_a_message_above_100_kb_is_refused(play: Play) -> None:
    chat = await play.connector.open_chat(ANNA.id, TENANT)
    status, said = await play.connector.send(chat, {"type": "message", "text": "å" * 52_000})
    assert (status, said["error"]["code"]) == (413, "MessageSizeTooBig")
    assert (await play.connector.send(chat, {"type": "message", "text": "å" * 51_000}))[0] == 201


async def test_a_body_too_big_to_be_read_is_refused_in_the_same_way(play: Play) -> None:
    url = f"{play.origin}/local/connector/v3/conversations"
    headers = {"Content-Type": "application/json"}
    async with play.session.post(url, data=BytesIO(b" " * 2_000_000), headers=headers) as response:
        assert response.status == 413
        assert (await response.json())["error"]["code"] == "MessageSizeTooBig"


async def test_the_traffic_shows_both_directions_as_they_went(play: Play) -> None:
    chat = await play.connector.open_chat(ANNA.id, TENANT)
    await play.connector.update(chat, "1", HELLO)
    exchanges = (await play.get("traffic"))["exchanges"]
    assert [(one["to_bot"], one["method"], one["status"]) for one in exchanges] == [
        (True, "POST", 200),
        (True, "POST", 200),
        (False, "POST", 201),
        (False, "PUT", 404),
    ]
    assert exchanges[1]["request"]["type"] == "installationUpdate"
    assert (exchanges[3]["request"], exchanges[3]["answer"]) == (HELLO, NO_ACTIVITY)
