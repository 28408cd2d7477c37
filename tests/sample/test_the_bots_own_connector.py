"""The bot's own connector and door against the stand-in: both sides of the line understand each other."""

from collections.abc import AsyncIterator

import pytest

from bot.connector import TeamsConnector, open_session
from bot.faults import DeliveryFault
from bot.gateway import Address
from bot.service_urls import LOOPBACK_HOSTS, ServiceHosts
from tests.sample.conftest import ANNA, BO, WORLD, Play
from tests.sample.echo_bot import card, card_message, text

CARD = card_message(card(text("Dagordning")))


class NoToken:
    """Local mode needs no token."""

    async def token(self, audience: str) -> str:
        return ""


@pytest.fixture
async def gateway() -> AsyncIterator[TeamsConnector]:
    async with open_session() as session:
        hosts = ServiceHosts(LOOPBACK_HOSTS)
        yield TeamsConnector(session, NoToken(), bot_id=WORLD.bot_id, service_hosts=hosts)


def at(play: Play, conversation: str) -> Address:
    return Address(play.teams.service_url, WORLD.tenant_id, conversation)


async def test_every_call_of_the_bot_is_understood(play: Play, gateway: TeamsConnector) -> None:
    chat = await gateway.open_direct(play.teams.service_url, WORLD.tenant_id, ANNA.id)
    assert chat == WORLD.personal_conversation_id(ANNA)
    message = await gateway.send(at(play, chat), CARD)
    await gateway.update(at(play, chat), message, card_message(card(text("Ny dagordning"))))
    posted = await gateway.send_to_channel(play.teams.service_url, WORLD.tenant_id, WORLD.channel_id, CARD)
    reply = await gateway.send(at(play, posted.conversation_id), {"type": "message", "text": "I tråden"})
    await gateway.send_targeted(at(play, WORLD.channel_id), BO.id, {"type": "message", "text": "Bara Bo"})
    await gateway.delete(at(play, posted.conversation_id), reply)
    anna, bo = await play.state(ANNA), await play.state(BO)
    assert anna["chat"]["messages"][0]["cards"] == [card(text("Ny dagordning"))]
    assert [message["deleted"] for message in anna["channel"]["messages"]] == [False, True]
    assert bo["channel"]["messages"][-1]["text"] == "Bara Bo"


async def test_the_bot_reads_the_whole_roster(play: Play, gateway: TeamsConnector) -> None:
    roster = await gateway.roster(at(play, WORLD.team_id))
    assert roster.complete
    people = [(entry.person.object_id, entry.mail, entry.guest) for entry in roster.entries]
    assert people == [(user.object_id, user.email, user.guest) for user in WORLD.users]


async def test_the_bot_reads_a_refusal_as_it_reads_one_of_teams(play: Play, gateway: TeamsConnector) -> None:
    await play.teams.events.remove_bot(ANNA)
    with pytest.raises(DeliveryFault) as refused:
        await gateway.send(at(play, WORLD.channel_id), CARD)
    assert refused.value.status == 403
