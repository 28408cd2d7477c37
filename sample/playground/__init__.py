"""Microsoft's Agents Playground, on request: the proof that a client not written by us accepts our traffic."""

from sample.playground.process import PlaygroundMissing, started

__all__ = ["PlaygroundMissing", "started"]
