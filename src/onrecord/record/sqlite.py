"""The record as one SQLite file: a writer at a time, any number of readers, nothing to set up."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from onrecord.domain.errors import NotARecord, OnRecordError, RecordBusy
from onrecord.record import upgrading
from onrecord.record.dialects import SQLite
from onrecord.record.relational import WRITING, RelationalRecord

APPLICATION_ID = 0x6F6E7263
"""What the header of a record says: "onrc"."""

WAIT = 10.0
"""Seconds to wait for another writer. An append of 100 reports takes under a second (2026-11)."""

OLDEST = (3, 37)
"""The first SQLite with strict tables (November 2021)."""

MEMORY = ":memory:"


def open_record(
    path: str | Path, create: bool = True, read_only: bool = False, wait: float = WAIT
) -> RelationalRecord:
    """The record in this file; made when it is not there yet, brought to the present form.

    `wait` is how many seconds to wait for another writer. ":memory:" gives a record that lasts as
    long as it is open. Raises NotARecord, RecordTooNew, RecordBusy, RecordFull, and OnRecordError
    when the file cannot be opened.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        raise OnRecordError(
            f"expected SQLite {'.'.join(map(str, OLDEST))} or later, "
            f"got {sqlite3.sqlite_version}; use a newer Python"
        )
    where = str(path)
    if where != MEMORY:
        _look(Path(path), create and not read_only)
    engine = _engine(where, read_only, wait)
    record = RelationalRecord(engine, SQLite(), where)
    try:
        _prepare_in_turn(record, create and not read_only, read_only, wait)
    except BaseException:
        record.close()
        raise
    return record


def _prepare_in_turn(record: RelationalRecord, create: bool, read_only: bool, wait: float) -> None:
    """`_prepare`, again while another opens the file, up to `wait` seconds.

    SQLite waits for no reader when a file switches to a write-ahead log: it says "locked" at once.
    """
    end = time.monotonic() + wait
    while True:
        try:
            return _prepare(record, create, read_only)
        except RecordBusy:
            if time.monotonic() >= end:
                raise
        time.sleep(0.01)


def _look(path: Path, create: bool) -> None:
    """Nothing, when the path may be a database, or a place where one may be made.

    The file is not opened: closing it again would drop the locks that this process holds on it (so
    POSIX has it), and the next one to close would delete the log under them. What is no database
    SQLite finds out itself.
    """
    try:
        if path.is_dir():
            raise NotARecord(f"{path} is a folder; expected a file, such as {path / 'record.db'}")
        if path.exists():
            if not path.stat().st_size and not create:
                raise NotARecord(f"{path} is empty; there is no record in it")
        elif not create:
            raise NotARecord(f"there is no record at {path}")
        elif not path.parent.is_dir():
            raise NotARecord(f"there is no folder {path.parent} to make a record in")
    except OSError as error:
        raise OnRecordError(f"{path} cannot be opened: {error.strerror or error}") from error


def _engine(where: str, read_only: bool, wait: float) -> Engine:
    memory = where == MEMORY

    def connect() -> sqlite3.Connection:
        if memory:
            uri = "file::memory:"
        else:
            uri = Path(where).absolute().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")
            if read_only and _fixed(Path(where)):
                uri += "&immutable=1"
        connection = sqlite3.connect(
            uri,
            uri=True,
            timeout=wait,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=StaticPool if memory else QueuePool
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -65536",
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA trusted_schema = OFF",
)
"""FULL: what an append has said is stored outlives a power cut. 8,000 pages (32 MB) of log between
two checkpoints: ids fall all over their indexes, and most pages change many times in between."""


def _fixed(path: Path) -> bool:
    """Whether nobody can be writing: the folder takes no new file, and no log lies beside."""
    import os

    return not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def _prepare(record: RelationalRecord, create: bool, read_only: bool) -> None:
    with record.reading() as connection:
        number = upgrading.form(connection, record.where)
        if number == 0 and (not create or _application(connection) not in (0, APPLICATION_ID)):
            raise NotARecord(f"{record.where} holds no record")
    if number == upgrading.SCHEMA:
        return
    if read_only:
        raise NotARecord(
            f"{record.where} has an older form ({number}, now {upgrading.SCHEMA}); "
            "open it once for writing, that brings it up to date"
        )
    if record.where != MEMORY:
        _log_ahead(record)
    with record.writing() as connection:
        upgrading.bring_up(connection, record.backend, record.where)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {upgrading.SCHEMA}")


def _log_ahead(record: RelationalRecord) -> None:
    """Switch to a write-ahead log, which lasts with the file: readers never wait for a writer."""
    with record.reading() as connection:
        connection.exec_driver_sql("ROLLBACK")  # it cannot be switched inside a transaction
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        connection.exec_driver_sql("BEGIN")


def _application(connection: Connection) -> int:
    number = connection.exec_driver_sql("PRAGMA application_id").scalar()
    return int(number or 0)
