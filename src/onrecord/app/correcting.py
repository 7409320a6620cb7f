"""What a form says a field should be, as a correction: words are looked up in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import Reading
from onrecord.domain.corrections import FIELDS, Correction, Place
from onrecord.domain.errors import UsageError
from onrecord.domain.text import Span, Text
from onrecord.domain.times import PartialDate
from onrecord.domain.words import TimeType
from onrecord.reading.quantities import quantity_in
from onrecord.reading.times import times_in

MOST_PLACES = 20

_PLACED = re.compile(r"(\d{1,9})-(\d{1,9})(?:\s+(.*))?", re.DOTALL)
_QUOTES = str.maketrans("“”„«»‘’‚‹›", '"""""' + "'''''")


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, as told: words of the text one stretch a line, and what is chosen."""

    words: str = ""
    who: str = ""
    word: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""
    each: bool = False
    value: str = ""


def stated(kind: str, field: str, form: Form, reading: Reading, near: Span) -> Correction:
    """The correction that a form states for an annotation of this kind.

    Words are looked for `near` first. Raises UsageError with what was wrong, for a person to read.
    """
    made_of = FIELDS.get(kind, {}).get(field)
    if made_of is None:
        raise UsageError(f"a {kind} has no field {field[:40]!r} that can be corrected")
    if made_of == "word":
        return Correction(field, words=(form.word,))
    if made_of == "names":
        return Correction(field, words=tuple(_lines(form.words)))
    places = tuple(dict.fromkeys(place_of(line, reading.text, near) for line in _lines(form.words)))
    if made_of == "parties":
        return Correction(field, places, _who(form.who, places))
    if made_of == "conditions":
        return Correction(field, places, (form.word or "if",) * len(places))
    if not places or made_of in ("place", "places"):
        return Correction(field, places)
    if made_of == "amount":
        return _quantity(field, places, form, reading)
    return Correction(field, places, time=_time(places[0], form.value.strip(), reading))


def _lines(told: str) -> list[str]:
    found = [line.strip() for line in told.splitlines() if line.strip()]
    if len(found) > MOST_PLACES:
        raise UsageError(f"at most {MOST_PLACES} stretches, one a line; got {len(found)}")
    return found


def _who(told: str, places: Sequence[Place]) -> tuple[str, ...]:
    name = " ".join(told.split())
    if not name:
        return ()
    if len(places) != 1:
        raise UsageError("whom the words mean can be said for one stretch alone")
    return (name,)


def place_of(told: str, text: Text, near: Span) -> Place:
    """Where a line of a form stands: "120-127", "120-127 Germany", or the words alone.

    Raises UsageError for words that are not in the text, that stand there otherwise, or that stand
    there more than once.
    """
    match = _PLACED.fullmatch(told)
    if match is not None:
        start, end = int(match[1]), int(match[2])
        if start < end <= len(text.content):
            words = text.content[start:end]
            if match[3] is None or _plain(match[3]) == _plain(words):
                return start, end
            raise UsageError(f"at {start}-{end} stands {_short(words)}, not {_short(match[3])}")
    found = _found(told, text.content)
    inside = [place for place in found if near.start <= place[0] and place[1] <= near.end]
    candidates = inside or found
    if not candidates:
        raise UsageError(
            f"{_short(told)} does not stand in the text; copy the words as they stand there"
        )
    if len(candidates) > 1:
        places = ", ".join(f"{start}-{end}" for start, end in candidates[:8])
        raise UsageError(
            f"{_short(told)} stands there {len(candidates)} times, at {places}; take more words, "
            "or write the place before them"
        )
    return candidates[0]


def _found(told: str, content: str) -> list[Place]:
    """Where words stand as whole words, whatever the white space and the quotation marks."""
    words = _plain(told).split(" ")
    pattern = r"\s+".join(re.escape(word) for word in words)
    start = r"(?<!\w)" if words[0][:1].isalnum() else ""
    end = r"(?!\w)" if words[-1][-1:].isalnum() else ""
    folded = content.translate(_QUOTES)
    return [match.span() for match in re.finditer(start + pattern + end, folded)]


def _plain(words: str) -> str:
    return " ".join(words.translate(_QUOTES).split())


def _short(words: str) -> str:
    told = " ".join(words.split())
    return f"“{told if len(told) <= 60 else told[:58] + ' …'}”"


def _quantity(field: str, places: tuple[Place, ...], form: Form, reading: Reading) -> Correction:
    """The amount that is told, else the one that was or can be read in the words."""
    low, high = _number(form.low), _number(form.high)
    unit = " ".join(form.unit.split()) or None
    start, end = places[0]
    read = next(
        (q for q in reading.quantities if q.quote.start < end and start < q.quote.end),
        None,
    ) or quantity_in(reading.text, Span(start, end))
    if low is None and high is None:
        if read is None:
            raise UsageError("no number could be read in these words; say at least and at most")
        amount = Amount(read.amount.min, read.amount.max, unit or read.amount.unit)
    else:
        if low is not None and high is not None and low > high:
            raise UsageError(f"at least {low} is more than at most {high}")
        amount = Amount(low, high, unit or (None if read is None else read.amount.unit))
    return Correction(field, places, amount=amount, each=form.each)


def _number(told: str) -> Decimal | None:
    bare = told.strip().replace(",", "")
    if not bare:
        return None
    if not re.fullmatch(r"\d{1,15}(\.\d{1,6})?", bare, re.ASCII):
        raise UsageError(f"a number is digits with a point, such as 24 or 1.5; got {told[:40]!r}")
    try:
        return Decimal(bare)
    except InvalidOperation as error:  # pragma: no cover - the pattern lets nothing else through
        raise UsageError(f"no number: {told[:40]!r}") from error


def _time(place: Place, value: str, reading: Reading) -> tuple[str, str | None, str | None]:
    """The day, month or year that is told, else what was or can be read in the words."""
    if value:
        try:
            return (TimeType.DATE, PartialDate(value).iso, None)
        except ValueError as error:
            raise UsageError(
                f"a time is YYYY, YYYY-MM or YYYY-MM-DD, got {value[:40]!r}"
            ) from error
    start, end = place
    for times in (reading.times, times_in(reading.text)):
        for time in times:
            if time.quote.start < end and start < time.quote.end:
                return (str(time.type), time.value, time.relative)
    return (TimeType.DATE, None, None)


def form_of(told: Mapping[str, str]) -> Form:
    """The form as its fields came in."""
    fields = ("words", "who", "word", "low", "high", "unit", "value")
    return Form(**{name: told.get(name, "") for name in fields}, each=bool(told.get("each")))
