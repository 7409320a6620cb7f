"""A text as tokens, each with one class letter, so that rules are patterns over classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.reading.numerals import is_number_word, ordinal
from onrecord.reading.times_lexicon import (
    CLASSES,
    DOUBTFUL_MONTHS,
    DOUBTFUL_WEEKDAYS,
    HOLIDAYS,
    HYPHENS,
    MONTHS,
    PARTS,
    UNITS,
    WEEKDAYS,
)

NAMES = (
    "OTHER NUM DAY YEAR ORD MONTH WDAY WDAYS UNIT DECADE SHORTYEAR ISO DATE CLOCK POSS COMMA "
    "HYPHEN DOT STOP MARK "
    "THE AN THIS THAT LAST NEXT SAME LATEST RECENT EVERY AGO EARLIER LATER FROMNOW PERIODMOD "
    "EDGE OF "
    "IN AND FISCAL MORE APPROX THAN VAGUE TODAY TONIGHT QUARTERLIKE WEEKEND SEASON PART PARTS "
    "SETWORD REF "
    "FEAST FUTUREWORD NEARBY TERM FIRSTS OLD TIMEWORD AMPM ZONE NOT MONEY"
).split()
LETTERS = {name: chr(0x100 + i) for i, name in enumerate(NAMES)}
"""One character for each class."""

_FEASTS = "|".join(
    re.escape(name).replace("'", "['’]?").replace(r"\ ", r"\s")
    for name in sorted(HOLIDAYS, key=len, reverse=True)
)
_TOKEN = re.compile(
    rf"(?P<FEAST>\b(?:{_FEASTS})\b)|"
    r"(?P<ISO>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))"
    r"|(?P<DATE>\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)(?![\w/]))"
    r"|(?P<CLOCK>\d{1,2}:[0-5]\d(?::[0-5]\d)?(?!\d))"
    r"|(?P<DECADE>(?:1[0-9]|20)\d0['’]?s\b|['’`]?[2-9]0['’]?s\b)"
    r"|(?P<SHORTYEAR>['’`]\d\d\b(?!\w))"
    r"|(?P<ORD>\d{1,4}(?:st|nd|rd|th)\b)"
    r"|(?P<NUM>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|1/[24](?!\d)|3/4(?!\d)|"
    r"\d{1,30}(?:\.\d{1,30})?|[½¼¾])"
    r"|(?P<WORD>(?:[ap]\.\s?m\b\.?)|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)"
    r"|(?P<POSS>['’]s?(?!\w))"
    r"|(?P<COMMA>,)|(?P<HYPHEN>[-‐‑–])|(?P<MONEY>[$£€¥#])|(?P<DOT>\.)|(?P<STOP>[!?;:]|\n\s*\n)|"
    r"(?P<MARK>[^\s\w])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: their classes as one string, their words in small letters, places."""

    classes: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]


def tokens(text: str) -> Tokens:
    """The tokens of `text`, none left out but white space."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[str] = []
    capital: list[bool] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        kind = match.lastgroup or "OTHER"
        words.append(word.lower())
        starts.append(match.start())
        ends.append(match.end())
        capital.append(word[0].isupper())
        kinds.append(_kind(kind, words[-1]))
    _settle(kinds, words, capital)
    return Tokens("".join(LETTERS[kind] for kind in kinds), words, starts, ends, capital)


@lru_cache(maxsize=1 << 14)
def _kind(kind: str, word: str) -> str:
    """The class by the token alone."""
    if kind == "WORD":
        return _word_kind(word)
    if kind == "NUM":
        if re.fullmatch(r"1[0-9]\d\d|20\d\d|21\d\d", word):
            return "YEAR"
        return "DAY" if re.fullmatch(r"0?[1-9]|[12]\d|3[01]", word) else "NUM"
    return kind


def _word_kind(word: str) -> str:
    if word.startswith(("a.", "p.")):
        return "AMPM"
    if word in MONTHS:
        return "MONTH"
    if word in WEEKDAYS:
        return "WDAY"
    if word.endswith("s") and word[:-1] in WEEKDAYS and word[:-1].endswith("day"):
        return "WDAYS"
    if word in CLASSES:
        return CLASSES[word]
    if word.endswith("s") and word[:-1] in PARTS:
        return "PARTS"
    if word in UNITS or (word.endswith("s") and word[:-1] in UNITS):
        return "UNIT"
    if is_number_word(word):
        return "NUM"
    return "ORD" if ordinal(word) else "OTHER"


_DATEABLE = frozenset({"DAY", "YEAR", "ORD", "SHORTYEAR"})
_BEFORE_MONTH = frozenset(
    """
    in since of last next this early late mid until till by from to through between during before
    after and or every each
    """.split()
)
_SURELY_BEFORE_MONTH = frozenset("in since last next this early late mid until till during".split())

LEFT: dict[str, frozenset[str]] = {
    "second": frozenset({"NUM", "DAY", "HYPHEN", "EVERY", "VAGUE"}),
    "min": frozenset({"NUM", "DAY"}),
    "sec": frozenset({"NUM", "DAY"}),
    "hr": frozenset({"NUM", "DAY", "HYPHEN"}),
    "fall": frozenset(
        {"THE", "THIS", "LAST", "NEXT", "PERIODMOD", "EVERY", "OF", "MARK", "HYPHEN"}
    ),
    "am": frozenset({"DAY", "CLOCK"}),
}
"""Words that belong to a time only behind one of these classes."""

OTHERWISE = {"second": "ORD"}
"""What such a word is elsewhere, when not simply another word."""


def _settle(kinds: list[str], words: list[str], capital: list[bool]) -> None:
    """Takes back classes of words with another sense where nothing beside them tells a date."""
    padded = ["STOP", *kinds, "STOP", "STOP"]
    for i, kind in enumerate(kinds):
        before, (after, further), word = padded[i], padded[i + 2 : i + 4], words[i]
        if word == "at" and words[i + 1 : i + 2] == ["least"]:
            kinds[i] = "APPROX"
            fits = True
        elif word in LEFT and kind != "OTHER":
            fits = before in LEFT[word]
        elif kind == "MONTH":
            behind = further if after == "DOT" else after
            dated = behind in _DATEABLE or before in ("DAY", "ORD")
            fits = capital[i] and (
                word not in DOUBTFUL_MONTHS or dated or _in_place(words, i, after)
            )
        elif kind == "WDAY":
            fits = word not in DOUBTFUL_WEEKDAYS or (
                capital[i] and after in ("DOT", "COMMA") and further in ("MONTH", "COMMA")
            )
        elif kind in ("DAY", "NUM", "YEAR"):
            fits = before != "MONEY"
        elif kind == "ZONE":
            fits = before in ("AMPM", "CLOCK", "NUM", "YEAR", "DAY")
        else:
            fits = True
        if not fits:
            kinds[i] = OTHERWISE.get(word, "OTHER")
        padded[i + 1] = kinds[i]


def _in_place(words: list[str], at: int, after: str) -> bool:
    """Whether a doubtful month stands where months do: "in May", "of March,"."""
    left = words[at - 1] if at else ""
    if left in HYPHENS and at > 1:
        return words[at - 2] in ("mid", "early", "late")
    return left in _SURELY_BEFORE_MONTH or (left in _BEFORE_MONTH and after != "OTHER")
