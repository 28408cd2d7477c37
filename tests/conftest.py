"""What every test gets: no network but loopback, no silent skip, PostgreSQL on request, a result per case."""

import os
import sys
from pathlib import Path

from hypothesis import Phase, settings

pytest_plugins = [
    "tests.harness.network",
    "tests.harness.postgres",
    "tests.harness.results",
    "tests.harness.skips",
]

# Node.js stands in the environment that the tests run in, also where its folder is not on the caller's PATH.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"

# A slow machine is no failure. Where est is mutated (`make prove`), a found example need not be made small as well.
settings.register_profile("est", deadline=None)
settings.register_profile(
    "mutants", deadline=None, max_examples=20, derandomize=True, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("est")
