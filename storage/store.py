"""Runs each use-case in a database thread, inside one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

import structlog
from sqlalchemy import Connection

from est.days import DayCalendar
from est.ports import Records
from storage.actions import SqlActions
from storage.addresses import SqlAddresses
from storage.calendars import SqlCalendars
from storage.engine import POSTGRES_CONNECTIONS, SQLITE_READERS, Database
from storage.groups import LOCK_GROUP, SqlGroups
from storage.ledger import SqlLedger
from storage.meetings import SqlMeetings
from storage.members import SqlMembers
from storage.migrate import level_of
from storage.places import SqlPlaces
from storage.registers import OpenRegisters, Registers
from storage.reports import SqlReports
from storage.reviews import SqlReviews
from storage.rounds import SqlRounds
from storage.silence import answering
from storage.statements import SqliteStatements, Statements
from storage.writer import Writer

NAMED = 20
"""So many letters of one transaction are named in the log."""

T = TypeVar("T")
_log = structlog.get_logger("storage")


class SqlRecords:
    """The repositories of one transaction."""

    __slots__ = (
        "actions",
        "addresses",
        "calendars",
        "groups",
        "ledger",
        "meetings",
        "members",
        "places",
        "reports",
        "reviews",
        "rounds",
    )

    def __init__(self, connection: Statements, shared: Registers) -> None:
        registers = OpenRegisters(connection, shared)
        self.groups = SqlGroups(connection)
        self.members = SqlMembers(connection, registers)
        self.places = SqlPlaces(connection, registers)
        self.calendars = SqlCalendars(connection, registers)
        self.rounds = SqlRounds(connection)
        self.reports = SqlReports(connection)
        self.reviews = SqlReviews(connection)
        self.actions = SqlActions(connection)
        self.meetings = SqlMeetings(connection)
        self.ledger = SqlLedger(connection)
        self.addresses = SqlAddresses(connection)


class Writes(Protocol):
    """Where transactions that write are run."""

    async def run(self, work: Callable[[Connection], T]) -> T: ...
    def close(self) -> None: ...


class Pool:
    """Threads that each run one transaction at a time."""

    def __init__(self, threads: ThreadPoolExecutor, database: Database) -> None:
        self._threads = threads
        self._database = database

    async def run(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._transact, work)

    def close(self) -> None:
        self._threads.shutdown()

    def _transact(self, work: Callable[[Connection], T]) -> T:
        with self._database.writing() as connection:
            return work(connection)


class SqlStore:
    """The store of est.ports on an open database; *national* is the calendar of red days that is true for everybody.

    SQLite has one thread that writes and a few that read, PostgreSQL a few that do both: the database lets one
    transaction at a time write to a group. A task that is cancelled while it waits leaves its transaction to end as
    it will; nothing is ever half done.
    """

    def __init__(self, database: Database, national: DayCalendar) -> None:
        self._database = database
        self._registers = Registers(national)
        threads = SQLITE_READERS if database.is_sqlite else POSTGRES_CONNECTIONS
        self._readers = ThreadPoolExecutor(threads, "est-read")
        self._writes: Writes = Writer(database) if database.is_sqlite else Pool(self._readers, database)

    async def read(self, work: Callable[[Records], T]) -> T:
        """Run *work* on one moment of the database; it cannot write."""
        with answering():
            return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def write(self, group_id: str, work: Callable[[Records], T]) -> T:
        """Run *work* as the only writer of the group; what it raises undoes everything it wrote."""

        def transaction(connection: Connection) -> tuple[T, list[str]]:
            if group_id and not self._database.is_sqlite:
                connection.execute(LOCK_GROUP, {"group_id": group_id})
            records = self._records(connection)
            return work(records), records.ledger.written

        with answering():
            answer, letters = await self._writes.run(transaction)
        if letters:
            # Said where the request or the tick is known that caused them, and when they are sure to be kept.
            _log.info("letters_written", group=group_id, count=len(letters), letters=letters[:NAMED])
        return answer

    async def transact(self, work: Callable[[Connection], T]) -> T:
        """Run *work* on a connection of its own kind of transaction, for what belongs to no port."""
        with answering():
            return await self._writes.run(work)

    async def inspect(self, work: Callable[[Connection], T]) -> T:
        """As `transact`, on one moment of the database that *work* cannot write to."""

        def look() -> T:
            with self._database.reading() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._readers, look)

    async def level(self) -> str:
        """The level of the schema now, which another version may have raised since the start; also a ping."""
        return await self.transact(level_of)

    def close(self) -> None:
        """Let every transaction end, then close the database."""
        self._readers.shutdown()
        self._writes.close()
        self._database.close()

    def _read(self, work: Callable[[Records], T]) -> T:
        with self._database.reading() as connection:
            return work(self._records(connection))

    def _records(self, connection: Connection) -> SqlRecords:
        statements = SqliteStatements(connection) if self._database.is_sqlite else connection
        return SqlRecords(statements, self._registers)
