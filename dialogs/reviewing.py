"""The review before the meeting: the list, one item, its form, and how the areas stand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from cards.areas import area_card, areas_card
from cards.forms import form_card
from cards.review import review_card
from cards.review_item import review_item_card
from cards.review_verbs import (
    AcceptAll,
    AcceptItem,
    CommentItem,
    EditItem,
    GradeItem,
    HideItem,
    ItemStep,
    MakeOral,
    MergeItems,
    MoveItem,
    PartItem,
    SaveArea,
    SendBackItem,
    ShowArea,
    ShowAreas,
    ShowItemAgain,
    ShowReview,
    ShowReviewItem,
)
from cards.verbs import LeaveForm, SaveForm
from dialogs.answer import Answer, For, Note, Reply, faults_of, form_again
from dialogs.desk import Desk, UseCase
from dialogs.reporting import form_input
from est.errors import Changed, Malformed, Refusal
from est.form import FormRefused
from est.weekly import areas, reviewing
from est.weekly.review_table import ReviewView
from est.weekly.reviewing import Seen
from words.refusals import say_beside

T = TypeVar("T", bound=ItemStep)


async def show(desk: Desk, press: ShowReview) -> Answer:
    view = await desk.do(press.group, reviewing.show, press.week)
    return Reply(review_card(view, desk.words, shown=press.part), For.ASKER)


async def show_item(desk: Desk, press: ShowReviewItem) -> Answer:
    return _item(desk, await desk.do(press.group, reviewing.show, press.week, press.item))


async def accept_all(desk: Desk, press: AcceptAll) -> Answer:
    return Reply(review_card(await desk.do(press.group, reviewing.accept_all, press.week), desk.words))


def step(use_case: UseCase[[str, Seen], ReviewView]) -> Callable[[Desk, ItemStep], Awaitable[Answer]]:
    """The flow of a step that needs no words."""

    async def flow(desk: Desk, press: ItemStep) -> Answer:
        try:
            seen = Seen(press.item, press.version)
            return _item(desk, await desk.do(press.group, use_case, press.week, seen))
        except (Changed, Malformed) as refused:
            return await _as_it_is(desk, press, refused)

    return flow


accept: Callable[[Desk, AcceptItem], Awaitable[Answer]] = step(reviewing.accept)
show_again: Callable[[Desk, ShowItemAgain], Awaitable[Answer]] = step(reviewing.show_again)
make_oral: Callable[[Desk, MakeOral], Awaitable[Answer]] = step(reviewing.make_oral)
merge: Callable[[Desk, MergeItems], Awaitable[Answer]] = step(reviewing.merge)
part: Callable[[Desk, PartItem], Awaitable[Answer]] = step(reviewing.part_again)


async def send_back(desk: Desk, press: SendBackItem) -> Answer:
    try:
        seen = Seen(press.item, press.version)
        view = await desk.do(press.group, reviewing.send_back, press.week, seen, press.reason)
    except (Changed, Malformed, FormRefused) as refused:
        return await _as_it_is(desk, press, refused, press.reason)
    return _item(desk, view)


async def hide(desk: Desk, press: HideItem) -> Answer:
    try:
        seen = Seen(press.item, press.version)
        view = await desk.do(press.group, reviewing.hide, press.week, seen, press.reason)
    except (Changed, Malformed, FormRefused) as refused:
        return await _as_it_is(desk, press, refused, press.reason)
    return _item(desk, view)


async def grade(desk: Desk, press: GradeItem) -> Answer:
    try:
        seen = Seen(press.item, press.version)
        view = await desk.do(
            press.group, reviewing.set_severity, press.week, seen, level=press.level, reason=press.reason
        )
    except (Changed, Malformed, FormRefused) as refused:
        return await _as_it_is(desk, press, refused, press.reason)
    return _item(desk, view)


async def comment(desk: Desk, press: CommentItem) -> Answer:
    try:
        view = await desk.do(press.group, reviewing.comment, press.week, press.item, press.reason)
    except FormRefused as refused:
        return await _as_it_is(desk, press, refused, press.reason)
    return _item(desk, view)


async def move(desk: Desk, press: MoveItem) -> Answer:
    up = -1 if press.up else 1
    return _item(desk, await desk.do(press.group, reviewing.move, press.week, press.item, up))


async def edit(desk: Desk, press: EditItem) -> Answer:
    view = await desk.do(press.group, reviewing.edit, press.week, press.item)
    return Reply(form_card(view, desk.words))


async def save(desk: Desk, press: SaveForm) -> Answer:
    """Keep the item's form, or give it back with what is wrong at which field and everything that was typed."""
    form = form_input(press)
    try:
        return _item(desk, await desk.do(press.group, reviewing.save, press.week, form))
    except Changed as refused:
        view = await desk.do(press.group, reviewing.show, press.week, press.item)
        return Reply(review_item_card(view, desk.words, refused))
    except Refusal as refused:
        if not refused.field and not isinstance(refused, FormRefused):
            raise
        if not desk.repeats:
            return Note(say_beside(faults_of(refused), desk.words))
        again = await desk.do(press.group, reviewing.fill_again, press.week, form)
        return form_again(form_card(again, desk.words, refused), refused, desk.words)


async def leave(desk: Desk, press: LeaveForm) -> Answer:
    """Back from the form without saving."""
    return _item(desk, await desk.do(press.group, reviewing.show, press.week, press.item))


async def show_areas(desk: Desk, press: ShowAreas) -> Answer:
    return Reply(areas_card(await desk.do(press.group, areas.areas, press.week), desk.words), For.ASKER)


async def show_area(desk: Desk, press: ShowArea) -> Answer:
    return Reply(area_card(await desk.do(press.group, areas.areas, press.week, press.area), desk.words))


async def save_area(desk: Desk, press: SaveArea) -> Answer:
    """Keep how the area stands; what another one has set meanwhile is shown beside what was typed."""
    try:
        view = await desk.do(
            press.group,
            areas.set_area,
            press.week,
            area=press.area,
            status=press.status,
            reason=press.reason,
            seen=press.version,
        )
    except (Changed, FormRefused, Malformed) as refused:
        now = await desk.do(press.group, areas.areas, press.week, press.area)
        typed = (press.status, press.reason if desk.repeats else "")
        return form_again(area_card(now, desk.words, refused, typed), refused, desk.words)
    return Reply(areas_card(view, desk.words))


async def _as_it_is(desk: Desk, press: ItemStep, refused: Refusal, typed: str = "") -> Answer:
    """The item as it is now, with what another one has done to it, and what was typed still in its field."""
    view = await desk.do(press.group, reviewing.show, press.week, press.item)
    kept = typed if desk.repeats else ""
    return form_again(review_item_card(view, desk.words, refused, kept), refused, desk.words)


def _item(desk: Desk, view: ReviewView) -> Reply:
    return Reply(review_item_card(view, desk.words))
