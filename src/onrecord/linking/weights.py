"""How features become a score: weights are log-odds, and every part of a score can be read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from onrecord.domain.links import Reason

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Compared:
    """What a feature found, from -1 (against) to 1 (for), and the values behind it."""

    value: float
    detail: str


Feature = Callable[[T, T], Compared | None]
"""Compares two things; None when one of them does not tell what it would compare."""

Weighted = Sequence[tuple[Feature[T], float]]
"""A model: features with their weights, as a literal list."""

Most = Sequence[tuple[Feature[T], float]]
"""The features of a model, quick and telling ones first, each with the most that it ever finds."""

ROUNDING = 0.02
"""More than the rounding of all parts of a score comes to."""


def weigh(model: Weighted[T], prior: float, a: T, b: T) -> tuple[float, tuple[Reason, ...]]:
    """The score of a pair (0 to 1) and the part of every feature in it, weightiest first.

    The score is the logistic function of `prior` plus the sum of weight times value.
    """
    return _score(model, prior, {feature: feature(a, b) for feature, _ in model})


def _score(
    model: Weighted[T], prior: float, found: Mapping[Feature[T], Compared | None]
) -> tuple[float, tuple[Reason, ...]]:
    reasons = []
    for feature, weight in model:
        compared = found[feature]
        if compared is not None:
            value = max(-1.0, min(1.0, compared.value))
            reasons.append(Reason(feature.__name__, round(weight * value, 3), compared.detail))
    return score_of(prior, reasons), in_order(reasons)


def weigh_from(
    floor: float, model: Weighted[T], prior: float, most: Most[T], a: T, b: T
) -> tuple[float, tuple[Reason, ...]] | None:
    """What `weigh` gives, or None as soon as it is sure that the score stays under `floor`.

    `most` names every feature of the model once, in the order in which they are asked.
    """
    weights = dict(model)
    total = prior + sum(weights[feature] * value for feature, value in most)
    least = math.log(floor / (1 - floor)) - ROUNDING
    found: dict[Feature[T], Compared | None] = {}
    for feature, value in most:
        compared = found[feature] = feature(a, b)
        told = 0.0 if compared is None else max(-1.0, compared.value)
        total += weights[feature] * (told - value)
        if total < least:
            return None
    return _score(model, prior, found)


def score_of(prior: float, reasons: Iterable[Reason]) -> float:
    """The logistic function of the prior and all parts."""
    total = prior + sum(reason.score for reason in reasons)
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Reasons with the weightiest first."""
    return tuple(sorted(reasons, key=lambda r: (-abs(r.score), r.feature, r.detail)))


def ramp(value: float, low: float, high: float) -> float:
    """A value stretched so that `low` gives -1 and `high` gives 1."""
    return max(-1.0, min(1.0, 2 * (value - low) / (high - low) - 1))
