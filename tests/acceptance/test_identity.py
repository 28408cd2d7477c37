"""Who somebody is, and what they may do, is never what a card or a name says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from est.member import Absence
from est.ports import Records
from est.report import ReportStatus
from est.weekly import joining
from sample.municipality.people import Seat
from sample.teams.message import Message
from sample.teams.world import TeamsUser
from tests.acceptance.forms import BROKEN_WINDOWS, incident
from tests.acceptance.second_group import neighbours, second_group
from tests.acceptance.tampering import is_refused, said_in
from tests.town import Shown, Town, at

THIS_WEEK = Absence(date(2026, 11, 23), date(2026, 11, 29))
KIM = "Kim Larsson"


@pytest.fixture
async def namesakes(friday: Town, tmp_path: Path) -> AsyncIterator[Town]:
    """Monday in a group in which two people are called the same."""
    world, seats = neighbours([])
    named = {
        seat: replace(user, name=KIM) if seat in {Seat.SCHOOL, Seat.GUARD} else user
        for seat, user in seats.items()
    }
    world = replace(world, users=tuple(named.values()))
    async with second_group(friday, tmp_path, world, named) as sjovik:
        await sjovik.turn_to(at("2026-11-23", "08:00"))
        yield sjovik


@pytest.mark.case("K5")
async def test_two_members_of_the_same_name_stay_apart(namesakes: Town) -> None:
    school, guard = namesakes[Seat.SCHOOL], namesakes[Seat.GUARD]
    assert school.name == guard.name == KIM

    saved = await incident(namesakes.chat(school)[0])
    calm = await namesakes.chat(guard)[0].press("Inget att rapportera")

    assert BROKEN_WINDOWS["text"] in saved.text
    assert BROKEN_WINDOWS["text"] not in calm.text
    assert (await namesakes.report(Seat.SCHOOL)).status is ReportStatus.DRAFT
    assert (await namesakes.report(Seat.GUARD)).status is ReportStatus.NOTHING_TO_REPORT
    listed = (await namesakes.say(namesakes[Seat.COORDINATOR], "läget")).text
    assert "Läget v 48: 2 av 12 har svarat" in listed
    assert listed.count(KIM) == 2


@pytest.mark.case("K5")
async def test_a_member_who_is_renamed_in_mid_week_keeps_the_answer(monday: Town) -> None:
    school = monday[Seat.SCHOOL]
    saved = await incident(monday.chat(school)[0])
    married = replace(school, name="Charlie Nyman")

    def rename(records: Records) -> None:
        entries = [
            joining.RosterEntry(user.id, user.object_id, married.name if user == school else user.name)
            for user in monday.teams.world.users
        ]
        joining.read_roster(records, monday.group_id, entries, monday.clock.now())

    await monday.program.store.write(monday.group_id, rename)
    form = saved.filled(saved.button("Ändra V48-1"))
    _, opened = await monday.knock(monday.invoke(saved, form, by=married))
    mine = await monday.say(married, "rapportera")

    assert BROKEN_WINDOWS["text"] in str(opened)
    assert "V48-1 · Skadegörelse · Ekbackaskolan" in mine.text
    listed = (await monday.say(monday[Seat.COORDINATOR], "läget")).text
    assert "Charlie Nyman" in listed
    assert "Charlie Skola" not in listed
    assert "Läget v 48: 1 av 12 har svarat" in listed


@pytest.mark.case("K14")
async def test_a_submit_with_somebody_elses_seat_in_its_data_is_refused(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[0].press("Händelse")
    before = await monday.stored()
    forged = form.button("Spara")
    forged["data"] |= {"seat": monday.member_id(Seat.POLICE)}

    refused = await form.send(forged, **BROKEN_WINDOWS)

    assert "Det är någon annans rapport." in refused.text
    assert await monday.stored() == before


@pytest.mark.case("K14")
async def test_another_users_id_in_the_data_changes_nothing(monday: Town) -> None:
    school, police = monday[Seat.SCHOOL], monday[Seat.POLICE]
    form = await monday.chat(school)[0].press("Händelse")
    forged = form.button("Spara")
    for key in ("member", "userId", "user", "from", "aadObjectId", "object_id", "teams_id", "member_id"):
        forged["data"] |= {key: police.object_id}

    await form.send(forged, **BROKEN_WINDOWS)

    (item,) = await monday.items()
    assert item.member_id == monday.member_id(Seat.SCHOOL)
    assert (await monday.report(Seat.SCHOOL)).written_by == monday.member_id(Seat.SCHOOL)
    assert not (await monday.report(Seat.POLICE)).answered


@pytest.mark.case("K14")
async def test_somebody_elses_card_pressed_by_me_is_refused(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[0].press("Händelse")
    before = await monday.stored()
    pressed = form.filled(form.button("Spara"), **BROKEN_WINDOWS)

    status, body = await monday.knock(copied_to(monday, form, monday[Seat.POLICE], pressed))

    assert status == 200
    assert "Det är någon annans rapport." in said_in(body)
    assert await monday.stored() == before


async def test_a_form_that_another_has_saved_saves_nothing_for_me(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[0].press("Händelse")
    draft = form.button("Spara")["data"]["draft"]
    await form.press("Spara", **BROKEN_WINDOWS)
    mine = await monday.chat(monday[Seat.POLICE])[0].press("Händelse")
    before = await monday.stored()
    forged = mine.filled(mine.button("Spara"), **BROKEN_WINDOWS)
    forged["data"] |= {"draft": draft}

    status, body = await monday.knock(monday.invoke(mine, forged))

    assert status == 200
    assert is_refused(body), said_in(body)
    assert await monday.stored() == before


async def test_a_card_copied_to_another_conversation_is_refused_there(monday: Town) -> None:
    school = monday[Seat.SCHOOL]
    card = await incident(monday.chat(school)[0])
    form = await card.press("Händelse")
    before = await monday.stored()

    for place in (monday.teams.world.channel_id, monday.teams.world.team_id, "19:annan@thread.v2"):
        for shown, title in (
            (form, "Spara"),
            (card, "Ändra V48-1"),
            (card, "Dra tillbaka V48-1"),
            (card, "Klar"),
        ):
            copied = replace(shown, message=_moved(shown.message, place))
            action = copied.filled(copied.button(title), **BROKEN_WINDOWS)
            status, body = await monday.knock(monday.invoke(copied, action))

            assert status == 200
            assert "Det där fungerar inte här." in said_in(body), (place, title)
    assert await monday.stored() == before


async def test_a_refresh_of_a_card_that_was_copied_shows_nothing_of_it(monday: Town) -> None:
    card = await incident(monday.chat(monday[Seat.SCHOOL])[0])
    copied = replace(card, message=_moved(card.message, monday.teams.world.channel_id))
    activity = monday.invoke(copied, card.card["refresh"]["action"])
    activity["value"] |= {"trigger": "automatic"}

    status, body = await monday.knock(activity)

    assert status == 200
    assert "Det där fungerar inte här." in said_in(body)
    assert "krossade" not in str(body)


async def test_a_deputy_answers_while_the_holder_is_away_and_not_after(friday: Town) -> None:
    social, field = friday[Seat.SOCIAL], friday[Seat.FIELD]
    await friday.change(Seat.SOCIAL, absences=(THIS_WEEK,))
    await friday.turn_to(at("2026-11-23", "08:00"))
    card = next(one for one in friday.chat(field) if social.name in one.text)

    saved = await incident(card)

    assert f"Du svarar i stället för {social.name}." in saved.text
    report = await friday.report(Seat.SOCIAL)
    assert (report.answered, report.written_by) == (True, friday.member_id(Seat.FIELD))
    assert not (await friday.report(Seat.FIELD)).answered
    await friday.change(Seat.SOCIAL, absences=())
    before = await friday.stored()
    refused = await saved.press("Dra tillbaka V48-1")
    assert "Det är någon annans rapport." in refused.text
    assert await friday.stored() == before


async def test_nobody_answers_for_a_seat_by_being_a_coordinator(monday: Town) -> None:
    card = await incident(monday.chat(monday[Seat.SCHOOL])[0])
    before = await monday.stored()

    for title in ("Ändra V48-1", "Dra tillbaka V48-1", "Händelse", "Klar"):
        pressed = copied_to(monday, card, monday[Seat.COORDINATOR], card.filled(card.button(title)))
        _, body = await monday.knock(pressed)

        assert "Det är någon annans rapport." in said_in(body), title
    assert await monday.stored() == before


async def test_somebody_who_has_left_cannot_press_any_more(monday: Town) -> None:
    card = await incident(monday.chat(monday[Seat.TOURISM])[0])
    form = await card.press("Händelse")
    await _leave(monday, monday[Seat.TOURISM])
    before = await monday.stored()

    for shown, title in (
        (form, "Spara"),
        (card, "Ändra V48-1"),
        (card, "Dra tillbaka V48-1"),
        (card, "Klar"),
    ):
        pressed = monday.invoke(shown, shown.filled(shown.button(title), **BROKEN_WINDOWS))
        _, body = await monday.knock(pressed)

        assert "Du är inte längre med i EST-gruppen, så inget sparades." in said_in(body), title
    assert await monday.stored() == before
    assert len(await monday.items()) == 1


async def test_a_press_on_a_form_that_is_saved_already_gives_its_receipt(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[0].press("Händelse")
    saved = await form.press("Spara", **BROKEN_WINDOWS)
    before = await monday.stored()

    # The other telephone still shows the form.
    again = await monday.knock(monday.invoke(form, form.filled(form.button("Spara"), **BROKEN_WINDOWS)))

    assert said_in(again[1]) == saved.text
    assert await monday.stored() == before


async def _leave(town: Town, who: TeamsUser) -> None:
    await town.teams.events.admit(town[Seat.COORDINATOR], who, member=False)
    await town.settle()


def copied_to(town: Town, shown: Shown, user: TeamsUser, action: dict[str, Any]) -> dict[str, Any]:
    """The press of a card that stands in this person's own chat instead."""
    chat = town.teams.world.personal_conversation_id(user)
    return town.invoke(replace(shown, message=_moved(shown.message, chat)), action, by=user)


def _moved(message: Message, conversation: str) -> Message:
    return replace(message, conversation=conversation)
