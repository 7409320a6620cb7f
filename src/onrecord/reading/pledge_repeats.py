"""One pledge where a report tells the same undertaking more than once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.domain.annotations import Pledge
from onrecord.domain.text import Quote
from onrecord.reading.pledge_lexicon import SMALL
from onrecord.reading.pledge_words import stem

ALIKE = 0.6
"""Objects that share this part of their telling words are one thing, told twice."""

STRETCHES = 3
LOOKED_AT = 40
"""So many earlier pledges of the same parties, stage and category are compared."""


def merged(pledges: Sequence[Pledge]) -> list[Pledge]:
    """The pledges in order; those of the same parties, stage and object are one, told again."""
    kept: list[Pledge] = []
    alike: dict[object, list[int]] = {}
    for pledge in pledges:
        near = alike.setdefault(_key(pledge), [])
        for k in near[-LOOKED_AT:]:
            if _same(kept[k], pledge):
                kept[k] = _with_evidence(kept[k], pledge)
                break
        else:
            near.append(len(kept))
            kept.append(pledge)
    return kept


def _key(pledge: Pledge) -> object:
    """What must be the same for two tellings to be of one undertaking."""
    return pledge.stage, frozenset(party.name for party in pledge.by)


def _same(a: Pledge, b: Pledge) -> bool:
    if a.object is not None and b.object is not None and _shared(a.object, b.object) >= ALIKE:
        return True
    if a.category is not b.category:
        return False
    told = {(c.kind, c.quote.words) for c in a.conditions}
    if {(c.kind, c.quote.words) for c in b.conditions} - told:
        return False
    amounts = {p.quantity.amount for p in (a, b) if p.quantity is not None}
    if len(amounts) > 1:
        return False
    left, right = _telling(a), _telling(b)
    shared = len(left & right)
    return shared >= 2 and shared / min(len(left), len(right)) >= ALIKE


def _shared(a: Quote, b: Quote) -> float:
    """The part of both places that they share."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(0, common) / (max(a.end, b.end) - min(a.start, b.start))


def _telling(pledge: Pledge) -> set[str]:
    words = f"{pledge.trigger.words} {pledge.object.words if pledge.object else ''}".lower()
    return {stem(word) for word in re.findall(r"[\w-]+", words) if word not in SMALL}


def _with_evidence(pledge: Pledge, again: Pledge) -> Pledge:
    stretches = list(pledge.evidence)
    for quote in again.evidence:
        if len(stretches) < STRETCHES and all(
            quote.end <= other.start or other.end <= quote.start for other in stretches
        ):
            stretches.append(quote)
    return replace(
        pledge,
        evidence=tuple(sorted(stretches)),
        score=max(pledge.score, again.score),
        when=pledge.when or again.when,
        quantity=pledge.quantity or again.quantity,
        to=pledge.to or again.to,
    )
