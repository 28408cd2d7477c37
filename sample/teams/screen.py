"""The state of the page as JSON: the chats of everybody, and two conversations through one person's eyes."""

from datetime import UTC, datetime

from sample.clock import TurnableClock
from sample.teams.message import Json, Message
from sample.teams.seen import Seen, what_is_seen
from sample.teams.stage import Stage
from sample.teams.team import Team
from sample.teams.transcript import Transcript
from sample.teams.world import TeamsUser, TeamsWorld

_SUMMARY_LENGTH = 90


class Screen:
    """Draws nothing; says what is to be drawn."""

    def __init__(self, world: TeamsWorld, transcript: Transcript, clock: TurnableClock, stage: Stage) -> None:
        self._world = world
        self._transcript = transcript
        self._team = Team(world, transcript)
        self._clock = clock
        self._stage = stage

    def state(self, user: TeamsUser, since: int) -> Json:
        """Everything for one person; of the messages only those that changed after revision `since`."""
        now = self._clock.now()
        chat = self._world.personal_conversation_id(user)
        return {
            "revision": self._transcript.revision,
            "now": utc_text(now),
            "municipality": self._stage.municipality,
            "pictureUrl": self._stage.picture_url,
            "commands": self._stage.commands,
            "hasPlayers": self._stage.has_players,
            "bot": {"id": self._world.bot_id, "name": self._world.bot_name},
            "team": {"name": self._team.name, "installed": self._team.installed},
            "user": user.object_id,
            "members": [self._member(person, now) for person in self._world.users],
            "chat": self._conversation(chat, user, since),
            "channel": {
                **self._conversation(self._world.channel_id, user, since),
                "name": self._world.channel_name,
                "open": self._team.has(user),
            },
        }

    def news(self) -> Json:
        """The newest revision and the time: enough for a page to know whether to ask for more."""
        return {"revision": self._transcript.revision, "now": utc_text(self._clock.now())}

    def _member(self, user: TeamsUser, now: datetime) -> Json:
        chat = self._world.personal_conversation_id(user)
        return {
            "id": user.object_id,
            "name": user.name,
            "initials": user.initials,
            "role": user.role,
            "guest": user.guest,
            "inTeam": self._team.has(user),
            "unread": self._unread(chat, user, now),
        }

    def _conversation(self, conversation: str, user: TeamsUser, since: int) -> dict[str, object]:
        now = self._clock.now()
        seen = what_is_seen(self._transcript, conversation, user, now)
        changed = [self._message(one) for one in seen if one.revision > since]
        return {
            "id": conversation,
            "unread": self._unread(conversation, user, now),
            "shown": [one.message.id for one in seen],
            "messages": changed,
        }

    def _unread(self, conversation: str, user: TeamsUser, now: datetime) -> int:
        mark = self._transcript.read_until(conversation, user.object_id)
        return sum(
            1
            for message in self._transcript.messages_after(conversation, mark)
            if message.author != user.object_id
            and not message.deleted
            and message.is_seen_by(user.object_id, now)
        )

    def _message(self, seen: Seen) -> Json:
        message = seen.message
        return {
            "id": message.id,
            "seq": message.seq,
            "sentRevision": message.revision,
            "thread": message.thread,
            "author": self._author(message),
            "sent": utc_text(message.sent),
            "text": str(message.body.get("text") or ""),
            "markdown": not message.author and message.body.get("textFormat") not in ("plain", "xml"),
            "summary": _summary(message),
            "cards": [] if message.deleted else seen.cards,
            "note": seen.note,
            "noteKind": seen.note_kind,
            "targeted": bool(message.audience),
            "edited": message.edited,
            "deleted": message.deleted,
            "failed": message.failed,
        }

    def _author(self, message: Message) -> Json:
        for user in self._world.find_user(message.author):
            return {"bot": False, "id": user.object_id, "name": user.name, "initials": user.initials}
        return {"bot": True, "id": self._world.bot_id, "name": self._world.bot_name, "initials": "EST"}


def utc_text(moment: datetime) -> str:
    """A moment as the page reads it: ISO 8601 in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _summary(message: Message) -> str:
    if message.deleted:
        return "Meddelandet har tagits bort"
    said = str(message.body.get("text") or message.body.get("summary") or "")
    return (said or "Ett kort")[:_SUMMARY_LENGTH]
