"""A build in which recovery is deliberately broken, to show that the runs would tell."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from bench.processes import ROOT

LEFT_OUT = (".*", "node_modules", "build", "var", "mutants", "tests", "docs", "__pycache__")
FILE = "storage/claims.py"
STEP = re.compile(r"    def reclaim\(.*?\) -> tuple\[Letter, \.\.\.\]:\n", re.DOTALL)


def broken_build(folder: Path) -> Path:
    """Copy the program and take out the step that finds letters whose process died."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    source = (folder / FILE).read_text("utf-8")
    broken, found = STEP.subn(lambda step: f"{step[0]}        return ()\n", source)
    if found != 1:
        raise LookupError(f"{FILE} has no such step any more: {STEP.pattern}")
    (folder / FILE).write_text(broken, "utf-8")
    return folder
