"""Nouns that say who somebody is by role, and which of them can mean the same one."""

from __future__ import annotations

import re
from functools import cache

SAME_ROLE: tuple[str, ...] = (
    "nominee candidate hopeful contender standard-bearer front-runner frontrunner",
    "spokesman spokeswoman spokesperson secretary press-secretary representative",
    "chairman chairwoman chairperson chair head leader",
    "senator sen lawmaker legislator politician",
    "representative rep congressman congresswoman lawmaker legislator politician",
    "governor gov",
    "president commander-in-chief leader head potus",
    "premier pm leader prime-minister head",
    "chancellor leader",
    "king monarch ruler leader",
    "secretary-general chief head leader boss",
    "minister secretary politician",
    "general gen commander officer",
    "analyst expert economist scholar researcher",
    "professor prof scholar academic researcher historian",
    "attorney lawyer counsel",
    "reporter journalist correspondent anchor host moderator writer author columnist",
    "executive ceo boss chief-executive head",
    "billionaire mogul businessman businesswoman tycoon developer entrepreneur magnate",
    "director head chief boss",
    "judge justice jurist",
    "adviser advisor aide strategist consultant",
    "activist organizer organiser advocate campaigner",
    "pastor reverend rev minister priest preacher",
    "speaker leader",
    "ambassador diplomat envoy representative",
    "officer cop policeman policewoman sheriff",
    "manager chief head",
)
"""Words of one line may be said of one person; the first is the plainest."""

SAME_BODY: tuple[tuple[str, str], ...] = (
    ("alliance", r"nato|alliance|pact|treaty"),
    ("bloc", r"nato|\beu\b|european union|bloc|union|alliance"),
    ("union", r"union|\beu\b"),
    ("court", r"court|circuit|tribunal"),
    ("panel", r"court|circuit|panel|committee|commission"),
    ("campaign", r"campaign"),
    ("team", r"campaign|team"),
    ("party", r"party|democrats|republicans|labour|tories"),
    ("committee", r"committee"),
    ("commission", r"commission"),
    ("council", r"council"),
    ("organization", r"organi[sz]ation|\bun\b|united nations|association|\bwho\b"),
    ("organisation", r"organi[sz]ation|\bun\b|united nations|association|\bwho\b"),
    ("group", r"group|coalition|alliance|association|center|centre|institute|foundation|council"),
    ("coalition", r"coalition|alliance"),
    ("association", r"association"),
    ("foundation", r"foundation"),
    ("institute", r"institute|institution"),
    ("university", r"university|college|school"),
    ("company", r"\binc\b|\bcorp|company|\bco\b|\bltd\b|\bag\b|\bplc\b|group"),
    ("firm", r"\binc\b|\bcorp|company|\bco\b|\bltd\b|\bllc\b|\bllp\b|group|partners"),
    ("bank", r"bank"),
    ("agency", r"agency|administration|bureau|press|tass|reuters|afp|xinhua"),
    ("bureau", r"bureau"),
    ("department", r"department"),
    ("ministry", r"ministry"),
    ("administration", r"administration|white house"),
    ("government", r"government"),
    ("newspaper", r"times|post|journal|herald|tribune|guardian|observer|gazette|news|daily"),
    ("paper", r"times|post|journal|herald|tribune|guardian|observer|gazette|news|daily"),
    ("outlet", r"times|post|journal|news|herald|guardian|media|daily"),
    ("network", r"cnn|nbc|abc|cbs|fox|news|\btv\b|msnbc|bbc"),
    ("channel", r"cnn|nbc|abc|cbs|fox|news|\btv\b|msnbc|bbc|telegram"),
    ("magazine", r"magazine|time|week|economist|vogue|cosmopolitan"),
    ("website", r"\.com|\.org|fact|hedge|post|news|breitbart|wiki"),
    ("union", r"union|federation|workers|teamsters|afl"),
    ("senate", r"senate"),
    ("house", r"house"),
    ("parliament", r"parliament|duma|bundestag|rada|knesset|sejm|congress"),
    ("poll", r"poll|survey|university|gallup|pew"),
    ("survey", r"poll|survey|university|gallup|pew"),
    ("police", r"police|nypd|lapd"),
    ("army", r"army|forces"),
    ("military", r"army|forces|military|pentagon"),
)
"""Plain nouns for a body, and what the name of such a body looks like."""

DOCUMENTS = frozenset(
    """account ad advertisement analysis announcement article audit average averages blog bill
    book brief briefing broadcast bulletin bylaws clip column commercial communique communiqué
    complaint constitution coverage data declaration decision decree dispatch document documents
    dossier draft edict editorial email e-mail emails e-mails essay estimate estimates feature
    figures file files filing filings findings finding footage headline indictment interview
    issue journal law lawsuit letter manifesto memo memoir memorandum message messages minutes
    note notice number numbers op-ed opinion order page paper petition piece plan platform poll
    polling polls post posts posting power-point press-release projection projections proposal
    publication ranking read-out readout rebuttal record records release remarks report
    reporting reports resolution return returns review reviews ruling rule rules speech
    statement statements statistics statute story stories study studies subpoena summary survey
    surveys tape testimony text threat transcript treaty tweet tweets verdict video warning
    website site words op-eds research assessment figure attack ad ads campaign-ad blueprint
    comment comments remark answer reply response claim claims argument assertion guidelines
    guideline playbook lawsuits deposition depositions
    """.split()
)
"""Things that are written or said: who made them speaks, where that is known."""

RULINGS = frozenset("ruling decision opinion verdict order judgment judgement injunction".split())
"""Documents of a court."""

_MALE = """man boy father son brother husband grandfather uncle nephew widower gentleman businessman
congressman chairman spokesman policeman fireman salesman king prince duke lord monk priest guy
actor waiter host lad stepfather stepson grandson godfather mailman cameraman statesman anchorman
councilman assemblyman alderman pope imam rabbi""".split()
_FEMALE = """woman girl mother daughter sister wife grandmother aunt niece widow lady businesswoman
congresswoman chairwoman spokeswoman policewoman queen princess duchess nun actress waitress hostess
stepmother stepdaughter granddaughter mom mum councilwoman assemblywoman saleswoman anchorwoman
stateswoman first-lady comedienne heroine""".split()
_EITHER = """academic activist actor adviser advisor advocate agent aide ally ambassador analyst
anchor applicant architect artist assistant astronaut athlete attorney author banker billionaire
blogger boss brigadier broker campaigner candidate captain celebrity ceo chair chairperson champion
chancellor chief citizen clerk coach colonel columnist comedian commander commentator commissioner
competitor congressperson conservative constable consul consultant contender contractor coordinator
correspondent councillor counsel critic customer dealer defendant delegate democrat deputy designer
detective developer diplomat director dissident doctor driver economist editor educator employee
employer engineer entrepreneur envoy executive expert farmer fighter founder friend front-runner
frontrunner general governor guard guest head historian hopeful host hunter immigrant incumbent
insider inspector instructor intern investigator investor journalist judge juror justice killer
lawmaker lawyer leader lecturer legislator liberal librarian lieutenant lobbyist magnate major
manager marshal mayor member migrant minister moderator mogul monarch musician neighbor neighbour
nominee novelist nurse observer officer official operative opponent organiser organizer owner parent
parliamentarian participant partner passenger pastor patient patriarch performer philosopher
photographer physician physicist pilot player poet policymaker politician pollster premier president
presenter principal producer professor prosecutor protester psychiatrist psychologist publisher
pundit pupil rancher reader rebel refugee regulator relative reporter representative republican
researcher resident reverend rival ruler runner-up scholar scientist secretary secretary-general
senator sergeant sheriff singer soldier source speaker specialist spokesperson staffer
standard-bearer statistician strategist student superintendent supporter surgeon surrogate suspect
teacher teenager telegrapher trader trainer treasurer trooper trustee tycoon user veteran
vice-president viewer victim visitor volunteer voter warden whistleblower winner witness worker
writer co-founder cofounder co-chair co-author fact-checker mathematician meteorologist negotiator
oligarch premier-designate peer penpal person individual adult child kid american""".split()

PERSONS: dict[str, str | None] = {
    **dict.fromkeys(_EITHER, None),
    **dict.fromkeys(_MALE, "m"),
    **dict.fromkeys(_FEMALE, "f"),
}
"""Nouns for one person, with the gender that they tell."""

GROUPS = frozenset(
    """people men women children police authorities crowd public voters forces troops officials
    experts critics sources lawmakers leaders members allies observers analysts residents
    parents families protesters demonstrators supporters opponents conservatives liberals
    progressives republicans democrats americans europeans russians ukrainians evangelicals
    christians muslims jews many some others most both few several majority percent media press
    staff jury delegates delegations side sides nations countries states governments companies
    """.split()
)
"""Nouns that "they" takes up."""

FIXED_ROLE = re.compile(
    r"\b(?:secretary|minister|director|speaker|chair\w*|head|leader|president|chief|governor|"
    r"commissioner|department|ministry|board|council)\s+of\s+(?:the\s+)?"
    r"(?:state|defen[cs]e|health|education|energy|labor|labour|commerce|agriculture|justice|"
    r"interior|transportation|national intelligence|homeland security|the?\s*house|house|staff|"
    r"foreign affairs|finance|the joint chiefs of staff|joint chiefs of staff|communications|"
    r"veterans affairs|the treasury|treasury|elections|operations|research)\b",
    re.IGNORECASE,
)
"""Roles that contain "of"; a name behind them is theirs ("Secretary of State Jane Roe")."""

_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "people": "person",
    "children": "child",
    "wives": "wife",
    "policemen": "policeman",
    "congressmen": "congressman",
    "businessmen": "businessman",
    "spokesmen": "spokesman",
}


@cache
def singular(noun: str) -> str:
    """The singular of a noun for persons or bodies, the noun itself when it is one."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun in PERSONS or not noun.endswith("s") or noun.endswith(("ss", "us", "is")):
        return noun
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    return noun[:-1]


def is_plural(noun: str) -> bool:
    """Whether a noun means several ("voters", "people", "the police")."""
    return noun in GROUPS or noun in _IRREGULAR or singular(noun) != noun


@cache
def same_role(noun: str) -> frozenset[str]:
    """Every noun that may be said of one whom this noun is said of, itself too."""
    found = {noun}
    for line in SAME_ROLE:
        words = line.split()
        if noun in words:
            found.update(words)
    return frozenset(found)


@cache
def body_pattern(noun: str) -> re.Pattern[str] | None:
    """What the name of a body looks like that this plain noun may mean."""
    patterns = [pattern for plain, pattern in SAME_BODY if plain == singular(noun)]
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None
