"""Where the bot signs in, and where it finds the channel's signing keys: both on this machine."""

from __future__ import annotations

import base64
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from bench.processes import free_port


@dataclass
class Authority:
    """Entra over TLS, as msal demands, and the channel's key document.

    A token that it hands out names the process that asked, by the secret that process was started with.
    """

    home: Path
    up: bool = True
    asked: int = 0
    port: int = field(default_factory=free_port)
    plain_port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        application = web.Application()
        application.add_routes(
            [
                web.get("/{tenant}/v2.0/.well-known/openid-configuration", self._discovery),
                web.post("/{tenant}/oauth2/v2.0/token", self._token),
                web.get("/metadata", self._metadata),
                web.get("/keys", self._keys),
            ]
        )
        self._runner = web.AppRunner(application, access_log=None)
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def certificate(self) -> Path:
        return self.home / "authority.pem"

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @property
    def metadata(self) -> str:
        return f"http://127.0.0.1:{self.plain_port}/metadata"

    async def start(self) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, ssl_context=self._tls()).start()
        await web.TCPSite(self._runner, "127.0.0.1", self.plain_port).start()

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _discovery(self, request: web.Request) -> web.Response:
        if not self.up:
            return web.Response(status=503)
        tenant = f"{self.url}/{request.match_info['tenant']}"
        endpoint = f"{tenant}/oauth2/v2.0"
        return web.json_response(
            {
                "issuer": f"{tenant}/v2.0",
                "authorization_endpoint": f"{endpoint}/authorize",
                "token_endpoint": f"{endpoint}/token",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        self.asked += 1
        if not self.up:
            return web.Response(status=503)
        who = str((await request.post())["client_secret"])
        return web.json_response({"token_type": "Bearer", "expires_in": 3600, "access_token": who})

    async def _metadata(self, request: web.Request) -> web.Response:
        document = {"issuer": "https://api.botframework.com", "jwks_uri": f"{request.url.origin()}/keys"}
        return web.json_response(document)

    async def _keys(self, _: web.Request) -> web.Response:
        numbers = self._key.public_key().public_numbers()
        key = {"kty": "RSA", "use": "sig", "kid": "faults", "endorsements": ["msteams"]}
        return web.json_response({"keys": [key | {"n": _base64(numbers.n), "e": _base64(numbers.e)}]})

    def _tls(self) -> ssl.SSLContext:
        """A certificate of our own, which the servers are told to trust."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self._key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=2))
            .add_extension(
                x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
            )
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        secret = self.home / "authority.key"
        secret.touch(0o600)
        secret.write_bytes(
            self._key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, secret)
        return context


def _base64(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
