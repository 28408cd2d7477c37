"""What the page is told: a restart keeps the chats, news come at once, and only this machine may ask."""

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sample.clock import TurnableClock
from sample.teams import LocalTeams, Stage
from tests.sample.conftest import ANNA, BO, WORLD, Play, StartPlay
from tests.sample.echo_bot import EchoBot, card, card_message, execute, shown, text


async def test_a_restart_shows_the_same_chats(start: StartPlay, bot: EchoBot) -> None:
    before = await start()
    await before.teams.events.install(ANNA)
    await before.post("team", user=ANNA.object_id, what="rename", name="Trygg i Exempelby")
    chat = await before.connector.open_chat(ANNA.id, WORLD.tenant_id)
    _, sent = await before.connector.send(chat, card_message(card(execute("Klar", "done"))))
    bot.answers["done"] = shown(card(text("Tack!")))
    await before.post(
        "press", user=ANNA.object_id, conversation=chat, message=sent["id"], action={"verb": "done"}
    )
    await before.post("say", user=ANNA.object_id, text="hej")
    told = await before.state(ANNA)
    after = await start()
    assert await after.state(ANNA) == told
    assert told["team"] == {"name": "Trygg i Exempelby", "installed": True}
    assert [message["text"] for message in told["chat"]["messages"]] == ["", "hej", "Eko: hej"]


async def test_only_what_changed_since_a_revision_is_told_again(play: Play) -> None:
    chat = await play.connector.open_chat(ANNA.id, WORLD.tenant_id)
    await play.connector.send(chat, {"type": "message", "text": "Ett"})
    revision = (await play.state(ANNA))["revision"]
    _, second = await play.connector.send(chat, {"type": "message", "text": "Två"})
    fresh = await play.state(ANNA, since=revision)
    assert [message["id"] for message in fresh["chat"]["messages"]] == [second["id"]]
    assert len(fresh["chat"]["shown"]) == 2


async def test_what_one_person_sees_anew_is_told_to_that_person_alone(play: Play, bot: EchoBot) -> None:
    _, sent = await play.connector.send(WORLD.channel_id, card_message(card(execute("Klar", "done"))))
    revision = (await play.state(ANNA))["revision"]
    bot.answers["done"] = shown(card(text("Tack!")))
    await play.post(
        "press",
        user=ANNA.object_id,
        conversation=WORLD.channel_id,
        message=sent["id"],
        action={"verb": "done"},
    )
    assert len((await play.state(ANNA, since=revision))["channel"]["messages"]) == 1
    assert (await play.state(BO, since=revision))["channel"]["messages"] == []


async def test_the_page_learns_the_names_and_what_it_may_offer(start: StartPlay) -> None:
    async def answer_all(_playing: object) -> str:
        return "Två medlemmar svarade."

    stage = Stage(
        municipality="Exempelby kommun",
        picture_url="/lagesbild",
        commands=("rapportera",),
        play_others=answer_all,
    )
    play = await start(stage)
    state = await play.state(ANNA)
    assert (state["municipality"], state["pictureUrl"]) == ("Exempelby kommun", "/lagesbild")
    assert (state["commands"], state["hasPlayers"]) == (["rapportera"], True)
    assert state["members"][2] == {
        "id": "aaaaaaaa-0000-4000-8000-000000000003",
        "name": "Cilla Äng",
        "initials": "CÄ",
        "role": "Polis",
        "guest": True,
        "inTeam": True,
        "unread": 0,
    }
    assert await play.post("others", user=ANNA.object_id) == (200, {"said": "Två medlemmar svarade."})


async def test_an_unknown_person_in_the_address_becomes_the_first(play: Play) -> None:
    assert (await play.get("state", user="gone"))["user"] == ANNA.object_id


async def test_news_come_when_something_happens(play: Play) -> None:
    async with play.session.get(f"{play.origin}/local/api/news") as stream:
        first = await next_news(stream)
        await play.connector.send(WORLD.channel_id, {"type": "message", "text": "Hej"})
        second = await next_news(stream)
        assert second["revision"] == int(str(first["revision"])) + 1
        assert second["now"] == "2026-03-17T11:00:00.000Z"


async def test_the_server_stops_at_once_though_a_page_is_open(bot: EchoBot, tmp_path: Path) -> None:
    clock = TurnableClock(tmp_path / "teams.sqlite")
    app = web.Application()
    LocalTeams(WORLD, bot.url, tmp_path / "teams.sqlite", clock).mount(app)
    async with (
        TestServer(app) as server,
        aiohttp.ClientSession() as session,
        session.get(server.make_url("/local/api/news")) as stream,
    ):
        await next_news(stream)
        async with asyncio.timeout(5):
            await server.close()
    clock.close()


async def next_news(stream: aiohttp.ClientResponse) -> dict[str, object]:
    async with asyncio.timeout(5):
        line = await stream.content.readline()
        await stream.content.readline()
    return dict(json.loads(line.removeprefix(b"data: ")))


async def test_a_person_outside_the_team_sees_the_channel_closed(play: Play) -> None:
    await play.post("team", user=ANNA.object_id, what="expel", who=BO.object_id)
    state = await play.state(BO)
    assert state["channel"]["open"] is False
    assert [member["inTeam"] for member in state["members"]] == [True, False, True]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("say", {"user": ANNA.object_id}),
        ("say", {"user": ANNA.object_id, "text": "x" * 4001}),
        ("say", {"user": "nobody", "text": "hej"}),
        ("say", ["a list"]),
        ("post", {"user": ANNA.object_id, "text": "hej", "how": "shouting"}),
        ("press", {"user": ANNA.object_id, "conversation": WORLD.channel_id, "message": "1", "action": 7}),
        ("team", {"user": ANNA.object_id, "what": "explode"}),
        ("team", {"user": ANNA.object_id, "what": "rename", "name": " "}),
        ("others", {"user": "nobody"}),
    ],
)
async def test_a_wrong_request_is_refused_with_a_sentence(play: Play, path: str, body: object) -> None:
    async with play.session.post(f"{play.origin}/local/api/{path}", json=body) as response:
        assert response.status in {400, 404}
        said = await response.json()
    assert said["error"]["message"].endswith(".")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 400),
    ],
)
async def test_another_site_in_the_same_browser_can_do_nothing(
    play: Play, bot: EchoBot, headers: dict[str, str], status: int
) -> None:
    bot.received.clear()
    sent = {"Content-Type": "application/json", **headers}
    body = json.dumps({"user": ANNA.object_id, "text": "hej"})
    url = f"{play.origin}/local/api/say"
    async with play.session.post(url, data=body, headers=sent) as response:
        assert response.status == status
    assert bot.received == []


async def test_a_bot_that_cannot_be_reached_is_not_installed(start: StartPlay) -> None:
    play = await start(bot_url="http://127.0.0.1:9/api/messages")
    assert await play.post("team", user=ANNA.object_id, what="install") == (200, {"done": False})
    assert (await play.state(ANNA))["team"]["installed"] is False
    assert (await play.get("traffic"))["exchanges"][0]["status"] == 0
