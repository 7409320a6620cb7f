"""How much of what, said once: "2 Patriot launchers from its stocks"."""

from __future__ import annotations

import re

_COUNT = re.compile(
    r"(?:(?:an?|the|its|about|around|some|nearly|almost|over|up to|at least|more than|or more"
    r"|another|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|several"
    r"|hundreds?|thousands?|millions?|billions?|trillions?|of|[$€£]?\d[\d.,]*)\b[\s-]*)+",
    re.I,
)
"""Words that only count."""

_MONEY = re.compile(
    r"(?:dollars?|euros?|pounds?|kron(?:er|or|e|a)|francs?|yen|zloty|[$€£])[\s,.]*", re.I
)
_CODE = re.compile(r"[A-Z]{3} ")


def matter(quantity: str, what: str) -> str:
    """The amount as written and the object's words, the number and its unit told once."""
    if not quantity or quantity.split(" ", 1)[0] in what.split():
        return what
    if not what:
        return quantity
    plain = what.translate(_NO_QUOTES)
    counted = _COUNT.match(plain)
    rest = plain[counted.end() :] if counted is not None else ""
    if _CODE.match(quantity):
        money = _MONEY.match(rest)
        if money is None:
            return f"{quantity}: {what}"
        return " ".join(part for part in (quantity, rest[money.end() :]) if part)
    unit = _unit(quantity)
    more = _MORE.match(rest)
    kind, rest = (more.group(), rest[more.end() :]) if more is not None else ("", rest)
    if unit and _same(rest[: len(unit) + 2], unit):
        tail = re.match(r"[\w'’-]*", rest[len(unit) - 1 :])
        after = rest[len(unit) - 1 + (tail.end() if tail is not None else 0) :]
        return quantity[: len(quantity) - len(unit)] + kind + unit + after
    return f"{quantity}: {what}"


_NO_QUOTES = str.maketrans("", "", '“”"')
_MORE = re.compile(r"(?:additional|further|extra|new|more) ")
"""Words between the number and its unit that are kept."""


def _unit(quantity: str) -> str:
    """The unit of an amount as written."""
    words = quantity.split(" ")
    while words and (_COUNT.fullmatch(words[0]) or words[0] in ("or", "more", "to")):
        del words[0]
    return " ".join(words)


def _same(one: str, unit: str) -> bool:
    """Whether words begin with a unit, in the plural or not."""
    stem = unit.casefold().removesuffix("ies").removesuffix("s")
    return len(stem) > 1 and one.casefold().startswith(stem)
