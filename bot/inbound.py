"""Everything that can come in from Teams, in Teams' own words and without a botbuilder type.

Identity is the tenant and the object id of the authenticated activity, never the card's data
(`Origin.sender`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ConversationType(StrEnum):
    """Where something was said; the values are Teams' own."""

    PERSONAL = "personal"
    CHANNEL = "channel"
    GROUP_CHAT = "groupChat"


@dataclass(frozen=True, slots=True)
class Person:
    """A Teams account: `teams_id` (`29:…`) is for sending, `object_id` (Entra) says who it is."""

    teams_id: str
    object_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an event comes from: what every event carries, taken from the authenticated activity alone.

    `received` is our own clock, `timestamp` is Teams' (a tie breaker, never the truth). `reply_to_id` is the
    message that holds the pressed card. `app_id` tells which municipality's app was spoken to.
    """

    app_id: str
    tenant_id: str
    conversation_id: str
    conversation_type: ConversationType
    team_id: str
    channel_id: str
    service_url: str
    activity_id: str
    reply_to_id: str
    sender: Person
    locale: str
    received: datetime
    timestamp: datetime
    targeted: bool


@dataclass(frozen=True, slots=True)
class Team:
    """A team as an event names it; empty in a personal chat."""

    team_id: str
    group_id: str
    name: str


class TeamChange(StrEnum):
    """What happened to a team, as `conversationUpdate` says it."""

    RENAMED = "teamRenamed"
    ARCHIVED = "teamArchived"
    UNARCHIVED = "teamUnarchived"
    DELETED = "teamDeleted"
    RESTORED = "teamRestored"
    HARD_DELETED = "teamHardDeleted"


class ChannelChange(StrEnum):
    """What happened to a channel, as `conversationUpdate` says it."""

    CREATED = "channelCreated"
    RENAMED = "channelRenamed"
    DELETED = "channelDeleted"
    RESTORED = "channelRestored"


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """Somebody wrote to the bot. The bot's own mention is gone from the text, others are plain names."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class CardSubmitted:
    """`Action.Submit`, the fallback of old clients: a message with a value and no text."""

    origin: Origin
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CardAction:
    """`Action.Execute`, pressed by a person."""

    origin: Origin
    verb: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CardRefresh:
    """The client asks by itself for the newest card: at any time, on any device, long after the meeting."""

    origin: Origin
    verb: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Installed:
    """The app was added to a team or a personal chat, or (`upgrade`) replaced by a newer version."""

    origin: Origin
    team: Team
    upgrade: bool


@dataclass(frozen=True, slots=True)
class Removed:
    """The app was removed from a team or a personal chat."""

    origin: Origin
    team: Team


@dataclass(frozen=True, slots=True)
class MembersChanged:
    """People came or went, never the bot itself. Such events can be lost: the roster is the truth."""

    origin: Origin
    added: tuple[Person, ...]
    removed: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class TeamChanged:
    origin: Origin
    kind: TeamChange
    team: Team


@dataclass(frozen=True, slots=True)
class ChannelChanged:
    origin: Origin
    kind: ChannelChange
    channel_id: str
    name: str


@dataclass(frozen=True, slots=True)
class MeetingStarted:
    """A hint, not the truth: only scheduled meetings with the app in them tell of themselves."""

    origin: Origin
    meeting_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MeetingEnded:
    """A hint, not the truth; may come twice."""

    origin: Origin
    meeting_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AttachmentReceived:
    """Somebody sent a file. It is never fetched; the text beside it is kept."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class UnknownInvoke:
    """An invoke that the product does not offer (search, dialogs, message extensions)."""

    origin: Origin
    name: str


@dataclass(frozen=True, slots=True)
class GarbledAction:
    """A card action whose value is not what a card of ours would send."""

    origin: Origin
    reason: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for us: answered with 200 and forgotten."""

    reason: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """Not an activity that Teams would send: answered with 400."""

    reason: str


Event = (
    MessageReceived
    | CardSubmitted
    | CardAction
    | CardRefresh
    | Installed
    | Removed
    | MembersChanged
    | TeamChanged
    | ChannelChanged
    | MeetingStarted
    | MeetingEnded
    | AttachmentReceived
)
Inbound = Event | UnknownInvoke | GarbledAction | Ignored | Malformed
