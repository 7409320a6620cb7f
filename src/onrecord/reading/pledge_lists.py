"""One pledge for each thing of a list: "40 pumps, 12 tents and at least 2 million euros"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.domain.annotations import Pledge, Quantity
from onrecord.domain.text import Text

_JOINS = re.compile(r"(?:,|,? and|,? as well as|,? plus)\s(?:also\s)?$")
"""What stands before a further thing of a list."""

_ENDS = re.compile(r"[.;:!?\n–—]|\s(?:who|which|that|when|if|unless|until|because|while)\s")
"""What no list reaches over."""

_ASIDE = re.compile(r"^\s(?:from|of|for|in|to|out of|made by|worth)\s[^,]*(?=,)")
"""What tells more of a thing, names too: "pumps from Arda's stores, ..."; elsewhere a name begins
what somebody else does."""

SPAN = 90
"""Characters from one thing's number to the next one's at most."""

_MEASURES = frozenset(
    """percent day week month year hour minute time kilometre kilometer mile metre meter km vote
    degree point country state member""".split()
)
"""Units of how long, how far, how many take part: never a thing of a list that is given."""


def parted(pledge: Pledge, quantities: Sequence[Quantity], text: Text) -> Iterator[Pledge]:
    """The pledge, or where its number is one of a list of numbered things one for each of them."""
    if pledge.quantity is None:
        yield pledge
        return
    things = _list(pledge, quantities, text)
    if len(things) < 2:
        yield pledge
        return
    ends = [*(_before(text, thing.quote.start) for thing in things[1:]), things[-1].quote.end]
    for thing, end in zip(things, ends, strict=True):
        start = thing.quote.start
        own = thing.quote.start == pledge.quantity.quote.start
        goal = text.quote(start, max(end, thing.quote.end))
        yield replace(pledge, object=goal, quantity=pledge.quantity if own else thing)


def _list(pledge: Pledge, quantities: Sequence[Quantity], text: Text) -> list[Quantity]:
    assert pledge.quantity is not None
    own = pledge.quantity.quote
    region = next((q.span for q in pledge.evidence if q.start <= own.start < q.end), own.span)
    inside = [
        q
        for q in quantities
        if region.start <= q.quote.start
        and q.quote.end <= region.end
        and q.quote.start >= pledge.trigger.end
        and (q.amount.unit or "percent").split()[-1] not in _MEASURES
        and not any(c.quote.span.overlaps(q.quote.span) for c in pledge.conditions)
    ]
    at = next((k for k, q in enumerate(inside) if q.quote.span.overlaps(own.span)), None)
    if at is None:
        return []
    first = last = at
    while first > 0 and _together(inside[first - 1], inside[first], text):
        first -= 1
    while last + 1 < len(inside) and _together(inside[last], inside[last + 1], text):
        last += 1
    things = inside[first : last + 1]
    return things if len({q.amount.unit for q in things}) == len(things) else []


def _together(one: Quantity, other: Quantity, text: Text) -> bool:
    between = text.content[one.quote.end : other.quote.start]
    return (
        len(between) <= SPAN
        and _JOINS.search(between) is not None
        and _ENDS.search(between) is None
        and not any(c.isupper() for c in _ASIDE.sub("", between))
    )


def _before(text: Text, start: int) -> int:
    """Where the thing before ends."""
    head = text.content[:start]
    join = _JOINS.search(head[-20:])
    return start if join is None else max(0, len(head) - 20) + join.start()
