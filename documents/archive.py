"""One file that holds a meeting, or a year of them, for good: documents, tables, all data, and how to check them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.archived import Archive, written
from documents.files import File

FORMAT = "est-boten-arkiv"
VERSION = 1
MANIFEST, DATA, CHECKSUMS = "manifest.json", "data.json", "SHA256SUMS"
FOLDER = "handlingar"
"""The documents for people stand in it, a folder for each week."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The documents of one week."""

    week: str
    files: Sequence[File]


def archive(data: Archive, folders: Iterable[Folder], made_at: datetime) -> bytes:
    """A ZIP file; the same bytes for the same files and moment.

    `SHA256SUMS` is as `sha256sum --check` reads it and covers every other file, so that nobody needs this program to
    see that nothing has changed.
    """
    files = {DATA: written(data)}
    for folder in folders:
        files |= {f"{FOLDER}/{folder.week}/{file.name}": file.data for file in folder.files}
    manifest = _manifest(data, files, made_at)
    files = {MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode(), **files}
    sums = "".join(f"{digest(content)}  {name}\n" for name, content in files.items())
    return _zip({**files, CHECKSUMS: sums.encode()}, made_at)


def digest(content: bytes) -> str:
    """The SHA-256 checksum as people write it."""
    return hashlib.sha256(content).hexdigest()


def counts(data: Archive) -> Mapping[str, int]:
    """How much of each there is, to be seen before and after."""
    return {
        "meetings": len(data.meetings),
        "approvals": sum(len(one.approvals) for one in data.meetings),
        "reports": sum(len(one.reports) for one in data.meetings),
        "items": sum(len({version.id for version in one.versions}) for one in data.meetings),
        "item_versions": sum(len(one.versions) for one in data.meetings),
        "notes": sum(len(one.notes) for one in data.meetings),
        "need_answers": sum(len(one.need_answers) for one in data.meetings),
        "actions": len(data.actions),
        "organisations": len(data.organisations),
        "places": len(data.places),
        "seats": len(data.seats),
    }


def _manifest(data: Archive, files: Mapping[str, bytes], made_at: datetime) -> dict[str, Any]:
    weeks = [str(one.round.week) for one in data.meetings]
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": made_at.isoformat(),
        "municipality": data.municipality,
        "group": data.group_name,
        "weeks": weeks,
        "counts": counts(data),
        "files": [
            {"name": name, "bytes": len(content), "sha256": digest(content)}
            for name, content in files.items()
        ],
    }


def _zip(files: Mapping[str, bytes], made_at: datetime) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, made_at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return out.getvalue()
