"""Reference rates from CSV: one row a rate, or one row a day as the ECB publishes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from onrecord.domain.findings import Finding, finding
from onrecord.domain.rates import PATIENCE, Rates
from onrecord.intake.sheets import Row, rows

BASE = "EUR"
"""The base where a file names none."""

_CODE = re.compile("[A-Z]{3}")
_NONE = ("", "n/a", "-")


def rates(
    data: bytes, where: str, source: str | None = None, patience: int = PATIENCE
) -> tuple[Rates, tuple[Finding, ...]]:
    """The rates of a file, and what is wrong with its rows.

    Columns `date`, `currency`, `rate` (units for one of the base) and perhaps `base`; or `date`
    and a column for each currency, with EUR as the base.
    """
    found: dict[str, dict[date, Decimal]] = {}
    findings: list[Finding] = []
    bases: set[str] = set()
    for row in rows(data, where, ("date",)):
        if isinstance(row, Finding):
            findings.append(row)
            continue
        try:
            day = date.fromisoformat(row.cells["date"])
            quoted = list(_quoted(row))
            base = row.cells.get("base", "").upper() or BASE
            if not _CODE.fullmatch(base) or bases - {base}:
                raise ValueError(f"one base for all rows, got {base[:20]!r}")
        except (ValueError, InvalidOperation) as error:
            findings.append(_unreadable(row, error))
            continue
        bases.add(base)
        for currency, value in quoted:
            found.setdefault(currency, {})[day] = value
    ordered = {currency: sorted(told.items()) for currency, told in sorted(found.items())}
    made = Rates(
        min(bases, default=BASE),
        {currency: tuple(day for day, _ in told) for currency, told in ordered.items()},
        {currency: tuple(value for _, value in told) for currency, told in ordered.items()},
        source or where,
        patience,
    )
    return made, tuple(findings)


def _quoted(row: Row) -> Iterable[tuple[str, Decimal]]:
    """The currencies of a row with their rates. Raises ValueError and InvalidOperation."""
    cells = row.cells
    if "currency" in cells:
        told = [(cells["currency"].upper(), cells.get("rate", ""))]
    else:
        told = [
            (name.upper(), cell)
            for name, cell in cells.items()
            if name not in ("date", "base", "") and cell.lower() not in _NONE
        ]
    for currency, cell in told:
        value = Decimal(cell)
        if not _CODE.fullmatch(currency) or not value.is_finite() or value <= 0:
            raise ValueError(f"a currency's code and a rate above nothing, got {currency} {cell}")
        yield currency, value


def _unreadable(row: Row, error: Exception) -> Finding:
    told = "a number as a rate" if isinstance(error, InvalidOperation) else str(error)
    shown = ",".join(row.cells.values())[:60]
    return finding("rate-unreadable", f"expected {told}; the row is {shown!r}", row.where)
