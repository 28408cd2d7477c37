"""The two ports of the transport: what the bot can do in Teams, and where its token comes from.

Only protocol facts cross them (service URL, ids, tenant), so that another SDK can stand behind them
(platform.md §2.6).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.inbound import Person

ActivityJson = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Address:
    """A conversation, with the newest service URL that is known for it."""

    service_url: str
    tenant_id: str
    conversation_id: str


@dataclass(frozen=True, slots=True)
class Posted:
    """A new thread in a channel: its own conversation, and the message that began it."""

    conversation_id: str
    activity_id: str


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One person of a team or chat. A guest is somebody from outside the municipality's own directory."""

    person: Person
    mail: str
    guest: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a conversation. An incomplete roster says who is there, never who is not."""

    entries: tuple[RosterEntry, ...]
    complete: bool


class ChannelGateway(Protocol):
    """What can be done in Teams. A method that fails raises `bot.faults.DeliveryFault` and nothing else."""

    async def open_direct(self, service_url: str, tenant_id: str, teams_id: str) -> str:
        """Opens (or finds) the 1:1 chat with a person and returns its id, which stays the same."""

    async def send(self, address: Address, activity: ActivityJson) -> str:
        """Posts a message and returns its id, empty if Teams gave none. Not idempotent."""

    async def send_targeted(self, address: Address, teams_id: str, activity: ActivityJson) -> str:
        """Posts a message that only this member sees, for 24 hours. Not idempotent."""

    async def send_to_channel(
        self, service_url: str, tenant_id: str, channel_id: str, activity: ActivityJson
    ) -> Posted:
        """Begins a new thread in a channel. Not idempotent."""

    async def update(self, address: Address, activity_id: str, activity: ActivityJson) -> None:
        """Replaces a message of our own for everybody."""

    async def delete(self, address: Address, activity_id: str) -> None:
        """Removes a message of our own."""

    async def roster(self, address: Address) -> Roster:
        """Everybody in a team (its id as conversation), channel or chat."""


class TokenProvider(Protocol):
    """Where the bot's token comes from.

    Raises `ConnectionError` when the token endpoint does not answer, and `PermissionError` when it refuses
    our credential; both mean that nothing was sent. An empty token means that none is needed (local mode).
    """

    async def token(self, audience: str) -> str:
        """A token for this audience, from memory almost always."""
