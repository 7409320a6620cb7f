"""What belongs to a name beyond the words found: "Court" and "for the Tenth Circuit"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.domain.words import MentionKind
from onrecord.reading.gazetteer import known
from onrecord.reading.genders import first_names
from onrecord.reading.stage import Place

HEADS = frozenset(
    """
    academy administration agency alliance alternative assembly association authority bank board
    bureau campaign center centre church circuit citizens coalition college commission committee
    conference congress council court department doctors federation foundation forum front fund
    group initiative institute institution league ministry movement museum network office
    organization organisation partnership party project reporters school secretariat service
    society students union university
    """.split()
)
"""Words for bodies whose names go on behind a small word."""

OF_PLACES = frozenset(("alternative",))
"""Heads behind which a place belongs to the name with any small word, not only with "of"."""

_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december christmas easter thanksgiving
    """.split()
)
_SMALL = re.compile(r"[ \xa0](?P<small>for|of|on|to|against)[ \xa0](?:the |an? )?(?=[A-Z])")
_JOINING = re.compile(r"[ \xa0](?:(?:and|of|for|the|in|on|to|&)[ \xa0]){0,2}(?=[A-Z])")
OUTLETS = frozenset(
    """Inform News Press Times Post Agency Radio Television Courier Gazette Herald Tribune Today
    Online Media Wire Chronicle Journal Observer Telegraph Standard Examiner""".split()
)
"""Words that end the names of outlets."""

_FIELD = re.compile(r"\b(?:Center|Centre|Institute|Council|Office|Committee) (?:for|on) [A-Z]\w+$")
_AND_FIELD = re.compile(r" and (?P<field>[A-Z][a-z]+(?: [A-Z][a-z]+)*)(?! [a-z]*['’])")
_OUTLET = re.compile(rf"[ \xa0](?:{'|'.join(sorted(OUTLETS))})(?![\w’'-])")
_COURT = re.compile(r"\bCourts? of [A-Z]\w+$")
_CAPITALISED = re.compile(r"[A-Z][\w-]*\w(?:['’](?!s\b)\w+)*")
_WORD = re.compile(r"[^\W\d_]{4,}")
MOST_WORDS = 8

PLACE, ORGANISATION = MentionKind.PLACE, MentionKind.ORGANISATION

_LINE_OF_CAPITALS = 0.7
"""From this share of capitalised long words on, a line is a headline and tells no names apart."""


def with_tail(content: str, place: Place, taken: Iterable[tuple[Place, MentionKind]]) -> Place:
    """A body's name with the words that go on with it: "Alliance" "to Protect Our Rivers".

    `taken` are the other names found; people's are never run over, and a name behind "and" is
    another one.
    """
    start, end = place
    outlet = _OUTLET.match(content, end)
    if outlet and content[end - 1].islower():
        return start, outlet.end()
    both = _AND_FIELD.match(content, end) if _FIELD.search(content[start:end]) else None
    if both and _is_field(both, taken):
        return start, both.end()
    words = content[start:end].split()
    head = "court" if _COURT.search(content[start:end]) else words[-1].lower()
    first = _SMALL.match(content, end)
    if head not in HEADS or first is None:
        return place
    others = [(p, kind) for p, kind in taken if end <= p[0] < end + 120]
    word = _CAPITALISED.match(content, first.end())
    if word is None or not _goes_on(first, word, head, others):
        return place
    if first["small"] == "to" and _JOINING.match(content, word.end()) is None:
        return place
    stop = word.end()
    for _ in range(MOST_WORDS):
        joint = _JOINING.match(content, stop)
        word = _CAPITALISED.match(content, joint.end()) if joint else None
        if joint is None or word is None or word[0].lower() in _DAYS:
            break
        begun = [kind for p, kind in others if p[0] == word.start()]
        small = joint[0].split()[:1]
        ends = (MentionKind.PERSON in begun, small == ["and"], small == ["in"] and PLACE in begun)
        if begun and any(ends):
            break
        stop = word.end()
    return place if _is_headline(content, start, stop) else (start, stop)


def _is_field(both: re.Match[str], taken: Iterable[tuple[Place, MentionKind]]) -> bool:
    """Whether "and Public Works" goes on with a field, and is no name of its own."""
    if {word.lower() for word in both[0].split()} & HEADS:
        return False
    at = both.start("field")
    return not any(p[0] == at and kind is not ORGANISATION for p, kind in taken)


def _goes_on(
    first: re.Match[str],
    word: re.Match[str],
    head: str,
    others: list[tuple[Place, MentionKind]],
) -> bool:
    if word[0].lower() in _DAYS:
        return False
    begun = [(p, kind) for p, kind in others if p[0] == word.start()]
    if any(kind is MentionKind.PERSON for _, kind in begun):
        return False
    if first["small"] == "of" or head in OF_PLACES:
        return True
    place = any(kind is PLACE for _, kind in begun)
    return not place and known(word[0]) is None


def _is_headline(content: str, start: int, stop: int) -> bool:
    """Whether the line around a name is written in capitals throughout."""
    first = content.rfind("\n", 0, start) + 1
    last = content.find("\n", stop)
    last = last if last >= 0 else len(content)
    words: list[str] = _WORD.findall(content, first, start) + _WORD.findall(content, stop, last)
    if len(words) < 2:
        return not content[first:last].rstrip().endswith(".")
    return sum(word[0].isupper() for word in words) >= _LINE_OF_CAPITALS * len(words)


PORTFOLIOS = frozenset(
    """
    state home defense defence foreign interior finance treasury justice health energy labor labour
    education environment agriculture trade transport transportation commerce war
    """.split()
)
_OFFICE_BEHIND = re.compile(r"\s(?:Secretar|Minist(?:er|re))\w*\b")
_OFFICE_BEFORE = re.compile(r"\b(?:[Ss]ecretar\w+|[Mm]inisters?) (?:of|for) (?:the )?$")


def is_portfolio(content: str, place: Place) -> bool:
    """Whether the words are what an office is for ("State" in "Secretary of State"), no name."""
    start, end = place
    return content[start:end].lower() in PORTFOLIOS and bool(
        _OFFICE_BEHIND.match(content, end)
        or _OFFICE_BEFORE.search(content, max(0, start - 30), start)
    )


def behind_portfolio(content: str, place: Place) -> Place:
    """A name without the office run into it: "Defence Ada" behind "Minister of"."""
    start, end = place
    first, _, rest = content[start:end].partition(" ")
    if not rest or first.lower() not in PORTFOLIOS:
        return place
    if not _OFFICE_BEFORE.search(content, max(0, start - 30), start):
        return place
    return (end - len(rest), end) if rest.split()[0].lower() in first_names() else place
