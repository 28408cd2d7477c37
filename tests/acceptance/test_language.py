"""Swedish for everybody, and English for whoever has Teams in English."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sample.municipality.people import Seat
from sample.teams.activities import ActivityMaker
from sample.teams.world import TeamsUser
from tests.acceptance.forms import incident
from tests.town import Shown, Town, at
from words import words_in

ENGLISH = words_in("en")
NAMES = re.compile(r"EST Ekbacka|Räddningstjänsten|Ekbackaskolan|Ekbacka|Barn och utbildning")
"""What nobody translates: names of people's own making."""


async def say_in_english(town: Town, user: TeamsUser, text: str) -> Shown:
    maker = ActivityMaker(town.teams.world, town.teams.service_url)
    said = maker.personal_message(town.stamp(), user, text)
    status, _ = await town.knock({**said, "locale": "en-GB"})
    assert status == 200
    await town.settle()
    return town.chat(user)[-1]


async def press_in_english(shown: Shown, title: str, **inputs: str) -> Any:
    activity = shown.town.invoke(shown, shown.filled(shown.button(title), **inputs))
    _, body = await shown.town.knock({**activity, "locale": "en-GB"})
    return body["value"]


@pytest.mark.case("I1")
async def test_everything_is_in_swedish_unless_teams_is_in_english(friday: Town) -> None:
    rescue, school = friday[Seat.RESCUE], friday[Seat.SCHOOL]
    await friday.teams.client.say(rescue, "hej")
    assert ENGLISH.t("Det här kan du skriva") in (await say_in_english(friday, rescue, "help")).text

    await friday.turn_to(at("2026-11-23", "08:00"))

    asked, swedish = friday.chat(rescue)[-1], friday.chat(school)[-1]
    assert swedish.titles == ["Händelse", "Kommande händelse", "Samverkansbehov", "Inget att rapportera"]
    assert asked.titles == [ENGLISH.t(title) for title in swedish.titles]
    assert not set(asked.titles) & set(swedish.titles)
    assert not re.search("[åäöÅÄÖ]", NAMES.sub("", asked.text)), asked.text
    assert ENGLISH.t("Inget att rapportera") in str(await press_in_english(asked, asked.titles[-1]))


@pytest.mark.case("I1")
async def test_one_is_one_and_two_are_several(monday: Town) -> None:
    school, sam = monday[Seat.SCHOOL], monday[Seat.COORDINATOR]

    one = await incident(monday.chat(school)[0])
    assert "Du har rapporterat 1 sak\n" in one.text
    two = await incident(one, text="Skräp vid cykelstället.", category="litter")
    assert "Du har rapporterat 2 saker\n" in two.text
    await monday.chat(monday[Seat.GUARD])[0].press("Inget att rapportera")
    await monday.turn_to(at("2026-11-24", "08:15"))
    assert "2 av 12 svar." in monday.channel(sam)[-1].text


@pytest.mark.case("I1")
async def test_days_and_weeks_are_said_as_people_say_them(friday: Town) -> None:
    sam = friday[Seat.COORDINATOR]
    await friday.turn_to(at("2026-01-02", "12:00"))

    shown = await friday.say(sam, "inställningar")

    assert "v 2 · ons 7 jan 2026, flyttat från tis 6 jan (Trettondedag jul)" in shown.text
    assert "v 3 · tis 13 jan 2026" in shown.text
