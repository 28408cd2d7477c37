"""The token at the door: platform.md §3.1, cases 1–9. Every row is a real request to a running server."""

import base64
import json
import time
from collections.abc import Callable

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from bot.answers import MessageAnswer
from tests.bot.fakes import APP, FakeOpenId, jwk_of, rsa_key
from tests.bot.stand import Recorder, Stand, bot_stand

Headers = dict[str, str]


def part(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def bearer(token: str) -> Headers:
    return {"Authorization": f"Bearer {token}"}


def claims_of(stand: Stand) -> dict[str, object]:
    return jwt.decode(stand.token(), options={"verify_signature": False})


def unsigned(stand: Stand) -> Headers:
    return bearer(f"{part({'alg': 'none', 'kid': 'key-0'})}.{part(claims_of(stand))}.")


def unsigned_with_a_signature(stand: Stand) -> Headers:
    return bearer(f"{part({'alg': 'none', 'kid': 'key-0'})}.{part(claims_of(stand))}.c2ln")


def signed_with_the_public_key_as_secret(stand: Stand) -> Headers:
    pem = (
        rsa_key(0)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    signer = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    head = f"{part({'alg': 'HS256', 'kid': 'key-0', 'typ': 'JWT'})}.{part(claims_of(stand))}"
    return bearer(f"{head}.{part(signer.sign(head.encode(), pem))}")


def with_header(**header: object) -> Callable[[Stand], Headers]:
    """A token whose header says this, with the signature of another header."""

    def make(stand: Stand) -> Headers:
        _, payload, signature = stand.token().split(".")
        return bearer(f"{part({'alg': 'RS256', 'kid': 'key-0'} | header)}.{payload}.{signature}")

    return make


def rs512(stand: Stand) -> Headers:
    return bearer(jwt.encode(claims_of(stand), rsa_key(0), "RS512", headers={"kid": "key-0"}))


def without_key_id(stand: Stand) -> Headers:
    return bearer(jwt.encode(claims_of(stand), rsa_key(0), "RS256"))


def changed_after_signing(stand: Stand) -> Headers:
    head, _, signature = stand.token().split(".")
    return bearer(f"{head}.{part(claims_of(stand) | {'sub': 'someone else'})}.{signature}")


def signed(*, key: int = 0, kid: str = "key-0", headers: dict[str, object] | None = None, **claims: object):  # type: ignore[no-untyped-def]  # the row's type is the table's
    return lambda stand: bearer(stand.token(kid, key, headers, **claims))


HOSTILE_HEADER = b"[" * 9000
REFUSED: list[tuple[str, Callable[[Stand], Headers], str]] = [
    # Case 1
    ("no header", lambda _: {"Authorization": ""}, "no_header"),
    ("basic", lambda _: {"Authorization": "Basic YW5uYTpoZW1saWc="}, "no_bearer"),
    ("bearer without a token", lambda _: {"Authorization": "Bearer"}, "no_bearer"),
    ("lower-case bearer", lambda s: {"Authorization": f"bearer {s.token()}"}, "no_bearer"),
    ("two tokens in one header", lambda s: {"Authorization": f"Bearer {s.token()}, Bearer x"}, "no_bearer"),
    # Case 2
    ("garbage", lambda _: bearer("!!!"), "no_bearer"),
    ("two segments", lambda s: bearer(s.token().rpartition(".")[0]), "no_bearer"),
    ("four segments", lambda s: bearer(f"{s.token()}.x"), "no_bearer"),
    ("an empty signature", lambda s: bearer(s.token().rpartition(".")[0] + "."), "no_bearer"),
    ("segments that are no JSON", lambda _: bearer("aaaa.bbbb.cccc"), "token_header"),
    ("a header that is a list", lambda _: bearer(f"{part([])}.{part({})}.c2ln"), "token_header"),
    ("a header nested without end", lambda _: bearer(f"{part(HOSTILE_HEADER)}.e30.c2ln"), "token_header"),
    ("a token of 17 kB", lambda _: bearer("a" * 17_000 + ".b.c"), "token_too_big"),
    ("a token of 60 kB", lambda _: bearer("a" * 60_000 + ".b.c"), "token_too_big"),
    # Case 3
    ("alg none", unsigned, "no_bearer"),
    ("alg none with a signature", unsigned_with_a_signature, "algorithm"),
    ("HS256 with the public key as secret", signed_with_the_public_key_as_secret, "algorithm"),
    ("RS512", rs512, "algorithm"),
    ("alg in lower case", with_header(alg="rs256"), "algorithm"),
    ("alg as a list", with_header(alg=["RS256"]), "algorithm"),
    ("alg missing", with_header(alg=None), "algorithm"),
    # Case 4
    ("an unknown key", signed(kid="key-77"), "unknown_key"),
    ("no key id", without_key_id, "no_key_id"),
    ("a key id that is a number", with_header(kid=7), "token_header"),
    ("an empty key id", with_header(kid=""), "no_key_id"),
    (
        "a header that says where its key is",
        signed(headers={"jku": "https://evil.example/keys"}),
        "key_in_token",
    ),
    ("a header that names a certificate", signed(headers={"x5u": "https://evil.example/c"}), "key_in_token"),
    ("a header that brings its key", signed(headers={"jwk": {"kty": "RSA"}}), "key_in_token"),
    ("a header that brings a certificate", signed(headers={"x5c": ["MIIB"]}), "key_in_token"),
    ("a header that asks for an extension", with_header(crit=["exp"]), "token_header"),
    ("another key under a known id", signed(key=1), "token"),
    ("a payload changed after signing", changed_after_signing, "token"),
    # Case 7
    ("another issuer", signed(iss="https://evil.example"), "issuer"),
    ("an issuer with a slash more", signed(iss="https://api.botframework.com/"), "issuer"),
    ("no issuer", signed(iss=None), "token"),
    *[
        (f"the emulator's issuer {issuer}", signed(iss=issuer, appid=APP), "issuer")
        for tenant in (
            "d6d49420-f39b-4df7-a1dc-d59a935871db",
            "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
            "cab8a31a-1906-4287-a0d8-4eef66b95f6e",
            "72f988bf-86f1-41af-91ab-2d7cd011db47",
        )
        for issuer in (
            f"https://sts.windows.net/{tenant}/",
            f"https://login.microsoftonline.com/{tenant}/v2.0",
        )
    ],
    # Case 8
    ("another app as audience", signed(aud="99999999-9999-4999-8999-999999999999"), "audience"),
    ("no audience", signed(aud=None), "token"),
    ("a list of audiences", signed(aud=[APP, "99999999-9999-4999-8999-999999999999"]), "audience"),
    ("a list of our app alone", signed(aud=[APP]), "audience"),
    ("an audience that is a number", signed(aud=7), "audience"),
    ("an empty audience", signed(aud=""), "audience"),
    # Case 9
    ("no expiry", signed(exp=None), "token"),
    ("expired more than five minutes ago", signed(exp=int(time.time()) - 330), "expired"),
    ("an expiry that is a text", signed(exp="tomorrow"), "token"),
    ("an infinite expiry", signed(exp=float("inf")), "token"),
    ("not valid before tomorrow", signed(nbf=int(time.time()) + 86_400), "token"),
    # Case 11, first half
    ("no service URL in the token", signed(serviceurl=None), "no_service_url_claim"),
    (
        "a service URL that is a list",
        signed(serviceurl=["https://smba.trafficmanager.net/"]),
        "no_service_url_claim",
    ),
]


@pytest.mark.parametrize(
    ("headers_of", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
async def test_a_bad_token_gets_an_empty_401(headers_of: Callable[[Stand], Headers], reason: str) -> None:
    async with bot_stand() as stand:
        answer = await stand.post(headers=headers_of(stand))
        assert (answer.status, answer.text) == (401, "")
        assert stand.reason == reason
        assert stand.receiver.events == []


async def test_two_authorization_headers_get_401_even_if_both_are_good() -> None:
    async with bot_stand() as stand:
        line = f"Authorization: Bearer {stand.token()}\r\n"
        assert await stand.raw_status(line + line) == 401
        assert stand.reason == "two_headers"


async def test_a_good_token_gets_in_also_when_a_little_late() -> None:
    async with bot_stand(receiver=Recorder([MessageAnswer("sparat")])) as stand:
        for token in (stand.token(), stand.token(exp=int(time.time()) - 240), stand.token(nbf=None)):
            assert (await stand.post(token=token)).body["value"] == "sparat"


async def test_the_app_id_is_compared_without_regard_to_case() -> None:
    async with bot_stand(receiver=Recorder([MessageAnswer("sparat")])) as stand:
        assert (await stand.post(token=stand.token(aud=APP.upper()))).status == 200


async def test_a_token_is_checked_against_its_expiry_again_each_time_it_is_shown() -> None:
    async with bot_stand(receiver=Recorder([MessageAnswer("sparat")])) as stand:
        token = stand.token(exp=int(time.time()) - 297)
        assert (await stand.post(token=token)).status == 200
        while time.time() < claims_expiry(token) + 300.05:
            await stand.tick()
        assert (await stand.post(token=token)).status == 401
        assert stand.reason == "expired"


def claims_expiry(token: str) -> float:
    return float(jwt.decode(token, options={"verify_signature": False})["exp"])


async def test_a_key_that_is_not_endorsed_for_teams_gets_401() -> None:
    for endorsements in ([], ["webchat"], ["msteams2"]):
        openid = FakeOpenId(keys=[jwk_of(rsa_key(0), "key-0", endorsements)])
        async with bot_stand(openid=openid) as stand:
            assert (await stand.post()).status == 401
            assert stand.reason == "not_endorsed"


async def test_a_token_is_never_asked_where_its_key_is() -> None:
    async with bot_stand() as stand:
        elsewhere = FakeOpenId(keys=[jwk_of(rsa_key(1), "key-1")])
        async with elsewhere.running() as url:
            token = stand.token("key-1", 1, {"jku": url.replace("metadata", "keys")})
            assert (await stand.post(token=token)).status == 401
        assert elsewhere.fetches == 0
