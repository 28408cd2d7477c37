"""What has been asked and answered by now: how past events turned out, and who was reminded of their actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from est.letters import Letter, LetterKind, LetterState, letter_key
from est.report import EventOutcome, Item, Report, UpcomingEvent
from est.round import Round
from est.timetable import Step
from sample.municipality.people import GROUP_ID, MEMBER_IDS

UNREST_EVERY = 3
"""Every so many-th event was not quite calm."""
SAME_DAY = timedelta(hours=9)


def with_outcomes(reports: Iterable[Report], today: date) -> tuple[Report, ...]:
    """The reports with how the events turned out that are over."""
    return tuple(replace(one, items=tuple(_told(item, today) for item in one.items)) for one in reports)


def _told(item: Item, today: date) -> Item:
    event = item.content
    if not isinstance(event, UpcomingEvent) or event.last >= today:
        return item
    outcome = EventOutcome.CALM if item.number % UNREST_EVERY else EventOutcome.UNREST
    return replace(item, content=replace(event, outcome=outcome))


def reminders_sent(rounds: Iterable[Round], now: datetime) -> list[Letter]:
    """The reminders of the last check of the actions, as they arrived."""
    checks = [(round_.moments[Step.ACTION_CHECK], round_) for round_ in rounds if round_.is_held]
    passed = [(at, round_) for at, round_ in checks if at <= now]
    if not passed:
        return []
    at, check = max(passed, key=lambda one: one[0])
    return [_sent(member_id, check, at) for member_id in MEMBER_IDS.values()]


def _sent(member_id: str, round_: Round, at: datetime) -> Letter:
    return Letter(
        key=letter_key(GROUP_ID, str(at.date()), LetterKind.ACTION_REMINDER, member_id),
        group_id=GROUP_ID,
        kind=LetterKind.ACTION_REMINDER,
        recipient=member_id,
        week=str(round_.week),
        due=at,
        send_before=at + SAME_DAY,
        state=LetterState.SENT,
        settled_at=at,
    )
