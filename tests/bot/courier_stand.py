"""The courier at work: a real database, the Connector on a real socket, and a clock that need not be waited for."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

import aiohttp

from bot.connector import TeamsConnector
from bot.courier import Courier
from bot.gateway import Address
from bot.limits import Limits
from bot.service_urls import ServiceHosts
from bot.traffic import Traffic
from calendars.swedish import swedish_days
from est.group import Group, GroupState, Municipality
from est.letters import Letter
from est.member import Member, Organisation, Role
from est.ports import Records, Store
from est.timetable import Plan, Preset
from est.turn import Caller, Turn
from est.vocabulary import OrganisationType
from est.week import Week
from est.weekly.clockwork import tick
from storage.engine import open_database
from storage.store import SqlStore
from tests.bot.fakes import APP, TENANT, FakeConnector, FixedToken, Sent
from tests.bot.quick_time import QuickTime
from tests.town import migrated

MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""Eight o'clock in Stockholm: everybody is asked."""
W48 = Week(2026, 48)
GROUP = "g1"
T = TypeVar("T")


@dataclass
class StillStore:
    """A store whose work takes no time."""

    inner: Store
    time: QuickTime

    async def read(self, work: Callable[[Records], T]) -> T:
        with self.time.standing_still():
            return await self.inner.read(work)

    async def write(self, group_id: str, work: Callable[[Records], T]) -> T:
        with self.time.standing_still():
            return await self.inner.write(group_id, work)


@dataclass
class FailingStore:
    """A store whose database is away when somebody says so; *before* is asked ahead of each transaction that writes."""

    inner: Store
    before: Callable[[int], None] = lambda _: None
    writes: int = 0

    async def read(self, work: Callable[[Records], T]) -> T:
        return await self.inner.read(work)

    async def write(self, group_id: str, work: Callable[[Records], T]) -> T:
        self.writes += 1
        self.before(self.writes)
        return await self.inner.write(group_id, work)


@dataclass
class CourierStand:
    """One municipality with a group, and the courier that serves it."""

    store: Store
    teams: FakeConnector
    gateway: TeamsConnector
    time: QuickTime
    traffic: Traffic
    courier: Courier
    members: int

    async def tick(self, group_id: str = GROUP) -> int:
        """Write what is due in the group now."""
        now = self.time.now()
        return await self.store.write(group_id, lambda records: tick(records, group_id, now))

    def another(self, store: Store | None = None) -> Courier:
        """The courier of a process that was started beside or after the first, with limits of its own."""
        limits = Limits(1000, 1000)
        traffic = Traffic(limits, self.time.now, seconds=self.time.seconds, sleep=self.time.sleep)
        return courier_of(store or self.store, self.gateway, self.time, traffic)

    async def letters(self, group_id: str = GROUP) -> dict[str, Letter]:
        """The round's letters by what stands after the week in their key."""
        found = await self.store.read(lambda records: records.ledger.of_round(group_id, W48))
        return {letter.key.partition(f"{W48}/")[2]: letter for letter in found}

    async def change(self, work: Callable[[Records], T]) -> T:
        return await self.store.write(GROUP, work)

    def address(self, conversation: str) -> Address:
        return Address(self.teams.url, TENANT, conversation)

    def turn(self, number: int) -> Callable[[Records], Turn]:
        """The turn of a member in their own chat, at this moment."""

        def begin(records: Records) -> Turn:
            group, member = records.groups.get(GROUP), records.members.get(GROUP, f"m{number}")
            assert group is not None
            assert member is not None
            caller = Caller(
                TENANT,
                member.object_id,
                f"29:{number}",
                member.name,
                f"a:{number}",
                self.teams.url,
                personal=True,
            )
            return Turn(group, member, caller, self.time.now())

        return begin

    @property
    def heard(self) -> Counter[str]:
        """How many messages each conversation was given."""
        return Counter(conversation_of(sent) for sent in self.teams.sent if is_message(sent))


def is_message(sent: Sent) -> bool:
    """Whether people see it: a new message, not a new chat, an edit or a question."""
    return sent.method == "POST" and (sent.path.endswith("/activities") or "activity" in sent.body)


def conversation_of(sent: Sent) -> str:
    """The conversation that a request is about; a chat that is opened is named by its one member."""
    if sent.path.endswith("/v3/conversations"):
        channel = sent.body.get("channelData", {}).get("channel", {})
        return str(channel.get("id") or sent.body["members"][0]["id"])
    return unquote(sent.path.split("/")[3])


def courier_of(store: Store, gateway: TeamsConnector, time: QuickTime, traffic: Traffic) -> Courier:
    async def leads() -> bool:
        return True

    return Courier(store, lambda _: gateway, time.now, leads, traffic=traffic, chance=random.Random(48))


@asynccontextmanager
async def courier_stand(
    folder: Path,
    *,
    members: int = 3,
    rate: float = 1000,
    tenant_rate: float = 1000,
    known: bool = True,
    failing: Callable[[Store, QuickTime], Store] = lambda store, _: store,
    begins: datetime = MONDAY,
) -> AsyncIterator[CourierStand]:
    """A group whose members have been met (*known*) or have still to be opened a chat with."""
    time = QuickTime(begins)
    teams = FakeConnector(clock=time.seconds)
    time.arrived = lambda: len(teams.sent)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(teams.running())
        await stack.enter_async_context(time.passing())
        session = await stack.enter_async_context(aiohttp.ClientSession(trace_configs=[time.tracing]))
        shutil.copy(migrated(), folder / "est.db")
        database = open_database(f"sqlite:///{folder / 'est.db'}")
        kept = SqlStore(database, swedish_days(range(2024, 2030)))
        stack.callback(kept.close)
        store = StillStore(kept, time)
        await store.write("", lambda records: _settle(records, teams.url, members, known=known))
        gateway = TeamsConnector(
            session, FixedToken(), bot_id=f"28:{APP}", service_hosts=ServiceHosts({"127.0.0.1"})
        )
        traffic = Traffic(Limits(rate, tenant_rate), time.now, seconds=time.seconds, sleep=time.sleep)
        courier = courier_of(failing(store, time), gateway, time, traffic)
        yield CourierStand(store, teams, gateway, time, traffic, courier, members)
        await courier.stop()


def add_group(
    records: Records, id_: str, url: str, members: int, *, known: bool = True, **changes: Any
) -> None:
    """A group that runs, with members m0, m1, …; the first coordinates."""
    values: dict[str, Any] = {
        "id": id_,
        "municipality_id": "k1",
        "name": f"EST {id_}",
        "tenant_id": TENANT,
        "team_id": f"19:team-{id_}@thread.tacv2",
        "channel_id": f"19:channel-{id_}@thread.tacv2",
        "service_url": url,
        "plan": Plan.standard(Preset.WEEK_START),
        "state": GroupState.RUNNING,
        "running_since": datetime(2026, 11, 20, 11, 0, tzinfo=UTC),
        "roster_at": MONDAY,
    }
    records.groups.save(Group(**values | changes))
    prefix = "" if id_ == GROUP else f"{id_}-"
    for number in range(members):
        member = f"{prefix}m{number}"
        roles = frozenset({Role.MEMBER, *([Role.COORDINATOR] if number == 0 else [])})
        records.members.save(
            Member(member, id_, f"object-{member}", f"Person {member}", "o1", "Fältsekreterare", roles)
        )
        chat = f"a:{prefix}{number}" if known else ""
        records.addresses.keep(id_, member, teams_id=f"29:{prefix}{number}", conversation_id=chat)


def _settle(records: Records, url: str, members: int, *, known: bool) -> None:
    records.groups.save_municipality(Municipality("k1", "Ekbacka", TENANT, APP))
    records.members.save_organisation(Organisation("o1", "k1", "Skolan", OrganisationType.SCHOOL))
    add_group(records, GROUP, url, members, known=known)
