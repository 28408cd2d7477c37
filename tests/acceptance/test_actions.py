"""Actions from the meeting to their effect: decided, on every agenda, reminded of, done, judged and closed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from est.action import ActionState
from est.report import EventOutcome, UpcomingEvent
from sample.municipality.people import Seat
from tests.acceptance.deciding import LAMPS, actions_of, decide, say_how
from tests.acceptance.forms import BROKEN_WINDOWS, at_the_field, incident
from tests.acceptance.from_teams import cards_in, elsewhere
from tests.bot.fakes import Scripted
from tests.town import Town, at, town_after

SAM, OWNER, OTHER = Seat.COORDINATOR, Seat.PLANNING, Seat.POLICE
TITLE = LAMPS["title"]


def refused(code: str, status: int = 403) -> Scripted:
    return Scripted(status, {"error": {"code": code, "message": "The bot may not write here."}})


async def reported(ekbacka: Town) -> None:
    """Monday: asked, and the school has reported broken windows."""
    await ekbacka.turn_to(at("2026-11-23", "08:00"))
    await incident(ekbacka.chat(ekbacka[Seat.SCHOOL])[-1])


@pytest.fixture
async def week48(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_after(reported, tmp_path) as ekbacka:
        yield ekbacka


@pytest.mark.case("A1")
async def test_an_action_needs_owner_date_and_source_and_stands_on_each_agenda_until_closed(
    week48: Town,
) -> None:
    ekbacka, sam = week48, week48[SAM]
    await ekbacka.turn_to(at("2026-11-24", "09:10"))
    before = await ekbacka.stored()
    form = await (await actions_of(ekbacka, SAM)).press("Ny åtgärd")
    refused = await form.press("Spara", title=TITLE)
    for field in ("owner", "due", "why"):
        assert at_the_field(refused, field) == "⚠ Fältet behöver fyllas i. Fyll i det och spara igen."
    assert refused.input("title")["value"] == TITLE
    assert await ekbacka.stored() == before

    # From an item, which is source enough.
    (item,) = await ekbacka.items()
    done_at_meeting = await decide(ekbacka, items=item.id, why="")
    assert "Åtgärden Å1" in done_at_meeting.text
    assert "V48-1 · Skadegörelse" in done_at_meeting.text
    by_card = await decide(ekbacka, title="Klippa häckar", due="2027-01-15")
    assert "Ägare: Samhällsbyggnad, Gatu- och parkingenjör" in by_card.text

    for week, day in ((49, "2026-12-01"), (50, "2026-12-08")):
        await ekbacka.turn_to(at(day, "08:15"))
        agenda = (await ekbacka.say(sam, f"dagordning v {week}")).text
        assert f"Å1 · {TITLE}" in agenda
        assert "Å2 · Klippa häckar" in agenda

    # Closed by card on the Friday, and in the meeting the Tuesday after.
    await ekbacka.turn_to(at("2026-12-11", "10:00"))
    mine = await (await actions_of(ekbacka, OWNER)).press("Öppna Å1")
    await say_how(mine, "Genomförd", "Armaturerna är bytta.")
    await ekbacka.turn_to(at("2026-12-15", "09:10"))
    agenda = (await ekbacka.say(sam, "dagordning v 51")).text
    assert TITLE not in agenda
    assert "Å2 · Klippa häckar" in agenda
    at_meeting = await (await actions_of(ekbacka, SAM)).press("Öppna Å2")
    await say_how(at_meeting, "Genomförd", "Häckarna är klippta.")
    await ekbacka.turn_to(at("2026-12-22", "08:15"))
    assert "Klippa häckar" not in (await ekbacka.say(sam, "dagordning v 52")).text
    states = [one.state for one in await ekbacka.records(lambda r: r.actions.of_group(ekbacka.group_id))]
    assert states == [ActionState.DONE, ActionState.DONE]


@pytest.mark.case("A2")
async def test_an_item_is_made_an_action_during_the_meeting_and_an_item_again(tuesday: Town) -> None:
    ekbacka, sam = tuesday, tuesday[SAM]
    await (await ekbacka.channel(sam)[-1].press("Led mötet")).town.settle()
    meeting = await ekbacka.chat(sam)[-1].press("Starta mötet")
    meeting = await meeting.press("Nästa")
    (item, *_) = await ekbacka.items()

    form = await meeting.press("Gör till åtgärd")
    assert form.input("items")["value"] == item.id
    owner = f"m:{ekbacka.member_id(OWNER)}"
    made = await form.press("Spara", title="Byt rutorna", owner=owner, due="2026-12-04")
    assert "Åtgärden Å1" in made.text
    assert item.label in made.text
    assert "Byt rutorna" in (await actions_of(ekbacka, SAM)).text

    back = await (await (await actions_of(ekbacka, SAM)).press("Öppna Å1")).press("Tillbaka till uppgift")

    assert "Å1 är ingen åtgärd längre. Uppgiften står kvar." in back.text
    assert "Inga öppna åtgärder." in (await actions_of(ekbacka, SAM)).text
    assert await ekbacka.records(lambda r: r.actions.of_group(ekbacka.group_id)) == ()
    assert (await ekbacka.items())[0] == item
    agenda = await ekbacka.say(sam, "dagordning v 48")
    assert item.label in agenda.text


@pytest.mark.case("A3")
async def test_an_owner_gets_one_grouped_private_reminder_a_day_of_five_at_most_in_working_hours(
    week48: Town,
) -> None:
    ekbacka, owner = week48, week48[OWNER]
    await ekbacka.turn_to(at("2026-11-24", "10:00"))
    for number in range(1, 8):
        await decide(ekbacka, title=f"Åtgärd nummer {number}", due="2026-11-26")
    chats = {seat: len(ekbacka.chat(ekbacka[seat])) for seat in Seat}
    channel = len(ekbacka.channel(owner))

    await ekbacka.turn_to(at("2026-11-27", "08:59"))
    assert {seat: len(ekbacka.chat(ekbacka[seat])) for seat in Seat} == chats
    await ekbacka.turn_to(at("2026-11-27", "09:00"))
    reminder = ekbacka.chat(owner)[-1]
    assert "# Hur går det med åtgärderna?" in reminder.text
    assert "7 åtgärder behöver ett besked från dig." in reminder.text
    assert [title for title in reminder.titles if title.startswith("Öppna")] == [
        f"Öppna Å{number}" for number in range(1, 6)
    ]
    assert "Och 2 till." in reminder.text
    for moment in ("12:00", "17:59", "18:30", "23:00"):
        await ekbacka.turn_to(at("2026-11-27", moment))
    await ekbacka.turn_to(at("2026-11-28", "12:00"))
    await ekbacka.turn_to(at("2026-11-29", "12:00"))
    expected = {**chats, OWNER: chats[OWNER] + 1}
    assert {seat: len(ekbacka.chat(ekbacka[seat])) for seat in Seat} == expected
    assert len(ekbacka.channel(owner)) == channel


@pytest.mark.case("A3")
async def test_a_reminder_that_failed_does_not_count_and_comes_the_next_working_day(week48: Town) -> None:
    ekbacka = week48
    await ekbacka.turn_to(at("2026-11-24", "10:00"))
    await decide(ekbacka, Seat.GUARD, due="2026-11-26")
    await decide(ekbacka, OWNER, due="2026-11-26")
    async with elsewhere(ekbacka, Seat.GUARD) as far:
        far[Seat.GUARD].script.append(refused("ConversationBlockedByUser"))
        await ekbacka.turn_to(at("2026-11-27", "09:00"))
        assert len(cards_in(far[Seat.GUARD])) == 1, "the one that was refused"
        for day, clock in (("2026-11-27", "15:00"), ("2026-11-28", "12:00"), ("2026-11-30", "08:30")):
            await ekbacka.turn_to(at(day, clock))
        reminders = [card for card in cards_in(far[Seat.GUARD]) if "Hur går det med" in str(card)]
        assert len(reminders) == 1
        owners = len(reminders_in(ekbacka, OWNER))

        await ekbacka.turn_to(at("2026-11-30", "09:00"))

        reminders = [card for card in cards_in(far[Seat.GUARD]) if "Hur går det med" in str(card)]
        assert len(reminders) == 2
        assert len(reminders_in(ekbacka, OWNER)) == owners == 1, "who was reached is not asked again"
        await ekbacka.turn_to(at("2026-12-01", "09:30"))
        reminders = [card for card in cards_in(far[Seat.GUARD]) if "Hur går det med" in str(card)]
        assert len(reminders) == 2


def reminders_in(ekbacka: Town, seat: Seat) -> list[str]:
    return [one.text for one in ekbacka.chat(ekbacka[seat]) if "Hur går det med" in one.text]


@pytest.mark.case("A4")
async def test_what_somebody_owned_who_leaves_is_on_the_coordinators_list_the_same_day(
    week48: Town,
) -> None:
    ekbacka, sam = week48, week48[SAM]
    await ekbacka.turn_to(at("2026-11-24", "10:00"))
    await decide(ekbacka, OWNER)
    await decide(ekbacka, Seat.POLICE, title="Extra rond")
    await ekbacka.turn_to(at("2026-11-25", "14:00"))

    assert await ekbacka.teams.events.admit(sam, ekbacka[OWNER], member=False)
    await ekbacka.settle()
    await ekbacka.tick()

    for seat in (Seat.COORDINATOR, Seat.SECOND):
        told = ekbacka.chat(ekbacka[seat])[-1]
        assert "# En ägare av åtgärder har lämnat gruppen" in told.text
        assert "Billie Samhällsbyggnad är inte längre med i teamet." in told.text
        assert f"Å1 · {TITLE}" in told.text
        assert "Extra rond" not in told.text
    listed = await actions_of(ekbacka, SAM)
    unowned = listed.text[listed.text.index("Utan ägare") : listed.text.index("På gång")]
    assert f"Å1 · {TITLE}" in unowned
    opened = await ekbacka.chat(sam)[-1].press("Öppna Å1")
    form = await opened.press("Lämna över")
    handed = await form.press("Spara", owner=f"m:{ekbacka.member_id(Seat.HOUSING)}")
    assert "Ägare: Ekbacka bostäder, Trygghetsansvarig" in handed.text
    assert "Utan ägare" not in (await actions_of(ekbacka, SAM)).text
    assert f"Å1 · {TITLE}" in (await actions_of(ekbacka, Seat.HOUSING)).text


@pytest.mark.case("A5")
async def test_the_reminders_button_opens_the_action_where_its_state_can_be_changed(week48: Town) -> None:
    ekbacka = week48
    await ekbacka.turn_to(at("2026-11-24", "10:00"))
    await decide(ekbacka, OWNER, due="2026-11-26")
    await ekbacka.turn_to(at("2026-11-27", "09:00"))
    reminder = ekbacka.chat(ekbacka[OWNER])[-1]

    opened = await reminder.press("Öppna Å1")

    assert "# Åtgärden Å1" in opened.text
    assert "Läge: beslutad, 1 dag försenad" in opened.text
    for step in ("Påbörja", "Genomförd", "Hindrad", "Anteckna"):
        assert opened.button(step)
    blocked = await say_how(opened, "Hindrad", "Tjäle i marken.")
    assert "Läge: hindrad, 1 dag försenad" in blocked.text
    assert "Tjäle i marken." in blocked.text
    (action,) = await ekbacka.records(lambda r: r.actions.of_group(ekbacka.group_id))
    assert (action.state, action.reason) == (ActionState.BLOCKED, "Tjäle i marken.")


async def test_finishing_asks_for_the_result_and_four_weeks_later_the_effect_is_asked_for_once(
    week48: Town,
) -> None:
    """The last clause of A6, the answer in the quarter's report, has no report to stand in yet."""
    ekbacka = week48
    await ekbacka.turn_to(at("2026-11-24", "10:00"))
    (item,) = await ekbacka.items()
    await decide(ekbacka, OWNER, items=item.id, why="")
    form = await (await (await actions_of(ekbacka, OWNER)).press("Öppna Å1")).press("Genomförd")
    refused_ = await form.press("Spara", text=" ")
    assert at_the_field(refused_, "text") == "⚠ Fältet behöver fyllas i. Fyll i det och spara igen."
    done = await refused_.press("Spara", text="Rutorna är lagade.")
    assert "Resultat:" in done.text

    await ekbacka.turn_to(at("2026-12-21", "12:00"))
    assert questions(ekbacka, OWNER) == []
    await ekbacka.turn_to(at("2026-12-22", "09:00"))
    for seat in (OWNER, Seat.COORDINATOR, Seat.SECOND):
        (asked_,) = questions(ekbacka, seat)
        assert "# Vilken effekt fick Å1?" in asked_
        assert "Rapporterat på platsen, 4 veckor före och efter: Ekbackaskolan" in asked_
        assert "Före: 1 händelse tis 27 okt – mån 23 nov (1 av 12 svar)." in asked_
        assert "Efter: 0 händelser tis 24 nov – mån 21 dec (0 av 24 svar)." in asked_
        assert "För få för slutsats." in asked_
    for seat in (Seat.POLICE, Seat.SCHOOL):
        assert questions(ekbacka, seat) == []
    await ekbacka.turn_to(at("2026-12-23", "10:00"))
    assert len(questions(ekbacka, OWNER)) == 1

    card = next(one for one in ekbacka.chat(ekbacka[OWNER]) if "Vilken effekt" in one.text)
    form = await card.press("Bedöm effekten")
    assert "Före: 1 händelse" in form.text
    missing = await form.press("Spara", effect="better", text="")
    assert at_the_field(missing, "text")
    kept = await missing.press("Spara", effect="better", text="Inga nya krossade rutor.")
    assert "Effekt efter 4 veckor: bättre" in kept.text
    assert "Avsluta" not in kept.titles
    versions = await ekbacka.records(lambda r: r.actions.versions(ekbacka.group_id, f"{ekbacka.group_id}.a1"))
    assert [len(one.effects) for one in versions][-2:] == [0, 1]

    # Twelve weeks: asked once more; the coordinator closes it with what was judged.
    await ekbacka.turn_to(at("2027-02-15", "12:00"))
    assert len(questions(ekbacka, Seat.COORDINATOR)) == 1
    await ekbacka.turn_to(at("2027-02-16", "09:00"))
    assert len(questions(ekbacka, Seat.COORDINATOR)) == 2
    card = [one for one in ekbacka.chat(ekbacka[SAM]) if "Vilken effekt" in one.text][-1]
    worse = await (await card.press("Bedöm effekten")).press(
        "Spara", effect="worse", text="Skadegörelsen är tillbaka."
    )
    closed = await worse.press("Avsluta")
    assert "Läge: avslutad: ingen effekt" in closed.text
    summary = await ekbacka.say(ekbacka[SAM], "sammanfattning utkast v 7")
    assert "Effekt: 4 veckor: bättre, 12 veckor: sämre" in summary.text


def questions(ekbacka: Town, seat: Seat) -> list[str]:
    return [one.text for one in ekbacka.chat(ekbacka[seat]) if "Vilken effekt" in one.text]


@pytest.mark.case("A7")
async def test_a_date_on_a_red_day_is_said_to_be_one_and_moved_by_choice_alone(week48: Town) -> None:
    ekbacka = week48
    decided = await decide(ekbacka, due="2026-12-25")
    assert "Klart: fre 25 dec (röd dag: Juldagen)" in decided.text
    assert "fre 25 dec (röd dag: Juldagen)" in (await actions_of(ekbacka, SAM)).text
    assert "fre 25 dec (röd dag: Juldagen)" in (await actions_of(ekbacka, OWNER)).text
    await ekbacka.turn_to(at("2026-12-18", "10:00"))
    (action,) = await ekbacka.records(lambda r: r.actions.of_group(ekbacka.group_id))
    assert str(action.due) == "2026-12-25"
    owners = await (await actions_of(ekbacka, OWNER)).press("Öppna Å1")
    assert not [title for title in owners.titles if title.startswith("Flytta")]

    opened = await (await actions_of(ekbacka, SAM)).press("Öppna Å1")
    moved = await opened.press("Flytta till mån 28 dec")

    assert "Klart: mån 28 dec" in moved.text
    (action,) = await ekbacka.records(lambda r: r.actions.of_group(ekbacka.group_id))
    assert str(action.due) == "2026-12-28"


async def test_what_is_closed_at_the_meeting_is_told_of_in_its_summary(week48: Town) -> None:
    ekbacka = week48
    await decide(ekbacka, title="Klippa häckar", due="2026-12-04")
    await ekbacka.turn_to(at("2026-11-24", "08:15"))
    assert "Å1 · Klippa häckar" in ekbacka.channel(ekbacka[SAM])[-1].text
    await ekbacka.turn_to(at("2026-11-24", "09:10"))
    opened = await (await actions_of(ekbacka, SAM)).press("Öppna Å1")
    await say_how(opened, "Genomförd", "Klippt längs hela tunneln.")
    await decide(ekbacka, title="Ny belysning")

    draft = (await ekbacka.say(ekbacka[SAM], "sammanfattning utkast v 48")).text

    decided = draft[draft.index("Beslut och åtgärder") : draft.index("Uppföljda åtgärder")]
    followed = draft[draft.index("Uppföljda åtgärder") :]
    assert "Å2 · Ny belysning" in decided
    assert "Å1 · Klippa häckar" in followed
    assert "Resultat: Klippt längs hela tunneln." in followed


async def test_personal_data_is_refused_at_every_text_of_an_action_and_nothing_is_kept(week48: Town) -> None:
    ekbacka = week48
    number = "19121212-1212"
    form = await (await actions_of(ekbacka, SAM)).press("Ny åtgärd")
    before = await ekbacka.stored()
    typed = LAMPS | {"owner": f"m:{ekbacka.member_id(OWNER)}"}
    for field in ("title", "why", "indicator", "baseline", "decision_ref", "law_tag", "function"):
        again = await form.press("Spara", **typed | {field: f"Se {number}"})
        assert at_the_field(again, field).startswith("⚠ Texten verkar innehålla ett personnummer.")
        assert again.input(field)["value"] == f"Se {number}"
        assert await ekbacka.stored() == before
        form = await (await actions_of(ekbacka, SAM)).press("Ny åtgärd")
    opened = await decide(ekbacka)
    note = await opened.press("Anteckna")
    before = await ekbacka.stored()
    again = await note.press("Spara", text=f"Ring {number}")
    assert at_the_field(again, "text").startswith("⚠ Texten verkar innehålla ett personnummer.")
    assert again.input("text")["value"] == f"Ring {number}"
    assert await ekbacka.stored() == before

    warned = await again.press("Spara", text="Anna Lindqvist sköter det.")
    assert at_the_field(warned, "text").startswith("⚠ Det ser ut som ett namn.")
    assert await ekbacka.stored() == before
    kept = await warned.press("Spara ändå")
    assert "Granska: möjligt namn." in kept.text


async def test_a_working_group_owns_an_action_and_its_contact_is_reminded(week48: Town) -> None:
    ekbacka = week48
    await ekbacka.turn_to(at("2026-11-24", "10:00"))
    groups = await (await actions_of(ekbacka, SAM)).press("Arbetsgrupper")
    form = await groups.press("Ny arbetsgrupp")
    contact, member = ekbacka.member_id(Seat.HOUSING), ekbacka.member_id(Seat.GUARD)
    refused_ = await form.press("Spara", name="Tunnelgruppen")
    assert at_the_field(refused_, "contact")
    saved = await refused_.press(
        "Spara", name="Tunnelgruppen", contact=contact, members=f"{contact},{member}", until="2027-01-31"
    )
    assert "kontakt: Eli Bostad · 2 deltagare · till och med" in saved.text
    ((group),) = await ekbacka.records(lambda r: r.actions.working_groups(ekbacka.group_id))

    form = await (await actions_of(ekbacka, SAM)).press("Ny åtgärd")
    made = await form.press("Spara", **LAMPS | {"owner": f"w:{group.id}", "due": "2026-11-26"})
    assert "Ägare: Tunnelgruppen" in made.text
    await ekbacka.turn_to(at("2026-11-27", "09:00"))
    assert len(reminders_in(ekbacka, Seat.HOUSING)) == 1
    assert reminders_in(ekbacka, Seat.GUARD) == []

    # Another of the group reports back, and somebody outside it may not.
    opened = await (await actions_of(ekbacka, Seat.GUARD)).press("Öppna Å1")
    reported_ = await say_how(opened, "Genomförd", "Klart.")
    assert "Läge: genomförd" in reported_.text
    outside = await ekbacka.say(ekbacka[Seat.POLICE], "å1")
    assert "Åtgärden Å1" in outside.text
    assert "Anteckna" not in outside.titles


async def test_the_reporter_of_an_event_is_asked_the_day_after_how_it_turned_out(week48: Town) -> None:
    ekbacka, guard = week48, week48[Seat.GUARD]
    form = await ekbacka.chat(guard)[-1].press("Kommande händelse")
    await form.press(
        "Spara", type="concert_festival", place="ekbackaskolan", first="2026-11-28", text="Julmarknad."
    )
    await ekbacka.turn_to(at("2026-11-29", "12:00"))
    assert not [one for one in ekbacka.chat(guard) if "Hur gick det?" in one.text]
    await ekbacka.turn_to(at("2026-11-30", "09:00"))
    asked_ = [one for one in ekbacka.chat(guard) if "Hur gick det?" in one.text]
    assert [one.titles for one in asked_] == [["Lugnt", "Oro", "Händelser"]]
    others = (Seat.SCHOOL, SAM, Seat.POLICE)
    assert not [one for seat in others for one in ekbacka.chat(ekbacka[seat]) if "Hur gick det?" in one.text]

    told = await asked_[0].press("Händelser")
    assert "✔ Sparat: händelser." in told.text
    again = await ekbacka.again(told)
    form = await again.press("Rapportera en händelse")
    await form.press("Spara", **BROKEN_WINDOWS | {"first": "2026-11-28"})
    item = next(i for i in await ekbacka.items() if isinstance(i.content, UpcomingEvent))
    assert (item.content.outcome, item.version) == (EventOutcome.INCIDENTS, 2)  # type: ignore[union-attr]
    for moment in ("2026-12-01", "2026-12-02"):
        await ekbacka.turn_to(at(moment, "10:00"))
    assert len([one for one in ekbacka.chat(guard) if "Hur gick det?" in one.text]) <= 1
