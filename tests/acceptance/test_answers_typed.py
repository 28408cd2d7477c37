"""What members type is shown as they typed it, on every card it reaches, and is never anything but text."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from cards.parts import WARNING_SIGN
from cards.teams import CARD_LIMIT
from est.ports import Records
from sample.municipality.people import Seat
from tests.acceptance.forms import BROKEN_WINDOWS, at_the_field, incident
from tests.town import Shown, Town, at

ODD = {
    "new line": "Glas på gången\noch på lekytan",
    "blank line": "Glas på gången\n\noch på lekytan",
    "tab": "Glas\tpå lekytan",
    "emoji with skin tone": "Tumme upp 👍🏽 från vaktmästaren",
    "family of joined emoji": "Familjedag 👨‍👩‍👧‍👦 i parken",
    "combining ring": "Ska\u030ap vid entre\u0301n",
    "Arabic": "زجاج مكسور على الأرض",
    "Hebrew": "זכוכית שבורה על הרצפה",
    "script": "Klotter: <script>alert(1)</script>",
    "bold": "Klotter: **x** och _y_ och `z`",
    "template": "Klotter: {{DATE()}} och ${title}",
    "Markdown table": "| Plats | Antal |\n|---|---|\n| Gården | 3 |",
    "mention": "Klotter: @everyone",
    "heading and list": "# Klotter\n- ett\n- två",
}
ODD_NAMES = list(ODD)
LINKS = (
    "Klottret finns på https://exempel.example/bild",
    "Klottret finns på www.exempel.se",
    "[klotter](http://exempel.example)",
    "Inlägg av @ekbacka_tjejen99 på Snapchat",
)
WORDS = "Glas och skräp vid entrén efter helgen, ungefär som förra veckan men på fler ställen. "
LONGEST = (WORDS * 6)[:499] + "."


def as_read(text: str) -> str:
    """A text as a reader reads it: joiners that only disarm are not seen, nor how a letter is composed."""
    lines = unicodedata.normalize("NFC", text.replace("\u2060", "")).split("\n")
    return "\n".join(line.strip() for line in lines)


def runs_of(shown: Shown) -> str:
    """What stands in text runs, line by line: the only element in which no client reads Markdown."""
    blocks = [element for element in elements(shown.card) if element.get("type") == "RichTextBlock"]
    return "\n".join(
        "".join(run if isinstance(run, str) else str(run["text"]) for run in block["inlines"])
        for block in blocks
    )


def elements(value: Any) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [value] if isinstance(value, dict) else []
    return found + [element for one in inner for element in elements(one)]


def size_of(shown: Shown) -> int:
    return len(json.dumps(shown.card, ensure_ascii=False, separators=(",", ":")).encode())


def assert_only_text(shown: Shown, text: str) -> None:
    """As typed in text runs, and nowhere in the message as a template, a mention or a link."""
    assert as_read(text) in as_read(runs_of(shown))
    sent = json.dumps([shown.card, shown.message.body], ensure_ascii=False)
    assert "{{" not in sent
    assert not shown.message.body.get("entities")
    kinds = {str(element.get("type")) for element in elements(shown.card)}
    assert not kinds & {"Action.OpenUrl", "mention"}
    first = text.split("\n", maxsplit=1)[0]
    for element in elements(shown.card):
        active = "" if str(element.get("type")).startswith("Input.") else str(element.get("value", ""))
        texts = [active, *(str(element.get(key, "")) for key in ("title", "fallbackText", "label"))]
        if element.get("type") == "TextBlock":
            texts.append(str(element["text"]))
        assert not any(first in one for one in texts)


@pytest.mark.case("K8")
@pytest.mark.parametrize("names", [ODD_NAMES[:5], ODD_NAMES[5:10], ODD_NAMES[10:]], ids="-".join)
async def test_odd_texts_are_shown_as_typed_on_every_card(monday: Town, names: list[str]) -> None:
    for seat, name in zip(Seat, names, strict=False):
        text, place = ODD[name], " ".join(ODD[name].split("\n"))
        typed = {"text": text, "place": "other", "other_place": place, "action_taken": text}

        saved = await incident(monday.chat(monday[seat])[0], **typed)

        assert "✔ Sparat" in saved.text, name
        assert_only_text(saved, text)
        form = await saved.press("Ändra V48-")
        filled = {field: as_read(form.input(field)["value"]) for field in typed}
        assert filled == {field: as_read(value) for field, value in typed.items()}
        await form.press("Tillbaka utan att spara")

    await monday.turn_to(at("2026-11-24", "08:15"))
    (agenda,) = monday.channel(monday[Seat.POLICE])
    await monday.turn_to(at("2026-11-24", "09:30"))
    draft = await monday.say(monday[Seat.COORDINATOR], "sammanfattning")
    await draft.press("Godkänn och publicera i kanalen")
    await monday.tick()
    for name in names:
        assert_only_text(agenda, ODD[name])
        for summary in (draft, monday.channel(monday[Seat.POLICE])[-1]):
            assert_only_text(summary, " ".join(ODD[name].split("\n")))


@pytest.mark.case("K8")
async def test_a_text_of_exactly_the_limit_is_kept_whole(monday: Town) -> None:
    note = LONGEST[:299] + "."

    saved = await incident(monday.chat(monday[Seat.SCHOOL])[0], text=LONGEST, action_taken=note)

    assert len(LONGEST) == 500
    assert_only_text(saved, LONGEST)
    form = await saved.press("Ändra V48-1")
    assert (form.input("text")["value"], form.input("action_taken")["value"]) == (LONGEST, note)


@pytest.mark.case("K8")
async def test_a_text_over_the_limit_is_refused_at_the_field_and_kept_in_it(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[0].press("Händelse")
    before = await monday.stored()
    for field, length, limit in (("text", 501, 500), ("text", 4000, 500), ("action_taken", 301, 300)):
        text = (WORDS * 60)[: length - 1] + "."

        refused = await form.press("Spara", **BROKEN_WINDOWS | {field: text})

        said = f"Texten är {length} tecken. Korta den till högst {limit} och spara igen."
        assert at_the_field(refused, field) == f"{WARNING_SIGN} {said}"
        assert refused.input(field)["value"] == text
    assert await monday.stored() == before


@pytest.mark.case("K8")
async def test_a_text_too_big_for_a_card_is_refused_beside_the_form_which_stays_as_it_is(
    monday: Town,
) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[0].press("Händelse")
    before = await monday.stored()

    refused = await form.press("Spara", **BROKEN_WINDOWS | {"text": (WORDS * 300)[:19_999] + "."})

    said = "Beskrivning: Texten är 20000 tecken. Korta den till högst 500 och spara igen."
    assert refused.note == f"Inget är sparat än.\n\n{said}"
    assert refused.card == form.card
    assert await monday.stored() == before


@pytest.mark.case("K8")
async def test_a_megabyte_is_turned_away_at_the_door_and_the_form_stays_as_it_is(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[0].press("Händelse")
    before = await monday.stored()

    refused = await form.press("Spara", **BROKEN_WINDOWS | {"text": "x" * 1_000_000})

    assert monday.answers[-1].status == 413
    assert refused.note
    assert refused.card == form.card
    assert await monday.stored() == before


@pytest.mark.case("K8")
async def test_a_link_or_an_account_is_refused_at_the_field_and_kept_in_it(monday: Town) -> None:
    form = await monday.chat(monday[Seat.SCHOOL])[0].press("Händelse")
    before = await monday.stored()
    for field, text in product(("text", "action_taken", "other_place"), LINKS):
        refused = await form.press("Spara", **BROKEN_WINDOWS | {field: text})

        said = at_the_field(refused, field)
        assert said.startswith(f"{WARNING_SIGN} Texten verkar innehålla en länk eller ett konto."), (
            field,
            text,
        )
        assert refused.input(field)["value"] == text
    assert await monday.stored() == before


async def test_a_text_of_many_short_lines_still_fits_in_a_card(monday: Town) -> None:
    saved = await incident(monday.chat(monday[Seat.SCHOOL])[0], text="a\n" * 249 + "a")

    assert "✔ Sparat" in saved.text
    assert size_of(saved) <= CARD_LIMIT


async def test_a_card_with_many_long_items_still_fits_and_loses_none(monday: Town) -> None:
    await incident(monday.chat(monday[Seat.SCHOOL])[0], text=LONGEST)
    (item,) = await monday.items()

    def report_more(records: Records) -> None:
        for number in range(2, 31):
            assert records.rounds.next_number(monday.group_id, item.week) == number
            records.reports.save_item(replace(item, id=f"{item.id}{number}", number=number, draft=""))

    await monday.program.store.write(monday.group_id, report_more)
    (shown,) = await monday.open_chat(monday[Seat.SCHOOL])

    labels = set()
    while True:
        assert size_of(shown) <= CARD_LIMIT
        labels |= {title for title in shown.titles if title.startswith("Ändra")}
        following = [title for title in shown.titles if title.startswith("Nästa")]
        if not following:
            break
        shown = await shown.press(following[0])
    assert labels == {f"Ändra V48-{number}" for number in range(1, 31)}
