"""Are the catalogues whole? `python -m words.check` fails when English lacks a sentence; `--write` adds what is new."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from words.catalogue import LANGUAGES, LOCALES, SOURCE

ROOT = LOCALES.parent
FOLDERS = ("words", "cards", "dialogs", "bot", "web", "sample", "documents", "mail")
SAYING: Mapping[str, int] = {"t": 1, "n": 2, "N_": 1, "NN_": 2}
"""The functions that say or mark a sentence, and how many of their arguments are its forms."""
FIELDS = re.compile(r"\{(\w+)[^}]*\}")


def template() -> Catalog:
    """Every sentence that the code says."""
    catalogue = Catalog(project="EST-boten", charset="utf-8")
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for line, forms in said_in(tree):
                sentence = forms[0] if len(forms) == 1 else forms
                catalogue.add(sentence, locations=[(str(path.relative_to(ROOT)), line)])
    return catalogue


def said_in(tree: ast.AST) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The sentences of one file: the line each stands on, and its forms.

    Read from the syntax tree, since Babel's own reader does not look into f-strings.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            wanted = node.args[: SAYING.get(name, 0)]
            forms = tuple(
                one.value for one in wanted if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )
            if forms and len(forms) == SAYING[name]:
                yield node.lineno, forms


def faults(said: Catalog, translated: Catalog) -> list[str]:
    """What is missing, doubtful, left over or wrong in a language, a line each."""
    found = []
    for message in said:
        if not message.id:
            continue
        entry = translated.get(_first(message.id))
        texts = _texts(entry.string) if entry is not None else []
        if not texts or not all(texts):
            found.append(f"missing: {message.id!r}")
        elif entry is not None and entry.fuzzy:
            found.append(f"fuzzy: {message.id!r}")
        elif any(_fields(text) - _fields(*_texts(message.id)) for text in texts):
            found.append(f"unknown field: {message.id!r}")
        elif _fields(*_texts(message.id)) - _fields(texts[-1]):
            found.append(f"lost field: {message.id!r}")
    known = {_first(message.id) for message in said}
    found += [
        f"left over: {message.id!r}"
        for message in translated
        if message.id and _first(message.id) not in known
    ]
    return found


def read(language: str) -> Catalog:
    """The catalogue of a language as it is kept."""
    with _path(language).open("rb") as file:
        return read_po(file, locale=language)


def update(said: Catalog, language: str) -> None:
    """Add new sentences, empty, and take out what the code no longer says."""
    translated = read(language)
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
        lines = faults(said, read(language))
        wrong += len(lines)
        for line in lines:
            print(f"{language}: {line}")  # noqa: T201 -- a command prints
    print(f"{len(said)} sentences, {wrong} faults")  # noqa: T201 -- as above
    return 1 if wrong else 0


def _path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "est.po"


def _texts(value: object) -> list[str]:
    return (
        [str(text) for text in value] if isinstance(value, (tuple, list)) else [str(value)] if value else []
    )


def _fields(*texts: str) -> set[str]:
    return {name for text in texts for name in FIELDS.findall(text)}


def _first(id_: object) -> str:
    return _texts(id_)[0] if id_ else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
