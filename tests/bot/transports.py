"""What a transport is to the product, and the ones there are: a new one joins by a line in `TRANSPORTS`.

A transport brings in what people do in Teams as our own events, and carries out what the gateway is asked. The contract
in test_transport_contract.py looks at nothing else: which event arrived, and what the people see.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

from aiohttp import web

from bot.authentication import InboundAuthenticator
from bot.connector import TeamsConnector
from bot.endpoint import PATH
from bot.gateway import Address, ChannelGateway
from bot.keys import SigningKeys
from bot.loopback import LoopbackAuthenticator
from bot.service_urls import ServiceHosts
from sample.clock import TurnableClock
from sample.teams import LocalTeams, TeamsUser, TeamsWorld
from sample.week import free_port
from tests.bot.fakes import ANNA, APP, TENANT, FakeConnector, FixedToken, Json, Scripted
from tests.bot.stand import Recorder, Stand, bot_stand

BO = "aaaaaaaa-0000-4000-8000-000000000002"
Seen = list[str]


@dataclass(frozen=True)
class Ids:
    """Anna, who acts, and Bo, who looks on: as the transport knows them."""

    anna: str
    bo: str
    chat: str
    team: str
    channel: str


class Transport(Protocol):
    """Teams as one side of it sees the bot, and the bot's way out."""

    gateway: ChannelGateway
    ids: Ids

    @property
    def receiver(self) -> Recorder:
        """Who notes the events, and answers what it was told to."""

    @property
    def service_url(self) -> str:
        """Where this transport's Teams is reached."""

    async def say(self, text: str) -> None:
        """Anna types in her chat with the bot."""

    async def post(self, text: str) -> None:
        """Anna mentions the bot in the channel."""

    async def press(self, verb: str, data: Json) -> None:
        """Anna presses a button on the newest card in her chat."""

    async def refresh(self, verb: str, data: Json) -> None:
        """Anna's client asks for the newest of the newest card in her chat."""

    async def submit(self, data: Json) -> None:
        """Anna presses a button of an old client on the newest card in her chat."""

    async def install(self) -> None:
        """Anna adds the bot to the team."""

    async def remove(self) -> None:
        """Anna removes the bot from the team."""

    async def rename(self, name: str) -> None:
        """Anna gives the team another name."""

    async def admit(self, *, member: bool) -> None:
        """Bo joins the team or leaves it."""

    async def chat(self) -> Seen:
        """What the bot has said to Anna alone, oldest first; a card by its first text."""

    async def channel(self, by: str) -> Seen:
        """What the bot has said in the channel, as this person sees it."""


def words_of(activity: Mapping[str, Any]) -> str:
    """The text of a message, or the first text of its card."""
    attachments = activity.get("attachments") or []
    return str(attachments[0]["content"]["body"][0]["text"] if attachments else activity.get("text", ""))


@dataclass
class Wall(FakeConnector):
    """Teams' Connector with what it was told to show: the same calls and answers as Microsoft's reference."""

    shown: dict[str, list[tuple[str, Json, str]]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    blocked: bool = False

    def _usual(self, request: web.Request) -> Scripted:
        call = self.sent[-1]
        place = [unquote(part) for part in call.path.split("/")[3:]]
        if self.blocked:
            return Scripted(403, {"error": {"code": "BotNotInConversationRoster", "message": "gone"}})
        if request.method == "GET":
            return Scripted(200, self._page(request.query))
        if not place:
            return self._open(call.body)
        base, key = place[0].partition(";")[0], f"m{len(self.sent)}"
        if base not in self.known:
            return Scripted(404, {"error": {"code": "ConversationNotFound", "message": "unknown"}})
        messages = self.shown.setdefault(base, [])
        if request.method == "POST":
            audience = call.body["recipient"]["id"] if "isTargetedActivity" in call.query else ""
            messages.append((key, call.body, audience))
            return Scripted(201, {"id": key})
        kept = [one for one in messages if one[0] != place[2]]
        new = [(place[2], call.body, "")] if request.method == "PUT" else []
        self.shown[base] = [*kept, *new]
        return Scripted(200, {"id": place[2]})

    def _open(self, body: Json) -> Scripted:
        key = f"m{len(self.sent)}"
        if not body["isGroup"]:
            chat = f"a:{body['members'][0]['id']}"
            self.known.add(chat)
            return Scripted(201, {"id": chat})
        channel = body["channelData"]["channel"]["id"]
        self.shown.setdefault(channel, []).append((key, body["activity"], ""))
        return Scripted(201, {"id": f"{channel};messageid={key}", "activityId": key})

    def seen(self, place: str, by: str = "") -> Seen:
        return [words_of(body) for _, body, audience in self.shown.get(place, []) if audience in {"", by}]


@dataclass
class OverBotbuilder:
    """Signed activities in the shapes that Teams was recorded to send, and the Connector's REST calls."""

    stand: Stand
    wall: Wall
    gateway: ChannelGateway
    ids: Ids
    views: dict[str, str] = field(default_factory=dict)
    sent: int = 0

    @property
    def receiver(self) -> Recorder:
        return self.stand.receiver

    @property
    def service_url(self) -> str:
        return f"{self.wall.url}/"

    async def say(self, text: str) -> None:
        await self._send("message_personal", text=text)

    async def post(self, text: str) -> None:
        await self._send("message_channel", text=f"<at>EST-boten</at> {text}\n")

    async def press(self, verb: str, data: Json) -> None:
        await self._execute("card_action", verb, data)

    async def refresh(self, verb: str, data: Json) -> None:
        await self._execute("card_refresh", verb, data)

    async def submit(self, data: Json) -> None:
        await self._send("card_submit", value=data, replyToId=self._newest())

    async def install(self) -> None:
        self.wall.blocked = False
        await self._send("installed_team")

    async def remove(self) -> None:
        self.wall.blocked = True
        await self._send("removed_team")

    async def rename(self, name: str) -> None:
        body = self.stand.activity("team_renamed")
        body["channelData"]["team"]["name"] = name
        await self._send("team_renamed", channelData=body["channelData"])

    async def admit(self, *, member: bool) -> None:
        await self._send("members_added" if member else "members_removed")

    async def chat(self) -> Seen:
        await self.stand.aftermath.drain(5)
        messages = self.wall.shown.get(self.ids.chat, [])
        return [self.views.get(key, words_of(body)) for key, body, _ in messages]

    async def channel(self, by: str) -> Seen:
        await self.stand.aftermath.drain(5)
        return self.wall.seen(self.ids.channel, by)

    def _newest(self) -> str:
        return self.wall.shown[self.ids.chat][-1][0]

    async def _execute(self, name: str, verb: str, data: Json) -> None:
        value = self.stand.activity(name)["value"]
        value["action"] |= {"verb": verb, "data": data}
        answer = await self._send(name, value=value, replyToId=self._newest())
        if "card.adaptive" in str(answer.get("type")):
            self.views[self._newest()] = str(answer["value"]["body"][0]["text"])

    async def _send(self, name: str, /, **changes: object) -> Json:
        self.sent += 1
        # The recorded ones share some ids, and Teams never gives one twice.
        told = {"id": f"f:{self.sent}", "serviceUrl": self.service_url} | changes
        body = self.stand.activity(name, **told)
        answer = await self.stand.post(body, token=self.stand.token(serviceurl=self.service_url))
        assert answer.status == 200, self.stand.reason
        return answer.body


@asynccontextmanager
async def over_botbuilder(_: Path) -> AsyncIterator[Transport]:
    wall = Wall(known={"a:1anna-och-boten", "19:est0channel0lage@thread.tacv2"})
    wall.roster = [
        {
            "id": "29:1anna-krypterat-id",
            "objectId": ANNA,
            "name": "Anna Ek",
            "email": "anna@exempelby.example",
        },
        {"id": "29:1bo-krypterat-id", "objectId": BO, "name": "Bo Strand", "email": "", "userRole": "guest"},
    ]
    ids = Ids(
        anna="29:1anna-krypterat-id",
        bo="29:1bo-krypterat-id",
        chat="a:1anna-och-boten",
        team="19:est0team0general@thread.tacv2",
        channel="19:est0channel0lage@thread.tacv2",
    )
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(wall.running())
        stand = await stack.enter_async_context(bot_stand())
        yield OverBotbuilder(stand, wall, _gateway(stand), ids)


@dataclass
class Offline:
    """The local stand-in for Teams: its client, its team and its connector, without a token."""

    stand: Stand
    teams: LocalTeams
    gateway: ChannelGateway
    ids: Ids

    @property
    def receiver(self) -> Recorder:
        return self.stand.receiver

    @property
    def service_url(self) -> str:
        return self.teams.service_url

    @property
    def _anna(self) -> TeamsUser:
        return self.teams.world.users[0]

    async def say(self, text: str) -> None:
        await self.teams.client.say(self._anna, text)

    async def post(self, text: str) -> None:
        await self.teams.client.post(self._anna, text)

    async def press(self, verb: str, data: Json) -> None:
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        await self.teams.client.press(self._anna, self._newest(), action)

    async def refresh(self, verb: str, data: Json) -> None:
        # The client refreshes what asks for it, so the newest card is one that does.
        card = dict(self._newest().cards()[0])
        card["refresh"] = {"action": {"type": "Action.Execute", "verb": verb, "data": data}}
        activity = {"type": "message", "attachments": [{"contentType": CARD_TYPE, "content": card}]}
        place = Address(self.service_url, TENANT, self.ids.chat)
        await self.gateway.update(place, self._newest().id, activity)
        await self.teams.client.look_at(self._anna, self.ids.chat)

    async def submit(self, data: Json) -> None:
        await self.teams.client.submit(self._anna, self._newest(), data)

    async def install(self) -> None:
        assert await self.teams.events.install(self._anna)

    async def remove(self) -> None:
        assert await self.teams.events.remove_bot(self._anna)

    async def rename(self, name: str) -> None:
        assert await self.teams.events.rename(self._anna, name)

    async def admit(self, *, member: bool) -> None:
        assert await self.teams.events.admit(self._anna, self.teams.world.users[1], member=member)

    async def chat(self) -> Seen:
        return await self._seen(self._anna, self.ids.chat)

    async def channel(self, by: str) -> Seen:
        return await self._seen(self.teams.world.find_user(by)[0], self.ids.channel)

    async def _seen(self, user: TeamsUser, place: str) -> Seen:
        await self.stand.aftermath.drain(5)
        seen = [one for one in self.teams.client.sees(user, place) if not one.message.author]
        shown = [(one.cards, one.message) for one in seen if not one.message.deleted]
        return [_first_text(cards[0]) if cards else words_of(message.body) for cards, message in shown]

    def _newest(self) -> Any:
        cards = [
            one.message for one in self.teams.client.sees(self._anna, self.ids.chat) if one.message.cards()
        ]
        return cards[-1]


CARD_TYPE = "application/vnd.microsoft.card.adaptive"


def _first_text(card: Mapping[str, Any]) -> str:
    return str(card["body"][0]["text"])


@asynccontextmanager
async def offline(folder: Path) -> AsyncIterator[Transport]:
    anna = TeamsUser("29:anna", ANNA, "Anna Ek", "Skola", "anna@exempelby.example")
    bo = TeamsUser("29:bo", BO, "Bo Strand", "Polis", guest=True)
    world = TeamsWorld(
        tenant_id=TENANT,
        bot_id=f"28:{APP}",
        bot_name="EST-boten",
        team_id="19:team@thread.tacv2",
        team_name="EST Exempelby",
        channel_id="19:est@thread.tacv2",
        channel_name="EST-möte",
        users=(anna, bo),
    )

    def door(_: SigningKeys) -> InboundAuthenticator:
        return LoopbackAuthenticator(frozenset({TENANT}))

    async with AsyncExitStack() as stack:
        stand = await stack.enter_async_context(bot_stand(door=door))
        clock = TurnableClock(folder / "teams.sqlite")
        stack.callback(clock.close)
        application = web.Application()
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        site = free_port()
        service_url = f"http://127.0.0.1:{site}/local/connector/"
        teams = LocalTeams(world, stand.url + PATH, folder / "teams.sqlite", clock, service_url=service_url)
        teams.mount(application)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", site).start()
        teams.place_bot()
        # The chat is there, and its events with it, before the contract looks.
        await teams.client.say(anna, "hej")
        stand.receiver.events.clear()
        chat = world.personal_conversation_id(anna)
        yield Offline(
            stand, teams, _gateway(stand), Ids(anna.id, bo.id, chat, world.team_id, world.channel_id)
        )


def _gateway(stand: Stand) -> ChannelGateway:
    hosts = ServiceHosts({"127.0.0.1"})
    return TeamsConnector(stand.session, FixedToken(), bot_id=f"28:{APP}", service_hosts=hosts)


TRANSPORTS: Mapping[str, Callable[[Path], AbstractAsyncContextManager[Transport]]] = {
    "botbuilder": over_botbuilder,
    "offline": offline,
}
