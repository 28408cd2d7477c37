"""The coming meetings as a calendar file (RFC 5545), which a calendar may take in again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2s

from documents.visible import visible
from est.group import Group
from est.weekly.documents import CalendarMeeting
from words import Words
from words.days import day_name

LONGEST_LINE = 75
"""Octets of a line; a longer one is folded (RFC 5545 §3.1)."""
COUNTED_FROM = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What every entry says beside its time: whose meeting it is, and where to read about it."""

    group: Group
    public_url: str = ""


def ics(
    invitation: Invitation, meetings: Iterable[CalendarMeeting], words: Words, made_at: datetime
) -> bytes:
    """Every meeting under an id that never changes, in UTC, so that it stands right on both sides of a clock change.

    A later file has a higher SEQUENCE: whatever was moved or cancelled since takes the place of what was there.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//EST-boten//documents//SV",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        _line("X-WR-CALNAME", invitation.group.name),
        *(line for one in meetings for line in _event(invitation, one, words, made_at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode("utf-8")


def uid(group_id: str, meeting: CalendarMeeting) -> str:
    """The same for the same round wherever and whenever it meets; tells nothing of the tenant."""
    return f"{blake2s(group_id.encode(), digest_size=12).hexdigest()}-{meeting.week}@est-boten"


def _event(invitation: Invitation, one: CalendarMeeting, words: Words, made_at: datetime) -> Sequence[str]:
    stamp = _utc(made_at)
    title = words.t("{group}, möte {week}", group=invitation.group.name, week=words.week(one.week))
    return [
        "BEGIN:VEVENT",
        f"UID:{uid(invitation.group.id, one)}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{int((made_at - COUNTED_FROM).total_seconds() // 60)}",
        f"DTSTART:{_utc(one.begins)}",
        f"DTEND:{_utc(one.ends)}",
        _line("SUMMARY", title if one.is_held else words.t("Inställt: {title}", title=title)),
        _line("DESCRIPTION", "\n".join(_about(invitation, one, words))),
        *([f"URL:{visible(invitation.public_url)}"] if invitation.public_url else []),
        f"STATUS:{'CONFIRMED' if one.is_held else 'CANCELLED'}",
        f"TRANSP:{'OPAQUE' if one.is_held else 'TRANSPARENT'}",
        "END:VEVENT",
    ]


def _about(invitation: Invitation, one: CalendarMeeting, words: Words) -> Iterator[str]:
    """Why it is not as usual, and where to read more. Nothing of what is spoken about: calendars are shared."""
    if not one.is_held:
        because = day_name(words, one.because)
        yield (
            words.t("Mötet är inställt: {because}.", because=because)
            if because
            else words.t("Mötet är inställt.")
        )
    elif one.because:
        yield words.t("Mötet är flyttat: {because}.", because=day_name(words, one.because))
    yield words.t("Svara på veckans fråga i Teams före mötet.")
    if invitation.public_url:
        yield invitation.public_url


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _line(name: str, text: str) -> str:
    """A property with a text, escaped (RFC 5545 §3.3.11)."""
    plain = visible(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return f"{name}:{plain}"


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, broken between characters; all but the first begin with a space."""
    room, piece, used = LONGEST_LINE, "", 0
    for one in line:
        size = len(one.encode())
        if used + size > room:
            yield piece
            piece, used = " ", 1
        piece += one
        used += size
    yield piece
