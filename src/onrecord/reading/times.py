"""Time expressions as TIMEX3 has them, by rules over tokens; one pass, linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.domain.annotations import TimeExpression
from onrecord.domain.text import Text
from onrecord.domain.words import TimeType
from onrecord.reading.stage import Draft
from onrecord.reading.times_lexicon import ABBREVIATED, FUTURE, PAST
from onrecord.reading.times_meaning import Context, Hit, Meaning
from onrecord.reading.times_rules import RULES
from onrecord.reading.times_tokens import LETTERS, Tokens, tokens

REACH = 14
"""So many words to either side tell whether a sentence looks back or ahead."""

_TOWARDS = frozenset({"until", "till", "til", "by", "soon", "early"})
"""Right before a time they point ahead: "by Friday", "as soon as Tuesday"."""

_ENDS = frozenset((LETTERS["STOP"], LETTERS["DOT"]))
_DAY = re.compile(r"(?:.* )?(?:D[+-]\d+|(?:DW|DM|DY|BD)[+-]\d+|w\d\S*|d\d\S*|n\d+|\d{4}-\d\d-\d\d)")
_QUARTER = re.compile(r".*(?:\bq\d|Q[+-]?\d)")
_CLOCK = re.compile(r" ?T[\w:]+$")


@dataclass(frozen=True, slots=True)
class Times:
    """Adds "times"."""

    name: str = "times.v1"
    needs: frozenset[str] = frozenset()
    adds: frozenset[str] = frozenset({"times"})

    def run(self, draft: Draft) -> Iterator[TimeExpression]:
        """Every time expression of the text."""
        yield from times_in(draft.text)


def times_in(text: Text) -> Iterator[TimeExpression]:
    """Every time expression of a text, in order; none overlaps another."""
    found = tokens(text.content)
    date: str | None = None
    day: str | None = None
    period: str | None = None
    at = 0
    for start, end, rule, match in _candidates(found.classes):
        if start < at:
            continue
        context = Context(
            way=_way(found, start, end),
            date=date,
            day=day,
            period=period,
            before=found.words[max(0, start - 2) : start],
            after=found.words[end : end + 2],
        )
        meaning = RULES[rule].make(_hit(found, match, context))
        if meaning is None or (meaning.value is None and meaning.formula is None):
            continue
        at = end
        quote = text.quote(found.starts[start], found.ends[_without_stop(found, end) - 1])
        yield TimeExpression(text.digest, quote, meaning.type, meaning.value, meaning.formula)
        base = _base(meaning)
        if base:
            date = base
            day = base if _DAY.fullmatch(base) else day
            period = base if _QUARTER.match(base) else period


def _without_stop(found: Tokens, end: int) -> int:
    """The end without the full stop of the sentence; that of "Sept." stays."""
    abbreviated = found.words[end - 2] in ABBREVIATED
    return end - 1 if found.words[end - 1] == "." and not abbreviated else end


def _candidates(classes: str) -> list[tuple[int, int, int, re.Match[str]]]:
    """Everything that a rule matches, by place; the longest first, then in order of the table."""
    found = [
        (match.start(), match.end(), number, match)
        for number, rule in enumerate(RULES)
        for match in rule.pattern.finditer(classes)
    ]
    found.sort(key=lambda c: (c[0], -c[1], c[2]))
    return found


def _hit(found: Tokens, match: re.Match[str], context: Context) -> Hit:
    start = match.start()
    groups: dict[str, tuple[int, int]] = {}
    for name in match.re.groupindex:
        left, right = match.span(name)
        if left >= 0:
            groups[name.rstrip("_")] = (left - start, right - start)
    end = max([match.end(), *(right + start for _, right in groups.values())])
    return Hit(found.words[start:end], groups, context)


def _base(meaning: Meaning) -> str | None:
    """What later words may lean on: a date, without its clock time."""
    if meaning.type not in (TimeType.DATE, TimeType.TIME):
        return None
    base = meaning.formula or meaning.value or ""
    base = _CLOCK.sub("", base) if meaning.type is TimeType.TIME else base
    if not base or base.endswith(("_REF", "DY-1")) or base.startswith("X"):
        return None  # what a time is compared with is not the time that the text goes on with
    return base


def _way(found: Tokens, start: int, end: int) -> str:
    """Whether the sentence looks back or ahead: the nearest word that tells, those before first."""
    if set(found.words[max(0, start - 3) : start]) & _TOWARDS:
        return ">"
    for i in range(start - 1, max(-1, start - 1 - REACH), -1):
        if found.classes[i] in _ENDS:
            break
        seen = _tells(found.words[i])
        if seen:
            return seen
    for i in range(end, min(len(found.words), end + REACH)):
        if found.classes[i] in _ENDS:
            break
        seen = _tells(found.words[i])
        if seen:
            return seen
    return "<"


def _tells(word: str) -> str:
    if word in FUTURE:
        return ">"
    return "<" if word in PAST or (word.endswith("ed") and len(word) > 4) else ""
