"""What people typed is made safe, and nothing of it is lost (platform.md §3.6, acceptance.md K8)."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.escape import WORD_JOINER, marked, typed
from cards.parts import said
from tests.cards.hostile import HOSTILE
from tests.cards.walking import texts_of

BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
ANY_TEXT = st.text(max_size=200)
MARKS = st.text(alphabet="{}$*_[]()<>#|~`&\\\n\t -1.aå", max_size=60)


def lines_of(text: str) -> list[str]:
    """What a card shows of a text, line by line."""
    return ["".join(map(texts_of, block["inlines"])) for block in said(text)]


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in {"template", "override"}])
def test_a_hostile_text_stays_exactly_as_it_was_typed(name: str) -> None:
    assert typed(HOSTILE[name]) == HOSTILE[name]


def test_a_template_shows_the_same_and_is_none() -> None:
    assert (
        typed("{{DATE(x)}} ${y} {{{z")
        == f"{{{WORD_JOINER}{{DATE(x)}}}} ${WORD_JOINER}{{y}} {{{WORD_JOINER}{{{WORD_JOINER}{{z"
    )


def test_what_would_turn_the_text_around_is_taken_away() -> None:
    assert typed("a\u202eb\u2066c\u2069d\u200fe") == "abcd\u200fe"


def test_control_characters_and_halves_of_characters_are_taken_away() -> None:
    assert typed("a\x00b\x1b[31mc\x7fd\ud800e\r\nf\tg") == "ab[31mcde\nf\tg"


def test_joiners_and_combining_marks_stay_where_they_stand() -> None:
    family, ring = "👨‍👩‍👧‍👦", "a\u030a"
    assert typed(family + ring) == family + ring


def test_every_line_is_shown_also_an_empty_one() -> None:
    assert lines_of("ett\n\n  \ntvå") == ["ett", "\u00a0", "\u00a0", "två"]


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("Trygg Vakt AB (norr), St. Eriks", "Trygg Vakt AB (norr), St. Eriks"),
        ("**x** och _y_", r"\*\*x\*\* och \_y\_"),
        ("[a](http://b) <at>c</at>", r"\[a\](http://b) \<at\>c\</at\>"),
        ("1. ett", r"1\. ett"),
        ("- ett", r"\- ett"),
        ("# ett\ntvå", r"\# ett två"),
        ("a | b & `c` ~d~", r"a \| b \& \`c\` \~d\~"),
    ],
)
def test_a_name_among_choices_is_no_markdown(name: str, escaped: str) -> None:
    assert marked(name) == escaped


@given(ANY_TEXT | MARKS)
def test_nothing_visible_is_lost_or_added(text: str) -> None:
    kept = [
        one
        for one in text
        if one in "\n\t"
        or (
            unicodedata.category(one) not in {"Cc", "Cs"}
            and not "\u202a" <= one <= "\u202e"
            and not "\u2066" <= one <= "\u2069"
        )
    ]
    assert typed(text).replace(WORD_JOINER, "") == "".join(kept).replace(WORD_JOINER, "")


@given(ANY_TEXT | MARKS)
def test_no_template_is_ever_left(text: str) -> None:
    assert "{{" not in typed(text)
    assert "${" not in typed(text)
    assert "{{" not in marked(text)


@given(ANY_TEXT | MARKS)
def test_made_safe_twice_is_made_safe_once(text: str) -> None:
    assert typed(typed(text)) == typed(text)


@given(MARKS)
def test_a_reader_of_markdown_reads_the_name(text: str) -> None:
    """Without its backslashes an escaped name is the name in one line."""
    assert BACKSLASH.sub("", marked(text)) == " ".join(typed(text).split()) or "\\" in text


@given(MARKS)
def test_no_mark_is_left_without_its_backslash(text: str) -> None:
    left = re.sub(r"\\[!-/:-@\[-`{-~]", "", marked(text))
    assert not re.search(r"[*_`~\[\]<>&|#\\]", left)
    assert not re.match(r"([-+]|\d+[.)])\s", marked(text))
