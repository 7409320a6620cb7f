"""What is shown of one line: fields, sections with passages, and what an edit changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.views.held import Passage, ReportRef

MANY = 40
"""A list of lines is cut here; the tables show all of them."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value; `id` leads on where the value is a line of its own."""

    label: str
    value: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a section, with the words that it rests on."""

    text: str
    note: str = ""
    id: str | None = None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an edited text: "same", "gone" or "new"."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Two texts under one address, piece by piece."""

    before: ReportRef
    after: ReportRef
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The full story of one line; `related` are the ids and titles of lines beside it."""

    id: str
    kind: str
    title: str
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    edits: tuple[Edit, ...] = ()
    related: tuple[tuple[str, str], ...] = ()


def shown(
    identifier: str,
    kind: str,
    title: str,
    fields: Sequence[Field],
    sections: Sequence[Section],
) -> Shown:
    """A line as shown, without its empty sections."""
    kept = tuple(section for section in sections if section.lines)
    return Shown(identifier, kind, title, tuple(fields), kept)


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """What stayed, what went and what came, word by word."""
    left, right = _pieces(old), _pieces(new)
    found: list[Piece] = []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(left[i:j])))
            continue
        if i < j:
            found.append(Piece("gone", "".join(left[i:j])))
        if k < m:
            found.append(Piece("new", "".join(right[k:m])))
    return tuple(found)


def _pieces(text: str) -> list[str]:
    """Words with the white space after them."""
    pieces: list[str] = []
    for word in text.split(" "):
        pieces.append(word + " ")
    if pieces:
        pieces[-1] = pieces[-1][:-1]
    return [piece for piece in pieces if piece]
