"""What comes in from Teams, handed to the right flow: one line per kind of event."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

import structlog

from bot import answers as teams
from bot.aftermath import Aftermath
from bot.gateway import Address
from bot.inbound import (
    AttachmentReceived,
    CardAction,
    CardRefresh,
    CardSubmitted,
    ChannelChange,
    ChannelChanged,
    ConversationType,
    Event,
    Installed,
    MeetingEnded,
    MeetingStarted,
    MembersChanged,
    MessageReceived,
    Origin,
    Removed,
    TeamChange,
    TeamChanged,
)
from bot.receiver import Saying
from dialogs import route
from dialogs.answer import Answer, For, Note, Reply
from dialogs.desk import Desk
from est.errors import NotAllowed, Refusal
from est.group import Group
from est.ports import Records, Store
from est.turn import UNSAID, Caller
from est.weekly import answering, entering, joining, running
from words import words_in
from words.catalogue import N_

CHANGES = {
    TeamChange.RENAMED: joining.TeamChange.RENAMED,
    TeamChange.ARCHIVED: joining.TeamChange.ARCHIVED,
    TeamChange.UNARCHIVED: joining.TeamChange.UNARCHIVED,
    TeamChange.DELETED: joining.TeamChange.DELETED,
    TeamChange.HARD_DELETED: joining.TeamChange.DELETED,
    TeamChange.RESTORED: joining.TeamChange.RESTORED,
}

_log = structlog.get_logger("bot.handler")


class EstReceiver:
    """Carries out events and gives what to answer. *read_roster* is asked when the team's people have changed."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        read_roster: Callable[[str], Awaitable[None]],
        aftermath: Aftermath,
        wake: Callable[[], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._read_roster = read_roster
        self._aftermath = aftermath
        self._wake = wake

    async def receive(self, event: Event) -> Sequence[teams.Answer]:
        """Carry out the event; letters it wrote wake the courier at once."""
        found = await self._receive(event)
        self._wake()
        return [_in_teams(answer) for answer in found]

    async def delivered(self, event: Event, answer: teams.Answer, address: Address, activity_id: str) -> None:
        """A member's own card that was typed for is kept up to date like a prompt."""
        if isinstance(answer, teams.CardAnswer) and answer.about and activity_id:
            now = self._clock()
            await self._store.write(
                answer.about["group"],
                lambda records: answering.keep_card(
                    records,
                    dict(answer.about),
                    event.origin.sender.object_id,
                    conversation_id=address.conversation_id,
                    activity_id=activity_id,
                    now=now,
                ),
            )

    async def _receive(self, event: Event) -> list[Answer]:
        desk = Desk(self._store, caller_of(event.origin), self._clock())
        match event:
            case MessageReceived(text=text):
                return await route.answer_text(desk, text)
            case CardAction() | CardRefresh():
                return await _press(desk, event)
            case CardSubmitted(data=data):
                verb, pressed = str(data.get("verb", "")), dict(data)
                answers = await route.answer_press(desk, verb, pressed, repeat_text=False)
                return answers if desk.caller.personal else [_to_the_asker(a) for a in answers]
            case AttachmentReceived():
                await _meet(desk)
                return await route.refuse(desk, Refusal("attachment"))
            case _:
                await self._happened(desk, event)
                return []

    async def _happened(self, desk: Desk, event: Event) -> None:
        """Something that nobody waits for an answer to."""
        match event:
            case Installed() if desk.caller.personal:
                await _meet(desk)
            case Installed() if desk.caller.team_id:
                await self._install(desk, event)
            case MeetingStarted(at=at):
                await self._hint(desk, running.started_in_teams, at)
            case MeetingEnded(at=at):
                await self._hint(desk, running.ended_in_teams, at)
            case Removed() | TeamChanged() | ChannelChanged() | MembersChanged():
                await self._team_event(desk, event)

    async def _install(self, desk: Desk, event: Installed) -> None:
        """Store what is needed and answer; the roster is read when the turn is over."""

        def work(records: Records) -> Group:
            return joining.install(records, desk.caller, event.team.name or event.origin.team_id, desk.now)

        try:
            group = await self._store.write("", work)
        except NotAllowed:
            _log.warning("installed_in_foreign_tenant")
            return
        self._aftermath.begin(self._roster(group.id))

    async def _hint(
        self, desk: Desk, told: Callable[[Records, Group, datetime, datetime], None], at: datetime
    ) -> None:
        """What Teams says of a meeting counts when it was in the channel of a group; of any other nothing is known."""
        group = await desk.look(lambda records: _group_of_team(records, desk.caller))
        if group is None or desk.caller.channel_id not in {"", group.channel_id}:
            return
        try:
            await self._store.write(group.id, lambda records: told(records, group, at, desk.now))
        except Refusal as refused:
            # A group that has no meeting to begin: Teams would only tell the same again.
            _log.info("meeting_hint_not_ours", code=refused.code)

    async def _team_event(
        self, desk: Desk, event: Removed | TeamChanged | ChannelChanged | MembersChanged
    ) -> None:
        group = await desk.look(lambda records: _group_of_team(records, desk.caller))
        if group is None:
            return
        if isinstance(event, MembersChanged):
            self._aftermath.begin(self._roster(group.id))
            return
        await self._store.write(group.id, lambda records: _change(records, desk.caller, event, desk.now))

    async def _roster(self, group_id: str) -> None:
        await self._read_roster(group_id)
        self._wake()


class EstVoice:
    """The sentences that the transport needs, in the reader's language."""

    SENTENCES: ClassVar[Mapping[Saying, str]] = {
        Saying.FAILED: N_("Något gick fel hos mig och inget är sparat. Försök igen om en stund."),
        Saying.GARBLED: N_(
            "Kortet är för gammalt eller hör till något annat. Skriv rapportera så får du ett nytt."
        ),
        Saying.UNSUPPORTED: N_("Det kan jag inte. Skriv hjälp så visar jag vad du kan göra."),
    }

    def say(self, saying: Saying, locale: str) -> str:
        return words_in(language_of(locale)).t(self.SENTENCES[saying])


def caller_of(origin: Origin) -> Caller:
    """Who is speaking, from the authenticated activity alone."""
    return Caller(
        tenant_id=origin.tenant_id,
        object_id=origin.sender.object_id,
        teams_id=origin.sender.teams_id,
        name=origin.sender.name,
        conversation_id=origin.conversation_id,
        service_url=origin.service_url,
        personal=origin.conversation_type is ConversationType.PERSONAL,
        team_id=origin.team_id,
        channel_id=origin.channel_id,
        language=language_of(origin.locale),
    )


def language_of(locale: str) -> str:
    """Swedish unless the client says English, as `en-GB`; a client that says nothing changes nothing."""
    if not locale:
        return UNSAID
    return "en" if locale.lower().startswith("en") else "sv"


async def _meet(desk: Desk) -> None:
    await desk.meet(await desk.look(lambda records: entering.groups_of(records, desk.caller)))


def _change(
    records: Records, caller: Caller, event: Removed | TeamChanged | ChannelChanged, now: datetime
) -> None:
    group = _group_of_team(records, caller)
    if group is None:
        return
    group = entering.at_the_table(records, group, caller)
    if isinstance(event, Removed):
        joining.remove(records, group, now)
    elif isinstance(event, TeamChanged):
        joining.change_team(records, group, CHANGES[event.kind], event.team.name, now)
    elif event.kind is ChannelChange.DELETED and event.channel_id == group.channel_id:
        joining.change_team(records, group, joining.TeamChange.CHANNEL_DELETED, "", now)


def _group_of_team(records: Records, caller: Caller) -> Group | None:
    municipality = records.groups.municipality_of_tenant(caller.tenant_id)
    return records.groups.of_team(municipality.id, caller.team_id) if municipality is not None else None


async def _press(desk: Desk, event: CardAction | CardRefresh) -> list[Answer]:
    if isinstance(event, CardRefresh) and not desk.caller.personal:
        # No card in a channel refreshes itself: this one was copied there.
        return await route.refuse(desk, NotAllowed("wrong_place"))
    return _to_the_press(desk, await route.answer_press(desk, event.verb, dict(event.data)))


def _to_the_press(desk: Desk, answers: Sequence[Answer]) -> list[Answer]:
    """What answers a press is for the one who pressed, and in their own chat it takes the card's place.

    In the channel a line answers the press and the card goes to their own chat, since no card that all others read
    may depend on who looks at it (acceptance.md K10).
    """
    cards = [answer for answer in answers if isinstance(answer, Reply)]
    notes = [answer for answer in answers if isinstance(answer, Note)]
    if desk.caller.personal:
        return [*(replace(card, to=For.HERE) for card in cards), *notes]
    sent = Note(desk.words.t("Kortet är skickat till dig i vår egen chatt."))
    return [*(notes or [sent]), *(_to_the_asker(card) for card in cards)]


def _to_the_asker(answer: Answer) -> Answer:
    """A Submit is answered by a message: in the channel it would stand in place of the card that all others read."""
    return replace(answer, to=For.ASKER) if isinstance(answer, Reply) else answer


def _in_teams(answer: Answer) -> teams.Answer:
    if isinstance(answer, Note):
        return teams.MessageAnswer(answer.text)
    audience = teams.Audience.ASKER if answer.to is For.ASKER else teams.Audience.HERE
    about = {"group": answer.group, "seat": answer.seat, "week": answer.week} if answer.seat else {}
    return teams.CardAnswer(answer.card.content, answer.card.summary, audience, about)
