"""A statement or a pledge as a person puts it right: its fields as they stand, in its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import Annotation, Pledge, Reading, Statement
from onrecord.domain.corrections import FIELDS, Place
from onrecord.domain.errors import UnknownId, UsageError
from onrecord.domain.facts import Recorded
from onrecord.domain.ids import kind_of
from onrecord.domain.text import Quote, Span
from onrecord.domain.times import AsOf
from onrecord.views.amounts import written
from onrecord.views.fields import FieldNow, fields_of
from onrecord.views.held import NOW, Desk, Reader, ReportRef
from onrecord.views.history import DecisionRow, decided_on
from onrecord.views.judged import stands

AROUND = 1
"""Paragraphs shown before and after those that the evidence stands in."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph of the text, by its place."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A name, a quantity or a time that was read nearby, to be taken for a field."""

    place: Place
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Subject:
    """An annotation with its fields, the paragraphs around it, and what was decided on it.

    `names` are those that the report gives, `offers` what was read nearby, by what a field is made
    of. `standing` says whether the reading that holds it is the last one of its text. `amount`,
    `each` and `value` are what a quantity and a time stand at.
    """

    id: str
    kind: str
    report: ReportRef
    text: str
    words: str
    fields: tuple[FieldNow, ...]
    paragraphs: tuple[Stretch, ...]
    near: Span
    names: tuple[str, ...]
    offers: tuple[tuple[str, Offer], ...]
    decided: tuple[DecisionRow, ...]
    standing: bool
    amount: Amount | None = None
    each: bool = False
    value: str = ""

    def offered(self, made_of: str) -> tuple[Offer, ...]:
        """What was read nearby that such a field can be."""
        return tuple(offer for kind, offer in self.offers if kind == made_of)

    def field(self, name: str) -> FieldNow:
        """The field of this name. Raises UsageError."""
        found = next((field for field in self.fields if field.name == name), None)
        if found is None:
            raise UsageError(f"a {self.kind} has no field {name[:40]!r} that can be corrected")
        return found


def subject(reader: Reader, identifier: str, whole: bool = False, as_of: AsOf = NOW) -> Subject:
    """What is to be put right. Raises UnknownId, UsageError for what has no fields."""
    kind = kind_of(identifier) or ""
    if kind not in FIELDS:
        raise UsageError("statements and pledges are put right field by field; nothing else is")
    held = reader.get(identifier)
    if held is None or not isinstance(held.fact, Reading):
        raise UnknownId(f"the record holds no {kind} {identifier!r}")
    reading = held.fact
    read = next((a for a in reading.annotations if a.id == identifier), None)
    assert isinstance(read, Pledge | Statement)
    stand = stands(reader, Recorded(reading, held.seq, held.recorded_at), as_of)
    now = next(a for a in stand.now.annotations if a.id == identifier)
    assert isinstance(now, Pledge | Statement)
    desk = Desk(reader)
    reports = reader.reports_with(read.text)
    if not reports:
        raise UnknownId(f"no report with {identifier!r} is in the record")
    near = _near(reading, read)
    paragraphs = [p for p in reading.text.paragraphs if whole or near.overlaps(p)]
    quantity = now.quantity if isinstance(now, Pledge) else None
    when = now.when if isinstance(now, Pledge) else None
    return Subject(
        id=identifier,
        kind=kind,
        report=desk.report(reports[0].fact.id),
        text=read.text,
        words=" … ".join(" ".join(q.words.split()) for q in _evidence(now)),
        fields=fields_of(
            kind, read, now, {f.name: f.row for f in stand.on(identifier).put if f.row}
        ),
        paragraphs=tuple(
            Stretch(p.start, p.end, reading.text.content[p.start : p.end]) for p in paragraphs
        ),
        near=near,
        names=tuple(dict.fromkeys(mention.name for mention in reading.mentions)),
        offers=tuple(
            (made_of, offer)
            for made_of, offer in _offers(reading)
            if near.start <= offer.place[0] and offer.place[1] <= near.end
        ),
        decided=tuple(
            row for row in decided_on(reader, [read.text], as_of) if row.about == identifier
        ),
        standing=reader.read_at([read.text], as_of.known).get(read.text) == held.seq,
        amount=None if quantity is None else quantity.amount,
        each=quantity is not None and quantity.each,
        value="" if when is None else when.value or "",
    )


def _offers(reading: Reading) -> Iterator[tuple[str, Offer]]:
    """What was read that a field made of such a thing can be."""
    for mention in reading.mentions:
        place = (mention.quote.start, mention.quote.end)
        yield "parties", Offer(place, mention.quote.words, mention.name)
    for quantity in reading.quantities:
        place = (quantity.quote.start, quantity.quote.end)
        yield "amount", Offer(place, quantity.quote.words, written(quantity.amount))
    for time in reading.times:
        place = (time.quote.start, time.quote.end)
        yield "time", Offer(place, time.quote.words, time.value or "")


def annotation(reader: Reader, identifier: str) -> tuple[Annotation, Reading]:
    """An annotation with the last reading that holds it. Raises UnknownId."""
    held = reader.get(identifier)
    reading = None if held is None else held.fact
    if isinstance(reading, Reading):
        for found in reading.annotations:
            if found.id == identifier:
                return found, reading
    raise UnknownId(f"the record holds nothing that was read under {identifier!r}")


def _near(reading: Reading, read: Pledge | Statement) -> Span:
    """The paragraphs of the evidence, and those around them."""
    quotes = _evidence(read)
    first, last = min(q.start for q in quotes), max(q.end for q in quotes)
    paragraphs = reading.text.paragraphs
    inside = [n for n, p in enumerate(paragraphs) if p.start < last and first < p.end]
    if not inside:
        return Span(first, last)
    start = paragraphs[max(0, inside[0] - AROUND)].start
    end = paragraphs[min(len(paragraphs) - 1, inside[-1] + AROUND)].end
    return Span(min(start, first), max(end, last))


def _evidence(read: Pledge | Statement) -> tuple[Quote, ...]:
    return read.evidence if isinstance(read, Pledge) else read.content
