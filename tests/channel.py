"""The program as a municipality runs it: signed activities come in, tokens of Entra go out, nothing is local mode.

Beside it stand what it speaks with: a metadata server with signing keys, an Entra that gives each app its own token,
and a Connector that takes everything down.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import ssl
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import aiohttp
import jwt
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID
from sqlalchemy import Connection, inspect

from app import Program, assemble
from bot.endpoint import PATH, SERVER_LIMITS
from est.group import Group, GroupState
from est.member import Member, Role
from est.place import Place
from est.ports import Records
from est.timetable import Plan, Preset
from est.vocabulary import PlaceType
from est.weekly.joining import group_id_of, member_id_of
from settings import Settings
from tests.bot.fakes import ISSUER, FakeConnector, FakeOpenId, Json, rsa_key
from tests.harness.canaries import METRICS, overhear, show_metrics
from tests.town import migrated

IDS = uuid.UUID("6b1a9d5e-0b7c-4f4e-9d53-2f8f6f0b8b11")
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""Eight o'clock in Stockholm: everybody is asked."""


@dataclass(frozen=True)
class Customer:
    """A made-up municipality that the installation serves: its tenant, its app, its one team."""

    name: str
    people: int = 4
    coordinators: int = 1

    @property
    def tenant(self) -> str:
        return str(uuid.uuid5(IDS, f"{self.name}/tenant"))

    @property
    def app(self) -> str:
        return str(uuid.uuid5(IDS, f"{self.name}/app"))

    @property
    def team(self) -> str:
        return f"19:{uuid.uuid5(IDS, f'{self.name}/team').hex}@thread.tacv2"

    @property
    def group_id(self) -> str:
        return group_id_of(self.tenant, self.team)

    def person(self, number: int = 0) -> str:
        """The Entra object id of the nth person; the first ones coordinate."""
        return str(uuid.uuid5(IDS, f"{self.name}/{number}"))

    def seat(self, number: int = 0) -> str:
        return member_id_of(self.group_id, self.person(number))

    def chat(self, number: int = 0) -> str:
        return f"a:{uuid.uuid5(IDS, f'{self.name}/chat/{number}').hex}"

    def settle(self, records: Records, service_url: str, now: datetime) -> None:
        """The group with its people, running for two days, all reached at this service URL."""
        records.groups.save(
            Group(
                id=self.group_id,
                municipality_id=self.tenant,
                name=f"EST {self.name}",
                tenant_id=self.tenant,
                team_id=self.team,
                channel_id=self.team,
                service_url=service_url,
                plan=Plan.standard(Preset.WEEK_START),
                state=GroupState.RUNNING,
                running_since=now - timedelta(days=2),
                roster_at=now,
            )
        )
        records.places.save(Place("torget", self.tenant, "Torget", PlaceType.SQUARE_CENTRE, "Centrum"))
        records.places.save(Place("ekbackaskolan", self.tenant, "Ekbackaskolan", PlaceType.SCHOOL, "Ekbacka"))
        for number in range(self.people):
            roles = frozenset({Role.MEMBER} | ({Role.COORDINATOR} if number < self.coordinators else set()))
            name = f"Deltagare {number} {self.name}"
            records.members.save(
                Member(
                    self.seat(number),
                    self.group_id,
                    self.person(number),
                    name,
                    "",
                    f"funktion {number}",
                    roles,
                )
            )
            records.addresses.keep(
                self.group_id,
                self.seat(number),
                teams_id=f"29:{self.person(number)}",
                conversation_id=self.chat(number),
                service_url=service_url,
            )

    def activity(self, number: int = 0, /, **changes: object) -> Json:
        """What Teams sends for this person in their own chat, but for its type; None takes a field away."""
        body = {
            "id": f"f:{uuid.uuid4().hex}",
            "channelId": "msteams",
            "from": {"id": f"29:{self.person(number)}", "aadObjectId": self.person(number), "name": "N N"},
            "recipient": {"id": f"28:{self.app}", "name": "EST-boten"},
            "conversation": {
                "id": self.chat(number),
                "conversationType": "personal",
                "tenantId": self.tenant,
            },
            "channelData": {"tenant": {"id": self.tenant}},
            "timestamp": "2026-11-23T07:30:00.000Z",
            "locale": "sv-SE",
        } | changes
        return {key: value for key, value in body.items() if value is not None}

    def says(self, text: str, number: int = 0) -> Json:
        return self.activity(number, type="message", text=text)

    def presses(self, verb: str, number: int = 0, /, **data: object) -> Json:
        action = {"type": "Action.Execute", "verb": verb, "data": {"v": 1, **data, "verb": verb}}
        value = {"action": action, "trigger": "manual"}
        return self.activity(number, type="invoke", name="adaptiveCard/action", value=value)


@dataclass
class FakeEntra:
    """Gives each app a token of its own, and remembers who asked in which tenant."""

    asked: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""

    async def metadata(self, request: web.Request) -> web.Response:
        base = f"{self.url}/{request.match_info['tenant']}"
        ends = {f"{name}_endpoint": f"{base}/oauth2/v2.0/{name}" for name in ("token", "authorization")}
        return _said_and_closed({"issuer": f"{base}/v2.0", **ends})

    async def token(self, request: web.Request) -> web.Response:
        app_id = str((await request.post())["client_id"])
        self.asked.append((request.match_info["tenant"], app_id))
        return _said_and_closed(
            {"token_type": "Bearer", "access_token": f"token-of-{app_id}", "expires_in": 3600}
        )

    @asynccontextmanager
    async def running(self, folder: Path) -> AsyncIterator[str]:
        application = web.Application()
        application.add_routes(
            [
                web.get("/{tenant}/v2.0/.well-known/openid-configuration", self.metadata),
                web.post("/{tenant}/oauth2/v2.0/token", self.token),
            ]
        )
        pem = folder / "entra.pem"
        pem.write_bytes(_certificate())
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(pem)
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
            self.url = f"https://127.0.0.1:{runner.addresses[0][1]}"
            with _trusted(pem):
                yield self.url
        finally:
            await runner.cleanup()


@dataclass
class TimedConnector(FakeConnector):
    """Also remembers when each new message came."""

    posted: list[float] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        if request.method == "POST":
            self.posted.append(time.monotonic())
        return await super().take(request)


@dataclass
class MachineClock:
    """What all machines think the time is; turned by hand."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Channel:
    """One or several replicas of the program, with everything around them."""

    programs: Sequence[Program]
    runners: Sequence[web.AppRunner]
    clock: MachineClock
    connector: TimedConnector
    entra: FakeEntra
    session: aiohttp.ClientSession

    @property
    def program(self) -> Program:
        return self.programs[0]

    @property
    def service_url(self) -> str:
        return f"{self.connector.url}/"

    def token(self, app_id: str, **claims: object) -> str:
        """A token as the channel makes it for this app."""
        usual = {
            "iss": ISSUER,
            "aud": app_id,
            "exp": int(time.time()) + 3600,
            "nbf": int(time.time()) - 10,
            "serviceurl": self.service_url,
        }
        kept = {name: value for name, value in (usual | claims).items() if value is not None}
        return jwt.encode(kept, rsa_key(0), "RS256", headers={"kid": "key-0"})

    async def post(
        self, body: Mapping[str, object] | bytes, token: str, *, replica: int = 0
    ) -> tuple[int, Any]:
        """Send an activity; gives the status and the body of the answer, once all that follows is done."""
        raw = body if isinstance(body, bytes) else json.dumps({"serviceUrl": self.service_url} | dict(body))
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        url = f"http://127.0.0.1:{self.runners[replica].addresses[0][1]}{PATH}"
        async with self.session.post(url, data=raw, headers=headers) as response:
            text = await response.text()
        await self.programs[replica].aftermath.drain(5)
        return response.status, json.loads(text) if text else ""

    async def send(
        self, customer: Customer, body: Mapping[str, object], *, replica: int = 0
    ) -> tuple[int, Any]:
        """Send an activity as the channel does for this municipality."""
        return await self.post(body, self.token(customer.app), replica=replica)

    async def settle(self, customer: Customer) -> None:
        now = self.clock.now
        await self.program.store.write("", lambda records: customer.settle(records, self.service_url, now))

    async def stored(self) -> dict[str, list[str]]:
        """Every row of every table but addresses and the lease: what must not change after a refusal."""
        return await self.program.store.transact(_rows)

    async def stop(self, replica: int) -> None:
        """Stop one replica as the machine's service manager does."""
        await self.runners[replica].cleanup()

    async def all_at_once(self) -> None:
        """Every replica ticks and delivers at the same moment."""
        await asyncio.gather(*(program.clock.tick() for program in self.programs))
        await asyncio.gather(*(program.courier.deliver_due() for program in self.programs))


@asynccontextmanager
async def channel(
    folder: Path, towns: Sequence[Customer], *, replicas: int = 1, now: datetime = MONDAY, **overrides: Any
) -> AsyncIterator[Channel]:
    """The program for these municipalities, the first from the settings and the others from the file."""
    openid, entra, connector, clock = FakeOpenId(), FakeEntra(), TimedConnector(), MachineClock(now)
    async with AsyncExitStack() as stack:
        metadata = await stack.enter_async_context(openid.running())
        authority = await stack.enter_async_context(entra.running(folder))
        await stack.enter_async_context(connector.running())
        session = await stack.enter_async_context(aiohttp.ClientSession())
        given: dict[str, Any] = {
            "app_id": towns[0].app,
            "app_secret": "made-up-secret",
            "tenants": (towns[0].tenant,),
            "municipality_name": towns[0].name,
            "municipalities_file": _file(folder, towns[1:]),
            "login_authority": authority,
            "openid_metadata": metadata,
            "service_hosts": ("127.0.0.1",),
            "database_url": f"sqlite:///{folder / 'est.db'}",
            "rate": 50,
            **METRICS,
        }
        settings = Settings(_env_file=None, **given | overrides)
        if not overrides.get("database_url"):
            shutil.copy(migrated(), folder / "est.db")
        running = [await _start(stack, settings, clock) for _ in range(replicas)]
        programs, runners = [one[0] for one in running], [one[1] for one in running]
        yield Channel(programs, runners, clock, connector, entra, session)
        await show_metrics(f"http://127.0.0.1:{runners[-1].addresses[0][1]}")


async def _start(
    stack: AsyncExitStack, settings: Settings, clock: MachineClock
) -> tuple[Program, web.AppRunner]:
    program = await assemble(settings, clock)
    program.application.on_response_prepare.append(overhear)
    runner = web.AppRunner(program.application, access_log=None, shutdown_timeout=0.1, **SERVER_LIMITS)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return program, runner


def _said_and_closed(body: Json) -> web.Response:
    """Msal keeps its connections until the process ends, and a test would be told of each that stands open."""
    response = web.json_response(body)
    response.force_close()
    return response


def _rows(connection: Connection) -> dict[str, list[str]]:
    names = set(inspect(connection).get_table_names()) - {"address", "lease", "alembic_version"}
    return {
        name: sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{name}"')))
        for name in sorted(names)
    }


def _file(folder: Path, towns: Sequence[Customer]) -> Path | None:
    if not towns:
        return None
    (folder / "secret").write_text("another-made-up-secret\n", encoding="utf-8")
    tables = [
        f'[[municipality]]\nname = "{town.name}"\napp_id = "{town.app}"\n'
        f'tenants = ["{town.tenant}"]\napp_secret_file = "{folder / "secret"}"\n'
        for town in towns
    ]
    path = folder / "municipalities.toml"
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


@contextmanager
def _trusted(certificate: Path) -> Iterator[None]:
    """The certificate counts for msal's HTTP client, which reads this variable."""
    before = os.environ.get("REQUESTS_CA_BUNDLE")
    os.environ["REQUESTS_CA_BUNDLE"] = str(certificate)
    try:
        yield
    finally:
        if before is None:
            del os.environ["REQUESTS_CA_BUNDLE"]
        else:
            os.environ["REQUESTS_CA_BUNDLE"] = before


@cache
def _certificate() -> bytes:
    """A key and a certificate of its own for 127.0.0.1, as one PEM."""
    key, name = rsa_key(7), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "entra.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private + certificate.public_bytes(pem)
