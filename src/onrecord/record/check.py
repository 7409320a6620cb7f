"""Whether a record is what it claims to be: everything worked out again, and compared.

Nothing is repaired. Findings about facts mean that the file was changed from outside or is
damaged; those about derived tables go away with a rebuild.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, exists, func, literal, select
from sqlalchemy.exc import DBAPIError

from onrecord.domain.annotations import Annotation
from onrecord.domain.errors import OnRecordError
from onrecord.domain.findings import Finding, finding
from onrecord.domain.ids import content_id, kind_of
from onrecord.domain.text import Text
from onrecord.record import derived, rows, schema
from onrecord.record.building import Builder, own_columns
from onrecord.record.columns import places
from onrecord.record.facts import batches
from onrecord.record.relational import RelationalRecord
from onrecord.record.store import Reader

BATCH = 100
"""Texts checked together, with all that was read in them."""

_OWN = {
    "report": (schema.reports, rows.report_row),
    "proposal": (schema.proposals, rows.proposal_row),
    "decision": (schema.decisions, rows.decision_row),
    "finding": (schema.findings, rows.finding_row),
    "need": (schema.needs, rows.need_row),
    "withdrawal": (schema.withdrawals, rows.withdrawal_row),
}
_TABLES: dict[str, Any] = {
    **{kind: table.c.id for kind, table in schema.ANNOTATIONS.items()},
    **{kind: table.c.id for kind, (table, _) in _OWN.items()},
    "reading": schema.readings.c.id,
    "text": schema.texts.c.digest,
}

Step = Callable[[RelationalRecord, Connection], Iterator[Finding]]


def check_record(store: Reader) -> Iterator[Finding]:
    """Everything that is wrong with a record, step by step; nothing when it is sound."""
    if not isinstance(store, RelationalRecord):
        raise TypeError(f"expected a record in a database, got {type(store).__name__}")
    for step in STEPS:
        try:
            with store.reading() as connection:
                yield from step(store, connection)
        except (OnRecordError, DBAPIError) as error:
            yield finding("record-damaged", f"the check had to stop: {error}", store.where)
            return


def _file(store: RelationalRecord, connection: Connection) -> Iterator[Finding]:
    """The database's own check."""
    for line in store.backend.sound(connection):
        yield finding("record-damaged", line, store.where)


def _guards(store: RelationalRecord, connection: Connection) -> Iterator[Finding]:
    """Whether the database still refuses changes."""
    there = store.backend.guarded(connection)
    for table in schema.FACTS:
        for name in store.backend.guards(table):
            if name not in there:
                told = f"expected the trigger {name} on {table.name}, it is not there"
                yield finding("record-unguarded", told, store.where)


def _log(store: RelationalRecord, connection: Connection) -> Iterator[Finding]:
    """Whether seq runs without a gap, and every entry has its fact."""
    log = schema.log
    expected = 1
    for (seq,) in connection.execute(select(log.c.seq).order_by(log.c.seq)):
        if seq != expected:
            told = f"expected seq {expected} in the log, the next is {seq}"
            yield finding("seq-gap", told, store.where)
        expected = seq + 1
    for kind, (table, _) in {**_OWN, "reading": (schema.readings, None)}.items():
        there = exists().where(table.c.seq == log.c.seq, table.c.id == log.c.id)
        query = select(log.c.seq, log.c.id).where(log.c.kind == kind, ~there)
        for seq, identifier in connection.execute(query.order_by(log.c.seq)):
            told = f"the log has the {kind} {identifier} as seq {seq}, the table has it not"
            yield finding("fact-missing", told, store.where)
        if kind == "finding":  # those of a reading stand under the seq of the reading
            continue
        logged = exists().where(log.c.seq == table.c.seq, log.c.id == table.c.id)
        for seq, identifier in connection.execute(select(table.c.seq, table.c.id).where(~logged)):
            told = f"the {kind} {identifier} has seq {seq}, the log has it not so"
            yield finding("fact-missing", told, store.where)


def _facts(store: RelationalRecord, connection: Connection) -> Iterator[Finding]:
    """The ids of reports, proposals, decisions, findings and needs, made again."""
    builder = Builder()
    for kind, (table, _) in _OWN.items():
        for row in connection.execute(select(table).execution_options(yield_per=1000)):
            yield from _same_id(row.id, partial(builder.fact, kind, row), store)
    g = schema.readings
    for row in connection.execute(select(g).execution_options(yield_per=1000)):
        identifier = content_id("reading", row.text, row.maker)
        if identifier != row.id:
            told = f"expected the id {identifier} from what it says, it stands as {row.id}"
            yield finding("id-mismatch", told, store.where)


def _same_id(
    stored: str, build: Callable[[], Any], store: RelationalRecord, text: str | None = None
) -> Iterator[Finding]:
    try:
        identifier = build().id
    except (ValueError, TypeError, OnRecordError) as error:
        told = f"{stored} cannot be read back: {error}"
        yield finding("fact-unreadable", told, store.where, text)
        return
    if identifier != stored:
        told = f"expected the id {identifier} from what it says, it stands as {stored}"
        yield finding("id-mismatch", told, store.where, text)


def _texts(store: RelationalRecord, connection: Connection) -> Iterator[Finding]:
    """Digests of texts, and ids and quotes of all that was read in them."""
    builder = Builder()
    t = schema.texts
    digests = connection.scalars(select(t.c.digest).order_by(t.c.seq)).all()
    for some in batches(digests, BATCH):
        texts: dict[str, Text] = {}
        for row in connection.execute(select(t).where(t.c.digest.in_(some))):
            text = Text(row.content, row.normalisation)
            if text.digest == row.digest:
                texts[row.digest] = text
            else:
                told = f"expected the characters of {row.digest}, they give {text.digest}"
                yield finding("text-changed", told, store.where, row.digest)
        for kind in schema.ANNOTATIONS:
            yield from _annotations(store, connection, builder, kind, texts)
        yield from _roles(store, connection, texts)


def _annotations(
    store: RelationalRecord,
    connection: Connection,
    builder: Builder,
    kind: str,
    texts: dict[str, Text],
) -> Iterator[Finding]:
    table = schema.ANNOTATIONS[kind]
    beside = (literal(None).label(column.name) for column in own_columns())
    query = select(*beside, *table.c).where(table.c.text.in_(texts))
    for row in connection.execute(query):
        built: list[Annotation] = []

        def build(row: Any = row, built: list[Annotation] = built) -> Annotation:
            item: Annotation = builder.annotation(kind, row, texts[row.text])
            built.append(item)
            return item

        yield from _same_id(row.id, build, store, row.text)
        for item in built:
            expected = rows.annotation_row(item, row.seq)
            stored = row._mapping
            for column in table.c:
                if column.name in ("id", "seq") or _same(
                    expected[column.name], stored[column.name]
                ):
                    continue
                told = (
                    f"expected {expected[column.name]!r} as {column.name} of {row.id}, after its "
                    f"place in the text; got {stored[column.name]!r}"
                )
                yield finding("quote-mismatch", told, store.where, row.text)


def _roles(
    store: RelationalRecord, connection: Connection, texts: dict[str, Text]
) -> Iterator[Finding]:
    m, g = schema.members, schema.readings
    query = select(m.c.id, m.c.role, m.c.role_span, g.c.text).join(g, g.c.seq == m.c.reading)
    for row in connection.execute(query.where(g.c.text.in_(texts), m.c.role_span.is_not(None))):
        ((start, end),) = places(row.role_span)
        expected = texts[row.text].content[start:end]
        if row.role != expected:
            told = f"expected {expected!r} as role of {row.id} at {start}-{end}, got {row.role!r}"
            yield finding("quote-mismatch", told, store.where, row.text)


def _same(expected: Any, stored: Any) -> bool:
    return bool(expected == stored or (expected in (None, ()) and stored in (None, ())))


def _members(store: RelationalRecord, connection: Connection) -> Iterator[Finding]:
    """Whether every reading holds as much as it did, and all of it is there."""
    g, m = schema.readings, schema.members
    held = select(func.count()).where(m.c.reading == g.c.seq).scalar_subquery()
    for identifier, expected, got in connection.execute(
        select(g.c.id, g.c.holds, held).where(g.c.holds != held).order_by(g.c.seq)
    ):
        told = f"the reading {identifier} held {expected} annotations and findings, now {got}"
        yield finding("fact-missing", told, store.where)
    for kind in (*schema.ANNOTATIONS, "finding"):
        there = exists().where(_TABLES[kind] == m.c.id)
        yield from _lost(
            store,
            connection.execute(
                select(m.c.id, g.c.id)
                .join(g, g.c.seq == m.c.reading)
                .where(m.c.kind == kind, ~there)
            ),
        )
    stated = exists().where(schema.statements.c.id == m.c.statement)
    yield from _lost(
        store,
        connection.execute(
            select(m.c.statement, m.c.id).where(m.c.statement.is_not(None), ~stated).distinct()
        ),
    )


def _links(store: RelationalRecord, connection: Connection) -> Iterator[Finding]:
    """Whether texts of reports, sides of proposals and anchors of decisions are there."""
    r, p, d, w = schema.reports, schema.proposals, schema.decisions, schema.withdrawals
    for table, column in (
        (r, r.c.text),
        (p, p.c.left),
        (p, p.c.right),
        (d, d.c.about),
        (d, d.c.left_text),
        (d, d.c.right_text),
        (w, w.c.need),
    ):
        pairs = connection.execute(
            select(column, table.c.id).where(column.is_not(None)).order_by(table.c.seq)
        )
        for some in batches(pairs, 5_000):
            yield from _lost(store, _unknown(connection, [(to, by) for to, by in some]))


def _unknown(connection: Connection, pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    by_kind: dict[str | None, set[str]] = {}
    for identifier, _ in pairs:
        by_kind.setdefault(kind_of(identifier), set()).add(identifier)
    there: set[str] = set()
    for kind, ids in by_kind.items():
        if kind in _TABLES:
            column = _TABLES[kind]
            for some in batches(sorted(ids), 500):
                there.update(connection.scalars(select(column).where(column.in_(some))))
    yield from (pair for pair in pairs if pair[0] not in there)


def _lost(store: RelationalRecord, pairs: Iterable[Any]) -> Iterator[Finding]:
    for identifier, by in pairs:
        told = f"{by} names {identifier}, which the record does not hold"
        yield finding("reference-missing", told, store.where)


def _index(store: RelationalRecord, connection: Connection) -> Iterator[Finding]:
    """Whether full text and blocking keys cover what the record holds."""
    lines = derived.search_lines
    entries = connection.exec_driver_sql("SELECT count(*) FROM search_words").scalar()
    numbered = connection.scalar(select(func.count()).select_from(lines))
    if entries != numbered:
        told = f"expected {numbered} entries in the full-text index, got {entries}"
        yield finding("index-stale", told, store.where)
    t, s, p = schema.texts, schema.statements, schema.pledges
    for column, some in ((t.c.digest, t.c.content != ""), (s.c.id, None), (p.c.id, None)):
        there = exists().where(lines.c.id == column)
        query = select(func.count()).select_from(column.table).where(~there)
        missing = connection.scalar(query if some is None else query.where(some))
        if missing:
            told = f"{missing} of the {column.table.name} are not in the full-text index"
            yield finding("index-stale", told, store.where)
    reported, keyed = (
        connection.scalar(select(literal(1)).select_from(table).limit(1))
        for table in (schema.reports, derived.keys)
    )
    if reported and not keyed:
        told = "there are reports and no blocking keys: new reports would not be linked to them"
        yield finding("index-stale", told, store.where)


STEPS: tuple[Step, ...] = (_file, _guards, _log, _texts, _facts, _members, _links, _index)
"""What is checked, in order; a step that cannot run stops the check."""
