"""What is filled in about an action: from typed strings to a decision or a step, or to what is wrong at which field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from est.action import Action, ActionLevel, ActionNature, ActionStep, Effect, Horizon, horizon_of
from est.form import FormRefused, Reader
from est.report import NOTE_LIMIT, TEXT_LIMIT

TITLE_LIMIT = 120
"""Characters in what is to be done, since it stands on one line of every agenda."""
SHORT_LIMIT = 100
"""Characters in a reference, a heading, a function."""
FURTHEST_DUE = timedelta(days=3 * 366)
ACTION_TEXTS = ("title", "function", "why", "indicator", "baseline", "decision_ref", "law_tag")
"""The fields of a decision that are typed freely, and therefore read by the personal-data guard."""
STEP_TEXTS = ("text",)
GROUP_TEXTS = ("name", "functions")
BY_DATE = "by_date"
"""The choice of horizon that says: as the date implies."""
SEAT, ORGANISATION, WORKING_GROUP = "m:", "o:", "w:"
"""What the value of an owner begins with."""

REASON_NEEDED = frozenset(
    {
        ActionStep.NOTE,
        ActionStep.FINISH,
        ActionStep.BLOCK,
        ActionStep.LIFT,
        ActionStep.CANCEL,
        ActionStep.REJECT,
        ActionStep.EFFECT,
    }
)
"""Steps that have to be said something about: why, what came of it, or how it goes (domain.md §7.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionInput:
    """A decision as it was sent: the strings of its inputs, exactly as typed.

    `action_id` is empty for a new one; `version` is that of the action when the form was opened, `kept` the data
    classes the person was warned of and chose to save all the same.
    """

    values: Mapping[str, str]
    draft: str
    action_id: str = ""
    version: int = 0
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepInput:
    """A step as it was sent, from the short form of an action."""

    action_id: str
    step: ActionStep
    version: int
    values: Mapping[str, str]
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a filled-in form decides."""

    title: str
    owner: str
    function: str
    due: date
    item_ids: tuple[str, ...]
    why: str
    place_id: str
    horizon: Horizon
    nature: ActionNature
    level: ActionLevel
    indicator: str
    baseline: str
    decision_ref: str
    law_tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a filled-in step says; what its step does not ask for is at its default."""

    text: str = ""
    level: ActionLevel = ActionLevel.EST
    effect: Effect = Effect.CANNOT_SAY
    owner: str = ""
    function: str = ""
    due: date = date.min


def decision_of(
    form: ActionInput,
    *,
    today: date,
    earliest: date,
    owners: Collection[str],
    places: Collection[str],
    items: Collection[str],
) -> Decision:
    """The decision that a filled-in form describes; *owners*, *places* and *items* are what may be chosen.

    An action needs an owner, a date, and an item or a written source (acceptance.md A1).

    Raises:
        FormRefused: with one fault per field that is empty, too long, not in its list or out of bounds.
    """
    reader = Reader(form.values, today)
    due = reader.day("due", earliest=earliest, latest=today + FURTHEST_DUE)
    sources = _chosen_items(reader, items)
    horizon = reader.values.get("horizon", "")
    chosen = reader.choice("horizon", Horizon) if horizon not in {"", BY_DATE} else None
    decision = Decision(
        title=" ".join(reader.text("title", limit=TITLE_LIMIT, required=True).split()),
        owner=_owner(reader, owners),
        function=reader.text("function", limit=SHORT_LIMIT),
        due=due,
        item_ids=sources,
        why=reader.text("why", limit=TEXT_LIMIT, required=not sources),
        place_id=_place(reader, places),
        horizon=chosen or horizon_of(today, due),
        nature=reader.choice("nature", ActionNature, ActionNature.SITUATIONAL) or ActionNature.SITUATIONAL,
        level=reader.choice("level", ActionLevel, ActionLevel.EST) or ActionLevel.EST,
        indicator=reader.text("indicator", limit=NOTE_LIMIT),
        baseline=reader.text("baseline", limit=SHORT_LIMIT),
        decision_ref=reader.text("decision_ref", limit=SHORT_LIMIT),
        law_tag=reader.text("law_tag", limit=SHORT_LIMIT),
    )
    if reader.faults:
        raise FormRefused(reader.faults)
    return decision


def taken_of(form: StepInput, *, today: date, owners: Collection[str]) -> Taken:
    """What a filled-in step says.

    Raises:
        FormRefused: a reason, a result, a level or an owner is missing, too long, or not in its list.
    """
    reader, step = Reader(form.values, today), form.step
    text = reader.text("text", limit=TEXT_LIMIT, required=step in REASON_NEEDED)
    taken = Taken(text=text)
    if step is ActionStep.LIFT:
        level = reader.choice("level", ActionLevel)
        if level is ActionLevel.EST:
            reader.fault("not_in_list", "level")
        taken = Taken(text=text, level=level or ActionLevel.OPERATIVE)
    elif step is ActionStep.EFFECT:
        taken = Taken(text=text, effect=reader.choice("effect", Effect) or Effect.CANNOT_SAY)
    elif step is ActionStep.HAND_OVER:
        function = reader.text("function", limit=SHORT_LIMIT)
        taken = Taken(text=text, owner=_owner(reader, owners), function=function)
    elif step in {ActionStep.MOVE_DUE, ActionStep.DECIDE}:
        taken = Taken(text=text, due=reader.day("due", earliest=today, latest=today + FURTHEST_DUE))
    if reader.faults:
        raise FormRefused(reader.faults)
    return taken


def values_of(action: Action) -> Mapping[str, str]:
    """The strings that fill a form with an action."""
    return {
        "title": action.title,
        "owner": owner_of(action),
        "function": action.owner_function,
        "due": str(action.due),
        "items": ",".join(action.item_ids),
        "why": action.why,
        "place": action.place_id,
        "horizon": action.horizon.value,
        "nature": action.nature.value,
        "level": action.level.value,
        "indicator": action.indicator,
        "baseline": action.baseline,
        "decision_ref": action.decision_ref,
        "law_tag": action.law_tag,
    }


def owner_of(action: Action) -> str:
    """The choice that stands for its owner."""
    if action.working_group_id:
        return f"{WORKING_GROUP}{action.working_group_id}"
    if action.owner_member_id:
        return f"{SEAT}{action.owner_member_id}"
    return f"{ORGANISATION}{action.owner_organisation_id}" if action.owner_organisation_id else ""


def _owner(reader: Reader, owners: Collection[str]) -> str:
    owner = reader.values.get("owner", "")
    if owner not in owners:
        reader.fault("not_in_list" if owner else "required", "owner")
    return owner


def _place(reader: Reader, places: Collection[str]) -> str:
    place = reader.values.get("place", "")
    if place and place not in places:
        reader.fault("not_in_list", "place")
    return place


def _chosen_items(reader: Reader, items: Collection[str]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(id_ for id_ in reader.values.get("items", "").split(",") if id_))
    if any(id_ not in items for id_ in chosen):
        reader.fault("not_in_list", "items")
    return chosen
