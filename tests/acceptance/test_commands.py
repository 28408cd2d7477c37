"""`/sammanfattning`, typed by anybody, anywhere, at any time and in any spelling."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from sample.municipality.people import Seat
from sample.teams.activities import ActivityMaker
from sample.teams.world import TeamsUser
from tests.acceptance.forms import incident
from tests.town import Shown, Town, at, town_after

LATEST = (
    "/sammanfattning",
    "sammanfattning",
    "Sammanfattning",
    "SAMMANFATTNING",
    "/Sammanfattning",
    "  sammanfattning   ",
    "/ sammanfattning",
    "\u00a0sammanfattning\u00a0",
    "sammanfattning.",
    "Sammanfattning!",
    "sammanfattning?",
    "summary",
)
WEEK_44 = (
    "/sammanfattning v 44",
    "sammanfattning v44",
    "Sammanfattning   V  44",
    "sammanfattning vecka 44",
    "sammanfattning v. 44",
    "sammanfattning v 44 2026",
    "v 44 sammanfattning",
    "SAMMANFATTNING VECKA 44 2026",
    "summary w 44",
    "sammanfattning v\u00a044",
)
MENTIONED = (
    "<at>EST-boten</at> Sammanfattning v 44",
    "<at>EST-boten</at>&nbsp;SAMMANFATTNING   v 44",
    "<at>EST-boten</at>\u00a0/sammanfattning v 44",
    "<at>EST-boten</at>sammanfattning v 44",
    "sammanfattning v 44 <at>EST-boten</at>",
    "  <at>EST-boten</at>   Sammanfattning  v  44  ",
)
GRAFFITI, WINDOWS = "V44-1 · Klotter · Ekbackaskolan", "V45-1 · Skadegörelse · Ekbackaskolan"
STRANGER = "0badc0de-0000-4000-8000-000000000001"
"""The object id of somebody of the same tenant who is in no group."""
NOT_APPROVED = "Sammanfattningen är inte godkänd än."
MONDAY, IN_THE_MEETING, AFTERWARDS = "2026-11-02 08:00", "2026-11-03 09:10", "2026-11-03 11:00"
COORDINATOR, MEMBER = Seat.COORDINATOR, Seat.POLICE
REFUSED = (
    (MEMBER, "sammanfattning v 99", "Den veckan finns inte. Skriv till exempel sammanfattning v 48."),
    (MEMBER, "sammanfattning v 0", "Den veckan finns inte."),
    (MEMBER, "sammanfattning v 53 2025", "Den veckan finns inte."),
    (MEMBER, "sammanfattning v 30", "Det finns inget EST-möte den veckan."),
    (COORDINATOR, "sammanfattning v 46", "Det finns inget EST-möte den veckan."),
    (MEMBER, "sammanfattning utkast", "Det är bara samordnaren som kan göra det."),
    (MEMBER, "sammanfattning godkänn", "Det är bara samordnaren som kan göra det."),
    (COORDINATOR, "sammanfattning godkänn v 45", "Mötet har inte varit än."),
    (MEMBER, "sammanfattning styrgrupp", "Det är bara samordnaren som kan göra det."),
    (COORDINATOR, "sammanfattning styrgrupp v 45", "så den går inte vidare utanför gruppen."),
    (MEMBER, "sammanfattning tack", "# Det här kan du skriva"),
    (MEMBER, "sammanfattningarna", "# Det här kan du skriva"),
    (MEMBER, "sammanfattning utkast godkänn", "# Det här kan du skriva"),
)


@pytest.fixture
async def autumn(tmp_path: Path) -> AsyncIterator[Town]:
    """Week 44 has its approved summary; in week 45 everybody has been asked, and one has answered."""
    async with town_after(_two_weeks, tmp_path, now=at("2026-10-23", "12:00")) as ekbacka:
        yield ekbacka


async def _two_weeks(ekbacka: Town) -> None:
    school = ekbacka[Seat.SCHOOL]
    await ekbacka.turn_to(at("2026-10-26", "08:00"))
    await incident(ekbacka.chat(school)[-1], first="2026-10-20", category="graffiti")
    await ekbacka.turn_to(at("2026-10-27", "08:15"))
    await ekbacka.turn_to(at("2026-10-27", "09:30"))
    await ekbacka.say(ekbacka[COORDINATOR], "sammanfattning godkänn")
    await ekbacka.turn_to(at(*MONDAY.split()))
    await incident(ekbacka.chat(school)[-1], first="2026-10-27")


async def in_channel(place: Town, user: TeamsUser, text: str, channel: str = "") -> Shown:
    """What the bot answers in a channel of the team to a text, exactly as Teams would deliver it."""
    world = replace(place.teams.world, channel_id=channel or place.teams.world.channel_id)
    maker = ActivityMaker(world, place.teams.service_url)
    activity = maker.channel_message(place.stamp(), user, "", thread="")
    status, _ = await place.knock({**activity, "text": text})
    assert status == 200
    await place.settle()
    return place.from_bot(place.conversation(user, world.channel_id))[-1]


@pytest.mark.case("P1")
async def test_any_spelling_gives_a_member_the_latest_summary(autumn: Town) -> None:
    for text in LATEST:
        shown = await autumn.say(autumn[MEMBER], text)

        assert "# Sammanfattning v 44" in shown.text, text
        assert GRAFFITI in shown.text


@pytest.mark.case("P1")
async def test_another_week_is_given_in_any_spelling(autumn: Town) -> None:
    await autumn.turn_to(at(*AFTERWARDS.split()))
    for text in WEEK_44:
        shown = await autumn.say(autumn[MEMBER], text)

        assert "# Sammanfattning v 44" in shown.text, text
        assert GRAFFITI in shown.text
        assert "V45" not in shown.text


@pytest.mark.case("P1")
async def test_the_mention_is_removed_in_the_channel(autumn: Town) -> None:
    for text in MENTIONED:
        shown = await in_channel(autumn, autumn[MEMBER], text)

        assert "# Sammanfattning v 44" in shown.text, text
        assert GRAFFITI in shown.text


@pytest.mark.case("P1")
async def test_before_approval_the_coordinator_alone_gets_a_draft(autumn: Town) -> None:
    for moment in (MONDAY, IN_THE_MEETING, AFTERWARDS):
        await autumn.turn_to(at(*moment.split()))

        refused = await autumn.say(autumn[MEMBER], "sammanfattning v 45")
        draft = await autumn.say(autumn[COORDINATOR], "sammanfattning v 45")

        assert NOT_APPROVED in refused.text
        assert "Skadegörelse" not in refused.text
        assert "# Utkast: Sammanfattning v 45" in draft.text
        assert WINDOWS in draft.text


@pytest.mark.case("P1")
async def test_before_the_meeting_the_latest_is_last_weeks_and_from_its_beginning_this_weeks(
    autumn: Town,
) -> None:
    police, sam = autumn[MEMBER], autumn[COORDINATOR]
    await autumn.turn_to(at("2026-11-03", "08:59"))
    assert "# Sammanfattning v 44" in (await autumn.say(police, "sammanfattning")).text
    assert "# Sammanfattning v 44" in (await autumn.say(sam, "sammanfattning")).text

    for moment in (IN_THE_MEETING, AFTERWARDS):
        await autumn.turn_to(at(*moment.split()))
        assert NOT_APPROVED in (await autumn.say(police, "sammanfattning")).text
        assert "# Utkast: Sammanfattning v 45" in (await autumn.say(sam, "sammanfattning")).text

    await autumn.say(sam, "sammanfattning godkänn")
    assert WINDOWS in (await autumn.say(police, "sammanfattning")).text
    assert "# Sammanfattning v 45" in (await in_channel(autumn, police, MENTIONED[0][:-5])).text


@pytest.mark.case("P1")
async def test_a_draft_that_is_asked_for_in_the_channel_goes_to_the_coordinators_own_chat(
    autumn: Town,
) -> None:
    await autumn.turn_to(at(*IN_THE_MEETING.split()))
    police, sam = autumn[MEMBER], autumn[COORDINATOR]

    told = await in_channel(autumn, sam, "<at>EST-boten</at> sammanfattning")

    assert told.text == "Utkastet är skickat till dig."
    assert WINDOWS in autumn.chat(sam)[-1].text
    refused = await in_channel(autumn, police, "<at>EST-boten</at> sammanfattning")
    assert NOT_APPROVED in refused.text
    summaries = [one for one in autumn.channel(police) if "Sammanfattning v 45" in one.text]
    assert summaries == []


@pytest.mark.case("P1")
async def test_in_another_channel_of_the_team_nobody_gets_it(autumn: Town) -> None:
    general = autumn.teams.world.team_id
    for seat in (COORDINATOR, MEMBER):
        refused = await in_channel(autumn, autumn[seat], MENTIONED[0], general)

        said = "Det där fungerar inte här. Skriv till mig i vår egen chatt eller i EST-kanalen."
        assert said in refused.text
        assert "Klotter" not in refused.text


@pytest.mark.case("P1")
async def test_somebody_who_is_no_member_gets_nothing(autumn: Town) -> None:
    left, stranger = autumn[Seat.TOURISM], replace(autumn[MEMBER], object_id=STRANGER)
    await autumn.change(Seat.TOURISM, active=False)

    answers = {
        "Jag hittar ingen EST-grupp för dig.": await autumn.say(left, "sammanfattning"),
        "Du är inte längre med i EST-gruppen": await in_channel(autumn, left, MENTIONED[0]),
        "Det här kan jag inte visa för dig.": await in_channel(autumn, stranger, MENTIONED[0]),
    }

    for said, shown in answers.items():
        assert said in shown.text
        assert "Klotter" not in shown.text


@pytest.mark.case("P1")
async def test_what_cannot_be_given_is_refused_with_a_way_out(autumn: Town) -> None:
    before = await autumn.stored()
    for seat, text, said in REFUSED:
        refused = await autumn.say(autumn[seat], text)

        assert said in refused.text, text
    assert await autumn.stored() == before


async def test_a_week_without_a_meeting_never_sends_a_member_to_a_command_that_is_not_theirs(
    autumn: Town,
) -> None:
    police = autumn[MEMBER]
    refused = await autumn.say(police, "sammanfattning v 30")
    (command,) = {"läget", "dagordning"} & set(refused.text.replace(".", "").split())

    answer = await autumn.say(police, command)

    assert "v 45" in answer.text


async def test_the_slash_menu_of_the_channel_answers_the_asker_alone(autumn: Town) -> None:
    police, guard = autumn[MEMBER], autumn[Seat.GUARD]
    await autumn.teams.client.command(police, "/sammanfattning v 44")
    await autumn.settle()

    assert "# Sammanfattning v 44" in autumn.channel(police)[-1].text
    assert autumn.channel(police)[-1].message.id not in {one.message.id for one in autumn.channel(guard)}


async def test_other_commands_are_as_forgiving(monday: Town) -> None:
    for text in ("läget?", "Läget!", "/laget", "status", "LÄGET v 48", "la\u0308get"):
        shown = await monday.say(monday[COORDINATOR], text)

        assert "# Läget v 48: 0 av 12 har svarat" in shown.text, text
