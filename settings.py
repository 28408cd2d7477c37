"""One frozen object of settings, read once from the environment, a file or `*_FILE`; nonsense stops the start."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from municipalities import App, MunicipalitiesRefused, further_apps, shared

PREFIX = "EST_"
SECRETS = ("APP_SECRET", "DATABASE_URL", "METRICS_TOKEN")
"""Settings that may come from a mounted file, named by the same setting with `_FILE` behind."""
SHORTEST_TOKEN = 20
"""Characters of a token that cannot be guessed."""


class SettingsRefused(Exception):
    """The start is refused: which settings, and what to write instead. Holds no values, since one may be a secret."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{name}: {hint}" for name, hint in faults))


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class Settings(BaseSettings):
    """How this installation runs. Without an app id it is local mode, on loopback only (design.md §6)."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", env_file=".env", env_ignore_empty=True
    )

    app_id: str = ""
    app_secret: SecretStr = SecretStr("")
    app_secret_expires: date | None = None
    """The secret's last day, which cannot be read from the secret (acceptance.md O1)."""
    app_certificate_file: Path | None = None
    managed_identity: str = ""
    tenants: Annotated[tuple[str, ...], NoDecode] = ()
    municipality_name: str = ""
    municipalities_file: Path | None = None
    """Further municipalities of this host, each with its own app (design.md §4)."""
    login_authority: str = "https://login.microsoftonline.com"
    openid_metadata: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    token_issuer: str = "https://api.botframework.com"  # noqa: S105 -- an address
    """Who signs what comes in, and whom the bot's own tokens are for: one address in each of Microsoft's clouds."""
    service_hosts: Annotated[tuple[str, ...], NoDecode] = ("smba.trafficmanager.net",)
    public_url: str = ""
    logotype: Path | None = None
    """The municipality's logotype for documents, PNG or JPEG."""
    database_url: SecretStr = SecretStr("sqlite:///var/est-boten.db")
    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=1, le=65535)
    rate: int = Field(default=30, ge=1, le=1000)
    """Requests a second to Teams in total, evenly spaced."""
    tenant_rate: int = Field(default=20, ge=1, le=50)
    """As many of them to one tenant, of which Teams admits 50 (platform.md §1.2)."""
    log_format: str = "console"
    metrics_token: SecretStr = SecretStr("")
    """With it there is a page `/metrics`, for whoever shows it; without it there is none (acceptance.md O8)."""
    empty: bool = False
    """Local mode only: start without the sample group, to install the bot by hand."""

    @field_validator("tenants", "service_hosts", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().lower() for part in value.split(",") if part.strip())
        return value

    @field_validator("app_id", "managed_identity")
    @classmethod
    def _guid(cls, value: str) -> str:
        return str(UUID(value)) if value else value

    @field_validator("tenants")
    @classmethod
    def _guids(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(str(UUID(tenant)) for tenant in value)

    @field_validator("metrics_token")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < SHORTEST_TOKEN or not value.get_secret_value().isascii():
            raise ValueError("short")
        return value

    @field_validator("login_authority", "openid_metadata", "token_issuer", "public_url")
    @classmethod
    def _https(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and not (
            parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))
        ):
            raise ValueError("https")
        return value.rstrip("/") if value else value

    @field_validator("logotype")
    @classmethod
    def _there(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("file")
        return value

    @field_validator("log_format")
    @classmethod
    def _known_format(cls, value: str) -> str:
        if value not in {"console", "json"}:
            raise ValueError("console or json")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        faults = self._faults()
        if faults:
            raise SettingsRefused(faults)
        return self

    @property
    def local(self) -> bool:
        """Local mode: no tenant, no token, this machine only."""
        return not self.app_id

    @property
    def apps(self) -> tuple[App, ...]:
        """The apps this installation speaks for, the settings' own first; none in local mode."""
        if self.local:
            return ()
        own = App(
            app_id=self.app_id,
            tenants=self.tenants,
            name=self.municipality_name,
            app_secret=self.app_secret,
            app_secret_expires=self.app_secret_expires,
            app_certificate_file=self.app_certificate_file,
            managed_identity=self.managed_identity or None,
        )
        return (own, *(further_apps(self.municipalities_file) if self.municipalities_file else ()))

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach us."""
        return _is_loopback(self.host)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 -- the library's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, dotenv_settings

    def _faults(self) -> list[tuple[str, str]]:
        credentials = [
            bool(self.app_secret.get_secret_value()),
            self.app_certificate_file is not None,
            bool(self.managed_identity),
        ]
        if self.local:
            return self._local_faults(has_credential=any(credentials))
        faults = []
        if sum(credentials) != 1:
            hint = "set exactly one of EST_APP_SECRET, EST_APP_CERTIFICATE_FILE and EST_MANAGED_IDENTITY"
            faults.append((f"{PREFIX}APP_SECRET", hint))
        if self.app_certificate_file is not None and not self.app_certificate_file.is_file():
            faults.append(
                (
                    f"{PREFIX}APP_CERTIFICATE_FILE",
                    "there is no such file; give a PEM file with key and certificate",
                )
            )
        if not self.tenants:
            faults.append(
                (f"{PREFIX}TENANTS", "set the Entra tenant ids that may use the bot, separated by commas")
            )
        if not self.service_hosts:
            faults.append(
                (f"{PREFIX}SERVICE_HOSTS", "name at least one host, such as smba.trafficmanager.net")
            )
        return faults + self._municipality_faults(compare=not faults)

    def _municipality_faults(self, *, compare: bool) -> list[tuple[str, str]]:
        """Faults of the file; with what stands in the settings it is compared when that is right."""
        try:
            further = further_apps(self.municipalities_file) if self.municipalities_file else ()
            twice = shared(self.apps if compare else further)
        except MunicipalitiesRefused as refused:
            return [(f"{PREFIX}MUNICIPALITIES_FILE", str(refused))]
        hint = "an app id and a tenant belong to one municipality alone; these stand twice: "
        return [(f"{PREFIX}MUNICIPALITIES_FILE", hint + ", ".join(twice))] if twice else []

    def _local_faults(self, *, has_credential: bool) -> list[tuple[str, str]]:
        faults = []
        if not self.on_loopback:
            hint = "without EST_APP_ID nobody is authenticated, so the bot listens on 127.0.0.1 only; set EST_APP_ID"
            faults.append((f"{PREFIX}HOST", hint))
        if has_credential or self.tenants or self.public_url or self.municipalities_file:
            faults.append((f"{PREFIX}APP_ID", "set it: other settings say that this is not local mode"))
        return faults


HINTS = {
    "logotype": "name a PNG or JPEG file of at most 512 kB",
    "app_secret_expires": "write the secret's last day as YYYY-MM-DD, as Entra shows it",
    "metrics_token": f"write at least {SHORTEST_TOKEN} characters, such as `openssl rand -hex 32` gives",
    "token_issuer": "write an https address",
    "app_id": "write the application (client) id as a GUID",
    "managed_identity": "write the identity's client id as a GUID",
    "tenants": "write tenant ids as GUIDs, separated by commas",
    "port": "write a number from 1 to 65535",
    "rate": "write a number from 1 to 1000",
    "tenant_rate": "write a number from 1 to 50",
    "log_format": "write console or json",
    "login_authority": "write an https address (http on this machine alone)",
    "openid_metadata": "write an https address",
    "public_url": "write an https address",
}


NOBODY = "00000000-0000-0000-0000-000000000000"
STAND_INS = {"app_id": NOBODY, "managed_identity": NOBODY, "tenants": NOBODY, "app_secret": "given"}
"""Put in place of what is wrong, so that what else is missing is told of in the same go."""


def read_settings(**overrides: object) -> Settings:
    """The settings of this process.

    Raises:
        SettingsRefused: with every setting that is wrong or missing by name, and a hint each (acceptance.md O2).
    """
    found, faults = _from_files()
    given = {**found, **overrides}
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
        if not faults:
            return settings
    except SettingsRefused as refused:
        faults += refused.faults
    except ValidationError as error:
        # The library's error quotes the value, which may be a secret.
        fields = dict.fromkeys(str(fault["loc"][0]) if fault["loc"] else "" for fault in error.errors())
        faults += [
            (f"{PREFIX}{name.upper()}", HINTS.get(name, "this value cannot be used")) for name in fields
        ]
        faults += _missing_beside(given, fields)
    raise SettingsRefused(list({name: (name, hint) for name, hint in reversed(faults)}.values())[::-1])


def _missing_beside(given: Mapping[str, object], wrong: Iterable[str]) -> list[tuple[str, str]]:
    """What the rest of the settings lack."""
    defaults = {
        name: STAND_INS.get(name, Settings.model_fields[name].get_default()) for name in wrong if name
    }
    try:
        Settings(**{**given, **defaults})
    except SettingsRefused as refused:
        return refused.faults
    except ValidationError:
        return []
    return []


def _from_files() -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Secrets mounted as files, and those that are missing: an error, and not an empty secret."""
    found, faults = {}, []
    for name in SECRETS:
        path = os.environ.get(f"{PREFIX}{name}_FILE", "")
        if path:
            try:
                found[name.lower()] = Path(path).read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError):
                faults.append((f"{PREFIX}{name}_FILE", "the file cannot be read"))
                found |= {name.lower(): STAND_INS[name.lower()]} if name.lower() in STAND_INS else {}
    return found, faults
