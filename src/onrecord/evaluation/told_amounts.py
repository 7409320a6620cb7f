"""The amount that the words of an evidence tell, given what the record holds of it.

The record says what stands; one report may tell another number, and many evidences tell none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from onrecord.domain.amounts import Amount

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "a": 1, "an": 1, "dozens": 24,
}  # fmt: skip
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}

_NUMBER = re.compile(
    rf"(?<![\w.,])(\d[\d,]*(?:\.\d+)?|{'|'.join(WORDS)})(?:[ \u00a0-]({'|'.join(SCALES)}))?(?!\w)",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\bup to\W*$", re.IGNORECASE)
_AT_LEAST = re.compile(r"\b(?:at least|more than|over)\W*$", re.IGNORECASE)


def told_amount(held: Mapping[str, Any], words: str) -> tuple[int, int, Amount] | None:
    """Where the words tell an amount of this kind, and the amount; None when they tell none.

    A number that the record holds is taken first; then a number beside the unit's own word, which
    is how another report's figure is told.
    """
    low, high = (None if held[k] is None else Decimal(str(held[k])) for k in ("min", "max"))
    unit = str(held["unit"])
    numbers = [(m, value) for m in _NUMBER.finditer(words) if (value := _value(m)) is not None]
    for match, value in numbers:
        if value in (low, high):
            return match.start(), match.end(), Amount(low, high, unit)
    money = re.fullmatch("[A-Z]{3}", unit)
    head = re.escape(unit.split()[-1].lower().rstrip("sy"))  # as in "ferries"
    for match, value in numbers:
        behind = words[match.end() : match.end() + 60].lower()
        # A sum is known by its millions: the record has a code where the report has "soles".
        of_kind = (
            match[2] if money else re.match(rf"(?:[ -](?!and\b|or\b)\w+){{0,4}}[ -]{head}", behind)
        )
        if match[1][0].isdigit() and of_kind:
            before = words[: match.start()]
            told = Amount(
                Decimal(0) if _UP_TO.search(before) else value,
                None if _AT_LEAST.search(before) else value,
                unit,
            )
            return match.start(), match.end(), told
    return None


def _value(match: re.Match[str]) -> Decimal | None:
    number = match[1].lower()
    scale = SCALES.get((match[2] or "").lower(), 1)
    if number in WORDS:
        return Decimal(WORDS[number]) * scale
    try:
        return Decimal(number.replace(",", "")) * scale
    except InvalidOperation:
        return None
