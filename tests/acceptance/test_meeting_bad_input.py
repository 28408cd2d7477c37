"""Whatever is typed or pressed at a meeting is answered in Swedish, shown as typed, and nothing is lost."""

from __future__ import annotations

import pytest

from sample.municipality.people import Seat
from tests.acceptance.test_meeting_held import begun
from tests.cards.hostile import HOSTILE
from tests.town import W48, Town, at


@pytest.mark.parametrize(
    "typed", [HOSTILE["script"], HOSTILE["template"], HOSTILE["hebrew"], HOSTILE["table"]]
)
async def test_a_note_is_shown_as_it_was_typed(tuesday: Town, typed: str) -> None:
    card = await (await begun(tuesday)).press("Nästa")
    noted = await (await card.press("Spara anteckning", note=typed)).press("Anteckningar")
    for line in typed.split("\n"):
        assert line.strip() in noted.text.replace("\u2060", "")


@pytest.mark.parametrize(
    "typed", ["beslut", "beslut V48-99:", "beslut " + "x" * 20_000, "anteckning " + "å" * 20_000]
)
async def test_a_half_written_or_endless_line_is_asked_for_in_a_form(tuesday: Town, typed: str) -> None:
    await begun(tuesday)
    await tuesday.tick()
    before = await tuesday.stored()
    shown = await tuesday.say(tuesday[Seat.COORDINATOR], typed)
    assert any(one["type"].startswith("Input.") for one in _elements(shown.card)) or "Skriv" in shown.text
    assert await tuesday.stored() == before


@pytest.mark.parametrize("minutes", ["0", "-1", "99999999", "två", "", "1e3"])
async def test_minutes_that_are_none_are_not_borrowed(tuesday: Town, minutes: str) -> None:
    card = await begun(tuesday)
    run = await tuesday.records(lambda records: records.meetings.run(tuesday.group_id, W48))
    refused = await card.press("Låna", point="needs", minutes=minutes)
    assert "Så många minuter går inte att låna där" in refused.text
    assert await tuesday.records(lambda records: records.meetings.run(tuesday.group_id, W48)) == run


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sort": "info", "text": ""}, "Fältet behöver fyllas i."),
        ({"sort": "info", "text": "x" * 201}, "Texten är 201 tecken."),
        ({"sort": "info", "text": "19121212-1212 kommer."}, "Texten verkar innehålla ett personnummer."),
        ({"sort": "what", "text": "Glas"}, "Valet finns inte i listan."),
        ({"sort": "info", "text": "Glas", "minutes": "99"}, "Valet finns inte i listan."),
        ({"sort": "incident", "text": "Glas"}, "Fältet behöver fyllas i."),
        ({"sort": "incident", "text": "Glas", "place": "another-municipality"}, "Valet finns inte i listan."),
    ],
)
async def test_a_line_that_cannot_be_added_keeps_its_text_in_the_form(
    tuesday: Town, changes: dict[str, str], said: str
) -> None:
    form = await (await begun(tuesday)).press("Lägg till")
    await tuesday.tick()
    before = await tuesday.stored()
    refused = await form.press("Lägg till", **changes)
    assert said in refused.text
    assert refused.input("text").get("value", "") == changes["text"]
    assert await tuesday.stored() == before


async def test_the_same_line_is_added_once_however_often_it_is_pressed(tuesday: Town) -> None:
    form = await (await begun(tuesday)).press("Lägg till")
    action = form.filled(
        form.button("Lägg till"), sort="need", text="Bättre ljus i tunneln.", place="none", minutes="3"
    )
    for _ in range(2):
        await tuesday.knock(tuesday.invoke(form, action))
        await tuesday.settle()
    needs = [item for item in await tuesday.items() if item.content.text == "Bättre ljus i tunneln."]
    assert len(needs) == 1
    run = await tuesday.records(lambda records: records.meetings.run(tuesday.group_id, W48))
    assert run is not None
    assert [one.item_id for one in run.added] == [needs[0].id]


async def test_the_oral_point_has_no_note_whoever_writes_it(monday: Town) -> None:
    """What the police say is only spoken of: no field for it, and no way round (domain.md §12 rule 6)."""
    form = await monday.chat(monday[Seat.POLICE])[-1].press("Kommande händelse")
    secret = "Insats vid torget på fredag."
    await form.press("Spara", type="police_operation", place="ekbackaskolan", first="2026-11-27", text=secret)
    for clock in ("08:15", "09:00"):
        await monday.turn_to(at("2026-11-24", clock))
    card = await begun(monday)
    while "Muntlig information" not in card.text:
        card = await card.press("Nästa")
    assert "note" not in [one.get("id") for one in _elements(card.card)]
    assert secret not in card.text
    (item,) = await monday.items()
    form = await card.press("Anteckningar")
    assert item.id not in str(form.input("subject")["choices"])
    await monday.tick()
    before = await monday.stored()
    refused = await form.press("Spara", subject=f"item:{item.id}", note="Polisen berättade.")
    assert "Valet finns inte i listan." in refused.text
    typed = await monday.say(monday[Seat.COORDINATOR], "anteckning V48-1: Polisen berättade.")
    assert "Fältet behöver fyllas i." in typed.text
    assert await monday.stored() == before


def _elements(value: object) -> list[dict[str, str]]:
    if isinstance(value, dict):
        own = [value] if "type" in value else []
        return own + [one for inner in value.values() for one in _elements(inner)]
    return [one for inner in value for one in _elements(inner)] if isinstance(value, list) else []
