"""The buttons of actions, working groups, and the question after a coming event."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from cards.verbs import Chosen, Id, Part, Payload, Typed
from est.action import ActionStep
from est.report import EventOutcome

Version = Annotated[int, Field(ge=0, le=1_000_000)]
Kept = Annotated[str, StringConstraints(max_length=20)]
"""The data classes that were warned of, when the person chose to save all the same."""


class ShowActions(Payload):
    """The list; also how it refreshes."""

    verb = "actions.show"
    part: Part = 0


class ActionPayload(Payload):
    """Something about one action."""

    action: Id


class ShowAction(ActionPayload):
    """One action as it is now, with what the reader may do with it."""

    verb = "action.show"
    part: Part = 0


class OpenActionForm(Payload):
    """The form to decide an action, from an *item* or freely, or to change an *action*."""

    verb = "action.open"
    item: Id = ""
    action: Id = ""
    title: Typed = ""


class SaveAction(Payload):
    """What the form sends: a new action under its *draft*, or a new version of an *action*."""

    verb = "action.save"
    draft: Id
    action: Id = ""
    version: Version = 0
    kept: Kept = ""
    title: Typed = ""
    owner: Chosen = ""
    function: Typed = ""
    due: Typed = ""
    items: Chosen = ""
    why: Typed = ""
    place: Chosen = ""
    horizon: Typed = ""
    nature: Typed = ""
    level: Typed = ""
    indicator: Typed = ""
    baseline: Typed = ""
    decision_ref: Typed = ""
    law_tag: Typed = ""


class OpenStep(ActionPayload):
    """The short form of a step."""

    verb = "action.step"
    step: Annotated[ActionStep, Field(strict=False)]


class TakeStep(OpenStep):
    """Take a step, with what its form asks for."""

    verb = "action.take"
    version: Version
    kept: Kept = ""
    text: Typed = ""
    level: Typed = ""
    effect: Typed = ""
    owner: Chosen = ""
    function: Typed = ""
    due: Typed = ""


class UndoAction(ActionPayload):
    """An action that was made by mistake is an item again."""

    verb = "action.undo"


class ShowWorkingGroups(Payload):
    verb = "working_groups.show"


class OpenWorkingGroup(Payload):
    """The form of a working group; without one, of a new one."""

    verb = "working_group.open"
    working_group: Id = ""


class SaveWorkingGroup(Payload):
    verb = "working_group.save"
    draft: Id
    working_group: Id = ""
    kept: Kept = ""
    name: Typed = ""
    contact: Chosen = ""
    members: Typed = ""
    functions: Typed = ""
    until: Typed = ""


class ReportOutcome(Payload):
    """How a coming event turned out, in one tap."""

    verb = "event.outcome"
    item: Id
    outcome: Annotated[EventOutcome, Field(strict=False)]
