"""The controlled words of EST: stable codes for everything that is chosen rather than typed (domain.md §4 and §7).

A code never changes its meaning and a retired one stays readable; what a municipality calls it is in `words`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """The three things a member reports, as Lindesberg's structure for EST lists them (domain.md §5)."""

    INCIDENT = "incident"
    UPCOMING_EVENT = "upcoming_event"
    COLLAB_NEED = "collab_need"


class Severity(IntEnum):
    """Consequences of an incident, never who was involved (domain.md §7.2)."""

    LOW = 1
    MODERATE = 2
    HIGH = 3
    VERY_HIGH = 4


class Nature(StrEnum):
    """What sort of event a category describes."""

    CRIME = "crime"
    DISORDER = "disorder"
    UNSAFETY = "unsafety"
    UNSORTED = "unsorted"


class CategoryGroup(StrEnum):
    """The six groups of incident categories, and the rest."""

    VIOLENCE = "violence_threat"
    THEFT = "theft_burglary"
    DAMAGE = "damage_fire"
    DRUGS = "drugs_alcohol"
    ORDER = "order_traffic"
    PLACE = "place_environment"
    OTHER = "other_group"


class Category(StrEnum):
    """The 25 incident categories (domain.md §7.1)."""

    VIOLENCE = "violence"
    THREAT_HARASSMENT = "threat_harassment"
    ROBBERY = "robbery"
    STAFF_INCIDENT = "staff_incident"
    WEAPON_EXPLOSIVE = "weapon_explosive"
    HATE_EXTREMISM = "hate_extremism"
    BURGLARY = "burglary"
    THEFT = "theft"
    FRAUD = "fraud"
    VANDALISM = "vandalism"
    GRAFFITI = "graffiti"
    ARSON_FIRE = "arson_fire"
    FIREWORKS = "fireworks"
    DRUGS = "drugs"
    ALCOHOL_INTOX = "alcohol_intox"
    GATHERING = "gathering"
    GROUP_CONFLICT = "group_conflict"
    RESIDENTIAL_DISTURB = "residential_disturb"
    UNLAWFUL_STAY = "unlawful_stay"
    RECKLESS_DRIVING = "reckless_driving"
    ONLINE_WORRY = "online_worry"
    UNSAFE_PLACE = "unsafe_place"
    LIGHTING_FAULT = "lighting_fault"
    LITTER = "litter"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CategoryFacts:
    """A category's short code on paper, its group and nature, and the severity a form starts from."""

    short: str
    group: CategoryGroup
    nature: Nature
    severity: Severity


_C, _D, _U = Nature.CRIME, Nature.DISORDER, Nature.UNSAFETY
_LOW, _MODERATE, _HIGH, _VERY_HIGH = Severity

CATEGORIES: Mapping[Category, CategoryFacts] = MappingProxyType(
    {
        Category.VIOLENCE: CategoryFacts("VLD-1", CategoryGroup.VIOLENCE, _C, _HIGH),
        Category.THREAT_HARASSMENT: CategoryFacts("VLD-2", CategoryGroup.VIOLENCE, _C, _HIGH),
        Category.ROBBERY: CategoryFacts("VLD-3", CategoryGroup.VIOLENCE, _C, _HIGH),
        Category.STAFF_INCIDENT: CategoryFacts("VLD-4", CategoryGroup.VIOLENCE, _C, _HIGH),
        Category.WEAPON_EXPLOSIVE: CategoryFacts("VLD-5", CategoryGroup.VIOLENCE, _C, _VERY_HIGH),
        Category.HATE_EXTREMISM: CategoryFacts("VLD-6", CategoryGroup.VIOLENCE, _C, _MODERATE),
        Category.BURGLARY: CategoryFacts("TLG-1", CategoryGroup.THEFT, _C, _MODERATE),
        Category.THEFT: CategoryFacts("TLG-2", CategoryGroup.THEFT, _C, _LOW),
        Category.FRAUD: CategoryFacts("TLG-3", CategoryGroup.THEFT, _C, _MODERATE),
        Category.VANDALISM: CategoryFacts("SKG-1", CategoryGroup.DAMAGE, _C, _MODERATE),
        Category.GRAFFITI: CategoryFacts("SKG-2", CategoryGroup.DAMAGE, _C, _LOW),
        Category.ARSON_FIRE: CategoryFacts("SKG-3", CategoryGroup.DAMAGE, _C, _HIGH),
        Category.FIREWORKS: CategoryFacts("SKG-4", CategoryGroup.DAMAGE, _D, _MODERATE),
        Category.DRUGS: CategoryFacts("DRG-1", CategoryGroup.DRUGS, _C, _MODERATE),
        Category.ALCOHOL_INTOX: CategoryFacts("DRG-2", CategoryGroup.DRUGS, _D, _MODERATE),
        Category.GATHERING: CategoryFacts("ORD-1", CategoryGroup.ORDER, _D, _MODERATE),
        Category.GROUP_CONFLICT: CategoryFacts("ORD-2", CategoryGroup.ORDER, _U, _MODERATE),
        Category.RESIDENTIAL_DISTURB: CategoryFacts("ORD-3", CategoryGroup.ORDER, _D, _LOW),
        Category.UNLAWFUL_STAY: CategoryFacts("ORD-4", CategoryGroup.ORDER, _D, _LOW),
        Category.RECKLESS_DRIVING: CategoryFacts("ORD-5", CategoryGroup.ORDER, _D, _MODERATE),
        Category.ONLINE_WORRY: CategoryFacts("ORD-6", CategoryGroup.ORDER, _U, _MODERATE),
        Category.UNSAFE_PLACE: CategoryFacts("PLT-1", CategoryGroup.PLACE, _U, _LOW),
        Category.LIGHTING_FAULT: CategoryFacts("PLT-2", CategoryGroup.PLACE, _U, _LOW),
        Category.LITTER: CategoryFacts("PLT-3", CategoryGroup.PLACE, _U, _LOW),
        Category.OTHER: CategoryFacts("OVR-1", CategoryGroup.OTHER, Nature.UNSORTED, _LOW),
    }
)


class EventType(StrEnum):
    """Coming events that may raise the risk (domain.md §7.3); never religion or ethnicity."""

    SCHOOL_END = "school_end"
    HOLIDAY_BREAK = "holiday_break"
    PUBLIC_HOLIDAY = "public_holiday"
    HALLOWEEN = "halloween"
    CONCERT_FESTIVAL = "concert_festival"
    SPORT_EVENT = "sport_event"
    DEMONSTRATION = "demonstration"
    ELECTION = "election"
    CAR_MEET = "car_meet"
    PRIVATE_PARTY = "private_party"
    NIGHTLIFE = "nightlife"
    POLICE_OPERATION = "police_operation"
    CONSTRUCTION = "construction"
    RELOCATION = "relocation"
    TRANSPORT_CHANGE = "transport_change"
    VERDICT_ANNIVERSARY = "verdict_anniversary"
    WEATHER_DARK = "weather_dark"
    ONLINE_CALL = "online_call"
    OTHER = "other"


class NeedType(StrEnum):
    """What a member may need from the others (domain.md §7.4)."""

    PRESENCE = "presence"
    ADULT_PRESENCE = "adult_presence"
    LIGHTING_FIX = "lighting_fix"
    CLEANING_SANITATION = "cleaning_sanitation"
    LOCK_ACCESS = "lock_access"
    TRAFFIC_MEASURE = "traffic_measure"
    CAMERA_REVIEW = "camera_review"
    YOUTH_ACTIVITY = "youth_activity"
    SCHOOL_CONTACT = "school_contact"
    DIALOGUE = "dialogue"
    JOINT_VISIT = "joint_visit"
    INFO_EXCHANGE = "info_exchange"
    COMM_MESSAGE = "comm_message"
    ANALYSIS = "analysis"
    DECISION_UP = "decision_up"
    RESOURCE = "resource"
    OTHER = "other"


class Urgency(StrEnum):
    """When a need has to be met."""

    BEFORE_WEEKEND = "before_weekend"
    TWO_WEEKS = "two_weeks"
    QUARTER = "quarter"


class NeedStatus(StrEnum):
    """What became of a need (domain.md §8.4)."""

    NEW = "new"
    AGREED = "agreed"
    PARTLY = "partly"
    DECLINED = "declined"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"


class PlaceType(StrEnum):
    """Kinds of place; private homes are never places (domain.md §7.6)."""

    PARK = "park"
    SQUARE_CENTRE = "square_centre"
    SCHOOL = "school"
    PRESCHOOL = "preschool"
    STATION = "station"
    BUS_STOP = "bus_stop"
    FOOTPATH_TUNNEL = "footpath_tunnel"
    PARKING_GARAGE = "parking_garage"
    RESIDENTIAL_YARD = "residential_yard"
    STAIRWELL = "stairwell"
    SHOP_MALL = "shop_mall"
    LIBRARY_YOUTH_CENTRE = "library_youth_centre"
    SPORTS_BATH = "sports_bath"
    PLAYGROUND = "playground"
    INDUSTRIAL_AREA = "industrial_area"
    ROAD_CROSSING = "road_crossing"
    GREEN_FOREST = "green_forest"
    RECYCLING_STATION = "recycling_station"
    WATER_HARBOUR = "water_harbour"
    DIGITAL_ARENA = "digital_arena"
    WHOLE_MUNICIPALITY = "whole_municipality"


class OrganisationType(StrEnum):
    """Kinds of reporting organisation (domain.md §7.7)."""

    SOCIAL_SERVICES = "social_services"
    SCHOOL = "school_education"
    LEISURE_CULTURE = "leisure_culture_field"
    URBAN_PLANNING = "urban_planning_technical"
    SAFETY_PREPAREDNESS = "safety_preparedness"
    MUNICIPAL_HOUSING = "municipal_housing_company"
    PRIVATE_PROPERTY = "private_property_owner"
    POLICE = "police"
    GUARD_FIRM = "guard_firm"
    RESCUE_SERVICE = "rescue_service"
    REGION_HEALTH = "region_health"
    BUSINESS = "business_visitors"
    ASSOCIATION = "association"
    PUBLIC_TRANSPORT = "public_transport"
    OTHER = "other"


class PartOfDay(StrEnum):
    """When in the day something happened; a night belongs to the date it began."""

    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    UNKNOWN = "unknown"


class Spread(StrEnum):
    """Whether it happened once or keeps happening."""

    SINGLE = "single"
    REPEATED = "repeated"
    PATTERN = "pattern"


class Certainty(StrEnum):
    """How the reporter knows; a rumour is never shown as a fact (domain.md §12 rule 21)."""

    OWN_OBSERVATION = "own_observation"
    TOLD = "told"
    RUMOUR = "rumour"


class PoliceReport(StrEnum):
    """Whether the police have a report; never its number."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_RELEVANT = "not_relevant"


class Crowd(StrEnum):
    """Expected number of people at a coming event, as an interval."""

    UNKNOWN = "unknown"
    UP_TO_50 = "up_to_50"
    UP_TO_200 = "up_to_200"
    UP_TO_1000 = "up_to_1000"
    OVER_1000 = "over_1000"


class Permit(StrEnum):
    """Whether the event has a permit under ordningslagen (1993:1617) ch. 2."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """Hypotheses about why, always an assumption until somebody shows it (domain.md §4)."""

    NO_OVERVIEW = "no_overview"
    POOR_LIGHTING = "poor_lighting"
    EASY_ACCESS = "easy_access"
    FEW_ADULTS = "few_adults"
    NO_YOUTH_PLACE = "no_youth_place"
    ALCOHOL_DRUGS_ACCESS = "alcohol_drugs_access"
    GROUP_CONFLICT = "group_conflict"
    HIDDEN_ROUTE = "hidden_route"
    POOR_UPKEEP = "poor_upkeep"
    TEMPTING_OBJECT = "tempting_object"
    TEMPORARY_EVENT = "temporary_event"
    TRAFFIC_DESIGN = "traffic_design"
    UNCLEAR_RESPONSIBILITY = "unclear_responsibility"
    RUMOURS = "rumours"
    OTHER = "other"


class Audience(StrEnum):
    """How far an item may travel; the group itself by default (domain.md §8.2)."""

    EST = "est"
    OPERATIVE = "operative"
    NOT_PUBLIC = "not_public"


class AreaStatus(StrEnum):
    """The group's own judgement of an area, never the computer's (domain.md §7.2)."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
