"""The Teams app package is built in two variants from one template, the same bytes for the same input.

`est-boten-1.30.zip` has real slash commands; `est-boten-1.25.zip` is for tenants that refuse schema 1.30.
Swedish is the package's own language and English comes beside it. How to upload: docs/administrator.md.
"""

import argparse
import json
import os
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
# The file is run by its path, and Python then searches its own folder only.
sys.path.insert(0, str(ROOT))

from manifest.registration import BadInput, Registration, project_version, registration  # noqa: E402

CONSERVATIVE = "1.25"
SLASH = "1.30"
SCHEMAS = (CONSERVATIVE, SLASH)

EXAMPLE = registration("e57b07e0-5a3e-4b0d-8e57-000000e57b07", "https://est.kommunen.example", name="exempel")

_PLACEHOLDER = re.compile(r"\{\{([a-z_.]+)\}\}")


def manifest(of: Registration, version: str, schema: str) -> dict[str, Any]:
    """The manifest of one schema; the variants differ in nothing but the slash commands."""
    values = {
        "schema": schema,
        "version": version,
        "app_id": of.app_id,
        "public_url": of.public_url,
        "domain": of.domain,
        "developer": of.developer,
        **_texts("sv", of.suffix),
    }
    filled: dict[str, Any] = fill(_template(), values)
    return _with_slash_commands(filled) if schema == SLASH else filled


def english(of: Registration, schema: str) -> dict[str, str]:
    """The English file names every text of the manifest by its place, as Teams' localisation schema asks."""
    texts = _texts("en", of.suffix)
    commands = texts.pop("commands")
    placed = {
        f"bots[0].commandLists[{n}].commands[{m}].{part}": text
        for n in range(len(_template()["bots"][0]["commandLists"]))
        for m, command in enumerate(commands)
        for part, text in command.items()
    }
    schemas = "https://developer.microsoft.com/json-schemas/teams"
    return {"$schema": f"{schemas}/v{schema}/MicrosoftTeams.Localization.schema.json", **texts, **placed}


def package(of: Registration, version: str, schema: str) -> bytes:
    """The zip is the same, byte by byte, whenever and wherever it is built from the same input."""
    files: dict[str, str | bytes] = {
        "manifest.json": _as_json(manifest(of, version, schema)),
        "en.json": _as_json(english(of, schema)),
        "color.png": (HERE / "icons" / "color.png").read_bytes(),
        "outline.png": (HERE / "icons" / "outline.png").read_bytes(),
    }
    zipped = BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        for name, content in files.items():
            # Stored, because another zlib would deflate to other bytes; a zip can name no year before 1980.
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return zipped.getvalue()


def fill(node: Any, values: Mapping[str, Any]) -> Any:
    """Every `{{placeholder}}` is replaced, and one without a value stops the build."""
    if isinstance(node, dict):
        return {key: fill(child, values) for key, child in node.items()}
    if isinstance(node, list):
        return [fill(child, values) for child in node]
    if not isinstance(node, str):
        return node
    names = _PLACEHOLDER.findall(node)
    if not values.keys() >= set(names) or "{{" in _PLACEHOLDER.sub("", node):
        raise BadInput(f"En lucka saknar värde: {node}", f"A placeholder has no value: {node}")
    if len(names) == 1 and node == f"{{{{{names[0]}}}}}":
        return values[names[0]]
    return _PLACEHOLDER.sub(lambda found: str(values[found[1]]), node)


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Both packages are built, or none is and the reason is printed."""
    asked = _parser(environment).parse_args(arguments)
    try:
        of = _registration(asked)
        version = project_version(ROOT / "pyproject.toml", asked=asked.version)
        packages = {schema: package(of, version, schema) for schema in SCHEMAS}
    except BadInput as refusal:
        print(refusal, file=sys.stderr)
        return 2
    asked.out.mkdir(parents=True, exist_ok=True)
    for schema, content in packages.items():
        path = asked.out / f"est-boten-{schema}.zip"
        path.write_bytes(content)
        print(f"{path}  EST-boten{of.suffix} {version}")
    if of == EXAMPLE:
        print(
            "Bara ett exempel: app-id och adress är påhittade. Bygg ert eget med --app-id och --public-url."
        )
    return 0


def _parser(environment: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="manifest/build.py",
        description="Bygger apppaketen för Teams; utan app-id och adress blir det ett exempel att titta på.",
    )
    app_id, address = environment.get("EST_APP_ID", ""), environment.get("EST_PUBLIC_URL", "")
    add = parser.add_argument
    add("--app-id", default=app_id, help="botens app-id (annars EST_APP_ID)")
    add("--public-url", default=address, help="botens https-adress (annars EST_PUBLIC_URL)")
    add("--name", default="", help="tillägg till namnet, till exempel kommunens namn eller test")
    add("--developer", default="EST-boten", help="utgivaren som Teams visar, till exempel kommunen")
    add("--version", default="", help="högre version än utgåvans, för att ladda upp samma utgåva igen")
    add("--out", type=Path, default=Path("build/manifest"), help="mapp för paketen (build/manifest)")
    return parser


def _registration(asked: argparse.Namespace) -> Registration:
    """With nothing given a fresh checkout still builds, and the package calls itself an example."""
    if not asked.app_id and not asked.public_url:
        return EXAMPLE
    return registration(asked.app_id, asked.public_url, name=asked.name, developer=asked.developer)


def _template() -> dict[str, Any]:
    template: dict[str, Any] = json.loads((HERE / "template.json").read_text(encoding="utf-8"))
    return template


def _texts(language: str, suffix: str) -> dict[str, Any]:
    """One language's texts; a list of paragraphs becomes one text with an empty line between them."""
    texts = json.loads((HERE / "texts" / f"{language}.json").read_text(encoding="utf-8"))
    texts["description.full"] = "\n\n".join(texts["description.full"])
    filled: dict[str, Any] = fill(texts, {"suffix": suffix})
    return filled


def _with_slash_commands(filled: dict[str, Any]) -> dict[str, Any]:
    """Slash commands belong to channels; in the 1:1 chat the bot is the only one to talk to."""
    bot = filled["bots"][0]
    lists = [
        {"triggers": ["slash", "mention"], **commands} if "team" in commands["scopes"] else commands
        for commands in bot["commandLists"]
    ]
    return {**filled, "bots": [{**bot, "supportsTargetedMessages": True, "commandLists": lists}]}


def _as_json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
