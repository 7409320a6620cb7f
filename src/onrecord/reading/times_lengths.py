"""What lengths, distances and repetitions of time mean, one function for each kind of wording.

A function that sees on closer look that the words are no time gives None.
"""

from __future__ import annotations

from decimal import Decimal

from onrecord.reading.times_lexicon import (
    CLOCK_UNITS,
    HYPHENS,
    MONTHS,
    PARTS,
    REFERENCES,
    SEASONS,
    SETS,
    WEEKDAYS,
)
from onrecord.reading.times_meaning import (
    DATE,
    DURATION,
    SET,
    TIME,
    Hit,
    Meaning,
    count_of,
    duration,
    shifted,
    singular,
)


def ago(hit: Hit) -> Meaning | None:
    """Two years ago, a week ago, months ago, three days later, two days before."""
    count = count_of(hit.all("count")) if hit.all("count") else "X"
    word = hit.one("ago")
    if count is None:
        return None
    forward = word in ("later", "after", "afterward", "afterwards", "hence", "from")
    if isinstance(count, str):
        if word == "before" or word == "after":
            return Meaning(DURATION, duration("X", hit.one("unit")))
        return Meaning(DATE, "FUTURE_REF" if word in ("hence", "from") else "PAST_REF")
    step = shifted(1 if forward else -1, count, hit.one("unit"))
    if step is None:
        return None
    if word in ("before", "after"):
        return Meaning(DURATION, duration(count, hit.one("unit")))
    base = "" if word in ("ago", "hence", "from") else f"{hit.context.date or 'D+0'} "
    kind = TIME if singular(hit.one("unit")) in CLOCK_UNITS else DATE
    return Meaning(kind, None, base + step)


def length(hit: Hit) -> Meaning | None:
    """Two weeks, nearly four hours, a five-year, several months, the past 20 years; no ages."""
    unit = hit.one("unit")
    if _is_age(hit):
        return None
    count = count_of(hit.all("count")) if hit.all("count") else None
    if count is None:
        if not hit.all("rel") or not unit.endswith("s"):
            return None
        count = "X"
    if isinstance(count, Decimal) and hit.all("half"):
        count += Decimal("0.5")
    value = duration(count, unit)
    return Meaning(DURATION, value) if value else None


def _is_age(hit: Hit) -> bool:
    """Whether "old" follows: "six years old", "six-year-old"."""
    following = [word for word in hit.context.after if word not in HYPHENS]
    return following[:1] in (["old"], ["olds"])


def one_unit(hit: Hit) -> Meaning | None:
    """A week, an hour and a half; "$5 a year" is a set."""
    unit, before = singular(hit.one("unit")), hit.context.before
    if hit.one("unit") != unit:
        return None
    last = before[-1] if before else ""
    if unit == "second":
        return None
    if last[-1:].isdigit() or last in _RATED:
        return Meaning(SET, duration(Decimal(1), unit))
    count = Decimal("1.5") if hit.all("half") else Decimal(1)
    return Meaning(DURATION, duration(count, unit))


_RATED = frozenset(
    """
    times twice once million billion dollars euros percent % hours days people barrels
    """.split()
)


def half_unit(hit: Hit) -> Meaning | None:
    """Half an hour, half a century."""
    if hit.one("edge") != "half":
        return None
    return Meaning(DURATION, duration(Decimal("0.5"), hit.one("unit")))


def vague_length(hit: Hit) -> Meaning | None:
    """Years, for decades, within weeks; hours-long."""
    unit = hit.one("unit")
    if (
        _is_age(hit)
        or not unit.endswith("s")
        or unit in ("seconds", "nights", "quarters", "mins", "secs")
    ):
        return None
    return Meaning(DURATION, duration("X", unit))


def every(hit: Hit) -> Meaning | None:
    """Every day, each month, every two weeks, per year, every Monday."""
    if hit.all("wday"):
        clock = PARTS[hit.one("part")] if hit.all("part") else ""
        word = hit.one("wday")
        return Meaning(
            SET,
            f"XXXX-WXX-{WEEKDAYS[word.removesuffix('s') if word not in WEEKDAYS else word]}{clock}",
        )
    if hit.all("month"):
        return Meaning(SET, f"XXXX-{MONTHS[hit.one('month')]:02}")
    if hit.all("season"):
        return Meaning(SET, f"XXXX-{SEASONS[hit.one('season')]}")
    if hit.all("part"):
        return Meaning(SET, f"XXXX-XX-XX{PARTS[hit.one('part')]}")
    count = count_of(hit.all("count")) if hit.all("count") else Decimal(1)
    if count is None or singular(hit.one("unit")) == "second":
        return None
    return Meaning(SET, duration(count, hit.one("unit")))


def weekdays(hit: Hit) -> Meaning | None:
    """On Mondays, Tuesday nights."""
    word = hit.one("wday").removesuffix("s")
    clock = PARTS[hit.one("part").removesuffix("s")] if hit.all("part") else ""
    return Meaning(SET, f"XXXX-WXX-{WEEKDAYS[word]}{clock}")


def set_word(hit: Hit) -> Meaning | None:
    """Daily, annually."""
    return Meaning(SET, SETS[hit.one("set")])


def reference(hit: Hit) -> Meaning | None:
    """Now, recently, soon."""
    return Meaning(DATE, REFERENCES[hit.one("ref")])


def past_or_future(hit: Hit) -> Meaning | None:
    """Current, recent; the future, the past."""
    word = hit.one("word")
    if word in ("future", "past") and hit.words[0] != "the":
        return None
    if word == "past":
        following = hit.context.after[0] if hit.context.after else ""
        if following.isalpha() and following not in _GOING_ON:
            return None
    value = _REFERENCES.get(word)
    return Meaning(DATE, value) if value else None


_REFERENCES = {
    "current": "PRESENT_REF",
    "recent": "PAST_REF",
    "past": "PAST_REF",
    "future": "FUTURE_REF",
    "term": "FUTURE_REF",
}
_GOING_ON = frozenset(
    """
    and or but that to when he she it they we i has have had is was would will
    """.split()
)
