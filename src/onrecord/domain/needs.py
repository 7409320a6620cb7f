"""What is needed: requirement lines that a person puts beside the record, each with its source."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from onrecord.domain.amounts import Amount
from onrecord.domain.ids import content_id
from onrecord.domain.words import Period

MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}
DAYS = {Period.DAY: 1, Period.WEEK: 7}


@dataclass(frozen=True)
class Need:
    """So much of an item that somebody needs, by somebody's account.

    With `per` the amount is needed again in every such period from the day `start` on, through
    `until` where that is known; without it, once in all between the two days (without `until`: on
    the day `start`). `amount.unit` is the item. `again` tells apart a need that was withdrawn and
    stated anew.
    """

    amount: Amount
    per: Period | None
    start: date
    until: date | None
    to: str | None
    source: str
    again: int = 0

    @cached_property
    def id(self) -> str:
        """The id from content."""
        a = self.amount
        return content_id(
            "need",
            a.min,
            a.max,
            a.unit,
            self.per,
            self.start.isoformat(),
            None if self.until is None else self.until.isoformat(),
            self.to,
            self.source,
            self.again,
        )

    @property
    def item(self) -> str:
        """What is needed: a unit as commitments have it ("155 mm shell", "EUR")."""
        return self.amount.unit or ""

    def by(self, day: date) -> Amount:
        """How much had fallen due by the end of a day; inside a period evenly, day by day."""
        low, high = self.amount.min, self.amount.max
        share = self.share(day)
        return replace(
            self.amount,
            min=None if low is None else low * share.numerator / share.denominator,
            max=None if high is None else high * share.numerator / share.denominator,
        )

    def share(self, day: date) -> Fraction:
        """How many times the amount had fallen due by the end of a day."""
        if self.per is None:
            return Fraction(day >= (self.until or self.start))
        if day < self.start:
            return Fraction(0)
        last = day if self.until is None else min(day, self.until)
        whole = self._whole(last)
        begin, end = self.period(whole), self.period(whole + 1)
        return whole + Fraction((last - begin).days + 1, (end - begin).days)

    def period(self, number: int) -> date:
        """The first day of the period with that number; the first one has the number 0."""
        if self.per in DAYS:
            return self.start + timedelta(days=number * DAYS[self.per])
        months = self.start.month - 1 + number * MONTHS[self.per or Period.MONTH]
        year, month = self.start.year + months // 12, months % 12 + 1
        return date(year, month, min(self.start.day, monthrange(year, month)[1]))

    def _whole(self, day: date) -> int:
        """How many periods were over before a day."""
        if self.per in DAYS:
            return (day - self.start).days // DAYS[self.per]
        months = (day.year - self.start.year) * 12 + day.month - self.start.month
        number = months // MONTHS[self.per or Period.MONTH]
        return number if self.period(number) <= day else number - 1


@dataclass(frozen=True)
class Withdrawal:
    """A need taken back: it holds no longer, and both stay on record."""

    need: str
    actor: str
    reason: str

    @cached_property
    def id(self) -> str:
        """The id from content."""
        return content_id("withdrawal", self.need, self.actor, self.reason)
