"""The clock at work in the whole program: down and up again, twice at once, turned back, and one group broken."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from est.group import Group
from est.letters import Letter, LetterKind
from est.ports import Records
from est.week import Week
from sample.municipality import people
from sample.municipality.people import Seat
from schedule.clock import Clock
from tests.acceptance.from_teams import bot_messages
from tests.town import W48, Town, at, town

ROOT = Path(__file__).parent.parent.parent
W49 = Week(2026, 49)


async def letters(town: Town, kind: LetterKind, week: Week = W48, group_id: str = "") -> list[Letter]:
    id_ = group_id or town.group_id
    found = await town.records(lambda records: records.ledger.of_round(id_, week))
    return [letter for letter in found if letter.kind is kind]


@pytest.mark.case("S8")
async def test_a_prompt_that_was_slept_over_comes_late_once_and_after_the_deadline_not_at_all(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as friday:
        await friday.tick()
        assert bot_messages(friday) == []

    # Down over Monday 08:00, up again at 08:40: everybody is asked, once, and the card says that it is late.
    async with town(tmp_path, now=at("2026-11-23", "08:40"), installed=False) as up:
        await up.turn_to(at("2026-11-23", "08:40"))
        await up.turn_to(at("2026-11-23", "08:41"))
        assert len(bot_messages(up)) == 12
        for user in up.seats.values():
            (card,) = up.chat(user)
            assert "EST v 48: vad har hänt hos er?" in card.text
            assert "Frågan kom senare än planerat. Svara när du hinner." in card.text
        await up.turn_to(at("2026-11-24", "09:30"))
        asked = len(bot_messages(up))

    # Down over the next Monday's prompt and deadline: nobody is asked, and the coordinators are told why.
    async with town(tmp_path, now=at("2026-11-30", "16:05"), installed=False) as late:
        await late.turn_to(at("2026-11-30", "16:05"))
        await late.turn_to(at("2026-11-30", "16:06"))
        assert await letters(late, LetterKind.PROMPT, W49) == []
        for seat, user in late.seats.items():
            said = [card.text for card in late.chat(user) if "v 49" in card.text or "missades" in card.text]
            if seat in {Seat.COORDINATOR, Seat.SECOND}:
                missed = (
                    "Veckans frågor skickades inte i tid och skickas inte nu. Ring runt eller be alla skriva"
                )
                assert sum(missed in text for text in said) == 1
            else:
                assert said == []
        assert len(bot_messages(late)) > asked


@pytest.mark.case("S10")
async def test_a_clock_that_jumps_back_five_minutes_sends_nothing_again(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka:
        for day, clock, back in (
            ("2026-11-23", "08:00", "07:55"),
            ("2026-11-23", "13:02", "12:57"),
            ("2026-11-23", "16:15", "16:10"),
            ("2026-11-24", "08:15", "08:10"),
            ("2026-11-24", "09:30", "09:25"),
        ):
            await ekbacka.turn_to(at(day, clock))
            said = bot_messages(ekbacka)
            assert said
            await ekbacka.turn_to(at(day, back))
            await ekbacka.turn_to(at(day, clock))
            assert bot_messages(ekbacka) == said


async def test_a_tick_that_runs_several_times_at_once_asks_each_member_once(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka:
        ekbacka.clock.turn_to(at("2026-11-23", "08:00"))
        await asyncio.gather(*(ekbacka.program.clock.tick() for _ in range(5)))
        await asyncio.gather(*(ekbacka.tick() for _ in range(3)))
        asked = Counter(letter.recipient for letter in await letters(ekbacka, LetterKind.PROMPT))
        assert asked == dict.fromkeys(people.MEMBER_IDS.values(), 1)
        assert len(bot_messages(ekbacka)) == 12


@pytest.mark.postgres
@pytest.mark.case("S9")
async def test_two_instances_that_start_together_send_each_member_one_prompt(
    tmp_path: Path, fresh_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a database of its own kind the stand-in for Teams lives in `var/`: here one for both instances."""
    monkeypatch.chdir(tmp_path)
    async with (
        town(tmp_path, database_url=fresh_postgres_url) as one,
        town(tmp_path, database_url=fresh_postgres_url, installed=False) as two,
    ):
        both = (one, two)
        for each in both:
            each.clock.turn_to(at("2026-11-23", "08:00"))
        await asyncio.gather(*(each.tick() for each in both))
        assert Counter(letter.recipient for letter in await letters(one, LetterKind.PROMPT)) == Counter(
            people.MEMBER_IDS.values()
        )
        assert len(bot_messages(one)) == len(bot_messages(two)) == 12

        # Both believe for a moment that they lead, as when the lease changes hands. The keys let nothing through twice.
        for each in both:
            each.clock.turn_to(at("2026-11-30", "08:00"))
        clocks = [leading_clock(each) for each in both for _ in range(3)]
        await asyncio.gather(*(clock.tick() for clock in clocks))
        await asyncio.gather(*(each.tick() for each in both))
        prompts = await letters(one, LetterKind.PROMPT, W49)
        assert Counter(letter.recipient for letter in prompts) == Counter(people.MEMBER_IDS.values())
        assert {letter.key.split("/")[-1] for letter in prompts} == set(people.MEMBER_IDS.values())
        for user in one.seats.values():
            assert sum("EST v 49: vad har hänt hos er?" in card.text for card in one.chat(user)) == 1


def leading_clock(town: Town) -> Clock:
    """The clock of a process that does not know that another one leads."""

    async def leads() -> bool:
        return True

    async def reads(group_id: str) -> None:
        assert group_id == town.group_id

    return Clock(town.program.store, town.clock.now, reads, town.program.courier.wake, leads)


@pytest.mark.case("S14")
async def test_one_groups_broken_plan_stops_nobody_else_and_the_error_names_it(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka:
        broken = ekbacka.group_id
        for id_ in ("aa-first", "zz-last"):
            await ekbacka.program.store.write("", partial(_copy_group, of=broken, id_=id_))
        with sqlite3.connect(tmp_path / "est.db") as database:
            (plan,) = database.execute("SELECT plan FROM est_group WHERE id = ?", (broken,)).fetchone()
            spoilt = json.dumps(json.loads(plan) | {"zone": "Europe/Ekbacka"})
            database.execute("UPDATE est_group SET plan = ? WHERE id = ?", (spoilt, broken))
        with capture_logs() as log:
            await ekbacka.turn_to(at("2026-11-23", "08:00"))
        assert {(line["log_level"], line["group"]) for line in log if line["event"] == "tick_failed"} == {
            ("error", broken)
        }
        assert await letters(ekbacka, LetterKind.PROMPT) == []
        for id_ in ("aa-first", "zz-last"):
            (prompt,) = await letters(ekbacka, LetterKind.PROMPT, group_id=id_)
            assert prompt.state == "sent"
        asked = [card.text for card in ekbacka.chat(ekbacka[Seat.SCHOOL])]
        assert sorted("aa-first" in text or "zz-last" in text for text in asked) == [True, True]


def _copy_group(records: Records, of: str, id_: str) -> None:
    """Another group of the municipality, with one and the same person at its table."""
    original = records.groups.get(of)
    seat = records.members.get(of, people.MEMBER_IDS[Seat.SCHOOL])
    assert isinstance(original, Group)
    assert seat is not None
    records.groups.save(replace(original, id=id_, name=f"EST {id_}", team_id=f"19:{id_}@thread.tacv2"))
    member = replace(seat, id=f"{id_}-school", group_id=id_)
    records.members.save(member)
    teams_id = people.PERSON_OF[Seat.SCHOOL].teams_id
    records.addresses.keep(id_, member.id, teams_id=teams_id)


@pytest.mark.case("S16")
@pytest.mark.parametrize("command", ["run", "week"])
def test_without_time_zones_the_start_is_refused_and_says_what_is_missing(
    tmp_path: Path, command: str
) -> None:
    """A package of the same name without the data, and no folder of the system's: as in a container without tzdata."""
    (tmp_path / "hidden" / "tzdata").mkdir(parents=True)
    (tmp_path / "hidden" / "tzdata" / "__init__.py").touch()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(tmp_path / "hidden"),
        "PYTHONTZPATH": "",
        "EST_PORT": "1",
        "EST_DATABASE_URL": f"sqlite:///{tmp_path / 'est.db'}",
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py"), command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "EST-boten startar inte" in done.stderr
    assert "Europe/Stockholm" in done.stderr
    assert "tzdata" in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "est.db").exists()
