"""A member answers in their own card: once, changeable, and with a receipt."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from cards.parts import WARNING_SIGN
from est.report import ReportStatus
from sample.municipality.people import Seat
from tests.acceptance.forms import BROKEN_WINDOWS, at_the_field, incident
from tests.town import Town, at


@pytest.mark.case("K1")
async def test_the_same_press_delivered_twice_is_one_answer_with_the_same_receipt(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[-1].press("Händelse")
    pressed = form.filled(form.button("Spara"), **BROKEN_WINDOWS)
    once = monday.invoke(form, pressed, id_="f:1")

    first, again = await monday.knock(once), await monday.knock(once)

    assert first == again
    assert first[0] == 200
    assert "✔ Sparat mån 23 nov kl 08.00." in str(first[1])
    assert [item.version for item in await monday.items()] == [1]


@pytest.mark.case("K1")
async def test_a_double_click_is_one_answer_with_the_same_receipt(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[-1].press("Händelse")
    # The most severe there is, so that the receipt has everything a receipt can have.
    pressed = form.filled(form.button("Spara"), **BROKEN_WINDOWS | {"severity": "4"})

    answers = [await monday.knock(monday.invoke(form, pressed)) for _ in range(3)]

    assert answers[0][0] == 200
    assert "✔ Sparat mån 23 nov kl 08.00." in str(answers[0][1])
    assert "Ring 112" in str(answers[0][1])
    assert answers[1:] == [answers[0]] * 2
    assert [item.version for item in await monday.items()] == [1]


@pytest.mark.case("K1")
async def test_two_presses_at_the_same_moment_are_one_answer(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[-1].press("Händelse")
    pressed = form.filled(form.button("Spara"), **BROKEN_WINDOWS)
    same, other = monday.invoke(form, pressed, id_="f:1"), monday.invoke(form, pressed, id_="f:2")

    answers = await asyncio.gather(*(monday.knock(one) for one in (same, same, other, other)))

    assert answers[0][0] == 200
    assert answers[1:] == [answers[0]] * 3
    assert [item.version for item in await monday.items()] == [1]


@pytest.mark.case("K1")
async def test_the_same_press_three_times_as_teams_repeats_a_slow_one_is_one_answer(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[-1].press("Händelse")
    pressed = form.filled(form.button("Spara"), **BROKEN_WINDOWS)
    once = monday.invoke(form, pressed, id_="f:1")
    written = len((await monday.stored())["letter"])

    # The same after fifteen seconds, and half a minute later under another id (platform.md §4.1).
    first, second = await monday.knock(once), await monday.knock(once)
    monday.clock.turn_to(monday.clock.now() + timedelta(seconds=45))
    third = await monday.knock(monday.invoke(form, pressed, id_="f:2"))

    assert first[0] == 200
    assert "✔ Sparat mån 23 nov kl 08.00." in str(first[1])
    assert [second, third] == [first] * 2
    assert [item.version for item in await monday.items()] == [1]
    # One edit of the stored card waits, and nothing else was written.
    assert len((await monday.stored())["letter"]) == written + 1


async def test_words_corrected_in_a_form_whose_receipt_was_lost_are_kept(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[-1].press("Händelse")
    action = form.button("Spara")
    await monday.knock(monday.invoke(form, form.filled(action, **BROKEN_WINDOWS)))

    corrected = form.filled(action, **BROKEN_WINDOWS | {"text": "Fyra rutor krossade."})
    _, answer = await monday.knock(monday.invoke(form, corrected))

    assert "Fyra rutor krossade." in str(answer)
    (item,) = await monday.items()
    assert (item.version, item.content.text) == (2, "Fyra rutor krossade.")


async def test_an_old_form_never_puts_back_words_that_were_changed_since(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[-1].press("Händelse")
    pressed = form.filled(form.button("Spara"), **BROKEN_WINDOWS)
    saved = await form.press("Spara", **BROKEN_WINDOWS)
    await (await saved.press("Ändra V48-1")).press("Spara", text="Fyra rutor krossade.")

    # Teams repeats a slow press half a minute later under a new id (platform.md §4.1).
    status, answer = await monday.knock(monday.invoke(form, pressed))

    assert status == 200
    assert "Fyra rutor krossade." in str(answer)
    (item,) = await monday.items()
    assert (item.version, item.content.text) == (2, "Fyra rutor krossade.")


@pytest.mark.case("K4")
async def test_change_opens_my_last_version_and_others_see_only_the_newest(monday: Town) -> None:
    school, police = monday[Seat.SCHOOL], monday[Seat.POLICE]
    saved = await incident(monday.chat(school)[-1], severity="3", action_taken="Glas uppsopat.")
    second = await (await saved.press("Ändra V48-1")).press(
        "Spara", text="Fyra rutor krossade.", place="skateparken"
    )

    form = await second.press("Ändra V48-1")

    filled = {"category": "vandalism", "place": "skateparken", "first": "2026-11-21", "part_of_day": "night"}
    for field, value in (filled | {"severity": "3", "action_taken": "Glas uppsopat."}).items():
        assert form.input(field)["value"] == value
    assert form.input("text")["value"] == "Fyra rutor krossade."
    await form.press("Spara", text="Fem rutor krossade.")

    (item,) = await monday.items()
    versions = await monday.records(lambda records: records.reports.item_versions(monday.group_id, item.id))
    assert [one.content.text for one in versions] == [
        BROKEN_WINDOWS["text"],
        "Fyra rutor krossade.",
        "Fem rutor krossade.",
    ]
    seen = (await monday.say(police, "dagordning")).text
    assert "Fem rutor krossade." in seen
    assert "Fyra rutor" not in seen
    assert BROKEN_WINDOWS["text"] not in seen


async def test_a_form_that_was_opened_before_a_newer_version_gets_the_newest_and_stores_nothing(
    monday: Town,
) -> None:
    school = monday[Seat.SCHOOL]
    saved = await incident(monday.chat(school)[-1])
    form = await saved.press("Ändra V48-1")
    stale = form.filled(form.button("Spara"), text="Skriven på den andra telefonen.")
    await form.press("Spara", text="Fyra rutor krossade.")
    before = await monday.stored()

    refused = await form.send(stale)

    assert "Någon har sparat en nyare version sedan du öppnade formuläret." in refused.text
    assert refused.input("text")["value"] == "Fyra rutor krossade."
    assert (await monday.stored())["item"] == before["item"]


@pytest.mark.case("K9")
async def test_an_empty_field_is_named_where_it_stands_and_the_others_keep_their_text(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[-1].press("Händelse")
    for field in ("category", "place", "first", "part_of_day", "text"):
        typed = BROKEN_WINDOWS | {"severity": "3", "action_taken": "Glas uppsopat."} | {field: ""}

        refused = await form.press("Spara", **typed)

        said = f"{WARNING_SIGN} Fältet behöver fyllas i. Fyll i det och spara igen."
        assert {name: at_the_field(refused, name) for name in typed} == dict.fromkeys(typed, "") | {
            field: said
        }
        assert {name: refused.input(name).get("value", "") for name in typed} == typed
    assert await monday.items() == ()


@pytest.mark.case("K12")
async def test_nothing_to_report_is_one_tap_that_counts_and_can_be_undone_until_the_meeting(
    monday: Town,
) -> None:
    guard, sam = monday[Seat.GUARD], monday[Seat.COORDINATOR]
    calm = await monday.chat(guard)[-1].press("Inget att rapportera")
    assert "Tack! Du har svarat: Inget att rapportera." in calm.text
    assert (await monday.report(Seat.GUARD)).status is ReportStatus.NOTHING_TO_REPORT
    assert "Läget v 48: 1 av 12 har svarat" in (await monday.say(sam, "läget")).text

    undone = await calm.press("Ångra svaret")
    assert "Inget att rapportera" in undone.titles
    assert not (await monday.report(Seat.GUARD)).answered
    assert "Läget v 48: 0 av 12 har svarat" in (await monday.say(sam, "läget")).text

    again = await undone.press("Inget att rapportera")
    await monday.turn_to(at("2026-11-24", "08:59"))
    last = await again.press("Ångra svaret")
    assert not (await monday.report(Seat.GUARD)).answered

    locked = await last.press("Inget att rapportera")
    undo = locked.button("Ångra svaret")
    await monday.turn_to(at("2026-11-24", "09:00"))
    refused = await locked.send(undo)
    assert "Omgången v 48 är stängd" in refused.text
    assert (await monday.report(Seat.GUARD)).status is ReportStatus.NOTHING_TO_REPORT


@pytest.mark.case("K13")
async def test_the_receipt_says_when_to_whom_and_until_when(monday: Town) -> None:
    await monday.turn_to(at("2026-11-23", "10:42"))

    saved = await incident(monday.chat(monday[Seat.SCHOOL])[-1])

    assert "Sparat mån 23 nov kl 10.42." in saved.text
    assert "Visas för EST-gruppen." in saved.text
    assert "Kan ändras till tis 24 nov kl 09.00." in saved.text
