"""What is undertaken, in the report's own words and few of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.domain.annotations import Pledge

LENGTH = 120
"""Characters of what is shown; the evidence has all of them."""

_AUXILIARY = frozenset(
    """will would shall should must may might can could has have had is are was were be been being
    do does did not never no n't to also now still then each jointly both already actively soon
    going""".split()
)
_STAGE = frozenset(
    """agree agrees agreed refuse refuses refused decline declines declined decide decides decided
    undertake undertakes undertook promise promises promised intend intends intended plan plans
    planned ask asks asked urge urges urged pledge pledges pledged vow vows vowed want wants wanted
    expect expects expected announce announces announced commit commits committed offer offers
    offered reject rejects rejected request requests requested call calls called consider considers
    considered""".split()
)
"""Verbs that tell the stage, which is shown beside."""

_PLAIN = frozenset(
    """give gives gave given giving send sends sent sending provide provides provided providing
    deliver delivers delivered delivering supply supplies supplied supplying donate donates donated
    donating contribute contributes contributed contributing transfer transfers transferred add
    adds added grant grants granted granting""".split()
)
"""Verbs of giving, which a thing with a party and a beneficiary goes without."""

_HANGING = re.compile(
    r"(?:at|on|in|into|for|from|with|against|about|by|over|of|out|than)\b", re.IGNORECASE
)
_POSSESSED = re.compile(r"^['’]s\s+")
"""Before an object that begins inside "Sweden's bid" stands the name that it was cut from."""

_TELLING = re.compile(r"[^\W\d_]{4}|[A-Z]{2}|\d")
"""An object that tells something: a longer word, an abbreviation or a number."""

_TO_GIVE = re.compile(
    r"^to (?:give|send|provide|deliver|supply|donate|contribute|transfer|add|grant) "
    r"(?=[a-z\d$€£“\"])"
)
"""An infinitive of giving before a thing; before a name stands who gets it."""

_NOT = re.compile(r"(?:\w*n)?['’]?t", re.I)
""""won't", "n't" and what is left of it."""

_GAP = 3
_REACH = 60
"""Characters between an act and its object: none but marks, or those for whom it is done."""


def what(pledges: Sequence[Pledge]) -> str:
    """The act and its object as first worded, else the clause from the trigger on; shortened.

    Of the act what the stage and a plain giving leave untold: "lift the limits", "2 batteries".
    """
    telling = [
        told for p in pledges if p.object is not None and _TELLING.search(told := _worded(p))
    ]
    words = _POSSESSED.sub("", " ".join((telling or [_clause(pledges[0])])[0].split()))
    words = _TO_GIVE.sub("", words)
    if len(words) <= LENGTH:
        return words
    return words[:LENGTH].rsplit(" ", 1)[0] + " …"


def _worded(pledge: Pledge) -> str:
    """The object, behind the act where the two stand side by side and it tells more."""
    assert pledge.object is not None
    goal = pledge.object
    hanging = bool(_HANGING.match(goal.words))
    if not 0 <= goal.start - pledge.trigger.end <= (_REACH if hanging else _GAP):
        return goal.words
    act = _act(pledge.trigger.words.split(), hanging)
    return f"{act} {goal.words}" if act else goal.words


def _act(trigger: Sequence[str], hanging: bool) -> str:
    """The words of a trigger that tell an act; of an object that hangs on its verb always some."""
    words = list(trigger)
    while words and (words[0].lower() in _AUXILIARY or _NOT.fullmatch(words[0])):
        del words[0]
    while len(words) > 2 and words[0].lower() in _STAGE and words[1].lower() == "to":
        del words[:2]
    if not words:
        return ""
    known = words[0].lower() in _PLAIN or (len(words) == 1 and words[0].lower() in _STAGE)
    return " ".join(words) if hanging or not known else ""


def _clause(pledge: Pledge) -> str:
    """The evidence from the trigger on."""
    trigger = pledge.trigger
    for quote in pledge.evidence:
        if quote.start <= trigger.start < quote.end:
            return quote.words[trigger.start - quote.start :]
    return trigger.words
