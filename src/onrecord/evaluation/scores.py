"""What a measure comes to, and the two things that all measures are made of: pairs and groups."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

Groups = Mapping[T, Collection[str]]
"""Each item with the groups that it belongs to; often one."""


@dataclass(frozen=True, slots=True)
class Score:
    """One measure: precision and recall with their F1 as `value`, or an accuracy alone.

    `count` is the number of gold things behind it (of compared pairs, for an accuracy). A measure
    with nothing to compare is left out; it is never a zero or a one.
    """

    measure: str
    value: float
    count: int
    precision: float | None = None
    recall: float | None = None


@dataclass
class Count:
    """Hits among gold and predicted things, added up over reports."""

    hits: float = 0
    golds: float = 0
    guesses: float = 0

    def add(self, hits: float, golds: float, guesses: float) -> None:
        """Take in one report's (or one pair's) figures."""
        self.hits += hits
        self.golds += golds
        self.guesses += guesses

    def score(self, measure: str) -> list[Score]:
        """Precision, recall and F1, or nothing when neither side has anything."""
        if not self.golds and not self.guesses:
            return []
        precision = self.hits / self.guesses if self.guesses else 0.0
        recall = self.hits / self.golds if self.golds else 0.0
        return [Score(measure, f1(precision, recall), round(self.golds), precision, recall)]

    def accuracy(self, measure: str) -> list[Score]:
        """The share of gold things that are right, or nothing when there are none."""
        if not self.golds:
            return []
        return [Score(measure, self.hits / self.golds, round(self.golds))]


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 when both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def b_cubed(measure: str, gold: Groups[T], guess: Groups[T]) -> list[Score]:
    """How alike two groupings of the same items are, over the items that both have.

    An item may be in several groups (extended B-cubed: for two items, the smaller number of
    groups that they share on the two sides, over the number on one side).
    """
    items = [item for item in gold if item in guess]
    if not items:
        return []
    precision, recall = _shares(items, guess, gold), _shares(items, gold, guess)
    return [Score(measure, f1(precision, recall), len(items), precision, recall)]


def _shares(items: list[T], side: Groups[T], other: Groups[T]) -> float:
    """The mean over items of how far their company on one side is kept on the other."""
    members: dict[str, list[T]] = {}
    for item in items:
        for group in side[item]:
            members.setdefault(group, []).append(item)
    total = 0.0
    for item in items:
        company = dict.fromkeys(mate for group in side[item] for mate in members[group])
        kept = 0.0
        for mate in company:
            here = len(set(side[item]) & set(side[mate]))
            there = len(set(other[item]) & set(other[mate]))
            kept += min(here, there) / here
        total += kept / len(company) if company else 1.0
    return total / len(items)


def best_pairs(weights: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """One-to-one pairs of left and right things with the largest total weight.

    Only pairs that stand in `weights` are made. Found by taking the best alternating path again
    and again, until none gains; the graphs are small and thin here.
    """
    of_left: dict[int, int] = {}
    of_right: dict[int, int] = {}
    while path := _best_path(weights, of_left, of_right):
        for left, right in path:
            of_left[left], of_right[right] = right, left
    return sorted(of_left.items())


_LEAST = 1e-9


def _best_path(
    weights: Mapping[tuple[int, int], float], of_left: dict[int, int], of_right: dict[int, int]
) -> list[tuple[int, int]]:
    """The pairs to make on the path that gains most, () when none gains anything."""
    reached = {left: 0.0 for left, _ in weights if left not in of_left}
    gain: dict[int, float] = {}
    came: dict[int, int] = {}
    moving = True
    while moving:
        moving = False
        for (left, right), weight in weights.items():
            if left not in reached or of_left.get(left) == right:
                continue
            value = reached[left] + weight
            if value <= gain.get(right, 0.0) + _LEAST:
                continue
            gain[right], came[right], moving = value, left, True
            owner = of_right.get(right)
            if owner is not None:
                reached[owner] = value - weights[owner, right]
    ends = [right for right in gain if right not in of_right]
    if not ends:
        return []
    right = max(ends, key=lambda end: (gain[end], -end))
    path: list[tuple[int, int]] = []
    while True:
        left = came[right]
        path.append((left, right))
        if left not in of_left:
            return path
        right = of_left[left]
