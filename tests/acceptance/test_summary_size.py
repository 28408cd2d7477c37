"""A summary that is too big for one message of Teams: an overview, and the whole in parts that come in order."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from est.ports import Records
from est.report import Incident
from sample.municipality.people import Seat
from sample.municipality.places import PLACES
from tests.acceptance.forms import incident
from tests.town import Shown, Town, at

LIMIT = 25_000
"""Bytes of the whole activity as JSON (acceptance.md D11)."""
LONG = "Glas på gården, åäö och 👩🏽‍🔧. " * 16


async def crowded(town: Town) -> None:
    """A hundred incidents with long texts, on every place there is."""
    await incident(town.chat(town[Seat.SCHOOL])[-1])
    await town.program.store.write(town.group_id, lambda records: _many(records, town))
    await town.turn_to(at("2026-11-24", "09:30"))


def _many(records: Records, town: Town) -> None:
    first = records.reports.item(town.group_id, f"{town.group_id}.2026-W48.1")
    assert first is not None
    assert isinstance(first.content, Incident)
    for n in range(2, 102):
        number = records.rounds.next_number(town.group_id, first.week)
        location = replace(first.content.location, place_id=PLACES[n % len(PLACES)].id)
        content = replace(
            first.content, location=location, text=f"nr {n}: {LONG}"[:480], needs_discussion=True
        )
        id_ = f"{town.group_id}.2026-W48.{number}"
        records.reports.save_item(replace(first, id=id_, number=number, content=content, draft=""))


def size(shown: Shown) -> int:
    return len(json.dumps(shown.message.body, ensure_ascii=False).encode())


@pytest.mark.case("P2", "D11")
async def test_a_summary_over_the_limit_is_an_overview_and_parts_that_come_in_order(monday: Town) -> None:
    await crowded(monday)
    done = await monday.say(monday[Seat.COORDINATOR], "sammanfattning godkänn")
    await monday.tick()
    posted = monday.channel(monday[Seat.GUARD])[-1]
    whole = json.dumps(posted.message.body, ensure_ascii=False)
    assert len(whole.encode()) > len(whole), "å, ä, ö and emoji are counted in bytes"
    for shown in (done, posted):
        assert "Allt får inte plats i ett kort. Läs resten i delar." in shown.text
        assert size(shown) <= LIMIT
    page = await done.press("Läs hela i delar")
    total = int(page.text.split("Del 1 av ")[1].split()[0])
    assert total > 1
    told = [page]
    for number in range(2, total + 1):
        page = await page.press(f"Nästa del ({number} av {total})")
        assert f"Del {number} av {total}" in page.text
        told.append(page)
    assert "Nästa del" not in " ".join(page.titles)
    assert all(len(json.dumps(one.card, ensure_ascii=False).encode()) <= LIMIT for one in told)
    everything = "\n".join(one.text for one in told)
    places = [everything.index(f"V48-{n} ·") for n in range(1, 102)]
    assert len(places) == 101
    sections = [everything.index(name) for name in ("I korthet", "Händelser", "Nästa möte")]
    assert sections == sorted(sections)
