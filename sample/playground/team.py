"""The sample team in the words of the Agents Playground: one acting person and five others."""

from __future__ import annotations

from sample.municipality.people import PERSON_OF, WORLD, Seat
from sample.teams.world import TeamsUser

COLLEAGUES = 5
"""With one, three or eight it ends without a word."""

Json = dict[str, object]


def team_file(acting: Seat) -> Json:
    """What `.m365agentsplayground.yml` says: tenant, bot, team and channel are those of the local client."""
    me = _user_on(acting)
    colleagues = [user for user in WORLD.users if user != me][:COLLEAGUES]
    return {
        "version": "0.1.1",
        "tenantId": WORLD.tenant_id,
        "bot": {"id": WORLD.bot_id, "name": WORLD.bot_name},
        "currentUser": _account(me),
        "users": [_account(user) for user in colleagues],
        "personalChat": {"id": WORLD.personal_conversation_id(me)},
        "groupChat": {"id": "19:est@unq.gbl.spaces", "name": WORLD.team_name},
        "team": {
            "id": WORLD.team_id,
            "name": WORLD.team_name,
            "aadGroupId": WORLD.team_group_id,
            "channels": [{"id": WORLD.channel_id, "name": WORLD.channel_name}],
        },
    }


def _user_on(seat: Seat) -> TeamsUser:
    (user,) = WORLD.find_user(PERSON_OF[seat].object_id)
    return user


def _account(user: TeamsUser) -> Json:
    given, _, surname = user.name.partition(" ")
    return {
        "id": user.id,
        "name": user.name,
        # So spelt there.
        "userPrincipleName": user.email,
        "aadObjectId": user.object_id,
        "givenName": given,
        "surname": surname,
        "email": user.email,
    }
