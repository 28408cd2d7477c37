"""`python manifest/build.py`: both packages or a reason, in Swedish and in English."""

import json
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from manifest import build
from manifest.registration import BadInput, project_version

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "manifest" / "build.py"
APP_ID = "0b2f6b0e-5a3e-4b0d-8e57-00000000abcd"
ADDRESS = "https://est.kommunen.example"
PACKAGES = ["est-boten-1.25.zip", "est-boten-1.30.zip"]


def manifest_in(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        content: dict[str, Any] = json.loads(archive.read("manifest.json"))
    return content


def built(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*"))


def test_run_by_its_path_from_anywhere_it_builds_both_packages(tmp_path: Path) -> None:
    command = [sys.executable, str(BUILD), "--app-id", APP_ID, "--public-url", ADDRESS]

    ran = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True, timeout=30)

    assert built(tmp_path / "build" / "manifest") == PACKAGES
    assert all(name in ran.stdout for name in PACKAGES)


def test_the_settings_of_the_bot_are_enough(tmp_path: Path) -> None:
    given = {"EST_APP_ID": APP_ID, "EST_PUBLIC_URL": ADDRESS}

    assert build.main(["--out", str(tmp_path)], given) == 0

    assert [manifest_in(tmp_path / name)["id"] for name in PACKAGES] == [APP_ID, APP_ID]


def test_without_a_registration_it_builds_an_example_that_calls_itself_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(["--out", str(tmp_path)], {}) == 0

    assert built(tmp_path) == PACKAGES
    assert "Bara ett exempel" in capsys.readouterr().out
    assert build.manifest(build.EXAMPLE, "1.2.3", build.SLASH)["name"]["short"] == "EST-boten exempel"


def test_the_version_is_the_projects(tmp_path: Path) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    build.main(["--out", str(tmp_path)], {})

    assert [manifest_in(tmp_path / name)["version"] for name in PACKAGES] == [declared, declared]


@pytest.mark.parametrize(
    "app_id",
    [
        "",
        "est-boten",
        "<din app-id>",
        "{{app_id}}",
        "00000000-0000-0000-0000-000000000000",
        "0b2f6b0e5a3e4b0d8e5700000000abcd",
        "{0b2f6b0e-5a3e-4b0d-8e57-00000000abcd}",
        "0b2f6b0e-5a3e-4b0d-8e57-00000000abcg",
    ],
)
def test_an_app_id_that_is_no_guid_is_refused(
    app_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(["--app-id", app_id, "--public-url", ADDRESS, "--out", str(tmp_path)], {}) == 2

    refused(capsys.readouterr().err, "--app-id", "EST_APP_ID")
    assert built(tmp_path) == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "est.kommunen.example",
        "http://est.kommunen.example",
        "https://",
        "https://<er adress>",
        "https://{{domain}}",
        "https://localhost",
        "https://bot.localhost",
        "https://bot.local",
        "https://kommunen",
        "https://192.0.2.7",
        "https://[2001:db8::7]",
        "https://[trasig",
        "https://est.kommunen.example:3978",
        "https://est.kommunen.example:port",
        "https://någon@est.kommunen.example",
        "https://est.kommunen.example?vecka=12",
        "https://est.kommunen.example#om",
        "https://est.kommunen.example/{{sida}}",
        "https://*.kommunen.example",
        "https://est..kommunen.example",
        "https://est." + "a" * 64 + ".example",
        "https://" + "a." * 130 + "example",
    ],
)
def test_an_address_that_teams_cannot_reach_is_refused(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(["--app-id", APP_ID, "--public-url", address, "--out", str(tmp_path)], {}) == 2

    refused(capsys.readouterr().err, "--public-url", "EST_PUBLIC_URL")
    assert built(tmp_path) == []


@pytest.mark.parametrize("option", ["--name", "--developer"])
@pytest.mark.parametrize("name", ["x" * 33, "<kommunen>", "{{suffix}}", "rad\nbyte", "pratbubbla 💬"])
def test_a_name_that_teams_cannot_show_is_refused(
    option: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--app-id", APP_ID, "--public-url", ADDRESS, "--out", str(tmp_path), option, name]

    assert build.main(given, {}) == 2

    refused(capsys.readouterr().err, option)
    assert built(tmp_path) == []


def test_a_higher_version_may_be_asked_for_and_a_lower_or_strange_one_may_not(tmp_path: Path) -> None:
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text('[project]\nversion = "1.9.0"\n', encoding="utf-8")

    assert project_version(pyproject) == "1.9.0"
    assert project_version(pyproject, asked="1.10.0") == "1.10.0"
    for asked in ("1.8.9", "1.9", "1.9.0rc1", "v2.0.0", "01.9.0"):
        with pytest.raises(BadInput, match=asked):
            project_version(pyproject, asked=asked)


@pytest.mark.parametrize(
    "content", ["", "[project]\nname = 'x'\n", "[project\n", "[project]\nversion = '1'\n"]
)
def test_a_project_without_a_version_is_refused(content: str, tmp_path: Path) -> None:
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text(content, encoding="utf-8")

    with pytest.raises(BadInput, match="version"):
        project_version(pyproject)


@pytest.mark.parametrize("template", ["{{okänd}}", "{{unknown}}", "x {{unknown}} y", "{{app_id"])
def test_a_placeholder_without_a_value_stops_the_build(template: str) -> None:
    with pytest.raises(BadInput, match="saknar värde"):
        build.fill({"deep": [template]}, {"app_id": APP_ID})


def refused(printed: str, *named: str) -> None:
    swedish, english = printed.strip().split("\n")
    assert swedish.startswith("Fel: ")
    assert english.startswith("Error: ")
    for name in named:
        assert name in swedish
        assert name in english
