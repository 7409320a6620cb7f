"""Numbers in digits and in English words, as exact values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

SMALL = {
    word: value
    for value, word in enumerate(
        """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen
        """.split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
LETTERS = {"k": 1000, "m": 10**6, "b": 10**9, "t": 10**12}
"""Scales that are written right behind digits: "50k", "$3b"."""

ORDINALS = {
    word: value
    for value, word in enumerate(
        """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
        """.split(),
        start=1,
    )
} | {"thirtieth": 30}
FRACTIONS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "1/2": Decimal("0.5"),
    "1/4": Decimal("0.25"),
    "3/4": Decimal("0.75"),
    "half": Decimal("0.5"),
}

DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def is_number_word(word: str) -> bool:
    """Whether a word in small letters can stand in a number: "forty", "million"."""
    return word in SMALL or word in TENS or word in SCALES


def digits(words: str) -> Decimal | None:
    """The number that digits write: "1,200.5" is 1200.5; None when they write none."""
    if not DIGITS.fullmatch(words) or len(words) > 40:
        return None
    try:
        return Decimal(words.replace(",", ""))
    except InvalidOperation:
        return None


def number(words: Sequence[str]) -> Decimal | None:
    """The number that these words write together; None when they write none.

    "two hundred and five", "3.5 million", "twenty five", "1 1/2", "nineteen ninety" (1990).
    """
    total = Decimal(0)
    group: Decimal | None = None
    seen = False
    for word in (w.lower() for w in words if w.lower() not in ("and", "a", "an")):
        seen = True
        if word in SCALES and SCALES[word] > 100:
            total += (Decimal(1) if group is None else group) * SCALES[word]
            group = None
            continue
        group = _with(group, word)
        if group is None:
            return None
    return total + (group or Decimal(0)) if seen else None


def _with(group: Decimal | None, word: str) -> Decimal | None:
    """The number below a thousand that goes on with `word`; None when it cannot."""
    plain = digits(word)
    if plain is not None:
        return plain if group is None else None
    if word in SCALES:
        return (Decimal(1) if group is None else group) * SCALES[word]
    if word in FRACTIONS:
        return (group or Decimal(0)) + FRACTIONS[word]
    if word not in SMALL and word not in TENS:
        return None
    value = Decimal(SMALL.get(word, TENS.get(word, 0)))
    if not group:
        return value
    if group % 100 == 0 or (group % 10 == 0 and group % 100 >= 20 and value < 10):
        return group + value
    return group * 100 + value if 10 <= group < 100 and value >= 10 else None


def ordinal(word: str) -> int | None:
    """The number of an ordinal: "third" and "3rd" are 3; None when it is none."""
    plain = word.lower()
    if plain in ORDINALS:
        return ORDINALS[plain]
    match = re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)", plain)
    if match:
        return int(match[1])
    head, _, tail = plain.replace(" ", "-").rpartition("-")
    if head in TENS and ORDINALS.get(tail, 99) < 10:
        return TENS[head] + ORDINALS[tail]
    return None
