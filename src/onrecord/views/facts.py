"""A fact of the record, or an annotation in it, as it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.domain.annotations import Annotation, Mention, Pledge, Reading, Statement
from onrecord.domain.decisions import Decision
from onrecord.domain.facts import Fact, Recorded
from onrecord.domain.findings import Finding
from onrecord.domain.ids import KINDS
from onrecord.domain.links import Proposal
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.domain.words import Distribution
from onrecord.domain.world import Commitment, Copy, Evidence, Utterance
from onrecord.views.concerns import concerns
from onrecord.views.fields import fields_of
from onrecord.views.held import joined
from onrecord.views.judged import Judged, Stands, field_words
from onrecord.views.lines import Lines
from onrecord.views.made_by import PLEDGES, carrier, made_by
from onrecord.views.needs import quantity, term
from onrecord.views.rows import title_of
from onrecord.views.shown import MANY, Field, Line, Section, Shown, shown


def fact_shown(recorded: Recorded[Fact], lines: Lines) -> Shown:
    """A fact of the record."""
    fact = recorded.fact
    since = Field("known", f"since {recorded.recorded_at:%d %b %Y %H:%M} (seq {recorded.seq})")
    if isinstance(fact, Report):
        return _report(fact, since, lines)
    if isinstance(fact, Reading):
        return _reading(fact, since)
    if isinstance(fact, Proposal):
        return _proposal(fact, since)
    if isinstance(fact, Decision):
        return _decision(fact, since)
    if isinstance(fact, Need):
        return _need(fact, since)
    if isinstance(fact, Withdrawal):
        return _withdrawal(fact, since)
    return _finding(fact, since)


def _report(report: Report, since: Field, lines: Lines) -> Shown:
    known = concerns(lines.world)
    said, made, _ = known.told_in.get(report.id, ((), (), ()))
    fields = [
        Field("outlet", report.outlet or "unknown"),
        Field("published", report.published or "unknown"),
        Field("url", report.url or "unknown"),
        Field("author", report.author or "unknown"),
        Field("input", report.given),
        Field("text", report.text, report.text),
        since,
    ]
    sections = (
        Section(
            "copies", tuple(_copy(c, report.id, lines) for c in known.copies.get(report.id, ()))
        ),
        Section("commitments", tuple(Line(title_of(c), str(c.stage), c.id) for c in made[:MANY])),
        Section("sayings", tuple(Line(title_of(u), u.on or "undated", u.id) for u in said[:MANY])),
    )
    return replace(
        shown(report.id, "report", report.title or report.given, fields, sections),
        edits=lines.edits({report.id}),
    )


def _copy(copy: Copy, report: str, lines: Lines) -> Line:
    other = lines.desk.report(copy.of if copy.copy == report else copy.copy)
    how = "copy of" if copy.copy == report else "copied by"
    return Line(f"{how} {other.name}: {other.title or other.given}", str(copy.kind), other.id)


def annotation_shown(
    identifier: str, stand: Stands, lines: Lines, published: Sequence[Recorded[Report]]
) -> Shown:
    """What was read under this id, as it stands by what people decided, and as it was read."""
    read = next(a for a in stand.read.annotations if a.id == identifier)
    now = next(a for a in stand.now.annotations if a.id == identifier)
    people, known = stand.on(identifier), concerns(lines.world)
    quotes = quotes_of(now)
    passages = tuple(
        lines.desk.passage(Evidence(report.fact.id, now.text, quotes, identifier, 0))
        for report in published
        if report.fact.id in known.reports
    )
    line = known.told_of.get(identifier)
    related = ((line.id, title_of(line)),) if isinstance(line, Commitment | Utterance) else ()
    fields = [*_described(read, now, people, stand.read), Field("reader", stand.read.maker)]
    decided = tuple(
        Line(
            touch.did if touch.was is None else f"{touch.did} (the machine read: {touch.was})",
            f"{touch.actor}, {touch.at:%d %b %Y %H:%M}: {touch.reason}",
            touch.id,
        )
        for touch in people.touches
    )
    sections = (
        Section("words", (Line("", passages=passages),)),
        Section("decided by people", decided),
    )
    page = shown(identifier, KINDS[identifier[0]], joined(quotes), fields, sections)
    return replace(page, related=related)


def _proposal(proposal: Proposal, since: Field) -> Shown:
    reasons = tuple(
        Line(f"{reason.feature}: {reason.detail}", f"{reason.score:.2f}")
        for reason in proposal.reasons
    )
    fields = [
        Field("relation", str(proposal.relation)),
        Field("score", f"{proposal.score:.2f}"),
        Field("one", proposal.left, proposal.left),
        Field("other", proposal.right, proposal.right),
        *([Field("kind", proposal.value)] if proposal.value else []),
        Field("maker", proposal.maker),
        since,
    ]
    title = f"{proposal.relation}?"
    return shown(proposal.id, "proposal", title, fields, (Section("reasons", reasons),))


def quotes_of(annotation: Annotation) -> tuple[Quote, ...]:
    """The words that an annotation points at."""
    if isinstance(annotation, Pledge):
        return annotation.evidence
    if isinstance(annotation, Statement):
        return annotation.content
    return (annotation.quote,)


LABEL = {
    "by": ("by", "nobody named"),
    "to": ("to", "nobody named"),
    "object": ("what", ""),
    "quantity": ("how much", ""),
    "when": ("by when", ""),
    "distribution": ("shared", ""),
    "speakers": ("speaker", "unknown"),
    "cue": ("cue", "none"),
}
"""What a field is called on the page of what was read, and how it is told that it is empty."""


def _described(
    read: Annotation, now: Annotation, people: Judged, reading: Reading
) -> Iterator[Field]:
    """The fields as they stand, each with what the machine read where a person put it right."""
    if isinstance(read, Pledge | Statement) and isinstance(now, Pledge | Statement):
        yield from _fields(read, now, people, reading)
        if isinstance(read, Pledge):
            yield Field("trigger", read.trigger.words, made_by=PLEDGES)
            said = carrier(read, reading)
            if said is not None:
                yield Field("cue", joined(said.cue) or "none", said.id, made_by="attribution.v1")
        else:
            yield Field("via", " < ".join(read.via) or "nobody")
            yield Field("kind", str(read.kind))
        yield Field("score", f"{read.score:.2f}")
    elif isinstance(read, Mention):
        yield Field("name", read.name)
        yield Field("kind", str(read.kind))


def _fields(
    read: Pledge | Statement, now: Pledge | Statement, people: Judged, reading: Reading
) -> Iterator[Field]:
    """The fields that can be put right; the content of a statement is its title.

    Of a pledge each with the stage of the reading that gave it.
    """
    kind = "pledge" if isinstance(read, Pledge) else "statement"
    put = {field.name: field.row for field in people.put if field.row is not None}
    for field in fields_of(kind, read, now, put):
        label, empty = LABEL.get(field.name, (field.name.replace("_", " "), ""))
        value = "; ".join(field.told) or empty
        if field.row is not None:
            was = field_words(field.was or field.told)
            by = f"put right by {field.row.actor}, {field.row.known_at:%d %b %Y}"
            note = f"{by}; the machine read: {was}"
            yield Field(label, value or "not told", note=note, was=was)
        elif value and field.name != "content" and value != Distribution.SINGLE:
            stage = made_by(field.name, read, reading) if isinstance(read, Pledge) else ""
            yield Field(label, value, made_by=stage)


def text_shown(text: Text) -> Shown:
    """A text, paragraph by paragraph."""
    fields = [
        Field("characters", str(len(text.content))),
        Field("normalisation", text.normalisation),
    ]
    lines = tuple(Line(text.content[span.start : span.end]) for span in text.paragraphs)
    return shown(text.digest, "text", "a text", fields, (Section("text", lines),))


def _reading(reading: Reading, since: Field) -> Shown:
    fields = [
        Field("reader", reading.maker),
        Field("text", reading.text.digest, reading.text.digest),
        Field("names", str(len(reading.mentions))),
        Field("statements", str(len(reading.statements))),
        Field("pledges", str(len(reading.pledges))),
        since,
    ]
    return shown(reading.id, "reading", f"a reading by {reading.maker}", fields, ())


def _decision(decision: Decision, since: Field) -> Shown:
    fields = [
        Field("judgement", str(decision.judgement)),
        Field("by", decision.actor),
        Field("reason", decision.reason),
        Field("about", decision.about, decision.about),
        *([Field("relation", str(decision.relation))] if decision.relation else []),
        *([Field("value", decision.value)] if decision.value else []),
        since,
    ]
    title = f"{decision.actor}: {decision.judgement}"
    return shown(decision.id, "decision", title, fields, ())


def _need(need: Need, since: Field) -> Shown:
    fields = [
        Field("needed", quantity(need)),
        Field("for", need.to or "not stated"),
        Field("when", term(need)),
        Field("by whose account", need.source),
        since,
    ]
    return shown(need.id, "need", f"{quantity(need)}, {term(need)}", fields, ())


def _withdrawal(withdrawal: Withdrawal, since: Field) -> Shown:
    fields = [
        Field("of", withdrawal.need, withdrawal.need),
        Field("by", withdrawal.actor),
        Field("reason", withdrawal.reason),
        since,
    ]
    return shown(withdrawal.id, "withdrawal", f"{withdrawal.actor} withdrew a need", fields, ())


def _finding(finding: Finding, since: Field) -> Shown:
    fields = [
        Field("code", finding.code),
        Field("severity", str(finding.severity)),
        Field("where", finding.where or "not stated"),
        since,
    ]
    return shown(finding.id, "finding", finding.message, fields, ())
