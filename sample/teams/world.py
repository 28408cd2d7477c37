"""The tenant, team and people that the local stand-in for Teams pretends to serve."""

import uuid
from dataclasses import dataclass

_GROUP_IDS = uuid.UUID("5d0cf0f2-6c51-4c0c-9a35-0a4f2b1f6a10")


@dataclass(frozen=True, slots=True)
class TeamsUser:
    """A person with a Teams account; `role` is the line shown under the name."""

    id: str
    object_id: str
    name: str
    role: str = ""
    email: str = ""
    guest: bool = False

    @property
    def initials(self) -> str:
        """First letters of the first and the last name, as Teams draws an account without a picture."""
        parts = self.name.split()
        return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper()


@dataclass(frozen=True, slots=True)
class TeamsWorld:
    """One tenant with one team, one channel and the bot; ids look as in Teams and stay the same."""

    tenant_id: str
    bot_id: str
    bot_name: str
    team_id: str
    team_name: str
    channel_id: str
    channel_name: str
    users: tuple[TeamsUser, ...]

    @property
    def team_group_id(self) -> str:
        """The Entra group behind the team: a GUID that follows from the team's id."""
        return str(uuid.uuid5(_GROUP_IDS, self.team_id))

    def find_user(self, key: str) -> tuple[TeamsUser, ...]:
        """The user with this `29:` id or Entra object id, or nobody: the two keys Teams accepts."""
        return tuple(user for user in self.users if key in (user.id, user.object_id))

    def personal_conversation_id(self, user: TeamsUser) -> str:
        """The opaque `a:` id of the user's 1:1 with the bot; creating it again yields the same id."""
        return "a:" + uuid.uuid5(_GROUP_IDS, f"{self.bot_id}/{user.object_id}").hex
