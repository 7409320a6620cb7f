"""When something was said or done: only where the report dates it, otherwise None."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from onrecord.domain.annotations import Pledge, Statement, TimeExpression
from onrecord.domain.formulas import as_partial, resolve
from onrecord.domain.text import Quote, Span
from onrecord.domain.times import PartialDate
from onrecord.domain.words import Stage
from onrecord.ledger.index import Source

_BREAK = re.compile(r"[.!?]['\"”’»)]*\s+(?=['\"“‘«(]*[A-ZÀ-Þ0-9])|\n")

DEEDS = frozenset(
    {
        Stage.AGREED,
        Stage.CONTRACTED,
        Stage.UNDER_WAY,
        Stage.FULFILLED,
        Stage.REFUSED,
        Stage.WITHDRAWN,
    }
)
"""Stages whose time in the past is the day of doing, not a term that was set."""


CARRIED_OUT = frozenset({Stage.UNDER_WAY, Stage.FULFILLED, Stage.WITHDRAWN, Stage.BROKEN})
"""What is rarely done at the gathering that a report tells of."""

DATELINE = re.compile(r"[^\n]{2,80}?(?:\)\s*)?\s[-–—]+\s")
"""Place, date and agency before the first dash of a report."""

GATHERINGS = frozenset(
    {
        "ceremony",
        "conference",
        "congress",
        "convention",
        "forum",
        "gathering",
        "hearing",
        "meeting",
        "negotiations",
        "rally",
        "signing",
        "summit",
        "talks",
    }
)
"""Words for an occasion on which things are said and promised. Where a report opens with one and
its day ("a conference ended on Wednesday") and not with a saying, what it does not date otherwise
was on that day (2026-11: on story-dev 20 of 21 such dates are right)."""


class Occasions:
    """The dates of one text's statements and pledges, worked out from its day of publication."""

    def __init__(self, source: Source) -> None:
        self._text = source.reading.fact.text
        self._times = source.reading.fact.times
        self._statements = source.reading.fact.statements
        told = source.told
        self._published = _date(told)
        self._breaks: list[int] | None = None
        self._gathering = self._opening_day()
        self._said = self._sayings(self._statements)

    def said(self, statement: str) -> str | None:
        """The day of a saying, given its statement's id."""
        return self._said.get(statement)

    def done(self, pledge: Pledge) -> str | None:
        """The day on which a pledge's stage was reached: of the deed, else of the saying."""
        when = self.when(pledge)
        if pledge.stage in DEEDS and when is not None and when.exact and self._past(when):
            return when.iso
        if pledge.stage is Stage.BROKEN and when is not None and self._past(when):
            return when.last.isoformat()
        if pledge.statement is not None and (said := self._said.get(pledge.statement)):
            return said
        inside = [pledge.object, pledge.when.quote if pledge.when else None]
        inside += [condition.quote for condition in pledge.conditions]
        around = self._day_around(
            (pledge.trigger, *pledge.evidence), (), [quote for quote in inside if quote]
        )
        return around or (self._gathering if pledge.stage not in CARRIED_OUT else None)

    def term(self, pledge: Pledge) -> PartialDate | None:
        """The term that was set, as far as it can be worked out; a day of doing is none."""
        when = self.when(pledge)
        if when is None or (pledge.stage in DEEDS and self._past(when)):
            return None
        return when

    def when(self, pledge: Pledge) -> PartialDate | None:
        """The time that a pledge names, worked out; None when it names none or stays open."""
        return None if pledge.when is None else self._resolved(pledge.when)

    def _past(self, when: PartialDate) -> bool:
        return self._published is None or when.last <= self._published

    def _resolved(self, expression: TimeExpression) -> PartialDate | None:
        return as_partial(resolve(expression, self._published))

    def _sayings(self, statements: Iterable[Statement]) -> dict[str, str]:
        """Each statement's day; one without takes the only day of the same speaker's others."""
        days: dict[str, str] = {}
        by_speaker: dict[tuple[str, ...], set[str]] = {}
        for statement in statements:
            frame = (*statement.source, *statement.cue, *statement.content)
            day = self._day_around(frame, statement.cue, list(statement.content))
            if day is not None:
                days[statement.id] = day
                if statement.speakers:
                    by_speaker.setdefault(statement.speakers, set()).add(day)
        for statement in statements:
            only = by_speaker.get(statement.speakers, set())
            if statement.id not in days and len(only) == 1:
                days[statement.id] = next(iter(only))
            elif statement.id not in days and not only and self._gathering is not None:
                days[statement.id] = self._gathering
        return days

    def _opening_day(self) -> str | None:
        """The day of the gathering with which the report opens, None when it opens otherwise."""
        opening = self._text.paragraphs[0] if self._text.paragraphs else None
        if opening is None:
            return None
        words = self._text.content[opening.start : opening.end]
        lead = DATELINE.match(words)
        start = opening.start + (lead.end() if lead else 0)
        sentence = self._sentence(start, start + 1)
        if any(sentence.overlaps(s.content[0].span) for s in self._statements):
            return None
        told = set(re.findall(r"[a-z]+", self._text.content[start : sentence.end].lower()))
        if not told & GATHERINGS:
            return None
        days = self._days(Span(start, sentence.end), [])
        return days[0][1] if len({day for _, day in days}) == 1 else None

    def _day_around(
        self, frame: Iterable[Quote], cue: Sequence[Quote], inside: list[Quote]
    ) -> str | None:
        """The past day that the sentence around the frame names outside of `inside`.

        Of several the one nearest to the cue; without a cue none.
        """
        quotes = list(frame)
        start = min(quote.start for quote in quotes)
        end = max(quote.end for quote in quotes)
        window = self._sentence(start, end)
        days = self._days(window, inside)
        if len({day for _, day in days}) == 1:
            return days[0][1]
        if not days or not cue:
            return None
        return min(days, key=lambda found: _gap(found[0], cue))[1]

    def _days(self, window: Span, inside: list[Quote]) -> list[tuple[Span, str]]:
        found = []
        for expression in self._times:
            place = expression.quote.span
            if not window.covers(place) or any(place.overlaps(quote.span) for quote in inside):
                continue
            when = self._resolved(expression)
            if when is not None and when.exact and self._past(when):
                found.append((place, when.iso))
        return found

    def sentence(self, pledge: Pledge) -> str:
        """The sentence or sentences that a pledge's evidence stands in."""
        start = min(quote.start for quote in pledge.evidence)
        around = self._sentence(start, max(quote.end for quote in pledge.evidence))
        return self._text.content[around.start : around.end]

    def _sentence(self, start: int, end: int) -> Span:
        if self._breaks is None:
            self._breaks = [match.end() for match in _BREAK.finditer(self._text.content)]
        before, after = bisect_right(self._breaks, start), bisect_left(self._breaks, end)
        left = self._breaks[before - 1] if before else 0
        right = self._breaks[after] if after < len(self._breaks) else len(self._text.content)
        return Span(left, max(right, end))


def _date(day: str | None) -> date | None:
    try:
        return None if day is None else date.fromisoformat(day)
    except ValueError:
        return None


def _gap(place: Span, cue: Sequence[Quote]) -> int:
    """Characters between a time and the nearest part of a cue."""
    return min(max(place.start - part.end, part.start - place.end, 0) for part in cue)
