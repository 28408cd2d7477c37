"""Show that the tests can fail: count the mutants of est/ that they kill, then list every case's proof.

`make prove` fails under 85 %. A mutant that runs for ever or crashes is killed; one that no test reaches
lives. The proof of a case is the note in tests/acceptance/cases.toml of the mutant or planted fault that
turned its test red. --keep goes on from the last run and tests only what changed since; names such as
"est.week.*" restrict the mutants to those.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("tests/acceptance/cases.toml")
WORK = Path("mutants")
REQUIRED = 0.85
CORES = "2"
KILLED = ("killed", "timeout", "segfault", "suspicious")
ALIVE = ("survived", "no_tests")


def main() -> int:
    os.chdir(ROOT)
    names = [argument for argument in sys.argv[1:] if argument != "--keep"]
    if "--keep" not in sys.argv[1:]:
        shutil.rmtree(WORK, ignore_errors=True)
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", CORES, *names]
    if subprocess.run(command, check=False).returncode:
        sys.exit("mutmut stopped: the fast tests of est/ must pass before they can be proved")
    for mutant in survivors():
        print(f"\n{mutant}\n{change_of(mutant)}")
    killed, total = score()
    print(f"\n{killed} of {total} mutants of est/ killed: {killed / total:.1%}, required: {REQUIRED:.0%}")
    list_proofs()
    return 0 if killed / total >= REQUIRED else 1


def survivors() -> list[str]:
    lines = (line.strip().rpartition(": ") for line in ask_mutmut("results").splitlines())
    return [mutant for mutant, _, status in lines if status in {"survived", "no tests"}]


def change_of(mutant: str) -> str:
    """The lines that differ, without the head of the diff."""
    lines = get_diff_for_mutant(mutant).splitlines()
    return "\n".join(line for line in lines if line[:1] in {"-", "+"} and line[:3] not in {"---", "+++"})


def score() -> tuple[int, int]:
    ask_mutmut("export-cicd-stats")
    counts: dict[str, int] = json.loads((WORK / "mutmut-cicd-stats.json").read_text(encoding="utf-8"))
    killed = sum(counts[status] for status in KILLED)
    return killed, killed + sum(counts[status] for status in ALIVE)


def ask_mutmut(question: str) -> str:
    command = [sys.executable, "-m", "mutmut", question]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def list_proofs() -> None:
    print()
    for case, entry in tomllib.loads(CATALOGUE.read_text(encoding="utf-8")).items():
        reason = entry.get("not_applicable")
        print(f"{case:<4} {f'not applicable: {reason}' if reason else entry.get('proof', 'no proof yet')}")


if __name__ == "__main__":
    sys.exit(main())
