"""Whether a name acts in a report, or only lies somewhere: a capital for its government."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.domain.annotations import Mention, Reading
from onrecord.domain.text import Quote

_NOT_AGENT = re.compile(
    r"\b(?:in|to|from|at|near|outside|of|for|towards?|around|via|through|leave|left|visit(?:ed)?|reach(?:ed)?"
    r"|between|into|across)\s+(?:the\s+)?$",
    re.I,
)
_DATELINE = re.compile(r"^[^\n]{0,80}?(?:\s[-–—]+\s|\([^)\n]{2,40}\)\s*[-–—:]|[-–—]\s)")


def actors(reading: Reading) -> tuple[Quote, ...]:
    """The words that a report has undertake, ask or say something."""
    named = [p.quote for pledge in reading.pledges for p in (*pledge.by, *pledge.asked_by)]
    sources = [q for s in reading.statements for q in s.source if len(q.words) <= 24]
    return (*named, *sources)


def share_acting(reading: Reading, acting: Sequence[Quote], mentions: Sequence[Mention]) -> float:
    """The share of a name's mentions, those in the dateline aside, that act."""
    head = _DATELINE.match(reading.text.content)
    ends = head.end() if head is not None else 0
    placed = [m for m in mentions if m.quote.end > ends] or list(mentions)
    return sum(_acts(reading.text.content, m, acting, ends) for m in placed) / len(placed)


def _acts(text: str, mention: Mention, acting: Sequence[Quote], dateline: int) -> bool:
    quote = mention.quote
    before = text[max(0, quote.start - 24) : quote.start]
    if _NOT_AGENT.search(before) or quote.words.isupper():
        return False
    if any(q.start < quote.end and quote.start < q.end for q in acting):
        return True
    if quote.end <= dateline:
        return False
    after = text[quote.end : quote.end + 2]
    return after[:1] == " " and not before.endswith(", ")
