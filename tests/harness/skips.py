"""Nothing is skipped in silence: under `./test` and CI a skipped test fails.

Exceptions stand in tests/allowed_skips.toml, each with its reason.
"""

import os
import tomllib
from collections.abc import Generator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

ALLOWED = Path(__file__).parent.parent / "allowed_skips.toml"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refuse-skips", action="store_true", help="a skipped test fails (always so where CI=true)"
    )


def refuses_skips(config: pytest.Config) -> bool:
    return bool(config.getoption("--refuse-skips")) or os.environ.get("CI") == "true"


def is_allowed(nodeid: str) -> bool:
    """The file maps a pattern of test ids to the reason why they may be skipped."""
    allowed: dict[str, str] = tomllib.loads(ALLOWED.read_text(encoding="utf-8"))
    return any(fnmatchcase(nodeid, pattern) and reason for pattern, reason in allowed.items())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    expected_to_fail = hasattr(report, "wasxfail")
    if report.skipped and not expected_to_fail and refuses_skips(item.config) and not is_allowed(item.nodeid):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {reason_of(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped and refuses_skips(collector.config) and not is_allowed(collector.nodeid):
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped whole: {reason_of(report.longrepr)}"
    return report


def reason_of(longrepr: object) -> str:
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)
