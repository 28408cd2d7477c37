"""Which steps of the product's own code an input makes: from line to line, as a debugger would see it.

A tracer of our own, since the standard ones keep totals; what steers is only what the last input was the first to do.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

ROOT = Path(__file__).parent.parent.parent
WATCHED = ("bot", "cards", "dialogs", "est")
Arc = tuple[int, int, int]


class Arcs:
    """Every step made so far, over all threads that began after `start`."""

    def __init__(self) -> None:
        self.seen: set[Arc] = set()
        self._numbers: dict[CodeType, int] = {}
        self._folders = tuple(f"{ROOT / name}/" for name in WATCHED)

    def start(self) -> None:
        threading.settrace(self._enter)
        sys.settrace(self._enter)

    def stop(self) -> None:
        sys.settrace(None)
        threading.settrace(None)

    def _enter(self, frame: FrameType, _: str, __: object) -> Any:
        code = frame.f_code
        number = self._numbers.get(code)
        if number is None:
            ours = code.co_filename.startswith(self._folders)
            number = self._numbers[code] = len(self._numbers) + 1 if ours else 0
        if not number:
            return None
        before = 0

        def step(inner: FrameType, event: str, _: object) -> Any:
            nonlocal before
            if event == "line":
                self.seen.add((number, before, inner.f_lineno))
                before = inner.f_lineno
            return step

        return step
