"""What is due now, and the letters it causes: one transaction per group and tick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from est.cadence import LONG_AGO, LOOK_BACK, Due, ErrandKind, calendar_warning, due
from est.group import Group, GroupState
from est.letters import CHANNEL, Letter, LetterKind, letter_key
from est.member import Member, Nobody, answering, coordinators
from est.ports import Records
from est.round import Round
from est.timetable import Step
from est.turn import local_day
from est.week import Week
from est.weekly.rounds import calendar_of, clock_rounds

TO_COORDINATORS: Mapping[ErrandKind, tuple[LetterKind, Step]] = {
    ErrandKind.DEADLINE: (LetterKind.DELIVERY, Step.MEETING),
    ErrandKind.DRAFT: (LetterKind.DRAFT, Step.MEETING_END),
}
TO_CHANNEL: Mapping[ErrandKind, tuple[LetterKind, Step]] = {
    ErrandKind.AGENDA: (LetterKind.AGENDA, Step.MEETING_END),
    ErrandKind.MOVED_NOTICE: (LetterKind.MOVED, Step.NOTICE_END),
}
"""Which letter an errand causes, to whom, and the step after which it is worse than silence."""


def tick(records: Records, group_id: str, now: datetime) -> int:
    """Do everything that is due in the group; says how many letters were written.

    An errand and its letters are written together, under keys that can exist once. So a tick that is repeated, two
    processes that tick at once, and a clock set back change nothing (acceptance.md S9 and S10).
    """
    group = records.groups.get(group_id)
    if group is None or group.state is not GroupState.RUNNING:
        return 0
    rounds = {round_.week: round_ for round_ in clock_rounds(records, group, now)}
    done = records.ledger.done(group_id, min(rounds))
    members = {member.id: member for member in records.members.of_group(group_id)}
    written = 0
    for one in _due(records, group, rounds.values(), done, now):
        if records.ledger.settle(group_id, one.errand.key, now):
            round_ = rounds.get(one.errand.week)
            written += records.ledger.write(_letters(records, group, one, round_, members, now))
    return written + _ask_joiners(records, group, rounds.values(), done, members, now)


def prompts(
    group: Group, round_: Round, members: Mapping[str, Member], now: datetime, *, late: bool
) -> list[Letter]:
    """One prompt for every seat that reports, to whoever answers for it today.

    A seat whose deputy chain has nobody in it gets no prompt; the coordinators are told instead (acceptance.md M3).
    """
    letters = []
    for seat in members.values():
        person = answering(seat, members, local_day(group, now))
        if not seat.reports:
            continue
        if isinstance(person, Nobody):
            about = {"seat": seat.id}
            letters += _to_coordinators(
                group, LetterKind.NO_DEPUTY, round_.week, members, now, about=about, rest=(seat.id,)
            )
            continue
        to = (seat.id,) if person.id == seat.id else (seat.id, person.id)
        letters.append(
            Letter(
                key=letter_key(group.id, round_.week, LetterKind.PROMPT, *to),
                group_id=group.id,
                kind=LetterKind.PROMPT,
                recipient=person.id,
                week=str(round_.week),
                about={"seat": seat.id} | ({"late": "true"} if late else {}),
                due=now,
                send_before=round_.moments[Step.DEADLINE],
            )
        )
    return letters


def reminders(
    records: Records, group: Group, round_: Round, members: Mapping[str, Member], now: datetime
) -> list[Letter]:
    """One reminder, in private, to those who have not answered; never a second one (acceptance.md pain 14)."""
    answered = {
        report.member_id for report in records.reports.of_round(group.id, round_.week) if report.answered
    }
    return [
        Letter(
            key=letter_key(group.id, round_.week, LetterKind.REMINDER, *prompt.key.split("/")[3:]),
            group_id=group.id,
            kind=LetterKind.REMINDER,
            recipient=prompt.recipient,
            week=str(round_.week),
            about={"seat": prompt.about["seat"]},
            due=now,
            send_before=round_.moments[Step.DEADLINE],
        )
        for prompt in prompts(group, round_, members, now, late=False)
        if prompt.kind is LetterKind.PROMPT and prompt.about["seat"] not in answered
    ]


def _due(
    records: Records, group: Group, rounds: Iterable[Round], done: frozenset[str], now: datetime
) -> tuple[Due, ...]:
    since = group.running_since or LONG_AGO
    warnings = calendar_warning(now, group.id, calendar_of(records, group), group.plan.zone, done)
    return (*due(now, rounds, done, since=since), *warnings)


def _letters(
    records: Records,
    group: Group,
    one: Due,
    round_: Round | None,
    members: Mapping[str, Member],
    now: datetime,
) -> list[Letter]:
    kind, week = one.errand.kind, one.errand.week
    if one.missed:
        about = {"step": kind.value}
        return _to_coordinators(group, LetterKind.MISSED, week, members, now, about=about, rest=(kind.value,))
    if kind is ErrandKind.CALENDAR_WARNING or round_ is None:
        return _to_coordinators(group, LetterKind.CALENDAR, week, members, now)
    if kind is ErrandKind.PROMPT:
        return prompts(group, round_, members, now, late=one.late)
    if kind is ErrandKind.REMINDER:
        return reminders(records, group, round_, members, now)
    if kind in TO_CHANNEL:
        letter, last = TO_CHANNEL[kind]
        return [_letter(group, letter, week, CHANNEL, now, round_.moments[last])]
    letter, last = TO_COORDINATORS.get(kind, (LetterKind.SUMMARY_DRAFT, Step.MEETING_END))
    until = (
        max(round_.moments[last], now + LOOK_BACK)
        if kind is ErrandKind.SUMMARY_DRAFT
        else round_.moments[last]
    )
    return _to_coordinators(group, letter, week, members, now, until=until)


def _ask_joiners(
    records: Records,
    group: Group,
    rounds: Iterable[Round],
    done: frozenset[str],
    members: Mapping[str, Member],
    now: datetime,
) -> int:
    """Who joined, or became somebody's deputy, after the prompts went out is asked too, until the deadline (M2, M3)."""
    written = 0
    for round_ in rounds:
        if (
            f"{round_.id}/{ErrandKind.PROMPT}" in done
            and round_.is_held
            and now < round_.moments[Step.DEADLINE]
        ):
            written += records.ledger.write(prompts(group, round_, members, now, late=False))
    return written


def _to_coordinators(
    group: Group,
    kind: LetterKind,
    week: Week,
    members: Mapping[str, Member],
    now: datetime,
    *,
    about: Mapping[str, str] | None = None,
    rest: tuple[str, ...] = (),
    until: datetime | None = None,
) -> list[Letter]:
    """The same letter to each coordinator; without a coordinator it goes to nobody, and the set-up card says so."""
    last = until or now + timedelta(days=1)
    return [
        _letter(group, kind, week, coordinator.id, now, last, about=about or {}, rest=rest)
        for coordinator in coordinators(members.values())
    ]


def _letter(
    group: Group,
    kind: LetterKind,
    week: Week,
    recipient: str,
    now: datetime,
    until: datetime,
    *,
    about: Mapping[str, str] | None = None,
    rest: tuple[str, ...] = (),
) -> Letter:
    to = () if recipient == CHANNEL else (recipient,)
    return Letter(
        key=letter_key(group.id, week, kind, *rest, *to),
        group_id=group.id,
        kind=kind,
        recipient=recipient,
        week=str(week),
        about=about or {},
        due=now,
        send_before=until,
    )
