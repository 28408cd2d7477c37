"""Are the catalogues whole? `python -m words.check` fails when English lacks a sentence; `--write` adds what is new."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from words.catalogue import LANGUAGES, LOCALES, SOURCE

ROOT = LOCALES.parent
FOLDERS = ("words", "cards", "dialogs", "bot", "web", "sample", "documents", "mail")
KEYWORDS = {"t": None, "n": (1, 2), "N_": None, "NN_": (1, 2)}
FIELDS = re.compile(r"\{(\w+)[^}]*\}")


def template() -> Catalog:
    """Every sentence that the code says."""
    catalogue = Catalog(project="EST-boten", charset="utf-8")
    for folder in FOLDERS:
        found = extract_from_dir(ROOT / folder, method_map=[("**.py", "python")], keywords=KEYWORDS)
        for file, line, message, _, _ in found:
            catalogue.add(message, locations=[(f"{folder}/{file}", line)])
    return catalogue


def faults(said: Catalog, language: str) -> list[str]:
    """What is missing, doubtful, left over or wrong in a language, a line each."""
    translated = _read(language)
    found = []
    for message in said:
        if not message.id:
            continue
        entry = translated.get(message.id[0] if isinstance(message.id, tuple) else message.id)
        texts = _texts(entry.string) if entry is not None else []
        if not texts or not all(texts):
            found.append(f"missing: {message.id!r}")
        elif entry is not None and entry.fuzzy:
            found.append(f"fuzzy: {message.id!r}")
        elif any(_fields(text) - _fields(*_texts(message.id)) for text in texts):
            found.append(f"unknown field: {message.id!r}")
    known = {_first(message.id) for message in said}
    found += [
        f"left over: {message.id!r}"
        for message in translated
        if message.id and _first(message.id) not in known
    ]
    return found


def update(said: Catalog, language: str) -> None:
    """Add new sentences, empty, and take out what the code no longer says."""
    translated = _read(language)
    translated.update(said, no_fuzzy_matching=True, update_creation_date=False)
    translated.obsolete.clear()
    with _path(language).open("wb") as file:
        write_po(file, translated, sort_output=True, include_lineno=False, width=110)


def main(arguments: list[str]) -> int:
    """Check every language but the source, or write them anew."""
    said, wrong = template(), 0
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        if "--write" in arguments:
            update(said, language)
        lines = faults(said, language)
        wrong += len(lines)
        for line in lines:
            print(f"{language}: {line}")  # noqa: T201 -- a command prints
    print(f"{len(said)} sentences, {wrong} faults")  # noqa: T201 -- as above
    return 1 if wrong else 0


def _path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "est.po"


def _read(language: str) -> Catalog:
    with _path(language).open("rb") as file:
        return read_po(file, locale=language)


def _texts(value: object) -> list[str]:
    return (
        [str(text) for text in value] if isinstance(value, (tuple, list)) else [str(value)] if value else []
    )


def _fields(*texts: str) -> set[str]:
    return {name for text in texts for name in FIELDS.findall(text)}


def _first(id_: object) -> object:
    return id_[0] if isinstance(id_, tuple) else id_


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
