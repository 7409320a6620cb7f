"""Which of an engine's pledges are told, with which classes: the engine heard beside the patterns.

An engine sees more triggers than the patterns do, and the patterns know better which of them carry
an undertaking and at which stage; so each pledge of the engine is weighed by both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.reading.pledge_parties import Someone
from onrecord.reading.pledge_patterns import APART, Pattern, scores_near
from onrecord.reading.pledge_triggers import NOT_TELLING, features, main_word, sure_stage
from onrecord.reading.pledge_weighing import Proposal, proposal_values, sureness
from onrecord.reading.pledge_weights import Weights
from onrecord.reading.pledge_words import Words
from onrecord.reading.stage import FoundPledge

HEARD = 0.7
"""How much the engine's class adds to a class's log-chance by the patterns."""

LEAST_FOUND = 0.4
"""An engine's pledge below this score is not told at all: found F1 on the development set is flat
from there to 0.45 (0.540; 2026-11)."""

FACT = 0.8
"""From this score on a pledge may be shown as a fact, below it as a candidate for review."""


def choice(
    words: Words, everyone: Sequence[Someone], given: Sequence[FoundPledge], weights: Weights
) -> list[Pattern]:
    """The engine's pledges that are likely enough, one for each trigger, in order."""
    proposed = proposals(words, everyone, given, weights)
    values = proposal_values(words, everyone, weights, proposed)
    weighed = [
        (p.main, shaped(words, weights, p, score))
        for p, told in zip(proposed, values, strict=True)
        if (score := weights.chance_of("told", told)) >= LEAST_FOUND
    ]
    return _one_each(_coordinated(words, weighed))


def proposals(
    words: Words, everyone: Sequence[Someone], given: Sequence[FoundPledge], weights: Weights
) -> list[Proposal]:
    """The engine's pledges with their main words, and what the patterns say there, in order."""
    telling = [(one, _telling(words, one.trigger)) for one in given]
    mains = [(one, main) for one, main in telling if main is not None]
    scores = scores_near(words, everyone, weights, [main for _, main in mains])
    proposed = []
    for one, main in mains:
        near = [scores[k] for k in range(main - APART, main + APART + 1) if k in scores]
        present = features(words, main)
        stage = sure_stage(words, main, one.trigger[0]) or _not_done(
            words, main, _class(weights, "stage", present, one.stage)
        )
        proposed.append(
            Proposal(
                found=one,
                main=main,
                present=present,
                pattern=max(near, default=None),
                stage=stage,
                category=_class(weights, "category", present, one.category),
                sure=sureness(weights.scores("stage", present)),
                fits=sureness(weights.scores("category", present)),
            )
        )
    return proposed


def shaped(words: Words, weights: Weights, p: Proposal, score: float) -> Pattern:
    """A proposal in the form that fields are made of, with its score."""
    one = p.found
    return Pattern(
        trigger=(one.trigger[0], max(one.trigger[1], words[p.main].end)),
        stage=p.stage,
        category=p.category,
        evidence=one.evidence,
        roles=one.roles,
        distribution=_class(weights, "distribution", p.present, one.distribution),
        score=score,
        conditions=one.conditions,
    )


def _not_done(words: Words, main: int, stage: str) -> str:
    """The stage, or "refused" for what is told as not done ("has not given").

    Of 39 annotated pledges with such a trigger 2 are at a stage of doing, 24 refused (2026-11).
    """
    if stage not in ("agreed", "contracted", "under_way", "fulfilled"):
        return stage
    first = max(words.bounds[main][0], main - 2)
    before = [words[k].lower for k in range(first, main)]
    if any(w in ("not", "never") or w.endswith(("n't", "n’t")) for w in before):
        return "refused"
    return stage


def _coordinated(words: Words, weighed: list[tuple[int, Pattern]]) -> list[tuple[int, Pattern]]:
    """The same, where a second verb shares its refusal with a first: "refused to lend or sell"."""
    shared = []
    for main, one in weighed:
        before = words[main - 1].lower if main else ""
        if before in ("or", "nor"):
            first = [p for k, p in weighed if words.bounds[main][0] <= k < main]
            if first and first[-1].stage == "refused":
                one = replace(one, stage="refused")
        shared.append((main, one))
    return shared


def _telling(words: Words, trigger: tuple[int, int]) -> int | None:
    """The main word; of a trigger that is all modals ("will not") the verb that follows."""
    main = main_word(words, trigger)
    if main is None or words[main].lower not in NOT_TELLING:
        return main
    for k in range(main + 1, min(words.bounds[main][1], main + 4)):
        if words[k].wordlike and words[k].lower not in NOT_TELLING:
            return k
    return None


def _class(weights: Weights, task: str, present: Sequence[str], heard: str) -> str:
    """The class that patterns and engine together find likeliest."""
    totals = weights.scores(task, present)
    top = max(totals.values())
    whole = sum(math.exp(value - top) for value in totals.values())
    likely = {label: value - top - math.log(whole) for label, value in totals.items()}
    likely[heard] = likely.get(heard, math.log(0.001)) + HEARD
    return max(sorted(likely), key=lambda label: likely[label])


def _one_each(weighed: Sequence[tuple[int, Pattern]]) -> list[Pattern]:
    """Of pledges whose main words stand side by side the likeliest, with the others' places."""
    kept: dict[int, Pattern] = {}
    for main, one in sorted(weighed, key=lambda entry: (-entry[1].score, entry[0])):
        near = next((k for k in range(main - APART, main + APART + 1) if k in kept), None)
        if near is None:
            kept[main] = one
        else:
            held = kept[near]
            kept[near] = replace(held, roles={**one.roles, **_told(held.roles)})
    return [kept[main] for main in sorted(kept)]


def _told(
    roles: Mapping[str, tuple[tuple[int, int], ...]],
) -> dict[str, tuple[tuple[int, int], ...]]:
    return {role: places for role, places in roles.items() if places}
