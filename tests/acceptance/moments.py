"""Moments of the week that many tests begin from, each played once in a process."""

from __future__ import annotations

from tests.town import Town, at


async def asked(ekbacka: Town) -> None:
    """Monday at eight: everybody has just been asked."""
    await ekbacka.turn_to(at("2026-11-23", "08:00"))
