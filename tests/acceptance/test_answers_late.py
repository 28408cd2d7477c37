"""An answer that comes after the deadline, after the meeting has begun, after approval, and a week too late."""

from __future__ import annotations

import pytest

from est.week import Week
from sample.municipality.people import Seat
from tests.acceptance.forms import BROKEN_WINDOWS, incident
from tests.town import Shown, Town, at

W49 = Week(2026, 49)
LATE = "Ett sent svar har kommit"


def late_notices(town: Town, seat: Seat) -> list[Shown]:
    return [shown for shown in town.chat(town[seat]) if LATE in shown.text]


@pytest.mark.case("K3")
async def test_after_the_deadline_an_answer_is_kept_as_late_told_once_and_put_on_the_agenda(
    monday: Town,
) -> None:
    school, leisure, guard = monday[Seat.SCHOOL], monday[Seat.LEISURE], monday[Seat.GUARD]
    await monday.turn_to(at("2026-11-24", "08:15"))
    (agenda,) = monday.channel(guard)
    assert "0 av 12 svar." in agenda.text

    saved = await incident(monday.chat(school)[0])
    calm = await monday.chat(guard)[0].press("Inget att rapportera")
    await incident(monday.chat(leisure)[0], text="Skräp vid ishallen efter helgen.")
    await monday.tick()

    assert "Svaret kom efter deadline och är märkt som sent." in saved.text
    assert "Svaret kom efter deadline och är märkt som sent." in calm.text
    assert [item.late for item in await monday.items()] == [True, True]
    assert all([(await monday.report(seat)).late for seat in (Seat.SCHOOL, Seat.GUARD, Seat.LEISURE)])
    for coordinator in (Seat.COORDINATOR, Seat.SECOND):
        (notice,) = late_notices(monday, coordinator)
        assert "Ett svar kom efter deadline. Det är med i dagordningen och märkt som sent." in notice.text
        assert "krossade" not in notice.text
    (updated,) = monday.channel(guard)
    assert updated.message.id == agenda.message.id
    assert "3 av 12 svar." in updated.text
    assert BROKEN_WINDOWS["text"] in updated.text
    assert "sen" in updated.text


async def test_an_item_that_is_changed_or_withdrawn_before_the_meeting_changes_on_the_agenda_too(
    monday: Town,
) -> None:
    school, guard = monday[Seat.SCHOOL], monday[Seat.GUARD]
    saved = await incident(monday.chat(school)[0])
    await monday.turn_to(at("2026-11-24", "08:15"))

    changed = await (await saved.press("Ändra V48-1")).press("Spara", text="Fyra rutor krossade.")
    await monday.tick()
    assert "Fyra rutor krossade." in monday.channel(guard)[-1].text

    await changed.press("Dra tillbaka V48-1")
    await monday.tick()
    (agenda,) = monday.channel(guard)
    assert "Fyra rutor krossade." not in agenda.text
    assert "0 av 12 svar." in agenda.text


@pytest.mark.case("K3")
async def test_after_the_lock_an_answer_is_offered_to_the_coordinator_who_takes_it_in(monday: Town) -> None:
    school, sam = monday[Seat.SCHOOL], monday[Seat.COORDINATOR]
    form = await monday.chat(school)[0].press("Händelse")
    await monday.turn_to(at("2026-11-24", "09:10"))

    saved = await form.press("Spara", **BROKEN_WINDOWS)
    await monday.tick()

    assert "Svaret är sparat till v 49, och samordnaren kan ta upp det redan nu." in saved.text
    assert await monday.items() == ()
    (item,) = await monday.items(W49)
    assert item.late
    for coordinator in (Seat.COORDINATOR, Seat.SECOND):
        (notice,) = late_notices(monday, coordinator)
        assert "Det står i nästa omgång, men du kan ta in det i den här." in notice.text

    offered = await late_notices(monday, Seat.COORDINATOR)[0].press("Visa dagordningen")
    assert "Kom efter att mötet började" in offered.text
    taken = await offered.press("Ta in i v 48")
    await monday.tick()

    assert "Kom efter att mötet började" not in taken.text
    assert BROKEN_WINDOWS["text"] in taken.text
    assert BROKEN_WINDOWS["text"] in monday.channel(sam)[-1].text
    assert await monday.items(W49) == ()
    (item,) = await monday.items()
    assert (item.late, item.label) == (True, "V48-1")


@pytest.mark.case("K3")
async def test_after_the_lock_an_answer_that_is_not_taken_in_joins_the_next_round(monday: Town) -> None:
    school = monday[Seat.SCHOOL]
    form = await monday.chat(school)[0].press("Händelse")
    await monday.turn_to(at("2026-11-24", "09:10"))
    await form.press("Spara", **BROKEN_WINDOWS)
    await monday.turn_to(at("2026-11-24", "09:30"))

    draft = await monday.say(monday[Seat.COORDINATOR], "sammanfattning")
    assert BROKEN_WINDOWS["text"] not in draft.text
    await monday.turn_to(at("2026-11-30", "08:00"))

    card = monday.chat(school)[-1]
    assert "EST v 49" in card.text
    assert BROKEN_WINDOWS["text"] in card.text
    assert "Ändra V49-1" in card.titles


@pytest.mark.case("K3")
async def test_after_approval_an_answer_goes_to_the_next_round(monday: Town) -> None:
    school, sam = monday[Seat.SCHOOL], monday[Seat.COORDINATOR]
    form = await monday.chat(school)[0].press("Händelse")
    await monday.turn_to(at("2026-11-24", "09:30"))
    await monday.say(sam, "sammanfattning godkänn")
    await monday.tick()

    saved = await form.press("Spara", **BROKEN_WINDOWS)
    await monday.tick()

    assert "Svaret är sparat till v 49." in saved.text
    assert "samordnaren kan ta upp" not in saved.text
    assert late_notices(monday, Seat.COORDINATOR) == []
    (item,) = await monday.items(W49)
    assert (item.late, item.offered_to) == (False, "")
    assert not (await monday.report(Seat.SCHOOL, W49)).late
    assert await monday.items() == ()


async def test_from_the_lock_on_nobody_changes_what_they_reported(monday: Town) -> None:
    saved = await incident(monday.chat(monday[Seat.SCHOOL])[0])
    form = await saved.press("Ändra V48-1")
    filled = form.filled(form.button("Spara"), text="Skriven under mötet.")
    await monday.turn_to(at("2026-11-24", "09:00"))
    before = await monday.stored()

    refused = await form.send(filled)

    assert (
        "Mötet för v 48 har börjat, så svaret kan inte ändras. Be samordnaren om en rättelse." in refused.text
    )
    assert await monday.stored() == before


@pytest.mark.case("K2")
async def test_a_form_of_last_week_stores_nothing_and_its_text_follows_to_this_weeks_form(
    monday: Town,
) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[0].press("Händelse")
    await monday.turn_to(at("2026-11-30", "08:00"))
    before = await monday.stored()

    closed = await form.press("Spara", **BROKEN_WINDOWS)

    assert "Omgången v 48 är stängd, så inget sparades där." in closed.text
    assert closed.titles == ["Öppna med min text", "Öppna den nya omgången"]
    assert await monday.stored() == before
    following = await closed.press("Öppna med min text")
    assert "Händelse · v 49" in following.text
    assert following.input("text")["value"] == BROKEN_WINDOWS["text"]
    saved = await following.press("Spara")
    assert "V49-1 · Skadegörelse · Ekbackaskolan" in saved.text
    assert await monday.items() == ()
    assert [item.label for item in await monday.items(W49)] == ["V49-1"]


@pytest.mark.case("K2")
async def test_every_other_press_on_last_weeks_card_leads_to_this_weeks(monday: Town) -> None:
    reported = await incident(monday.chat(monday[Seat.SCHOOL])[0])
    unanswered = monday.chat(monday[Seat.POLICE])[0]
    calm = await monday.chat(monday[Seat.GUARD])[0].press("Inget att rapportera")
    await monday.turn_to(at("2026-11-30", "08:00"))
    before = await monday.stored()
    new = ("Händelse", "Kommande händelse", "Samverkansbehov")

    for card, titles in (
        (reported, (*new, "Klar", "Ändra V48-1", "Dra tillbaka V48-1")),
        (unanswered, (*new, "Inget att rapportera")),
        (calm, (*new, "Ångra svaret")),
    ):
        for title in titles:
            closed = await card.press(title)

            assert "Omgången v 48 är stängd, så inget sparades där." in closed.text, title
            assert closed.titles == ["Öppna den nya omgången"]
            opened = await closed.press("Öppna den nya omgången")
            assert "EST v 49: vad har hänt hos er?" in opened.text, title
    assert await monday.stored() == before
