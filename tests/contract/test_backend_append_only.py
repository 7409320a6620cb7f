"""The database itself refuses to change or take out a fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from drawn_facts import at, report_and_reading
from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from onrecord.domain.amounts import Amount
from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.findings import Finding
from onrecord.domain.links import Proposal
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.words import Judgement, Relation, Severity
from onrecord.record import schema
from onrecord.record.relational import RelationalRecord


@pytest.fixture
def filled(record: RelationalRecord) -> RelationalRecord:
    report, reading = report_and_reading(1)
    finding = Finding("c", Severity.NOTE, "m", None, reading.text.digest)
    link = Proposal(Relation.SAME_STORY, report.id, report.id, 0.5, (), "m")
    yes = Decision(link.id, Judgement.ACCEPT, "Ada", "so", Anchor(report.text, "report"))
    need = Need(Amount(Decimal(9), None, "lorry"), None, date(2026, 1, 1), None, None, "a plan")
    gone = Withdrawal(need.id, "Ada", "the plan was dropped")
    read = replace(reading, findings=(finding,))
    record.append([report, read, link, yes, need, gone], at(0))
    return record


def test_no_update_no_delete_no_replace(filled: RelationalRecord) -> None:
    for table in schema.FACTS:
        refuses(filled, table)


def refuses(filled: RelationalRecord, table: Table) -> None:
    with filled.reading() as connection:
        before = connection.execute(select(table)).all()
    assert before, "an empty table would prove nothing"
    column = list(table.columns)[-1]
    row = dict(before[0]._mapping)
    key = next(iter(table.primary_key))
    attempts = [
        update(table).values({column.name: row[column.name]}),
        update(table).where(key == row[key.name]).values({key.name: row[key.name]}),
        delete(table),
        delete(table).where(key == row[key.name]),
        insert(table).values(row),
    ]
    if filled.backend.name == "sqlite":
        attempts.append(insert(table).prefix_with("OR REPLACE").values(row))
        attempts.append(insert(table).prefix_with("OR IGNORE").values(row))
    for attempt in attempts:
        with pytest.raises(DBAPIError), filled.engine.begin() as connection:
            connection.execute(attempt)
    if filled.backend.name == "postgresql":
        with pytest.raises(DBAPIError, match="append-only"), filled.engine.begin() as connection:
            connection.exec_driver_sql("SET TRANSACTION READ WRITE")
            connection.exec_driver_sql(f'TRUNCATE "{table.name}" CASCADE')
    with filled.reading() as connection:
        assert connection.execute(select(table)).all() == before
