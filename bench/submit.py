"""A submitted report against an echo on the stock bots, and against bare aiohttp with the same SQL."""

from __future__ import annotations

import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import country
from bench.channel import Channel
from bench.load import CONNECTIONS, Job, Measured
from bench.processes import ROOT, Server, free_port, serving
from bench.results import Result
from bench.statements import take_down

ROUNDS = 5
SECONDS = 2.0
WARM_UP = 0.7
MOST = 3_000
"""More requests than any server answers in one round."""
OURS, STOCK, AGENTS, BARE = "est-boten", "botbuilder", "agents-sdk", "bare-aiohttp"


@dataclass(frozen=True, slots=True)
class Sample:
    """One round of one server."""

    measured: Measured
    cpu: float

    @property
    def rate(self) -> float:
        return self.measured.requests / self.measured.seconds

    @property
    def cpu_each(self) -> float:
        """Milliseconds of processor for one request."""
        return 1000 * self.cpu / self.measured.requests


def run() -> list[Result]:
    """Measure all four, in turn, and compare."""
    with _stage() as (servers, job):
        samples = _measure(servers, job)
        memory = {server.name: server.memory() / 2**20 for server in servers}
    return _compare(samples, memory)


def _measure(servers: Sequence[Server], job: Job) -> dict[str, list[Sample]]:
    samples: defaultdict[str, list[Sample]] = defaultdict(list)
    sent: defaultdict[str, int] = defaultdict(int)
    for turn in range(-1, ROUNDS):
        for server in servers:
            submits = server.name in {OURS, BARE}
            ours = replace(
                job,
                url=f"{server.address}/api/messages",
                kind="submit" if submits else "message",
                first=sent[server.name],
                seconds=WARM_UP if turn < 0 else SECONDS,
                token=job.token if server.name == OURS else "",
                expect="Sparat" if submits else "",
            )
            sample = one_round(server, ours)
            if sample.measured.wrong:
                raise RuntimeError(f"{server.name}: {sample.measured.wrong} wrong answers")
            sent[server.name] += sample.measured.requests
            if turn >= 0:
                samples[server.name].append(sample)
    return samples


def one_round(server: Server, job: Job) -> Sample:
    """Load one server from a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.load"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as loader:
        assert loader.stdin is not None
        assert loader.stdout is not None
        loader.stdin.write(json.dumps(asdict(job)) + "\n")
        loader.stdin.flush()
        loader.stdout.readline()
        before = server.cpu()
        loader.stdin.write("go\n")
        loader.stdin.flush()
        measured = Measured(**json.loads(loader.stdout.readline()))
        return Sample(measured, server.cpu() - before)


@contextmanager
def _stage() -> Iterator[tuple[list[Server], Job]]:
    """All servers, each with its own copy of the database if it has one, and what every job has in common."""
    now = datetime.now(UTC).replace(microsecond=0)
    with TemporaryDirectory(prefix="est-bench-") as name, ExitStack() as started:
        folder = Path(name)
        channel, keys = Channel(), folder / "keys.json"
        channel.publish(keys)
        port = free_port()
        service_url = f"http://127.0.0.1:{port}/"
        started.enter_context(
            serving("connector", ["-m", "bench.peers.connector", str(port), str(keys)], port)
        )
        url = f"sqlite:///{folder / 'ours.db'}"
        country.build(url, now, service_url)
        shutil.copyfile(folder / "ours.db", folder / "bare.db")
        script = folder / "statements.json"
        script.write_text(json.dumps(asdict(take_down(folder / "bare.db", now, service_url))), "utf-8")
        servers = [
            started.enter_context(ours(url, port)),
            started.enter_context(_peer(BARE, "bare", str(folder / "bare.db"), str(script))),
            started.enter_context(_peer(AGENTS, "agents_echo")),
            started.enter_context(_peer(STOCK, "stock_echo")),
        ]
        token = channel.token(service_url)
        yield servers, Job("", "", token, now.isoformat(), service_url, 0, MOST, SECONDS, "")


@contextmanager
def ours(url: str, connector: int) -> Iterator[Server]:
    """The program as it runs in production: `python app.py run` with its settings in the environment."""
    port = free_port()
    environment = {
        "EST_APP_ID": country.APP_ID,
        "EST_APP_SECRET": "not a secret",
        "EST_TENANTS": ",".join(country.tenant_of(place) for place in range(country.GROUPS)),
        "EST_OPENID_METADATA": f"http://127.0.0.1:{connector}/metadata",
        "EST_SERVICE_HOSTS": "127.0.0.1",
        "EST_DATABASE_URL": url,
        "EST_LOG_FORMAT": "json",
        "EST_PORT": str(port),
    }
    with serving(OURS, ["app.py", "run"], port, environment) as server:
        yield server


@contextmanager
def _peer(name: str, module: str, *arguments: str) -> Iterator[Server]:
    port = free_port()
    with serving(name, ["-m", f"bench.peers.{module}", str(port), *arguments], port) as server:
        yield server


def kept(file: Path) -> int:
    """Items in a database file, to see that what was answered is there."""
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM item").fetchone()[0])


def _compare(samples: dict[str, list[Sample]], memory: dict[str, float]) -> list[Result]:
    median = {name: statistics.median(one.rate for one in rounds) for name, rounds in samples.items()}
    detail = {name: _detail(rounds, memory[name]) for name, rounds in samples.items()}
    budgets = ((STOCK, ">= 6.0"), (AGENTS, ">= 1.0"), (BARE, ">= 0.4"))
    held = Result(
        name=f"memory / {STOCK}",
        ratio=memory[OURS] / memory[STOCK],
        budget="<= 2.0",
        unit="resident bytes",
        detail={name: round(mb, 1) for name, mb in memory.items()} | {"municipalities": country.GROUPS},
    )
    rates = [
        Result(
            name=f"submit / {floor}",
            ratio=median[OURS] / median[floor],
            budget=budget,
            unit="requests/s",
            detail={
                OURS: detail[OURS],
                floor: detail[floor],
                "cpu_ratio": round(detail[floor]["cpu_ms"] / detail[OURS]["cpu_ms"], 2),
                "connections": CONNECTIONS,
                "rounds": ROUNDS,
            },
        )
        for floor, budget in budgets
    ]
    return [*rates, held]


def _detail(rounds: Sequence[Sample], memory: float) -> dict[str, float]:
    """Medians of the rounds."""

    def median(values: Iterator[float]) -> float:
        return round(statistics.median(values), 2)

    return {
        "per_second": median(one.rate for one in rounds),
        "cpu_ms": median(one.cpu_each for one in rounds),
        "p50_ms": median(1000 * one.measured.p50 for one in rounds),
        "p95_ms": median(1000 * one.measured.p95 for one in rounds),
        "memory_mb": round(memory, 1),
    }
