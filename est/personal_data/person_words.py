"""The company names keep: words before and after that make a capitalised word a person, a street or a shop."""

from __future__ import annotations

BEFORE_A_PERSON = frozenset(
    """
    killen tjejen pojken flickan grabben mannen kvinnan eleven ungdomen personen kompisen vännen polaren
    brodern systern brorsan syrran storebror lillebror storasyster lillasyster bror syster broder son sonen
    dotter dottern mamman pappan mamma pappa farsan morsan farfar mormor kusin kusinen farbror sambo sambon
    pojkvän pojkvännen flickvän flickvännen frun fru herr fröken maken makan grannen hyresgästen
    vaktmästaren vaktmästare läraren lärare rektor rektorn kurator kuratorn väktaren väktare ordningsvakten
    vakten ledaren gängledaren ägaren ägare chefen chef tränaren föraren chauffören kamraten klasskamraten
    flickan killarna bröderna syskonen familjen familj kommunpolis kommunpolisen polisman polismannen
    kommissarie kommissarien socialsekreterare socialsekreteraren fritidsledare fritidsledaren fältare
    fältaren mentor mentorn specialpedagog skolsköterska skolsköterskan doktor doktorn pastor pastorn
    kyrkoherde imamen tonåringen tonårspojken tonårsflickan 14-åringen gubben damen herren barnet
    missbrukaren tjuven langaren klottraren
    """.split()  # noqa: SIM905
)

FUNCTIONS = frozenset(
    """
    rektor rektorn lärare läraren vaktmästare vaktmästaren kurator kuratorn väktare väktaren vakten ordningsvakten
    kommunpolis kommunpolisen kommissarie socialsekreterare fritidsledare fältare mentor chef chefen ägare ägaren
    doktor pastor kyrkoherde tränare
    """.split()  # noqa: SIM905
)
"""After these a place may follow as well ("rektor Vallaskolan"), so the word must itself look like a surname."""

NOT_A_PERSON_BEFORE = frozenset(
    """
    sankt sankta s:t s:ta kvarteret kv stormen orkanen ovädret hotell hotellet restaurang restaurangen
    pizzeria pizzerian café caféet kafé salong frisör ica coop konditori förskolan skolan fartyget båten
    färjan kyrkan statyn stadsdelen fastigheten butiken affären krogen puben kiosken gruppen föreningen
    bolaget företaget stiftelsen biografen teatern matchen cupen turneringen loppet operation projektet
    projekt kampanjen drottning prins prinsessan kung parken gatan torget platsen området bussen linje
    båtklubben sommarlovet
    """.split()  # noqa: SIM905
)

AFTER_A_PLACE_NAME = frozenset(
    """
    gata gatan väg vägen torg torget park parken skola skolan förskola förskolan gymnasium gymnasiet
    gymnasieskola kyrka kyrkan kyrkogård kapell kapellet plats platsen plan planen backe backen gränd
    gränden stig stigen hus huset gård gården bro bron allé allén esplanad terrass trappa trappor kulle
    kullen hall hallen arena arenan center centrum station stationen terminal terminalen kiosk kiosken
    bageri bageriet konditori café caféet kafé pizzeria pizzerian restaurang restaurangen livs grill grillen
    krog krogen pub puben bar baren salong salongen frisör frisersalong hotell hotellet sjukhus sjukhuset
    barnsjukhus bibliotek biblioteket museum museet minne minnesfond brunn brunnen källa källan memorial cup
    loppet marknad marknaden dag dagen församling stiftelse stiftelsen värld teater teatern staty statyn ab
    hb handelsbolag bygg buss bussar taxi trafik åkeri foto blommor blomsterhandel optik däck plåt måleri
    fastigheter bostäder städ kaffe gatukök hamburgare kebab sushi skor lekplats lekplatsen skogen udde
    udden ängar äng trädgård trädgården kvarn kvarnen holme ö brygga bryggan båtklubb kvarter fritidsgård
    fritidsgården ungdomsgård ungdomsgården idrottsplats idrottshall sportcenter gym maskin livsmedel kök
    """.split()  # noqa: SIM905
)

PLACE_ENDINGS = tuple(
    """
    gatan gata vägen väg torget torg parken skolan skola gymnasiet gymnasium kyrkan kyrka platsen plats
    planen backen gränden gränd stigen huset gården kyrkogård hallen arenan center centrum hamnen stationen
    området terminalen badet vallen ringen leden tunneln rondellen allén kajen bron statyn skogen kiosken
    grillen bageri fastigheter bostäder butiken macken marknaden krogen puben stugan lokalen stranden sjön
    höjden ängen köping terrassen stråket lunden dalen berget viken garaget
    """.split()  # noqa: SIM905
)

WEAK_PLACE_ENDINGS = tuple(
    """
    lund berg dal vik holm borg torp fors näs stad by sund ås hult hem inge löv ryd boda hög tuna sta rum
    böle
    """.split()  # noqa: SIM905
)

SURNAME_ENDINGS = tuple(
    """
    sson ström gren qvist kvist stedt blad löf löv sköld hjelm crantz mark man berg lund dahl holm strand
    borg ling lin ell ander én ić ic ski oğlu yan idis enko zadeh pour ovic
    """.split()  # noqa: SIM905
)

SURE_SURNAME_ENDINGS = ("sson", "ström", "gren", "qvist", "kvist", "quist", "stedt")
"""Endings that places rarely have."""

SMALL_LETTER_SURNAMES = (
    *SURE_SURNAME_ENDINGS,
    "berg",
    "blad",
    "dahl",
    "holm",
    "lund",
    "löf",
    "mark",
    "sköld",
)
"""After a first name these count without a capital."""

DIRECTIONS = frozenset("norra södra östra västra stora lilla gamla nya övre nedre inre yttre".split())  # noqa: SIM905
"""They begin the names of places, never those of persons."""

COMPANIES = frozenset(
    " ".join(name.split())
    for name in """
    clas ohlson; hennes mauritz; hennes & mauritz; kjell & company; kjell och company; kjell & co;
    john bauer; lars magnus ericsson; ericsson; lasse-majas; harrys; willys; kalles kaviar; nettos; jula;
    jensens; frasses; olssons brygga; svea solar; karl xii; seat leon; tjugondag knut; tjugondedag knut;
    tjugondag knuts; gustav vasa; karl johan; carl gustaf; birger jarl; anders andersson ab; wayne's;
    john deere; jack daniels; jim beam; johnny walker; johnnie walker; captain morgan; tom tits;
    tommy hilfiger; ralph lauren; hugo boss; calvin klein; louis vuitton; johan & nyström; max hamburgare;
    sven-harrys
    """.split(";")  # noqa: SIM905
)
"""Shops, brands and kings that are named after people."""
