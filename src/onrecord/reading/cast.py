"""Who appears in a report: every name with its places, gender, and how the report describes it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.domain.annotations import Mention
from onrecord.domain.text import Text
from onrecord.domain.words import MentionKind
from onrecord.reading import genders
from onrecord.reading.roles import PERSONS, is_plural, same_role, singular

PARTIES = {"r": "republican", "d": "democrat", "i": "independent"}
SAME_WORD = {
    "gop": "republican",
    "democratic": "democrat",
    "dem": "democrat",
    "u.s": "american",
    "u.s.": "american",
    "us": "american",
    "america": "american",
    "united": "american",
    "uk": "british",
    "u.k": "british",
    "britain": "british",
    "kremlin": "russian",
    "russia": "russian",
    "ukraine": "ukrainian",
    "france": "french",
    "germany": "german",
    "turkey": "turkish",
    "netherlands": "dutch",
    "poland": "polish",
    "spain": "spanish",
    "sweden": "swedish",
    "denmark": "danish",
    "finland": "finnish",
    "ireland": "irish",
    "greece": "greek",
    "switzerland": "swiss",
    "china": "chinese",
    "japan": "japanese",
    "vice-presidential": "vice",
}
"""Words that mean the same when they stand before a role."""

PAIRS = {
    "secretary general": "secretary-general",
    "prime minister": "prime-minister premier",
    "press secretary": "press-secretary spokesman",
    "vice president": "vice-president",
    "chief executive": "chief-executive ceo",
    "united kingdom": "british",
    "united state": "american",
    "white house": "presidential",
}
"""Pairs of words that make one role or land."""

STATES = {
    "ala": "alabama",
    "ariz": "arizona",
    "ark": "arkansas",
    "calif": "california",
    "colo": "colorado",
    "conn": "connecticut",
    "del": "delaware",
    "fla": "florida",
    "ga": "georgia",
    "ill": "illinois",
    "ind": "indiana",
    "in": "indiana",
    "kan": "kansas",
    "ky": "kentucky",
    "la": "louisiana",
    "md": "maryland",
    "mass": "massachusetts",
    "mich": "michigan",
    "minn": "minnesota",
    "miss": "mississippi",
    "mo": "missouri",
    "mont": "montana",
    "neb": "nebraska",
    "nev": "nevada",
    "n.h": "hampshire",
    "n.j": "jersey",
    "n.m": "mexico",
    "n.y": "york",
    "n.c": "carolina",
    "n.d": "dakota",
    "okla": "oklahoma",
    "ore": "oregon",
    "pa": "pennsylvania",
    "r.i": "rhode",
    "s.c": "carolina",
    "s.d": "dakota",
    "tenn": "tennessee",
    "tex": "texas",
    "tx": "texas",
    "vt": "vermont",
    "va": "virginia",
    "wash": "washington",
    "w.va": "virginia",
    "wis": "wisconsin",
    "wyo": "wyoming",
}
"""Newspaper short forms of the American states, as in "(R-Tex.)"."""

_BEFORE = re.compile(r"(?:[\w.'’/-]+[ \xa0]+){1,7}$")
_AFTER = re.compile(r"\s*(?:\([^)]{1,40}\)\s*)?,\s+((?:[^,;.()\n“”\"]|\.(?=\w|,)){3,120})")
_IS = re.compile(
    r"\s+(?:is|was|became|remains|,\s*who\s+(?:is|was))\s+((?:the|an?)\s[^,;.\n]{3,80})"
)
_WHO_IS = re.compile(r",\s+who\s+(?:is|was|became|served as|serves as)\s+([^,;.\n]{3,80})")
_BRACKET = re.compile(r"\s*[(,]\s*([RDI])\s*[-–]\s*([A-Za-z. ]{1,14}?)\.?\s*[),]")
_OWNER = re.compile(r"(?:[\w-]+\s+)+[a-z-]+['’]s\s+")
_STOP = frozenset(
    """is was are were be been being and or but that which who said says say told tells asked
    added by with from to at in on for as than about against under over after before because
    while when if not has have had will would could should may might did does do then also when
    where how why so including like between among into through during since until upon
    """.split()
)
_CUT = re.compile(
    r"\b(?:of|for|in|at|on|from|to|with|who|whose|which|that|and|under|during|by|since|until|told|"
    r"said|says)\b"
)
_TITLE = re.compile(
    r"\b(Mr|Mrs|Ms|Miss|Sir|Lord|Lady|Dame|King|Queen|Prince|Princess|Pope)\b\.?\s*$"
)


@dataclass
class Figure:
    """One name of the report with all that the report tells about it."""

    name: str
    kind: MentionKind
    mentions: list[Mention] = field(default_factory=list)
    described: Counter[str] = field(default_factory=Counter)
    votes: Counter[str] = field(default_factory=Counter)
    plural: bool = False

    @property
    def gender(self) -> str | None:
        """ "f" or "m" as most of the report has it, None where it does not tell."""
        male, female = self.votes["m"], self.votes["f"]
        return None if male == female else "m" if male > female else "f"


def cast(text: Text, mentions: Sequence[Mention]) -> dict[str, Figure]:
    """The figures of a report by name, in the order of their first mention."""
    figures: dict[str, Figure] = {}
    full = canonical(text.content, mentions)
    for mention, name in zip(mentions, full, strict=True):
        figure = figures.get(name)
        if figure is None:
            figure = figures[name] = Figure(name, mention.kind)
            figure.plural = _is_plural(name, mention.kind)
        figure.mentions.append(mention)
    for figure in figures.values():
        if figure.kind is MentionKind.PERSON:
            _describe(text.content, figure)
    return figures


def _is_plural(name: str, kind: MentionKind) -> bool:
    """Whether a name is one of many ("Democrats"); a body of one word ("Petrogas") is not."""
    last = name.lower().split()[-1]
    if kind is MentionKind.PERSON or not is_plural(last):
        return False
    return kind is MentionKind.OTHER or " " in name or singular(last) in PERSONS


def _describe(content: str, figure: Figure) -> None:
    """Fills in how the report describes somebody, and the votes for a gender that come of it."""
    votes = figure.votes
    for mention in figure.mentions:
        words, heads = description(content, mention)
        figure.described.update(words)
        for word in heads:
            votes[PERSONS.get(word) or ""] += 4
        title = _titled(content, mention)
        if title is not None:
            votes[title] += 5
    by_name = genders.of_name(figure.name)
    if by_name is not None:
        votes[by_name] += 3


def _titled(content: str, mention: Mention) -> str | None:
    """The gender that a title before the name tells."""
    title = _TITLE.search(content, max(0, mention.quote.start - 12), mention.quote.start)
    told = title.group(1) if title else mention.quote.words.split()[0]
    return genders.TITLES.get(told.lower().rstrip("."))


def canonical(content: str, mentions: Sequence[Mention]) -> list[str]:
    """For every mention the name it goes by: a short form under the full name that it means.

    Of several that a surname may mean, the one that a title tells, else the one named first: the
    others of the family are the ones that a report keeps naming in full.
    """
    forms = dict.fromkeys(
        (mention.kind, mention.name)
        for mention in sorted(mentions, key=lambda m: (" " not in m.quote.words, m.quote.start))
    )
    by_last: dict[tuple[MentionKind, str], list[str]] = {}
    for kind, name in forms:
        by_last.setdefault((kind, name.split()[-1]), []).append(name)
    found: list[str] = []
    for mention in mentions:
        name = mention.name
        bare = mention.quote.words
        if mention.kind is MentionKind.PERSON and " " not in bare:
            rivals = [other for other in by_last.get((mention.kind, bare), ()) if other != bare]
            told = _titled(content, mention)
            fitting = [o for o in rivals if told is None or genders.of_name(o) in (told, None)]
            if len(rivals) > 1 or (rivals and name == bare):
                name = (fitting or rivals)[0]
        elif mention.kind is MentionKind.ORGANISATION:
            ending = by_last[(mention.kind, name.split()[-1])]
            longer = [other for other in ending if other.endswith(" " + name)]
            if len(longer) == 1 and name not in ("House", "State"):
                name = longer[0]
        found.append(name)
    return found


def description(content: str, mention: Mention) -> tuple[list[str], list[str]]:
    """The words by which the report describes somebody at one mention, and which are heads.

    All are in their plain form ("GOP" is "republican").
    """
    start, end = mention.quote.start, mention.quote.end
    found: list[str] = []
    heads: list[str] = []
    before = _BEFORE.search(content, max(0, start - 90), start)
    if before:
        run = _run_before(before.group())
        found += run
        heads += run[-1:]
    if mention.role is not None:
        owner = _OWNER.match(mention.role.words + " ")
        found += _plain(mention.role.words[owner.end() :] if owner else mention.role.words)
    bracket = _BRACKET.match(content, end, min(len(content), end + 30))
    if bracket:
        found.append(PARTIES[bracket.group(1).lower()])
        state = bracket.group(2).lower().strip(". ")
        found.append(STATES.get(state, state))
    for pattern in (_AFTER, _IS, _WHO_IS):
        after = pattern.match(content, end, min(len(content), end + 180))
        if after:
            words, head = _apposition(after.group(1))
            found += words
            heads += head
    return found, heads


def _run_before(words: str) -> list[str]:
    """The words right before a name, as far as they can belong to it."""
    kept: list[str] = []
    for word in reversed(words.split()):
        lower = word.lower().strip("\"“”'’")
        if lower in _STOP or word.endswith((",", ";", ":", "”", '"', "—")):
            break
        if word.endswith(".") and len(word) > 6:
            break
        kept.append(word)
        if lower in ("the", "a", "an", "his", "her", "their", "its"):
            break
    run = _plain(" ".join(reversed(kept)))
    return run if any(is_role(word) for word in run) else []


def _apposition(words: str) -> tuple[list[str], list[str]]:
    """The words of an apposition when it is one: its head has to be a noun for a person."""
    words = words.strip()
    # "the nominee's daughter" says nothing of nominees: only what follows the owner describes.
    owner = _OWNER.match(words)
    words = words[owner.end() :] if owner else words
    cut = _CUT.search(words, 1)
    core = _plain(words[: cut.start()] if cut else words)
    if not core or len(core) > 9 or not (is_role(core[-1]) or any(map(is_role, core[-2:]))):
        return [], []
    return _plain(words), core[-1:]


def _plain(words: str) -> list[str]:
    found = []
    for word in re.findall(r"[\w.'’-]+", words.lower()):
        bare = re.sub(r"['’]s?$", "", word).rstrip(".")
        if len(bare) > 1:
            found.append(plain(singular(bare)))
            if "-" in bare:
                found += [plain(piece) for piece in bare.split("-") if len(piece) > 2]
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(found)]
    return found + [joined for pair in pairs for joined in PAIRS.get(pair, "").split()]


def plain(word: str) -> str:
    """One form for words that mean the same before a role ("GOP" and "Republican")."""
    return SAME_WORD.get(word, word)


def is_role(word: str) -> bool:
    """Whether a word is a noun for a person, or a title of one."""
    return word in PERSONS or len(same_role(word)) > 1


def alike(a: str, b: str) -> bool:
    """Whether two words of descriptions say the same: equal, or one land and its adjective."""
    a, b = plain(a), plain(b)
    if a == b:
        return True
    shorter = min(len(a), len(b))
    return shorter >= 5 and a[: shorter - 1] == b[: shorter - 1] and a[:5] == b[:5]
