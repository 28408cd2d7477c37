"""What docs/drift.md tells the person on call to type exists and works."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from remedies import WHERE
from settings import Settings
from storage.migrate import upgrade
from web.health import NEEDED
from web.sight import Sight
from words.health import FAULTS

ROOT = Path(__file__).parents[2]
DRIFT = (ROOT / "docs" / "drift.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "administrator.md").read_text(encoding="utf-8")
QUERIES = [query for block in re.findall(r"```sql\n(.*?)```", DRIFT, re.DOTALL) for query in block.split(";")]
QUERIES = [query for query in QUERIES if query.strip()]


def test_every_query_runs_on_sqlite(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'est.db'}")
    assert len(QUERIES) == 6
    with closing(sqlite3.connect(f"file:{tmp_path / 'est.db'}?mode=ro", uri=True)) as database:
        for query in QUERIES:
            assert database.execute(query).fetchall() == []


@pytest.mark.postgres
def test_every_query_runs_on_postgresql(fresh_postgres_url: str) -> None:
    with psycopg.connect(fresh_postgres_url.replace("+psycopg", "")) as session:
        for query in QUERIES:
            assert session.execute(query.encode()).fetchall() == []


def test_every_setting_is_in_the_table() -> None:
    table = DRIFT.partition("## Kommandon")[0]
    names = {f"EST_{name.upper()}" for name in Settings.model_fields}
    assert {name for name in names if f"`{name}`" not in table} == set()
    named = set(re.findall(r"EST_[A-Z_]+[A-Z]", DRIFT + GUIDE))
    files = {"EST_APP_SECRET_FILE", "EST_DATABASE_URL_FILE", "EST_METRICS_TOKEN_FILE"}
    assert named - names - files == set()


def test_every_command_exists() -> None:
    told = set(re.findall(r"`python app\.py ([a-z]+)", DRIFT))
    shown = subprocess.run(
        [sys.executable, "app.py", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    assert told == set(re.findall(r"^  ([a-z]+)  ", shown, re.MULTILINE))


def test_every_figure_is_one_of_ours_and_none_is_left_out() -> None:
    table = DRIFT.partition("## Mätvärden")[2].partition("## Loggar")[0]
    ours = {
        metric.name + ("_total" if metric.type == "counter" else "")
        for metric in Sight().registry.collect()
        if metric.name.startswith("est_")
    }
    assert set(re.findall(r"est_[a-z_]+[a-z]", table)) == ours


def test_every_place_of_a_remedy_leads_somewhere() -> None:
    for place in WHERE.values():
        for section in re.findall(r"docs/administrator\.md avsnitt (\d+)", place):
            assert re.search(rf"^## {section}\. ", GUIDE, re.MULTILINE)
        for heading in re.findall(r"docs/drift\.md, (\S+)", place):
            assert f"\n## {heading}\n" in DRIFT


def test_every_check_without_which_nothing_is_ready_has_a_sentence() -> None:
    assert {check for check, _ in FAULTS} >= NEEDED
