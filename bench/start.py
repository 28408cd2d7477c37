"""Cold start to ready, against importing the libraries we depend on."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import country
from bench.channel import Channel
from bench.processes import ROOT, free_port, serving
from bench.results import Result
from bench.submit import ours

ROUNDS = 5
LIBRARIES = (
    "adaptive_cards.card",
    "aiohttp.web",
    "apscheduler.schedulers.asyncio",
    "babel.messages.pofile",
    "botbuilder.core",
    "botbuilder.schema",
    "botframework.connector.auth",
    "cryptography.x509",
    "jwt",
    "msal",
    "personnummer.personnummer",
    "prometheus_client",
    "pydantic_settings",
    "sqlmodel",
    "structlog",
    "typer",
)
"""What the running program imports from others."""


def run() -> list[Result]:
    """Medians of interleaved rounds, since the machine is shared."""
    started: list[float] = []
    imported: list[float] = []
    with TemporaryDirectory(prefix="est-bench-") as name:
        folder = Path(name)
        channel, keys, port = Channel(), folder / "keys.json", free_port()
        channel.publish(keys)
        with serving("connector", ["-m", "bench.peers.connector", str(port), str(keys)], port):
            url = f"sqlite:///{folder / 'ours.db'}"
            country.build(url, datetime.now(UTC).replace(microsecond=0), f"http://127.0.0.1:{port}/")
            for _ in range(ROUNDS):
                imported.append(_import())
                began = time.perf_counter()
                with ours(url, port):
                    started.append(time.perf_counter() - began)
    ready, floor = statistics.median(started), statistics.median(imported)
    detail = {"ready_s": round(ready, 2), "import_s": round(floor, 2), "rounds": ROUNDS}
    return [
        Result(
            name="cold start / import", ratio=ready / floor, budget="<= 1.5", unit="seconds", detail=detail
        )
    ]


def _import() -> float:
    """Seconds of a fresh interpreter that imports the libraries and ends."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import " + ", ".join(LIBRARIES)], cwd=ROOT, check=True)
    return time.perf_counter() - began
