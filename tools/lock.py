"""Write the three locks anew from pyproject.toml and package.json: `make lock`.

What is pinned stays pinned while it fits; `make lock UPGRADE=1` takes the newest versions that are admitted.
The locks hold every package with its hashes, for Python 3.11 to 3.13 on any platform. They name no host,
index or local path, so that any mirror serves: uv omits those lines, and npm's addresses are removed.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN = Path("requirements/run.lock")
TEST = Path("requirements/test.lock")
NPM = Path("package-lock.json")
WITHOUT_ADDRESSES = ("--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header")
ADDRESSES = ("resolved", "funding", "homepage", "bugs", "repository")


def main() -> None:
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    os.chdir(ROOT)
    lock_python(RUN, "--extra", "postgresql", *upgrade)
    # The test lock holds the very versions of the run lock, so one environment serves both.
    lock_python(TEST, "--extra", "postgresql", "--group", "test", "--constraints", str(RUN), *upgrade)
    lock_npm()


def lock_python(lock: Path, *options: str) -> None:
    universal = ("--universal", "--python-version", "3.11", "--generate-hashes", *WITHOUT_ADDRESSES)
    uv = Path(sys.executable).parent / "uv"
    subprocess.run(
        [uv, "pip", "compile", "pyproject.toml", "--quiet", *universal, *options, "-o", lock], check=True
    )
    packages = sum(not line.startswith((" ", "#")) for line in lock.read_text().splitlines())
    print(f"{lock}: {packages} packages")


def lock_npm() -> None:
    npm = shutil.which("npm", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if npm is None:
        sys.exit("npm is missing: run ./test once, which installs it")
    subprocess.run([npm, "install", "--package-lock-only", "--no-fund", "--no-audit"], check=True)
    lock = json.loads(NPM.read_text())
    lock["packages"] = {
        path: {key: value for key, value in entry.items() if key not in ADDRESSES}
        for path, entry in lock["packages"].items()
    }
    NPM.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
    print(f"{NPM}: {len(lock['packages']) - 1} packages")


if __name__ == "__main__":
    main()
