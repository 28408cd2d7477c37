"""The signing keys behind the door: platform.md §3.1, cases 5 and 6. Rotation, outage, slowness, amplification."""

import asyncio
import time
from collections.abc import Callable

import pytest

from bot.answers import MessageAnswer
from bot.keys import SigningKeys, checked_metadata
from tests.bot.fakes import FakeOpenId, Json, jwk_of, rsa_key
from tests.bot.stand import Recorder, bot_stand

HANGS = 60
"""Seconds, long after anybody has stopped waiting."""


class Clock:
    """Monotonic time that is turned by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def saved() -> Recorder:
    return Recorder([MessageAnswer("sparat")])


async def test_a_new_key_is_fetched_once_and_its_first_request_gets_in() -> None:
    clock = Clock()
    async with bot_stand(receiver=saved(), clock=clock) as stand:
        assert (await stand.post()).status == 200
        stand.openid.keys.append(jwk_of(rsa_key(1), "key-1"))
        clock.now += 61
        assert (await stand.post(token=stand.token("key-1", 1))).status == 200
        assert (await stand.post(token=stand.token("key-1", 1))).status == 200
        assert stand.openid.fetches == 2


async def test_however_many_bad_tokens_come_the_keys_are_fetched_once_a_minute() -> None:
    clock = Clock()
    async with bot_stand(receiver=saved(), clock=clock) as stand:
        assert (await stand.post()).status == 200
        clock.now += 61
        for number in range(40):
            assert (await stand.post(token=stand.token(f"made-up-{number}"))).status == 401
        assert stand.openid.fetches == 2
        clock.now += 61
        assert (await stand.post(token=stand.token("made-up"))).status == 401
        assert stand.openid.fetches == 3
        assert (await stand.post()).status == 200


async def test_known_keys_serve_while_the_metadata_server_is_down() -> None:
    clock = Clock()
    async with bot_stand(receiver=saved(), clock=clock) as stand:
        assert (await stand.post()).status == 200
        stand.openid.down = True
        clock.now += 5 * 24 * 3600
        for _ in range(3):
            assert (await stand.post()).status == 200
        assert (await stand.post(token=stand.token("made-up"))).status == 401


async def test_a_cold_start_without_keys_is_closed_with_503_and_opens_by_itself() -> None:
    clock = Clock()
    async with bot_stand(openid=FakeOpenId(down=True), receiver=saved(), clock=clock) as stand:
        for _ in range(5):
            answer = await stand.post()
            assert (answer.status, answer.text, answer.headers["Retry-After"]) == (503, "", "30")
        assert stand.reason == "no_keys"
        assert stand.openid.fetches == 1
        stand.openid.down = False
        clock.now += 6
        assert (await stand.post()).status == 200


async def test_a_metadata_server_that_does_not_answer_in_time_holds_nobody_up() -> None:
    clock, openid = Clock(), FakeOpenId(delay=HANGS)
    async with bot_stand(openid=openid, receiver=saved(), clock=clock, keys_within=0.1) as stand:
        began = time.monotonic()
        assert (await stand.post()).status == 503
        openid.delay = 0
        clock.now += 6
        assert (await stand.post()).status == 200
        # An unknown key waits for one fetch; a known one waits for nothing.
        openid.delay = HANGS
        clock.now += 61
        unknown = asyncio.create_task(stand.post(token=stand.token("made-up")))
        assert (await stand.post()).status == 200
        assert (await unknown).status == 401
        assert time.monotonic() - began < HANGS / 4


@pytest.mark.parametrize(
    "document",
    [b"", b"{", b"[]", b"null", b'{"jwks_uri": ' * 50_000, b" " * 1_000_001, b"\xff", b'{"jwks_uri": 7}'],
    ids=["nothing", "cut off", "a list", "null", "nested", "too big", "no text", "a number"],
)
async def test_metadata_that_is_no_document_keeps_the_door_closed_without_a_500(document: bytes) -> None:
    openid = FakeOpenId(document=document)
    async with bot_stand(openid=openid, receiver=saved()) as stand:
        answer = await stand.post()
        assert (answer.status, answer.text) == (503, "")


async def test_keys_are_renewed_once_a_day_without_anybody_waiting() -> None:
    clock = Clock()
    async with bot_stand(receiver=saved(), clock=clock) as stand:
        assert (await stand.post()).status == 200
        clock.now += 25 * 3600
        stand.openid.delay = 0.2
        assert (await stand.post()).status == 200
        stand.openid.delay = 0
        while stand.openid.fetches < 2:
            await stand.tick()


async def test_a_withdrawn_key_lets_nobody_in_any_more_not_even_a_known_token() -> None:
    clock = Clock()
    async with bot_stand(receiver=saved(), clock=clock) as stand:
        token = stand.token()
        assert (await stand.post(token=token)).status == 200
        stand.openid.keys[:] = [jwk_of(rsa_key(1), "key-1")]
        clock.now += 61
        assert (await stand.post(token=stand.token("key-1", 1))).status == 200
        assert (await stand.post(token=token)).status == 401


@pytest.mark.parametrize(
    "published",
    [
        pytest.param(lambda _: [], id="none"),
        pytest.param(lambda _: [{"kid": "key-0"}], id="no parameters"),
        pytest.param(lambda _: ["key-0", 7, None], id="not objects"),
        pytest.param(lambda key: [key | {"kty": "oct", "k": "aGVtbGlndA"}], id="a shared secret"),
        pytest.param(lambda key: [{"n": key["n"], "e": key["e"], "kty": "RSA"}], id="no id"),
        pytest.param(lambda key: [key | {"n": "AQAB"}], id="a tiny key"),
        pytest.param(lambda key: [key | {"endorsements": 7}], id="endorsements that are no list"),
    ],
)
async def test_a_key_document_without_a_usable_key_keeps_the_door_closed(
    published: Callable[[Json], list[Json]],
) -> None:
    openid = FakeOpenId(keys=published(jwk_of(rsa_key(0), "key-0")))
    async with bot_stand(openid=openid) as stand:
        assert (await stand.post()).status == 503


async def test_one_unreadable_key_does_not_hide_the_others() -> None:
    openid = FakeOpenId(keys=[{"kid": 7}, {"kid": "x", "kty": "EC"}, jwk_of(rsa_key(0), "key-0")])
    async with bot_stand(openid=openid, receiver=saved()) as stand:
        assert (await stand.post()).status == 200


async def test_keys_on_another_host_than_the_metadata_are_not_fetched() -> None:
    elsewhere = FakeOpenId()
    async with elsewhere.running() as url:
        openid = FakeOpenId(jwks_uri=url.replace("/metadata", "/keys"))
        async with bot_stand(openid=openid) as stand:
            assert (await stand.post()).status == 503


async def test_the_keys_can_be_fetched_before_the_first_message() -> None:
    openid = FakeOpenId()
    async with bot_stand(openid=openid) as stand:
        keys = SigningKeys(f"{openid.url}/metadata", stand.session)
        assert await keys.warm()
        assert (await keys.key("key-0")).endorsements == {"msteams"}
        openid.down = True
        assert not await SigningKeys(f"{openid.url}/metadata", stand.session).warm()


@pytest.mark.parametrize(
    "address",
    ["http://login.botframework.com/keys", "file:///etc/keys", "", "http://localhost.evil.example/metadata"],
)
def test_a_metadata_address_that_anyone_could_forge_stops_the_start(address: str) -> None:
    with pytest.raises(ValueError, match="must be https"):
        checked_metadata(address)
