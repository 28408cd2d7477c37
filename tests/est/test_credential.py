"""How long the bot can log in: days counted from data, and one threshold at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from est.credential import NEVER, NO_THRESHOLD, Credential, CredentialKind
from est.weekly.watching import about_credential, credential_of

LAST = date(2027, 3, 1)
SECRET = Credential.secret(LAST)
NOTHING = Credential(CredentialKind.MANAGED_IDENTITY)


def days_before(days: int) -> datetime:
    return datetime(2027, 3, 1, 12, tzinfo=UTC) - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "threshold"),
    [
        *((61, NO_THRESHOLD), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7)),
        *((0, 0), (-1, 0), (-400, 0)),
    ],
)
def test_one_threshold_stands_at_a_time(days: int, threshold: int) -> None:
    assert SECRET.days_left(days_before(days)) == days
    assert SECRET.threshold(days_before(days)) == threshold


def test_a_secret_works_through_its_last_day_and_not_a_moment_longer() -> None:
    midnight = datetime(2027, 3, 2, tzinfo=UTC)
    assert not SECRET.expired(midnight - timedelta(microseconds=1))
    assert SECRET.expired(midnight)
    assert SECRET.last_day == LAST


def test_a_certificate_ends_at_its_moment() -> None:
    certificate = Credential(CredentialKind.CERTIFICATE, datetime(2027, 3, 1, 9, 12, tzinfo=UTC))
    assert not certificate.expired(datetime(2027, 3, 1, 9, 11, tzinfo=UTC))
    assert certificate.expired(datetime(2027, 3, 1, 9, 12, tzinfo=UTC))
    assert certificate.last_day == LAST


@pytest.mark.parametrize("credential", [NOTHING, Credential.secret(None)])
def test_what_has_no_last_day_is_never_warned_about(credential: Credential) -> None:
    assert credential.threshold(NEVER - timedelta(days=1000)) == NO_THRESHOLD
    assert not credential.ends
    assert not credential.expired(days_before(-9999))


@pytest.mark.parametrize(
    "credential", [SECRET, NOTHING, Credential.secret(None), Credential(CredentialKind.NONE)]
)
def test_a_letter_brings_the_credential_along(credential: Credential) -> None:
    assert credential_of(about_credential(credential)) == credential
    assert all(isinstance(value, str) for value in about_credential(credential).values())
