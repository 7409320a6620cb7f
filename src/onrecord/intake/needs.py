"""Requirement lines: from words, and from CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onrecord.domain.amounts import Amount
from onrecord.domain.errors import UsageError
from onrecord.domain.findings import Finding, finding
from onrecord.domain.needs import Need
from onrecord.domain.words import Period
from onrecord.intake.sheets import rows

COLUMNS = ("item", "amount", "from", "source")
"""Every file has these; `per`, `until` and `to` are read where they are there."""

LONGEST = 200
"""Characters of an item, a name, a source."""

YEARS = range(1900, 2201)

_NUMBER = r"\d{1,3}(?:[ ,]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?P<upto>up to )?(?P<low>{_NUMBER})"
    rf"(?:(?P<more>\+| or more)| ?(?:-|–|to) ?(?P<high>{_NUMBER}))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A requirement in words, as an option or a cell has it; "" and None are not told."""

    item: str
    amount: str
    start: str
    source: str
    per: str | None = None
    until: str | None = None
    to: str | None = None


def need(told: Told) -> Need:
    """The need that is meant. Raises UsageError that says what was expected and what came."""
    item = " ".join(told.item.split())
    low, high = amount(told.amount)
    start, until = _day("from", told.start), _day("until", told.until)
    if start is None:
        raise UsageError("a need wants the day from which it holds, YYYY-MM-DD")
    if until is not None and until < start:
        raise UsageError(f"a need ends after it begins; got {start} to {until}")
    source = " ".join(told.source.split())
    to = " ".join((told.to or "").split()) or None
    for name, words in (("an item", item), ("a source", source), ("a name", to)):
        if words is not None and not 0 < len(words) <= LONGEST:
            raise UsageError(f"a need wants {name} of 1 to {LONGEST} characters, got {len(words)}")
    return Need(Amount(low, high, item), _period(told.per), start, until, to, source)


def amount(told: str) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of "75000", "60,000-90,000", "24+" or "up to 60". Raises UsageError."""
    match = _AMOUNT.fullmatch(" ".join(told.lower().split()))
    if match is None or (match["upto"] and (match["more"] or match["high"])):
        raise UsageError(f'an amount is "75000", "60000-90000", "24+" or "up to 60"; got {told!r}')
    low = _number(match["low"])
    if match["upto"]:
        return Decimal(0), low
    if match["more"]:
        return low, None
    high = low if match["high"] is None else _number(match["high"])
    if high < low:
        raise UsageError(f"an amount goes from less to more, got {told!r}")
    return low, high


def _number(told: str) -> Decimal:
    return Decimal(told.replace(",", "").replace(" ", ""))


def _period(told: str | None) -> Period | None:
    if not told:
        return None
    if told.lower() not in list(Period):
        raise UsageError(f"per is one of {', '.join(Period)}, got {told[:40]!r}")
    return Period(told.lower())


def _day(name: str, told: str | None) -> date | None:
    if not told:
        return None
    try:
        found = date.fromisoformat(told)
    except ValueError as error:
        raise UsageError(f"{name} wants a day as YYYY-MM-DD, got {told[:40]!r}") from error
    if found.year not in YEARS:
        raise UsageError(f"{name} wants a year from {YEARS[0]} to {YEARS[-1]}, got {found.year}")
    return found


def needs(data: bytes, where: str) -> Iterator[Need | Finding]:
    """The needs of a CSV, one a row, and what is wrong with the other rows."""
    for row in rows(data, where, COLUMNS):
        if isinstance(row, Finding):
            yield row
            continue
        cells = row.cells
        told = Told(
            cells["item"],
            cells["amount"],
            cells["from"],
            cells["source"],
            cells.get("per"),
            cells.get("until"),
            cells.get("to"),
        )
        try:
            stated = need(told)
        except UsageError as error:
            yield finding("need-unreadable", f"{error}; the row was left out", row.where)
        else:
            yield stated
