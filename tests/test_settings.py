"""A wrong setting stops the start with its name and a hint, and never shows its value."""

from __future__ import annotations

from pathlib import Path

import pytest

from remedies import WHERE
from settings import Settings, SettingsRefused, read_settings

APP = "11111111-2222-3333-4444-555555555555"
TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
SECRET = "a-value-nobody-may-see"
REAL = {"EST_APP_ID": APP, "EST_APP_SECRET": SECRET, "EST_TENANTS": TENANT}


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine's own, and no .env."""
    import os

    for name in [name for name in os.environ if name.startswith("EST_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def settings(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return read_settings()


def faults(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, str]:
    with pytest.raises(SettingsRefused) as refused:
        settings(monkeypatch, **environment)
    assert SECRET not in str(refused.value)
    return dict(refused.value.faults)


def test_without_settings_it_is_local_mode_on_loopback() -> None:
    found = read_settings()
    assert (found.local, found.host, found.port) == (True, "127.0.0.1", 3978)
    assert found.database_url.get_secret_value() == "sqlite:///var/est-boten.db"


def test_a_real_installation_names_app_secret_and_tenants(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, **REAL, EST_HOST="0.0.0.0")  # noqa: S104 -- behind a proxy of the municipality's
    assert (found.local, found.tenants, found.service_hosts) == (
        False,
        (TENANT,),
        ("smba.trafficmanager.net",),
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "est.example.com", ""])  # noqa: S104 -- must be refused
def test_local_mode_refuses_to_listen_to_the_world(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    if not host:
        assert settings(monkeypatch, EST_HOST=host).on_loopback
        return
    assert "127.0.0.1" in faults(monkeypatch, EST_HOST=host)["EST_HOST"]


@pytest.mark.parametrize("name", ["EST_APP_SECRET", "EST_TENANTS", "EST_PUBLIC_URL"])
def test_settings_of_a_real_installation_without_an_app_id_are_refused(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    value = {"EST_APP_SECRET": SECRET, "EST_TENANTS": TENANT, "EST_PUBLIC_URL": "https://est.example.com"}[
        name
    ]
    assert set(faults(monkeypatch, **{name: value})) == {"EST_APP_ID"}


def test_one_credential_and_only_one_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    both = REAL | {"EST_MANAGED_IDENTITY": APP}
    assert "exactly one" in faults(monkeypatch, **both)["EST_APP_SECRET"]
    monkeypatch.delenv("EST_APP_SECRET")
    assert settings(monkeypatch).managed_identity == APP
    monkeypatch.delenv("EST_MANAGED_IDENTITY")
    assert "exactly one" in faults(monkeypatch)["EST_APP_SECRET"]


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("EST_APP_ID", "not-a-guid", "GUID"),
        ("EST_TENANTS", "kommunen", "GUID"),
        ("EST_MANAGED_IDENTITY", "x", "GUID"),
        ("EST_PORT", "0", "1 to 65535"),
        ("EST_PORT", "http", "1 to 65535"),
        ("EST_RATE", "1001", "1 to 1000"),
        ("EST_TENANT_RATE", "51", "1 to 50"),
        ("EST_TENANT_RATE", "0", "1 to 50"),
        ("EST_LOG_FORMAT", "xml", "console or json"),
        ("EST_PUBLIC_URL", "http://est.example.com", "https"),
        ("EST_LOGIN_AUTHORITY", "ftp://login.example.com", "https"),
        ("EST_OPENID_METADATA", "http://keys.example.com", "https"),
    ],
)
def test_nonsense_is_named_with_a_hint(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, hint: str
) -> None:
    assert hint in faults(monkeypatch, **REAL | {name: value})[name]


def test_every_wrong_setting_is_named_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(faults(monkeypatch, **REAL | {"EST_PORT": "x", "EST_RATE": "0"})) == {"EST_PORT", "EST_RATE"}


def test_plain_http_is_for_loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, **REAL, EST_OPENID_METADATA="http://127.0.0.1:9/keys")
    assert found.openid_metadata == "http://127.0.0.1:9/keys"


def test_a_secret_may_come_from_a_mounted_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mounted = tmp_path / "secret"
    mounted.write_text(f"{SECRET}\n")
    rest = {name: value for name, value in REAL.items() if name != "EST_APP_SECRET"}
    found = settings(monkeypatch, **rest, EST_APP_SECRET_FILE=str(mounted))
    assert found.app_secret.get_secret_value() == SECRET
    assert SECRET not in repr(found)


def test_a_secret_file_that_is_not_there_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    found = faults(monkeypatch, EST_APP_SECRET_FILE="/nowhere/secret")
    assert list(found) == ["EST_APP_SECRET_FILE", "EST_APP_ID"]


def test_a_certificate_file_that_is_not_there_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    rest = {name: value for name, value in REAL.items() if name != "EST_APP_SECRET"}
    assert "EST_APP_CERTIFICATE_FILE" in faults(
        monkeypatch, **rest, EST_APP_CERTIFICATE_FILE="/nowhere/cert.pem"
    )


def test_settings_cannot_be_changed_after_the_start() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().port = 1  # type: ignore[misc]


def test_everything_that_is_wrong_or_missing_is_told_of_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    found = faults(
        monkeypatch,
        EST_APP_ID="not-a-guid",
        EST_PORT="0",
        EST_RATE="many",
        EST_METRICS_TOKEN="short",
        EST_DATABASE_URL_FILE="/nowhere/url",
        EST_LOGIN_AUTHORITY="http://login.example",
        EST_APP_CERTIFICATE_FILE="/nowhere/cert.pem",
        EST_MANAGED_IDENTITY=APP,
        EST_MUNICIPALITIES_FILE="/nowhere/municipalities.toml",
        EST_SERVICE_HOSTS=" ",
        EST_APP_SECRET_EXPIRES="in spring",
    )
    assert set(found) == {
        *("EST_APP_ID", "EST_PORT", "EST_RATE", "EST_METRICS_TOKEN", "EST_DATABASE_URL_FILE"),
        *("EST_LOGIN_AUTHORITY", "EST_APP_CERTIFICATE_FILE", "EST_APP_SECRET", "EST_TENANTS"),
        *("EST_MUNICIPALITIES_FILE", "EST_APP_SECRET_EXPIRES", "EST_SERVICE_HOSTS"),
    }
    assert "YYYY-MM-DD" in found["EST_APP_SECRET_EXPIRES"]


def test_every_setting_has_a_place_where_it_is_found() -> None:
    names = {f"EST_{name.upper()}" for name in Settings.model_fields}
    assert names - set(WHERE) == set()
    assert {name.removesuffix("_FILE") for name in WHERE if name.startswith("EST_")} - names <= {
        "EST_APP_CERTIFICATE",
        "EST_MUNICIPALITIES",
    }
