"""What a person does in Teams, and what the client does with the bot's answer."""

from collections.abc import Sequence
from dataclasses import replace

from sample.clock import TurnableClock
from sample.teams.activities import ActivityMaker
from sample.teams.bot_line import BotAnswer, BotLine
from sample.teams.message import ADAPTIVE_CARD, Json, Message, NoteKind, Stamp, View
from sample.teams.seen import Seen, what_is_seen
from sample.teams.team import Team
from sample.teams.transcript import Transcript
from sample.teams.world import TeamsUser, TeamsWorld

_MESSAGE = "application/vnd.microsoft.activity.message"
_UNREACHED = "Det gick inte att nå appen. Försök igen."
_FAILED = "Något gick fel i appen. Försök igen."
_MOST_READERS = 60
_REFRESHED_AT_MOST = 12


class TeamsClient:
    """Acts for any user of the world: every deed is an activity to the bot."""

    def __init__(
        self, maker: ActivityMaker, transcript: Transcript, clock: TurnableClock, line: BotLine
    ) -> None:
        self._maker = maker
        self._transcript = transcript
        self._team = Team(maker.world, transcript)
        self._clock = clock
        self._line = line

    @property
    def world(self) -> TeamsWorld:
        """The world this client shows."""
        return self._maker.world

    async def say(self, user: TeamsUser, text: str) -> BotAnswer:
        """Types in the 1:1; the first words to a bot install it for the person, as in Teams."""
        if not self._team.has_chat(user):
            await self._start_chat(user)
        stamp = self._stamp()
        conversation = self._team.open_chat(user)
        message = Message(stamp.id, conversation, stamp.now, {"text": text}, author=user.object_id)
        return await self._post(message, self._maker.personal_message(stamp, user, text))

    async def post(self, user: TeamsUser, text: str, *, thread: str = "") -> BotAnswer:
        """Writes in the channel and mentions the bot, so that Teams delivers it."""
        stamp = self._stamp()
        shown = f"<at>{self.world.bot_name}</at> {text}"
        activity = self._maker.channel_message(stamp, user, text, thread=thread or stamp.id)
        return await self._post(self._channel_message(stamp, user, shown, thread), activity)

    async def command(self, user: TeamsUser, text: str, *, thread: str = "") -> BotAnswer:
        """Chooses a command in the channel's slash menu; only the person sees it."""
        stamp = self._stamp()
        message = self._channel_message(stamp, user, text, thread)
        activity = self._maker.slash_command(stamp, user, text.removeprefix("/"), thread=thread or stamp.id)
        return await self._post(replace(message, audience=user.object_id), activity)

    def chat_among_people(self, user: TeamsUser, text: str, *, thread: str = "") -> None:
        """Writes in the channel without a mention: people read it, the bot never gets it."""
        self._transcript.add(self._channel_message(self._stamp(), user, text, thread))

    async def submit(self, user: TeamsUser, message: Message, value: Json) -> BotAnswer:
        """Presses an Action.Submit; nothing is shown before the bot shows it."""
        answer = await self._line.deliver(self._maker.submit(self._stamp(), user, message, value))
        if not answer.taken:
            self._note(user, message, _UNREACHED)
        return answer

    async def press(self, user: TeamsUser, message: Message, action: Json) -> BotAnswer:
        """Presses an Action.Execute and applies the answer to what this person sees."""
        value = {"action": action, "trigger": "manual"}
        answer = await self._line.deliver(self._maker.invoke(self._stamp(), user, message, value))
        self._apply(user, message, answer)
        return answer

    def sees(self, user: TeamsUser, conversation: str) -> list[Seen]:
        """The conversation as this person sees it now."""
        return what_is_seen(self._transcript, conversation, user, self._clock.now())

    async def look_at(self, user: TeamsUser, conversation: str, only: Sequence[str] = ()) -> int:
        """Opens a conversation: the newest cards that ask for it are refreshed for this person."""
        self._transcript.mark_read(conversation, user.object_id)
        wanted = [
            (seen, action)
            for seen in self.sees(user, conversation)
            for action in self._refresh_actions(seen, user)
            if not only or seen.message.id in only
        ][-_REFRESHED_AT_MOST:]
        for seen, action in wanted:
            await self._refresh(user, seen, action)
        return len(wanted)

    async def _refresh(self, user: TeamsUser, seen: Seen, action: Json) -> None:
        value = {"action": action, "trigger": "automatic"}
        answer = await self._line.deliver(self._maker.invoke(self._stamp(), user, seen.message, value))
        card = _card_of(answer)
        # A refresh that fails is silent: the person keeps the card as it was. One that changes nothing
        # is not shown anew, so that half-written text stays.
        if card and card not in seen.cards:
            self._transcript.set_view(seen.message, user.object_id, View(card=card))

    def _apply(self, user: TeamsUser, message: Message, answer: BotAnswer) -> None:
        card, said = _card_of(answer), _sentence_of(answer)
        if card:
            self._transcript.set_view(message, user.object_id, View(card=card))
        elif said:
            self._note(user, message, said, NoteKind.MESSAGE)
        else:
            self._note(user, message, _error_of(answer) if answer.taken else _UNREACHED)

    def _note(self, user: TeamsUser, message: Message, text: str, kind: NoteKind = NoteKind.ERROR) -> None:
        view = self._transcript.views(message.conversation, user.object_id).get(message.id, View())
        self._transcript.set_view(message, user.object_id, replace(view, note=text, note_kind=kind))

    def _refresh_actions(self, seen: Seen, user: TeamsUser) -> list[Json]:
        # A card that came as an answer may lack a refresh; Teams then runs that of the sent card.
        for card in (*seen.cards, *seen.message.cards()):
            refresh = card.get("refresh")
            if isinstance(refresh, dict) and isinstance(refresh.get("action"), dict):
                meant = self._is_meant(refresh.get("userIds"), user, seen.message.conversation)
                return [_execute(refresh["action"])] if meant else []
        return []

    def _is_meant(self, user_ids: object, user: TeamsUser, conversation: str) -> bool:
        # Without user ids Teams refreshes for everybody, in conversations of at most sixty people.
        if isinstance(user_ids, list) and user_ids:
            return user.id in user_ids
        return not self._team.is_channel(conversation) or len(self._team.members()) <= _MOST_READERS

    async def _start_chat(self, user: TeamsUser) -> None:
        self._team.open_chat(user)
        self._team.install_personally(user)
        await self._line.deliver(self._maker.personal_start(self._stamp(), user))
        await self._line.deliver(self._maker.personal_installation(self._stamp(), user))

    async def _post(self, message: Message, activity: Json) -> BotAnswer:
        self._transcript.add(message)
        self._transcript.mark_read(message.conversation, message.author)
        answer = await self._line.deliver(activity)
        if not answer.taken:
            self._transcript.mark_failed(message)
        return answer

    def _channel_message(self, stamp: Stamp, user: TeamsUser, text: str, thread: str) -> Message:
        body = {"text": text}
        return Message(stamp.id, self.world.channel_id, stamp.now, body, thread=thread, author=user.object_id)

    def _stamp(self) -> Stamp:
        return self._transcript.stamp(self._clock.now())


def _execute(action: Json) -> dict[str, object]:
    kept = {key: action[key] for key in ("type", "id", "verb", "data") if key in action}
    return {"data": {}, **kept, "type": "Action.Execute"}


def _answer_parts(answer: BotAnswer) -> tuple[object, str, object]:
    body = answer.body if answer.taken and isinstance(answer.body, dict) else {}
    return body.get("statusCode"), str(body.get("type", "")), body.get("value")


def _card_of(answer: BotAnswer) -> Json:
    status, kind, value = _answer_parts(answer)
    return value if status == 200 and kind == ADAPTIVE_CARD and isinstance(value, dict) else {}


def _sentence_of(answer: BotAnswer) -> str:
    status, kind, value = _answer_parts(answer)
    return value if status == 200 and kind == _MESSAGE and isinstance(value, str) else ""


def _error_of(answer: BotAnswer) -> str:
    _, _, value = _answer_parts(answer)
    said = value.get("message") if isinstance(value, dict) else ""
    return said if isinstance(said, str) and said else _FAILED
