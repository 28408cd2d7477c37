"""A working group: a few of those at the table who own an action together for a while and report back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingGroup:
    """Appointed by a coordinator until a day; its contact is reminded and answers for it.

    `members` are seats of the group, the contact among them; `functions` says in words who else takes part.
    """

    id: str
    group_id: str
    name: str
    contact_id: str
    until: date
    members: tuple[str, ...] = ()
    functions: str = ""
    draft: str = ""
    """The token of the form it was appointed in; one working group per token."""

    def works(self, day: date) -> bool:
        """Whether its time is not over."""
        return day <= self.until
