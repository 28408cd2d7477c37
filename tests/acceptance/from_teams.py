"""What Teams does and the local stand-in has no button for: team events, and chats served from another address.

Entered where Teams enters: as activities posted to the bot's own endpoint.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from yarl import URL

from sample.municipality.people import Seat
from sample.teams.activities import ActivityMaker
from sample.teams.message import Message, Stamp
from sample.teams.world import TeamsUser
from tests.bot.fakes import FakeConnector, Json
from tests.town import Shown, Town

_numbers = iter(range(1, 10**9))


async def post(town: Town, activity: Mapping[str, object]) -> None:
    """Deliver one activity to the bot and wait until what follows from it is done."""
    url = URL(town.teams.service_url).with_path("/api/messages")
    async with aiohttp.ClientSession() as session, session.post(url, json=activity) as response:
        assert response.status == 200, await response.text()
    await town.settle()


async def team_event(town: Town, actor: TeamsUser, kind: str, *, name: str = "", channel: str = "") -> None:
    """A `conversationUpdate` of the team or, with *channel*, of one of its channels."""
    activity = _maker(town).team_renamed(_stamp(town), actor, name or town.teams.world.team_name)
    data: dict[str, Any] = dict(activity["channelData"])  # type: ignore[call-overload]
    data["eventType"] = kind
    if channel:
        data["channel"] = {"id": channel, "name": name}
        data["teamsChannelId"] = channel
    await post(town, {**activity, "channelData": data})


async def install_again(town: Town, actor: TeamsUser, *, upgrade: bool = False, team: str = "") -> None:
    """An `installationUpdate` for a team that has the app already."""
    action = "add-upgrade" if upgrade else "add"
    await post(
        town, _maker(town).installation(_stamp(town), actor, action, team or town.teams.world.team_name)
    )


async def install_in_chat(town: Town, actor: TeamsUser) -> None:
    """An `installationUpdate` for a chat of several people."""
    tenant = {"id": town.teams.world.tenant_id}
    chat = {
        "id": "19:chat@unq.gbl.spaces",
        "conversationType": "groupChat",
        "isGroup": True,
        "tenantId": tenant["id"],
    }
    activity = _maker(town).personal_installation(_stamp(town), actor)
    await post(town, {**activity, "conversation": chat, "channelData": {"tenant": tenant}})


async def say_from(town: Town, user: TeamsUser, text: str, service_url: str) -> None:
    """Type in the 1:1 chat, as Teams delivers it from this service URL."""
    await post(town, _maker(town, service_url).personal_message(_stamp(town), user, text))


def say_activity(town: Town, user: TeamsUser) -> dict[str, Any]:
    """What arrives when somebody types in the 1:1 chat; to be changed into something else that happens there."""
    return dict(_maker(town).personal_message(_stamp(town), user, "hej"))


async def press_from(
    town: Town, user: TeamsUser, card: Message, action: Mapping[str, object], service_url: str
) -> None:
    """Press a button on a card, as Teams delivers it from this service URL."""
    value = {"action": {**action, "type": "Action.Execute"}, "trigger": "manual"}
    await post(town, _maker(town, service_url).invoke(_stamp(town), user, card, value))


async def post_from(town: Town, user: TeamsUser, text: str, service_url: str) -> None:
    """Mention the bot in the channel, as Teams delivers it from this service URL."""
    stamp = _stamp(town)
    await post(town, _maker(town, service_url).channel_message(stamp, user, text, thread=stamp.id))


@asynccontextmanager
async def elsewhere(town: Town, *seats: Seat) -> AsyncIterator[dict[Seat, FakeConnector]]:
    """Seats whose chats Teams serves from an address of their own each, where its answers are scripted."""
    async with _running([FakeConnector() for _ in seats]) as fakes:
        far = dict(zip(seats, fakes, strict=True))
        for seat, fake in far.items():
            await say_from(town, town[seat], "hej", fake.url)
            fake.sent.clear()
        yield far


@asynccontextmanager
async def _running(fakes: list[FakeConnector]) -> AsyncIterator[list[FakeConnector]]:
    if not fakes:
        yield []
        return
    async with fakes[0].running(), _running(fakes[1:]) as rest:
        yield [fakes[0], *rest]


def cards_in(fake: FakeConnector, method: str = "POST") -> list[Json]:
    """The cards that arrived there, oldest first."""
    return [
        attachment["content"]
        for sent in fake.sent
        if sent.method == method
        for attachment in sent.body.get("attachments", [])
    ]


def bot_messages(town: Town) -> list[tuple[str, str]]:
    """Everything that the bot has said in any chat and in the channel: conversation and message id."""
    seen: list[Shown] = [*town.channel(next(iter(town.seats.values())))]
    for user in town.seats.values():
        seen += town.chat(user)
    return [(one.message.conversation, one.message.id) for one in town.from_bot(seen)]


def _maker(town: Town, service_url: str = "") -> ActivityMaker:
    return ActivityMaker(town.teams.world, service_url or town.teams.service_url)


def _stamp(town: Town) -> Stamp:
    now = town.clock.now()
    return Stamp(f"f:{next(_numbers)}-{now.timestamp():.0f}", now)
