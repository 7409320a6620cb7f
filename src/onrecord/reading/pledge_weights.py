"""Weights of features, fitted to annotated documents, and what they add up to."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


def load_weights(data: str) -> Weights:
    """The weights written by the fit, from their JSON."""
    raw = json.loads(data)
    return Weights(frozenset(raw["heads"]), raw["bias"], raw["weights"])


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by class and feature; "trigger" and "party" are yes or no, the others choose."""

    heads: frozenset[str]
    bias: Mapping[str, Mapping[str, float]]
    weights: Mapping[str, Mapping[str, Mapping[str, float]]]

    def scores(self, task: str, present: Iterable[str]) -> dict[str, float]:
        """For each class of the task the sum of the weights of the features that are there."""
        names = list(present)
        totals = dict(self.bias[task])
        for label, table in self.weights[task].items():
            totals[label] = totals.get(label, 0.0) + sum(table.get(name, 0.0) for name in names)
        return totals

    def chance(self, task: str, present: Iterable[str]) -> float:
        """The chance of yes."""
        return 1 / (1 + math.exp(-self.scores(task, present)["yes"]))

    def chance_of(self, task: str, values: Mapping[str, float]) -> float:
        """The chance of yes where features are numbers."""
        table = self.weights[task]["yes"]
        total = self.bias[task]["yes"] + sum(
            table.get(name, 0.0) * value for name, value in values.items()
        )
        return 1 / (1 + math.exp(-total))

    def best(self, task: str, present: Iterable[str]) -> tuple[str, float]:
        """The likeliest class and its chance."""
        totals = self.scores(task, present)
        top = max(sorted(totals), key=lambda label: totals[label])
        whole = sum(math.exp(value - totals[top]) for value in totals.values())
        return top, 1 / whole
