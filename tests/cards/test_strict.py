"""Every card is built as Teams and its schema say; a slip of the keyboard in our own parts is found (K11)."""

from __future__ import annotations

import ast
import copy
from pathlib import Path
from typing import Any

import pytest
from adaptive_cards import card as ac

from tests.cards.gallery import GALLERY, draw
from tests.cards.strict import breaks_schema, complaints, elements_of
from tests.cards.walking import Json, of_kind

CARDS = Path(__file__).parents[2] / "cards"
USES_THE_LIBRARY = ["inputs.py", "parts.py", "teams.py"]
PLANTED: dict[str, tuple[str, str, Any]] = {
    "a misspelt key": ("TextBlock", "isSubtel", True),
    "a value that there is not": ("TextBlock", "size", "gigantic"),
    "a number for a truth": ("TextBlock", "wrap", "ja"),
    "a key of another element": ("Input.Text", "choices", []),
    "an action that there is not": ("Action.Execute", "type", "Action.Explode"),
    "an element that there is not": ("ActionSet", "type", "ButtonRow"),
    "a choice without its value": ("Choice", "val", "x"),
    "an unknown key of the card": ("AdaptiveCard", "bodi", []),
}


@pytest.mark.case("K11")
def test_every_card_is_what_microsofts_models_know() -> None:
    assert [(name, line) for name in GALLERY for line in complaints(draw(name).content)] == []


@pytest.mark.case("K11")
def test_every_element_fits_the_schema_of_the_version_that_teams_supports() -> None:
    content = draw("form-incident-edit").content
    frame: Json = {key: value for key, value in content.items() if key != "msteams"}
    every = elements_of(draw(name).content for name in GALLERY)
    assert frame["version"] == "1.5"
    assert breaks_schema(frame | {"body": every}) == []


def test_the_schema_finds_a_fault() -> None:
    every = elements_of([draw("help").content])
    assert breaks_schema({"type": "AdaptiveCard", "version": "1.5", "body": [*every, {"type": "TextBlock"}]})


@pytest.mark.parametrize("fault", PLANTED)
def test_the_models_find_a_planted_fault(fault: str) -> None:
    kind, key, value = PLANTED[fault]
    content = copy.deepcopy(draw("form-incident-edit").content)
    found = content if kind == "AdaptiveCard" else _first(content, kind)
    found[key] = value
    assert len(complaints(content)) == 1


def _first(content: Json, kind: str) -> Json:
    """The object itself, not the copy that a walk gives."""
    (wanted, *_) = of_kind(content, kind)
    queue: list[Any] = [content]
    while queue:
        value = queue.pop()
        if isinstance(value, dict) and value == wanted:
            return value
        queue += value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    raise LookupError(kind)


def test_only_these_files_build_the_librarys_objects() -> None:
    using = [path.name for path in sorted(CARDS.glob("*.py")) if "adaptive_cards" in path.read_text("utf-8")]
    assert using == USES_THE_LIBRARY


@pytest.mark.parametrize("file", USES_THE_LIBRARY)
def test_every_keyword_given_to_the_library_is_one_it_has(file: str) -> None:
    """It drops a keyword it does not know without a word (channel.md §2)."""
    assert misspelt((CARDS / file).read_text(encoding="utf-8")) == []


def test_a_misspelt_keyword_is_found() -> None:
    source = (CARDS / "parts.py").read_text(encoding="utf-8")
    assert misspelt(source.replace("is_subtle=", "is_subtel=", 1)) == ["TextBlock(is_subtel=)"]


def misspelt(source: str) -> list[str]:
    """Each keyword of a call such as `ac.TextBlock(…)` that the class has no field for."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [
        f"{call.func.attr}({keyword.arg}=)"
        for call in calls
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "ac"
        for keyword in call.keywords
        if keyword.arg not in getattr(ac, call.func.attr).model_fields
    ]
