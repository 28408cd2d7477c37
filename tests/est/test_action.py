"""When an action is open, overdue, and what it is called."""

from datetime import timedelta

import pytest

from est.action import ActionState
from tests.est.builders import TUESDAY, action

OPEN = {ActionState.DECIDED, ActionState.IN_PROGRESS, ActionState.BLOCKED, ActionState.ESCALATED}


@pytest.mark.parametrize("state", ActionState)
def test_an_action_is_open_until_it_is_done_or_given_up(state: ActionState) -> None:
    assert action(state=state).is_open is (state in OPEN)


@pytest.mark.parametrize("state", ActionState)
def test_only_an_open_action_is_overdue(state: ActionState) -> None:
    assert action(state=state, due=TUESDAY - timedelta(days=1)).overdue(TUESDAY) is (state in OPEN)


def test_an_action_is_not_overdue_on_its_day() -> None:
    assert not action(due=TUESDAY).overdue(TUESDAY)
    assert action(due=TUESDAY).overdue(TUESDAY + timedelta(days=1))


def test_an_action_is_called_by_its_number() -> None:
    assert action(number=12).label == "Å12"
