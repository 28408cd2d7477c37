"""Server processes: started on a free port, awaited, measured, and stopped by the one who started them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import psutil

ROOT = Path(__file__).parent.parent
READY_WITHIN = 60.0
STOPS_WITHIN = 20.0


@dataclass(frozen=True, slots=True)
class Server:
    """A process that serves."""

    name: str
    port: int
    process: psutil.Process

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Seconds of processor that it has used, in all its threads."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> int:
        """Bytes that are its own and in memory now."""
        return int(self.process.memory_info().rss)


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(
    name: str, command: Sequence[str], port: int, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Start `python COMMAND`, wait until `/readyz` answers 200, and stop it at the end."""
    with TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            _await_ready(name, process, port)
            yield Server(name, port, psutil.Process(process.pid))
        except BaseException:
            said.seek(0)
            (ROOT / "build" / "bench").mkdir(parents=True, exist_ok=True)
            (ROOT / "build" / "bench" / f"{name}.log").write_bytes(said.read())
            raise
        finally:
            process.terminate()
            try:
                process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()


def _await_ready(name: str, process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{name} ended with {process.returncode} before it was ready")
        if is_ready(port):
            return
        time.sleep(0.01)
    raise TimeoutError(f"{name} was not ready within {READY_WITHIN:.0f} s")


def is_ready(port: int) -> bool:
    """Whether `/readyz` answers 200 now."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
