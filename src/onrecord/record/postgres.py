"""The record in a PostgreSQL schema, for when one file is outgrown; the same in every answer.

Needs the extra `postgres` (psycopg). The record takes the first schema of the search path, and
wants it for itself.
"""

from __future__ import annotations

from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.exc import NoSuchModuleError

from onrecord.domain.errors import NotARecord, OnRecordError
from onrecord.record import upgrading
from onrecord.record.dialects import PostgreSQL
from onrecord.record.relational import WRITING, RelationalRecord

WAIT = 10.0
"""Seconds to wait for another writer, as for SQLite."""


def open_record(
    url: str, create: bool = True, read_only: bool = False, wait: float = WAIT
) -> RelationalRecord:
    """The record at this URL (postgresql://...); made when there is none, brought to our form.

    Raises NotARecord, RecordTooNew, RecordBusy, and OnRecordError when the server cannot be
    reached.
    """
    address = make_url(url).set(drivername="postgresql+psycopg")
    where = address.render_as_string(hide_password=True)
    try:
        engine = create_engine(address)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise OnRecordError(
            "expected psycopg; install onrecord with the extra: postgres"
        ) from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITING):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(wait * 1000))}")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    record = RelationalRecord(engine, PostgreSQL(), where)
    try:
        _prepare(record, create, read_only)
    except BaseException:
        record.close()
        raise
    return record


def _prepare(record: RelationalRecord, create: bool, read_only: bool) -> None:
    with record.reading() as connection:
        number = upgrading.form(connection, record.where)
    if number == 0 and (read_only or not create):
        raise NotARecord(f"{record.where} holds no record")
    if number == upgrading.SCHEMA:
        return
    if read_only:
        raise NotARecord(
            f"{record.where} has an older form ({number}, now {upgrading.SCHEMA}); "
            "open it once for writing, that brings it up to date"
        )
    with record.writing() as connection:
        upgrading.bring_up(connection, record.backend, record.where)
