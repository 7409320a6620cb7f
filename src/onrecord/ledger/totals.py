"""Which amount stands: first told, told again, a new total that replaces it, or a part of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onrecord.domain.amounts import Amount
from onrecord.domain.words import LADDER, Distribution, Stage
from onrecord.ledger.names import plain_unit
from onrecord.ledger.tellings import Telling, most_told

Bounds = tuple[Decimal | None, Decimal | None]

_CARRYING_OUT = frozenset({Stage.UNDER_WAY, Stage.FULFILLED})


@dataclass(frozen=True, slots=True)
class Total:
    """An amount that stood from a day on, and the stage at which it was first told."""

    amount: Amount
    stage: Stage
    day: str


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals in order, and which of them each telling (by pledge id) tells of."""

    totals: tuple[Total, ...]
    of: Mapping[str, int]


def bounds(amount: Amount) -> Bounds:
    """What makes two amounts of one unit equal."""
    return (amount.min, amount.max)


def totals(
    tellings: Sequence[Telling], distribution: Distribution, losing: Collection[Bounds]
) -> Totals:
    """The totals of a commitment, from its tellings in order of day.

    Only the unit that most origins tell counts. A further amount is a new total when it is told of
    a later day and is larger, or belongs to a higher stage; a smaller one that is being carried out
    is a part; any other is a telling with another number (`losing` in a dispute, or about to be).
    """
    counted = [t for t in tellings if t.pledge.quantity is not None and t.pledge.quantity.amount]
    if not counted:
        return Totals((), {})
    unit = most_told(counted, lambda t: _unit(t))
    counted = [t for t in counted if _unit(t) == unit]
    words = most_told(counted, lambda t: t.pledge.quantity.amount.unit if t.pledge.quantity else "")
    per_party = _per_party(counted, distribution)
    found: list[Total] = []
    of: dict[str, int] = {}
    for telling in counted:
        if telling.pledge.id not in per_party:
            continue
        here = per_party[telling.pledge.id]
        amount = Amount(here.min, here.max, words)
        known = [i for i, total in enumerate(found) if bounds(total.amount) == bounds(amount)]
        if known:
            of[telling.pledge.id] = known[-1]
        elif bounds(amount) not in losing and _new(found, telling, amount):
            found.append(Total(amount, telling.pledge.stage, telling.day))
            of[telling.pledge.id] = len(found) - 1
    return Totals(tuple(found), of)


def _new(found: Sequence[Total], telling: Telling, amount: Amount) -> bool:
    if not found:
        return True
    last, stage = found[-1], telling.pledge.stage
    if stage in _CARRYING_OUT and not _larger(amount, last.amount):
        return False
    if stage not in LADDER:
        return False
    higher = last.stage in LADDER and LADDER.index(stage) > LADDER.index(last.stage)
    if higher and last.stage in (Stage.REQUESTED, Stage.CONSIDERED):
        return True
    return telling.day > last.day and _larger(amount, last.amount)


def _larger(one: Amount, other: Amount) -> bool:
    return (one.min or Decimal(0)) > (other.min or Decimal(0)) or (
        one.max is not None and other.max is not None and one.max > other.max
    )


def _unit(telling: Telling) -> str:
    quantity = telling.pledge.quantity
    return plain_unit((quantity.amount.unit if quantity else None) or "")


def _per_party(tellings: Sequence[Telling], distribution: Distribution) -> dict[str, Amount]:
    """Each telling's amount; a sum over all parties of an `each` is brought back to one party's."""
    amounts = {t.pledge.id: t.pledge.quantity.amount for t in tellings if t.pledge.quantity}
    if distribution is not Distribution.EACH:
        return amounts
    parties = max(len(t.by) for t in tellings)
    single = {
        bounds(amounts[t.pledge.id]) for t in tellings if t.pledge.distribution is Distribution.EACH
    }
    for identifier, amount in amounts.items():
        for low, high in single:
            if parties > 1 and bounds(Amount(low, high, None).times(parties)) == bounds(amount):
                amounts[identifier] = Amount(low, high, amount.unit)
    return amounts
