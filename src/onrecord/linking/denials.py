"""What one saying denies and another says."""

from __future__ import annotations

import functools
import re

from onrecord.domain.words import Stage
from onrecord.linking import words
from onrecord.linking.features import list_some
from onrecord.linking.sheets import Saying
from onrecord.linking.weights import Compared

_NOT = re.compile(
    r"\b(?:not|never|no|n't|nobody|none|nothing|denied|denies|without)\b|n['’]t\b", re.I
)


DENYING = re.compile(r"\b(?:ha(?:s|ve|d)|is|are|was|were|did)\s*(?:not|never|n['’]t)\b", re.I)
"""Words that deny what was told before; a new refusal is told in others."""


_DENIED = re.compile(r"den(?:y|ies|ied|ying)", re.I)
"""After these the rest of the sentence is denied ("denied that the city had offered a site")."""

REACH = 3
"""Words behind a "not" among which is what it denies."""

UNDERTAKING = frozenset(
    words.sense(stem)
    for stem in words.stems(
        "promise pledge vow commit undertake offer agree propose guarantee sign"
    )
)
"""Acts of binding oneself: who denies one denies the undertaking, in whatever words it was told."""


@functools.lru_cache(maxsize=20_000)
def negated(said: str) -> tuple[frozenset[str], frozenset[str]]:
    """The telling stems that a statement denies, and all others.

    Denied is the first after each "not", and all that comes after "denied" in its sentence.
    """
    denied: set[str] = set()
    plainly: set[str] = set()
    for sentence in _END.split(said):
        since, whole = 99, False
        for token in words.tokens(sentence):
            since = 0 if _NOT.fullmatch(token) else since + 1
            whole = whole or _DENIED.fullmatch(token) is not None
            stem = words.stem(token)
            if words.worth(stem) < words.STOP or stem[0] == "=" or stem in words.FUNCTION:
                continue
            (denied if whole or 0 < since <= REACH else plainly).add(words.sense(stem))
            since = 99
    return frozenset(denied), frozenset(plainly)


_END = re.compile(r"[.!?;](?:\s|$)")


_ASKED = re.compile(r"[\W_]*(?:whether|if|how|why|what|who|whom|when|where|which|about)\b", re.I)
"""How a question begins that is told ("asked whether ..."), or what somebody only speaks about."""

LEAST = 3
"""Telling stems of a claim: with fewer ("specific plans", "his campaign") nothing is claimed. Of 75
denials between statements of 1,100 articles, linked as one record, few were one; with this, the
questions aside and the weight that `counterclaims.CLAIM` asks for, 18 are left (2026-11)."""


def _claims(said: Saying) -> bool:
    return len(said.telling) >= LEAST and _ASKED.match(said.words) is None


def denial(a: Saying, b: Saying) -> Compared | None:
    """A word that the one denies and the other says, where both claim something."""
    if not _claims(a) or not _claims(b) or a.words == b.words:
        return None
    (not_a, yes_a), (not_b, yes_b) = negated(a.words), negated(b.words)
    clash = (not_a & yes_b - not_b) | (not_b & yes_a - not_a)
    if clash:
        return Compared(1.0, f"denied by one: {list_some(clash)}")
    for denied, other in ((not_a - yes_a, b), (not_b - yes_b, a)):
        if denied & UNDERTAKING and undertakes(other):
            return Compared(1.0, f"an undertaking denied: {list_some(denied & UNDERTAKING)}")
    return None


def undertakes(said: Saying) -> bool:
    """Whether what is said tells of an undertaking that stands."""
    places = [quote.span for quote in said.statement.content]
    return any(
        quote.span.overlaps(place)
        for deed in said.sheet.deeds
        if deed.pledge.stage in STANDING
        for quote in deed.pledge.evidence
        for place in places
    )


STANDING = frozenset(
    (Stage.ANNOUNCED, Stage.AGREED, Stage.CONTRACTED, Stage.UNDER_WAY, Stage.FULFILLED)
)
