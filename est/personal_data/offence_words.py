"""Words for offences and for those suspected of them, as reporters write them."""

from __future__ import annotations

OFFENCES = frozenset(
    """
    klottra klottrar klottrade klottrat stal stjäl stulit bestal snattar snattade snattat rånar rånade rånat
    misshandlar misshandlade misshandlat slår slog slagit sparkar sparkade sparkat hotar hotade hotat langar
    langade langat vandaliserar vandaliserade vandaliserat förstör förstörde förstört krossar krossade
    krossat eldade eldat anlade anlagt knivhögg knivskar knivhuggit skjutit ofredar ofredade ofredat
    antastar antastade antastat tafsar tafsade tafsat våldtog våldtagit trakasserar trakasserade trakasserat
    mobbar mobbade mobbat lurade bedrog bedragit buskör buskörde buskört knarkar knarkade knarkat haschar
    misstänks misstänkt misstänkte misstänkta dömd dömts dömdes åtalad åtalats åtalas gripen gripits greps
    anhållen anhölls häktad häktats häktades gärningsman gärningsmannen gärningsperson gärningspersonen
    förövare förövaren erkänt erkände
    """.split()  # noqa: SIM905
)

GOODS = (
    r"(?:knark|droger|narkotika|hasch|cannabis|vapen|tabletter|gräs|kokain|amfetamin|sprit|stöldgods|vejp|snus|"
    r"lustgas)"
)
OFFENCE_PHRASES = (
    r"(?:tände|tänder|tänt) (?:på|eld)",
    r"sköt (?:mot|på|en)",
    r"bröt sig in|brutit sig in|gjorde inbrott|gjort inbrott",
    r"röker (?:hasch|gräs|braj)",
    r"(?:ligger|låg|legat|står|stod) bakom",
    r"(?:inblandade?|delaktiga?) i|skyldiga? till|pekas ut|tog emot stöldgods",
    rf"(?:säljer|sålde|sålt|sälja|handlar med|delar ut) (?:[^\W\d_]+ )?{GOODS}",
    r"(?:kör|körde|kört) (?:rattfull|full|påverkad|berusad|utan körkort|drograttfull|för fort|vårdslöst)",
    r"(?:bär|bar) vapen|(?:hade|drog) kniv",
    r"(?:utfört|utförd|begått|begången|orsakat|orsakad) av",
)

SUSPECTED = frozenset(
    """
    misstänkte misstänkta huvudmisstänkte huvudmisstänkta skyldige skyldiga åtalade gripne gripna
    """.split()  # noqa: SIM905
)
"""Adjectives: "den misstänkte" is a person, "misstänkta smällar" are not."""

OFFENDERS = frozenset(
    """
    gärningsman gärningsmannen gärningsmännen gärningsperson gärningspersonen gärningspersonerna förövaren
    förövarna tjuven tjuvarna langaren langarna knarklangaren knarklangarna rånaren rånarna inbrottstjuven
    inbrottstjuvarna klottraren klottrarna våldsverkaren våldsverkarna pyromanen knarkhandlaren
    knarkhandlarna huvudmisstänkte
    """.split()  # noqa: SIM905
)

HOUSED = frozenset(
    """
    mannen kvinnan killen tjejen pojken flickan personen familjen hyresgästen grannen paret bröderna sonen
    dottern han hon hen ungdomen eleven innehavaren lägenhetsinnehavaren
    """.split()  # noqa: SIM905
)
"""Somebody who can live in a dwelling: beside one they are identified."""

KNOWN_BY_RELATION = frozenset(
    """
    grannen hyresgästen ägaren innehavaren vaktmästaren rektorn läraren lärarvikarien kuratorn tränaren ledaren
    fritidsledaren chefen kassören eleven klasskamraten lagkamraten kompisen sonen dottern brodern systern pappan
    mamman kusinen sambon pojkvännen flickvännen exmannen exfrun exet maken makan familjen
    """.split()  # noqa: SIM905
)
"""Whom the readers know, though nobody says the name: there is one of them where the reporter lives or works."""

UNDER_SUSPICION = (
    r"(?:är|var|blev|blir|blivit|varit)[^.!?\n]{0,15}? (?:misstänkt|dömd|åtalad|gripen|anhållen|häktad|polisanmäld)|"
    r"misstänks|misstänktes|dömdes|åtalas|åtalades|greps|anhölls|häktas|häktades|polisanmäldes"
)
"""What is said of a suspect; "grannen misstänkte inbrott" is said of a witness."""

REPORTS_IT = frozenset(
    """
    såg ser anmälde anmäler anmält polisanmälde ringde ringer berättar berättade rapporterade rapporterar
    upptäckte hittade hittar meddelar meddelade uppger säger sa hörde larmade larmar tipsade vittnade
    kontaktade kontaktar bad
    """.split()  # noqa: SIM905
)
"""Whoever reports an offence has not committed it."""
