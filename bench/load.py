"""Sends prepared requests over kept connections, as fast as they are answered; a process of its own.

A raw client, since a full one would use as much of the machine as the servers that are measured.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bench import country

CONNECTIONS = 16


@dataclass(frozen=True, slots=True)
class Job:
    """What to send, where and how long; read from standard input as JSON."""

    url: str
    kind: str
    token: str
    now: str
    service_url: str
    first: int
    most: int
    seconds: float
    expect: str
    """Text that stands in every right answer."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of it; seconds are of the wall."""

    requests: int
    wrong: int
    seconds: float
    p50: float
    p95: float


class Run:
    """One job under way."""

    def __init__(self, job: Job) -> None:
        make = {"submit": country.submissions, "message": country.messages}[job.kind]
        now = datetime.fromisoformat(job.now)
        self._job = job
        self._bodies: Iterator[bytes] = iter(list(make(now, job.service_url, job.first, job.most)))
        self._expect = job.expect.encode()
        self._times: list[float] = []
        self._wrong = 0
        address = urlsplit(job.url)
        self._where = address.hostname or "", address.port or 80
        bearer = f"Authorization: Bearer {job.token}\r\n" if job.token else ""
        self._head = (
            f"POST {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\n{bearer}"
            "Content-Type: application/json; charset=utf-8\r\nContent-Length: "
        ).encode()

    async def measure(self) -> Measured:
        """Every connection sends until the time or the requests run out."""
        began = time.perf_counter()
        until = began + self._job.seconds
        await asyncio.gather(*(self._connection(until) for _ in range(CONNECTIONS)))
        took = time.perf_counter() - began
        times = sorted(self._times)
        share = [times[int(len(times) * part)] for part in (0.5, 0.95)]
        return Measured(len(times), self._wrong, took, *share)

    async def _connection(self, until: float) -> None:
        reader, writer = await asyncio.open_connection(*self._where)
        for body in self._bodies:
            began = time.perf_counter()
            writer.write(b"%b%d\r\n\r\n%b" % (self._head, len(body), body))
            status, answer = await _answer(reader)
            self._times.append(time.perf_counter() - began)
            self._wrong += status not in {200, 201, 202} or self._expect not in answer
            if time.perf_counter() > until:
                break
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    return int(head.split(b" ", 2)[1]), await reader.readexactly(int(length or 0))


def main() -> None:
    """Do the job that standard input describes, after it says that everything is prepared."""
    run = Run(Job(**json.loads(sys.stdin.readline())))
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(asdict(asyncio.run(run.measure()))), flush=True)


if __name__ == "__main__":
    main()
