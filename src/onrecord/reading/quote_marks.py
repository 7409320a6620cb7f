"""Quotations by their marks: straight, curly, single, French, German and TeX-like ones.

A quotation that runs over several paragraphs, each opened again and only the last one closed, is
one `Quotation` with several parts. A mark that finds no partner gives a quotation with `closed`
False, as far as it plausibly reaches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from onrecord.domain.text import Span, Text

CLOSERS = {
    "“": '”“"',
    "”": "”",
    "„": "“”„",
    "«": "»",
    "»": "«",
    "‹": "›",
    "``": ("''", '"'),
    "''": ("''",),
    '"': '"”',
    "‘": "’",
    "'": "'",
}
"""Opening marks and what may close them ("»so« reading" is German, "«so» reading" French)."""

SINGLE = "‘'‹"
"""Marks that are often something else (apostrophes), so one without partner means nothing."""

DEEPEST = 8
"""Openings that may wait for a partner at once; more is no language (keeps odd texts linear)."""

_MARK = re.compile(r"``|(?<!')''(?!')|[\"“”„«»‹›‘’']")
_ELISION = re.compile(r"['’](?:em|til|tis|twas|cause|round|n|\d\ds?)\b", re.IGNORECASE)
_BEFORE_OPENING = frozenset(" \t\xa0([{—–-/:\"'“‘«„`…|")
_AFTER_CLOSING = frozenset(" \t\xa0)]}—–-/:;,.?!\"'”’»…|")
_STOP = re.compile(r"[.!?…](?=\s)")
_SENTENCE = re.compile(r"[.!?…][\"”’]?\s+[A-Z“\"]")
_TAG = re.compile(
    r",['’”\"]?\s(?:(?:[A-Z][\w’'-]+\s){1,4}(?:said|added|stated|wrote|told|explained|warned|argued)|"
    r"(?:said|added|stated|wrote|explained|warned|argued)\s(?:the\s)?[A-Z][\w’'-]+)\b"
)
"""A tag in the last sentence of a paragraph: a quotation that was not closed ends before it."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: one part for every paragraph that they run through.

    Parts stand with their marks. `depth` is 0 for outer quotations, 1 for one inside another.
    """

    parts: tuple[Span, ...]
    closed: bool
    depth: int = 0

    @property
    def start(self) -> int:
        """Where the first mark stands."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Behind the last mark."""
        return self.parts[-1].end


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    start: int
    sign: str
    depth: int


@dataclass(frozen=True, slots=True)
class _Line:
    """What the marks of one paragraph gave: quotations, and a first closing mark without opener."""

    span: Span
    quotations: list[Quotation]
    stray: int | None


def quotations(text: Text) -> tuple[Quotation, ...]:
    """All quotations of the text in order, an inner one after the outer one that holds it."""
    content = text.content
    found: list[Quotation] = []
    lines = [_line(content, paragraph) for paragraph in text.paragraphs]
    running: list[Span] = []
    sign = ""
    for number, line in enumerate(lines):
        here = list(line.quotations)
        following = lines[number + 1] if number + 1 < len(lines) else None
        if running:
            part, closed = _part(line, here)
            if part is not None:
                running.append(part)
            if part is None or closed or not _goes_on(content, sign, line, following):
                found.append(Quotation(tuple(running), closed))
                running = []
        for quotation in here:
            sign_here = _sign(content, quotation.start)
            if (
                not running
                and not quotation.closed
                and quotation.depth == 0
                and quotation.end >= line.span.end
                and _goes_on(content, sign_here, line, following)
            ):
                running, sign = [quotation.parts[0]], sign_here
            elif quotation.closed or sign_here not in SINGLE:
                found.append(quotation)
        if line.stray is not None and not any(q.end == line.stray for q in found[-1:]):
            found.append(Quotation((Span(line.span.start, line.stray),), False))
    if running:
        found.append(Quotation(tuple(running), False))
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


class Quoted:
    """Where a text is quoted: answers which outer quotation holds a place."""

    def __init__(self, found: tuple[Quotation, ...]) -> None:
        self.quotations = found
        outer = [q for q in found if q.depth == 0]
        self._parts = sorted(
            ((part, quotation) for quotation in outer for part in quotation.parts),
            key=lambda pair: pair[0],
        )
        self._starts = [part.start for part, _ in self._parts]

    def at(self, offset: int) -> Quotation | None:
        """The outer quotation that holds the character at `offset`, None outside."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0:
            return None
        part, quotation = self._parts[place]
        return quotation if offset < part.end else None

    def overlapping(self, span: Span) -> tuple[tuple[Span, Quotation], ...]:
        """The parts of outer quotations that share a character with `span`, in order."""
        place = max(0, bisect_right(self._starts, span.start) - 1)
        found = []
        for part, quotation in self._parts[place:]:
            if part.start >= span.end:
                break
            if part.overlaps(span):
                found.append((part, quotation))
        return tuple(found)


def _part(line: _Line, here: list[Quotation]) -> tuple[Span | None, bool]:
    """What a line adds to a quotation that runs on into it, and whether that closes there.

    None where what stands at the line's head is no mark of a quotation after all. A quotation of
    the line that goes on with the running one is taken out of `here`.
    """
    first = next((q for q in here if q.start == line.span.start and q.depth == 0), None)
    if first is not None:
        here.remove(first)
        return first.parts[0], first.closed
    if line.stray is not None:
        return Span(line.span.start, line.stray), True
    return None, False


def _sign(content: str, at: int) -> str:
    match = _MARK.match(content, at)
    return match.group() if match else ""


def _goes_on(content: str, sign: str, line: _Line, following: _Line | None) -> bool:
    """Whether the next paragraph opens the quotation again, or closes one broken over lines."""
    if following is None or not sign:
        return False
    if _sign(content, following.span.start) == sign:
        return True
    joined = content[line.span.end : following.span.start].count("\n") < 2
    return joined and following.stray is not None and content[line.span.end - 1] not in ".!?"


def _line(content: str, paragraph: Span) -> _Line:
    stack: list[_Open] = []
    closed: list[Quotation] = []
    stray: int | None = None
    for match in _MARK.finditer(content, paragraph.start, paragraph.end):
        start, end, sign = match.start(), match.end(), match.group()
        before = content[start - 1] if start > paragraph.start else " "
        after = content[end] if end < paragraph.end else " "
        if _is_apostrophe(content, match, before, after):
            continue
        partner = _partner(stack, sign, content, end, paragraph.end)
        can_open = sign in CLOSERS and not after.isspace() and before in _BEFORE_OPENING
        if sign in ("“", "«", "„", "‹", "``") and partner is None:
            can_open = True
        if partner is not None and (not can_open or sign in "”»›" or _ends(before, after)):
            opened = stack[partner]
            del stack[partner:]
            closed.append(Quotation((Span(opened.start, end),), True, opened.depth))
        elif can_open:
            stack.append(_Open(start, sign, len(stack)))
            if len(stack) > DEEPEST:
                del stack[0]
        elif sign in ('"', "”", "»", "''") and not stack and stray is None:
            stray = end if not closed else None
    starts = [opened.start for opened in stack if opened.sign not in SINGLE]
    starts += [quotation.start for quotation in closed]
    unclosed = [_unclosed(content, paragraph, opened, starts) for opened in stack]
    kept = [q for q in unclosed if q is not None]
    return _Line(paragraph, _levelled([*closed, *kept]), stray)


def _is_apostrophe(content: str, match: re.Match[str], before: str, after: str) -> bool:
    sign = match.group()
    if sign not in ("'", "’"):
        return sign == '"' and before.isdigit() and (after.isdigit() or after in "x×")
    return (before.isalnum() and after.isalnum()) or bool(_ELISION.match(content, match.start()))


def _partner(stack: list[_Open], sign: str, content: str, end: int, stop: int) -> int | None:
    """The place in the stack of the innermost opening mark that `sign` may close."""
    for place in range(len(stack) - 1, -1, -1):
        opened = stack[place]
        if sign not in CLOSERS[opened.sign]:
            continue
        if sign in "'’" and _is_plural(content, end, stop):
            return None
        return place
    return None


def _is_plural(content: str, end: int, stop: int) -> bool:
    """Whether the apostrophe before `end` is that of "the players' team", not a closing mark."""
    if content[end - 2] != "s" or not content[end : end + 2].strip().islower():
        return False
    rest = content[end:stop]
    return any(f"{point}{mark}" in rest for point in ",.?!" for mark in "'’")


def _ends(before: str, after: str) -> bool:
    """Whether a mark that may open or close rather closes here."""
    return not before.isspace() and after in _AFTER_CLOSING


def _unclosed(content: str, paragraph: Span, opened: _Open, starts: list[int]) -> Quotation | None:
    """A quotation without closing mark: to the last stop before the next opening, or to the end."""
    end = paragraph.end
    later = [start for start in starts if start > opened.start]
    if later:
        stops = list(_STOP.finditer(content, opened.start, min(later)))
        if stops:
            end = stops[-1].end()
    tags = [
        tag
        for tag in _TAG.finditer(content, opened.start, end)
        if not _SENTENCE.search(content, tag.end(), end)
    ]
    if tags:
        end = tags[-1].start() + 1
    if end - opened.start < 2:
        return None
    return Quotation((Span(opened.start, end),), False, opened.depth)


def _levelled(found: list[Quotation]) -> list[Quotation]:
    """The quotations in order, `depth` counted by what really holds what."""
    ordered = sorted(found, key=lambda q: (q.start, -q.end))
    result: list[Quotation] = []
    holders: list[int] = []
    for quotation in ordered:
        while holders and holders[-1] < quotation.end:
            holders.pop()
        result.append(replace(quotation, depth=len(holders)))
        holders.append(quotation.end)
    return result
