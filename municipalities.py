"""Whose apps this installation speaks for: the first stands in the settings, further ones in a TOML file.

A host may serve several municipalities. Each has an app registration, tenants and a credential of its own, and none of
them opens anything of another's (design.md §4, acceptance.md M8). Secrets stay in files of their own.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

Guid = Annotated[str, AfterValidator(lambda value: str(UUID(value)))]


class App(BaseModel):
    """One municipality's app: who may speak to it, and how it proves to Teams that it is itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    app_id: Guid
    tenants: Annotated[tuple[Guid, ...], Field(min_length=1)]
    name: str = ""
    app_secret: Annotated[SecretStr, Field(exclude=True)] = SecretStr("")
    app_secret_file: Path | None = None
    app_secret_expires: date | None = None
    """The secret's last day, which cannot be read from the secret (acceptance.md O1)."""
    app_certificate_file: Path | None = None
    managed_identity: Guid | None = None

    @model_validator(mode="after")
    def _one_credential(self) -> Self:
        credentials = (
            self.app_secret.get_secret_value() or self.app_secret_file,
            self.app_certificate_file,
            self.managed_identity,
        )
        if sum(bool(credential) for credential in credentials) != 1:
            raise ValueError("one credential")
        for file in (self.app_secret_file, self.app_certificate_file):
            if file is not None and not file.is_file():
                raise ValueError("no such file")
        return self

    @property
    def secret(self) -> str:
        """The client secret, empty where another credential is used."""
        if self.app_secret_file is not None:
            return self.app_secret_file.read_text("utf-8").strip()
        return self.app_secret.get_secret_value()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    municipality: Annotated[tuple[App, ...], Field(min_length=1)]


class MunicipalitiesRefused(Exception):
    """The file cannot be used. Says where in it, never which value: one may be a secret."""


def further_apps(path: Path) -> tuple[App, ...]:
    """The apps in a file of `[[municipality]]` tables.

    Raises:
        MunicipalitiesRefused: with the places that are wrong.
    """
    try:
        return _File.model_validate(tomllib.loads(path.read_text("utf-8"))).municipality
    except OSError:
        raise MunicipalitiesRefused("the file cannot be read") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise MunicipalitiesRefused("the file is not TOML") from None
    except ValidationError as error:
        places = dict.fromkeys(".".join(map(str, fault["loc"])) for fault in error.errors())
        raise MunicipalitiesRefused(f"correct {', '.join(places)}") from None


def shared(apps: tuple[App, ...]) -> list[str]:
    """App ids and tenants that more than one municipality claims: whose they are would be anybody's guess."""
    claimed = Counter(id_ for app in apps for id_ in {app.app_id, *app.tenants})
    return sorted(id_ for id_, times in claimed.items() if times > 1)
