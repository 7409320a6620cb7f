"""A field of a statement or a pledge as a person says it should have been read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from onrecord.domain.amounts import Amount
from onrecord.domain.errors import UsageError
from onrecord.domain.text import Text
from onrecord.domain.words import Category, ConditionKind, Distribution, Mode, Stage, TimeType

PLEDGE: Mapping[str, str] = {
    "by": "parties",
    "to": "parties",
    "asked_by": "parties",
    "object": "place",
    "quantity": "amount",
    "when": "time",
    "conditions": "conditions",
    "stage": "word",
    "category": "word",
    "distribution": "word",
}
"""The fields of a pledge that can be corrected, and what each is made of."""

STATEMENT: Mapping[str, str] = {
    "speakers": "names",
    "source": "places",
    "cue": "places",
    "content": "places",
    "mode": "word",
}
"""Those of a statement."""

FIELDS: Mapping[str, Mapping[str, str]] = {"pledge": PLEDGE, "statement": STATEMENT}

CHOICES: Mapping[str, tuple[str, ...]] = {
    "stage": tuple(Stage),
    "category": tuple(Category),
    "distribution": tuple(Distribution),
    "mode": tuple(Mode),
    "conditions": tuple(ConditionKind),
}
"""The words among which a field (of a condition: its kind) is chosen."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a field should be: places in the text, in code points, and words beside them.

    `words` go with the places one by one where they say who is meant ("" where the text says it
    itself) or how a condition binds; for a field that is a word of a list, or names, they stand
    alone. No place and no word: the text tells nothing for this field. `amount` and `each` are a
    quantity's, `time` is a time's type, TIMEX3 value and formula (as in `TimeExpression`).
    """

    field: str
    places: tuple[Place, ...] = ()
    words: tuple[str, ...] = ()
    amount: Amount | None = None
    each: bool = False
    time: tuple[str, str | None, str | None] | None = None

    @property
    def written(self) -> str:
        """The correction as the `value` of a decision: JSON with sorted keys."""
        told: dict[str, Any] = {"field": self.field}
        if self.places:
            told["places"] = [list(place) for place in self.places]
        if self.words:
            told["words"] = list(self.words)
        if self.amount is not None:
            low, high = self.amount.min, self.amount.max
            told["min"] = None if low is None else f"{low:f}"
            told["max"] = None if high is None else f"{high:f}"
            told["unit"] = self.amount.unit
            told["each"] = self.each
        if self.time is not None:
            told["time"] = list(self.time)
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


def correction(value: str | None) -> Correction:
    """What `Correction.written` made this value of. Raises UsageError for anything else."""
    try:
        told = json.loads(value or "")
        field = str(told["field"])
        places = tuple((int(start), int(end)) for start, end in told.get("places", ()))
        words = tuple(str(word) for word in told.get("words", ()))
        amount = None
        if "min" in told:
            amount = Amount(_number(told["min"]), _number(told["max"]), told["unit"])
        time = told.get("time")
        if time is not None:
            kind, timex, relative = time
            time = (str(kind), timex, relative)
    except (ValueError, TypeError, KeyError, InvalidOperation) as error:
        raise UsageError(f"expected a correction, got {(value or '')[:80]!r}") from error
    if field not in PLEDGE and field not in STATEMENT:
        raise UsageError(f"no field {field[:40]!r} can be corrected")
    if any(not 0 <= start < end for start, end in places):
        raise UsageError("a place begins before it ends, and not before the text")
    return Correction(field, places, words, amount, bool(told.get("each", False)), time)


def _number(told: str | None) -> Decimal | None:
    return None if told is None else Decimal(told)


def check(one: Correction, kind: str, text: Text) -> None:
    """Nothing, when an annotation of this kind and text can be so corrected. Raises UsageError."""
    made_of = FIELDS.get(kind, {}).get(one.field)
    if made_of is None:
        raise UsageError(f"a {kind} has no field {one.field!r} that can be corrected")
    fault = next((told for wrong, told in _faults(one, made_of, len(text.content)) if wrong), None)
    if fault is not None:
        raise UsageError(f"{one.field}: {fault}")


def _faults(one: Correction, made_of: str, length: int) -> Iterator[tuple[bool, str]]:
    """What may be wrong with a field that is made of this, each with whether it is."""
    alone = made_of in ("word", "names")
    single = made_of in ("place", "amount", "time")
    known = CHOICES.get(one.field, one.words)
    yield any(end > length for _, end in one.places), f"the text ends at {length:,}"
    yield alone and bool(one.places), "it is chosen from a list, not from the text"
    yield single and len(one.places) > 1, f"it is one stretch of the text, got {len(one.places)}"
    yield made_of == "word" and len(one.words) != 1, f"choose one of {', '.join(known)}"
    yield not alone and len(one.words) > len(one.places), "it has more words than places"
    yield any(word not in known for word in one.words), f"choose among {', '.join(known)}"
    number = one.amount is not None and (one.amount.min, one.amount.max) != (None, None)
    yield made_of == "amount" and bool(one.places) != number, "it is words and a number together"
    yield one.field == "content" and not one.places, "without content it is none; reject it instead"
    yield one.time is not None and one.time[0] not in list(TimeType), "no such type of time"
