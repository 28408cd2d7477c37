"""How fast the bot may speak: Teams' limits for each conversation, ours for a tenant and in total (platform.md §1.2).

All of them are "so many within so many seconds", and they are asked together. Limits that are waited for one after
another let calls bunch behind the last one, and a call that waits for one of them uses up the others meanwhile.
"""

from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Operation(StrEnum):
    """What Teams counts apart from one another; an edit is a sending, and letters edit more slowly than that."""

    SEND = "send"
    EDIT = "edit"
    CREATE = "create"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Call:
    """One request to Teams, as far as a limit knows it. A *letter* is what the bot says unprompted."""

    operation: Operation
    tenant_id: str
    conversation: str
    letter: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """At most so many within so many seconds."""

    most: int
    seconds: float


MARGIN: Final = 0.25
"""A call may be so much slower on its way than the one after it: Teams counts when they arrive."""
SENDING: Final = tuple(
    Window(most, seconds + MARGIN) for most, seconds in ((7, 1), (8, 2), (60, 30), (1800, 3600))
)
READING: Final = tuple(
    Window(most, seconds + MARGIN) for most, seconds in ((14, 1), (16, 2), (120, 30), (3600, 3600))
)
BETWEEN_EDITS: Final = (Window(1, 2 + MARGIN),)
"""Of the same card, by letters: what changes meanwhile is merged into the next edit (acceptance.md D5)."""
SHARE_OF_LETTERS: Final = 0.8
"""Of what may go out, so that a person who asks something never waits behind a round of prompts."""

_MOST_LOGS: Final = 20_000

_Key = tuple[str, ...]


class Limits:
    """Counts what goes out of this process; *total* and *per_tenant* are calls a second, evenly spaced."""

    def __init__(self, total: float, per_tenant: float) -> None:
        self._total, self._total_letters = _even(total), _even(total * SHARE_OF_LETTERS)
        self._tenant, self._tenant_letters = _even(per_tenant), _even(per_tenant * SHARE_OF_LETTERS)
        self._logs: OrderedDict[_Key, _Log] = OrderedDict()

    def wait(self, call: Call, now: float) -> float:
        """Seconds until every limit has room; with room now, 0, and the call is counted."""
        rules = [(self._log(key), windows) for key, windows in self._rules(call)]
        free_at = max(log.free_at(windows) for log, windows in rules)
        if free_at > now:
            return free_at - now
        for log, _ in rules:
            log.moments.append(now)
        return 0.0

    def _rules(self, call: Call) -> Iterator[tuple[_Key, tuple[Window, ...]]]:
        conversation = call.conversation.partition(";")[0]  # The threads of a channel share its limits.
        yield ("total",), self._total
        yield ("tenant", call.tenant_id), self._tenant
        if call.letter:
            yield ("letters",), self._total_letters
            yield ("letters", call.tenant_id), self._tenant_letters
        match call.operation:
            case Operation.READ | Operation.CREATE:
                windows = READING if call.operation is Operation.READ else SENDING
                yield (call.operation, conversation), windows
            case Operation.SEND | Operation.EDIT:
                yield (Operation.SEND, conversation), SENDING
        if call.letter and call.operation is Operation.EDIT:
            yield (Operation.EDIT, call.conversation), BETWEEN_EDITS

    def _log(self, key: _Key) -> "_Log":
        """The log of a key; the one that was asked for the longest ago is forgotten when there are too many."""
        log = self._logs.setdefault(key, _Log())
        self._logs.move_to_end(key)
        if len(self._logs) > _MOST_LOGS:
            self._logs.popitem(last=False)
        return log


@dataclass(slots=True)
class _Log:
    """When the newest calls went out, the oldest first."""

    moments: deque[float] = field(default_factory=lambda: deque(maxlen=3600))

    def free_at(self, windows: tuple[Window, ...]) -> float:
        return max(
            (
                self.moments[-window.most] + window.seconds
                for window in windows
                if len(self.moments) >= window.most
            ),
            default=0.0,
        )


def _even(rate: float) -> tuple[Window, ...]:
    """One at a time: no burst, so that little is in the air at a crash (durable.md §2)."""
    return (Window(1, 1 / rate),)
