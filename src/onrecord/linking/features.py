"""Small comparisons of what any two things have beside them: reports, days, names, amounts.

Each returns a value from -1 to 1 with the words that show why, or None where one side is silent.
What is particular to one relation stands in that relation's file.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from decimal import Decimal

from onrecord.domain.amounts import Amount
from onrecord.linking import words
from onrecord.linking.sheets import Days, Sheet
from onrecord.linking.weights import Compared


def list_some(items: frozenset[str], limit: int = 5) -> str:
    """A few of some words, in order, for a reason."""
    shown = sorted(items, key=lambda s: (-words.worth(s), s))[:limit]
    return ", ".join(shown) or "nothing"


@dataclass(frozen=True)
class Common:
    """What two reports have in common: names and telling words, and how much each report has."""

    names: frozenset[str]
    names_least: float
    stems: frozenset[str]
    stems_least: float
    compared: dict[frozenset[str], Compared] = field(default_factory=dict)
    """What `same_matter` found, by the stems that were left aside."""

    def likeness(self, without: frozenset[str] = frozenset()) -> float:
        """How far the reports are about one matter (0 to 1), some stems and names left aside."""
        rare = sum(name_worth(n) for n in self.names if not without & _stems_of(n))
        by_name = rare / self.names_least if self.names_least else 0.0
        mass = words.mass(self.stems - without)
        by_word = mass / self.stems_least if self.stems_least else 0.0
        return min(1.0, 0.6 * by_name * min(1.0, rare / 3) + 0.9 * by_word * min(1.0, mass / 3))

    @functools.cached_property
    def shown(self) -> str:
        """Some of it, for a reason."""
        return f"names {list_some(self.names, 4)}; words {list_some(self.stems, 4)}"


@functools.lru_cache(maxsize=20_000)
def _stems_of(name: str) -> frozenset[str]:
    return frozenset(words.sense(s) for s in words.stems(name))


def in_common(a: Sheet, b: Sheet) -> Common:
    """What two reports have in common; worked out once for each pair."""
    cached = a.common.get(b.id)
    if not isinstance(cached, Common):
        least = min(names_mass(a.named), names_mass(b.named))
        shared = words.senses(a.telling) & words.senses(b.telling)
        mass = min(words.senses_mass(a.telling), words.senses_mass(b.telling))
        cached = Common(a.named & b.named, least, shared, mass)
        a.common[b.id] = b.common[a.id] = cached
    return cached


def matter_likeness(a: Sheet, b: Sheet) -> tuple[float, str]:
    """How far two reports are about one matter (0 to 1): shared names and telling words."""
    if a is b:
        return 1.0, "the same report"
    common = in_common(a, b)
    return common.likeness(), common.shown


@functools.lru_cache(maxsize=20_000)
def names_mass(named: frozenset[str]) -> float:
    """How telling a report's names are together."""
    return sum(map(name_worth, named))


def name_worth(key: str) -> float:
    """How telling a shared name is: a state says little, a rare name much."""
    return 0.25 if key.startswith("=") else 1.0


def same_matter(a: Sheet, b: Sheet, without: frozenset[str] = frozenset()) -> Compared | None:
    """Whether the reports are about one matter; `without` are stems that say nothing of it here."""
    if a is b:
        return None
    common = in_common(a, b)
    known = common.compared.get(without)
    if known is None:
        likeness = common.likeness(without)
        shown = f"reports alike {likeness:.2f}: {common.shown}"
        known = Compared(min(1.0, likeness / 0.4) * 1.3 - 0.3, shown)
        common.compared[without] = known
    return known


def days_between(a: Days, b: Days) -> int:
    """The days from one stretch of days to the other, 0 when they overlap."""
    if a[0] > b[1]:
        return (a[0] - b[1]).days
    if b[0] > a[1]:
        return (b[0] - a[1]).days
    return 0


def published_gap(a: Sheet, b: Sheet) -> int | None:
    """The days between two publications, None when one is not dated."""
    return None if a.day is None or b.day is None else abs((a.day - b.day).days)


SEASON = 120
"""Days of a season: words alone find what was told within half of it, and who said or promised it
finds the rest. A saying told without its day more than 120 days after another is not the same
(`utterances.occasion`); without seasons a look at 1,500 reports found things of all years, and a
report took four times as long to link as at 200 (2026-11)."""

YEAR = 2 * 183


def seasons(sheet: Sheet, days: int = SEASON) -> tuple[str, ...]:
    """Two stretches of the calendar: reports not further apart than half of `days` share one."""
    if sheet.day is None:
        return ("",)
    number = sheet.day.toordinal()
    return (f"{number // days}", f"{(number + days // 2) // days}+")


def shown_days(days: Days) -> str:
    """A day, or first and last day, for a reason."""
    return days[0].isoformat() if days[0] == days[1] else f"{days[0]} to {days[1]}"


def amounts_meet(a: Amount, b: Amount) -> float:
    """1 for equal amounts, 0.5 for one inside the other, 0.2 where they overlap, -1 apart."""
    low_a, high_a = _ends(a)
    low_b, high_b = _ends(b)
    if (low_a, high_a) == (low_b, high_b):
        return 1.0
    if (low_a <= low_b and high_b <= high_a) or (low_b <= low_a and high_a <= high_b):
        return 0.5
    if low_a <= high_b and low_b <= high_a:
        return 0.2
    return -1.0


def _ends(amount: Amount) -> tuple[Decimal, Decimal]:
    low = Decimal(0) if amount.min is None else amount.min
    high = Decimal("Infinity") if amount.max is None else amount.max
    return low, high


def shown_amount(amount: Amount) -> str:
    """An amount for a reason: "40 transformer", "0 to 60 engineer", "24 or more"."""
    low, high = amount.min, amount.max
    if low is not None and low == high:
        bounds = f"{low:,}"
    elif high is None:
        bounds = "some" if low is None else f"{low:,} or more"
    else:
        bounds = f"{low or 0:,} to {high:,}"
    return f"{bounds} {amount.unit or ''}".strip()
