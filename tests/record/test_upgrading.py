"""Older records are brought up to date, all of a step or nothing; the tables are as described."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from drawn_facts import at, report_and_reading
from sqlalchemy import create_engine

from onrecord.domain.errors import NotARecord
from onrecord.domain.words import CopyKind
from onrecord.domain.world import Copy, World
from onrecord.record import derived, schema, upgrading
from onrecord.record.check import check_record
from onrecord.record.relational import RelationalRecord
from onrecord.record.sqlite import open_record
from onrecord.record.store import Key


def tables(connection: sqlite3.Connection) -> dict[str, list[str]]:
    query = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql NOT NULL"
    return {
        name: sorted(re.sub(r"\s+", " ", line).strip(" ,") for line in ddl.split("\n"))
        for name, ddl in connection.execute(query)
    }


def test_the_steps_make_what_the_schema_describes(tmp_path: Path) -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        schema.metadata.create_all(connection)
        derived.metadata.create_all(connection)
        described = tables(connection.connection.dbapi_connection)
    engine.dispose()
    open_record(tmp_path / "r.db").close()
    raw = sqlite3.connect(tmp_path / "r.db")
    made = tables(raw)
    raw.close()
    assert {name: made.get(name) for name in described} == described
    others = {name for name in made if not name.startswith("search_words")} - set(described)
    assert others == {"alembic_version"}


def test_the_guards_made_are_the_guards_checked(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db") as record, record.reading() as connection:
        wanted = {
            name: ddl
            for table in schema.FACTS
            for name, ddl in record.backend.guards(table).items()
        }
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        assert {name: ddl for name, ddl in connection.exec_driver_sql(query)} == wanted


def older(path: Path) -> None:
    """A record of form 1: facts, and no derived tables yet."""
    with open_record(path) as record:
        for number in range(3):
            report, reading = report_and_reading(number)
            record.append([report, reading], at(number), [Key("report", "k", report.id, report.id)])
    raw = sqlite3.connect(path, isolation_level=None)
    for view in ("mentions", "statements", "pledges"):
        raw.execute(f"DROP VIEW standing_{view}")
    for table in ("search_words", *(table.name for table in derived.metadata.sorted_tables)):
        raw.execute(f"DROP TABLE {table}")
    for table in ("needs", "withdrawals"):
        raw.execute(f"DROP TABLE {table}")
    raw.execute("DROP INDEX ix_decisions_people")
    raw.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.execute("PRAGMA user_version = 1")
    raw.close()


def test_an_older_record_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    older(path)
    with pytest.raises(NotARecord, match="older form"):
        open_record(path, read_only=True)
    with open_record(path, create=False) as record:
        assert record.head() == 6
        assert [r.fact for r in record.facts().reports] == [
            report_and_reading(n)[0] for n in range(3)
        ]
        assert record.search("lorries"), "full text is filled from the facts"
        assert [one.code for one in check_record(record)] == ["index-stale"], "keys are linking's"
        assert record.append(report_and_reading(7), at(9)).head == 8
    with open_record(path) as again, again.reading() as connection:
        assert upgrading.form(connection, again.where) == upgrading.SCHEMA


def test_a_step_that_fails_leaves_the_record_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.db"
    older(path)
    raw = sqlite3.connect(path)
    before = list(raw.iterdump())
    raw.close()

    def fail(*_: object) -> None:
        raise RuntimeError("cut short")

    with monkeypatch.context() as broken:
        broken.setattr(upgrading, "rebuild_lines", fail)
        with pytest.raises(RuntimeError, match="cut short"):
            open_record(path)
    raw = sqlite3.connect(path)
    assert list(raw.iterdump()) == before
    raw.close()
    with open_record(path) as record:
        assert record.search("lorries")


def test_the_steps_are_in_the_package_and_numbered() -> None:
    names = sorted(p.name for p in (upgrading.STEPS / "versions").glob("[0-9]*.py"))
    assert [int(name[:4]) for name in names] == list(range(1, upgrading.SCHEMA + 1))
    assert Path(upgrading.__file__).parent in upgrading.STEPS.parents


def test_a_step_does_not_know_the_present_tables() -> None:
    for path in (upgrading.STEPS / "versions").glob("*.py"):
        assert "onrecord.record" not in path.read_text(encoding="utf-8"), path.name


def test_a_made_record_meets_the_contract() -> None:
    from onrecord.record.store import Reader, Writer

    with open_record(":memory:") as record:
        writer: Writer = record
        reader: Reader = record
        assert isinstance(writer, RelationalRecord) and reader is writer


def without_form_4(raw: sqlite3.Connection) -> None:
    raw.execute("DROP TABLE holding")
    raw.execute("DROP INDEX ix_decisions_people")
    for table in derived.metadata.sorted_tables:
        raw.execute(f"DROP INDEX IF EXISTS ix_{table.name}_place")


def test_a_record_of_the_form_before_holding_is_folded_anew(tmp_path: Path) -> None:
    path = tmp_path / "three.db"
    with open_record(path) as record:
        record.append(report_and_reading(1), at(0))
        record.replace_world(World(copies=(Copy("r1a", "r1b", CopyKind.WIRE),)), 2)
    raw = sqlite3.connect(path, isolation_level=None)
    without_form_4(raw)
    raw.execute("UPDATE meta SET value = '3' WHERE key = 'schema'")
    raw.execute("UPDATE alembic_version SET version_num = '0003'")
    raw.close()
    with open_record(path, create=False) as record:
        assert record.built_to() == 0 and record.world()[0] == World()
        record.replace_world(World(copies=(Copy("r1a", "r1b", CopyKind.WIRE),)), 2)
        with record.reading() as connection:
            held = connection.execute(derived.holding.select()).all()
    assert {thing for thing, *_ in held} == {"r1a", "r1b"}


def test_a_record_of_the_form_before_needs_is_folded_anew(tmp_path: Path) -> None:
    path = tmp_path / "two.db"
    with open_record(path) as record:
        record.append(report_and_reading(1), at(0))
        record.replace_world(World(), 2)
    raw = sqlite3.connect(path, isolation_level=None)
    for table in ("needs", "withdrawals"):
        raw.execute(f"DROP TABLE {table}")
    without_form_4(raw)
    raw.execute("ALTER TABLE conditions DROP COLUMN changed")
    raw.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
    raw.execute("UPDATE alembic_version SET version_num = '0002'")
    raw.close()
    with open_record(path, create=False) as record:
        assert record.built_to() == 0, "what stood there had no words that changed a condition"
        assert record.head() == 2 and record.needs() == ()
        found = {one.code for one in check_record(record)}
    assert found == {"index-stale"}, "no keys were given"


def test_a_record_of_the_form_before_others_is_folded_anew(tmp_path: Path) -> None:
    path = tmp_path / "four.db"
    with open_record(path) as record:
        record.append(report_and_reading(1), at(0))
        record.replace_world(World(copies=(Copy("r1a", "r1b", CopyKind.WIRE),)), 2)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("ALTER TABLE commitments DROP COLUMN others")
    raw.execute("UPDATE meta SET value = '4' WHERE key = 'schema'")
    raw.execute("UPDATE alembic_version SET version_num = '0004'")
    raw.close()
    with open_record(path, create=False) as record:
        assert record.built_to() == 0 and record.world()[0] == World()
        assert record.head() == 2
