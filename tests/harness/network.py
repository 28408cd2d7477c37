"""A test reaches this machine and nothing else: any other address is refused, and the test that tried fails.

The guard is an audit hook, so it also stands below asyncio and below every HTTP library. It speaks for this
process only; what a test starts (Chromium, the Teams test client) is kept in by the test that starts it.
"""

import ipaddress
import sys
from collections.abc import Iterator

import pytest

LOOPBACK_NAMES = {"localhost", "localhost.localdomain", "ip6-localhost"}
attempts: list[str] = []


class NetworkRefused(RuntimeError):
    """A test tried to leave the machine."""


def refuse_the_network(event: str, args: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.bind"}:
        address = args[1]
        host = address[0] if isinstance(address, tuple) else ""
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = args[0]
    else:
        return
    if not is_loopback(host):
        attempts.append(f"{event} {host}")
        raise NetworkRefused(f"a test may only reach this machine, not {host} ({event})")


def is_loopback(host: object) -> bool:
    """An empty host is a unix socket or a passive look-up; neither leaves the machine."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    if not name or name.lower() in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Fails also where the code under test caught the refusal."""
    attempts.clear()
    yield
    if attempts:
        pytest.fail(f"tried to leave the machine: {', '.join(attempts)}", pytrace=False)


sys.addaudithook(refuse_the_network)
