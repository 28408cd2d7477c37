"""A test can reach this machine and nothing else."""

import asyncio
import socket
from collections.abc import Iterator

import pytest

from tests.harness import network
from tests.harness.network import NetworkRefused

ELSEWHERE = "192.0.2.1"  # Reserved for documentation: no machine has it.


@pytest.fixture
def attempts() -> Iterator[list[str]]:
    """The refusals that a test provokes on purpose, taken back before the guard looks."""
    yield network.attempts
    network.attempts.clear()


def test_a_socket_to_another_machine_is_refused(attempts: list[str]) -> None:
    with socket.socket() as client, pytest.raises(NetworkRefused):
        client.connect((ELSEWHERE, 80))
    assert attempts == [f"socket.connect {ELSEWHERE}"]


def test_a_name_is_not_looked_up(attempts: list[str]) -> None:
    with pytest.raises(NetworkRefused):
        socket.getaddrinfo("login.example", 443)
    assert attempts == ["socket.getaddrinfo login.example"]


async def test_asyncio_is_held_back_as_well(attempts: list[str]) -> None:
    with pytest.raises(NetworkRefused):
        await asyncio.open_connection(ELSEWHERE, 80)
    assert attempts


@pytest.mark.usefixtures("attempts")
def test_nothing_listens_on_every_interface() -> None:
    with socket.socket() as server, pytest.raises(NetworkRefused):
        server.bind(("0.0.0.0", 0))  # noqa: S104 -- that is what must be refused.


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", b"127.0.0.1", "", None], ids=repr
)
def test_this_machine_is_reachable(host: object) -> None:
    assert network.is_loopback(host)


def test_a_server_on_loopback_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        server.accept()[0].close()
