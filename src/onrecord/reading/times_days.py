"""What days and times of day mean, one function for each kind of wording in `times_rules`.

A function that sees on closer look that the words are no time gives None.
"""

from __future__ import annotations

import re

from onrecord.reading.numerals import number, ordinal
from onrecord.reading.times_lexicon import HOLIDAYS, MONTHS, PARTS, WEEKDAYS
from onrecord.reading.times_meaning import (
    DATE,
    TIME,
    Hit,
    Meaning,
    offset_of,
    singular,
    way_of,
    year_of,
)


def iso(hit: Hit) -> Meaning | None:
    """2023-07-11, 2023-07-11T10:35."""
    day, mark, clock = hit.one("iso").upper().partition("T")
    if not _is_day(day):
        return None
    return Meaning(TIME, f"{day}T{clock[:5]}") if mark else Meaning(DATE, day)


def numeric(hit: Hit) -> Meaning | None:
    """25/12/2023, 25.12.2023; the day stays open where it may as well be the month."""
    first, second, year = re.split(r"[/.]", hit.one("date"))
    year = year if len(year) == 4 else ("19" if int(year) > 40 else "20") + year
    day, month = (first, second) if "." in hit.one("date") or int(first) > 12 else (second, first)
    if int(first) <= 12 and int(second) <= 12 and first != second and "/" in hit.one("date"):
        return Meaning(DATE, f"{year}-XX-XX")
    value = f"{year}-{int(month):02}-{int(day):02}"
    return Meaning(DATE, value) if _is_day(value) else None


def _is_day(value: str) -> bool:
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)
    if match is None:
        return False
    year, month, day = map(int, match.groups())
    longest = (31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year > 0 and 1 <= month <= 12 and 1 <= day <= longest[month - 1]


def month_day(hit: Hit) -> Meaning | None:
    """July 11, 11 July 2023, Tuesday, July 11; with a clock time before it."""
    number_of_day = ordinal(hit.one("day")) or number(hit.all("day"))
    month = MONTHS[hit.one("month")]
    if number_of_day is None or not 1 <= number_of_day <= 31:
        return None
    which = f"{month:02}-{int(number_of_day):02}"
    year = year_of(hit.all("year")) if hit.all("year") else None
    if hit.all("year") and year is None:
        return None
    if not _is_day(f"{year or 2024}-{which}"):
        return None
    if year:
        return _at_clock(hit, value=f"{year}-{which}")
    if hit.all("unit"):
        if singular(hit.one("unit")) != "year":
            return None
        return _at_clock(hit, formula=f"Y{offset_of(hit.one('rel')):+d} d{which}=")
    way = "~" if hit.context.way == ">" else "<~"
    return _at_clock(hit, formula=f"d{which}{way}")


def _at_clock(hit: Hit, value: str | None = None, formula: str | None = None) -> Meaning:
    """A day, at the clock time or part of the day that stands with it."""
    clock = _clock(hit)
    if clock is None:
        return Meaning(DATE, value, formula)
    if value:
        return Meaning(TIME, value + clock)
    return Meaning(TIME, None, f"{formula} {clock}")


def _clock(hit: Hit) -> str | None:
    if hit.all("part"):
        return PARTS[hit.one("part")]
    if not hit.all("clock") or not hit.one("clock").replace(":", "").isdigit():
        return None
    words = hit.one("clock").split(":")
    hour = int(words[0])
    minutes = words[1] if len(words) > 1 else "00"
    half = hit.one("ampm").replace(".", "").replace(" ", "")
    if half not in ("am", "pm") and len(words) == 1:
        if half.endswith("clock"):
            return f"T{hour:02}:00" if hour <= 24 else None
        if len(words[0]) == 4:
            hour, minutes = divmod(int(words[0]), 100)[0], words[0][2:]
    half = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "pm"}.get(half, half)
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    zone = "Z" if hit.one("zone") in ("gmt", "utc") else ""
    return f"T{hour:02}:{minutes}{zone}" if hour <= 24 and int(minutes) < 60 else None


def part_alone(hit: Hit) -> Meaning | None:
    """Noon, midnight, overnight; on the day that the text spoke of last."""
    word = hit.one("day")
    if word == "overnight":
        return Meaning(TIME, None, "D-1 TNI")
    if word not in ("noon", "midday", "midnight") and not hit.all("mod"):
        return None
    return Meaning(TIME, None, f"{hit.context.day or 'D+0'} {PARTS[word]}")


def clock_time(hit: Hit) -> Meaning | None:
    """10:35 a.m., 7 p.m. EST; on the day that the text spoke of last."""
    clock = _clock(hit)
    if clock is None:
        return None
    return Meaning(TIME, None, f"{hit.context.day or 'D+0'} {clock}")


def holiday(hit: Hit) -> Meaning | None:
    """Christmas, Thanksgiving Day, last Easter; the day of a feast by its rule."""
    name = " ".join(hit.one("feast").replace("’", "'").split())
    formula = (
        HOLIDAYS.get(name) or HOLIDAYS[name.replace("s day", "'s day").replace("s eve", "'s eve")]
    )
    first, _, rest = formula.partition(" ")
    if hit.all("year"):
        found = year_of(hit.all("year"))
        base = f"{found} {first}=" if found else None
    elif hit.all("rel"):
        base = first + way_of(hit.one("rel"))
    else:
        base = first + ("~" if hit.context.way == ">" else "<~")
    return Meaning(DATE, None, f"{base} {rest}".strip()) if base else None


def more_days(hit: Hit) -> Meaning | None:
    """The second day of "July 11 and 12"."""
    return (
        Meaning(DATE, None, f"{hit.context.day} n{int(hit.one('day'))}")
        if hit.context.day
        else None
    )


def weekday(hit: Hit) -> Meaning | None:
    """Tuesday, last Tuesday, Tuesday night, Tuesday of last week."""
    number_of_day = WEEKDAYS[hit.one("wday")]
    if hit.all("unit"):
        if singular(hit.one("unit")) != "week":
            return None
        return _at_clock(hit, formula=f"W{offset_of(hit.one('rel')):+d} w{number_of_day}=")
    way = way_of(hit.one("rel")) if hit.all("rel") else hit.context.way
    if hit.one("rel") in ("following", "previous", "preceding", "prior") and hit.context.day:
        return _at_clock(hit, formula=f"{hit.context.day} w{number_of_day}{way}")
    return _at_clock(hit, formula=f"w{number_of_day}{way}")


def today(hit: Hit) -> Meaning | None:
    """Today, yesterday morning, tomorrow night, tonight, last night, this morning."""
    word = hit.one("day") or hit.one("rel")
    by = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(word, 0)
    if word in ("next", "following"):
        return _at_clock(hit, formula=f"{hit.context.day or 'D+0'} D+1")
    if word == "the" or word in ("same", "that"):
        return _at_clock(hit, formula=hit.context.day or "D+0")
    if word == "tonight":
        return Meaning(TIME, None, "D+0 TNI")
    if word == "overnight":
        return Meaning(TIME, None, "D-1 TNI")
    return _at_clock(hit, formula=f"D{by:+d}")
