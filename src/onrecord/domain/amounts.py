"""Amounts as intervals: an unknown bound is open, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Amount:
    """At least `min` and at most `max` of a unit; None is an open end.

    `unit` is a singular noun ("Patriot battery") or an ISO 4217 code ("EUR"). "Dozens" is 24 to
    open, "up to 60" is 0 to 60, "some 40" is 40 to 40 (`guidelines`: quantities).
    """

    min: Decimal | None
    max: Decimal | None
    unit: str | None

    def plus(self, other: Amount) -> Amount:
        """The sum of both intervals, in this amount's unit."""
        return Amount(_sum(self.min, other.min), _sum(self.max, other.max), self.unit)

    def times(self, factor: int) -> Amount:
        """The interval taken `factor` times (an `each` over several parties)."""
        return Amount(
            None if self.min is None else self.min * factor,
            None if self.max is None else self.max * factor,
            self.unit,
        )

    @property
    def exact(self) -> bool:
        """Whether both bounds are known and equal."""
        return self.min is not None and self.min == self.max


def _sum(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a + b
