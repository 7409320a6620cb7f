"""What a wording of a time can mean, and what it may lean on; shared by all kinds of wording."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onrecord.domain.words import TimeType
from onrecord.reading.numerals import number
from onrecord.reading.times_lexicon import CLOCK_UNITS, HYPHENS, UNITS, VAGUE

DATE, TIME, DURATION, SET = TimeType.DATE, TimeType.TIME, TimeType.DURATION, TimeType.SET


@dataclass(frozen=True, slots=True)
class Meaning:
    """A type with a value that stands by itself, or a formula over another day."""

    type: TimeType
    value: str | None = None
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a wording may lean on: which way its sentence looks, and the times before it.

    `way` is "<" back, ">" forward. `date`, `day` and `period` are the last date of any length, the
    last day and the last quarter that the text named, as formulas; None at its beginning.
    """

    way: str
    date: str | None
    day: str | None
    period: str | None
    before: Sequence[str]
    after: Sequence[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern's match: its words by group."""

    words: Sequence[str]
    groups: dict[str, tuple[int, int]]
    context: Context

    def all(self, group: str) -> list[str]:
        """The words of a group, () when it did not take part."""
        start, end = self.groups.get(group, (0, 0))
        return list(self.words[start:end]) if start >= 0 else []

    def one(self, group: str) -> str:
        """The first word of a group, "" when it did not take part."""
        return next(iter(self.all(group)), "")


Make = Callable[[Hit], Meaning | None]


def singular(unit: str) -> str:
    """A unit's word as `UNITS` has it."""
    return unit if unit in UNITS else unit.removesuffix("s")


def duration(count: Decimal | str, unit: str) -> str | None:
    """The TIMEX3 duration of so many units; "X" counts an unknown number."""
    code = UNITS[singular(unit)]
    mark = "PT" if singular(unit) in CLOCK_UNITS else "P"
    if code == "W2":
        return "P2W" if count in ("X", 1) else f"P{_plain(2 * Decimal(count))}W"
    if isinstance(count, str):
        return f"{mark}{count}{code}"
    if code == "Q":
        return f"P{_plain(count * 3)}M"
    if code in "ECL" and count > 0:
        return f"P{_plain(count * {'E': 10, 'C': 100, 'L': 1000}[code])}Y"
    whole = int(count)
    smaller = {"PY": (12, "M"), "PTH": (60, "M"), "PTM": (60, "S")}.get(mark + code)
    if count != whole and smaller:
        rest = (count - whole) * smaller[0]
        if rest == int(rest):
            return mark + (f"{whole}{code}" if whole else "") + f"{int(rest)}{smaller[1]}"
    return f"{mark}{_plain(count)}{code}"


def _plain(count: Decimal) -> str:
    return format(count.normalize(), "f") if count else "0"


def shifted(by: int, count: Decimal, unit: str) -> str | None:
    """The formula step to the day, week, month or year so many units away."""
    code = UNITS[singular(unit)]
    if singular(unit) in CLOCK_UNITS:
        return "D+0"
    factor = {"W2": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000)}.get(
        code, (code, 1)
    )
    steps = count * factor[1]
    step = factor[0]
    if steps != int(steps):
        if step != "Y" or steps * 12 != int(steps * 12):
            return None
        step, steps = "M", steps * 12
    return f"{step}{by * int(steps):+d}" if steps < 10_000 else None


def count_of(words: Sequence[str]) -> Decimal | str | None:
    """How many: a number, "X" where it is vague, None where it is none."""
    plain = [w for w in words if w not in HYPHENS and w not in ("of", "or", "more")]
    if any(w in VAGUE for w in plain):
        code = next(VAGUE[w] for w in plain if w in VAGUE)
        return Decimal(2) if code == "2" else "X"
    if plain and all(w in ("a", "an") for w in plain):
        return Decimal(1)
    found = number(plain)
    return "X" if found is None and plain else found


def way_of(word: str) -> str:
    """How "last", "next", "this" choose among occurrences."""
    if word in ("last", "past", "previous", "preceding", "prior"):
        return "<<"
    return "=" if word in ("this", "these", "same", "current", "present") else ">>"


def offset_of(word: str) -> int:
    """How far "last", "this", "next" lie from now: -1, 0, 1."""
    return {"<<": -1, "=": 0, ">>": 1}[way_of(word)]


def year_of(words: Sequence[str]) -> str | None:
    """A year in digits, in two digits, or in words."""
    if len(words) == 1 and words[0][-2:].isdigit():
        short = words[0].lstrip("'’`")
        return short if len(short) == 4 else ("19" if int(short) > 40 else "20") + short
    found = number(words)
    if found is None or found != int(found) or not 1000 <= found <= 2200:
        return None
    return str(int(found))
