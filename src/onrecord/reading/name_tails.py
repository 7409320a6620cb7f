"""What belongs to a name beyond the words that an engine found: "... Court" "for the Tenth Circuit"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.domain.words import MentionKind
from onrecord.reading.gazetteer import known
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
_COURT = re.compile(r"\bCourts? of [A-Z]\w+$")
_CAPITALISED = re.compile(r"[A-Z][\w-]*\w(?:['’](?!s\b)\w+)*")
_WORD = re.compile(r"[^\W\d_]{4,}")
MOST_WORDS = 8

PLACE = MentionKind.PLACE

_LINE_OF_CAPITALS = 0.7
"""From this share of capitalised long words on, a line is a headline and tells no names apart."""


def with_tail(content: str, place: Place, taken: Iterable[tuple[Place, MentionKind]]) -> Place:
    """A body's name with the words that go on with it: "Alliance" "to Protect Our Rivers".

    `taken` are the other names found; people's are never run over, and a name behind "and" is
    another one.
    """
    start, end = place
    words = content[start:end].split()
    head = "court" if _COURT.search(content[start:end]) else words[-1].lower()
    first = _SMALL.match(content, end)
    if head not in HEADS or first is None or _is_headline(content, start):
        return place
    others = [(p, kind) for p, kind in taken if end <= p[0] < end + 120]
    word = _CAPITALISED.match(content, first.end())
    if word is None or not _goes_on(content, first, word, head, others):
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
    return start, stop


def _goes_on(
    content: str,
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


def _is_headline(content: str, at: int) -> bool:
    start = content.rfind("\n", 0, at) + 1
    end = content.find("\n", at)
    words = _WORD.findall(content[start : end if end >= 0 else len(content)])
    capitals = sum(word[0].isupper() for word in words)
    return capitals >= _LINE_OF_CAPITALS * max(1, len(words))


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
