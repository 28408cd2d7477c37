"""`python -m faults` plays every scenario, `python -m faults kill-sqlite` the named ones; see docs/utvecklare.md."""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial

from faults.broken import broken_build
from faults.connector import Programme
from faults.databases import Databases, SqliteFiles, postgres
from faults.processes import PRODUCTION, WITH_CLOCK
from faults.replicas import holder_cut_off, holder_frozen, holder_killed
from faults.scenarios import (
    accepted_then_504,
    calm,
    clock_set,
    database_restarted,
    dribbling,
    killed,
    teams_down,
    throttled,
    token_down,
    whole_round,
)
from faults.stage import KEPT, Setting, Stage, staged
from faults.verdict import Verdict

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KILLS = 9
"""Kills in each run of a round."""
HITS = 20
"""Kills that have to meet a letter in `sending`, else there is too little to judge by."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One row of the table."""

    name: str
    database: str
    play: Callable[[Stage], Awaitable[None]]
    programme: Callable[[random.Random], Programme] = calm
    runs: int = 1
    command: tuple[str, ...] = WITH_CLOCK


KILL = partial(killed, kills=KILLS)
SCENARIOS = (
    Scenario("kill-sqlite", SQLITE, KILL, runs=3),
    Scenario("kill-postgresql", POSTGRESQL, KILL, runs=3),
    # As an administrator runs it: no clock to turn, so every lease and claim is waited out.
    Scenario("kill-production-sqlite", SQLITE, partial(killed, kills=1), command=PRODUCTION),
    Scenario("kill-production-postgresql", POSTGRESQL, partial(killed, kills=1), command=PRODUCTION),
    Scenario("replicas-holder-killed", POSTGRESQL, holder_killed),
    Scenario("replicas-holder-frozen", POSTGRESQL, holder_frozen),
    Scenario("replicas-holder-cut-off", POSTGRESQL, holder_cut_off),
    Scenario("teams-429-storm", SQLITE, whole_round, throttled),
    Scenario("teams-down-60-s", SQLITE, teams_down),
    Scenario("teams-accepts-then-504", SQLITE, whole_round, accepted_then_504),
    Scenario("teams-slow-answers", SQLITE, whole_round, dribbling),
    Scenario("database-restart", POSTGRESQL, database_restarted),
    Scenario("clock-set-sqlite", SQLITE, clock_set),
    Scenario("clock-set-postgresql", POSTGRESQL, clock_set),
    Scenario("token-endpoint-down", SQLITE, token_down),
)
BROKEN = Scenario("kill-recovery-broken", SQLITE, partial(killed, kills=3))
"""Not of the table: the row that has to turn red."""


async def play(scenario: Scenario, databases: Databases, setting: Setting, seed: int) -> Verdict:
    """Every run of a scenario, added up."""
    total = Verdict(scenario.name)
    for number in range(scenario.runs):
        name = f"{scenario.name}-{number + 1}"
        async with staged(
            name,
            databases,
            scenario.programme,
            seed=f"{name}/{seed}",
            setting=setting,
            command=scenario.command,
        ) as stage:
            await scenario.play(stage)
            total.add(await stage.judge())
    return total


def main(arguments: Sequence[str]) -> int:
    """Print the table; the exit code says whether the guarantee held."""
    asked = _parse(arguments)
    chosen = [replace(one, runs=asked.runs or one.runs) for one in SCENARIOS if _is_chosen(one, asked)]
    setting = Setting(asked.members, asked.outage)
    print("scenario · runs · lost · duplicated · stuck", flush=True)
    if asked.broken:
        return 0 if _show(_play_broken(setting, asked.seed)).holds else 1
    with ExitStack() as stack:
        databases: dict[str, Databases] = {SQLITE: SqliteFiles()}
        if any(one.database == POSTGRESQL for one in chosen):
            databases[POSTGRESQL] = stack.enter_context(postgres())
        verdicts = [
            _show(asyncio.run(play(one, databases[one.database], setting, asked.seed))) for one in chosen
        ]
    return 0 if _conclude(verdicts, everything=len(chosen) == len(SCENARIOS), asked=asked) else 1


def _conclude(verdicts: Sequence[Verdict], *, everything: bool, asked: argparse.Namespace) -> bool:
    """What the rows come to; of a whole run also whether it could have told."""
    kills, hits = sum(one.kills for one in verdicts), sum(one.hits for one in verdicts)
    print(f"kill -9: {kills}, of them {hits} while a letter was in `sending`")
    holds = all(one.holds for one in verdicts)
    if not everything:
        return holds
    if hits < HITS:
        print(f"too few kills met a letter in `sending`: {hits} of at least {HITS}")
    broken = _show(_play_broken(Setting(asked.members, asked.outage), asked.seed))
    print("the broken build is found out" if not broken.holds else "THE BROKEN BUILD IS NOT FOUND OUT")
    return holds and hits >= HITS and not broken.holds


def _play_broken(setting: Setting, seed: int) -> Verdict:
    program = broken_build(KEPT / "broken-build")
    brief = replace(setting, program=program, settles_within=45.0)
    return asyncio.run(play(BROKEN, SqliteFiles(), brief, seed))


def _show(verdict: Verdict) -> Verdict:
    row = (verdict.scenario, verdict.runs, verdict.lost, verdict.duplicated, verdict.stuck)
    print(" · ".join(map(str, row)) + ("" if verdict.holds else "   <-- red"), flush=True)
    for wrong in verdict.wrong[:10]:
        print(f"    {wrong}")
    for note in verdict.notes:
        print(f"    ({note})")
    return verdict


def _is_chosen(scenario: Scenario, asked: argparse.Namespace) -> bool:
    by_name = not asked.scenarios or scenario.name in asked.scenarios
    return by_name and asked.database in {"", scenario.database}


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    names = [one.name for one in SCENARIOS]
    parser.add_argument("scenarios", nargs="*", metavar="scenario", help=", ".join(names))
    parser.add_argument("--runs", type=int, default=0, help="runs of each scenario")
    parser.add_argument("--database", choices=(SQLITE, POSTGRESQL), default="")
    parser.add_argument("--members", type=int, default=Setting().members, help="members of the group")
    parser.add_argument("--outage", type=float, default=Setting().outage, help="seconds Teams is away")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the random instants")
    parser.add_argument("--broken", action="store_true", help="show that a broken build turns red")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.scenarios) - set(names):
        parser.error(f"no such scenario: {', '.join(sorted(unknown))}")
    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
