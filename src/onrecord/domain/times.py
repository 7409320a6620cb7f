"""Dates that may be partial, what was read of a time, and what can be worked out from it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month or a day, as far as it is known: "2023", "2023-07", "2023-07-11"."""

    iso: str

    def __post_init__(self) -> None:
        match = _PARTIAL.fullmatch(self.iso)
        if match is None:
            raise ValueError(f"expected YYYY, YYYY-MM or YYYY-MM-DD, got {self.iso!r}")
        year, month, day = match.groups()
        date(int(year), int(month or 1), int(day or 1))

    @property
    def first(self) -> date:
        """The first day that it may be."""
        parts = [int(p) for p in self.iso.split("-")]
        return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)

    @property
    def last(self) -> date:
        """The last day that it may be."""
        parts = [int(p) for p in self.iso.split("-")]
        month = parts[1] if len(parts) > 1 else 12
        day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1]
        return date(parts[0], month, day)

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return len(self.iso) == 10


@dataclass(frozen=True, slots=True)
class AsOf:
    """The two dates of every question: `known` (a seq of the record) and `on` (a day in the world).

    None means "everything that the record holds" and "at the end of what is told".
    """

    known: int | None = None
    on: date | None = None
