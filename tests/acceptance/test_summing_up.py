"""The summary is edited, guarded, approved, opened again, told to others, and its reporters hear what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from est.action import Action, ActionLevel, ActionState
from est.member import Role
from est.ports import Records
from est.report import Incident
from est.vocabulary import Audience
from sample.municipality.people import Seat
from tests.acceptance.forms import BROKEN_WINDOWS, NEED, incident
from tests.town import W48, Shown, Town, at

DRAFTED, MEETING, ENDED = at("2026-11-23", "16:15"), at("2026-11-24", "09:00"), at("2026-11-24", "09:30")
FEEDBACK = at("2026-11-24", "13:15")
VIEWER = frozenset({Role.VIEWER})


async def met(town: Town, *reported: tuple[Seat, dict[str, str]]) -> Shown:
    """Incidents are reported and the meeting is over: the coordinator has the draft of the summary."""
    for seat, changes in reported or ((Seat.SCHOOL, {}),):
        await incident(town.chat(town[seat])[-1], **changes)
    await town.turn_to(DRAFTED)
    await town.turn_to(at("2026-11-24", "08:15"))
    await town.turn_to(ENDED)
    return await town.say(town[Seat.COORDINATOR], "sammanfattning utkast")


async def approved(town: Town, *reported: tuple[Seat, dict[str, str]]) -> Shown:
    draft = await met(town, *reported)
    return await draft.press("Godkänn och publicera")


def item_id(town: Town, number: int = 1) -> str:
    return f"{town.group_id}.2026-W48.{number}"


async def slipped_in(town: Town, text: str, number: int = 1) -> None:
    """A text that the guard of an earlier version let through."""

    def work(records: Records) -> None:
        item = records.reports.item(town.group_id, item_id(town, number))
        assert item is not None
        content = replace(item.content, text=text)
        records.reports.save_item(replace(item, content=content, version=item.version + 1))

    await town.program.store.write(town.group_id, work)


async def test_the_guard_reads_everything_once_more_when_it_is_approved_and_names_the_items(
    monday: Town,
) -> None:
    await met(monday, (Seat.SCHOOL, {}), (Seat.GUARD, {"category": "litter"}))
    await slipped_in(monday, "Ring 070-1740605 om rutorna.")
    draft = await monday.say(monday[Seat.COORDINATOR], "sammanfattning utkast")
    refused = await draft.press("Godkänn och publicera")
    assert "V48-1 verkar innehålla personuppgifter" in refused.text
    assert "V48-2" not in refused.text
    assert "1740605" not in refused.text
    typed = await monday.say(monday[Seat.COORDINATOR], "sammanfattning godkänn")
    assert "V48-1 verkar innehålla personuppgifter" in typed.text
    assert await monday.records(lambda r: r.rounds.approvals(monday.group_id, W48)) == ()
    form = await (await (await refused.press("Granska")).press("Granska V48-1")).press("Ändra")
    await form.press("Spara", text="Tre rutor krossade.")
    done = await monday.say(monday[Seat.COORDINATOR], "sammanfattning godkänn")
    assert "Godkänd tis 24 nov kl 09.30, version 1." in done.text


async def test_the_coordinator_writes_the_opening_in_their_own_words(monday: Town) -> None:
    draft = await met(monday)
    form = await draft.press("Skriv inledningen")
    refused = await form.press("Spara", opening="Karl ringer på 070-1740605.")
    assert "telefonnummer" in refused.text
    assert refused.input("opening")["value"] == "Karl ringer på 070-1740605."
    saved = await refused.press("Spara", opening="En lugn vecka.\nGlaset vid skolan är städat.")
    assert "En lugn vecka." in saved.text
    assert "1 händelse rapporterades" not in saved.text
    await (await saved.press("Skriv inledningen")).press("Spara", opening="")
    again = await monday.say(monday[Seat.COORDINATOR], "sammanfattning utkast")
    assert "1 händelse rapporterades" in again.text


async def test_two_who_write_the_opening_at_once_lose_nothing(monday: Town) -> None:
    form = await (await met(monday)).press("Skriv inledningen")
    await monday.change(Seat.SECOND, roles=frozenset({Role.MEMBER, Role.COORDINATOR}))
    other = await monday.say(monday[Seat.SECOND], "sammanfattning utkast")
    await (await other.press("Skriv inledningen")).press("Spara", opening="Den andras ord.")
    late = await form.press("Spara", opening="Mina ord.")
    assert "Någon annan har skrivit inledningen under tiden." in late.text
    assert "Nu står: Den andras ord." in late.text
    assert late.input("opening")["value"] == "Mina ord."


@pytest.mark.case("P4")
async def test_versions_are_kept_with_who_and_when_and_only_the_newest_is_opened_again(monday: Town) -> None:
    first = await approved(monday, (Seat.SCHOOL, {"severity": "3"}))
    assert "version 1" in first.text
    versions = await first.press("Versioner")
    assert "Version 1\nGodkänd tis 24 nov kl 09.30 av" in versions.text
    old_button = versions.button("Öppna version 1 igen")
    await monday.turn_to(at("2026-11-24", "10:00"))
    draft = await versions.press("Öppna version 1 igen")
    assert "# Utkast: Sammanfattning v 48" in draft.text
    form = await (await (await draft.press("Granska")).press("Granska V48-1")).press("Ändra")
    await form.press("Spara", text="Fyra rutor krossade.")
    await monday.turn_to(at("2026-11-24", "11:00"))
    draft = await monday.say(monday[Seat.COORDINATOR], "sammanfattning utkast")
    second = await draft.press("Godkänn och publicera")
    assert "Godkänd tis 24 nov kl 11.00, version 2." in second.text
    await monday.tick()
    posted = [shown.text for shown in monday.channel(monday[Seat.GUARD]) if "Sammanfattning" in shown.text]
    assert [("version 1" in text, "version 2" in text) for text in posted] == [(True, False), (False, True)]
    history = await second.press("Versioner")
    assert history.text.index("Version 2") < history.text.index("Version 1")
    assert "Öppnad igen tis 24 nov kl 10.00 av" in history.text
    assert "Öppna version 1 igen" not in history.titles
    refused = await history.send(old_button)
    assert "Bara den nyaste versionen kan öppnas igen." in refused.text
    earlier = await (await second.press("Versioner")).press("Visa version 1")
    assert BROKEN_WINDOWS["text"] in earlier.text
    assert "Fyra rutor" not in earlier.text
    assert "Öppnad igen tis 24 nov kl 10.00; den gäller inte längre." in earlier.text
    every = await monday.records(lambda r: r.rounds.approvals(monday.group_id, W48))
    assert [(one.version, one.stands) for one in every] == [(1, False), (2, True)]
    assert {one.approved_by for one in every} == {monday.member_id(Seat.COORDINATOR)}


CANARY = "Kanariefågel"
EXACT = ("Resecentrum", "Stora torget", "Ekbackaskolan", "Björkgården", "Kvistkojan", "Stationen")
CIRCLES = ("op", "bra", "styrgrupp", "publik")


async def canaries(town: Town) -> None:
    """A round whose every item has a word of its own, and one that may travel to the operative group."""
    places = (
        "ekbackaskolan",
        "bjorkgarden",
        "forskolan-kvistkojan",
        "resecentrum",
        "resecentrum",
        "stora-torget",
    )
    for number, place in enumerate(places):
        text = f"{CANARY}{number} vid platsen."
        await incident(town.chat(town[Seat.SCHOOL])[-1], text=text, place=place, severity="3")
    form = await town.chat(town[Seat.HOUSING])[-1].press("Samverkansbehov")
    await form.press("Spara", **NEED | {"text": f"{CANARY} vuxna.", "place": "stora-torget"})
    await town.program.store.write(town.group_id, lambda records: _let_out(records, town))
    await town.turn_to(DRAFTED)
    await town.turn_to(ENDED)
    draft = await town.say(town[Seat.COORDINATOR], "sammanfattning utkast")
    areas = await (await draft.press("Granska")).press("Läget per område")
    form = await areas.press("Sätt läget för Centrum")
    await form.press("Spara", status="orange", reason="Bråk vid Resecentrum och Stationen.")


def _let_out(records: Records, town: Town) -> None:
    item = records.reports.item(town.group_id, item_id(town, 4))
    assert item is not None
    assert isinstance(item.content, Incident)
    content = replace(item.content, audience=Audience.OPERATIVE)
    records.reports.save_item(replace(item, content=content, version=item.version + 1))
    records.actions.save(
        Action(
            id="lifted",
            group_id=town.group_id,
            number=1,
            title="Kamera vid Resecentrum",
            owner_organisation_id="",
            owner_function="Säkerhetschef",
            decided_on=date(2026, 11, 24),
            due=date(2026, 12, 24),
            state=ActionState.ESCALATED,
            level=ActionLevel.STEERING,
            item_ids=(item.id,),
        )
    )


@pytest.mark.case("P5")
async def test_what_is_told_outside_the_group_holds_nothing_above_its_readers_level(monday: Town) -> None:
    await canaries(monday)
    for circle in CIRCLES:
        early = await monday.say(monday[Seat.COORDINATOR], f"sammanfattning {circle}")
        assert "så den går inte vidare utanför gruppen" in early.text
    await monday.say(monday[Seat.COORDINATOR], "sammanfattning godkänn")
    told = {
        circle: (await monday.say(monday[Seat.COORDINATOR], f"sammanfattning {circle}")) for circle in CIRCLES
    }
    names = [user.name for user in monday.seats.values()]
    for circle, shown in told.items():
        everything = str(shown.card)
        assert CANARY not in everything, circle
        assert not [name for name in names if name in everything], circle
        assert not [name for name in ("Ekbackaskolan", "Björkgården", "Kvistkojan") if name in everything], (
            circle
        )
        assert "V48-" not in everything, circle
    for circle in ("styrgrupp", "publik"):
        assert not [name for name in EXACT if name in str(told[circle].card)], circle
    assert "Resecentrum" in told["op"].text
    assert "Händelser som får spridas\nSkadegörelse · Resecentrum" in told["op"].text
    for circle in ("bra", "styrgrupp", "publik"):
        assert "Händelser som får spridas" not in told[circle].text
    assert "Kamera vid Centrum" in told["styrgrupp"].text
    assert "Kamera" not in told["publik"].text
    assert "🟠 Orange" in told["publik"].text
    assert "Bråk" not in told["publik"].text


async def test_small_numbers_are_not_told_outside_the_group(monday: Town) -> None:
    await canaries(monday)
    await monday.say(monday[Seat.COORDINATOR], "sammanfattning godkänn")
    council = await monday.say(monday[Seat.COORDINATOR], "sammanfattning bra")
    assert "Resecentrum: färre än 3 eller ej visat" in council.text
    assert "Skadegörelse: 6" in council.text
    public = await monday.say(monday[Seat.COORDINATOR], "sammanfattning publik")
    assert "6 händelser rapporterades" in public.text
    assert "Norra Ekbacka: färre än 5 eller ej visat" in public.text


async def test_each_role_reads_its_own_variants(monday: Town) -> None:
    await approved(monday)
    member = await monday.say(monday[Seat.GUARD], "sammanfattning bra")
    assert "Det är bara samordnaren" in member.text
    public = await monday.say(monday[Seat.GUARD], "sammanfattning publik v 48")
    assert "Sammanfattning v 48 · För allmänheten" in public.text
    await monday.change(Seat.TOURISM, roles=VIEWER)
    steering = await monday.say(monday[Seat.TOURISM], "sammanfattning styrgrupp")
    assert "För styrgruppen" in steering.text
    refused = await monday.say(monday[Seat.TOURISM], "sammanfattning")
    assert "Ekbackaskolan" not in refused.text
    assert "sammanfattning op" in refused.text
    agenda = await monday.say(monday[Seat.TOURISM], "dagordning")
    assert "Ekbackaskolan" not in agenda.text


async def test_a_variant_asked_for_in_the_channel_is_answered_in_private(monday: Town) -> None:
    await approved(monday)
    channel = await monday.post(monday[Seat.COORDINATOR], "sammanfattning styrgrupp")
    assert "För styrgruppen" not in "".join(shown.text for shown in channel)
    assert "För styrgruppen" in monday.chat(monday[Seat.COORDINATOR])[-1].text


async def test_every_reporter_hears_what_became_of_their_own_items_and_of_nobody_elses(monday: Town) -> None:
    await incident(monday.chat(monday[Seat.SCHOOL])[-1], severity="3")
    await incident(monday.chat(monday[Seat.GUARD])[-1], text="Glas på gården.")
    await incident(monday.chat(monday[Seat.HOUSING])[-1], category="litter", text="Soffa i gången.")
    await incident(
        monday.chat(monday[Seat.FIELD])[-1], category="graffiti", place="stora-torget", text="Klotter."
    )
    await monday.turn_to(DRAFTED)
    listed = await monday.chat(monday[Seat.COORDINATOR])[-1].press("Granska")
    await (await listed.press("Granska V48-1")).press("Slå ihop till V48-1")
    listed = await (await monday.say(monday[Seat.COORDINATOR], "dagordning")).press("Granska")
    await (await listed.press("Granska V48-3")).press("Dölj", reason="Redan hämtad.")
    late = await monday.say(monday[Seat.RESCUE], "rapportera")
    await monday.turn_to(MEETING)
    await incident(late, category="arson_fire", text="Brand i container.")
    await monday.program.store.write(monday.group_id, lambda records: _decided(records, monday))
    await monday.turn_to(ENDED)
    await monday.say(monday[Seat.COORDINATOR], "sammanfattning godkänn")
    await monday.turn_to(at("2026-11-24", "13:14"))
    assert "Det här blev av" not in monday.chat(monday[Seat.SCHOOL])[-1].text
    await monday.turn_to(FEEDBACK)
    told = {
        seat: monday.chat(monday[seat])[-1] for seat in (Seat.SCHOOL, Seat.GUARD, Seat.HOUSING, Seat.FIELD)
    }
    school = told[Seat.SCHOOL].text
    assert "Det här blev av det du rapporterade v 48" in school
    assert "Stod på dagordningen och togs upp på mötet." in school
    assert "Ledde till Å7: Tätare rondering · Ekbacka bevakning, Gruppledare · klart fre 11 dec" in school
    assert "Slogs ihop med V48-1" in told[Seat.GUARD].text
    assert "Ledde till Å7" in told[Seat.GUARD].text
    assert "Visades inte för gruppen." in told[Seat.HOUSING].text
    assert "Skäl: Redan hämtad." in told[Seat.HOUSING].text
    assert "Stod på dagordningen och" in told[Seat.FIELD].text
    assert "Tas upp i nästa omgång." in monday.chat(monday[Seat.RESCUE])[-1].text
    own = {Seat.SCHOOL: "V48-1", Seat.HOUSING: "V48-3", Seat.FIELD: "V48-4"}
    for seat, label in own.items():
        others = {f"V48-{n}" for n in range(1, 5)} - {label}
        assert not [other for other in others if other in str(told[seat].card)], seat
    assert "Soffa" not in str(told[Seat.HOUSING].message.body.get("summary", ""))
    silent = monday.chat(monday[Seat.PLANNING])[-1]
    assert "Det här blev av" not in silent.text


def _decided(records: Records, town: Town) -> None:
    records.actions.save(
        Action(
            id="a7",
            group_id=town.group_id,
            number=7,
            title="Tätare rondering",
            owner_organisation_id="bevakning",
            owner_function="Gruppledare",
            decided_on=date(2026, 11, 24),
            due=date(2026, 12, 11),
            state=ActionState.DECIDED,
            item_ids=(item_id(town),),
        )
    )


async def test_feedback_is_given_once_and_only_for_what_still_stands(monday: Town) -> None:
    first = await approved(monday)
    versions = await first.press("Versioner")
    await versions.press("Öppna version 1 igen")
    await monday.turn_to(FEEDBACK)
    assert "Det här blev av" not in monday.chat(monday[Seat.SCHOOL])[-1].text
    await monday.say(monday[Seat.COORDINATOR], "sammanfattning godkänn")
    await monday.tick()
    assert "Det här blev av" in monday.chat(monday[Seat.SCHOOL])[-1].text
    again = await (await monday.say(monday[Seat.COORDINATOR], "sammanfattning")).press("Versioner")
    await again.press("Öppna version 2 igen")
    await monday.say(monday[Seat.COORDINATOR], "sammanfattning godkänn")
    await monday.turn_to(at("2026-11-24", "15:00"))
    told = [shown for shown in monday.chat(monday[Seat.SCHOOL]) if "Det här blev av" in shown.text]
    assert len(told) == 1
