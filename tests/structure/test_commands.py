"""The commands that people and CI type exist and are what the README promises."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PROMISED = {
    *("help", "setup", "run", "week", "test", "check", "cards", "bench", "faults", "fuzz"),
    *("cases", "prove", "migration", "lock", "calendar", "manifest", "documents"),
}


@pytest.mark.parametrize("script", ["run", "test", "tools/environment.sh"])
def test_a_script_is_posix_shell(script: str) -> None:
    """`sh` here is whatever the machine has; a bashism that dash refuses fails on Debian."""
    subprocess.run(["sh", "-n", script], cwd=ROOT, check=True)
    assert not re.search(r"\[\[|\bfunction\b|\blocal\b|<<<|\$'", (ROOT / script).read_text(encoding="utf-8"))


@pytest.mark.parametrize("script", ["run", "test", ".ci/run"])
def test_a_command_can_be_executed(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


def test_ci_runs_what_a_person_runs() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "#!/usr/bin/env bash",
        "set -euo pipefail",
        'cd "$(dirname "${BASH_SOURCE[0]}")/.."',
        "./test",
    ]


def test_make_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"^([a-z]+):.* ## ", makefile, re.MULTILINE))
    assert explained == set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE)) == PROMISED


def test_a_run_needs_no_second_look_at_the_package_index(tmp_path: Path) -> None:
    """Where the lock's checksum stands in the environment, nothing is installed."""
    for part in ("tools", "requirements"):
        (tmp_path / part).symlink_to(ROOT / part)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "$@" >> calls\n')
    python.chmod(0o755)
    script = ". tools/environment.sh; checksum run > .venv/run.installed; install_lock run; [ ! -e calls ]"
    subprocess.run(["sh", "-euc", script], cwd=tmp_path, check=True)


def test_an_interrupted_installation_is_done_again(tmp_path: Path) -> None:
    for part in ("tools", "requirements"):
        (tmp_path / part).symlink_to(ROOT / part)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        '#!/bin/sh\n[ "$1" = -c ] && exit\necho "$@" >> calls\n[ -e whole ] || [ "$3" != install ]\n'
    )
    python.chmod(0o755)
    install = ["sh", "-euc", ". tools/environment.sh; install_lock run"]
    first = subprocess.run(install, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert first.returncode == 1
    assert "requirements/run.lock kunde inte installeras" in first.stderr
    (tmp_path / "whole").touch()
    subprocess.run(install, cwd=tmp_path, check=True, capture_output=True)
    subprocess.run(install, cwd=tmp_path, check=True, capture_output=True)
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert [call.split()[2] for call in calls if " install " in call] == ["install", "install"]
    assert all("--require-hashes" in call for call in calls if " install " in call)


def test_a_machine_without_a_fitting_python_gets_one_line() -> None:
    script = ". tools/environment.sh; EST_PYTHON=no-such-python; find_python"
    done = subprocess.run(["sh", "-euc", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("est-boten: Python 3.11")
    assert len(done.stderr.splitlines()) == 1
