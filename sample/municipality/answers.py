"""What the other members answer when somebody plays one of them: sample answers, given through the real use-cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from est.form import FormInput, values_of
from est.group import Group
from est.member import Member, Nobody, answering
from est.ports import Records
from est.round import Round
from est.timetable import Step
from est.turn import Turn, local_day
from est.weekly.answering import finish, report_nothing, save
from est.weekly.rounds import open_round
from sample.municipality.people import SEAT_OF, Seat
from sample.municipality.stories import dumped, gathered, told_twice
from sample.municipality.telling import Storyteller, Told, told_days
from sample.municipality.turns import turn_of

SILENT = 2
"""So many seats have nothing to report."""
SLOW = Seat.TOURISM
"""The seat that answers only when it has been reminded."""
NEVER_SILENT = frozenset(
    {Seat.PLANNING, Seat.HOUSING, Seat.GUARD, Seat.FIELD, Seat.LEISURE, Seat.POLICE, Seat.SCHOOL}
)
INCIDENTS, EVENTS, NEEDS = 6, 2, 2
LOOK_BACK = 6
"""Weeks whose sentences are not used again."""


@dataclass(frozen=True, slots=True)
class Played:
    """Who answered now, and who has not answered yet."""

    answered: tuple[Member, ...] = ()
    waiting: tuple[Member, ...] = ()
    asked: bool = True

    @property
    def sentence(self) -> str:
        """What the page of the local client says of it."""
        if not self.asked:
            return "Ingen har fått veckans fråga än."
        said = []
        if self.answered:
            said.append(
                "En har svarat nu." if len(self.answered) == 1 else f"{len(self.answered)} har svarat nu."
            )
        if self.waiting:
            said.append(f"{', '.join(member.name for member in self.waiting)} svarar efter påminnelsen.")
        return " ".join(said) or "Alla andra har redan svarat."


def answers_for(member: Member, round_: Round, told_before: Iterable[str] = ()) -> tuple[FormInput, ...]:
    """What a sample member reports in a round, as the forms they would send; empty is *Inget att rapportera*.

    The same for the same round, whoever asks and however often: a form has the same token each time, and so is
    saved once. *told_before* are sentences that are not to be used again.
    """
    seat = SEAT_OF[member.object_id]
    own = [one for one in _told(round_, told_before) if one.seat is seat]
    return tuple(
        FormInput(one.content.kind, values_of(one.content), f"sample.{round_.week}.{seat}.{number}")
        for number, one in enumerate(own, start=1)
    )


def play_others(records: Records, group_id: str, now: datetime, except_for: Collection[str]) -> Played:
    """Let every sample member answer the open round, but for those with these Entra object ids.

    Who has answered is left alone, so that it can be asked for again: after the reminder the slow one answers too.
    Who is away is answered for by their deputy, unless somebody plays that deputy.

    Raises:
        LookupError: there is no such group.
    """
    group = records.groups.get(group_id)
    if group is None:
        raise LookupError(f"no group {group_id}")
    round_ = open_round(records, group, now)
    if now < round_.moments[Step.PROMPT]:
        return Played(asked=False)
    told_before = _told_before(records, round_)
    answered, waiting = [], []
    for seat, writer in _silent_so_far(records, group, round_, now, except_for):
        if SEAT_OF[seat.object_id] is SLOW and now < round_.moments[Step.REMINDER]:
            waiting.append(seat)
        else:
            _answer(
                records, turn_of(group, writer, now), round_, seat, answers_for(seat, round_, told_before)
            )
            answered.append(seat)
    return Played(tuple(answered), tuple(waiting))


def _silent_so_far(
    records: Records, group: Group, round_: Round, now: datetime, except_for: Collection[str]
) -> Iterator[tuple[Member, Member]]:
    """Each seat that has not answered, with the sample member who answers for it today."""
    members = {member.id: member for member in records.members.of_group(group.id)}
    free = SEAT_OF.keys() - set(except_for)
    for seat in members.values():
        writer = answering(seat, members, local_day(group, now))
        if isinstance(writer, Nobody) or not seat.reports or not {seat.object_id, writer.object_id} <= free:
            continue
        if not records.reports.get(group.id, round_.week, seat.id).answered:
            yield seat, writer


def _answer(records: Records, turn: Turn, round_: Round, seat: Member, forms: Collection[FormInput]) -> None:
    week = str(round_.week)
    for form in forms:
        save(records, turn, week, seat.id, form)
    (finish if forms else report_nothing)(records, turn, week, seat.id)


def _told_before(records: Records, round_: Round) -> tuple[str, ...]:
    """The sentences of the weeks before, so that nobody hears the same thing twice in a row."""
    earlier = records.reports.items_between(
        round_.group_id, round_.week.plus(-LOOK_BACK), round_.week.previous()
    )
    return tuple(item.content.text for item in earlier)


def _told(round_: Round, told_before: Iterable[str]) -> tuple[Told, ...]:
    """Everything the twelve have to tell in a round that is played: what goes on, and some news."""
    seed = f"ekbacka/{round_.week}"
    silent = Random(seed).sample(sorted(set(Seat) - NEVER_SILENT), SILENT)
    telling = set(Seat) - set(silent)
    teller = Storyteller(seed, told_before)
    days = told_days(round_)
    return (
        dumped("Nya möbler och vitvaror dumpade vid behållarna.", days),
        gathered("Samling i trapphusen två kvällar, boende ringde störningsjouren.", days),
        *told_twice(1 + round_.week.number % 2, days),
        *teller.incidents(days, telling, INCIDENTS),
        *teller.events(round_.held, telling, EVENTS),
        *teller.needs(round_.held, telling, NEEDS),
    )
