"""Structured logs: an event name and fields, ids and never text (style.md rule 36)."""

from __future__ import annotations

import logging

import structlog
from structlog.typing import EventDict, WrappedLogger

LONGEST = 200
"""Characters of a field; what is longer is a mistake and is cut."""
QUIET = (
    "botbuilder",
    "botframework",
    "msal",
    "msrest",
    "urllib3",
    "aiohttp",
    "apscheduler",
    "asyncio",
    "requests",
)
"""Libraries whose own lines may hold addresses, tokens or bodies; warnings come through, by name alone."""


def prepare_logs(log_format: str) -> None:
    """One line per event on standard error, as JSON for machines or in columns for people."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _bounded,
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s", force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _bounded(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Control characters could forge lines, and a long field is text that does not belong in a log."""
    return {
        name: "".join(c if c.isprintable() else "?" for c in value)[:LONGEST]
        if isinstance(value, str)
        else value
        for name, value in event.items()
    }
