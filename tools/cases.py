"""List every acceptance case with its tests and their last result, or "open": `make cases`.

The tests are collected now; their results are those of the last whole `./test` (build/test-results.json), or
with --run of a run of the marked tests made first. A failed case fails the command; an open one does not.
"""

import argparse
import contextlib
import io
import json
import os
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("tests/acceptance/cases.toml")
RESULTS = Path("build/test-results.json")


class Collected:
    """The ids of the tests of each case."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers("case"):
                for case in mark.args:
                    self.tests.setdefault(case, []).append(item.nodeid)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", action="store_true", help="run the marked tests first")
    os.chdir(ROOT)
    tests = tests_of_cases()
    if parser.parse_args().run:
        run(sorted({test for ids in tests.values() for test in ids}))
    results: dict[str, str] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    counts: Counter[str] = Counter()
    for case, entry in tomllib.loads(CATALOGUE.read_text(encoding="utf-8")).items():
        ids = sorted(tests.get(case, []))
        verdict = verdict_on(entry, [results.get(test, "not run") for test in ids])
        counts[verdict] += 1
        print(f"{case:<4} {entry['level']}  {verdict:<14} {entry['text']}")
        for line in lines_about(ids, results):
            print(f"{'':<8}{line}")
    print(f"\n{counts.total()} cases: " + ", ".join(f"{n} {verdict}" for verdict, n in counts.most_common()))
    return 1 if counts["failed"] else 0


def tests_of_cases() -> dict[str, list[str]]:
    collected, output = Collected(), io.StringIO()
    with contextlib.redirect_stdout(output):
        code = pytest.main(["--collect-only", "-q", "-p", "no:randomly"], plugins=[collected])
    if code != pytest.ExitCode.OK:
        sys.exit(f"{output.getvalue()}\nthe tests cannot be collected")
    return collected.tests


def run(tests: Sequence[str]) -> None:
    RESULTS.unlink(missing_ok=True)
    if tests:
        subprocess.run([sys.executable, "-m", "pytest", "-q", "--write-results", *tests], check=False)


def verdict_on(entry: Mapping[str, str], outcomes: Sequence[str]) -> str:
    """A case is passed when every one of its tests is, and the worst outcome otherwise."""
    if "not_applicable" in entry:
        return "not applicable"
    if not outcomes:
        return "open"
    return next((outcome for outcome in ("failed", "skipped", "not run") if outcome in outcomes), "passed")


def lines_about(tests: Sequence[str], results: Mapping[str, str]) -> list[str]:
    """One line per test function: its parameters are counted, not listed."""
    functions: dict[tuple[str, str], int] = {}
    for test in tests:
        key = (test.partition("[")[0], results.get(test, "not run"))
        functions[key] = functions.get(key, 0) + 1
    return [f"{outcome}: {name}" + (f" ({n} ×)" if n > 1 else "") for (name, outcome), n in functions.items()]


if __name__ == "__main__":
    sys.exit(main())
