"""The parts our cards are made of: thin functions over adaptive-cards-py.

Only this file builds the library's objects. A misspelt keyword is silently dropped by the library, but is an error
here, since these are ordinary functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from adaptive_cards import card as ac
from adaptive_cards import types

from cards.escape import marked, typed
from cards.verbs import NO_CHOICE, Payload

Element = (
    ac.TextBlock
    | ac.RichTextBlock
    | ac.Container
    | ac.ColumnSet
    | ac.ActionSet
    | ac.InputText
    | ac.InputDate
    | ac.InputTime
    | ac.InputChoiceSet
    | ac.InputToggle
)
Button = ac.ActionExecute | ac.ActionToggleVisibility
Choice = tuple[str, str]
"""A choice's value and what it is called."""
WARNING_SIGN = "⚠"
EMPTY_LINE = "\u00a0"
"""A space that a client does not fold away."""


def heading(sentence: str) -> Element:
    """The card's own title."""
    return ac.TextBlock(
        text=sentence,
        wrap=True,
        style=types.TextBlockStyle.HEADING,
        weight=types.FontWeight.BOLDER,
        size=types.FontSize.LARGE,
    )


def subheading(sentence: str) -> Element:
    """A title inside the card."""
    return ac.TextBlock(
        text=sentence,
        wrap=True,
        style=types.TextBlockStyle.HEADING,
        weight=types.FontWeight.BOLDER,
        size=types.FontSize.MEDIUM,
        spacing=types.Spacing.MEDIUM,
    )


def sentence(text: str, *, quiet: bool = False, close: bool = False) -> Element:
    """A sentence of our own words; *quiet* is for what is read once, *close* keeps it near the line above.

    Markdown is active in it, so a name that somebody has typed stands in a `line`, or is `small`.
    """
    return ac.TextBlock(
        text=text,
        wrap=True,
        is_subtle=quiet or None,
        size=types.FontSize.SMALL if quiet else None,
        spacing=types.Spacing.SMALL if close else None,
    )


def said(text: str) -> list[Element]:
    """What somebody typed, line by line, exactly as typed; a line that is empty stays one."""
    return [
        ac.RichTextBlock(
            inlines=[line if line.strip() else EMPTY_LINE],
            spacing=types.Spacing.SMALL if number == 0 else types.Spacing.NONE,
        )
        for number, line in enumerate(typed(text).split("\n"))
    ]


def line(*runs: tuple[str, bool], apart: bool = False) -> Element:
    """One line of pieces that may hold names and other people's words; the flag makes a piece bold.

    Where lines belong together in twos and threes, the first of each stands *apart* from what is above.
    """
    return ac.RichTextBlock(
        inlines=[
            ac.TextRun(text=typed(text), weight=types.FontWeight.BOLDER if bold else None)
            for text, bold in runs
            if text
        ],
        spacing=types.Spacing.MEDIUM if apart else types.Spacing.SMALL,
    )


def small(text: str) -> Element:
    """A quiet remark to the line above, which may hold names."""
    run = ac.TextRun(text=typed(text), is_subtle=True, size=types.FontSize.SMALL)
    return ac.RichTextBlock(inlines=[run], spacing=types.Spacing.SMALL)


def warning(text: str) -> Element:
    """Something that went wrong, marked by a sign and not by colour alone."""
    return ac.TextBlock(text=f"{WARNING_SIGN} {text}", wrap=True, color=types.Colors.ATTENTION)


def notice(elements: Sequence[Element], *, good: bool = False, grave: bool = False) -> Element:
    """A framed box: a receipt when *good*, something to act on when *grave*, otherwise something to know.

    The colour of the frame repeats what the words say, and never says it alone.
    """
    style = types.ContainerStyle.GOOD if good else types.ContainerStyle.EMPHASIS
    if grave:
        style = types.ContainerStyle.ATTENTION
    return ac.Container(items=list(elements), style=style, spacing=types.Spacing.MEDIUM)


def beside(elements: Sequence[Element], button: Button) -> Element:
    """A few lines with one short button to their right, also on a phone."""
    return ac.ColumnSet(
        columns=[
            ac.Column(items=list(elements), width="stretch"),
            ac.Column(items=[buttons(button)], width="auto"),
        ],
        separator=True,
        spacing=types.Spacing.SMALL,
    )


def box(
    elements: Sequence[Element], *, id_: str | None = None, hidden: bool = False, ruled: bool = False
) -> Element:
    """A group of elements; *hidden* ones are opened by a toggle, *ruled* ones have a line above."""
    return ac.Container(
        items=list(elements),
        id=id_,
        is_visible=False if hidden else None,
        separator=ruled or None,
        spacing=types.Spacing.MEDIUM,
    )


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
    return ac.InputText(
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
    return ac.InputDate(
        id=id_,
        label=label,
        value=str(value) or None,
        max=str(latest) if latest else None,
        is_required=bool(required) or None,
        error_message=required or None,
    )


def time_input(id_: str, label: str, *, value: str, required: str) -> Element:
    """A clock time."""
    return ac.InputTime(id=id_, label=label, value=value, is_required=True, error_message=required)


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
    return ac.InputChoiceSet(
        id=id_,
        label=label,
        choices=[ac.InputChoice(title=called(title), value=code or NO_CHOICE) for code, title in choices],
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
    return ac.InputToggle(
        id=id_,
        title=yes,
        label=label,
        value="true" if on else "false",
        value_on="true",
        value_off="false",
        wrap=True,
    )


def press(
    title: str, payload: Payload, *, style: str = "", inputs: bool = False, tooltip: str = ""
) -> Button:
    """A button: `Action.Execute`, and `Action.Submit` with the same data for clients that do not know it.

    A button that does not send *inputs* can be pressed while required inputs are empty. A *tooltip* is read aloud
    too: it says which of several buttons with the same title this one is.
    """
    data: dict[str, Any] = payload.data()
    carried = types.AssociatedInputs.AUTO if inputs else types.AssociatedInputs.NONE
    dress = types.ActionStyle(style) if style else None
    return ac.ActionExecute(
        title=title,
        tooltip=typed(tooltip) or None,
        verb=payload.verb,
        data=data,
        style=dress,
        associated_inputs=carried,
        fallback=ac.ActionSubmit(title=title, data=data, style=dress, associated_inputs=carried),
    )


def toggle_button(title: str, target: str, *, tooltip: str = "") -> Button:
    """Opens and closes a hidden box."""
    return ac.ActionToggleVisibility(
        title=title, tooltip=tooltip or None, target_elements=[ac.TargetElement(element_id=target)]
    )


def buttons(*actions: Button) -> Element:
    """A row of buttons inside the card; six at the most (the renderer's limit)."""
    return ac.ActionSet(actions=list(actions))
