"""What is written where: all of it for machines, warnings for people, and ids that belong together."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAYING = """
import structlog
from logs import prepare_logs
prepare_logs("{0}")
log = structlog.get_logger("test")
with structlog.contextvars.bound_contextvars(request_id="r1"):
    log.info("turn_done", seat="m1")
    log.warning("turned_away", reason="tenant\\nforged line", long="x" * 500)
"""


def said(log_format: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", SAYING.format(log_format)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.stdout == "", "what a command answers stands alone on standard output"
    return done.stderr.splitlines()


def test_machines_get_every_line_whole_and_with_its_ids() -> None:
    lines = [json.loads(line) for line in said("json")]
    assert [line["event"] for line in lines] == ["turn_done", "turned_away"]
    assert {line["request_id"] for line in lines} == {"r1"}
    assert lines[0]["level"] == "info"
    assert lines[0]["timestamp"].endswith("Z")
    assert lines[1]["reason"] == "tenant?forged line"
    assert lines[1]["long"] == "x" * 200


@pytest.mark.parametrize("log_format", ["console"])
def test_people_get_warnings_alone(log_format: str) -> None:
    (line,) = said(log_format)
    assert "turned_away" in line
    assert "request_id=r1" in line
