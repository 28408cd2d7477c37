"""The review, the areas, the versions, what is told outside the group, and what goes back to the reporters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from cards.areas import area_card, areas_card
from cards.audiences import variant_card
from cards.feedback import feedback_card, returned_card
from cards.forms import form_card
from cards.review import review_card
from cards.review_item import review_item_card
from cards.summary import summary_card
from cards.teams import Card
from cards.versions import opening_card, versions_card
from est.errors import Changed, Malformed, PersonalDataFound
from est.form import FormRefused, values_of
from est.member import Member
from est.report import Item, ReviewState
from est.review import AreaNote, ReviewStep, RoundReview, StepKind, area_lines
from est.summary import Approval
from est.summary.audiences import Circle, tell
from est.vocabulary import AreaStatus, Severity
from est.weekly.areas import AreasView
from est.weekly.feeding_back import Became, FeedbackLine, FeedbackView
from est.weekly.review_table import ReviewView
from est.weekly.summing_up import VariantView, VersionsView
from tests.cards.hostile import HOSTILE, LONGEST
from tests.cards.meetings import AREAS, DONE_ACTIONS
from tests.cards.scene import (
    AFTER_DEADLINE,
    AFTER_MEETING,
    PANES,
    PETRA,
    SAM,
    a_week,
    form_view,
    meeting_view,
    past_rounds,
    summary_view,
    turn,
)
from tests.est.builders import GROUP, W48, collab_need, incident, item, round_
from words import Words

Draw = Callable[[Words], Card]

HIDDEN = replace(a_week()[1], review=ReviewState.HIDDEN)
MERGED = item(incident(text="Glas på gården."), number=20, merged_into=PANES.id, organisation_id="vakten")
STEPS = (
    ReviewStep(
        item_id=PANES.id,
        kind=StepKind.COMMENTED,
        by="petra",
        at=AFTER_DEADLINE,
        words="Vi har varit där två gånger.",
    ),
    ReviewStep(
        item_id=PANES.id,
        kind=StepKind.SEVERITY,
        by="sam",
        at=AFTER_DEADLINE + timedelta(minutes=4),
        words="Tredje veckan i rad.",
    ),
)
NOTES = tuple(
    AreaNote(area=area, status=status, reason=reason, by="sam", at=AFTER_DEADLINE)
    for area, status, reason in (
        ("Centrum", AreaStatus.ORANGE, "Oroligt vid Resecentrum tre kvällar."),
        ("Norra Ekbacka", AreaStatus.GREEN, "Inget utöver det vanliga."),
    )
)
BEFORE = (replace(NOTES[0], status=AreaStatus.YELLOW), replace(NOTES[1], status=AreaStatus.GREEN))
REVIEW = RoundReview(group_id=GROUP, week=W48, version=4, steps=STEPS, areas=NOTES)
NO_REASON = FormRefused([Malformed("required", field="reason")])
FOUND = FormRefused([PersonalDataFound(field="reason", data_class="P2")])


def _review(
    items: tuple[Item, ...] = (), chosen: Item | None = None, *, who: Member = SAM, **changes: Any
) -> ReviewView:
    given = {name: changes.pop(name) for name in ("alike", "severer") if name in changes}
    meeting = meeting_view(items or a_week(), review=REVIEW, **given)
    made = ReviewView(
        turn=turn(who, AFTER_DEADLINE),
        meeting=meeting,
        items=tuple(meeting.items.values()),
        may_change=True,
        chosen=chosen,
    )
    return replace(made, **changes)


def _item(chosen: Item, refused: Any = None, typed: str = "", **changes: Any) -> Draw:
    items = (chosen, *(one for one in a_week() if one.id != chosen.id), *changes.pop("more", ()))
    return lambda words: review_item_card(_review(items, chosen, **changes), words, refused, typed)


def _areas(**changes: Any) -> AreasView:
    made = AreasView(
        turn=turn(SAM, AFTER_DEADLINE),
        round=round_(),
        names=("Centrum", "Norra Ekbacka", "Södra Ekbacka"),
        lines=area_lines(NOTES, BEFORE),
        review=REVIEW,
        before=BEFORE,
        may_change=True,
    )
    return replace(made, **changes)


def _summary(**changes: Any) -> Any:
    meeting = meeting_view(a_week(), actions=DONE_ACTIONS, review=REVIEW)
    return summary_view(meeting, past=past_rounds(), areas=AREAS, **changes)


def _versions() -> VersionsView:
    view = _summary(approved=True)
    assert view.approval is not None
    first: Approval = replace(
        view.approval, reopened_by="sam", reopened_at=AFTER_MEETING + timedelta(minutes=50)
    )
    second = replace(view.approval, version=2, approved_at=AFTER_MEETING + timedelta(hours=2))
    return VersionsView(view=view, versions=(first, second))


def _variant(circle: Circle) -> Draw:
    def draw(words: Words) -> Card:
        view = _summary(approved=True)
        own = view.meeting
        told = tell(view.summary, circle, places=own.places, items=own.items, actions=own.actions)
        return variant_card(VariantView(view=view, told=told), words)

    return draw


def _feedback(words: Words) -> Card:
    meeting = meeting_view(a_week(), actions=DONE_ACTIONS)
    own = a_week()
    lines = (
        FeedbackLine(item=own[0], became=Became.DISCUSSED, actions=DONE_ACTIONS[:1]),
        FeedbackLine(item=own[1], became=Became.READ),
        FeedbackLine(item=own[2], became=Became.MERGED, into="V48-9"),
        FeedbackLine(item=own[3], became=Became.HIDDEN, reason="Stod redan i förra veckans underlag."),
        FeedbackLine(item=own[4], became=Became.NEXT_ROUND),
    )
    return feedback_card(FeedbackView(meeting=meeting, seat=meeting.members["signe"], lines=lines), words)


def _reviewed_form(words: Words) -> Card:
    view = form_view(PANES.content.kind, dict(values_of(PANES.content)), item_id=PANES.id, who=SAM)
    return form_card(replace(view, reviewing=True), words)


def _long(number: int) -> Item:
    return item(incident(text=LONGEST), number=number)


CARDS: Mapping[str, Draw] = {
    "review": lambda words: review_card(
        _review((*a_week(), HIDDEN, MERGED), severer={PANES.id: Severity.HIGH}), words
    ),
    "review-empty": lambda words: review_card(replace(_review(), items=()), words),
    "review-co-author": lambda words: review_card(_review(who=PETRA), words),
    "big-review": lambda words: review_card(_review(tuple(_long(n) for n in range(1, 80))), words),
    "review-item": _item(
        replace(PANES, marks=("P5",)),
        more=(item(incident(text="Glas på gården."), number=20, organisation_id="vakten"),),
        alike=((PANES.id, item(number=20).id),),
        severer={PANES.id: Severity.HIGH},
    ),
    "review-item-merged": _item(PANES, more=(MERGED,), saved=StepKind.MERGED),
    "review-item-hidden": _item(HIDDEN, saved=StepKind.HIDDEN),
    "review-item-need": _item(item(collab_need(), number=21)),
    "review-item-oral": _item(
        replace(PANES, content=incident(text=""), review=ReviewState.ORAL), saved=StepKind.ORAL
    ),
    "review-item-changed": _item(PANES, Changed("item_changed", item="V48-1"), "Var på gaveln?"),
    "review-item-no-reason": _item(PANES, NO_REASON),
    "review-item-personal-data": _item(PANES, FOUND),
    "review-item-read-only": _item(PANES, may_change=False, who=PETRA),
    "big-review-item": lambda words: review_item_card(_review((_long(1),), _long(1)), words),
    "review-hostile": lambda words: review_card(
        _review(
            tuple(item(incident(text=text), number=n) for n, text in enumerate(HOSTILE.values(), start=1))
        ),
        words,
    ),
    "form-reviewed": _reviewed_form,
    "areas": lambda words: areas_card(_areas(saved=True), words),
    "area": lambda words: area_card(_areas(chosen="Centrum"), words),
    "area-new": lambda words: area_card(_areas(chosen="Södra Ekbacka"), words),
    "area-changed": lambda words: area_card(
        _areas(chosen="Centrum"), words, Changed("area_changed", area="Centrum"), ("green", "Lugnt.")
    ),
    "summary-opening": lambda words: summary_card(
        _summary(may_approve=True, opening="En lugn vecka.\nGlaset vid skolan är städat."),
        words,
        coordinator=True,
    ),
    "summary-approved-coordinator": lambda words: summary_card(
        _summary(approved=True), words, coordinator=True
    ),
    "opening": lambda words: opening_card(_summary(may_approve=True), words),
    "opening-changed": lambda words: opening_card(
        _summary(may_approve=True, opening="Den andras ord."), words, Changed("opening_changed"), "Mina ord."
    ),
    "versions": lambda words: versions_card(_versions(), words),
    "variant-op": _variant(Circle.OPERATIVE),
    "variant-bra": _variant(Circle.COUNCIL),
    "variant-styrgrupp": _variant(Circle.STEERING),
    "variant-publik": _variant(Circle.PUBLIC),
    "returned": lambda words: returned_card(
        meeting_view(a_week()), PANES, "signe", "Vilken av gavlarna är det?", words
    ),
    "feedback": _feedback,
    "big-feedback": lambda words: feedback_card(
        FeedbackView(
            meeting=meeting_view(a_week()),
            seat=SAM,
            lines=tuple(FeedbackLine(item=_long(n), became=Became.READ) for n in range(1, 120)),
        ),
        words,
    ),
}
