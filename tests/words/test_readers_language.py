"""Each reader's language: an answer is in the language of the Teams that asks, a letter in its receiver's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sample.console import card_lines
from sample.municipality.people import Seat
from sample.teams.activities import ActivityMaker
from sample.teams.message import Stamp
from tests.town import Shown, Town, at, town

ASKED = at("2026-11-23", "08:00")
REMINDED = at("2026-11-23", "13:00")
PUBLISHED = at("2026-11-24", "08:15")


async def press(ekbacka: Town, shown: Shown, title: str, locale: str, **inputs: str) -> str:
    """A press as a client of that locale sends it, and the text of the card that answers it."""
    activity = ekbacka.invoke(shown, shown.filled(shown.button(title), **inputs))
    status, body = await ekbacka.knock(_with_locale(activity, locale))
    assert status == 200
    return "\n".join(card_lines(body["value"]))


async def say(ekbacka: Town, seat: Seat, text: str, locale: str) -> str:
    """A text typed in the chat of a client of that locale, and the newest message there."""
    maker = ActivityMaker(ekbacka.teams.world, ekbacka.teams.service_url)
    stamp = Stamp(f"said-{seat}-{text}-{locale}", ekbacka.clock.now())
    activity = maker.personal_message(stamp, ekbacka[seat], text)
    await ekbacka.knock(_with_locale(activity, locale))
    await ekbacka.settle()
    return ekbacka.chat(ekbacka[seat])[-1].text


async def language(ekbacka: Town, seat: Seat) -> str:
    id_ = ekbacka.member_id(seat)
    member = await ekbacka.records(lambda records: records.members.get(ekbacka.group_id, id_))
    assert member is not None
    return member.language


async def test_an_english_client_gets_english_answers_and_others_swedish(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka:
        await ekbacka.turn_to(ASKED)
        card = ekbacka.chat(ekbacka[Seat.SCHOOL])[-1]
        assert "EST v 48: vad har hänt hos er?" in card.text

        form = await press(ekbacka, card, "Händelse", "en-GB")
        assert "Incident · week 48" in form
        refused = await say(ekbacka, Seat.SCHOOL, "summary week 48", "en-US")
        assert "The summary has not been approved yet." in refused
        help_ = await say(ekbacka, Seat.SCHOOL, "what?", "en-US")
        assert "What you can type" in help_
        assert "report – answer the week’s questions, or change your answer" in help_

        assert "Det här kan du skriva" in await say(ekbacka, Seat.POLICE, "va?", "sv-SE")
        assert "Det här kan du skriva" in await say(ekbacka, Seat.POLICE, "hva?", "nb-NO")


async def test_letters_are_in_the_language_of_their_receiver_and_the_channel_in_the_groups(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as ekbacka:
        await ekbacka.turn_to(ASKED)
        await press(ekbacka, ekbacka.chat(ekbacka[Seat.SCHOOL])[-1], "Händelse", "en-GB")
        assert [await language(ekbacka, seat) for seat in (Seat.SCHOOL, Seat.POLICE)] == ["en", "sv"]

        await ekbacka.turn_to(REMINDED)
        reminder = ekbacka.chat(ekbacka[Seat.SCHOOL])[-1].text
        assert "A reminder about EST week 48" in reminder
        assert "Please answer by Mon 23 Nov at 16:00." in reminder
        assert "En påminnelse om EST v 48" in ekbacka.chat(ekbacka[Seat.POLICE])[-1].text

        await ekbacka.turn_to(PUBLISHED)
        agenda = ekbacka.channel(ekbacka[Seat.SCHOOL])[-1].text
        assert "Dagordning v 48" in agenda


async def test_a_client_that_names_no_language_changes_none(tmp_path: Path) -> None:
    async with town(tmp_path) as ekbacka:
        await ekbacka.turn_to(ASKED)
        await say(ekbacka, Seat.SCHOOL, "report", "en-GB")
        await say(ekbacka, Seat.SCHOOL, "report", "")
        assert await language(ekbacka, Seat.SCHOOL) == "en"
        await say(ekbacka, Seat.SCHOOL, "rapportera", "sv-SE")
        assert await language(ekbacka, Seat.SCHOOL) == "sv"


async def test_an_english_coordinator_reads_a_break_without_a_name_as_it_can_be_written_again(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as ekbacka:
        card = await ekbacka.say(ekbacka[Seat.COORDINATOR], "inställningar")
        english = await press(ekbacka, card, "Spara", "en-GB", breaks="weeks 51–52\nWinter: week 8")
        assert "no meeting on Tue 15 Dec (Break)" in english
        again = await ekbacka.say(ekbacka[Seat.COORDINATOR], "inställningar")
        assert again.input("breaks")["value"] == "v 51–52\nWinter: v 8"


def _with_locale(activity: dict[str, Any], locale: str) -> dict[str, Any]:
    without = {name: value for name, value in activity.items() if name != "locale"}
    return without | {"locale": locale} if locale else without
