"""LibreOffice as a reader that is not ours: it opens a file and writes what it understood of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

MISSING = "LibreOffice saknas / is missing: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
TAGGED_PDF = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
SEMICOLON_CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1"
CSV_AS_IN_SWEDEN = "CSV:59,34,76,1,,1053,false,true,false"
"""Reads as Swedish Excel does: semicolons, UTF-8, Swedish numbers and dates, and what looks like a formula is one."""


def convert(file: Path, to: str, *, reading: str = "") -> Path:
    """The file as LibreOffice writes it anew, beside the original in a folder of its own."""
    kind = to.partition(":")[0]
    folder = file.parent / f"{file.stem}-{kind}"
    profile = (file.parent / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    command += [f"--infilter={reading}"] if reading else []
    try:
        done = subprocess.run(
            [*command, "--convert-to", to, "--outdir", str(folder), str(file)],
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
    except FileNotFoundError as error:
        raise AssertionError(MISSING) from error
    made = folder / f"{file.stem}.{kind}"
    assert made.exists(), done.stdout + done.stderr
    return made
