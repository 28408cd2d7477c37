"""Server processes of the product: started, killed, frozen, thawed and stopped by their own handle."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.processes import ROOT, free_port, is_ready
from faults.authority import Authority
from faults.municipality import APP_ID, TENANT
from faults.server import SHIFT

RATE = 50
"""Messages a second to Teams, the most it admits for a tenant (platform.md §1.2)."""
READY_WITHIN = 60.0
STOPS_WITHIN = 30.0
PRODUCTION = ("app.py", "run")
"""What an administrator starts."""
WITH_CLOCK = ("-m", "faults.server")
"""The same program with a clock that can be set."""


@dataclass
class ShiftedClock:
    """The clock of all processes of a run: the machine's, moved by what stands in a file."""

    file: Path
    shift: float = 0.0

    def __post_init__(self) -> None:
        self.move(0)

    def move(self, seconds: float) -> None:
        """Set the clock forward, or back; a reader sees the old or the new moment and nothing between."""
        self.shift += seconds
        fresh = self.file.with_suffix(".new")
        fresh.write_text(str(self.shift), "ascii")
        fresh.replace(self.file)


@dataclass(frozen=True, slots=True)
class Installation:
    """What every process of a run is started with."""

    home: Path
    database: str
    authority: Authority
    clock: ShiftedClock
    command: Sequence[str] = WITH_CLOCK
    program: Path = ROOT
    """The checkout to run; another one when a broken build is shown to be found out."""

    def environment(self, name: str, port: int) -> dict[str, str]:
        """The settings of one process; none is inherited."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("EST_")}
        return inherited | {
            "EST_APP_ID": APP_ID,
            "EST_APP_SECRET": name,
            "EST_APP_SECRET_EXPIRES": str(datetime.now(UTC).date() + timedelta(days=365)),
            "EST_TENANTS": TENANT,
            "EST_LOGIN_AUTHORITY": self.authority.url,
            "EST_OPENID_METADATA": self.authority.metadata,
            "EST_SERVICE_HOSTS": "127.0.0.1",
            "EST_DATABASE_URL": self.database,
            "EST_LOG_FORMAT": "json",
            "EST_RATE": str(RATE),
            "EST_TENANT_RATE": str(RATE),
            "EST_PORT": str(port),
            "REQUESTS_CA_BUNDLE": str(self.authority.certificate),
            SHIFT: str(self.clock.file),
        }


@dataclass
class Replica:
    """One server process under a name; it may be started anew after it has died."""

    name: str
    at: Installation
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start, and wait until it says that it can work."""
        self.begin()
        until = time.monotonic() + READY_WITHIN
        while not await asyncio.to_thread(is_ready, self.port):
            if self._running.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{self.name} does not start: see {self._log}")
            await asyncio.sleep(0.05)

    def begin(self) -> None:
        """Start, and go on at once."""
        with self._log.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, *self.at.command],
                cwd=self.at.program,
                env=self.at.environment(self.name, self.port),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """Kill -9: no handler runs, nothing is written."""
        self._running.kill()
        self._running.wait()

    def freeze(self) -> None:
        self._running.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._running.send_signal(signal.SIGCONT)

    async def stop(self) -> None:
        """Ask it to end, and see to it that it does; what it says good-bye to may live in this process."""
        if not self.alive:
            return
        self.thaw()
        self._running.terminate()
        try:
            await asyncio.to_thread(self._running.wait, STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, f"{self.name} was never started"
        return self._process

    @property
    def _log(self) -> Path:
        return self.at.home / f"{self.name}.log"
