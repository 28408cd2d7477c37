"""What the guard refused is nowhere afterwards: not in a log, not in a figure, not in the database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from tests.town import Town

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
    "P8": f"{CANARY} är misstänkt för inbrottet.",
    "P9": f"{CANARY} har ärende 5000-K123456-26.",
    "P10": f"{CANARY} är den enda 15-åringen med rött hår på gatan.",
}
"""A text of each class, all with a word that is nowhere else."""
MARKS = (CANARY, CANARY.casefold(), "19121212", "1212-1212", "070-174", "kanarie", "ABC 12D", "5000-K123456")


@dataclass
class Running:
    """The program in a process of its own, and what it writes."""

    town: Town
    url: str

    async def send(self, activity: object, raw: bytes = b"") -> Any:
        body = raw or json.dumps(activity).encode()
        headers = {"Content-Type": "application/json"}
        async with (
            ClientSession() as session,
            session.post(f"{self.url}/api/messages", data=body, headers=headers) as response,
        ):
            text = await response.text()
            return json.loads(text) if text else {"status": response.status}

    async def page(self, path: str) -> str:
        async with ClientSession() as session, session.get(f"{self.url}{path}") as response:
            return await response.text()
