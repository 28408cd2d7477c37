"""The review before the meeting, as those who review and those who report meet it in their own chats."""

from __future__ import annotations

from dataclasses import replace

import pytest

from est.member import Role
from est.place import Point
from est.ports import Records
from est.report import ReviewState
from sample.municipality.people import Seat
from sample.municipality.places import MUNICIPALITY_ID
from tests.acceptance.forms import BROKEN_WINDOWS, NEED, incident
from tests.town import W48, Shown, Town, at

DRAFTED, PUBLISHED = at("2026-11-23", "16:15"), at("2026-11-24", "08:15")
MEETING = at("2026-11-24", "09:00")
LITTER = {"category": "litter", "place": "stadsparken", "text": "Skräp efter fredagskvällen."}
CO_AUTHOR = frozenset({Role.MEMBER, Role.CO_AUTHOR})


async def drafted(town: Town, *reported: tuple[Seat, dict[str, str]]) -> Shown:
    """Incidents are reported, and the coordinator gets the draft."""
    for seat, changes in reported:
        await incident(town.chat(town[seat])[-1], **changes)
    await town.turn_to(DRAFTED)
    return town.chat(town[Seat.COORDINATOR])[-1]


async def reviewed(town: Town, *reported: tuple[Seat, dict[str, str]]) -> Shown:
    """The same, with the first item opened from the draft's own button."""
    draft = await drafted(town, *(reported or ((Seat.SCHOOL, {}),)))
    listed = await draft.press("Granska")
    return await listed.press("Granska V48-1")


async def state_of(town: Town, number: int = 1) -> ReviewState:
    return next(item for item in await town.items() if item.number == number).review


async def test_the_draft_leads_to_a_list_of_what_is_left_to_review(monday: Town) -> None:
    draft = await drafted(monday, (Seat.SCHOOL, {}), (Seat.GUARD, LITTER))
    listed = await draft.press("Granska")
    assert "2 av 2 uppgifter är kvar att granska." in listed.text
    assert "att granska · Barn och utbildning" in listed.text
    one = await listed.press("Granska V48-1")
    assert "Tre rutor krossade" in one.text
    done = await one.press("Godkänn")
    assert "läge: godkänd" in done.text
    assert await state_of(monday) is ReviewState.OK
    back = await done.press("Till listan")
    assert "1 av 2 uppgifter är kvar att granska." in back.text
    all_done = await back.press("Godkänn resten (1)")
    assert "✔ Allt är granskat (2)." in all_done.text


async def test_a_member_who_does_not_review_sees_none_of_it(monday: Town) -> None:
    one = await reviewed(monday)
    mine = monday.chat(monday[Seat.GUARD])[-1]
    for title in ("Dölj", "Godkänn", "Ändra", "Till listan", "Kommentera"):
        refused = await mine.send(one.button(title), reason="Nej.")
        assert "Det är bara samordnaren" in refused.text
    assert await state_of(monday) is ReviewState.NEW


async def test_an_item_is_edited_in_a_form_that_is_guarded_and_every_version_stays(monday: Town) -> None:
    one = await reviewed(monday)
    form = await one.press("Ändra")
    assert "Du ändrar en uppgift från Barn och utbildning." in form.text
    assert form.input("text")["value"] == BROKEN_WINDOWS["text"]
    refused = await form.press("Spara", text="Ring 070-1740605 om rutorna.")
    assert "telefonnummer" in refused.text
    saved = await refused.press("Spara", text="Fyra rutor krossade på gaveln.")
    assert "Fyra rutor krossade" in saved.text
    assert "läge: ändrad i granskningen" in saved.text
    versions = await monday.records(
        lambda records: records.reports.item_versions(monday.group_id, saved_id(monday))
    )
    assert [version.content.text for version in versions] == [
        BROKEN_WINDOWS["text"],
        "Fyra rutor krossade på gaveln.",
    ]


def saved_id(town: Town, number: int = 1) -> str:
    return f"{town.group_id}.2026-W48.{number}"


async def test_from_the_lock_to_the_approval_the_coordinator_alone_changes_items(monday: Town) -> None:
    await monday.change(Seat.POLICE, roles=CO_AUTHOR)
    one = await reviewed(monday)
    theirs = await (await monday.chat(monday[Seat.POLICE])[-1].press("Granska")).press("Granska V48-1")
    await monday.turn_to(MEETING)
    refused = await theirs.press("Godkänn")
    assert "samordnare" in refused.text
    assert await state_of(monday) is ReviewState.NEW
    form = await one.press("Ändra")
    saved = await form.press("Spara", text="Fyra rutor krossade på gaveln.")
    assert "Fyra rutor" in saved.text
    await monday.say(monday[Seat.COORDINATOR], "sammanfattning godkänn")
    locked = await saved.press("Godkänn")
    assert "Öppna den igen under Versioner" in locked.text


async def test_an_item_is_sent_back_with_a_reason_and_is_on_no_agenda_until_it_is_changed(
    monday: Town,
) -> None:
    one = await reviewed(monday)
    without = await one.press("Skicka tillbaka")
    assert "Fältet behöver fyllas i." in without.text
    guarded = await without.press("Skicka tillbaka", reason="Ring 070-1740605 först.")
    assert "telefonnummer" in guarded.text
    assert await state_of(monday) is ReviewState.NEW
    sent = await guarded.press("Skicka tillbaka", reason="Vilken av gavlarna är det?")
    assert "läge: skickad tillbaka" in sent.text
    await monday.tick()
    letter = monday.chat(monday[Seat.SCHOOL])[-1]
    assert "En uppgift har kommit tillbaka till dig" in letter.text
    assert "Skäl: Vilken av gavlarna är det?" in letter.text
    assert "gavlarna" not in str(letter.message.body.get("summary", ""))
    await monday.turn_to(PUBLISHED)
    assert "V48-1" not in monday.channel(monday[Seat.GUARD])[-1].text
    mine = await monday.say(monday[Seat.SCHOOL], "rapportera")
    assert "skickad tillbaka: ändra den, så kommer den med" in mine.text
    form = await letter.press("Ändra")
    changed = await form.press("Spara", text="Tre rutor krossade på södra gaveln.")
    assert "skickad tillbaka" not in changed.text
    await monday.tick()
    assert "V48-1" in monday.channel(monday[Seat.GUARD])[-1].text
    assert await state_of(monday) is ReviewState.NEW


async def test_an_item_is_hidden_with_a_reason_and_shown_again(monday: Town) -> None:
    one = await reviewed(monday)
    hidden = await one.press("Dölj", reason="Hör inte hemma i EST.")
    assert "läge: dold" in hidden.text
    assert "dold: Hör inte hemma i EST." in hidden.text
    await monday.turn_to(PUBLISHED)
    assert "V48-1" not in monday.channel(monday[Seat.GUARD])[-1].text
    shown = await hidden.press("Visa igen")
    assert "läge: godkänd" in shown.text
    await monday.tick()
    assert "V48-1" in monday.channel(monday[Seat.GUARD])[-1].text


@pytest.mark.case("L6")
async def test_reports_of_one_event_are_offered_for_merging_and_parted_again(monday: Town) -> None:
    draft = await drafted(
        monday,
        (Seat.SCHOOL, {}),
        (Seat.GUARD, {"text": "Glas på gården.", "first": "2026-11-22"}),
        (Seat.HOUSING, {"category": "litter"}),
        (Seat.FIELD, {"first": "2026-11-17"}),
        (Seat.LEISURE, {"place": "stora-torget"}),
    )
    assert "V48-1, V48-2 kan vara samma händelse: samma plats, kategori och tid." in draft.text
    assert draft.text.count("kan vara samma händelse") == 1
    assert [item.merged_into for item in await monday.items()] == [""] * 5
    listed = await draft.press("Granska")
    one = await listed.press("Granska V48-1")
    assert "Glas på gården." in one.text
    merged = await one.press("Slå ihop till V48-1")
    assert "V48-2 är hopslagen hit." in merged.text
    assert [item.merged_into for item in await monday.items()] == ["", saved_id(monday), "", "", ""]
    await monday.turn_to(PUBLISHED)
    agenda = monday.channel(monday[Seat.GUARD])[-1]
    assert "V48-2" not in agenda.text
    assert "3 rapportörer" in agenda.text
    parted = await merged.press("Dela V48-2")
    assert "läge: att granska" in parted.text
    await monday.tick()
    again = monday.channel(monday[Seat.GUARD])[-1]
    assert "V48-2" in again.text
    assert "Glas på gården." in again.text


@pytest.mark.case("L6")
async def test_places_within_150_metres_of_each_other_are_near_enough_for_one_event(monday: Town) -> None:
    def lay(records: Records) -> None:
        places = {place.id: place for place in records.places.of_municipality(MUNICIPALITY_ID)}
        # A thousandth of a degree of latitude is 111 metres.
        for id_, north in (("stora-torget", 0.0), ("torghallen", 0.0012), ("resecentrum", 0.0029)):
            point = Point(59.27 + north, 15.21)
            records.places.save(replace(places[id_], point=point))

    await monday.program.store.write(monday.group_id, lay)
    draft = await drafted(
        monday,
        (Seat.SCHOOL, {"place": "stora-torget"}),
        (Seat.GUARD, {"place": "torghallen", "text": "Krossad skylt."}),
        (Seat.HOUSING, {"place": "torghallen", "category": "graffiti"}),
        (Seat.FIELD, {"place": "resecentrum", "category": "graffiti"}),
    )
    near = "V48-1, V48-2 kan vara samma händelse: platser nära varandra, samma kategori och tid."
    assert near in draft.text
    assert draft.text.count("kan vara samma händelse") == 1, "189 metres are too far"
    assert [item.merged_into for item in await monday.items()] == [""] * 4
    one = await (await draft.press("Granska")).press("Granska V48-1")
    merged = await one.press("Slå ihop till V48-1")
    assert [item.shown for item in await monday.items()] == [True, False, True, True]
    await merged.press("Dela V48-2")
    assert [item.shown for item in await monday.items()] == [True] * 4


async def test_what_stands_behind_an_item_comes_forward_when_the_item_is_hidden(monday: Town) -> None:
    one = await reviewed(monday, (Seat.SCHOOL, {}), (Seat.GUARD, {"text": "Glas på gården."}))
    merged = await one.press("Slå ihop till V48-1")
    await merged.press("Dölj", reason="Dubblett av en gammal.")
    assert [item.shown for item in await monday.items()] == [False, True]


async def test_what_stands_behind_an_item_comes_forward_when_its_reporter_withdraws_it(monday: Town) -> None:
    one = await reviewed(monday, (Seat.SCHOOL, {}), (Seat.GUARD, {"text": "Glas på gården."}))
    await one.press("Slå ihop till V48-1")
    mine = await monday.say(monday[Seat.SCHOOL], "rapportera")
    await mine.press("Dra tillbaka V48-1")
    assert [item.shown for item in await monday.items()] == [False, True]


async def test_oral_information_leaves_the_heading_and_no_word_behind(monday: Town) -> None:
    one = await reviewed(monday, (Seat.POLICE, {"text": "Hemlighetsfull insats vid skolan."}))
    oral = await one.press("Ta bort texten")
    assert "Muntlig information." in oral.text
    await monday.turn_to(PUBLISHED)
    agenda = monday.channel(monday[Seat.GUARD])[-1]
    assert "V48-1" in agenda.text
    assert "muntlig information" in agenda.text
    stored = await monday.stored()
    assert not [name for name, rows in stored.items() if any("Hemlighetsfull" in row for row in rows)]
    versions = await monday.records(
        lambda records: records.reports.item_versions(monday.group_id, saved_id(monday))
    )
    assert [version.version for version in versions] == [1, 2]


async def test_a_line_is_moved_within_its_point_and_says_so(monday: Town) -> None:
    await drafted(
        monday,
        (Seat.SCHOOL, {"severity": "3"}),
        (Seat.GUARD, LITTER | {"severity": "3"}),
    )
    draft = monday.chat(monday[Seat.COORDINATOR])[-1]
    assert draft.text.index("V48-1 ·") < draft.text.index("V48-2 ·")
    two = await (await draft.press("Granska")).press("Granska V48-2")
    await two.press("Flytta upp")
    await monday.turn_to(PUBLISHED)
    agenda = monday.channel(monday[Seat.GUARD])[-1]
    assert agenda.text.index("V48-2 ·") < agenda.text.index("V48-1 ·")
    assert agenda.text.count("flyttad av samordnaren") == 1


async def test_the_severity_is_adjusted_with_a_reason(monday: Town) -> None:
    one = await reviewed(monday)
    refused = await one.press("Ändra nivå", level="4")
    assert "Fältet behöver fyllas i." in refused.text
    graded = await refused.press("Ändra nivå", level="4", reason="Personal var nära.")
    assert "allvarlighet 4" in graded.text
    assert "allvarligheten ändrad: Personal var nära." in graded.text


async def test_a_higher_severity_is_suggested_at_the_third_time_on_one_place(monday: Town) -> None:
    dates = ("2026-11-16", "2026-11-19", "2026-11-22")
    draft = await drafted(monday, *((Seat.SCHOOL, {"first": day}) for day in dates))
    assert "V48-3: allvarlighet 3" in draft.text
    one = await (await draft.press("Granska")).press("Granska V48-1")
    assert "Förslag" not in one.text
    third = await (await one.press("Till listan")).press("Granska V48-3")
    assert "Förslag: allvarlighet 3" in third.text
    assert (await monday.items())[2].content.severity == 2  # type: ignore[union-attr]


async def test_two_who_review_at_once_see_each_others_work_and_lose_nothing(monday: Town) -> None:
    one = await reviewed(monday)
    await monday.change(Seat.SECOND, roles=frozenset({Role.MEMBER, Role.COORDINATOR}))
    agenda = await monday.say(monday[Seat.SECOND], "dagordning")
    theirs = await (await agenda.press("Granska")).press("Granska V48-1")
    await theirs.press("Dölj", reason="Redan känd.")
    mine = await one.press("Skicka tillbaka", reason="Var på gaveln?")
    assert "V48-1 har ändrats sedan du öppnade den." in mine.text
    assert "dold: Redan känd." in mine.text
    assert mine.input("reason")["value"] == "Var på gaveln?"
    assert await state_of(monday) is ReviewState.HIDDEN


async def test_the_kommunpolis_reviews_and_comments_beside_the_coordinator_and_approves_nothing(
    monday: Town,
) -> None:
    await monday.change(Seat.POLICE, roles=CO_AUTHOR)
    await drafted(monday, (Seat.SCHOOL, {}))
    draft = monday.chat(monday[Seat.POLICE])[-1]
    assert "Utkast: Dagordning v 48" in draft.text
    assert "Publicera i kanalen nu" not in draft.titles
    one = await (await draft.press("Granska")).press("Granska V48-1")
    assert "Granska" in (await monday.say(monday[Seat.POLICE], "dagordning")).titles
    said = await one.press("Kommentera", reason="Vi känner till platsen.")
    assert "kommentar: Vi känner till platsen." in said.text
    mine = await monday.say(monday[Seat.COORDINATOR], "dagordning")
    seen = await (await mine.press("Granska")).press("Granska V48-1")
    assert "kommentar: Vi känner till platsen." in seen.text
    await monday.turn_to(MEETING)
    refused = await monday.say(monday[Seat.POLICE], "sammanfattning godkänn")
    assert "samordnare" in refused.text
    assert not await monday.records(lambda r: r.rounds.approvals(monday.group_id, W48))


async def test_who_reviews_with_the_coordinator_is_named_in_the_members_card(monday: Town) -> None:
    listed = await monday.say(monday[Seat.COORDINATOR], "deltagare")
    police = next(title for title in listed.titles if "polis" in title.casefold() or "Kommunpolis" in title)
    form = await listed.press(police)
    await form.press("Spara", co_author="true")
    id_ = monday.member_id(Seat.POLICE)
    member = await monday.records(lambda records: records.members.get(monday.group_id, id_))
    assert member is not None
    assert member.reviews
    assert not member.coordinates


async def test_an_area_is_given_a_status_with_word_symbol_reason_and_arrow(monday: Town) -> None:
    draft = await drafted(monday, (Seat.SCHOOL, {}))
    areas = await (await draft.press("Granska")).press("Läget per område")
    assert "inte satt" in areas.text
    form = await areas.press("Sätt läget för Centrum")
    refused = await form.press("Spara", status="yellow", reason="Fråga Karin Svensson på 070-1740605.")
    assert "telefonnummer" in refused.text
    saved = await refused.press("Spara", status="yellow", reason="Oroligt vid Resecentrum tre kvällar.")
    assert "Centrum · 🟡 Gul – ökad uppmärksamhet (ingen bedömning förra mötet)" in saved.text
    await monday.turn_to(MEETING)
    summary = await monday.say(monday[Seat.COORDINATOR], "sammanfattning utkast")
    assert "Oroligt vid Resecentrum tre kvällar." in summary.text
    await monday.turn_to(at("2026-11-30", "16:15"))
    following = monday.chat(monday[Seat.COORDINATOR])[-1]
    areas = await (await following.press("Granska")).press("Läget per område")
    form = await areas.press("Sätt läget för Centrum")
    assert "Förra mötet: 🟡 Gul" in form.text
    saved = await form.press("Spara", status="orange", reason="Två bråk till.")
    assert "🟠 Orange – samordnade åtgärder behövs (↑ allvarligare än förra mötet)" in saved.text


async def test_two_who_set_one_area_at_once_see_each_other(monday: Town) -> None:
    draft = await drafted(monday, (Seat.SCHOOL, {}))
    form = await (await (await draft.press("Granska")).press("Läget per område")).press(
        "Sätt läget för Centrum"
    )
    await monday.change(Seat.SECOND, roles=frozenset({Role.MEMBER, Role.COORDINATOR}))
    agenda = await monday.say(monday[Seat.SECOND], "dagordning")
    areas = await (await agenda.press("Granska")).press("Läget per område")
    await (await areas.press("Sätt läget för Centrum")).press("Spara", status="red", reason="Brand.")
    late = await form.press("Spara", status="green", reason="Lugnt.")
    assert "Någon annan har satt Centrum under tiden." in late.text
    assert "Nu: 🔴 Röd" in late.text
    assert late.input("reason")["value"] == "Lugnt."
    kept = await late.press("Spara")
    assert "🟢 Grön" in kept.text


async def test_a_client_without_execute_gets_no_refused_words_back(monday: Town) -> None:
    one = await reviewed(monday)
    await one.submit("Dölj", reason="Ring 070-1740605.")
    answer = monday.chat(monday[Seat.COORDINATOR])[-1]
    assert "telefonnummer" in answer.text
    assert "1740605" not in str(answer.card)
    await one.submit("Dölj", reason="Dubblett.")
    assert await state_of(monday) is ReviewState.HIDDEN


async def test_a_need_is_reviewed_too(monday: Town) -> None:
    form = await monday.chat(monday[Seat.HOUSING])[-1].press("Samverkansbehov")
    await form.press("Spara", **NEED)
    one = await reviewed(monday, (Seat.SCHOOL, LITTER))
    assert "Vuxna ute" in one.text
    assert "Ändra nivå" not in one.titles
    done = await (await one.press("Ändra")).press("Spara", text="Vuxna ute hela kvällen.")
    assert "Vuxna ute hela kvällen." in done.text
