"""P3: registration plates, `MLB 84A` and `MLB 841`, in any case and spacing (domain.md §7.8).

Three letters and a number are also rooms, acronyms, prices and plain words; the lists below hold those that
occur in reports. A word such as "regnr" just before makes even them a plate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.reading import Found, Reading

PLATE = re.compile(
    r"(?<![^\W_])(?P<letters>[a-hj-pr-uw-z]{3})(?P<gap> {0,2}| ?- ?|[.:])"
    r"(?P<number>[0-9]{2}[0-9a-hj-npr-uw-z])(?![^\W_])(?![-/:.,][0-9])"
)
SPELT_OUT = re.compile(
    r"(?<![\w-])[A-HJ-PR-UW-Z](?: [A-HJ-PR-UW-Z]){2} [0-9] ?[0-9] ?[0-9A-HJ-NPR-UW-Z](?!\w)"
)
LABEL = (
    r"\b(?:reg(?:\.|-| )?(?:nr|nummer|skylt(?:en)?)?|registreringsn(?:umme)?r|nummerplåt(?:en)?|bilnummer)"
)
LABELLED = re.compile(rf"{LABEL}[.:]?\s?(?:är\s)?$")
NAMED_BY_OWNER = re.compile(
    rf"(?i:{LABEL})[.:]?\s?(?:är\s)?(?P<plate>(?=[A-ZÅÄÖ]*[ -]?[0-9])[A-ZÅÄÖ]{{1,4}}[ -]?[0-9]{{1,5}}[A-Z]?"
    rf"|[A-ZÅÄÖ]{{3,7}})(?!\w)"
)
"""Personal and foreign plates have no form of their own; only their label gives them away."""

VEHICLE = re.compile(
    r"\b(?:\w*bil(?:en)?|\w*buss|moped(?:en)?|mc|motorcykel|cross(?:en)?|epan?|a-traktor|volvo\w*|saab|audi|mercedes|"
    r"toyota|skoda|ford|golf|passat|plåt(?:en)?|skylt(?:en)?|släp(?:et)?|taxi)[,:]?\s(?:med\s|nr\s)?$"
)
DRIVES = re.compile(
    r",? (?:kör|körde|parkera[dt]|står parkerad|stod parkerad|driftar|driftade|gasar|rejsar|fortkör)\b"
)
REACH = 30
COUNTING = frozenset("max tot typ ett fem sex sju tre per den och att med mot".split())  # noqa: SIM905
UNIT = re.compile(
    r"\s?(?:kr|kronor|kkr|tkr|km|m|cm|mm|meter|mil|kg|g|gram|ml|cl|liter|st|stycken|personer|pers|unga|ungdomar|elever|"
    r"barn|bilar|besökare|deltagare|boende|hushåll|lägenheter|platser|gånger|ggr|timmar|tim|minuter|min|dagar|år|"
    r"procent|kvm|watt|w|volt|lux|grader|flaskor|burkar|samtal|svar|ärenden|anmälningar)\b|\s?%"
)

MODELS = frozenset("bmw daf man ktm cbr crf gsx exc gls amg gle glc kxf wrf xsr srt".split())  # noqa: SIM905
"""Makes and models with a number of their own: `BMW 320`."""

NEVER = frozenset(
    """
    abb abf amf anr apl art asn aun bnr bot bun bup bus chf cpu csn css dab del dhl dkk dnr dns drg dsp ean
    eks enr eon epa est eur fam fax fbk fek fhm fnr fou fsk fsp ftp gbp gdp ghz gnr gps grp gsn hlr hnr hpl
    hsb hst hus jmf kap kfn khz knr kod kpl ksf ksn kun kwh lcd led lgh lnr lss mbn mhz mkb mms mnr mob msb
    mtb mun nok npf onr ord osa osl pbl pdf php pkt plt ppm ppp pts pul raa ral ref rnr rss rum sal sbk sbn
    sbu scb sek sfs ska skg skl skr sms sno snr sol sos ssk tag tbn tdp tel tfn tnr ubn ups url usb usd usk
    www
    """.split()  # noqa: SIM905
)
"""Acronyms, places and counting words: never a plate, whatever the case, unless labelled."""

WORDS = frozenset(
    """
    ack ada aga aja akt ala ale all alm alt amt ana and ang anm ann apa app apr ara arg ark arm arr asp att
    aug bad bak bal ban bar bas bed beg ben ber bet bla bly bod bok bol bom bor bra bro brr bua bud bur byt
    byx dag dal dam dan das dec dem den deo des det dog dok dom don dop dra duk dum dyk dyl dyn dyr eka eko
    eld elg elm els ena eng enn ens era ert ess etc ett fan far fas fat feb fel fem fet for fot fre fru ful
    fyr gap gas gem ger ges get ggr glo god gom gul gun gym hag haj hak hal ham han har has hat hel hem hen
    her hes het hon hop hos hot hur hyr jag jak jan jas jod jul jun kaj kal kam kan kar kas kex klo kok kol
    kom kon kor kub kul kur kyl lag lam lat lek lem ler let lod log lok lon lor los lot lya lys mac maj mak
    mal mar mat max med mej mer mes mfl mod mon mor mot mur mus myt nag nam nat ned nej ner nog nos nya nye
    nyp oas obj och ock oja okt ond ons ont ore ork orm ort oss ost par per pga pol pop pos pub puh rad rak
    ram ran rap ras rea red ren rep res rod rom rop ror ros rot rus rut rya sag sak sam san sar sed sej sem
    sen sep ser ses set sex sju sko sky slo sly som son sot spa sug sur sus syd syl syn syr tak tal tam tan
    tar tas tex tog tom ton top tor tot tre tro tub tum tur tut tyg typ ugn ung uns upp ute yra yta yxa zon
    """.split()  # noqa: SIM905
)
"""Ordinary short words: a plate only in capitals amid other letters, as plates are written and words are not."""


def find(reading: Reading) -> Iterator[Found]:
    """Every registration plate."""
    for match in PLATE.finditer(reading.folded):
        if _is_plate(match, reading):
            yield _found(match.start(), match.end())
    for match in SPELT_OUT.finditer(reading.text):
        yield _found(match.start(), match.end())
    for match in NAMED_BY_OWNER.finditer(reading.text):
        yield _found(match.start("plate"), match.end("plate"))


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P3, start, end, Suggestion.A_CAR)


def _is_plate(match: re.Match[str], reading: Reading) -> bool:
    before = reading.folded[max(0, match.start() - REACH) : match.start()]
    letters = match["letters"]
    if LABELLED.search(before):
        return True
    if (letters in MODELS and not _ends_in_letter(match)) or _is_counted(match, reading):
        return False
    if letters in NEVER:
        return _is_shaped(match, reading) and _is_driven(match, before)
    if letters in WORDS:
        return (
            _in_capitals(match, reading)
            or _is_joined(match)
            or (_ends_in_letter(match) and _is_driven(match, before))
        )
    return True


def _in_capitals(match: re.Match[str], reading: Reading) -> bool:
    """Capitals say something only where not everything is in capitals."""
    return reading.text[match.start() : match.start() + 3].isupper() and not reading.text.isupper()


def _is_joined(match: re.Match[str]) -> bool:
    """`haj311`, but not `max100`."""
    return not match["gap"] and match["letters"] not in COUNTING


def _ends_in_letter(match: re.Match[str]) -> bool:
    return match["number"][-1].isalpha()


def _is_shaped(match: re.Match[str], reading: Reading) -> bool:
    return _in_capitals(match, reading) or not match["gap"] or _ends_in_letter(match)


def _is_driven(match: re.Match[str], before: str) -> bool:
    return VEHICLE.search(before) is not None or DRIVES.match(match.string, match.end()) is not None


def _is_counted(match: re.Match[str], reading: Reading) -> bool:
    """`tot 200 kr`: a number with a unit after it counts something."""
    return " " in match["gap"] and UNIT.match(reading.folded, match.end()) is not None
