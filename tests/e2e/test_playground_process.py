"""The Agents Playground as we start it: for this machine alone, and with our team."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from sample.municipality.people import PERSON_OF, WORLD, Seat
from sample.playground import PlaygroundMissing, started
from sample.playground.process import LOOPBACK
from sample.playground.team import team_file
from tests.e2e.offline import ROOT
from tests.e2e.program import ENVIRONMENT, free_port, running


@pytest.mark.playground
def test_only_this_machine_can_reach_the_playground() -> None:
    # The test process may have other children: a browser's driver, a database.
    before = set(psutil.Process().children())
    with started(free_port()) as address:
        with urlopen(address, timeout=10) as page:  # noqa: S310 -- an address on loopback
            assert page.status == 200
        (playground,) = set(psutil.Process().children()) - before
        ears = {
            (ear.laddr.ip, ear.laddr.port)
            for child in (playground, *playground.children(recursive=True))
            for ear in child.net_connections()
            if ear.status == psutil.CONN_LISTEN
        }
        assert {ip for ip, _ in ears} == {"127.0.0.1"}
        assert address == f"http://localhost:{ears.pop()[1]}/"
    assert not playground.is_running()


@pytest.mark.playground
@pytest.mark.parametrize(
    "ask",
    [
        "require('http').createServer().listen(0)",
        "require('http').createServer().listen(0, '0.0.0.0')",
        "require('http').createServer().listen({port: 0, host: '::'})",
        "require('net').createServer().listen()",
    ],
)
def test_whatever_it_asks_to_listen_on_is_this_machine(ask: str) -> None:
    tell = "console.log(server.address().address); server.close();"
    script = f"const server = {ask}; server.on('listening', () => {{ {tell} }})"
    assert node(script) == "127.0.0.1"


@pytest.mark.playground
@pytest.mark.parametrize(
    "ask",
    [
        "require('http').get('http://192.0.2.1/')",
        "require('https').get('https://telemetry.example/')",
        "require('net').connect(80, '192.0.2.1')",
        "require('net').connect({port: 80, host: '169.254.169.254'})",
    ],
)
def test_it_reaches_nothing_beyond_this_machine(ask: str) -> None:
    script = f"{ask}.on('error', (error) => console.log(error.message))"
    assert "may only reach this machine" in node(script)


def test_its_team_is_the_sample_team_with_exactly_five_colleagues() -> None:
    team = json.loads(json.dumps(team_file(Seat.SCHOOL)))
    assert (team["tenantId"], team["bot"]["id"], team["team"]["id"]) == (
        WORLD.tenant_id,
        WORLD.bot_id,
        WORLD.team_id,
    )
    assert team["team"]["channels"] == [{"id": WORLD.channel_id, "name": WORLD.channel_name}]
    assert team["currentUser"]["aadObjectId"] == PERSON_OF[Seat.SCHOOL].object_id
    assert len(team["users"]) == 5
    assert len({user["id"] for user in (team["currentUser"], *team["users"])}) == 6


def test_without_the_package_it_says_in_one_line_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PlaygroundMissing) as missing, started(free_port(), program=tmp_path / "cli.js"):
        pytest.fail("it cannot have started")
    assert str(missing.value) == "Agents Playground saknas. Kör ./run --playground, som installerar den."


@pytest.mark.playground
def test_a_playground_that_ends_at_once_is_told_with_its_own_words(tmp_path: Path) -> None:
    broken = tmp_path / "cli.js"
    broken.write_text("console.error('no such team'); process.exit(1)", encoding="ascii")
    with (
        pytest.raises(PlaygroundMissing, match="startade inte: no such team"),
        started(free_port(), program=broken),
    ):
        pytest.fail("it cannot have started")


@pytest.mark.playground
def test_run_with_playground_prints_both_addresses_and_ends_both(tmp_path: Path) -> None:
    with running(tmp_path, "--empty", "--playground") as program:
        (playground,) = psutil.Process(program.process.pid).children()
        bot, teams = program.said.splitlines()
        assert bot.startswith(f"EST-boten: {program.origin}/")
        with urlopen(teams.removeprefix("Agents Playground: "), timeout=10) as page:  # noqa: S310 -- on loopback
            assert page.status == 200
    assert not playground.is_running()


def test_a_bot_that_is_no_local_one_is_not_started_with_the_playground(tmp_path: Path) -> None:
    tenant = "11111111-1111-4111-8111-111111111111"
    settings = {"EST_APP_ID": tenant, "EST_TENANTS": tenant, "EST_APP_SECRET": "hemligt"}
    done = subprocess.run(
        [sys.executable, ROOT / "app.py", "run", "--playground", "--port", str(free_port())],
        cwd=tmp_path,
        env=ENVIRONMENT | settings,
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert done.returncode == 2
    assert (
        done.stderr.splitlines()[-1]
        == "EST-boten startar inte. --playground hör till lokalt läge, utan EST_APP_ID."
    )


def node(script: str) -> str:
    done = subprocess.run(
        ["node", "--require", LOOPBACK, "-e", script], capture_output=True, text=True, timeout=20, check=True
    )
    return done.stdout.strip()
