"""The databases of the runs: a SQLite file each, or a database each on one real PostgreSQL that can be crashed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from storage.migrate import upgrade
from tests.harness.postgres import PostgresServer, name_of


class Databases(Protocol):
    """Gives every run a migrated database of its own."""

    def fresh(self, home: Path) -> str: ...


class SqliteFiles:
    def fresh(self, home: Path) -> str:
        url = f"sqlite:///{home / 'est.db'}"
        upgrade(url)
        return url


class PostgresDatabases:
    """Durable as in production: what was committed is there after a crash."""

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        template = server.create()
        upgrade(template)
        self._template = name_of(template)

    def fresh(self, home: Path) -> str:
        return self.server.create(template=self._template)

    @property
    def socket(self) -> str:
        """Where the server listens; PostgreSQL's own name for it on the default port."""
        return str(self.server.home / ".s.PGSQL.5432")


@contextmanager
def postgres() -> Iterator[PostgresDatabases]:
    """A PostgreSQL for as long as the runs need it."""
    with tempfile.TemporaryDirectory(prefix="est-faults-") as home:
        server = PostgresServer(Path(home), settings=())
        try:
            yield PostgresDatabases(server)
        finally:
            server.stop()
