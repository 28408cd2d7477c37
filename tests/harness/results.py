"""Writes build/test-results.json, the outcome of every test that carries a case id, for `make cases`."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

RESULTS = Path(__file__).parent.parent.parent / "build" / "test-results.json"
PROPERTY = "cases"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-results", action="store_true", help=f"write {RESULTS.name} for `make cases`")


def pytest_configure(config: pytest.Config) -> None:
    in_worker = hasattr(config, "workerinput")
    if config.getoption("--write-results") and not in_worker:
        config.pluginmanager.register(ResultsWriter())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The ids travel with the report, because another process may write the file."""
    report = yield
    report.user_properties.append((PROPERTY, cases_of(item)))
    return report


def cases_of(item: pytest.Item) -> list[str]:
    return [case for mark in item.iter_markers("case") for case in mark.args]


class ResultsWriter:
    """The worst outcome of set-up, call and tear-down is the test's outcome."""

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        cases = dict(report.user_properties).get(PROPERTY)
        if cases and (report.when == "call" or not report.passed):
            known = self.outcomes.get(report.nodeid, report.outcome)
            self.outcomes[report.nodeid] = report.outcome if known == "passed" else known

    def pytest_sessionfinish(self) -> None:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(self.outcomes, indent=1, sort_keys=True) + "\n", encoding="utf-8")
