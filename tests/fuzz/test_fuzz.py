"""The short run of `make fuzz`: always the same inputs, so that a red one can be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.run import fuzz

SEED = 48
TRIES = 100


@pytest.mark.slow
async def test_odd_requests_get_no_500_store_nothing_of_nobodys_and_leave_the_program_alive(
    tmp_path: Path,
) -> None:
    findings = await fuzz(tmp_path, tries=TRIES, seed=SEED)

    print(f"seed: {SEED}", *findings.lines(), sep="\n")
    assert findings.faults == []
    assert findings.orphans == []
    assert findings.alive
    assert findings.tried.total() > 2 * TRIES
    # The run reaches the product, and is not turned away at the door.
    assert findings.statuses[200] > TRIES
    assert findings.corpus > 0
    assert findings.stored > 0
