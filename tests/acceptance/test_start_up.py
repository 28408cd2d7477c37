"""The start-up check: everything that is missing at once, and the exact place to put each right (acceptance.md O2)."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from selfcheck import Verdict, login, packages
from settings import Settings
from tests.bot.fakes import FakeOpenId
from tests.channel import Customer, FakeEntra

ROOT = Path(__file__).parents[2]
EKBACKA = Customer("Ekbacka")
SECRET = "a-value-nobody-may-see"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


async def app(command: str, folder: Path, **environment: str) -> Done:
    """`python app.py …` with these settings and none of this machine's."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "app.py"), command),
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(60):
        out, err = await process.communicate()
    assert SECRET not in (out + err).decode()
    return Done(process.returncode or 0, out.decode(), err.decode())


def missing(text: str) -> dict[str, str]:
    """Each fault of a refused start, with the line that says where it is put right."""
    lines = text.splitlines()[1:]
    return {
        fault.strip().split(":")[0]: place.strip()
        for fault, place in zip(lines[::2], lines[1::2], strict=True)
    }


@pytest.mark.case("O2")
@pytest.mark.parametrize("command", ["run", "check"])
async def test_everything_that_is_missing_is_listed_at_once_with_the_place_to_fix_it(
    tmp_path: Path, command: str
) -> None:
    wrong = {
        "EST_APP_ID": EKBACKA.app,
        "EST_APP_SECRET_FILE": "/nowhere/secret",
        "EST_APP_SECRET": "",
        "EST_PORT": "0",
        "EST_LOG_FORMAT": "poetry",
        "EST_METRICS_TOKEN": "short",
        "EST_PUBLIC_URL": "http://est.example",
        "EST_DATABASE_URL": f"mysql://est:{SECRET}@db/est",
    }
    done = await app(command, tmp_path, **wrong)
    assert done.code == 2
    if command == "check":
        found = done.out
        assert "ok   tidszoner: tzdata " in found
    else:
        assert done.out == ""
        assert done.err.startswith("EST-boten startar inte.")
        found = done.err
        assert missing(found) == {
            "EST_APP_SECRET_FILE": "filen som inställningen pekar på; botens konto ska kunna läsa den; "
            "docs/administrator.md avsnitt 3",
            "EST_PORT": "en ledig port; samma som i proxyns inställning",
            "EST_LOG_FORMAT": "docs/drift.md, Inställningar",
            "EST_METRICS_TOKEN": "docs/drift.md, Mätvärden",
            "EST_PUBLIC_URL": "Azure-portalen → Azure Bot → Configuration → Messaging endpoint, utan /api/messages",
            "EST_TENANTS": "Entra admin center → App registrations → appen → Overview → Directory (tenant) ID",
            "EST_DATABASE_URL": "sqlite:///mapp/est.db, eller PostgreSQL-adressen från den som driver databasen; "
            "docs/drift.md",
        }
    for name in set(wrong) - {"EST_APP_ID", "EST_APP_SECRET"} | {"EST_TENANTS"}:
        assert name in found


@pytest.mark.case("O2")
async def test_a_folder_or_a_certificate_that_may_not_be_used_is_listed_too(tmp_path: Path) -> None:
    """A file stands where the database's folder should be, and the PEM holds no key."""
    (tmp_path / "occupied").write_text("")
    pem = tmp_path / "app.pem"
    pem.write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    done = await app(
        "run",
        tmp_path,
        EST_APP_ID=EKBACKA.app,
        EST_TENANTS=EKBACKA.tenant,
        EST_APP_CERTIFICATE_FILE=str(pem),
        EST_DATABASE_URL=f"sqlite:///{tmp_path}/occupied/est.db",
    )
    assert done.code == 2
    assert missing(done.err) == {
        "EST_DATABASE_URL": "sqlite:///mapp/est.db, eller PostgreSQL-adressen från den som driver databasen; "
        "docs/drift.md",
        f"inloggning {EKBACKA.app}": "PEM-filen med nyckel och certifikat; docs/administrator.md avsnitt 3, Certifikat",
    }


@pytest.mark.case("O2")
async def test_the_check_asks_entra_and_the_metadata_server_and_changes_nothing(tmp_path: Path) -> None:
    openid, entra = FakeOpenId(), FakeEntra()
    async with openid.running() as metadata, entra.running(tmp_path) as authority:
        given = {
            "EST_APP_ID": EKBACKA.app,
            "EST_APP_SECRET": SECRET,
            "EST_APP_SECRET_EXPIRES": (date.today() + timedelta(days=200)).isoformat(),  # noqa: DTZ011 -- any day ahead
            "EST_TENANTS": EKBACKA.tenant,
            "EST_PUBLIC_URL": "https://est.example",
            "EST_OPENID_METADATA": metadata,
            "EST_LOGIN_AUTHORITY": authority,
            "EST_DATABASE_URL": f"sqlite:///{tmp_path}/data/est.db",
            "REQUESTS_CA_BUNDLE": str(tmp_path / "entra.pem"),
        }
        well = await app("check", tmp_path, **given)
        nowhere = {
            "EST_OPENID_METADATA": "http://127.0.0.1:9/m",
            "EST_LOGIN_AUTHORITY": "https://127.0.0.1:9",
        }
        ended = {"EST_APP_SECRET_EXPIRES": "2026-01-31"}
        ill = await app("check", tmp_path, **given | nowhere | ended)
    assert well.code == 0, well.out + well.err
    assert [line.split(":")[0] for line in well.out.splitlines() if not line.startswith(" ")] == [
        "ok   läge",
        "ok   tidszoner",
        "ok   databas",
        f"ok   inloggning {EKBACKA.app}",
        "obs  Teams-paket",
        "ok   nycklar",
        f"ok   inloggning {EKBACKA.app}",
    ]
    assert entra.asked == [(EKBACKA.tenant, EKBACKA.app)]
    assert not (tmp_path / "data" / "est.db").exists()

    assert ill.code == 2
    assert [line.split(":")[0] for line in ill.out.splitlines() if line.startswith("FEL")] == [
        f"FEL  inloggning {EKBACKA.app}",
        "FEL  nycklar",
        f"FEL  inloggning {EKBACKA.app}",
    ]
    assert "Botens hemlighet gick ut lör 31 jan 2026." in ill.out
    assert ill.out.count("     rätta: brandväggen ut på port 443, och EST_") == 2
    assert ill.err == ""


async def test_a_login_that_entra_refuses_says_where_it_is_renewed() -> None:
    class Refusing:
        async def token(self, audience: str) -> str:
            raise PermissionError("invalid_client [7000222]")

    settings = Settings(_env_file=None, app_id=EKBACKA.app, app_secret=SECRET, tenants=(EKBACKA.tenant,))
    (own,) = settings.apps
    found = await login(settings, own, Refusing())
    assert found.is_fault
    assert "7000222" in found.text
    assert "Certificates & secrets" in found.place


def test_a_package_for_another_bot_or_another_address_is_noticed(tmp_path: Path) -> None:
    settings = Settings(
        _env_file=None,
        app_id=EKBACKA.app,
        app_secret=SECRET,
        tenants=(EKBACKA.tenant,),
        public_url="https://est.example",
    )
    made = {
        "a.zip": (EKBACKA.app, "est.example"),
        "b.zip": (EKBACKA.app, "old.example"),
        "c.zip": (EKBACKA.tenant, "est.example"),
    }
    for name, (bot_id, domain) in made.items():
        with zipfile.ZipFile(tmp_path / name, "w") as package:
            package.writestr(
                "manifest.json", json.dumps({"bots": [{"botId": bot_id}], "validDomains": [domain]})
            )
    (tmp_path / "d.zip").write_text("no zip")
    found = packages(settings, tmp_path)
    assert [one.verdict for one in found] == [Verdict.OK, Verdict.NOTE, Verdict.NOTE, Verdict.NOTE]
    assert "EST_PUBLIC_URL" in found[1].text
    assert "EST_APP_ID" in found[2].text
