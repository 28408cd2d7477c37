"""The Connector REST API on loopback: the calls a Teams bot makes, answered as Teams answers them.

Sources: Microsoft's Bot Connector reference and the Teams pages on proactive, updated and targeted messages.
"""

import json
from dataclasses import replace
from typing import cast

from aiohttp import web

from sample.clock import TurnableClock
from sample.teams.errors import BadArgument, BotNotInRoster, ConversationNotFound, MessageTooBig, TeamsError
from sample.teams.guard import Handler, guarded
from sample.teams.message import Json, Message, Stamp
from sample.teams.team import Team, account, split_thread, thread_id
from sample.teams.traffic import Call, Traffic, read_json
from sample.teams.transcript import Transcript
from sample.teams.world import TeamsUser, TeamsWorld

_BIGGEST = 100 * 1024
_SILENT_TYPES = ("typing",)


class Connector:
    """What the bot says arrives here, and becomes messages in the transcript."""

    def __init__(
        self, world: TeamsWorld, transcript: Transcript, clock: TurnableClock, traffic: Traffic
    ) -> None:
        self._world = world
        self._transcript = transcript
        self._team = Team(world, transcript)
        self._clock = clock
        self._traffic = traffic

    def routes(self, prefix: str) -> list[web.RouteDef]:
        """The routes below `prefix`; ids in them may be percent-encoded."""
        one = f"{prefix}/v3/conversations/{{conversation}}"
        team = f"{prefix}/v3/teams/{{team}}"

        def logged(call: Call) -> Handler:
            return guarded(self._traffic.logged(call))

        return [
            web.post(f"{prefix}/v3/conversations", logged(self.create_conversation)),
            web.post(f"{one}/activities", logged(self.send)),
            web.post(f"{one}/activities/{{activity}}", logged(self.send)),
            web.put(f"{one}/activities/{{activity}}", logged(self.update)),
            web.delete(f"{one}/activities/{{activity}}", logged(self.delete)),
            web.get(f"{one}/members", logged(self.members)),
            web.get(f"{one}/pagedmembers", logged(self.paged_members)),
            web.get(f"{one}/members/{{member}}", logged(self.one_member)),
            web.get(team, logged(self.team_details)),
            web.get(f"{team}/conversations", logged(self.channels)),
        ]

    async def create_conversation(self, request: web.Request) -> web.Response:
        """Opens a 1:1 with one member, or starts a thread in the channel."""
        body = await read_json(request)
        if body.get("isGroup"):
            return self._start_thread(body)
        self._demand_tenant(body)
        user = self._only_member(body)
        self._team.demand_reach(user)
        answer: dict[str, object] = {"id": self._team.open_chat(user)}
        if isinstance(body.get("activity"), dict):
            answer["activityId"] = self._keep(str(answer["id"]), "", cast(Json, body["activity"]))
        return web.json_response(answer, status=201)

    async def send(self, request: web.Request) -> web.Response:
        """Sends a message: to a 1:1, into a thread, or as a new thread of the channel."""
        base, root = split_thread(request.match_info["conversation"])
        self._demand_thread(base, root)
        self._team.demand_writable(base)
        activity = await read_json(request)
        if activity.get("type") in _SILENT_TYPES:
            return web.json_response({"id": self._stamp().id}, status=202)
        if self._team.is_channel(base) and not root:
            # Teams takes a reply to an id that it does not know, and starts a new thread with it.
            root = self._transcript.thread_of(base, request.match_info.get("activity", ""))
        audience = self._audience(base, activity) if _is_targeted(request) else ""
        key = self._keep(base, root, activity, audience=audience)
        return web.json_response({"id": key}, status=201)

    async def update(self, request: web.Request) -> web.Response:
        """Changes one of the bot's own messages, for everybody."""
        message = self._own_message(request)
        activity = await read_json(request)
        if message.audience and "recipient" in activity:
            raise BadArgument("A targeted message is updated without a recipient.")
        _demand_size(activity)
        self._transcript.replace(replace(message, body=activity, edited=True))
        return web.json_response({"id": message.id})

    async def delete(self, request: web.Request) -> web.Response:
        """Takes back one of the bot's own messages."""
        message = self._own_message(request)
        self._transcript.replace(replace(message, body={}, deleted=True))
        return web.Response(status=200)

    async def members(self, request: web.Request) -> web.Response:
        """The whole roster at once, as the older call gives it."""
        return web.json_response(self._accounts(request.match_info["conversation"]))

    async def paged_members(self, request: web.Request) -> web.Response:
        """The roster page by page; the last page has no continuation token."""
        size = _number(request.query.get("pageSize", "200"), low=1, high=500)
        start = _number(request.query.get("continuationToken") or "0", low=0, high=100_000)
        accounts = self._accounts(request.match_info["conversation"])
        page: dict[str, object] = {"members": accounts[start : start + size]}
        if start + size < len(accounts):
            page["continuationToken"] = str(start + size)
        return web.json_response(page)

    async def one_member(self, request: web.Request) -> web.Response:
        """One member, by `29:` id or by object id."""
        user = self._team.member(request.match_info["conversation"], request.match_info["member"])
        return web.json_response(account(user, self._world.tenant_id))

    async def team_details(self, request: web.Request) -> web.Response:
        """Name and numbers of the team."""
        self._demand_team(request)
        return web.json_response(
            {
                "id": self._world.team_id,
                "name": self._team.name,
                "aadGroupId": self._world.team_group_id,
                "tenantId": self._world.tenant_id,
                "type": "standard",
                "channelCount": len(self._channels()),
                "memberCount": len(self._team.members()),
            }
        )

    async def channels(self, request: web.Request) -> web.Response:
        """The channels of the team; General has no name, as in Teams."""
        self._demand_team(request)
        return web.json_response({"conversations": self._channels()})

    def _start_thread(self, body: Json) -> web.Response:
        channel_data = body.get("channelData")
        channel = channel_data.get("channel") if isinstance(channel_data, dict) else {}
        base = str(channel.get("id", "")) if isinstance(channel, dict) else ""
        if not self._team.is_channel(base):
            raise ConversationNotFound
        self._team.demand_bot()
        activity = body.get("activity")
        if not isinstance(activity, dict):
            raise BadArgument("A new thread in a channel needs an activity.")
        key = self._keep(base, "", activity)
        return web.json_response({"id": thread_id(base, key), "activityId": key}, status=201)

    def _keep(self, base: str, root: str, activity: Json, *, audience: str = "") -> str:
        if activity.get("type", "message") != "message":
            raise BadArgument("Only messages can be sent to a conversation.")
        _demand_size(activity)
        kept = []
        for part in _parts(activity):
            stamp = self._stamp()
            self._transcript.add(Message(stamp.id, base, stamp.now, part, thread=root, audience=audience))
            kept.append(stamp.id)
        # Teams splits text and card into two messages; the id it answers with then fits neither.
        return kept[0] if len(kept) == 1 else self._stamp().id

    def _stamp(self) -> Stamp:
        return self._transcript.stamp(self._clock.now())

    def _own_message(self, request: web.Request) -> Message:
        base, _ = split_thread(request.match_info["conversation"])
        self._team.demand_writable(base)
        message = self._transcript.message(base, request.match_info["activity"])
        if message.author:
            raise TeamsError(403, "ForbiddenOperationException", "Only own messages can be changed.")
        return message

    def _demand_thread(self, base: str, root: str) -> None:
        if root and self._transcript.thread_of(base, root) != root:
            raise ConversationNotFound

    def _audience(self, base: str, activity: Json) -> str:
        recipient = activity.get("recipient")
        key = str(recipient.get("id", "")) if isinstance(recipient, dict) else ""
        if not key or not self._team.is_channel(base):
            raise BadArgument("A targeted message needs a recipient and a conversation of several people.")
        for user in self._world.find_user(key):
            if self._team.has(user):
                return user.object_id
        raise BotNotInRoster(status=404)

    def _demand_tenant(self, body: Json) -> None:
        channel_data = body.get("channelData")
        tenant = channel_data.get("tenant") if isinstance(channel_data, dict) else {}
        named = body.get("tenantId") or (tenant.get("id") if isinstance(tenant, dict) else "")
        if named != self._world.tenant_id:
            raise TeamsError(403, "ForbiddenOperationException", "The tenant is missing or another one.")

    def _only_member(self, body: Json) -> TeamsUser:
        members = body.get("members")
        if not isinstance(members, list) or len(members) != 1 or not isinstance(members[0], dict):
            raise BadArgument("A personal conversation has exactly one member.")
        for user in self._world.find_user(str(members[0].get("id", ""))):
            return user
        raise BadArgument("The member id is unknown to this bot.")

    def _accounts(self, conversation: str) -> list[Json]:
        base, _ = split_thread(conversation)
        return [account(user, self._world.tenant_id) for user in self._team.conversation_members(base)]

    def _demand_team(self, request: web.Request) -> None:
        if request.match_info["team"] != self._world.team_id:
            raise ConversationNotFound
        self._team.demand_bot()

    def _channels(self) -> list[Json]:
        general: list[Json] = [{"id": self._world.team_id, "name": None, "type": "standard"}]
        if self._world.channel_id == self._world.team_id:
            return general
        own = {"id": self._world.channel_id, "name": self._world.channel_name, "type": "standard"}
        return [*general, own]


def _is_targeted(request: web.Request) -> bool:
    return request.query.get("isTargetedActivity", "").lower() == "true"


def _parts(activity: Json) -> list[Json]:
    if not activity.get("text") or not activity.get("attachments"):
        return [activity]
    text = {key: value for key, value in activity.items() if key != "attachments"}
    cards = {key: value for key, value in activity.items() if key != "text"}
    return [text, cards]


def _demand_size(activity: Json) -> None:
    if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) > _BIGGEST:
        raise MessageTooBig


def _number(text: str, *, low: int, high: int) -> int:
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise BadArgument("A number in the query is not valid.")
    return int(text)
