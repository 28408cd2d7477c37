"""Three-letter words without I, Q and V that stand before a number and make no plate of it."""

from __future__ import annotations

COUNTING = frozenset("max tot typ ett fem sex sju tre per den och att med mot".split())  # noqa: SIM905
"""Also written together with their number."""

MODELS = frozenset("bmw daf man ktm cbr crf gsx exc gls amg gle glc kxf wrf xsr srt".split())  # noqa: SIM905
"""Makes and models with a number of their own: `BMW 320`."""

ACRONYMS = frozenset(
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
