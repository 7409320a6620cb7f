"""Quantities: a number with its bounds and its unit, as told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.domain.annotations import Quantity
from onrecord.domain.text import Span
from onrecord.reading.quantity_phrases import quantities_in, quantity_in
from onrecord.reading.stage import Draft

__all__ = ["Quantities", "quantities_in", "quantity_in"]

_BESIDE = re.compile(r"[\d.,]+-[a-z]", re.IGNORECASE)
"""A number that describes the next word and counts nothing: "a 31-member board"."""


@dataclass(frozen=True, slots=True)
class Quantities:
    """Adds "quantities"; what is a time is none."""

    name: str = "quantities.v1"
    needs: frozenset[str] = frozenset({"times"})
    adds: frozenset[str] = frozenset({"quantities"})

    def run(self, draft: Draft) -> Iterator[Quantity]:
        """Every quantity of the text that stands in a number."""
        times = [(time.quote.start, time.quote.end) for time in draft.times]
        at = 0
        for quantity in quantities_in(draft.text, Span(0, max(1, len(draft.text.content)))):
            start, end = quantity.quote.start, quantity.quote.end
            while at < len(times) and times[at][1] <= start:
                at += 1
            free = at == len(times) or times[at][0] >= end
            if free and not _BESIDE.match(quantity.quote.words) and _counts(quantity):
                yield quantity


def _counts(quantity: Quantity) -> bool:
    """Whether it counts: not "one of them", nor a number in words without a unit ("Part Three")."""
    if quantity.quote.words.lower() == "one":
        return False
    return quantity.amount.unit is not None or any(c.isdigit() for c in quantity.quote.words)
