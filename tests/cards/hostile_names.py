"""The same cards for a group in which everything that somebody has named is named with an attack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cards.agenda import agenda_card
from cards.delivery import delivery_card
from cards.forms import form_card
from cards.members import member_card, members_card
from cards.notices import choose_group_card, greeting_card, moved_card, reminder_card
from cards.prompt import prompt_card
from cards.settings import settings_card
from cards.summary import summary_card
from cards.teams import Card
from cards.to_coordinators import channel_gone_card, no_deputy_card
from est.days import Break
from est.place import Location
from est.report import Item
from est.summary import AreaLine
from est.timetable import Occurrence, Outcome
from est.turn import Turn
from est.vocabulary import AreaStatus, Kind
from est.week import Week
from est.weekly.answering import SeatView
from est.weekly.meeting import MeetingView
from est.weekly.seating import MembersView
from est.weekly.setting_up import SettingsView
from tests.cards.scene import (
    ACTIONS,
    ALL_STATES,
    DECIDED,
    FRED,
    LIFTED,
    MEMBERS,
    ORGANISATIONS,
    PLACES,
    SAM,
    a_week,
    clock_plan,
    form_view,
    group,
    meeting_view,
    members_view,
    seat_view,
    settings_view,
    summary_view,
)
from tests.est.builders import TUESDAY, W48, round_
from words import Words

Draw = Callable[[Words], Card]

CANARY = "⁂"
"""Stands in every text of these cards that is not the product's own."""
ATTACK = f"{CANARY}**N** [a](http://b.example) {{{{DATE(2026-11-24T09:00:00Z)}}}} <at>x</at> `c` | d"

GROUP_ = group(name=ATTACK)
ORGANISATIONS_ = {id_: replace(one, name=ATTACK) for id_, one in ORGANISATIONS.items()}
PLACES_ = {id_: replace(one, name=ATTACK, area=ATTACK) for id_, one in PLACES.items()}
MEMBERS_ = tuple(replace(one, name=ATTACK, function=ATTACK) for one in MEMBERS)
ACTIONS_ = tuple(replace(one, title=ATTACK, owner_function=ATTACK) for one in (*ACTIONS, DECIDED, LIFTED))
DELIVERY_ = tuple(
    replace(one, member=replace(one.member, name=ATTACK, function=ATTACK)) for one in ALL_STATES
)
AREA_ = AreaLine(area=ATTACK, status=AreaStatus.ORANGE, reason=ATTACK)
CANCELLED = Occurrence(W48, TUESDAY, TUESDAY, Outcome.CANCELLED_BREAK, ATTACK)
MOVED = Occurrence(Week(2026, 49), TUESDAY, date(2026, 12, 2), Outcome.MOVED, ATTACK)
BREAK_ = Break.weeks(ATTACK, Week(2027, 27), Week(2027, 32))


def named_items() -> tuple[Item, ...]:
    nowhere = Location(text=ATTACK)
    return tuple(
        replace(one, content=replace(one.content, text=ATTACK, location=nowhere), marks=("P5", "P9"))
        for one in a_week()
    )


def _turn(turn: Turn) -> Turn:
    return replace(turn, group=GROUP_, member=replace(turn.member, name=ATTACK))


def _seat(**changes: Any) -> SeatView:
    view = seat_view(*named_items(), **changes)
    seat = replace(view.seat, name=ATTACK)
    return replace(view, turn=_turn(view.turn), seat=seat, places=PLACES_, organisations=ORGANISATIONS_)


def _meeting() -> MeetingView:
    made = meeting_view(
        named_items(), actions=ACTIONS_, delivery=DELIVERY_, places=PLACES_, offered=named_items()[:2]
    )
    members = {one.id: one for one in MEMBERS_}
    return replace(made, group=GROUP_, organisations=ORGANISATIONS_, members=members)


def _form(kind: Kind) -> Draw:
    view = form_view(kind, {"text": ATTACK, "other_place": ATTACK})
    return lambda words: form_card(replace(view, view=_seat()), words)


def _members() -> MembersView:
    view = members_view(members=MEMBERS_, organisations=ORGANISATIONS_)
    return replace(view, turn=_turn(view.turn))


def _settings() -> SettingsView:
    view = settings_view(
        plan=clock_plan(breaks=(BREAK_,)), meetings=(CANCELLED, MOVED), coordinators=MEMBERS_[:2]
    )
    return replace(view, turn=_turn(view.turn))


CARDS: Mapping[str, Draw] = {
    "named-prompt": lambda words: prompt_card(_seat(), words),
    "named-prompt-deputy": lambda words: prompt_card(_seat(who=FRED), words),
    "named-reminder": lambda words: reminder_card(_seat(who=FRED), words),
    "named-form-incident": _form(Kind.INCIDENT),
    "named-form-need": _form(Kind.COLLAB_NEED),
    "named-delivery": lambda words: delivery_card(_meeting(), words),
    "named-agenda": lambda words: agenda_card(_meeting(), words, draft=True, publish=True),
    "named-summary": lambda words: summary_card(
        summary_view(_meeting(), group_name=ATTACK, areas=(AREA_,), may_approve=True), words
    ),
    "named-members": lambda words: members_card(_members(), words),
    "named-member": lambda words: member_card(
        replace(_members(), chosen=replace(SAM, name=ATTACK, function=ATTACK)), words
    ),
    "named-settings": lambda words: settings_card(_settings(), words),
    "named-greeting": lambda words: greeting_card(GROUP_, words),
    "named-choose-group": lambda words: choose_group_card([GROUP_, GROUP_], "läget", words),
    "named-channel-gone": lambda words: channel_gone_card(GROUP_, words),
    "named-moved": lambda words: moved_card(round_(outcome=Outcome.MOVED, because=ATTACK), words),
    "named-no-deputy": lambda words: no_deputy_card(GROUP_, ATTACK, str(W48), words),
}
