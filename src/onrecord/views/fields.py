"""The fields of a statement or a pledge in words: as they stand, and as they were read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.domain.annotations import Pledge, Statement
from onrecord.domain.corrections import FIELDS, Place
from onrecord.domain.text import Quote
from onrecord.views.amounts import written
from onrecord.views.history import DecisionRow


@dataclass(frozen=True, slots=True)
class FieldNow:
    """A field as it stands: in words, its places in the text, and how it was read before.

    `row` is the decision that put it right, where one did.
    """

    name: str
    made_of: str
    told: tuple[str, ...]
    places: tuple[Place, ...]
    corrected: bool
    was: tuple[str, ...]
    row: DecisionRow | None = None


def fields_of(
    kind: str, read: Pledge | Statement, now: Pledge | Statement, rows: Mapping[str, DecisionRow]
) -> tuple[FieldNow, ...]:
    """All fields that can be put right, given the decision on each that people put right."""
    return tuple(
        _field(name, made_of, read, now, rows.get(name)) for name, made_of in FIELDS[kind].items()
    )


def _field(
    name: str,
    made_of: str,
    read: Pledge | Statement,
    now: Pledge | Statement,
    row: DecisionRow | None,
) -> FieldNow:
    was, _ = _told(name, read)
    told, places = _told(name, now)
    changed = getattr(read, name) != getattr(now, name)
    return FieldNow(name, made_of, told, places, changed, was if changed else (), row)


def _told(name: str, read: Pledge | Statement) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    """A field in words, and where it stands."""
    value = getattr(read, name)
    if value is None:
        return (), ()
    match name:
        case "by" | "to" | "asked_by":
            return tuple(p.name for p in value), _places(p.quote for p in value)
        case "object":
            return (value.words,), _places([value])
        case "quantity":
            each = " each" if value.each else ""
            return (f"{written(value.amount)}{each}",), _places([value.quote])
        case "when":
            worked = f" ({value.value})" if value.value else ""
            return (f"{value.quote.words}{worked}",), _places([value.quote])
        case "conditions":
            told = tuple(f"{c.kind}: {c.quote.words}" for c in value)
            return told, _places(c.quote for c in value)
        case "speakers":
            return tuple(value), ()
        case "source" | "cue" | "content":
            return tuple(q.words for q in value), _places(value)
        case _:
            return (str(value),), ()


def _places(quotes: Iterable[Quote]) -> tuple[Place, ...]:
    return tuple((quote.start, quote.end) for quote in quotes)
