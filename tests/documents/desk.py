"""What the documents of the invented EST group are made from: its meeting of 2026-W48, its frame, its logotype."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from documents.frame import Frame, Logotype
from est.action import Action
from est.agenda import compile_agenda
from est.attending import Presence
from est.delivery import DeliveryLine
from est.group import Municipality
from est.report import Item
from est.review import RoundReview
from est.round import Phase
from est.weekly.documents import Dossier
from est.weekly.meeting import MeetingView
from tests.cards.scene import (
    ACTIONS,
    ALL_STATES,
    DECIDED,
    LIFTED,
    MEMBERS,
    ORGANISATIONS,
    PLACES,
    a_week,
    group,
    past_rounds,
    reports_of,
    summary_view,
)
from tests.est.builders import GROUP, MUNICIPALITY, TUESDAY, W48, round_

MADE_AT = datetime(2026, 11, 24, 9, 15, 0, 123456, tzinfo=UTC)
EVERY_ACTION = (*ACTIONS, DECIDED, LIFTED)


def logotype() -> Logotype:
    """A picture of 96 × 32 points in one colour."""
    width, height = 96, 32
    rows = b"".join(b"\x00" + b"\x0b\x4f\x6c" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return Logotype.read(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts))


def frame(**changes: Any) -> Frame:
    made = Frame(
        municipality="Ekbacka kommun",
        logotype=logotype(),
        diary_number="KS 2026/0123",
        information_class="Intern",
    )
    return replace(made, **changes)


def dossier(
    items: Sequence[Item] | None = None,
    *,
    approved: bool = True,
    actions: Sequence[Action] = EVERY_ACTION,
    delivery: Sequence[DeliveryLine] = ALL_STATES,
    presence: Mapping[str, Presence] | None = None,
    **changes: Any,
) -> Dossier:
    """The meeting about a usual week, with its approved summary unless it is still a draft."""
    own = a_week() if items is None else tuple(items)
    meeting = _meeting(own, actions, delivery, published=approved, **changes)
    view = summary_view(meeting, approved=approved, past=past_rounds())
    return Dossier(
        municipality=Municipality(MUNICIPALITY, "Ekbacka kommun", "tenant"),
        view=view,
        reports=reports_of(own),
        versions={one.id: (one,) for one in own},
        approvals=(view.approval,) if view.approval is not None else (),
        presence=presence or {},
    )


def _meeting(
    items: Sequence[Item], actions: Sequence[Action], delivery: Sequence[DeliveryLine], **changes: Any
) -> MeetingView:
    agenda = compile_agenda(
        round_=round_(),
        reports=reports_of(items),
        items=items,
        history=(),
        actions=[one for one in actions if one.is_open],
        expected=len(delivery),
        today=TUESDAY,
        place_names={one.id: one.name for one in PLACES.values()},
    )
    made = MeetingView(
        group=group(),
        round=round_(),
        phase=Phase.OPEN,
        items={one.id: one for one in items},
        actions={one.id: one for one in actions},
        places=PLACES,
        organisations=ORGANISATIONS,
        members={one.id: one for one in MEMBERS},
        delivery=tuple(delivery),
        agenda=agenda,
        review=RoundReview(group_id=GROUP, week=W48),
    )
    return replace(made, **changes)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
