"""The coordinator's card of the meeting: to start it, to lead it line by line, and what it took when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cards.action_verbs import OpenActionForm, ShowAction
from cards.inputs import choice_input, text_input
from cards.meeting_parts import MeetingParts
from cards.meeting_verbs import (
    BorrowTime,
    EndMeeting,
    MoveOn,
    OpenAddition,
    OpenNote,
    OpenRegister,
    PointBack,
    PointToAction,
    ResumeMeeting,
    SetLength,
    ShowMeeting,
    StartMeeting,
)
from cards.parts import (
    Button,
    Element,
    box,
    buttons,
    line,
    press,
    sentence,
    small,
    subheading,
    toggle_button,
)
from cards.teams import Card
from cards.verbs import ShowSummary
from est.agenda import PointKind
from est.errors import Refusal
from est.moves import Move
from est.noting import NOTE_LENGTH
from est.running import Stop, lendable, log, remaining
from est.weekly.running import RunView
from words import Words
from words.catalogue import N_
from words.meeting import (
    point_of,
    whole_minutes,
)

BORROW = "borrow"
"""The id of the box in which time is borrowed."""
MOST_LEFT = 8
"""Lines ahead that are named; of the others the number is said."""
MOST_BORROWED = 5
NOTE = N_("Anteckning (högst {limit} tecken)")


def meeting_card(
    view: RunView, words: Words, refused: Refusal | None = None, typed: Mapping[str, str] | None = None
) -> Card:
    """The meeting before, while and after it is held; after a refusal with what was typed and what is wrong."""
    card = _MeetingCard(view, words, refused, typed or {})
    if not view.has_begun:
        return card.before()
    return card.after() if view.run.is_over else card.during()


class _MeetingCard(MeetingParts):
    """The meeting before, while and after it is held."""

    def before(self) -> Card:
        """The time of each point, and the button that starts."""
        w, agenda = self.words, self.meeting.agenda
        body = [*self._top(), *self._notices()]
        for point in agenda.points:
            name = point_of(w, agenda, point.kind)
            body.append(line((name, True), (f" · {w.n('{n} min', '{n} min', point.minutes)}", False)))
        row: list[Button] = []
        if self.view.too_early:
            text = w.t("Mötet kan startas en timme före sin tid.")
            body.append(sentence(text, quiet=True))
        else:
            row.append(press(w.t("Starta mötet"), StartMeeting(**self.ids), style="positive"))
        row.append(press(w.t("Närvaro"), OpenRegister(**self.ids)))
        if agenda.offer_minutes and agenda.length != agenda.offer_minutes:
            title = w.t("Håll mötet på {n} min", n=agenda.offer_minutes)
            row.append(press(title, SetLength(**self.ids, minutes=agenda.offer_minutes)))
        elif agenda.length != self.meeting.group.plan.length:
            usual = self.meeting.group.plan.length
            row.append(press(w.t("Håll mötet på {n} min", n=usual), SetLength(**self.ids, minutes=usual)))
        return self._finish([*body, buttons(*row)])

    def during(self) -> Card:
        """The line that is spoken of, its minutes, the way on, and what is left."""
        w, run = self.words, self.view.run
        kept = next(one for one in log(run, self.view.now) if one.current)
        body = [*self._top(), *self._notices(), self._ending()]
        spoken = [
            subheading(w.t("Nu: {point}", point=point_of(w, run.agenda, kept.stop.point))),
            *self._spoken_of(kept.stop),
            self._minutes(kept),
        ]
        body.append(box(spoken, ruled=True))
        body += [
            *self._note(kept.stop),
            *self._ways(kept.stop),
            self._tools(kept.stop),
            self._last(kept.stop),
        ]
        body += [*self._borrow(), *self._left()]
        return self._finish(body)

    def after(self) -> Card:
        """What every line took against what it was planned to take."""
        w, run = self.words, self.view.run
        body = [*self._top(), *self._notices(), self._ending()]
        point: PointKind | None = None
        for kept in log(run, self.view.now):
            if kept.stop.point is not point:
                point = kept.stop.point
                body.append(line((point_of(w, run.agenda, point), True), apart=True))
            spent = w.t(
                "planerat {planned} min, använt {used} min",
                planned=kept.stop.planned,
                used=whole_minutes(kept.used),
            )
            said = spent if kept.spoken_of else w.t("togs inte upp")
            body.append(small(" · ".join([self._name(kept.stop), said, *self._parked(kept.stop)])))
        row = [
            press(w.t("Visa utkastet"), ShowSummary(**self.ids), style="positive"),
            press(w.t("Närvaro"), OpenRegister(**self.ids)),
            press(w.t("Anteckningar"), OpenNote(**self.ids)),
            press(w.t("Fortsätt mötet"), ResumeMeeting(**self.ids, version=run.version)),
        ]
        return self._finish([*body, buttons(*row)])

    def _note(self, stop: Stop) -> list[Element]:
        if self._is_oral(stop):
            return []
        kept = self.meeting.held.notes.get(stop.key)
        value = self.typed.get("note", kept.text if kept is not None else "")
        label = self.words.t(NOTE, limit=NOTE_LENGTH)
        return [text_input("note", label, value=value, limit=NOTE_LENGTH, lines=True)]

    def _ways(self, stop: Stop) -> list[Element]:
        """On and back; the note goes with every press."""
        w, run = self.words, self.view.run
        at: dict[str, Any] = {**self.ids, "version": run.version}
        if not self._is_oral(stop):
            at["subject"] = stop.key
        noted = "subject" in at
        row: list[Button] = []
        if remaining(run):
            row.append(press(w.t("Nästa"), MoveOn(**at, move=Move.NEXT), style="positive", inputs=noted))
        if any(one.point is not stop.point for one in remaining(run)):
            row.append(press(w.t("Nästa punkt"), MoveOn(**at, move=Move.NEXT_POINT), inputs=noted))
        if len(run.steps) > 1:
            row.append(press(w.t("Tillbaka"), MoveOn(**at, move=Move.BACK), inputs=noted))
        if noted:
            row.append(press(w.t("Spara anteckning"), MoveOn(**at, move=Move.STAY), inputs=True))
        if stop.item_ids and remaining(run):
            parked = w.t("Ta upp det en annan gång och gå vidare")
            row.append(press(w.t("Parkera"), MoveOn(**at, move=Move.PARK), inputs=noted, tooltip=parked))
        return [buttons(*row)] if row else []

    def _last(self, stop: Stop) -> Element:
        """To see the minutes anew, and to end; the note goes with the end too."""
        w, run = self.words, self.view.run
        noted = not self._is_oral(stop)
        over = EndMeeting(**self.ids, version=run.version, subject=stop.key if noted else "")
        style = "" if remaining(run) else "positive"
        return buttons(
            press(w.t("Avsluta mötet"), over, style=style, inputs=noted),
            press(w.t("Uppdatera"), ShowMeeting(**self.ids)),
        )

    def _decide(self, stop: Stop) -> list[Button]:
        """What is spoken of becomes an action, and a point of information also comes back (acceptance.md A2)."""
        w, group = self.words, self.ids["group"]
        if stop.action_id:
            return [press(w.t("Öppna åtgärden"), ShowAction(group=group, action=stop.action_id))]
        if stop.title:
            made = self._made_of(stop)
            if made is not None:
                back = PointBack(**self.ids, subject=stop.key, action=made.id)
                return [press(w.t("Till informationspunkt"), back)]
            return [press(w.t("Gör till åtgärd"), PointToAction(**self.ids, subject=stop.key))]
        if self._is_oral(stop):
            return []
        item = stop.item_ids[0] if stop.item_ids else ""
        return [press(w.t("Gör till åtgärd"), OpenActionForm(group=group, item=item))]

    def _tools(self, stop: Stop) -> Element:
        w, run = self.words, self.view.run
        row = self._decide(stop)
        if lendable(run):
            row.append(toggle_button(w.t("Låna tid"), BORROW, tooltip=w.t("Låna tid av en senare punkt")))
        row.append(press(w.t("Lägg till"), OpenAddition(**self.ids), tooltip=w.t("Lägg till en rad")))
        row.append(press(w.t("Närvaro"), OpenRegister(**self.ids)))
        row.append(press(w.t("Anteckningar"), OpenNote(**self.ids)))
        return buttons(*row)

    def _borrow(self) -> list[Element]:
        w, run = self.words, self.view.run
        room = lendable(run)
        if not room:
            return []
        points = [
            (
                kind.value,
                w.n(
                    "{point} (kan avstå {n} minut)",
                    "{point} (kan avstå {n} minuter)",
                    spare,
                    point=point_of(w, run.agenda, kind),
                ),
            )
            for kind, spare in room.items()
        ]
        counts = [(str(n), w.n("{n} minut", "{n} minuter", n)) for n in range(1, MOST_BORROWED + 1)]
        last = list(room)[-1].value
        return [
            box(
                [
                    choice_input("point", w.t("Låna av"), points, value=self.typed.get("point", last)),
                    choice_input("minutes", w.t("Hur mycket"), counts, value=self.typed.get("minutes", "1")),
                    buttons(press(w.t("Låna"), BorrowTime(**self.ids, version=run.version), inputs=True)),
                ],
                id_=BORROW,
                hidden=self.fault is None or self.fault.code != "nothing_to_lend",
            )
        ]

    def _left(self) -> list[Element]:
        """The lines that are still to come, with the minutes they have."""
        w, run = self.words, self.view.run
        ahead = remaining(run)
        if not ahead:
            return [sentence(w.t("Det här är den sista raden."), quiet=True)]
        given = {kept.stop.key: kept.given for kept in log(run, self.view.now)}
        title = w.n("Kvar: {n} rad", "Kvar: {n} rader", len(ahead))
        rows = [
            small(f"{self._name(stop)} · {w.n('{n} min', '{n} min', given[stop.key])}")
            for stop in ahead[:MOST_LEFT]
        ]
        more = len(ahead) - MOST_LEFT
        rest = [sentence(w.n("… och {n} till.", "… och {n} till.", more), quiet=True)] if more > 0 else []
        return [box([subheading(title), *rows, *rest], ruled=True)]
