"""Amounts in words, bounds included."""

from __future__ import annotations

import re
from decimal import Decimal

from onrecord.domain.amounts import Amount

_IRREGULAR = {"man": "men", "woman": "women", "person": "people", "child": "children"}


def written(amount: Amount | None) -> str:
    """An amount as it is shown: "1 Patriot battery", "24 or more tanks", "EUR 253 million"."""
    if amount is None:
        return ""
    number = _bounds(amount)
    if amount.unit is None:
        return number
    if re.fullmatch("[A-Z]{3}", amount.unit):
        return f"{amount.unit} {number}"
    single = amount.min == amount.max == 1
    return f"{number} {amount.unit if single else plural(amount.unit)}"


def _bounds(amount: Amount) -> str:
    low, high = amount.min, amount.max
    if low is not None and low == high:
        return _number(low)
    if high is None:
        return "some" if not low else f"{_number(low)} or more"
    return f"up to {_number(high)}" if not low else f"{_number(low)} to {_number(high)}"


def _number(value: Decimal) -> str:
    for size, word in ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"),
                       (Decimal(10) ** 6, "million")):  # fmt: skip
        if value >= size and (value / size * 1000) % 1 == 0:
            return f"{(value / size).normalize():f} {word}"
    whole = value == value.to_integral_value()
    return f"{int(value):,}" if whole else f"{value.normalize():,f}"


def plural(unit: str) -> str:
    """The plural of an English unit; left alone where it is one already or no plain noun."""
    head, space, last = unit.rpartition(" ")
    lower = last.lower()
    if lower in _IRREGULAR:
        return f"{head}{space}{_IRREGULAR[lower]}"
    if not last.isalpha() or last.isupper() or lower.endswith(("ware", "aircraft", "men")):
        return unit
    if re.search("[^aeiou]y$", lower):
        return f"{head}{space}{last[:-1]}ies"
    if lower.endswith(("s", "x", "ch", "sh")):
        return unit if lower.endswith("s") and not lower.endswith("ss") else f"{unit}es"
    return f"{unit}s"
