"""Where names stand in a text: a look-up by first words, linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from onrecord.domain.words import MentionKind
from onrecord.reading.gazetteer import SURE
from onrecord.reading.name_forms import SHORTEST_GLUED, flat
from onrecord.reading.stage import Place

_WORD = re.compile(r"(?<![\w-])[^\W_]\w*")
_FIRST = re.compile(r"\w+")
_SMALL = re.compile("[a-z]{3}")


class Taken:
    """The places that names hold already."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = sorted(places)
        self._ends = [end for _, end in self._places]

    def _near(self, place: Place) -> Iterator[Place]:
        at = bisect_left(self._ends, place[0] + 1)
        while at < len(self._places) and self._places[at][0] < place[1]:
            yield self._places[at]
            at += 1

    def touches(self, place: Place) -> bool:
        """Whether a name there shares a character with `place`."""
        return next(self._near(place), None) is not None

    def inside(self, place: Place) -> list[Place]:
        """The names that are a part of `place`."""
        return [p for p in self._near(place) if p != place and place[0] <= p[0] <= p[1] <= place[1]]

    def beyond(self, place: Place) -> bool:
        """Whether a name there is `place` or reaches out of it."""
        return any(p == place or p[0] < place[0] or p[1] > place[1] for p in self._near(place))


def occurrences(content: str, forms: Mapping[str, MentionKind]) -> Iterator[tuple[Place, str]]:
    """Every place of one of these forms, and of the carried ones, the longest at each place.

    A person's name is also found at the beginning of a longer word, where one was run together.
    """
    carried = _carried()
    own: dict[str, list[str]] = {}
    for form in forms:
        first = _FIRST.match(form)
        if first:
            word = first.group()
            known = own.setdefault(word, list(carried.get(word, ())))
            if form not in known:
                known.append(form)
    for found in own.values():
        found.sort(key=len, reverse=True)
    glued = _glued(content, forms)
    for match in _WORD.finditer(content):
        start, word = match.start(), match.group()
        for form in own.get(word) or carried.get(word, ()):
            end = _end_of(content, start, form)
            if end is not None:
                yield (start, end), form
                break
        else:
            run = glued.match(content, start) if glued else None
            if run and not content.startswith(" ", run.end()):
                yield (start, run.end()), flat(run.group())


@cache
def _carried() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = defaultdict(list)
    for form in SURE:
        first = _FIRST.match(form)
        if first:
            index[first.group()].append(form)
    return {word: tuple(sorted(found, key=len, reverse=True)) for word, found in index.items()}


def _end_of(content: str, start: int, form: str) -> int | None:
    """Where `form` ends if it begins at `start`, whatever white space is in it."""
    if content.startswith(form, start):
        return start + len(form)
    if " " not in form:
        return None
    at = start
    for i, word in enumerate(form.split()):
        if i:
            space = at
            while space < len(content) and space - at < 8 and content[space].isspace():
                space += 1
            if space == at:
                return None
            at = space
        if not content.startswith(word, at):
            return None
        at += len(word)
    return at


def _glued(content: str, forms: Mapping[str, MentionKind]) -> re.Pattern[str] | None:
    """What finds people's names run together with the word behind them; None if none is."""
    people = [
        re.sub(r"(?:\\ )+", r"\\s+", re.escape(form))
        for form, kind in forms.items()
        if kind is MentionKind.PERSON
        and len(form) >= SHORTEST_GLUED
        and _runs_on(content, form.rsplit(maxsplit=1)[-1])
    ]
    return (
        re.compile("(?:" + "|".join(sorted(people, key=len, reverse=True)) + ")(?=[a-z]{3})")
        if people
        else None
    )


def _runs_on(content: str, word: str) -> bool:
    """Whether three small letters follow this word at once somewhere."""
    at = content.find(word)
    while at >= 0:
        if _SMALL.match(content, at + len(word)):
            return True
        at = content.find(word, at + 1)
    return False
