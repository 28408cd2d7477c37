"""A bot of the tests' own at the other end of the line: it remembers, echoes, and answers buttons as it is told."""

from collections.abc import Mapping
from typing import Any

import aiohttp
from aiohttp import web
from yarl import URL

CARD = "application/vnd.microsoft.card.adaptive"
SENTENCE = "application/vnd.microsoft.activity.message"

Json = dict[str, Any]


def card(*body: Json, **more: object) -> Json:
    """An adaptive card with this body."""
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), **more}


def text(said: str) -> Json:
    return {"type": "TextBlock", "text": said, "wrap": True}


def execute(title: str, verb: str, **data: object) -> Json:
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": data}


def card_message(content: Json, *, summary: str = "Ett kort") -> Json:
    attachment = {"contentType": CARD, "content": content}
    return {"type": "message", "summary": summary, "attachments": [attachment]}


def shown(content: Json) -> Json:
    """The answer to an invoke that shows a card."""
    return {"statusCode": 200, "type": CARD, "value": content}


def sentence(said: str) -> Json:
    """The answer to an invoke that says a sentence."""
    return {"statusCode": 200, "type": SENTENCE, "value": said}


class EchoBot:
    """Receives activities at `/api/messages`; `answers` holds the invoke answer of each verb."""

    def __init__(self) -> None:
        self.received: list[Json] = []
        self.answers: dict[str, Json] = {}
        self.status = 200
        self.url = ""
        self.echoes = True
        self.app = web.Application()
        self.app.router.add_post("/api/messages", self._take)

    def of_type(self, kind: str) -> list[Json]:
        return [activity for activity in self.received if activity["type"] == kind]

    async def _take(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.received.append(activity)
        if self.status != 200:
            return web.Response(status=self.status)
        if activity["type"] == "invoke":
            verb = activity["value"]["action"]["verb"]
            return web.json_response(self.answers.get(verb, sentence(f"Du tryckte {verb}.")))
        if activity["type"] == "message" and self.echoes:
            await Connector(activity["serviceUrl"]).send(
                activity["conversation"]["id"],
                {"type": "message", "text": f"Eko: {activity.get('text', '')}"},
            )
        return web.Response(status=200)


class Connector:
    """The calls a bot makes, over real HTTP; ids go percent-encoded, as clients send them."""

    def __init__(self, service_url: str) -> None:
        self._root = service_url.rstrip("/")

    async def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, URL(f"{self._root}{path}", encoded=True), json=body) as response,
        ):
            said = await response.json() if response.content_type == "application/json" else ""
            return response.status, said

    async def send(self, conversation: str, activity: Mapping[str, object]) -> tuple[int, Any]:
        return await self.call("POST", f"/v3/conversations/{encoded(conversation)}/activities", activity)

    async def update(self, conversation: str, key: str, activity: Mapping[str, object]) -> tuple[int, Any]:
        path = f"/v3/conversations/{encoded(conversation)}/activities/{key}"
        return await self.call("PUT", path, activity)

    async def delete(self, conversation: str, key: str) -> tuple[int, Any]:
        return await self.call("DELETE", f"/v3/conversations/{encoded(conversation)}/activities/{key}")

    async def open_chat(self, member: str, tenant: str) -> str:
        status, said = await self.call(
            "POST",
            "/v3/conversations",
            {"isGroup": False, "members": [{"id": member}], "tenantId": tenant},
        )
        assert status == 201, said
        return str(said["id"])


def encoded(conversation: str) -> str:
    return conversation.replace(":", "%3A").replace(";", "%3B").replace("=", "%3D").replace("@", "%40")
