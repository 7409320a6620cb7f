"""A phrase as words, marks and whole names, and its pieces between commas."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.domain.annotations import Mention
from onrecord.domain.text import Span
from onrecord.reading.phrase_words import RELATIVE
from onrecord.reading.roles import FIXED_ROLE

_PARTY = re.compile(r"[RDI]-[A-Z]")
_WORD = re.compile(r"@?\w+(?:(?:[.\-/&]|['’](?!s\b))\w+)*|['’]s\b|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a mark, a fixed role ("secretary of state") or a whole name."""

    start: int
    end: int
    text: str
    mention: Mention | None = None

    @property
    def lower(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    @property
    def is_word(self) -> bool:
        """Whether it is a word and no name."""
        return self.mention is None and (self.text[0].isalnum() or self.text[0] == "@")


class Names:
    """The names of a report, found by place."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = sorted(mentions, key=lambda m: (m.quote.start, -m.quote.end))
        self._starts = [mention.quote.start for mention in self.mentions]

    def between(self, start: int, end: int) -> list[Mention]:
        """The names that begin from `start` up to `end`, in order."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def within(self, span: Span) -> list[Mention]:
        """The names that share a character with `span`, in order, none overlapping another."""
        place = bisect_left(self._starts, span.end)
        found: list[Mention] = []
        for mention in reversed(self.mentions[max(0, place - 200) : place]):
            if mention.quote.end <= span.start:
                if span.start - mention.quote.end > 400:
                    break
                continue
            found.append(mention)
        found.sort(key=lambda m: (-(m.quote.end - m.quote.start), m.quote.start))
        kept: list[Mention] = []
        for mention in found:
            if not any(mention.quote.span.overlaps(other.quote.span) for other in kept):
                kept.append(mention)
        return sorted(kept, key=lambda m: m.quote.start)


def items_of(content: str, span: Span, names: Names) -> list[Item]:
    """The words, marks and names of a phrase in order."""
    found: list[Item] = []
    mentions = names.within(span)
    at = span.start
    fixed = [m.span() for m in FIXED_ROLE.finditer(content, span.start, span.end)]
    for mention in mentions:
        found += _words(content, at, mention.quote.start, fixed)
        start, end = max(span.start, mention.quote.start), min(span.end, mention.quote.end)
        found.append(Item(start, end, content[start:end], mention))
        at = glued = max(at, end)
        while at < span.end and content[at].isalpha():
            at += 1  # what bad typesetting has glued to a name
        if content[glued:at] in RELATIVE:
            found.append(Item(glued, at, content[glued:at]))
    return found + _words(content, at, span.end, fixed)


def _words(content: str, start: int, end: int, fixed: list[tuple[int, int]]) -> list[Item]:
    found: list[Item] = []
    at = start
    while at < end:
        whole = next((pair for pair in fixed if pair[0] == at and pair[1] <= end), None)
        if whole is not None:
            found.append(Item(whole[0], whole[1], content[whole[0] : whole[1]]))
            at = whole[1]
            continue
        match = _WORD.search(content, at, end)
        if match is None:
            break
        whole = next((pair for pair in fixed if pair == (match.start(), pair[1])), None)
        if whole is not None and whole[1] <= end:
            at = match.start()
            continue
        found.append(Item(match.start(), match.end(), match.group()))
        at = match.end()
    return found


def without_brackets(items: list[Item]) -> list[Item]:
    """The items that do not stand in brackets."""
    found: list[Item] = []
    depth = 0
    for item in items:
        if item.mention is None and item.text in "([":
            depth += 1
        elif item.mention is None and item.text in ")]":
            depth = max(0, depth - 1)
        elif depth == 0:
            found.append(item)
    return found


def pieces_of(items: list[Item]) -> list[list[Item]]:
    """The pieces between commas and dashes, without mere tags ("R-Tex.", an age)."""
    found: list[list[Item]] = [[]]
    for i, item in enumerate(items):
        joined = i > 0 and items[i - 1].end == item.start
        if item.mention is None and item.text in ",;—–-:" and not (joined and item.text in "–-"):
            found.append([])
        else:
            found[-1].append(item)
    return [piece for piece in found if piece and not _is_tag(piece)]


def _is_tag(piece: list[Item]) -> bool:
    """Whether a piece between commas is only a party and state, or an age."""
    if all(item.mention is None and item.text.isdigit() for item in piece):
        return True
    first = piece[0]
    apart = first.text in ("R", "D", "I") and len(piece) > 1 and piece[1].text in "-–"
    return (apart or bool(_PARTY.match(first.text))) and len(piece) <= 5
