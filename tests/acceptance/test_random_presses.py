"""Twelve people who press and type whatever comes to hand, for a week and a half: nothing ever breaks."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from cards.teams import CARD_LIMIT
from sample.municipality.people import Seat
from sample.teams.world import TeamsUser
from tests.acceptance.tampering import size_of
from tests.town import Town

TEXTS = (
    *("Klotter på muren.", "Glas på gatan.", "Stök vid kiosken."),
    *("", "x" * 501, "19121212-1212 syntes.", "Heter Kalle Karlsson.", "Bor på Storgatan 12 lgh 1102."),
)
DAYS = ("2026-11-21", "2026-11-23", "2026-11-30", "2026-10-01", "")
CLOCKS = ("09:00", "10:30", "25:00")
COMMANDS = (
    *("rapportera", "dagordning", "läget", "hjälp", "inställningar", "deltagare", "godkänn", "?"),
    *("sammanfattning", "sammanfattning v 48", "sammanfattning v 47", "sammanfattning utkast"),
    *("sammanfattning godkänn", "dagordning v 49"),
)
MINUTES = (1, 20, 120, 600, 1440)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_whatever_is_pressed_is_answered_by_a_card_or_a_line(monday: Town, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(400):
        user = monday[chance.choice(list(Seat))]
        match chance.choices(["turn", "say", "post", "look", "press"], [4, 8, 4, 4, 80])[0]:
            case "turn":
                await monday.turn_to(monday.clock.now() + timedelta(minutes=chance.choice(MINUTES)))
            case "say":
                await monday.say(user, chance.choice(COMMANDS))
            case "post":
                await monday.post(user, chance.choice(COMMANDS))
            case "look":
                await monday.open_chat(user)
            case _:
                await _press(monday, user, chance)
    letters = "\n".join((await monday.stored())["letter"])
    assert "'failed'" not in letters
    assert "'unknown'" not in letters


async def _press(town: Town, user: TeamsUser, chance: random.Random) -> None:
    """One button of one of the newest cards in sight, by either kind of action, with a form filled in at random."""
    cards = [one for one in (*town.chat(user)[-4:], *town.channel(user)[-2:]) if one.actions]
    if not cards:
        return
    shown = chance.choice(cards)
    action = chance.choice(shown.actions)
    inputs = {one["id"]: _typed(one, chance) for one in _inputs(shown.card)}
    if chance.random() < 0.2:
        await shown.submit(action["title"], **inputs)
        return
    await shown.send(action, **inputs)
    answer: Any = town.answers[-1]
    # Who presses faster than people can is asked to wait.
    if answer.status != 429:
        assert (answer.status, answer.body["statusCode"]) == (200, 200), (action["verb"], inputs, answer.body)
        assert size_of(answer.body) <= CARD_LIMIT, (action["verb"], inputs)


def _typed(one: dict[str, Any], chance: random.Random) -> str:
    match one["type"]:
        case "Input.ChoiceSet":
            return str(chance.choice(one["choices"])["value"])
        case "Input.Date":
            return chance.choice(DAYS)
        case "Input.Time":
            return chance.choice(CLOCKS)
        case "Input.Toggle":
            return chance.choice(["true", "false"])
    return chance.choice(TEXTS)


def _inputs(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [found for one in value for found in _inputs(one)]
    if not isinstance(value, dict):
        return []
    own = [value] if str(value.get("type")).startswith("Input.") and "id" in value else []
    return own + [found for one in value.values() for found in _inputs(one)]
