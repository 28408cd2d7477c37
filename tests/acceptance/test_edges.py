"""The edges of the week: what begins in its middle, what two people do at once, and what is no longer as it was."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from est.group import GroupState
from est.letters import Letter, LetterKind
from est.member import Absence, Role
from est.ports import Records
from est.timetable import Plan, Preset
from est.weekly.speaking import LetterView, Unsaid, compose
from sample.municipality.people import Seat
from sample.municipality.places import MUNICIPALITY_ID
from sample.teams.activities import ActivityMaker
from sample.teams.message import Stamp
from tests.acceptance.forms import BROKEN_WINDOWS, incident
from tests.town import Shown, Town, at, town

DWELLING = "Störningar från Exempelgatan 4, lgh 1102, tredje våningen."


async def change_group(town: Town, **changes: object) -> None:
    """Change the group as a coordinator or Teams would have."""

    def work(records: Records) -> None:
        group = records.groups.get(town.group_id)
        assert group is not None
        records.groups.save(replace(group, **changes))  # type: ignore[arg-type]

    await town.program.store.write(town.group_id, work)


def with_text(shown: list[Shown], text: str) -> list[Shown]:
    return [one for one in shown if text in one.text]


async def test_before_the_meeting_time_is_chosen_nothing_can_be_answered_in_a_week_that_may_not_be(
    friday: Town,
) -> None:
    school, sam = friday[Seat.SCHOOL], friday[Seat.COORDINATOR]
    await change_group(friday, state=GroupState.NEW, running_since=None)
    friday.clock.turn_to(at("2026-11-23", "10:00"))

    for command in ("rapportera", "dagordning", "läget", "sammanfattning"):
        assert "Gruppen har inte valt mötestid än." in (await friday.say(sam, command)).text

    settings = await friday.say(sam, "inställningar")
    await settings.press("Spara", preset="B", weekday="3", clock="10:00")
    await friday.turn_to(at("2026-11-24", "08:15"))
    assert friday.channel(school) == []
    assert "Mötet är tors 26 nov kl 10.00." in (await friday.say(school, "rapportera")).text


async def test_a_group_that_begins_after_the_prompts_is_asked_at_once_and_reminded_once(friday: Town) -> None:
    began = at("2026-11-23", "10:00")
    await change_group(friday, running_since=began)

    await friday.turn_to(began)
    (asked,) = friday.chat(friday[Seat.POLICE])
    assert "EST v 48: vad har hänt hos er?" in asked.text

    await friday.turn_to(at("2026-11-23", "13:00"))
    assert len(friday.chat(friday[Seat.POLICE])) == 2


async def test_a_break_in_week_53_is_kept_for_the_year_that_has_one_and_shown_again(friday: Town) -> None:
    settings = await friday.say(friday[Seat.COORDINATOR], "inställningar")

    saved = await settings.press("Spara", breaks="Nyår: v 1\nJul: v 52–53\nSommar: v 27–32")

    assert saved.input("breaks")["value"] == "Nyår: v 1\nJul: v 52–53\nSommar: v 27–32"
    assert "v 53 · inget möte tis 29 dec (Jul)" in saved.text


async def test_a_break_over_new_year_stays_when_the_settings_are_saved_in_its_second_week(
    friday: Town,
) -> None:
    sam = friday[Seat.COORDINATOR]
    await (await friday.say(sam, "inställningar")).press("Spara", breaks="Jul: v 52–1")
    friday.clock.turn_to(at("2027-01-04", "07:00"))

    saved = await (await friday.say(sam, "inställningar")).press("Spara")

    assert "v 1 · inget möte tis 5 jan (Jul)" in saved.text


async def test_a_wrong_date_in_the_calendar_is_refused_with_all_dates_still_in_the_form(friday: Town) -> None:
    settings = await friday.say(friday[Seat.COORDINATOR], "inställningar")

    refused = await settings.press(
        "Bekräfta 2027", bridge_days="2027-01-05, 2027-13-01", half_days="2027-04-30"
    )

    assert "Datumet går inte att läsa." in refused.text
    assert refused.input("bridge_days")["value"] == "2027-01-05, 2027-13-01"
    assert refused.input("half_days")["value"] == "2027-04-30"


@pytest.mark.parametrize("answered", [True, False])
async def test_who_is_back_is_asked_in_the_morning_and_only_if_the_deputy_has_not_answered(
    friday: Town, *, answered: bool
) -> None:
    school, police = friday[Seat.SCHOOL], friday[Seat.POLICE]
    await change_group(friday, plan=Plan.standard(Preset.BEFORE_WEEKEND))
    away = Absence(date(2026, 11, 23), date(2026, 11, 24))
    await friday.change(Seat.SCHOOL, absences=(away,), deputy_id=friday.member_id(Seat.POLICE))
    await friday.turn_to(at("2026-11-24", "08:00"))
    (card,) = with_text(friday.chat(police), "Du svarar i stället för Charlie Skola.")
    if answered:
        await card.press("Inget att rapportera")

    await friday.turn_to(at("2026-11-25", "00:01"))
    assert friday.chat(school) == []

    await friday.turn_to(at("2026-11-25", "08:00"))
    assert len(friday.chat(school)) == (0 if answered else 1)


async def test_a_severity_notice_does_not_wait_for_the_coordinators_own_half_written_form(
    monday: Town,
) -> None:
    school, sam = monday[Seat.SCHOOL], monday[Seat.COORDINATOR]
    saved = await incident(monday.chat(sam)[0])
    form = await saved.press("Händelse")
    await monday.turn_to(at("2026-11-23", "08:02"))
    await incident(monday.chat(school)[0], severity="4")

    await monday.tick()

    assert len(with_text(monday.chat(sam), "En mycket allvarlig händelse har rapporterats")) == 1
    assert "Spara" in (await monday.again(form)).titles


async def test_the_holders_stored_card_shows_what_the_deputy_answered(monday: Town) -> None:
    police = monday[Seat.POLICE]
    away = Absence(date(2026, 11, 23), date(2026, 11, 24))
    await monday.change(Seat.SCHOOL, absences=(away,), deputy_id=monday.member_id(Seat.POLICE))
    await monday.turn_to(at("2026-11-23", "08:30"))
    (card,) = with_text(monday.chat(police), "Du svarar i stället för Charlie Skola.")
    await incident(card)

    await monday.turn_to(at("2026-11-23", "08:40"))

    assert BROKEN_WINDOWS["text"] in monday.chat(monday[Seat.SCHOOL])[0].text


async def test_the_next_round_opens_from_an_old_card_even_before_the_clock_has_begun_it(monday: Town) -> None:
    card = monday.chat(monday[Seat.SCHOOL])[0]
    monday.clock.turn_to(at("2026-11-30", "08:01"))

    closed = await card.press("Händelse")
    opened = await closed.press("Öppna den nya omgången")

    assert "EST v 49: vad har hänt hos er?" in opened.text


async def test_nothing_to_report_on_an_old_card_is_refused_with_the_way_back_to_the_answer(
    monday: Town,
) -> None:
    card = monday.chat(monday[Seat.SCHOOL])[0]
    nothing = card.button("Inget att rapportera")
    saved = await incident(card)

    refused = await saved.send(nothing)
    assert "Du har redan rapporterat något." in refused.text

    assert BROKEN_WINDOWS["text"] in (await refused.press("Visa mitt svar")).text
    assert len(await monday.items()) == 1


async def test_a_draft_that_has_changed_is_a_press_away_from_its_refusal(monday: Town) -> None:
    sam = monday[Seat.COORDINATOR]
    form = await monday.chat(monday[Seat.SCHOOL])[0].press("Händelse")
    await monday.turn_to(at("2026-11-24", "09:30"))
    draft = monday.chat(sam)[-1]
    await form.press("Spara", **BROKEN_WINDOWS)
    await monday.tick()
    await (await monday.chat(sam)[-1].press("Visa dagordningen")).press("Ta in")

    refused = await draft.press("Godkänn")
    assert "Utkastet har ändrats sedan kortet visades." in refused.text

    newer = await refused.press("Visa utkastet")
    assert "Godkänd tis 24 nov kl 09.30" in (await newer.press("Godkänn")).text


async def test_after_the_approval_nobody_is_told_that_the_coordinator_may_still_take_the_answer_in(
    monday: Town,
) -> None:
    sam = monday[Seat.COORDINATOR]
    form = await monday.chat(monday[Seat.SCHOOL])[0].press("Händelse")
    await monday.turn_to(at("2026-11-24", "09:30"))
    await monday.say(sam, "sammanfattning godkänn")

    saved = await form.press("Spara", **BROKEN_WINDOWS)

    assert "Mötet hade redan varit. Svaret är sparat till v 49." in saved.text
    assert "samordnaren kan ta upp det" not in saved.text


async def test_a_late_item_that_is_offered_after_all_is_approved_stays_in_the_next_round(
    monday: Town,
) -> None:
    sam = monday[Seat.COORDINATOR]
    form = await monday.chat(monday[Seat.SCHOOL])[0].press("Händelse")
    await monday.turn_to(at("2026-11-24", "09:10"))
    await form.press("Spara", **BROKEN_WINDOWS)
    await monday.tick()
    agenda = await monday.chat(sam)[-1].press("Visa dagordningen")
    await monday.say(sam, "sammanfattning godkänn")

    refused = await agenda.press("Ta in")

    assert "Sammanfattningen för v 48 är godkänd, så svaret står kvar i v 49" in refused.text
    assert await monday.items() == ()


async def test_a_refused_submit_leaves_the_form_as_it_is_and_names_the_fields_beside_it(monday: Town) -> None:
    school = monday[Seat.SCHOOL]
    form = await monday.chat(school)[0].submit("Händelse")
    before = await monday.stored()

    await form.submit("Spara", **BROKEN_WINDOWS | {"text": "19121212-1212 sågs.", "category": ""})

    still, note = monday.chat(school)
    assert "Spara" in still.titles
    assert "Kategori: Fältet behöver fyllas i." in note.text
    assert "Beskrivning: Texten verkar innehålla ett personnummer." in note.text
    assert "19121212" not in note.text
    assert await monday.stored() == before


async def test_a_warned_submit_is_not_told_of_a_button_it_does_not_have(monday: Town) -> None:
    school = monday[Seat.SCHOOL]
    form = await monday.chat(school)[0].submit("Händelse")

    await form.submit("Spara", **BROKEN_WINDOWS | {"text": DWELLING})

    still, note = monday.chat(school)
    assert "Spara" in still.titles
    assert "Beskrivning: Texten verkar peka ut en bostad." in note.text
    assert "spara ändå" not in note.text
    assert await monday.items() == ()


async def test_a_letter_for_coordinators_is_not_said_to_somebody_who_no_longer_is_one(monday: Town) -> None:
    now, recipient = at("2026-11-23", "16:00"), monday.member_id(Seat.SECOND)
    kinds = (LetterKind.DELIVERY, LetterKind.SUMMARY_DRAFT, LetterKind.NO_DEPUTY, LetterKind.CALENDAR)

    async def said() -> list[object]:
        letters = [_letter(monday, kind, recipient, now) for kind in kinds]
        return await monday.program.store.write(
            monday.group_id, lambda records: [compose(records, letter, now) for letter in letters]
        )

    assert all(isinstance(one, LetterView) for one in await said())
    await monday.change(Seat.SECOND, roles=frozenset({Role.MEMBER}))
    assert await said() == [Unsaid("coordinators_only")] * len(kinds)


def _letter(town: Town, kind: LetterKind, recipient: str, now: datetime) -> Letter:
    return Letter(
        key=str(kind),
        group_id=town.group_id,
        kind=kind,
        recipient=recipient,
        week="2026-W48",
        due=now,
        send_before=now,
    )


async def test_a_submit_in_the_channel_is_answered_in_the_askers_own_chat(monday: Town) -> None:
    """The card that all others read stays, whoever presses it."""
    await monday.turn_to(at("2026-11-24", "08:15"))
    police = monday[Seat.POLICE]
    (agenda,) = monday.channel(police)
    data = {"verb": "agenda.show", "group": monday.group_id, "week": "2026-W48", "v": 1}

    await monday.teams.client.submit(police, agenda.message, data)
    await monday.change(Seat.SCHOOL, active=False)
    await monday.teams.client.submit(monday[Seat.SCHOOL], agenda.message, data)
    await monday.settle()

    (still,) = monday.channel(police)
    assert still.text == agenda.text
    assert "Dagordning v 48" in monday.chat(police)[-1].text
    assert "Det gick inte" in monday.chat(monday[Seat.SCHOOL])[-1].text


async def test_a_round_that_has_begun_keeps_its_day_in_the_settings_when_the_meeting_is_moved(
    monday: Town,
) -> None:
    settings = await monday.say(monday[Seat.COORDINATOR], "inställningar")

    saved = await settings.press("Spara", preset="B", weekday="3", clock="10:00")

    assert "v 48 · tis 24 nov 2026\nv 49 · tors 3 dec 2026" in saved.text
    assert "Mötet är tis 24 nov kl 09.00." in (await monday.say(monday[Seat.SCHOOL], "rapportera")).text


async def test_a_meeting_that_has_been_is_not_promised_again_on_another_day_of_its_week(monday: Town) -> None:
    await monday.turn_to(at("2026-11-24", "10:00"))
    settings = await monday.say(monday[Seat.COORDINATOR], "inställningar")

    saved = await settings.press("Spara", preset="B", weekday="3", clock="10:00")

    assert "v 48 ·" not in saved.text
    assert saved.text.count("· tors ") >= 5


async def test_an_early_answer_does_not_hold_a_moved_meeting_back(friday: Town) -> None:
    card = await friday.say(friday[Seat.SCHOOL], "rapportera")
    await incident(card, first="2026-11-20")
    settings = await friday.say(friday[Seat.COORDINATOR], "inställningar")

    await settings.press("Spara", preset="B", weekday="3", clock="10:00")

    again = await friday.say(friday[Seat.SCHOOL], "rapportera")
    assert "Mötet är tors 26 nov kl 10.00." in again.text
    assert BROKEN_WINDOWS["text"] in again.text


@pytest.mark.parametrize("named", ["selected", "nowhere"])
async def test_the_channel_that_was_chosen_at_the_installation_is_the_groups_wherever_teams_names_it(
    tmp_path: Path, named: str
) -> None:
    async with town(tmp_path, installed=False) as ekbacka:
        world, installer = ekbacka.teams.world, ekbacka[Seat.PLANNING]
        maker = ActivityMaker(world, ekbacka.teams.service_url)
        added = maker.installation(Stamp("install-1", ekbacka.clock.now()), installer, "add", world.team_name)
        data = added["channelData"]
        assert isinstance(data, dict)
        del data["channel"], data["teamsChannelId"]
        if named == "nowhere":
            del data["settings"]

        await ekbacka.knock(added)
        await ekbacka.settle()

        (group,) = await ekbacka.records(lambda records: records.groups.of_municipality(MUNICIPALITY_ID))
        assert group.channel_id == (world.channel_id if named == "selected" else world.team_id)


async def test_the_clock_ticks_as_soon_as_the_program_has_started(friday: Town) -> None:
    async with asyncio.timeout(5):
        while friday.program.clock.last_tick is None:  # noqa: ASYNC110 -- there is nothing to be told by
            await asyncio.sleep(0.05)
