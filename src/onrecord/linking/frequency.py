"""How common a word is in English news: the share of texts that hold it, in seven bands.

Counted in 2026-11 over 7,528 English news texts and government statements, as Snowball stems of
words that mostly stand in small letters. A word that is in no band stands in fewer than one text
in two hundred. Two texts that share a rare word are more likely about one matter than two that
share a common one; `weight` puts a figure on that.
"""

from __future__ import annotations

import math

BANDS: tuple[tuple[float, str], ...] = (
    (
        0.3,
        "a and are at for in of on the to",
    ),
    (
        0.15,
        "after an as be by from has have his includ is it kill nation new other over peopl that "
        "their this two was who will with year",
    ),
    (
        0.08,
        "about against all also announc attack back been between but call can continu countri "
        "critic day do dure elect first follow forc former four govern group had he her i if "
        "injur into issu just last leader least like make member million more most near no not "
        "one or our out parti plan polit presidenti report right said say secur sinc so some "
        "support take than them there they those three time up use week well were what when "
        "which while work would",
    ),
    (
        0.04,
        "accord across action add addit address agre agreement aid air alleg alli among ani "
        "anoth area arm around arrest ask assist author base becaus becom befor believ better "
        "billion both bring build busi campaign candid case caus challeng chang charg citi "
        "claim clear close come commit communiti compani concern control could court current "
        "death decis defend defens develop did direct discuss don down earli econom effect "
        "effort end energi establish even execut expect face fact famili far feder fight final "
        "fire five focus foreign found full fund further futur general get global go good held "
        "help high him hold home how import increas interest internat invest job know larg "
        "launch law lead line live long look made major manag mani may meet militari month move "
        "much need news next night nomine now number off offer offic offici old onli open oper "
        "order organiz own part partner past percent person place point polic polici posit "
        "possibl post power primari privat protect protest provid public put question rais re "
        "recent record region relat releas remain repres respond respons result rule run same "
        "second see servic set sever share she should show sign six stand start statement still "
        "strike strong such system talk target term then these thing think third through today "
        "togeth told top trade tri turn under us veri vote voter want war way where whether win "
        "without women world you",
    ),
    (
        0.02,
        "abil abl acceler accept access account accus achiev activ actual advanc advis affect "
        "again agenc agenda aggress ago ahead aim airstrik allow almost along alreadi anti "
        "appear approach approv attempt away ban battl began begin behind benefit best beyond "
        "big bill block board bodi bomb border break came capabl capac capit car care carri "
        "certain chain chairman chief children choic cite citizen civil civilian class climat "
        "co coalit collect combat command comment common communic competit complet condit "
        "conduct confer confirm conflict connect conserv consid consult contest contribut "
        "convent cooper coordin corpor cost counter cours crash creat crime crimin crisi cross "
        "crowd cut damag data de dead deal debat decad decid declar declin defeat deleg deliv "
        "demand democraci demonstr deploy describ design despit determin didn die differ "
        "diplomat director doe doesn dollar done dozen drive drone due each earlier economi "
        "educ eight either email emerg emergenc enabl endors enforc engag enhanc enough ensur "
        "enter especi event ever everi exchang exist expand explos express facil fail fair fall "
        "favor feel few field financ financi find firm flood food form forward free freedom "
        "friend front gain gas generat give given goal got governor great ground grow growth "
        "half hand happen hard head health here himself histor histori hit hope host hour howev "
        "human humanitarian hundr idea identifi illeg immedi immigr impact implement impos "
        "improv incom independ individu industri inform infrastructur initi institut integr "
        "intellig intend interview investig involv join joint judg keep key kind known largest "
        "late later latest leadership leav led left legal less let level liber life limit link "
        "list littl ll local lose loss lost lot low lower maintain man mark market mass matter "
        "me mean measur media men messag met middl might miss missil mission moment money morn "
        "movement multipl murder must my name natur negoti network never nine nomin non note "
        "nuclear often onc ongo opportun oppos opposit outsid particip particular partnership "
        "pass pay peac play pledg poll popul potenti practic prepar press prevent previous "
        "price principl prioriti prison problem process product program progress project promis "
        "promot propos provinc pursu push quick race ralli rang rapid rate reach readi reaffirm "
        "real realli reason receiv recogn reduc reflect reform relationship remark request "
        "requir research resili resourc respect return rise risk rival role safe sanction save "
        "scale school sector seek seem seen senior sentenc seri serious serv seven shoot short "
        "shot side signific similar singl small social soldier solut someth sourc southern "
        "speak special specif speech spend spoke stabil staff stage standard stay step stop "
        "strateg strategi strengthen student success suggest suppli suspect sustain taken tax "
        "team technolog tell ten territori terror terrorist th though thousand threat "
        "throughout tie too took total toward train transit travel underscor understand until "
        "valu ve vehicl victori view violat violenc visit vulner warn water weapon welcom went "
        "whi whose wide within won word worker wrote yet your",
    ),
    (
        0.01,
        "abov abroad absolut abus acknowledg activist actor ad adapt adopt advantag advoc "
        "affirm afford age agent agricultur aircraft align alon alongsid altern although alway "
        "am ambiti amid amount analyst annual answer anyon anyth apart appar appeal appli "
        "applic appoint appropri argu argument arriv articl assault assess asset attend attent "
        "attorney attract audienc avail averag avoid awar award bad ballot bar barrier basi "
        "basic beat becam below bid biggest bilater billionair bipartisan black boat bolster "
        "book boost born bridg broad broader brought brutal built bus buy cabl camp candidaci "
        "cannot captur career cast caucus ceasefir celebr cent centuri chair champion chanc "
        "check child choos church clash clean closer coast collabor collaps colleg combin "
        "commerci compar compet comprehens comput conclud condemn confid confront congression "
        "consequ consist constitut construct consum contrast controversi conven convers convict "
        "core corrupt count coupl cover creation credit crucial cultur custom cyber daili "
        "danger date debt dedic deep deepen defin degre deliveri deni depend deport destroy "
        "detail detain dialogu difficult digit disast diseas dismiss displac disput disrupt "
        "distribut divers divid divis document domest domin donat donor doubl draw drop drug "
        "earn edg effici elector electr elimin els embassi embrac emiss emphas employ employe "
        "encourag endur engin entir entiti environ environment equal equip equiti era escal "
        "essenti estat estim everyon everyth evid exact exampl except exercis expans expens "
        "experi expert explain explor export extend extrem facilit failur father fear featur "
        "fellow femal fighter figur file finish flight flow footbal formal foster fourth "
        "framework fuel fulli fundament game gap gather gave gender girl goe gone grant greater "
        "green guid gun guy hall handl harm hasn hate hear heard heart heat heavi herself "
        "higher highest highlight honor hospit hostag huge husband ignor imag incid inclus "
        "indic influenc innov insid insist instead intens intent introduc invas investor invit "
        "isn itself journalist labor lack land languag larger lawmak lawsuit lawyer lay learn "
        "legisl letter leverag lift light loan locat longer love main manufactur margin maritim "
        "match materi mayor mechan medic mention migrant milit mind mine miner minor minut "
        "mitig mobil model moder modern monitor mother multi multilater mutual nationwid "
        "necessari negat neighbor net noth object occur offens oil onlin opinion oppon option "
        "origin outcom overal overwhelm packag page paid pandem parent parliament path per "
        "perform perhap period perman perpetr personnel phase pick pilot plant platform player "
        "politician poor popular port pose pre predict prefer presenc present preserv pressur "
        "presumpt priorit pro probabl proceed produc professor profit prompt properti "
        "prosecutor prosper proud prove provis publish pull purchas purpos qualiti quarter quit "
        "radio ran rank rather read realiti rebel recal recommend recov recoveri refer refuge "
        "refus regard regim regist regul regular reinforc reiter reject relev reliabl relief "
        "rememb remind remov renew repeat replac rescu reserv resid resign resist resolut "
        "resolv rest restor restrict retir reveal revenu revers review rhetor road robust roll "
        "room root rough round rout runner safeti sale saw schedul scienc search season seat "
        "secret seiz select self sell send sens sent separ sexual shift ship simpli sit site "
        "situat skill societi someon son soon sought sound sovereignti space spent spokesman "
        "spread st stab stake star station status stock store stori strength stronger structur "
        "struggl studi subject substanti succeed suffer summer super sure surg surpris survey "
        "suspend tackl tariff technic televis temporari test themselv thought threaten titl "
        "toll tool tough town track tradit trail transfer transform transpar transport treat "
        "treatment trial trip troop troubl truck true trust tweet ultim undermin uniti unlik "
        "unpreced unwav upcom updat uphold upon urg urgent vaccin via victim video violent "
        "virtual visa vision vital voic wage wait walk wasn watch wave whole whom wife winner "
        "withdraw woman workforc worri worth wouldn wound write wrong yesterday young zero",
    ),
    (
        0.005,
        "abandon abduct abort academ accomplish acquir acquisit actress admit adult advertis "
        "advic advocaci affili afternoon airlin alloc ambit ammunit analysi anger angri "
        "anniversari anonym anticip anybodi apolog applaud appreci approxim architectur aren "
        "arrang art artifici aspir assassin assert assum assur asylum atroc attribut avenu "
        "aviat backer background balanc ballist bare batteri battlefield bear begun behalf "
        "behavior belief belong bigger biolog birth bit blame blast blow bold bond bottom boy "
        "brand brief broadcast broke brother burden burn businessman cancel cap capsiz carbon "
        "card cartel cash casualti catalyz catch categori caught ceremoni channel cheer chemic "
        "chip chosen circumst classifi clinch clinic coal code colleagu collid color com "
        "comfort commend commod complement complex complic compon compromis conclus concret "
        "consecut consensus consider consolid constant contact contain contend content context "
        "contin contract contributor convert convinc correct correspond couldn counsel "
        "counterpart coup courag coverag crack credibl crew crise custodi cybersecur cycl "
        "daughter deepli deficit definit delay deliber denounc deserv desir destabil destruct "
        "detect detent deter deterr devast devic diplomaci disabl disappoint disclos discov "
        "discrimin disinform display disproportion diversifi doctor domain door dose doubt "
        "draft dramat drawn drew driven driver duti dynam earthquak easi easier easili echo "
        "ecosystem editor electron element elev eleven elig elit elsewher emot emphasi empow "
        "empower enact enemi enjoy enorm enterpris enthusiast entri equit error erupt escap "
        "ethnic evacu evalu evening eventu everybodi evolv exacerb examin exceed excess excit "
        "exclus exit experienc expertis explod exploit expos extens extraordinari extremist eye "
        "factor factori faith fallen fals familiar famous fan farm farmer fast fatal favorit "
        "fee feed feet fell felt fewer fifth fill film fine fiscal fish fit fix flag flee fli "
        "floor folk foot forecast forest forth fossil fought founder fraud frequent frustrat "
        "fulfil function fundrais galvan gang giant globe gold gotten graduat grave greatest "
        "greenhous grew grid guarante guilti gunmen halt happi harder haven headlin headquart "
        "healthcar healthi heavili helicopt highway hire honest hostil hotel household hub hurt "
        "id ident ideolog ill illicit imagin implic imposs impress imprison inaugur incent "
        "incred incumb indict inequ inevit injuri input insecur inspir instal instanc "
        "instrument insult insur insurg intensifi intercept interfer internal interoper item "
        "jet joke judgment judici jump jurisdict kept kid knew knock knowledg laid landslid "
        "launder lean legaci lend lesson liberti licens lie listen livelihood lock logist "
        "longstand longtim loud machin mainstream maker mandat manner map massacr massiv maxim "
        "mayb meaning meant medium membership memori mental method mid migrat mile militia "
        "minim minimum mistak mix mogul momentum moral motiv mount mountain multin municip "
        "music narrow nativ navig neighborhood neither neutral newli newspap nobodi none nor "
        "norm normal notabl notic notion numer oblig observ obtain obvious occupi odd older "
        "onto otherwis outbreak outlet outlin outlook outrag outreach outstand overcom "
        "overnight oversea oversight overturn owner pace pain paint panel paper parliamentari "
        "partial passeng pathway patient paus payment percentag perfect permit perspect phone "
        "photo physic pictur piec pillar pipelin pivot plane planet pleas plus pollster pollut "
        "populist poverti prais prepared pretti prevail princip prior procedur procur "
        "profession profil prohibit prolifer promin prosecut prospect qualifi quot racial "
        "racist radic raid rail rain ram rape rare reaction realiz rebuild recess recognit "
        "reconstruct recruit regulatori reli religi religion repair repli reput residenti "
        "restructur resum retain revis revolut reward rich riot rocket rose rural safeguard "
        "safer scandal scene scientif scientist scope score screen scrutini section "
        "semiconductor sensit server session settl settlement sex shape sharehold sharp shield "
        "shock shop shown shut signal signatur sister sixth size skeptic slam slight slow "
        "smaller smart smuggl socialist softwar solar sold solid solidar solv somebodi sometim "
        "sort sovereign spark speci speed spirit split spoken spokeswoman sponsor sport spot "
        "spring spur squar stabl staffer stakehold stanc steadfast steel steer stem stood "
        "storag storm strategist stress stretch strongest struck style submit subsequ sudden "
        "suicid suit sup superdeleg supplement suppos surround surveil surviv survivor suspens "
        "sweep swift swing tabl tactic tank teach teacher tech telecommun temperatur "
        "temporarili tension termin terribl theme thirteen thrive throw ticket tomorrow tone "
        "tonight topic touch tour tourist traffick transact transatlant transnat tremend trend "
        "trigger trillion truli truth turnout twelv twice type typic unclear underway undocu "
        "unfair unifi unilater uniqu universal unjustifi unknown unless unlock unprovok unusu "
        "urgenc user usual util van varieti various vast ventur version vessel veteran villag "
        "volunt vow wake warm warrant wast weak wealth wealthi wear weather websit weekend "
        "whatev widespread wildfir wind window wing winter wish wit wonder worldwid wors worst "
        "written younger youth zone",
    ),
)
"""Share of texts, and the stems that stand in at least so many."""

RAREST = 0.0015
"""The share given to a word in no band: under one in two hundred, by far the most under one in
a thousand."""

_SHARE = {stem: share for share, stems in BANDS for stem in stems.split()}
_MOST = math.log(1 / RAREST)


def share(stem: str) -> float:
    """The share of news texts that hold this stem, at least (the lower end of its band)."""
    return _SHARE.get(stem, RAREST)


def weight(stem: str) -> float:
    """How telling a stem is, from near 0 (in every text) to 1 (rare)."""
    return math.log(1 / share(stem)) / _MOST
