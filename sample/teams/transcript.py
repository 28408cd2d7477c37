"""Everything that is shown, kept in one SQLite file: after a restart the chats stand as they stood."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sample.teams.errors import ActivityNotFound
from sample.teams.message import Message, NoteKind, Stamp, View

_SCHEMA = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS message (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, conversation TEXT NOT NULL, sent TEXT NOT NULL,
    body TEXT NOT NULL, thread TEXT NOT NULL, author TEXT NOT NULL, audience TEXT NOT NULL,
    edited INTEGER NOT NULL, deleted INTEGER NOT NULL, failed INTEGER NOT NULL, revision INTEGER NOT NULL,
    UNIQUE (conversation, id)
);
CREATE TABLE IF NOT EXISTS view (
    conversation TEXT NOT NULL, message TEXT NOT NULL, member TEXT NOT NULL, card TEXT NOT NULL,
    note TEXT NOT NULL, note_kind TEXT NOT NULL, revision INTEGER NOT NULL,
    PRIMARY KEY (conversation, message, member)
);
CREATE TABLE IF NOT EXISTS read_mark (
    conversation TEXT NOT NULL, member TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (conversation, member)
);
"""


class Transcript:
    """The memory of the stand-in; every change gets the next revision and rings the bell."""

    def __init__(self, path: Path, *, ring: Callable[[], None] = lambda: None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._ring = ring
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.row_factory = sqlite3.Row
        self._database.execute("PRAGMA busy_timeout = 5000")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(_SCHEMA)
        self._revision = int(self.fact("revision") or "0")

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    @property
    def revision(self) -> int:
        """The number of the newest change."""
        return self._revision

    def fact(self, name: str) -> str:
        """A single remembered value, empty when never set."""
        row = self._database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def set_fact(self, name: str, value: str) -> None:
        """Remembers a single value."""
        with self._change():
            self._put_fact(name, value)

    def stamp(self, now: datetime) -> Stamp:
        """A message id as Teams makes them: milliseconds since 1970, never the same twice."""
        number = max(int(now.timestamp() * 1000), int(self.fact("last_id") or "0") + 1)
        self._put_fact("last_id", str(number))
        return Stamp(str(number), now)

    def add(self, message: Message) -> None:
        """Appends a message to its conversation."""
        with self._change() as revision:
            self._database.execute(
                "INSERT INTO message (id, conversation, sent, body, thread, author, audience,"
                " edited, deleted, failed, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (message.id, message.conversation, *_content(message), revision),
            )

    def replace(self, message: Message) -> None:
        """Changes a message for everybody: what single persons saw in its place is gone, as in Teams."""
        with self._change() as revision:
            self._database.execute(
                "UPDATE message SET sent = ?, body = ?, thread = ?, author = ?, audience = ?,"
                " edited = ?, deleted = ?, failed = ?, revision = ? WHERE conversation = ? AND id = ?",
                (*_content(message), revision, message.conversation, message.id),
            )
            self._database.execute(
                "DELETE FROM view WHERE conversation = ? AND message = ?", (message.conversation, message.id)
            )

    def mark_failed(self, message: Message) -> None:
        """Records that the bot did not take the message."""
        self.replace(replace(message, failed=True))

    def message(self, conversation: str, message_id: str) -> Message:
        """The message with this id, unless it was deleted."""
        row = self._database.execute(
            "SELECT * FROM message WHERE conversation = ? AND id = ? AND NOT deleted",
            (conversation, message_id),
        ).fetchone()
        if row is None:
            raise ActivityNotFound
        return _message(row)

    def thread_of(self, conversation: str, message_id: str) -> str:
        """The id of the first message of the thread this message stands in, empty for an unknown one."""
        row = self._database.execute(
            "SELECT thread FROM message WHERE conversation = ? AND id = ?", (conversation, message_id)
        ).fetchone()
        return (str(row[0]) or message_id) if row else ""

    def messages(self, conversation: str, *, newest: int = 300) -> list[Message]:
        """The newest messages of a conversation, oldest first."""
        rows = self._database.execute(
            "SELECT * FROM message WHERE conversation = ? ORDER BY seq DESC LIMIT ?",
            (conversation, newest),
        ).fetchall()
        return [_message(row) for row in reversed(rows)]

    def messages_after(self, conversation: str, seq: int) -> list[Message]:
        """The messages that came after the one with this number."""
        rows = self._database.execute(
            "SELECT * FROM message WHERE conversation = ? AND seq > ? ORDER BY seq",
            (conversation, seq),
        )
        return [_message(row) for row in rows]

    def set_view(self, message: Message, member: str, view: View) -> None:
        """Changes what one person sees of a message."""
        with self._change() as revision:
            self._database.execute(
                "INSERT OR REPLACE INTO view (conversation, message, member, card, note, note_kind, revision)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    message.conversation,
                    message.id,
                    member,
                    json.dumps(view.card, ensure_ascii=False),
                    view.note,
                    view.note_kind,
                    revision,
                ),
            )

    def views(self, conversation: str, member: str) -> dict[str, View]:
        """What this person sees instead of the sent cards, by message id."""
        rows = self._database.execute(
            "SELECT message, card, note, note_kind, revision FROM view WHERE conversation = ? AND member = ?",
            (conversation, member),
        )
        return {row[0]: View(json.loads(row[1]), row[2], NoteKind(row[3]), row[4]) for row in rows}

    def mark_read(self, conversation: str, member: str) -> None:
        """Notes that the person has seen everything up to now; says nothing when that was known."""
        newest = self._newest_seq(conversation)
        if newest <= self.read_until(conversation, member):
            return
        with self._change():
            self._database.execute(
                "INSERT OR REPLACE INTO read_mark (conversation, member, seq) VALUES (?, ?, ?)",
                (conversation, member, newest),
            )

    def read_until(self, conversation: str, member: str) -> int:
        """The number of the last message the person has seen."""
        row = self._database.execute(
            "SELECT seq FROM read_mark WHERE conversation = ? AND member = ?", (conversation, member)
        ).fetchone()
        return int(row[0]) if row else 0

    def _newest_seq(self, conversation: str) -> int:
        row = self._database.execute(
            "SELECT max(seq) FROM message WHERE conversation = ?", (conversation,)
        ).fetchone()
        return int(row[0] or 0)

    @contextmanager
    def _change(self) -> Iterator[int]:
        # The revision is written in the same transaction: a page that asks for "what is new since N"
        # after a restart must not be told that nothing happened.
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield self._revision + 1
            self._put_fact("revision", str(self._revision + 1))
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")
        self._revision += 1
        self._ring()

    def _put_fact(self, name: str, value: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (name, value))


def _content(message: Message) -> tuple[str | bool, ...]:
    return (
        message.sent.isoformat(),
        json.dumps(message.body, ensure_ascii=False),
        message.thread,
        message.author,
        message.audience,
        message.edited,
        message.deleted,
        message.failed,
    )


def _message(row: sqlite3.Row) -> Message:
    return Message(
        id=row["id"],
        conversation=row["conversation"],
        sent=datetime.fromisoformat(row["sent"]),
        body=json.loads(row["body"]),
        thread=row["thread"],
        author=row["author"],
        audience=row["audience"],
        edited=bool(row["edited"]),
        deleted=bool(row["deleted"]),
        failed=bool(row["failed"]),
        seq=row["seq"],
        revision=row["revision"],
    )
