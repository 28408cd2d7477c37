"""How the app proves who it is to Entra: secret, certificate, managed identity or federated assertion.

Each credential makes its own msal client. Making one may ask the network, so it happens where tokens are
fetched: in a thread, and again after a failure.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import msal
import requests
from cryptography import x509
from msal.authority import WELL_KNOWN_AUTHORITY_HOSTS

LOGIN_AUTHORITY: Final = "https://login.microsoftonline.com"

_EXCHANGE_AUDIENCE: Final = "api://AzureADTokenExchange"
_ENTRA_WITHIN: Final = 10.0
_PRIVATE_KEY: Final = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.+?-----END [A-Z ]*PRIVATE KEY-----", re.DOTALL
)
_CERTIFICATE: Final = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


class TokenClient(Protocol):
    """The one call of msal that we need; it blocks."""

    def acquire_token_for_client(self, scopes: list[str]) -> Mapping[str, Any]:
        """A token or an error, as Entra words them."""


class Credential(Protocol):
    """Something that can make a client."""

    def client(self) -> TokenClient:
        """A client with an empty cache; may ask the network."""


@dataclass(frozen=True, slots=True)
class Application:
    """Whose tokens: the app registration, its tenant, and where that tenant signs in."""

    app_id: str
    tenant_id: str
    login_authority: str = LOGIN_AUTHORITY

    def __post_init__(self) -> None:
        # msal refuses http as well, but only when the first token is asked for.
        if urlsplit(self.login_authority).scheme != "https" and not self._is_here:
            raise ValueError("The login authority must be https.")

    @property
    def _is_here(self) -> bool:
        """Plain http on this machine: a stand-in for Entra."""
        parts = urlsplit(self.login_authority)
        host = parts.hostname or ""
        return parts.scheme == "http" and (host == "localhost" or _is_loopback(host))

    @property
    def _is_well_known(self) -> bool:
        return urlsplit(self.login_authority).hostname in WELL_KNOWN_AUTHORITY_HOSTS

    def confidential_client(self, proof: object) -> TokenClient:
        """The client for this app and a proof in msal's own form."""
        where = f"{self.login_authority.rstrip('/')}/{self.tenant_id}"
        client: TokenClient = msal.ConfidentialClientApplication(
            self.app_id,
            client_credential=proof,
            # msal takes https alone, so a stand-in on this machine is named so, and asked by a session that knows.
            authority=where.replace("http:", "https:", 1) if self._is_here else where,
            http_client=_PlainSession(urlsplit(where).netloc) if self._is_here else None,
            # The public cloud knows nothing of a private one, and would be asked about it at every start.
            instance_discovery=None if self._is_well_known else False,
            timeout=_ENTRA_WITHIN,
        )
        return client


@dataclass(frozen=True, slots=True)
class ClientSecret:
    """A shared secret: allowed, but it expires without a word, so its last day belongs in the settings."""

    application: Application
    secret: str = field(repr=False)

    def client(self) -> TokenClient:
        return self.application.confidential_client(self.secret)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A private key and its certificate in one PEM text: preferred outside Azure."""

    application: Application
    pem: str = field(repr=False)
    passphrase: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not _PRIVATE_KEY.search(self.pem) or not _CERTIFICATE.search(self.pem):
            raise ValueError("The PEM must hold both the private key and its certificate.")

    def client(self) -> TokenClient:
        return self.application.confidential_client(self.proof())

    def proof(self) -> dict[str, str]:
        """The certificate in msal's form; msal computes the SHA-256 thumbprint itself."""
        key = "\n".join(match[0] for match in _PRIVATE_KEY.finditer(self.pem))
        chain = "\n".join(match[0] for match in _CERTIFICATE.finditer(self.pem))
        proof = {"private_key": key, "public_certificate": chain}
        return proof | {"passphrase": self.passphrase} if self.passphrase else proof

    def expires(self) -> datetime:
        """The certificate's last moment (aware, UTC), so that somebody can be warned in time."""
        return expiry_of(self.pem)


def expiry_of(pem: str) -> datetime:
    """The last moment (aware, UTC) of the first certificate in a PEM text, which is the app's own.

    Raises:
        ValueError: there is none, or it cannot be read.
    """
    found = _CERTIFICATE.search(pem)
    if found is None:
        raise ValueError("The PEM holds no certificate.")
    return x509.load_pem_x509_certificate(found[0].encode()).not_valid_after_utc


@dataclass(frozen=True, slots=True)
class FederatedIdentity:
    """An app registration that trusts another issuer: a managed identity."""

    application: Application
    assertion: Callable[[], str]

    def client(self) -> TokenClient:
        return self.application.confidential_client({"client_assertion": self.assertion})


def assertion_of_identity(identity_id: str) -> Callable[[], str]:
    """Assertions from a user-assigned managed identity; msal keeps them for as long as they last."""
    client = _ManagedIdentityClient(identity_id)

    def assertion() -> str:
        answer = client.acquire_token_for_client([f"{_EXCHANGE_AUDIENCE}/.default"])
        if "access_token" not in answer:
            raise PermissionError("The managed identity gave no assertion.")
        return str(answer["access_token"])

    return assertion


class _ManagedIdentityClient:
    """msal's managed identity client, asked by resource instead of scope."""

    def __init__(self, identity_id: str) -> None:
        identity = msal.UserAssignedManagedIdentity(client_id=identity_id)
        self._client = msal.ManagedIdentityClient(identity, http_client=_TimedSession())

    def acquire_token_for_client(self, scopes: list[str]) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = self._client.acquire_token_for_client(
            resource=scopes[0].removesuffix("/.default")
        )
        return answer


class _TimedSession(requests.Session):
    """msal leaves time-outs of managed identities to its HTTP client, and requests has none by default."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        return super().request(*args, **{"timeout": _ENTRA_WITHIN, **kwargs})


class _PlainSession(_TimedSession):
    """Asks one server on this machine without TLS, and by no proxy. msal calls its addresses https, there and back."""

    def __init__(self, server: str) -> None:
        super().__init__()
        self.trust_env = False
        self._plain, self._named = f"http://{server}/", f"https://{server}/"

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        answer = super().request(method, url.replace(self._named, self._plain, 1), *args, **kwargs)
        answer._content = answer.content.replace(self._plain.encode(), self._named.encode())  # noqa: SLF001 -- requests has no other way
        return answer


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
