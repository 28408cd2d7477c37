"""What Ekbacka's members have reported: sentences of a place and an event, never of a person."""

from sample.municipality.incidents.damage import DAMAGE
from sample.municipality.incidents.order import ORDER
from sample.municipality.incidents.place import PLACE
from sample.municipality.incidents.seen import Seen
from sample.municipality.incidents.violence_theft import VIOLENCE_THEFT

INCIDENTS = {**VIOLENCE_THEFT, **DAMAGE, **ORDER, **PLACE}

__all__ = ["INCIDENTS", "Seen"]
