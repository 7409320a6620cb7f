"""A fact of the record, or an annotation in it, as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
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
from onrecord.domain.world import Commitment, Copy, Evidence, Utterance
from onrecord.views.held import joined
from onrecord.views.lines import Lines
from onrecord.views.needs import quantity, term
from onrecord.views.rows import title_of
from onrecord.views.shown import MANY, Field, Line, Section, Shown, shown


def fact_shown(identifier: str, recorded: Recorded[Fact], lines: Lines) -> Shown:
    """A fact, or the annotation with this id in the reading that was found for it."""
    fact = recorded.fact
    since = Field("known", f"since {recorded.recorded_at:%d %b %Y %H:%M} (seq {recorded.seq})")
    if isinstance(fact, Report):
        return _report(fact, since, lines)
    if isinstance(fact, Reading):
        found = [a for a in fact.annotations if a.id == identifier]
        return _annotation(found[0], fact, lines) if found else _reading(fact, since)
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
    world = lines.world
    copies = [c for c in world.copies if report.id in (c.copy, c.of)]
    made = [
        Line(title_of(c), str(c.stage), c.id)
        for c in world.commitments
        if any(e.report == report.id for step in c.history for e in step.evidence)
    ]
    said = [
        Line(title_of(u), u.on or "undated", u.id)
        for u in world.utterances
        if any(r.evidence.report == report.id for r in u.renderings)
    ]
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
        Section("copies", tuple(_copy(c, report.id, lines) for c in copies)),
        Section("commitments", tuple(made[:MANY])),
        Section("sayings", tuple(said[:MANY])),
    )
    return replace(
        shown(report.id, "report", report.title or report.given, fields, sections),
        edits=lines.edits({report.id}),
    )


def _copy(copy: Copy, report: str, lines: Lines) -> Line:
    other = lines.desk.report(copy.of if copy.copy == report else copy.copy)
    how = "copy of" if copy.copy == report else "copied by"
    return Line(f"{how} {other.name}: {other.title or other.given}", str(copy.kind), other.id)


def _annotation(annotation: Annotation, reading: Reading, lines: Lines) -> Shown:
    quotes = quotes_of(annotation)
    reports = [
        report
        for story in lines.world.stories
        for report in story.reports
        if lines.desk.digest(report) == annotation.text
    ]
    passages = tuple(
        lines.desk.passage(Evidence(report, annotation.text, quotes, annotation.id, 0))
        for report in dict.fromkeys(reports)
    )
    kind = KINDS[annotation.id[0]]
    told: tuple[Commitment | Utterance, ...] = lines.world.commitments + lines.world.utterances
    related = tuple((line.id, title_of(line)) for line in told if annotation.id in _members(line))
    fields = [*_described(annotation), Field("reader", reading.maker)]
    sections = (Section("words", (Line("", passages=passages),)),)
    page = shown(annotation.id, kind, joined(quotes), fields, sections)
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


def _members(line: Commitment | Utterance) -> Sequence[str]:
    if isinstance(line, Commitment):
        return line.pledges
    return [rendering.statement for rendering in line.renderings]


def quotes_of(annotation: Annotation) -> tuple[Quote, ...]:
    """The words that an annotation points at."""
    if isinstance(annotation, Pledge):
        return annotation.evidence
    if isinstance(annotation, Statement):
        return annotation.content
    return (annotation.quote,)


def _described(annotation: Annotation) -> list[Field]:
    if isinstance(annotation, Pledge):
        return [
            Field("by", ", ".join(party.name for party in annotation.by) or "nobody named"),
            Field("to", ", ".join(party.name for party in annotation.to) or "nobody named"),
            Field("stage", str(annotation.stage)),
            Field("category", str(annotation.category)),
            Field("trigger", annotation.trigger.words),
            Field("score", f"{annotation.score:.2f}"),
        ]
    if isinstance(annotation, Statement):
        return [
            Field("speaker", ", ".join(annotation.speakers) or "unknown"),
            Field("via", " < ".join(annotation.via) or "nobody"),
            Field("kind", str(annotation.kind)),
            Field("cue", joined(annotation.cue) or "none"),
            Field("score", f"{annotation.score:.2f}"),
        ]
    if isinstance(annotation, Mention):
        return [Field("name", annotation.name), Field("kind", str(annotation.kind))]
    return []


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
