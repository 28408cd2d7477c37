"""The fields of a form: each with what stands in it, and above it what is wrong with that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

from cards.inputs import Choice, choice_input, date_input, text_input, toggle_input
from cards.parts import WARNING_SIGN, Element, box, buttons, notice, sentence, toggle_button, warning
from est.errors import Refusal
from est.form import FormRefused
from words import Words
from words.refusals import say
from words.vocabulary import label

MORE = "more"
"""The id of the box that holds the rest of a form."""


class Fields:
    """The fields of one form, with what stands in each, the faults of *refused*, and the day it is filled in."""

    def __init__(
        self, values: Mapping[str, str], words: Words, refused: Refusal | None, *, today: date
    ) -> None:
        self.values = values
        self.words = words
        self.today = today
        self.faults: dict[str, Refusal] = {}
        for fault in refused.faults if isinstance(refused, FormRefused) else filter(None, [refused]):
            self.faults.setdefault(fault.field, fault)

    def pointer(self) -> list[Element]:
        """What concerns the whole form, or that there are faults further down."""
        if "" in self.faults:
            return [notice([warning(say(self.faults[""], self.words))])]
        if self.faults:
            below = self.words.t("Inget är sparat än. Se det som är markerat nedan; din text är kvar.")
            return [notice([sentence(f"{WARNING_SIGN} {below}")])]
        return []

    def choice(
        self,
        field: str,
        title: str,
        choices: Sequence[Choice],
        *,
        default: str = "",
        required: str = "",
        search: bool = False,
        several: bool = False,
    ) -> list[Element]:
        """A list to choose from; a long one is *search*ed by typing."""
        hint = self.words.t("Skriv för att söka") if search else self.words.t("Välj")
        found = choice_input(
            field,
            title,
            choices,
            value=self.of(field) or default,
            required=required,
            filtered=search,
            several=several,
            hint=hint if required or search else "",
        )
        return [*self._wrong(field), found]

    def coded(self, field: str, title: str, default: Enum) -> list[Element]:
        """A short list of codes, one of which stands there from the beginning."""
        return self.choice(field, title, self.codes(type(default)), default=str(default.value))

    def codes(self, codes: type[Enum]) -> list[Choice]:
        """Every code of a vocabulary as a choice."""
        return [(str(code.value), label(self.words, code)) for code in codes]

    def day(self, field: str, title: str, *, until_today: bool = False, required: str = "") -> list[Element]:
        """A date; of what has happened, none that is still to come."""
        latest = self.today if until_today else None
        return [
            *self._wrong(field),
            date_input(field, title, value=self.of(field), latest=latest, required=required),
        ]

    def text(
        self, field: str, title: str, *, limit: int, required: str = "", lines: bool = True, hint: str = ""
    ) -> list[Element]:
        """Something in the person's own words."""
        value = self.of(field)
        box_ = text_input(field, title, value=value, limit=limit, required=required, lines=lines, hint=hint)
        return [*self._wrong(field), box_]

    def yes(self, field: str, question: str) -> list[Element]:
        """A question that a tick answers with yes."""
        return [toggle_input(field, question, self.words.t("Ja"), on=self.of(field) == "true")]

    def more(self, *fields: Sequence[Element]) -> list[Element]:
        """The rest, closed until asked for, but open when something in it is wrong or "Annan plats" is filled in."""
        elements = [element for field in fields for element in field]
        names = {str(element.get("id", "")) for element in elements}
        is_open = bool(names & self.faults.keys()) or bool(self.of("other_place"))
        toggle = toggle_button(self.words.t("Mer"), MORE, tooltip=self.words.t("Visa eller dölj fler fält"))
        return [buttons(toggle), box(elements, id_=MORE, hidden=not is_open)]

    def of(self, field: str) -> str:
        """What stands in a field."""
        return self.values.get(field, "")

    def _wrong(self, field: str) -> list[Element]:
        return [warning(say(self.faults[field], self.words))] if field in self.faults else []
