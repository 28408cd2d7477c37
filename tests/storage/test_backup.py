"""A backup is made while the bot works, and a restored database sends nothing again."""

from __future__ import annotations

import shutil
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from est.letters import LetterState
from est.ports import Records
from storage.backup import backup, mark_restored, restore
from storage.engine import open_database
from storage.migrate import head, level, upgrade
from storage.refused import DatabaseRefused
from storage.store import SqlStore
from tests.storage.conftest import SQLITE
from tests.storage.world import NATIONAL, NOW, WEEK, group, letter, member, seed

LATER = NOW + timedelta(hours=1)
on_sqlite = pytest.mark.parametrize("url", [SQLITE], indirect=True)


@on_sqlite
async def test_a_backup_brings_back_what_was_there_when_it_was_made(
    store: SqlStore, url: str, tmp_path: Path
) -> None:
    await seed(store)
    backup(url, tmp_path / "copy.db")
    await store.write("g1", lambda records: records.members.save(member("m9")))
    store.close()
    restore(url, tmp_path / "copy.db", LATER)
    restored = SqlStore(open_database(url), NATIONAL)
    seats = await restored.read(lambda records: records.members.of_group("g1"))
    assert [seat.id for seat in seats] == ["m1", "m2", "m3"]
    restored.close()


async def test_a_restored_database_sends_nothing_again(store: SqlStore) -> None:
    await seed(store)
    letters = [letter(state.value, recipient=state.value, state=state) for state in LetterState]
    await store.write("g1", lambda records: records.ledger.write(letters))
    await store.write("g1", lambda records: records.ledger.settle("g1", f"g1/{WEEK}/prompt", NOW))
    await store.write("", lambda records: records.groups.save(group("g2", running_since=None)))
    assert await store.transact(lambda connection: mark_restored(connection, LATER)) == 3

    def look(records: Records) -> tuple[dict[str, LetterState], set[str], object]:
        letters = records.ledger.of_round("g1", WEEK)
        groups = {found.id: found.running_since for found in records.groups.of_municipality("k1")}
        return {one.recipient: one.state for one in letters}, {one.reason for one in letters}, groups

    states, reasons, running_since = await store.read(look)
    was_on_its_way = {"waiting", "sending", "retry"}
    assert states == {
        state.value: LetterState.CANCELLED if state.value in was_on_its_way else state
        for state in LetterState
    }
    assert reasons == {"", "restored"}
    assert running_since == {"g1": LATER, "g2": None}, (
        "a group owes nothing that fell due before the restoring"
    )
    assert await store.read(lambda records: records.ledger.done("g1", WEEK)) == {f"g1/{WEEK}/prompt"}
    assert await store.write("", lambda records: records.ledger.claim(LATER, 60, 10)) == ()


@on_sqlite
async def test_what_a_killed_process_left_behind_does_not_get_into_the_restored_database(
    store: SqlStore, url: str, tmp_path: Path
) -> None:
    await seed(store)
    backup(url, tmp_path / "copy.db")
    await store.write("g1", lambda records: records.members.save(member("m9")))
    for suffix in ("", "-wal"):
        shutil.copyfile(tmp_path / f"est.db{suffix}", tmp_path / f"killed.db{suffix}")
    killed = f"sqlite:///{tmp_path / 'killed.db'}"
    restore(killed, tmp_path / "copy.db", LATER)
    restored = SqlStore(open_database(killed), NATIONAL)
    assert await restored.read(lambda records: records.members.get("g1", "m9")) is None
    restored.close()


@on_sqlite
def test_a_backup_is_whole_private_and_never_takes_the_place_of_another(url: str, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup(url, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.db"]
    with pytest.raises(DatabaseRefused, match="backup_exists"):
        backup(url, target)


@on_sqlite
def test_what_is_no_backup_is_not_restored(url: str, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("not a database" * 100)
    before = Path(url.removeprefix("sqlite:///")).read_bytes()
    with pytest.raises(DatabaseRefused, match="backup_missing"):
        restore(url, tmp_path / "nothing.db", NOW)
    with pytest.raises(DatabaseRefused, match="backup_damaged"):
        restore(url, tmp_path / "text.db", NOW)
    assert Path(url.removeprefix("sqlite:///")).read_bytes() == before


@on_sqlite
def test_nothing_is_restored_under_a_running_bot(url: str, tmp_path: Path) -> None:
    backup(url, tmp_path / "copy.db")
    database = open_database(url)
    with pytest.raises(DatabaseRefused, match="database_in_use"):
        restore(url, tmp_path / "copy.db", NOW)
    database.close()


@on_sqlite
def test_a_backup_of_a_newer_version_is_refused(url: str, tmp_path: Path) -> None:
    newer = tmp_path / "newer.db"
    shutil.copyfile(url.removeprefix("sqlite:///"), newer)
    database = open_database(f"sqlite:///{newer}")
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(DatabaseRefused, match="database_new"):
        restore(url, newer, NOW)


def test_a_database_that_is_not_there_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="database_missing"):
        backup(f"sqlite:///{tmp_path / 'est.db'}", tmp_path / "copy.db")
    with pytest.raises(DatabaseRefused, match="pg_dump"):
        backup("postgresql://user@host/est", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_of_an_older_version_is_migrated_before_it_takes_the_place(tmp_path: Path) -> None:
    old, url = tmp_path / "old.db", f"sqlite:///{tmp_path / 'est.db'}"
    upgrade(f"sqlite:///{old}", "0001")
    assert restore(url, old, NOW) == 0
    assert level(url) == head()
    assert level(f"sqlite:///{old}") == "0001"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "est.db",
        "est.db.lock",
        "old.db",
        "old.db.lock",
    ]
