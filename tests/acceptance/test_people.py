"""People come, go and stand in for each other; whoever coordinates hears of it, and nobody is nagged."""

from __future__ import annotations

from pathlib import Path

import pytest

from est.week import Week
from sample.municipality import people
from sample.municipality.people import Seat
from tests.acceptance.forms import BROKEN_WINDOWS, incident
from tests.acceptance.from_teams import cards_in, elsewhere, post_from
from tests.town import Shown, Town, at, town

LEADS = (Seat.COORDINATOR, Seat.SECOND)


async def seat_form(town: Town, name: str) -> Shown:
    """The form of a seat, as a coordinator opens it."""
    settings = await town.say(town[Seat.COORDINATOR], "deltagare")
    return await settings.press(f"Ändra {name}")


async def admit(town: Town, seat: Seat, *, member: bool) -> None:
    assert await town.teams.events.admit(town[Seat.COORDINATOR], town[seat], member=member)
    await town.settle()


def texts(town: Town, seat: Seat) -> list[str]:
    return [shown.text for shown in town.chat(town[seat])]


@pytest.mark.case("M1")
async def test_who_is_removed_on_monday_gets_nothing_more_and_what_they_said_stays(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka:
        guard, field = ekbacka[Seat.GUARD], ekbacka[Seat.FIELD]
        # The field worker answers the first round and leaves before the second begins, the guard in the midst of it.
        await ekbacka.turn_to(at("2026-11-23", "08:00"))
        await incident(ekbacka.chat(field)[-1])
        await ekbacka.turn_to(at("2026-11-27", "12:00"))
        first_card = ekbacka.chat(field)[0]
        await ekbacka.turn_to(at("2026-11-30", "07:30"))
        await admit(ekbacka, Seat.FIELD, member=False)
        await ekbacka.turn_to(at("2026-11-30", "08:00"))
        assert not [text for text in texts(ekbacka, Seat.FIELD) if "v 49" in text]
        await ekbacka.turn_to(at("2026-11-30", "10:00"))
        pending = ekbacka.chat(guard)[-1]
        assert "EST v 49" in pending.text
        await admit(ekbacka, Seat.GUARD, member=False)

        await ekbacka.turn_to(at("2026-11-30", "13:00"))
        assert "påminnelse" in texts(ekbacka, Seat.POLICE)[-1]
        for seat in (Seat.GUARD, Seat.FIELD):
            assert not [text for text in texts(ekbacka, seat) if "påminnelse om EST v 49" in text]

        # Their cards say so, whether pressed or opened again, and nothing is kept.
        gone = "Du är inte längre med i EST-gruppen"
        assert gone in (await pending.press("Inget att rapportera")).text
        assert (
            gone in (await ekbacka.again(first_card)).text or gone in (await ekbacka.open_chat(field))[0].text
        )
        assert not (await ekbacka.report(Seat.GUARD, Week(2026, 49))).answered
        await ekbacka.turn_to(at("2026-11-30", "16:00"))
        assert "Läget v 49: 0 av 10 har svarat" in texts(ekbacka, Seat.COORDINATOR)[-1]

        # What was reported before is still there, for the group and in the summary of its week.
        (item,) = await ekbacka.items()
        assert item.content.text == BROKEN_WINDOWS["text"]
        summary = await ekbacka.say(ekbacka[Seat.COORDINATOR], "sammanfattning utkast v 48")
        assert "V48-1 · Skadegörelse · Ekbackaskolan" in summary.text


@pytest.mark.case("M2")
async def test_who_joins_before_the_deadline_is_asked_and_who_joins_after_it_is_not(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka:
        for seat in (Seat.GUARD, Seat.FIELD):
            await admit(ekbacka, seat, member=False)
        await ekbacka.turn_to(at("2026-11-23", "08:00"))
        assert texts(ekbacka, Seat.GUARD) == []
        await ekbacka.turn_to(at("2026-11-23", "12:59"))
        await admit(ekbacka, Seat.GUARD, member=True)
        await ekbacka.turn_to(at("2026-11-23", "13:00"))
        # Asked once and not reminded in the same breath.
        (card,) = ekbacka.chat(ekbacka[Seat.GUARD])
        assert "EST v 48: vad har hänt hos er?" in card.text
        await ekbacka.turn_to(at("2026-11-23", "16:00"))
        await admit(ekbacka, Seat.FIELD, member=True)
        await ekbacka.turn_to(at("2026-11-23", "16:15"))
        assert texts(ekbacka, Seat.FIELD) == []
        assert len(texts(ekbacka, Seat.GUARD)) == 1


@pytest.mark.case("M3")
async def test_a_deputy_for_two_weeks_is_asked_in_the_others_place_until_they_are_back(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as ekbacka:
        social, leisure = ekbacka[Seat.SOCIAL], ekbacka[Seat.LEISURE]
        form = await seat_form(ekbacka, "Mika Socialtjänst")
        saved = await form.press(
            "Spara",
            deputy=people.MEMBER_IDS[Seat.LEISURE],
            away_first="2026-11-23",
            away_last="2026-12-04",
        )
        assert "ersättare: Love Fritid" in saved.text
        assert "borta mån 23 nov – fre 4 dec" in saved.text

        # For two weeks the deputy has two cards: their own, and one that says for whom they answer.
        for week, day in ((48, "2026-11-23"), (49, "2026-11-30")):
            await ekbacka.turn_to(at(day, "08:00"))
            own, other = sorted(ekbacka.chat(leisure)[-2:], key=lambda card: "i stället för" in card.text)
            assert f"EST v {week}" in own.text
            assert f"EST v {week}" in other.text
            assert "Du svarar i stället för Mika Socialtjänst." in other.text
            assert texts(ekbacka, Seat.SOCIAL) == []
            await incident(other)
            await ekbacka.turn_to(at(day, "16:00"))
            delivery = texts(ekbacka, Seat.COORDINATOR)[-1]
            assert f"Läget v {week}: 1 av 12 har svarat" in delivery
            _, _, stand_ins = delivery.partition("⇄ Ersättare svarar: 1\n")
            assert "Love Fritid har svarat för Mika Socialtjänst" in stand_ins.splitlines()[0]
            item = (await ekbacka.items(Week(2026, week)))[0]
            assert item.member_id == people.MEMBER_IDS[Seat.SOCIAL]
            assert item.organisation_id == "socialtjansten"

        # Back on Monday: asked herself again, and the deputy answers for one seat only.
        await ekbacka.turn_to(at("2026-12-07", "08:00"))
        (card,) = ekbacka.chat(social)
        assert "EST v 50" in card.text
        assert sum("EST v 50" in text for text in texts(ekbacka, Seat.LEISURE)) == 1

        # Away again, and the deputy too: nobody is asked for the seat, and every coordinator is warned once.
        again = await seat_form(ekbacka, "Mika Socialtjänst")
        assert again.input("away_first").get("value", "") == ""
        away = {"away_first": "2026-12-14", "away_last": "2026-12-18"}
        await again.press("Spara", **away)
        await (await seat_form(ekbacka, "Love Fritid")).press("Spara", **away)
        await ekbacka.turn_to(at("2026-12-14", "08:00"))
        await ekbacka.turn_to(at("2026-12-14", "08:01"))
        for seat in LEADS:
            warned = [text for text in texts(ekbacka, seat) if "En deltagare saknar ersättare" in text]
            assert sorted(name in text for text in warned for name in ("Mika", "Love")).count(True) == 2
            assert len(warned) == 2
        assert not [t for seat in (Seat.SOCIAL, Seat.LEISURE) for t in texts(ekbacka, seat) if "v 51" in t]


async def test_a_seat_whose_absence_is_over_can_be_changed_without_mending_it(friday: Town) -> None:
    form = await seat_form(friday, "Mika Socialtjänst")
    await form.press("Spara", away_first="2026-11-20", away_last="2026-11-22")
    await friday.turn_to(at("2026-11-25", "12:00"))
    later = await (await seat_form(friday, "Mika Socialtjänst")).press("Spara", function="Ny enhetschef")
    assert "✔ Sparat." in later.text
    assert "Ny enhetschef" in later.text


async def test_a_deputy_named_on_monday_is_asked_at_once_unless_the_seat_has_answered(monday: Town) -> None:
    away = {"deputy": people.MEMBER_IDS[Seat.LEISURE], "away_first": "2026-11-23"}
    await monday.chat(monday[Seat.SCHOOL])[-1].press("Inget att rapportera")
    for name in ("Mika Socialtjänst", "Charlie Skola"):
        await (await seat_form(monday, name)).press("Spara", **away)
    await monday.turn_to(at("2026-11-23", "09:00"))
    asked = [text for text in texts(monday, Seat.LEISURE) if "i stället för" in text]
    assert len(asked) == 1
    assert "Mika Socialtjänst" in asked[0]


async def test_a_roster_that_comes_back_empty_removes_nobody(friday: Town) -> None:
    async with elsewhere(friday, Seat.POLICE) as far:
        group = await friday.records(lambda records: records.groups.get(friday.group_id))
        assert group is not None
        # The team is served elsewhere for a while, by a server that answers every question about people with nobody.
        await post_from(friday, friday[Seat.POLICE], "dagordning", far[Seat.POLICE].url)
        await friday.turn_to(at("2026-11-23", "08:00"))
        assert [sent.path for sent in far[Seat.POLICE].sent if "pagedmembers" in sent.path]
        members = await friday.records(lambda records: records.members.of_group(friday.group_id))
        assert [member.active for member in members] == [True] * 12
        assert len(cards_in(far[Seat.POLICE])) >= 1


async def test_the_week_goes_on_without_any_coordinator(friday: Town) -> None:
    for seat in LEADS:
        await admit(friday, seat, member=False)
    await friday.turn_to(at("2026-11-23", "08:00"))
    await incident(friday.chat(friday[Seat.SCHOOL])[-1], severity="4")
    await friday.turn_to(at("2026-11-23", "13:00"))
    assert "En påminnelse om EST v 48" in texts(friday, Seat.POLICE)[-1]
    for day, clock in (("2026-11-23", "16:15"), ("2026-11-24", "08:15")):
        await friday.turn_to(at(day, clock))
    agenda = friday.channel(friday[Seat.POLICE])[-1]
    assert "Dagordning v 48" in agenda.text
    assert "1 av 10 svar." in agenda.text
    for day, clock in (("2026-11-24", "09:30"), ("2026-11-30", "08:00")):
        await friday.turn_to(at(day, clock))
    assert "EST v 49" in texts(friday, Seat.SCHOOL)[-1]
    for seat in LEADS:
        assert texts(friday, seat) == []


async def test_the_one_who_is_left_is_told_when_a_coordinator_leaves_and_only_then(friday: Town) -> None:
    await admit(friday, Seat.SECOND, member=False)
    await friday.tick()
    few = "Utse minst två samordnare under Deltagare"
    assert few in texts(friday, Seat.COORDINATOR)[-1]
    for day in ("2026-11-21", "2026-11-22", "2026-11-25"):
        await friday.turn_to(at(day, "03:00"))
    assert sum(few in text for text in texts(friday, Seat.COORDINATOR)) == 1
