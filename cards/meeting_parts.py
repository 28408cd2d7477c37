"""What the coordinator's card of a meeting says at any time: its title, its minutes, and what is spoken of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cards.items import item_text, item_title, titled
from cards.meeting_verbs import (
    OpenNeed,
    ShowMeeting,
)
from cards.parts import (
    WARNING_SIGN,
    Element,
    buttons,
    heading,
    line,
    notice,
    press,
    sentence,
    small,
    warning,
)
from cards.teams import Card, finish
from est.action import Action
from est.agenda import Line
from est.errors import Refusal
from est.form import FormRefused
from est.report import CollabNeed, Item
from est.running import Kept, Stop, key_of, overrun
from est.timetable import Step
from est.weekly.running import RunView
from words import Words
from words.agenda import CONTENT
from words.agenda_lines import action_parts, sourced_notes
from words.items import what, when
from words.meeting import (
    answers_of,
    ending,
    line_name,
    minutes_of,
    minutes_up,
)
from words.refusals import say


class MeetingParts:
    """One meeting being drawn."""

    def __init__(
        self, view: RunView, words: Words, refused: Refusal | None, typed: Mapping[str, str]
    ) -> None:
        self.view = view
        self.meeting = view.meeting
        self.words = words
        self.typed = typed
        self.fault = refused
        if isinstance(refused, FormRefused) and refused.faults:
            self.fault = refused.faults[0]
        self.ids: dict[str, Any] = {"group": view.meeting.group.id, "week": str(view.meeting.round.week)}

    def _top(self) -> list[Element]:
        w, round_ = self.words, self.meeting.round
        at = w.moment(round_.moments[Step.MEETING], round_.zone)
        when_ = w.t("{meeting}, {n} minuter", meeting=at, n=self.meeting.agenda.length)
        return [heading(self._title()), line((self.meeting.group.name, True), (f" · {when_}", False))]

    def _title(self) -> str:
        return self.words.t("EST-mötet {week}", week=self.words.week(self.meeting.round.week))

    def _notices(self) -> list[Element]:
        """What went wrong with the press, and who is there."""
        w, said = self.words, list[Element]()
        if self.view.stale:
            moved_on = w.t("Inget ändrades: mötet hade redan gått vidare. Så här står det nu.")
            said.append(notice([sentence(moved_on)]))
        if self.fault is not None:
            said.append(notice([warning(say(self.fault, w))]))
        return said

    def _ending(self) -> Element:
        w, run = self.words, self.view.run
        text = ending(w, run, self.view.now, self.meeting.round.zone)
        late = minutes_up(overrun(run, self.view.now)) > 0
        return sentence(f"{WARNING_SIGN} {text}" if late else text)

    def _minutes(self, kept: Kept) -> Element:
        text = minutes_of(self.words, kept)
        over = minutes_up(kept.over)
        if not over:
            return small(text)
        than = self.words.n("{n} minut över.", "{n} minuter över.", over)
        return sentence(f"{WARNING_SIGN} {text}. {than}")

    def _spoken_of(self, stop: Stop) -> list[Element]:
        w, items = self.words, self._items(stop)
        made = self._made_of(stop) if stop.title else None
        if made is not None:
            parts = action_parts(w, made, self.meeting.organisations)
            return [line((stop.title, True)), titled(*parts)]
        if not items:
            content = [sentence(w.t(CONTENT[stop.point]), close=True)] if stop.point in CONTENT else []
            return [line((self._name(stop), True)), *content]
        if self._is_oral(stop):
            oral = w.t("Muntlig information: bara rubriken. Inget antecknas.")
            heads = [titled(f"{item.label} · {what(w, item)}", when(w, item)) for item in items]
            return [*heads, sentence(oral, close=True)]
        found: list[Element] = []
        # Subjects that share their minutes are many; their texts stand in the agenda.
        for item in items:
            if len(items) > 2:
                found.append(item_title(w, item, self.meeting.places))
                continue
            found += item_text(w, item, self.meeting.places)
            found.append(small(" · ".join(sourced_notes(w, item, self.meeting.organisations))))
            found += self._answers(item)
        return found

    def _answers(self, item: Item) -> list[Element]:
        """What each organisation that was asked says of a need."""
        if not isinstance(item.content, CollabNeed):
            return []
        given = self.meeting.held.answers.get(item.id, {})
        rows = [
            line((name, False), (f": {text}", True))
            for name, text in answers_of(self.words, item.content, given, self.meeting.organisations)
        ]
        answer = press(self.words.t("Svara på behovet"), OpenNeed(**self.ids, item=item.id))
        return [*rows, buttons(answer)]

    def _made_of(self, stop: Stop) -> Action | None:
        """The action that a point of information was turned into."""
        return next((a for a in self.meeting.actions.values() if a.draft.startswith(f"{stop.key}.")), None)

    def _name(self, stop: Stop) -> str:
        return line_name(self.words, stop, self.meeting.items, self.meeting.actions, self.meeting.places)

    def _parked(self, stop: Stop) -> list[str]:
        return [self.words.t("parkerat")] if stop.key in self.view.run.parked else []

    def _items(self, stop: Stop) -> list[Item]:
        return [self.meeting.items[id_] for id_ in stop.item_ids if id_ in self.meeting.items]

    def _is_oral(self, stop: Stop) -> bool:
        agenda_line: Line | None = next(
            (one for one in self.view.run.agenda.lines if key_of(one) == stop.key), None
        )
        return agenda_line is not None and agenda_line.heading_only

    def _finish(self, body: list[Element]) -> Card:
        return finish(
            body,
            summary=self.words.t("{title}: leda mötet.", title=self._title()),
            language=self.words.language,
            refresh=ShowMeeting(**self.ids) if self.fault is None else None,
            full_width=True,
        )
