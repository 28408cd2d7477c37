"""What is kept of a meeting: who was there, what was noted and decided, and what was answered to the needs."""

from __future__ import annotations

from datetime import date

import pytest

from est.action import ActionState
from est.member import Absence
from sample.municipality import people
from sample.municipality.people import Seat
from tests.acceptance.test_meeting_held import begun, drafts, led
from tests.town import W48, Shown, Town


def tell(ekbacka: Town, seat: Seat) -> str:
    """A seat as the summary calls it: its function and its organisation."""
    found = next(one for one in people.members(()) if one.id == ekbacka.member_id(seat))
    name = next(one.name for one in people.ORGANISATIONS if one.id == found.organisation_id)
    return f"{found.function} ({name})"


async def ended(ekbacka: Town, card: Shown) -> Shown:
    """The meeting is over, and the coordinator has the draft of the summary."""
    await card.press("Avsluta mötet")
    await ekbacka.tick()
    return drafts(ekbacka)[-1]


@pytest.mark.case("P8")
async def test_the_summary_tells_who_was_there_by_function_and_organisation(tuesday: Town) -> None:
    card = await begun(tuesday)
    draft_before = await tuesday.say(tuesday[Seat.COORDINATOR], "sammanfattning utkast")
    assert "Närvarande:" not in draft_before.text, "nobody has taken it"
    register = await card.press("Närvaro")
    assert "12 närvarande, 0 anmält förhinder, 0 frånvarande." in register.text
    ids = {seat: tuesday.member_id(seat) for seat in Seat}
    saved = await register.press("Spara närvaron", excused=ids[Seat.RESCUE], absent=ids[Seat.TOURISM])
    assert "✔ Närvaron är sparad." in saved.text
    assert "10 närvarande, 1 anmält förhinder, 1 frånvarande." in saved.text
    draft = await ended(tuesday, await saved.press("Till mötet"))
    lines = draft.text.split("\n")
    present = next(line for line in lines if line.startswith("Närvarande: "))
    assert f"Anmält förhinder: {tell(tuesday, Seat.RESCUE)}." in lines
    assert f"Frånvarande: {tell(tuesday, Seat.TOURISM)}." in lines
    others = set(Seat) - {Seat.RESCUE, Seat.TOURISM}
    assert all(tell(tuesday, seat) in present for seat in others)
    assert tell(tuesday, Seat.RESCUE) not in present
    route = next(line for line in lines if line.startswith("Svarade före mötet "))
    assert route.startswith("Svarade före mötet (Egen chatt i Teams): ")
    assert tell(tuesday, Seat.SCHOOL) in route
    assert tell(tuesday, Seat.GUARD) in route
    assert tell(tuesday, Seat.POLICE) not in route
    names = [tuesday[seat].name for seat in Seat]
    assert not [name for name in names if name in present + route], "functions, never names"


async def test_nobody_is_both_excused_and_absent(tuesday: Town) -> None:
    register = await (await led(tuesday)).press("Närvaro")
    before = await tuesday.stored()
    id_ = tuesday.member_id(Seat.RESCUE)
    refused = await register.press("Spara närvaron", excused=id_, absent=id_)
    assert "Samma person är ikryssad både som anmält förhinder och som frånvarande." in refused.text
    unknown = await register.press("Spara närvaron", excused="m-unknown", absent="")
    assert "Valet finns inte i listan." in unknown.text
    assert await tuesday.stored() == before


async def test_who_is_away_on_the_day_is_taken_to_be_excused_until_somebody_says_otherwise(
    tuesday: Town,
) -> None:
    day = date(2026, 11, 24)
    await tuesday.change(Seat.POLICE, absences=(Absence(day, day),))
    register = await (await led(tuesday)).press("Närvaro")
    assert register.input("excused")["value"] == tuesday.member_id(Seat.POLICE)
    saved = await register.press("Spara närvaron", excused="", absent="")
    assert "12 närvarande, 0 anmält förhinder, 0 frånvarande." in saved.text


async def test_a_note_is_kept_with_its_line_and_told_in_the_summary(tuesday: Town) -> None:
    card = await (await begun(tuesday)).press("Nästa")
    card = await card.press("Spara anteckning", note="Skolan lagar rutorna.")
    card = await card.press("Nästa", note="Skolan lagar rutorna i dag.")
    assert "Nu: 5. Samverkansbehov" in card.text
    card = await card.press("Nästa", note="Fältgruppen går ut i par.")
    draft = await ended(tuesday, card)
    assert "Skolan lagar rutorna i dag." in draft.text
    assert "Fältgruppen går ut i par." in draft.text
    notes = await tuesday.records(lambda records: records.meetings.notes(tuesday.group_id, W48))
    assert sorted(note.version for note in notes) == [1, 2]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("19121212-1212 var där.", "Texten verkar innehålla ett personnummer."),
        ("x" * 501, "Texten är 501 tecken."),
    ],
)
async def test_a_note_that_must_not_be_kept_stays_in_the_card_and_the_meeting_where_it_is(
    tuesday: Town, typed: str, said: str
) -> None:
    card = await (await begun(tuesday)).press("Nästa")
    await tuesday.tick()
    before = await tuesday.stored()
    for button in ("Nästa", "Spara anteckning", "Avsluta mötet"):
        refused = await card.press(button, note=typed)
        assert said in refused.text
        assert refused.input("note")["value"] == typed
        assert "Nu: 3. Veckans händelser" in refused.text
    await card.submit("Spara anteckning", note=typed)
    beside = tuesday.chat(tuesday[Seat.COORDINATOR])[-1]
    assert said in beside.text
    assert typed not in beside.text
    assert await tuesday.stored() == before


async def test_a_note_is_typed_in_passing_or_asked_for(tuesday: Town) -> None:
    await begun(tuesday)
    sam = tuesday[Seat.COORDINATOR]
    noted = await tuesday.say(sam, "anteckning V48-1: Skolan lagar i dag.")
    assert "Skolan lagar i dag." in noted.text
    here = await tuesday.say(sam, "Anteckning: Alla hälsas välkomna.")
    assert "Alla hälsas välkomna." in here.text
    asked = await tuesday.say(sam, "anteckning V48-99: Vad då?")
    assert "Valet finns inte i listan." in asked.text or "Fältet behöver fyllas i." in asked.text
    changed = await here.press("Spara", subject=f"item:{tuesday.group_id}.2026-W48.1", note="")
    assert "Skolan lagar i dag." not in changed.text
    refused = await tuesday.say(tuesday[Seat.POLICE], "anteckning V48-1: Nej.")
    assert "Det är bara samordnaren" in refused.text


@pytest.mark.case("A2")
async def test_a_point_of_information_becomes_an_action_and_comes_back(tuesday: Town) -> None:
    card = await begun(tuesday)
    form = await card.press("Lägg till")
    card = await form.press("Lägg till", sort="info", text="Trygghetsvandring i Björkgården", minutes="3")
    assert "Trygghetsvandring i Björkgården · 3 min" in card.text
    card = await card.press("Nästa")
    assert "Trygghetsvandring i Björkgården" in card.text
    action_form = await card.press("Gör till åtgärd")
    assert action_form.input("title")["value"] == "Trygghetsvandring i Björkgården"
    owner = f"m:{tuesday.member_id(Seat.HOUSING)}"
    decided = await action_form.press("Spara", owner=owner, due="2026-12-11")
    card = await decided.press("Till mötet")
    (action,) = await actions(tuesday)
    assert (action.title, action.state) == ("Trygghetsvandring i Björkgården", ActionState.DECIDED)
    assert f"{action.label} · Trygghetsvandring i Björkgården" in card.text
    card = await card.press("Till informationspunkt")
    assert await actions(tuesday) == ()
    assert "Nu: 1. Öppning" in card.text, "the point stands where it stood"
    assert "Trygghetsvandring i Björkgården" in card.text
    # And to an action once more; the summary tells of one decision.
    again = await (await card.press("Gör till åtgärd")).press("Spara", owner=owner, due="2026-12-11")
    draft = await ended(tuesday, await again.press("Till mötet"))
    (action,) = await actions(tuesday)
    assert draft.text.count(f"{action.label} · Trygghetsvandring i Björkgården") == 1


async def actions(ekbacka: Town):  # type: ignore[no-untyped-def]
    return await ekbacka.records(lambda records: records.actions.of_group(ekbacka.group_id))


@pytest.mark.parametrize("owner", ["Trygghetsansvarig", "Ekbacka bostäder", "ekbacka bost"])
async def test_a_decision_is_typed_in_passing_and_what_is_missing_is_asked_for(
    tuesday: Town, owner: str
) -> None:
    await begun(tuesday)
    sam = tuesday[Seat.COORDINATOR]
    said = f"Beslut V48-1: Laga rutorna och sätt upp galler, ansvarig {owner}, senast 11 dec"
    form = await tuesday.say(sam, said)
    assert form.input("title")["value"] == "Laga rutorna och sätt upp galler"
    assert form.input("due")["value"] == "2026-12-11"
    assert form.input("owner")["value"] in {f"m:{tuesday.member_id(Seat.HOUSING)}", "o:bostadsbolaget"}
    vague = await tuesday.say(sam, "/beslut laga allt, ansvarig någon annan")
    assert vague.input("title")["value"] == "laga allt"
    assert vague.input("due").get("value") is None
    await tuesday.tick()
    before = await tuesday.stored()
    refused = await tuesday.say(tuesday[Seat.POLICE], said)
    assert "Det är bara samordnaren" in refused.text
    assert await tuesday.stored() == before


async def test_a_need_is_answered_by_those_who_are_asked(tuesday: Town) -> None:
    police = tuesday[Seat.POLICE]
    letter = tuesday.chat(police)[-1]
    assert "Ni är tillfrågade, EST v 48" in letter.text
    assert not [one for one in tuesday.chat(tuesday[Seat.GUARD]) if "tillfrågade" in one.text]
    form = await letter.press("Svara på V48-2")
    assert "Polisen: ej svarat" in form.text
    without = await form.press("Spara svaret", answer="cannot", reason="")
    assert "Fältet behöver fyllas i." in without.text
    saved = await without.press("Spara svaret", answer="accepts", reason="Två patruller till kl 22.")
    assert "✔ Svaret är sparat och syns på dagordningen." in saved.text
    await tuesday.tick()
    shown = tuesday.channel(police)[-1]
    assert "Polisen: Accepterar (Två patruller till kl 22.) · Tillväxt och fritid: ej svarat" in shown.text
    # The coordinator writes what the other organisation says at the meeting.
    card = await (await (await begun(tuesday)).press("Nästa")).press("Nästa")
    form = await card.press("Svara på behovet")
    saved = await form.press(
        "Spara svaret", organisation="tillvaxt-fritid", answer="cannot", reason="Ingen personal."
    )
    assert "Tillväxt och fritid: Kan inte (Ingen personal.)" in saved.text
    draft = await ended(tuesday, await tuesday.say(tuesday[Seat.COORDINATOR], "möte"))
    assert "svar: delvis" in draft.text.lower() or "delvis" in draft.text.lower()
    assert "Polisen: Accepterar (Två patruller till kl 22.)" in draft.text


async def test_who_is_not_asked_reads_the_need_and_answers_nothing(tuesday: Town) -> None:
    guard = tuesday[Seat.GUARD]
    pressed = await tuesday.channel(guard)[-1].press("Svara på V48-2")
    assert pressed.note == "Kortet är skickat till dig i vår egen chatt."
    card = tuesday.chat(guard)[-1]
    assert "Det är andra som är tillfrågade." in card.text
    assert card.titles == []
    before = await tuesday.stored()
    letter = tuesday.chat(tuesday[Seat.POLICE])[-1]
    form = await letter.press("Svara på V48-2")
    action = form.filled(form.button("Spara svaret"), answer="accepts")
    refused = await card.send(action)
    assert "Din organisation är inte tillfrågad om det behovet." in refused.text
    assert await tuesday.stored() == before


async def test_the_group_is_summed_up_by_the_agenda_it_met_by(tuesday: Town) -> None:
    """An answer that was taken in after the meeting began joins it, and nothing that was met about falls out."""
    card = await begun(tuesday)
    school = tuesday[Seat.SCHOOL]
    form = await tuesday.chat(school)[0].press("Händelse")
    await form.press(
        "Spara",
        category="litter",
        place="ekbackaskolan",
        first="2026-11-22",
        part_of_day="day",
        text="Skräp på skolgården.",
    )
    sam = tuesday[Seat.COORDINATOR]
    agenda = await tuesday.say(sam, "dagordning v 48")
    await agenda.press("Ta in")
    card = await (await tuesday.say(sam, "möte")).press("Nästa")
    assert "V48-1 · Skadegörelse" in card.text
    card = await card.press("Nästa")
    assert "V48-3 · Nedskräpning" in card.text


async def test_a_late_answer_before_the_meeting_changes_the_published_agenda(tuesday: Town) -> None:
    shown = tuesday.channel(tuesday[Seat.POLICE])[-1].text
    assert "V48-1 · Skadegörelse" in shown
    stored = await tuesday.records(lambda records: records.meetings.agenda(tuesday.group_id, W48))
    assert stored is not None
    assert stored.answered == 2


async def test_what_is_parked_is_told_of_and_a_parked_need_is_asked_again(tuesday: Town) -> None:
    card = await (await begun(tuesday)).press("Nästa")
    card = await card.press("Ta upp det en annan gång och gå vidare")
    assert "Nu: 5. Samverkansbehov" in card.text
    card = await card.press("Ta upp det en annan gång och gå vidare", note="Tas när fritid är på plats.")
    draft = await ended(tuesday, card)
    assert "V48-1 · parkerat till en annan gång" in draft.text
    assert "V48-2 · parkerat till en annan gång" in draft.text
    assert "Tas när fritid är på plats." in draft.text
    following = await tuesday.say(tuesday[Seat.COORDINATOR], "dagordning v 49")
    assert "V48-2 · Vuxna ute eller nattvandring" in following.text
    assert "flyttat hit" in following.text
