"""A report laid out for comparison: its names, sayings and undertakings with what stands by them.

A sheet is made from one `ReadReport` alone and is worked out only as far as it is asked for.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from onrecord.domain.annotations import Mention, Pledge, Statement, TimeExpression
from onrecord.domain.formulas import interval, resolve
from onrecord.domain.links import Reason
from onrecord.domain.text import Quote, Span
from onrecord.domain.words import MentionKind, TimeType
from onrecord.linking import words
from onrecord.linking.acting import actors, share_acting
from onrecord.linking.candidates import ReadReport
from onrecord.linking.gazetteer import city_of
from onrecord.linking.names import Name, name_of

Days = tuple[date, date]

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’»)]*\s+(?=[\"“‘«(]*[A-Z0-9])|\n+")
_EVENT = re.compile(
    r"\b(?:summit|conference|meeting|talks|forum|assembly|session|rally|briefing|fair|hearing)"
    r"\b[^.;\n]{0,24}\b(?:in|at)\s+$"
)


@dataclass(frozen=True, eq=False)
class Node:
    """One name of a report, under all the forms that the report gives; `id` is its first mention.

    `id` is None for a party or speaker that no mention names.
    """

    sheet: Sheet
    id: str | None
    kind: MentionKind | None
    name: Name
    forms: tuple[Name, ...]
    roles: tuple[str, ...]
    acts: float
    """For a place: the share of its mentions that act (ask, say, promise), not lie somewhere."""

    @property
    def shown(self) -> str:
        """The name as the report gives it."""
        return self.name.surface


@dataclass(frozen=True, eq=False)
class Saying:
    """A statement laid out."""

    sheet: Sheet
    statement: Statement
    speakers: tuple[Node, ...]
    words: str
    stems: tuple[str, ...]
    telling: frozenset[str]
    quoted: tuple[tuple[str, ...], ...]
    on: Days | None
    places: frozenset[str]

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id


@dataclass(frozen=True, eq=False)
class Deed:
    """A pledge laid out."""

    sheet: Sheet
    pledge: Pledge
    by: tuple[Node, ...]
    to: tuple[Node, ...]
    words: str
    object: frozenset[str]
    telling: frozenset[str]
    unit: str | None
    on: Days | None
    when: Days | None

    @cached_property
    def names(self) -> frozenset[str]:
        """The meanings of the words of its amount and of the names of its parties."""
        shown = [node.shown for node in (*self.by, *self.to)]
        if self.pledge.quantity is not None:
            shown.append(self.pledge.quantity.quote.words)
        return frozenset(words.sense(stem) for name in shown for stem in words.stems(name))

    @property
    def id(self) -> str:
        """The pledge's id."""
        return self.pledge.id


class Sheet:
    """One report laid out."""

    def __init__(self, read: ReadReport) -> None:
        self.read = read
        self.report = read.report
        self.text = read.reading.text.content
        self.common: dict[str, object] = {}
        self.alike: dict[tuple[Node, Node], tuple[float, tuple[Reason, ...]]] = {}

    def forget(self) -> None:
        """Let go of what was worked out for pairs; what is the report's own stays."""
        self.common.clear()
        self.alike.clear()

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id

    @cached_property
    def day(self) -> date | None:
        """The day of publication."""
        told = self.report.published
        try:
            return date.fromisoformat(told[:10]) if told else None
        except ValueError:
            return None

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where sentences end (roughly: good enough to say what stands beside what)."""
        return (*(m.end() for m in _SENTENCE_END.finditer(self.text)), len(self.text))

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds an offset."""
        start = 0
        for end in self.ends:
            if offset < end:
                return Span(start, end)
            start = end
        return Span(start if start < len(self.text) else 0, max(1, len(self.text)))

    # ---------------------------------------------------------------------------- names

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every name of the report once, in the order of its first mention."""
        groups: dict[tuple[str, MentionKind], list[Mention]] = {}
        for mention in self.read.reading.mentions:
            groups.setdefault((mention.name, mention.kind), []).append(mention)
        return tuple(self._node(mentions) for mentions in groups.values())

    def _node(self, mentions: Sequence[Mention]) -> Node:
        first = min(mentions, key=lambda m: m.quote.start)
        surfaces = dict.fromkeys([first.name, *(m.quote.words for m in mentions)])
        forms = [name_of(s) for s in surfaces if _namelike(s)] or [name_of(first.name)]
        roles = dict.fromkeys(m.role.words for m in mentions if m.role is not None)
        acts = share_acting(self.read.reading, self._actors, mentions)
        return Node(
            self, first.id, first.kind, name_of(first.name), tuple(forms), tuple(roles), acts
        )

    @cached_property
    def _actors(self) -> tuple[Quote, ...]:
        return actors(self.read.reading)

    @cached_property
    def by_name(self) -> dict[str, Node]:
        """The report's names by their plain form; persons and bodies before places."""
        found: dict[str, Node] = {}
        for node in self.nodes:
            found.setdefault(node.name.key, node)
        for node in self.nodes:
            for form in node.forms:
                found.setdefault(form.key, node)
        return found

    def who(self, name: str) -> Node:
        """The report's own name that is meant, or a bare one made of the words."""
        made = name_of(name)
        node = self.by_name.get(made.key)
        return node or Node(self, None, None, made, (made,), (), 1.0)

    @cached_property
    def named(self) -> frozenset[str]:
        """The report's names as keys: a state's code, a body's full name, else the plain words."""
        return frozenset(name_key(node.name) for node in self.nodes)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The stems that say what the report is about."""
        return words.telling(f"{self.report.title or ''}\n{self.text}")

    @cached_property
    def shingles(self) -> frozenset[int]:
        """The runs of words of the text."""
        return words.shingles(self.text)

    def node_of(self, mention: str) -> Node | None:
        """The name whose first mention this is."""
        return self._nodes_by_id.get(mention)

    def saying_of(self, statement: str) -> Saying | None:
        """The statement of this id, laid out."""
        return self._sayings_by_id.get(statement)

    def deed_of(self, pledge: str) -> Deed | None:
        """The pledge of this id, laid out."""
        return self._deeds_by_id.get(pledge)

    @cached_property
    def _nodes_by_id(self) -> dict[str, Node]:
        return {node.id: node for node in reversed(self.nodes) if node.id is not None}

    @cached_property
    def _sayings_by_id(self) -> dict[str, Saying]:
        return {saying.id: saying for saying in reversed(self.sayings)}

    @cached_property
    def _deeds_by_id(self) -> dict[str, Deed]:
        return {deed.id: deed for deed in reversed(self.deeds)}

    # ---------------------------------------------------------------------------- times

    @cached_property
    def times(self) -> tuple[tuple[TimeExpression, Days], ...]:
        """The report's dates that can be worked out, as days from and to."""
        found = []
        for expression in self.read.reading.times:
            days = self.days_of(expression)
            if days is not None:
                found.append((expression, days))
        return tuple(found)

    def days_of(self, expression: TimeExpression | None) -> Days | None:
        """The first and last day that a time may mean; None when it stays open."""
        if expression is None or expression.type not in (TimeType.DATE, TimeType.TIME):
            return None
        value = resolve(expression, self.day)
        return None if value is None else interval(value.partition("T")[0])

    def told_day(self, spans: Sequence[Quote], outside: Sequence[Quote] = ()) -> Days | None:
        """The day that the sentence of these words gives (outside of some others), the nearest."""
        best: tuple[int, Days] | None = None
        for quote in spans:
            sentence = self.sentence_at(quote.start)
            for expression, days in self.times:
                place = expression.quote.span
                if not sentence.covers(place) or days[1] - days[0] > timedelta(31):
                    continue
                if any(q.span.overlaps(place) for q in outside):
                    continue
                if not self._past(days):
                    continue
                distance = min(abs(place.start - quote.end), abs(quote.start - place.end))
                if best is None or distance < best[0]:
                    best = (distance, days)
        return best[1] if best else None

    def day_beside(self, spans: Sequence[Quote], aside: Sequence[Quote] = ()) -> Days | None:
        """The day that stands in these words, next to them, or at the head of their sentence."""
        for quote in spans:
            sentence = self.sentence_at(quote.start)
            for expression, days in self.times:
                place = expression.quote.span
                if any(q.span.overlaps(place) for q in aside) or days[1] - days[0] > timedelta(7):
                    continue
                opens = place.start - sentence.start <= 4 and quote.start - place.end <= 40
                near = quote.start - place.end <= 3 and place.start - quote.end <= 6
                if sentence.covers(place) and (opens or near) and self._past(days):
                    return days
        return None

    def _past(self, days: Days) -> bool:
        return self.day is None or days[0] <= self.day + timedelta(1)

    # -------------------------------------------------------------- sayings, undertakings

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """The statements laid out."""
        return tuple(self._saying(s) for s in self.read.reading.statements)

    def _saying(self, statement: Statement) -> Saying:
        content = " … ".join(q.words for q in statement.content)
        frame = statement.cue or statement.source or statement.content
        around = self.sentence_at(frame[0].start) if frame else Span(0, 1)
        quoted = re.findall(r"[\"“«]([^\"”»]{4,})[\"”»]", content)
        if statement.kind == "direct":
            quoted = [q.words for q in statement.content]
        return Saying(
            self,
            statement,
            tuple(self.who(name) for name in statement.speakers if name.strip()),
            content,
            tuple(words.stems(content)),
            words.telling(content),
            tuple(tuple(words.stems(q)) for q in quoted),
            self.told_day(frame, statement.content) or self._day_before(frame),
            self._places(around, statement.content) or self._events,
        )

    def _day_before(self, frame: Sequence[Quote]) -> Days | None:
        """The day that the sentence before gives, in the same paragraph: it sets the scene."""
        for quote in frame[:1]:
            own = self.sentence_at(quote.start)
            paragraph = self.read.reading.text.paragraph_of(quote.start)
            if own.start - 1 > paragraph.start:
                before = self.sentence_at(own.start - 1)
                for expression, days in reversed(self.times):
                    if before.covers(expression.quote.span) and days[0] == days[1]:
                        return days if self._past(days) else None
        return None

    @cached_property
    def _events(self) -> frozenset[str]:
        """Where the summit, conference or meeting is that the report tells of."""
        found = set()
        for mention in self.read.reading.mentions:
            before = self.text[max(0, mention.quote.start - 40) : mention.quote.start]
            if mention.kind is MentionKind.PLACE and _EVENT.search(before):
                found.add(name_key(name_of(mention.name)))
        return frozenset(found)

    def _places(self, around: Span, content: Sequence[Quote]) -> frozenset[str]:
        """Where something is said: places after "in" and "at", but not in what is said."""
        found = set()
        for mention in self.read.reading.mentions:
            place = mention.quote.span
            if mention.kind is not MentionKind.PLACE or not around.covers(place):
                continue
            if any(q.span.overlaps(place) for q in content):
                continue
            if re.search(r"\b(?:in|at)\s+$", self.text[: mention.quote.start][-8:]):
                found.add(name_key(name_of(mention.name)))
        return frozenset(found)

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        """The pledges laid out."""
        return tuple(self._deed(p) for p in self.read.reading.pledges)

    def _deed(self, pledge: Pledge) -> Deed:
        evidence = " … ".join(q.words for q in pledge.evidence)
        own = f"{pledge.trigger.words} {pledge.object.words}" if pledge.object else evidence
        by = tuple(self.who(p.name) for p in pledge.by if p.name.strip())
        to = tuple(self.who(p.name) for p in pledge.to if p.name.strip())
        forms = {form.surface for node in (*by, *to) for form in (node.name, *node.forms)}
        parties = {stem for form in forms for stem in words.stems(form)}
        amount = pledge.quantity.amount if pledge.quantity else None
        aside = [pledge.when.quote] if pledge.when else []
        return Deed(
            self,
            pledge,
            by,
            to,
            evidence,
            words.telling(own) - parties,
            words.telling(evidence) - parties,
            unit_key(amount.unit) if amount and amount.unit else None,
            self.day_beside(pledge.evidence, aside),
            self.days_of(pledge.when),
        )


SHEETS = 2_000
"""Sheets kept between two looks; laying a report out costs some 5 ms, and takes 100 kB."""


@functools.lru_cache(maxsize=SHEETS)
def sheet_of(read: ReadReport) -> Sheet:
    """The sheet of a report, laid out once while it stays in use."""
    return Sheet(read)


def unit_key(unit: str) -> str:
    """A unit as it is compared: a currency's code, else the stem of its last word."""
    if re.fullmatch(r"[A-Z]{3}", unit):
        return unit
    stems = words.stems(unit)
    return stems[-1] if stems else unit.casefold()


def name_key(name: Name) -> str:
    """One string for a name under its well-known other forms."""
    if name.state:
        return f"={name.state}"
    if name.capital:
        return (city_of(name.surface) or name.key).casefold()
    return name.body or name.key


def _namelike(surface: str) -> bool:
    """Whether a form is a name and no description ("the prime minister", "its owner")."""
    first = re.sub(r"^(?:the|a|an|its|his|her|their)\s+", "", surface.strip(), flags=re.I)
    return (bool(first) and not first[0].islower()) or any(c.isupper() for c in surface[1:4])
