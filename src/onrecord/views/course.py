"""How a balance went, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.domain.amounts import Amount
from onrecord.domain.times import AsOf, PartialDate
from onrecord.domain.world import Commitment, Step
from onrecord.ledger.balances import course as sums
from onrecord.views.benefits import worked_out
from onrecord.views.held import NOW, Desk, Reader, world_at
from onrecord.views.measured import days_told, measured
from onrecord.views.tables import day_told

MOST = 80
"""Days of a course; of more, so many evenly chosen ones and the last. A drawing shows no more."""


@dataclass(frozen=True, slots=True)
class Point:
    """A balance at the end of a day on which it changed; None is nothing told."""

    on: date
    requested: Amount | None
    announced: Amount | None
    agreed: Amount | None
    fulfilled: Amount | None


@dataclass(frozen=True, slots=True)
class Course:
    """The balances of a unit at the ends of the days on which one changed, in order."""

    unit: str
    points: tuple[Point, ...]


def course(reader: Reader, unit: str, to: str | None = None, as_of: AsOf = NOW) -> Course:
    """How much of a unit had been requested, announced, agreed and fulfilled by which day."""
    world = world_at(reader, as_of)
    desk = Desk(reader)
    counted = measured(world, unit, to, found=worked_out(world, desk))
    told = days_told(counted, desk)
    found: list[Point] = []
    days = _days(counted, desk)
    for day, now in zip(days, sums(counted, unit, days, told), strict=True):
        point = Point(day, now.requested, now.announced, now.agreed, now.fulfilled)
        if not found or replace(point, on=found[-1].on) != found[-1]:
            found.append(point)
    return Course(unit, tuple(found))


def _days(counted: Sequence[Commitment], desk: Desk) -> Sequence[date]:
    """The days on which a step counts; of a month or a year the last day, as in the balance."""
    steps: list[Step] = [step for made in counted for step in made.history]
    told = {day for step in steps if (day := day_told(step, desk)) is not None}
    days = sorted({PartialDate(day[:10]).last for day in told})
    if len(days) <= MOST:
        return days
    return [days[round(n * (len(days) - 1) / (MOST - 1))] for n in range(MOST)]
