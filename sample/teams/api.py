"""The HTTP API of the local client's page: what is shown, and what a person does."""

from collections.abc import Mapping
from dataclasses import asdict

from aiohttp import web

from sample.teams.client import TeamsClient
from sample.teams.errors import ActivityNotFound, BadArgument, ConversationNotFound
from sample.teams.events import TeamEvents
from sample.teams.guard import guarded, object_of, optional_text, text_of
from sample.teams.message import Message
from sample.teams.screen import Screen, utc_text
from sample.teams.traffic import Traffic, read_json
from sample.teams.world import TeamsUser


class ClientApi:
    """Translates the page's requests into deeds of a person."""

    def __init__(self, client: TeamsClient, events: TeamEvents, screen: Screen, traffic: Traffic) -> None:
        self._client = client
        self._events = events
        self._screen = screen
        self._traffic = traffic

    def routes(self, prefix: str) -> list[web.RouteDef]:
        """The routes below `prefix`."""
        return [
            web.get(f"{prefix}/state", guarded(self.state)),
            web.get(f"{prefix}/traffic", guarded(self.traffic)),
            web.post(f"{prefix}/say", guarded(self.say)),
            web.post(f"{prefix}/post", guarded(self.post)),
            web.post(f"{prefix}/press", guarded(self.press)),
            web.post(f"{prefix}/submit", guarded(self.submit)),
            web.post(f"{prefix}/look", guarded(self.look)),
            web.post(f"{prefix}/team", guarded(self.team)),
        ]

    async def state(self, request: web.Request) -> web.Response:
        """What is to be shown to one person, or what of it changed since a revision."""
        # An old bookmark may name somebody who is not in this world: then one begins as the first person.
        user = next(
            iter(self._client.world.find_user(request.query.get("user", ""))), self._client.world.users[0]
        )
        since = request.query.get("since", "0")
        if not since.isascii() or not since.isdigit():
            raise BadArgument("Fältet since måste vara ett tal.")
        return _answer(self._screen.state(user, int(since)))

    async def traffic(self, request: web.Request) -> web.Response:
        """The last activities, calls and answers as raw JSON."""
        exchanges = [
            {**asdict(exchange), "moment": utc_text(exchange.moment)}
            for exchange in self._traffic.exchanges()
        ]
        return _answer({"exchanges": exchanges})

    async def say(self, request: web.Request) -> web.Response:
        """A person types in the 1:1."""
        body = await read_json(request)
        answer = await self._client.say(self._actor(body), text_of(body, "text"))
        return _answer({"taken": answer.taken})

    async def post(self, request: web.Request) -> web.Response:
        """A person writes in the channel: to the bot, to the people, or by the slash menu."""
        body = await read_json(request)
        user, text, thread = self._actor(body), text_of(body, "text"), optional_text(body, "thread")
        match body.get("how"):
            case "mention":
                answer = await self._client.post(user, text, thread=thread)
                return _answer({"taken": answer.taken})
            case "slash":
                answer = await self._client.command(user, text, thread=thread)
                return _answer({"taken": answer.taken})
            case "people":
                self._client.chat_among_people(user, text, thread=thread)
                return _answer({"taken": True})
            case _:
                raise BadArgument("Fältet how måste vara mention, slash eller people.")

    async def press(self, request: web.Request) -> web.Response:
        """A person presses an Action.Execute."""
        body = await read_json(request)
        user = self._actor(body)
        answer = await self._client.press(user, self._message(body, user), object_of(body, "action"))
        return _answer({"taken": answer.taken})

    async def submit(self, request: web.Request) -> web.Response:
        """A person presses an Action.Submit."""
        body = await read_json(request)
        user = self._actor(body)
        answer = await self._client.submit(user, self._message(body, user), object_of(body, "value"))
        return _answer({"taken": answer.taken})

    async def look(self, request: web.Request) -> web.Response:
        """A person opens a conversation, or a new card comes into view."""
        body = await read_json(request)
        user = self._actor(body)
        only = body.get("only")
        chosen = [str(one) for one in only] if isinstance(only, list) else []
        refreshed = await self._client.look_at(user, self._conversation(body, user), chosen)
        return _answer({"refreshed": refreshed})

    async def team(self, request: web.Request) -> web.Response:
        """The team as a whole changes."""
        body = await read_json(request)
        user = self._actor(body)
        match body.get("what"):
            case "install":
                done = await self._events.install(user)
            case "remove":
                done = await self._events.remove_bot(user)
            case "admit" | "expel" as what:
                who = self._user(text_of(body, "who"))
                done = await self._events.admit(user, who, member=what == "admit")
            case "rename":
                done = await self._events.rename(user, text_of(body, "name", longest=100))
            case _:
                raise BadArgument("Fältet what är okänt.")
        return _answer({"done": done})

    def _actor(self, body: Mapping[str, object]) -> TeamsUser:
        return self._user(text_of(body, "user"))

    def _user(self, key: str) -> TeamsUser:
        for user in self._client.world.find_user(key):
            return user
        raise BadArgument("Personen finns inte.")

    def _conversation(self, body: Mapping[str, object], user: TeamsUser) -> str:
        conversation = text_of(body, "conversation")
        world = self._client.world
        if conversation not in (world.channel_id, world.personal_conversation_id(user)):
            raise ConversationNotFound
        return conversation

    def _message(self, body: Mapping[str, object], user: TeamsUser) -> Message:
        key = text_of(body, "message")
        for seen in self._client.sees(user, self._conversation(body, user)):
            if seen.message.id == key and not seen.message.deleted:
                return seen.message
        raise ActivityNotFound


def _answer(body: object) -> web.Response:
    return web.json_response(body, headers={"Cache-Control": "no-store"})
