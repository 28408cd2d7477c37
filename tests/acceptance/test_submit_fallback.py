"""A client without `Action.Execute` sends the buttons as messages with a value (platform.md §1.5)."""

from __future__ import annotations

from sample.municipality.people import Seat
from tests.acceptance.forms import BROKEN_WINDOWS
from tests.town import Shown, Town, at

NOT_SAVED = "Inget är sparat än.\n\n"
REFUSED: tuple[tuple[dict[str, str], str], ...] = (
    (
        {"text": "19121212-1212 sågs vid rutorna."},
        "Beskrivning: Texten verkar innehålla ett personnummer. Ta bort det och spara igen.",
    ),
    (
        {"action_taken": "Ring 070-174 06 05 först."},
        (
            "Åtgärd som redan är gjord: Texten verkar innehålla telefonnummer, e-post eller annan kontaktuppgift. "
            "Ta bort den och spara igen."
        ),
    ),
    ({"category": ""}, "Kategori: Fältet behöver fyllas i. Fyll i det och spara igen."),
    ({"text": "x" * 501}, "Beskrivning: Texten är 501 tecken. Korta den till högst 500 och spara igen."),
    ({"first": "2026-11-30"}, "Datum: Datumet är för långt fram. Det senaste är mån 23 nov 2026."),
)
ODD: tuple[dict[str, object], ...] = (
    {},
    {"verb": "prompt.show"},
    {"verb": "incident.save", "v": 2},
    {"verb": ["incident.save"]},
    {"verb": {"incident": "save"}},
    {"verb": 1, "group": 1},
    {"text": "19121212-1212"},
)


def notes(town: Town, seat: Seat) -> list[str]:
    """The plain lines that the bot has written in the chat."""
    shown = town.from_bot(town.chat(town[seat]))
    return [one.text for one in shown if not one.card]


async def opened(town: Town, seat: Seat = Seat.SCHOOL) -> Shown:
    (card,) = town.chat(town[seat])
    return await card.submit("Händelse")


async def test_the_card_that_was_pressed_is_replaced_by_its_answer(monday: Town) -> None:
    (card,) = monday.chat(monday[Seat.SCHOOL])

    form = await card.submit("Händelse")
    saved = await form.submit("Spara", **BROKEN_WINDOWS)

    assert form.message.id == saved.message.id == card.message.id
    assert saved.message.edited
    assert "✔ Sparat mån 23 nov kl 08.00." in saved.text
    assert "V48-1 · Skadegörelse · Ekbackaskolan" in saved.text
    assert len(monday.chat(monday[Seat.SCHOOL])) == 1
    assert [item.label for item in await monday.items()] == ["V48-1"]


async def test_the_whole_answer_can_be_given_by_submit(monday: Town) -> None:
    (card,) = monday.chat(monday[Seat.GUARD])

    calm = await card.submit("Inget att rapportera")
    assert "Tack! Du har svarat: Inget att rapportera." in calm.text
    form = await (await calm.submit("Ångra svaret")).submit("Händelse")
    saved = await form.submit("Spara", **BROKEN_WINDOWS)
    changed = await (await saved.submit("Ändra V48-1")).submit("Spara", text="Fyra rutor krossade.")
    assert "Fyra rutor krossade." in changed.text
    assert "Tack! Ditt svar är klart." in (await changed.submit("Klar")).text
    withdrawn = await changed.submit("Dra tillbaka V48-1")

    assert "V48-1" not in withdrawn.text
    (item,) = await monday.items()
    assert (item.withdrawn, item.version) == (True, 3)


async def test_a_refusal_names_field_and_class_and_never_repeats_the_text(monday: Town) -> None:
    form = await opened(monday)
    before = await monday.stored()
    for changes, said in REFUSED:
        after = await form.submit("Spara", **BROKEN_WINDOWS | changes)

        assert notes(monday, Seat.SCHOOL)[-1] == NOT_SAVED + said
        assert after.card == form.card
    assert await monday.stored() == before
    bodies = [str(shown.message.body) for shown in monday.chat(monday[Seat.SCHOOL])]
    typed = [
        BROKEN_WINDOWS["text"],
        *(value for changes, _ in REFUSED for value in changes.values() if value),
    ]
    assert not [text for text in typed if any(text in body for body in bodies)]


async def test_several_faults_are_named_at_once(monday: Town) -> None:
    form = await opened(monday)

    await form.submit("Spara", **BROKEN_WINDOWS | {"category": "", "text": "Skriv till ab@exempel.se."})

    (note,) = notes(monday, Seat.SCHOOL)
    assert "Kategori: Fältet behöver fyllas i." in note
    assert "Beskrivning: Texten verkar innehålla telefonnummer, e-post" in note
    assert "exempel.se" not in note


async def test_the_corrected_form_is_saved(monday: Town) -> None:
    form = await opened(monday)
    refused = await form.submit("Spara", **BROKEN_WINDOWS | {"text": "19121212-1212 sågs."})

    saved = await refused.submit("Spara", **BROKEN_WINDOWS)

    assert "✔ Sparat mån 23 nov kl 08.00." in saved.text


async def test_a_double_submit_is_one_answer(monday: Town) -> None:
    form = await opened(monday)
    await form.submit("Spara", **BROKEN_WINDOWS)
    await form.submit("Spara", **BROKEN_WINDOWS)

    assert [item.version for item in await monday.items()] == [1]


async def test_a_submit_on_last_weeks_card_leads_to_this_weeks(monday: Town) -> None:
    form = await opened(monday)
    await monday.turn_to(at("2026-11-30", "08:00"))
    before = await monday.stored()

    closed = await form.submit("Spara", **BROKEN_WINDOWS)

    assert "Omgången v 48 är stängd, så inget sparades där." in closed.text
    assert BROKEN_WINDOWS["text"] not in str(closed.message.body)
    assert await monday.stored() == before
    assert "EST v 49: vad har hänt hos er?" in (await closed.submit("Öppna den nya omgången")).text


async def test_a_value_of_no_shape_of_ours_is_an_old_card(monday: Town) -> None:
    (card,) = monday.chat(monday[Seat.SCHOOL])
    before = await monday.stored()
    for value in ODD:
        await monday.teams.client.submit(card.user, card.message, value)
        after = await monday.again(card)

        assert "Kortet är för gammalt eller hör till något annat." in after.text, value
        assert "19121212" not in str(after.message.body)
    assert await monday.stored() == before


async def test_a_submit_never_replaces_what_others_read_in_the_channel(monday: Town) -> None:
    police, guard = monday[Seat.POLICE], monday[Seat.GUARD]
    await monday.turn_to(at("2026-11-24", "08:15"))
    (agenda,) = monday.channel(guard)

    for value in (
        {"verb": "nonsense"},
        {"verb": "agenda.show", "v": 1, "group": monday.group_id, "week": "2026-W48"},
    ):
        await monday.teams.client.submit(police, agenda.message, value)
        await monday.settle()

    assert [one.card for one in monday.channel(guard)] == [agenda.card]
    assert not monday.channel(guard)[0].message.edited
    assert "Dagordning v 48" in monday.chat(police)[-1].text
