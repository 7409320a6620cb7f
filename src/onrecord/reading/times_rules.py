"""How times are worded: patterns over token classes with what they mean, in one table.

A pattern is written with class names (`times_tokens.NAMES`) and the shorthands of `SHORTHANDS`. Of
patterns that match in one place the longest wins, then the one that stands first. Groups whose
names differ only by underscores at the end are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading import times_days as days
from onrecord.reading import times_lengths as lengths
from onrecord.reading import times_periods as periods
from onrecord.reading.times_meaning import Make
from onrecord.reading.times_tokens import LETTERS

SHORTHANDS = {
    "AT_CLOCK": "(?: (?P<clock>CLOCK|DAY) (?P<ampm>AMPM) (?P<zone>ZONE)? "
    "| (?P<clock_>CLOCK) (?P<zone_>ZONE)? | (?P<part>PART) )",
    "EARLY": "(?: THE? PERIODMOD (?:HYPHEN|IN|OF)? THE? | THE? EDGE OF THE? "
    "| (?:EARLIER|LATER) (?:IN THE)? )",
    "AROUND": "(?: (?: (?:MORE|APPROX) THAN | NOT? APPROX{1,2} ) THE? )",
    "BACK": "(?: THE? THIS? (?P<rel>LAST|NEXT|THIS|SAME) )",
    "OF_YEAR": "(?: OF? THE? THIS? (?P<rel_>LAST|NEXT|THIS|SAME) (?P<unit>UNIT) )",
    "YEARS": "(?: (?P<year>YEAR|SHORTYEAR) )",
    "NUMBER": "(?: (?:NUM|DAY|YEAR) (?: HYPHEN? (?:NUM|DAY) | AND (?:NUM|DAY) ){0,5} "
    "(?: AND AN EDGE )? )",
    "HOW_MANY": "(?: NUMBER | AN? MORE? VAGUE OF? | AN NUM (?: AND? NUM ){0,3} )",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A name, a pattern over classes, and what a match means."""

    name: str
    pattern: re.Pattern[str]
    make: Make


def compiled(notation: str) -> re.Pattern[str]:
    """The pattern over class letters that a notation in class names and shorthands stands for."""
    for _ in range(2):
        for name, meaning in SHORTHANDS.items():
            notation = re.sub(rf"\b{name}\b", meaning.replace("\\", r"\\"), notation)
    body = re.sub(r"\b[A-Z]{2,}\b", lambda m: LETTERS[m.group()], notation)
    return re.compile(re.sub(r"\s+", "", body))


_TABLE: tuple[tuple[str, str, Make], ...] = (
    # days
    ("iso", "(?P<iso>ISO)", days.iso),
    ("numeric", "(?P<date>DATE)", days.numeric),
    (
        "month and day",
        "(?: AT_CLOCK (?:IN|COMMA)? )? EARLY? THIS? NEXT? (?: WDAY DOT? COMMA? THE? )? "
        "(?P<month>MONTH) DOT? THE? (?P<day>DAY|ORD|NUM HYPHEN ORD) "
        "(?: COMMA? YEARS | OF_YEAR | (?= (?:HYPHEN|AND|IN) DAY COMMA? (?P<year_>YEAR) ) )?",
        days.month_day,
    ),
    (
        "day and month",
        "(?: AT_CLOCK (?:IN|COMMA)? )? EARLY? (?: WDAY DOT? COMMA? THE? )? "
        "THE? (?P<day>DAY|ORD) OF? (?P<month>MONTH) (?: DOT? COMMA? YEARS | OF_YEAR )?",
        days.month_day,
    ),
    ("feast", "BACK? (?P<feast>FEAST) (?P<year>YEAR)?", days.holiday),
    (
        "second day",
        "(?: (?<= MONTH DAY HYPHEN ) | (?<= MONTH DAY AND ) | (?<= MONTH DAY IN ) "
        "| (?<= MONTH DOT DAY HYPHEN ) | (?<= MONTH DOT DAY AND ) ) "
        "(?P<day>DAY) (?: COMMA? (?P<year>YEAR) )?",
        days.more_days,
    ),
    (
        "weekday",
        "EARLY? (?: THE? THIS? (?P<rel>LAST|NEXT|THIS) )? (?P<wday>WDAY) DOT? (?P<part>PART)? "
        "OF_YEAR?",
        days.weekday,
    ),
    (
        "clock and weekday",
        "AROUND? AT_CLOCK (?:IN|COMMA)? BACK? (?P<wday>WDAY)",
        days.weekday,
    ),
    ("today", "EARLY? (?: AT_CLOCK IN? )? (?P<day>TODAY|TONIGHT)", days.today),
    ("today's part", "EARLY? (?P<day>TODAY) (?P<part>PART)", days.today),
    (
        "part of a day",
        "EARLY? (?P<rel>THIS|LAST|NEXT|SAME|THAT) (?P<part>PART) | THE (?P<rel_>NEXT|LAST|"
        "SAME) (?P<part_>PART)",
        days.today,
    ),
    ("part alone", "(?P<mod>PERIODMOD)? HYPHEN? (?P<day>PART)", days.part_alone),
    (
        "clock",
        "AROUND? (?P<clock>CLOCK|DAY) (?P<ampm>AMPM) (?P<zone>ZONE)? | AROUND? "
        "(?P<clock_>CLOCK|YEAR|NUM) "
        "(?P<zone_>ZONE) | AROUND? (?P<clock__>DAY|CLOCK) IN THE (?P<ampm_>PART) | (?<= IN ) "
        "(?P<clock___>CLOCK)",
        days.clock_time,
    ),
    # months, years, decades, seasons, quarters
    (
        "month",
        "EARLY? BACK? (?P<month>MONTH) DOT? (?: (?:COMMA|OF)? YEARS | OF_YEAR )?",
        periods.month,
    ),
    (
        "named year",
        "EARLY? THE? FISCAL? (?P<unit>UNIT) (?P<year>YEAR|SHORTYEAR) | THE? FISCAL "
        "(?P<year_>YEAR|SHORTYEAR)",
        periods.named_year,
    ),
    ("part of a year", "EARLY (?P<year>YEAR|SHORTYEAR)", periods.year),
    ("year in words", "THE? UNIT? (?P<year>NUM (?: HYPHEN? NUM ){1,3} )", periods.year_in_words),
    ("year", "(?P<year>YEAR)", periods.year_alone),
    ("short year", "(?<= IN ) (?P<year>SHORTYEAR)", periods.year),
    ("decade", "EARLY? THE? (?: PERIODMOD HYPHEN? )? (?P<decade>DECADE)", periods.decade),
    (
        "century",
        "THE? (?: PERIODMOD HYPHEN? )? (?P<ord>ORD|NUM HYPHEN ORD) HYPHEN? (?P<unit>UNIT)",
        periods.century,
    ),
    (
        "season",
        "EARLY? (?: THE? THIS? (?P<rel>LAST|NEXT|THIS|SAME) | THE )? (?P<season>SEASON) (?: OF? "
        "YEARS | OF_YEAR )?",
        periods.season,
    ),
    (
        "quarter",
        "EARLY? THE? (?:FISCAL|LATEST)? (?P<ord>ORD|FIRSTS) HYPHEN? FISCAL? (?P<unit>UNIT) "
        "(?: (?:OF|IN)? THE? FISCAL? UNIT? (?P<year>YEAR|SHORTYEAR) | OF THE? THIS? "
        "(?P<rel>LAST|NEXT|THIS|SAME) "
        "(?P<yearunit>UNIT) | OF THE FISCAL? UNIT )?",
        periods.quarter,
    ),
    (
        "half",
        "EARLY? THE? (?P<ord>ORD|LAST) (?P<edge>EDGE) (?P<of>OF) THE? (?: "
        "(?P<year>YEAR|SHORTYEAR) | THIS? "
        "(?P<rel>LAST|NEXT|THIS|SAME) (?P<yearunit>UNIT) | UNIT )",
        periods.quarter,
    ),
    (
        "quarter of a year before",
        "BACK (?P<yearunit>UNIT) POSS FISCAL? (?P<ord>ORD|FIRSTS) HYPHEN? (?P<unit>UNIT) "
        "| THE? (?P<year>YEAR) FISCAL? (?P<ord_>ORD|FIRSTS) HYPHEN? (?P<unit_>UNIT) "
        "| THE? UNIT HYPHEN? (?P<ago>AGO|EARLIER) (?P<ord__>ORD) HYPHEN? (?P<unit__>UNIT)",
        periods.quarter,
    ),
    # days, weeks, months, years as seen from another
    (
        "unit",
        "EARLY? (?: THE? THIS? (?P<rel>LAST|NEXT|THIS|SAME) | (?P<rel_>THAT) SAME? ) FISCAL? "
        "(?P<unit>UNIT)",
        periods.relative_unit,
    ),
    (
        "edge of a unit",
        "THE? (?P<edge>EDGE) OF THE FISCAL? (?P<unit>UNIT) | LATER IN THE (?P<unit_>UNIT) "
        "| EARLIER IN THE (?P<unit__>UNIT)",
        periods.edge,
    ),
    ("unit's end", "(?P<unit>UNIT) HYPHEN? (?P<end>EDGE)", periods.unit_end),
    ("coming units", "THE? (?P<rel>NEXT|RECENT|LAST) (?P<unit>UNIT)", periods.plural_reference),
    (
        "this quarter",
        "(?:THE|THAT) (?P<latest>LATEST|SAME)? FISCAL? (?P<unit>UNIT|QUARTERLIKE)",
        periods.this_period,
    ),
    (
        "year earlier",
        "THE? (?P<count>AN)? (?P<unit>UNIT) HYPHEN? (?P<ago>AGO|EARLIER) (?:UNIT|QUARTERLIKE)?",
        periods.year_earlier,
    ),
    ("the unit", "THE (?P<unit>UNIT)", periods.the_unit),
    (
        "weekend",
        "EARLY? THE? THIS? (?P<rel>LAST|NEXT|THIS|EVERY|THAT)? (?P<weekend>WEEKEND)",
        periods.weekend,
    ),
    (
        "ago",
        "AROUND? (?P<count>HOW_MANY|VAGUE|AN)? MORE? HYPHEN? (?P<unit>UNIT) (?: "
        "(?P<ago>AGO|EARLIER|LATER) | (?P<ago_>FROMNOW) REF )",
        lengths.ago,
    ),
    # lengths and repetitions
    (
        "length",
        "AROUND? THE? THIS? (?P<rel>LAST|NEXT|RECENT|THIS|FIRSTS|ORD|LATEST)? "
        "(?P<count>HOW_MANY) MORE? OF? HYPHEN? (?P<unit>UNIT)",
        lengths.length,
    ),
    (
        "one unit",
        "AROUND? (?P<count>AN) MORE? (?P<unit>UNIT) (?P<half>AND AN EDGE)?",
        lengths.one_unit,
    ),
    (
        "half a unit",
        "(?P<edge>EDGE) (?:HYPHEN|AN) (?P<unit>UNIT) | AN (?P<edge_>EDGE) HYPHEN? (?P<unit_>UNIT)",
        lengths.half_unit,
    ),
    ("units", "(?P<unit>UNIT)", lengths.vague_length),
    (
        "every",
        "EVERY FISCAL? (?: (?P<count>NUMBER|VAGUE) )? (?P<unit>UNIT) | EVERY (?P<wday>WDAY|WDAYS) "
        "(?P<part>PART)? "
        "| EVERY (?P<month>MONTH) | EVERY (?P<season>SEASON) | EVERY (?P<part_>PART)",
        lengths.every,
    ),
    ("weekdays", "(?P<wday>WDAYS) (?P<part>PART)?", lengths.weekdays),
    ("weekday's parts", "(?P<wday>WDAY) (?P<part>PARTS)", lengths.weekdays),
    ("set", "(?P<set>SETWORD)", lengths.set_word),
    ("reference", "(?P<ref>REF)", lengths.reference),
    (
        "past and future",
        "THE? (?:PERIODMOD|NEARBY)? (?P<word>SAME|RECENT|FUTUREWORD|LAST) "
        "| THE (?:NEARBY|OLD) HYPHEN? (?P<word_>TERM)",
        lengths.past_or_future,
    ),
)

RULES = tuple(Rule(name, compiled(notation), make) for name, notation, make in _TABLE)
"""All rules, in order."""
