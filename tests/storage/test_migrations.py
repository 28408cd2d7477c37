"""The schema rises in numbered steps and ends where the tables say, on both databases."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage import migrate
from storage.engine import open_database
from storage.migrate import EMPTY, draft, head, level, steps, upgrade
from storage.refused import DatabaseRefused
from storage.tables import TableRow
from tests.storage.conftest import POSTGRES, SQLITE

ROOT = Path(__file__).parent.parent.parent
STEPS = sorted((migrate.MIGRATIONS / "versions").glob("*.py"))

SCHEMA = {
    "sqlite": """
        SELECT tbl_name, type, sql FROM sqlite_master
        WHERE tbl_name <> 'alembic_version' AND type <> 'trigger' AND sql IS NOT NULL
    """,
    "postgresql": """
        SELECT table_name, column_name, concat_ws(' ', data_type, is_nullable, column_default)
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    """,
}


def test_an_empty_database_is_brought_to_the_head(empty_url: str) -> None:
    assert level(empty_url) == EMPTY
    assert upgrade(empty_url) == head()
    assert level(empty_url) == head()
    assert upgrade(empty_url) == head(), "once more changes nothing"


def test_each_step_can_be_taken_by_itself(empty_url: str) -> None:
    for step in steps():
        assert upgrade(empty_url, step) == step


@pytest.mark.parametrize(
    ("url", "empty_url"),
    [(SQLITE, SQLITE), pytest.param("postgres", "postgres", marks=pytest.mark.postgres)],
    ids=["sqlite", "postgres"],
    indirect=True,
)
def test_the_steps_end_where_the_tables_say(url: str, empty_url: str) -> None:
    """Compared as each database describes itself, with every constraint and every index's condition."""
    migrated, described = open_database(url), open_database(empty_url)
    TableRow.metadata.create_all(described.writes)
    assert schema_of(migrated.writes) == schema_of(described.writes)
    migrated.close()
    described.close()


def test_steps_are_numbered_without_gaps_and_each_follows_the_one_before() -> None:
    numbers = [path.name[:4] for path in STEPS]
    assert numbers == [f"{n:04}" for n in range(1, len(STEPS) + 1)]
    assert [constant(path, "revision") for path in STEPS] == numbers
    assert [constant(path, "down_revision") for path in STEPS] == [None, *numbers[:-1]]
    assert head() == numbers[-1]


def test_a_database_of_a_newer_version_is_refused_with_what_to_do(empty_url: str) -> None:
    upgrade(empty_url)
    database = open_database(empty_url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(DatabaseRefused, match="update it") as new:
        upgrade(empty_url)
    assert new.value.code == "database_new"


def test_a_sqlite_file_in_use_is_not_migrated(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'est.db'}"
    database = open_database(url)
    with pytest.raises(DatabaseRefused, match="database_in_use"):
        upgrade(url)
    database.close()
    assert upgrade(url) == head()


@pytest.mark.parametrize("empty_url", [POSTGRES], indirect=True)
def test_replicas_that_start_together_migrate_once(empty_url: str) -> None:
    migrate_and_tell = "import sys; from storage.migrate import upgrade; print(upgrade(sys.argv[1]))"
    command = [sys.executable, "-c", migrate_and_tell, empty_url]
    replicas = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [replica.communicate(timeout=60)[0].strip() for replica in replicas] == [head()] * 2


def test_a_database_that_cannot_be_reached_is_refused_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused) as refused:
        level(f"postgresql://user:secret@/est?host={tmp_path}")
    assert refused.value.code == "database_unreachable"
    assert "secret" not in f"{refused.value}{refused.value.__cause__}"


def test_a_failed_migration_leaves_the_database_as_it_was(empty_url: str, more_steps: Path) -> None:
    (more_steps / "versions" / "9999_fails.py").write_text(
        "from alembic import op\n"
        f'revision, down_revision = "9999", "{head()}"\n'
        "def upgrade():\n"
        '    op.execute("CREATE TABLE half (done INTEGER)")\n'
        '    op.execute("nonsense")\n'
    )
    at = upgrade(empty_url)
    with pytest.raises(Exception, match="nonsense"):
        upgrade(empty_url, folder=more_steps)
    assert level(empty_url) == at
    database = open_database(empty_url)
    assert "half" not in {row[0] for row in schema_of(database.writes)}
    database.close()


def test_a_drafted_step_has_the_next_number_and_nothing_to_do_while_the_tables_are_unchanged(
    more_steps: Path,
) -> None:
    path = draft("Fler saker", folder=more_steps)
    number = f"{int(head()) + 1:04}"
    assert path == more_steps / "versions" / f"{number}_fler_saker.py"
    assert (constant(path, "revision"), constant(path, "down_revision")) == (number, head())
    upgrade_ = next(node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef))
    assert [type(line) for line in upgrade_.body] == [ast.Pass]


@pytest.fixture
def more_steps(tmp_path: Path) -> Path:
    """A copy of the steps, to which a test adds its own."""
    return shutil.copytree(migrate.MIGRATIONS, tmp_path / "migrations")


def schema_of(engine: Engine) -> list[tuple[str, ...]]:
    with engine.connect() as connection:
        rows = connection.execute(text(SCHEMA[engine.dialect.name])).all()
    return sorted(tuple(map(in_one_order, row)) for row in rows if row[0] != "alembic_version")


def in_one_order(described: object) -> str:
    """One spelling of a table, whose constraints may be named in any order."""
    words = " ".join(str(described).split()).removesuffix(" )")
    return ", CONSTRAINT ".join(sorted(words.split(", CONSTRAINT ")))


def constant(path: Path, name: str) -> object:
    """What the step sets a name to, read without running it."""
    for node in ast.parse(path.read_text()).body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id == name
        ):
            return ast.literal_eval(node.value)
    raise AssertionError(f"{path.name} does not set {name}")
