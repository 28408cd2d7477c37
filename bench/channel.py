"""The channel's side of authentication: a key pair, its published half, and a token that it signs."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from bench.country import APP_ID

ISSUER = "https://api.botframework.com"
KID = "bench"


@dataclass(frozen=True, slots=True)
class Channel:
    """Signs what the program has to verify."""

    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    def publish(self, file: Path) -> None:
        """Write the key document that the connector's process serves."""
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        entry = {**public, "kid": KID, "use": "sig", "endorsements": ["msteams"]}
        file.write_text(json.dumps({"keys": [entry]}), "ascii")

    def token(self, service_url: str) -> str:
        """A token as Teams sends one; it is good for an hour."""
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": APP_ID, "serviceurl": service_url, "nbf": now - 60, "exp": now + 3600}
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KID})
