"""Tokens: kept, renewed ahead, asked for once, and not asked for in vain (design.md §7)."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID
from structlog.testing import capture_logs

from tests.bot.fakes import rsa_key, serving
from tokens.credentials import (
    Application,
    Certificate,
    ClientSecret,
    TokenClient,
)
from tokens.provider import CredentialRefused, MsalTokens, NoToken, TokenUnavailable

AUDIENCE = "https://api.botframework.com"
APPLICATION = Application("22222222-2222-4222-8222-222222222222", "11111111-1111-4111-8111-111111111111")


@dataclass
class FakeEntra:
    """msal's client, and the credential that makes it: answers are numbered, or what the script says."""

    script: list[Mapping[str, Any] | Exception] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    made: int = 0
    unreachable: bool = False
    delay: threading.Event = field(default_factory=threading.Event)
    threads: set[str] = field(default_factory=set)
    slow: bool = False

    def client(self) -> TokenClient:
        if self.unreachable:
            raise OSError("no discovery")
        self.made += 1
        return self

    def acquire_token_for_client(self, scopes: list[str]) -> Mapping[str, Any]:
        self.asked += scopes
        self.threads.add(threading.current_thread().name)
        if self.slow:
            self.delay.wait(5)
        answer = (
            self.script.pop(0)
            if self.script
            else {"access_token": f"token-{len(self.asked)}", "expires_in": 3600}
        )
        if isinstance(answer, Exception):
            raise answer
        return answer


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def provider(entra: FakeEntra, clock: Callable[[], float] | None = None) -> MsalTokens:
    return MsalTokens(entra, clock or Clock())


async def test_a_token_is_asked_for_once_and_then_kept() -> None:
    entra = FakeEntra()
    tokens = provider(entra)
    assert [await tokens.token(AUDIENCE) for _ in range(50)] == ["token-1"] * 50
    assert entra.asked == ["https://api.botframework.com/.default"]
    assert entra.made == 1


async def test_each_audience_has_its_own_token() -> None:
    entra = FakeEntra()
    tokens = provider(entra)
    assert await tokens.token(AUDIENCE) == "token-1"
    assert await tokens.token("https://graph.microsoft.com") == "token-2"
    assert await tokens.token(AUDIENCE) == "token-1"
    assert entra.made == 1


async def test_many_who_ask_at_once_cause_one_request_and_the_loop_is_not_held_up() -> None:
    entra = FakeEntra(slow=True)
    tokens = provider(entra)
    asking = asyncio.gather(*(tokens.token(AUDIENCE) for _ in range(20)))
    for _ in range(20):
        await asyncio.sleep(0.001)
    entra.delay.set()
    assert await asking == ["token-1"] * 20
    assert len(entra.asked) == 1
    assert threading.main_thread().name not in entra.threads


async def test_a_token_is_renewed_ahead_while_the_old_one_still_serves() -> None:
    clock, entra = Clock(), FakeEntra()
    tokens = provider(entra, clock)
    await tokens.token(AUDIENCE)
    clock.now += 3600 - 271
    assert await tokens.token(AUDIENCE) == "token-1"
    assert len(entra.asked) == 1
    clock.now += 2
    assert await tokens.token(AUDIENCE) == "token-1"
    await tokens.close()
    assert await tokens.token(AUDIENCE) == "token-2"
    assert len(entra.asked) == 2


async def test_a_token_with_less_than_a_minute_left_is_not_used() -> None:
    clock, entra = Clock(), FakeEntra()
    tokens = provider(entra, clock)
    await tokens.token(AUDIENCE)
    clock.now += 3600 - 59
    assert await tokens.token(AUDIENCE) == "token-2"


async def test_while_entra_is_down_the_old_token_serves_to_its_end_and_then_nothing_is_sent() -> None:
    clock, entra = Clock(), FakeEntra()
    tokens = provider(entra, clock)
    await tokens.token(AUDIENCE)
    entra.script = [OSError("down")] * 9
    clock.now += 3600 - 200
    assert await tokens.token(AUDIENCE) == "token-1"
    await tokens.close()
    assert await tokens.token(AUDIENCE) == "token-1"
    clock.now += 200
    with pytest.raises(TokenUnavailable):
        await tokens.token(AUDIENCE)


async def test_entra_is_given_a_rest_that_doubles_up_to_a_minute() -> None:
    clock, entra = Clock(), FakeEntra(script=[OSError("down")] * 8)
    tokens = provider(entra, clock)
    for rest in (2, 4, 8, 16, 32, 60, 60):
        for _ in range(3):
            with pytest.raises(TokenUnavailable):
                await tokens.token(AUDIENCE)
        asked = len(entra.asked)
        clock.now += rest - 0.1
        with pytest.raises(TokenUnavailable):
            await tokens.token(AUDIENCE)
        assert len(entra.asked) == asked
        clock.now += 0.1
    entra.script = []
    assert await tokens.token(AUDIENCE) == "token-8"


async def test_a_client_that_could_not_be_made_is_made_later() -> None:
    clock, entra = Clock(), FakeEntra(unreachable=True)
    tokens = provider(entra, clock)
    with pytest.raises(TokenUnavailable):
        await tokens.token(AUDIENCE)
    entra.unreachable = False
    clock.now += 2
    assert await tokens.token(AUDIENCE) == "token-1"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"error": "invalid_client", "error_codes": [7000222]}, CredentialRefused),
        ({"error": "unauthorized_client", "error_codes": [700016]}, CredentialRefused),
        ({}, CredentialRefused),
        ({"error": "temporarily_unavailable"}, TokenUnavailable),
        ({"error": "server_error"}, TokenUnavailable),
        ({"access_token": "x"}, TokenUnavailable),
        ({"access_token": "x", "expires_in": 30}, TokenUnavailable),
        (ValueError("OIDC Discovery failed"), TokenUnavailable),
    ],
    ids=[
        "expired secret",
        "unknown app",
        "nothing",
        "busy",
        "broken",
        "no life",
        "a short life",
        "no discovery",
    ],
)
async def test_a_refused_credential_is_told_apart_from_an_outage(
    answer: Mapping[str, Any] | Exception, kind: type[OSError]
) -> None:
    with pytest.raises(kind):
        await provider(FakeEntra(script=[answer])).token(AUDIENCE)


def test_the_connector_knows_both_by_their_built_in_kinds() -> None:
    """`bot/` may not import `tokens/`: it catches ConnectionError and PermissionError."""
    assert issubclass(TokenUnavailable, ConnectionError)
    assert issubclass(CredentialRefused, PermissionError)


async def test_a_failed_renewal_is_logged_by_code_and_without_the_secret() -> None:
    refusal = {
        "error": "invalid_client",
        "error_codes": [7000222],
        "error_description": "secret hemlig-hemlig",
    }
    with capture_logs() as logs, pytest.raises(CredentialRefused):
        await provider(FakeEntra(script=[refusal])).token(AUDIENCE)
    assert logs == [
        {
            "event": "token_not_renewed",
            "log_level": "error",
            "error": "CredentialRefused",
            "detail": "invalid_client [7000222]",
            "failures": 1,
        }
    ]


async def test_local_mode_has_no_token() -> None:
    assert await NoToken().token(AUDIENCE) == ""


def certificate_pem(days: int) -> str:
    key, name = rsa_key(3), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "EST-boten")])
    now = datetime(2026, 3, 17, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 7)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (certificate.public_bytes(serialization.Encoding.PEM) + private).decode()


def test_a_certificate_is_split_into_what_msal_wants_and_tells_when_it_ends() -> None:
    certificate = Certificate(APPLICATION, certificate_pem(days=90))
    proof = certificate.proof()
    assert set(proof) == {"private_key", "public_certificate"}
    serialization.load_pem_private_key(proof["private_key"].encode(), None)
    assert certificate.expires() == datetime(2026, 6, 15, tzinfo=UTC)
    assert Certificate(APPLICATION, certificate.pem, "lösen").proof()["passphrase"] == "lösen"


@pytest.mark.parametrize("half", ["CERTIFICATE", "PRIVATE KEY"])
def test_half_a_certificate_stops_the_start(half: str) -> None:
    with pytest.raises(ValueError, match="both"):
        Certificate(APPLICATION, certificate_pem(days=1).replace(half, "SOMETHING ELSE"))


def test_a_login_authority_over_plain_http_stops_the_start() -> None:
    with pytest.raises(ValueError, match="https"):
        Application("app", "tenant", "http://login.example.com")


def test_no_credential_shows_its_secret() -> None:
    pem = certificate_pem(days=1)
    shown = repr([ClientSecret(APPLICATION, "hemlig"), Certificate(APPLICATION, pem, "hemlig")])
    assert "hemlig" not in shown
    assert "BEGIN" not in shown


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_stand_in_on_this_machine_is_asked_without_tls(host: str) -> None:
    asked: list[Mapping[str, Any]] = []

    async def describe(request: web.Request) -> web.Response:
        here = f"http://{request.host}/{APPLICATION.tenant_id}"
        return web.json_response(
            {
                "issuer": f"{here}/v2.0",
                "authorization_endpoint": f"{here}/oauth2/v2.0/authorize",
                "token_endpoint": f"{here}/oauth2/v2.0/token",
            }
        )

    async def give(request: web.Request) -> web.Response:
        asked.append(dict(await request.post()))
        return web.json_response({"token_type": "Bearer", "access_token": "t-1", "expires_in": 3600})

    routes = [
        web.get(f"/{APPLICATION.tenant_id}/v2.0/.well-known/openid-configuration", describe),
        web.post(f"/{APPLICATION.tenant_id}/oauth2/v2.0/token", give),
    ]
    async with serving(routes) as server:
        here = replace(APPLICATION, login_authority=server.replace("127.0.0.1", host))
        tokens = MsalTokens(ClientSecret(here, "not a secret"))
        assert await tokens.token(AUDIENCE) == "t-1"
        await tokens.close()
    assert [(one["client_id"], one["scope"]) for one in asked] == [
        (APPLICATION.app_id, f"{AUDIENCE}/.default")
    ]
