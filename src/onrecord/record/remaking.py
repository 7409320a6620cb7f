"""The derived lines made anew beside those that stand: compared with them row by row, then put in.

The new lines are written into temporary tables of one connection as they come, in any order, each
with what sorts it. So a record of any size is worked out in parts, and nobody sees half of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property

from sqlalchemy import Connection, and_, func, or_, select

from onrecord.domain.annotations import Reading
from onrecord.domain.decisions import Decision
from onrecord.domain.facts import Recorded
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report
from onrecord.domain.words import Relation
from onrecord.record import derived, schema
from onrecord.record.beside import ORDER, Beside
from onrecord.record.dialects import Backend
from onrecord.record.facts import Loader, batches, by_policy
from onrecord.record.pieces import Decided, Drawn, Fresh, Rows
from onrecord.record.rows import Row
from onrecord.record.worlds import SHAPES

TOGETHER = 2_000
"""Rows written at once."""

_SHAPES = {shape.field: shape for shape in SHAPES}


class Remaking:
    """A record through one seq, and the lines that are made of it; see `pieces.Remaking`."""

    def __init__(
        self,
        connection: Connection,
        backend: Backend,
        head: int,
        version: str,
        keep: Callable[[Remaking], bool],
    ) -> None:
        self._keep = keep
        self.connection = self._connection = connection
        self.version = version
        self._backend = backend
        self.head = head
        self._waiting: dict[str, list[Row]] = {}

    @cached_property
    def _tables(self) -> Beside:
        """Made when the first line is put: a record that is only read has none."""
        return Beside(self._connection)

    def _loader(self) -> Loader:
        """A new one each time: it keeps every name and id that it met."""
        return Loader(self._connection, reasons=False)

    # -- facts

    def reports(self) -> tuple[Recorded[Report], ...]:
        """All reports, in order."""
        return self._loader().reports_that(schema.reports.c.seq <= self.head)

    def readings(
        self, seqs: Iterable[int], kinds: Collection[str] | None = None
    ) -> dict[str, Recorded[Reading]]:
        """The readings with these seqs, by text; of these kinds of annotations alone."""
        return self._loader().readings(seqs, kinds)

    def last_read(self) -> dict[str, int]:
        """For each text that was read the seq of its standing reading."""
        g = schema.readings
        asked = select(g.c.text, func.max(g.c.seq)).where(g.c.seq <= self.head)
        return {text: seq for text, seq in self._connection.execute(asked.group_by(g.c.text))}

    def by_people(self) -> tuple[Decided, ...]:
        """What people decided, and whoever on one thing alone, in order."""
        d, p = schema.decisions, schema.proposals
        on = and_(d.c.seq <= self.head, or_(schema.BY_PEOPLE, d.c.right_text.is_(None)))
        told = self._loader().decisions_that(on)
        about = {
            one.fact.id: one
            for some in batches(dict.fromkeys(one.fact.about for one in told), 500)
            for one in self._loader().proposals_that(p.c.id.in_(some))
        }
        return tuple(Decided(one, about.get(one.fact.about)) for one in told)

    def bound(self, decisions: Collection[str]) -> list[Recorded[Decision]]:
        """The decisions with these ids."""
        d = schema.decisions
        return [
            one
            for some in batches(decisions, 500)
            for one in self._loader().decisions_that(d.c.id.in_(some))
        ]

    def drawn(self, relations: Collection[Relation]) -> Iterator[Drawn]:
        """Policies' decisions on pairs that machines proposed, in order; few bytes of each."""
        d, p = schema.decisions, schema.proposals
        asked = (
            select(d.c.seq, d.c.id, d.c.judgement, p.c.relation, p.c.left, p.c.right, d.c.value)
            .add_columns(p.c.value, p.c.score)
            .join(p, p.c.id == d.c.about)
            .where(d.c.relation.in_([str(r) for r in relations]), d.c.seq <= self.head)
            .where(by_policy())
            .order_by(d.c.seq)
        )
        rows = self._connection.execute(asked, execution_options={"yield_per": TOGETHER})
        for some in rows.partitions():
            for row in some:
                yield Drawn(*row)

    def things(self, kind: str) -> Iterator[tuple[int, str, str]]:
        """The statements or pledges of all readings: the reading, the id, the places."""
        m, t = schema.members, schema.ANNOTATIONS[kind]
        places = t.c.content_spans if kind == "statement" else t.c.evidence_spans
        asked = (
            select(m.c.reading, m.c.id, places)
            .join(t, t.c.id == m.c.id)
            .where(m.c.kind == kind, m.c.reading <= self.head)
            .order_by(m.c.reading, m.c.position)
        )
        rows = self._connection.execute(asked, execution_options={"yield_per": TOGETHER})
        for some in rows.partitions():
            for reading, identifier, spans in some:
                yield reading, identifier, spans or ""

    def decided_on(
        self, things: Iterable[str], relations: Collection[Relation]
    ) -> list[tuple[Recorded[Decision], Proposal]]:
        """Policies' decisions on proposals of these relations with one of these on the left."""
        return self._loader().drawn(things, relations, self.head)

    # -- lines

    def put(self, field: str, lines: Iterable[Fresh]) -> None:
        """New lines of one kind, in any order."""
        for name, row in _rows(field, lines):
            self._row(name, row)

    def laid_out(self, lines: Mapping[str, Iterable[Fresh]]) -> Rows:
        """New lines, by kind, as rows, which `put_rows` takes, here or in another process."""
        found: Rows = {}
        for field, some in lines.items():
            for name, row in _rows(field, some):
                found.setdefault(name, []).append(row)
        return found

    def put_rows(self, rows: Rows) -> None:
        """What `laid_out` made of new lines."""
        for name, some in rows.items():
            for row in some:
                self._row(name, row)

    def _row(self, name: str, row: Row) -> None:
        waiting = self._waiting.setdefault(name, [])
        waiting.append(row)
        if len(waiting) >= TOGETHER:
            self._flush(name)

    def _flush(self, name: str) -> None:
        if rows := self._waiting.pop(name, None):
            self._backend.put(self._connection, self._tables.new[name], rows)
            self._connection.commit()  # who writes meanwhile can go on in the log's first pages

    def flush(self) -> None:
        """Write what waits."""
        for name in list(self._waiting):
            self._flush(name)

    def entities_of(self, mentions: Iterable[str]) -> dict[str, str]:
        """The new entities of these mentions, as far as one holds them."""
        self.flush()
        h = self._tables.new["holding"]
        return {
            thing: line
            for some in batches(mentions, 500)
            for thing, line in self._connection.execute(
                select(h.c.thing, h.c.line).where(h.c.thing.in_(some), h.c.kind == "entities")
            )
        }

    def size(self, field: str) -> int:
        """How many lines of a kind were made."""
        new = self._tables.new[_SHAPES[field].table.name]
        return self._connection.scalar(select(func.count()).select_from(new)) or 0

    # -- beside those that stand

    def differing(self) -> dict[str, tuple[str, ...]]:
        """For each kind the ids of the lines that are not those that stand, in order of id."""
        return {field: tuple(self._tables.ids(shape)) for field, shape in _SHAPES.items()}

    def compare(self) -> None:
        """Find out which lines are not those that stand."""
        self.flush()
        for shape in SHAPES:
            self._tables.compare(shape)

    def keep(self) -> bool:
        """Make the derived tables say what was made, in one transaction; only rows that differ.

        Once, after `compare`. False, and nothing is changed, when the tables are not those that
        it was compared with.
        """
        return self._keep(self)

    def apply(self) -> None:
        """Make the derived tables say what was made; inside the transaction that writes."""
        for shape in SHAPES:
            self._tables.apply(shape)

    def drop(self) -> None:
        """Take the temporary tables away."""
        if "_tables" in self.__dict__:
            self._tables.drop()


def _rows(field: str, lines: Iterable[Fresh]) -> Iterator[tuple[str, Row]]:
    """Lines of one kind as rows, each with the name of its table."""
    shape = _SHAPES[field]
    for line in lines:
        key = shape.key(line.thing)
        row = dict(shape.row(line.thing)) | {"place": 0}
        if line.tally is not None:
            row["tally"] = json.dumps(line.tally, ensure_ascii=False)
        row |= zip(ORDER, line.order, strict=True)
        yield shape.table.name, row
        parts = shape.parts(line.thing)
        for table, owner in shape.children:
            for position, part in enumerate(parts[table.name]):
                yield table.name, {owner: key, "position": position, **part}
        for thing in dict.fromkeys(shape.holds(line.thing)):
            yield derived.holding.name, {"thing": thing, "kind": field, "line": key}
