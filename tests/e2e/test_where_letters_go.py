"""A member's letters go where the member was last, in the language of their Teams, and edits follow the message."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sample.municipality.people import Seat
from sample.teams.seen import actions_of
from tests.town import Town, at, town

CHAT = "a:in-another-client"


class AnotherClient:
    """A second Teams client, such as the Agents Playground: one person, at a service URL of their own."""

    def __init__(self, place: Town, seat: Seat) -> None:
        self.place = place
        self.user = place[seat]
        self.messages: list[Any] = []
        self.edits: list[Any] = []
        self.url = ""
        self.application = web.Application()
        path = "/v3/conversations/{conversation}/activities"
        self.application.add_routes(
            [web.post(path, self._posted), web.put(path + "/{activity}", self._edited)]
        )

    async def send(self, **activity: Any) -> None:
        world = self.place.teams.world
        body = {
            "channelId": "msteams",
            "id": f"activity-{len(self.messages)}-{activity['type']}",
            "serviceUrl": self.url,
            "from": {"id": self.user.id, "aadObjectId": self.user.object_id, "name": self.user.name},
            "recipient": {"id": world.bot_id, "name": world.bot_name},
            "conversation": {"id": CHAT, "conversationType": "personal", "tenantId": world.tenant_id},
            "locale": "en-US",
            **activity,
        }
        to = self.place.teams.service_url.replace("/local/connector/", "/api/messages")
        async with aiohttp.ClientSession() as session, session.post(to, json=body) as answer:
            assert answer.status == 200
        await self.place.settle()

    async def _posted(self, request: web.Request) -> web.Response:
        assert request.match_info["conversation"] == CHAT
        self.messages.append(await request.json())
        return web.json_response({"id": f"message-{len(self.messages)}"}, status=201)

    async def _edited(self, request: web.Request) -> web.Response:
        self.edits.append((request.match_info["activity"], await request.json()))
        return web.json_response({"id": request.match_info["activity"]})


@pytest.fixture
async def charlie(tmp_path: Path) -> AsyncIterator[AnotherClient]:
    async with town(tmp_path) as ekbacka:
        client = AnotherClient(ekbacka, Seat.SCHOOL)
        async with TestServer(client.application) as server:
            client.url = str(server.make_url("/"))
            yield client


async def test_a_chat_that_was_opened_elsewhere_gets_the_next_letter(charlie: AnotherClient) -> None:
    await charlie.send(type="installationUpdate", action="add")
    await charlie.place.turn_to(at("2026-11-23", "08:00"))
    (message,) = charlie.messages
    card = message["attachments"][0]["content"]
    assert card["lang"] == "en"
    assert charlie.place.chat(charlie.user) == []
    assert len(charlie.place.chat(charlie.place[Seat.POLICE])) == 1


async def test_a_message_is_edited_where_it_stands(charlie: AnotherClient) -> None:
    await charlie.send(type="installationUpdate", action="add")
    await charlie.place.turn_to(at("2026-11-23", "08:00"))
    actions = actions_of(charlie.messages[0]["attachments"][0]["content"])
    (nothing,) = [action for action in actions if action["verb"] == "nothing.report"]
    await charlie.send(type="invoke", name="adaptiveCard/action", value={"action": dict(nothing)})
    await charlie.place.turn_to(at("2026-11-23", "08:10"))
    ((edited, activity),) = charlie.edits
    assert edited == "message-1"
    assert [a["verb"] for a in actions_of(activity["attachments"][0]["content"])] != [
        a["verb"] for a in actions
    ]
