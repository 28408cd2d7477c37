"""botbuilder's Activity → our own event: the one place that knows how Teams words things.

Nothing here raises: an odd field becomes an empty value, an activity without its essentials `Malformed`, a
kind we have no use for `Ignored` (platform.md §3.1, case 18).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from botbuilder.schema import Activity

from bot.activities import JsonObject, account_from, record_of, records_of, text_of
from bot.inbound import (
    AttachmentReceived,
    CardAction,
    CardRefresh,
    CardSubmitted,
    ChannelChange,
    ChannelChanged,
    ConversationType,
    GarbledAction,
    Ignored,
    Inbound,
    Installed,
    Malformed,
    MeetingEnded,
    MeetingStarted,
    MembersChanged,
    MessageReceived,
    Origin,
    Person,
    Removed,
    Team,
    TeamChange,
    TeamChanged,
    UnknownInvoke,
)
from bot.mentions import words_of

CARD_ACTION: Final = "adaptiveCard/action"
BOT_PREFIX: Final = "28:"

# What Teams attaches by itself: the formatted twin of the text, quotes, forwards, cards. Anything else is a
# file.
_NOT_FILES: Final = ("text/html", "messageReference", "forwardedMessageReference", "meetingReference")
_CARD_PREFIX: Final = "application/vnd.microsoft.card."

_CONVERSATION_TYPES: Final[dict[str, ConversationType]] = {kind.value: kind for kind in ConversationType}
_TEAM_CHANGES: Final[dict[str, TeamChange]] = {kind.value: kind for kind in TeamChange}
_CHANNEL_CHANGES: Final[dict[str, ChannelChange]] = {kind.value: kind for kind in ChannelChange}


def translate(activity: Activity, now: datetime) -> Inbound:
    """The event that an activity stands for."""
    lacking = _lacking(activity)
    if lacking:
        return Malformed(lacking)
    reader = _READERS.get(activity.type)
    return reader(activity, _origin_of(activity, now)) if reader else Ignored("activity_type")


def _lacking(activity: Activity) -> str:
    if not activity.type:
        return "no_type"
    if not activity.from_property.id:
        return "no_sender"
    if not activity.conversation.id:
        return "no_conversation"
    # Somebody acts: without an object id there is no identity to look a role up for, and nobody to give the settings to
    # (platform.md §3.2).
    if (
        activity.type in {"message", "invoke", "installationUpdate"}
        and not activity.from_property.aad_object_id
    ):
        return "no_object_id"
    return ""


def _origin_of(activity: Activity, now: datetime) -> Origin:
    channel_data = activity.channel_data
    team_id = text_of(record_of(channel_data.get("team")).get("id"))
    channel_id = text_of(record_of(channel_data.get("channel")).get("id"))
    return Origin(
        app_id=activity.recipient.id.removeprefix(BOT_PREFIX).lower(),
        tenant_id=(
            activity.conversation.tenant_id or text_of(record_of(channel_data.get("tenant")).get("id"))
        ).lower(),
        conversation_id=activity.conversation.id,
        conversation_type=_conversation_type(activity, team_id),
        team_id=team_id or text_of(channel_data.get("teamsTeamId")),
        channel_id=channel_id
        or text_of(channel_data.get("teamsChannelId"))
        or _selected_channel(channel_data),
        service_url=activity.service_url,
        activity_id=activity.id,
        reply_to_id=activity.reply_to_id,
        sender=_person(activity.from_property),
        locale=activity.locale,
        received=now,
        timestamp=_moment(activity.timestamp, now),
        targeted=activity.recipient.additional_properties.get("isTargeted") is True,
    )


def _selected_channel(channel_data: JsonObject) -> str:
    """The channel that was chosen when the app was added; an installation may name it here alone."""
    settings = record_of(channel_data.get("settings"))
    return text_of(record_of(settings.get("selectedChannel")).get("id"))


def _conversation_type(activity: Activity, team_id: str) -> ConversationType:
    said = activity.conversation.conversation_type
    if said in _CONVERSATION_TYPES:
        return _CONVERSATION_TYPES[said]
    if not activity.conversation.is_group:
        return ConversationType.PERSONAL
    return ConversationType.CHANNEL if team_id else ConversationType.GROUP_CHAT


def _person(account: Any) -> Person:
    return Person(account.id, account.aad_object_id.lower(), account.name)


def _moment(value: object, otherwise: datetime) -> datetime:
    """An ISO moment, aware and in UTC; Teams writes seven decimals or none, and sometimes no zone."""
    try:
        moment = datetime.fromisoformat(text_of(value))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return otherwise


def _message(activity: Activity, origin: Origin) -> Inbound:
    text = words_of(activity.text, records_of(activity.entities), activity.recipient.id)
    if isinstance(activity.value, dict) and not text:
        return CardSubmitted(origin, activity.value)
    if any(_is_file(attachment) for attachment in records_of(activity.attachments)):
        return AttachmentReceived(origin, text)
    return MessageReceived(origin, text)


def _is_file(attachment: JsonObject) -> bool:
    kind = text_of(attachment.get("contentType"))
    return kind not in _NOT_FILES and not kind.startswith(_CARD_PREFIX)


def _invoke(activity: Activity, origin: Origin) -> Inbound:
    if activity.name != CARD_ACTION:
        return UnknownInvoke(origin, activity.name)
    value = record_of(activity.value)
    action = record_of(value.get("action"))
    data = action.get("data", {})
    verb = text_of(action.get("verb"))
    # botbuilder answers every one of these with 500 (platform.md §2.4).
    if action.get("type") != "Action.Execute":
        return GarbledAction(origin, "not_execute")
    if not verb:
        return GarbledAction(origin, "no_verb")
    if not isinstance(data, dict):
        return GarbledAction(origin, "data_is_no_object")
    # The Agents Playground sends no trigger; a person pressed then.
    pressed = value.get("trigger", "manual") != "automatic"
    return CardAction(origin, verb, data) if pressed else CardRefresh(origin, verb, data)


def _installation(activity: Activity, origin: Origin) -> Inbound:
    team = _team(activity)
    match activity.action:
        case "add":
            return Installed(origin, team, upgrade=False)
        case "add-upgrade":
            return Installed(origin, team, upgrade=True)
        case "remove":
            return Removed(origin, team)
        case _:
            # `remove-upgrade` comes before every `add-upgrade`: the app is not leaving.
            return Ignored("installation_action")


def _team(activity: Activity) -> Team:
    team = record_of(activity.channel_data.get("team"))
    return Team(text_of(team.get("id")), text_of(team.get("aadGroupId")), text_of(team.get("name")))


def _conversation_update(activity: Activity, origin: Origin) -> Inbound:
    kind = text_of(activity.channel_data.get("eventType"))
    if kind in _TEAM_CHANGES:
        return TeamChanged(origin, _TEAM_CHANGES[kind], _team(activity))
    if kind in _CHANNEL_CHANGES:
        channel = record_of(activity.channel_data.get("channel"))
        return ChannelChanged(origin, _CHANNEL_CHANGES[kind], origin.channel_id, text_of(channel.get("name")))
    added = _people(activity.members_added, activity.recipient.id)
    removed = _people(activity.members_removed, activity.recipient.id)
    return MembersChanged(origin, added, removed) if added or removed else Ignored("conversation_update")


def _people(members: object, bot_id: str) -> tuple[Person, ...]:
    # The bot's own coming and going is said by `installationUpdate`, which carries more.
    people = (_person(account_from(record)) for record in records_of(members))
    return tuple(person for person in people if person.teams_id not in {"", bot_id})


def _event(activity: Activity, origin: Origin) -> Inbound:
    value = record_of(activity.value)
    meeting_id = text_of(record_of(activity.channel_data.get("meeting")).get("id")) or text_of(
        value.get("Id")
    )
    match activity.name:
        case "application/vnd.microsoft.meetingStart":
            return MeetingStarted(origin, meeting_id, _moment(value.get("StartTime"), origin.timestamp))
        case "application/vnd.microsoft.meetingEnd":
            return MeetingEnded(origin, meeting_id, _moment(value.get("EndTime"), origin.timestamp))
        case _:
            return Ignored("event_name")


_READERS: Final[dict[str, Callable[[Activity, Origin], Inbound]]] = {
    "message": _message,
    "invoke": _invoke,
    "installationUpdate": _installation,
    "conversationUpdate": _conversation_update,
    "event": _event,
}
