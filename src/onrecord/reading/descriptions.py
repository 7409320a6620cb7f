"""Whom a description means: "the secretary-general", "the alliance", "the poll", "his team"."""

from __future__ import annotations

import re

from onrecord.domain.words import MentionKind
from onrecord.reading.antecedents import WINDOW
from onrecord.reading.cast import Figure, alike, plain
from onrecord.reading.phrases import Phrase
from onrecord.reading.roles import (
    DOCUMENTS,
    PERSONS,
    RULINGS,
    body_pattern,
    same_role,
    singular,
)
from onrecord.reading.scene import NOBODY, Referent, Scene

WEIGHTS = {
    "same noun": 2.0,
    "like noun": 1.2,  # "candidate" for "nominee"
    "modifier told": 0.8,  # "Ukrainian" beside "president", and the report says so of this one
    "modifier not told": -0.5,
    "former, not told": -1.0,
    "spoke before": 0.6,
    "spoke before, a body": 0.4,  # a body whose name does not show that it is a company
    "recency": -0.08,  # for every sentence, up to ten
    "only later": -1.0,  # the name comes after the description
}
"""Set by hand and checked on the descriptions of twenty annotated articles, 2026-11."""

THRESHOLD = 0.9
THRESHOLD_BARE = 1.6
"""A phrase without article needs more: in a headline it may be anybody."""

LEAD = 3
"""Paragraphs in which a description may stand before the name."""

CAMPAIGNS = frozenset("campaign team camp".split())
OFFICES = frozenset(
    "administration government ministry office department embassy parliament court".split()
)
SAYINGS = frozenset(
    """statement comment comments remarks remark words assessment warning message speech answer
    reply response claim claims argument assertion
    """.split()
)
STUDIES = frozenset(
    """poll polls survey surveys study studies report research analysis findings finding
    paper""".split()
)
STORIES = frozenset("article piece story column editorial op-ed feature report headline".split())
LANDS = frozenset("city state country nation town county region".split())
EPITHETS = frozenset(
    """nominee candidate hopeful contender front-runner frontrunner standard-bearer billionaire
    mogul businessman businesswoman tycoon developer politician mother father widow widower
    author writer star native newcomer lawmaker veteran magnate actor actress singer
    """.split()
)
"""Descriptions that take up whoever is spoken of; an office ("the governor") does not."""

PLAIN_BODIES = frozenset(
    """group organization organisation company firm agency outlet website site newspaper paper
    magazine channel network charity association body institution union bank maker chain carmaker
    airline manufacturer retailer service
    """.split()
)
"""Words that say of a body next to nothing, and so take up the one that spoke last."""

_WEAK = frozenset("own new senior top longtime long veteran first second three two one".split())


def described(scene: Scene, phrase: Phrase, at: int) -> Referent:
    """Whom the description at `at` means; nobody where the report does not tell."""
    if phrase.head in DOCUMENTS:
        found = _document(scene, phrase, at)
        if found.names:
            return found
    if phrase.owner is not None and phrase.head in CAMPAIGNS:
        return _campaign(scene, scene.full[phrase.owner.id])
    if phrase.owner is not None and phrase.head in OFFICES:
        return Referent((_bare(phrase.words),), (), "role", phrase.head)
    if phrase.head in OFFICES and re.search(r"\b[A-Z]\w{2,}", _bare(phrase.words)):
        return Referent((_bare(phrase.words),), (), "role", phrase.head)
    if singular(phrase.head) in PERSONS:
        return _pair(scene, phrase, at) if phrase.plural else _person(scene, phrase, at)
    if phrase.head in LANDS and phrase.definite:
        return _land(scene, phrase, at)
    return _body(scene, phrase, at)


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", " ".join(words.split()), flags=re.IGNORECASE)


def _campaign(scene: Scene, name: str) -> Referent:
    """The campaign of somebody, in the form that the report gives ("Roe campaign")."""
    last = name.split()[-1]
    for head in ("campaign", "team", "camp"):
        if re.search(rf"\b{re.escape(last)}(?:['’]s)? {head}\b", scene.content):
            return Referent((f"{last} {head}",), (), "role", head)
    return Referent((f"{last} campaign",), (), "role", "campaign")


def of_owner(scene: Scene, phrase: Phrase, owner: Referent) -> Referent:
    """Whom "his team" means when it is known who he is."""
    if owner.names and len(owner.names) == 1:
        if phrase.head in CAMPAIGNS:
            return _campaign(scene, owner.names[0])
        if phrase.head in DOCUMENTS:
            return Referent(owner.names, (), "role", phrase.head)
    return NOBODY


def _document(scene: Scene, phrase: Phrase, at: int) -> Referent:
    if phrase.title is not None:
        return Referent((phrase.title,), (), "role", phrase.head)
    if phrase.mentions:
        names = tuple(dict.fromkeys(scene.full[mention.id] for mention in phrase.mentions))
        return Referent(names, (), "role", phrase.head)
    if phrase.owner is not None:
        last = phrase.owner.name.split()[-1]
        campaign = re.search(rf"\b{re.escape(last)}(?:['’]s)? campaign\b", phrase.words)
        if campaign:
            return _campaign(scene, scene.full[phrase.owner.id])
        name = _office(phrase) or scene.full[phrase.owner.id]
        return Referent((name,), (), "role", phrase.head)
    if phrase.indefinite or (phrase.plural and not phrase.definite):
        return NOBODY
    if phrase.head in SAYINGS and phrase.definite:
        spoke = next((s for s in reversed(scene.recent(at, 2)) if s.referent.names), None)
        return NOBODY if spoke is None else Referent(spoke.referent.names, (), "role", phrase.head)
    if phrase.head in RULINGS:
        return _nearest_body(scene, "court", at)
    return _known_document(scene, phrase, at)


def _known_document(scene: Scene, phrase: Phrase, at: int) -> Referent:
    """The maker of a document that the report has told before ("the poll")."""
    if phrase.owner is None and re.search(r"['’]s\b", phrase.words):
        return NOBODY
    kin = STUDIES if phrase.head in STUDIES else {phrase.head}
    if phrase.head in STORIES:
        kin = STORIES | kin
    for said in scene.earlier(at):
        if said.referent.head in kin and said.referent.names:
            return Referent(said.referent.names, (), "role", phrase.head)
    before = [d for d in scene.documents if d.head in kin and d.start < at]
    after = [d for d in scene.documents if d.head in kin and d.start >= at]
    if before:
        return Referent(before[-1].names, (), "role", phrase.head)
    if after and not phrase.definite and leads(scene, at):
        return Referent(after[0].names, (), "role", phrase.head)
    if phrase.definite and phrase.head in STORIES - STUDIES:
        return _nearest_body(scene, "newspaper", at, far=True)
    return NOBODY


def _office(phrase: Phrase) -> str | None:
    """The office between an owner and a document: "the British government statement"."""
    if phrase.owner is None:
        return None
    words = phrase.words[phrase.owner.quote.end - phrase.span.start :].split()
    middle = [word for word in words[:-1] if word not in ("'s", "’s")]
    if not middle or singular(middle[-1].lower()) not in OFFICES:
        return None
    return " ".join([phrase.owner.quote.words, *middle])


def leads(scene: Scene, at: int) -> bool:
    """Whether a place is in the headline or the first paragraphs."""
    paragraphs = scene.text.paragraphs
    return len(paragraphs) <= LEAD or at < paragraphs[LEAD - 1].end


def _person(scene: Scene, phrase: Phrase, at: int) -> Referent:
    bare = not phrase.definite
    in_lead = leads(scene, at)
    if bare and not in_lead:
        return NOBODY
    best: tuple[float, str] | None = None
    for figure in scene.figures.values():
        if figure.kind is not MentionKind.PERSON:
            continue
        score = _fit(phrase, figure)
        if score is None:
            continue
        score += _nearness(scene, figure, at, in_lead)
        if best is None or score > best[0]:
            best = (score, figure.name)
    if best is not None and best[0] >= (THRESHOLD_BARE if bare else THRESHOLD):
        return Referent((best[1],), (), "role", phrase.head)
    owned = phrase.owner is not None and phrase.owner.kind is MentionKind.PERSON
    if phrase.definite and not owned:
        return _taken_up(scene, phrase, at)
    return NOBODY


def _taken_up(scene: Scene, phrase: Phrase, at: int) -> Referent:
    """The person most spoken of, for an epithet that the report gives to nobody expressly."""
    if phrase.owned_by or phrase.head not in EPITHETS:
        return NOBODY
    gender = PERSONS.get(singular(phrase.head))
    near = scene.figures_near(at, 2 * WINDOW)
    best: tuple[int, str] | None = None
    for name in near:
        figure = scene.figures[name]
        if figure.kind is not MentionKind.PERSON or gender not in (None, figure.gender):
            continue
        count = sum(mention.quote.start < at for mention in figure.mentions)
        if best is None or count > best[0]:
            best = (count, name)
    return Referent((best[1],), (), "role", phrase.head) if best else NOBODY


def _fit(phrase: Phrase, figure: Figure) -> float | None:
    """How well a description fits somebody; None when its noun is not said of them."""
    noun = plain(singular(phrase.head))
    if noun in figure.described:
        score = WEIGHTS["same noun"]
    elif any(plain(word) in figure.described for word in same_role(noun)):
        score = WEIGHTS["like noun"]
    else:
        return None
    gender = PERSONS.get(singular(phrase.head))
    if gender and figure.gender and gender != figure.gender:
        return None
    for word in phrase.modifiers - _WEAK:
        if word.isdigit():
            continue
        told = any(alike(word, other) for other in figure.described)
        if word in ("former", "ex"):
            score += 0.4 if told else WEIGHTS["former, not told"]
        else:
            score += WEIGHTS["modifier told"] if told else WEIGHTS["modifier not told"]
    return score


def _nearness(scene: Scene, figure: Figure, at: int, in_lead: bool) -> float:
    here = scene.sentence(at)
    before = [m for m in figure.mentions if m.quote.start < at]
    score = 0.0
    if before:
        distance = here - scene.sentence(before[-1].quote.start)
        score += WEIGHTS["recency"] * min(10, distance)
    else:
        distance = scene.sentence(figure.mentions[0].quote.start) - here
        score += WEIGHTS["recency"] * min(10, distance)
        score += 0.0 if in_lead else WEIGHTS["only later"]
    spoke = scene.before(at)
    if spoke is not None and figure.name in spoke.referent.names:
        score += WEIGHTS["spoke before"]
    return score


def _pair(scene: Scene, phrase: Phrase, at: int) -> Referent:
    """ "The two men" are the two persons most spoken of so far."""
    words = phrase.words.lower().split()
    if phrase.definite and not {"two", "both"} & set(words):
        return _same_several(scene, phrase, at)
    if not phrase.definite:
        return NOBODY
    gender = PERSONS.get(singular(phrase.head))
    counts = sorted(
        (
            (-sum(m.quote.start < at for m in figure.mentions), figure.name)
            for figure in scene.figures.values()
            if figure.kind is MentionKind.PERSON
            and (gender is None or figure.gender in (None, gender))
        ),
    )
    found = [name for count, name in counts[:2] if count < 0]
    return Referent(tuple(found), (), "role", phrase.head) if len(found) == 2 else NOBODY


def _same_several(scene: Scene, phrase: Phrase, at: int) -> Referent:
    """ "The leaders" are those who spoke as "the two leaders" just before."""
    for said in scene.recent(at, 4)[::-1]:
        if len(said.referent.names) > 1 and said.referent.head == phrase.head:
            return Referent(said.referent.names, (), "role", phrase.head)
    return NOBODY


def _land(scene: Scene, phrase: Phrase, at: int) -> Referent:
    places = [
        (figure.mentions, figure.name)
        for figure in scene.figures.values()
        if figure.kind is MentionKind.PLACE
    ]
    before = [
        (mention.quote.start, name)
        for mentions, name in places
        for mention in mentions
        if mention.quote.start < at
    ]
    if not before:
        return NOBODY
    start, name = max(before)
    if scene.sentence(at) - scene.sentence(start) > 3:
        return NOBODY
    return Referent((name,), (), "role", phrase.head)


def _body(scene: Scene, phrase: Phrase, at: int) -> Referent:
    if phrase.plural or (phrase.head in DOCUMENTS and not _is_outlet(phrase)):
        return NOBODY
    if phrase.indefinite and not leads(scene, at):
        return NOBODY
    if phrase.owner is not None:
        pattern = body_pattern(phrase.head)
        if pattern is not None and pattern.search(phrase.owner.name):
            return Referent((scene.full[phrase.owner.id],), (), "role", phrase.head)
        return NOBODY
    if phrase.owned_by:
        return NOBODY
    return _nearest_body(scene, phrase.head, at, phrase.modifiers)


def _spoken_for(scene: Scene, noun: str, at: int) -> str | None:
    """The body that spoke right before, which a plain word for bodies may take up."""
    spoke = scene.before(at)
    if noun not in PLAIN_BODIES or spoke is None or len(spoke.referent.names) != 1:
        return None
    figure = scene.figures.get(spoke.referent.names[0])
    if figure is None or figure.kind is not MentionKind.ORGANISATION:
        return None
    return figure.name if scene.sentence(at) - spoke.sentence <= 3 else None


def _is_outlet(phrase: Phrase) -> bool:
    """Whether a word for something written means who publishes it: "the website"."""
    return phrase.definite and phrase.head in ("website", "site", "paper", "journal")


def _nearest_body(
    scene: Scene, noun: str, at: int, modifiers: frozenset[str] = frozenset(), far: bool = False
) -> Referent:
    """The body whose name fits the plain noun ("the alliance"), the best by words and nearness."""
    pattern = body_pattern(noun)
    in_lead = leads(scene, at)
    spoke = _spoken_for(scene, noun, at)
    best: tuple[float, str] | None = None
    for figure in scene.figures.values():
        if figure.kind is MentionKind.PERSON:
            continue
        lower = figure.name.lower()
        in_name = re.search(rf"\b{re.escape(singular(noun))}s?\b", lower) is not None
        fits = in_name or (pattern is not None and pattern.search(lower) is not None)
        if not fits and figure.name != spoke:
            continue
        score = 1.6 if in_name else 1.2 if fits else WEIGHTS["spoke before, a body"]
        score += _nearness(scene, figure, at, in_lead)
        words = lower.split()
        score += sum(
            0.5 if any(alike(word, other) for other in words) else -0.3
            for word in modifiers - _WEAK
        )
        if best is None or score > best[0]:
            best = (score, figure.name)
    if best is None or best[0] < (-1.0 if far else 0.2):
        return NOBODY
    return Referent((best[1],), (), "role", noun)
