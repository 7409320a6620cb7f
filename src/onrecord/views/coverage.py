"""Supply against need: how much of it is covered, and from when on it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from onrecord.domain.amounts import Amount
from onrecord.domain.needs import Need
from onrecord.domain.times import AsOf
from onrecord.domain.world import Commitment, World
from onrecord.ledger.coverage import Coverage, Short, Shortfall, answers_to
from onrecord.ledger.coverage import coverage as weighed
from onrecord.ledger.names import same_unit
from onrecord.ledger.needs import standing_needs
from onrecord.views.held import NOW, Desk, Reader, world_at
from onrecord.views.matching import Named, Who
from onrecord.views.needs import NeedRow, need_row

MOST = 48
"""Rows of one need over time: four years of months. A longer run shows one in some."""

Share = tuple[int | None, int | None]
"""Per cent covered, at least and at most; None is not known."""


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """One kind of supply by the end of a day, how much of the need it covers, and when it fails."""

    there: Amount
    covers: Share
    first_short: Short
    short_for_good: Short


@dataclass(frozen=True, slots=True)
class CoverageStep:
    """What had fallen due by the end of a day, and what there was for it."""

    day: date
    needed: Amount
    delivered: Amount
    announced: Amount


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A need and the supply for it, by the end of `day`: the last day told, or asked about.

    A need once is looked at on the day it is due, if that is later.

    `announced` takes in what is delivered; `commitments` are the undertakings that were counted.
    """

    id: str
    need: NeedRow
    day: date
    needed: Amount
    delivered: SupplyRow
    announced: SupplyRow
    steps: tuple[CoverageStep, ...]
    commitments: tuple[str, ...]


def coverage(
    reader: Reader, item: str | None = None, to: str | None = None, as_of: AsOf = NOW
) -> tuple[CoverageRow, ...]:
    """Each need that holds (of an item, for a party) against what is delivered and announced.

    Needs by different accounts stand side by side; they are never added up.
    """
    stated = standing_needs(reader.needs(as_of.known), reader.withdrawals(as_of.known))
    asked = [r for r in stated if item is None or _of(item, r.fact.item)]
    if not asked:
        return ()
    world = world_at(reader, as_of)
    named, desk = Named(world), Desk(reader)
    who = None if to is None else named.who(to)
    return tuple(
        _row(recorded.fact, need_row(recorded), _Asked(world, desk, named, as_of))
        for recorded in asked
        if who is None or _for(recorded.fact, who, named)
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    world: World
    desk: Desk
    named: Named
    as_of: AsOf

    @property
    def day(self) -> date | None:
        """The day asked about, else the last day on which a report was published."""
        if self.as_of.on is not None:
            return self.as_of.on
        last = max((s.last for s in self.world.stories if s.last), default=None)
        return None if last is None else date.fromisoformat(last[:10])


def _of(asked: str, item: str) -> bool:
    return same_unit(asked, item) or same_unit(item, asked)


def _for(need: Need, who: Who, named: Named) -> bool:
    if need.to is None:
        return False
    asked = named.who(need.to)
    return asked.name == who.name or bool(asked.entities & who.entities)


def _row(need: Need, row: NeedRow, asked: _Asked) -> CoverageRow:
    who = None if need.to is None else asked.named.who(need.to)
    made = [
        one
        for one in asked.world.commitments
        if answers_to(need.item, one) and (who is None or who.any(one.to))
    ]
    delivered, announced = weighed(need, made, _told(made, asked.desk))
    day = asked.day or need.start
    if need.per is None:
        day = max(day, need.until or need.start)
    return CoverageRow(
        id=need.id,
        need=row,
        day=day,
        needed=rounded(need.by(day)),
        delivered=_supply(need, delivered, day),
        announced=_supply(need, announced, day),
        steps=tuple(
            CoverageStep(
                at, rounded(need.by(at)), rounded(delivered.supply(at)),
                rounded(announced.supply(at)),
            )
            for at in days(need, (delivered, announced), day)
        ),
        commitments=tuple(one.id for one in made),
    )  # fmt: skip


def _told(made: Sequence[Commitment], desk: Desk) -> dict[str, str | None]:
    return {
        e.report: desk.report(e.report).day for c in made for s in c.history for e in s.evidence
    }


def _supply(need: Need, supply: Coverage, day: date) -> SupplyRow:
    shortfall: Shortfall = supply.shortfall
    there = supply.supply(day)
    return SupplyRow(
        rounded(there), share(there, need.by(day)), shortfall.first, shortfall.for_good
    )


def share(there: Amount, needed: Amount) -> Share:
    """How many per cent of a need a supply covers, at least and at most; not of nothing."""
    least = most = None
    if needed.max and there.min is not None:
        least = int((there.min / needed.max * 100).to_integral_value(ROUND_FLOOR))
    if needed.min and there.max is not None:
        most = int((there.max / needed.min * 100).to_integral_value(ROUND_CEILING))
    return least, most


def days(need: Need, supplies: Sequence[Coverage], day: date) -> tuple[date, ...]:
    """The days to show: ends of periods until all supply is used up, or days of change."""
    if need.per is None:
        changes = {at for one in supplies for at in (*one.worst.days, *one.best.days)}
        due = need.until or need.start
        return tuple(sorted({at for at in changes if need.start <= at} | {due, max(due, day)}))
    shorts = [one.shortfall.for_good for one in supplies]
    ends = [at for short in shorts for at in (short.earliest, short.latest) if at is not None]
    last = max([day, *ends])
    last = last if need.until is None else min(last, need.until)
    if last < need.start:
        return ()
    one_day = timedelta(days=1)
    number, found = 1, [need.period(1) - one_day]
    while found[-1] < last:
        number += 1
        found.append(need.period(number) - one_day)
    if need.until is not None:
        found[-1] = min(found[-1], need.until)
    step = -(-len(found) // MOST)
    return tuple(found[step - 1 :: step]) if step > 1 else tuple(found)


def rounded(amount: Amount) -> Amount:
    """The amount without the fractions that a part of a period makes."""
    return replace(amount, min=_rounded(amount.min), max=_rounded(amount.max))


def _rounded(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    return value.quantize(Decimal(1) if value >= 100 else Decimal("0.01")).normalize() + 0


def short_words(short: Short) -> str:
    """When supply falls short, in words."""
    if short.earliest is None:
        return "not short"
    if short.latest is None:
        return f"from {short.earliest}, perhaps never"
    if short.earliest == short.latest:
        return f"{short.earliest}"
    return f"{short.earliest} to {short.latest}"


def share_words(told: Share) -> str:
    """Per cent covered, in words."""
    least, most = told
    if least is None and most is None:
        return ""
    if least == most:
        return f"{least}%"
    if most is None:
        return f"{least}% or more"
    return f"up to {most}%" if not least else f"{least} to {most}%"
