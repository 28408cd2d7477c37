"""A fan-out of prompts to the whole country, against plain aiohttp that makes the same requests and writes.

Both send 4,350 cards (290 municipalities of fifteen) to a connector that takes everything at once, twenty in the air,
and record each before the next takes its place, on the same durable file. Pacing is off: Teams admits far less.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import country
from bench.channel import Channel
from bench.processes import ROOT, free_port, serving
from bench.results import Result

ROUNDS = 3
OURS, PLAIN = "ours", "plain"
LONGEST_STALL = 0.1
"""Seconds that the loop, which answers people meanwhile, may be kept (design.md §9)."""


@dataclass(frozen=True, slots=True)
class Fanned:
    """What one sender says of itself: seconds, processor seconds, the longest stall of its loop."""

    sent: int
    seconds: float
    cpu: float
    stall: float


def run() -> list[Result]:
    """Medians of interleaved rounds."""
    told: dict[str, list[Fanned]] = {OURS: [], PLAIN: []}
    for _ in range(ROUNDS):
        for name, rounds in told.items():
            rounds.append(_send(name))
    rates = {
        name: statistics.median(one.sent / one.seconds for one in rounds) for name, rounds in told.items()
    }
    stall = statistics.median(one.stall for one in told[OURS])
    detail = {
        name: {
            "per_second": round(rates[name], 1),
            "cpu_ms": round(1000 * statistics.median(one.cpu / one.sent for one in rounds), 2),
            "stall_ms": round(1000 * statistics.median(one.stall for one in rounds), 1),
        }
        for name, rounds in told.items()
    } | {"letters": told[OURS][0].sent, "rounds": ROUNDS}
    return [
        Result(
            name="fan-out / plain aiohttp",
            ratio=rates[OURS] / rates[PLAIN],
            budget=">= 0.4",
            unit="messages/s",
            detail=detail,
        ),
        Result(
            name="longest stall in the fan-out",
            ratio=stall / LONGEST_STALL,
            budget="<= 1.0",
            unit="of 100 ms",
            detail=detail,
        ),
    ]


def _send(name: str) -> Fanned:
    """One sender's process, with a country and a connector of its own."""
    now = datetime.now(UTC).replace(microsecond=0)
    with TemporaryDirectory(prefix="est-bench-") as folder:
        file, keys, port = Path(folder) / "est.db", Path(folder) / "keys.json", free_port()
        Channel().publish(keys)
        country.build(f"sqlite:///{file}", now, f"http://127.0.0.1:{port}/", asked=False)
        with serving("connector", ["-m", "bench.peers.connector", str(port), str(keys)], port):
            done = subprocess.run(
                [sys.executable, "-m", "bench.senders", name, str(file), now.isoformat()],
                cwd=ROOT,
                check=True,
                stdout=subprocess.PIPE,
                # A line for each letter, which costs what it costs in production.
                stderr=subprocess.DEVNULL,
                text=True,
            )
    fanned = Fanned(**json.loads(done.stdout.splitlines()[-1]))
    if fanned.sent != country.GROUPS * country.SEATS:
        raise RuntimeError(f"{name} sent {asdict(fanned)}")
    return fanned
