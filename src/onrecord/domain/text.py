"""A report's immutable characters, and places in them. Offsets are code points."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.domain.errors import QuoteMismatch, SpanError
from onrecord.domain.ids import content_id


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Two offsets into a text, in code points; the end is exclusive and after the start."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"expected 0 <= start < end, got {self.start}, {self.end}")

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """The characters of a span; made by `Text.quote`, compared again when stored."""

    start: int
    end: int
    words: str

    def __post_init__(self) -> None:
        if len(self.words) != self.end - self.start or not 0 <= self.start < self.end:
            raise QuoteMismatch(
                f"expected {self.end - self.start} characters for the span "
                f"{self.start}-{self.end}, got {len(self.words)}"
            )

    @property
    def span(self) -> Span:
        """Where the words stand."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Text:
    """Characters that never change, known by their digest; `normalisation` says what made them."""

    content: str
    normalisation: str = "as-is.1"
    digest: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", content_id("text", self.normalisation, self.content))

    @property
    def id(self) -> str:
        """The digest."""
        return self.digest

    def quote(self, start: int, end: int) -> Quote:
        """The characters from `start` to `end`.

        Raises SpanError when the span is empty, reversed or outside the text.
        """
        if not 0 <= start < end <= len(self.content):
            raise SpanError(
                f"expected a span inside 0-{len(self.content)}, got {start}-{end}; "
                "offsets are code points of this very text"
            )
        return Quote(start, end, self.content[start:end])

    def holds(self, quote: Quote) -> bool:
        """Whether the quote's words stand at its place in this text."""
        return self.content[quote.start : quote.end] == quote.words

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The stretches between line breaks that hold more than white space, in order."""
        found: list[Span] = []
        start = 0
        for line in self.content.splitlines(keepends=True):
            body = line.strip()
            if body:
                lead = len(line) - len(line.lstrip())
                found.append(Span(start + lead, start + lead + len(body)))
            start += len(line)
        return tuple(found)

    def paragraph_of(self, offset: int) -> Span:
        """The paragraph that holds `offset`, or the nearest before it, or the whole text."""
        place = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start)
        return self.paragraphs[place - 1] if place else Span(0, max(1, len(self.content)))
