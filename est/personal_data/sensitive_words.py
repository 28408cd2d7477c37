"""P7: ethnicity, religion, health, sexuality, politics (GDPR article 9, domain.md §7.8).

Words for people warn by themselves. Words that also describe places, languages and problems ("information på
arabiska", "öppet missbruk", "rullstolsramp") warn only beside a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.reading import Found, Reading

WORDS = frozenset(
    """
    afghan afghanen afghaner afghanerna afrikan afrikanen afrikaner afrikanerna alban albanen albaner albanerna arab
    araben araber araberna assyrier assyrierna bosnier bosnierna bulgar bulgaren bulgarer bulgarerna eritrean eritreanen
    eritreaner eritreanerna etiopier irakier irakiern irakierna iranier iranierna kines kineser kineserna kroat kroater
    kurd kurden kurder kurderna libanes libaneser libaneserna marockan marockaner marockanerna palestinier palestinierna
    polack polacken polacker polackerna romer romerna romernas rumän rumänen rumäner rumänerna ryssar ryssarna samer
    samerna serb serber serberna somalier somaliern somalierna syrian syrianer syrianerna syrier syriern syrierna
    tjetjen tjetjener tjetjenerna turk turken turkar turkarna ukrainare ukrainarna vietnameser vietnameserna östeuropé
    östeuropéer zigenare zigenaren zigenarna judar judarna jude juden judinna neger negern negrer blatte blattar
    blattarna svartskalle svartskallar svartskallarna svenne svennar invandrare invandraren invandrarna invandrarkille
    invandrarkillar invandrartjej invandrarungdomar invandrarfamilj invandrarfamiljer invandrargäng invandrargänget
    invandrarbakgrund utlänning utlänningen utlänningar utlänningarna nysvensk nysvenskar flykting flyktingen flyktingar
    flyktingarna flyktingpojke flyktingkille flyktingfamilj flyktingfamiljen asylsökande ensamkommande papperslös
    papperslösa eu-migrant eu-migranten eu-migranter eu-migranterna mörkhyad mörkhyade mörkhyat ljushyad ljushyade
    svartmuskig sydländsk sydländskt sydländska hudfärg etnicitet nationalitet härkomst
    muslim muslimen muslimer muslimerna islamist islamisten islamister islamisterna jihadist jihadister salafist
    salafister hindu hinduer buddist buddister sikh sikher katolik katoliker mormon mormoner ateist ateister beslöjad
    beslöjade hijab niqab burka
    adhd autism autist autisten autistisk autistiska asperger aspergers tourettes schizofren schizofreni schizofrena
    psykotisk psykotiska psykos psykosen psykopat bipolär bipolära borderline ptsd deprimerad deprimerade depression
    psyksjuk psyksjuka psykfall dement dementa demenssjuk demens alzheimers utvecklingsstörd utvecklingsstörda
    utvecklingsstörning efterbliven hivsmittad hiv-smittad hepatit epilepsi epileptiker diabetiker anorexi
    självmordsbenägen självskadebeteende missbrukare missbrukaren missbrukarna missbrukarnas alkoholist alkoholisten
    alkoholister alkoholisterna alkis alkisen alkisar alkisarna narkoman narkomanen narkomaner narkomanerna knarkare
    knarkaren knarkarna pundare pundaren pundarna heroinist heroinister npf npf-diagnos diagnos diagnosen
    homosexuell homosexuella bisexuell bisexuella bög bögen bögar bögarna bögpar lesbisk lesbiska transperson
    transpersonen transpersoner transsexuell transkille transtjej hbtq-person hbtq-personer ickebinär icke-binär
    nazist nazisten nazister nazisterna nynazist nynazister nynazisten fascist fascister kommunist kommunister
    kommunisten högerextremist högerextremister högerextrem högerextrema vänsterextremist vänsterextremister
    vänsterextrema sverigedemokrat sverigedemokrater sverigedemokraten socialdemokrat socialdemokrater
    socialdemokraten moderaten vänsterpartist vänsterpartister miljöpartist miljöpartister centerpartist
    centerpartister kristdemokrat kristdemokrater sd-are sd:are sd-anhängare partitillhörighet
    """.split()  # noqa: SIM905
)

PARTIES = (
    r"(?:sd|sverigedemokraterna|moderaterna|socialdemokraterna|vänsterpartiet|vänstern|miljöpartiet|centern)"
)
PHRASE = re.compile(
    r"\b(?:(?:utländsk|svensk|afrikansk|arabisk|utomeuropeisk|muslimsk|kurdisk|somalisk|romsk)[at]? (?:bakgrund|ursprung|"
    r"härkomst|utseende|brytning|påbrå)|jehovas vittne[a-z]*|psykiskt? (?:sjuk|störd|instabil|handikappad|"
    r"funktionshindrad)[a-z]*|psykisk sjukdom|psykiska (?:problem|besvär|diagnoser)|sexuell läggning|"
    r"politiska? (?:åsikt|uppfattning|hemvist)[a-z]*|religiösa? (?:övertygelse|åskådning|bakgrund)|"
    rf"röstar på {PARTIES}|mörk hy|bryter på [a-zå]+ska)\b"
)
PEOPLE = (
    r"(?:man|mannen|män|männen|kvinna|kvinnan|kvinnor|kvinnorna|kille|killen|killar|killarna|tjej|tjejen|tjejer|"
    r"tjejerna|pojke|pojken|pojkar|pojkarna|flicka|flickan|flickor|flickorna|ungdom|ungdomar|ungdomarna|person|personen|"
    r"personer|familj|familjen|familjer|familjerna|gäng|gänget|grupp|gruppen|medborgare|bröder|bröderna|par|paret|elev|"
    r"eleven|elever|eleverna|hyresgäst|hyresgästen|liga|ligor|barn|barnen|unga|mamma|pappa|migranter|kriminella|herre|"
    r"dam|granne|grannen|klan|klanen|släkt|släkten)"
)
ORIGIN = re.compile(
    r"\b(?:afghansk|afrikansk|albansk|arabisk|bosnisk|bulgarisk|chilensk|eritreansk|etiopisk|georgisk|irakisk|iransk|"
    r"judisk|kinesisk|kristen|kristna|kroatisk|kurdisk|lettisk|libanesisk|litauisk|marockansk|muslimsk|islamisk|"
    r"nigeriansk|palestinsk|persisk|polsk|romsk|rumänsk|rysk|samisk|serbisk|somalisk|svensk|sudanesisk|syrisk|syriansk|"
    r"thailändsk|tjetjensk|turkisk|ukrainsk|utländsk|vietnamesisk|östeuropeisk|nordafrikansk)(?:a|t|talande)? "
    rf"(?:(?:unga?|yngre|äldre|kriminella?|medelålders|okänd|okända) )?{PEOPLE}\b"
)
BESIDE_A_PERSON = re.compile(
    r"\b(?:rullstol|rullstolsburen|rullstolsbunden|rullator|permobil|gravid|missbruk|psykisk ohälsa|handikappad|slöja|"
    r"turban|kippa|funktionsnedsättning|funktionsnedsatt|funktionshinder|hiv|diabetes|döv|självmordsförsök|självmord|"
    r"suicid)\b"
)
ONE_PERSON = re.compile(
    r"\b(?:eleven|flickan|pojken|killen|tjejen|mannen|kvinnan|barnet|grannen|hyresgästen|personen|ungdomen|han|hon|hans|"
    r"hennes|en (?:elev|flicka|pojke|kille|tjej|man|kvinna|granne|hyresgäst)|mamman|pappan|familjen|den boende)\b"
)


def find(reading: Reading) -> Iterator[Found]:
    """Every sensitive word that is about people."""
    if not WORDS.isdisjoint(reading.vocabulary):
        for word in reading.words:
            if word.folded in WORDS:
                yield _found(word.start, word.end)
    for pattern in (PHRASE, ORIGIN):
        for match in pattern.finditer(reading.folded):
            yield _found(match.start(), match.end())
    if (match := BESIDE_A_PERSON.search(reading.folded)) and ONE_PERSON.search(reading.folded):
        yield _found(match.start(), match.end())


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P7, start, end, Suggestion.NEUTRAL_WORDS)
