"""The summary's opening, its versions, and what readers outside the group see of it."""

from __future__ import annotations

from cards.audiences import variant_card
from cards.review_verbs import (
    EditOpening,
    ReopenSummary,
    SaveOpening,
    ShowVariant,
    ShowVersion,
    ShowVersions,
)
from cards.summary import summary_card
from cards.versions import opening_card, versions_card
from dialogs.answer import Answer, For, Reply, form_again
from dialogs.desk import Desk
from est.errors import Changed, Malformed
from est.form import FormRefused
from est.weekly import meeting, summing_up


async def edit_opening(desk: Desk, press: EditOpening) -> Answer:
    return Reply(opening_card(await desk.do(press.group, meeting.draft, press.week), desk.words))


async def save_opening(desk: Desk, press: SaveOpening) -> Answer:
    """Keep the words; what another coordinator wrote meanwhile is shown beside them."""
    try:
        view = await desk.do(press.group, summing_up.save_opening, press.week, press.opening, press.version)
    except (Changed, FormRefused) as refused:
        now = await desk.do(press.group, meeting.draft, press.week)
        typed = press.opening if desk.repeats else ""
        return form_again(opening_card(now, desk.words, refused, typed), refused, desk.words)
    return Reply(summary_card(view, desk.words, coordinator=True), For.ASKER)


async def reopen(desk: Desk, press: ReopenSummary) -> Answer:
    try:
        view = await desk.do(press.group, summing_up.reopen, press.week, press.version)
    except (Changed, Malformed) as refused:
        every = await desk.do(press.group, summing_up.versions, press.week)
        return Reply(versions_card(every, desk.words, refused))
    return Reply(summary_card(view, desk.words, coordinator=True))


async def versions(desk: Desk, press: ShowVersions) -> Answer:
    every = await desk.do(press.group, summing_up.versions, press.week)
    return Reply(versions_card(every, desk.words), For.ASKER)


async def version(desk: Desk, press: ShowVersion) -> Answer:
    view = await desk.do(press.group, summing_up.version, press.week, press.version)
    return Reply(summary_card(view, desk.words, coordinator=True), For.ASKER)


async def variant(desk: Desk, press: ShowVariant) -> Answer:
    view = await desk.do(press.group, summing_up.variant, press.week, press.variant)
    return Reply(variant_card(view, desk.words), For.ASKER)
