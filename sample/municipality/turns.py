"""A sample member speaks in their own chat with the bot."""

from __future__ import annotations

from datetime import datetime

from est.group import Group
from est.member import Member
from est.turn import Caller, Turn
from sample.municipality.people import PERSON_OF, SEAT_OF, WORLD


def turn_of(group: Group, member: Member, now: datetime) -> Turn:
    """What the door would make of a message from this member."""
    person = PERSON_OF[SEAT_OF[member.object_id]]
    (user,) = WORLD.find_user(person.object_id)
    caller = Caller(
        tenant_id=group.tenant_id,
        object_id=member.object_id,
        teams_id=user.id,
        name=member.name,
        conversation_id=WORLD.personal_conversation_id(user),
        service_url=group.service_url,
        personal=True,
    )
    return Turn(group, member, caller, now)
