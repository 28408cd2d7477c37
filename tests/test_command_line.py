"""The one command line: what a person at a terminal types and reads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def python_app(*arguments: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python app.py` as a person does, without settings of this machine's own."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("EST_")}
    return subprocess.run(
        [sys.executable, str(ROOT / "app.py"), *arguments],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env=bare | environment,
        cwd=ROOT,
    )


def test_the_guard_answers_a_line_for_every_line_in_order() -> None:
    done = python_app(
        "guard",
        text="19121212-1212 sågs vid kiosken igen.\n\nTre rutor krossade.\nRing 070-1740605.\n",
    )
    assert done.stdout.splitlines() == [
        "stop\tP1\t19121212-1212 sågs vid kiosken igen.",
        "ok\t-\t",
        "ok\t-\tTre rutor krossade.",
        "stop\tP2\tRing 070-1740605.",
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_the_guard_reads_bytes_that_are_no_text() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py"), "guard"],
        input=b"\xff\xfe Tre rutor krossade.\nMLB 84A stod d\xc3\xa4r.\n",
        capture_output=True,
        timeout=60,
        check=True,
        cwd=ROOT,
    )
    assert [line.split(b"\t")[:2] for line in done.stdout.splitlines()] == [[b"ok", b"-"], [b"stop", b"P3"]]


def test_migrate_says_the_level_and_does_nothing_the_second_time(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/folder/est.db"
    first = python_app("migrate", EST_DATABASE_URL=url)
    assert first.returncode == 0, first.stderr
    assert first.stdout.strip().isdigit()
    assert python_app("migrate", EST_DATABASE_URL=url).stdout == first.stdout


def test_a_wrong_setting_stops_the_start_by_name_and_without_its_value() -> None:
    done = python_app("run", EST_PORT="98765", EST_APP_SECRET="hemligt")
    assert done.returncode == 2
    assert "EST_PORT" in done.stderr
    assert "hemligt" not in done.stderr + done.stdout


def test_a_database_that_cannot_be_opened_stops_the_start_with_a_hint() -> None:
    done = python_app("migrate", EST_DATABASE_URL="mysql://x")
    assert done.returncode == 2
    assert "EST_DATABASE_URL" in done.stderr


def test_a_week_is_played_on_the_console() -> None:
    done = python_app("week")
    assert done.returncode == 0, done.stderr[-2000:]
    steps = [line for line in done.stdout.splitlines() if line.startswith("═══")]
    assert len(steps) == 7
    for words in ("vad har hänt hos er?", "En påminnelse", "Läget v", "Dagordning v", "Godkänd"):
        assert words in done.stdout
