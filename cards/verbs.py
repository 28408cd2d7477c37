"""The typed payload of every button: one strict model per verb builds it, parses it and routes it.

A payload decides nothing about who somebody is or what they may do; it carries opaque ids, and what was typed.
Old cards stay in chats for years, so every payload has a version; one that does not fit is refused with a way out.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from est.errors import Malformed
from est.vocabulary import Kind

VERSION: Literal[1] = 1

Id = Annotated[str, StringConstraints(max_length=100)]
Typed = Annotated[str, StringConstraints(max_length=300_000)]
"""What somebody typed or chose; the limits that people meet are those of the form, which keeps their text."""


NO_CHOICE = "none"
"""What a list sends when nothing is chosen in it: a choice without a value is none to a client."""


def _chosen(value: str) -> str:
    return "" if value == NO_CHOICE else value


Chosen = Annotated[Typed, AfterValidator(_chosen)]
"""What was chosen in a list in which nothing need be."""


VERBS: dict[str, type[Payload]] = {}
"""Every verb whose model is loaded; the routes load them all."""


class Payload(BaseModel):
    """What a button carries. Keys that are not ours are ignored; a key of the wrong type refuses the whole."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")
    verb: ClassVar[str]
    v: Literal[1] = VERSION
    group: Id

    @classmethod
    def __pydantic_init_subclass__(cls, **given: Any) -> None:
        if "verb" in cls.__dict__:
            VERBS[cls.verb] = cls

    def data(self) -> dict[str, Any]:
        """The button's data. The verb stands in it too, for clients that send the fallback."""
        return {"verb": self.verb, **self.model_dump(mode="json", exclude_defaults=True), "v": VERSION}


class RoundPayload(Payload):
    """Something in one round."""

    week: Id


Part = Annotated[int, Field(ge=0, le=999)]
"""Which part of a card that is shown in parts; 0 where nobody has asked for one."""


class SeatPayload(RoundPayload):
    """Something in one seat's report in one round."""

    seat: Id


class ShowPrompt(SeatPayload):
    """The member's card as it is now; also how it refreshes."""

    verb = "prompt.show"
    part: Part = 0
    reminder: bool = False
    """Whether it was shown as a reminder, which it stays until there is an answer."""


class LeaveForm(SeatPayload):
    """Back from a form without saving; from an item's own, to its review."""

    verb = "form.leave"
    item: Id = ""


class OpenForm(SeatPayload):
    """A form for a new item; *typed* is what was written in one whose round has closed."""

    verb = "form.open"
    kind: Annotated[Kind, Field(strict=False)]
    typed: dict[Id, Typed] = Field(default_factory=dict)


class OpenItem(SeatPayload):
    """The form with an item of mine in it."""

    verb = "item.open"
    item: Id


class WithdrawItem(SeatPayload):
    """Take back an item of mine."""

    verb = "item.withdraw"
    item: Id


class SaveForm(SeatPayload):
    """What all three forms send: which item (or a new one under *draft*), which version it was opened at."""

    draft: Id
    item: Id = ""
    version: int = 0
    kept: Annotated[str, StringConstraints(max_length=20)] = ""
    """The data classes that were warned of, when the person chose to save all the same."""
    reviewing: bool = False
    """Whether it was filled in by who reviews the item, and not by its reporter."""
    place: Typed = ""
    other_place: Typed = ""
    first: Typed = ""
    last: Typed = ""
    part_of_day: Typed = ""
    text: Typed = ""


class SaveIncident(SaveForm):
    verb = "incident.save"
    category: Typed = ""
    severity: Typed = ""
    spread: Typed = ""
    certainty: Typed = ""
    police_report: Typed = ""
    cause: Chosen = ""
    action_taken: Typed = ""
    ongoing: Typed = "false"
    needs_discussion: Typed = "false"


class SaveUpcomingEvent(SaveForm):
    verb = "event.save"
    type: Typed = ""
    impact: Typed = ""
    crowd: Typed = ""
    permit: Typed = ""
    preparation: Typed = ""


class SaveCollabNeed(SaveForm):
    verb = "need.save"
    type: Typed = ""
    asked: Typed = ""
    urgency: Typed = ""


class ReportNothing(SeatPayload):
    """*Inget att rapportera*, in one tap."""

    verb = "nothing.report"


class UndoNothing(SeatPayload):
    """There was something after all."""

    verb = "nothing.undo"


class Finish(SeatPayload):
    """*Klar*."""

    verb = "report.finish"


class ShowAgenda(RoundPayload):
    """The agenda as it is now; also how it refreshes."""

    verb = "agenda.show"
    part: Part = 0


class PublishAgenda(RoundPayload):
    """A coordinator puts the agenda in the channel ahead of time."""

    verb = "agenda.publish"


class PostAgain(Payload):
    """A coordinator has looked: the post is not in the channel."""

    verb = "post.again"
    letter: Annotated[str, StringConstraints(max_length=200)]


class ShowDelivery(RoundPayload):
    """Who has answered."""

    verb = "delivery.show"
    part: Part = 0


class TakeIn(RoundPayload):
    """A coordinator takes a late item into the round it was written for."""

    verb = "item.take_in"
    item: Id


class ShowSummary(RoundPayload):
    """The summary, or its draft for a coordinator."""

    verb = "summary.show"
    part: Part = 0


class ApproveSummary(RoundPayload):
    """A coordinator approves the draft with this fingerprint, and no other."""

    verb = "summary.approve"
    fingerprint: Id


class ShowSettings(Payload):
    verb = "settings.show"


class SaveSettings(Payload):
    verb = "settings.save"
    preset: Typed = ""
    weekday: Typed = ""
    clock: Typed = ""
    length: Typed = ""
    cadence: Typed = ""
    holiday_rule: Typed = ""
    breaks: Typed = ""


class Resume(Payload):
    """Start the rounds again after the bot was removed or the team archived."""

    verb = "group.resume"


class ShowMembers(Payload):
    verb = "members.show"
    part: Part = 0


class ShowMember(Payload):
    verb = "member.show"
    member: Id


class SaveMember(Payload):
    verb = "member.save"
    member: Id
    organisation: Chosen = ""
    new_organisation: Typed = ""
    organisation_type: Typed = ""
    function: Typed = ""
    coordinator: Typed = "false"
    co_author: Typed = "false"
    deputy: Chosen = ""
    away_first: Typed = ""
    away_last: Typed = ""


class BecomeCoordinator(Payload):
    """*Jag är samordnare*, offered to the person who installed the bot."""

    verb = "coordinator.become"


class ConfirmCalendar(Payload):
    """The municipality's own list of bridge days and half days for one year."""

    verb = "calendar.confirm"
    year: int
    bridge_days: Typed = ""
    half_days: Typed = ""


class RunCommand(Payload):
    """A command as a button."""

    verb = "command.run"
    command: Id


P = TypeVar("P", bound=Payload)


def parse(verb: str, data: object) -> Payload:
    """The payload of a pressed button.

    Raises:
        Malformed: with code `old_card`, when the verb or the data is not of this version; the card is too old or not
            ours.
    """
    model = VERBS.get(verb)
    if model is None or not isinstance(data, dict):
        raise Malformed("old_card")
    try:
        return model.model_validate({key: value for key, value in data.items() if key != "verb"})
    except ValidationError:
        raise Malformed("old_card") from None
