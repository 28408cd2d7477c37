"""No message is too big for Teams: a long card says so and is read in parts, in order and with nothing lost (D11)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from bot.outbound import card_activity
from cards.agenda import agenda_card
from cards.parts import sentence
from cards.prompt import prompt_card
from cards.summary import summary_card
from cards.teams import ACTIVITY_LIMIT, CARD_LIMIT, Card, finish
from cards.verbs import ShowAgenda, ShowPrompt, ShowSummary, parse
from tests.cards.hostile import LONGEST, MANY_LINES
from tests.cards.scene import group, meeting_view, seat_view, summary_view
from tests.cards.walking import of_kind, presses, runs
from tests.est.builders import incident, item, report
from words import words_in

SWEDISH = words_in("sv")
LONG_ID = "a:" + "1" * 200
"""Longer than any id that Teams gives a conversation or an account."""


def size_on_the_wire(activity: Mapping[str, Any]) -> int:
    """Bytes of UTF-8 JSON of the message as the connector posts it (bot.connector)."""
    sender = {"id": f"28:{LONG_ID}", "name": "EST-boten"}
    conversation = {"id": LONG_ID, "tenantId": LONG_ID[:36]}
    posted = {**activity, "from": sender, "conversation": conversation, "id": "1479423480000"}
    return len(json.dumps(posted, ensure_ascii=False, separators=(",", ":")).encode())


def text_of_size(size: int, letter: str) -> Card:
    """A card that is as big as it may be, filled with one letter."""
    empty = finish([sentence("")], summary="Ett kort.", language="sv").size
    text = letter * ((size - empty) // len(letter.encode()))
    return finish([sentence(text)], summary="Ett kort.", language="sv")


@pytest.mark.case("D11")
@pytest.mark.parametrize(
    ("letter", "bytes_of_it"), [("a", 1), ("å", 2), ("ä", 2), ("ö", 2), ("👍", 4), ("👨‍👩‍👧‍👦", 25)]
)
def test_letters_are_counted_in_bytes(letter: str, bytes_of_it: int) -> None:
    one, two = (finish([sentence(letter * n)], summary="x", language="sv").size for n in (1, 2))
    assert two - one == bytes_of_it


@pytest.mark.case("D11")
@pytest.mark.parametrize("letter", ["a", "å", "👍"])
def test_a_card_of_the_greatest_size_makes_a_message_below_the_limit(letter: str) -> None:
    """The whole activity is measured: the sender, the conversation and the notification have their room."""
    card = text_of_size(CARD_LIMIT, letter)
    assert CARD_LIMIT - 4 < card.size <= CARD_LIMIT
    whole = size_on_the_wire(card_activity(card.content, "å" * 100))
    assert card.size < whole <= ACTIVITY_LIMIT == 25_000


def read_through(card: Card, turn: Callable[[str], Card]) -> list[Card]:
    """Press on from part to part as a reader does, until there is no next one."""
    pages = []
    while True:
        pages.append(card)
        following = [one for one in presses(card.content) if one["title"].startswith("Nästa del")]
        if not following:
            return pages
        card = turn(json.dumps({"verb": following[0]["verb"], **following[0]["data"]}))


def names_of(pages: list[Card]) -> list[str]:
    texts = (block["text"] for card in pages for block in of_kind(card.content, "TextBlock"))
    return [text for text in texts if text.startswith("Del ")]


def texts_in(pages: list[Card]) -> list[str]:
    return [line for card in pages for line in runs(card.content) if line.startswith("Text nummer")]


def long_items(count: int) -> tuple[Any, ...]:
    """Long texts that can be told apart; each incident lies on a day of its own kind so that none is merged."""
    return tuple(
        item(incident(text=f"Text nummer {number:03}. {LONGEST}"[:500]), number=number)
        for number in range(1, count + 1)
    )


@pytest.mark.case("D11")
@pytest.mark.parametrize("count", [40, 150])
def test_a_long_agenda_becomes_a_short_card_that_leads_to_the_whole_in_parts(count: int) -> None:
    items = long_items(count)
    view = meeting_view(items)
    overview = agenda_card(view, SWEDISH)
    assert overview.size <= CARD_LIMIT
    assert len(texts_in([overview])) < count
    assert "Allt får inte plats i ett kort. Läs resten i delar." in str(overview.content)
    (read,) = [one for one in presses(overview.content) if one["title"] == "Läs hela i delar"]

    def turn(pressed: str) -> Card:
        data = json.loads(pressed)
        payload = parse(data["verb"], data)
        assert isinstance(payload, ShowAgenda)
        return agenda_card(view, SWEDISH, shown=payload.part)

    pages = read_through(turn(json.dumps(read["data"])), turn)
    total = len(pages)
    assert total > 1
    assert names_of(pages) == [f"Del {number} av {total}" for number in range(1, total + 1)]
    assert all(page.size <= CARD_LIMIT for page in pages)
    assert sorted(line[:15] for line in texts_in(pages)) == [
        f"Text nummer {n:03}" for n in range(1, count + 1)
    ]
    assert all("Till översikten" in [one["title"] for one in presses(page.content)] for page in pages)


@pytest.mark.case("D11")
def test_a_long_summary_becomes_a_short_card_that_leads_to_the_whole_in_parts() -> None:
    view = summary_view(meeting_view(long_items(200)), approved=True)
    overview = summary_card(view, SWEDISH)
    assert "Läs hela i delar" in [one["title"] for one in presses(overview.content)]

    def turn(pressed: str) -> Card:
        data = json.loads(pressed)
        payload = parse(data["verb"], data)
        assert isinstance(payload, ShowSummary)
        return summary_card(view, SWEDISH, shown=payload.part)

    pages = read_through(summary_card(view, SWEDISH, shown=1), turn)
    assert names_of(pages) == [f"Del {number} av {len(pages)}" for number in range(1, len(pages) + 1)]
    assert all(page.size <= CARD_LIMIT for page in [overview, *pages])
    labels = [
        line.split(" · ")[0] for page in pages for line in runs(page.content) if line.startswith("V48-")
    ]
    assert {f"V48-{number}" for number in range(1, 201)} <= set(labels)


@pytest.mark.case("D11")
def test_a_members_own_card_is_turned_part_by_part_and_keeps_its_buttons() -> None:
    view = seat_view(report=report(items=long_items(60)))

    def turn(pressed: str) -> Card:
        data = json.loads(pressed)
        payload = parse(data["verb"], data)
        assert isinstance(payload, ShowPrompt)
        return prompt_card(view, SWEDISH, part=payload.part)

    pages = read_through(prompt_card(view, SWEDISH), turn)
    assert names_of(pages) == [f"Del {number} av {len(pages)}" for number in range(1, len(pages) + 1)]
    assert all(page.size <= CARD_LIMIT for page in pages)
    assert [line[:15] for line in texts_in(pages)] == [f"Text nummer {n:03}" for n in range(1, 61)]
    changes = [one["tooltip"] for page in pages for one in presses(page.content) if one["title"] == "Ändra"]
    assert changes == [f"Ändra V48-{number}" for number in range(1, 61)]
    assert all("Händelse" in [one["title"] for one in presses(page.content)] for page in pages)


def test_what_was_just_saved_is_on_the_part_that_is_shown() -> None:
    items = long_items(60)
    shown = prompt_card(seat_view(report=report(items=items), saved=items[44].id), SWEDISH)
    assert "Text nummer 045" in str(shown.content)
    assert "Text nummer 001" not in str(shown.content)


def test_a_part_that_there_is_not_gives_the_nearest_one() -> None:
    view = meeting_view(long_items(40))
    last = agenda_card(view, SWEDISH, shown=999)
    (name,) = names_of([last])
    assert name == f"Del {name.split()[-1]} av {name.split()[-1]}"


def test_the_most_lines_that_a_text_can_have_still_fit() -> None:
    own = tuple(item(incident(text=MANY_LINES), number=number) for number in range(1, 4))
    for card in (
        prompt_card(seat_view(report=report(items=own)), SWEDISH),
        agenda_card(meeting_view(own), SWEDISH),
        agenda_card(meeting_view(own), SWEDISH, shown=2),
        summary_card(summary_view(meeting_view(own)), SWEDISH),
        summary_card(summary_view(meeting_view(own)), SWEDISH, shown=2),
    ):
        assert card.size <= CARD_LIMIT


def test_a_group_name_as_long_as_teams_allows_fits_everywhere() -> None:
    named = group(name="Å" * 256)
    view = meeting_view(long_items(40))
    assert agenda_card(view, SWEDISH, shown=1).size <= CARD_LIMIT
    assert named.name
