"""docs/administrator.md can be followed: its build command works once it is filled in, and not before."""

import re
import shlex
from pathlib import Path

import pytest

from manifest import build

DOCS = Path(__file__).parents[2] / "docs"
ADMINISTRATOR = (DOCS / "administrator.md").read_text(encoding="utf-8")
FILLED_IN = {
    "<APP-ID>": "0b2f6b0e-5a3e-4b0d-8e57-00000000abcd",
    "<ER-ADRESS>": "est.kommunen.example",
    "<Kommunens namn>": "Lindalens kommun",
}


def documented_arguments() -> str:
    (command,) = re.findall(r"^python manifest/build\.py (.+)$", ADMINISTRATOR, re.MULTILINE)
    return str(command)


def test_the_documented_command_builds_the_documented_packages(tmp_path: Path) -> None:
    command = documented_arguments()
    for gap, value in FILLED_IN.items():
        command = command.replace(gap, value)

    assert build.main([*shlex.split(command), "--out", str(tmp_path)], {}) == 0

    for package in tmp_path.iterdir():
        assert f"`{package.name}`" in ADMINISTRATOR


def test_the_documented_command_is_refused_until_it_is_filled_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main([*shlex.split(documented_arguments()), "--out", str(tmp_path)], {}) == 2

    assert "--app-id" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("document", ["administrator.md", "pilot.md"])
def test_every_link_to_another_document_leads_somewhere(document: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (DOCS / document).read_text(encoding="utf-8"))

    assert links
    assert [link for link in links if not (DOCS / link).is_file()] == []
