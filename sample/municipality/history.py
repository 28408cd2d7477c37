"""Half a year of rounds as they stand in the records: who answered, when, and with what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from est.member import Member
from est.report import CollabNeed, Item, Report, ReviewState
from est.round import Round
from est.timetable import Step
from est.vocabulary import NeedStatus
from sample.municipality.people import DEPUTIES, MEMBER_IDS, PEOPLE, PERSON_OF, Seat
from sample.municipality.stories import MERGED_AGO, SHELTER, WARNED_CLASS, WARNED_TEXT, stories
from sample.municipality.telling import Storyteller, Told, told_days

LATE = 0.08
"""The part of the answers that come after the deadline,"""
LATE_BY = timedelta(hours=3)
"""the same evening."""
BETWEEN = timedelta(seconds=70)
"""From one saved item to the next."""
UNFINISHED = 0.05
"""The part of the answers whose writer saved everything and never pressed *Klar*."""
USUAL, SWING = 13.0, 3.0
FEWEST, MOST = 8, 20
"""Incidents in a round: about so many, and within these bounds."""
ANSWERS = (NeedStatus.AGREED, NeedStatus.AGREED, NeedStatus.PARTLY, NeedStatus.DECLINED)
LAST_ANSWERS = (NeedStatus.AGREED, NeedStatus.PARTLY, NeedStatus.MOVED)
"""What meetings said to needs; only the last one moved any, since a moved need comes up again."""
WITHDRAWN_AGO = 3
"""So many rounds ago somebody took an item back."""


@dataclass(frozen=True, slots=True)
class Answer:
    """When one seat answered, by whom, and whether that was late."""

    seat: Seat
    by: Seat
    at: datetime
    late: bool
    finished: bool


def write_history(
    rounds: Sequence[Round], members: Mapping[str, Member], now: datetime
) -> tuple[tuple[Report, ...], ...]:
    """The reports of each round, with their items; the rounds are those whose deadline has passed, oldest first.

    The same for the same rounds: the seed is the week of the first.
    """
    seed = f"ekbacka/{rounds[0].week}"
    rng, teller = Random(seed), Storyteller(f"{seed}/told")
    written = []
    for number, round_ in enumerate(rounds):
        ago = len(rounds) - 1 - number
        going_on = stories(ago, told_days(round_))
        answers = _answers(round_, rng, {one.seat for one in going_on}, members, now)
        told = (*going_on, *_told(round_, rng, teller, set(answers), len(going_on)))
        items = _after_meeting(_items(round_, answers, told), rng, round_, ago, now)
        written.append(tuple(_report(round_, answer, items) for answer in answers.values()))
    return tuple(written)


def as_first_saved(item: Item) -> Item:
    """The first version of an item that was withdrawn, merged or answered later."""
    content = item.content
    if isinstance(content, CollabNeed):
        content = replace(content, status=NeedStatus.NEW)
    return replace(
        item,
        content=content,
        changed_at=item.created_at,
        version=1,
        withdrawn=False,
        merged_into="",
        review=ReviewState.NEW,
    )


def _answers(
    round_: Round, rng: Random, must: Collection[Seat], members: Mapping[str, Member], now: datetime
) -> dict[Seat, Answer]:
    """Who answered; seats whose story goes on always do, and in time."""
    found = {}
    for person in PEOPLE:
        luck, place, lateness, finish = (rng.random() for _ in range(4))
        if person.seat in must:
            luck, lateness = 0.0, 1.0
        away = members[MEMBER_IDS[person.seat]].away(round_.held)
        late = lateness < LATE
        begin = round_.moments[Step.DEADLINE if late else Step.PROMPT]
        end = min(begin + LATE_BY, now) if late else round_.moments[Step.DEADLINE]
        at = (begin + (end - begin) * (0.02 + 0.9 * place)).replace(microsecond=0)
        if luck < person.answers and begin < end:
            by = DEPUTIES[person.seat] if away else person.seat
            found[person.seat] = Answer(person.seat, by, at, late, finish > UNFINISHED)
    return found


def _told(
    round_: Round, rng: Random, teller: Storyteller, telling: Collection[Seat], already: int
) -> tuple[Told, ...]:
    """What every round brings: incidents, coming events and needs. After a break there is more to tell."""
    weeks = ((round_.period_last - round_.period_first).days + 1) / 7
    count = min(max(round(rng.gauss(USUAL, SWING) + 2 * (weeks - 1)), FEWEST), MOST) - already
    return (
        *teller.incidents(told_days(round_), telling, count),
        *teller.events(round_.held, telling, rng.choice((1, 1, 2))),
        *teller.needs(round_.held, telling, rng.choice((1, 1, 2, 3))),
    )


def _items(round_: Round, answers: Mapping[Seat, Answer], told: Iterable[Told]) -> list[Item]:
    """Everything told, numbered in the order it was saved: one seat after the other, a minute between."""
    in_order = sorted(told, key=lambda one: (answers[one.seat].at, one.seat))
    saved: Counter[Seat] = Counter()
    made = []
    for number, one in enumerate(in_order, start=1):
        answer = answers[one.seat]
        made.append(_item(round_, answer, one, number, answer.at + BETWEEN * saved[one.seat]))
        saved[one.seat] += 1
    return made


def _item(round_: Round, answer: Answer, told: Told, number: int, at: datetime) -> Item:
    return Item(
        id=f"{round_.group_id}.{round_.week}.{number}",
        group_id=round_.group_id,
        week=round_.week,
        number=number,
        member_id=MEMBER_IDS[told.seat],
        organisation_id=PERSON_OF[told.seat].organisation_id,
        content=told.content,
        created_at=at,
        changed_at=at,
        late=answer.late,
        marks=(WARNED_CLASS,) if told.content.text == WARNED_TEXT else (),
    )


def _after_meeting(items: list[Item], rng: Random, round_: Round, ago: int, now: datetime) -> list[Item]:
    """What became of the items: one withdrawn, one merged, one looked at, and the needs answered."""
    ended = round_.moments[Step.MEETING_END]
    if ended > now:
        return items
    twice = [item.id for item in items if item.content.text in {text for _, text in SHELTER}]
    changed = []
    for item in items:
        later = replace(item, version=2, changed_at=ended)
        if isinstance(item.content, CollabNeed):
            status = rng.choice(LAST_ANSWERS if ago == 0 else ANSWERS)
            changed.append(replace(later, content=replace(item.content, status=status)))
        elif ago == MERGED_AGO and item.id == twice[-1]:
            changed.append(replace(later, merged_into=twice[0]))
        elif item.marks:
            changed.append(replace(later, review=ReviewState.OK))
        else:
            changed.append(item)
    if ago == WITHDRAWN_AGO:
        changed[-1] = replace(
            items[-1], version=2, withdrawn=True, changed_at=items[-1].created_at + timedelta(minutes=4)
        )
    return changed


def _report(round_: Round, answer: Answer, items: Iterable[Item]) -> Report:
    own = tuple(item for item in items if item.member_id == MEMBER_IDS[answer.seat])
    live = [item for item in own if not item.withdrawn]
    done_at = max([answer.at, *(item.created_at for item in own)]) + timedelta(minutes=1)
    return Report(
        group_id=round_.group_id,
        week=round_.week,
        member_id=MEMBER_IDS[answer.seat],
        items=own,
        nothing=not live,
        done_at=done_at if answer.finished or not live else None,
        late=answer.late,
        written_by=MEMBER_IDS[answer.by],
        version=1,
    )
