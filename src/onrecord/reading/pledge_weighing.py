"""What speaks for and against a pledge that an engine proposes, as numbers that a table weighs.

How sure the engine is and how sure the patterns are, who would be bound and how far away that
stands, which other proposals stand in the sentence, and how the clause is built.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.reading.pledge_lexicon import PRONOUNS, SPEAKING
from onrecord.reading.pledge_parties import Someone
from onrecord.reading.pledge_roles import Act, nearby, party_features, place
from onrecord.reading.pledge_weights import Weights
from onrecord.reading.pledge_words import Words, stem
from onrecord.reading.stage import FoundPledge, Place


@dataclass(frozen=True, slots=True)
class Proposal:
    """An engine's pledge with its main word, what is read off there, and what the patterns say.

    `sure` and `fits` are the log-chances of the likeliest stage and category.
    """

    found: FoundPledge
    main: int
    present: Sequence[str]
    pattern: float | None
    stage: str
    category: str
    sure: float
    fits: float


Values = dict[str, float]

NOBODY = -4.0
"""The strength of a neighbour, and the pattern's odds, where there is none."""


def proposal_values(
    words: Words, everyone: Sequence[Someone], weights: Weights, proposals: Sequence[Proposal]
) -> list[Values]:
    """For each proposal, in the order of the text, what speaks for and against it, as numbers."""
    strong = [_strength(p) for p in proposals]
    return [
        {
            **_own(words, weights, p),
            **_party(words, everyone, weights, p),
            **_clause(words, p),
            **_around(words, proposals, strong, k),
        }
        for k, p in enumerate(proposals)
    ]


def odds(chance: float) -> float:
    """The logarithm of the odds, held between those of 0.001 and 0.999."""
    held = min(max(chance, 0.001), 0.999)
    return math.log(held / (1 - held))


def sureness(totals: Mapping[str, float]) -> float:
    """The logarithm of the chance of the likeliest class."""
    top = max(totals.values())
    return -math.log(sum(math.exp(value - top) for value in totals.values()))


def _pattern(p: Proposal) -> float:
    return NOBODY if p.pattern is None else odds(p.pattern)


def _strength(p: Proposal) -> float:
    return odds(p.found.score) + 0.2 * _pattern(p)


def _held(value: float, most: float = 6.0) -> float:
    return min(max(value, -most), most)


def _own(words: Words, weights: Weights, p: Proposal) -> Values:
    return {
        "engine": odds(p.found.score),
        "pattern": _pattern(p),
        "word": _held(weights.scores("trigger", p.present)["yes"]),
        "known word": float(stem(words[p.main].lower) in weights.heads),
        "sure of the stage": _held(p.sure),
        "sure of the category": _held(p.fits),
        f"stage {p.stage}": 1.0,
        "stage as the engine": float(p.found.stage == p.stage),
    }


def _party(words: Words, everyone: Sequence[Someone], weights: Weights, p: Proposal) -> Values:
    given = p.found.roles.get("by", ())
    act = Act(p.main, p.stage)
    best = held = -6.0
    for one, ranks in nearby(words, everyone, p.main):
        score = weights.scores("by", party_features(words, act, one, ranks))["yes"]
        best = max(best, score)
        if any(_meet(place(words, one), span) for span in given):
            held = max(held, score)
    values = {"party": _held(held), "best party": _held(best), "parties": float(len(given))}
    if given:
        start, end = given[0]
        told = words.text[start:end].lower()
        low, high = sorted((start, words[p.main].start))
        values |= {
            "party is a pronoun": float(told in PRONOUNS - SPEAKING),
            "party speaks": float(told in SPEAKING),
            "party has no name": float(words.text[start].islower() and told not in PRONOUNS),
            "party behind": float(start > words[p.main].start),
            "party far": min(30.0, len(words.within(low, high))),
        }
    return values


def _clause(words: Words, p: Proposal) -> Values:
    roles = p.found.roles
    return {
        **{f"has {role}": float(bool(roles.get(role))) for role in
           ("to", "quantity", "when", "source", "object")},
        "has condition": float(bool(p.found.conditions)),
        "quoted": float(words[p.main].quoted),
    }  # fmt: skip


def _around(words: Words, proposals: Sequence[Proposal], strong: Sequence[float], k: int) -> Values:
    """The other proposals of the sentence: how near, how strong, and which holds which."""
    here, bounds = proposals[k], words.bounds[proposals[k].main]
    same = [
        j for j, p in enumerate(proposals) if p.main != here.main and words.bounds[p.main] == bounds
    ]
    values: Values = {}
    for side in ("before", "after"):
        others = [j for j in same if (proposals[j].main < here.main) == (side == "before")]
        if not others:
            values |= {f"{side}: strength": NOBODY, f"{side}: best": NOBODY, f"{side}: gap": 20.0}
            continue
        near = min(others, key=lambda j: abs(proposals[j].main - here.main))
        other = proposals[near]
        mine, its = here.found.roles.get("object", ()), other.found.roles.get("object", ())
        values |= {
            f"{side}: one": 1.0,
            f"{side}: strength": strong[near],
            f"{side}: best": max(strong[j] for j in others),
            f"{side}: gap": min(20.0, abs(other.main - here.main)),
            f"{side}: stronger": float(strong[near] > strong[k]),
            f"{side}: inside its object": float(any(_meet(s, here.found.trigger) for s in its)),
            f"{side}: holds it": float(any(_meet(s, other.found.trigger) for s in mine)),
        }
    return values


def _meet(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]
