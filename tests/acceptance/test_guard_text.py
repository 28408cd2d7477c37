"""What the guard refused is nowhere afterwards: not in a log, not on a page, not in the database."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientConnectionError, ClientSession

from sample.municipality.people import Seat
from sample.teams.activities import ActivityMaker
from tests.acceptance.forms import BROKEN_WINDOWS
from tests.acceptance.moments import asked
from tests.acceptance.tampering import is_refused, said_in
from tests.town import Shown, Town, free_port, town_after

ROOT = Path(__file__).parents[2]
CANARY = "Kanariefågeln"
TEXTS = {
    "P1": f"{CANARY} 19121212-1212 sågs vid rutorna.",
    "P2": f"{CANARY} nås på 070-174 06 05 eller kanarie@exempel.se.",
    "P3": f"{CANARY} kom i en bil med skylten ABC 12D.",
    "P4": f"{CANARY} bor på Storgatan 12 lgh 1102.",
    "P5": f"{CANARY} heter Kalle Karlsson.",
    "P6": f"{CANARY} finns på https://exempel.example/kanarie.",
    "P7": f"{CANARY} är muslim och har en diagnos.",
    "P8": f"{CANARY}: Karlsson är misstänkt för inbrottet.",
    "P9": f"{CANARY} har ärende 5000-K123456-26.",
    "P10": f"{CANARY}: enda eleven som åker moped skrek.",
}
"""A text of each class, all with a word that is nowhere else."""
MARKS = ("kanarie", "19121212", "1212-1212", "070-174", "karlsson", "abc 12d", "k123456")
SEATS = (Seat.SCHOOL, Seat.GUARD, Seat.POLICE, Seat.LEISURE)


async def hostile(town: Town) -> dict[str, dict[str, Any]]:
    """Everything in which the texts can come in; the name says how."""
    found: dict[str, dict[str, Any]] = {}
    forms = [await town.chat(town[seat])[0].press("Händelse") for seat in SEATS]
    for number, (data_class, text) in enumerate(TEXTS.items()):
        form = forms[number % len(forms)]
        for field in ("text", "action_taken", "other_place"):
            typed = BROKEN_WINDOWS | {"place": "other", "other_place": "Parken", field: text}
            found[f"saved {data_class} {field}"] = town.invoke(
                form, form.filled(form.button("Spara"), **typed)
            )
        found[f"said {data_class}"] = _said(town, form, text)
        found[f"command {data_class}"] = _said(town, form, f"sammanfattning v 44 {text}")
    return found | _odd(town, forms[0])


def _odd(town: Town, form: Shown) -> dict[str, dict[str, Any]]:
    text = TEXTS["P1"]
    button = form.filled(form.button("Spara"), **BROKEN_WINDOWS | {"text": text})
    said, value = _said(town, form, ""), button["data"]
    return {
        "submitted": {**said, "value": value},
        "submitted in a list": {**said, "value": value | {"text": [text]}},
        "submitted as a verb": {**said, "value": {"verb": text}},
        "a verb": town.invoke(form, {**button, "verb": text}),
        "a week": town.invoke(form, {**button, "data": value | {"week": text}}),
        "a seat": town.invoke(form, {**button, "data": value | {"seat": text}}),
        "a list": town.invoke(form, {**button, "data": value | {"text": [text]}}),
        "data": town.invoke(form, {**button, "data": text}),
        "the kind of an action": town.invoke(form, {**button, "type": text}),
        "the kind of an activity": {**said, "type": text, "text": text},
        "the name of an invoke": {**town.invoke(form, button), "name": text},
        "a file's name": {**said, "attachments": [{"contentType": "text/plain", "name": text}]},
        "an id": {**said, "id": text, "text": "hjälp"},
        "a name": {**said, "from": {**said["from"], "name": text}, "text": "hjälp"},
        "a channel's kind": {
            **said,
            "channelData": {"eventType": text, "team": {"name": text}},
            "text": text,
        },
    }


def _said(town: Town, form: Shown, text: str) -> dict[str, Any]:
    maker = ActivityMaker(town.teams.world, town.teams.service_url)
    return maker.personal_message(town.stamp(), form.user, text)


@asynccontextmanager
async def started(folder: Path, log_format: str) -> AsyncIterator[str]:
    """The program as people start it, in a process of its own that writes to files in the folder."""
    port = free_port()
    environment = os.environ | {
        "EST_DATABASE_URL": f"sqlite:///{folder / 'est.db'}",
        "EST_LOG_FORMAT": log_format,
    }
    command = [sys.executable, "app.py", "run", "--empty", "--port", str(port)]
    with (folder / "out.log").open("wb") as out, (folder / "err.log").open("wb") as err:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment, stdout=out, stderr=err
        )
        try:
            await _answering(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            await asyncio.wait_for(process.wait(), 30)


async def _answering(url: str) -> None:
    for _ in range(600):
        try:
            async with ClientSession() as session, session.get(url):
                return
        except ClientConnectionError:
            await asyncio.sleep(0.1)
    raise TimeoutError(url)


async def _post(url: str, body: bytes) -> tuple[int, Any]:
    headers = {"Content-Type": "application/json"}
    async with ClientSession() as session, session.post(url, data=body, headers=headers) as response:
        text = await response.text()
        return response.status, json.loads(text) if text else ""


def texts_in(folder: Path) -> dict[str, str]:
    """What stands in the files of the folder, the databases and their journals among them."""
    return {file.name: file.read_bytes().decode("utf-8", "ignore").casefold() for file in folder.iterdir()}


@pytest.mark.slow
@pytest.mark.case("L5")
@pytest.mark.parametrize("log_format", ["json", "console"])
async def test_what_the_guard_saw_is_in_no_log_and_nowhere_else(tmp_path: Path, log_format: str) -> None:
    async with town_after(asked, tmp_path) as monday:
        activities = await hostile(monday)
        form = await monday.chat(monday[Seat.FIELD])[0].press("Händelse")
        harmless = BROKEN_WINDOWS | {"text": f"{CANARY} skrek hela natten."}
        failing = monday.invoke(form, form.filled(form.button("Spara"), **harmless))

    async with started(tmp_path, log_format) as url:
        address = f"{url}/api/messages"
        for name, activity in activities.items():
            body = json.dumps({**activity, "serviceUrl": f"{url}/local/connector/"}).encode()
            status, answer = await _post(address, body)
            assert status != 500, name
            if name.startswith("saved"):
                assert is_refused(answer), (name, said_in(answer))
        for broken in (
            json.dumps(TEXTS["P1"])[:-1],
            f'{{"text": "{TEXTS["P1"]}", "text": 1}}',
            TEXTS["P1"] * 9000,
        ):
            assert (await _post(address, broken.encode()))[0] in {400, 413}
        # A fault of ours while a text is being kept: what the database says of it holds the text.
        with closing(sqlite3.connect(tmp_path / "est.db")) as database:
            database.execute("DROP TABLE item_version")
        body = json.dumps({**failing, "serviceUrl": f"{url}/local/connector/"}).encode()
        assert "Något gick fel hos mig och inget är sparat." in str(await _post(address, body))
        async with ClientSession() as session:
            pages = [await (await session.get(url + path)).text() for path in ("/healthz", "/readyz", "/om")]

    kept = texts_in(tmp_path) | {"pages": "".join(pages).casefold()}
    assert {"turn_failed", "turned_away"} <= set(re.findall(r"turn\w+", kept["out.log"] + kept["err.log"]))
    for mark in MARKS:
        for name, text in kept.items():
            assert mark not in text, (mark, name)
