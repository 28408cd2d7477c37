"""`make fuzz`: the long run. `python -m tests.fuzz --tries 20000 --seed 7` for another length or seed."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import structlog

from tests.fuzz.run import run


def main() -> int:
    """Prints what was tried and found; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--tries", type=int, default=10_000, help="inputs by members; strangers come besides")
    parser.add_argument(
        "--seed", type=int, default=int(time.time()), help="the same seed tries the same inputs"
    )
    asked = parser.parse_args()
    print(f"seed: {asked.seed}", flush=True)
    structlog.configure(processors=[_silent])
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="est-fuzz-") as folder:
        findings = run(Path(folder), tries=asked.tries, seed=asked.seed)
    print("\n".join(findings.lines()))
    print(f"seconds: {time.monotonic() - began:.0f}")
    return 0 if findings.sound else 1


def _silent(*_: object) -> str:
    raise structlog.DropEvent


if __name__ == "__main__":
    sys.exit(main())
