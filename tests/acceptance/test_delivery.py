"""What becomes of a letter: refused, put off, gone astray, moved, not sent after all. And who hears of it."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect

from sample.municipality.people import PERSON_OF, Seat
from sample.teams.message import Message
from sample.teams.seen import actions_of
from sample.teams.world import TeamsUser
from tests.acceptance.forms import incident
from tests.acceptance.from_teams import (
    bot_messages,
    cards_in,
    elsewhere,
    post,
    post_from,
    press_from,
    say_activity,
    say_from,
)
from tests.bot.fakes import FakeConnector, Scripted
from tests.town import W48, Shown, Town, at, town

ROOT = Path(__file__).parent.parent.parent
PROMPT = at("2026-11-23", "08:00")
LEADS = (Seat.COORDINATOR, Seat.SECOND)
REFUSALS = {
    Seat.POLICE: "ConversationBlockedByUser",
    Seat.SCHOOL: "BotNotInConversationRoster",
    Seat.GUARD: "BotDisabledByAdmin",
    Seat.FIELD: "MessageWritesBlocked",
}


def refused(code: str, status: int = 403) -> Scripted:
    return Scripted(status, {"error": {"code": code, "message": "The bot may not write here."}})


def put_off(seconds: int) -> Scripted:
    return Scripted(429, {"error": {"code": "Throttled"}}, headers={"Retry-After": str(seconds)})


async def delivery_list(town: Town) -> dict[str, tuple[str, str]]:
    """The coordinator's list as they see it: for each name the heading it stands under, and the rest of its line."""
    return listed_names((await town.say(town[Seat.COORDINATOR], "läget")).text)


def listed_names(text: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    heading = ""
    for line in text.splitlines():
        name, _, rest = line.removeprefix("# ").partition(" · ")
        if line.startswith("# "):
            heading = line.removeprefix("# ").partition(":")[0]
        elif name in {person.name for person in PERSON_OF.values()}:
            assert name not in found, f"{name} stands twice on:\n{text}"
            found[name] = (heading, rest)
    return found


def name_of(seat: Seat) -> str:
    return PERSON_OF[seat].name


@pytest.mark.case("D1")
async def test_four_ways_to_be_refused_are_four_texts_and_no_second_try(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka, elsewhere(ekbacka, *REFUSALS) as far:
        for seat, code in REFUSALS.items():
            far[seat].script.append(refused(code))
        await ekbacka.turn_to(PROMPT)
        await ekbacka.turn_to(at("2026-11-23", "12:00"))
        assert [len(cards_in(fake)) for fake in far.values()] == [1] * 4
        listed = await delivery_list(ekbacka)
        assert {name: state for name, (state, _) in listed.items()} == {
            name_of(seat): "⚠ Kunde inte nås" if seat in REFUSALS else "→ Frågan är skickad" for seat in Seat
        }
        whys = [listed[name_of(seat)][1] for seat in REFUSALS]
        assert [why.partition(".")[0] for why in whys] == [
            "har blockerat boten",
            "är inte med i teamet längre eller har inte appen",
            "appen är avstängd av IT",
            "har stängt av meddelanden från appen",
        ]
        for seat in set(Seat) - set(REFUSALS):
            assert "EST v 48: vad har hänt hos er?" in ekbacka.chat(ekbacka[seat])[0].text


@pytest.mark.case("D3")
async def test_who_is_put_off_gets_the_question_or_stands_as_not_reached_and_never_as_done(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as ekbacka, elsewhere(ekbacka, Seat.POLICE, Seat.SCHOOL) as far:
        far[Seat.POLICE].script += [put_off(600)] * 100
        far[Seat.SCHOOL].script += [put_off(600)] * 2
        await ekbacka.turn_to(PROMPT)
        for clock in ("08:01", "08:11", "08:22"):
            await ekbacka.turn_to(at("2026-11-23", clock))
            waiting = await delivery_list(ekbacka)
            assert waiting[name_of(Seat.POLICE)][0] == "… Väntar på att skickas"
        # The quota is back for one of them.
        assert (await delivery_list(ekbacka))[name_of(Seat.SCHOOL)][0] == "→ Frågan är skickad"
        assert len(cards_in(far[Seat.SCHOOL])) == 3
        for clock in ("12:00", "15:00", "15:55"):
            await ekbacka.turn_to(at("2026-11-23", clock))
        await ekbacka.turn_to(at("2026-11-23", "16:00"))
        delivery = ekbacka.chat(ekbacka[Seat.COORDINATOR])[-1]
        assert "Läget v 48: 0 av 12 har svarat" in delivery.text
        state, why = (await delivery_list(ekbacka))[name_of(Seat.POLICE)]
        assert state == "⚠ Kunde inte nås"
        assert why.startswith("Teams tog inte emot fler meddelanden i tid.")


@pytest.mark.case("D8")
async def test_a_chat_that_is_gone_is_made_anew_once(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka, elsewhere(ekbacka, Seat.POLICE, Seat.SCHOOL) as far:
        gone = refused("ConversationNotFound", 404)
        far[Seat.SCHOOL].script += [gone]
        far[Seat.POLICE].script += [gone, Scripted(201, {"id": "a:anew"}), gone]
        await ekbacka.turn_to(PROMPT)
        for seat, fake in far.items():
            old = ekbacka.teams.world.personal_conversation_id(ekbacka[seat])
            first, made, second = fake.sent[:3]
            assert first.path == f"/v3/conversations/{old.replace(':', '%3A')}/activities"
            assert (made.path, made.body["members"]) == ("/v3/conversations", [{"id": ekbacka[seat].id}])
            assert second.path != first.path
            assert second.path.endswith("/activities")
            assert second.body["attachments"] == first.body["attachments"]
        await ekbacka.turn_to(at("2026-11-23", "09:00"))
        assert [len(fake.sent) for fake in far.values()] == [3, 3]
        listed = await delivery_list(ekbacka)
        assert listed[name_of(Seat.SCHOOL)][0] == "→ Frågan är skickad"
        state, why = listed[name_of(Seat.POLICE)]
        assert state == "⚠ Kunde inte nås"
        assert why.startswith("chatten finns inte längre. Be hen skriva hej till EST-boten.")


@pytest.mark.case("D9")
async def test_the_next_send_goes_to_the_newest_service_url_of_any_activity(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka, elsewhere(ekbacka, Seat.POLICE, Seat.SCHOOL, Seat.GUARD) as far:
        police, first, second, third = ekbacka[Seat.POLICE], *far.values()
        # A text moves the chat from the first address to the second, a press to the third.
        await say_from(ekbacka, police, "hjälp", second.url)
        second.sent.clear()
        await ekbacka.turn_to(PROMPT)
        assert (len(cards_in(first)), len(cards_in(second)), len(cards_in(third))) == (0, 2, 1)
        (question,) = [card for card in cards_in(second) if police.id in str(card["refresh"])]
        chat = ekbacka.teams.world.personal_conversation_id(police)
        await press_from(
            ekbacka, police, Message("1", chat, PROMPT, {}), question["refresh"]["action"], third.url
        )
        await ekbacka.turn_to(at("2026-11-23", "13:00"))
        assert "En påminnelse" in str(cards_in(third)[-1])
        assert (len(cards_in(first)), len(cards_in(second))) == (0, 3)
        # What is said in the channel moves the channel.
        await post_from(ekbacka, police, "dagordning", first.url)
        first.sent.clear()
        await ekbacka.turn_to(at("2026-11-24", "08:15"))
        assert [
            sent.body["channelData"]["channel"]["id"] for sent in first.sent if sent.method == "POST"
        ] == [ekbacka.teams.world.channel_id]
        assert ekbacka.from_bot(ekbacka.channel(police)) == []


@pytest.mark.case("D10")
async def test_nothing_is_sent_to_who_was_removed_though_teams_would_take_it(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka, elsewhere(ekbacka, Seat.POLICE, Seat.SCHOOL) as far:
        far[Seat.SCHOOL].script.append(put_off(60))
        owner = ekbacka[Seat.COORDINATOR]
        assert await ekbacka.teams.events.admit(owner, ekbacka[Seat.POLICE], member=False)
        await ekbacka.turn_to(PROMPT)
        # One is gone before the question is written, the other while it waits for its second try.
        assert (len(far[Seat.POLICE].sent), len(far[Seat.SCHOOL].sent)) == (0, 1)
        assert await ekbacka.teams.events.admit(owner, ekbacka[Seat.SCHOOL], member=False)
        for clock in ("08:05", "13:00", "16:15"):
            await ekbacka.turn_to(at("2026-11-23", clock))
        assert (len(far[Seat.POLICE].sent), len(far[Seat.SCHOOL].sent)) == (0, 1)
        assert far[Seat.POLICE].script == far[Seat.SCHOOL].script == []


@pytest.mark.browser
@pytest.mark.case("D13")
async def test_the_delivery_list_shows_every_member_in_exactly_one_state(tmp_path: Path) -> None:
    from playwright.async_api import expect

    from tests.cards.browser import chromium
    from tests.e2e.browser import window
    from tests.e2e.local_page import LocalPage

    async with AsyncExitStack() as stack:
        ekbacka = await stack.enter_async_context(town(tmp_path))
        far = await stack.enter_async_context(elsewhere(ekbacka, Seat.POLICE, Seat.LEISURE))
        await bring_about_every_state(ekbacka, far)
        browser = await stack.enter_async_context(chromium())
        opened = await stack.enter_async_context(window(browser, "delivery-list"))
        page = LocalPage(opened, ekbacka.teams.service_url.partition("/local/")[0])
        await page.open()
        await page.be(Seat.COORDINATOR)
        await page.say("läget")
        card = page.card("Läget v 48: 2 av 12 har svarat")
        await expect(card).to_be_visible()
        read = await card.inner_text()
        assert listed_names(as_console(read)) == EVERY_STATE
        counts = [
            int(line.rpartition(": ")[2]) for line in read.splitlines() if line[:1] in "⚠…→⇄○✔" and line
        ]
        assert sum(counts) == 12


BLOCKED = "har blockerat boten. Be hen häva blockeringen i chatten, eller skriv åt hen. · gäst"
ASKED = "→ Frågan är skickad"
EVERY_STATE = {
    "Kim Kommunpolis": ("⚠ Kunde inte nås", BLOCKED),
    "Love Fritid": ("… Väntar på att skickas", "Tillväxt och fritid · Fritidschef"),
    "Alex Fältgrupp": (ASKED, "Socialtjänsten · Fältsekreterare"),
    "Billie Samhällsbyggnad": (ASKED, "Samhällsbyggnad · Gatu- och parkingenjör"),
    "Eli Bostad": (ASKED, "Ekbacka bostäder · Trygghetsansvarig"),
    "Noa Säkerhet": (ASKED, "Kommunledningskontoret · Säkerhetssamordnare"),
    "Sam Samordnare": (ASKED, "Kommunledningskontoret · Brottsförebyggande samordnare"),
    "Toni Turism": (ASKED, "Ekbacka turism · Centrumutvecklare"),
    "Mika Socialtjänst": (
        "⇄ Ersättare svarar",
        "Socialtjänsten · Enhetschef, socialtjänsten · ersättare: Alex Fältgrupp",
    ),
    "Robin Räddning": ("○ Frånvarande", "Räddningstjänsten · Insatsledare"),
    "Charlie Skola": ("✔ Svarat", "Barn och utbildning · Samordnande rektor"),
    "Jo Väktare": ("✔ Inget att rapportera", "Ekbacka bevakning · Gruppchef, väktare"),
}


async def bring_about_every_state(ekbacka: Town, far: dict[Seat, FakeConnector]) -> None:
    """Away, deputy, nothing to report, answered, refused, put off; the other six are asked and have not answered."""
    far[Seat.POLICE].script.append(refused("ConversationBlockedByUser"))
    far[Seat.LEISURE].script += [put_off(60)] * 100
    await absent(ekbacka, "Robin Räddning")
    await absent(ekbacka, "Mika Socialtjänst")
    await ekbacka.turn_to(PROMPT)
    await ekbacka.chat(ekbacka[Seat.GUARD])[-1].press("Inget att rapportera")
    await incident(ekbacka.chat(ekbacka[Seat.SCHOOL])[-1])
    await ekbacka.turn_to(at("2026-11-23", "12:00"))


async def absent(town: Town, name: str) -> None:
    people = await town.say(town[Seat.COORDINATOR], "deltagare")
    form = await people.press(f"Ändra {name}")
    await form.press("Spara", away_first="2026-11-23", away_last="2026-11-27")


def as_console(page: str) -> str:
    """The page's text with its headings marked as `Shown.text` marks them."""
    return "\n".join(f"# {line}" if line[:1] in {*"⚠…→⇄○✔"} else line for line in page.splitlines())


async def test_a_very_severe_report_is_told_of_at_once_and_without_its_content(monday: Town) -> None:
    # Also to a coordinator who is writing a form of their own at that moment.
    sam = monday[Seat.COORDINATOR]
    own = await incident(monday.chat(sam)[-1])
    await own.press("Händelse")
    monday.clock.turn_to(at("2026-11-23", "08:02"))
    await incident(monday.chat(monday[Seat.SCHOOL])[-1], severity="4")
    await monday.tick()
    for seat in LEADS:
        notice = monday.chat(monday[seat])[-1]
        assert "En mycket allvarlig händelse har rapporterats" in notice.text
        assert "akut 112" in notice.text
        for secret in ("rutor", "Skadegörelse", "Ekbackaskolan", "Charlie"):
            assert secret not in notice.text
    others = set(Seat) - {*LEADS, Seat.SCHOOL}
    assert not [seat for seat in others if len(monday.chat(monday[seat])) != 1]


async def test_late_answers_are_told_of_once_and_edit_the_agenda_in_the_channel(monday: Town) -> None:
    await monday.turn_to(at("2026-11-23", "16:15"))
    await monday.turn_to(at("2026-11-24", "08:15"))
    said = len(monday.chat(monday[Seat.SECOND]))
    (agenda,) = monday.channel(monday[Seat.POLICE])
    assert "0 av 12 svar." in agenda.text
    saved = await incident(monday.chat(monday[Seat.SCHOOL])[0])
    await monday.chat(monday[Seat.GUARD])[0].press("Inget att rapportera")
    await monday.tick()
    told = monday.chat(monday[Seat.SECOND])[said:]
    assert [shown.text.partition("\n")[0] for shown in told] == ["# Ett sent svar har kommit"]
    (edited,) = monday.channel(monday[Seat.POLICE])
    assert edited.message.edited
    assert "2 av 12 svar." in edited.text
    assert "Tre rutor krossade" in edited.text
    await saved.press("Dra tillbaka V48-1")
    await monday.tick()
    (withdrawn,) = monday.channel(monday[Seat.POLICE])
    assert "1 av 12 svar." in withdrawn.text
    assert "Tre rutor krossade" not in withdrawn.text


def stored_card(shown: Shown) -> str:
    """The card as it was sent or edited: what a client shows that never asks for a newer one."""
    return str(shown.message.cards()[0])


async def test_the_stored_card_is_edited_ninety_seconds_after_the_last_press(monday: Town) -> None:
    card = monday.chat(monday[Seat.SCHOOL])[-1]
    saved = await incident(card)
    monday.clock.turn_to(at("2026-11-23", "08:01"))
    await incident(saved, text="Skräp på skolgården efter helgen.")
    for clock in ("08:01:30", "08:02:29"):
        await monday.turn_to(at("2026-11-23", clock))
        assert not (await monday.again(card)).message.edited
    await monday.turn_to(at("2026-11-23", "08:02:30"))
    edited = await monday.again(card)
    assert edited.message.edited
    assert "Du har rapporterat 2 saker" in stored_card(edited)
    # Two presses, one edit; and it reads as the card that the member has in front of them.
    edits = await monday.records(lambda records: records.ledger.of_round(monday.group_id, W48))
    assert sorted(letter.state for letter in edits if letter.edits) == ["sent", "superseded"]


async def test_the_stored_card_is_left_alone_while_a_form_opened_in_it_is_unsaved(monday: Town) -> None:
    card = monday.chat(monday[Seat.SCHOOL])[-1]
    saved = await incident(card)
    await saved.press("Kommande händelse")
    for clock in ("08:02", "08:10", "08:14:59"):
        await monday.turn_to(at("2026-11-23", clock))
        assert not (await monday.again(card)).message.edited
        assert "Vad kan hända?" in (await monday.open_chat(monday[Seat.SCHOOL]))[-1].text
    await monday.turn_to(at("2026-11-23", "08:15"))
    assert (await monday.again(card)).message.edited


async def test_a_deputys_two_cards_are_each_kept_true(friday: Town) -> None:
    await absent(friday, "Mika Socialtjänst")
    await friday.turn_to(PROMPT)
    own, other = sorted(friday.chat(friday[Seat.FIELD]), key=lambda card: "i stället för" in card.text)
    await own.press("Inget att rapportera")
    await incident(other)
    await friday.turn_to(at("2026-11-23", "08:05"))
    assert "Tack! Du har svarat: Inget att rapportera." in stored_card(await friday.again(own))
    assert "Tre rutor krossade" in stored_card(await friday.again(other))


async def test_who_answers_between_the_tick_and_the_sending_is_not_reminded(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka, elsewhere(ekbacka, Seat.POLICE, Seat.SCHOOL) as far:
        await ekbacka.turn_to(PROMPT)
        for fake in far.values():
            fake.script.append(put_off(60))
        await ekbacka.turn_to(at("2026-11-23", "13:00"))
        police = far[Seat.POLICE]
        (question,) = [card for card in cards_in(police) if "EST v 48: vad har hänt" in str(card)]
        nothing = next(one for one in actions_of(question) if one["title"] == "Inget att rapportera")
        chat = ekbacka.teams.world.personal_conversation_id(ekbacka[Seat.POLICE])
        await press_from(ekbacka, ekbacka[Seat.POLICE], Message("1", chat, PROMPT, {}), nothing, police.url)
        await ekbacka.turn_to(at("2026-11-23", "13:05"))
        reminded = {
            seat: sum("En påminnelse" in str(card) for card in cards_in(fake)) for seat, fake in far.items()
        }
        # Both were put off once; the one who has answered since hears no more of it.
        assert reminded == {Seat.POLICE: 1, Seat.SCHOOL: 2}
        assert (await delivery_list(ekbacka))[name_of(Seat.POLICE)][0] == "✔ Inget att rapportera"


async def test_a_reminder_that_was_not_needed_leaves_the_question_as_sent(monday: Town) -> None:
    """An answer that is taken back leaves a cancelled reminder behind, which says nothing of the question."""
    async with elsewhere(monday, Seat.POLICE) as far:
        far[Seat.POLICE].script.append(put_off(60))
        await monday.turn_to(at("2026-11-23", "13:00"))
        card = monday.chat(monday[Seat.POLICE])[0]
        answered = await card.press("Inget att rapportera")
        await say_from(monday, monday[Seat.POLICE], "hej", far[Seat.POLICE].url)
        await monday.turn_to(at("2026-11-23", "13:05"))
        await answered.press("Ångra")
        assert (await delivery_list(monday))[name_of(Seat.POLICE)][0] == "→ Frågan är skickad"


async def test_a_quiet_week_offers_a_meeting_of_ten_minutes(monday: Town) -> None:
    for seat in (Seat.SCHOOL, Seat.GUARD, Seat.POLICE):
        await monday.chat(monday[seat])[-1].press("Inget att rapportera")
    await monday.turn_to(at("2026-11-24", "08:15"))
    assert "Lugn vecka: mötet kan hållas på 10 minuter." in monday.channel(monday[Seat.POLICE])[-1].text
    assert "3 av 12 svar." in monday.channel(monday[Seat.POLICE])[-1].text


async def test_nothing_is_said_twice_by_a_courier_that_is_called_many_times(monday: Town) -> None:
    said = bot_messages(monday)
    for _ in range(3):
        await monday.program.courier.deliver_due()
    assert bot_messages(monday) == said


@pytest.mark.case("D14")
async def test_whether_somebody_has_read_a_message_is_neither_kept_nor_shown(monday: Town) -> None:
    school = monday[Seat.SCHOOL]
    (question,) = monday.chat(school)
    before, listed = await monday.stored(), await delivery_list(monday)
    await post(monday, read_receipt(monday, school, question.message.id))
    assert await monday.stored() == before
    after = await monday.say(monday[Seat.COORDINATOR], "läget")
    assert listed_names(after.text) == listed
    assert "Skickat betyder inte läst." in after.text
    claims = [
        word for word in re.findall(r"\w+", after.text.lower()) if word in {"läst", "lästs", "sett", "öppnat"}
    ]
    assert claims == ["läst"], "the one sentence that says that it is not known"
    columns = await monday.program.store.transact(_columns)
    assert not [name for name in columns if re.search(r"(^|_)(read|seen|opened|viewed)(_|$)", name)]
    asked_for = (ROOT / "manifest").rglob("*.json")
    assert not [path for path in asked_for if "ReadReceipt" in path.read_text("utf-8")]


def read_receipt(town: Town, reader: TeamsUser, message_id: str) -> dict[str, Any]:
    """What Teams would send if the manifest asked for it (platform.md §1.10)."""
    activity = say_activity(town, reader)
    receipt = {
        "type": "event",
        "name": "application/vnd.microsoft.readReceipt",
        "value": {"lastReadMessageId": message_id},
    }
    return {key: value for key, value in activity.items() if not key.startswith("text")} | receipt


def _columns(connection: Connection) -> list[str]:
    """Of every table but the forms', which members have opened to write in and which are dropped when they have."""
    tables = inspect(connection)
    return [
        str(column["name"])
        for name in tables.get_table_names()
        if name != "form"
        for column in tables.get_columns(name)
    ]


async def test_a_post_of_which_nobody_knows_is_asked_about_and_made_again_by_who_has_looked(
    tmp_path: Path,
) -> None:
    """design.md §3: a second post in the channel is worse than a question."""
    fake = FakeConnector(script=[Scripted(504)])
    async with town(tmp_path) as ekbacka, fake.running():
        await gathered_before_the_agenda(ekbacka)
        morning = at("2026-11-24", "08:15")
        await ekbacka.change_group(service_url=fake.url, roster_at=morning)
        await ekbacka.turn_to(morning)
        (question,) = [
            shown for shown in ekbacka.chat(ekbacka[Seat.COORDINATOR]) if "Titta i kanalen" in shown.text
        ]
        assert "Jag skulle publicera dagordningen i kanalen." in question.text
        assert len(fake.sent) == 1
        for clock in ("08:20", "08:25"):
            await question.press("Skicka igen")
            await ekbacka.turn_to(at("2026-11-24", clock))
        first, second = fake.sent
        assert first.body["activity"] == second.body["activity"]
        for asked in ekbacka.chat(ekbacka[Seat.SCHOOL]):
            assert "Titta i kanalen" not in asked.text


async def gathered_before_the_agenda(ekbacka: Town) -> None:
    """Monday's steps, so that the agenda is the next thing the channel hears."""
    for clock in ("08:00", "13:00", "16:00", "16:15"):
        await ekbacka.turn_to(at("2026-11-23", clock))
