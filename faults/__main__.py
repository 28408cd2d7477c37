"""`python -m faults` plays every scenario, `python -m faults kill` the named ones; docs/utvecklare.md tells more."""

from __future__ import annotations

import asyncio
import random
import sys

from faults.databases import SqliteFiles
from faults.scenarios import calm, killed
from faults.stage import Setting, staged


async def _main() -> None:
    chance = random.Random(int(sys.argv[1]))
    async with staged("kill", SqliteFiles(), calm(chance), setting=Setting()) as stage:
        await killed(stage, chance, 5)
        verdict = await stage.judge()
        print(verdict, stage.connector.refused)


asyncio.run(_main())
