"""Which of an engine's pledges are told, with which classes: the engine heard beside the patterns.

An engine sees more triggers than the patterns do, and the patterns know better which of them carry
an undertaking and at which stage; so each pledge of the engine is weighed by both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.reading.pledge_parties import Someone
from onrecord.reading.pledge_patterns import APART, Pattern, patterns
from onrecord.reading.pledge_triggers import NOT_TELLING, features, main_word, sure_stage
from onrecord.reading.pledge_weights import Weights
from onrecord.reading.pledge_words import Words
from onrecord.reading.stage import FoundPledge

WEIGHED: Mapping[str, float] = {
    "bias": 0.7,
    "engine": 0.91,
    "pattern": 0.17,
    "also found": 0.1,
}
"""Log-odds of a pledge from the engine's score, the pattern's, and whether there is a pattern.

Fitted by logistic regression on the 35 reports of the pledge development set (2026-11)."""

NO_PATTERN = -4.0
"""The pattern's log-odds where none was found."""

HEARD = 0.7
"""How much the engine's class adds to a class's log-chance by the patterns."""

LEAST_FOUND = 0.34
"""An engine's pledge below this chance is not told: found F1 is best between 0.32 and 0.40, on the
development set (0.55) as on 120 other documents (0.58; 2026-11)."""

FACT = 0.8
"""From this score on a pledge may be shown as a fact, below it as a candidate for review.

On 120 documents that neither engine nor patterns were fitted to 90% of the 565 at or above it are
right (84% of 77 in news articles, 91% of 488 in government statements); of the 1,700 told in all
it is 64% (2026-11)."""


def choice(
    words: Words, everyone: Sequence[Someone], given: Sequence[FoundPledge], weights: Weights
) -> list[Pattern]:
    """The engine's pledges that are likely enough, one for each trigger, in order."""
    found = patterns(words, everyone, weights)
    scores = {main: p.score for p in found if (main := main_word(words, p.trigger)) is not None}
    weighed: list[tuple[int, Pattern]] = []
    for one in given:
        main = _telling(words, one.trigger)
        if main is None:
            continue
        near = [scores[k] for k in range(main - APART, main + APART + 1) if k in scores]
        score = _chance(one.score, max(near, default=None))
        if score < LEAST_FOUND:
            continue
        present = features(words, main)
        weighed.append(
            (
                main,
                Pattern(
                    trigger=(one.trigger[0], max(one.trigger[1], words[main].end)),
                    stage=sure_stage(words, main, one.trigger[0])
                    or _not_done(words, main, _class(weights, "stage", present, one.stage)),
                    category=_class(weights, "category", present, one.category),
                    evidence=one.evidence,
                    roles=one.roles,
                    distribution=_class(weights, "distribution", present, one.distribution),
                    score=score,
                    conditions=one.conditions,
                ),
            )
        )
    return _one_each(_coordinated(words, weighed))


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


def _chance(engine: float, pattern: float | None) -> float:
    total = WEIGHED["bias"] + WEIGHED["engine"] * _odds(engine)
    total += WEIGHED["pattern"] * (NO_PATTERN if pattern is None else _odds(pattern))
    total += WEIGHED["also found"] * (pattern is not None)
    return 1 / (1 + math.exp(-total))


def _odds(chance: float) -> float:
    held = min(max(chance, 0.001), 0.999)
    return math.log(held / (1 - held))


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
