"""Form 3: needs and their withdrawals; beside a condition the words that changed its state."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


class _Any(sa.types.UserDefinedType[object]):
    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "ANY"


TEXT = sa.Text()
ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER = sa.Numeric().with_variant(_Any(), "sqlite")

REFUSED = "onrecord: facts are append-only"

FACTS = ("needs", "withdrawals")
"""The tables that only grow; `seq` and `id` tell their rows apart."""


def upgrade() -> None:
    """Make the tables and the triggers, and have the derived tables made anew."""
    _tables()
    for table in FACTS:
        if op.get_bind().dialect.name == "sqlite":
            _refuse_in_sqlite(table)
        else:
            _refuse_in_postgresql(table)
    op.execute("UPDATE meta SET value = '0' WHERE key = 'world_built_to'")
    op.execute("UPDATE meta SET value = '3' WHERE key = 'schema'")


def _tables() -> None:
    op.create_table(
        "needs",
        sa.Column("seq", WHOLE, nullable=False, autoincrement=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("item", TEXT, nullable=False),
        sa.Column("min", NUMBER),
        sa.Column("max", NUMBER),
        sa.Column("per", TEXT),
        sa.Column("start", TEXT, nullable=False),
        sa.Column("until", TEXT),
        sa.Column("to", TEXT),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("again", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_needs"),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name="fk_needs_seq"),
        sa.UniqueConstraint("id", name="uq_needs_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "withdrawals",
        sa.Column("seq", WHOLE, nullable=False, autoincrement=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("need", ID, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_withdrawals"),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name="fk_withdrawals_seq"),
        sa.UniqueConstraint("id", name="uq_withdrawals_id"),
        sqlite_strict=True,
    )
    op.drop_table("conditions")
    op.create_table(
        "conditions",
        sa.Column("commitment", ID, nullable=False),
        sa.Column("position", WHOLE, nullable=False, autoincrement=False),
        sa.Column("words", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("quote", TEXT),
        sa.Column("evidence", TEXT, nullable=False),
        sa.Column("changed", TEXT),
        sa.PrimaryKeyConstraint("commitment", "position", name="pk_conditions"),
        sqlite_strict=True,
    )


def _refuse_in_sqlite(table: str) -> None:
    """INSERT OR REPLACE too: SQLite runs it without the trigger for DELETE."""
    same = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" WHERE "{name}" = NEW."{name}")' for name in ("seq", "id")
    )
    for word, event, when in (
        ("update", "UPDATE", ""),
        ("delete", "DELETE", ""),
        ("replace", "INSERT", f"WHEN {same} "),
    ):
        op.get_bind().exec_driver_sql(
            f'CREATE TRIGGER "{table}_no_{word}" BEFORE {event} ON "{table}" {when}'
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )


def _refuse_in_postgresql(table: str) -> None:
    """By the function that the first step made."""
    connection = op.get_bind()
    connection.exec_driver_sql(
        f'CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION onrecord_refuse()"
    )
    connection.exec_driver_sql(
        f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse()"
    )
