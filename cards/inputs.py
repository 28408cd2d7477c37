"""What can be filled in on a card: thin functions over adaptive-cards-py, each with a label for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from adaptive_cards import card as ac
from adaptive_cards import types

from cards.escape import marked, typed
from cards.parts import Element
from cards.shapes import made
from cards.verbs import NO_CHOICE

Choice = tuple[str, str]
"""A choice's value and what it is called."""


def text_input(
    id_: str,
    label: str,
    *,
    value: str = "",
    limit: int,
    required: str = "",
    lines: bool = False,
    hint: str = "",
) -> Element:
    """A text box. *required* is the message when it is empty, and makes it required."""
    return made(
        ac.InputText,
        id=id_,
        label=label,
        value=value or None,
        max_length=limit,
        is_required=bool(required) or None,
        error_message=required or None,
        is_multiline=lines or None,
        placeholder=hint or None,
    )


def date_input(
    id_: str, label: str, *, value: date | str = "", latest: date | None = None, required: str = ""
) -> Element:
    """A date."""
    return made(
        ac.InputDate,
        id=id_,
        label=label,
        value=str(value) or None,
        max=str(latest) if latest else None,
        is_required=bool(required) or None,
        error_message=required or None,
    )


def time_input(id_: str, label: str, *, value: str, required: str) -> Element:
    """A clock time."""
    return made(ac.InputTime, id=id_, label=label, value=value, is_required=True, error_message=required)


def choice_input(
    id_: str,
    label: str,
    choices: Sequence[Choice],
    *,
    value: str = "",
    required: str = "",
    filtered: bool = False,
    several: bool = False,
    hint: str = "",
) -> Element:
    """A list to choose from; *filtered* lets the person type to find the choice.

    Choices of which *several* may be taken are drawn as texts with Markdown, the others as plain ones. A choice without
    a value is what stands there until something else is chosen.
    """
    unchosen = next((title for code, title in choices if not code), None)
    style = types.ChoiceInputStyle.FILTERED if filtered else types.ChoiceInputStyle.COMPACT
    called = marked if several else typed
    return made(
        ac.InputChoiceSet,
        id=id_,
        label=label,
        choices=[
            made(ac.InputChoice, title=called(title), value=code or NO_CHOICE) for code, title in choices
        ],
        value=value or (NO_CHOICE if unchosen else None),
        is_required=bool(required) or None,
        error_message=required or None,
        style=types.ChoiceInputStyle.EXPANDED if several else style,
        is_multi_select=several or None,
        placeholder=hint or unchosen,
        wrap=True,
    )


def toggle_input(id_: str, label: str, yes: str, *, on: bool = False) -> Element:
    """A question that is answered with a tick at *yes*."""
    return made(
        ac.InputToggle,
        id=id_,
        title=yes,
        label=label,
        value="true" if on else "false",
        value_on="true",
        value_off="false",
        wrap=True,
    )
