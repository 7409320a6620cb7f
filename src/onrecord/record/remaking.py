"""The derived lines made anew beside those that stand: compared with them row by row, then put in.

The new lines are written into temporary tables of one connection as they come, in any order, each
with what sorts it. So a record of any size is worked out in parts, and nobody sees half of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.schema import DropTable

from onrecord.domain.annotations import Reading
from onrecord.domain.decisions import Decision
from onrecord.domain.facts import Recorded
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report
from onrecord.domain.words import Relation
from onrecord.record import derived, schema
from onrecord.record.columns import ID, WHOLE
from onrecord.record.dialects import Backend
from onrecord.record.facts import Loader, batches, by_policy
from onrecord.record.pieces import Decided, Drawn, Fresh, Rows
from onrecord.record.replacing import STEP
from onrecord.record.rows import Row
from onrecord.record.worlds import SHAPES, Shape

TOGETHER = 2_000
"""Rows written at once."""

_SHAPES = {shape.field: shape for shape in SHAPES}
_ORDER = ("order_seq", "order_start", "order_id")


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
    def _tables(self) -> _Beside:
        """Made when the first line is put: a record that is only read has none."""
        return _Beside(self._connection)

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
        row |= zip(_ORDER, line.order, strict=True)
        yield shape.table.name, row
        parts = shape.parts(line.thing)
        for table, owner in shape.children:
            for position, part in enumerate(parts[table.name]):
                yield table.name, {owner: key, "position": position, **part}
        for thing in dict.fromkeys(shape.holds(line.thing)):
            yield derived.holding.name, {"thing": thing, "kind": field, "line": key}


class _Beside:
    """Temporary tables like the derived ones, and one for each kind of what differs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        metadata = MetaData()
        self.new: dict[str, Table] = {}
        self.other: dict[str, Table] = {}
        for shape in SHAPES:
            order: list[Column[Any]] = [Column(_ORDER[0], WHOLE), Column(_ORDER[1], WHOLE)]
            order.append(Column(_ORDER[2], ID))
            self._like(metadata, shape.table, order)
            for table, _ in shape.children:
                self._like(metadata, table, [])
            self.other[shape.field] = Table(
                f"other_{shape.field}",
                metadata,
                Column("id", ID, primary_key=True),
                prefixes=["TEMPORARY"],
            )
        self._like(metadata, derived.holding, [])
        for table in metadata.tables.values():
            table.create(connection, checkfirst=False)

    def _like(self, metadata: MetaData, table: Table, more: Sequence[Column[Any]]) -> None:
        columns = [
            Column(c.name, c.type, primary_key=c.primary_key, autoincrement=False)
            for c in table.columns
        ]
        self.new[table.name] = Table(
            f"new_{table.name}",
            metadata,
            *columns,
            *more,
            prefixes=["TEMPORARY"],
            sqlite_strict=True,
            sqlite_with_rowid=table is not derived.holding,
        )

    def drop(self) -> None:
        """Take them away."""
        for table in (*self.new.values(), *self.other.values()):
            self._connection.execute(DropTable(table, if_exists=True))

    def compare(self, shape: Shape) -> None:
        """Fill `other_…` with the ids of new, changed and gone lines."""
        new, old = self.new[shape.table.name], shape.table
        other = self.other[shape.field]
        twice = select(func.count()).select_from(new)
        if self._connection.scalar(twice) != self._connection.scalar(
            select(func.count(new.c.id.distinct()))
        ):
            raise ValueError(f"expected every id once in World.{shape.field}, got one twice")
        told = [c.name for c in old.columns if c.name not in ("id", "place", "tally")]
        changed = or_(old.c.id.is_(None), *(new.c[n].is_distinct_from(old.c[n]) for n in told))
        found = [
            select(new.c.id).outerjoin(old, old.c.id == new.c.id).where(changed),
            select(old.c.id).where(~exists().where(new.c.id == old.c.id)),
        ]
        for table, owner in shape.children:
            mine = self.new[table.name]
            here = and_(mine.c[owner] == table.c[owner], mine.c.position == table.c.position)
            parts = [c.name for c in table.columns if c.name not in (owner, "position")]
            differs = or_(
                table.c[owner].is_(None), *(mine.c[n].is_distinct_from(table.c[n]) for n in parts)
            )
            found.append(select(mine.c[owner]).outerjoin(table, here).where(differs))
            found.append(select(table.c[owner]).where(~exists().where(here)))
        for query in found:
            ids = query.distinct().subquery()
            known = exists().where(other.c.id == ids.c[0])
            self._connection.execute(
                insert(other).from_select(["id"], select(ids.c[0]).where(~known))
            )

    def ids(self, shape: Shape) -> list[str]:
        """What differs, in order of id."""
        other = self.other[shape.field]
        return list(self._connection.scalars(select(other.c.id).order_by(other.c.id)))

    def apply(self, shape: Shape) -> None:
        """Put the lines that differ in the place of those that stand."""
        new, old = self.new[shape.table.name], shape.table
        other = self.other[shape.field]
        moved = self._placed(shape)
        run = self._connection.execute
        here = select(other.c.id)
        held = derived.holding
        if self._connection.scalar(select(func.count()).select_from(other)):
            for table, owner in shape.children:
                run(delete(table).where(table.c[owner].in_(here)))
            run(delete(old).where(old.c.id.in_(here)))
            names = [column.name for column in old.columns]
            rows = select(*(new.c[n] for n in names)).where(new.c.id.in_(here))
            run(insert(old).from_select(names, rows.order_by(new.c.id)))
            for table, owner in shape.children:
                mine = self.new[table.name]
                names = [column.name for column in table.columns]
                rows = select(*(mine.c[n] for n in names)).where(mine.c[owner].in_(here))
                run(insert(table).from_select(names, rows.order_by(mine.c[owner], mine.c.position)))
        if moved:
            place = select(new.c.place).where(new.c.id == old.c.id).scalar_subquery()
            where = exists().where(new.c.id == old.c.id, new.c.place != old.c.place)
            run(update(old).where(where).values(place=place))
        mine = self.new["holding"]
        same = and_(mine.c.thing == held.c.thing, mine.c.kind == held.c.kind)
        same = and_(same, mine.c.line == held.c.line)
        run(delete(held).where(held.c.kind == shape.field, ~exists().where(same)))
        names = ["thing", "kind", "line"]
        rows = select(*(mine.c[n] for n in names)).where(mine.c.kind == shape.field)
        rows = rows.where(~exists().where(same)).order_by(mine.c.thing)
        run(insert(held).from_select(names, rows))

    def _placed(self, shape: Shape) -> bool:
        """Give the new lines their places; whether those that stand need others than they have.

        They keep them when they stand in the order of the new ones and what is new comes last.
        """
        new, old = self.new[shape.table.name], shape.table
        rank = func.row_number().over(order_by=[new.c[name] for name in _ORDER])
        ranks = select(new.c.id, rank.label("rank")).subquery()
        order = Table(
            f"order_{shape.field}",
            MetaData(),
            Column("id", ID, primary_key=True),
            Column("rank", WHOLE, nullable=False),
            prefixes=["TEMPORARY"],
        )
        run = self._connection.execute
        order.create(self._connection, checkfirst=False)
        run(insert(order).from_select(["id", "rank"], select(ranks.c.id, ranks.c.rank)))
        kept = select(order.c.rank, old.c.place).join(old, old.c.id == order.c.id).subquery()
        before = func.lag(kept.c.place).over(order_by=kept.c.rank)
        steps = select(kept.c.place, before.label("before")).subquery()
        falls = self._connection.scalar(
            select(func.count()).where(steps.c.before.is_not(None), steps.c.place <= steps.c.before)
        )
        fresh = select(func.min(order.c.rank)).where(~exists().where(old.c.id == order.c.id))
        first = self._connection.scalar(fresh)
        last = self._connection.scalar(select(func.max(kept.c.rank)))
        again = bool(falls) or (first is not None and last is not None and first < last)
        top = self._connection.scalar(select(func.max(kept.c.place))) or 0
        base = 0 if again or last is None else top - last * STEP
        placed = select(order.c.rank * STEP + base).where(order.c.id == new.c.id).scalar_subquery()
        place: Any = placed
        if not again:
            stays = select(old.c.place).where(old.c.id == new.c.id).scalar_subquery()
            place = func.coalesce(stays, placed)
        run(update(new).values(place=place))
        order.drop(self._connection, checkfirst=False)
        return again
