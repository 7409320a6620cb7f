"""What weeks, months, quarters, seasons and years mean, one function for each kind of wording.

A function that sees on closer look that the words are no time gives None.
"""

from __future__ import annotations

import re
from decimal import Decimal

from onrecord.reading.numerals import ordinal
from onrecord.reading.times_lexicon import CLOCK_UNITS, MONTHS, SEASONS, UNITS
from onrecord.reading.times_meaning import (
    DATE,
    DURATION,
    SET,
    Hit,
    Meaning,
    duration,
    offset_of,
    singular,
    way_of,
    year_of,
)


def month(hit: Hit) -> Meaning | None:
    """July, early July 2023, last July, July of last year."""
    which = f"{MONTHS[hit.one('month')]:02}"
    if hit.all("year"):
        year = year_of(hit.all("year"))
        return Meaning(DATE, f"{year}-{which}") if year else None
    if hit.all("unit"):
        if singular(hit.one("unit")) != "year":
            return None
        return Meaning(DATE, None, f"Y{offset_of(hit.one('rel')):+d} m{which}=")
    way = way_of(hit.one("rel")) if hit.all("rel") else hit.context.way.replace("<", "<~")
    return Meaning(DATE, None, f"m{which}{way}")


def year(hit: Hit) -> Meaning | None:
    """1998, the year 2000, fiscal 1998, mid-1996."""
    found = year_of(hit.all("year"))
    return Meaning(DATE, found) if found else None


def named_year(hit: Hit) -> Meaning | None:
    """The year 2000, fiscal 1998."""
    if hit.all("unit") and hit.one("unit") != "year":
        return None
    return year(hit)


def year_in_words(hit: Hit) -> Meaning | None:
    """Nineteen ninety-six, the year two thousand."""
    words = [w for w in hit.all("year") if w.isalpha()]
    named = "year" in hit.words[: len(hit.words) - len(words)]
    found = year_of(words)
    if found is None or not (named or words[0] in ("eighteen", "nineteen", "twenty")):
        return None
    return Meaning(DATE, found) if named or words[1:2] != ["hundred"] else None


def year_alone(hit: Hit) -> Meaning | None:
    """1998 by itself, unless it counts something."""
    found = int(hit.one("year"))
    before, after = hit.context.before, hit.context.after
    last = before[-1] if before else ""
    following = after[0] if after else ""
    if last == "than" and before[0] == "later":
        return Meaning(DATE, str(found))
    if last in _COUNTING or following in _COUNTED:
        return None
    if last in _DATING or 1900 <= found <= 2060:
        return Meaning(DATE, str(found))
    return None


_COUNTING = frozenset(
    """
    $ £ € # no number some about nearly almost than least over most flight route
    """.split()
)
_COUNTED = frozenset(
    """
    people percent % troops soldiers dollars euros pounds men women miles km ft
    """.split()
)
_DATING = frozenset(
    """
    in since of until till by from before after during to through and around between
    """.split()
)


def decade(hit: Hit) -> Meaning | None:
    """The 1990s, the late '80s."""
    digits = re.sub(r"\D", "", hit.one("decade"))
    if len(digits) == 2:
        digits = ("20" if int(digits) < 30 else "19") + digits
    return Meaning(DATE, digits[:3])


def century(hit: Hit) -> Meaning | None:
    """The 20th century."""
    which = ordinal(" ".join(hit.all("ord")).replace(" - ", "-"))
    if which is None or singular(hit.one("unit")) != "century":
        return None
    return Meaning(DATE, f"{which - 1:02}")


def season(hit: Hit) -> Meaning | None:
    """This spring, the summer of 2023, last fall."""
    which = SEASONS[hit.one("season")]
    if hit.all("year"):
        found = year_of(hit.all("year"))
        return Meaning(DATE, f"{found}-{which}") if found else None
    if hit.all("unit"):
        if singular(hit.one("unit")) != "year":
            return None
        return Meaning(DATE, None, f"Y{offset_of(hit.one('rel')):+d} s{which}=")
    way = way_of(hit.one("rel")) if hit.all("rel") else hit.context.way
    return Meaning(DATE, None, f"s{which}{way}")


def quarter(hit: Hit) -> Meaning | None:
    """The third quarter, first-quarter, the second quarter of 1998, the first half of the year."""
    which = ordinal(hit.one("ord")) or (4 if hit.one("ord") in ("final", "closing") else None)
    unit = singular(hit.one("unit")) if hit.all("unit") else "half"
    if unit == "half" and hit.one("ord") == "last":
        which = 2
    code, most = {"quarter": ("q", 4), "half": ("h", 2)}.get(unit, ("", 0))
    if which is None or not 1 <= which <= most:
        return None
    if hit.all("year"):
        found = year_of(hit.all("year"))
        return Meaning(DATE, f"{found}-{code.upper()}{which}") if found else None
    if hit.all("rel"):
        if hit.all("yearunit") and singular(hit.one("yearunit")) != "year":
            return None
        return Meaning(DATE, None, f"Y{offset_of(hit.one('rel')):+d} {code}{which}=")
    way = "~" if hit.context.way == ">" else "<"
    if hit.all("ago"):
        return Meaning(DATE, None, f"{code}{which}{way} DY-1")
    if code == "h" and not hit.all("of"):
        return None
    return Meaning(DATE, None, f"{code}{which}{way}")


_NOT_LAST = ("W2", "L", "D")


def relative_unit(hit: Hit) -> Meaning | None:
    """Last week, this month, next year, the following day, early next year, later that year."""
    unit, rel = singular(hit.one("unit")), hit.one("rel")
    code = UNITS[unit]
    if unit in CLOCK_UNITS or (code in _NOT_LAST and rel in ("last", "this", "upcoming")):
        return None
    if hit.one("unit") != unit:
        return _plural_reference(rel, unit)
    if rel == "past":
        return Meaning(DURATION, duration(Decimal(1), unit))
    if rel in ("following", "previous", "preceding", "prior", "subsequent") or (
        rel == "next" and unit == "day"
    ):
        base = hit.context.date
        return Meaning(DATE, None, f"{base or 'D+0'} {code}{offset_of(rel):+d}")
    if rel in ("that", "same"):
        if code == "Q" and hit.context.period:
            return Meaning(DATE, None, hit.context.period)
        base = hit.context.date
        return None if base is None else Meaning(DATE, None, f"{base} {code}+0")
    return Meaning(DATE, None, f"{code}{offset_of(rel):+d}")


def _plural_reference(rel: str, unit: str) -> Meaning | None:
    if rel in ("coming", "next", "upcoming", "following"):
        return Meaning(DATE, "FUTURE_REF")
    if rel in ("recent", "past", "last", "previous"):
        return Meaning(DATE, "PAST_REF")
    return Meaning(DATE, "PRESENT_REF") if rel == "these" and unit == "day" else None


def plural_reference(hit: Hit) -> Meaning | None:
    """The coming months, recent years, the weeks ahead."""
    unit = hit.one("unit")
    if not unit.endswith("s"):
        return None
    return _plural_reference(hit.one("rel"), singular(unit))


def edge(hit: Hit) -> Meaning | None:
    """The end of the month, later in the day: a part of the running one."""
    unit = hit.one("unit")
    code = UNITS[singular(unit)]
    if (
        unit.endswith("s")
        or unit in CLOCK_UNITS
        or code in ("W2", "L")
        or hit.one("edge") == "half"
    ):
        return None
    return Meaning(DATE, None, f"{code}+0")


def unit_end(hit: Hit) -> Meaning | None:
    """Year-end, month end."""
    if hit.one("unit") != "year" or hit.one("end") != "end":
        return None
    return Meaning(DATE, None, "Y+0 d12-31=")


def this_period(hit: Hit) -> Meaning | None:
    """The quarter, the latest quarter, the period: the one that the text spoke of last."""
    word = hit.one("unit")
    if word not in ("quarter", "period") or hit.context.period is None:
        if word == "quarter" and hit.all("latest"):
            return Meaning(DATE, None, "Q-1")
        return None
    return Meaning(DATE, None, hit.context.period)


def the_unit(hit: Hit) -> Meaning | None:
    """The year, the week: the running one, or a length where its end is told."""
    unit = hit.one("unit")
    if unit not in ("year", "week", "month"):
        return None
    following = hit.context.after[0] if hit.context.after else ""
    if following in ("ended", "ending", "to", "through"):
        return Meaning(DURATION, duration(Decimal(1), unit))
    if following in ("of", "before", "after", "when", "that") or following.isdigit():
        return None
    return Meaning(DATE, None, f"{UNITS[unit]}+0")


def year_earlier(hit: Hit) -> Meaning | None:
    """A year earlier, the year-ago quarter: the same stretch a year before."""
    if hit.one("unit") != "year" or hit.one("ago") == "before":
        return None
    if hit.context.period is not None:
        return Meaning(DATE, None, f"{hit.context.period} DY-1")
    base = hit.context.date if hit.one("ago") == "earlier" else None
    return Meaning(DATE, None, f"{base} Y-1" if base else "Y-1")


def weekend(hit: Hit) -> Meaning | None:
    """The weekend, last weekend, this past weekend."""
    rel = hit.one("rel")
    if hit.one("weekend").endswith("s"):
        return Meaning(SET, "XXXX-WXX-WE") if rel in ("every", "each", "") else None
    if rel in ("every", "each"):
        return Meaning(SET, "XXXX-WXX-WE")
    by = offset_of(rel) if rel else (-1 if hit.context.way == "<" else 0)
    return Meaning(DATE, None, f"W{by:+d} WE")
