"""A skipped test fails where skips are refused, and is reported as a skip where somebody works at a desk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ONE_SKIP = """
import pytest

def test_here(): pass

@pytest.mark.skip(reason="no tin opener")
def test_there(): pass
"""
SKIPPED_WHOLE = "import pytest; pytest.importorskip('no_such_library')"


def run_tests(folder: Path, *options: str, ci: bool = False) -> str:
    pytest_here = [sys.executable, "-m", "pytest", "-q", "-p", "tests.harness.skips", "-c", os.devnull]
    no_plugins = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT), "CI": str(ci).lower()}
    environment = {**os.environ, **no_plugins}
    done = subprocess.run(
        [*pytest_here, *options, str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize(("options", "ci"), [(["--refuse-skips"], False), ([], True)], ids=["./test", "CI"])
def test_a_skip_is_a_failure_that_tells_its_reason(tmp_path: Path, options: list[str], ci: bool) -> None:
    (tmp_path / "test_one.py").write_text(ONE_SKIP)
    said = run_tests(tmp_path, *options, ci=ci)
    assert "1 passed, 1 error" in said
    assert "test_there was skipped: Skipped: no tin opener" in said


def test_a_file_that_skips_itself_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "test_whole.py").write_text(SKIPPED_WHOLE)
    assert "1 error" in run_tests(tmp_path, "--refuse-skips")


def test_at_a_desk_a_skip_is_a_skip(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text(ONE_SKIP)
    assert "1 passed, 1 skipped" in run_tests(tmp_path)
