"""What has to be right before the bot can work, looked at in one go: every fault, and the place to put it right.

At the start everything that needs no network is looked at (acceptance.md O2); `python app.py check` asks Entra and the
metadata server as well. A part of the composition root: it knows concrete classes and the settings.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from est.credential import Credential, CredentialKind
from municipalities import App
from remedies import APP, GUIDE, ZONE, where
from settings import Settings
from storage.migrate import EMPTY, head, level
from storage.refused import DatabaseRefused
from tokens.credentials import Application, Certificate
from words import words_in
from words.credential import login_ended, login_ends, renew

PACKAGES = Path(__file__).parent / "build" / "manifest"


class TokenSource(Protocol):
    """What gives the bot its tokens; raises `PermissionError` or `ConnectionError`."""

    async def token(self, audience: str) -> str: ...


class Verdict(StrEnum):
    """How a check came out."""

    OK = "ok"
    NOTE = "obs"
    """It works, and somebody should know."""
    FAULT = "FEL"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what it is, how it is, and where it is put right."""

    subject: str
    verdict: Verdict
    text: str
    place: str = ""
    stops_the_start: bool = False

    @property
    def is_fault(self) -> bool:
        return self.verdict is Verdict.FAULT

    def __str__(self) -> str:
        line = f"{self.verdict:<4} {self.subject}: {self.text}"
        return f"{line}\n     rätta: {self.place}" if self.place else line


def fault(subject: str, text: str, place: str = "", *, stops: bool = True) -> Finding:
    return Finding(subject, Verdict.FAULT, text, place or where(subject), stops_the_start=stops)


def faults_of_settings(faults: Iterable[tuple[str, str]]) -> list[Finding]:
    """What the settings were refused for."""
    return [fault(name, hint) for name, hint in faults]


def mode(settings: Settings) -> Finding:
    """What the settings are for."""
    if settings.local:
        return Finding("läge", Verdict.OK, "lokalt läge, eftersom EST_APP_ID inte är satt")
    return Finding("läge", Verdict.OK, f"skarpt läge för {', '.join(app.app_id for app in settings.apps)}")


def time_zones() -> Finding:
    """Without the time zone database nothing starts: nine o'clock must not become nine in UTC (acceptance.md S16)."""
    try:
        ZoneInfo(ZONE)
    except ZoneInfoNotFoundError:
        text = (
            f"Tidszonen {ZONE} saknas: installera paketet tzdata (no time zones: install the package tzdata)"
        )
        return fault("tidszoner", text)
    return Finding("tidszoner", Verdict.OK, f"tzdata {version('tzdata')}")


def database(url: str) -> Finding:
    """Whether the database can be reached and is not of a newer version; an older one is migrated at the start."""
    try:
        _make_room(url)
        at = level(url)
    except DatabaseRefused as refused:
        return fault("EST_DATABASE_URL", str(refused))
    except OSError as error:
        return fault("EST_DATABASE_URL", f"mappen går inte att skriva i ({type(error).__name__})")
    if at > head():
        text = f"databasen är på nivå {at}, programmet känner {head()}: kör den nya versionen"
        return fault("EST_DATABASE_URL", text)
    behind = "" if at == head() else f", migreras till {head()} vid starten"
    return Finding("databas", Verdict.OK, f"{'tom' if at == EMPTY else f'nivå {at}'}{behind}")


def credentials(settings: Settings, now: datetime) -> list[Finding]:
    """Whether each app's secret or certificate can be read, and how long it lasts."""
    return [_credential(app, now) for app in settings.apps]


def packages(settings: Settings, folder: Path = PACKAGES) -> list[Finding]:
    """Whether the Teams packages that were built here are for this bot and this address."""
    found = sorted(folder.glob("*.zip"))
    if not found and not settings.local:
        text = "inget paket är byggt här, så det går inte att jämföra"
        return [Finding("Teams-paket", Verdict.NOTE, text, f"make manifest; {GUIDE} 5")]
    return [_package(path, settings) for path in found]


async def login(settings: Settings, app: App, provider: TokenSource) -> Finding:
    """Whether Entra gives the app a token for the channel; nothing is sent to anybody."""
    subject = f"inloggning {app.app_id}"
    try:
        await provider.token(settings.token_issuer)
    except PermissionError as error:
        text = f"Entra godtar inte inloggningen ({error})"
        return fault(
            subject, text, f"{APP} → Certificates & secrets; EST_TENANTS ska vara appens katalog; {GUIDE} 3"
        )
    except ConnectionError as error:
        text = f"{urlsplit(settings.login_authority).hostname} svarar inte ({error})"
        return fault(subject, text, "brandväggen ut på port 443, och EST_LOGIN_AUTHORITY")
    return Finding(subject, Verdict.OK, "Entra gav en biljett till Teams")


def keys(settings: Settings, *, fetched: bool) -> Finding:
    """Whether the keys that incoming requests are signed with could be fetched."""
    host = urlsplit(settings.openid_metadata).hostname
    if fetched:
        return Finding("nycklar", Verdict.OK, f"{host} gav nycklar för inkommande anrop")
    place = "brandväggen ut på port 443, och EST_OPENID_METADATA"
    return fault("nycklar", f"{host} gav inga nycklar, så ingen släpps in", place)


def public_url(settings: Settings) -> list[Finding]:
    if settings.local or settings.public_url:
        return []
    text = "inte satt: paketet till Teams och länkarna i det behöver adressen"
    return [Finding("EST_PUBLIC_URL", Verdict.NOTE, text, where("EST_PUBLIC_URL"))]


def _make_room(url: str) -> None:
    if url.startswith("sqlite:///"):
        folder = Path(url.removeprefix("sqlite:///")).parent
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".est-boten-kan-skriva"
        probe.touch()
        probe.unlink()


def _credential(app: App, now: datetime) -> Finding:
    subject = f"inloggning {app.app_id}"
    try:
        credential = login_of(app)
    except (ValueError, OSError) as error:
        text = f"certifikatet går inte att läsa ({type(error).__name__})"
        return fault(subject, text, where("EST_APP_CERTIFICATE_FILE"))
    words = words_in("sv")
    if not credential.known:
        text = "ingen har angett när hemligheten går ut"
        return Finding(subject, Verdict.NOTE, text, where("EST_APP_SECRET_EXPIRES"))
    if not credential.ends:
        return Finding(subject, Verdict.OK, "hanterad identitet, går inte ut")
    if credential.expired(now):
        # The bot starts all the same: people can answer, and its pages say what is wrong.
        return fault(subject, login_ended(words, credential), renew(words, credential), stops=False)
    verdict = Verdict.OK if credential.threshold(now) < 0 else Verdict.NOTE
    return Finding(subject, verdict, login_ends(words, credential))


def login_of(app: App) -> Credential:
    """How long the app can log in.

    Raises:
        ValueError: the certificate cannot be read, or its key is missing.
    """
    if app.managed_identity:
        return Credential(CredentialKind.MANAGED_IDENTITY)
    if app.app_certificate_file is not None:
        pem = app.app_certificate_file.read_text("ascii")
        certificate = Certificate(Application(app.app_id, app.tenants[0]), pem)
        return Credential(CredentialKind.CERTIFICATE, certificate.expires())
    return Credential.secret(app.app_secret_expires)


def _package(path: Path, settings: Settings) -> Finding:
    try:
        with zipfile.ZipFile(path) as package:
            manifest = json.loads(package.read("manifest.json"))
        bot_ids = {bot["botId"] for bot in manifest["bots"]}
        domains = set(manifest.get("validDomains", ()))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError):
        return Finding(path.name, Verdict.NOTE, "går inte att läsa", f"make manifest; {GUIDE} 5")
    if not bot_ids <= {app.app_id for app in settings.apps}:
        text = "paketet hör till en annan app än EST_APP_ID"
        return Finding(path.name, Verdict.NOTE, text, f"make manifest; {GUIDE} 5")
    host = urlsplit(settings.public_url).hostname
    if host and host not in domains:
        text = "paketet är byggt för en annan adress än EST_PUBLIC_URL"
        return Finding(path.name, Verdict.NOTE, text, f"make manifest; {GUIDE} 5")
    return Finding(path.name, Verdict.OK, "hör till den här boten och adressen")
