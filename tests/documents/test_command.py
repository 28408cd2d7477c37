"""`python app.py documents` writes every document of the sample week to a folder."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.archive_reading import read
from tests.documents.desk import logotype
from tests.test_command_line import python_app

ALWAYS = {"pdf": 2, "docx": 2, "xlsx": 1, "csv": 2, "ics": 1, "zip": 2}
"""Two papers in two formats, the tables three times, the calendar and two archives."""
SHARED = {"pdf": 4, "docx": 4}
"""The variants for readers outside the group, once the meeting's summary is approved."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine without a tenant: local mode loads the sample municipality at the first command."""
    found = tmp_path_factory.mktemp("documents")
    (found / "logotyp.png").write_bytes(logotype().data)
    return found


@pytest.fixture(scope="module")
def command(folder: Path) -> Callable[..., tuple[int, str, str]]:
    def run(*arguments: str, **environment: str) -> tuple[int, str, str]:
        url = f"sqlite:///{folder}/est.db"
        done = python_app(
            "documents", *arguments, EST_DATABASE_URL=url, EST_LOGOTYPE=f"{folder}/logotyp.png", **environment
        )
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.mark.slow
def test_every_document_of_the_latest_meeting_stands_in_the_folder(
    folder: Path, command: Callable[..., tuple[int, str, str]]
) -> None:
    out = folder / "ut"
    code, said, error = command(
        "--out", str(out), "--diary-number", "KS 2026/0123", "--information-class", "Intern"
    )
    assert (code, error) == (0, "")
    names = sorted(path.name for path in out.iterdir())
    assert sorted(said.splitlines()) == sorted(str(out / name) for name in names)
    # On a Tuesday between the meeting and its approval the sample's latest summary is a draft.
    is_draft = any("utkast" in name for name in names)
    found = Counter(name.rpartition(".")[2] for name in names)
    assert found == Counter(ALWAYS) + (Counter() if is_draft else Counter(SHARED))
    (table,) = out.glob("Uppgifter EST*.csv")
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file, delimiter=";"))) > 5
    (meeting, year) = sorted(out.glob("Arkiv*.zip"), key=lambda path: len(path.name), reverse=True)
    assert len(read(meeting.read_bytes()).meetings) == 1
    assert len(read(year.read_bytes()).meetings) >= 1


@pytest.mark.slow
def test_a_week_without_a_meeting_is_refused_in_swedish(
    folder: Path, command: Callable[..., tuple[int, str, str]]
) -> None:
    code, said, error = command("--out", str(folder / "inget"), "--week", "1999-W01")
    assert (code, said) == (2, "")
    assert error.startswith("Det finns inget EST-möte den veckan.")
    assert not (folder / "inget").exists()


@pytest.mark.slow
def test_a_logotype_that_is_no_picture_is_refused_by_name(folder: Path) -> None:
    (folder / "logotyp.svg").write_text("<svg/>", encoding="utf-8")
    done = python_app(
        "documents",
        *("--out", str(folder / "inget")),
        EST_DATABASE_URL=f"sqlite:///{folder}/est.db",
        EST_LOGOTYPE=f"{folder}/logotyp.svg",
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "EST_LOGOTYPE: use a PNG or JPEG picture" in done.stderr


def test_a_logotype_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    done = python_app("documents", "--out", str(tmp_path), EST_LOGOTYPE=f"{tmp_path}/saknas.png")
    assert done.returncode == 2
    assert "EST_LOGOTYPE: name a PNG or JPEG file of at most 512 kB" in done.stderr
