"""What the code says and raises, read from its syntax trees: the words have to keep up with it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from est.errors import Refusal

ROOT = Path(__file__).parent.parent.parent
PRODUCT = ("est", "words", "cards", "dialogs", "bot", "schedule", "storage", "calendars", "tokens", "web")
SAYING = {"t", "n", "N_", "NN_"}
FIELD = re.compile(r"\{(\w+)[^}]*\}")
T = TypeVar("T")


@cache
def modules(package: str) -> tuple[tuple[str, ast.Module], ...]:
    """The modules of a package: dotted name and tree. The lists of `est.personal_data` are data and say nothing."""
    paths = sorted(path for path in (ROOT / package).rglob("*.py") if path.parent.name != "personal_data")
    return tuple((_dotted(path), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def kinds_of(parent: type[T]) -> set[type[T]]:
    """The class and everything below it, whichever module of the method it stands in."""
    for name, _ in modules("est"):
        import_module(name)
    return {parent}.union(*(kinds_of(kind) for kind in parent.__subclasses__()))


def refusals() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every refusal that is made: where, its code, and the names of the values it carries."""
    known = {kind.__name__: kind.code for kind in kinds_of(Refusal)}
    for package in PRODUCT:
        for name, tree in modules(package):
            ours = _imported_from_est(tree) | (
                {node.name for node in _classes(tree)} if package == "est" else set()
            )
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    place = f"{name}:{node.lineno}"
                    for code in _codes(node, {kind: known[kind] for kind in ours & known.keys()}, package):
                        yield place, code, frozenset(word.arg or "**" for word in node.keywords)


def constants_outside(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts of a module that are neither docstrings nor said or marked for the catalogue."""
    told = {id(constant) for node in ast.walk(tree) for constant in _told(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


def fields(text: str) -> frozenset[str]:
    return frozenset(FIELD.findall(text))


def forms_of(text: object) -> tuple[str, ...]:
    """The forms of a catalogue's text: one, or the singular and the plural."""
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text),)


def strings(value: Any) -> Iterator[str]:
    """Every text in something that came from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def _codes(node: ast.Call, classes: dict[str, str], package: str) -> Iterator[str]:
    """The code or codes of a refusal that a call makes; none for a call that makes none, or repeats a given one."""
    function = node.func
    if isinstance(function, ast.Name) and function.id in classes:
        yield from _texts(node.args[0]) if node.args else iter([classes[function.id]])
    elif package == "est" and isinstance(function, ast.Attribute) and function.attr == "fault":
        yield from _texts(node.args[0])


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def _told(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr):
        yield node.value
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SAYING:
            yield from node.args


def _imported_from_est(tree: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "est"
        for alias in node.names
    }


def _classes(tree: ast.Module) -> list[ast.ClassDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
