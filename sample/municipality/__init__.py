"""Ekbacka: an invented Swedish municipality with its EST group, half a year of rounds, and answers to play with."""

from sample.municipality.answers import Played, answers_for, play_others
from sample.municipality.loading import load
from sample.municipality.people import APP_ID, GROUP_ID, MUNICIPALITY_NAME, TENANT_ID, WORLD
from sample.municipality.places import MUNICIPALITY_ID

__all__ = [
    "APP_ID",
    "GROUP_ID",
    "MUNICIPALITY_ID",
    "MUNICIPALITY_NAME",
    "TENANT_ID",
    "WORLD",
    "Played",
    "answers_for",
    "load",
    "play_others",
]
