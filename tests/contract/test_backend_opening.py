"""Opening a record in PostgreSQL: made, found again, refused (for files see tests/record)."""

from __future__ import annotations

import psycopg
import pytest
from drawn_facts import at, report_and_reading

from onrecord.domain.errors import NotARecord, OnRecordError, RecordTooNew
from onrecord.record import postgres, upgrading
from onrecord.record.check import check_record


def test_made_and_found_again(postgres_schema: str) -> None:
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(NotARecord, match="no record"):
            postgres.open_record(postgres_schema, **options)
    with postgres.open_record(postgres_schema) as record:
        record.append(report_and_reading(1), at(0))
    with postgres.open_record(postgres_schema, read_only=True) as record:
        assert record.head() == 2
        assert {one.code for one in check_record(record)} == {"index-stale"}, "no keys were given"


def test_other_tables_are_no_record(postgres_schema: str) -> None:
    with psycopg.connect(postgres_schema, autocommit=True) as connection:
        connection.execute("CREATE TABLE recipes (name text)")
    with pytest.raises(NotARecord, match="recipes"):
        postgres.open_record(postgres_schema)


def test_a_later_form_is_refused(postgres_schema: str) -> None:
    postgres.open_record(postgres_schema).close()
    with psycopg.connect(postgres_schema, autocommit=True) as connection:
        later = str(upgrading.SCHEMA + 1)
        connection.execute("UPDATE meta SET value = %s WHERE key = 'schema'", (later,))
    with pytest.raises(RecordTooNew, match="newer onrecord"):
        postgres.open_record(postgres_schema)


def test_a_missing_guard_is_seen(postgres_schema: str) -> None:
    with postgres.open_record(postgres_schema) as record:
        with psycopg.connect(postgres_schema, autocommit=True) as connection:
            connection.execute("DROP TRIGGER texts_no_change ON texts")
            connection.execute("ALTER TABLE log DISABLE TRIGGER log_no_change")
        found = [one for one in check_record(record) if one.code == "record-unguarded"]
    assert len(found) == 2


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(OnRecordError, match="cannot be reached") as caught:
        postgres.open_record("postgresql://ada:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)
