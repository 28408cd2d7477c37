"""Runs `python app.py` inside the tests' network guard, and tells at the end what it tried to reach.

The guard speaks for one process only, and the program under test is another one.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEFT = "LEFT THE MACHINE"

if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    # Imported for what its import does: from here on every socket is watched.
    from tests.harness import network

    try:
        runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
    finally:
        for attempt in network.attempts:
            print(f"{LEFT}: {attempt}", file=sys.stderr, flush=True)
