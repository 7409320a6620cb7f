"""What is shown of one line: fields, sections with passages, and what an edit changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from onrecord.views.held import Passage, ReportRef

MANY = 40
"""A list of lines is cut here; the tables show all of them."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value; `id` leads on where the value is a line of its own.

    Where a person put the value right, `was` is what the machine had read and `note` says all that.
    `made_by` is the stage of the reading that gave it, where one is known.
    """

    label: str
    value: str
    id: str | None = None
    note: str = ""
    was: str | None = None
    made_by: str = ""


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
    """What stayed, what went and what came: line by line, and word by word where lines differ."""
    found: list[Piece] = []
    left, right = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for tag, i, j, k, m in _compared(left, right):
        gone, came = "".join(left[i:j]), "".join(right[k:m])
        if tag == "replace":
            found += _by_words(gone, came)
        else:
            found += _pieces(tag, gone, came)
    return _joined(found)


def _by_words(old: str, new: str) -> Iterator[Piece]:
    left, right = _words(old), _words(new)
    for tag, i, j, k, m in _compared(left, right):
        yield from _pieces(tag, "".join(left[i:j]), "".join(right[k:m]))


def _compared(
    left: Sequence[str], right: Sequence[str]
) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, left, right, autojunk=False).get_opcodes()


def _pieces(tag: str, gone: str, came: str) -> Iterator[Piece]:
    if tag == "equal":
        yield Piece("same", gone)
        return
    if gone:
        yield Piece("gone", gone)
    if came:
        yield Piece("new", came)


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces, those of one kind that follow each other as one; what went before what came.

    White space that ends both is no part of the change.
    """
    found: list[Piece] = []
    tail = ""
    for same, run in groupby(pieces, key=lambda piece: piece.kind == "same"):
        told = list(run)
        if same:
            found.append(Piece("same", tail + "".join(piece.words for piece in told)))
            tail = ""
            continue
        gone, came = ("".join(p.words for p in told if p.kind == k) for k in ("gone", "new"))
        tail = _space(gone) if _space(gone) == _space(came) else ""
        for kind, words in (("gone", gone), ("new", came)):
            if words:
                found.append(Piece(kind, words.removesuffix(tail)))
    return (*found, Piece("same", tail)) if tail else tuple(found)


def _space(words: str) -> str:
    """The white space at the end of words; "" where they are nothing else."""
    return words[len(words.rstrip()) :] if words.strip() else ""


def _words(text: str) -> list[str]:
    """Words with the white space after them; white space at the beginning stands alone."""
    return re.findall(r"\S+\s*|^\s+", text)
