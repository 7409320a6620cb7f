"""A list under a lead-in ("The partners will:") is one pledge for each of its items.

The lead-in tells who, to whom and at which stage, an item what; where the lead-in only announces
the list ("the following steps:"), it is no pledge beside its items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.domain.annotations import Pledge, Quantity, TimeExpression
from onrecord.domain.text import Quote, Text
from onrecord.reading.pledge_naming import touching
from onrecord.reading.stage import Place

_LEAD = re.compile(r":(?:[*_ \t]*\n\s*|[ \t]+(?=[-–•*·▪‣]\s+\S))")
"""A colon at the end of a line, or before the mark of a first item."""

_BULLET = re.compile(r"[-–•*·▪‣]\s+(?=\S)")
_INSIDE = re.compile(r"(?:(?<=[;:.,])|(?<=\band)|(?<=\bor))[ \t]+[-–•*·▪‣][ \t]+(?=\S)")
"""The mark of a further item in a line."""

_NEXT = re.compile(r"\s*\n\s*(?:<!--.*?-->\s*|(?=[-–•*·▪‣]\s+\S))")
"""What stands before a further line of a list: an empty comment, or nothing and then a mark."""

_WHOLE = re.compile(r"(?:The|This|These|It|We|They|In|At|As|To)\s")
"""How a sentence begins that is no item, where an item begins with its verb or its thing."""

_FIRST = re.compile(r"[^.!?\n]*(?:[.!?](?!\s+[A-Z“\"]|\s*\n|\s*\Z)[^.!?\n]*)*")
"""The first sentence of an item."""

_VERBAL = re.compile(r"\b(?:will|shall|would|should|must|can|to|by)\s*\Z", re.I)
"""How a lead-in ends whose items begin with a verb."""

_EMPTY = re.compile(
    r"\b(?:following|these|several|number of|steps|actions|measures|commitments|initiatives|areas"
    r"|goals|objectives|ways|priorities)\b",
    re.I,
)
"""Words of an object that only announces a list."""

_EDGES = " \t\n;,.:"
_JOIN = re.compile(r"[;,]?\s+(?:and|or)\s*\Z")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
SHORT = 12
"""An item of fewer characters tells no act."""

MOST = 40
"""So many items of one list are read."""

SURE = 0.9
"""How much of the lead-in's score an item has."""


@dataclass(frozen=True, slots=True)
class _List:
    lead: Place
    items: tuple[Place, ...]


def itemised(
    pledges: Sequence[Pledge],
    quantities: Sequence[Quantity],
    times: Sequence[TimeExpression],
    text: Text,
) -> list[Pledge]:
    """The pledges, and one for each item of a list whose lead-in holds one."""
    told = list(pledges)
    for found in _lists(text.content, pledges):
        led = [p for p in pledges if found.lead[0] <= p.trigger.start < found.lead[1]]
        if not led:
            continue
        lead = _cut(max(led, key=lambda p: p.trigger.start), found.lead[1], text)
        made = [
            _item(lead, place, quantities, times, text, _VERBAL.search(text.content, *found.lead))
            for place in found.items
            if not any(place[0] <= p.trigger.start < place[1] for p in pledges)
        ]
        told += made
        if made:
            told = [p for p in told if not (p.trigger == lead.trigger and _announces(p, found))]
    return sorted(told, key=lambda p: (p.evidence[-1].start, p.trigger.start))


def _cut(lead: Pledge, end: int, text: Text) -> Pledge:
    """The lead-in's pledge with no evidence behind the colon."""
    kept = [q for q in lead.evidence if q.start < end]
    return replace(lead, evidence=tuple(text.quote(q.start, min(q.end, end)) for q in kept))


def _announces(pledge: Pledge, found: _List) -> bool:
    """Whether the lead-in's own pledge says nothing that the items do not say."""
    goal = pledge.object
    if pledge.evidence[-1].start >= found.lead[1]:
        return False  # an item
    if goal is None or goal.start >= found.lead[1]:
        return True
    return _EMPTY.search(goal.words) is not None


def _item(
    lead: Pledge,
    place: Place,
    quantities: Sequence[Quantity],
    times: Sequence[TimeExpression],
    text: Text,
    verbal: re.Match[str] | None,
) -> Pledge:
    quote = text.quote(*place)
    trigger, goal = lead.trigger, quote
    word = _WORD.match(quote.words)
    if verbal is not None and word is not None and word.end() < len(quote.words):
        trigger = text.quote(place[0], place[0] + word.end())
        goal = text.quote(place[0] + word.end() + 1, place[1])
    inside = touching(quantities, *place)
    when = touching(times, *place)
    return replace(
        lead,
        evidence=(*_before(lead, place), quote),
        trigger=trigger,
        object=goal,
        quantity=inside[0] if inside else None,
        when=when[0] if when else lead.when,
        conditions=(),
        score=round(lead.score * SURE, 4),
    )


def _before(lead: Pledge, place: Place) -> tuple[Quote, ...]:
    return tuple(q for q in lead.evidence if q.end <= place[0])[:1]


def _lists(content: str, pledges: Sequence[Pledge]) -> Iterator[_List]:
    """The lists behind these pledges' sentences, in order."""
    colons = {}
    for pledge in pledges:
        at = pledge.trigger.start
        colon = _LEAD.search(content, at, at + _REACH)
        if colon is not None:
            colons[colon.start()] = colon
    last = 0
    for start in sorted(colons):
        lines = list(_lines(content, colons[start].end()))
        items = [item for line in lines for item in _items(content, *line)]
        if start >= last and len(items) > 1:
            last = lines[-1][1]
            yield _List((_begin(content, start), start), tuple(items[:MOST]))


_STOPS = ("\n", ". ", "! ", "? ", ".” ", "; ")
_REACH = 2_000
"""Characters that a lead-in has at most."""


def _begin(content: str, end: int) -> int:
    """Where the sentence begins that ends here."""
    low = max(0, end - _REACH)
    return max(low, *(content.rfind(stop, low, end) + 1 for stop in _STOPS))


def _lines(content: str, start: int) -> Iterator[Place]:
    """The lines of a list."""
    for _ in range(MOST):
        end = content.find("\n", start, start + _REACH)
        end = min(len(content), start + _REACH) if end < 0 else end
        yield start, end
        further = _NEXT.match(content, end)
        if further is None or further.end() >= len(content):
            return
        start = further.end()
        if _WHOLE.match(content, start):
            return


def _items(content: str, start: int, end: int) -> Iterator[Place]:
    """The items of a line, without their marks and the words that join them."""
    mark = _BULLET.match(content, start, end)
    begins = [mark.end() if mark is not None else start]
    ends = []
    for further in _INSIDE.finditer(content, start, end):
        ends.append(further.start())
        begins.append(further.end())
    for first, last in zip(begins, [*ends, end], strict=True):
        sentence = _FIRST.match(content, first, last)
        last = sentence.end() if sentence is not None else last
        joined = _JOIN.search(content, first, last)
        last = joined.start() if joined is not None else last
        while last > first and content[last - 1] in _EDGES:
            last -= 1
        if last - first >= SHORT:
            yield first, last
