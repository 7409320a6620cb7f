"""Money of several currencies in one, each amount at the rate of the day on which it was told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from onrecord.domain.amounts import Amount
from onrecord.domain.rates import Rates
from onrecord.domain.times import PartialDate
from onrecord.domain.world import Commitment, Step
from onrecord.ledger.balances import is_currency

Told = Mapping[str, str | None]
"""Report -> its day of publication."""


@dataclass(frozen=True, slots=True)
class Unpriced:
    """An amount of money without a rate: of which commitment, and on which day it was told."""

    commitment: str
    amount: Amount
    day: date | None


def is_money(made: Commitment) -> bool:
    """Whether a commitment is of an amount of money."""
    unit = made.quantity.unit if made.quantity else None
    return unit is not None and is_currency(unit)


def priced(
    made: Commitment, currency: str, rates: Rates, told: Told
) -> tuple[Commitment, tuple[Unpriced, ...]]:
    """A commitment of money in another currency, and its amounts that no rate is known for.

    Each total is taken at the rate of the day of the step that brought it (of a month its last day;
    an undated step: the first report of it). One without a rate is at least nothing, and open.
    """
    missing: list[Unpriced] = []

    def other(amount: Amount | None, day: date | None) -> Amount | None:
        if amount is None or amount.unit is None or not is_currency(amount.unit):
            return amount
        found = amount if amount.unit == currency else None
        if found is None and day is not None:
            found = rates.convert(amount, currency, day)
        if found is None:
            missing.append(Unpriced(made.id, amount, day))
            return Amount(Decimal(0), None, currency)
        return found

    history = tuple(
        replace(step, quantity=other(step.quantity, _day(step, told))) for step in made.history
    )
    totals = [step.quantity for step in history if step.quantity is not None]
    quantity = totals[-1] if totals else other(made.quantity, _first(made.history, told))
    return replace(made, history=history, quantity=quantity), tuple(missing)


def _day(step: Step, told: Told) -> date | None:
    """The last day that a step may have happened on; None when nothing says."""
    days = [day for e in step.evidence if (day := told.get(e.report)) is not None]
    day = step.on or min(days, default=None)
    return None if day is None else PartialDate(day).last


def _first(steps: Iterable[Step], told: Told) -> date | None:
    return min((day for step in steps if (day := _day(step, told)) is not None), default=None)
