"""The meeting is led from the coordinator's own chat, from line to line, and its minutes are kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from est.group import GroupState
from est.ports import Records
from est.week import Week
from sample.municipality.people import Seat
from sample.teams.activities import ActivityMaker
from tests.acceptance.moments import gathered
from tests.town import W48, Shown, Town, at, town, town_after

AGENDA = ("0–2 min · 1. Öppning", "2–15 min · 3. Veckans händelser", "15–27 min · 5. Samverkansbehov")


async def led(ekbacka: Town, seat: Seat = Seat.COORDINATOR) -> Shown:
    """The coordinator presses the button on the agenda in the channel, and gets the card in their own chat."""
    pressed = await ekbacka.channel(ekbacka[seat])[-1].press("Led mötet")
    assert pressed.note == "Kortet är skickat till dig i vår egen chatt."
    return ekbacka.chat(ekbacka[seat])[-1]


async def begun(ekbacka: Town) -> Shown:
    return await (await led(ekbacka)).press("Starta mötet")


async def run_of(ekbacka: Town, week: Week = W48):  # type: ignore[no-untyped-def]
    return await ekbacka.records(lambda records: records.meetings.run(ekbacka.group_id, week))


def clock_to(ekbacka: Town, clock: str) -> None:
    ekbacka.clock.turn_to(at("2026-11-24", clock))


@pytest.mark.case("G4")
async def test_a_line_that_runs_over_shows_the_end_and_what_is_left_and_may_borrow(tuesday: Town) -> None:
    card = await begun(tuesday)
    assert "Beräknat slut kl 09.30." in card.text
    assert "Nu: 1. Öppning" in card.text
    assert "Kvar: 4 rader" in card.text

    # The opening was given two minutes and takes five: the incident begins three minutes late.
    clock_to(tuesday, "09:05")
    card = await card.press("Nästa")
    assert "Nu: 3. Veckans händelser" in card.text
    assert "⚠ Beräknat slut kl 09.33. 3 minuter över tiden." in card.text
    assert "13 min, använt 0 min" in card.text

    # It runs over its own minutes too, and the card says so when it is looked at.
    clock_to(tuesday, "09:20")
    card = await card.press("Uppdatera")
    assert "⚠ 13 min, använt 15 min. 2 minuter över." in card.text
    assert "⚠ Beräknat slut kl 09.35. 5 minuter över tiden." in card.text
    left = card.text[card.text.index("Kvar: 3 rader") :]
    assert "V48-2 · Vuxna ute eller nattvandring · 12 min" in left
    assert "Ekbackaskolan · 2 min" in left
    assert "Avslut · 1 min" in left

    # The coordinator borrows three minutes of the needs: the line has them, and the end comes that much earlier.
    card = await card.press("Låna", point="needs", minutes="3")
    assert "16 min, använt 15 min (planerat 13 min)" in card.text
    assert "V48-2 · Vuxna ute eller nattvandring · 9 min" in card.text
    assert "⚠ Beräknat slut kl 09.33. 3 minuter över tiden." in card.text

    # More than the point can spare is refused, with how much that is; every line keeps a minute.
    refused = await card.press("Låna", point="priority_places", minutes="2")
    assert "Så många minuter går inte att låna där: punkten kan avstå 1." in refused.text
    run = await run_of(tuesday)
    assert [(loan.giver, loan.taker, loan.minutes) for loan in run.loans] == [
        (run.agenda.points[4].lines[0].item_ids[0].join(["item:", ""]), run.current, 3)
    ]

    # When it is over the log says what each line was planned to take, and what it took.
    card = await (await card.press("Nästa")).press("Nästa")
    clock_to(tuesday, "09:31")
    card = await (await card.press("Nästa")).press("Avsluta mötet")
    assert "⚠ Mötet slutade kl 09.31. 1 minut över tiden." in card.text
    assert "Öppning · planerat 2 min, använt 5 min" in card.text
    assert "V48-1 · Skadegörelse · Ekbackaskolan · planerat 13 min, använt 15 min" in card.text
    assert "V48-2 · Vuxna ute eller nattvandring · planerat 12 min, använt 0 min" in card.text
    assert "Ekbackaskolan · planerat 2 min, använt 11 min" in card.text
    run = await run_of(tuesday)
    assert [step.at for step in run.steps] == [
        at("2026-11-24", clock) for clock in ("09:00", "09:05", "09:20", "09:20", "09:31")
    ]


@pytest.mark.case("G5")
async def test_without_a_word_from_teams_the_meeting_is_started_by_hand(tuesday: Town) -> None:
    assert await run_of(tuesday) is None
    card = await begun(tuesday)
    assert "Nu: 1. Öppning" in card.text
    run = await run_of(tuesday)
    assert (run.started_at, run.started_by) == (
        at("2026-11-24", "09:00"),
        tuesday.member_id(Seat.COORDINATOR),
    )
    await tuesday.tick()
    assert "Mötet pågår. Nu: 1. Öppning." in tuesday.channel(tuesday[Seat.POLICE])[-1].text


@pytest.mark.case("G5")
async def test_a_meeting_that_teams_ends_twice_has_one_draft_of_its_summary(tuesday: Town) -> None:
    await begun(tuesday)
    clock_to(tuesday, "09:24")
    for _ in range(2):
        status, _ = await tuesday.knock(hint(tuesday, "meetingEnd", "EndTime", "2026-11-24T08:24:00Z"))
        assert status == 200
        await tuesday.settle()
        await tuesday.tick()
    # The clock comes to the planned end too, and finds that it is done.
    await tuesday.turn_to(at("2026-11-24", "09:30"))
    for seat in (Seat.COORDINATOR, Seat.SECOND):
        drafts = [one for one in tuesday.chat(tuesday[seat]) if "Utkast: Sammanfattning v 48" in one.text]
        assert len(drafts) == 1
    run = await run_of(tuesday)
    assert run.ended == (at("2026-11-24", "09:24"),)
    assert "Mötet slutade kl 09.24." in tuesday.channel(tuesday[Seat.POLICE])[-1].text


async def test_teams_may_tell_of_the_start_and_the_coordinators_get_the_card(tuesday: Town) -> None:
    clock_to(tuesday, "09:02")
    for _ in range(2):
        await tuesday.knock(hint(tuesday, "meetingStart", "StartTime", "2026-11-24T08:01:00Z"))
        await tuesday.settle()
        await tuesday.tick()
    run = await run_of(tuesday)
    assert (run.started_at, run.started_by) == (at("2026-11-24", "09:01"), "")
    for seat in (Seat.COORDINATOR, Seat.SECOND):
        cards = [one for one in tuesday.chat(tuesday[seat]) if "Nu: 1. Öppning" in one.text]
        assert len(cards) == 1
    assert not [one for one in tuesday.chat(tuesday[Seat.POLICE]) if "EST-mötet v 48" in one.text]


@pytest.mark.parametrize("when", ["2026-11-24T03:00:00Z", "2026-11-26T08:00:00Z"])
async def test_a_meeting_at_another_time_is_not_ours(tuesday: Town, when: str) -> None:
    before = await tuesday.stored()
    await tuesday.knock(hint(tuesday, "meetingStart", "StartTime", when))
    await tuesday.knock(hint(tuesday, "meetingEnd", "EndTime", when))
    await tuesday.settle()
    assert await tuesday.stored() == before


async def test_a_group_without_a_meeting_time_hears_nothing_of_a_meeting(tuesday: Town) -> None:
    await tuesday.program.store.write("", lambda records: _unset(records, tuesday.group_id))
    for name, moment in (("meetingStart", "StartTime"), ("meetingEnd", "EndTime")):
        status, _ = await tuesday.knock(hint(tuesday, name, moment, "2026-11-24T08:00:00Z"))
        assert status == 200
    await tuesday.settle()
    assert await run_of(tuesday) is None


def _unset(records: Records, group_id: str) -> None:
    group = records.groups.get(group_id)
    assert group is not None
    records.groups.save(replace(group, state=GroupState.NEW))


async def test_a_meeting_in_another_channel_is_not_ours(tuesday: Town) -> None:
    before = await tuesday.stored()
    told = hint(tuesday, "meetingStart", "StartTime", "2026-11-24T08:00:00Z")
    told["channelData"]["channel"] = {"id": "19:another@thread.tacv2"}
    await tuesday.knock(told)
    await tuesday.settle()
    assert await tuesday.stored() == before


@pytest.mark.case("K1")
async def test_a_press_on_a_card_that_was_overtaken_changes_nothing(tuesday: Town) -> None:
    card = await begun(tuesday)
    stale = card.button("Nästa")
    card = await card.press("Nästa")
    again = await card.send(stale)
    assert "Inget ändrades: mötet hade redan gått vidare. Så här står det nu." in again.text
    assert "Nu: 3. Veckans händelser" in again.text
    assert len((await run_of(tuesday)).steps) == 2
    # Two coordinators at once: the second press is on the same card.
    other = await led(tuesday, Seat.SECOND)
    mine = await again.press("Nästa")
    assert "Nu: 5. Samverkansbehov" in mine.text
    theirs = await other.press("Nästa")
    assert "Inget ändrades" in theirs.text
    assert "Nu: 5. Samverkansbehov" in theirs.text


async def test_a_meeting_goes_on_from_the_database_after_a_restart(tmp_path: Path) -> None:
    async with town_after(gathered, tmp_path) as first:
        card = await (await begun(first)).press("Nästa", note="Vi väntar på rektorn.")
        assert "Nu: 3. Veckans händelser" in card.text
    async with town(tmp_path, now=at("2026-11-24", "09:06"), installed=False) as second:
        clock_to(second, "09:06")
        card = await second.say(second[Seat.COORDINATOR], "möte")
        assert "Nu: 3. Veckans händelser" in card.text
        assert "13 min, använt 6 min" in card.text
        card = await card.press("Tillbaka")
        assert card.input("note")["value"] == "Vi väntar på rektorn."


async def test_nobody_but_a_coordinator_leads(tuesday: Town) -> None:
    card, police = await led(tuesday), tuesday[Seat.POLICE]
    before = await tuesday.stored()
    pressed = await tuesday.channel(police)[-1].press("Led mötet")
    assert pressed.note == "Det är bara samordnaren som kan göra det. Be hen om hjälp."
    for button in ("Starta mötet", "Närvaro"):
        refused = await tuesday.chat(police)[-1].send(card.button(button))
        assert "Det är bara samordnaren som kan göra det" in refused.text
    assert "Det är bara samordnaren" in (await tuesday.say(tuesday[Seat.POLICE], "möte")).text
    assert await tuesday.stored() == before


async def test_it_starts_an_hour_early_at_most_and_once(tuesday: Town) -> None:
    early = await tuesday.say(tuesday[Seat.COORDINATOR], "möte v 49")
    assert "Mötet kan startas en timme före sin tid." in early.text
    assert early.titles == ["Närvaro"]
    before = await tuesday.stored()
    action = (await led(tuesday)).button("Starta mötet")
    action["data"]["week"] = "2026-W49"
    refused = await early.send(action)
    assert "Det är för tidigt att starta mötet för v 49." in refused.text
    assert {name: rows for name, rows in (await tuesday.stored()).items() if name == "meeting_run"} == {
        "meeting_run": before["meeting_run"]
    }


async def test_the_draft_waits_for_a_meeting_that_goes_on_but_not_for_one_nobody_ends(tuesday: Town) -> None:
    await begun(tuesday)
    await tuesday.turn_to(at("2026-11-24", "09:31"))
    assert not drafts(tuesday)
    await tuesday.turn_to(at("2026-11-24", "10:30"))
    assert len(drafts(tuesday)) == 1


async def test_what_was_ended_too_early_goes_on_and_still_has_one_draft(tuesday: Town) -> None:
    card = await (await begun(tuesday)).press("Nästa")
    clock_to(tuesday, "09:10")
    card = await card.press("Avsluta mötet")
    assert "Mötet slutade kl 09.10." in card.text
    clock_to(tuesday, "09:14")
    card = await card.press("Fortsätt mötet")
    assert "Nu: 3. Veckans händelser" in card.text
    assert "13 min, använt 10 min" in card.text, "the pause is nobody's time"
    clock_to(tuesday, "09:20")
    await card.press("Avsluta mötet")
    await tuesday.tick()
    assert len(drafts(tuesday)) == 1
    assert (await run_of(tuesday)).ended == (at("2026-11-24", "09:20"),)


async def test_after_approval_nothing_of_the_meeting_changes(tuesday: Town) -> None:
    card = await (await begun(tuesday)).press("Avsluta mötet")
    await tuesday.tick()
    await drafts(tuesday)[-1].press("Godkänn och publicera i kanalen")
    await tuesday.tick()
    before = await tuesday.stored()
    refused = await card.press("Fortsätt mötet")
    assert "Sammanfattningen för v 48 är godkänd, så mötet ändras inte." in refused.text
    assert await tuesday.stored() == before


async def test_a_quiet_weeks_offer_is_taken_with_one_tap_and_given_back(friday: Town) -> None:
    await friday.turn_to(at("2026-11-23", "08:00"))
    await friday.chat(friday[Seat.GUARD])[-1].press("Inget att rapportera")
    await friday.turn_to(at("2026-11-24", "08:15"))
    assert "Lugn vecka: mötet kan hållas på 10 minuter." in friday.channel(friday[Seat.POLICE])[-1].text
    card = await led(friday)
    card = await card.press("Håll mötet på 10 min")
    assert "tis 24 nov kl 09.00, 10 minuter" in card.text
    await friday.tick()
    shown = friday.channel(friday[Seat.POLICE])[-1].text
    assert "tis 24 nov kl 09.00, 10 minuter" in shown
    assert "9–10 min · 7. Avslut" in shown
    assert "Lugn vecka" not in shown
    card = await card.press("Håll mötet på 30 min")
    assert "tis 24 nov kl 09.00, 30 minuter" in card.text
    clock_to(friday, "09:00")
    card = await (await card.press("Håll mötet på 10 min")).press("Starta mötet")
    assert "Beräknat slut kl 09.10." in card.text
    # The summary's draft comes when the shorter meeting should be over.
    card = await card.press("Avsluta mötet")
    await friday.tick()
    assert len(drafts(friday)) == 1


def drafts(ekbacka: Town) -> list[Shown]:
    shown = ekbacka.chat(ekbacka[Seat.COORDINATOR])
    return [one for one in shown if "Utkast: Sammanfattning v 48" in one.text]


def hint(ekbacka: Town, name: str, field: str, when: str) -> dict:  # type: ignore[type-arg]
    """What Teams tells of a meeting in the group's own channel."""
    maker = ActivityMaker(ekbacka.teams.world, ekbacka.teams.service_url)
    thread = ekbacka.teams.world.channel_id
    told = maker.channel_message(ekbacka.stamp(), ekbacka[Seat.COORDINATOR], "x", thread=thread)
    told |= {
        "type": "event",
        "name": f"application/vnd.microsoft.{name}",
        "value": {"Id": "MCMxOTptZWV0aW5nX2EjMA==", field: when},
    }
    told.pop("text", None)
    told.pop("entities", None)
    return told


async def test_the_channel_shows_the_last_state_however_fast_the_meeting_goes(tuesday: Town) -> None:
    """Between two edits of the card the meeting may take many steps; only the newest is shown."""
    card = await begun(tuesday)
    for button in ("Nästa", "Tillbaka", "Nästa", "Nästa", "Nästa", "Nästa"):
        card = await card.press(button)
    await tuesday.tick()
    shown = tuesday.channel(tuesday[Seat.POLICE])
    assert len(shown) == 1, "the card is edited, and none is posted beside it"
    assert "Mötet pågår. Nu: 7. Avslut." in shown[0].text
    await (await card.press("Tillbaka")).press("Avsluta mötet")
    await tuesday.tick()
    assert "Mötet slutade kl 09.00." in tuesday.channel(tuesday[Seat.POLICE])[0].text
