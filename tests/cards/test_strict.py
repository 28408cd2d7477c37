"""Every card is built as Teams and its schema say; a slip of the keyboard in our own parts is found (K11)."""

from __future__ import annotations

import ast
import copy
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from adaptive_cards import card as ac

from cards.shapes import made
from tests.cards.gallery import GALLERY, draw
from tests.cards.strict import breaks_schema, complaints, elements_of
from tests.cards.walking import Json, of_kind

CARDS = Path(__file__).parents[2] / "cards"
USES_THE_LIBRARY = ["inputs.py", "parts.py", "teams.py"]


class Fault(StrEnum):
    """No value of the library's."""

    GIGANTIC = "gigantic"


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


def test_every_element_is_made_by_the_library_and_not_by_hand() -> None:
    """What is not `made` is not looked at by the library either."""
    calls = [name for file in USES_THE_LIBRARY for name in built_by_hand((CARDS / file).read_text("utf-8"))]
    assert calls == []


def test_an_element_that_is_built_by_hand_is_found() -> None:
    assert built_by_hand("made(ac.TextBlock, text='x')\nac.Fact(title='x')") == ["Fact"]


def built_by_hand(source: str) -> list[str]:
    """The classes of the library that are called, such as `ac.TextBlock(…)`."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [
        call.attr for call in calls if isinstance(call, ast.Attribute) and ast.unparse(call.value) == "ac"
    ]


def test_a_misspelt_keyword_is_refused() -> None:
    """The library drops a keyword it does not know without a word (channel.md §2)."""
    with pytest.raises(TypeError, match="TextBlock has no is_subtel"):
        made(ac.TextBlock, text="x", is_subtel=True)


def test_a_value_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="gigantic"):
        made(ac.TextBlock, text="x", wrap=Fault.GIGANTIC)


def test_elements_of_one_shape_keep_their_own_texts_and_contents() -> None:
    first, second = (
        made(ac.Container, items=[made(ac.TextBlock, text=text, wrap=True)], id=text) for text in ("a", "b")
    )
    assert first == {
        "type": "Container",
        "id": "a",
        "items": [{"type": "TextBlock", "text": "a", "wrap": True}],
    }
    assert second == {
        "type": "Container",
        "id": "b",
        "items": [{"type": "TextBlock", "text": "b", "wrap": True}],
    }
    assert made(ac.Container, items=[], id=None) == {"type": "Container", "items": []}
