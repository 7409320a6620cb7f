"""Facts as rows: what stands in the columns for a report, a reading, a proposal, a decision."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from onrecord.domain.annotations import (
    Annotation,
    Mention,
    Party,
    Pledge,
    Quantity,
    Reading,
    Statement,
    TimeExpression,
)
from onrecord.domain.decisions import Decision
from onrecord.domain.errors import QuoteMismatch
from onrecord.domain.findings import Finding
from onrecord.domain.links import Proposal
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.record.columns import spread

Row = dict[str, Any]

GAP = " … "
"""What stands between the parts of a quote in a readable column."""


def words_of(quotes: Iterable[Quote]) -> str | None:
    """The words of quotes as one readable value; None when there are none."""
    return GAP.join(quote.words for quote in quotes) or None


def _spread(quotes: Iterable[Quote]) -> str | None:
    return spread((quote.start, quote.end) for quote in quotes)


def _one(quote: Quote | None) -> str | None:
    return None if quote is None else f"{quote.start}-{quote.end}"


def _words(quote: Quote | None) -> str | None:
    return None if quote is None else quote.words


def quotes_of(item: Annotation | Finding) -> Iterator[Quote]:
    """Every quote in an annotation or a finding."""
    match item:
        case Mention():
            yield item.quote
            if item.role is not None:
                yield item.role
        case TimeExpression() | Quantity():
            yield item.quote
        case Statement():
            yield from item.source
            yield from item.cue
            yield from item.content
        case Pledge():
            yield from _pledge_quotes(item)
        case Finding():
            if item.quote is not None:
                yield item.quote


def _pledge_quotes(pledge: Pledge) -> Iterator[Quote]:
    yield from pledge.evidence
    yield pledge.trigger
    for party in (*pledge.by, *pledge.to, *pledge.asked_by):
        yield party.quote
    for condition in pledge.conditions:
        yield condition.quote
    if pledge.source is not None:
        yield pledge.source.quote
    if pledge.object is not None:
        yield pledge.object
    for part in (pledge.quantity, pledge.when):
        if part is not None:
            yield part.quote


def compare(text: Text, items: Iterable[Annotation | Finding]) -> None:
    """Nothing, when every quote stands in the text.

    Raises QuoteMismatch for one that does not, and for an annotation of another text.
    """
    for item in items:
        at = item.text
        parts = (item.quantity, item.when) if isinstance(item, Pledge) else ()
        if at != text.digest and not (at is None and isinstance(item, Finding)):
            raise QuoteMismatch(
                f"expected annotations of the text {text.digest}, got {item.id} of {at}; "
                "a reading holds what stands in its own text"
            )
        if any(part is not None and part.text != at for part in parts):
            raise QuoteMismatch(f"{item.id} of the text {at} has a quantity or time of another")
        for quote in quotes_of(item):
            if not text.holds(quote):
                raise QuoteMismatch(
                    f"expected the words of {text.digest} at {quote.start}-{quote.end}, "
                    f"{text.content[quote.start : quote.end]!r}; got {quote.words!r} in {item.id}"
                )


def report_row(report: Report, seq: int) -> Row:
    """The row of a report."""
    return {
        "seq": seq,
        "id": report.id,
        "given": report.given,
        "outlet": report.outlet,
        "published": report.published,
        "title": report.title,
        "author": report.author,
        "language": report.language,
        "url": report.url,
        "text": report.text,
    }


def text_row(text: Text, seq: int) -> Row:
    """The row of a text."""
    return {
        "digest": text.digest,
        "seq": seq,
        "normalisation": text.normalisation,
        "content": text.content,
    }


def reading_row(reading: Reading, seq: int) -> Row:
    """The row of a reading: what it `holds` is a number here, and stands in `member_rows`."""
    return {
        "seq": seq,
        "id": reading.id,
        "text": reading.text.digest,
        "maker": reading.maker,
        "holds": len(reading.annotations) + len(reading.findings),
    }


def layers(reading: Reading) -> tuple[tuple[str, Sequence[Annotation]], ...]:
    """The annotations of a reading, kind by kind."""
    return (
        ("mention", reading.mentions),
        ("time", reading.times),
        ("quantity", reading.quantities),
        ("statement", reading.statements),
        ("pledge", reading.pledges),
    )


def member_rows(reading: Reading, seq: int) -> list[Row]:
    """What a reading holds, with what is this reading's own: score, carrying statement, role.

    These are no part of an annotation's id, so two readings may differ in them.
    """
    found = (*layers(reading), ("finding", reading.findings))
    return [
        _member_row(item, seq, kind, position)
        for kind, items in found
        for position, item in enumerate(items)
    ]


def _member_row(item: Annotation | Finding, seq: int, kind: str, position: int) -> Row:
    role = item.role if isinstance(item, Mention) else None
    return {
        "reading": seq,
        "kind": kind,
        "position": position,
        "id": item.id,
        "score": item.score if isinstance(item, (Statement, Pledge)) else None,
        "statement": item.statement if isinstance(item, Pledge) else None,
        "role": _words(role),
        "role_span": _one(role),
    }


def annotation_row(item: Annotation, seq: int) -> Row:
    """The row of an annotation, for the table of its kind."""
    match item:
        case Mention():
            return _spanned(item, seq) | {
                "kind": item.kind.value,
                "name": item.name,
            }
        case TimeExpression():
            return _spanned(item, seq) | {
                "type": item.type.value,
                "value": item.value,
                "relative": item.relative,
            }
        case Quantity():
            return _spanned(item, seq) | {
                "min": item.amount.min,
                "max": item.amount.max,
                "unit": item.amount.unit,
                "each": item.each,
            }
        case Statement():
            return _statement_row(item, seq)
        case Pledge():
            return _pledge_row(item, seq)


def _spanned(item: Mention | TimeExpression | Quantity, seq: int) -> Row:
    quote = item.quote
    return {
        "id": item.id,
        "seq": seq,
        "text": item.text,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.words,
    }


def _statement_row(item: Statement, seq: int) -> Row:
    return {
        "id": item.id,
        "seq": seq,
        "text": item.text,
        "speakers": item.speakers,
        "source": words_of(item.source),
        "cue": words_of(item.cue),
        "content": words_of(item.content),
        "kind": item.kind.value,
        "mode": item.mode.value,
        "via": item.via,
        "source_spans": _spread(item.source),
        "cue_spans": _spread(item.cue),
        "content_spans": _spread(item.content),
    }


def _names(parties: Sequence[Party]) -> tuple[str, ...]:
    return tuple(party.name for party in parties)


def _stand(parties: Sequence[Party]) -> str | None:
    return _spread(party.quote for party in parties)


def _pledge_row(item: Pledge, seq: int) -> Row:
    quantity, when, source = item.quantity, item.when, item.source
    amount = None if quantity is None else quantity.amount
    return {
        "id": item.id,
        "seq": seq,
        "text": item.text,
        "stage": item.stage.value,
        "by": _names(item.by),
        "distribution": item.distribution.value,
        "to": _names(item.to),
        "asked_by": _names(item.asked_by),
        "category": item.category.value,
        "object": _words(item.object),
        "quantity": None if quantity is None else quantity.quote.words,
        "quantity_min": None if amount is None else amount.min,
        "quantity_max": None if amount is None else amount.max,
        "quantity_unit": None if amount is None else amount.unit,
        "quantity_each": None if quantity is None else quantity.each,
        "when": None if when is None else when.quote.words,
        "when_type": None if when is None else when.type.value,
        "when_value": None if when is None else when.value,
        "when_relative": None if when is None else when.relative,
        "conditions": words_of(condition.quote for condition in item.conditions),
        "condition_kinds": " ".join(c.kind.value for c in item.conditions) or None,
        "source": None if source is None else source.name,
        "trigger": item.trigger.words,
        "evidence": words_of(item.evidence),
        "by_spans": _stand(item.by),
        "to_spans": _stand(item.to),
        "asked_by_spans": _stand(item.asked_by),
        "object_span": _one(item.object),
        "quantity_span": None if quantity is None else _one(quantity.quote),
        "when_span": None if when is None else _one(when.quote),
        "condition_spans": _spread(condition.quote for condition in item.conditions),
        "source_span": None if source is None else _one(source.quote),
        "trigger_span": _one(item.trigger),
        "evidence_spans": _spread(item.evidence),
    }


def proposal_row(proposal: Proposal, seq: int) -> Row:
    """The row of a proposal; the reasons are a JSON list of [feature, score, detail]."""
    reasons = [[reason.feature, reason.score, reason.detail] for reason in proposal.reasons]
    return {
        "seq": seq,
        "id": proposal.id,
        "relation": proposal.relation.value,
        "left": proposal.left,
        "right": proposal.right,
        "value": proposal.value,
        "score": proposal.score,
        "reasons": json.dumps(reasons, ensure_ascii=False),
        "maker": proposal.maker,
    }


def decision_row(decision: Decision, seq: int) -> Row:
    """The row of a decision with its two anchors."""
    left, right = decision.left, decision.right
    return {
        "seq": seq,
        "id": decision.id,
        "about": decision.about,
        "judgement": decision.judgement.value,
        "actor": decision.actor,
        "reason": decision.reason,
        "relation": None if decision.relation is None else decision.relation.value,
        "value": decision.value,
        "seen": decision.seen,
        "left_text": left.text,
        "left_kind": left.kind,
        "left_start": left.start,
        "left_end": left.end,
        "right_text": None if right is None else right.text,
        "right_kind": None if right is None else right.kind,
        "right_start": None if right is None else right.start,
        "right_end": None if right is None else right.end,
    }


def need_row(need: Need, seq: int) -> Row:
    """The row of a need."""
    return {
        "seq": seq,
        "id": need.id,
        "item": need.item,
        "min": need.amount.min,
        "max": need.amount.max,
        "per": None if need.per is None else need.per.value,
        "start": need.start.isoformat(),
        "until": None if need.until is None else need.until.isoformat(),
        "to": need.to,
        "source": need.source,
        "again": need.again,
    }


def withdrawal_row(withdrawal: Withdrawal, seq: int) -> Row:
    """The row of a need's withdrawal."""
    return {
        "seq": seq,
        "id": withdrawal.id,
        "need": withdrawal.need,
        "actor": withdrawal.actor,
        "reason": withdrawal.reason,
    }


def finding_row(finding: Finding, seq: int) -> Row:
    """The row of a finding."""
    quote = finding.quote
    return {
        "id": finding.id,
        "seq": seq,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "where": finding.where,
        "text": finding.text,
        "start": None if quote is None else quote.start,
        "end": None if quote is None else quote.end,
        "quote": None if quote is None else quote.words,
    }
