"""Who undertook what: pledges found, found with party and stage right, and field by field.

A predicted and a gold pledge can be one when they share a party (words that overlap, or the same
name) and stand in one place: their evidence shares 0.3 of all its characters, or each one's trigger
lies in the other's evidence. Of all ways to pair them one to one, the one with most pairs is
taken, and of these the one with most fields right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from operator import eq
from typing import Any, TypeVar

from onrecord.domain.annotations import Party, Pledge, Reading
from onrecord.evaluation.gold import GoldParty, GoldPledge, GoldReport, Place
from onrecord.evaluation.scores import Count, Score, best_pairs

LEAST_OVERLAP = 0.3
"""Annotators agree on a pledge more often than on how much of the sentence is needed to see it."""

SINGLE = ("stage", "category", "distribution", "quantity", "when")
SEVERAL = ("by", "to", "conditions")

T = TypeVar("T")


def pledge_scores(golds: Sequence[GoldReport], readings: Sequence[Reading]) -> list[Score]:
    """Found, strict, and each field over the pairs, over the reports with pledges annotated."""
    found, strict = Count(), Count()
    fields = {name: Count() for name in (*SINGLE, *SEVERAL)}
    for gold, reading in zip(golds, readings, strict=True):
        if gold.pledges is None:
            continue
        offered = [_as_gold(pledge) for pledge in reading.pledges]
        pairs = paired(gold.pledges, offered)
        sure = [(g, p) for g, p in pairs if not gold.pledges[g].optional]
        wanted = sum(not pledge.optional for pledge in gold.pledges)
        left = len(offered) - (len(pairs) - len(sure))
        right = 0
        for g, p in sure:
            one, other = gold.pledges[g], offered[p]
            for name in SINGLE:
                fields[name].add(_right(name, one, other), 1, 1)
            for name in SEVERAL:
                fields[name].add(*_agreement(name, one, other))
            hits, ours, theirs = _agreement("by", one, other)
            right += _right("stage", one, other) and hits == ours == theirs
        found.add(len(sure), wanted, left)
        strict.add(right, wanted, left)
    scores = [*found.score("pledges: found"), *strict.score("pledges: strict")]
    for name in SINGLE:
        scores += fields[name].accuracy(f"pledges: {name}")
    for name in SEVERAL:
        scores += fields[name].score(f"pledges: {name}")
    return scores


def paired(golds: Sequence[GoldPledge], guesses: Sequence[GoldPledge]) -> list[tuple[int, int]]:
    """The best one-to-one pairs, as indices."""
    weights: dict[tuple[int, int], float] = {}
    for g, gold in enumerate(golds):
        for p, guess in enumerate(guesses):
            if _near(gold, guess) and _share_party(gold, guess):
                # A pair more outweighs every field, and one that counts outweighs an optional one.
                weights[g, p] = (
                    100.0 + (0.0 if gold.optional else 20.0) + _fields_right(gold, guess)
                )
    return best_pairs(weights)


def _as_gold(pledge: Pledge) -> GoldPledge:
    quantity = pledge.quantity
    return GoldPledge(
        evidence=tuple((q.start, q.end) for q in pledge.evidence),
        trigger=(pledge.trigger.start, pledge.trigger.end),
        by=tuple(_party(one) for one in pledge.by),
        to=tuple(_party(one) for one in pledge.to),
        distribution=pledge.distribution,
        category=pledge.category,
        stage=pledge.stage,
        quantity=None if quantity is None else (quantity.amount.min, quantity.amount.max),
        when=None if pledge.when is None else (pledge.when.quote.start, pledge.when.quote.end),
        conditions=tuple(((c.quote.start, c.quote.end), c.kind.value) for c in pledge.conditions),
    )


def _party(one: Party) -> GoldParty:
    return GoldParty((one.quote.start, one.quote.end), one.name)


def _near(gold: GoldPledge, guess: GoldPledge) -> bool:
    mine, theirs = _covered(gold.evidence), _covered(guess.evidence)
    both = len(mine & theirs)
    if both and both / (len(mine) + len(theirs) - both) >= LEAST_OVERLAP:
        return True
    return _inside(gold.trigger, guess.evidence) and _inside(guess.trigger, gold.evidence)


def _covered(places: Iterable[Place]) -> set[int]:
    return {i for start, end in places for i in range(start, end)}


def _inside(trigger: Place | None, evidence: Iterable[Place]) -> bool:
    return any(_overlap(trigger, place) for place in evidence)


def _overlap(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return False
    return max(one[0], other[0]) < min(one[1], other[1])


def _share_party(gold: GoldPledge, guess: GoldPledge) -> bool:
    return any(_same_party(a, b) for a in gold.by for b in guess.by)


def _same_party(one: GoldParty, other: GoldParty) -> bool:
    return _overlap(one.place, other.place) or plain(one.name) == plain(other.name)


def plain(name: str) -> str:
    """The name lowered, without punctuation and a leading "the"."""
    return " ".join(re.sub(r"[^\w ]", " ", name.lower().removeprefix("the ")).split())


def _same_condition(one: tuple[Place, str], other: tuple[Place, str]) -> bool:
    return one[1] == other[1] and _overlap(one[0], other[0])


def _same_when(one: Place | None, other: Place | None) -> bool:
    return _overlap(one, other) if one and other else one is other


def _right(name: str, gold: GoldPledge, guess: GoldPledge) -> bool:
    """Whether a field is as gold has it, or as the second annotator had it."""
    told = getattr(guess, name)
    same = _same_when if name == "when" else eq
    accepted = (gold.accept or {}).get(name, ())
    return any(same(value, told) for value in (getattr(gold, name), *accepted))


def _agreement(name: str, gold: GoldPledge, guess: GoldPledge) -> tuple[int, int, int]:
    """Hits, gold and predicted numbers of a field that may have several values."""
    same = _same_condition if name == "conditions" else _same_party
    mine, theirs = getattr(gold, name), getattr(guess, name)
    return _common(mine, theirs, same), len(mine), len(theirs)


def _common(golds: Iterable[T], guesses: Iterable[T], same: Callable[[Any, Any], bool]) -> int:
    left = list(guesses)
    hits = 0
    for gold in golds:
        for index, guess in enumerate(left):
            if same(gold, guess):
                del left[index]
                hits += 1
                break
    return hits


def _fields_right(gold: GoldPledge, guess: GoldPledge) -> int:
    single = sum(_right(name, gold, guess) for name in SINGLE)
    several = (_agreement(name, gold, guess) for name in SEVERAL)
    return single + sum(hits == mine == theirs for hits, mine, theirs in several)
