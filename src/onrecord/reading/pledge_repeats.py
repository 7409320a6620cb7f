"""One pledge where a report tells the same undertaking more than once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.domain.annotations import Pledge
from onrecord.reading.pledge_lexicon import SMALL
from onrecord.reading.pledge_words import stem

ALIKE = 0.6
"""Objects that share this part of their telling words are one thing, told twice."""

STRETCHES = 3


def merged(pledges: Sequence[Pledge]) -> list[Pledge]:
    """The pledges in order; those of the same parties, stage and object are one, told again."""
    kept: list[Pledge] = []
    for pledge in pledges:
        for k, other in enumerate(kept):
            if _same(other, pledge):
                kept[k] = _with_evidence(other, pledge)
                break
        else:
            kept.append(pledge)
    return kept


def _same(a: Pledge, b: Pledge) -> bool:
    if a.stage is not b.stage or a.category is not b.category:
        return False
    if {p.name for p in a.by} != {p.name for p in b.by}:
        return False
    if {(c.kind, c.quote.words) for c in b.conditions} - {
        (c.kind, c.quote.words) for c in a.conditions
    }:
        return False
    if (
        a.quantity is not None
        and b.quantity is not None
        and (a.quantity.amount != b.quantity.amount)
    ):
        return False
    left, right = _telling(a), _telling(b)
    shared = len(left & right)
    return shared >= 2 and shared / min(len(left), len(right)) >= ALIKE


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
