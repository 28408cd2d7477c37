"""A stand-in for Microsoft Teams on loopback: the bot cannot tell it from the real one."""

from sample.teams.local import LocalTeams
from sample.teams.seen import actions_of
from sample.teams.stage import Stage, Step
from sample.teams.world import TeamsUser, TeamsWorld

__all__ = ["LocalTeams", "Stage", "Step", "TeamsUser", "TeamsWorld", "actions_of"]
