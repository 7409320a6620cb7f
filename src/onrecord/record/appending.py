"""The one way in: facts get their seq, are compared with their texts, and become rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Table, func, select

from onrecord.domain.annotations import Reading
from onrecord.domain.decisions import Decision
from onrecord.domain.errors import RecordMoved, UnknownId
from onrecord.domain.facts import Fact
from onrecord.domain.findings import Finding
from onrecord.domain.links import Proposal
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.reports import Report
from onrecord.record import derived, rows, schema
from onrecord.record.dialects import Backend
from onrecord.record.facts import Loader, batches
from onrecord.record.rows import Row
from onrecord.record.search import Line, lines_of_reading, lines_of_report, lines_of_text
from onrecord.record.store import Appended, Key

FLUSH = 8_000
"""Rows held before they are written: some megabytes, whatever is appended."""

KIND_OF: dict[type, str] = {
    Report: "report",
    Reading: "reading",
    Proposal: "proposal",
    Decision: "decision",
    Finding: "finding",
    Need: "need",
    Withdrawal: "withdrawal",
}


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id from content."""
        ...


def compare(facts: Iterable[Fact]) -> None:
    """Nothing, when every quote of every reading stands in its text; else QuoteMismatch."""
    for fact in facts:
        if isinstance(fact, Reading):
            rows.compare(fact.text, fact.annotations)
            rows.compare(fact.text, fact.findings)


def unmoved(connection: Connection, after: int) -> None:
    """Nothing, when this is the last seq. Raises RecordMoved."""
    head = connection.scalar(select(func.coalesce(func.max(schema.log.c.seq), 0)))
    if head != after:
        raise RecordMoved(f"expected seq {after} as the last, it is {head}; look again")


def append(
    connection: Connection,
    backend: Backend,
    facts: Sequence[Fact],
    recorded_at: datetime,
) -> Appended:
    """Add facts inside the open transaction; what is known already is left alone."""
    return _Appending(connection, backend, recorded_at).run(facts)


class _Appending:
    """One append under way: the rows that wait to be written, and what is known to be there."""

    def __init__(self, connection: Connection, backend: Backend, recorded_at: datetime) -> None:
        self._connection = connection
        self._backend = backend
        self._recorded_at = recorded_at
        self._loader = Loader(connection)
        self._waiting: dict[str, list[Row]] = {table.name: [] for table in schema.FACTS}
        self._lines: list[Line] = []
        self._count = 0
        self._findings: set[str] = set()
        self._texts: set[str] = set()
        head = select(func.coalesce(func.max(schema.log.c.seq), 0))
        self._seq: int = connection.scalar(head) or 0
        last = select(func.coalesce(func.max(derived.search_lines.c.nr), 0))
        self._nr: int = connection.scalar(last) or 0

    def run(self, facts: Sequence[Fact]) -> Appended:
        """All of it."""
        ids = [fact.id for fact in facts]
        held = self._there(schema.log.c.id, ids)
        inside = [item.id for fact in facts if isinstance(fact, Reading) for item in fact.findings]
        self._findings = self._there(schema.findings.c.id, [*ids, *inside])
        digests = [fact.text.digest for fact in facts if isinstance(fact, Reading)]
        self._texts = self._there(schema.texts.c.digest, digests)
        new: list[str] = []
        known: list[str] = []
        for identifier, fact in zip(ids, facts, strict=True):
            if identifier in held or identifier in self._findings:
                known.append(identifier)
                continue
            self._seq += 1
            held.add(identifier)
            new.append(identifier)
            self._add(fact)
            if self._count >= FLUSH:
                self._flush()
        self._flush()
        return Appended(tuple(new), tuple(known), self._seq)

    def _there(self, column: Any, values: Sequence[str]) -> set[str]:
        """Which of the values the column holds."""
        found: set[str] = set()
        for some in batches(dict.fromkeys(values), 500):
            found.update(self._connection.scalars(select(column).where(column.in_(some))))
        return found

    def _row(self, table: Table, row: Row) -> None:
        self._waiting[table.name].append(row)
        self._count += 1

    def _add(self, fact: Fact) -> None:
        seq = self._seq
        entry = {"seq": seq, "id": fact.id, "kind": KIND_OF[type(fact)]}
        self._row(schema.log, entry | {"recorded_at": self._recorded_at})
        match fact:
            case Report():
                self._row(schema.reports, rows.report_row(fact, seq))
                self._lines.extend(lines_of_report(fact))
            case Reading():
                self._read(fact)
            case Proposal():
                self._row(schema.proposals, rows.proposal_row(fact, seq))
            case Decision():
                self._row(schema.decisions, rows.decision_row(fact, seq))
            case Need():
                self._row(schema.needs, rows.need_row(fact, seq))
            case Withdrawal():
                self._row(schema.withdrawals, rows.withdrawal_row(fact, seq))
            case Finding():
                self._find(fact)

    def _find(self, finding: Finding) -> None:
        if finding.text is not None and finding.quote is not None:
            text = self._loader.text(finding.text)
            if text is not None:
                rows.compare(text, (finding,))
        self._findings.add(finding.id)
        self._row(schema.findings, rows.finding_row(finding, self._seq))

    def _read(self, reading: Reading) -> None:
        seq, digest = self._seq, reading.text.digest
        items = {item.id: (kind, item) for kind, some in rows.layers(reading) for item in some}
        indexed: set[str] = set()
        if digest in self._texts:
            self._flush()
            held = select(schema.members.c.id).join(
                schema.readings, schema.readings.c.seq == schema.members.c.reading
            )
            there = set(self._connection.scalars(held.where(schema.readings.c.text == digest)))
            items = {
                identifier: item for identifier, item in items.items() if identifier not in there
            }
            lines = derived.search_lines
            indexed = set(
                self._connection.scalars(select(lines.c.id).where(lines.c.text == digest))
            )
        else:
            self._texts.add(digest)
            self._row(schema.texts, rows.text_row(reading.text, seq))
            self._lines.extend(lines_of_text(reading.text))
        self._row(schema.readings, rows.reading_row(reading, seq))
        for kind, item in items.values():
            self._row(schema.ANNOTATIONS[kind], rows.annotation_row(item, seq))
        for finding in reading.findings:
            if finding.id not in self._findings:
                self._findings.add(finding.id)
                self._row(schema.findings, rows.finding_row(finding, seq))
        for row in rows.member_rows(reading, seq):
            self._row(schema.members, row)
        for line in lines_of_reading(reading):
            if line.id not in indexed:
                indexed.add(line.id)
                self._lines.append(line)

    def _flush(self) -> None:
        """Write what waits, in the order in which tables refer to each other."""
        for table in schema.FACTS:
            waiting = self._waiting[table.name]
            if waiting:
                self._backend.put(self._connection, table, waiting)
                self._waiting[table.name] = []
        index(self._connection, self._backend, self._lines, self._nr)
        self._nr += len(self._lines)
        self._lines = []
        self._count = 0


def put_keys(connection: Connection, backend: Backend, keys: Sequence[Key]) -> None:
    """Add blocking keys; one that is there already is left alone.

    Raises UnknownId for a key of a report that the record does not hold.
    """
    r = schema.reports
    seqs: dict[str, int] = {}
    for some in batches(dict.fromkeys(key.report for key in keys), 500):
        found = connection.execute(select(r.c.id, r.c.seq).where(r.c.id.in_(some)))
        seqs.update((row.id, row.seq) for row in found)
    missing = next((key.report for key in keys if key.report not in seqs), None)
    if missing is not None:
        raise UnknownId(
            f"expected keys of reports in the record, got one of {missing!r}; "
            "append the report before its keys or together with them"
        )
    rows = [(key.kind, derived.short(key.key), seqs[key.report], key.id) for key in keys]
    backend.fill(connection, derived.keys, rows)


def index(connection: Connection, backend: Backend, lines: Sequence[Line], after: int) -> None:
    """Number the lines from after that number on, and put them into the full-text index."""
    if not lines:
        return
    numbered = list(enumerate(lines, after + 1))
    backend.put(
        connection,
        derived.search_lines,
        [{"nr": nr, "kind": line.kind, "id": line.id, "text": line.text} for nr, line in numbered],
    )
    backend.index(connection, numbered)
