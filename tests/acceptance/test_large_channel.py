"""A group of more than sixty: no card in its channel is another one for somebody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sample.municipality.people import Seat
from sample.teams.world import TeamsUser
from tests.acceptance.forms import incident
from tests.acceptance.second_group import neighbours, second_group
from tests.town import Shown, Town, at

MORE = 53
"""Members besides the twelve: sixty-five in all, and Teams shows views of one's own to sixty at the most."""


@pytest.fixture
async def crowd(friday: Town, tmp_path: Path) -> AsyncIterator[Town]:
    """Monday at eight in a group of sixty-five."""
    async with second_group(friday, tmp_path, *neighbours([], MORE)) as sjovik:
        await sjovik.turn_to(at("2026-11-23", "08:00"))
        yield sjovik


def posted(crowd: Town, user: TeamsUser) -> list[Shown]:
    return crowd.from_bot(crowd.channel(user))


@pytest.mark.case("K10")
async def test_in_a_channel_of_more_than_sixty_everybody_sees_the_same_cards(crowd: Town) -> None:
    everybody, sam = crowd.teams.world.users, crowd[Seat.COORDINATOR]
    assert len(everybody) == 65
    await crowd.post(everybody[-1], "hjälp")
    await incident(crowd.chat(crowd[Seat.SCHOOL])[0])
    await crowd.turn_to(at("2026-11-24", "08:15"))
    await incident(crowd.chat(crowd[Seat.LEISURE])[0], text="Skräp vid ishallen.", category="litter")
    await crowd.tick()
    await crowd.post(everybody[-2], "dagordning")
    await crowd.turn_to(at("2026-11-24", "09:30"))
    await crowd.say(sam, "sammanfattning godkänn")
    await crowd.tick()
    await crowd.post(everybody[-3], "sammanfattning")

    first = [one.card for one in posted(crowd, everybody[0])]

    assert len(first) == 5
    assert all("refresh" not in card for card in first)
    for user in everybody:
        await crowd.teams.client.look_at(user, crowd.teams.world.channel_id)
        assert [one.card for one in posted(crowd, user)] == first


@pytest.mark.case("K10")
async def test_a_press_in_the_channel_is_answered_in_ones_own_chat(crowd: Town) -> None:
    last = crowd.teams.world.users[-1]
    await crowd.post(last, "hjälp")
    (before,) = posted(crowd, last)

    for title, answer in (
        ("Rapportera", "EST v 48: vad har hänt hos er?"),
        ("Dagordning", "Dagordning v 48"),
    ):
        pressed = await before.press(title)

        assert pressed.card == before.card
        assert pressed.note == "Kortet är skickat till dig i vår egen chatt."
        assert answer in crowd.chat(last)[-1].text
    refused = await before.press("Sammanfattning")
    assert refused.card == before.card
    assert refused.note.startswith("Sammanfattningen är inte godkänd än.")


async def test_a_draft_is_never_shown_in_the_channel_not_even_to_the_coordinator(monday: Town) -> None:
    sam = monday[Seat.COORDINATOR]
    await incident(monday.chat(monday[Seat.SCHOOL])[0])
    await monday.post(sam, "hjälp")
    before = posted(monday, sam)

    pressed = await before[-1].press("Sammanfattning")

    assert pressed.note == "Utkastet är skickat till dig."
    assert "Utkast: Sammanfattning v 48" in monday.chat(sam)[-1].text
    assert [one.card for one in posted(monday, sam)] == [one.card for one in before]
