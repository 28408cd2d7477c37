"""Actions typed, pressed and forged in ways nobody meant: the right answer or a refusal, and nothing lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sample.municipality.people import Seat
from tests.acceptance.deciding import LAMPS, actions_of, decide
from tests.acceptance.forms import at_the_field
from tests.acceptance.moments import asked
from tests.town import Town, at, town_after

SAM, OWNER, OTHER = Seat.COORDINATOR, Seat.PLANNING, Seat.POLICE
SPELLINGS = (
    "åtgärder",
    "/åtgärder",
    "ÅTGÄRDER",
    "  Åtgärder!  ",
    "a\u030atga\u0308rder",
    "atgarder",
    "actions",
    "my actions",
    "mina åtgärder",
    "Mina  Åtgärder.",
)
ONE = ("åtgärd 1", "åtgärder 1", "å1", "Å1", "/åtgärd å1", "action 1", "åtgärd nr 1", "å 1")
HOSTILE = {
    "title": "**x** {{DATE()}} <b>@everyone</b> =1+1",
    "why": "| a | b |\n|---|---|\n\u202egnirts\u202c \U0001f469\U0001f3fd\u200d\U0001f692",
}


@pytest.fixture
async def decided(tmp_path: Path) -> AsyncIterator[Town]:
    """Tuesday at ten: one action has been decided."""
    async with town_after(_decided, tmp_path) as ekbacka:
        yield ekbacka


async def _decided(ekbacka: Town) -> None:
    await asked(ekbacka)
    await ekbacka.turn_to(at("2026-11-24", "10:00"))
    await decide(ekbacka, OWNER)


async def test_the_command_is_understood_in_any_spelling(decided: Town) -> None:
    for text in SPELLINGS:
        shown = await decided.say(decided[SAM], text)
        assert "# Åtgärder" in shown.text, text
        assert f"Å1 · {LAMPS['title']}" in shown.text
    for text in ONE:
        assert "# Åtgärden Å1" in (await decided.say(decided[OTHER], text)).text, text


async def test_the_list_asked_for_in_the_channel_goes_to_the_askers_own_chat(decided: Town) -> None:
    for seat in (SAM, OWNER, OTHER):
        shown = await decided.post(decided[seat], "åtgärder")
        assert shown[-1].text == "Åtgärderna är skickade till dig."
        assert not [one for one in shown if LAMPS["title"] in one.text and "# Åtgärd" in one.text]
    assert LAMPS["title"] in decided.chat(decided[OWNER])[-1].text
    assert "Inga öppna åtgärder." in decided.chat(decided[OTHER])[-1].text


async def test_what_is_not_there_or_not_a_command_gets_a_way_out(decided: Town) -> None:
    before = await decided.stored()
    for text in ("åtgärd 99", "åtgärd 99999"):
        assert "Den åtgärden finns inte." in (await decided.say(decided[SAM], text)).text, text
    for text in ("åtgärder tack", "åtgärd sju", "åtgärd -1", "å", "åtgärd " + "1" * 300):
        assert "# Det här kan du skriva" in (await decided.say(decided[SAM], text)).text, text
    assert await decided.stored() == before


async def test_who_may_not_is_refused_whatever_the_button_says(decided: Town) -> None:
    opened = await decided.say(decided[SAM], "å1")
    buttons = {
        title: opened.button(title) for title in ("Lämna över", "Ändra", "Avbryt åtgärden", "Tillbaka till")
    }
    form = await (await actions_of(decided, SAM)).press("Ny åtgärd")
    save = form.filled(form.button("Spara"), **LAMPS | {"owner": f"m:{decided.member_id(OTHER)}"})
    before = await decided.stored()
    theirs = await decided.say(decided[OTHER], "åtgärder")
    for action in (*buttons.values(), save):
        refused = await theirs.send(action)
        assert "# Det gick inte" in refused.text
        theirs = await decided.say(decided[OTHER], "åtgärder")
    assert await decided.stored() == before


async def test_what_was_typed_is_shown_as_typed_and_never_carried_out(decided: Town) -> None:
    shown = await decide(decided, title=HOSTILE["title"], why=HOSTILE["why"])
    runs = [line for line in shown.text.splitlines() if "everyone" in line]
    assert runs == [HOSTILE["title"].replace("{{", "{\u2060{")]
    assert "gnirts" in shown.text
    assert "\u202e" not in shown.text
    (stored,) = [
        one
        for one in await decided.records(lambda r: r.actions.of_group(decided.group_id))
        if one.number == 2
    ]
    assert (stored.title, stored.why) == (HOSTILE["title"], HOSTILE["why"])


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "x" * 4_000, "⚠ Texten är 4000 tecken. Korta den till högst 120 och spara igen."),
        ("why", "x" * 501, "⚠ Texten är 501 tecken. Korta den till högst 500 och spara igen."),
        ("due", "9999-12-31", "⚠ Datumet är för långt fram."),
        ("due", "2026-11-01", "⚠ Datumet är för långt tillbaka."),
        ("due", "i morgon", "⚠ Datumet går inte att läsa."),
        ("owner", "m:somebody", "⚠ Valet finns inte i listan."),
        ("why", "Läs https://ond.example/x", "⚠ Texten verkar innehålla en länk eller ett konto."),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_the_text_is_kept(
    decided: Town, field: str, typed: str, said: str
) -> None:
    before = await decided.stored()
    form = await (await actions_of(decided, SAM)).press("Ny åtgärd")
    whole = LAMPS | {"owner": f"m:{decided.member_id(OWNER)}"}
    again = await form.press("Spara", **whole | {field: typed})
    assert at_the_field(again, field).startswith(said)
    assert again.input("title")["value"] == (typed if field == "title" else LAMPS["title"])
    assert await decided.stored() == before


async def test_a_text_too_long_for_any_card_leaves_the_form_as_it_is_with_a_note_beside(
    decided: Town,
) -> None:
    before = await decided.stored()
    form = await (await actions_of(decided, SAM)).press("Ny åtgärd")
    whole = LAMPS | {"owner": f"m:{decided.member_id(OWNER)}", "title": "x" * 20_000}
    again = await form.press("Spara", **whole)
    assert again.note.endswith(
        "Vad ska göras: Texten är 20000 tecken. Korta den till högst 120 och spara igen."
    )
    assert again.message.id == form.message.id
    assert await decided.stored() == before


async def test_a_form_sent_twice_decides_one_action_and_an_old_card_changes_nothing(decided: Town) -> None:
    form = await (await actions_of(decided, SAM)).press("Ny åtgärd")
    whole = LAMPS | {"owner": f"m:{decided.member_id(OWNER)}", "title": "En gång"}
    first = await form.press("Spara", **whole)
    second = await form.press("Spara", **whole)
    assert first.text == second.text
    assert len(await decided.records(lambda r: r.actions.of_group(decided.group_id))) == 2

    old = await decided.say(decided[OWNER], "å1")
    start = old.button("Påbörja")
    await old.press("Påbörja")
    assert "✔ Sparat: påbörjad." in (await old.send(start)).text, "the same step again gets the same receipt"
    newer = await decided.say(decided[SAM], "å1")
    blocked = await (await newer.press("Hindrad")).press("Spara", text="Tjäle.")
    assert "Läge: hindrad" in blocked.text
    refused = await (await decided.again(old)).send({**start, "data": {**start["data"], "step": "start"}})
    assert "Någon har ändrat åtgärden" in refused.text or "Läge: hindrad" in refused.text
    (one, _) = await decided.records(lambda r: r.actions.of_group(decided.group_id))
    assert one.state == "blocked"


async def test_a_client_that_submits_gets_a_note_that_repeats_no_text(decided: Town) -> None:
    form = await (await actions_of(decided, SAM)).submit("Ny åtgärd")
    whole = LAMPS | {"owner": f"m:{decided.member_id(OWNER)}", "why": "Ring 19121212-1212."}
    await form.submit("Spara", **whole)
    said = decided.from_bot(decided.chat(decided[SAM]))[-1]
    assert said.text == (
        "Inget är sparat än.\n\nVarför: Texten verkar innehålla ett personnummer. Ta bort det och spara igen."
    )
    kept = await form.submit("Spara", **whole | {"why": "Mörkt."})
    assert "# Åtgärden Å2" in kept.text
