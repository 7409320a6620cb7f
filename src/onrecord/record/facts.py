"""Asking the fact tables: which rows make an answer, in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from onrecord.domain.annotations import (
    Annotation,
    Reading,
)
from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.findings import Finding
from onrecord.domain.links import Proposal
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.domain.words import Judgement, Relation
from onrecord.record import schema
from onrecord.record.building import Builder, known, own_columns, text_of

T = TypeVar("T")

STREAMED = 500
"""Decisions looked at together."""

NOWHERE = Anchor("", "")
"""The anchor of a decision where nobody asks for it."""

_JUDGEMENTS = {str(judgement): judgement for judgement in Judgement}

ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""The wall-clock time of a decision where nobody asks for it."""

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


def by_policy() -> ColumnElement[bool]:
    """What says of a decision that a policy made it."""
    return schema.decisions.c.actor.startswith("policy:", autoescape=True)


class ByPolicy:
    """Policies' decisions in order of seq, each with its proposal; read again at each iteration.

    Only while the transaction of the connection lasts.
    """

    def __init__(self, connection: Connection, build: Builder, through: int | None) -> None:
        self._connection = connection
        self._build = build
        d = schema.decisions
        self._query = select(d).where(by_policy()).order_by(d.c.seq)
        if through is not None:
            self._query = self._query.where(d.c.seq <= through)

    def __iter__(self) -> Iterator[tuple[Recorded[Decision], Proposal | None]]:
        p = schema.proposals
        rows = self._connection.execute(self._query, execution_options={"yield_per": STREAMED})
        for some in rows.partitions():
            asked = select(p).where(p.c.id.in_([row.about for row in some]))
            proposed = {row.id: row for row in self._connection.execute(asked)}
            for row in some:
                decision = known(self._build.decision(row), row.id)
                on = proposed.get(row.about)
                yield (
                    Recorded(decision, row.seq, ANY_TIME),
                    None if on is None else known(self._build.proposal(on), on.id),
                )


class Loader:
    """Loads facts through one connection; without reasons what links and decisions rest on not."""

    def __init__(self, connection: Connection, reasons: bool = True) -> None:
        self._connection = connection
        self._build = Builder(reasons)

    def facts(self, through: int | None) -> Facts:
        """All facts through a seq."""
        return Facts(
            self._reports(self._until(schema.reports, through)),
            self.readings(self._standing(through)),
            self._proposals(self._until(schema.proposals, through)),
            self._decisions(self._until(schema.decisions, through)),
        )

    def folding(self, through: int | None) -> Facts:
        """What a fold asks for: reasons left out, policies' decisions as they are asked for."""
        self._build = Builder(reasons=False)
        p, d = schema.proposals, schema.decisions
        person = schema.BY_PEOPLE
        on = exists().where(d.c.about == p.c.id, person)
        return Facts(
            self._reports(self._until(schema.reports, through)),
            self.readings(self._standing(through)),
            self._proposals(self._until(p, through).where(on)),
            self._decisions(self._until(d, through).where(person)),
            ByPolicy(self._connection, self._build, through),
        )

    def facts_of(self, reports: Sequence[str], through: int | None, links: bool) -> Facts:
        """The reports with these ids, their readings, the links and decisions on them if wanted."""
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
            if not links:
                continue
            read = select(g.c.seq).where(g.c.text.in_(some))
            sides.update(
                self._connection.scalars(select(m.c.id).where(m.c.reading.in_(read)).distinct())
            )
        proposals: dict[int, Recorded[Proposal]] = {}
        decisions: dict[int, Recorded[Decision]] = {}
        p, d = schema.proposals, schema.decisions
        for some in batches(sorted(sides) if links else (), 500):
            on = or_(p.c.left.in_(some), p.c.right.in_(some))
            proposals |= {
                item.seq: item for item in self._proposals(self._until(p, through).where(on))
            }
        for some in batches(digests if links else (), 500):
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

    def reports_with(self, text: str) -> tuple[Recorded[Report], ...]:
        """The reports that published this text."""
        r = schema.reports
        return self._reports(self._until(r, None).where(r.c.text == text))

    def reports_that(self, *where: ColumnElement[bool]) -> tuple[Recorded[Report], ...]:
        """The reports of which this holds."""
        return self._reports(self._until(schema.reports, None).where(*where))

    def decisions_that(self, *where: Any) -> tuple[Recorded[Decision], ...]:
        """The decisions of which this holds."""
        return self._decisions(self._until(schema.decisions, None).where(*where))

    def proposals_that(self, *where: ColumnElement[bool]) -> tuple[Recorded[Proposal], ...]:
        """The proposals of which this holds."""
        return self._proposals(self._until(schema.proposals, None).where(*where))

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
            case "need":
                found = self._recorded(kind, self._with_id(schema.needs, identifier))
            case "withdrawal":
                found = self._recorded(kind, self._with_id(schema.withdrawals, identifier))
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

    def decisions(
        self,
        through: int | None,
        people: bool,
        texts: Sequence[str] | None,
        relations: Collection[str | None] | None,
    ) -> tuple[Recorded[Decision], ...]:
        """Decisions through a seq: all, or people's alone, or those on some texts or relations."""
        d = schema.decisions
        query = self._until(d, through)
        if people:
            query = query.where(schema.BY_PEOPLE)
        if relations is not None:
            named = d.c.relation.in_([str(r) for r in relations if r is not None])
            query = query.where(or_(named, d.c.relation.is_(None)) if None in relations else named)
        if texts is None:
            return self._decisions(query)
        found: dict[int, Recorded[Decision]] = {}
        for some in batches(dict.fromkeys(texts), 500):
            on = or_(d.c.left_text.in_(some), d.c.right_text.in_(some))
            found |= {item.seq: item for item in self._decisions(query.where(on))}
        return tuple(found[seq] for seq in sorted(found))

    def read_at(self, texts: Sequence[str], through: int | None) -> dict[str, int]:
        """For each of these texts that was read the seq of its standing reading."""
        g = schema.readings
        found: dict[str, int] = {}
        for some in batches(dict.fromkeys(texts), 500):
            last = select(g.c.text, func.max(g.c.seq)).where(g.c.text.in_(some)).group_by(g.c.text)
            if through is not None:
                last = last.where(g.c.seq <= through)
            found |= {text: seq for text, seq in self._connection.execute(last)}
        return found

    def needs(self, through: int | None) -> tuple[Recorded[Need], ...]:
        """All needs through a seq, those withdrawn since among them."""
        return self._recorded("need", self._until(schema.needs, through))

    def withdrawals(self, through: int | None) -> tuple[Recorded[Withdrawal], ...]:
        """All withdrawals of needs through a seq."""
        return self._recorded("withdrawal", self._until(schema.withdrawals, through))

    def drawn(
        self, things: Iterable[str], relations: Collection[Relation], through: int
    ) -> list[tuple[Recorded[Decision], Proposal]]:
        """Policies' decisions on proposals of these relations with one of these on the left.

        Without reasons, and without anchors: for those who know that what they name is there.
        """
        p, d = schema.proposals, schema.decisions
        same, found = self._build.one, []
        proposed = (p.c.id, p.c.relation, p.c.left, p.c.right, p.c.score, p.c.maker, p.c.value)
        decided = (d.c.id, d.c.seq, d.c.judgement, d.c.actor, d.c.value, d.c.seen)
        wanted = {str(relation): relation for relation in relations}
        asked = select(*proposed, *decided).join(d, d.c.about == p.c.id)
        asked = asked.where(by_policy(), d.c.seq <= through, p.c.relation.in_(list(wanted)))
        for some in batches(dict.fromkeys(things), 500):
            for row in self._connection.execute(asked.where(p.c.left.in_(some))).all():
                about, relation, left, right, score, maker, value, *rest = row
                proposal = Proposal(
                    wanted[relation], same(left), same(right), score, (), same(maker), value
                )
                identifier, seq, judgement, actor, told, seen = rest
                decision = Decision(
                    about,
                    _JUDGEMENTS[judgement],
                    same(actor),
                    "",
                    NOWHERE,
                    NOWHERE,
                    wanted[relation],
                    told,
                    seen,
                )
                recorded = Recorded(known(decision, identifier), seq, ANY_TIME)
                found.append((recorded, known(proposal, about)))
        found.sort(key=lambda pair: pair[0].seq)
        return found

    def readings(
        self, seqs: Iterable[int], kinds: Collection[str] | None = None
    ) -> dict[str, Recorded[Reading]]:
        """The readings with these seqs, by text; with `kinds` only these annotations of them."""
        return {one.fact.text.digest: one for one in self.each_reading(seqs, kinds)}

    def each_reading(
        self, seqs: Iterable[int], kinds: Collection[str] | None = None
    ) -> Iterator[Recorded[Reading]]:
        """Likewise one by one, also several of one text."""
        for some in batches(seqs):
            yield from self._batch(some, kinds)

    def text(self, digest: str) -> Text | None:
        """The text with this digest."""
        t = schema.texts
        row = self._connection.execute(select(t).where(t.c.digest == digest)).first()
        return None if row is None else text_of(row)

    def reports_by_id(self, ids: Iterable[str]) -> dict[str, Recorded[Report]]:
        """The reports with these ids."""
        r = schema.reports
        return {
            recorded.fact.id: recorded
            for some in batches(dict.fromkeys(ids), 500)
            for recorded in self.reports_that(r.c.id.in_(some))
        }

    def texts(self, digests: Iterable[str]) -> dict[str, Text]:
        """The texts with these digests."""
        t = schema.texts
        found: dict[str, Text] = {}
        for some in batches(dict.fromkeys(digests)):
            rows = self._connection.execute(select(t).where(t.c.digest.in_(some)))
            found |= {row.digest: text_of(row) for row in rows}
        return found

    def first_reports(self, texts: Iterable[str]) -> dict[str, str]:
        """For each of these texts that was published the id of its first report."""
        r = schema.reports
        found: dict[str, str] = {}
        for some in batches(dict.fromkeys(texts), 500):
            query = select(r.c.text, r.c.id).where(r.c.text.in_(some)).order_by(r.c.seq)
            for digest, identifier in self._connection.execute(query):
                found.setdefault(digest, identifier)
        return found

    def proposals(self, ids: Iterable[str]) -> dict[str, Recorded[Proposal]]:
        """The proposals with these ids."""
        p = schema.proposals
        return {
            recorded.fact.id: recorded
            for some in batches(dict.fromkeys(ids), 500)
            for recorded in self.proposals_that(p.c.id.in_(some))
        }

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

    def standing(self, ids: Sequence[str], through: int | None) -> dict[str, Annotation]:
        """The annotations with these ids that standing readings hold."""
        m, g = schema.members, schema.readings
        held: dict[tuple[str, int], list[str]] = {}
        texts: dict[int, str] = {}
        for some in batches(dict.fromkeys(ids)):
            query = select(m.c.id, m.c.kind, m.c.reading, g.c.text).join(g, g.c.seq == m.c.reading)
            for row in self._connection.execute(query.where(m.c.id.in_(some))):
                held.setdefault((row.kind, row.reading), []).append(row.id)
                texts[row.reading] = row.text
        last = self.read_at(list(texts.values()), through)
        standing = {reading for reading, text in texts.items() if last.get(text) == reading}
        whole = self.texts([texts[reading] for reading in standing])
        found: dict[str, Annotation] = {}
        for kind in schema.ANNOTATIONS:
            inside = {
                reading: whole[texts[reading]]
                for of, reading in held
                if of == kind and reading in standing and texts[reading] in whole
            }
            wanted = [one for reading in inside for one in held[kind, reading]]
            for some in batches(wanted):
                for layer in self._layer(kind, inside, m.c.id.in_(some)).values():
                    found |= {item.id: item for item in layer}
        return found

    def named(
        self, texts: Sequence[str], through: int | None
    ) -> dict[str, list[tuple[str, int, int]]]:
        """For each of these texts the names that its standing reading holds."""
        m, n = schema.members, schema.mentions
        found: dict[str, list[tuple[str, int, int]]] = {}
        for some in batches(sorted(self.read_at(texts, through).values())):
            query = select(n.c.text, n.c.id, n.c.start, n.c.end).join(m, m.c.id == n.c.id)
            held = query.where(m.c.reading.in_(some), m.c.kind == "mention")
            for text, identifier, start, end in self._connection.execute(held):
                found.setdefault(text, []).append((identifier, start, end))
        return found

    # -- readings

    def _standing(self, through: int | None, texts: Sequence[str] | None = None) -> list[int]:
        g = schema.readings
        last = select(func.max(g.c.seq)).group_by(g.c.text)
        if through is not None:
            last = last.where(g.c.seq <= through)
        if texts is not None:
            last = last.where(g.c.text.in_(texts))
        return sorted(self._connection.scalars(last))

    def _batch(
        self, seqs: Sequence[int], kinds: Collection[str] | None = None
    ) -> Iterator[Recorded[Reading]]:
        g, t, log = schema.readings, schema.texts, schema.log
        heads = self._connection.execute(
            select(g.c.seq, g.c.id, g.c.maker, t.c.digest, t.c.normalisation, t.c.content)
            .add_columns(log.c.recorded_at)
            .join(t, t.c.digest == g.c.text)
            .join(log, log.c.seq == g.c.seq)
            .where(g.c.seq.in_(seqs))
            .order_by(g.c.seq)
        ).all()
        texts = {row.seq: text_of(row) for row in heads}
        every = (*schema.ANNOTATIONS, "finding")
        layers: dict[str, dict[int, list[Any]]] = {
            kind: self._layer(kind, texts) if kinds is None or kind in kinds else {}
            for kind in every
        }
        for row in heads:
            reading = Reading(
                texts[row.seq],
                self._build.one(row.maker),
                tuple(layers["mention"].get(row.seq, ())),
                tuple(layers["time"].get(row.seq, ())),
                tuple(layers["quantity"].get(row.seq, ())),
                tuple(layers["statement"].get(row.seq, ())),
                tuple(layers["pledge"].get(row.seq, ())),
                tuple(layers["finding"].get(row.seq, ())),
            )
            yield Recorded(known(reading, row.id), row.seq, self._build.one(row.recorded_at))

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
        for row in self._connection.execute(query).all():
            item = self._build.annotation(kind, row, texts[row.reading])
            layer.setdefault(row.reading, []).append(known(item, self._build.one(row.id)))
        return layer

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
            Recorded(
                known(self._build.fact(kind, row), self._build.one(row.id)),
                row.seq,
                self._build.one(row.recorded_at),
            )
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
