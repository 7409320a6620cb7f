"""A text cut wherever a mark begins or ends, so that marks may cross as they like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from types import MappingProxyType

from onrecord.views.article import Article, Mark, Paragraph
from onrecord.views.held import Passage

LAYERS = (
    ("statement", "statements", True),
    ("pledge", "pledges", True),
    ("source", "sources and cues", False),
    ("name", "names", False),
    ("time", "times", False),
    ("quantity", "quantities", False),
)
"""The layers that a reader can switch: name, legend, shown at first."""

RANK = {"pledge": 0, "statement": 1, "name": 2, "source": 3, "cue": 3, "quantity": 4, "time": 4}
"""Which mark a click follows where several lie over each other: the lowest that leads anywhere."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same marks cover; `line` is where a click leads.

    `places` are the names of the stretches that begin here, as fragments of addresses name them.
    """

    words: str
    classes: str = ""
    hints: tuple[str, ...] = ()
    line: str | None = None
    here: bool = False
    anchor: str = ""
    places: tuple[str, ...] = ()


def of_paragraph(
    article: Article,
    paragraph: Paragraph,
    here: Sequence[tuple[int, int]] = (),
    places: Mapping[int, Sequence[str]] = MappingProxyType({}),
) -> Iterator[Piece]:
    """A paragraph of a report with its marks; `here` are the stretches that were asked for."""
    start, end = paragraph.start, paragraph.end
    marks = [m for m in article.marks if m.start < end and start < m.end]
    asked = [(s, e) for s, e in here if s < end and start < e]
    cuts = {start, end, *(place for place in places if start <= place < end)}
    for left, right in [*((m.start, m.end) for m in marks), *asked]:
        cuts |= {max(start, left), min(end, right)}
    for left, right in pairwise(sorted(cuts)):
        over = [m for m in marks if m.start <= left and right <= m.end]
        within = [(s, e) for s, e in asked if s <= left and right <= e]
        first = next((f"c{s}-{e}" for s, e in within if max(s, start) == left and s >= start), "")
        yield Piece(
            article.content[left:right],
            " ".join(sorted({"mark"}.union(*map(_classes, over)))) if over else "",
            tuple(dict.fromkeys(m.hint for m in over)),
            _leads(over),
            bool(within),
            first,
            tuple(places.get(left, ())),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that follow each other and lead to one line; or a piece that leads nowhere."""

    line: str | None
    pieces: tuple[Piece, ...]

    @property
    def hint(self) -> str:
        """What its pieces tell, each thing once."""
        told = (words for piece in self.pieces for words in piece.hints)
        return "; ".join(dict.fromkeys(told))


def runs(pieces: Iterable[Piece]) -> Iterator[Run]:
    """The pieces, those of one link together: one stop for a keyboard, one target for a finger."""
    for line, some in groupby(pieces, key=lambda piece: piece.line if piece.classes else None):
        if line is None:
            yield from (Run(None, (piece,)) for piece in some)
        else:
            yield Run(line, tuple(some))


def _classes(mark: Mark) -> tuple[str, ...]:
    """How a mark is shown: by its layer, and by what people said of it."""
    if mark.layer in ("pledge", "statement") and mark.people == "gone":
        return ("m-gone",)
    return (f"m-{mark.layer}", "m-put") if mark.people == "put" else (f"m-{mark.layer}",)


def is_quoted(article: Article, paragraph: Paragraph) -> bool:
    """Whether words of a line of the record stand in a paragraph."""
    return any(
        mark.layer in ("statement", "pledge")
        and mark.start < paragraph.end
        and paragraph.start < mark.end
        for mark in article.marks
    )


def _leads(marks: Sequence[Mark]) -> str | None:
    leading = [m for m in marks if m.line is not None]
    if not leading:
        waiting = [m.annotation for m in marks if m.layer in ("pledge", "statement")]
        return waiting[0] if waiting else None
    return min(leading, key=lambda m: (RANK[m.layer], m.end - m.start)).line


def of_passage(passage: Passage) -> Iterator[Piece]:
    """A passage with the quoted words marked."""
    cuts = {0, len(passage.paragraph)}
    for left, right in passage.marks:
        cuts |= {max(0, left), min(len(passage.paragraph), right)}
    for left, right in pairwise(sorted(cuts)):
        inside = any(s <= left and right <= e for s, e in passage.marks)
        yield Piece(passage.paragraph[left:right], here=inside)
