"""A report as one reads it: its text, the marks of what was read there, and where each leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from onrecord.domain.annotations import Pledge, Quantity, Reading, Statement, TimeExpression
from onrecord.domain.errors import UnknownId
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.domain.times import AsOf
from onrecord.domain.world import World
from onrecord.views.amounts import written
from onrecord.views.concerns import concerns
from onrecord.views.held import NOW, Desk, Reader, joined, world_at
from onrecord.views.held import ReportRef as ReportRef
from onrecord.views.lines import Lines
from onrecord.views.shown import Edit

BATCH = 200
"""Readings looked at together; each holds its text and all that was found there."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that an annotation points at; `line` is what it is told of."""

    start: int
    end: int
    layer: str
    hint: str
    annotation: str
    line: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A statement, a pledge or a name that was taken from a paragraph."""

    kind: str
    annotation: str
    line: str | None
    who: str
    what: str
    note: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text by its place, and what was taken from it."""

    start: int
    end: int
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class CopyRef:
    """A report that this one copies, or that copies it."""

    how: str
    kind: str
    report: ReportRef


@dataclass(frozen=True, slots=True)
class Article:
    """A report with its text, marks in the order of the text, and the edits under its address.

    `maker` is who read it, None while nobody has.
    """

    report: ReportRef
    text: str
    author: str | None
    language: str | None
    content: str
    marks: tuple[Mark, ...]
    paragraphs: tuple[Paragraph, ...]
    maker: str | None
    copies: tuple[CopyRef, ...]
    edits: tuple[Edit, ...]


def article(reader: Reader, identifier: str, as_of: AsOf = NOW) -> Article:
    """The report with this id, or the first that published the text with this digest.

    Raises UnknownId when the record holds neither, or did not then.
    """
    world = world_at(reader, as_of)
    desk = Desk(reader)
    if identifier.startswith("t"):
        identifier = _publisher(world, desk, identifier)
    recorded = reader.get(identifier)
    if recorded is None or not isinstance(recorded.fact, Report):
        raise UnknownId(f"the record holds no report {identifier!r}")
    if as_of.known is not None and recorded.seq > as_of.known:
        raise UnknownId(f"report {identifier!r} was not known then")
    report = recorded.fact
    text = reader.text(report.text) or Text("")
    held = reader.facts_of([report.id], as_of.known).readings.get(report.text)
    reading = None if held is None else held.fact
    marks: tuple[Mark, ...] = ()
    taken: tuple[Taken, ...] = ()
    if reading is not None:
        told = told_of(world, report.id, reading)
        marks = tuple(sorted(_marks(reading, told), key=lambda m: (m.start, -m.end, m.layer)))
        taken = tuple(sorted(_taken(reading, told), key=lambda t: (t.start, t.kind, t.annotation)))
    paragraphs = tuple(
        Paragraph(
            place.start,
            place.end,
            tuple(t for t in taken if place.start <= t.start < place.end),
        )
        for place in text.paragraphs
    )
    return Article(
        report=desk.report(report.id),
        text=report.text,
        author=report.author,
        language=report.language,
        content=text.content,
        marks=marks,
        paragraphs=paragraphs,
        maker=None if reading is None else reading.maker,
        copies=tuple(_copies(world, desk, report.id)),
        edits=Lines(world, desk).edits({report.id}),
    )


def reports(reader: Reader, as_of: AsOf = NOW) -> tuple[ReportRef, ...]:
    """The reports of the record, the latest first; those without a day at the end."""
    desk = Desk(reader)
    held = {report for story in world_at(reader, as_of).stories for report in story.reports}
    refs = sorted((desk.report(report) for report in held), key=lambda ref: (ref.known, ref.id))
    return tuple(sorted(refs, key=lambda ref: ref.published or "", reverse=True))


def makers(reader: Reader, as_of: AsOf = NOW) -> tuple[str, ...]:
    """Who read the reports: name and version of every maker of a standing reading."""
    held = sorted({r for story in world_at(reader, as_of).stories for r in story.reports})
    found: set[str] = set()
    for start in range(0, len(held), BATCH):
        facts = reader.facts_of(held[start : start + BATCH], as_of.known, links=False)
        found.update(reading.fact.maker for reading in facts.readings.values())
    return tuple(sorted(found))


def told_of(world: World, report: str, reading: Reading) -> Mapping[str, str]:
    """For each annotation of a report's reading the line of the world that it belongs to."""
    wanted = {annotation.id for annotation in reading.annotations}
    said, made, named = concerns(world).told_in.get(report, ((), (), ()))
    found = {m: entity.id for entity in named for m in entity.mentions if m in wanted}
    for one in said:
        for rendering in one.renderings:
            if rendering.statement in wanted:
                found[rendering.statement] = one.id
    for commitment in made:
        found.update((p, commitment.id) for p in commitment.pledges if p in wanted)
    return found


def _publisher(world: World, desk: Desk, digest: str) -> str:
    """The first report with a text: by the lines it gave, else by looking at all reports."""
    told = [
        *(r.evidence for u in world.utterances for r in u.renderings),
        *(e for c in world.commitments for s in c.history for e in s.evidence),
    ]
    seen = [(e.known, e.report) for e in told if e.text == digest]
    if seen:
        return min(seen)[1]
    held = [r for story in world.stories for r in story.reports if desk.digest(r) == digest]
    if not held:
        raise UnknownId(f"the record holds no text {digest!r}")
    return min(held, key=lambda r: desk.report(r).known)


def _copies(world: World, desk: Desk, report: str) -> Iterator[CopyRef]:
    for copy in concerns(world).copies.get(report, ()):
        if copy.copy == report:
            yield CopyRef("copy of", str(copy.kind), desk.report(copy.of))
        else:
            yield CopyRef("copied by", str(copy.kind), desk.report(copy.copy))


def _marks(reading: Reading, told: Mapping[str, str]) -> Iterator[Mark]:
    for name in reading.mentions:
        yield _mark(name.quote, "name", f"{name.kind}: {name.name}", name.id, told)
    for time in reading.times:
        yield _mark(time.quote, "time", _time(time), time.id, told)
    for quantity in reading.quantities:
        yield _mark(quantity.quote, "quantity", _quantity(quantity), quantity.id, told)
    for one in reading.statements:
        hint = _why(one)
        for layer, quotes, words in (
            ("statement", one.content, hint),
            ("source", one.source, f"source of what is said by {_who(one)}"),
            ("cue", one.cue, f"cue of what is said by {_who(one)}"),
        ):
            for quote in quotes:
                yield _mark(quote, layer, words, one.id, told)
    for pledge in reading.pledges:
        for quote in pledge.evidence:
            yield _mark(quote, "pledge", _undertaken(pledge), pledge.id, told)


def _mark(quote: Quote, layer: str, hint: str, annotation: str, told: Mapping[str, str]) -> Mark:
    plain = hint.replace("_", " ")
    return Mark(quote.start, quote.end, layer, plain, annotation, told.get(annotation))


def _taken(reading: Reading, told: Mapping[str, str]) -> Iterator[Taken]:
    for one in reading.statements:
        quotes, note = one.content, f"{one.mode}, {one.kind}"
        if one.via:
            note += f", via {' < '.join(one.via)}"
        yield _from(quotes, Taken("statement", one.id, told.get(one.id), _who(one), "", note, 0, 0))
    for pledge in reading.pledges:
        line = told.get(pledge.id)
        note = str(pledge.stage).replace("_", " ")
        if line is None:
            note += ", waits for review"
        yield _from(
            pledge.evidence,
            Taken("pledge", pledge.id, line, _parties(pledge), "", note, 0, 0),
        )
    seen = set()
    for name in reading.mentions:
        if name.name not in seen:
            seen.add(name.name)
            line, note = told.get(name.id), str(name.kind)
            yield Taken(
                "name", name.id, line, name.name, "", note, name.quote.start, name.quote.end
            )


def _from(quotes: tuple[Quote, ...], taken: Taken) -> Taken:
    start, end = min(q.start for q in quotes), max(q.end for q in quotes)
    return replace(taken, what=joined(quotes), start=start, end=end)


def _why(one: Statement) -> str:
    """Who says it, how it is told, and what that rests on."""
    told = f"{_who(one)}: {one.mode}, {one.kind}"
    if one.via:
        told += f", via {' < '.join(one.via)}"
    cue = f" - cue “{joined(one.cue)}”" if one.cue else ""
    return f"{told}{cue}, score {one.score:.2f}"


def _undertaken(pledge: Pledge) -> str:
    """Who undertakes, how far it is, and what that rests on."""
    words = f"{_parties(pledge)}: {pledge.stage}, {pledge.category}"
    return f"{words} - because of “{pledge.trigger.words}”, score {pledge.score:.2f}"


def _who(statement: Statement) -> str:
    return ", ".join(statement.speakers) or "somebody"


def _parties(pledge: Pledge) -> str:
    by = ", ".join(party.name for party in pledge.by) or "somebody"
    to = ", ".join(party.name for party in pledge.to)
    return f"{by} → {to}" if to else by


def _time(time: TimeExpression) -> str:
    return f"time: {time.value or time.relative or 'not worked out'}"


def _quantity(quantity: Quantity) -> str:
    return f"quantity: {written(quantity.amount)}{' each' if quantity.each else ''}"
