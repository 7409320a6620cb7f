"""How far two coders agree beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two coders said of the same things: how often each pair of words, and Cohen's kappa.

    `kappa` is None where there is nothing to compare, and where chance alone would agree on
    everything (both always said the same word): then it says nothing.
    """

    count: int
    agreed: int
    kappa: float | None
    told: Mapping[tuple[str, str], int]


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """The agreement of a first and a second coder, given both their words for each thing."""
    told = Counter(pairs)
    count = sum(told.values())
    agreed = sum(times for (one, other), times in told.items() if one == other)
    if not count:
        return Agreement(0, 0, None, {})
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, other), times in told.items():
        first[one] += times
        second[other] += times
    chance = sum(first[word] * second[word] for word in first) / count**2
    kappa = None if chance == 1 else (agreed / count - chance) / (1 - chance)
    return Agreement(count, agreed, kappa, dict(sorted(told.items())))
