"""Supply against need, day by day as intervals, and the days on which supply falls short.

What counts as supply: `delivered` is what was told as fulfilled; `announced` takes in what is
announced or further and not done yet: for certain from its term on (if it is kept), at most from
the day it was announced. What was delivered before a need begins was for something else and counts
for nothing. An undertaking without a lower bound gives at least nothing, one without an upper bound
leaves the end open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from onrecord.domain.amounts import Amount
from onrecord.domain.needs import Need
from onrecord.domain.times import PartialDate
from onrecord.domain.words import LADDER, Stage
from onrecord.domain.world import Commitment, Step
from onrecord.ledger.balances import is_currency, over_all
from onrecord.ledger.names import plain_unit

FAR = timedelta(days=36_525)
"""A need without an end is followed for a hundred years."""

NEVER = date(9900, 1, 1)
"""From here on nothing is followed any more."""

PROMISED = frozenset({Stage.ANNOUNCED, Stage.AGREED, Stage.CONTRACTED, Stage.UNDER_WAY})
"""Stages at which something is undertaken and not done."""

Told = Mapping[str, str | None]
"""Report -> its day of publication."""

Level = tuple[date, Fraction | None]
"""From a day on so much; None is without an upper bound."""


@dataclass(frozen=True, slots=True)
class Short:
    """When supply falls short: some day from `earliest` to `latest`.

    No `earliest`: never, even at the worst. No `latest`: perhaps never.
    """

    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """The first day on which supply is short, and the day from which it stays so."""

    first: Short
    for_good: Short


@dataclass(frozen=True, slots=True)
class Coverage:
    """One kind of supply against one need."""

    need: Need
    worst: Curve
    best: Curve

    def supply(self, day: date) -> Amount:
        """What there is by the end of a day, since the need began."""
        low, high = self.worst.at(day), self.best.at(day)
        return Amount(_decimal(low or Fraction(0)), _decimal(high), self.need.item)

    @property
    def shortfall(self) -> Shortfall:
        """When it falls short of the need."""
        low, high = self.need.amount.min, self.need.amount.max
        pessimist = crossing(self.need, high, self.worst)
        optimist = (None, None) if low is None else crossing(self.need, low, self.best)
        return Shortfall(Short(pessimist[0], optimist[0]), Short(pessimist[1], optimist[1]))


@dataclass(frozen=True, slots=True)
class Curve:
    """A supply that changes on certain days; nothing before the first of them."""

    days: tuple[date, ...]
    levels: tuple[Fraction | None, ...]

    def at(self, day: date) -> Fraction | None:
        """How much by the end of a day; None is without an upper bound."""
        place = bisect_right(self.days, day)
        return self.levels[place - 1] if place else Fraction(0)


def coverage(need: Need, commitments: Iterable[Commitment], told: Told) -> tuple[Coverage, ...]:
    """Delivered and announced supply against a need; the commitments are those that count."""
    made = list(commitments)
    found = []
    for announced in (False, True):
        supplies = [list(_supplied(one, need, told, announced)) for one in made]
        worst = _curve([(day, low) for day, low, _ in levels] for levels in supplies)
        best = _curve([(day, high) for day, _, high in levels] for levels in supplies)
        found.append(Coverage(need, worst, best))
    return tuple(found)


def answers_to(item: str, commitment: Commitment) -> bool:
    """Whether a commitment is of the item needed, or of a kind of it.

    The unit has to end in the same noun; the other words may stand in the unit or in what is
    undertaken ("155 mm shell": 1,000 shells, told as "155mm artillery shells"). Currencies are
    equal or differ.
    """
    unit = commitment.quantity.unit if commitment.quantity else None
    if unit is None or is_currency(unit) or is_currency(item):
        return unit == item
    wanted, have = _parts(item), _parts(unit)
    if not wanted or not have or wanted[-1] != have[-1]:
        return False
    return set(wanted) <= {*have, *_parts(commitment.what)}


def _parts(words: str) -> list[str]:
    """The words of an item, each in the singular, letters apart from digits."""
    return re.findall(r"[a-z]+|\d+", " ".join(plain_unit(w) for w in words.split()))


# ------------------------------------------------------------------------- what one of them gives


def _supplied(
    made: Commitment, need: Need, told: Told, announced: bool
) -> Iterator[tuple[date, Fraction, Fraction | None]]:
    """From which day on a commitment gives how much, at least and at most."""
    term = None if made.when is None else PartialDate(made.when).last
    done = [step for step in made.history if step.stage is Stage.FULFILLED]
    first = min((_day(step, told, late=False) for step in done), default=date.min)
    last = min((_day(step, told, late=True) for step in done), default=date.min)
    days = {_day(step, told, late) for step in made.history for late in (True, False)}
    if term is not None:
        days.add(term)
    for day in sorted(days):
        lows: list[Fraction] = []
        highs: list[Fraction | None] = []
        for late in (True, False):
            stage, amount = _standing(made, told, late, day)
            promised = announced and stage in PROMISED
            fulfilled = stage is Stage.FULFILLED
            sure = fulfilled and first >= need.start
            sure = sure or (promised and term is not None and day >= term)
            lows.append(_low(made, amount) if sure else Fraction(0))
            counts = promised or (fulfilled and last >= need.start)
            highs.append(_high(made, amount) if counts else Fraction(0))
        yield day, min(lows), None if None in highs else max(h for h in highs if h is not None)


def _low(made: Commitment, amount: Amount | None) -> Fraction:
    return Fraction(0) if amount is None else Fraction(over_all(made, amount).min or 0)


def _high(made: Commitment, amount: Amount | None) -> Fraction | None:
    high = None if amount is None else over_all(made, amount).max
    return None if high is None else Fraction(high)


def _standing(
    made: Commitment, told: Told, late: bool, day: date
) -> tuple[Stage | None, Amount | None]:
    """The furthest stage reached by the end of a day, None after an end, and the amount.

    `late` takes each step on the last day that it may have happened, else on the first.
    """
    stage: Stage | None = None
    amount = next((s.quantity for s in made.history if s.quantity), made.quantity)
    for step in made.history:
        if _day(step, told, late) > day:
            continue
        amount = step.quantity or amount
        if step.stage not in LADDER:
            stage = None
        elif stage is None or LADDER.index(step.stage) > LADDER.index(stage):
            stage = step.stage
    return stage, amount


def _day(step: Step, told: Told, late: bool) -> date:
    """The first or last day of a step: its own, else that of the first report of it."""
    days = [day for e in step.evidence if (day := told.get(e.report)) is not None]
    day = step.on or min(days, default="")
    if not day:
        return NEVER if late else date.min
    partial = PartialDate(day)
    return partial.last if late else partial.first


# ------------------------------------------------------------------------------- all of them


def _curve(supplies: Iterable[Sequence[Level]]) -> Curve:
    """The sum of all, from each day on which one of them changes."""
    changes: dict[date, list[tuple[Fraction, int]]] = {}
    for levels in supplies:
        last: Fraction | None = Fraction(0)
        for day, level in levels:
            difference = (level or Fraction(0)) - (last or Fraction(0))
            changes.setdefault(day, []).append((difference, (level is None) - (last is None)))
            last = level
    days = sorted(day for day in changes if day < NEVER)
    found: list[Fraction | None] = []
    total, unbounded = Fraction(0), 0
    for day in days:
        for difference, more in changes[day]:
            total += difference
            unbounded += more
        found.append(None if unbounded else total)
    return Curve(tuple(days), tuple(found))


def crossing(need: Need, amount: Decimal | None, supply: Curve) -> tuple[date | None, date | None]:
    """The first day on which a supply is less than a need of this amount, and for good.

    An amount of None is without a bound: any supply falls short of it.
    """
    end = (need.until or need.start) if need.per is None else (need.until or _far(need.start))
    days = [day for day in supply.days if need.start < day]
    last = max([end, *days])
    starts = [need.start, *days]
    ends = [*(day - timedelta(days=1) for day in days), last]
    first: date | None = None
    good: date | None = None
    for start, until in zip(starts, ends, strict=True):
        level = supply.at(start)
        at = None if level is None else _first(start, until, _exceeds(need, amount, level))
        if at is None:
            good = None
            continue
        first = first or at
        good = at if good is None or at > start else good
    return first, good


def _far(start: date) -> date:
    return start + FAR if start < NEVER - FAR else NEVER


def _exceeds(need: Need, amount: Decimal | None, level: Fraction) -> Callable[[date], bool]:
    def exceeds(day: date) -> bool:
        share = need.share(day)
        return share > 0 if amount is None else share * Fraction(amount) > level

    return exceeds


def _first(start: date, until: date, holds: Callable[[date], bool]) -> date | None:
    """The first day of a stretch from which a condition holds; once it does, it stays so."""
    if not holds(until):
        return None
    low, high = start.toordinal(), until.toordinal()
    while low < high:
        middle = (low + high) // 2
        if holds(date.fromordinal(middle)):
            high = middle
        else:
            low = middle + 1
    return date.fromordinal(low)


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)
