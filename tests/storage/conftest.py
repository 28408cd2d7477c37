"""One store for every contract test: a SQLite file, and a database of a real PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.engine import open_database
from storage.migrate import upgrade
from storage.store import SqlStore
from tests.harness.postgres import PostgresServer, name_of
from tests.storage.world import NATIONAL

SQLITE, POSTGRES = "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file; a copy of it costs nothing, a migration a quarter of a second."""
    path = tmp_path_factory.mktemp("template") / "est.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_template(postgres: PostgresServer) -> str:
    url = postgres.create()
    upgrade(url)
    return name_of(url)


@pytest.fixture(params=[SQLITE, POSTGRES])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database of one test's own."""
    if request.param == SQLITE:
        path = tmp_path / "est.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    address = server.create(template=request.getfixturevalue("migrated_template"))
    yield address
    server.drop(address)


@pytest.fixture(params=[SQLITE, POSTGRES])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that has not been migrated."""
    if request.param == SQLITE:
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    address = server.create()
    yield address
    server.drop(address)


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    store = SqlStore(open_database(url), NATIONAL)
    yield store
    store.close()
