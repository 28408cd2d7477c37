"""The one thread that writes to a SQLite file. What waits while it is busy is committed together.

A commit waits for the disk, and SQLite makes one at a time. So the transactions that came in meanwhile share the next
one, each behind a savepoint of its own: each is kept or undone by itself, and none is answered before all are on disk.
PostgreSQL lets its connections share a flush of the log by itself.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from storage.engine import Database

T = TypeVar("T")

TOGETHER = 32
"""Most transactions of one commit."""


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[Connection], Any]
    future: Future[Any] = field(default_factory=Future)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a transaction came to, before anybody may know of it."""

    job: _Job
    answer: Any = None
    error: BaseException | None = None

    def tell(self) -> None:
        if self.error is None:
            self.job.future.set_result(self.answer)
        else:
            self.job.future.set_exception(self.error)


class Writer:
    """Runs transactions one after another, until it is closed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: SimpleQueue[_Job | None] = SimpleQueue()
        self._open = True
        self._thread = Thread(target=self._serve, name="est-write", daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run *work* in a transaction; it may be run anew when the first one was undone with others."""
        job = _Job(work)
        self._waiting.put(job)
        return cast(T, await asyncio.wrap_future(job.future))

    def close(self) -> None:
        """Let everything that waits be done, then end."""
        self._waiting.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while self._open:
            jobs = self._next()
            if len(jobs) > 1:
                self._together(jobs)
            else:
                for job in jobs:
                    self._alone(job)

    def _next(self) -> list[_Job]:
        """Whoever waits, at least one; not those who have given up waiting."""
        taken = [self._waiting.get()]
        while len(taken) < TOGETHER:
            try:
                taken.append(self._waiting.get_nowait())
            except Empty:
                break
        self._open = None not in taken
        return [job for job in taken if job is not None and job.future.set_running_or_notify_cancel()]

    def _alone(self, job: _Job) -> None:
        try:
            with self._database.writing() as connection:
                answer = job.work(connection)
        except BaseException as error:  # noqa: BLE001 -- whoever waits for the answer gets the error instead
            job.future.set_exception(error)
        else:
            job.future.set_result(answer)

    def _together(self, jobs: list[_Job]) -> None:
        try:
            with self._database.writing() as connection:
                outcomes = [_attempt(connection, job) for job in jobs]
        except Exception:  # noqa: BLE001 -- a rule that is checked at the commit, a full disk: each is told by itself
            for job in jobs:
                self._alone(job)
            return
        for outcome in outcomes:
            outcome.tell()


def _attempt(connection: Connection, job: _Job) -> _Outcome:
    """One transaction within the common one."""
    driver = cast(sqlite3.Connection, connection.connection.driver_connection)
    driver.execute("SAVEPOINT one")
    try:
        answer = job.work(connection)
    except BaseException as error:  # noqa: BLE001 -- as above
        driver.execute("ROLLBACK TO one")
        driver.execute("RELEASE one")
        return _Outcome(job, error=error)
    driver.execute("RELEASE one")
    return _Outcome(job, answer)
