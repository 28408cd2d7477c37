"""What is due now, and the letters it causes: one transaction per group and tick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from est.cadence import (
    LONG_AGO,
    LOOK_BACK,
    Due,
    ErrandKind,
    calendar_warning,
    due,
    follow_up,
    follow_up_ends,
)
from est.credential import NO_CREDENTIAL, Credential
from est.group import Group, GroupState
from est.letters import CHANNEL, Letter, LetterKind, letter_key
from est.member import Member, Nobody, answering, coordinators, reviewers
from est.ports import Records
from est.round import Round
from est.timetable import Step
from est.turn import local_day
from est.week import Week
from est.weekly import following_up
from est.weekly.needs import need_letters
from est.weekly.rounds import calendar_of, clock_rounds
from est.weekly.watching import about_credential, credential_letters

TO_COORDINATORS: Mapping[ErrandKind, tuple[LetterKind, Step]] = {
    ErrandKind.DEADLINE: (LetterKind.DELIVERY, Step.MEETING),
    ErrandKind.DRAFT: (LetterKind.DRAFT, Step.MEETING_END),
}
TO_CHANNEL: Mapping[ErrandKind, tuple[LetterKind, Step]] = {
    ErrandKind.AGENDA: (LetterKind.AGENDA, Step.MEETING_END),
    ErrandKind.MOVED_NOTICE: (LetterKind.MOVED, Step.NOTICE_END),
}
"""Which letter an errand causes, to whom, and the step after which it is worse than silence."""
DAY_BEGINS, DAY_ENDS = time(8), time(18)
"""Nobody is asked out of turn outside these hours (acceptance.md pain 14)."""
NO_CREDENTIALS: Mapping[str, Credential] = MappingProxyType({})
OVERTIME = timedelta(hours=1)
"""A meeting that nobody has ended so long after its time is taken to be over."""
NEWS_WORTH = timedelta(days=1)
"""What coordinators are told is worth sending for this long, where no step of the round ends it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The group at this moment: what every letter of a tick is made of."""

    group: Group
    members: Mapping[str, Member]
    now: datetime
    credential: Credential = NO_CREDENTIAL


def tick(
    records: Records, group_id: str, now: datetime, credentials: Mapping[str, Credential] = NO_CREDENTIALS
) -> int:
    """Do everything that is due in the group; says how many letters were written.

    An errand and its letters are written together, under keys that can exist once. So a tick that is repeated, two
    processes that tick at once, and a clock set back change nothing (acceptance.md S9 and S10). *credentials* are those
    of the bot's apps, by the tenants they serve.
    """
    group = records.groups.get(group_id)
    if group is None or group.state is not GroupState.RUNNING:
        return 0
    rounds = {round_.week: round_ for round_ in clock_rounds(records, group, now)}
    done = records.ledger.done(group_id, min(rounds))
    members = {member.id: member for member in records.members.of_group(group_id)}
    credential = credentials.get(group.tenant_id, NO_CREDENTIAL)
    scene = Scene(group, members, now, credential)
    written = 0
    for one in _due(records, scene, rounds.values(), done):
        if _is_held_still(records, one, rounds.get(one.errand.week), now):
            continue
        if records.ledger.settle(group_id, one.errand.key, now):
            written += records.ledger.write(_caused(records, scene, one, rounds))
    for round_ in rounds.values():
        # Who joined, or became a deputy, after the prompts went out is asked too (acceptance.md M2 and M3), and so is
        # a whole group that began to run after them.
        if _asks(scene, round_, done) and _is_daytime(records, scene):
            answered = _answered(records, scene, round_)
            written += records.ledger.write(
                letter for letter in prompts(scene, round_) if letter.about["seat"] not in answered
            )
    warnings = credential_letters(group, members.values(), credential, now)
    if warnings and _is_daytime(records, scene):
        written += records.ledger.write(warnings)
    return written


def prompts(scene: Scene, round_: Round, *, late: bool = False) -> list[Letter]:
    """One prompt for every seat that reports, to whoever answers for it today.

    A seat whose deputy chain has nobody in it gets no prompt; the coordinators are told instead (acceptance.md M3).
    """
    letters = []
    for seat in scene.members.values():
        if not seat.reports:
            continue
        person = answering(seat, scene.members, local_day(scene.group, scene.now))
        about = {"seat": seat.id}
        if isinstance(person, Nobody):
            letters += _to_coordinators(
                scene, LetterKind.NO_DEPUTY, round_.week, about=about, rest=(seat.id,)
            )
            continue
        letters.append(
            _letter(
                scene,
                LetterKind.PROMPT,
                round_.week,
                person.id,
                until=round_.moments[Step.DEADLINE],
                about=about | ({"late": "true"} if late else {}),
                to=_answers_for(seat, person),
            )
        )
    return letters


def reminders(records: Records, scene: Scene, round_: Round) -> list[Letter]:
    """One reminder, in private, for those who have not answered; never a second one (acceptance.md pain 14).

    It reminds of a question: a seat that was not asked yet hears nothing.
    """
    answered = _answered(records, scene, round_)
    asked = {
        letter.about["seat"]
        for letter in records.ledger.of_round(scene.group.id, round_.week)
        if letter.kind is LetterKind.PROMPT
    }
    letters = []
    for seat in scene.members.values():
        person = answering(seat, scene.members, local_day(scene.group, scene.now))
        waits = seat.reports and seat.id in asked and seat.id not in answered
        if waits and not isinstance(person, Nobody):
            letters.append(
                _letter(
                    scene,
                    LetterKind.REMINDER,
                    round_.week,
                    person.id,
                    until=round_.moments[Step.DEADLINE],
                    about={"seat": seat.id},
                    to=_answers_for(seat, person),
                )
            )
    return letters


def needs_asked(records: Records, scene: Scene, round_: Round) -> list[Letter]:
    """When the agenda is published, the organisations that a need names are asked (domain.md §7.4)."""
    items = records.reports.items_between(scene.group.id, round_.week, round_.week)
    return need_letters(items, scene.members.values(), scene.group, round_, scene.now)


def _is_held_still(records: Records, one: Due, round_: Round | None, now: datetime) -> bool:
    """The draft of the summary waits while the meeting goes on over its time, but not for one nobody has ended."""
    if one.errand.kind is not ErrandKind.SUMMARY_DRAFT or one.missed or round_ is None:
        return False
    run = records.meetings.run(round_.group_id, round_.week)
    going_on = run is not None and not run.is_over
    return going_on and now < round_.moments[Step.MEETING_END] + OVERTIME


def _asks(scene: Scene, round_: Round, done: frozenset[str]) -> bool:
    if not round_.is_held:
        return False
    asked_at = round_.moments[Step.PROMPT]
    since = scene.group.running_since or LONG_AGO
    begun = f"{round_.id}/{ErrandKind.PROMPT}" in done or asked_at < since <= scene.now
    return begun and asked_at <= scene.now < round_.moments[Step.DEADLINE]


def _answered(records: Records, scene: Scene, round_: Round) -> set[str]:
    reports = records.reports.of_round(scene.group.id, round_.week)
    return {report.member_id for report in reports if report.answered}


def _is_daytime(records: Records, scene: Scene) -> bool:
    """Whether people are at work: a deputy whose turn begins at midnight is asked in the morning."""
    local = scene.now.astimezone(ZoneInfo(scene.group.plan.zone))
    working = calendar_of(records, scene.group).without_breaks().is_working(local.date(), local.time())
    return working and DAY_BEGINS <= local.time() < DAY_ENDS


def _due(records: Records, scene: Scene, rounds: Iterable[Round], done: frozenset[str]) -> tuple[Due, ...]:
    group = scene.group
    days, zone = calendar_of(records, group), group.plan.zone
    warnings = calendar_warning(scene.now, group.id, days, zone, done)
    asked = follow_up(scene.now, group.id, days, zone, done)
    return (*due(scene.now, rounds, done, since=group.running_since or LONG_AGO), *warnings, *asked)


def _caused(records: Records, scene: Scene, one: Due, rounds: Mapping[Week, Round]) -> list[Letter]:
    if one.errand.kind is not ErrandKind.FOLLOW_UP:
        return _letters(records, scene, one, rounds.get(one.errand.week))
    group = scene.group
    days, day = calendar_of(records, group), local_day(group, scene.now)
    until = follow_up_ends(day, days, group.plan.zone)
    return following_up.letters(records, following_up.Hours(group, scene.now, until))


def _letters(records: Records, scene: Scene, one: Due, round_: Round | None) -> list[Letter]:
    kind, week = one.errand.kind, one.errand.week
    if one.missed:
        return _to_coordinators(
            scene, LetterKind.MISSED, week, about={"step": kind.value}, rest=(kind.value,)
        )
    if kind is ErrandKind.CALENDAR_WARNING or round_ is None:
        return _to_coordinators(scene, LetterKind.CALENDAR, week)
    if kind is ErrandKind.PROMPT:
        return prompts(scene, round_, late=one.late)
    if kind is ErrandKind.REMINDER:
        return reminders(records, scene, round_)
    if kind is ErrandKind.SUMMARY_DRAFT:
        return _to_coordinators(scene, LetterKind.SUMMARY_DRAFT, week, until=scene.now + LOOK_BACK)
    if kind is ErrandKind.HEALTH:
        login, until = about_credential(scene.credential), round_.moments[Step.MEETING]
        return _to_coordinators(scene, LetterKind.HEALTH, week, about=login, until=until)
    if kind in TO_CHANNEL:
        letter, last = TO_CHANNEL[kind]
        asked = needs_asked(records, scene, round_) if kind is ErrandKind.AGENDA else []
        return [*asked, _letter(scene, letter, week, CHANNEL, until=round_.moments[last])]
    letter, last = TO_COORDINATORS[kind]
    drafted = _to_coordinators(scene, letter, week, until=round_.moments[last])
    return [*drafted, *_to_co_authors(scene, week, round_)] if kind is ErrandKind.DRAFT else drafted


def _to_co_authors(scene: Scene, week: Week, round_: Round) -> list[Letter]:
    """Who reviews beside the coordinator gets the draft too, until the meeting begins (domain.md §1.3)."""
    return [
        _letter(scene, LetterKind.DRAFT, week, one.id, until=round_.moments[Step.MEETING], to=(one.id,))
        for one in reviewers(scene.members.values())
        if not one.coordinates
    ]


def _answers_for(seat: Member, person: Member) -> tuple[str, ...]:
    """The end of a letter's key: the seat, and its deputy when it is the deputy who answers."""
    return (seat.id,) if person.id == seat.id else (seat.id, person.id)


def _to_coordinators(
    scene: Scene,
    kind: LetterKind,
    week: Week,
    *,
    about: Mapping[str, str] | None = None,
    rest: tuple[str, ...] = (),
    until: datetime | None = None,
) -> list[Letter]:
    """The same letter to each coordinator; without a coordinator it goes to nobody, and the set-up card says so."""
    last = until or scene.now + NEWS_WORTH
    return [
        _letter(scene, kind, week, coordinator.id, until=last, about=about, to=(*rest, coordinator.id))
        for coordinator in coordinators(scene.members.values())
    ]


def _letter(
    scene: Scene,
    kind: LetterKind,
    week: Week,
    recipient: str,
    *,
    until: datetime,
    about: Mapping[str, str] | None = None,
    to: tuple[str, ...] = (),
) -> Letter:
    return Letter(
        key=letter_key(scene.group.id, week, kind, *to),
        group_id=scene.group.id,
        kind=kind,
        recipient=recipient,
        week=str(week),
        about=about or {},
        due=scene.now,
        send_before=until,
    )
