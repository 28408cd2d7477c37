"""The laws that every card obeys, in both languages (style.md §4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import pytest

from bot.outbound import card_activity
from cards.action_verbs import SaveAction, SaveWorkingGroup
from cards.parts import WARNING_SIGN
from cards.teams import ACTIVITY_LIMIT, MOST_REFRESHED
from cards.verbs import Payload, RunCommand, SaveForm, parse
from dialogs.route import FLOWS
from tests.cards.gallery import GALLERY, draw
from tests.cards.hostile_names import CANARY
from tests.cards.test_size import size_on_the_wire
from tests.cards.walking import Json, inputs, objects, of_kind, presses, runs, texts_of
from words.catalogue import LANGUAGES

ELEMENTS = {
    *(
        "AdaptiveCard",
        "TextBlock",
        "RichTextBlock",
        "TextRun",
        "Container",
        "ColumnSet",
        "Column",
        "ActionSet",
    ),
    *("Input.Text", "Input.Date", "Input.Time", "Input.ChoiceSet", "Input.Toggle", "Choice"),
    *(
        "Action.Execute",
        "Action.Submit",
        "Action.ToggleVisibility",
        "TargetElement",
        "Refresh",
        "TeamsProperties",
    ),
}
"""All that a card of ours is made of: drawn alike by every client of version 1.5, and no link, picture or mention."""
COLOURS = {"accent", "attention", "good", "warning"}
SIGNS = (WARNING_SIGN, "✔")
LIST_OR_HEADING = re.compile(r"\s*([-*+>#]|\d+[.)])\s")
MARKDOWN = re.compile(r"(?<!\\)([*_`~]|\[[^\]]*\]\(|<)")
SENT_ALIKE = ("title", "style", "data", "mode", "associatedInputs")
NEW = (SaveForm, SaveAction, SaveWorkingGroup)
"""Forms that make something new, once however often they are sent."""
LONGEST_TITLE = 24
"""Characters of a button that are not cut on a phone 320 pixels wide (acceptance.md I4)."""


def in_every_card(law: Callable[[str, str], None]) -> Callable[[], None]:
    """The law as one test over the whole gallery in both languages; it names the first card that breaks it."""

    @wraps(law)
    def test() -> None:
        for name in GALLERY:
            for language in LANGUAGES:
                try:
                    law(name, language)
                except AssertionError as broken:
                    raise AssertionError(f"{name} ({language}): {broken}") from broken

    # pytest would take the law's own arguments for fixtures.
    del test.__wrapped__
    return test


@pytest.mark.case("K11")
@in_every_card
def test_it_is_version_1_5_in_its_language_and_made_of_known_elements(name: str, language: str) -> None:
    content = draw(name, language).content
    assert (content["type"], content["version"], content["lang"]) == ("AdaptiveCard", "1.5", language)
    assert {kind for kind, _ in objects(content)} <= ELEMENTS


@pytest.mark.case("I3")
@in_every_card
def test_its_notification_and_its_fallback_are_a_sentence_of_our_own(name: str, language: str) -> None:
    """They stand in the activity feed and on lock screens: what it is about, and nothing that anybody typed."""
    card = draw(name, language)
    assert card.content["fallbackText"] == card.summary
    assert 10 <= len(card.summary) <= 200
    assert card.summary.endswith((".", "?"))
    assert card.summary[0] == card.summary[0].upper()
    assert not set("\n{}<*") & set(card.summary)
    assert CANARY not in card.summary
    assert not [line for line in runs(card.content) if len(line) > 40 and line in card.summary]


@in_every_card
def test_the_whole_message_is_below_the_limit(name: str, language: str) -> None:
    card = draw(name, language)
    activity = card_activity(card.content, card.summary)
    assert size_on_the_wire(activity) <= ACTIVITY_LIMIT


@pytest.mark.case("K11")
@in_every_card
def test_every_input_has_a_label_and_a_required_one_says_what_is_missing(name: str, language: str) -> None:
    for one in inputs(draw(name, language).content):
        assert one["label"].strip()
        assert one["type"] in {"Input.Text", "Input.Date", "Input.Time"} or one["wrap"] is True
        if one.get("isRequired"):
            assert one["errorMessage"].endswith(".")
        if one["type"] == "Input.ChoiceSet" and one.get("value") and not one.get("isMultiSelect"):
            assert one["value"] in {choice["value"] for choice in one["choices"]}


@in_every_card
def test_every_text_wraps_and_no_id_stands_twice(name: str, language: str) -> None:
    content = draw(name, language).content
    assert all(block["wrap"] is True and block["text"].strip() for block in of_kind(content, "TextBlock"))
    assert all(
        block["inlines"] and all(map(texts_of, block["inlines"]))
        for block in of_kind(content, "RichTextBlock")
    )
    ids = Counter(found["id"] for _, found in objects(content) if "id" in found)
    assert not [id_ for id_, times in ids.items() if times > 1]
    targets = {target["elementId"] for target in of_kind(content, "TargetElement")}
    assert targets <= set(ids)


@pytest.mark.case("K11")
@in_every_card
def test_nothing_is_said_by_colour_alone(name: str, language: str) -> None:
    """A coloured text begins with a sign, and a coloured box says in words what its colour says."""
    content = draw(name, language).content
    for text in of_kind(content, "TextBlock", "TextRun"):
        assert text.get("color") not in COLOURS or text["text"].startswith(SIGNS)
    for container in of_kind(content, "Container", "Column"):
        if container.get("style") in COLOURS:
            assert of_kind(container, "TextBlock")
    assert not [one for one in presses(content) if one.get("style") == "destructive"]


@in_every_card
def test_a_row_has_six_buttons_at_most_and_their_titles_are_short(name: str, language: str) -> None:
    content = draw(name, language).content
    assert all(1 <= len(row["actions"]) <= 6 for row in of_kind(content, "ActionSet"))
    titles = [action["title"] for row in of_kind(content, "ActionSet") for action in row["actions"]]
    assert not [title for title in titles if not 0 < len(title) <= LONGEST_TITLE]
    named = Counter((one["title"], one.get("tooltip")) for one in presses(content))
    if not name.startswith("named-"):
        assert not [title for title, times in named.items() if times > 1]
    assert len([one for one in presses(content) if one.get("style") == "positive"]) <= 1


@in_every_card
def test_every_button_reaches_a_flow_also_where_only_submit_is_known(name: str, language: str) -> None:
    content = draw(name, language).content
    filled = {one["id"]: str(one.get("value", "")) for one in inputs(content)}
    for button in presses(content):
        payload = _parsed(button["verb"], button["data"], filled if _sends(button) else {})
        assert type(payload) in FLOWS or isinstance(payload, RunCommand)
        assert button["data"]["verb"] == button["verb"]
        alike = {key: button[key] for key in SENT_ALIKE if key in button}
        assert button["fallback"] == {"type": "Action.Submit"} | alike


@in_every_card
def test_what_is_filled_in_is_read_and_what_needs_no_answer_does_not_wait_for_one(
    name: str, language: str
) -> None:
    """Every input is a field of a button that sends it; a button that sends none is not held up by a required one."""
    content = draw(name, language).content
    ids = {one["id"] for one in inputs(content)}
    sending = [_parsed(one["verb"], one["data"], {}) for one in presses(content) if _sends(one)]
    assert bool(ids) == bool(sending)
    assert ids <= {field for payload in sending for field in type(payload).model_fields}
    assert all(isinstance(payload, NEW) for payload in sending if "draft" in type(payload).model_fields)


@in_every_card
def test_it_refreshes_through_a_flow_and_for_few(name: str, language: str) -> None:
    refresh = draw(name, language).content.get("refresh")
    if refresh is not None:
        assert refresh["action"]["type"] == "Action.Execute"
        assert type(_parsed(refresh["action"]["verb"], refresh["action"]["data"], {})) in FLOWS
        assert refresh["action"]["verb"].endswith(".show")
        assert len(refresh["userIds"]) <= MOST_REFRESHED


@pytest.mark.case("K8")
@in_every_card
def test_nothing_that_was_typed_stands_where_markdown_is_read(name: str, language: str) -> None:
    content = draw(name, language).content
    for block in of_kind(content, "TextBlock"):
        assert CANARY not in block["text"]
        assert not MARKDOWN.search(block["text"])
        assert not LIST_OR_HEADING.match(block["text"])
    for several in (one for one in inputs(content) if one.get("isMultiSelect")):
        assert not [one for one in several["choices"] if MARKDOWN.search(one["title"])]
    ours = [*_all(content, "label"), *_all(content, "errorMessage"), *_all(content, "placeholder")]
    ours += [one["title"] for one in of_kind(content, "Input.Toggle")]
    ours += [one["title"] for one in presses(content)]
    assert not [text for text in ours if CANARY in text or MARKDOWN.search(text)]


@pytest.mark.case("K8")
@in_every_card
def test_no_template_is_left_for_a_client_to_expand(name: str, language: str) -> None:
    """What stands in an input, and what a button carries, is given back as it was typed."""
    for _, found in objects(draw(name, language).content):
        shown = {key: value for key, value in found.items() if not (key == "value" and "label" in found)}
        assert not [
            text for text in shown.values() if isinstance(text, str) and ("{{" in text or "${" in text)
        ]
        assert not [one for one in found.get("inlines", ()) if isinstance(one, str) and "{{" in one]


def _sends(button: Mapping[str, Any]) -> bool:
    return bool(button["associatedInputs"] == "auto")


def _parsed(verb: str, data: Json, filled: Mapping[str, str]) -> Payload:
    return parse(verb, {**data, **filled})


def _all(content: Json, key: str) -> list[str]:
    return [str(found[key]) for _, found in objects(content) if key in found]
