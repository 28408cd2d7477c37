"""Submitted reports on PostgreSQL: three replicas beside one, all on this machine and one database.

A second replica is there to take over, and costs little while it waits; what it adds in requests is up to the cores
that it finds. The ratio says that replicas do not stand in one another's way.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench import country
from bench.channel import Channel
from bench.load import Job
from bench.processes import Server, free_port, serving
from bench.results import Result
from bench.submit import MOST, Sample, one_round, ours
from tests.harness.postgres import PostgresServer

ROUNDS = 3
SECONDS = 2.0
REPLICAS = 3


def run() -> list[Result]:
    """One replica and three in turn, with the same clients."""
    now = datetime.now(UTC).replace(microsecond=0)
    with tempfile.TemporaryDirectory(prefix="est-bench-") as name, ExitStack() as started:
        folder, channel, port = Path(name), Channel(), free_port()
        channel.publish(folder / "keys.json")
        service_url = f"http://127.0.0.1:{port}/"
        connector = ["-m", "bench.peers.connector", str(port), str(folder / "keys.json")]
        started.enter_context(serving("connector", connector, port))
        home = started.enter_context(tempfile.TemporaryDirectory(prefix="est-bench-"))
        server = PostgresServer(Path(home), settings=())
        started.callback(server.stop)
        url = server.create()
        country.build(url, now, service_url)
        replicas = [started.enter_context(ours(url, port)) for _ in range(REPLICAS)]
        token = channel.token(service_url)
        job = Job("", "submit", token, now.isoformat(), service_url, 0, MOST, SECONDS, "Sparat")
        return _compare(_measure(replicas, job))


def _measure(replicas: Sequence[Server], job: Job) -> dict[int, list[list[Sample]]]:
    """Rounds of samples, one for each replica that was asked, by how many were."""
    samples: dict[int, list[list[Sample]]] = {1: [], len(replicas): []}
    sent = 0
    for _ in range(ROUNDS):
        for count, rounds in samples.items():
            jobs = [
                replace(job, url=f"{server.address}/api/messages", first=sent + MOST * place)
                for place, server in enumerate(replicas[:count])
            ]
            with ThreadPoolExecutor(count) as clients:
                told = list(clients.map(one_round, replicas[:count], jobs))
            wrong = sum(sample.measured.wrong for sample in told)
            if wrong:
                raise RuntimeError(f"{count} replicas: {wrong} wrong answers")
            rounds.append(told)
            sent += MOST * count
    return samples


def _compare(samples: dict[int, list[list[Sample]]]) -> list[Result]:
    rates = {
        n: statistics.median(sum(s.rate for s in told) for told in rounds) for n, rounds in samples.items()
    }
    cpu = {n: statistics.median(s.cpu_each for told in rounds for s in told) for n, rounds in samples.items()}
    detail = {
        f"{n} on postgresql": {"per_second": round(rates[n], 1), "cpu_ms": round(cpu[n], 2)} for n in rates
    }
    return [
        Result(
            name=f"{REPLICAS} replicas / one",
            ratio=rates[REPLICAS] / rates[1],
            budget=">= 0.8",
            unit="requests/s",
            detail=detail | {"rounds": ROUNDS, "municipalities": country.GROUPS},
        )
    ]
