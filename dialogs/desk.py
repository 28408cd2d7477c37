"""The desk where a caller is served: one transaction per request, and the caller's own language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from structlog.contextvars import bind_contextvars

from est.group import Group
from est.ports import Records, Store
from est.turn import Caller, Turn
from est.weekly.entering import enter, meet
from words import Words, words_in

P = ParamSpec("P")
T = TypeVar("T")
UseCase = Callable[Concatenate[Records, Turn, P], T]


@dataclass(frozen=True, slots=True)
class Desk:
    """One caller at one moment, in front of the store."""

    store: Store
    caller: Caller
    now: datetime
    repeats: bool = True
    """Whether a refused text stands in the answer; not where the answer is a stored message (design.md §3)."""

    @property
    def words(self) -> Words:
        return words_in(self.caller.language)

    async def do(self, group_id: str, use_case: UseCase[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use-case as the caller's turn in the group, in one transaction of its own."""

        def work(records: Records) -> tuple[str, T]:
            turn = enter(records, self.caller, group_id, self.now)
            return turn.member.id, use_case(records, turn, *args, **kwargs)

        seat, answer = await self.store.write(group_id, work)
        # From here on every line of the log says whose turn it is: a seat's id, which outside the database is nobody.
        bind_contextvars(group=group_id, seat=seat)
        return answer

    async def look(self, work: Callable[[Records], T]) -> T:
        """Read what has no turn yet, such as which groups the caller is in."""
        return await self.store.read(work)

    async def meet(self, groups: Iterable[Group]) -> None:
        """Whatever the caller says in their own chat, the next letter of their groups goes there (acceptance.md D9)."""
        if self.caller.personal:
            for group in groups:
                await self.store.write(group.id, partial(meet, caller=self.caller, group_id=group.id))
