"""A short name for exactly this summary, so that nobody approves another than the one they read."""

from __future__ import annotations

from hashlib import blake2s

from est.summary.values import Summary


def fingerprint(summary: Summary) -> str:
    """The same for equal summaries and different for others; holds nothing of what they say."""
    return blake2s(repr(summary).encode(), digest_size=8).hexdigest()
