"""The file of further municipalities: each with an app, tenants and a credential of its own (acceptance.md M8)."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from settings import Settings, SettingsRefused

OWN, TENANT, APP, OTHER = (str(UUID(int=0xA000 + number, version=4)) for number in range(4))
SECRET = "a-value-nobody-may-see"


def settings(folder: Path, text: str) -> Settings:
    file = folder / "municipalities.toml"
    file.write_text(text, encoding="utf-8")
    return Settings(
        _env_file=None, app_id=OWN, app_secret=SECRET, tenants=(TENANT,), municipalities_file=file
    )


def entry(folder: Path, **changes: str) -> str:
    (folder / "secret").write_text(f"{SECRET}\n", encoding="utf-8")
    lines = {
        "name": '"Sjövik"',
        "app_id": f'"{APP}"',
        "tenants": f'["{OTHER}"]',
        "app_secret_file": f'"{folder / "secret"}"',
    } | changes
    return "[[municipality]]\n" + "\n".join(f"{key} = {value}" for key, value in lines.items() if value)


def test_a_further_municipality_has_its_own_app_tenants_and_secret(tmp_path: Path) -> None:
    own, further = settings(tmp_path, entry(tmp_path, app_id=f'"{APP.upper()}"')).apps
    assert (own.app_id, own.tenants, own.secret) == (OWN, (TENANT,), SECRET)
    assert (further.name, further.app_id, further.tenants, further.secret) == (
        "Sjövik",
        APP,
        (OTHER,),
        SECRET,
    )
    assert SECRET not in f"{own!r}{further!r}"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"app_id": ""}, "municipality.0.app_id"),
        ({"app_id": '"sjovik"'}, "municipality.0.app_id"),
        ({"tenants": "[]"}, "municipality.0.tenants"),
        ({"tenants": '["sjovik.example"]'}, "municipality.0.tenants"),
        ({"app_secret_file": ""}, "municipality.0"),
        ({"app_secret_file": '"/nowhere/secret"'}, "municipality.0"),
        ({"managed_identity": f'"{APP}"'}, "municipality.0"),
        ({"tenant": f'"{OTHER}"'}, "municipality.0.tenant"),
        ({"name": "["}, "not TOML"),
    ],
    ids=str,
)
def test_what_is_wrong_in_the_file_stops_the_start_with_its_place(
    tmp_path: Path, changes: dict[str, str], place: str
) -> None:
    with pytest.raises(SettingsRefused) as refused:
        settings(tmp_path, entry(tmp_path, **changes))
    ((name, hint),) = refused.value.faults
    assert name == "EST_MUNICIPALITIES_FILE"
    assert place in hint
    assert SECRET not in hint


@pytest.mark.parametrize("twice", [OWN, TENANT])
def test_an_app_or_a_tenant_of_two_municipalities_stops_the_start(tmp_path: Path, twice: str) -> None:
    changes = {"app_id": f'"{OWN}"'} if twice == OWN else {"tenants": f'["{OTHER}", "{TENANT}"]'}
    with pytest.raises(SettingsRefused) as refused:
        settings(tmp_path, entry(tmp_path, **changes))
    assert dict(refused.value.faults)["EST_MUNICIPALITIES_FILE"].endswith(f"stand twice: {twice}")


def test_a_file_that_is_not_there_stops_the_start_and_local_mode_has_none(tmp_path: Path) -> None:
    none = tmp_path / "none.toml"
    with pytest.raises(SettingsRefused, match="cannot be read"):
        Settings(_env_file=None, app_id=OWN, app_secret=SECRET, tenants=(TENANT,), municipalities_file=none)
    with pytest.raises(SettingsRefused, match="EST_APP_ID"):
        Settings(_env_file=None, municipalities_file=none)
    assert Settings(_env_file=None).apps == ()
