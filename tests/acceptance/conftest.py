"""The moments of the week from which the acceptance tests begin, each in a town of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.acceptance.moments import asked, gathered
from tests.town import Town, town, town_after


@pytest.fixture
async def friday(tmp_path: Path) -> AsyncIterator[Town]:
    """The Friday before the week: nobody has been asked yet."""
    async with town(tmp_path) as ekbacka:
        yield ekbacka


@pytest.fixture
async def monday(tmp_path: Path) -> AsyncIterator[Town]:
    """Monday at eight: everybody has just been asked."""
    async with town_after(asked, tmp_path) as ekbacka:
        yield ekbacka


@pytest.fixture
async def tuesday(tmp_path: Path) -> AsyncIterator[Town]:
    """Tuesday at nine: the group is gathered, and the agenda stands in the channel."""
    async with town_after(gathered, tmp_path) as ekbacka:
        yield ekbacka
