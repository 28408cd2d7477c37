"""What every transport does, whichever it is (acceptance.md O9)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answers import Audience, CardAnswer, MessageAnswer
from bot.faults import DeliveryFault, FaultCode, FaultKind
from bot.gateway import Address
from bot.inbound import (
    CardAction,
    CardRefresh,
    CardSubmitted,
    ConversationType,
    Event,
    Installed,
    MembersChanged,
    MessageReceived,
    Origin,
    Removed,
    TeamChange,
    TeamChanged,
)
from tests.bot.fakes import ANNA, APP, NOW, TENANT, Json
from tests.bot.transports import BO, CARD_TYPE, TRANSPORTS, Transport

pytestmark = pytest.mark.case("O9")

DATA = {"v": 1, "round": "2026-W12", "deep": {"text": "räka å"}}


@pytest.fixture(params=list(TRANSPORTS))
async def teams(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Transport]:
    async with TRANSPORTS[request.param](tmp_path) as transport:
        yield transport


def card(text: str) -> Json:
    return {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": text}]}


def message(text: str) -> Json:
    return {"type": "message", "attachments": [{"contentType": CARD_TYPE, "content": card(text)}]}


def only(teams: Transport) -> Event:
    (event,) = teams.receiver.events
    teams.receiver.events.clear()
    return event


def chat_of(teams: Transport) -> Address:
    return Address(teams.service_url, TENANT, teams.ids.chat)


def is_annas(origin: Origin, teams: Transport, kind: ConversationType) -> bool:
    """Everything that an event says of who, where and when, from the authenticated activity alone."""
    assert (origin.tenant_id, origin.app_id, origin.service_url) == (TENANT, APP, teams.service_url)
    assert (origin.sender.object_id, origin.sender.teams_id) == (ANNA, teams.ids.anna)
    assert origin.conversation_type is kind
    assert origin.received == NOW
    assert origin.timestamp.tzinfo is not None
    assert origin.activity_id
    return True


# --- In: what people do arrives as our own events, and their answer where they look for it


async def test_what_is_typed_in_the_chat_arrives_and_is_answered_there(teams: Transport) -> None:
    teams.receiver.answers = [MessageAnswer("svar")]
    before = len(await teams.chat())
    await teams.say("rapportera")
    event = only(teams)
    assert isinstance(event, MessageReceived)
    assert event.text == "rapportera"
    assert is_annas(event.origin, teams, ConversationType.PERSONAL)
    assert event.origin.conversation_id == teams.ids.chat
    assert (event.origin.locale, event.origin.targeted) == ("sv-SE", False)
    assert (await teams.chat())[before:] == ["svar"]


async def test_a_mention_in_the_channel_arrives_without_the_mention(teams: Transport) -> None:
    teams.receiver.answers = [CardAnswer(card("Läget"))]
    await teams.post("läget")
    event = only(teams)
    assert isinstance(event, MessageReceived)
    assert event.text == "läget"
    assert is_annas(event.origin, teams, ConversationType.CHANNEL)
    assert (event.origin.team_id, event.origin.channel_id) == (teams.ids.team, teams.ids.channel)
    assert await teams.channel(teams.ids.bo) == ["Läget"]


async def test_what_is_for_the_asker_alone_never_stands_in_the_channel(teams: Transport) -> None:
    chat = await teams.gateway.open_direct(teams.service_url, TENANT, teams.ids.anna)
    teams.receiver.answers = [CardAnswer(card("Bara till Anna"), audience=Audience.ASKER)]
    await teams.post("rapportera")
    assert await teams.channel(teams.ids.bo) == await teams.channel(teams.ids.anna) == []
    assert [place for place, _ in teams.receiver.delivered_as] == [chat]


async def test_a_press_arrives_with_its_data_and_its_answer_takes_the_cards_place(teams: Transport) -> None:
    await teams.gateway.send(chat_of(teams), message("Frågan"))
    teams.receiver.answers = [CardAnswer(card("Sparat"))]
    await teams.press("incident.save", DATA)
    event = only(teams)
    assert isinstance(event, CardAction)
    assert (event.verb, event.data) == ("incident.save", DATA)
    assert is_annas(event.origin, teams, ConversationType.PERSONAL)
    assert event.origin.reply_to_id
    assert (await teams.chat())[-1] == "Sparat"


async def test_a_refresh_is_told_from_a_press(teams: Transport) -> None:
    await teams.gateway.send(chat_of(teams), message("Frågan"))
    teams.receiver.answers = [CardAnswer(card("Frågan, som den är nu"))]
    await teams.refresh("prompt.show", DATA)
    event = only(teams)
    assert isinstance(event, CardRefresh)
    assert (event.verb, event.data) == ("prompt.show", DATA)
    assert (await teams.chat())[-1] == "Frågan, som den är nu"


async def test_a_submit_of_an_old_client_arrives_and_its_card_is_replaced(teams: Transport) -> None:
    await teams.gateway.send(chat_of(teams), message("Frågan"))
    before = await teams.chat()
    teams.receiver.answers = [CardAnswer(card("Sparat"))]
    await teams.submit(DATA)
    event = only(teams)
    assert isinstance(event, CardSubmitted)
    assert event.data == DATA
    assert await teams.chat() == [*before[:-1], "Sparat"]


async def test_the_bot_is_removed_and_added(teams: Transport) -> None:
    await teams.remove()
    gone = only(teams)
    assert isinstance(gone, Removed)
    assert gone.team.team_id == teams.ids.team
    await teams.install()
    event = only(teams)
    assert isinstance(event, Installed)
    assert is_annas(event.origin, teams, ConversationType.CHANNEL)
    assert (event.team.team_id, event.team.name, event.upgrade) == (teams.ids.team, "EST Exempelby", False)
    assert (event.origin.team_id, event.origin.channel_id) == (teams.ids.team, teams.ids.channel)


async def test_people_come_and_go(teams: Transport) -> None:
    await teams.admit(member=False)
    left = only(teams)
    assert isinstance(left, MembersChanged)
    assert [person.object_id for person in left.removed] == [BO]
    assert left.added == ()
    await teams.admit(member=True)
    joined = only(teams)
    assert isinstance(joined, MembersChanged)
    assert [(person.object_id, person.teams_id) for person in joined.added] == [(BO, teams.ids.bo)]
    assert joined.removed == ()


async def test_the_team_gets_another_name(teams: Transport) -> None:
    await teams.rename("EST Nyby")
    event = only(teams)
    assert isinstance(event, TeamChanged)
    assert (event.kind, event.team.team_id, event.team.name) == (
        TeamChange.RENAMED,
        teams.ids.team,
        "EST Nyby",
    )


async def test_a_fault_of_ours_is_said_to_the_person_and_not_to_the_transport(teams: Transport) -> None:
    teams.receiver.error = RuntimeError("boom")
    before = len(await teams.chat())
    await teams.say("rapportera")
    assert (await teams.chat())[before:] == ["failed in sv-SE"]


# --- Out: what the gateway is asked is what people see


async def test_a_chat_is_opened_once_and_keeps_its_id(teams: Transport) -> None:
    chats = {await teams.gateway.open_direct(teams.service_url, TENANT, teams.ids.bo) for _ in range(2)}
    assert len(chats) == 1
    assert all(chats)


async def test_a_message_is_sent_changed_and_taken_back(teams: Transport) -> None:
    before = await teams.chat()
    key = await teams.gateway.send(chat_of(teams), message("Frågan"))
    assert key
    assert await teams.chat() == [*before, "Frågan"]
    await teams.gateway.update(chat_of(teams), key, message("Ändrad"))
    assert await teams.chat() == [*before, "Ändrad"]
    await teams.gateway.delete(chat_of(teams), key)
    assert await teams.chat() == before


async def test_a_thread_is_begun_in_the_channel_and_continued(teams: Transport) -> None:
    posted = await teams.gateway.send_to_channel(
        teams.service_url, TENANT, teams.ids.channel, message("Dagordning")
    )
    assert posted.activity_id
    thread = Address(teams.service_url, TENANT, posted.conversation_id)
    await teams.gateway.send(thread, message("I tråden"))
    await teams.gateway.update(thread, posted.activity_id, message("Dagordning 2"))
    assert sorted(await teams.channel(teams.ids.bo)) == ["Dagordning 2", "I tråden"]


async def test_a_targeted_message_is_seen_by_one(teams: Transport) -> None:
    channel = Address(teams.service_url, TENANT, teams.ids.channel)
    await teams.gateway.send_targeted(channel, teams.ids.bo, {"type": "message", "text": "Bara Bo"})
    assert await teams.channel(teams.ids.bo) == ["Bara Bo"]
    assert await teams.channel(teams.ids.anna) == []


async def test_the_roster_is_whole_and_says_who_is_a_guest(teams: Transport) -> None:
    roster = await teams.gateway.roster(Address(teams.service_url, TENANT, teams.ids.team))
    assert roster.complete
    assert [
        (one.person.object_id, one.person.teams_id, one.person.name, one.mail, one.guest)
        for one in roster.entries
    ] == [
        (ANNA, teams.ids.anna, "Anna Ek", "anna@exempelby.example", False),
        (BO, teams.ids.bo, "Bo Strand", "", True),
    ]


async def test_a_conversation_that_is_not_there_is_a_permanent_fault(teams: Transport) -> None:
    nowhere = Address(teams.service_url, TENANT, "a:nowhere")
    with pytest.raises(DeliveryFault) as refused:
        await teams.gateway.send(nowhere, message("Frågan"))
    assert (refused.value.kind, refused.value.code) == (FaultKind.PERMANENT, FaultCode.CONVERSATION_GONE)


async def test_a_bot_that_was_removed_is_told_so_for_good(teams: Transport) -> None:
    await teams.remove()
    with pytest.raises(DeliveryFault) as refused:
        await teams.gateway.send_to_channel(
            teams.service_url, TENANT, teams.ids.channel, message("Dagordning")
        )
    assert (refused.value.kind, refused.value.status) == (FaultKind.PERMANENT, 403)


async def test_a_host_that_does_not_answer_is_a_passing_fault(teams: Transport) -> None:
    with pytest.raises(DeliveryFault) as refused:
        await teams.gateway.send(Address("http://127.0.0.1:9/", TENANT, teams.ids.chat), message("Frågan"))
    assert (refused.value.kind, refused.value.code) == (FaultKind.TEMPORARY, FaultCode.UNREACHABLE)
