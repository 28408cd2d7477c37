"""A town to test in: the whole program on a real port and a real database, spoken to as Teams speaks.

Nothing inside is reached for or replaced. Somebody types, presses or turns the clock; what came out is what stands
in their chat. The database is read only to prove what was, or was not, kept.
"""

from __future__ import annotations

import atexit
import json
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from aiohttp import ClientSession, web
from sqlalchemy import Connection

from app import Program, assemble
from est.group import Group, GroupState
from est.member import Member
from est.ports import Records
from est.report import Item, Report
from est.timetable import Plan, Preset
from est.week import Week
from est.weekly.joining import member_id_of
from sample.console import card_lines
from sample.municipality import people, places
from sample.municipality.people import Seat
from sample.teams.activities import ActivityMaker
from sample.teams.bot_line import BotAnswer
from sample.teams.local import LocalTeams
from sample.teams.message import Message, Stamp
from sample.teams.seen import actions_of
from sample.teams.world import TeamsUser
from settings import Settings
from storage.tables import LetterRow, table
from tests.harness.canaries import METRICS, overhear, show_metrics

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LETTER = table(LetterRow)
_numbers = count(1)
T = TypeVar("T")


def at(day: str, clock: str = "00:00") -> datetime:
    """A moment on Stockholm's wall."""
    return datetime.combine(datetime.fromisoformat(day), time.fromisoformat(clock), STOCKHOLM).astimezone(UTC)


FRIDAY = at("2026-11-20", "12:00")
"""The Friday before the week the tests play (v 48): asked on Monday 2026-11-23 at 08:00, meeting Tuesday 09:00."""
W48 = Week(2026, 48)


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as one person sees it."""

    town: Town
    user: TeamsUser
    message: Message
    card: Mapping[str, Any]
    note: str

    @property
    def text(self) -> str:
        """The visible text of the card or message."""
        return "\n".join(card_lines(self.card)) if self.card else str(self.message.body.get("text", ""))

    @property
    def titles(self) -> list[str]:
        """What the buttons are called: the tooltip where several have the same title."""
        return [_name(action) for action in self.actions]

    @property
    def actions(self) -> list[dict[str, Any]]:
        return [dict(action) for action in actions_of(self.card)] if self.card else []

    def input(self, id_: str) -> Mapping[str, Any]:
        """One input of the card's form."""
        return next(
            e for e in _elements(self.card) if e.get("id") == id_ and str(e["type"]).startswith("Input.")
        )

    def button(self, title: str) -> dict[str, Any]:
        """The action whose title or tooltip begins so."""
        found = [
            action
            for action in self.actions
            if _name(action).startswith(title) or str(action["title"]).startswith(title)
        ]
        assert found, f"no button {title!r} among {self.titles} on:\n{self.text}"
        return found[0]

    async def press(self, title: str, /, **inputs: str) -> Shown:
        """Press a button with the form filled in, as the client does: untouched inputs keep their values."""
        action = self.button(title)
        return await self.send(action, **inputs)

    async def send(self, action: Mapping[str, Any], **inputs: str) -> Shown:
        """Press an action that may have been tampered with."""
        answer = await self.town.teams.client.press(self.user, self.message, self.filled(action, **inputs))
        self.town.answers.append(answer)
        return await self.town.again(self)

    def filled(self, action: Mapping[str, Any], **inputs: str) -> dict[str, Any]:
        """The action with what stands in the form, as the client sends it."""
        values = _values(self.card) | inputs if action.get("associatedInputs") != "none" else {}
        return {**action, "data": {**action.get("data", {}), **values}}

    async def submit(self, title: str, /, **inputs: str) -> Shown:
        """Press the `Action.Submit` that a client without `Action.Execute` shows in the button's place."""
        fallback = self.filled(self.button(title)["fallback"], **inputs)
        await self.town.teams.client.submit(self.user, self.message, fallback["data"])
        return await self.town.again(self)


class Town:
    """The program, its people and its clock."""

    def __init__(
        self,
        program: Program,
        teams: LocalTeams,
        seats: Mapping[Seat, TeamsUser],
        address: str,
        group_id: str = people.GROUP_ID,
    ) -> None:
        self.program = program
        self.teams = teams
        self.seats = seats
        self.address = address
        self.answers: list[BotAnswer] = []
        self.group_id = group_id

    def __getitem__(self, seat: Seat) -> TeamsUser:
        return self.seats[seat]

    @property
    def clock(self) -> Any:
        assert self.program.local is not None
        return self.program.local.turnable

    async def turn_to(self, moment: datetime) -> None:
        """Turn the clock, let what is due happen, and wait until all of it is sent."""
        await self.settle()
        self.clock.turn_to(moment)
        await self.tick()

    async def tick(self) -> None:
        """Do what is due now and wait until it is sent, whether by us or by the courier that runs beside us."""
        await self.program.clock.tick()
        await self.program.courier.deliver_due()

    async def settle(self) -> None:
        await self.program.aftermath.drain(5)

    async def say(self, user: TeamsUser, text: str) -> Shown:
        """Type in the 1:1 chat and see the newest answer there."""
        await self.teams.client.say(user, text)
        await self.settle()
        return self.chat(user)[-1]

    async def post(self, user: TeamsUser, text: str) -> list[Shown]:
        """Mention the bot in the channel and see the channel."""
        await self.teams.client.post(user, text)
        await self.settle()
        return self.channel(user)

    def chat(self, user: TeamsUser) -> list[Shown]:
        """The person's own chat with the bot, oldest first."""
        return self.conversation(user, self.teams.world.personal_conversation_id(user))

    def channel(self, user: TeamsUser) -> list[Shown]:
        return self.conversation(user, self.teams.world.channel_id)

    def conversation(self, user: TeamsUser, id_: str) -> list[Shown]:
        """Any conversation as this person sees it, oldest first."""
        seen = self.teams.client.sees(user, id_)
        return [Shown(self, user, one.message, one.cards[0] if one.cards else {}, one.note) for one in seen]

    def from_bot(self, shown: list[Shown]) -> list[Shown]:
        return [one for one in shown if not one.message.author]

    async def open_chat(self, user: TeamsUser) -> list[Shown]:
        """Come back to the chat: cards that ask for it are refreshed."""
        await self.teams.client.look_at(user, self.teams.world.personal_conversation_id(user))
        return self.chat(user)

    async def again(self, shown: Shown) -> Shown:
        """The same message as it is now."""
        await self.settle()
        found = self.conversation(shown.user, shown.message.conversation)
        return next(one for one in found if one.message.id == shown.message.id)

    async def records(self, work: Callable[[Records], T]) -> T:
        return await self.program.store.read(work)

    async def items(self, week: Week = W48) -> tuple[Item, ...]:
        return await self.records(lambda records: records.reports.items_between(self.group_id, week, week))

    def member_id(self, seat: Seat) -> str:
        """The id of the seat, which is the same for the same person in the same group."""
        return member_id_of(self.group_id, self[seat].object_id)

    async def report(self, seat: Seat, week: Week = W48) -> Report:
        id_ = self.member_id(seat)
        return await self.records(lambda records: records.reports.get(self.group_id, week, id_))

    async def change(self, seat: Seat, **changes: Any) -> None:
        """Change a seat as an administrator would have."""
        id_ = self.member_id(seat)

        def work(records: Records) -> None:
            member = records.members.get(self.group_id, id_)
            assert member is not None
            records.members.save(replace(member, **changes))

        await self.program.store.write(self.group_id, work)

    async def change_group(self, **changes: Any) -> None:
        """Change the group as something outside the program would have."""

        def work(records: Records) -> None:
            group = records.groups.get(self.group_id)
            assert group is not None
            records.groups.save(replace(group, **changes))

        await self.program.store.write(self.group_id, work)

    async def stored(self) -> dict[str, list[str]]:
        """Every row of every table but addresses and the clock's lease: what must not change after a refusal."""
        return await self.program.store.transact(_rows)

    def invoke(
        self, shown: Shown, action: Mapping[str, Any], *, id_: str = "", by: TeamsUser | None = None
    ) -> dict[str, Any]:
        """The activity of a press, to be sent as often, and by whom, as a test wants."""
        maker = ActivityMaker(self.teams.world, self.teams.service_url)
        value = {"action": dict(action), "trigger": "manual"}
        return maker.invoke(self.stamp(id_), by or shown.user, shown.message, value)

    def stamp(self, id_: str = "") -> Stamp:
        """Under which id an activity comes now; another each time, since Teams repeats one by its id."""
        return Stamp(id_ or f"f:{next(_numbers)}", self.clock.now())

    async def knock(self, activity: object) -> tuple[int, Any]:
        """Post to the bot as Teams does; gives the status and the body."""
        async with ClientSession() as session, session.post(self.address, json=activity) as response:
            body = await response.read()
            return response.status, json.loads(body) if body else ""


@asynccontextmanager
async def town(
    folder: Path, *, now: datetime = FRIDAY, installed: bool = True, **overrides: Any
) -> AsyncIterator[Town]:
    """A running town at a moment; *installed* with the group's plan and people, or as at the very first start.

    A town that has run in the folder before, and is not installed anew, is started again with what it had.
    """
    database = folder / "est.db"
    if not database.exists():
        shutil.copy(migrated(), database)
    port = free_port()
    given: dict[str, Any] = {
        "database_url": f"sqlite:///{database}",
        "empty": True,
        **METRICS,
    }
    settings = Settings(_env_file=None, port=port, **given | overrides)
    program = await assemble(settings, lambda: now)
    assert program.local is not None
    program.local.turnable.freeze()
    if installed:
        await program.store.write("", lambda records: _install(records, now, port))
        program.local.teams.place_bot()
    program.application.on_response_prepare.append(overhear)
    runner = web.AppRunner(program.application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        seats = {seat: _user(program, seat) for seat in Seat}
        yield Town(program, program.local.teams, seats, f"http://127.0.0.1:{port}/api/messages")
        await show_metrics(f"http://127.0.0.1:{port}")
    finally:
        await runner.cleanup()


Play = Callable[[Town], Awaitable[None]]
_played: dict[Play, Path] = {}


@asynccontextmanager
async def town_after(play: Play, folder: Path, *, now: datetime = FRIDAY) -> AsyncIterator[Town]:
    """A town in which *play* has taken place: played once in a process, and copied for each test that begins there."""
    if play not in _played:
        kept = _scratch()
        async with town(kept, now=now) as first:
            await play(first)
        _played[play] = kept
    shutil.copytree(_played[play], folder, dirs_exist_ok=True)
    async with town(folder, now=now, installed=False) as again:
        yield again


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@cache
def migrated() -> Path:
    """A database at this version's level, made once in a process and copied for each town."""
    from storage.migrate import upgrade

    database = _scratch() / "est.db"
    upgrade(f"sqlite:///{database}")
    return database


def _scratch() -> Path:
    """A folder for as long as the process lives."""
    folder = Path(tempfile.mkdtemp(prefix="est-town-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _rows(connection: Connection) -> dict[str, list[str]]:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    kept = sorted(set(names) - {"address", "lease", "alembic_version"})
    return {name: sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{name}"'))) for name in kept}


def _install(records: Records, now: datetime, port: int) -> None:
    world = people.WORLD
    records.groups.save(
        Group(
            id=people.GROUP_ID,
            municipality_id=places.MUNICIPALITY_ID,
            name=world.team_name,
            tenant_id=world.tenant_id,
            team_id=world.team_id,
            channel_id=world.channel_id,
            service_url=f"http://127.0.0.1:{port}/local/connector/",
            plan=Plan.standard(Preset.WEEK_START),
            state=GroupState.RUNNING,
            running_since=now,
            roster_at=now,
        )
    )
    seats: tuple[Member, ...] = people.members(())
    for member in seats:
        records.members.save(member)
    for person in people.PEOPLE:
        records.addresses.keep(people.GROUP_ID, people.MEMBER_IDS[person.seat], teams_id=person.teams_id)


def _user(program: Program, seat: Seat) -> TeamsUser:
    assert program.local is not None
    (user,) = program.local.world.find_user(people.PERSON_OF[seat].object_id)
    return user


def _name(action: Mapping[str, Any]) -> str:
    return str(action.get("tooltip") or action["title"])


def _elements(value: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if isinstance(value, dict):
        if "type" in value:
            found.append(value)
        for inner in value.values():
            found += _elements(inner)
    elif isinstance(value, list):
        for inner in value:
            found += _elements(inner)
    return found


def _values(card: Mapping[str, Any]) -> dict[str, str]:
    """What the inputs hold before anybody has touched them."""
    return {
        str(element["id"]): str(element.get("value", ""))
        for element in _elements(card)
        if str(element["type"]).startswith("Input.")
    }
