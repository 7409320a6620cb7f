"""A record at one moment, asked for small parts: facts through the head, lines as they were built.

It is what a few new facts are worked out from, so nothing here looks at a whole table but
`outlets` and `beneficiaries`, which give each name once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

from onrecord.domain.annotations import Reading
from onrecord.domain.decisions import Decision
from onrecord.domain.facts import Recorded
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report
from onrecord.record import derived, schema
from onrecord.record.facts import Loader, batches
from onrecord.record.pieces import Counted, Decided, Linked, MentionRow, News, Order
from onrecord.record.replacing import STEP
from onrecord.record.worlds import SHAPES, load_some

_SHAPES = {shape.field: shape for shape in SHAPES}


class Snapshot:
    """One moment of a record, through one connection; see `pieces.Snapshot`."""

    def __init__(self, connection: Connection, known: int, version: str) -> None:
        self._connection = connection
        self._loader = Loader(connection)
        self._brief = Loader(connection, reasons=False)
        self.known = known
        self.version = version
        self.head: int = connection.scalar(select(func.max(schema.log.c.seq))) or 0

    # -- facts

    def news(self) -> News:
        """What came after the derived tables were built."""
        log, g, d = schema.log, schema.readings, schema.decisions
        count = select(log.c.kind, func.count()).where(self._new(log)).group_by(log.c.kind)
        kinds: dict[str, int] = {kind: number for kind, number in self._connection.execute(count)}
        readings = self._connection.execute(select(g.c.text, g.c.seq).where(self._new(g)))
        return News(
            kinds,
            self._loader.reports_that(self._new(schema.reports)),
            {text: seq for text, seq in readings},
            self._decided(self._new(d)),
        )

    def size(self) -> int:
        """How many reports were there when the derived tables were built, more or less."""
        r = schema.reports
        return self._connection.scalar(select(func.count()).where(r.c.seq <= self.known)) or 0

    def reports(self, ids: Iterable[str]) -> dict[str, Recorded[Report]]:
        """The reports with these ids."""
        r = schema.reports
        return {
            recorded.fact.id: recorded
            for some in batches(dict.fromkeys(ids), 500)
            for recorded in self._loader.reports_that(r.c.id.in_(some))
        }

    def reports_of(self, texts: Iterable[str]) -> dict[str, list[Recorded[Report]]]:
        """For each of these texts that was published its reports, in order of seq."""
        r = schema.reports
        found: dict[str, list[Recorded[Report]]] = {}
        for some in batches(dict.fromkeys(texts), 500):
            for recorded in self._loader.reports_that(r.c.text.in_(some)):
                found.setdefault(recorded.fact.text, []).append(recorded)
        return found

    def read_at(self, texts: Iterable[str]) -> dict[str, list[int]]:
        """For each of these texts that was read the seqs of its readings, in order."""
        g = schema.readings
        found: dict[str, list[int]] = {}
        for some in batches(dict.fromkeys(texts), 500):
            asked = select(g.c.text, g.c.seq).where(g.c.text.in_(some)).order_by(g.c.seq)
            for text, seq in self._connection.execute(asked):
                found.setdefault(text, []).append(seq)
        return found

    def readings(self, seqs: Iterable[int]) -> dict[str, Recorded[Reading]]:
        """The readings with these seqs, by the digest of their text."""
        return self._loader.readings(sorted(seqs))

    def decided_on(self, things: Iterable[str], relations: Collection[str]) -> list[Decided]:
        """The decisions on proposals of these relations with one of these things on a side."""
        p, d = schema.proposals, schema.decisions
        found: dict[str, Recorded[Proposal]] = {}
        for some in batches(dict.fromkeys(things), 500):
            for side in (p.c.left, p.c.right):
                on = side.in_(some) & p.c.relation.in_([str(r) for r in relations])
                found |= {one.fact.id: one for one in self._brief.proposals_that(on)}
        return [
            Decided(one, found[one.fact.about])
            for some in batches(found, 500)
            for one in self._brief.decisions_that(d.c.about.in_(some))
        ]

    def by_people_in(
        self, texts: Iterable[str], relations: Collection[str | None]
    ) -> list[Decided]:
        """What people decided in these texts on these relations, and whoever on one thing alone."""
        d = schema.decisions
        named = d.c.relation.in_([str(r) for r in relations if r is not None])
        alone = d.c.relation.is_(None) if None in relations else false()
        on = or_(and_(named, schema.BY_PEOPLE), alone)
        found: dict[int, Decided] = {}
        for some in batches(dict.fromkeys(texts), 500):
            for side in (d.c.left_text, d.c.right_text):
                found |= {one.decision.seq: one for one in self._decided(side.in_(some), on)}
        return [found[seq] for seq in sorted(found)]

    def links(self, reports: Iterable[str], relations: Collection[str]) -> list[Linked]:
        """What was decided on proposals between reports, given those on the left."""
        p, d = schema.proposals, schema.decisions
        columns = (p.c.relation, p.c.left, p.c.right, p.c.score, d.c.judgement)
        asked = select(*columns).join(d, d.c.about == p.c.id)
        return [
            Linked(*row)
            for some in batches(dict.fromkeys(reports), 500)
            for row in self._connection.execute(
                asked.where(p.c.left.in_(some), p.c.relation.in_([str(r) for r in relations]))
            )
        ]

    def decided_before(self, texts: Iterable[str]) -> bool:
        """Whether anything was decided in one of these texts before the tables were built."""
        d = schema.decisions
        return any(
            self._connection.scalar(
                select(d.c.seq).where(side.in_(some), d.c.seq <= self.known).limit(1)
            )
            is not None
            for some in batches(dict.fromkeys(texts), 500)
            for side in (d.c.left_text, d.c.right_text)
        )

    def by_people(self, relations: Collection[str]) -> list[Decided]:
        """What people decided on these relations, in order."""
        return self._decided(schema.BY_PEOPLE, schema.decisions.c.relation.in_(list(relations)))

    def outlets(self) -> dict[str, int]:
        """Who ever published a report, with the seq of the first."""
        r = schema.reports
        asked = select(r.c.outlet, func.min(r.c.seq)).where(r.c.outlet.is_not(None))
        return {outlet: seq for outlet, seq in self._connection.execute(asked.group_by(r.c.outlet))}

    def beneficiaries(self) -> Iterator[str]:
        """What the pledges call those that they are for, and what the entities are called."""
        p, e = schema.pledges, derived.entities
        for names in self._connection.scalars(select(p.c.to).distinct()):
            yield from names
        yield from self._connection.scalars(select(e.c.name))

    # -- annotations

    def texts_of(self, ids: Iterable[str]) -> dict[str, str]:
        """The texts that these statements, pledges and mentions stand in."""
        found: dict[str, str] = {}
        for some in batches(dict.fromkeys(ids), 500):
            for table in (schema.statements, schema.pledges, schema.mentions):
                asked = select(table.c.id, table.c.text).where(table.c.id.in_(some))
                found.update((row[0], row[1]) for row in self._connection.execute(asked))
        return found

    def inside(self, texts: Iterable[str], kinds: Sequence[str]) -> dict[str, list[str]]:
        """For each of these texts what of these kinds its last reading holds."""
        m = schema.members
        last = {seqs[-1]: text for text, seqs in self.read_at(texts).items()}
        found: dict[str, list[str]] = {}
        for some in batches(sorted(last)):
            asked = select(m.c.reading, m.c.id).where(m.c.reading.in_(some), m.c.kind.in_(kinds))
            for seq, identifier in self._connection.execute(asked):
                found.setdefault(last[seq], []).append(identifier)
        return found

    def mentions(self, ids: Iterable[str]) -> dict[str, MentionRow]:
        """The mentions with these ids, as little of them as a tally wants."""
        m = schema.mentions
        columns = (m.c.id, m.c.text, m.c.name, m.c.start, m.c.kind, m.c.quote)
        return {
            row.id: MentionRow(*row)
            for some in batches(dict.fromkeys(ids), 500)
            for row in self._connection.execute(select(*columns).where(m.c.id.in_(some)))
        }

    # -- lines

    def holders(self, things: Iterable[str], kind: str) -> dict[str, list[str]]:
        """For each of these annotations or reports the lines of a kind that hold it, if any do."""
        h = derived.holding
        found: dict[str, list[str]] = {}
        for some in batches(dict.fromkeys(things), 500):
            asked = select(h.c.thing, h.c.line).where(h.c.thing.in_(some), h.c.kind == kind)
            for thing, line in self._connection.execute(asked):
                found.setdefault(thing, []).append(line)
        return found

    def lines(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        """The lines of a kind (a field of World) with these ids."""
        found = load_some(self._connection, _SHAPES[kind], ids)
        return {identifier: thing for identifier, _, thing in found}

    def names(self, entities: Iterable[str]) -> dict[str, str]:
        """What these entities are called."""
        e = derived.entities
        found: dict[str, str] = {}
        for some in batches(dict.fromkeys(entities), 500):
            asked = select(e.c.id, e.c.name).where(e.c.id.in_(some))
            found.update((row[0], row[1]) for row in self._connection.execute(asked))
        return found

    def named_in(self, texts: Iterable[str]) -> dict[str, dict[str, str]]:
        """For each of these texts the entities that its last reading names: id -> name."""
        inside = self.inside(texts, ("mention",))
        held = self.holders((m for told in inside.values() for m in told), "entities")
        called = self.names(line for lines in held.values() for line in lines)
        return {
            text: {line: called[line] for mention in told for line in held.get(mention, ())}
            for text, told in inside.items()
        }

    def tallies(self, entities: Iterable[str]) -> dict[str, Counted]:
        """How often these entities are called what, as far as that was written down."""
        e = derived.entities
        found: dict[str, Counted] = {}
        for some in batches(dict.fromkeys(entities), 500):
            asked = select(e.c.id, e.c.tally).where(e.c.id.in_(some), e.c.tally.is_not(None))
            for identifier, tally in self._connection.execute(asked):
                found[identifier] = json.loads(tally)
        return found

    def placed(
        self, kind: str, new: Sequence[tuple[Order, str]], order: Callable[[Any], Order]
    ) -> dict[str, int] | None:
        """Places for new lines (with their order) among those that stand; None without room.

        `order` gives the order of a line that stands.
        """
        table = _SHAPES[kind].table
        last = self._connection.execute(
            select(table.c.id, table.c.place).order_by(table.c.place.desc()).limit(1)
        ).first()
        held: dict[str, Order] = {}

        def before(identifier: str, wanted: Order) -> bool:
            if identifier not in held:
                held[identifier] = order(self.lines(kind, (identifier,))[identifier])
            return held[identifier] < wanted

        gaps: dict[tuple[int, int | None], list[str]] = {}
        for wanted, identifier in sorted(new):
            if last is None or before(last.id, wanted):
                gap: tuple[int, int | None] = (0 if last is None else last.place, None)
            else:
                gap = self._gap(table, last.place, lambda i, w=wanted: before(i, w))  # type: ignore[misc]
            gaps.setdefault(gap, []).append(identifier)
        given: dict[str, int] = {}
        for (low, high), ids in gaps.items():
            room = STEP if high is None else (high - low) // (len(ids) + 1)
            if room == 0:
                return None
            given |= {identifier: low + room * n for n, identifier in enumerate(ids, 1)}
        return given

    def _gap(self, table: Any, high: int, before: Callable[[str], bool]) -> tuple[int, int]:
        """Two neighbouring places: the line at the first (if any) comes before, the next not."""
        low = 0
        while True:
            middle = (low + high) // 2
            p = table.c.place
            above = select(table.c.id, p).where(p >= middle, p > low, p < high).order_by(p)
            row = self._connection.execute(above.limit(1)).first()
            if row is None:
                below = select(table.c.id, p).where(p > low, p < middle).order_by(p.desc())
                row = self._connection.execute(below.limit(1)).first()
            if row is None:
                return low, high
            if before(row.id):
                low = row.place
            else:
                high = row.place

    # -- inside

    def _new(self, table: Any) -> ColumnElement[bool]:
        fresh: ColumnElement[bool] = (table.c.seq > self.known) & (table.c.seq <= self.head)
        return fresh

    def _decided(self, *where: Any) -> list[Decided]:
        decisions: Sequence[Recorded[Decision]] = self._loader.decisions_that(*where)
        about = dict.fromkeys(recorded.fact.about for recorded in decisions)
        p = schema.proposals
        proposals = {
            recorded.fact.id: recorded
            for some in batches(about, 500)
            for recorded in self._loader.proposals_that(p.c.id.in_(some))
        }
        return [Decided(one, proposals.get(one.fact.about)) for one in decisions]
