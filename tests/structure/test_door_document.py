"""docs/dorren.md names a test for every numbered case of the door, and each of them is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = (ROOT / "docs" / "dorren.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", DOCUMENT)


def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_test_that_is_named_is_there() -> None:
    missing = [f"{path}::{name}" for path, name in NAMED if name not in functions_of(path)]
    assert not missing, f"docs/dorren.md names tests that are not there: {missing}"


def test_every_case_has_a_test() -> None:
    rows = [line for line in DOCUMENT.splitlines() if re.match(r"\| (\d+ |[a-zåäö])", line)]
    without = [row for row in rows if "::test_" not in row and not row.startswith(("| nr", "| fall"))]
    numbered = [int(found[1]) for row in rows if (found := re.match(r"\| (\d+) ", row))]
    assert not without
    assert numbered == list(range(1, 22))
