"""The light heads on the encoder's vectors, in numpy: who has which part in which predicate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairHead:
    """Scores every piece of a window for its part in each predicate."""

    predicate: Floats
    predicate_bias: Floats
    gate: Floats
    gate_bias: Floats
    place: Floats
    label: Floats
    label_bias: Floats

    @classmethod
    def of(cls, weights: Mapping[str, NDArray[np.float16]], name: str) -> PairHead:
        """The head stored under `name`."""

        def get(part: str) -> Floats:
            return np.ascontiguousarray(weights[f"{name}.{part}"], np.float32)

        return cls(
            get("predicate.weight").T.copy(),
            get("predicate.bias"),
            get("gate.weight").T.copy(),
            1 + get("gate.bias"),
            get("place.weight"),
            get("label.weight").T.copy(),
            get("label.bias"),
        )

    def scores(self, keys: Floats, ends: Floats, relation: Ints) -> Floats:
        """Logits (predicates, pieces, labels).

        `keys` are (pieces, width), `ends` the vectors of first and last piece of each predicate
        side by side, `relation` (predicates, pieces) where a piece stands towards a predicate.
        """
        gate = ends @ self.gate + self.gate_bias
        base = ends @ self.predicate + self.predicate_bias
        found = np.empty((*relation.shape, self.label.shape[1]), np.float32)
        for i in range(len(ends)):
            mixed = self.place[relation[i]]
            mixed += keys * gate[i]
            mixed += base[i]
            np.maximum(mixed, 0, out=mixed)
            found[i] = mixed @ self.label
        found += self.label_bias
        return found


@dataclass(frozen=True, slots=True)
class ClassHead:
    """Scores a predicate for its classes."""

    mixed: Floats
    mixed_bias: Floats
    classes: Floats
    classes_bias: Floats

    @classmethod
    def of(cls, weights: Mapping[str, NDArray[np.float16]]) -> ClassHead:
        """The head for stage, category and distribution."""

        def get(part: str) -> Floats:
            return np.ascontiguousarray(weights[part], np.float32)

        return cls(
            get("mixed.weight").T.copy(),
            get("mixed.bias"),
            get("classes.weight").T.copy(),
            get("classes.bias"),
        )

    def scores(self, ends: Floats) -> Floats:
        """Logits (predicates, classes) of all class sets side by side."""
        hidden: Floats = np.maximum(ends @ self.mixed + self.mixed_bias, 0)
        scores: Floats = hidden @ self.classes + self.classes_bias
        return scores


def log_softmax(logits: Floats) -> Floats:
    """Logarithms of probabilities over the last axis."""
    moved = logits - logits.max(-1, keepdims=True)
    result: Floats = moved - np.log(np.exp(moved).sum(-1, keepdims=True))
    return result
