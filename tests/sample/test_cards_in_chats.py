"""What a card action does to what a person sees: replaced for one, updated for all, refreshed on opening."""

from typing import Any

import pytest

from sample.teams import TeamsUser, actions_of
from tests.sample.conftest import ANNA, BO, CILLA, WORLD, Play
from tests.sample.echo_bot import EchoBot, card, card_message, execute, sentence, shown, text

SENT = card(text("Vad har hänt?"), execute("Klar", "done"))
THANKS = card(text("Tack!"))
CHANNEL = WORLD.channel_id


async def send_to_channel(play: Play, content: dict[str, Any]) -> str:
    status, said = await play.connector.send(CHANNEL, card_message(content))
    assert status == 201
    return str(said["id"])


async def press(play: Play, user: TeamsUser, message: str, verb: str = "done") -> tuple[int, Any]:
    action = {"type": "Action.Execute", "verb": verb, "data": {}}
    return await play.post("press", user=user.object_id, conversation=CHANNEL, message=message, action=action)


async def look(play: Play, user: TeamsUser, *only: str) -> int:
    status, said = await play.post("look", user=user.object_id, conversation=CHANNEL, only=list(only))
    assert status == 200
    return int(said["refreshed"])


async def seen(play: Play, user: TeamsUser) -> dict[str, Any]:
    (message,) = (await play.state(user))["channel"]["messages"]
    return dict(message)


async def test_the_answered_card_replaces_the_sent_one_for_that_person_only(play: Play, bot: EchoBot) -> None:
    bot.answers["done"] = shown(THANKS)
    key = await send_to_channel(play, SENT)
    assert await press(play, ANNA, key) == (200, {"taken": True})
    assert (await seen(play, ANNA))["cards"] == [THANKS]
    assert (await seen(play, BO))["cards"] == [SENT]


async def test_an_update_shows_everybody_the_new_card_again(play: Play, bot: EchoBot) -> None:
    bot.answers["done"] = shown(THANKS)
    key = await send_to_channel(play, SENT)
    await press(play, ANNA, key)
    closed = card(text("Omgången är stängd."))
    await play.connector.update(CHANNEL, key, card_message(closed))
    assert (await seen(play, ANNA))["cards"] == [closed]
    assert (await seen(play, BO))["cards"] == [closed]


async def test_a_sentence_is_shown_under_the_card(play: Play, bot: EchoBot) -> None:
    bot.answers["done"] = sentence("Sparat kl 12.00.")
    key = await send_to_channel(play, SENT)
    await press(play, ANNA, key)
    message = await seen(play, ANNA)
    assert (message["note"], message["noteKind"]) == ("Sparat kl 12.00.", "message")
    assert message["cards"] == [SENT]
    assert (await seen(play, BO))["note"] == ""


@pytest.mark.parametrize("status", [400, 500])
async def test_an_error_of_the_bot_is_shown_as_an_error(play: Play, bot: EchoBot, status: int) -> None:
    bot.answers["done"] = {
        "statusCode": status,
        "type": "application/vnd.microsoft.error",
        "value": {"code": "BadRequest", "message": "Kortet är för gammalt."},
    }
    key = await send_to_channel(play, SENT)
    await press(play, ANNA, key)
    message = await seen(play, ANNA)
    assert (message["note"], message["noteKind"]) == ("Kortet är för gammalt.", "error")


@pytest.mark.parametrize("answer", [{}, {"statusCode": 200, "type": "something else", "value": 1}])
async def test_an_answer_teams_does_not_know_is_an_error(
    play: Play, bot: EchoBot, answer: dict[str, Any]
) -> None:
    bot.answers["done"] = answer
    key = await send_to_channel(play, SENT)
    await press(play, ANNA, key)
    message = await seen(play, ANNA)
    assert (message["note"], message["noteKind"]) == ("Något gick fel i appen. Försök igen.", "error")


async def test_a_bot_that_fails_leaves_the_card_and_says_so(play: Play, bot: EchoBot) -> None:
    key = await send_to_channel(play, SENT)
    bot.status = 500
    assert await press(play, ANNA, key) == (200, {"taken": False})
    message = await seen(play, ANNA)
    assert message["cards"] == [SENT]
    assert (message["note"], message["noteKind"]) == ("Det gick inte att nå appen. Försök igen.", "error")


async def test_a_later_card_takes_the_place_of_the_error(play: Play, bot: EchoBot) -> None:
    key = await send_to_channel(play, SENT)
    bot.status = 500
    await press(play, ANNA, key)
    bot.status = 200
    bot.answers["done"] = shown(THANKS)
    await press(play, ANNA, key)
    message = await seen(play, ANNA)
    assert (message["cards"], message["note"]) == ([THANKS], "")


async def test_a_card_is_refreshed_for_the_people_it_names_when_they_open_the_chat(
    play: Play, bot: EchoBot
) -> None:
    refresh = {"action": execute("", "show", week="12"), "userIds": [BO.id]}
    await send_to_channel(play, {**SENT, "refresh": refresh})
    bot.answers["show"] = shown(THANKS)
    assert [await look(play, user) for user in (ANNA, BO, CILLA)] == [0, 1, 0]
    assert (await seen(play, BO))["cards"] == [THANKS]
    (invoke,) = bot.of_type("invoke")
    assert invoke["value"] == {
        "action": {"type": "Action.Execute", "verb": "show", "data": {"week": "12"}},
        "trigger": "automatic",
    }
    assert invoke["from"]["id"] == "29:bo"


async def test_a_refresh_without_names_is_for_everybody_in_a_small_team(play: Play, bot: EchoBot) -> None:
    await send_to_channel(play, {**SENT, "refresh": {"action": execute("", "show")}})
    bot.answers["show"] = shown(THANKS)
    assert [await look(play, user) for user in (ANNA, BO, CILLA)] == [1, 1, 1]


async def test_a_refresh_that_changes_nothing_does_not_draw_the_card_anew(play: Play, bot: EchoBot) -> None:
    content = {**SENT, "refresh": {"action": execute("", "show")}}
    await send_to_channel(play, content)
    bot.answers["show"] = shown(content)
    await look(play, ANNA)
    before = (await play.state(ANNA))["revision"]
    await look(play, ANNA)
    assert (await play.state(ANNA))["revision"] == before


async def test_a_refresh_that_fails_is_silent(play: Play, bot: EchoBot) -> None:
    await send_to_channel(play, {**SENT, "refresh": {"action": execute("", "show")}})
    bot.status = 500
    await look(play, ANNA)
    message = await seen(play, ANNA)
    assert (message["note"], message["cards"][0]["body"]) == ("", SENT["body"])


async def test_an_answered_card_without_a_refresh_is_refreshed_by_the_sent_one(
    play: Play, bot: EchoBot
) -> None:
    key = await send_to_channel(play, {**SENT, "refresh": {"action": execute("", "show")}})
    bot.answers |= {"done": shown(THANKS), "show": shown(card(text("Som det är nu")))}
    await press(play, ANNA, key)
    await look(play, ANNA)
    assert (await seen(play, ANNA))["cards"] == [card(text("Som det är nu"))]


async def test_opening_a_chat_marks_it_read(play: Play) -> None:
    chat = await play.connector.open_chat(ANNA.id, WORLD.tenant_id)
    await play.connector.send(chat, {"type": "message", "text": "Hej"})
    assert (await play.state(ANNA))["members"][0]["unread"] == 1
    await play.post("look", user=ANNA.object_id, conversation=chat)
    assert (await play.state(BO))["members"][0]["unread"] == 0


async def test_a_message_the_bot_did_not_take_is_marked(play: Play, bot: EchoBot) -> None:
    bot.status = 503
    assert await play.post("post", user=ANNA.object_id, text="hej", how="mention") == (200, {"taken": False})
    assert (await seen(play, ANNA))["failed"] is True


async def test_a_deleted_card_can_no_longer_be_pressed(play: Play) -> None:
    key = await send_to_channel(play, SENT)
    await play.connector.delete(CHANNEL, key)
    status, said = await press(play, ANNA, key)
    assert (status, said["error"]["code"]) == (404, "ActivityNotFoundInConversation")


async def test_nobody_presses_a_card_in_somebody_elses_chat(play: Play) -> None:
    chat = await play.connector.open_chat(ANNA.id, WORLD.tenant_id)
    _, sent = await play.connector.send(chat, card_message(SENT))
    status, said = await play.post(
        "press", user=BO.object_id, conversation=chat, message=sent["id"], action={"verb": "done"}
    )
    assert (status, said["error"]["code"]) == (404, "ConversationNotFound")


async def test_a_sample_player_finds_and_presses_buttons_in_python(play: Play, bot: EchoBot) -> None:
    bot.answers["done"] = shown(THANKS)
    refresh = {"action": execute("", "show")}
    fallback = {"type": "Action.Submit", "title": "Klar"}
    content = {**card({"type": "ActionSet", "actions": [{**execute("Klar", "done"), "fallback": fallback}]})}
    await send_to_channel(play, {**content, "refresh": refresh})
    (before,) = play.teams.client.sees(ANNA, CHANNEL)
    (action,) = actions_of(before.cards[0])
    assert action["verb"] == "done"
    answer = await play.teams.client.press(ANNA, before.message, action)
    (after,) = play.teams.client.sees(ANNA, CHANNEL)
    assert (answer.taken, after.cards) == (True, [THANKS])
