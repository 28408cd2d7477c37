"""What every test gets: loopback alone, no canary in a log, no silent skip, PostgreSQL on request, results per case."""

import os
import sys
from pathlib import Path

from hypothesis import Phase, settings

pytest_plugins = [
    "tests.harness.canaries",
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
# `make fuzz`: as many as one can wait for.
settings.register_profile("fuzz", deadline=None, max_examples=5000)
settings.load_profile("est")
