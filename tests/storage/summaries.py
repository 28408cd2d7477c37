"""An approved summary with something in every field, whatever fields it has."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from est.summary import Approval
from est.week import Week

PLAIN: dict[type, Any] = {
    str: "Ängsvägen",
    int: 7,
    float: 2.5,
    bool: True,
    date: date(2026, 11, 24),
    datetime: datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    Week: Week(2026, 48),
}


def approval(**changes: Any) -> Approval:
    approved: Approval = filled(Approval, **{"group_id": "g1", "approved_by": "m1"} | changes)
    return approved


def filled(kind: Any, **given: Any) -> Any:
    """A value of any of the summary's types: the last choice of an enum, two of what there may be many of."""
    if kind in PLAIN:
        return PLAIN[kind]
    if get_origin(kind) is tuple:
        return (filled(get_args(kind)[0]),) * 2
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)[-1]
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: filled(hints[field.name]) for field in fields(kind)} | given)
    raise TypeError(f"no value of {kind}")
