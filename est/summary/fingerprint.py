"""A short name for exactly this summary, so that nobody approves another than the one they read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2s

from est.summary.values import Summary


def fingerprint(summary: Summary) -> str:
    """The same for equal summaries and different for others; holds nothing of what they say.

    The one moment in a summary is named in UTC, whatever zone it was given in.
    """
    at = summary.next_meeting.at.astimezone(UTC).isoformat()
    said = repr(replace(summary, next_meeting=replace(summary.next_meeting, at=datetime.min))) + at  # noqa: DTZ901
    return blake2s(said.encode(), digest_size=8).hexdigest()
