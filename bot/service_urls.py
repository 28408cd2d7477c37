"""Where the bot may speak: an exact list of hosts, since the bot's token travels with every request.

Anyone can register a name under `trafficmanager.net`, so no pattern is offered (platform.md §3.5). Plain http
is for a loopback host that stands on the list by name: local mode and tests.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

PUBLIC_CLOUD_HOSTS: Final = frozenset({"smba.trafficmanager.net"})
LOOPBACK_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1"})

# urlsplit quietly drops tabs and newlines and accepts a backslash; browsers and servers then disagree about
# the host.
_CLEAN_URL: Final = re.compile(r"https?://[A-Za-z0-9.\-:\[\]]+(?:/[!-\[\]-~]*)?")


class ServiceHosts:
    """The hosts that a service URL may name, compared exactly and without regard to case."""

    def __init__(self, hosts: Collection[str]) -> None:
        self._hosts = frozenset(host.lower() for host in hosts)
        if not self._hosts:
            raise ValueError("At least one service host is needed.")

    def allow(self, url: str) -> bool:
        """Whether the bot may send its token there: asked when an activity comes in and at every send."""
        scheme, host, port = _parts(url)
        if host not in self._hosts:
            return False
        return host in LOOPBACK_HOSTS if scheme == "http" else port == 443 or host in LOOPBACK_HOSTS


def same_service_url(one: str, other: str) -> bool:
    """Teams writes the claim and the activity with and without a trailing slash; nothing else may differ."""
    return one.rstrip("/") == other.rstrip("/")


@lru_cache(maxsize=256)
def _parts(url: str) -> tuple[str, str, int]:
    if not _CLEAN_URL.fullmatch(url) or "?" in url or "#" in url:
        return "", "", 0
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError:
        return "", "", 0
    standard = 443 if split.scheme == "https" else 80
    return split.scheme, split.hostname or "", standard if port is None else port
