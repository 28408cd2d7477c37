"""The buttons of those who review: items, areas, and the summary's words and versions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cards.verbs import Chosen, Id, Part, RoundPayload, Typed

Version = Annotated[int, Field(ge=0, le=1_000_000)]


class ShowReview(RoundPayload):
    """Everything that came in, to be looked at; also how it refreshes."""

    verb = "review.show"
    part: Part = 0


class AcceptAll(RoundPayload):
    """Everything that nobody has looked at, and the guard has not marked, is all right."""

    verb = "review.accept_all"


class ShowReviewItem(RoundPayload):
    """One item, with what can be done about it."""

    verb = "review.item.show"
    item: Id


class EditItem(RoundPayload):
    """The item's form, for who reviews it."""

    verb = "review.edit"
    item: Id


class ItemStep(RoundPayload):
    """Something done to an item, as it stood on the card."""

    item: Id
    version: Version


class AcceptItem(ItemStep):
    verb = "review.accept"


class SendBackItem(ItemStep):
    verb = "review.send_back"
    reason: Typed = ""


class HideItem(ItemStep):
    verb = "review.hide"
    reason: Typed = ""


class ShowItemAgain(ItemStep):
    verb = "review.show_again"


class MakeOral(ItemStep):
    """Keep the heading alone."""

    verb = "review.make_oral"


class MergeItems(ItemStep):
    """Let what is proposed as the same event stand behind this item."""

    verb = "review.merge"


class PartItem(ItemStep):
    """Let a merged item stand for itself again."""

    verb = "review.part"


class GradeItem(ItemStep):
    """Another severity, or impact of a coming event."""

    verb = "review.grade"
    level: Typed = ""
    reason: Typed = ""


class CommentItem(ItemStep):
    verb = "review.comment"
    reason: Typed = ""


class MoveItem(RoundPayload):
    """One place up, or down, within its point."""

    verb = "review.move"
    item: Id
    up: bool = True


class ShowAreas(RoundPayload):
    """How every area stands."""

    verb = "areas.show"


class ShowArea(RoundPayload):
    """The form of one area."""

    verb = "area.show"
    area: Id


class SaveArea(RoundPayload):
    """How one area stands, as it stood when the form was opened."""

    verb = "area.save"
    area: Id
    version: Version
    status: Chosen = ""
    reason: Typed = ""


class EditOpening(RoundPayload):
    """The form of the summary's opening."""

    verb = "opening.edit"


class SaveOpening(RoundPayload):
    verb = "opening.save"
    version: Version
    opening: Typed = ""


class ReopenSummary(RoundPayload):
    """Open the newest approved version again."""

    verb = "summary.reopen"
    version: Version


class ShowVersions(RoundPayload):
    """Every approved version, with who and when."""

    verb = "versions.show"


class ShowVersion(RoundPayload):
    """One version as it was approved."""

    verb = "version.show"
    version: Version


class ShowVariant(RoundPayload):
    """The approved summary for readers outside the group."""

    verb = "variant.show"
    variant: Id
