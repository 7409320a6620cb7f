"""The words that times are made of, by class; rules are patterns over classes."""

from __future__ import annotations

MONTHS = {
    **{
        word: number
        for number, word in enumerate(
            """
            january february march april may june july august september october november december
            """.split(),
            start=1,
        )
    },
    **{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9},
    **{"oct": 10, "nov": 11, "dec": 12},
}
DOUBTFUL_MONTHS = frozenset({"may", "march", "mar", "jan", "dec", "sep", "jun", "jul"})
"""Words with another sense, which need a capital and a neighbour that belongs to a date."""

WEEKDAYS = {
    **{
        word: number
        for number, word in enumerate(
            "monday tuesday wednesday thursday friday saturday sunday".split(), start=1
        )
    },
    **{
        "mon": 1,
        "tue": 2,
        "tues": 2,
        "wed": 3,
        "thu": 4,
        "thur": 4,
        "thurs": 4,
        "fri": 5,
        "sat": 6,
    },
    **{"sun": 7},
}
ABBREVIATED = frozenset(
    word
    for word in (*MONTHS, *WEEKDAYS)
    if len(word) < 6 and word not in ("march", "april", "may", "june", "july")
)
"""Months and weekdays that are written with a full stop."""

DOUBTFUL_WEEKDAYS = frozenset({"mon", "wed", "fri", "sat", "sun", "thu", "tue"})

UNITS = {
    "second": "S",
    "sec": "S",
    "minute": "M",
    "min": "M",
    "hour": "H",
    "hr": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "fortnight": "W2",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "yr": "Y",
    "decade": "E",
    "century": "C",
    "centurie": "C",
    "millennium": "L",
}
"""Units in the singular, with their letter in a TIMEX3 duration."""

CLOCK_UNITS = frozenset({"second", "sec", "minute", "min", "hour", "hr"})

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASONS |= {"springtime": "SP", "summertime": "SU", "wintertime": "WI"}

PARTS = {
    "morning": "TMO",
    "dawn": "TMO",
    "daybreak": "TMO",
    "sunrise": "TMO",
    "noon": "T12:00",
    "midday": "T12:00",
    "noontime": "T12:00",
    "lunchtime": "T12:00",
    "afternoon": "TAF",
    "evening": "TEV",
    "dusk": "TEV",
    "sunset": "TEV",
    "night": "TNI",
    "nighttime": "TNI",
    "overnight": "TNI",
    "midnight": "T24:00",
}

HOLIDAYS = {
    "new year's day": "d01-01",
    "new year's eve": "d12-31",
    "valentine's day": "d02-14",
    "st. patrick's day": "d03-17",
    "halloween": "d10-31",
    "christmas eve": "d12-24",
    "christmas day": "d12-25",
    "christmas": "d12-25",
    "boxing day": "d12-26",
    "epiphany": "d01-06",
    "victory day": "d05-09",
    "bastille day": "d07-14",
    "martin luther king day": "m01 w1#3",
    "presidents day": "m02 w1#3",
    "memorial day": "m05 w1#-1",
    "labor day": "m09 w1#1",
    "columbus day": "m10 w1#2",
    "election day": "m11 w1#1 D+1",
    "veterans day": "d11-11",
    "armistice day": "d11-11",
    "thanksgiving day": "m11 w4#4",
    "thanksgiving": "m11 w4#4",
}
"""Feasts on a day that a rule gives; the first step takes its direction from the sentence."""

HYPHENS = frozenset("-‐‑–")

VAGUE = {"few": "X", "several": "X", "many": "X", "some": "X", "numerous": "X", "couple": "2"}

SETS = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "biweekly": "P2W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "yearly": "P1Y",
    "annually": "P1Y",
}

REFERENCES = {
    "now": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "recently": "PAST_REF",
    "lately": "PAST_REF",
}

FUTURE = frozenset(
    """
    will shall 'll ’ll won scheduled due plans plan planned planning expects expected expect
    deadline upcoming begins beginning starting takes would could may might slated intends intend
    hopes ahead must should wo can cannot
    """.split()
)
"""Words after which a weekday or a month without a year lies ahead."""

PAST = frozenset(
    """
    said says was were had has did told announced reported came went held took made found began
    killed signed met ended since ago won lost rose fell closed wrote added gave saw sent
    """.split()
)
"""Words after which it lies behind; so do words in -ed."""

CLASSES: dict[str, str] = {}
"""Which class a plain word is of; what takes more than the word is decided in `times`."""


def _put(name: str, words: str) -> None:
    CLASSES.update(dict.fromkeys(words.split(), name))


_put("THE", "the")
_put("AN", "a an")
_put("THIS", "this these")
_put("THAT", "that those")
_put("LAST", "last past previous preceding prior")
_put("NEXT", "next coming following upcoming subsequent")
_put("SAME", "same current present")
_put("LATEST", "latest")
_put("RECENT", "recent")
_put("EVERY", "every each per")
_put("AGO", "ago")
_put("EARLIER", "earlier before previously")
_put("LATER", "later after afterward afterwards hence")
_put("FROMNOW", "from")
_put("PERIODMOD", "early late mid middle")
_put("EDGE", "beginning start end middle close turn half rest remainder part")
_put("OF", "of")
_put("IN", "in during since within on at by until till through throughout between to before")
_put("AND", "and or")
_put("FISCAL", "fiscal financial")
_put("MORE", "more additional another other full entire whole consecutive straight")
_put(
    "APPROX",
    "about around nearly almost roughly approximately over under some least fewer less up exactly",
)
_put("THAN", "than")
_put("VAGUE", " ".join(VAGUE))
_put("TODAY", "today yesterday tomorrow")
_put("TONIGHT", "tonight")
_put("QUARTERLIKE", "period")
_put("WEEKEND", "weekend weekends")
_put("SEASON", " ".join(SEASONS))
_put("PART", " ".join(PARTS))
_put("SETWORD", " ".join(SETS))
_put("REF", " ".join(REFERENCES))
_put("FUTUREWORD", "future")
_put("NEARBY", "near foreseeable immediate distant short medium")
_put("TERM", "term")
_put("FIRSTS", "opening closing final")
_put("OLD", "old long")
_put("TIMEWORD", "time moment")
_put("AMPM", "am pm a.m p.m a.m. p.m. o'clock o’clock")
_put("ZONE", "est edt et cst cdt ct mst mdt pst pdt pt gmt utc cet cest bst eet eest ist jst")
_put("NOT", "not no")
