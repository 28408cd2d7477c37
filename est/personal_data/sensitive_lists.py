"""The words themselves: people by origin, faith, illness, sexuality and opinion, as reporters write them.

Slurs stand here too: they are what the guard must answer with neutral words.
"""

from __future__ import annotations

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
"""Words for people, and diagnoses: each warns by itself."""

ORIGINS = frozenset(
    """
    afghansk afrikansk albansk arabisk bosnisk bulgarisk chilensk eritreansk etiopisk georgisk irakisk iransk judisk
    kinesisk kristen kristna kroatisk kurdisk lettisk libanesisk litauisk marockansk muslimsk islamisk nigeriansk
    palestinsk persisk polsk romsk rumänsk rysk samisk serbisk somalisk svensk sudanesisk syrisk syriansk thailändsk
    tjetjensk turkisk ukrainsk utländsk vietnamesisk östeuropeisk nordafrikansk
    """.split()  # noqa: SIM905
)
"""Adjectives that also belong to flags, restaurants and languages: they warn before a person only."""

PEOPLE = frozenset(
    """
    man mannen män männen kvinna kvinnan kvinnor kvinnorna kille killen killar killarna tjej tjejen tjejer tjejerna
    pojke pojken pojkar pojkarna flicka flickan flickor flickorna ungdom ungdomar ungdomarna person personen personer
    familj familjen familjer familjerna gäng gänget grupp gruppen medborgare bröder bröderna par paret elev eleven
    elever eleverna hyresgäst hyresgästen liga ligor barn barnen unga mamma pappa migranter kriminella herre dam
    granne grannen klan klanen släkt släkten
    """.split()  # noqa: SIM905
)

HEALTH_BESIDE_A_PERSON = frozenset(
    """
    rullstol rullstolsburen rullstolsbunden rullator permobil gravid missbruk handikappad slöja turban kippa
    funktionsnedsättning funktionsnedsatt funktionshinder hiv diabetes döv självmordsförsök självmord suicid ohälsa
    """.split()  # noqa: SIM905
)
"""Words of ramps, problems and clothes: they warn only when one person is spoken of."""
