"""A report as one reads it: its text, the marks of what was read there, and where each leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from onrecord.domain.annotations import (
    Annotation,
    Pledge,
    Quantity,
    Reading,
    Statement,
    TimeExpression,
)
from onrecord.domain.errors import UnknownId
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.domain.times import AsOf
from onrecord.domain.world import World
from onrecord.views.amounts import written
from onrecord.views.concerns import concerns
from onrecord.views.held import NOW, Desk, Reader, joined, world_at
from onrecord.views.held import ReportRef as ReportRef
from onrecord.views.judged import Judged, Stands, Touch, stands
from onrecord.views.lines import Lines
from onrecord.views.shown import Edit

BATCH = 200
"""Readings looked at together; each holds its text and all that was found there."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that an annotation points at; `line` is what it is told of.

    `people` is "put" where a person put a field right, "kept" where one said that it was read
    rightly, "gone" where one said that it was not.
    """

    start: int
    end: int
    layer: str
    hint: str
    annotation: str
    line: str | None
    people: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A statement, a pledge or a name that was taken from a paragraph, as it stands.

    `touches` is what people did about it, and what the machine had read.
    """

    kind: str
    annotation: str
    line: str | None
    who: str
    what: str
    note: str
    start: int
    end: int
    people: str = ""
    touches: tuple[Touch, ...] = ()


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
        identifier = _publisher(reader, world, identifier)
    recorded = reader.get(identifier)
    if recorded is None or not isinstance(recorded.fact, Report):
        raise UnknownId(f"the record holds no report {identifier!r}")
    if as_of.known is not None and recorded.seq > as_of.known:
        raise UnknownId(f"report {identifier!r} was not known then")
    report = recorded.fact
    text = reader.text(report.text) or Text("")
    held = reader.facts_of([report.id], as_of.known, links=False).readings.get(report.text)
    marks: tuple[Mark, ...] = ()
    taken: tuple[Taken, ...] = ()
    if held is not None:
        reading = held.fact
        told = told_of(world, report.id, reading)
        stand = stands(reader, held, as_of)
        marks = tuple(sorted(_marks(stand, told), key=lambda m: (m.start, -m.end, m.layer)))
        taken = tuple(sorted(_taken(stand, told), key=lambda t: (t.start, t.kind, t.annotation)))
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
        maker=None if held is None else held.fact.maker,
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


def _publisher(reader: Reader, world: World, digest: str) -> str:
    """The first report of the world with this text."""
    held = concerns(world).reports
    found = next((r.fact.id for r in reader.reports_with(digest) if r.fact.id in held), None)
    if found is None:
        raise UnknownId(f"the record holds no text {digest!r}")
    return found


def _copies(world: World, desk: Desk, report: str) -> Iterator[CopyRef]:
    for copy in concerns(world).copies.get(report, ()):
        if copy.copy == report:
            yield CopyRef("copy of", str(copy.kind), desk.report(copy.of))
        else:
            yield CopyRef("copied by", str(copy.kind), desk.report(copy.copy))


def _marks(stand: Stands, told: Mapping[str, str]) -> Iterator[Mark]:
    reading = stand.now
    for name in reading.mentions:
        yield _mark(stand, name, name.quote, "name", f"{name.kind}: {name.name}", told)
    for time in reading.times:
        yield _mark(stand, time, time.quote, "time", _time(time), told)
    for quantity in reading.quantities:
        yield _mark(stand, quantity, quantity.quote, "quantity", _quantity(quantity), told)
    for one in reading.statements:
        hint = _why(one, stand.on(one.id))
        for layer, quotes, words in (
            ("statement", one.content, hint),
            ("source", one.source, f"source of what is said by {_who(one)}"),
            ("cue", one.cue, f"cue of what is said by {_who(one)}"),
        ):
            for quote in quotes:
                yield _mark(stand, one, quote, layer, words, told)
    for pledge in reading.pledges:
        hint = _undertaken(pledge, stand.on(pledge.id))
        for quote in pledge.evidence:
            yield _mark(stand, pledge, quote, "pledge", hint, told)


def _mark(
    stand: Stands, of: Annotation, quote: Quote, layer: str, hint: str, told: Mapping[str, str]
) -> Mark:
    plain, people = hint.replace("_", " "), stand.on(of.id)
    if people.touches:
        plain += f". {'. '.join(map(_by_hand, people.touches))}"
    return Mark(quote.start, quote.end, layer, plain, of.id, told.get(of.id), _state(people))


def _state(people: Judged) -> str:
    if people.rejected:
        return "gone"
    return "put" if people.put else "kept" if people.vouched else ""


def _by_hand(touch: Touch) -> str:
    """What a person did, who and when, and what the machine had read."""
    was = "" if touch.was is None else f" (the machine read: {touch.was})"
    return f"{touch.did}, says {touch.by}{was}"


def _taken(stand: Stands, told: Mapping[str, str]) -> Iterator[Taken]:
    reading = stand.now
    for one in reading.statements:
        people, note = stand.on(one.id), f"{one.mode}, {one.kind}"
        if one.via:
            note += f", via {' < '.join(one.via)}"
        taken = Taken("statement", one.id, told.get(one.id), _who(one), "", note, 0, 0)
        yield _from(one.content, taken, people)
    for pledge in reading.pledges:
        people, line = stand.on(pledge.id), told.get(pledge.id)
        note = str(pledge.stage).replace("_", " ")
        if line is None and not people.rejected:
            note += ", waits for review"
        taken = Taken("pledge", pledge.id, line, _parties(pledge), "", note, 0, 0)
        yield _from(pledge.evidence, taken, people)
    seen = set()
    for name in reading.mentions:
        if name.name not in seen:
            seen.add(name.name)
            taken = Taken("name", name.id, told.get(name.id), name.name, "", str(name.kind), 0, 0)
            yield _from((name.quote,), taken, stand.on(name.id))


def _from(quotes: tuple[Quote, ...], taken: Taken, people: Judged) -> Taken:
    start, end = min(q.start for q in quotes), max(q.end for q in quotes)
    return replace(
        taken,
        what="" if taken.kind == "name" else joined(quotes),
        start=start,
        end=end,
        people=_state(people),
        touches=people.touches,
    )


def _why(one: Statement, people: Judged) -> str:
    """Who says it, how it is told, and what that rests on."""
    told = f"{_who(one)}: {one.mode}, {one.kind}"
    if one.via:
        told += f", via {' < '.join(one.via)}"
    cue = f" - cue “{joined(one.cue)}”" if one.cue else ""
    return f"{told}{cue}{_score(one, people)}"


def _undertaken(pledge: Pledge, people: Judged) -> str:
    """Who undertakes, how far it is, and what that rests on."""
    words = f"{_parties(pledge)}: {pledge.stage}, {pledge.category}"
    return f"{words} - because of “{pledge.trigger.words}”{_score(pledge, people)}"


def _score(one: Statement | Pledge, people: Judged) -> str:
    """How sure the machine is; a person is not asked how sure."""
    return "" if people.rejected or people.vouched else f", score {one.score:.2f}"


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
