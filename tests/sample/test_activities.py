"""What the bot receives, key for key: the shapes of Microsoft's documentation, written out."""

from typing import Any

from tests.sample.conftest import ANNA, BO, WORLD, Play, StartPlay
from tests.sample.echo_bot import EchoBot, card, card_message, execute

ANNAS_CHAT = WORLD.personal_conversation_id(ANNA)
CLIENT_INFO = {
    "type": "clientInfo",
    "locale": "sv-SE",
    "country": "SE",
    "platform": "Web",
    "timezone": "Europe/Stockholm",
}


def head(play: Play, kind: str, key: str) -> dict[str, Any]:
    return {
        "type": kind,
        "id": key,
        "timestamp": "2026-03-17T11:00:00.000Z",
        "localTimestamp": "2026-03-17T12:00:00.000+01:00",
        "localTimezone": "Europe/Stockholm",
        "channelId": "msteams",
        "serviceUrl": f"{play.origin}/local/connector/",
        "from": {"id": "29:anna", "name": "Anna Ek", "aadObjectId": "aaaaaaaa-0000-4000-8000-000000000001"},
        "recipient": {"id": "28:22222222-2222-4222-8222-222222222222", "name": "EST-boten"},
        "entities": [CLIENT_INFO],
        "locale": "sv-SE",
    }


PERSONAL = {
    "conversation": {
        "id": ANNAS_CHAT,
        "conversationType": "personal",
        "tenantId": "11111111-1111-4111-8111-111111111111",
    },
    "channelData": {"tenant": {"id": "11111111-1111-4111-8111-111111111111"}},
}
TEAM = {"id": "19:team@thread.tacv2", "name": "EST Exempelby", "aadGroupId": WORLD.team_group_id}


def team_event(play: Play, key: str, event: str, name: str = "EST Exempelby") -> dict[str, Any]:
    return {
        **head(play, "conversationUpdate", key),
        "conversation": {
            "id": "19:team@thread.tacv2",
            "conversationType": "channel",
            "isGroup": True,
            "tenantId": "11111111-1111-4111-8111-111111111111",
        },
        "channelData": {
            "tenant": {"id": "11111111-1111-4111-8111-111111111111"},
            "team": {**TEAM, "name": name},
            "teamsTeamId": "19:team@thread.tacv2",
            "teamsChannelId": "19:team@thread.tacv2",
            "eventType": event,
        },
    }


async def test_a_text_in_the_1_1_is_a_message(play: Play, bot: EchoBot) -> None:
    await play.connector.open_chat(ANNA.id, WORLD.tenant_id)
    await play.post("say", user=ANNA.object_id, text="hjälp")
    sent = bot.received[-1]
    assert sent == {
        **head(play, "message", sent["id"]),
        **PERSONAL,
        "text": "hjälp",
        "textFormat": "plain",
    }
    assert sent["id"].isdigit()


async def test_the_first_words_to_the_bot_install_it_for_the_person(play: Play, bot: EchoBot) -> None:
    bot.received.clear()
    await play.post("say", user=ANNA.object_id, text="hej")
    start, installed, message = bot.received
    assert start == {
        **head(play, "conversationUpdate", start["id"]),
        **PERSONAL,
        "membersAdded": [
            {"id": "29:anna", "aadObjectId": "aaaaaaaa-0000-4000-8000-000000000001"},
            {"id": "28:22222222-2222-4222-8222-222222222222"},
        ],
    }
    assert installed == {
        **head(play, "installationUpdate", installed["id"]),
        **PERSONAL,
        "action": "add",
    }
    assert message["text"] == "hej"
    bot.received.clear()
    await play.post("say", user=ANNA.object_id, text="hej igen")
    assert [activity["type"] for activity in bot.received] == ["message"]


async def test_a_post_in_the_channel_mentions_the_bot(play: Play, bot: EchoBot) -> None:
    await play.post("post", user=ANNA.object_id, text="dagordning", how="mention")
    sent = bot.received[-1]
    assert sent == {
        **head(play, "message", sent["id"]),
        "entities": [
            {
                "type": "mention",
                "text": "<at>EST-boten</at>",
                "mentioned": {"id": "28:22222222-2222-4222-8222-222222222222", "name": "EST-boten"},
            },
            CLIENT_INFO,
        ],
        "conversation": {
            "id": f"19:est@thread.tacv2;messageid={sent['id']}",
            "conversationType": "channel",
            "isGroup": True,
            "tenantId": "11111111-1111-4111-8111-111111111111",
        },
        "channelData": {
            "tenant": {"id": "11111111-1111-4111-8111-111111111111"},
            "team": {"id": "19:team@thread.tacv2"},
            "channel": {"id": "19:est@thread.tacv2"},
            "teamsTeamId": "19:team@thread.tacv2",
            "teamsChannelId": "19:est@thread.tacv2",
        },
        "text": "<at>EST-boten</at> dagordning",
        "textFormat": "plain",
    }


async def test_a_reply_in_a_thread_keeps_the_thread(play: Play, bot: EchoBot) -> None:
    await play.post("post", user=ANNA.object_id, text="först", how="mention")
    root = bot.received[-1]["id"]
    await play.post("post", user=ANNA.object_id, text="sedan", how="mention", thread=root)
    assert bot.received[-1]["conversation"]["id"] == f"19:est@thread.tacv2;messageid={root}"


async def test_a_slash_command_is_targeted_and_carries_no_mention(play: Play, bot: EchoBot) -> None:
    await play.post("post", user=ANNA.object_id, text="/sammanfattning", how="slash")
    sent = bot.received[-1]
    assert sent["recipient"] == {
        "id": "28:22222222-2222-4222-8222-222222222222",
        "name": "EST-boten",
        "isTargeted": True,
    }
    assert (sent["text"], sent["entities"]) == ("sammanfattning", [CLIENT_INFO])


async def test_a_post_without_a_mention_never_reaches_the_bot(play: Play, bot: EchoBot) -> None:
    bot.received.clear()
    await play.post("post", user=ANNA.object_id, text="Hej alla", how="people")
    assert bot.received == []
    state = await play.state(BO)
    assert [message["text"] for message in state["channel"]["messages"]] == ["Hej alla"]


async def test_an_execute_is_an_invoke_with_its_card_and_trigger(play: Play, bot: EchoBot) -> None:
    chat = await play.connector.open_chat(ANNA.id, WORLD.tenant_id)
    _, sent = await play.connector.send(chat, card_message(card(execute("Klar", "report.done"))))
    action = {
        "type": "Action.Execute",
        "id": "b1",
        "verb": "report.done",
        "data": {"week": "12", "text": "x"},
    }
    await play.post("press", user=ANNA.object_id, conversation=chat, message=sent["id"], action=action)
    invoke = bot.received[-1]
    assert invoke == {
        **head(play, "invoke", invoke["id"]),
        "conversation": PERSONAL["conversation"],
        "channelData": {
            "tenant": {"id": "11111111-1111-4111-8111-111111111111"},
            "source": {"name": "message"},
            "legacy": {"replyToId": sent["id"]},
        },
        "replyToId": sent["id"],
        "name": "adaptiveCard/action",
        "value": {
            "action": {
                "type": "Action.Execute",
                "id": "b1",
                "verb": "report.done",
                "data": {"week": "12", "text": "x"},
            },
            "trigger": "manual",
        },
    }


async def test_an_execute_in_the_channel_names_the_thread_of_the_card(play: Play, bot: EchoBot) -> None:
    _, sent = await play.connector.send(WORLD.channel_id, card_message(card(execute("Klar", "agenda.done"))))
    action = {"type": "Action.Execute", "verb": "agenda.done", "data": {}}
    await play.post(
        "press", user=BO.object_id, conversation=WORLD.channel_id, message=sent["id"], action=action
    )
    invoke = bot.received[-1]
    assert invoke["conversation"]["id"] == f"19:est@thread.tacv2;messageid={sent['id']}"
    assert invoke["from"]["id"] == "29:bo"
    assert invoke["channelData"]["team"] == {"id": "19:team@thread.tacv2"}


async def test_a_submit_is_a_message_with_a_value_and_no_text(play: Play, bot: EchoBot) -> None:
    chat = await play.connector.open_chat(ANNA.id, WORLD.tenant_id)
    _, sent = await play.connector.send(chat, card_message(card()))
    await play.post(
        "submit", user=ANNA.object_id, conversation=chat, message=sent["id"], value={"verb": "report.done"}
    )
    message = bot.received[-1]
    assert message == {
        **head(play, "message", message["id"]),
        "conversation": PERSONAL["conversation"],
        "channelData": {
            "tenant": {"id": "11111111-1111-4111-8111-111111111111"},
            "source": {"name": "message"},
            "legacy": {"replyToId": sent["id"]},
        },
        "replyToId": sent["id"],
        "value": {"verb": "report.done"},
    }


async def test_adding_the_bot_sends_the_two_activities_of_teams(start: StartPlay, bot: EchoBot) -> None:
    play = await start()
    assert await play.post("team", user=ANNA.object_id, what="install") == (200, {"done": True})
    added, installed = bot.received
    assert added == {
        **team_event(play, added["id"], "teamMemberAdded"),
        "membersAdded": [{"id": "28:22222222-2222-4222-8222-222222222222"}],
    }
    assert installed == {
        **head(play, "installationUpdate", installed["id"]),
        "conversation": {
            "id": "19:est@thread.tacv2",
            "conversationType": "channel",
            "isGroup": True,
            "tenantId": "11111111-1111-4111-8111-111111111111",
        },
        "channelData": {
            "tenant": {"id": "11111111-1111-4111-8111-111111111111"},
            "team": TEAM,
            "channel": {"id": "19:est@thread.tacv2"},
            "teamsTeamId": "19:team@thread.tacv2",
            "teamsChannelId": "19:est@thread.tacv2",
            "settings": {"selectedChannel": {"id": "19:est@thread.tacv2"}},
            "source": {"name": "message"},
        },
        "action": "add",
    }


async def test_removing_and_adding_the_bot_again_tells_the_bot_both(play: Play, bot: EchoBot) -> None:
    bot.received.clear()
    await play.post("team", user=ANNA.object_id, what="remove")
    await play.post("team", user=ANNA.object_id, what="install")
    assert [activity.get("action") for activity in bot.of_type("installationUpdate")] == ["remove", "add"]
    removed = bot.received[0]
    assert removed == {
        **team_event(play, removed["id"], "teamMemberRemoved"),
        "membersRemoved": [{"id": "28:22222222-2222-4222-8222-222222222222"}],
    }


async def test_a_person_leaving_and_joining_the_team_is_told(play: Play, bot: EchoBot) -> None:
    bot.received.clear()
    await play.post("team", user=ANNA.object_id, what="expel", who=BO.object_id)
    await play.post("team", user=ANNA.object_id, what="admit", who=BO.object_id)
    left, joined = bot.received
    bo = [{"id": "29:bo", "aadObjectId": "aaaaaaaa-0000-4000-8000-000000000002"}]
    assert left == {**team_event(play, left["id"], "teamMemberRemoved"), "membersRemoved": bo}
    assert joined == {**team_event(play, joined["id"], "teamMemberAdded"), "membersAdded": bo}


async def test_a_renamed_team_is_told_with_its_new_name(play: Play, bot: EchoBot) -> None:
    await play.post("team", user=ANNA.object_id, what="rename", name="Trygg i Exempelby")
    renamed = bot.received[-1]
    assert renamed == team_event(play, renamed["id"], "teamRenamed", name="Trygg i Exempelby")
