"""Two EST groups in one tenant, with one person in both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from est.report import ReportStatus
from est.week import Week
from sample.municipality.people import Seat
from tests.acceptance.forms import BROKEN_WINDOWS, incident
from tests.acceptance.second_group import NAME, neighbours, second_group
from tests.town import Shown, Town, at

BOTH = Seat.POLICE
"""The municipal police officer sits at both tables."""
Pair = tuple[Town, Town]


@pytest.fixture
async def two(friday: Town, tmp_path: Path) -> AsyncIterator[Pair]:
    """Monday at eight in both groups."""
    async with second_group(friday, tmp_path, *neighbours([BOTH])) as sjovik:
        await friday.turn_to(at("2026-11-23", "08:00"))
        yield friday, sjovik


def card_of(group: str, shown: list[Shown]) -> Shown:
    (found,) = [one for one in shown if group in one.text]
    return found


@pytest.mark.case("M7")
async def test_each_group_asks_separately_and_says_which_it_is(two: Pair) -> None:
    ekbacka, sjovik = two
    prompts = ekbacka.chat(ekbacka[BOTH])

    assert len(prompts) == 2
    for group in ("EST Ekbacka", NAME):
        assert "EST v 48: vad har hänt hos er?" in card_of(group, prompts).text
    assert [NAME in one.text for one in ekbacka.chat(ekbacka[Seat.SCHOOL])] == [False]
    assert [NAME in one.text for one in sjovik.chat(sjovik[Seat.SCHOOL])] == [True]


@pytest.mark.case("M7")
async def test_an_answer_to_one_group_is_none_to_the_other(two: Pair) -> None:
    ekbacka, sjovik = two
    prompts = ekbacka.chat(ekbacka[BOTH])

    saved = await incident(card_of("EST Ekbacka", prompts))
    calm = await card_of(NAME, prompts).press("Inget att rapportera")

    assert "EST Ekbacka" in saved.text
    assert NAME in calm.text
    assert (await ekbacka.report(BOTH)).status is ReportStatus.DRAFT
    assert (await sjovik.report(BOTH)).status is ReportStatus.NOTHING_TO_REPORT
    assert [item.group_id for item in await ekbacka.items()] == [ekbacka.group_id]
    assert await sjovik.items() == ()
    listed = (await sjovik.say(sjovik[Seat.COORDINATOR], "läget")).text
    assert "Läget v 48: 1 av 12 har svarat" in listed
    assert "Sam Samordnare Sjövik" in listed
    assert "Eli Bostad ·" not in listed


@pytest.mark.case("M7")
async def test_agenda_and_summary_of_one_group_never_show_the_others(two: Pair) -> None:
    ekbacka, sjovik = two
    await incident(card_of("EST Ekbacka", ekbacka.chat(ekbacka[BOTH])))
    await incident(sjovik.chat(sjovik[Seat.SCHOOL])[0], text="Skräp vid badplatsen.", category="litter")
    await ekbacka.turn_to(at("2026-11-24", "08:15"))
    await ekbacka.turn_to(at("2026-11-24", "09:30"))
    for place in two:
        await place.say(place[Seat.COORDINATOR], "sammanfattning godkänn")
    await ekbacka.tick()

    for place, own, others in (
        (ekbacka, BROKEN_WINDOWS["text"], "badplatsen"),
        (sjovik, "badplatsen", "krossade"),
    ):
        seen = [*place.channel(place[Seat.GUARD]), *place.chat(place[Seat.COORDINATOR])]
        texts = "\n".join(one.text for one in seen)
        assert own in texts
        assert others not in texts


@pytest.mark.case("M7")
async def test_whoever_is_in_both_says_which_group_a_command_means(two: Pair) -> None:
    ekbacka, sjovik = two
    for command in ("rapportera", "dagordning", "sammanfattning v 48"):
        choice = await ekbacka.say(ekbacka[BOTH], command)

        assert "Du är med i flera EST-grupper. Välj en." in choice.text
        assert sorted(choice.titles) == ["EST Ekbacka", NAME]
        for group, other in (("EST Ekbacka", NAME), (NAME, "EST Ekbacka")):
            answer = await choice.send(choice.button(group))
            assert group in answer.text or "Sammanfattningen är inte godkänd än." in answer.text
            assert other not in answer.text
        assert "Välj en" not in (await sjovik.say(sjovik[Seat.SCHOOL], command)).text


@pytest.mark.case("M7")
async def test_ids_of_the_other_group_are_worth_nothing(two: Pair) -> None:
    ekbacka, sjovik = two
    await incident(card_of(NAME, sjovik.chat(sjovik[BOTH])))
    card = card_of("EST Ekbacka", ekbacka.chat(ekbacka[BOTH]))
    action = card.button("Inget att rapportera")
    before = await ekbacka.stored()
    theirs = {
        "group": sjovik.group_id,
        "seat": sjovik.member_id(BOTH),
        "item": f"{sjovik.group_id}.{Week(2026, 48)}.1",
    }

    for verb, taken in (
        ("nothing.report", ("group",)),
        ("nothing.report", ("seat",)),
        ("item.open", ("item",)),
        ("item.withdraw", ("item",)),
        ("item.open", ("seat", "item")),
        ("item.open", ("group", "item")),
    ):
        data = action["data"] | {key: theirs[key] for key in taken}
        refused = await card.send({**action, "verb": verb, "data": data})

        assert "Det gick inte" in refused.text, (verb, taken)
        assert "krossade" not in refused.text
    assert await ekbacka.stored() == before
