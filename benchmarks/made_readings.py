"""Reports with their readings, made by renaming what was read once: a record of any size.

The reader reads a few hundred made reports; after that every person, town and body gets another
name, every land another land and every number another number, again and again, in text and reading
alike. So a million statements cost no reading, and have the shapes that the reader really gives.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from made_reports import LANDS, MONTHS, WEEKDAYS, _name

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import Pledge, Quantity, Reading, Statement
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text

Pair = tuple[Report, Reading]
_WORD = re.compile(r"[A-Za-z]+|\d+")


def renamed_pairs(base: Sequence[Pair], count: int) -> Iterator[Pair]:
    """`count` reports with readings: the base as it is, then the base renamed, era after era."""
    names = _names(base)
    days = [date.fromisoformat(str(report.published)[:10]) for report, _ in base]
    length = (max(days) - min(days)).days + 1
    for number in range(count):
        era, place = divmod(number, len(base))
        report, reading = base[place]
        if not era:
            yield report, reading
            continue
        if not place:
            word = _renaming(era, names)
        published = days[place] + timedelta(days=era * length)
        yield _renamed(report, reading, word, f"made-{number:07}", published.isoformat())


def _names(base: Sequence[Pair]) -> frozenset[str]:
    """The words that stand in names of persons, towns and bodies, and nowhere else in a text."""
    named = {w for _, reading in base for m in reading.mentions for w in _WORD.findall(m.name)}
    plain = {w for _, reading in base for w in _WORD.findall(reading.text.content) if w.islower()}
    kept = {*LANDS, *MONTHS, *WEEKDAYS}
    return frozenset(
        word
        for word in named
        if word[0].isupper() and word not in kept and word.lower() not in plain
    )


def _renaming(era: int, names: frozenset[str]) -> Callable[[str], str]:
    draw = random.Random(era)
    lands = dict(zip(LANDS, draw.sample(LANDS, len(LANDS)), strict=True))
    new = {word: _name(draw) for word in sorted(names)}
    new |= {word.upper(): name.upper() for word, name in new.items()}
    more, factor = draw.randint(1, 40), draw.randint(1, 3)

    def word(old: str) -> str:
        if old.isdigit():
            return str(int(old) * factor + more)
        return lands.get(old) or new.get(old) or old

    return word


def _renamed(
    report: Report, reading: Reading, word: Callable[[str], str], given: str, published: str
) -> Pair:
    new = _Renaming(reading.text, word)
    layers = (
        reading.mentions,
        reading.times,
        reading.quantities,
        reading.statements,
        reading.pledges,
    )
    read = Reading(new.text, reading.maker, *(tuple(map(new.thing, layer)) for layer in layers))
    url = f"https://made.example/{given}"
    told = replace(report, given=given, text=new.text.digest, published=published, url=url)
    return told, read


class _Renaming:
    """One text under other names, and everything that was read in it."""

    def __init__(self, text: Text, word: Callable[[str], str]) -> None:
        self._word = word
        self._ends, self._shifts = [0], [0]
        self._ids: dict[str, str] = {}
        parts, last, shift = [], 0, 0
        for found in _WORD.finditer(text.content):
            new = word(found.group())
            parts += [text.content[last : found.start()], new]
            last = found.end()
            shift += len(new) - len(found.group())
            self._ends.append(last)
            self._shifts.append(shift)
        self.text = Text("".join((*parts, text.content[last:])), text.normalisation)

    def thing(self, thing: Any) -> Any:
        """The same at its new place, under its new names."""
        if isinstance(thing, Quote):
            return self.text.quote(self._at(thing.start), self._at(thing.end))
        if isinstance(thing, tuple):
            return tuple(map(self.thing, thing))
        if not is_dataclass(thing) or isinstance(thing, type):
            return thing
        values = {part.name: self.thing(getattr(thing, part.name)) for part in fields(thing)}
        values |= self._told(thing, values)
        made = replace(thing, **values)
        if isinstance(thing, Statement):
            self._ids[thing.id] = made.id
        return made

    def _told(self, thing: Any, values: dict[str, Any]) -> dict[str, Any]:
        """The fields that are names, ids or numbers."""
        told: dict[str, Any] = {"text": self.text.digest} if "text" in values else {}
        if "name" in values:
            told["name"] = self._named(values["name"])
        for field in values.keys() & {"speakers", "via"}:
            told[field] = tuple(map(self._named, values[field]))
        if isinstance(thing, Pledge) and thing.statement is not None:
            told["statement"] = self._ids[thing.statement]
        if isinstance(thing, Quantity):
            told["amount"] = _scaled(thing, self._word)
        return told

    def _at(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._ends, offset) - 1]

    def _named(self, words: str) -> str:
        return _WORD.sub(lambda found: self._word(found.group()), words)


def _scaled(quantity: Quantity, word: Callable[[str], str]) -> Amount:
    """The amount as the new number tells it."""
    digits = re.search(r"\d+", quantity.quote.words)
    if digits is None:
        return quantity.amount
    old, new = Decimal(digits.group()), Decimal(word(digits.group()))
    low, high = (
        None if bound is None else (bound * new / old).normalize() + 0
        for bound in (quantity.amount.min, quantity.amount.max)
    )
    return Amount(low, high, quantity.amount.unit)
