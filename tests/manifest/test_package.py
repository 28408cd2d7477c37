"""What the Teams app package holds: valid by Microsoft's own schemas, in two languages, asking for little."""

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from manifest import build
from manifest.registration import Registration, registration

ROOT = Path(__file__).parents[2]
NODE_MODULES = Path(os.environ.get("EST_NODE_MODULES", ROOT / "node_modules"))

OURS = registration("0b2f6b0e-5a3e-4b0d-8e57-00000000abcd", "https://est.kommunen.example")
LONGEST_NAME = registration(
    "0b2f6b0e-5a3e-4b0d-8e57-00000000abcd", "https://est.kommunen.example", name="Å" * 20
)

SWEDISH = ["rapportera", "sammanfattning", "dagordning", "läget", "inställningar", "hjälp"]
ENGLISH = ["report", "summary", "agenda", "status", "settings", "help"]

LIMITS = {"name.short": 30, "name.full": 100, "description.short": 80, "description.full": 4000}

both_schemas = pytest.mark.parametrize("schema", build.SCHEMAS)


def faults(document: dict[str, Any], schema: str, kind: str = "MicrosoftTeams") -> list[str]:
    # Only the instance is checked: Draft4Validator.check_schema refuses Microsoft's own 1.30 for a \p{L} that
    # Python's `re` does not know, in a part no bot manifest uses.
    validator = Draft4Validator(json.loads(schema_file(schema, kind).read_text(encoding="utf-8")))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def schema_file(schema: str, kind: str) -> Path:
    folder = NODE_MODULES / "@microsoft" / "app-manifest" / "build" / "json-schemas" / "teams" / f"v{schema}"
    path = folder / f"{kind}.schema.json"
    assert path.is_file(), (
        f"{path} is missing: run npm ci, or point EST_NODE_MODULES at a node_modules folder"
    )
    return path


def texts_of(manifest: dict[str, Any]) -> dict[str, str]:
    """Every text of a manifest by the name Teams' localisation files give its place."""
    found = {
        f"{part}.{size}": manifest[part][size]
        for part in ("name", "description")
        for size in ("short", "full")
    }
    for n, commands in enumerate(manifest["bots"][0]["commandLists"]):
        for m, command in enumerate(commands["commands"]):
            for part in ("title", "description"):
                found[f"bots[0].commandLists[{n}].commands[{m}].{part}"] = command[part]
    return found


def commands_by_scope(manifest: dict[str, Any]) -> dict[str, list[str]]:
    lists = manifest["bots"][0]["commandLists"]
    return {scope: [c["title"] for c in one["commands"]] for one in lists for scope in one["scopes"]}


@both_schemas
@pytest.mark.parametrize("of", [OURS, LONGEST_NAME, build.EXAMPLE], ids=["ours", "longest name", "example"])
def test_the_manifest_is_valid_by_microsofts_schema(of: Registration, schema: str) -> None:
    assert faults(build.manifest(of, "1.2.3", schema), schema) == []


@both_schemas
@pytest.mark.parametrize("of", [OURS, LONGEST_NAME], ids=["ours", "longest name"])
def test_the_english_file_is_valid_by_microsofts_schema(of: Registration, schema: str) -> None:
    assert faults(build.english(of, schema), schema, "MicrosoftTeams.Localization") == []


@both_schemas
def test_the_check_sees_a_foreign_property_a_long_name_and_a_wrong_id(schema: str) -> None:
    wrong = build.manifest(OURS, "1.2.3", schema)
    wrong |= {"colour": "#17586B", "id": "EST", "name": {"short": "E" * 31}}

    found = "\n".join(faults(wrong, schema))

    assert "'colour' was unexpected" in found
    assert "$.id" in found
    assert "$.name.short" in found


def test_slash_commands_are_unknown_to_the_conservative_schema() -> None:
    slash = build.manifest(OURS, "1.2.3", build.SLASH)

    found = "\n".join(faults(slash | {"manifestVersion": build.CONSERVATIVE}, build.CONSERVATIVE))

    assert "supportsTargetedMessages" in found
    assert "triggers" in found


@both_schemas
def test_every_text_has_an_english_one_of_its_own(schema: str) -> None:
    swedish = texts_of(build.manifest(OURS, "1.2.3", schema))
    english = build.english(OURS, schema)
    del english["$schema"]

    assert english.keys() == swedish.keys()
    assert [place for place, text in english.items() if text == swedish[place]] == ["name.short"]


@both_schemas
def test_no_text_is_longer_than_teams_takes_in_either_language(schema: str) -> None:
    for texts in (
        texts_of(build.manifest(LONGEST_NAME, "1.2.3", schema)),
        build.english(LONGEST_NAME, schema),
    ):
        for place, longest in LIMITS.items():
            assert 0 < len(texts[place]) <= longest, place
        for place, text in texts.items():
            # Schema: 128 and 4000; a menu line shows about eighty characters.
            assert not place.endswith("].title") or 0 < len(text) <= 32, place
            assert not place.endswith("].description") or 0 < len(text) <= 80, place


@both_schemas
def test_the_same_six_commands_are_offered_in_the_chat_and_in_the_channel(schema: str) -> None:
    english = build.english(OURS, schema)

    assert commands_by_scope(build.manifest(OURS, "1.2.3", schema)) == {"personal": SWEDISH, "team": SWEDISH}
    for n in (0, 1):
        titles = [english[f"bots[0].commandLists[{n}].commands[{m}].title"] for m in range(6)]
        assert titles == ENGLISH


def test_the_variants_differ_in_the_slash_commands_alone() -> None:
    conservative = build.manifest(OURS, "1.2.3", build.CONSERVATIVE)
    slash = build.manifest(OURS, "1.2.3", build.SLASH)
    (bot,) = slash["bots"]

    assert bot.pop("supportsTargetedMessages") is True
    personal, team = bot["commandLists"]
    assert team.pop("triggers") == ["slash", "mention"]
    assert "triggers" not in personal
    for variant, schema in ((conservative, build.CONSERVATIVE), (slash, build.SLASH)):
        assert variant.pop("manifestVersion") == schema
        assert f"/v{schema}/" in variant.pop("$schema")
    assert slash == conservative


@both_schemas
def test_the_package_asks_for_the_least(schema: str) -> None:
    manifest = build.manifest(OURS, "1.2.3", schema)
    (bot,) = manifest["bots"]

    # No webApplicationInfo and no authorization: no Graph, no resource-specific consent, no single sign-on.
    # No supportsChannelFeatures: private and shared channels have members of their own, whom the bot cannot
    # follow without a further permission, so Teams must not offer it there. No tabs, no device permissions.
    assert sorted(manifest) == [
        "$schema",
        "accentColor",
        "bots",
        "defaultGroupCapability",
        "defaultInstallScope",
        "description",
        "developer",
        "icons",
        "id",
        "localizationInfo",
        "manifestVersion",
        "name",
        "permissions",
        "validDomains",
        "version",
    ]
    assert bot["scopes"] == ["personal", "team"]
    assert [
        bot[what] for what in ("isNotificationOnly", "supportsFiles", "supportsCalling", "supportsVideo")
    ] == [False] * 4
    assert manifest["permissions"] == ["identity", "messageTeamMembers"]
    assert manifest["validDomains"] == ["est.kommunen.example"]


@both_schemas
def test_the_package_says_whose_bot_it_is(schema: str) -> None:
    of = registration(
        " 0B2F6B0E-5A3E-4B0D-8E57-00000000ABCD ",
        "https://EST.kommunen.example/bot/",
        name="Lindalen (test)",
        developer="Lindalens kommun",
    )

    manifest = build.manifest(of, "1.2.3", schema)

    assert manifest["id"] == manifest["bots"][0]["botId"] == "0b2f6b0e-5a3e-4b0d-8e57-00000000abcd"
    assert manifest["version"] == "1.2.3"
    assert manifest["localizationInfo"]["defaultLanguageTag"] == "sv"
    assert manifest["name"]["short"] == build.english(of, schema)["name.short"] == "EST-boten Lindalen (test)"
    assert manifest["name"]["full"] == "EST-boten Lindalen (test) – veckans EST-möte i Teams"
    assert manifest["developer"] == {
        "name": "Lindalens kommun",
        "websiteUrl": "https://est.kommunen.example/bot/om",
        "privacyUrl": "https://est.kommunen.example/bot/om#personuppgifter",
        "termsOfUseUrl": "https://est.kommunen.example/bot/om#villkor",
    }


@both_schemas
def test_the_zip_holds_the_manifest_the_english_file_and_the_icons_and_nothing_else(schema: str) -> None:
    icons = ROOT / "manifest" / "icons"

    with zipfile.ZipFile(io.BytesIO(build.package(OURS, "1.2.3", schema))) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}

    assert sorted(files) == ["color.png", "en.json", "manifest.json", "outline.png"]
    assert files["color.png"] == (icons / "color.png").read_bytes()
    assert files["outline.png"] == (icons / "outline.png").read_bytes()
    manifest = json.loads(files["manifest.json"])
    assert manifest == build.manifest(OURS, "1.2.3", schema)
    assert json.loads(files["en.json"]) == build.english(OURS, schema)
    assert set(manifest["icons"].values()) | {"en.json", "manifest.json"} == files.keys()
    assert manifest["localizationInfo"]["additionalLanguages"] == [{"languageTag": "en", "file": "en.json"}]
    for name in ("manifest.json", "en.json"):
        assert b"{{" not in files[name]


@both_schemas
def test_the_same_input_gives_the_same_bytes(schema: str) -> None:
    first = build.package(OURS, "1.2.3", schema)

    assert build.package(OURS, "1.2.3", schema) == first
    assert build.package(OURS, "1.2.4", schema) != first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.create_system, entry.external_attr) == (3, 0o644 << 16)
            assert entry.compress_type == zipfile.ZIP_STORED
