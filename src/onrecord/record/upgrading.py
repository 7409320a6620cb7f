"""Bringing a record to the present form: which form it has, and the steps to ours."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, select

from onrecord.domain.errors import NotARecord, RecordTooNew
from onrecord.record import schema
from onrecord.record.dialects import Backend
from onrecord.record.searching import rebuild_lines

FORMAT = "onrecord"
SCHEMA = 5
"""The form that this version writes: the number of the last step in `migrations/versions`."""

STEPS = Path(__file__).parent / "migrations"


def form(connection: Connection, where: str) -> int:
    """The form of the record behind this connection, 0 where there is nothing yet.

    Raises NotARecord where there is something else, RecordTooNew for a later form than ours.
    """
    names = set(inspect(connection).get_table_names())
    if not names:
        return 0
    found: dict[str, str] = {}
    if schema.meta.name in names:
        columns = {column["name"] for column in inspect(connection).get_columns("meta")}
        if columns == {"key", "value"}:
            m = schema.meta
            found = {key: value for key, value in connection.execute(select(m.c.key, m.c.value))}
    if found.get("format") != FORMAT or not found.get("schema", "").isdecimal():
        raise NotARecord(
            f"{where} is not a record of onrecord: it holds other tables "
            f"({', '.join(sorted(names)[:5])}); give another place"
        )
    number = int(found["schema"])
    if number > SCHEMA:
        raise RecordTooNew(
            f"{where} was written by a later onrecord (form {number}, this one knows {SCHEMA}); "
            "install a newer onrecord"
        )
    return number


def bring_up(connection: Connection, backend: Backend, where: str) -> None:
    """Make a record, or bring an older one to our form, inside the open transaction.

    What is derived by the record itself (full text) is made anew for a record that was older.
    """
    number = form(connection, where)
    if number < SCHEMA:
        upgrade(connection)
        if number:
            rebuild_lines(connection, backend)


def upgrade(connection: Connection, target: int = SCHEMA) -> None:
    """Take every step up to `target` inside the open transaction: all of them or none."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    revision = f"{target:04d}"
    with EnvironmentContext(
        config,
        script,
        fn=lambda rev, _: script._upgrade_revs(revision, rev),
        destination_rev=revision,
        as_sql=False,
    ) as context:
        context.configure(connection=connection, transactional_ddl=True)
        context.run_migrations()
