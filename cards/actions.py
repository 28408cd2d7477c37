"""The list of actions, and one action with what the reader may do with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cards.action_verbs import (
    OpenActionForm,
    OpenStep,
    ShowAction,
    ShowActions,
    ShowWorkingGroups,
    TakeStep,
    UndoAction,
)
from cards.items import item_title
from cards.meeting_verbs import ShowMeeting
from cards.pages import Chapter, Group, Page, in_parts
from cards.parts import (
    WARNING_SIGN,
    Button,
    Element,
    beside,
    buttons,
    heading,
    line,
    notice,
    press,
    said,
    sentence,
    small,
    subheading,
)
from cards.teams import Card, finish
from est.action import Action, ActionStep
from est.weekly.action_views import ActionsView, ActionView
from words import Words
from words.actions import (
    DONE,
    counted,
    due_day,
    effect,
    history,
    owner_of,
    standing,
    step_title,
    until,
)
from words.catalogue import N_
from words.refusals import suspected
from words.vocabulary import label, short_label

AT_ONCE = frozenset({ActionStep.START, ActionStep.CLOSE})
"""Steps that ask for nothing, and are taken by the press."""
IN_A_ROW = 5
"""Buttons in a row; a phone shows them below each other."""
LOG_SHOWN = 8
"""The newest lines of the log that a card shows; the whole of it is in the document of the year."""
ORDER = (
    ActionStep.START,
    ActionStep.FINISH,
    ActionStep.BLOCK,
    ActionStep.EFFECT,
    ActionStep.CLOSE,
    ActionStep.DECIDE,
    ActionStep.NOTE,
    ActionStep.LIFT,
    ActionStep.HAND_OVER,
    ActionStep.CHANGE,
    ActionStep.REJECT,
    ActionStep.CANCEL,
    ActionStep.UNDO,
)
"""The buttons in the order in which they are needed."""


def actions_card(view: ActionsView, words: Words, *, shown: int = 0) -> Card:
    """What is not over: without an owner first, then what is late. A long list is shown in parts."""
    chapters = [
        Chapter([_row(view, one, words) for one in actions], [subheading(words.t(title))])
        for title, actions in (
            (N_("Utan ägare"), view.unowned),
            (N_("Försenade"), view.overdue),
            (N_("På gång"), view.open),
            (N_("Effekt följs upp"), view.followed),
        )
        if actions
    ]
    return in_parts(chapters, shown, lambda page: _list(view, words, page))


def _list(view: ActionsView, words: Words, page: Page) -> Card:
    group, leads = view.turn.group, view.turn.member.coordinates
    title = words.t("Åtgärder") if leads else words.t("Mina och min organisations åtgärder")
    body: list[Element] = [heading(title), line((group.name, True))]
    counted_ = _counted(view, words)
    body.append(sentence(counted_, close=True))
    body += [element for one in page.groups for element in one]
    turns = page.turns(words, lambda number: ShowActions(group=group.id, part=number))
    if turns:
        body += [sentence(page.name(words), quiet=True), buttons(*turns)]
    if leads:
        new = press(words.t("Ny åtgärd"), OpenActionForm(group=group.id), style="positive")
        body.append(buttons(new, press(words.t("Arbetsgrupper"), ShowWorkingGroups(group=group.id))))
    refresh = ShowActions(group=group.id, part=page.number if turns else 0)
    return finish(body, summary=f"{title}: {counted_}", language=words.language, refresh=refresh)


def _counted(view: ActionsView, words: Words) -> str:
    """How many there are, and how many of them are late."""
    late = sum(action.overdue(view.turn.today) for action in view.every)
    opened = sum(action.is_open for action in view.every)
    if not opened:
        return words.t("Inga öppna åtgärder.")
    open_ = words.n("{n} åtgärd är öppen.", "{n} åtgärder är öppna.", opened)
    return f"{open_} {words.n('{n} är försenad.', '{n} är försenade.', late)}" if late else open_


def _row(view: ActionsView, action: Action, words: Words) -> Group:
    today = view.turn.today
    notes = [
        owner_of(words, action, view.table.organisations),
        until(words, action, view.table.days, today),
        standing(words, action, today),
    ]
    open_ = press(
        words.t("Öppna"),
        ShowAction(group=view.turn.group.id, action=action.id),
        tooltip=words.t("Öppna {label}", label=action.label),
    )
    return [beside([line((f"{action.label} · {action.title}", True)), small(" · ".join(notes))], open_)]


def action_card(view: ActionView, words: Words, *, shown: int = 0) -> Card:
    """One action as it stands; its texts and its log in parts when they are long."""
    facts = [[element] for element in _facts(view, words)]
    log: list[Group] = [_entry(words, view, place) for place in range(len(view.action.log))][-LOG_SHOWN:]
    chapters = [Chapter(facts), *([Chapter(log, [subheading(words.t("Historik"))])] if log else [])]
    return in_parts(chapters, shown, lambda page: _action(view, words, page))


def _action(view: ActionView, words: Words, page: Page) -> Card:
    action, group = view.action, view.turn.group
    title = words.t("Åtgärden {label}", label=action.label)
    body: list[Element] = [heading(title), line((action.title, True)), *_receipt(view, words)]
    body += [element for one in page.groups for element in one]
    turns = page.turns(words, lambda number: ShowAction(group=group.id, action=action.id, part=number))
    if turns:
        body += [sentence(page.name(words), quiet=True), buttons(*turns)]
    body += step_buttons(view, words)
    row = [press(words.t("Alla åtgärder"), ShowActions(group=group.id))]
    if view.turn.member.coordinates and view.action.decided_on == view.turn.today:
        row.append(press(words.t("Till mötet"), ShowMeeting(group=group.id, week="")))
    body.append(buttons(*row))
    standing_ = standing(words, action, view.turn.today)
    return finish(body, summary=f"{title}: {standing_}.", language=words.language)


def step_buttons(view: ActionView, words: Words) -> list[Element]:
    """What this reader may do now, a few buttons in a row."""
    found = [_button(view, step, words) for step in ORDER if step in view.may]
    action = view.action
    if ActionStep.MOVE_DUE in view.may and view.table.is_free(action.due):
        day = view.table.days.next_working(action.due)
        move = TakeStep(
            group=view.turn.group.id,
            action=action.id,
            step=ActionStep.MOVE_DUE,
            version=action.version,
            due=str(day),
        )
        found.insert(0, press(words.t("Flytta till {day}", day=words.day(day)), move))
    return [buttons(*found[start : start + IN_A_ROW]) for start in range(0, len(found), IN_A_ROW)]


def _button(view: ActionView, step: ActionStep, words: Words) -> Button:
    action = view.action
    ids: dict[str, Any] = {"group": view.turn.group.id, "action": action.id}
    title = step_title(words, step, action.state)
    tooltip = f"{title} {action.label}"
    if step is ActionStep.CHANGE:
        return press(title, OpenActionForm(**ids), tooltip=tooltip)
    if step is ActionStep.UNDO:
        return press(title, UndoAction(**ids), tooltip=tooltip)
    if step in AT_ONCE:
        return press(title, TakeStep(**ids, step=step, version=action.version), tooltip=tooltip)
    return press(title, OpenStep(**ids, step=step), tooltip=tooltip)


def _receipt(view: ActionView, words: Words) -> list[Element]:
    if not view.saved:
        return []
    if view.action.withdrawn:
        back = words.t("✔ {label} är ingen åtgärd längre.", label=view.action.label)
        if view.items:
            back = f"{back} {words.t('Uppgiften står kvar.')}"
        return [notice([sentence(back)], good=True)]
    done = words.t(DONE[ActionStep(view.saved)])
    return [notice([sentence(words.t("✔ Sparat: {done}.", done=done.lower()))], good=True)]


def _facts(view: ActionView, words: Words) -> list[Element]:
    """What there is to know, one line for each."""
    action, table, today = view.action, view.table, view.turn.today
    place = table.places.get(action.place_id)
    found = [
        _fact(words.t("Ägare"), owner_of(words, action, table.organisations)),
        _fact(words.t("Läge"), standing(words, action, today)),
        _fact(words.t("Klart"), due_day(words, action.due, table.days, today)),
    ]
    if action.done_on is not None and not action.is_open:
        found[-1] = _fact(words.t("Genomförd"), words.day_with_year(action.done_on))
    if place is not None:
        found.append(_fact(words.t("Plats"), place.name))
    found += [item_title(words, item, table.places) for item in view.items]
    for title, text in (
        (words.t("Varför"), action.why),
        (words.t("Skäl"), action.reason),
        (words.t("Resultat"), action.result),
        (words.t("Mått"), action.indicator),
        (words.t("Utgångsläge"), action.baseline),
    ):
        if text:
            found += [line((f"{title}:", True)), *said(text)]
    for note in action.effects:
        found += [_fact(words.t("Effekt efter {said}", said=effect(words, note)), ""), *said(note.reason)]
    found += counts(view, words)
    found.append(small(" · ".join(_sort(view, words))))
    if action.marks and view.turn.member.coordinates:
        marked = ", ".join(suspected(mark, words) for mark in action.marks)
        found.append(sentence(f"{WARNING_SIGN} {words.t('Granska: {found}.', found=marked)}", close=True))
    return found


def counts(view: ActionView, words: Words) -> list[Element]:
    """The counts beside the question of effect, with what they are counted of."""
    found: list[Element] = []
    for weeks, both in view.counted:
        place = view.table.places.get(view.action.place_id)
        title = words.t("Rapporterat på platsen, {n} veckor före och efter:", n=weeks)
        found += [line((title, True), (f" {place.name}" if place else "", False))]
        found += [small(one) for one in counted(words, both)]
    return found


def _sort(view: ActionView, words: Words) -> Sequence[str]:
    action = view.action
    decided = words.t("beslutad {day}", day=words.day(action.decided_on))
    kinds = [short_label(words, code).lower() for code in (action.horizon, action.nature)]
    refs = [action.decision_ref, action.law_tag]
    return [decided, *kinds, label(words, action.level), *filter(None, refs)]


def _entry(words: Words, view: ActionView, place: int) -> Group:
    entry = view.action.log[place]
    text = said(entry.text) if entry.text else []
    return [small(history(words, entry)), *text]


def _fact(title: str, value: str) -> Element:
    return line((f"{title}: " if value else title, True), (value, False))
