"""The team as it stands now: its name, who belongs to it, and whether the bot is installed."""

import json

from sample.teams.errors import BotNotInRoster, ConversationNotFound, MemberNotFound
from sample.teams.message import Json
from sample.teams.transcript import Transcript
from sample.teams.world import TeamsUser, TeamsWorld

_THREAD_MARK = ";messageid="
_YES = "yes"


class Team:
    """What can change in the world during a play; everything else in the world stands still."""

    def __init__(self, world: TeamsWorld, transcript: Transcript) -> None:
        self._world = world
        self._transcript = transcript

    @property
    def name(self) -> str:
        """The present name of the team."""
        return self._transcript.fact("team_name") or self._world.team_name

    def rename(self, name: str) -> None:
        """Gives the team another name."""
        self._transcript.set_fact("team_name", name)

    @property
    def installed(self) -> bool:
        """Whether the bot's app is in the team."""
        return self._transcript.fact("installed") == _YES

    def install(self, *, installed: bool) -> None:
        """Puts the app into the team or takes it out."""
        self._transcript.set_fact("installed", _YES if installed else "")

    def members(self) -> list[TeamsUser]:
        """The people of the team, in the order of the world."""
        absent = self._absent()
        return [user for user in self._world.users if user.object_id not in absent]

    def has(self, user: TeamsUser) -> bool:
        """Whether the person belongs to the team now."""
        return user.object_id not in self._absent()

    def admit(self, user: TeamsUser, *, member: bool) -> None:
        """Adds the person to the team or removes them."""
        absent = self._absent() - {user.object_id} if member else self._absent() | {user.object_id}
        self._transcript.set_fact("absent", json.dumps(sorted(absent)))

    def has_chat(self, user: TeamsUser) -> bool:
        """Whether the 1:1 between the person and the bot was ever opened."""
        return self._transcript.fact(f"chat/{user.object_id}") == _YES

    def open_chat(self, user: TeamsUser) -> str:
        """Opens the 1:1 and says its id; opening it again yields the same id."""
        if not self.has_chat(user):
            self._transcript.set_fact(f"chat/{user.object_id}", _YES)
        return self._world.personal_conversation_id(user)

    def owner_of(self, conversation: str) -> TeamsUser:
        """The person whose 1:1 this is."""
        for user in self._world.users:
            if self._world.personal_conversation_id(user) == conversation and self.has_chat(user):
                return user
        raise ConversationNotFound

    def conversation_members(self, conversation: str) -> list[TeamsUser]:
        """Who is in the conversation; the bot must be in it to ask."""
        if self.is_channel(conversation):
            self.demand_bot()
            return self.members()
        return [self.owner_of(conversation)]

    def member(self, conversation: str, key: str) -> TeamsUser:
        """One member of the conversation, by `29:` id or object id."""
        for user in self.conversation_members(conversation):
            if key in (user.id, user.object_id):
                return user
        raise MemberNotFound

    def is_channel(self, conversation: str) -> bool:
        """Whether the id means the channel, the team's General channel, or a thread in them."""
        return split_thread(conversation)[0] in (self._world.channel_id, self._world.team_id)

    def demand_writable(self, conversation: str) -> None:
        """The bot writes where its app is installed, and to people of a team it is installed in."""
        if self.is_channel(conversation):
            self.demand_bot()
            return
        owner = self.owner_of(conversation)
        self.demand_reach(owner)

    def demand_reach(self, user: TeamsUser) -> None:
        """A person is reached through the team, or because they added the bot for themselves."""
        personal = self._transcript.fact(f"personal/{user.object_id}") == _YES
        if not personal and not (self.installed and self.has(user)):
            raise BotNotInRoster

    def install_personally(self, user: TeamsUser) -> None:
        """The person adds the bot for themselves by writing to it."""
        self._transcript.set_fact(f"personal/{user.object_id}", _YES)

    def demand_bot(self) -> None:
        """The app must be in the team."""
        if not self.installed:
            raise BotNotInRoster

    def _absent(self) -> set[str]:
        return set(json.loads(self._transcript.fact("absent") or "[]"))


def split_thread(conversation: str) -> tuple[str, str]:
    """A channel's conversation id and the id of the thread's first message, empty without a thread."""
    base, _, root = conversation.partition(_THREAD_MARK)
    return base, root


def thread_id(conversation: str, root: str) -> str:
    """The conversation id of a thread in a channel."""
    return f"{conversation}{_THREAD_MARK}{root}"


def account(user: TeamsUser, tenant_id: str) -> Json:
    """A member as the roster calls of Teams describe them."""
    given, _, surname = user.name.partition(" ")
    return {
        "id": user.id,
        "name": user.name,
        "objectId": user.object_id,
        "aadObjectId": user.object_id,
        "givenName": given,
        "surname": surname,
        "email": user.email,
        "userPrincipalName": user.email,
        "tenantId": tenant_id,
        "userRole": "guest" if user.guest else "user",
    }
