"""Whatever comes with a good token: never a 500, and nobody acts without a name and a tenant of ours."""

import asyncio
import base64
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack

import jwt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jwt.api_jws import PyJWS

from bot.answers import MessageAnswer
from bot.pace import InboundPace, Rate
from tests.bot.fakes import TENANT, Json, recorded, rsa_key
from tests.bot.odd_activities import odd, odd_activities
from tests.bot.stand import Recorder, Stand, bot_stand

ANSWERS = {200, 400, 401, 403, 501}


class Fuzzed:
    """A stand with a loop of its own, since hypothesis runs its examples without one."""

    def __init__(self) -> None:
        self._runner, self._stack = asyncio.Runner(), AsyncExitStack()
        self._stand: Stand = self._runner.run(
            self._stack.enter_async_context(
                bot_stand(
                    receiver=Recorder([MessageAnswer("svar")]),
                    pace=InboundPace(Rate(1e6, 10**6), Rate(1e6, 10**6)),
                )
            )
        )
        self._token = self._stand.token()

    def post(self, data: bytes, token: str = "") -> int:
        """The status of the answer, after a look at what the receiver got."""
        self._stand.receiver.events.clear()
        status = self._runner.run(self._stand.post(data=data, token=token or self._token)).status
        for event in self._stand.receiver.events:
            assert event.origin.tenant_id == TENANT
            assert event.origin.sender.teams_id
        return status

    def signed(self, claims: Json) -> str:
        """A token with these claims in place of the right ones, signed with the right key."""
        right: Json = jwt.decode(self._token, options={"verify_signature": False})
        payload = json.dumps(right | claims).encode()
        return PyJWS().encode(payload, rsa_key(0), "RS256", {"kid": "key-0"})

    @property
    def heard(self) -> int:
        return len(self._stand.receiver.events)

    def same_place(self, body: Json) -> Json:
        """The body with this stand's service URL, if it still has one at all."""
        url = f"{self._stand.connector.url}/"
        return body | {"serviceUrl": url} if isinstance(body.get("serviceUrl"), str) else body

    def close(self) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[Fuzzed]:
    stand = Fuzzed()
    yield stand
    stand.close()


# How many is the profile's to say: a hundred, and in `make fuzz` thousands.
whole = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@whole
@given(body=odd_activities())
def test_an_odd_activity_never_gets_a_500(fuzzed: Fuzzed, body: Json) -> None:
    assert fuzzed.post(json.dumps(fuzzed.same_place(body)).encode()) in ANSWERS


@whole
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_bytes_that_are_no_activity_never_get_a_500(fuzzed: Fuzzed, data: bytes) -> None:
    assert fuzzed.post(data) in {400, 403}


@whole
@given(
    body=odd_activities(),
    claims=st.dictionaries(st.sampled_from(["iss", "aud", "serviceurl"]), odd, min_size=1),
)
def test_a_signed_token_with_odd_claims_lets_nobody_in(fuzzed: Fuzzed, body: Json, claims: Json) -> None:
    data = json.dumps(fuzzed.same_place(body)).encode()
    assert fuzzed.post(data, fuzzed.signed(claims)) == 401
    assert fuzzed.heard == 0


@whole
@given(
    header=st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "jwk", "b64"]), odd) | odd,
    payload=odd,
    signature=st.text("abcAB01-_", max_size=12),
)
def test_a_token_of_any_shape_lets_nobody_in(
    fuzzed: Fuzzed, header: object, payload: object, signature: str
) -> None:
    token = f"{part(header)}.{part(payload)}.{signature}"
    assert fuzzed.post(json.dumps(recorded("card_action")).encode(), token) == 401
    assert fuzzed.heard == 0


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
