"""The catalogue of acceptance cases is whole, and tests name only cases that stand in it."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent.parent
CATALOGUE: dict[str, dict[str, str]] = tomllib.loads(
    (TESTS / "acceptance" / "cases.toml").read_text(encoding="utf-8")
)
OPTIONAL = {"proof", "not_applicable"}


@cache
def marked_cases() -> tuple[tuple[str, str], ...]:
    return tuple(find_marks())


def find_marks() -> Iterator[tuple[str, str]]:
    """Every `pytest.mark.case(…)` of the tests: where it stands and the id it names."""
    for path in sorted(TESTS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.case":
                for argument in node.args:
                    yield f"{path.relative_to(TESTS)}:{node.lineno}", ast.literal_eval(argument)


def test_every_case_that_a_test_names_stands_in_the_catalogue() -> None:
    unknown = [f"{place} names {case}" for place, case in marked_cases() if case not in CATALOGUE]
    assert not unknown, f"tests/acceptance/cases.toml knows no such case: {unknown}"


def test_every_case_has_a_level_and_a_text() -> None:
    lame = [case for case, entry in CATALOGUE.items() if set(entry) - OPTIONAL != {"level", "text"}]
    assert not lame
    assert {entry["level"] for entry in CATALOGUE.values()} == {"U", "C", "E"}


def test_a_case_that_cannot_apply_has_no_test() -> None:
    """It is listed with its reason and never counts as passed."""
    marked = {case for _, case in marked_cases()}
    assert not [case for case, entry in CATALOGUE.items() if "not_applicable" in entry and case in marked]
