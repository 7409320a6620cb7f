"""Pledges found by lexicon and pattern: weighted cues around a word, no parser and no encoder.

Each word that may carry an undertaking is described by what can be read off the line (its form, the
modals before it, what follows, who stands before it, the words of its clause); a table of weights
turns that into the chance that it is a trigger, into stage, category and distribution, and picks
the parties. The weights are fitted to annotated documents by `data/pledges/fit_patterns.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.reading.pledge_parties import Someone
from onrecord.reading.pledge_roles import Act, chosen, place
from onrecord.reading.pledge_triggers import features, is_candidate, sure_stage, trigger_span
from onrecord.reading.pledge_weights import Weights
from onrecord.reading.pledge_words import Words


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pledge found by pattern, in the form that an engine gives."""

    trigger: tuple[int, int]
    stage: str
    category: str
    evidence: tuple[tuple[int, int], ...]
    roles: Mapping[str, tuple[tuple[int, int], ...]]
    distribution: str
    score: float
    conditions: tuple[tuple[tuple[int, int], str], ...] = field(default=())


LEAST = 0.12
"""Below this chance of being a trigger a word is not looked at further."""

APART = 2
"""Two triggers closer than this are one; the likelier stays."""


def likely(
    words: Words, weights: Weights, places: Iterable[int]
) -> dict[int, tuple[float, list[str]]]:
    """Which of the words at these places are likely triggers: the chance and the features.

    Of words that stand close together the likeliest.
    """
    chances: dict[int, tuple[float, list[str]]] = {}
    for i in places:
        if is_candidate(words, i, weights.heads):
            present = features(words, i)
            chance = weights.chance("trigger", present)
            if chance >= LEAST:
                chances[i] = chance, present
    kept: set[int] = set()
    for i in sorted(chances, key=lambda k: (-chances[k][0], k)):
        if not any(k in kept for k in range(i - APART, i + APART + 1)):
            kept.add(i)
    return {i: chances[i] for i in sorted(kept)}


def scores_near(
    words: Words, everyone: Sequence[Someone], weights: Weights, mains: Iterable[int]
) -> dict[int, float]:
    """The scores of the pledges that the weights find close to some words."""
    reach = 2 * APART  # what may outdo a word, and what may outdo that
    places = {k for i in mains for k in range(i - reach, i + reach + 1) if 0 <= k < len(words)}
    found = {}
    for i, (chance, present) in likely(words, weights, sorted(places)).items():
        by, sure = chosen(words, everyone, _act(words, i, present, weights), weights, "by")
        if by:
            found[i] = chance * sure
    return found


def _act(words: Words, i: int, present: Sequence[str], weights: Weights) -> Act:
    stage = sure_stage(words, i, words[i].start) or weights.best("stage", present)[0]
    return Act(i, stage)


def patterns(words: Words, everyone: Sequence[Someone], weights: Weights) -> list[Pattern]:
    """The pledges that the weights find in the text, in order, each with its chance."""
    found = []
    for i, (chance, present) in likely(words, weights, range(len(words))).items():
        act = _act(words, i, present, weights)
        by, sure = chosen(words, everyone, act, weights, "by")
        if not by:
            continue
        to, _ = chosen(words, everyone, act, weights, "to", by)
        asked, _ = (
            chosen(words, everyone, act, weights, "asked_by", by)
            if act.stage == "requested"
            else ([], 0.0)
        )
        found.append(
            Pattern(
                trigger=trigger_span(words, i),
                stage=act.stage,
                category=weights.best("category", present)[0],
                evidence=(),
                roles={
                    "by": tuple(place(words, p) for p in by),
                    "to": tuple(place(words, p) for p in to),
                    "asked_by": tuple(place(words, p) for p in asked),
                },
                distribution=weights.best("distribution", present)[0],
                score=chance * sure,
            )
        )
    return found
