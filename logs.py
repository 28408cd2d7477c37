"""Structured logs: an event name and fields, ids and never text (style.md rule 36)."""

from __future__ import annotations

import logging
import sys

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
    """One line per event on standard error: all of them as JSON for machines, warnings in columns for people.

    Lines that belong together share an id: `request_id` from Teams' request to its answers, `tick_id` for a tick,
    `letter` from the claim of a letter to its outcome; `letters_written` says which request or tick
    caused which letters.
    """
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
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.INFO if log_format == "json" else logging.WARNING
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s", force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def silence_logs() -> None:
    """For a command whose own lines say it all."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def _bounded(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Control characters could forge lines, and a long field is text that does not belong in a log."""
    return {name: _bound(value) if isinstance(value, str) else value for name, value in event.items()}


def _bound(value: str) -> str:
    kept = value[:LONGEST]
    return kept if kept.isprintable() else "".join(c if c.isprintable() else "?" for c in kept)
