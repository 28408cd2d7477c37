"""An archive is read back whole or not at all; `sha256sum` and `unzip` can look after it without this program."""

from __future__ import annotations

import io
import json
import subprocess
import warnings
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import archive_reading
from documents.archive import CHECKSUMS, DATA, MANIFEST, Folder, archive, counts, digest
from documents.archive_reading import ArchiveRefused, read
from documents.archived import Archive, archived, read_back, written
from documents.collection import meeting_archive, year_archive
from documents.files import File
from est.action import Action
from est.attending import Presence, Register
from est.needing import Answer, NeedAnswer, by_need
from est.noting import MeetingNote
from est.report import CollabNeed, Incident, Item, UpcomingEvent
from est.running import start
from est.weekly.held import Held
from tests.documents.desk import EVERY_ACTION, MADE_AT, dossier, frame
from tests.est.builders import GROUP, W48, incident, item


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The archive of one meeting with every document."""
    return meeting_archive(dossier(), frame(), MADE_AT).data


@pytest.fixture(scope="module")
def small() -> bytes:
    """The same data with one small document, to be damaged."""
    return archive(archived([dossier()]), [Folder("2026-W48", [File("a.csv", b"1;2")])], MADE_AT)


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def summed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with checksums that are right, as somebody would make them who changes an archive on purpose."""
    others = {name: content for name, content in files.items() if name != CHECKSUMS}
    lines = "".join(f"{digest(content)}  {name}\n" for name, content in others.items())
    return {**others, CHECKSUMS: lines.encode()}


def refusal_of(data: bytes) -> str:
    with pytest.raises(ArchiveRefused) as refused:
        read(data)
    return refused.value.code


def test_what_was_archived_is_what_is_read(whole: bytes) -> None:
    assert read(whole) == archived([dossier()])


def test_everything_stands_in_it_versions_and_approvals_included() -> None:
    first = item(incident(text="först"))
    then = replace(first, version=2, content=incident(text="sedan"))
    kept = replace(dossier([then]), versions={first.id: (first, then)})
    back = read(meeting_archive(kept, frame(), MADE_AT).data)
    (meeting,) = back.meetings
    assert meeting.versions == (first, then)
    assert meeting.approvals == kept.approvals
    assert meeting.round == kept.round
    assert meeting.agenda == kept.view.meeting.agenda
    assert meeting.summary == kept.view.summary
    assert back.actions == tuple(sorted(EVERY_ACTION, key=lambda one: one.number))


def test_no_name_and_no_account_of_a_person_stands_in_it(whole: bytes) -> None:
    """The seats are known by organisation and function (domain.md §12 rule 13)."""
    data = files_of(whole)[DATA].decode()
    assert "Driftchef" in data
    for member in dossier().view.meeting.members.values():
        assert member.name not in data
        assert member.object_id not in data


def test_a_year_holds_its_meetings_in_order() -> None:
    earlier = dossier()
    view = earlier.view
    moved = replace(view.meeting.round, week=W48.plus(-1))
    earlier = replace(earlier, view=replace(view, meeting=replace(view.meeting, round=moved)))
    made = year_archive([earlier, dossier()], frame(), MADE_AT)
    assert made.name == "Arkiv EST Ekbacka 2026.zip"
    back = read(made.data)
    assert [str(one.round.week) for one in back.meetings] == ["2026-W47", "2026-W48"]
    manifest = json.loads(files_of(made.data)[MANIFEST])
    assert manifest["weeks"] == ["2026-W47", "2026-W48"]
    assert manifest["counts"] == dict(counts(back))


def test_the_manifest_says_what_it_is_when_it_was_made_and_how_much_there_is(whole: bytes) -> None:
    manifest = json.loads(files_of(whole)[MANIFEST])
    assert (manifest["format"], manifest["version"]) == ("est-boten-arkiv", 1)
    assert manifest["made_at"] == "2026-11-24T09:15:00.123456+00:00"
    assert (manifest["municipality"], manifest["group"]) == ("Ekbacka kommun", "EST Ekbacka")
    assert manifest["counts"] == {
        "meetings": 1,
        "approvals": 1,
        "reports": 6,
        "items": 10,
        "item_versions": 10,
        "notes": 0,
        "need_answers": 0,
        "actions": 5,
        "organisations": 7,
        "places": 5,
        "seats": 9,
    }
    kinds = sorted(one["name"].rpartition(".")[2] for one in manifest["files"])
    assert kinds == ["csv", "csv", "docx", "docx", "json", "pdf", "pdf", "xlsx"]


def test_sha256sum_and_unzip_find_it_whole(whole: bytes, tmp_path: Path) -> None:
    """Programs of the operating system, in twenty years as today."""
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        packed.extractall(tmp_path)
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", CHECKSUMS],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == len(files_of(whole)) - 1


def test_the_same_files_at_the_same_moment_are_the_same_archive(small: bytes) -> None:
    again = archive(archived([dossier()]), [Folder("2026-W48", [File("a.csv", b"1;2")])], MADE_AT)
    assert again == small


def test_a_changed_byte_in_any_file_is_noticed(small: bytes) -> None:
    files = files_of(small)
    for name in files:
        if name != CHECKSUMS:
            assert refusal_of(zipped(files | {name: files[name] + b" "})) == "changed", name


def test_a_change_with_new_checksums_is_noticed_by_the_manifest_or_the_counts(small: bytes) -> None:
    files = files_of(small)
    document = next(name for name in files if name.endswith(".csv"))
    assert refusal_of(zipped(summed(files | {document: b"1;3"}))) == "files_differ"
    manifest = json.loads(files[MANIFEST])
    fewer = json.dumps(manifest | {"counts": manifest["counts"] | {"items": 9}}).encode()
    assert refusal_of(zipped(summed(files | {MANIFEST: fewer}))) == "counts_differ"


@pytest.mark.parametrize("name", [MANIFEST, DATA, CHECKSUMS, "handlingar/2026-W48/a.csv"])
def test_a_missing_file_is_noticed(small: bytes, name: str) -> None:
    files = files_of(small)
    del files[name]
    assert refusal_of(zipped(files)) == "missing"


def test_a_file_too_many_is_noticed(small: bytes) -> None:
    files = files_of(small)
    assert refusal_of(zipped(files | {"handlingar/2026-W48/b.csv": b""})) == "changed"
    assert refusal_of(zipped(summed(files | {"handlingar/2026-W48/b.csv": b""}))) == "files_differ"


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../ut.txt",
            "/etc/passwd",
            "handlingar/../../ut",
            "handlingar/2026-W48/../a",
            "C:/x/y",
            "handlingar\\a\\b",
        ),
        *(
            "handlingar/2026-W48/",
            "handlingar/ /a",
            "annat/2026-W48/a.csv",
            "a",
        ),
    ],
)
def test_a_name_that_leads_out_of_the_archive_is_refused(small: bytes, name: str) -> None:
    assert refusal_of(zipped(summed(files_of(small) | {name: b"x"}))) in {"unsafe_name", "changed"}


def test_a_symbolic_link_is_refused(small: bytes) -> None:
    out = io.BytesIO(small)
    with zipfile.ZipFile(out, "a") as packed:
        link = zipfile.ZipInfo("handlingar/2026-W48/lank.csv")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    assert refusal_of(out.getvalue()) == "unsafe_name"


def test_a_file_that_is_there_twice_is_refused(small: bytes) -> None:
    for name in (DATA, "handlingar/2026-W48/A.CSV"):
        out = io.BytesIO(small)
        with zipfile.ZipFile(out, "a") as packed, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            packed.writestr(name, b"{}")
        assert refusal_of(out.getvalue()) == "twice"


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [
        ("MOST_FILES", 3, "too_many_files"),
        ("LARGEST_FILE", 100, "too_big"),
        ("LARGEST_ARCHIVE", 100, "too_big"),
    ],
)
def test_what_is_bigger_than_any_archive_is_refused_before_it_is_unpacked(
    small: bytes, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, code: str
) -> None:
    """The limits are lowered, since a test need not make half a gigabyte."""
    monkeypatch.setattr(archive_reading, limit, value)
    assert refusal_of(small) == code


def test_a_bomb_that_lies_about_its_size_is_refused(small: bytes) -> None:
    """Its header says a hundred bytes and it unpacks to ten million."""
    bomb = zipped(files_of(small) | {"handlingar/2026-W48/b.csv": b"0" * 10_000_000})
    told = (10_000_000).to_bytes(4, "little")
    assert bomb.count(told) == 2
    assert refusal_of(bomb.replace(told, (100).to_bytes(4, "little"))) in {"too_big", "not_a_zip"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda files: {MANIFEST: b"{"}, "manifest_unreadable"),
        (lambda files: {MANIFEST: b"[" * 100_000}, "manifest_unreadable"),
        (lambda files: {MANIFEST: b'{"format": "annat"}'}, "other_format"),
        (
            lambda files: {MANIFEST: files[MANIFEST].replace(b'"version": 1', b'"version": 2')},
            "other_version",
        ),
    ],
    ids=["broken", "deep", "another format", "a later version"],
)
def test_a_manifest_that_is_not_ours_is_refused(
    small: bytes, change: Callable[[Mapping[str, bytes]], Mapping[str, bytes]], code: str
) -> None:
    files = files_of(small)
    assert refusal_of(zipped(summed({**files, **change(files)}))) == code


@pytest.mark.parametrize("data", [b"{}", b"[", b"\xff", b'{"meetings": 1}'])
def test_data_that_are_no_values_of_ours_are_refused(small: bytes, data: bytes) -> None:
    files = files_of(small) | {DATA: data}
    manifest = json.loads(files[MANIFEST])
    for one in manifest["files"]:
        if one["name"] == DATA:
            one |= {"bytes": len(data), "sha256": digest(data)}
    assert refusal_of(zipped(summed(files | {MANIFEST: json.dumps(manifest).encode()}))) == "data_unreadable"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + b"\x00" * 18, b"hej" * 100])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    assert refusal_of(data) in {"not_a_zip", "missing"}


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_and_never_crash(data: bytes) -> None:
    assert refusal_of(data)


@given(st.data())
@settings(max_examples=60)
def test_any_damage_to_an_archive_is_refused_or_harmless(small: bytes, data: st.DataObject) -> None:
    """A changed byte may stand where nobody looks, such as a time; then what is read is still the same."""
    place = data.draw(st.integers(0, len(small) - 1))
    broken = small[:place] + bytes([small[place] ^ data.draw(st.integers(1, 255))]) + small[place + 1 :]
    with suppress(ArchiveRefused):
        assert read(broken) == archived([dossier()])


def test_what_was_kept_of_the_meeting_comes_back() -> None:
    """Attendance, notes, answers to needs, the run and the review."""
    note = MeetingNote(
        group_id=GROUP,
        week=W48,
        subject="item:2026-W48-1",
        text="Lagas i dag.",
        written_by="sam",
        written_at=MADE_AT,
    )
    answer = NeedAnswer(
        group_id=GROUP,
        week=W48,
        item_id="2026-W48-9",
        organisation_id="polisen",
        answer=Answer.CANNOT,
        reason="Ingen patrull.",
        answered_by="petra",
        answered_at=MADE_AT,
    )
    register = Register(
        group_id=GROUP, week=W48, seats={"signe": Presence.PRESENT}, taken_by="sam", taken_at=MADE_AT
    )
    run = start(dossier().view.meeting.agenda, MADE_AT, MADE_AT + timedelta(minutes=30), "sam")
    kept = Held(run=run, register=register, notes={note.subject: note}, answers=by_need([answer]))
    back = read(meeting_archive(dossier(held=kept), frame(), MADE_AT).data)
    (meeting,) = back.meetings
    assert (meeting.notes, meeting.need_answers, meeting.register) == ((note,), (answer,), register)
    assert meeting.run == run
    assert meeting.review.week == W48


TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
MOMENT = st.integers(0, 10**7).map(lambda minutes: MADE_AT + timedelta(minutes=minutes))


def items() -> st.SearchStrategy[Item]:
    """Items of every kind with anything in every field."""
    content = st.one_of(
        st.builds(Incident, text=TEXT), st.builds(UpcomingEvent, text=TEXT), st.builds(CollabNeed, text=TEXT)
    )
    return st.builds(
        Item,
        content=content,
        week=st.just(W48),
        created_at=MOMENT,
        changed_at=MOMENT,
        number=st.integers(1, 999),
    )


def actions() -> st.SearchStrategy[Action]:
    changed: dict[str, Any] = {"changed_at": st.none() | MOMENT} if "changed_at" in Action.__slots__ else {}
    return st.builds(Action, title=TEXT, number=st.integers(1, 999), **changed)


@given(st.lists(items(), max_size=4), st.lists(actions(), max_size=3))
@settings(max_examples=50)
def test_any_values_come_back_as_they_were(versions: list[Item], measures: list[Action]) -> None:
    whole = archived([dossier()])
    (meeting,) = whole.meetings
    changed: Archive = replace(
        whole, meetings=(replace(meeting, versions=tuple(versions)),), actions=tuple(measures)
    )
    assert read_back(written(changed)) == changed
    assert read(archive(changed, [], MADE_AT)) == changed
