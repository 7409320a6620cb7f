"""The commitments that count in a balance of a unit, and when their reports told them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from onrecord.domain.world import Commitment, World
from onrecord.ledger.beneficiaries import WorkedOut
from onrecord.ledger.money import is_money
from onrecord.ledger.names import same_unit
from onrecord.views.benefits import towards
from onrecord.views.concerns import concerns
from onrecord.views.held import Desk
from onrecord.views.matching import Named


def measured(
    world: World,
    unit: str,
    to: str | None = None,
    money: bool = False,
    found: Mapping[str, WorkedOut] | None = None,
) -> list[Commitment]:
    """The commitments with an amount in a unit, towards somebody; `money`: in any currency.

    `found` are the beneficiaries that were worked out.
    """
    who = None if to is None else Named(world).who(to)
    counted: Iterable[Commitment] = filter(is_money, world.commitments)
    if not money:
        units = concerns(world).units
        places = sorted(p for other, some in units.items() if same_unit(unit, other) for p in some)
        counted = (world.commitments[place] for place in places)
    return [made for made in counted if who is None or who.any(towards(made, found or {}))]


def units_told(world: World) -> tuple[str, ...]:
    """The units in which anything is undertaken, those most used first."""
    told = (made.quantity.unit for made in world.commitments if made.quantity is not None)
    counted = Counter(unit for unit in told if unit)
    return tuple(sorted(counted, key=lambda unit: (-counted[unit], unit)))


def days_told(counted: list[Commitment], desk: Desk) -> Mapping[str, str | None]:
    """The day of every report that tells one of these commitments."""
    told = [e for made in counted for step in made.history for e in step.evidence]
    desk.have(told)
    return {e.report: desk.report(e.report).day for e in told}
