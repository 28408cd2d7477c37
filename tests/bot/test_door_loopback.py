"""The door of local mode: no token, and nobody but this machine."""

import pytest

from bot.answers import MessageAnswer
from bot.authentication import InboundAuthenticator, Knock
from bot.keys import SigningKeys
from bot.loopback import LoopbackAuthenticator
from bot.refusals import TurnedAway
from tests.bot.fakes import TENANT
from tests.bot.stand import Recorder, bot_stand


def local_door(_: SigningKeys) -> InboundAuthenticator:
    return LoopbackAuthenticator(frozenset({TENANT}))


def knock(peer: str, *, forwarded: bool = False) -> Knock:
    return Knock(authorization=(), peer=peer, forwarded=forwarded)


async def test_on_this_machine_a_message_gets_in_without_a_token() -> None:
    async with bot_stand(door=local_door, receiver=Recorder([MessageAnswer("sparat")])) as stand:
        body = stand.activity(recipient={"id": "28:local"})
        assert (await stand.post(body, headers={"Authorization": ""})).body["value"] == "sparat"
        assert stand.receiver.events[0].origin.app_id == "local"


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
async def test_behind_a_proxy_nobody_gets_in(header: str) -> None:
    async with bot_stand(door=local_door) as stand:
        assert (await stand.post(headers={header: "127.0.0.1"})).status == 403
        assert stand.reason == "not_loopback"


@pytest.mark.parametrize("peer", ["10.0.0.7", "192.168.1.2", "::ffff:10.0.0.7", "fe80::1", "", "localhost"])
async def test_another_machine_does_not_get_in(peer: str) -> None:
    with pytest.raises(TurnedAway) as refused:
        await local_door_alone().passport(knock(peer))
    assert (refused.value.status, refused.value.reason) == (403, "not_loopback")


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1"])
async def test_every_address_of_loopback_is_this_machine(peer: str) -> None:
    assert (await local_door_alone().passport(knock(peer))).app_id == ""


@pytest.mark.parametrize("url", ["https://smba.trafficmanager.net/emea/", "http://10.0.0.7/", "", None])
async def test_local_mode_answers_to_this_machine_only(url: object) -> None:
    async with bot_stand(door=local_door) as stand:
        assert (await stand.post(stand.activity(serviceUrl=url))).status == 403
        assert stand.reason == "service_host"


async def test_local_mode_knows_the_tenants_of_the_sample_only() -> None:
    async with bot_stand(door=local_door) as stand:
        foreign = stand.activity(channelData={"tenant": {"id": "99999999-9999-4999-8999-999999999999"}})
        assert (await stand.post(foreign)).status == 403
    with pytest.raises(ValueError, match="tenants"):
        LoopbackAuthenticator(frozenset())


def local_door_alone() -> LoopbackAuthenticator:
    return LoopbackAuthenticator(frozenset({TENANT}))
