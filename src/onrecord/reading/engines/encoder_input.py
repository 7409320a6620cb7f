"""What the encoder sees of a text: word pieces, where they stand, and how they are written."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ints = NDArray[np.int64]

CASES = ("other", "lower", "title", "upper", "mixed", "digit", "mark")
GAPS = ("joined", "space", "line", "paragraph")
QUOTES = ("outside", "inside", "mark")
BLOCK = 20_000

_OPENING = "“«„‟"
_CLOSING = "”»"
_MARKS = re.compile("''|``|[\"“”«»„‟‘’'\n]")
_CLOSED = re.compile(r"[^\n]{1,600}?[\w.,!?…]'(?!\w)")
_SENTENCE_END = frozenset(".?!:…")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text: vocabulary numbers, offsets, and three features for each.

    `sentence` and `paragraph` count boundaries before a piece; only their differences matter.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    case: Ints
    gap: Ints
    quote: Ints
    sentence: Ints
    paragraph: Ints

    def __len__(self) -> int:
        return len(self.ids)


def open_tokenizer(data: str) -> Tokenizer:
    """The tokenizer described by `data`, without truncation and padding."""
    tokenizer = Tokenizer.from_str(data)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    """The word pieces of `text` with their features; any text will do, the empty one too."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _blocks(text):
        encoding = tokenizer.encode(text[start:end], add_special_tokens=False)
        for number, (left, right) in zip(encoding.ids, encoding.offsets, strict=True):
            if right > left:
                ids.append(number)
                starts.append(start + left)
                ends.append(start + right)
    case = [_case(text[s:e]) for s, e in zip(starts, ends, strict=True)]
    gap, sentence, paragraph = _boundaries(text, starts, ends)
    return Pieces(
        np.array(ids, np.int64),
        np.array(starts, np.int64),
        np.array(ends, np.int64),
        np.array(case, np.int64),
        np.array(gap, np.int64),
        _quoted(text, np.array(starts, np.int64)),
        np.array(sentence, np.int64),
        np.array(paragraph, np.int64),
    )


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of at most `BLOCK` characters, cut at white space where there is some."""
    start = 0
    while start < len(text):
        end = min(len(text), start + BLOCK)
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(" ", start, end))
            end = cut + 1 if cut > start else end
        yield start, end
        start = end


def _boundaries(
    text: str, starts: list[int], ends: list[int]
) -> tuple[list[int], list[int], list[int]]:
    """What stands before each piece, and how many sentences and paragraphs have begun by then."""
    gap: list[int] = []
    sentence: list[int] = []
    paragraph: list[int] = []
    sentences = paragraphs = before = 0
    ended = False
    for start, end in zip(starts, ends, strict=True):
        lines = text.count("\n", before, start) if start > before else 0
        kind = min(2, lines) + 1 if lines else int(start > before)
        if not gap:
            kind = 3
        gap.append(kind)
        first = text[start]
        if kind >= 2:
            sentences += 1
            paragraphs += 1
        elif ended and kind == 1 and not first.islower():
            sentences += 1
        ended = first in _SENTENCE_END or (ended and kind == 0 and not first.isalnum())
        sentence.append(sentences)
        paragraph.append(paragraphs)
        before = end
    return gap, sentence, paragraph


@lru_cache(maxsize=1 << 16)
def _case(word: str) -> int:
    if not any(c.isalnum() for c in word):
        return 6
    if any(c.isdigit() for c in word):
        return 5
    if word.islower():
        return 1
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    if word.isupper():
        return 3
    return 4 if word.upper() != word.lower() else 0


def _quoted(text: str, starts: Ints) -> Ints:
    """For each piece whether it stands inside quotation marks, outside, or is one."""
    places: list[int] = []
    states: list[int] = []
    state = ""
    for match in _MARKS.finditer(text):
        at, mark = match.start(), match.group()
        new = _after(text, match, state)
        if (new == "") != (state == ""):
            places.append(at)
            states.append(2 if mark != "\n" else 0)
            places.append(match.end())
            states.append(1 if new else 0)
        state = new
    if not places:
        return np.zeros(len(starts), np.int64)
    found = np.searchsorted(np.array(places), starts, side="right") - 1
    return np.where(found >= 0, np.array(states, np.int64)[found], 0)


def _after(text: str, match: re.Match[str], state: str) -> str:
    """Which quotation is open after a mark, "" for none, when `state` was before it."""
    at, mark = match.start(), match.group()
    before = text[at - 1] if at else " "
    after = text[match.end()] if match.end() < len(text) else " "
    new = state
    if mark == "\n":
        new = ""
    elif mark in ('"', "''", "``"):
        new = "" if state in ('"', "``") else state or '"'
    elif mark in _OPENING:
        new = "" if mark == "“" and state == "„" else state or mark
    elif mark in _CLOSING:
        new = "" if state in _OPENING else state
    elif mark == "‘":
        new = state or ("‘" if not before.isalnum() and not after.isspace() else "")
    elif state in ("‘", "'"):
        new = state if after.isalnum() else ""
    elif mark == "'" and not state and not before.isalnum() and after.isalpha():
        new = "'" if _CLOSED.match(text, at + 1) else ""
    return new


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of pieces that is read at once, and the part of it whose readings count."""

    start: int
    end: int
    first: int
    last: int


def windows(found: Pieces, size: int, before: int, after: int) -> list[Window]:
    """Windows of at most `size` whose own parts cover the text and end with paragraphs if they can.

    Each sees at least `before` pieces ahead of its own part and `after` behind it, as far as the
    text goes. Where no paragraph ends near enough, a sentence does, and at last any piece.
    """
    count = len(found)
    most = size - before - after
    result: list[Window] = []
    first = 0
    while first < count:
        last = count
        if count - first > most + (after if first else before + after):
            share = (count - first) / -(-(count - first) // most)
            last = _cut(found, first, round(share), most)
        start = max(0, first - before)
        result.append(Window(start, min(count, last + after, start + size), first, last))
        first = last
    return result


def _cut(found: Pieces, first: int, wanted: int, most: int) -> int:
    """Where an own part of about `wanted` and at most `most` pieces ends best."""
    places = np.arange(first + max(1, wanted // 2), first + most + 1)
    for layer in (found.paragraph, found.sentence):
        ends = places[layer[places] != layer[places - 1]]
        if len(ends):
            return int(ends[np.abs(ends - (first + wanted)).argmin()])
    return first + wanted


NEAR = 16
FAR = (24, 32, 48, 64, 96, 128, 192, 256)
SIDE = NEAR + len(FAR)
DISTANCES = 2 * SIDE + 1
SENTENCES = 3
PARAGRAPHS = 2


def relation(firsts: Ints, lasts: Ints, sentence: Ints, paragraph: Ints) -> Ints:
    """Numbers (predicates, pieces) for where each piece of a window stands towards each predicate.

    They combine distance in pieces from first or last piece of the predicate, in sentences and in
    paragraphs, before or after.
    """
    at = np.arange(len(sentence))
    offset = np.minimum(at - firsts[:, None], 0) + np.maximum(at - lasts[:, None], 0)
    bucket = _BUCKETS[np.clip(offset, -_REACH, _REACH) + _REACH]
    sentences = np.clip(sentence - sentence[firsts, None], -SENTENCES, SENTENCES) + SENTENCES
    paragraphs = np.clip(paragraph - paragraph[firsts, None], -PARAGRAPHS, PARAGRAPHS) + PARAGRAPHS
    width, height = 2 * SENTENCES + 1, 2 * PARAGRAPHS + 1
    return np.asarray((bucket * width + sentences) * height + paragraphs, np.int64)


def _bucket(offset: int) -> int:
    """The number of a distance in pieces: each near one its own, those further on in steps."""
    size = abs(offset)
    near = size if size <= NEAR else NEAR + bisect.bisect_left(FAR, size)
    return SIDE + (min(near, SIDE) if offset > 0 else -min(near, SIDE))


_REACH = FAR[-1] + 1
_BUCKETS = np.array([_bucket(offset) for offset in range(-_REACH, _REACH + 1)], np.int64)
RELATIONS = DISTANCES * (2 * SENTENCES + 1) * (2 * PARAGRAPHS + 1)
