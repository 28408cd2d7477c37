"""Actions: decided, changed, reported on, lifted, handed over, judged and closed (domain.md §7.5 and §8.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from est.action import Action, ActionRefused, ActionState, ActionStep
from est.action_form import (
    ACTION_TEXTS,
    STEP_TEXTS,
    ActionInput,
    Decision,
    StepInput,
    Taken,
    decision_of,
    taken_of,
    values_of,
)
from est.action_steps import OWNERS, Signed, described, is_fresh, logged, stepped
from est.errors import Changed, NotAllowed
from est.form import FormRefused
from est.ports import Records
from est.report import Item
from est.round import Round
from est.timetable import Step
from est.turn import Turn
from est.weekly.action_views import (
    ActionFormView,
    ActionsView,
    ActionView,
    Table,
    action_view,
    actions_view,
    owns,
    sources,
    table_of,
)
from est.weekly.guarding import guard_texts, known_words, stops_in
from est.weekly.meeting import latest_round
from est.weekly.rounds import begun_rounds
from est.weekly.telling import update_agenda


def mine_or_all(records: Records, turn: Turn) -> ActionsView:
    """`åtgärder`: to a coordinator all that are not over, to a member their own and their organisation's."""
    return actions_view(records, turn)


def show(records: Records, turn: Turn, action_id: str) -> ActionView:
    """One action, with what this reader may do with it. Everybody at the table may read it."""
    return action_view(records, turn, _action(records, turn, action_id))


def show_step(records: Records, turn: Turn, action_id: str, step: ActionStep) -> ActionView:
    """The action, for the form of a step that this reader may take.

    Raises:
        NotAllowed, ActionRefused: the step is not this person's, or not possible from where the action stands.
    """
    view = show(records, turn, action_id)
    if step not in view.may:
        _refuse(view, step)
    return view


def show_numbered(records: Records, turn: Turn, number: int) -> ActionView:
    """The action that people call by this number."""
    found = [one for one in records.actions.of_group(turn.group.id) if one.number == number]
    if not found:
        raise NotAllowed("no_such_action")
    return action_view(records, turn, found[0])


def blank(records: Records, turn: Turn, *, draft: str, item_id: str = "", title: str = "") -> ActionFormView:
    """The form for a new action, filled with what the item it comes from says. Stores nothing."""
    turn.as_coordinator()
    item = records.reports.item(turn.group.id, item_id) if item_id else None
    values = {"title": title}
    if item is not None:
        values |= {"items": item.id, "place": item.content.location.place_id}
    return _form(records, turn, values, draft, item=item)


def open_change(records: Records, turn: Turn, action_id: str) -> ActionFormView:
    """The form with an action in it."""
    turn.as_coordinator()
    action = _action(records, turn, action_id)
    form = _form(records, turn, values_of(action), action.draft)
    return replace(form, action_id=action.id, label=action.label, version=action.version)


def fill_again(records: Records, turn: Turn, form: ActionInput) -> ActionFormView:
    """The form with everything that was typed still in it, after a refusal. Stores nothing."""
    turn.as_coordinator()
    view = _form(records, turn, form.values, form.draft)
    if not form.action_id:
        return view
    action = _action(records, turn, form.action_id)
    return replace(view, action_id=action.id, label=action.label, version=form.version)


def decide(records: Records, turn: Turn, form: ActionInput) -> ActionView:
    """Keep a new action; the same form sent twice decides one (acceptance.md A1 and K1).

    Raises:
        FormRefused, PersonalDataFound, PersonalDataSuspected: what is wrong, and at which field.
        NotAllowed: the caller does not coordinate the group.
    """
    turn.as_coordinator()
    table = table_of(records, turn.group)
    earlier = records.actions.by_draft(turn.group.id, form.draft) if form.draft else None
    if earlier is not None:
        return action_view(records, turn, earlier, table=table, saved=ActionStep.DECIDE)
    decision, marks = _read(records, turn, form, table, earliest=turn.today)
    owner = table.owner(decision.owner, decision.function)
    number = records.actions.next_number(turn.group.id)
    action = Action(
        id=f"{turn.group.id}.a{number}",
        group_id=turn.group.id,
        number=number,
        title=decision.title,
        owner_organisation_id=owner.organisation_id,
        owner_function=owner.function,
        decided_on=turn.today,
        due=decision.due,
        state=ActionState.DECIDED,
        marks=marks,
        draft=form.draft,
        changed_at=turn.now,
        version=0,
    )
    action = described(action, decision, owner, _place(records, turn, decision))
    return _keep(records, turn, logged(action, ActionStep.DECIDE, _signed(turn)), ActionStep.DECIDE, table)


def change(records: Records, turn: Turn, form: ActionInput) -> ActionView:
    """Keep a new version of what is to be done, by whom and when; its log says that it was changed."""
    turn.as_coordinator()
    table, action = table_of(records, turn.group), _action(records, turn, form.action_id)
    if _is_repeated(action, form.version, turn, ActionStep.CHANGE, ""):
        return action_view(records, turn, action, table=table, saved=ActionStep.CHANGE)
    if ActionStep.CHANGE not in action_view(records, turn, action, table=table).may:
        raise ActionRefused(state=action.state, step=ActionStep.CHANGE)
    _unchanged_since(action, form.version)
    decision, marks = _read(records, turn, form, table, earliest=min(turn.today, action.due))
    owner = table.owner(decision.owner, decision.function)
    action = described(replace(action, marks=marks), decision, owner, _place(records, turn, decision))
    return _keep(records, turn, logged(action, ActionStep.CHANGE, _signed(turn)), ActionStep.CHANGE, table)


def undo(records: Records, turn: Turn, action_id: str) -> ActionView:
    """An action that was made of an item by mistake is an item again (acceptance.md A2).

    Raises:
        ActionRefused: somebody has done something with it, or a summary with it is approved: cancel it instead.
    """
    turn.as_coordinator()
    action = _action(records, turn, action_id, withdrawn=True)
    if action.withdrawn:
        return action_view(records, turn, action, saved=ActionStep.UNDO)
    if not is_fresh(action) or _is_published(records, turn, action):
        raise ActionRefused("action_not_fresh")
    undone = replace(logged(action, ActionStep.UNDO, _signed(turn)), withdrawn=True)
    return _keep(records, turn, undone, ActionStep.UNDO, table_of(records, turn.group))


def take(records: Records, turn: Turn, form: StepInput) -> ActionView:
    """One step with an action, by its owner or a coordinator; the same step sent twice is taken once.

    Raises:
        NotAllowed: the step is not this person's to take.
        ActionRefused: the action cannot go that way from where it stands (domain.md §7.5).
        FormRefused, PersonalDataFound, PersonalDataSuspected: what is wrong, and at which field.
        Changed: somebody has changed the action since the form was opened.
    """
    table, action = table_of(records, turn.group), _action(records, turn, form.action_id)
    text = form.values.get("text", "").replace("\r\n", "\n").strip()
    if _is_repeated(action, form.version, turn, form.step, text):
        return action_view(records, turn, action, table=table, saved=form.step)
    view = action_view(records, turn, action, table=table)
    if form.step not in view.may:
        _refuse(view, form.step)
    _unchanged_since(action, form.version)
    taken, marks = _read_step(turn, form, table)
    owner = table.owner(taken.owner, taken.function)
    after = stepped(action, form.step, taken, owner, _signed(turn))
    after = replace(after, marks=tuple(sorted({*action.marks, *marks})))
    return _keep(records, turn, after, form.step, table)


def _read(
    records: Records, turn: Turn, form: ActionInput, table: Table, *, earliest: date
) -> tuple[Decision, tuple[str, ...]]:
    """What the form decides, and the data classes it is marked with; every fault at once when something is wrong."""
    texts = {field: form.values.get(field, "") for field in ACTION_TEXTS}
    known = known_words(table.places.values(), table.organisations.values(), turn.group)
    chosen = form.values.get("items", "").split(",")
    try:
        decision = decision_of(
            form,
            today=turn.today,
            earliest=earliest,
            owners=table.owners(turn.today),
            places=table.places,
            items=[item.id for item in _sources(records, turn, chosen)],
        )
    except FormRefused as refused:
        raise FormRefused([*refused.faults, *stops_in(texts, known)]) from refused
    return decision, guard_texts(texts, known, form.kept)


def _read_step(turn: Turn, form: StepInput, table: Table) -> tuple[Taken, tuple[str, ...]]:
    texts: Mapping[str, str] = {field: form.values.get(field, "") for field in (*STEP_TEXTS, "function")}
    known = known_words(table.places.values(), table.organisations.values(), turn.group)
    try:
        taken = taken_of(form, today=turn.today, owners=table.owners(turn.today))
    except FormRefused as refused:
        raise FormRefused([*refused.faults, *stops_in(texts, known)]) from refused
    return taken, guard_texts(texts, known, form.kept)


def _sources(records: Records, turn: Turn, ids: Sequence[str]) -> list[Item]:
    found = (records.reports.item(turn.group.id, id_) for id_ in ids if id_)
    return [item for item in found if item is not None and item.shown]


def _place(records: Records, turn: Turn, decision: Decision) -> str:
    """The place that was chosen, or that of the first item that has one."""
    found = _sources(records, turn, decision.item_ids)
    places = (item.content.location.place_id for item in found)
    return decision.place_id or next(filter(None, places), "")


def _signed(turn: Turn) -> Signed:
    return Signed(turn.today, turn.member.id)


def _form(
    records: Records, turn: Turn, values: Mapping[str, str], draft: str, *, item: Item | None = None
) -> ActionFormView:
    offered = sources(records, turn)
    missing = item is not None and item not in offered
    return ActionFormView(
        turn=turn,
        table=table_of(records, turn.group),
        sources=(item, *offered) if item is not None and missing else offered,
        values=values,
        draft=draft,
    )


def _action(records: Records, turn: Turn, action_id: str, *, withdrawn: bool = False) -> Action:
    action = records.actions.get(turn.group.id, action_id)
    if action is None or (action.withdrawn and not withdrawn):
        raise NotAllowed("no_such_action")
    return action


def _refuse(view: ActionView, step: ActionStep) -> None:
    """Say whether the step is not this person's, or not possible for anybody from where the action stands."""
    mine = view.turn.member.coordinates or (step in OWNERS and owns(view.action, view.turn, view.table))
    if mine:
        raise ActionRefused(state=view.action.state, step=step)
    raise NotAllowed("not_your_action")


def _is_repeated(action: Action, version: int, turn: Turn, step: ActionStep, text: str) -> bool:
    """Whether this very step, by this very person, is what the newest version of the action came from."""
    last = action.log[-1] if action.log else None
    return (
        last is not None
        and action.version == version + 1
        and (last.step, last.by, last.text) == (step, turn.member.id, text)
    )


def _unchanged_since(action: Action, version: int) -> None:
    if action.version != version:
        raise Changed("action_changed", action=action.id)


def _is_published(records: Records, turn: Turn, action: Action) -> bool:
    """Whether an approved summary tells of the decision."""
    round_: Round = latest_round(records, turn.group, turn.now)
    approval = records.rounds.approval(turn.group.id, round_.week)
    return approval is not None and any(line.action_id == action.id for line in approval.summary.decisions)


def _keep(records: Records, turn: Turn, action: Action, step: ActionStep, table: Table) -> ActionView:
    """Keep the new version, and let the agenda that stands in the channel show it."""
    action = replace(action, version=action.version + 1, changed_at=turn.now)
    records.actions.save(action)
    for round_ in begun_rounds(records, turn.group, turn.now):
        if round_.is_held and round_.moments[Step.AGENDA] <= turn.now:
            update_agenda(records, turn, round_, f"{action.id}.{action.version}")
    return action_view(records, turn, action, table=table, saved=step)
