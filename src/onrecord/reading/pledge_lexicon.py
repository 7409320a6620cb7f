"""The closed word lists of the pledge reader, as tables. Forms in lower case; some are stems."""

from __future__ import annotations

import re


def words_of(table: str) -> frozenset[str]:
    """The words of a table written as text."""
    return frozenset(table.split())


# Verbs and what stands before them

MODALS = words_of("will would shall should must may might can could need ought")
AUXILIARIES = words_of("be have do not to going able about never also")
HYPOTHETICAL = words_of("if whether could might unless would should had perhaps possibly")

SKIPPED = words_of(
    """also now then still already just soon immediately likely currently jointly repeatedly
    recently publicly formally officially again never not n't always only further both all each
    once ever really strongly fully today actually finally instead generally together quickly"""
)
"""Words that may stand between a modal and its verb."""

PREPOSITIONS = words_of("to for of on with against in from by at over about into toward up")
NOT_BEFORE_SUBJECTS = PREPOSITIONS | words_of("of than under like")

PARTICLES = words_of(
    """to for of on in with from by at about against up down out over off not into be it
    together"""
)
"""Words that end a trigger without being its main word ("called for", "put together")."""

PHRASAL = frozenset(
    f"{verb} {particle}"
    for particle, verbs in {
        "for": "call press push ask urg vot opt pay plead appeal apply",
        "on": "call insist vot sign",
        "upon": "call",
        "out": "rul carry pull roll hand back reach pay",
        "up": "set giv step back follow open ramp speed mak tak",
        "down": "turn vot shut step",
        "over": "hand turn tak",
        "off": "call lay pay",
        "back": "pay giv walk tak roll",
        "into": "enter",
    }.items()
    for verb in verbs.split()
)
"""Stems with the particle that makes one trigger with them."""

STOP = words_of(
    """a an the and or but nor of in on at for with by from into onto upon than then that which who
    whom whose what when where why how this these those there here it its he she they we i you me us
    him her them my our your their his as if unless until while because since so too very just only
    even still yet again more most much many some any all both each few no own same such s 's '
    mr mrs ms dr u.s. said says say told saying according monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november
    december today yesterday tomorrow is are was were been being be am has have had having do does
    did will would shall should must might can could n't not to never also"""
)
"""Words that are never a trigger's main word."""

PLAIN = words_of("a an the of in on at and or to for with by from , . '")
"""Words that tell nothing about a clause."""

# Parties

SPEAKING = words_of("i we me us my our ours myself ourselves")
"""Pronouns of the first person: the speaker, or those whom the speaker stands for."""

PRONOUNS = SPEAKING | words_of("he she they it him her them his their its both who")
OBJECTIVE = words_of("me us him them his their its our my")

ROLES = words_of(
    """administration administrations adviser advisers advisor advisors agencies agency aide aides
    alliance allies ally ambassador army attorney authorities authority bank banks billionaire bloc
    board businessman cabinet campaign campaigns candidate candidates capitals center chairman
    chairwoman chancellor chief city club coalition commander commission committee committees
    companies company congress congressman congresswoman corporation corporations council countries
    country court creditors delegate delegates delegation delegations democrats department
    department's departments diplomats director donor donors embassy employers envoy executive
    executives families family federation firm firms forces foundation founder fund gop government
    governments governor governors group groups house industry institution institutions investors
    jury justices kremlin lawmaker lawmakers lawyer lawyers leader leaders leadership legislators
    legislature mayor member members military minister ministers ministry mogul movement nation
    nations navy network networks nominee office official officials operatives opponent opponents
    organisation organisations organization organizations organizers owner panel parliament
    participants parties partner partners party pentagon police powers premier presidency president
    presidents prime prosecutor prosecutors rebels regime regulators representative representatives
    republicans retailer rival rivals runner-up secretary senate senator senators side sides
    signatories speaker spokesman spokesperson spokeswoman state states supporters team treasury
    tribunal troops union unions university west"""
)
"""Nouns that name somebody by what they are; a phrase that ends in one may be a party."""

BEFORE_ROLE = words_of(
    """the a an this that these those its their his her our my your some several many most all both
    other more two three four five six seven eight nine ten dozens hundreds each every no"""
)
MODIFIER = re.compile(
    r"(?i)^(?:new|former|own|senior|top|federal|local|national|international|military|foreign|"
    r"western|european|british|american|russian|ukrainian|german|french|chinese|republican|"
    r"democratic|presidential|congressional|defen[cs]e|health|state|city|other|allied|member|"
    r"global|regional|developing|developed|leading|joint|public|private|prime|vice|deputy|real|"
    r"estate|company|union|party|house|senate|security|world|campaign|conservative|liberal|"
    r"likely|presumptive|[a-z]+-[a-z]+)$"
)
TITLES = words_of(
    """mr mrs ms dr sen rep gov president senator representative governor secretary minister prime
    chancellor king queen prince speaker mayor general chair spokesman spokeswoman leader attorney
    senators vice deputy chief chairman chairwoman justice judge sir"""
)
NAME_LINKS = words_of("of de la von van al bin for &")
NOT_NAMES = words_of(
    """the a an this that these those it he she they we i you in on at as after before when while if
    but and or so for from with by to of monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december today
    additionally according however meanwhile earlier later yet also there here then what who how why
    his her their our my its another both some many most asked instead not no now fact sheet"""
)
ADDED = words_of("the its their his her our other")
"""Words that may stand between the parts of a coordination."""

EACH = words_of("each respectively apiece individually separately")

MANY = words_of("they both")
"""Pronouns of several."""

# Clauses and conditions

CUES = words_of(
    """say tell add announce state argu claim write declar note explain insist warn accord report
    conced contend"""
)
OPENERS = words_of(
    """who which whose where while but although though because so yet nor adding saying noting
    arguing calling according despite instead including unlike"""
)
CLAUSE_SUBJECTS = words_of("he she they we i it you there this that")
SUBJECTS = words_of("i you we they it he she")
NOT_BEFORE_AS = words_of(
    "well such much many same so far soon known just twice described regarded seen quickly"
)
AS_SUBJECTS = words_of("it they he she we the its their")
PRESENT = words_of("is are has have does do 're 've")
PAST = words_of("was were had did would could might")
ASKING = words_of(
    """ask wonder see know determin decid sur clear doubt question check tell say learn consider
    even as unclear uncertain"""
)
SMALL = words_of(
    """of in on at to for with by from and or as the a an its their his her our than that which who
    into over under about after before not"""
)
TIME_WORDS = words_of(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december today tomorrow year week month day decades
    years weeks months days hours now then early late"""
)

# What words say about stage and category; forms are given, their stems are compared

STAGE_WORDS: dict[str, str] = {
    "requested": """
        ask urge call demand request press push plead appeal insist should must need ought
        require encourage beg lobby petition implore exhort pressure recommend advise
        instruct order direct summon seek invite challenge solicit invoke""",
    "considered": """
        consider discuss weigh mull explore expect prepare may might could likely study
        debate contemplate examine propose suggest float draft discussion consideration
        possibility option proposal idea envisage envision ponder anticipate negotiate talks
        interested open eye review assess""",
    "announced": """
        will would plan pledge promise vow intend announce commit commitment intention
        intent swear undertake guarantee offer propose aim determined resolve announcement
        shall assurance assure going schedule slate set ready prepared willing mean hope
        threaten reaffirm reiterate recommit confirm dedicate""",
    "agreed": """
        agree sign declare decide ratify adopt endorse approve conclude consensus agreement
        accord deal treaty pact settle resolve compact memorandum communique declaration
        enact pass establish codify bind oblige obligation require reach strike""",
    "contracted": """
        contract order procure reserve purchase lease tender commission""",
    "under_way": """
        ongoing continue underway process investigate train conduct effort proceed implement
        increase deliver work build expand accelerate carry station deploy support""",
    "fulfilled": """
        donate give deliver send provide transfer supply release pay issue appoint nominate
        grant award contribute pass approve hire invite sign impose ban lift free fund
        receive complete keep honour honor fulfil fulfill fire name file launch open
        allocate disburse ship dispatch hand vote veto expel""",
    "refused": """
        refuse reject decline deny rule exclude avoid oppose veto block refusal rejection
        denial resist spurn rebuff dismiss shun withhold unwilling reluctant never not
        forswear boycott abstain cannot opposition skip""",
    "withdrawn": """
        withdraw cancel suspend pull revoke rescind retract quit abandon reverse scrap drop
        end retreat backtrack terminate annul repeal renounce""",
    "broken": """
        violate break breach betray renege contravene violation fail flout ignore default
        disregard infringe broken""",
}

TOPIC_WORDS: dict[str, str] = {
    "military_aid": """
        weapon weaponry arms ammunition munition missile rocket tank howitzer artillery
        battery interceptor aircraft fighter jet drone armored armoured vehicle patriot
        himars javelin stinger f-16 air-defense air-defence radar shell round launcher
        equipment military security assistance drawdown capability air defense defence
        system troops brigade""",
    "financial": """
        fund funding million billion trillion dollar euro loan grant money pay payment
        donation donate contribution contribute invest investment finance financing budget
        tax debt spend aid credit cost price revenue asset raise fundraiser bond interest
        salary fee""",
    "humanitarian": """
        humanitarian refugee food water medicine medical vaccine dose covid-19 pandemic
        shelter relief hospital health famine civilian evacuate displaced covax tent
        children blanket generator life-saving hunger""",
    "training": """
        train training pilot instructor exercise course teach instruct cadet""",
    "security_guarantee": """
        guarantee assurance deterrence deter article protect defend defence defense
        collective flank ally nuclear treaty troops attack aggression territory umbrella
        security posture""",
    "membership": """
        member membership join accession accede admit invitation alliance union enlargement
        expel candidate-status applicant protocol bloc enter""",
    "political": """
        vote election elect bill law legislation senate congress president campaign
        candidate debate nominee nomination convention summit meeting visit policy sanction
        appoint ambassador endorse endorsement ban border immigration wall muslim reform
        veto repeal speech minister talks conference party ballot primary""",
    "industrial": """
        production produce manufacture procurement factory plant trade tariff export import
        job industry industrial supply chain technology energy oil gas contract company
        market worker mineral semiconductor steel""",
    "legal": """
        court lawsuit sue judge investigation investigate indict charge prosecute prosecutor
        email document transcript record testify subpoena release report inquiry probe
        resolution accountable crime corruption arrest prison warrant trial appeal attorney
        justice fbi""",
}

SURE_STAGES: dict[str, str] = {
    "refused": "refuse refusal decline reject rejection rebuff unwilling unwillingness avoid veto",
    "announced": "promise vow intend pledge intention",
    "agreed": "agree ratify",
    "requested": "ask urge request demand implore",
    "considered": "expect discuss mull",
    "broken": "violate breach renege",
    "under_way": "ongoing underway",
    "withdrawn": "withdraw rescind revoke",
}
"""Words that tell the stage by themselves: right in 85% of the annotated triggers that have them,
or of the same meaning as one that is (2026-11)."""

AGREEMENTS = words_of(
    """agreement agreements accord accords treaty treaties declaration memorandum pact deal compact
    communique mou convention protocol deed contract contracts charter
    loan loans grant grants credit lease"""
)
"""What several sign; a single party signs an order or a law."""

NO_OBJECTS = words_of("plan intention intent interest desire willingness")
"""Nouns that "no" turns into a refusal."""
