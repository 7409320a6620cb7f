"""Reference rates of currencies, day by day; a day without one has the last before it, for a while.

An unknown rate is unknown: never one, never a guess.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onrecord.domain.amounts import Amount

PATIENCE = 7
"""Days for which a rate holds. Over weekends and holidays reference rates pause for five days at
most (Easter, turn of the year; the euro's, 1999 to 2026)."""

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Rates:
    """So many units of a currency for one of the base, on the days that have a rate.

    `days` and `values` stand side by side for each currency, in order of day.
    """

    base: str
    days: Mapping[str, tuple[date, ...]]
    values: Mapping[str, tuple[Decimal, ...]]
    source: str
    patience: int = PATIENCE

    def rate(self, currency: str, day: date) -> Decimal | None:
        """Units of the currency for one of the base: that day's, or the last one shortly before."""
        if currency == self.base:
            return Decimal(1)
        days = self.days.get(currency, ())
        place = bisect_right(days, day)
        if not place or (day - days[place - 1]).days > self.patience:
            return None
        return self.values[currency][place - 1]

    def convert(self, amount: Amount, currency: str, day: date) -> Amount | None:
        """An amount of money in another currency at the day's rate, to the cent; None: unknown."""
        if amount.unit == currency:
            return amount
        there = self.rate(currency, day)
        here = None if amount.unit is None else self.rate(amount.unit, day)
        if there is None or here is None:
            return None
        low, high = (
            None if bound is None else (bound * there / here).quantize(CENT).normalize() + 0
            for bound in (amount.min, amount.max)
        )
        return Amount(low, high, currency)
