"""`python -m bench` runs every benchmark, `python -m bench submit` the named ones; see docs/prestanda.md."""

from __future__ import annotations

import sys

from bench import documents, fanout, meeting, replicas, start, submit
from bench.results import keep, table
from logs import prepare_logs

BENCHMARKS = {
    "submit": submit.run,
    "start": start.run,
    "meeting": meeting.run,
    "documents": documents.run,
    "fanout": fanout.run,
    "replicas": replicas.run,
}


def main(names: list[str]) -> int:
    """Print the table and keep it; the exit code says whether every budget is met."""
    prepare_logs("console")
    results = [result for name in names or BENCHMARKS for result in BENCHMARKS[name]()]
    keep(results)
    print(table(results))
    return 0 if all(result.holds for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
