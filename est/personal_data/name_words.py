"""Names the generated list lacks, and names that are also words; curated by hand (picture.md §5)."""

from __future__ import annotations

MORE_FIRST_NAMES = frozenset(
    """
    abdel abdelkader abdikarim abdimalik abdinasir abdiqani abdirashid abdisalan abdulkadir abdulla
    abdulrahman abedin adem adil adine admir adna ado afram agim ahlam aida aileen aiman ajla akram alaa
    aladdin albana albertina aldin aleks aleksandar aleksander aleksej alexandros alexej alfhild alija
    alisa allis alvina alwin amal aman amanuel ameer amela amer aminah amine amra amy anastasia anastasija
    anela anesa angus anisa annalena annebritt annelise annevi ante antonella antonina arash arben ardian
    ardit arian ariana arianit arif arijeta arin arman armin arsim artan artem arwa arya aryan asad
    asbjörn asha asif asma asmaa asmir assad astor ataa atle audun axelina ayaan ayah ayan aylin ayman
    ayse ayub aziz azra babette badr bahar bahram bakir balder balqis baltsar banu barzan bashar bashir
    basima basma bassam bastian batoul behrouz bekim belinda belma benan berat berta besa besart besim
    besnik beyan bilal bjarke blerim bogdan bogna bojan boran bosse brahim branko bruna brynolf burim
    bushra cansu catalin cathrin cecilie celina cem cemal cengiz charlene chiara chris cihan cilla cissi
    clemens connie cristian dagmara dahir daisy dalal dalia damian damir danica daniil danilo danish danny
    daria dariusz darko davida dawid dawit dejan delal delshad denis deniz derya desiree diako diar dilan
    dilara dilnaz dilovan dima dimitri dimitrios dino ditte djamila dmitri dmytro dorota dragan dragana
    drilon dunja dusan eberhard ebru edin edina edis edita egil ehsan eigil eileen ekaterina ekrem elaf
    elea eleanora elham elhan eli eliana eliot elira elisabeta elmedin elmir elmira elo elsayed emanuela
    embla emin emina emir emira emmeli emmelie emre endrit enes engin enis enisa enver enya ercan erdal
    erdem erfan ermal ermin ernestina esma esra estrid eyad eyob ezgi faduma fadumo faisal faiza farah
    farhad farhan farhiya farid farida faris farkhad farzad fatema fathi fatih fatiha fatma fatos fatou
    fatoumata fattah fawzi fejsal ferhat feride ferit fevzi fidan fikret filippos filmon finn fiona firas
    fitim flamur flemming florin franjo fransisca frej fride frode fuad furkan gabriela gabrielle gazmend
    geir genc georgios gerald gezim ghada ghaith ghassan gillian giorgi gitte giulia givi goran gordana
    gregor gretel grzegorz gullan gulsum gunda gunde gunn gunne gunni gusten göta habib habiba hadi hadiya
    hafsa haidar haider hakan halil halima halina hallvard hamada hamdi hamse hana hanad hani hanin hardy
    haris hasna hasnain hasse hatice hawa hawraa hayat hayder hejar helgi helin helny hemming hermine
    hevin hiba hibo hicham hildegard hiwa hoda hodan holden homan hooman hossein houda hozan hristo huda
    husam husna hussam hüseyin ibro ibtisam idar idil idris ifrah igor ihab ikram ilhan ilian ilias ilir
    ilker ilyas imad iman imane imran ingalisa ingemo ingvald ingvor insaf iqra irena irfan irina isabela
    isadora isam isma ismael ismahan ismet isra israa issa ivana ivo ivy iwona izabela jaafar jabir jacek
    jacqueline jad jafar jalal jamila jana janusz jarek jaroslaw jasim jasmina jason jassim jawad jelena
    jeppe jerk jerzy jibril jihan jimi joan joana joanne joar jolanta jonne jorge josip jossan jovan
    jovana jowan juliana juliette jusuf jytte kadir kadra kaisa kamal kamil kamila kamran kani karam
    karima karolis karwan karzan kaspar kathleen kathrine katinka kaveh kawa kemal kenan keren kerttu
    khadija khadra khalil khawla kicki kiril krasimir kristiina kristijan ksenia kujtim kåre laith lamia
    lamin layan layla leana lejla lendita leonardas leonie leonora leyla lias lidia lillian liridon
    liridona liselotta lizette ljiljana loay lorena lorik louay lowa luay luca lucija ludde ludmila lul
    lulzim maciej madelaine madina magda maggan maggie magna mahad mahamed mahamud maher mahin mahir
    mahmud mahsa mahtab maivor majd majed majid malak malik manal mange manne mansour mansur marc marcel
    margaux mariette marija marijana marilyn marisol marius mariusz marjan marlon marwa marwan maryan
    masoud matea mateusz mathea matheus mathilde matthew maurits maximus maysa mazen mehdi mehran melek
    meliha merima merry mersiha merve meryem mesut miha mihaela mihai mihail mikkel milad milena milica
    millan milos milosz mimi minea minka mirela mirha mirko miro miroslav mirza mitko mohamud mohanad
    moharram mohsen mojtaba monia monir moradi morten mounir muamer muaz muhamed muhammed muhammet muhanad
    muna munir murad murat mursal musab muzhda myriam märit naba nabil nabila nadeem nader nadir naeem
    naemi nagham nahid nahom naila naim naima najat najib najma narges narin nasim nasir nasra nasrin
    nasser natali natanel natasa natasha nathan nathaniel natnael navid nawal nazanin nea nebojsa nedim
    nedzad nelson nenad nermin nermina nesrin nevena niamh nicholina nicklaus nicoline nikolai nikolaj
    nikolina nikos nima nimo nizam nizar nofal noomi noor norah norhan noura nura nurcan nuri oddny oden
    odin oleh oleksandr oleksij olena olesia oline olivier omer omid orhan osama oumar oussama owen ozan
    paavo palle pamela parisa parvin patrycja pauli paulius pavel payam peggy pejman petar petronella
    petros petru petrus philippa pirjo pirkko piroska predrag priscilla qamar qasim rabia rachel rachid
    rada radek radka radoslav radovan raed rafaela rafal rafi rafik raghad ragna rahaf rahel rahim rahma
    rahman raida raimo rajko rakel ramazan rami ramin ramiz ramon ramona randi rania raouf raoul raquel
    rasha rashid ratko rawan rayan rebin refik reham reidar reijo reino renas renata renate reshat ricardo
    rikke rina ritva riyad rizgar roine rojda rojin roni rosana roxana roza rozita ruba ruby rukia rukiya
    rusul rutger sabah sabine sabri sabrin sabrina sadia sadik sadiq safaa safia sagal sahar sahra saida
    saif sajad sakarias sakina salah saleem salem salih salim salma salman salomon salwa saman samantha
    samia samiha sanaz sandro sanja santiago sasa sasha sead sebbe sebnem sedat sejla selam selim selin
    semir semra senad sener seppo serdar sergio serhat serhii serkan sevda seyed shahad shahin shahram
    shakir shamsa shayan shilan shirin shkelqim shpresa shukri shwan sidra signhild siham sihem silje
    silva silvana silvia simeon simona simret sinan sissel sivan siwar slavica slobodan snezana sofija
    solbritt solvig soraya srdjan stana stanislav stefania stefanija stefanos stephan stephen stevan
    steven stieg suad suado sulaiman suleiman suleyman sumaya sundus sussi sussie suvi sverker sverre
    svetlana svitlana sylve sylvester sylwia szymon tabita taha taher tahir talal tamara tanya taras tarek
    tareq tariq tarja tassilo tatiana tatjana teklu temesgen terje terttu tesfay tetiana tewodros thelma
    thorbjörn thorsten thorvald tiffany timmy timothy tobbe tomislav tommie tomo toralf torborg torleif
    torun torvald trine trond trygve tugba tuomas turan turid tycho tyko ulrike umar ummu unni urho urpo
    usama uwe vahid vahida valbona valdas valdet valentyna valerie valon vasil vasile vedad vedran veikko
    veine velibor veljko vendel verna vesna victorine vidkun viktoriia villemo violeta virpi vitalii vivi
    vjosa vlad vladimir vladislav vlora volmar volodymyr wael wafa waleed walid wanda wasim wenche wendela
    wendy wictor wiggo wiktor wilgot wiola wissam wojciech xerxes xhevdet ximena yahya yannick yara yared
    yaser yasin yasir yasmine yassin yazan yazdan yildiz yngvar yohannes yonas yonatan yordanos younes
    yousif yousra youssef yrjö yrsa yulia yuliia yuri yusef yusra yüksel zacharias zackarias zahid zahir
    zaid zaina zainab zakaria zakariya zaki zana zara zarah zebastian zeid zeinab zeki zelal zeljko zena
    zeyad zeynep zijad zina zlatan zlatko zoe zofia zoran zorica zoé zubair zuhair zuzana åge ågot ömer
    öyvind özlem
    """.split()  # noqa: SIM905
)
"""Given names common among people in Sweden and absent from the generated list."""

NICKNAMES = frozenset(
    """
    abbe adde affe appe beppe bettan bibbi bittan bobban chrille danne dolle ebban fille fippe frasse
    fredde frippe gabbe gittan gurra gustis hebbe henkan henke hubbe jocke jerka jojje jompa jonte kenta klasse
    kricke krille kurre leffe lelle linkan luddan mackan macke mickan micke nadde nettan nicke nilla nisse
    noppe oskis perra petan pirre poffe rebban ricke rille robban roffan roffe ronnan sabban steffe stoffe
    svempa tessan tobban tolle tompa totte tussan uffe valle vickan vicke zacke zakke zebbe
    """.split()  # noqa: SIM905
)

COMMON_WORDS = frozenset(
    """
    axel bill björn bo bror dag dan dick else even frank fred hans iris jarl jean junior kaj karl klara
    knut li linda liv lo love mark milan minna my per rita rosa rose rut said sten stig storm tage thi tim tom
    tor urban vega vide viking ville viola åse
    """.split()  # noqa: SIM905
)
"""Names that are also words or abbreviations: a name only with a capital inside a sentence, or with company."""

SMALL_LETTER_WORDS = frozenset(
    """
    adele alen alf ali alma alvar ana anas andres ann ante arian astor august barbro ben bert britt britta
    danny diar dima ebba edin edit ella emin emir enar enes ester filmon finn firas florin frans frej
    hakan hejar helga inge inger isa jack jana jane jasmin jeppe jim jon kai kasper kim klas kurre kåre
    lena leo leon lina linda linnea lisa loke lotta lova mackan malte malva mange manne marie meja mika
    mila milad milo mira miro morgan murat nadir nea neo nima nisse noa noel nour oden ola ole oskis otto
    ove petar pia pär rada rami renas ricke roni roy sally salomon sam samer sami sanna sonny stella sven
    ted thor tilde tina tindra toni tova tove ture tuva uno valle valter vera verna veronika wille willy
    """.split()  # noqa: SIM905
)
"""Names that, in small letters, are also words; with a capital they are names anywhere."""

NEED_COMPANY = frozenset(
    """
    april augusta del dina florence inga juni lucia maj marina max may medina mina mio nora nova saga svea valborg
    """.split()  # noqa: SIM905
)
"""Also months, feasts, towns, shops and pronouns: a name only beside a surname or a word for a person."""

NO_GENITIVES = frozenset("bens dans finns gens jeans klass mins mys mats".split())  # noqa: SIM905
"""Words that only look like a name with the s of the genitive."""

LONE_SURNAMES = frozenset(
    """
    ahmadi akhtar berisha bytyqi celik chowdhury demir hoxha hosseini hussaini jafari kaplan kaya karimi kovac
    kovacevic kowalski krasniqi mohammadi nguyen nowak omerovic ozturk papadopoulos petrovic popescu rahimi rezai
    sahin shala singh tahiri tesfaye wisniewski yilmaz zeqiri öztürk
    """.split()  # noqa: SIM905
)
"""Surnames that are nothing else: with a capital they count alone."""
