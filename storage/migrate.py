"""The schema's level: numbered steps, one after another, on SQLite and PostgreSQL alike.

`level` and `head` are cheap and asked for at every start; Alembic is loaded only when there is something to do.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, text
from sqlalchemy.exc import OperationalError

from storage.alone import PRIVATE, hold_alone
from storage.engine import CONNECT_SECONDS, parse_url, sqlite_path
from storage.refused import DatabaseRefused

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
NUMBERED = re.compile(r"([0-9]{4})_[a-z0-9_]+\.py")
EMPTY = "0000"
"""The level of a database without tables."""
ADVISORY_LOCK = 0x45_53_54
"""Replicas that start together migrate one at a time; the number has no meaning but to be the same in all."""


def head(folder: Path = MIGRATIONS) -> str:
    """The level that this version of the program works with."""
    return max(steps(folder), default=EMPTY)


def steps(folder: Path = MIGRATIONS) -> tuple[str, ...]:
    """The numbers of all steps, in order."""
    found = (NUMBERED.fullmatch(path.name) for path in (folder / "versions").glob("*.py"))
    return tuple(sorted(name[1] for name in found if name))


def level(url: str) -> str:
    """The level that the database is at."""
    address = parse_url(url)
    if address.get_backend_name() == "sqlite" and not sqlite_path(address).exists():
        return EMPTY
    with _connected(url) as connection:
        return level_of(connection)


def level_of(connection: Connection) -> str:
    """As `level`, on a connection that is open."""
    if not inspect(connection).has_table("alembic_version"):
        return EMPTY
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or EMPTY)


def upgrade(url: str, step: str = "head", *, folder: Path = MIGRATIONS) -> str:
    """Bring the database to a level, all steps or none, and say which level it is at now."""
    address = parse_url(url)
    if address.get_backend_name() != "sqlite":
        return _upgrade(url, step, folder)
    path = sqlite_path(address)
    hold = hold_alone(path)
    try:
        path.touch(PRIVATE)
        return _upgrade(url, step, folder)
    finally:
        hold.release()


def draft(name: str, *, folder: Path = MIGRATIONS) -> Path:
    """Write the next numbered step from the difference between the tables and the steps so far."""
    from alembic import command  # noqa: PLC0415 (see the module's docstring)

    number = f"{int(head(folder)) + 1:04}"
    with tempfile.TemporaryDirectory() as scratch:
        url = f"sqlite:///{scratch}/draft.db"
        upgrade(url, folder=folder)
        with _connected(url) as connection:
            command.revision(_config(connection, folder), message=name, rev_id=number, autogenerate=True)
    return next((folder / "versions").glob(f"{number}_*.py"))


def _upgrade(url: str, step: str, folder: Path) -> str:
    from alembic import command  # noqa: PLC0415 (see the module's docstring)

    _refuse_newer(level(url), head(folder))
    with _connected(url) as connection:
        command.upgrade(_config(connection, folder), step)
    return level(url)


def _refuse_newer(at: str, known: str) -> None:
    if at > known:
        raise DatabaseRefused(
            "database_new", f"the database is at {at}, this version knows {known}: update it"
        )


def _config(connection: Connection, folder: Path) -> Config:
    from alembic.config import Config  # noqa: PLC0415 (see the module's docstring)

    config = Config(attributes={"connection": connection}, stdout=io.StringIO())
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = _engine(url)
    try:
        connection = engine.connect()
    except OperationalError as error:
        hint = "check the address, and that the database runs and lets us in"
        raise DatabaseRefused("database_unreachable", hint) from error
    try:
        yield connection
    finally:
        connection.close()
        engine.dispose()


def _engine(url: str) -> Engine:
    """Foreign keys are off on SQLite: a table that is rebuilt would take the rows that refer to it along."""
    address = parse_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, poolclass=NullPool, connect_args={"connect_timeout": CONNECT_SECONDS})
    engine = create_engine(address, poolclass=NullPool, connect_args={"isolation_level": None})

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine
