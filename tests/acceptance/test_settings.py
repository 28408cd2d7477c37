"""The meeting time, the breaks and the red days, set and seen from the settings card."""

from __future__ import annotations

from pathlib import Path

import pytest

from est.timetable import Step
from est.week import Week
from sample.municipality.people import Seat
from tests.town import W48, Shown, Town, at, town

MIDSUMMER = at("2027-06-18", "12:00")
"""A Friday before a summer whose pause has a meeting on either side."""


async def settings_of(town: Town) -> Shown:
    return await town.say(town[Seat.COORDINATOR], "inställningar")


def next_meetings(card: Shown) -> list[str]:
    """The lines below "De fem nästa mötena"."""
    _, _, below = card.text.partition("# De fem nästa mötena\n")
    return [line for line in below.splitlines() if line.startswith("v ")]


@pytest.mark.case("S12")
async def test_the_settings_card_shows_the_next_five_meetings_of_every_rhythm_and_pause(
    tmp_path: Path,
) -> None:
    async with town(tmp_path, now=MIDSUMMER) as ekbacka:
        await ekbacka.tick()
        card = await settings_of(ekbacka)
        assert next_meetings(card) == [
            "v 25 · tis 22 juni 2027",
            "v 26 · tis 29 juni 2027",
            "v 27 · tis 6 juli 2027",
            "v 28 · tis 13 juli 2027",
            "v 29 · tis 20 juli 2027",
        ]

        fortnightly = await card.press("Spara", cadence="fortnightly", breaks="Sommar: v 27–32")
        assert "✔ Sparat." in fortnightly.text
        assert next_meetings(fortnightly) == [
            "v 26 · tis 29 juni 2027",
            "v 28 · inget möte tis 13 juli (Sommar)",
            "v 30 · inget möte tis 27 juli (Sommar)",
            "v 32 · inget möte tis 10 aug (Sommar)",
            "v 34 · tis 24 aug 2027",
            "v 36 · tis 7 sep 2027",
            "v 38 · tis 21 sep 2027",
            "v 40 · tis 5 okt 2027",
        ]

        first_and_third = await fortnightly.press("Spara", cadence="twice_monthly")
        assert first_and_third.input("breaks")["value"] == "Sommar: v 27–32"
        assert next_meetings(first_and_third) == [
            "v 27 · inget möte tis 6 juli (Sommar)",
            "v 29 · inget möte tis 20 juli (Sommar)",
            "v 31 · inget möte tis 3 aug (Sommar)",
            "v 33 · tis 17 aug 2027",
            "v 36 · tis 7 sep 2027",
            "v 38 · tis 21 sep 2027",
            "v 40 · tis 5 okt 2027",
            "v 42 · tis 19 okt 2027",
        ]

        # What the card shows is what happens: the pause is told of once, nobody is asked in it, and then the first
        # meeting after it asks about the whole time since the last one.
        for day in ("2027-06-21", "2027-06-28", "2027-07-05", "2027-07-19", "2027-08-02"):
            await ekbacka.turn_to(at(day, "08:00"))
        told = [shown.text for shown in ekbacka.channel(ekbacka[Seat.POLICE]) if "inställt" in shown.text]
        assert len(told) == 1
        assert "EST-mötet v 27 är inställt" in told[0]
        assert "Sommar" in told[0]
        assert ekbacka.chat(ekbacka[Seat.POLICE]) == []
        await ekbacka.turn_to(at("2027-08-16", "08:00"))
        assert "EST v 33" in ekbacka.chat(ekbacka[Seat.POLICE])[-1].text


async def test_breaks_that_were_saved_come_back_in_the_form_and_are_kept_when_it_is_saved_again(
    friday: Town,
) -> None:
    written = "Nyår: v 1\nSommar: v 27–32\nJul: v 52–53"
    card = await (await settings_of(friday)).press("Spara", breaks=written)
    assert "✔ Sparat." in card.text
    assert card.input("breaks")["value"] == written
    again = await card.press("Spara", clock="10:00")
    assert again.input("breaks")["value"] == written
    # The line names a week that only one of the years has; the other years have no such pause.
    assert "v 53 · inget möte tis 29 dec (Jul)" in again.text


async def test_a_pause_that_leaves_no_meeting_for_a_year_is_refused_and_changes_nothing(
    tmp_path: Path,
) -> None:
    async with town(tmp_path, now=at("2027-01-15", "12:00")) as ekbacka:
        before = await settings_of(ekbacka)
        refused = await before.press("Spara", breaks="Alltid: v 2–1")
        assert "Det finns inget EST-möte det närmaste året." in refused.text
        assert refused.input("breaks")["value"] == "Alltid: v 2–1"
        assert next_meetings(await settings_of(ekbacka)) == next_meetings(before)
        assert "EST v 3" in (await ekbacka.say(ekbacka[Seat.SCHOOL], "rapportera")).text


async def test_a_new_hour_takes_effect_on_the_next_round_that_nobody_has_been_asked_about(
    monday: Town,
) -> None:
    coordinator = monday[Seat.COORDINATOR]
    saved = await (await settings_of(monday)).press("Spara", clock="13:30", weekday="3")
    assert "✔ Sparat. Det gäller från nästa omgång som inte har börjat." in saved.text
    # The round that has been asked about is held as it was announced, and the card says so.
    assert next_meetings(saved) == [
        "v 48 · tis 24 nov 2026",
        "v 49 · tors 3 dec 2026",
        "v 50 · tors 10 dec 2026",
        "v 51 · tors 17 dec 2026",
        "v 52 · mån 28 dec 2026, flyttat från tors 24 dec (Julafton)",
    ]
    assert "Mötet är tis 24 nov kl 09.00." in (await monday.open_chat(coordinator))[0].text
    await monday.turn_to(at("2026-11-24", "09:00"))
    await monday.turn_to(at("2026-12-02", "08:00"))
    asked = monday.chat(monday[Seat.SCHOOL])[-1]
    assert "EST v 49" in asked.text
    assert "Mötet är tors 3 dec kl 13.30." in asked.text


async def test_a_new_hour_before_the_prompt_holds_for_the_coming_meeting(friday: Town) -> None:
    await friday.tick()
    await (await settings_of(friday)).press("Spara", clock="10:15", length="45")
    await friday.turn_to(at("2026-11-23", "08:00"))
    assert "Mötet är tis 24 nov kl 10.15." in friday.chat(friday[Seat.SCHOOL])[-1].text
    await friday.turn_to(at("2026-11-24", "08:15"))
    assert "tis 24 nov kl 10.15, 45 minuter" in friday.channel(friday[Seat.SCHOOL])[-1].text
    round_ = await friday.records(lambda records: records.rounds.get(friday.group_id, W48))
    assert round_ is not None
    assert round_.moments[Step.MEETING_END] == at("2026-11-24", "11:00")


async def test_a_meeting_on_easter_monday_is_moved_and_everybody_is_told_once(tmp_path: Path) -> None:
    async with town(tmp_path, now=at("2027-03-12", "12:00")) as ekbacka:
        card = await (await settings_of(ekbacka)).press("Spara", weekday="0")
        assert "v 13 · tis 30 mars 2027, flyttat från mån 29 mars (Annandag påsk)" in next_meetings(card)
        for day in ("2027-03-15", "2027-03-18", "2027-03-19", "2027-03-22", "2027-03-24"):
            await ekbacka.turn_to(at(day, "08:00"))
            await ekbacka.turn_to(at(day, "12:00"))
        told = [shown.text for shown in ekbacka.channel(ekbacka[Seat.POLICE]) if "flyttat" in shown.text]
        assert len(told) == 1
        assert "EST-mötet v 13 är flyttat" in told[0]
        assert "hålls i stället tis 30 mars kl 09.00" in told[0]
        assert "Orsak: Annandag påsk" in told[0]
        chat = ekbacka.chat(ekbacka[Seat.POLICE])
        assert "EST v 13" in chat[-1].text
        assert "Mötet är tis 30 mars kl 09.00." in chat[-1].text
        # Good Friday, Easter and Easter Monday are quiet.
        said = len(chat)
        for day in ("2027-03-26", "2027-03-28", "2027-03-29"):
            await ekbacka.turn_to(at(day, "08:00"))
        assert len(ekbacka.chat(ekbacka[Seat.POLICE])) == said


async def test_a_meeting_on_a_red_tuesday_can_be_called_off_and_everybody_is_told_once(
    tmp_path: Path,
) -> None:
    async with town(tmp_path, now=at("2028-05-19", "12:00")) as ekbacka:
        card = await (await settings_of(ekbacka)).press("Spara", holiday_rule="cancel")
        assert "v 23 · inget möte tis 6 juni (Nationaldagen)" in next_meetings(card)
        for day in ("2028-05-22", "2028-05-26", "2028-05-29", "2028-06-02", "2028-06-05", "2028-06-06"):
            await ekbacka.turn_to(at(day, "08:00"))
        told = [shown.text for shown in ekbacka.channel(ekbacka[Seat.POLICE]) if "inställt" in shown.text]
        assert len(told) == 1
        assert "Det blir inget möte tis 6 juni 2028 och inga frågor." in told[0]
        assert not [card for card in ekbacka.chat(ekbacka[Seat.POLICE]) if "v 23" in card.text]
        await ekbacka.turn_to(at("2028-06-12", "08:00"))
        asked = ekbacka.chat(ekbacka[Seat.POLICE])[-1]
        assert "EST v 24" in asked.text
        assert "perioden mån 29 maj – sön 11 juni" in asked.text


async def test_only_those_who_lead_the_group_open_its_settings(friday: Town) -> None:
    refused = await friday.say(friday[Seat.SCHOOL], "inställningar")
    assert "Det är bara samordnaren som kan göra det." in refused.text
    card = await settings_of(friday)
    own = await friday.say(friday[Seat.SCHOOL], "hjälp")
    stolen = await own.send(card.filled(card.button("Spara"), clock="15:00"))
    assert "Det är bara samordnaren som kan göra det." in stolen.text
    group = await friday.records(lambda records: records.groups.get(friday.group_id))
    assert group is not None
    assert group.plan.meeting_clock.hour == 9


async def test_wrong_settings_are_told_of_at_their_fields_and_keep_what_was_typed(friday: Town) -> None:
    card = await settings_of(friday)
    refused = await card.press("Spara", clock="25:00", breaks="hela sommaren")
    assert "Klockslaget går inte att läsa. Skriv det som 09:00." in refused.text
    assert "Uppehållet går inte att läsa." in refused.text
    assert refused.input("clock")["value"] == "25:00"
    assert refused.input("breaks")["value"] == "hela sommaren"
    early = await refused.press("Spara", clock="05:30", breaks="")
    assert "Mötet måste börja mellan 07.00 och 20.00." in early.text
    right = await early.press("Spara", clock="08:30")
    assert "✔ Sparat." in right.text
    week = await friday.records(lambda records: records.rounds.get(friday.group_id, Week(2026, 49)))
    assert week is None
