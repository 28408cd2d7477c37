"""The activities that Teams sends to a bot, key for key; shapes after Microsoft's bot documentation."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sample.teams.message import Json, Message, Stamp
from sample.teams.team import thread_id
from sample.teams.world import TeamsUser, TeamsWorld

_ZONE = "Europe/Stockholm"


@dataclass(frozen=True, slots=True)
class ActivityMaker:
    """Makes activities of one world that are answered to one service URL."""

    world: TeamsWorld
    service_url: str

    def personal_message(self, stamp: Stamp, sender: TeamsUser, text: str) -> dict[str, object]:
        """A text typed in the 1:1."""
        return {
            **self._head("message", stamp, sender),
            **self._personal(sender),
            "text": text,
            "textFormat": "plain",
        }

    def channel_message(
        self, stamp: Stamp, sender: TeamsUser, text: str, *, thread: str
    ) -> dict[str, object]:
        """A text in the channel that mentions the bot; Teams delivers no other."""
        mention = {
            "type": "mention",
            "text": f"<at>{self.world.bot_name}</at>",
            "mentioned": {"id": self.world.bot_id, "name": self.world.bot_name},
        }
        activity = {
            **self._head("message", stamp, sender),
            **self._channel(self.world.channel_id, thread=thread),
            "text": f"<at>{self.world.bot_name}</at> {text}",
            "textFormat": "plain",
        }
        return {**activity, "entities": [mention, _client_info()]}

    def slash_command(self, stamp: Stamp, sender: TeamsUser, text: str, *, thread: str) -> dict[str, object]:
        """A command chosen in the slash menu of the channel: seen by its sender alone."""
        return {
            **self._head("message", stamp, sender),
            **self._channel(self.world.channel_id, thread=thread),
            "recipient": {**self._bot(), "isTargeted": True},
            "text": text,
            "textFormat": "plain",
        }

    def submit(self, stamp: Stamp, sender: TeamsUser, card: Message, value: Json) -> dict[str, object]:
        """An Action.Submit: a message with a value and no text."""
        return {**self._head("message", stamp, sender), **self._at(card, sender), "value": value}

    def invoke(self, stamp: Stamp, sender: TeamsUser, card: Message, value: Json) -> dict[str, object]:
        """An Action.Execute, pressed or run by refresh: an invoke named adaptiveCard/action."""
        head = self._head("invoke", stamp, sender)
        return {**head, **self._at(card, sender), "name": "adaptiveCard/action", "value": value}

    def installation(self, stamp: Stamp, sender: TeamsUser, action: str, team: str) -> dict[str, object]:
        """The app is added to the team or removed; the conversation is the chosen channel."""
        place = self._channel(self.world.channel_id, team=team)
        channel_data = {
            **_as_dict(place["channelData"]),
            "settings": {"selectedChannel": {"id": self.world.channel_id}},
            "source": {"name": "message"},
        }
        head = self._head("installationUpdate", stamp, sender)
        return {**head, **place, "channelData": channel_data, "action": action}

    def personal_installation(self, stamp: Stamp, sender: TeamsUser) -> dict[str, object]:
        """A person adds the app for themselves."""
        head = self._head("installationUpdate", stamp, sender)
        return {**head, **self._personal(sender), "action": "add"}

    def personal_start(self, stamp: Stamp, sender: TeamsUser) -> dict[str, object]:
        """The 1:1 begins: Teams names both who are in it."""
        added = [{"id": sender.id, "aadObjectId": sender.object_id}, {"id": self.world.bot_id}]
        head = self._head("conversationUpdate", stamp, sender)
        return {**head, **self._personal(sender), "membersAdded": added}

    def bot_added(self, stamp: Stamp, sender: TeamsUser, team: str) -> dict[str, object]:
        """The bot itself joins the team."""
        return {
            **self._team_event(stamp, sender, "teamMemberAdded", team),
            "membersAdded": [{"id": self.world.bot_id}],
        }

    def bot_removed(self, stamp: Stamp, sender: TeamsUser, team: str) -> dict[str, object]:
        """The bot itself leaves the team."""
        return {
            **self._team_event(stamp, sender, "teamMemberRemoved", team),
            "membersRemoved": [{"id": self.world.bot_id}],
        }

    def member_changed(
        self, stamp: Stamp, sender: TeamsUser, who: TeamsUser, team: str, *, added: bool
    ) -> dict[str, object]:
        """A person joins or leaves the team."""
        event, key = ("teamMemberAdded", "membersAdded") if added else ("teamMemberRemoved", "membersRemoved")
        people = [{"id": who.id, "aadObjectId": who.object_id}]
        return {**self._team_event(stamp, sender, event, team), key: people}

    def team_renamed(self, stamp: Stamp, sender: TeamsUser, team: str) -> dict[str, object]:
        """The team has another name."""
        return self._team_event(stamp, sender, "teamRenamed", team)

    def _team_event(self, stamp: Stamp, sender: TeamsUser, event: str, team: str) -> dict[str, object]:
        # Events of the roster carry the team's General thread as conversation, not the chosen channel.
        place = self._channel(self.world.team_id, team=team)
        data = _as_dict(place["channelData"])
        data.pop("channel")
        head = self._head("conversationUpdate", stamp, sender)
        return {**head, **place, "channelData": {**data, "eventType": event}}

    def _head(self, kind: str, stamp: Stamp, sender: TeamsUser) -> dict[str, object]:
        local = stamp.now.astimezone(ZoneInfo(_ZONE))
        return {
            "type": kind,
            "id": stamp.id,
            "timestamp": stamp.now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "localTimestamp": local.isoformat(timespec="milliseconds"),
            "localTimezone": _ZONE,
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": sender.id, "name": sender.name, "aadObjectId": sender.object_id},
            "recipient": self._bot(),
            "entities": [_client_info()],
            "locale": "sv-SE",
        }

    def _bot(self) -> dict[str, object]:
        return {"id": self.world.bot_id, "name": self.world.bot_name}

    def _personal(self, sender: TeamsUser) -> dict[str, object]:
        conversation = {
            "id": self.world.personal_conversation_id(sender),
            "conversationType": "personal",
            "tenantId": self.world.tenant_id,
        }
        return {"conversation": conversation, "channelData": {"tenant": {"id": self.world.tenant_id}}}

    def _at(self, card: Message, sender: TeamsUser) -> dict[str, object]:
        # A card outside the channel stands in the 1:1; the first message of a thread is its own thread.
        if card.conversation == self.world.personal_conversation_id(sender):
            place = self._personal(sender)
        else:
            place = self._channel(card.conversation, thread=card.thread or card.id)
        answered = {"source": {"name": "message"}, "legacy": {"replyToId": card.id}}
        return {
            **place,
            "channelData": {**_as_dict(place["channelData"]), **answered},
            "replyToId": card.id,
        }

    def _channel(self, channel: str, *, thread: str = "", team: str = "") -> dict[str, object]:
        conversation = {
            "id": thread_id(channel, thread) if thread else channel,
            "conversationType": "channel",
            "isGroup": True,
            "tenantId": self.world.tenant_id,
        }
        team_facts = {"id": self.world.team_id}
        if team:
            team_facts |= {"name": team, "aadGroupId": self.world.team_group_id}
        data = {
            "tenant": {"id": self.world.tenant_id},
            "team": team_facts,
            "channel": {"id": channel},
            "teamsTeamId": self.world.team_id,
            "teamsChannelId": channel,
        }
        return {"conversation": conversation, "channelData": data}


def _client_info() -> dict[str, object]:
    return {
        "type": "clientInfo",
        "locale": "sv-SE",
        "country": "SE",
        "platform": "Web",
        "timezone": _ZONE,
    }


def _as_dict(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, dict) else {}
