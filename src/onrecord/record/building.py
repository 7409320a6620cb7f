"""Rows as domain objects: what a record gives back is equal to what was appended.

Quotes are cut from the stored text at their places, so a reading can only say what its text says.
Ids are taken as stored (`check_record` makes them anew); equal names are one string in memory.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import (
    Condition,
    Mention,
    Party,
    Pledge,
    Quantity,
    Statement,
    TimeExpression,
)
from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.errors import OnRecordError
from onrecord.domain.findings import Finding
from onrecord.domain.links import Proposal, Reason
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.domain.words import (
    Category,
    ConditionKind,
    Distribution,
    Judgement,
    MentionKind,
    Mode,
    Period,
    Relation,
    Severity,
    Stage,
    StatementKind,
    TimeType,
)
from onrecord.record import schema
from onrecord.record.columns import places

T = TypeVar("T")


class Builder:
    """Makes objects of rows; equal names, ids, places and times become one object.

    Without reasons what links and decisions rest on is left out: half of what they weigh.
    """

    def __init__(self, reasons: bool = True) -> None:
        self._same: dict[Any, Any] = {}
        self._reasons = reasons

    def annotation(self, kind: str, row: Any, text: Text) -> Any:
        """What a row says in its text; the row has `own_columns` beside."""
        match kind:
            case "mention":
                return self._mention(row, text)
            case "time":
                return self._time(row, text)
            case "quantity":
                return self._quantity(row, text)
            case "statement":
                return self._statement(row, text)
            case "pledge":
                return self._pledge(row, text)
            case _:
                return self.fact(kind, row)

    def one(self, value: T) -> T:
        """The first object equal to this one that was seen."""
        same: T = self._same.setdefault(value, value)
        return same

    def _mention(self, row: Any, text: Text) -> Mention:
        role = places(row.role_span)
        return Mention(
            text.digest,
            text.quote(row.start, row.end),
            MentionKind(row.kind),
            self.one(row.name),
            text.quote(*role[0]) if role else None,
        )

    def _time(self, row: Any, text: Text) -> TimeExpression:
        quote = text.quote(row.start, row.end)
        value, relative = self.one(row.value), self.one(row.relative)
        return TimeExpression(text.digest, quote, TimeType(row.type), value, relative)

    def _quantity(self, row: Any, text: Text) -> Quantity:
        amount = Amount(row.min, row.max, self.one(row.unit))
        return Quantity(text.digest, text.quote(row.start, row.end), amount, bool(row.each))

    def _statement(self, row: Any, text: Text) -> Statement:
        return Statement(
            text.digest,
            _quotes(text, row.source_spans),
            _quotes(text, row.cue_spans),
            _quotes(text, row.content_spans),
            StatementKind(row.kind),
            Mode(row.mode),
            self.one(row.speakers),
            self.one(row.via),
            row.own_score,
        )

    def _parties(self, names: Sequence[str], spans: str | None, text: Text) -> tuple[Party, ...]:
        quotes = _quotes(text, spans)
        return tuple(
            Party(quote, self.one(name)) for quote, name in zip(quotes, names, strict=True)
        )

    def _pledge(self, row: Any, text: Text) -> Pledge:
        quantity = when = source = None
        if row.quantity_span is not None:
            amount = Amount(row.quantity_min, row.quantity_max, self.one(row.quantity_unit))
            quote = _quotes(text, row.quantity_span)[0]
            quantity = Quantity(text.digest, quote, amount, bool(row.quantity_each))
        if row.when_span is not None:
            quote = _quotes(text, row.when_span)[0]
            kind, value, relative = row.when_type, row.when_value, row.when_relative
            when = TimeExpression(text.digest, quote, TimeType(kind), value, relative)
        if row.source_span is not None:
            source = Party(_quotes(text, row.source_span)[0], self.one(row.source))
        kinds = (row.condition_kinds or "").split()
        conditions = zip(_quotes(text, row.condition_spans), kinds, strict=True)
        return Pledge(
            text.digest,
            _quotes(text, row.evidence_spans),
            _quotes(text, row.trigger_span)[0],
            self._parties(row.by, row.by_spans, text),
            Distribution(row.distribution),
            self._parties(row.to, row.to_spans, text),
            Category(row.category),
            _quotes(text, row.object_span)[0] if row.object_span else None,
            quantity,
            when,
            tuple(Condition(quote, ConditionKind(kind)) for quote, kind in conditions),
            Stage(row.stage),
            self._parties(row.asked_by, row.asked_by_spans, text),
            source,
            row.own_score,
            row.own_statement,
        )

    def fact(
        self, kind: str, row: Any
    ) -> Report | Proposal | Decision | Finding | Need | Withdrawal:
        """The fact that a row of a kind's own table holds."""
        match kind:
            case "report":
                return self._report(row)
            case "proposal":
                return self.proposal(row)
            case "decision":
                return self.decision(row)
            case "need":
                return _need(row)
            case "withdrawal":
                return Withdrawal(row.need, row.actor, row.reason)
            case _:
                return _finding(row)

    def _report(self, row: Any) -> Report:
        return Report(
            row.given,
            row.text,
            self.one(row.outlet),
            row.url,
            row.published,
            row.title,
            self.one(row.language),
            self.one(row.author),
        )

    def proposal(self, row: Any) -> Proposal:
        """A row of the proposals."""
        return Proposal(
            Relation(row.relation),
            self.one(row.left),
            self.one(row.right),
            row.score,
            tuple(self.one(Reason(*reason)) for reason in json.loads(row.reasons))
            if self._reasons
            else (),
            self.one(row.maker),
            self.one(row.value),
        )

    def decision(self, row: Any) -> Decision:
        """A row of the decisions."""
        left = self._anchor(row.left_text, row.left_kind, row.left_start, row.left_end)
        right = None
        if row.right_text is not None:
            right = self._anchor(row.right_text, row.right_kind, row.right_start, row.right_end)
        return Decision(
            row.about,
            Judgement(row.judgement),
            self.one(row.actor),
            self.one(row.reason) if self._reasons else "",
            left,
            right,
            None if row.relation is None else Relation(row.relation),
            row.value,
            row.seen,
        )

    def _anchor(self, text: str, kind: str, start: int | None, end: int | None) -> Anchor:
        place = (text, kind, start, end)  # hashes ten times as fast as an anchor
        anchor: Anchor | None = self._same.get(place)
        if anchor is None:
            anchor = self._same[place] = Anchor(self.one(text), self.one(kind), start, end)
        return anchor


def own_columns() -> tuple[ColumnElement[Any], ...]:
    """What of an annotation is its reading's own, under names that no annotation has."""
    m = schema.members
    return m.c.score.label("own_score"), m.c.statement.label("own_statement"), m.c.role_span


def known(item: T, identifier: str) -> T:
    """The item with its stored id, so that it need not be worked out again."""
    vars(item)["id"] = identifier
    return item


def text_of(row: Any) -> Text:
    """The text of a row; OnRecordError when its characters are not those of its digest."""
    text = Text(row.content, row.normalisation)
    if text.digest != row.digest:
        raise OnRecordError(
            f"the record is damaged: expected the text {row.digest}, its characters give "
            f"{text.digest}; run check-record and go back to a copy"
        )
    return text


def _quotes(text: Text, spans: str | None) -> tuple[Quote, ...]:
    return tuple(text.quote(start, end) for start, end in places(spans))


def _need(row: Any) -> Need:
    return Need(
        Amount(row.min, row.max, row.item),
        None if row.per is None else Period(row.per),
        date.fromisoformat(row.start),
        None if row.until is None else date.fromisoformat(row.until),
        row.to,
        row.source,
        row.again,
    )


def _finding(row: Any) -> Finding:
    quote = None if row.start is None else Quote(row.start, row.end, row.quote)
    severity = Severity(row.severity)
    return Finding(row.code, severity, row.message, row.where, row.text, quote)
