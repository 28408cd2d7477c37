"""Microsoft's Agents Playground as a child process: started with a team of ours, and for this machine alone."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sample.municipality.people import Seat
from sample.playground.team import team_file

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
LOOPBACK = Path(__file__).with_name("loopback.cjs")
STARTS_WITHIN = 30.0


class PlaygroundMissing(Exception):
    """The Playground cannot be started; says in one line what to do."""


@contextmanager
def started(bot_port: int, acting: Seat = Seat.COORDINATOR, program: Path = PROGRAM) -> Iterator[str]:
    """A Playground in which *acting* speaks with the bot on *bot_port*; gives the address of its page.

    Raises:
        PlaygroundMissing: Node.js or the package is not installed, or the Playground ended at once.
    """
    node = _node()
    if not program.exists():
        raise PlaygroundMissing("Agents Playground saknas. Kör ./run --playground, som installerar den.")
    with tempfile.TemporaryDirectory(prefix="est-playground-") as name:
        folder, port = Path(name), _free_port()
        _furnish(folder, acting)
        process = _spawn([node, "--require", str(LOOPBACK), str(program)], folder, port, bot_port)
        try:
            _wait(process, port, folder / "log")
            yield f"http://localhost:{port}/"
        finally:
            process.terminate()
            process.wait(10)


def _node() -> str:
    """Node.js from the tests' lock, beside Python; else the machine's own."""
    beside = Path(sys.executable).with_name("node")
    found = str(beside) if beside.exists() else shutil.which("node")
    if found is None:
        raise PlaygroundMissing("Node.js saknas. Kör ./run --playground, som installerar det.")
    return found


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _furnish(folder: Path, acting: Seat) -> None:
    # JSON is YAML, so no library is needed to write it.
    team = json.dumps(team_file(acting), ensure_ascii=False, indent=1)
    (folder / ".m365agentsplayground.yml").write_text(team, encoding="utf-8")
    # It opens a browser when it is up, and ends when it cannot.
    browser = folder / "xdg-open"
    browser.write_text("#!/bin/sh\nexit 0\n", encoding="ascii")
    browser.chmod(0o755)


def _spawn(command: list[str], folder: Path, port: int, bot_port: int) -> subprocess.Popen[bytes]:
    arguments = ["--app-endpoint", f"http://127.0.0.1:{bot_port}/api/messages", "--channel-id", "msteams"]
    arguments += ["--port", str(port), "--disable-telemetry"]
    # Nothing of this process's environment, which may hold secrets, is handed on.
    environment = {
        "PATH": f"{folder}:{os.defpath}",
        "HOME": str(folder),
        "APPLICATION_INSIGHTS_NO_STATSBEAT": "1",
    }
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [*command, "start", *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until the page can be fetched."""
    deadline = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise PlaygroundMissing(f"Agents Playground startade inte: {log.read_text('utf-8', 'replace').strip()}")
