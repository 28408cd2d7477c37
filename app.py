"""The entry point and the composition root: the only file that knows concrete classes and the settings.

`python app.py` runs the bot; `python app.py --help` lists the rest.
"""

from __future__ import annotations

import asyncio
import gc
import io
import os
import random
import secrets
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from remedies import NO_ZONES, ZONE
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
    from bot.limits import Limits
    from bot.watched import CallWatch
    from documents.files import File
    from est.group import Municipality
    from est.ports import Records, Store
    from est.weekly.documents import Shelf
    from municipalities import App
    from sample.mode import LocalMode
    from schedule.clock import Clock
    from selfcheck import Finding
    from storage.store import SqlStore
    from tokens.provider import MsalTokens

Now = Callable[[], datetime]

LEADS_FOR = 10.0
"""Seconds a process may tick and deliver without renewing its lease; the next one takes over after that."""
LOCAL_RATE = 1000.0
"""Requests a second to the local client, which admits what it gets; each conversation has Teams' limits even so."""
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
    if context.invoked_subcommand not in {None, "run", "check"}:
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
    settings = _sound_settings(**({"port": port} if port else {}), **({"empty": True} if empty else {}))
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
def backup(target: Annotated[Path, typer.Argument(help="A file that does not exist yet.")]) -> None:
    """SQLite: write a whole copy of the database while the bot works. PostgreSQL has pg_dump."""
    from storage.backup import backup as copy

    with _database_errors():
        copy(_settings().database_url.get_secret_value(), target)
    typer.echo(target)


@cli.command()
def restore(copy: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")]) -> None:
    """SQLite: put a copy in the database's place; the bot must be stopped. Nothing is sent again."""
    from storage.backup import restore as put_back

    with _database_errors():
        cancelled = put_back(_settings().database_url.get_secret_value(), copy, system_now())
    typer.echo(f"Återställd. {cancelled} utskick som var på väg är inställda.")


@cli.command()
def restored() -> None:
    """PostgreSQL: the last step after pg_restore, before any process starts. Nothing is sent again."""
    from storage.backup import restored as mark

    with _database_errors():
        cancelled = mark(_settings().database_url.get_secret_value(), system_now())
    typer.echo(f"Återställd. {cancelled} utskick som var på väg är inställda.")


@cli.command()
def check() -> None:
    """Look at everything the bot needs, Entra included, and say how to put right what is not; changes nothing."""
    from logs import silence_logs

    silence_logs()
    settings, findings = _look()
    if settings is not None:
        from selfcheck import mode, packages, public_url

        findings = [mode(settings), *findings]
        findings += [*public_url(settings), *packages(settings)]
        findings += [] if settings.local else asyncio.run(_ask_microsoft(settings))
    for finding in findings:
        typer.echo(str(finding))
    if any(finding.is_fault for finding in findings):
        raise typer.Exit(2)


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


@cli.command("documents")
def write_documents(
    out: Annotated[Path, typer.Option(help="Folder to write to; files of the same name are replaced.")],
    week: Annotated[
        str, typer.Option(help="The meeting's week, such as 2026-W48; the latest meeting without it.")
    ] = "",
    diary_number: Annotated[str, typer.Option(help="Diarienummer in every document.")] = "",
    information_class: Annotated[str, typer.Option(help="Informationsklass in every document.")] = "",
) -> None:
    """Write every document of each group's meeting to a folder, with the archives of the meeting and its year."""
    from documents.collection import save
    from est.errors import Refusal
    from logs import silence_logs
    from storage.refused import DatabaseRefused
    from words import words_in
    from words.refusals import say

    silence_logs()
    settings = _settings()
    _migrate(settings)
    registry = {"diary_number": diary_number, "information_class": information_class}
    try:
        shelves = asyncio.run(_shelves(settings, week))
        for number, files in enumerate(_files_of(settings, shelves, registry)):
            folder = out / f"grupp {number + 1}" if len(shelves) > 1 else out
            for path in save(files, folder):
                typer.echo(path)
    except Refusal as refusal:
        typer.echo(say(refusal, words_in("sv")), err=True)
        raise typer.Exit(2) from None
    except DatabaseRefused as refused:
        typer.echo(f"EST_DATABASE_URL: {refused}", err=True)
        raise typer.Exit(2) from None


async def _shelves(settings: Settings, week: str) -> list[Shelf]:
    """What there is of each group that runs; in local mode of the sample municipality, by its own clock."""
    from est.weekly.documents import shelf, turn_of_operator

    def work(records: Records, *, group: str, now: datetime) -> Shelf:
        return shelf(records, turn_of_operator(records, group, now), week)

    store = await _open_store(settings, system_now)
    try:
        local = await _local_mode(settings, store, system_now) if settings.local else None
        now = local.now() if local is not None else system_now()
        groups = await store.read(lambda records: records.groups.running())
        return [await store.write(group, partial(work, group=group, now=now)) for group in groups]
    finally:
        store.close()


def _files_of(settings: Settings, shelves: list[Shelf], registry: dict[str, str]) -> Iterator[list[File]]:
    from documents.collection import everything
    from documents.frame import Frame, Logotype, LogotypeRefused

    try:
        logotype = Logotype.read(settings.logotype.read_bytes()) if settings.logotype else None
    except LogotypeRefused as refused:
        typer.echo(f"EST_LOGOTYPE: {refused}", err=True)
        raise typer.Exit(2) from None
    for shelf in shelves:
        dossier = shelf.dossier
        frame = Frame(
            municipality=dossier.municipality.name,
            language=dossier.group.language,
            logotype=logotype,
            **registry,
        )
        yield everything(shelf, frame, settings.public_url, shelf.read_at)


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
    application = (await assemble(settings)).application
    spare_the_collector()
    return application


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
    from bot.skew import ClockSkew
    from bot.teams_bot import TeamsBot
    from bot.traffic import Traffic
    from bot.turn import Turns
    from schedule.clock import Clock
    from selfcheck import login_of
    from storage.lease import Lease
    from storage.migrate import head
    from storage.sight import Sight as LedgerSight
    from web.health import Ports, Sending, health_routes, login_notes
    from web.pages import about_routes
    from web.sight import Sight, metrics_routes

    store = await _open_store(settings, now)
    local = await _local_mode(settings, store, now) if settings.local else None
    skew, sight = ClockSkew(), Sight()
    credentials = {app.app_id: login_of(app) for app in settings.apps}
    session, aftermath = open_session(traces=[skew.trace()]), Aftermath()
    lease, owner = Lease(store), secrets.token_hex(8)
    keys = SigningKeys(settings.openid_metadata, session)
    tokens = {app.app_id: _tokens(app, settings.login_authority) for app in settings.apps}
    gateways = (
        _gateways(settings, session, tokens, sight)
        if local is None
        else _one_gateway(session, local.world.bot_id, sight)
    )
    present = local.now if local is not None else now

    async def leads() -> bool:
        return await lease.hold(owner, now(), LEADS_FOR)

    chance = random.Random(secrets.randbits(64))  # noqa: S311 -- spreads retries, guards nothing
    traffic = Traffic(_limits(settings), present)
    courier = Courier(store, gateways.of_group, present, leads, traffic=traffic, chance=chance)
    roster = RosterReader(store, traffic.answering(gateways.of_group), present)
    clock = Clock(
        store,
        present,
        roster.read_stale,
        courier.wake,
        leads,
        credentials={tenant: credentials[app.app_id] for app in settings.apps for tenant in app.tenants},
    )
    receiver = EstReceiver(store, present, roster.read, aftermath, courier.wake)
    answering = traffic.answering(gateways.of_app)
    replies = Replies(answering, aftermath, receiver.delivered)
    endpoint = Endpoint(
        door=await _door(settings, keys, local.tenants if local is not None else frozenset()),
        adapter=EstAdapter(answering),
        bot=TeamsBot(Turns(receiver, EstVoice(), replies), present),
        pace=InboundPace(),
        replays=Replays(time.monotonic),
        watch=sight,
    )
    ports = Ports(
        level=store.level,
        head=head(),
        outbox=LedgerSight(store).look,
        pulse=lambda: clock.pulse,
        now=present,
        machine=now,
        skew=lambda: skew.seconds,
        sending=lambda: Sending(traffic.interrupted, courier.in_the_air, traffic.last_taken),
        pings=_pings(settings, keys, tokens),
        credentials=credentials,
        facts=_facts(),
    )

    application = web.Application()
    application.add_routes(
        [
            *endpoint.routes(),
            *health_routes(ports),
            *metrics_routes(sight, ports, settings.metrics_token.get_secret_value()),
            *about_routes(lambda words: login_notes(words, credentials, present()), front=not settings.local),
        ]
    )
    if local is not None:
        local.mount(application, clock, courier, lambda: aftermath.drain(DRAINS_FOR))

    async def alive(_: web.Application) -> AsyncIterator[None]:
        delivery = asyncio.create_task(courier.run())
        clock.start()
        yield
        clock.stop()
        await courier.stop()
        await delivery
        await aftermath.drain(DRAINS_FOR)
        await lease.release(owner, now())
        await keys.close()
        await asyncio.gather(*(provider.close() for provider in tokens.values()))
        await session.close()
        store.close()

    application.cleanup_ctx.append(alive)
    return Program(application, store, clock, courier, aftermath, local)


def spare_the_collector() -> None:
    """What the program is made of stays for as long as it runs: the collector need not go through it again and again.

    It cost about a twentieth of every answer (bench/submit.py).
    """
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


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


def _look(**overrides: object) -> tuple[Settings | None, list[Finding]]:
    """The settings, if they can be used, and what was found of all that needs no network (acceptance.md O2)."""
    from selfcheck import credentials, database, faults_of_settings, time_zones

    zones = time_zones()
    try:
        settings = read_settings(**overrides)
    except SettingsRefused as refused:
        url = os.environ.get("EST_DATABASE_URL", "")
        return None, [zones, *faults_of_settings(refused.faults), *([database(url)] if url else [])]
    url = settings.database_url.get_secret_value()
    return settings, [zones, database(url), *credentials(settings, system_now())]


def _sound_settings(**overrides: object) -> Settings:
    """The settings; the start is refused with every fault at once, and the place to put each right."""
    settings, findings = _look(**overrides)
    faults = [finding for finding in findings if finding.stops_the_start]
    if settings is not None and not faults:
        return settings
    typer.echo("EST-boten startar inte. Rätta (put right):", err=True)
    for finding in faults:
        typer.echo(f"  {finding.subject}: {finding.text}\n      {finding.place}", err=True)
    raise typer.Exit(2)


async def _ask_microsoft(settings: Settings) -> list[Finding]:
    """What only Entra and the metadata server can say. Nothing is sent to anybody."""
    from bot.connector import open_session
    from bot.keys import SigningKeys
    from selfcheck import keys, login

    async with open_session() as session:
        signing = SigningKeys(settings.openid_metadata, session)
        found = [keys(settings, fetched=await signing.warm())]
        return found + [
            await login(settings, app, _tokens(app, settings.login_authority)) for app in settings.apps
        ]


def _require_time_zones() -> None:
    """Without the time zone database nothing starts: nine o'clock must not become nine in UTC (acceptance.md S16)."""
    try:
        ZoneInfo(ZONE)
    except ZoneInfoNotFoundError:
        typer.echo(f"EST-boten startar inte. {NO_ZONES}", err=True)
        raise typer.Exit(2) from None


def _migrate(settings: Settings) -> str:
    from storage.migrate import head, level, upgrade

    url = settings.database_url.get_secret_value()
    with _database_errors():
        if url.startswith("sqlite:///"):
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        return level(url) if level(url) >= head() else upgrade(url)


@contextmanager
def _database_errors() -> Iterator[None]:
    """A database that cannot be used ends the command with one line."""
    from storage.refused import DatabaseRefused

    try:
        yield
    except DatabaseRefused as refused:
        typer.echo(f"Det gick inte. EST_DATABASE_URL: {refused}", err=True)
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


def _one_gateway(session: aiohttp.ClientSession, bot_id: str, watch: CallWatch) -> OneGateway:
    from bot.connector import TeamsConnector
    from bot.gateways import OneGateway
    from bot.service_urls import LOOPBACK_HOSTS, ServiceHosts
    from bot.watched import WatchedGateway
    from tokens.provider import NoToken

    hosts = ServiceHosts(LOOPBACK_HOSTS)
    connector = TeamsConnector(session, NoToken(), bot_id=bot_id, service_hosts=hosts)
    return OneGateway(WatchedGateway(connector, watch))


def _gateways(
    settings: Settings,
    session: aiohttp.ClientSession,
    tokens: Mapping[str, TokenProvider],
    watch: CallWatch,
) -> Gateways:
    """A gateway for each municipality, which shows Teams that municipality's own token (acceptance.md M8)."""
    from bot.connector import TeamsConnector
    from bot.gateways import Gateways
    from bot.service_urls import ServiceHosts
    from bot.watched import WatchedGateway

    hosts = ServiceHosts(settings.service_hosts)
    by_app: dict[str, ChannelGateway] = {
        app_id: WatchedGateway(
            TeamsConnector(
                session,
                provider,
                bot_id=f"28:{app_id}",
                service_hosts=hosts,
                audience=settings.token_issuer,
            ),
            watch,
        )
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


def _limits(settings: Settings) -> Limits:
    from bot.limits import Limits

    return Limits(LOCAL_RATE, LOCAL_RATE) if settings.local else Limits(settings.rate, settings.tenant_rate)


async def _door(settings: Settings, keys: SigningKeys, local_tenants: frozenset[str]) -> InboundAuthenticator:
    from bot.authentication import ChannelAuthenticator
    from bot.loopback import LoopbackAuthenticator
    from bot.service_urls import ServiceHosts

    if settings.local:
        return LoopbackAuthenticator(local_tenants)
    await keys.warm()
    tenants = {app.app_id: frozenset(app.tenants) for app in settings.apps}
    hosts = ServiceHosts(settings.service_hosts)
    return ChannelAuthenticator(keys, tenants=tenants, service_hosts=hosts, issuer=settings.token_issuer)


def _pings(
    settings: Settings, keys: SigningKeys, tokens: Mapping[str, TokenProvider]
) -> dict[str, Callable[[], Awaitable[object]]]:
    """What can be asked of the ports to Microsoft without sending anybody anything; local mode has none."""
    if settings.local:
        return {}

    async def login() -> None:
        for provider in tokens.values():
            await provider.token(settings.token_issuer)

    return {"door": keys.ping, "login": login}


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
