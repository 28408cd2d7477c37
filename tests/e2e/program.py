"""The program as a newcomer starts it: a process of its own, with no settings, no secret and no network."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.e2e.offline import LEFT
from tests.harness.canaries import hear

OFFLINE = Path(__file__).with_name("offline.py")
ENVIRONMENT = {"PATH": os.defpath}
"""All that the program is told: no setting and no secret, not even a home."""
STARTS_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Running:
    """A program that is up."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        """Where the program keeps everything when nobody says otherwise."""
        return self.folder / "var" / "est-boten.db"

    @property
    def said(self) -> str:
        """What it has written on the terminal so far."""
        return (self.folder / "terminal").read_text(encoding="utf-8")

    def turn(self, **turn: str) -> None:
        """Turn the clock, and wait until everything that fell due has been sent."""
        head = {"Content-Type": "application/json"}
        asked = Request(f"{self.origin}/local/api/clock", json.dumps(turn).encode(), head)  # noqa: S310 -- loopback
        with urlopen(asked, timeout=30) as answer:  # noqa: S310 -- as above
            assert answer.status == 200

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            return database.execute(query).fetchall()

    def has_kept(self, text: str) -> bool:
        """Whether the text stands anywhere in the program's files, its journal and its terminal."""
        kept = [*self.database.parent.glob(f"{self.database.name}*"), self.folder / "terminal"]
        return any(text.encode() in path.read_bytes() for path in kept)


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[Running]:
    """`python app.py run` in an empty folder; it must end when it is told to, without an error on the way."""
    port = free_port()
    with (folder / "terminal").open("wb") as terminal:
        process = subprocess.Popen(
            [sys.executable, OFFLINE, "run", "--port", str(port), *arguments],
            cwd=folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=terminal,
            stderr=subprocess.STDOUT,
        )
    program = Running(port, folder, process)
    try:
        _wait(program)
        yield program
    finally:
        process.terminate()
        code = process.wait(20)
        hear(program.said)
    assert code == 0, program.said
    assert LEFT not in program.said
    assert "error" not in program.said.lower(), program.said


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait(program: Running) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while program.process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", program.port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the program is not up: {program.said}")
