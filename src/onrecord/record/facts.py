"""Rows as facts: what a record gives back is equal to what was appended.

Quotes are cut from the stored text at their places, so a reading can only say what its text says.
Ids are taken as stored (`check_record` makes them anew); equal names are one string in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import (
    Annotation,
    Condition,
    Mention,
    Party,
    Pledge,
    Quantity,
    Reading,
    Statement,
    TimeExpression,
)
from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.errors import OnRecordError
from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.findings import Finding
from onrecord.domain.links import Proposal, Reason
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.domain.words import (
    Category,
    ConditionKind,
    Distribution,
    Judgement,
    MentionKind,
    Mode,
    Relation,
    Severity,
    Stage,
    StatementKind,
    TimeType,
)
from onrecord.record import schema
from onrecord.record.columns import places

T = TypeVar("T")

BATCH = 250
"""Readings loaded together: a few megabytes of rows at a time."""


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of at most `size`, in order."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


class Loader:
    """Loads facts through one connection; equal names and times become one object."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._same: dict[Any, Any] = {}

    def facts(self, through: int | None) -> Facts:
        """All facts through a seq."""
        return Facts(
            self._reports(self._until(schema.reports, through)),
            self.readings(self._standing(through)),
            self._proposals(self._until(schema.proposals, through)),
            self._decisions(self._until(schema.decisions, through)),
        )

    def facts_of(self, reports: Sequence[str], through: int | None) -> Facts:
        """The reports with these ids, their readings, the links and decisions on them."""
        r, g, m = schema.reports, schema.readings, schema.members
        found: list[Recorded[Report]] = []
        for ids in batches(dict.fromkeys(reports)):
            found.extend(self._reports(self._until(r, through).where(r.c.id.in_(ids))))
        found.sort(key=lambda item: item.seq)
        digests = list(dict.fromkeys(item.fact.text for item in found))
        standing: list[int] = []
        sides = {item.fact.id for item in found}
        for some in batches(digests):
            standing.extend(self._standing(through, some))
            read = select(g.c.seq).where(g.c.text.in_(some))
            sides.update(
                self._connection.scalars(select(m.c.id).where(m.c.reading.in_(read)).distinct())
            )
        proposals: dict[int, Recorded[Proposal]] = {}
        decisions: dict[int, Recorded[Decision]] = {}
        p, d = schema.proposals, schema.decisions
        for some in batches(sorted(sides), 500):
            on = or_(p.c.left.in_(some), p.c.right.in_(some))
            proposals |= {
                item.seq: item for item in self._proposals(self._until(p, through).where(on))
            }
        for some in batches(digests, 500):
            on = or_(d.c.left_text.in_(some), d.c.right_text.in_(some))
            decisions |= {
                item.seq: item for item in self._decisions(self._until(d, through).where(on))
            }
        return Facts(
            tuple(found),
            self.readings(sorted(standing)),
            tuple(proposals[seq] for seq in sorted(proposals)),
            tuple(decisions[seq] for seq in sorted(decisions)),
        )

    def reports(self, given: str, url: str | None) -> tuple[Recorded[Report], ...]:
        """Reports with this given id or this URL."""
        r = schema.reports
        where = r.c.given == given if url is None else or_(r.c.given == given, r.c.url == url)
        return self._reports(self._until(r, None).where(where))

    def one(self, kind: str, identifier: str) -> Recorded[Any] | None:
        """The fact of this kind with this id; for an annotation the last reading with it."""
        found: Sequence[Recorded[Any]] = ()
        match kind:
            case "report":
                found = self._reports(self._with_id(schema.reports, identifier))
            case "proposal":
                found = self._proposals(self._with_id(schema.proposals, identifier))
            case "decision":
                found = self._decisions(self._with_id(schema.decisions, identifier))
            case "finding":
                found = self._findings(self._with_id(schema.findings, identifier))
            case _:
                g, m = schema.readings, schema.members
                which = (
                    select(g.c.seq).where(g.c.id == identifier)
                    if kind == "reading"
                    else select(func.max(m.c.reading)).where(m.c.id == identifier)
                )
                seq = self._connection.scalar(which)
                found = () if seq is None else tuple(self.readings([seq]).values())
        return found[0] if found else None

    def findings(self, through: int | None) -> tuple[Recorded[Finding], ...]:
        """All findings through a seq; those of one reading in their order."""
        return self._findings(self._until(schema.findings, through))

    def readings(self, seqs: Iterable[int]) -> dict[str, Recorded[Reading]]:
        """The readings with these seqs, by the digest of their text."""
        found: dict[str, Recorded[Reading]] = {}
        for some in batches(seqs):
            for recorded in self._batch(some):
                found[recorded.fact.text.digest] = recorded
        return found

    def text(self, digest: str) -> Text | None:
        """The text with this digest."""
        t = schema.texts
        row = self._connection.execute(select(t).where(t.c.digest == digest)).first()
        return None if row is None else _text(row)

    def annotations(self, kind: str, ids: Sequence[str]) -> list[Annotation]:
        """The annotations of a kind with these ids, each as its last reading holds it."""
        m, g = schema.members, schema.readings
        found: dict[str, Annotation] = {}
        for some in batches(ids):
            last = select(func.max(m.c.reading)).where(m.c.id.in_(some)).group_by(m.c.id)
            seqs = sorted(set(self._connection.scalars(last)))
            held = select(g.c.seq, g.c.text).where(g.c.seq.in_(seqs))
            texts = {row.seq: self.text(row.text) for row in self._connection.execute(held)}
            whole = {seq: text for seq, text in texts.items() if text is not None}
            for layer in self._layer(kind, whole, m.c.id.in_(some)).values():
                found |= {item.id: item for item in layer}
        return [found[identifier] for identifier in ids if identifier in found]

    # -- readings

    def _standing(self, through: int | None, texts: Sequence[str] | None = None) -> list[int]:
        g = schema.readings
        last = select(func.max(g.c.seq)).group_by(g.c.text)
        if through is not None:
            last = last.where(g.c.seq <= through)
        if texts is not None:
            last = last.where(g.c.text.in_(texts))
        return sorted(self._connection.scalars(last))

    def _batch(self, seqs: Sequence[int]) -> Iterator[Recorded[Reading]]:
        g, t, log = schema.readings, schema.texts, schema.log
        heads = self._connection.execute(
            select(g.c.seq, g.c.id, g.c.maker, t.c.digest, t.c.normalisation, t.c.content)
            .add_columns(log.c.recorded_at)
            .join(t, t.c.digest == g.c.text)
            .join(log, log.c.seq == g.c.seq)
            .where(g.c.seq.in_(seqs))
            .order_by(g.c.seq)
        ).all()
        texts = {row.seq: _text(row) for row in heads}
        layers = {kind: self._layer(kind, texts) for kind in (*schema.ANNOTATIONS, "finding")}
        for row in heads:
            reading = Reading(
                texts[row.seq],
                self._one(row.maker),
                tuple(layers["mention"].get(row.seq, ())),
                tuple(layers["time"].get(row.seq, ())),
                tuple(layers["quantity"].get(row.seq, ())),
                tuple(layers["statement"].get(row.seq, ())),
                tuple(layers["pledge"].get(row.seq, ())),
                tuple(layers["finding"].get(row.seq, ())),
            )
            yield Recorded(_known(reading, row.id), row.seq, self._one(row.recorded_at))

    def _layer(
        self, kind: str, texts: Mapping[int, Text], *only: ColumnElement[bool]
    ) -> dict[int, list[Any]]:
        """For each of these readings (by seq, with its text) what it holds of a kind, in order."""
        m = schema.members
        table = schema.findings if kind == "finding" else schema.ANNOTATIONS[kind]
        query = (
            select(m.c.reading, *own_columns(), *table.c)
            .join(table, table.c.id == m.c.id)
            .where(m.c.reading.in_(list(texts)), m.c.kind == kind, *only)
            .order_by(m.c.reading, m.c.position)
        )
        layer: dict[int, list[Any]] = {}
        for row in self._connection.execute(query):
            item = self.annotation(kind, row, texts[row.reading])
            layer.setdefault(row.reading, []).append(_known(item, row.id))
        return layer

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

    def _one(self, value: T) -> T:
        """The first object equal to this one that was seen."""
        same: T = self._same.setdefault(value, value)
        return same

    def _mention(self, row: Any, text: Text) -> Mention:
        role = places(row.role_span)
        return Mention(
            text.digest,
            text.quote(row.start, row.end),
            MentionKind(row.kind),
            self._one(row.name),
            text.quote(*role[0]) if role else None,
        )

    def _time(self, row: Any, text: Text) -> TimeExpression:
        quote = text.quote(row.start, row.end)
        value, relative = self._one(row.value), self._one(row.relative)
        return TimeExpression(text.digest, quote, TimeType(row.type), value, relative)

    def _quantity(self, row: Any, text: Text) -> Quantity:
        amount = Amount(row.min, row.max, self._one(row.unit))
        return Quantity(text.digest, text.quote(row.start, row.end), amount, bool(row.each))

    def _statement(self, row: Any, text: Text) -> Statement:
        return Statement(
            text.digest,
            _quotes(text, row.source_spans),
            _quotes(text, row.cue_spans),
            _quotes(text, row.content_spans),
            StatementKind(row.kind),
            Mode(row.mode),
            self._one(row.speakers),
            self._one(row.via),
            row.own_score,
        )

    def _parties(self, names: Sequence[str], spans: str | None, text: Text) -> tuple[Party, ...]:
        quotes = _quotes(text, spans)
        return tuple(
            Party(quote, self._one(name)) for quote, name in zip(quotes, names, strict=True)
        )

    def _pledge(self, row: Any, text: Text) -> Pledge:
        quantity = when = source = None
        if row.quantity_span is not None:
            amount = Amount(row.quantity_min, row.quantity_max, self._one(row.quantity_unit))
            quote = _quotes(text, row.quantity_span)[0]
            quantity = Quantity(text.digest, quote, amount, bool(row.quantity_each))
        if row.when_span is not None:
            quote = _quotes(text, row.when_span)[0]
            kind, value, relative = row.when_type, row.when_value, row.when_relative
            when = TimeExpression(text.digest, quote, TimeType(kind), value, relative)
        if row.source_span is not None:
            source = Party(_quotes(text, row.source_span)[0], self._one(row.source))
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

    # -- the other facts

    def _until(self, table: Any, through: int | None) -> Select[Any]:
        log = schema.log
        query = select(table, log.c.recorded_at).join(log, log.c.seq == table.c.seq)
        if through is not None:
            query = query.where(table.c.seq <= through)
        return query.order_by(table.c.seq)

    def _with_id(self, table: Any, identifier: str) -> Select[Any]:
        return self._until(table, None).where(table.c.id == identifier)

    def _recorded(self, kind: str, query: Select[Any]) -> tuple[Recorded[Any], ...]:
        return tuple(
            Recorded(_known(self.fact(kind, row), row.id), row.seq, self._one(row.recorded_at))
            for row in self._connection.execute(query)
        )

    def _reports(self, query: Select[Any]) -> tuple[Recorded[Report], ...]:
        return self._recorded("report", query)

    def _proposals(self, query: Select[Any]) -> tuple[Recorded[Proposal], ...]:
        return self._recorded("proposal", query)

    def _decisions(self, query: Select[Any]) -> tuple[Recorded[Decision], ...]:
        return self._recorded("decision", query)

    def _findings(self, query: Select[Any]) -> tuple[Recorded[Finding], ...]:
        f, m = schema.findings, schema.members
        held = (m.c.id == f.c.id) & (m.c.reading == f.c.seq) & (m.c.kind == "finding")
        first = select(func.min(m.c.position)).where(held).scalar_subquery()
        return self._recorded("finding", query.order_by(func.coalesce(first, 0), f.c.id))

    def fact(self, kind: str, row: Any) -> Report | Proposal | Decision | Finding:
        """The fact that a row of a kind's own table holds."""
        match kind:
            case "report":
                return self._report(row)
            case "proposal":
                return self._proposal(row)
            case "decision":
                return self._decision(row)
            case _:
                return _finding(row)

    def _report(self, row: Any) -> Report:
        return Report(
            row.given,
            row.text,
            self._one(row.outlet),
            row.url,
            row.published,
            row.title,
            self._one(row.language),
            self._one(row.author),
        )

    def _proposal(self, row: Any) -> Proposal:
        return Proposal(
            Relation(row.relation),
            row.left,
            row.right,
            row.score,
            tuple(self._one(Reason(*reason)) for reason in json.loads(row.reasons)),
            self._one(row.maker),
            self._one(row.value),
        )

    def _decision(self, row: Any) -> Decision:
        left = Anchor(row.left_text, row.left_kind, row.left_start, row.left_end)
        right = None
        if row.right_text is not None:
            right = Anchor(row.right_text, row.right_kind, row.right_start, row.right_end)
        return Decision(
            row.about,
            Judgement(row.judgement),
            self._one(row.actor),
            self._one(row.reason),
            left,
            right,
            None if row.relation is None else Relation(row.relation),
            row.value,
            row.seen,
        )


def own_columns() -> tuple[ColumnElement[Any], ...]:
    """What of an annotation is its reading's own, under names that no annotation has."""
    m = schema.members
    return m.c.score.label("own_score"), m.c.statement.label("own_statement"), m.c.role_span


def _known(item: T, identifier: str) -> T:
    """The item with its stored id, so that it need not be worked out again."""
    vars(item)["id"] = identifier
    return item


def _text(row: Any) -> Text:
    text = Text(row.content, row.normalisation)
    if text.digest != row.digest:
        raise OnRecordError(
            f"the record is damaged: expected the text {row.digest}, its characters give "
            f"{text.digest}; run check-record and go back to a copy"
        )
    return text


def _quotes(text: Text, spans: str | None) -> tuple[Quote, ...]:
    return tuple(text.quote(start, end) for start, end in places(spans))


def _finding(row: Any) -> Finding:
    quote = None if row.start is None else Quote(row.start, row.end, row.quote)
    severity = Severity(row.severity)
    return Finding(row.code, severity, row.message, row.where, row.text, quote)
