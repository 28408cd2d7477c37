"""From an empty municipality to a running group, and what may happen to the team behind our back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from est.group import Group, GroupState
from est.member import Role
from sample.municipality.people import Seat
from sample.municipality.places import MUNICIPALITY_ID
from tests.acceptance.forms import BROKEN_WINDOWS, incident
from tests.acceptance.from_teams import bot_messages, install_again, install_in_chat, team_event
from tests.acceptance.test_settings import next_meetings, settings_of
from tests.town import FRIDAY, Shown, Town, at, town


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Town]:
    """The municipality is known, and nobody has added the bot anywhere."""
    async with town(tmp_path, installed=False) as ekbacka:
        yield ekbacka


async def install(town: Town, seat: Seat = Seat.PLANNING) -> Shown:
    """Add the bot to the team; gives the card that the installer gets."""
    assert await town.teams.events.install(town[seat])
    await town.settle()
    await town.tick()
    return town.chat(town[seat])[-1]


async def group_of(town: Town) -> Group:
    (group,) = await town.records(lambda records: records.groups.of_municipality(MUNICIPALITY_ID))
    return group


def texts(shown: list[Shown]) -> list[str]:
    return [one.text for one in shown]


async def test_the_bot_greets_the_channel_and_asks_the_installer_alone_to_set_it_up(empty: Town) -> None:
    card = await install(empty)
    installer = empty[Seat.PLANNING]

    (greeting,) = empty.channel(installer)
    assert "Hej! Jag är EST-boten." in greeting.text
    assert "Jag sparar platser och händelser, aldrig personer." in greeting.text
    assert "Samordnaren väljer mötestid. Tills dess skickar jag ingenting." in greeting.text
    assert installer.name not in greeting.text

    assert "Inställningar för EST-gruppen" in card.text
    assert "Inget skickas förrän du har sparat mötestiden." in card.text
    assert {"Spara", "Jag är samordnare", "Deltagare"} <= set(card.titles)
    assert [user.name for user in empty.seats.values() if empty.chat(user)] == [installer.name]

    group = await group_of(empty)
    assert (group.name, group.state, group.installer_id) == (
        "EST Ekbacka",
        GroupState.NEW,
        installer.object_id,
    )
    members = await empty.records(lambda records: records.members.of_group(group.id))
    assert len(members) == 12
    roles = {member.object_id: member.roles for member in members}
    assert roles.pop(installer.object_id) == {Role.ADMINISTRATOR}
    assert set(roles.values()) == {frozenset({Role.MEMBER})}


async def test_nobody_is_asked_anything_before_the_meeting_time_is_saved(empty: Town) -> None:
    await install(empty)
    before = bot_messages(empty)
    for day, clock in (("2026-11-23", "08:00"), ("2026-11-23", "16:15"), ("2026-11-24", "08:15")):
        await empty.turn_to(at(day, clock))
    assert bot_messages(empty) == before
    assert "Gruppen har inte valt mötestid än." in (await empty.say(empty[Seat.SCHOOL], "rapportera")).text
    assert "Gruppen har inte valt mötestid än." in (await empty.say(empty[Seat.SCHOOL], "dagordning")).text


async def test_saving_the_meeting_time_starts_the_rounds_and_warns_of_too_few_coordinators(
    empty: Town,
) -> None:
    card = await install(empty)
    saved = await card.press("Spara", clock="10:00")
    assert "✔ Sparat." in saved.text
    assert next_meetings(saved)[0] == "v 48 · tis 24 nov 2026"
    await empty.tick()
    few = "Utse minst två samordnare under Deltagare"
    assert few in empty.chat(empty[Seat.PLANNING])[-1].text

    await empty.turn_to(at("2026-11-23", "08:00"))
    asked = {
        user.name for user in empty.seats.values() if any("EST v 48" in t for t in texts(empty.chat(user)))
    }
    assert asked == {user.name for user in empty.seats.values()} - {"Billie Samhällsbyggnad"}
    assert "Mötet är tis 24 nov kl 10.00." in empty.chat(empty[Seat.SCHOOL])[-1].text
    # The warning is not repeated night after night.
    for day in ("2026-11-24", "2026-11-25", "2026-11-26"):
        await empty.turn_to(at(day, "03:00"))
    assert sum(few in text for text in texts(empty.chat(empty[Seat.PLANNING]))) <= 2


async def test_the_installer_reports_nothing_until_jag_ar_samordnare(empty: Town) -> None:
    card = await install(empty)
    saved = await card.press("Spara")
    installer = empty[Seat.PLANNING]
    assert "Du lämnar inga rapporter i den här gruppen." in (await empty.say(installer, "rapportera")).text
    assert "Det är bara samordnaren som kan göra det." in (await empty.say(installer, "läget")).text

    coordinator = await (await empty.again(saved)).press("Jag är samordnare")
    assert "Samordnare: Billie Samhällsbyggnad" in coordinator.text
    assert "Jag är samordnare" not in coordinator.titles
    assert "EST v 48" in (await empty.say(installer, "rapportera")).text
    assert "0 av 12 har svarat" in (await empty.say(installer, "läget")).text
    await empty.turn_to(at("2026-11-23", "08:00"))
    assert "EST v 48: vad har hänt hos er?" in empty.chat(installer)[-1].text


async def test_an_installer_from_outside_the_team_can_set_it_up_and_name_coordinators(empty: Town) -> None:
    it = empty[Seat.TOURISM]
    await empty.teams.events.admit(it, it, member=False)
    await empty.say(it, "hej")
    await install(empty, Seat.TOURISM)
    card = await empty.say(it, "inställningar")
    assert "Inget skickas förrän du har sparat mötestiden." in card.text
    await card.press("Spara")
    await empty.turn_to(at("2026-11-23", "03:00"))
    for name in ("Ändra Sam Samordnare", "Ändra Noa Säkerhet"):
        people = await (await empty.say(it, "inställningar")).press("Deltagare")
        await (await people.press(name)).press("Spara", coordinator="true")
    assert "Samordnare: Noa Säkerhet, Sam Samordnare" in (await settings_of(empty)).text
    await empty.turn_to(at("2026-11-23", "16:00"))
    assert "0 av 11 har svarat" in empty.chat(empty[Seat.COORDINATOR])[-1].text


async def test_added_to_a_chat_of_several_people_it_founds_no_group(empty: Town) -> None:
    """A group chat has no team, no channel and no roster that a round could be held with."""
    await install_in_chat(empty, empty[Seat.PLANNING])
    await empty.tick()
    assert await empty.records(lambda records: records.groups.of_municipality(MUNICIPALITY_ID)) == ()
    assert bot_messages(empty) == []


async def test_a_second_installation_event_changes_nothing(friday: Town) -> None:
    before = await friday.stored()
    await install_again(friday, friday[Seat.POLICE])
    await install_again(friday, friday[Seat.POLICE], upgrade=True)
    await friday.tick()
    after = await friday.stored()
    assert bot_messages(friday) == []
    assert after["member"] == before["member"]
    assert [row for row in after["letter"] if "greeting" in row or "setup" in row or "resume" in row] == []
    assert (await group_of(friday)).state is GroupState.RUNNING


async def test_the_bot_installed_anew_asks_before_it_resumes_and_remembers_what_it_had(monday: Town) -> None:
    await incident(monday.chat(monday[Seat.SCHOOL])[-1])
    remover = monday[Seat.COORDINATOR]
    assert await monday.teams.events.remove_bot(remover)
    silent = bot_messages(monday)
    await monday.turn_to(at("2026-11-23", "13:00"))
    await monday.turn_to(at("2026-11-24", "08:15"))
    assert bot_messages(monday) == silent

    assert await monday.teams.events.install(remover)
    await monday.settle()
    await monday.tick()
    assert texts(monday.channel(remover)) == []
    for seat in (Seat.COORDINATOR, Seat.SECOND):
        card = monday.chat(monday[seat])[-1]
        assert "Omgångarna är pausade. Inget skickas förrän du startar dem igen." in card.text
        assert "Starta omgångarna igen" in card.titles
    await monday.turn_to(at("2026-11-30", "08:00"))
    assert not [t for t in texts(monday.chat(monday[Seat.SCHOOL])) if "v 49" in t]

    resumed = await monday.chat(remover)[-1].press("Starta omgångarna igen")
    assert "pausade" not in resumed.text
    (item,) = await monday.items()
    assert item.content.text == BROKEN_WINDOWS["text"]
    await monday.turn_to(at("2026-12-07", "08:00"))
    assert "EST v 50" in monday.chat(monday[Seat.SCHOOL])[-1].text


async def test_the_question_whether_to_resume_comes_each_time_the_bot_is_installed_anew(friday: Town) -> None:
    """Removing and adding the app again is what people do when something seems to be wrong."""
    coordinator = friday[Seat.COORDINATOR]
    for minute in (1, 2, 3):
        await friday.teams.events.remove_bot(coordinator)
        await friday.teams.events.install(coordinator)
        await friday.turn_to(FRIDAY.replace(minute=minute))
        (asked,) = [shown for shown in friday.chat(coordinator) if "Starta omgångarna igen" in shown.titles]
        assert "pausade" not in (await asked.press("Starta omgångarna igen")).text


@pytest.mark.case("M6")
async def test_each_change_of_the_team_is_handled(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka:
        owner, school = ekbacka[Seat.COORDINATOR], ekbacka[Seat.SCHOOL]
        channel = ekbacka.teams.world.channel_id

        # Team renamed: its new name is on every card. Channel renamed: nothing of ours names the channel.
        await ekbacka.teams.events.rename(owner, "EST Norra Ekbacka")
        await team_event(ekbacka, owner, "channelRenamed", name="Läget i veckan", channel=channel)
        await ekbacka.turn_to(at("2026-11-23", "08:00"))
        card = ekbacka.chat(school)[-1]
        assert "EST Norra Ekbacka" in card.text
        await incident(card)
        await ekbacka.turn_to(at("2026-11-24", "08:15"))
        assert "Dagordning v 48" in ekbacka.channel(school)[-1].text

        # Channel deleted: those who lead are told, and what comes next stands in General.
        await team_event(ekbacka, owner, "channelDeleted", name="Läget i veckan", channel=channel)
        await ekbacka.tick()
        for seat in (Seat.COORDINATOR, Seat.SECOND):
            assert "EST-kanalen är borttagen" in ekbacka.chat(ekbacka[seat])[-1].text
            assert "visas tills vidare i teamets allmänna kanal" in ekbacka.chat(ekbacka[seat])[-1].text
        assert not [text for text in texts(ekbacka.chat(school)) if "borttagen" in text]
        await ekbacka.say(owner, "sammanfattning godkänn v 48")
        await ekbacka.turn_to(at("2026-11-24", "09:30"))
        await ekbacka.say(owner, "sammanfattning godkänn v 48")
        await ekbacka.tick()
        general = ekbacka.conversation(school, ekbacka.teams.world.team_id)
        assert "Sammanfattning v 48" in general[-1].text
        assert not [text for text in texts(ekbacka.channel(school)) if "Sammanfattning v 48" in text]

        # Archived: paused, and nothing is sent over a whole round.
        await team_event(ekbacka, owner, "teamArchived")
        silent = bot_messages(ekbacka)
        await ekbacka.turn_to(at("2026-11-30", "08:00"))
        await ekbacka.turn_to(at("2026-12-01", "09:30"))
        assert bot_messages(ekbacka) == silent
        assert (await group_of(ekbacka)).state is GroupState.PAUSED

        # Deleted: stopped, and what is stored stays until the retention decision takes it.
        await team_event(ekbacka, owner, "teamDeleted")
        assert (await group_of(ekbacka)).state is GroupState.STOPPED
        await ekbacka.turn_to(at("2026-12-07", "08:00"))
        assert bot_messages(ekbacka) == silent
        assert len(await ekbacka.items()) == 1

        # Restored: those who lead are asked, and nothing goes out before they have answered.
        await team_event(ekbacka, owner, "teamRestored")
        await ekbacka.tick()
        asked = ekbacka.chat(owner)[-1]
        assert "Starta omgångarna igen" in asked.titles
        await ekbacka.turn_to(at("2026-12-14", "08:00"))
        assert "v 51" not in ekbacka.chat(school)[-1].text
        await asked.press("Starta omgångarna igen")
        await ekbacka.turn_to(at("2026-12-21", "08:00"))
        assert "EST v 52" in ekbacka.chat(school)[-1].text


async def test_a_stray_event_of_an_archive_that_was_never_told_of_does_not_pause_anybody(
    friday: Town,
) -> None:
    """Events come twice and out of order; only a group that stands still is asked whether to go on."""
    await team_event(friday, friday[Seat.POLICE], "teamUnarchived")
    await team_event(friday, friday[Seat.POLICE], "teamRestored")
    assert (await group_of(friday)).state is GroupState.RUNNING
    await friday.turn_to(at("2026-11-23", "08:00"))
    assert "EST v 48" in friday.chat(friday[Seat.SCHOOL])[-1].text


async def test_a_group_that_was_never_set_up_is_not_started_by_a_restored_team(empty: Town) -> None:
    await install(empty)
    for kind in ("teamArchived", "teamUnarchived"):
        await team_event(empty, empty[Seat.PLANNING], kind)
    await empty.tick()
    assert (await group_of(empty)).state is GroupState.NEW
    assert not [
        shown for shown in empty.chat(empty[Seat.PLANNING]) if "Starta omgångarna igen" in shown.titles
    ]
