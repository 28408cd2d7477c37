"""What the group has decided over the half year: done, under way, late and stuck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from est.action import Action, ActionLevel, ActionState, ActionStep, Effect, EffectNote, Entry, Horizon
from est.report import Item
from est.round import Round
from sample.municipality import places
from sample.municipality.people import GROUP_ID, MEMBER_IDS, PERSON_OF, Seat

_A, _H = ActionState, Horizon
STILL_OPEN = -1
"""No meeting has closed the action."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One action: decided at the meeting so many rounds ago, due so many days later, and how it went."""

    title: str
    owner: Seat
    place_id: str
    decided_ago: int
    days: int
    state: ActionState
    closed_ago: int = STILL_OPEN
    horizon: Horizon = Horizon.SHORT
    level: ActionLevel = ActionLevel.EST
    blocked_reason: str = ""
    result: str = ""
    judged: tuple[tuple[int, Effect, str], ...] = ()
    """The judgements of its effect: after so many weeks, which, and why."""


MEASURES = (
    Measure(
        "Farthinder vid övergångsstället",
        Seat.PLANNING,
        places.TOWN_SCHOOL,
        21,
        56,
        _A.EFFECT_CHECK,
        12,
        _H.MEDIUM,
        result="Farthinder byggda i båda riktningarna.",
        judged=(
            (4, Effect.BETTER, "Lägre hastighet vid skolan på morgonen."),
            (12, Effect.BETTER, "Fortfarande lugnt. Inga nya tillbud rapporterade."),
        ),
    ),
    Measure(
        "Nattvandring fredagar fram till lovet",
        Seat.FIELD,
        places.TOWN_PARK,
        18,
        42,
        _A.CLOSED_EFFECT,
        8,
        result="Sex fredagar genomförda.",
        judged=((4, Effect.BETTER, "Färre störningar under kvällarna."),),
    ),
    Measure(
        "Sanera klotter på gaveln mot torget",
        Seat.PLANNING,
        places.MARKET_HALL,
        15,
        14,
        _A.CLOSED_NO_EFFECT,
        6,
        result="Väggen sanerades två gånger.",
        judged=((4, Effect.UNCHANGED, "Nytt klotter inom en vecka."),),
    ),
    Measure(
        "Byta armaturer vid cykelparkeringen",
        Seat.PLANNING,
        places.CENTRAL_STATION,
        12,
        21,
        _A.DONE,
        2,
        result="Åtta armaturer bytta.",
    ),
    Measure(
        "Vuxenvärdar i cafeterian",
        Seat.SCHOOL,
        places.UPPER_SCHOOL,
        11,
        21,
        _A.CANCELLED,
        8,
        result="Personal saknades.",
    ),
    Measure(
        "Pröva om kamerabevakning är motiverad",
        Seat.SECOND,
        places.CAR_PARK,
        10,
        120,
        _A.BLOCKED,
        horizon=_H.LONG,
        blocked_reason="Väntar på rättsligt underlag.",
    ),
    Measure(
        "Hinder mot genomkörning på parkeringen",
        Seat.PLANNING,
        places.RETAIL,
        9,
        42,
        _A.BLOCKED,
        horizon=_H.MEDIUM,
        blocked_reason="Markägaren har inte svarat.",
    ),
    Measure("Klippa buskage och laga belysning", Seat.PLANNING, places.TUNNEL, 8, 28, _A.IN_PROGRESS),
    Measure(
        "Längre öppettider på fredagar",
        Seat.LEISURE,
        places.YOUTH_CENTRE,
        7,
        84,
        _A.ESCALATED,
        horizon=_H.MEDIUM,
        level=ActionLevel.STEERING,
    ),
    Measure(
        "Brev till föräldrar om A-traktorer och mopeder", Seat.SCHOOL, places.INDUSTRY, 5, 21, _A.IN_PROGRESS
    ),
    Measure("Möte med krogarna om rutiner vid stängning", Seat.TOURISM, places.SQUARE, 3, 35, _A.IN_PROGRESS),
    Measure("Extra ronder fredag och lördag kl 20–24", Seat.GUARD, places.BJORKGARDEN, 2, 28, _A.IN_PROGRESS),
    Measure(
        "Hämta grovsopor varje måndag och sätta upp skylt",
        Seat.PLANNING,
        places.NORTH_RECYCLING,
        1,
        14,
        _A.DECIDED,
    ),
    Measure("Trygghetsvandring längs stigen", Seat.SECOND, places.FOOTPATH, 0, 21, _A.DECIDED),
)


def decided_at(ago: int, met: Sequence[Round], items: Iterable[Item]) -> Iterator[Action]:
    """The actions as the meeting so many rounds ago left them: those it decided and those it closed.

    *met* are the rounds whose meeting is over, the last of them 0 ago; *items* are those of all rounds.
    """
    told = tuple(items)
    oldest = len(met) - 1
    for number, measure in enumerate(MEASURES, start=1):
        begun, closed = min(measure.decided_ago, oldest), measure.closed_ago
        if ago not in {begun, closed}:
            continue
        action = _action(number, measure, met[oldest - begun], told)
        under_way = closed not in {ago, STILL_OPEN}
        if under_way:
            yield replace(action, state=ActionState.IN_PROGRESS)
        elif closed == STILL_OPEN:
            yield _begun(action, measure)
        else:
            yield _closed(action, measure, met[oldest - closed].held)


def _begun(action: Action, measure: Measure) -> Action:
    """What is still open, with how it came to stand where it stands."""
    step = STEPS.get(action.state)
    owner, lead = MEMBER_IDS[measure.owner], MEMBER_IDS[Seat.COORDINATOR]
    log = [Entry(on=action.decided_on, step=ActionStep.DECIDE, state=ActionState.DECIDED, by=lead)]
    if step is not None:
        day = action.decided_on + timedelta(days=3)
        log.append(Entry(on=day, step=step, state=action.state, by=owner, text=measure.blocked_reason))
    return replace(action, log=tuple(log))


def _closed(action: Action, measure: Measure, held: date) -> Action:
    """What a meeting closed, with its result and how its effect has been judged since."""
    owner, given_up = MEMBER_IDS[measure.owner], action.state is ActionState.CANCELLED
    step = ActionStep.CANCEL if given_up else ActionStep.FINISH
    state = action.state if given_up else ActionState.DONE
    log = [
        Entry(on=action.decided_on, step=ActionStep.DECIDE, state=ActionState.DECIDED),
        Entry(on=held, step=step, state=state, by=owner, text=measure.result),
    ]
    effects = tuple(
        EffectNote(weeks=weeks, on=held + timedelta(weeks=weeks), effect=effect, reason=why, by=owner)
        for weeks, effect, why in measure.judged
    )
    return replace(
        action,
        result="" if given_up else measure.result,
        effects=effects,
        log=tuple(log),
        done_on=None if given_up else held,
        finished_on=held,
    )


STEPS = {
    ActionState.IN_PROGRESS: ActionStep.START,
    ActionState.BLOCKED: ActionStep.BLOCK,
    ActionState.ESCALATED: ActionStep.LIFT,
}
"""How an open action came to stand where it stands."""


def _action(number: int, measure: Measure, round_: Round, items: Iterable[Item]) -> Action:
    owner = PERSON_OF[measure.owner]
    return Action(
        id=f"{GROUP_ID}.a{number}",
        group_id=GROUP_ID,
        number=number,
        title=measure.title,
        owner_organisation_id=owner.organisation_id,
        owner_function=owner.function,
        decided_on=round_.held,
        due=round_.held + timedelta(days=measure.days),
        state=measure.state,
        place_id=measure.place_id,
        item_ids=tuple(
            item.id
            for item in items
            if item.week == round_.week and item.shown and item.content.location.place_id == measure.place_id
        ),
        owner_member_id=MEMBER_IDS[measure.owner],
        blocked_reason=measure.blocked_reason,
        horizon=measure.horizon,
        level=measure.level,
    )
