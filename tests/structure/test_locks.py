"""The locks pin everything with hashes and name no place to fetch it from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
RUN = ROOT / "requirements" / "run.lock"
TEST = ROOT / "requirements" / "test.lock"
NPM = ROOT / "package-lock.json"
PLACES = re.compile(
    r"https?:|://|file:|\.\./|^\s*(-f|-i|--index|--extra-index|--find-links|--trusted-host)|\s@\s"
)


def pins(lock: Path) -> dict[str, str]:
    """Each package of a lock and what is pinned of it: version, marker and hashes."""
    entries = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return {re.split(r"[=\[]", entry, maxsplit=1)[0]: " ".join(entry.split()) for entry in entries if entry}


@pytest.mark.parametrize("lock", [RUN, TEST, NPM, ROOT / "package.json"], ids=lambda lock: lock.name)
def test_a_lock_names_no_host_no_index_and_no_local_path(lock: Path) -> None:
    named = [line.strip() for line in lock.read_text(encoding="utf-8").splitlines() if PLACES.search(line)]
    assert not named, f"`make lock` writes {lock.name} without addresses; it holds {named}"


@pytest.mark.parametrize("lock", [RUN, TEST], ids=lambda lock: lock.name)
def test_every_python_package_is_pinned_with_hashes(lock: Path) -> None:
    loose = [name for name, pin in pins(lock).items() if "==" not in pin or "--hash=sha256:" not in pin]
    assert not loose


def test_every_npm_package_is_pinned_with_its_integrity() -> None:
    packages = json.loads(NPM.read_text(encoding="utf-8"))["packages"]
    assert [path for path, entry in packages.items() if path and "integrity" not in entry] == []


def test_the_environment_of_the_tests_serves_a_run_as_well() -> None:
    run, test = pins(RUN), pins(TEST)
    assert {name: pin for name, pin in run.items() if test.get(name) != pin} == {}


def test_what_pyproject_and_package_json_ask_for_is_locked() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = pyproject["dependency-groups"].values()
    to_run = [
        *pyproject["project"]["dependencies"],
        *pyproject["project"]["optional-dependencies"]["postgresql"],
    ]
    to_test = [wish for group in groups for wish in group if isinstance(wish, str)]
    assert [wish for wish in to_run if name_in(wish) not in pins(RUN)] == []
    assert [wish for wish in to_test if name_in(wish) not in pins(TEST)] == []
    npm = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    locked = json.loads(NPM.read_text(encoding="utf-8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in npm} == npm


def name_in(wish: str) -> str:
    return re.split(r"[^a-z0-9-]", wish.lower(), maxsplit=1)[0]
