"""What the codes of `est.vocabulary` are called, with the examples that make reporters choose alike."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from est.action import ActionLevel, ActionState
from est.delivery import DeliveryState
from est.member import Role
from est.report import ReportStatus
from est.vocabulary import (
    AreaStatus,
    Audience,
    Category,
    CategoryGroup,
    Cause,
    Certainty,
    Crowd,
    EventType,
    Kind,
    Nature,
    NeedStatus,
    NeedType,
    OrganisationType,
    PartOfDay,
    Permit,
    PlaceType,
    PoliceReport,
    Severity,
    Spread,
    Urgency,
)
from words.catalogue import N_, Words

LABELS: Mapping[type[Enum], Mapping[Enum, str]] = {
    Kind: {
        Kind.INCIDENT: N_("Händelse"),
        Kind.UPCOMING_EVENT: N_("Kommande händelse"),
        Kind.COLLAB_NEED: N_("Samverkansbehov"),
    },
    Nature: {
        Nature.CRIME: N_("Möjligt brott"),
        Nature.DISORDER: N_("Ordningsstörning"),
        Nature.UNSAFETY: N_("Otrygghet eller miljö"),
        Nature.UNSORTED: N_("Inte sorterat"),
    },
    CategoryGroup: {
        CategoryGroup.VIOLENCE: N_("Våld och hot"),
        CategoryGroup.THEFT: N_("Stöld och inbrott"),
        CategoryGroup.DAMAGE: N_("Skadegörelse och brand"),
        CategoryGroup.DRUGS: N_("Droger och alkohol"),
        CategoryGroup.ORDER: N_("Ordning och trafik"),
        CategoryGroup.PLACE: N_("Plats och miljö"),
        CategoryGroup.OTHER: N_("Övrigt"),
    },
    Category: {
        Category.VIOLENCE: N_("Våld, bråk eller misshandel"),
        Category.THREAT_HARASSMENT: N_("Hot, ofredande, trakasserier"),
        Category.ROBBERY: N_("Rån"),
        Category.STAFF_INCIDENT: N_("Incident mot personal"),
        Category.WEAPON_EXPLOSIVE: N_("Vapen, sprängning, farliga föremål"),
        Category.HATE_EXTREMISM: N_("Hatbrott eller extremism (budskap, symboler)"),
        Category.BURGLARY: N_("Inbrott"),
        Category.THEFT: N_("Stöld och snatteri"),
        Category.FRAUD: N_("Bedrägeri (mönster)"),
        Category.VANDALISM: N_("Skadegörelse"),
        Category.GRAFFITI: N_("Klotter"),
        Category.ARSON_FIRE: N_("Anlagd brand"),
        Category.FIREWORKS: N_("Pyroteknik och smällare"),
        Category.DRUGS: N_("Misstänkt narkotikahantering"),
        Category.ALCOHOL_INTOX: N_("Berusning, alkohol på allmän plats, langning"),
        Category.GATHERING: N_("Störande eller otrygghetsskapande samling"),
        Category.GROUP_CONFLICT: N_("Konflikt eller oro mellan grupper"),
        Category.RESIDENTIAL_DISTURB: N_("Störning i bostadsmiljö"),
        Category.UNLAWFUL_STAY: N_("Olovlig vistelse eller övernattning"),
        Category.RECKLESS_DRIVING: N_("Buskörning och olovlig trafik"),
        Category.ONLINE_WORRY: N_("Oro i sociala medier, rykten"),
        Category.UNSAFE_PLACE: N_("Otrygg plats"),
        Category.LIGHTING_FAULT: N_("Belysning eller teknisk brist"),
        Category.LITTER: N_("Nedskräpning, dumpning, skrotbil"),
        Category.OTHER: N_("Annat – beskriv platsen och händelsen"),
    },
    Severity: {
        Severity.LOW: N_("Låg"),
        Severity.MODERATE: N_("Måttlig"),
        Severity.HIGH: N_("Hög"),
        Severity.VERY_HIGH: N_("Mycket hög"),
    },
    Audience: {
        Audience.EST: N_("Bara EST-gruppen"),
        Audience.OPERATIVE: N_("Även operativ grupp"),
        Audience.NOT_PUBLIC: N_("Aldrig offentligt"),
    },
    AreaStatus: {
        AreaStatus.GREEN: N_("Grön – normalläge"),
        AreaStatus.YELLOW: N_("Gul – ökad uppmärksamhet"),
        AreaStatus.ORANGE: N_("Orange – samordnade åtgärder behövs"),
        AreaStatus.RED: N_("Röd – allvarligt läge, ledningen informeras"),
    },
    EventType: {
        EventType.SCHOOL_END: N_("Skolavslutning eller studentvecka"),
        EventType.HOLIDAY_BREAK: N_("Skollov"),
        EventType.PUBLIC_HOLIDAY: N_("Storhelg"),
        EventType.HALLOWEEN: N_("Halloween eller påskris"),
        EventType.CONCERT_FESTIVAL: N_("Konsert, festival eller marknad"),
        EventType.SPORT_EVENT: N_("Idrottsevenemang eller derby"),
        EventType.DEMONSTRATION: N_("Demonstration eller allmän sammankomst"),
        EventType.ELECTION: N_("Val eller politiskt möte"),
        EventType.CAR_MEET: N_("Motorträff eller cruising"),
        EventType.PRIVATE_PARTY: N_("Större privat fest eller hyrd lokal"),
        EventType.NIGHTLIFE: N_("Krogkväll eller lönehelg"),
        EventType.POLICE_OPERATION: N_("Planerad insats (detaljer bara muntligt)"),
        EventType.CONSTRUCTION: N_("Bygge, avspärrning eller släckt belysning"),
        EventType.RELOCATION: N_("Stängd eller flyttad verksamhet"),
        EventType.TRANSPORT_CHANGE: N_("Ändrad kollektivtrafik"),
        EventType.VERDICT_ANNIVERSARY: N_("Dom, årsdag eller minnesmarkering"),
        EventType.WEATHER_DARK: N_("Mörker eller väder"),
        EventType.ONLINE_CALL: N_("Uppmaning i sociala medier"),
        EventType.OTHER: N_("Annat"),
    },
    NeedType: {
        NeedType.PRESENCE: N_("Ökad närvaro (polis, väktare, trygghetsvärd, fält)"),
        NeedType.ADULT_PRESENCE: N_("Vuxna ute eller nattvandring"),
        NeedType.LIGHTING_FIX: N_("Belysning, sikt eller beskärning"),
        NeedType.CLEANING_SANITATION: N_("Sanering, städning eller bortforsling"),
        NeedType.LOCK_ACCESS: N_("Lås, tillträde eller skalskydd"),
        NeedType.TRAFFIC_MEASURE: N_("Trafikåtgärd eller kontroll"),
        NeedType.CAMERA_REVIEW: N_("Pröva kamerabevakning"),
        NeedType.YOUTH_ACTIVITY: N_("Aktivitet eller öppettider för unga"),
        NeedType.SCHOOL_CONTACT: N_("Samordning med skola"),
        NeedType.DIALOGUE: N_("Dialog eller information till boende, föräldrar, företag"),
        NeedType.JOINT_VISIT: N_("Gemensam tillsyn eller trygghetsvandring"),
        NeedType.INFO_EXCHANGE: N_("Informationsbehov (generellt, inte individ)"),
        NeedType.COMM_MESSAGE: N_("Gemensamt budskap"),
        NeedType.ANALYSIS: N_("Fördjupad analys eller orsaksanalys"),
        NeedType.DECISION_UP: N_("Behöver beslut i operativ grupp, BRÅ eller styrgrupp"),
        NeedType.RESOURCE: N_("Resurs eller kostnad"),
        NeedType.OTHER: N_("Annat"),
    },
    Urgency: {
        Urgency.BEFORE_WEEKEND: N_("Före helgen"),
        Urgency.TWO_WEEKS: N_("Inom två veckor"),
        Urgency.QUARTER: N_("Under kvartalet"),
    },
    NeedStatus: {
        NeedStatus.NEW: N_("Nytt"),
        NeedStatus.AGREED: N_("Accepterat"),
        NeedStatus.PARTLY: N_("Delvis"),
        NeedStatus.DECLINED: N_("Kan inte"),
        NeedStatus.MOVED: N_("Flyttat"),
        NeedStatus.WITHDRAWN: N_("Återtaget"),
    },
    PlaceType: {
        PlaceType.PARK: N_("Park"),
        PlaceType.SQUARE_CENTRE: N_("Torg eller centrum"),
        PlaceType.SCHOOL: N_("Skola eller skolgård"),
        PlaceType.PRESCHOOL: N_("Förskola"),
        PlaceType.STATION: N_("Station eller resecentrum"),
        PlaceType.BUS_STOP: N_("Hållplats"),
        PlaceType.FOOTPATH_TUNNEL: N_("Gångväg eller tunnel"),
        PlaceType.PARKING_GARAGE: N_("Parkering eller garage"),
        PlaceType.RESIDENTIAL_YARD: N_("Bostadsgård"),
        PlaceType.STAIRWELL: N_("Trapphus, källare eller tvättstuga"),
        PlaceType.SHOP_MALL: N_("Butik eller köpcentrum"),
        PlaceType.LIBRARY_YOUTH_CENTRE: N_("Bibliotek, mötesplats eller fritidsgård"),
        PlaceType.SPORTS_BATH: N_("Idrottsplats eller bad"),
        PlaceType.PLAYGROUND: N_("Lekplats"),
        PlaceType.INDUSTRIAL_AREA: N_("Industriområde"),
        PlaceType.ROAD_CROSSING: N_("Väg eller korsning"),
        PlaceType.GREEN_FOREST: N_("Grönområde eller skog"),
        PlaceType.RECYCLING_STATION: N_("Återvinningsstation"),
        PlaceType.WATER_HARBOUR: N_("Vatten eller hamn"),
        PlaceType.DIGITAL_ARENA: N_("Digital arena"),
        PlaceType.WHOLE_MUNICIPALITY: N_("Hela kommunen"),
    },
    OrganisationType: {
        OrganisationType.SOCIAL_SERVICES: N_("Socialtjänst"),
        OrganisationType.SCHOOL: N_("Skola, barn och utbildning"),
        OrganisationType.LEISURE_CULTURE: N_("Fritid, kultur, fältverksamhet"),
        OrganisationType.URBAN_PLANNING: N_("Samhällsbyggnad, teknik, park"),
        OrganisationType.SAFETY_PREPAREDNESS: N_("Säkerhet och beredskap"),
        OrganisationType.MUNICIPAL_HOUSING: N_("Kommunalt bostadsbolag"),
        OrganisationType.PRIVATE_PROPERTY: N_("Privat fastighetsägare"),
        OrganisationType.POLICE: N_("Polis"),
        OrganisationType.GUARD_FIRM: N_("Väktarbolag, ordningsvakt, trygghetsvärd"),
        OrganisationType.RESCUE_SERVICE: N_("Räddningstjänst"),
        OrganisationType.REGION_HEALTH: N_("Region och vård"),
        OrganisationType.BUSINESS: N_("Näringsliv, centrum, besöksnäring"),
        OrganisationType.ASSOCIATION: N_("Förening, trossamfund, byalag"),
        OrganisationType.PUBLIC_TRANSPORT: N_("Kollektivtrafik"),
        OrganisationType.OTHER: N_("Annan"),
    },
    PartOfDay: {
        PartOfDay.MORNING: N_("Morgon"),
        PartOfDay.DAY: N_("Dag"),
        PartOfDay.EVENING: N_("Kväll"),
        PartOfDay.NIGHT: N_("Natt"),
        PartOfDay.UNKNOWN: N_("Okänt"),
    },
    Spread: {
        Spread.SINGLE: N_("Enstaka"),
        Spread.REPEATED: N_("Upprepat"),
        Spread.PATTERN: N_("Återkommande mönster"),
    },
    Certainty: {
        Certainty.OWN_OBSERVATION: N_("Egen iakttagelse"),
        Certainty.TOLD: N_("Uppgift från annan"),
        Certainty.RUMOUR: N_("Rykte"),
    },
    PoliceReport: {
        PoliceReport.YES: N_("Ja"),
        PoliceReport.NO: N_("Nej"),
        PoliceReport.UNKNOWN: N_("Okänt"),
        PoliceReport.NOT_RELEVANT: N_("Ej aktuellt"),
    },
    Crowd: {
        Crowd.UNKNOWN: N_("Okänt"),
        Crowd.UP_TO_50: N_("Upp till 50"),
        Crowd.UP_TO_200: N_("51–200"),
        Crowd.UP_TO_1000: N_("201–1 000"),
        Crowd.OVER_1000: N_("Över 1 000"),
    },
    Permit: {
        Permit.YES: N_("Ja"),
        Permit.NO: N_("Nej"),
        Permit.UNKNOWN: N_("Okänt"),
    },
    Cause: {
        Cause.NO_OVERVIEW: N_("Insyn eller överblick saknas"),
        Cause.POOR_LIGHTING: N_("Belysningen är bristfällig"),
        Cause.EASY_ACCESS: N_("Lätt tillträde, lås saknas"),
        Cause.FEW_ADULTS: N_("Få vuxna eller tomt"),
        Cause.NO_YOUTH_PLACE: N_("Mötesplats för unga saknas"),
        Cause.ALCOHOL_DRUGS_ACCESS: N_("Tillgång till alkohol eller narkotika"),
        Cause.GROUP_CONFLICT: N_("Konflikt mellan grupper"),
        Cause.HIDDEN_ROUTE: N_("Skymd flyktväg eller genväg"),
        Cause.POOR_UPKEEP: N_("Eftersatt underhåll"),
        Cause.TEMPTING_OBJECT: N_("Frestande objekt"),
        Cause.TEMPORARY_EVENT: N_("Tillfälligt evenemang eller lov"),
        Cause.TRAFFIC_DESIGN: N_("Trafikmiljön bjuder in"),
        Cause.UNCLEAR_RESPONSIBILITY: N_("Ansvaret för platsen är oklart"),
        Cause.RUMOURS: N_("Rykten eller sociala medier"),
        Cause.OTHER: N_("Annan"),
    },
    ReportStatus: {
        ReportStatus.OPEN: N_("Inte svarat"),
        ReportStatus.DRAFT: N_("Påbörjat"),
        ReportStatus.SUBMITTED: N_("Svarat"),
        ReportStatus.SUBMITTED_LATE: N_("Svarat sent"),
        ReportStatus.NOTHING_TO_REPORT: N_("Inget att rapportera"),
    },
    DeliveryState: {
        DeliveryState.AWAY: N_("Frånvarande"),
        DeliveryState.STAND_IN: N_("Ersättare svarar"),
        DeliveryState.NOTHING_TO_REPORT: N_("Inget att rapportera"),
        DeliveryState.ANSWERED: N_("Svarat"),
        DeliveryState.FAILED: N_("Kunde inte nås"),
        DeliveryState.WAITING: N_("Väntar på att skickas"),
        DeliveryState.SENT: N_("Frågan är skickad"),
    },
    ActionState: {
        ActionState.PROPOSED: N_("Föreslagen"),
        ActionState.DECIDED: N_("Beslutad"),
        ActionState.IN_PROGRESS: N_("Pågår"),
        ActionState.BLOCKED: N_("Hindrad"),
        ActionState.ESCALATED: N_("Lyft"),
        ActionState.DONE: N_("Genomförd"),
        ActionState.EFFECT_CHECK: N_("Effekt följs upp"),
        ActionState.CLOSED_EFFECT: N_("Avslutad: effekt"),
        ActionState.CLOSED_NO_EFFECT: N_("Avslutad: ingen effekt"),
        ActionState.CLOSED_UNKNOWN: N_("Avslutad: går ej att bedöma"),
        ActionState.CANCELLED: N_("Avbruten"),
        ActionState.REJECTED: N_("Avslagen"),
    },
    ActionLevel: {
        ActionLevel.EST: N_("EST-gruppen"),
        ActionLevel.OPERATIVE: N_("Operativ grupp"),
        ActionLevel.COUNCIL: N_("BRÅ"),
        ActionLevel.STEERING: N_("Styrgrupp"),
    },
    Role: {
        Role.MEMBER: N_("EST-deltagare"),
        Role.COORDINATOR: N_("Samordnare"),
        Role.VIEWER: N_("Läsare"),
        Role.GIS_READER: N_("GIS-läsare"),
        Role.ADMINISTRATOR: N_("Administratör"),
    },
}
"""By enumeration first: codes are strings, and "other" of one list must not meet "other" of another."""

EXAMPLES: Mapping[Category, str] = {
    Category.VIOLENCE: N_("slagsmål, knuffar, misshandel"),
    Category.THREAT_HARASSMENT: N_("hotfulla ord, sexuellt ofredande på plats"),
    Category.ROBBERY: N_("personrån, butiksrån"),
    Category.STAFF_INCIDENT: N_("hindrad, hotad, kastade föremål i tjänsten"),
    Category.WEAPON_EXPLOSIVE: N_("skottlossning, kniv, stenupplag, tillhyggen"),
    Category.HATE_EXTREMISM: N_("symboler, affischer – inga grupper eller personer"),
    Category.BURGLARY: N_("förråd, lokal, skola, bil, bostad"),
    Category.THEFT: N_("cykel, mopeder, butik, båtmotor"),
    Category.FRAUD: N_("falska hantverkare; bara mönster, ingen drabbad"),
    Category.VANDALISM: N_("krossad ruta, sönderslagen bänk"),
    Category.GRAFFITI: N_("tagg, väggklotter"),
    Category.ARSON_FIRE: N_("papperskorg, bil, moped"),
    Category.FIREWORKS: N_("raketer mot hus, bangers"),
    Category.DRUGS: N_("öppen handel, gömmor, kanyler"),
    Category.ALCOHOL_INTOX: N_("festande, flaskor"),
    Category.GATHERING: N_("trapphus, torg, parkering"),
    Category.GROUP_CONFLICT: N_("rykten om bråk efter skolan, inga namn"),
    Category.RESIDENTIAL_DISTURB: N_("gård, tvättstuga, garage"),
    Category.UNLAWFUL_STAY: N_("källare, vind, trappa – utan uppgift om vem"),
    Category.RECKLESS_DRIVING: N_("A-traktor, moped på gångväg, cruising"),
    Category.ONLINE_WORRY: N_("uppmaning att samlas, hotlista – utan namn eller länk"),
    Category.UNSAFE_PLACE: N_("ödsligt, skymd sikt, upplevd otrygghet"),
    Category.LIGHTING_FAULT: N_("släckt lampa, trasigt lås, staket"),
    Category.LITTER: N_("skräp, dumpade möbler"),
}


def label(words: Words, code: Enum) -> str:
    """What a code is called."""
    return words.t(LABELS[type(code)][code])


def short_label(words: Words, code: Enum) -> str:
    """What a code is called where there is little room: without the examples and the advice that follow its name."""
    return label(words, code).partition(" (")[0].partition(" – ")[0]


def category_choice(words: Words, category: Category) -> str:
    """A category as it stands in a list of choices, with its examples."""
    if category not in EXAMPLES:
        return label(words, category)
    return f"{label(words, category)} ({words.t(EXAMPLES[category])})"


def severity_choice(words: Words, severity: Severity) -> str:
    """A severity as it stands in a list of choices: its number and its word."""
    return f"{int(severity)} – {label(words, severity)}"
