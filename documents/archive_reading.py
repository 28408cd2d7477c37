"""An archive is read back only if it is whole: every file it names, unchanged, and nothing else (design.md §6).

It may come from anywhere, so its sizes and names are looked at before anything is unpacked, and nothing is written.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from documents.archive import CHECKSUMS, DATA, FOLDER, FORMAT, MANIFEST, VERSION, counts, digest
from documents.archived import Archive, read_back

MOST_FILES = 2_000
LARGEST_FILE = 64 * 1024 * 1024
LARGEST_ARCHIVE = 512 * 1024 * 1024
"""Bytes after unpacking: a year of a large group takes some tens of millions."""
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_SYMBOLIC_LINK = 0o120000
_FILE_KIND = 0o170000


class ArchiveRefused(Exception):
    """The file is not an archive of ours, or not as it was made; `code` says what is wrong, `name` of which file."""

    def __init__(self, code: str, name: str = "") -> None:
        self.code = code
        self.name = name
        super().__init__(f"{code}: {name}" if name else code)


def read(data: bytes) -> Archive:
    """The values that were archived, after every checksum and count has been compared.

    Raises:
        ArchiveRefused: it is unsafe, incomplete, changed, or of another format or version.
    """
    files = _unpack(data)
    _compare_checksums(files)
    manifest = _read_manifest(files)
    _compare_manifest(files, manifest)
    try:
        archive = read_back(files[DATA])
    except (ValueError, RecursionError) as error:
        raise ArchiveRefused("data_unreadable", DATA) from error
    if dict(counts(archive)) != manifest.get("counts"):
        raise ArchiveRefused("counts_differ", DATA)
    return archive


def _unpack(data: bytes) -> Mapping[str, bytes]:
    """Every file by name, within the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            _look_at(entries)
            return {entry.filename: _content(packed, entry) for entry in entries}
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        NotImplementedError,  # zipfile's word for a packing that it does not know.
        EOFError,
        ValueError,
    ) as error:
        raise ArchiveRefused("not_a_zip") from error
    except RuntimeError as error:
        raise ArchiveRefused("encrypted") from error


def _look_at(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise ArchiveRefused("too_many_files")
    if sum(entry.file_size for entry in entries) > LARGEST_ARCHIVE:
        raise ArchiveRefused("too_big")
    seen: set[str] = set()
    for entry in entries:
        if entry.file_size > LARGEST_FILE:
            raise ArchiveRefused("too_big", entry.filename)
        if not _is_ours(entry.filename) or (entry.external_attr >> 16) & _FILE_KIND == _SYMBOLIC_LINK:
            raise ArchiveRefused("unsafe_name", entry.filename)
        # Two names that differ in letter case alone are one file where many people would unpack it.
        if entry.filename.casefold() in seen:
            raise ArchiveRefused("twice", entry.filename)
        seen.add(entry.filename.casefold())


def _is_ours(name: str) -> bool:
    """One of the three files at the top, or a document in a week's folder; never a way out of the archive."""
    if name in {MANIFEST, DATA, CHECKSUMS}:
        return True
    parts = name.split("/")
    whole = len(parts) == 3 and parts[0] == FOLDER and all(part.strip(" .") == part != "" for part in parts)
    return whole and name.isprintable() and not set(name) & set('\\:*?"<>|')


def _content(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes, counted while they are unpacked: what an entry says of its own size is not believed."""
    with packed.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise ArchiveRefused("too_big", entry.filename)
    return content


def _compare_checksums(files: Mapping[str, bytes]) -> None:
    if CHECKSUMS not in files:
        raise ArchiveRefused("missing", CHECKSUMS)
    try:
        lines = files[CHECKSUMS].decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise ArchiveRefused("checksums_unreadable", CHECKSUMS) from error
    found = [_LINE.fullmatch(line) for line in lines]
    named = {one[2]: one[1] for one in found if one is not None}
    if len(named) != len(lines):
        raise ArchiveRefused("checksums_unreadable", CHECKSUMS)
    for name in (MANIFEST, DATA, *named):
        if name not in files:
            raise ArchiveRefused("missing", name)
    for name, content in files.items():
        if name != CHECKSUMS and named.get(name) != digest(content):
            raise ArchiveRefused("changed", name)


def _read_manifest(files: Mapping[str, bytes]) -> Mapping[str, Any]:
    try:
        manifest = json.loads(files[MANIFEST])
    except (ValueError, RecursionError) as error:
        raise ArchiveRefused("manifest_unreadable", MANIFEST) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ArchiveRefused("other_format", MANIFEST)
    if manifest.get("version") != VERSION:
        raise ArchiveRefused("other_version", MANIFEST)
    return manifest


def _compare_manifest(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> None:
    """The manifest names every file with its size and checksum, but for itself and the list of checksums."""
    there = [
        {"name": name, "bytes": len(content), "sha256": digest(content)}
        for name, content in files.items()
        if name not in {MANIFEST, CHECKSUMS}
    ]
    if manifest.get("files") != there:
        raise ArchiveRefused("files_differ", MANIFEST)
