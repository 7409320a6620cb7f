"""What a request asks for: ids, dates and filters, checked before anything is looked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request

from onrecord.app.rates import CARRIED
from onrecord.domain.errors import UsageError
from onrecord.domain.times import PartialDate
from onrecord.domain.words import Category, ConditionState, Stage
from onrecord.views.timeline import KINDS

LONGEST = 200
"""Characters of a filter; names in the news stay well under it (2026-11)."""

FURTHEST = 1_000_000
YEARS = range(1800, 2201)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ID = re.compile(r"[a-z][a-z0-9]{0,39}", re.ASCII)
_SPANS = re.compile(r"\d{1,9}-\d{1,9}(,\d{1,9}-\d{1,9}){0,19}", re.ASCII)


@dataclass(frozen=True, slots=True)
class At:
    """The two dates of a question, as days: what was `known` then, what held `on` a day."""

    known: date | None = None
    on: date | None = None

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The dates as they stand in an address."""
        told = (("as_of", self.known), ("on", self.on))
        return tuple((name, day.isoformat()) for name, day in told if day is not None)


def at(request: Request) -> At:
    """The dates that a request asks as of. Raises UsageError."""
    return At(_day(request, "as_of"), _day(request, "on"))


def _day(request: Request, name: str) -> date | None:
    told = request.query_params.get(name, "").strip()
    return day(name, told) if told else None


def day(name: str, told: str) -> date:
    """A day, YYYY-MM-DD. Raises UsageError."""
    try:
        found = date.fromisoformat(told) if _DAY.fullmatch(told) else None
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise UsageError(f"{name} wants a day as YYYY-MM-DD, got {told[:40]!r}")
    return found


def _partial(name: str, told: str) -> str:
    try:
        found = PartialDate(told)
    except ValueError as error:
        raise UsageError(f"{name} wants a day, month or year, got {told[:40]!r}") from error
    return found.iso


def _words(name: str, told: str) -> str:
    if len(told) > LONGEST:
        raise UsageError(f"{name} wants at most {LONGEST} characters, got {len(told)}")
    return told


def _one_of(words: Sequence[str]) -> Callable[[str, str], str]:
    def chosen(name: str, told: str) -> str:
        if told not in words:
            raise UsageError(f"{name} wants one of {', '.join(words)}; got {told[:40]!r}")
        return told

    return chosen


def _identifier(name: str, told: str) -> str:
    if not _ID.fullmatch(told):
        raise UsageError(f"{name} wants the id of one, got {told[:40]!r}")
    return told


PARSERS: Mapping[str, Callable[[str, str], str]] = {
    "by": _words,
    "to": _words,
    "item": _words,
    "name": _words,
    "about": _words,
    "who": _words,
    "unit": _words,
    "q": _words,
    "category": _one_of([str(c) for c in Category]),
    "stage": _one_of([str(s) for s in Stage]),
    "state": _one_of([str(s) for s in ConditionState]),
    "rates": _one_of([CARRIED]),
    "since": _partial,
    "until": _partial,
    "kind": _one_of(list(KINDS)),
    "story": _identifier,
}
"""Every filter, and how it is checked."""


def filters(request: Request, names: Sequence[str]) -> dict[str, str | None]:
    """The filters of a request; one that is absent or empty is None. Raises UsageError."""
    found: dict[str, str | None] = {}
    for name in names:
        told = request.query_params.get(name, "").strip()
        found[name] = PARSERS[name](name, told) if told else None
    return found


def number(request: Request, name: str, default: int, bounds: range) -> int:
    """A whole number within bounds. Raises UsageError."""
    told = request.query_params.get(name, "").strip()
    if not told:
        return default
    if not re.fullmatch(r"\d{1,9}", told, re.ASCII) or int(told) not in bounds:
        raise UsageError(
            f"{name} wants a number from {bounds.start} to {bounds.stop - 1}, got {told[:40]!r}"
        )
    return int(told)


def identifier(request: Request, name: str = "id") -> str:
    """The id in the path, or the beginning of one. Raises UsageError."""
    told: str = request.path_params[name]
    if not _ID.fullmatch(told):
        raise UsageError(f"{told[:40]!r} is no id: expected letters a-z and digits, at most 40")
    return told


def spans(request: Request) -> tuple[tuple[int, int], ...]:
    """The stretches of a text in the path ("12-40,60-80"), () where there are none."""
    told: str = request.path_params.get("spans", "")
    if not told:
        return ()
    if not _SPANS.fullmatch(told):
        raise UsageError(f"{told[:40]!r} is no place: expected START-END in characters")
    pairs = [(int(start), int(end)) for start, end in (s.split("-") for s in told.split(","))]
    if any(start >= end for start, end in pairs):
        raise UsageError(f"{told[:40]!r} is no place: the end comes after the start")
    return tuple(sorted(pairs))


def address(path: str, dates: At, wanted: Mapping[str, object] | None = None) -> str:
    """A path with filters and the dates asked as of; what is None or empty is left out."""
    pairs = [(k, str(v)) for k, v in (wanted or {}).items() if v not in (None, "")]
    pairs += dates.pairs
    return f"{path}?{urlencode(pairs)}" if pairs else path
