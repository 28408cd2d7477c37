"""The cards of those who lead, and those that everybody gets: settings, members, greeting, help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time

from cards.members import member_card, members_card
from cards.notices import choose_group_card, greeting_card, help_card
from cards.settings import settings_card
from cards.teams import Card
from cards.to_coordinators import channel_gone_card, doubt_card
from est.days import Break
from est.errors import Malformed
from est.form import FormRefused
from est.group import GroupState
from est.member import Role
from est.timetable import EveryWeeks, HolidayRule
from est.week import Week
from est.weekly.setting_up import OwnDays
from tests.cards.scene import (
    FRED,
    IDA,
    SAM,
    clock_plan,
    group,
    members_view,
    settings_view,
)
from tests.est.builders import GROUP, absence
from words import Words

Draw = Callable[[Words], Card]

INSTALLER = replace(SAM, id="adam", name="Adam Alm", roles=frozenset({Role.ADMINISTRATOR}))
SUMMER = Break.weeks("Sommar", Week(2027, 27), Week(2027, 32))
FORTNIGHT = clock_plan(
    cadence=EveryWeeks(2, Week(2026, 48)), holiday_rule=HolidayRule.CANCEL, breaks=(SUMMER,)
)
WRONG = {"preset": "A", "weekday": "1", "clock": "05:00", "length": "30", "cadence": "weekly"}
WRONG |= {"holiday_rule": "next", "breaks": "Sommar vecka tjugo"}
PLAN_FAULTS = FormRefused(
    [
        Malformed("plan_clock_hours", field="clock", earliest=time(7), latest=time(20)),
        Malformed("not_a_break", field="breaks"),
    ]
)
SEAT_FAULTS = FormRefused(
    [Malformed("last_coordinator", field="coordinator"), Malformed("absence_over", field="away_last")]
)
AWAY = replace(FRED, absences=(absence(date(2026, 11, 23), date(2026, 12, 4)),))


def _settings(
    refused: FormRefused | None = None, typed: Mapping[str, str] | None = None, **changes: object
) -> Draw:
    return lambda words: settings_card(settings_view(**changes), words, refused, typed)  # type: ignore[arg-type]


CARDS: Mapping[str, Draw] = {
    "greeting": lambda words: greeting_card(group(), words),
    "help": lambda words: help_card(GROUP, words),
    "help-several-groups": lambda words: help_card("", words),
    "choose-group": lambda words: choose_group_card(
        [group(), group(id="g2", name="EST Norra Ekbacka och Björkgården med omnejd")], "läget", words
    ),
    "settings-new": _settings(who=INSTALLER, state=GroupState.NEW, coordinators=()),
    "settings": _settings(coordinators=(SAM, IDA)),
    "settings-saved": _settings(plan=FORTNIGHT, saved=True),
    "settings-faults": _settings(PLAN_FAULTS, WRONG),
    "settings-missing-year": _settings(own_days=OwnDays(year=2027, confirmed=False)),
    "settings-paused": _settings(state=GroupState.PAUSED),
    "settings-stopped": _settings(state=GroupState.STOPPED),
    "members": lambda words: members_card(members_view(), words),
    "big-members": lambda words: members_card(
        members_view(members=tuple(replace(FRED, id=f"m{n}", name=f"Fred Dal {n}") for n in range(100))),
        words,
    ),
    "members-saved": lambda words: members_card(members_view(saved=True), words),
    "member": lambda words: member_card(members_view(AWAY), words),
    "member-faults": lambda words: member_card(members_view(SAM), words, SEAT_FAULTS),
    "doubt": lambda words: doubt_card(group(), "g/2026-W48/agenda", "agenda", words),
    "channel-gone": lambda words: channel_gone_card(group(), words),
}
