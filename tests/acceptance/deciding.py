"""Actions decided and reported on as people do it: typed commands, buttons and forms."""

from __future__ import annotations

from sample.municipality.people import Seat
from tests.town import Shown, Town

LAMPS = {
    "title": "Laga belysningen vid gångtunneln",
    "due": "2026-12-04",
    "why": "Mörkt i tunneln, sagt på mötet.",
}


async def actions_of(town: Town, seat: Seat) -> Shown:
    """The list that somebody gets when they type `åtgärder`."""
    return await town.say(town[seat], "åtgärder")


async def decide(
    town: Town, owner: Seat = Seat.PLANNING, by: Seat = Seat.COORDINATOR, **changes: str
) -> Shown:
    """A coordinator decides an action through the list's form; the card of the new action."""
    form = await (await actions_of(town, by)).press("Ny åtgärd")
    typed = LAMPS | {"owner": f"m:{town.member_id(owner)}"} | changes
    return await form.press("Spara", **typed)


async def say_how(shown: Shown, step: str, text: str, **typed: str) -> Shown:
    """Open the short form of a step on an action's card, fill it in and save it."""
    form = await shown.press(step)
    return await form.press("Spara", text=text, **typed)
