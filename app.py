"""The entry point and the composition root: the only file that knows concrete classes and the settings.

`python app.py` runs the bot; `python app.py --help` lists the rest.
"""

from __future__ import annotations

import asyncio
import io
import random
import secrets
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from settings import Settings, SettingsRefused, read_settings

if TYPE_CHECKING:
    import aiohttp
    from aiohttp import web

    from bot.aftermath import Aftermath
    from bot.authentication import InboundAuthenticator
    from bot.courier import Courier
    from bot.gateway import ChannelGateway, TokenProvider
    from bot.gateways import Gateways, OneGateway
    from bot.keys import SigningKeys
    from est.group import Municipality
    from est.ports import Records, Store
    from municipalities import App
    from sample.mode import LocalMode
    from schedule.clock import Clock
    from storage.store import SqlStore
    from tokens.provider import MsalTokens

Now = Callable[[], datetime]

ZONE = "Europe/Stockholm"
"""The zone that every new plan is meant in."""
LEADS_FOR = 20.0
"""Seconds a process may tick and deliver without renewing its lease; the next one takes over after that."""
DRAINS_FOR = 10.0
"""Seconds a stop waits for answers that are on their way."""

cli = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,  # Its frames show values, and a value may be a secret or what somebody wrote.
    help="EST-boten: Teams-boten för EST-gruppens vecka.",
)


def system_now() -> datetime:
    """The machine's clock; nothing else reads it."""
    return datetime.now(UTC)


@cli.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """Run the bot unless another command is named."""
    _require_time_zones()
    if context.invoked_subcommand is None:
        run()


@cli.command()
def run(
    port: Annotated[int, typer.Option(help="Port to listen on instead of EST_PORT.")] = 0,
    playground: Annotated[
        bool,
        typer.Option(
            "--playground", help="Also start Microsoft's Agents Playground; local mode, needs Node."
        ),
    ] = False,
    empty: Annotated[
        bool, typer.Option("--empty", help="Local mode without the sample group: install it yourself.")
    ] = False,
) -> None:
    """Migrate the database and run the bot. Without EST_APP_ID: local mode with the sample municipality."""
    settings = _settings(**({"port": port} if port else {}), **({"empty": True} if empty else {}))
    _migrate(settings)
    from aiohttp import web

    from bot.endpoint import SERVER_LIMITS
    from logs import prepare_logs

    prepare_logs(settings.log_format)
    address = f"http://{settings.host}:{settings.port}/"
    typer.echo(
        f"EST-boten: {address}" + ("  (lokalt läge: öppna adressen i webbläsaren)" if settings.local else "")
    )
    with _playground(settings) if playground else nullcontext():
        web.run_app(
            build(settings),
            host=settings.host,
            port=settings.port,
            print=None,
            access_log=None,
            **SERVER_LIMITS,
        )


@cli.command()
def migrate() -> None:
    """Bring the database to this version's level, and say which level that is."""
    typer.echo(_migrate(_settings()))


@cli.command()
def guard() -> None:
    """Read sentences from standard input; write `stop|warn|ok`, the class and the sentence for each, in order."""
    from est.personal_data import guard_line

    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    for line in sys.stdin:
        typer.echo(guard_line(line.rstrip("\r\n")))


@cli.command()
def week() -> None:
    """Play a whole EST week with the sample municipality, printed on the console."""
    asyncio.run(_play_week())


async def _play_week() -> None:
    """The program on a scratch database and a port of its own, its clock turned from step to step."""
    from aiohttp import web

    from sample.week import Printed, folder_url, free_port, monday_before, scratch
    from storage.migrate import upgrade

    with scratch() as folder:
        upgrade(folder_url(folder))
        settings = _settings(port=free_port(), database_url=folder_url(folder))
        program = await assemble(settings, lambda: monday_before(system_now()))
        local = program.local
        if local is None:
            raise typer.BadParameter("A week is played in local mode: unset EST_APP_ID.")
        local.turnable.freeze()
        runner = web.AppRunner(program.application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, settings.host, settings.port).start()
        try:
            await local.play(Printed(local.teams, typer.echo), typer.echo)
        finally:
            await runner.cleanup()


@dataclass(frozen=True, slots=True)
class Program:
    """The whole program, wired. Tests turn its clock and wait for its courier as local mode does."""

    application: web.Application
    store: SqlStore
    clock: Clock
    courier: Courier
    aftermath: Aftermath
    local: LocalMode | None


async def build(settings: Settings) -> web.Application:
    """The program as one aiohttp application."""
    return (await assemble(settings)).application


async def assemble(settings: Settings, now: Now = system_now) -> Program:  # noqa: PLR0915 -- top to bottom
    """Wire store, door, receiver, clock and courier. *now* is the machine's clock, which local mode can turn."""
    from aiohttp import web

    from bot.adapter import EstAdapter
    from bot.aftermath import Aftermath
    from bot.connector import open_session
    from bot.courier import Courier
    from bot.endpoint import Endpoint
    from bot.handler import EstReceiver, EstVoice
    from bot.keys import SigningKeys
    from bot.pace import InboundPace
    from bot.replays import Replays
    from bot.replies import Replies
    from bot.roster import RosterReader
    from bot.teams_bot import TeamsBot
    from bot.turn import Turns
    from schedule.clock import Clock
    from storage.lease import Lease
    from web.pages import Health, routes
    from web.sight import DoorLog

    store = await _open_store(settings, now)
    local = await _local_mode(settings, store, now) if settings.local else None
    session, aftermath, lease, owner = open_session(), Aftermath(), Lease(store), secrets.token_hex(8)
    keys = SigningKeys(settings.openid_metadata, session)
    tokens = {app.app_id: _tokens(app, settings.login_authority) for app in settings.apps}
    gateways = (
        _gateways(settings, session, tokens) if local is None else _one_gateway(session, local.world.bot_id)
    )
    present = local.now if local is not None else now

    async def leads() -> bool:
        return await lease.hold(owner, now(), LEADS_FOR)

    chance = random.Random(secrets.randbits(64))  # noqa: S311 -- spreads retries, guards nothing
    courier = Courier(store, gateways.of_group, present, leads, pace=_pace(settings.rate), chance=chance)
    roster = RosterReader(store, gateways.of_group, present)
    clock = Clock(store, present, roster.read_stale, courier.wake, leads)
    receiver = EstReceiver(store, present, roster.read, aftermath, courier.wake)
    replies = Replies(gateways.of_app, aftermath, receiver.delivered)
    endpoint = Endpoint(
        door=await _door(settings, keys, local.tenants if local is not None else frozenset()),
        adapter=EstAdapter(gateways.of_app),
        bot=TeamsBot(Turns(receiver, EstVoice(), replies), present),
        pace=InboundPace(),
        replays=Replays(time.monotonic),
        watch=DoorLog(),
    )
    health = Health(pings={"database": store.level}, facts=_facts, last_tick=lambda: clock.last_tick)

    application = web.Application()
    application.add_routes([*endpoint.routes(), *routes(health)])
    if local is not None:
        local.mount(application, clock, courier, lambda: aftermath.drain(DRAINS_FOR))

    async def alive(_: web.Application) -> AsyncIterator[None]:
        delivery = asyncio.create_task(courier.run())
        clock.start()
        yield
        clock.stop()
        delivery.cancel()
        with suppress(asyncio.CancelledError):
            await delivery
        await aftermath.drain(DRAINS_FOR)
        await lease.release(owner, now())
        await keys.close()
        await asyncio.gather(*(provider.close() for provider in tokens.values()))
        await session.close()
        store.close()

    application.cleanup_ctx.append(alive)
    return Program(application, store, clock, courier, aftermath, local)


@contextmanager
def _playground(settings: Settings) -> Iterator[None]:
    """Microsoft's test client beside the bot, for as long as the bot runs."""
    from sample.playground import PlaygroundMissing, started

    if not settings.local:
        typer.echo("EST-boten startar inte. --playground hör till lokalt läge, utan EST_APP_ID.", err=True)
        raise typer.Exit(2)
    try:
        with started(settings.port) as where:
            typer.echo(f"Agents Playground: {where}")
            yield
    except PlaygroundMissing as missing:
        typer.echo(f"EST-boten startar inte. {missing}", err=True)
        raise typer.Exit(2) from None


def _settings(**overrides: object) -> Settings:
    try:
        return read_settings(**overrides)
    except SettingsRefused as refused:
        typer.echo("EST-boten startar inte. Rätta inställningarna (the settings are wrong):", err=True)
        for name, hint in refused.faults:
            typer.echo(f"  {name}: {hint}", err=True)
        raise typer.Exit(2) from None


def _require_time_zones() -> None:
    """Without the time zone database nothing starts: nine o'clock must not become nine in UTC (acceptance.md S16)."""
    try:
        ZoneInfo(ZONE)
    except ZoneInfoNotFoundError:
        hint = (
            f"Tidszonen {ZONE} saknas: installera paketet tzdata (no time zones: install the package tzdata)."
        )
        typer.echo(f"EST-boten startar inte. {hint}", err=True)
        raise typer.Exit(2) from None


def _migrate(settings: Settings) -> str:
    from storage.migrate import head, level, upgrade
    from storage.refused import DatabaseRefused

    url = settings.database_url.get_secret_value()
    try:
        if url.startswith("sqlite:///"):
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        return level(url) if level(url) >= head() else upgrade(url)
    except DatabaseRefused as refused:
        typer.echo(f"EST-boten startar inte. EST_DATABASE_URL: {refused}", err=True)
        raise typer.Exit(2) from None


async def _open_store(settings: Settings, now: Now) -> SqlStore:
    from calendars.swedish import swedish_days
    from est.group import Municipality
    from storage.engine import open_database
    from storage.store import SqlStore

    year = now().year
    store = SqlStore(
        open_database(settings.database_url.get_secret_value()), swedish_days(range(year - 3, year + 11))
    )
    for app in settings.apps:
        for tenant in app.tenants:
            municipality = Municipality(tenant, app.name or "Kommunen", tenant, app.app_id)
            await store.write("", partial(_keep_municipality, municipality=municipality))
    return store


def _keep_municipality(records: Records, *, municipality: Municipality) -> None:
    records.groups.save_municipality(municipality)


def _one_gateway(session: aiohttp.ClientSession, bot_id: str) -> OneGateway:
    from bot.connector import TeamsConnector
    from bot.gateways import OneGateway
    from bot.service_urls import LOOPBACK_HOSTS, ServiceHosts
    from tokens.provider import NoToken

    hosts = ServiceHosts(LOOPBACK_HOSTS)
    return OneGateway(TeamsConnector(session, NoToken(), bot_id=bot_id, service_hosts=hosts))


def _gateways(
    settings: Settings, session: aiohttp.ClientSession, tokens: Mapping[str, TokenProvider]
) -> Gateways:
    """A gateway for each municipality, which shows Teams that municipality's own token (acceptance.md M8)."""
    from bot.connector import TeamsConnector
    from bot.gateways import Gateways
    from bot.service_urls import ServiceHosts

    hosts = ServiceHosts(settings.service_hosts)
    by_app: dict[str, ChannelGateway] = {
        app_id: TeamsConnector(session, provider, bot_id=f"28:{app_id}", service_hosts=hosts)
        for app_id, provider in tokens.items()
    }
    return Gateways(by_app, {tenant: app.app_id for app in settings.apps for tenant in app.tenants})


def _tokens(app: App, login_authority: str) -> MsalTokens:
    from tokens.credentials import (
        Application,
        Certificate,
        ClientSecret,
        Credential,
        FederatedIdentity,
        assertion_of_identity,
    )
    from tokens.provider import MsalTokens

    application = Application(app.app_id, app.tenants[0], login_authority)
    credential: Credential
    if app.managed_identity:
        credential = FederatedIdentity(application, assertion_of_identity(app.managed_identity))
    elif app.app_certificate_file is not None:
        credential = Certificate(application, app.app_certificate_file.read_text("ascii"))
    else:
        credential = ClientSecret(application, app.secret)
    return MsalTokens(credential)


async def _door(settings: Settings, keys: SigningKeys, local_tenants: frozenset[str]) -> InboundAuthenticator:
    from bot.authentication import ChannelAuthenticator
    from bot.loopback import LoopbackAuthenticator
    from bot.service_urls import ServiceHosts

    if settings.local:
        return LoopbackAuthenticator(local_tenants)
    await keys.warm()
    tenants = {app.app_id: frozenset(app.tenants) for app in settings.apps}
    return ChannelAuthenticator(keys, tenants=tenants, service_hosts=ServiceHosts(settings.service_hosts))


def _pace(rate: int) -> Callable[[], Awaitable[None]]:
    """Evenly spaced, so that little is in the air at a crash (durable.md §2)."""
    from aiolimiter import AsyncLimiter

    return AsyncLimiter(1, 1 / rate).acquire


def _facts() -> dict[str, str]:
    from importlib.metadata import version

    return {"tzdata": version("tzdata")}


async def _local_mode(settings: Settings, store: Store, now: Now) -> LocalMode:
    from sample.mode import LocalMode

    _, is_file, path = settings.database_url.get_secret_value().partition("sqlite:///")
    folder = Path(path).parent if is_file else Path("var")
    address = f"http://{settings.host}:{settings.port}/api/messages"
    mode = LocalMode(store, folder, address, now, empty=settings.empty)
    await mode.load()
    return mode


if __name__ == "__main__":
    cli()
