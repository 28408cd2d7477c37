"""Turning the clock from the page: to the next step of the week, by some time, or to a moment."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from sample.teams import Stage, Step
from tests.sample.conftest import NOON, WORLD, Play, StartPlay

REMINDER = NOON + timedelta(hours=20)
MEETING = NOON + timedelta(days=2)
STEPS: tuple[Step, ...] = (
    ("EST-möte", MEETING),
    ("Utskick", NOON - timedelta(days=1)),
    ("Påminnelse", REMINDER),
)


async def steps() -> Sequence[Step]:
    return STEPS


async def test_the_coming_steps_are_told_in_order(start: StartPlay) -> None:
    play = await start(Stage(steps=steps))
    assert await play.get("clock") == {
        "now": "2026-03-17T11:00:00.000Z",
        "frozen": True,
        "steps": [
            {"label": "Påminnelse", "moment": "2026-03-18T07:00:00.000Z"},
            {"label": "EST-möte", "moment": "2026-03-19T11:00:00.000Z"},
        ],
    }


async def test_turning_to_the_next_step_waits_until_what_fell_due_is_sent(start: StartPlay) -> None:
    plays: list[Play] = []

    async def tick() -> None:
        reminder = {"type": "message", "text": f"Påminnelse {plays[0].clock.now():%H:%M}"}
        await plays[0].connector.send(WORLD.channel_id, reminder)

    play = await start(Stage(steps=steps, after_turn=tick))
    plays.append(play)
    await play.teams.events.install(WORLD.users[0])
    status, clock = await play.post("clock", turn="next")
    assert (status, clock["now"]) == (200, "2026-03-18T07:00:00.000Z")
    assert [step["label"] for step in clock["steps"]] == ["EST-möte"]
    (message,) = (await play.state(WORLD.users[0]))["channel"]["messages"]
    assert message["text"] == "Påminnelse 07:00"


@pytest.mark.parametrize(
    ("turn", "moment"),
    [
        ("hour", "2026-03-28T12:30:00.000Z"),
        # Summer time begins on the night to 29 March: the hour on the wall stays.
        ("day", "2026-03-29T10:30:00.000Z"),
        ("week", "2026-04-04T10:30:00.000Z"),
    ],
)
async def test_the_clock_moves_on_by_time_on_the_wall(start: StartPlay, turn: str, moment: str) -> None:
    play = await start()
    play.clock.turn_to(datetime(2026, 3, 28, 11, 30, tzinfo=UTC))
    _, clock = await play.post("clock", turn=turn)
    assert clock["now"] == moment


@pytest.mark.parametrize("moment", ["2026-06-01T09:30", "2026-06-01T09:30:00+02:00", "2026-06-01T07:30:00Z"])
async def test_the_clock_turns_to_a_moment_in_swedish_time_unless_it_says_otherwise(
    start: StartPlay, moment: str
) -> None:
    play = await start()
    _, clock = await play.post("clock", turn="to", moment=moment)
    assert clock["now"] == "2026-06-01T07:30:00.000Z"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"turn": "back"},
        {"turn": "next"},
        {"turn": "to"},
        {"turn": "to", "moment": "soon"},
        {"turn": "to", "moment": "9999-12-31T00:00"},
    ],
)
async def test_a_turn_to_nowhere_is_refused_and_leaves_the_clock(
    start: StartPlay, body: dict[str, object]
) -> None:
    play = await start()
    status, said = await play.post("clock", **body)
    assert (status, said["error"]["code"]) == (400, "BadArgument")
    assert play.clock.now() == NOON
