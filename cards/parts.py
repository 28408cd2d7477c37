"""The parts our cards are made of: thin functions over adaptive-cards-py.

Only this file, its neighbour for inputs and the finished card build the library's objects. A misspelt keyword is
silently dropped by the library, but is an error here, since these are ordinary functions.
"""

from __future__ import annotations

from collections.abc import Sequence

from adaptive_cards import card as ac
from adaptive_cards import types

from cards.escape import typed
from cards.shapes import Json, made
from cards.verbs import Payload

Element = Json
Button = Json
WARNING_SIGN = "⚠"
EMPTY_LINE = "\u00a0"
"""A space that a client does not fold away."""


def heading(sentence: str) -> Element:
    """The card's own title."""
    return made(
        ac.TextBlock,
        text=sentence,
        wrap=True,
        style=types.TextBlockStyle.HEADING,
        weight=types.FontWeight.BOLDER,
        size=types.FontSize.LARGE,
    )


def subheading(sentence: str) -> Element:
    """A title inside the card."""
    return made(
        ac.TextBlock,
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
    return made(
        ac.TextBlock,
        text=text,
        wrap=True,
        is_subtle=quiet or None,
        size=types.FontSize.SMALL if quiet else None,
        spacing=types.Spacing.SMALL if close else None,
    )


def said(text: str) -> list[Element]:
    """What somebody typed, line by line, exactly as typed; a line that is empty stays one."""
    return [
        made(
            ac.RichTextBlock,
            inlines=[line if line.strip() else EMPTY_LINE],
            spacing=types.Spacing.SMALL if number == 0 else types.Spacing.NONE,
        )
        for number, line in enumerate(typed(text).split("\n"))
    ]


def line(*runs: tuple[str, bool], apart: bool = False) -> Element:
    """One line of pieces that may hold names and other people's words; the flag makes a piece bold.

    Where lines belong together in twos and threes, the first of each stands *apart* from what is above.
    """
    return made(
        ac.RichTextBlock,
        inlines=[
            made(ac.TextRun, text=typed(text), weight=types.FontWeight.BOLDER if bold else None)
            for text, bold in runs
            if text
        ],
        spacing=None if apart else types.Spacing.SMALL,
    )


def small(text: str) -> Element:
    """A quiet remark to the line above, which may hold names."""
    run = made(ac.TextRun, text=typed(text), is_subtle=True, size=types.FontSize.SMALL)
    return made(ac.RichTextBlock, inlines=[run], spacing=types.Spacing.SMALL)


def warning(text: str) -> Element:
    """Something that went wrong, marked by a sign and not by colour alone."""
    return made(ac.TextBlock, text=f"{WARNING_SIGN} {text}", wrap=True, color=types.Colors.ATTENTION)


def notice(elements: Sequence[Element], *, good: bool = False, grave: bool = False) -> Element:
    """A framed box: a receipt when *good*, something to act on when *grave*, otherwise something to know.

    The colour of the frame repeats what the words say, and never says it alone.
    """
    style = types.ContainerStyle.GOOD if good else types.ContainerStyle.EMPHASIS
    if grave:
        style = types.ContainerStyle.ATTENTION
    return made(ac.Container, items=list(elements), style=style, spacing=types.Spacing.MEDIUM)


def beside(elements: Sequence[Element], button: Button) -> Element:
    """A few lines with one short button to their right, also on a phone."""
    return made(
        ac.ColumnSet,
        columns=[
            made(ac.Column, items=list(elements), width="stretch"),
            made(ac.Column, items=[buttons(button)], width="auto"),
        ],
        separator=True,
        spacing=types.Spacing.SMALL,
    )


def box(
    elements: Sequence[Element], *, id_: str | None = None, hidden: bool = False, ruled: bool = False
) -> Element:
    """A group of elements; *hidden* ones are opened by a toggle, *ruled* ones have a line above."""
    return made(
        ac.Container,
        items=list(elements),
        id=id_,
        is_visible=False if hidden else None,
        separator=ruled or None,
        spacing=types.Spacing.MEDIUM,
    )


def press(
    title: str, payload: Payload, *, style: str = "", inputs: bool = False, tooltip: str = ""
) -> Button:
    """A button: `Action.Execute`, and `Action.Submit` with the same data for clients that do not know it.

    A button that does not send *inputs* can be pressed while required inputs are empty. A *tooltip* is read aloud
    too: it says which of several buttons with the same title this one is.
    """
    data: Json = payload.data()
    carried = types.AssociatedInputs.AUTO if inputs else types.AssociatedInputs.NONE
    dress = types.ActionStyle(style) if style else None
    return made(
        ac.ActionExecute,
        title=title,
        tooltip=typed(tooltip) or None,
        verb=payload.verb,
        data=data,
        style=dress,
        associated_inputs=carried,
        fallback=made(ac.ActionSubmit, title=title, data=data, style=dress, associated_inputs=carried),
    )


def toggle_button(title: str, target: str, *, tooltip: str = "") -> Button:
    """Opens and closes a hidden box."""
    return made(
        ac.ActionToggleVisibility,
        title=title,
        tooltip=tooltip or None,
        target_elements=[made(ac.TargetElement, element_id=target)],
    )


def buttons(*actions: Button) -> Element:
    """A row of buttons inside the card; six at the most (the renderer's limit)."""
    return made(ac.ActionSet, actions=list(actions))
