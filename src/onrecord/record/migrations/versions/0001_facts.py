"""Form 1: the fact tables, and the database refusing to change them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


class _Any(sa.types.UserDefinedType[object]):
    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "ANY"


TEXT = sa.Text()
ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER = sa.Numeric().with_variant(_Any(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
SCORE: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
FLAG = sa.Boolean().with_variant(sa.Integer(), "sqlite")

REFUSED = "onrecord: facts are append-only"

FACTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "log": (
        ("seq",),
        ("id",),
    ),
    "texts": (("digest",),),
    "reports": (
        ("seq",),
        ("id",),
    ),
    "readings": (
        ("seq",),
        ("id",),
    ),
    "reading_members": (
        (
            "reading",
            "kind",
            "position",
        ),
    ),
    "mentions": (("id",),),
    "times": (("id",),),
    "quantities": (("id",),),
    "statements": (("id",),),
    "pledges": (("id",),),
    "proposals": (
        ("seq",),
        ("id",),
    ),
    "decisions": (
        ("seq",),
        ("id",),
    ),
    "findings": (("id",),),
}
"""The tables that only grow, each with the columns that tell its rows apart."""


def upgrade() -> None:
    """Make the tables and the triggers."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        for table, keys in FACTS.items():
            _refuse_in_sqlite(table, keys)
    else:
        _refuse_in_postgresql()
    op.execute("INSERT INTO meta (key, value) VALUES ('format', 'onrecord'), ('schema', '1')")


def _refuse_in_sqlite(table: str, keys: tuple[tuple[str, ...], ...]) -> None:
    """INSERT OR REPLACE too: SQLite runs it without the trigger for DELETE."""
    same = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" WHERE '
        + " AND ".join(f'"{name}" = NEW."{name}"' for name in key)
        + ")"
        for key in keys
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


def _refuse_in_postgresql() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql(
        "CREATE FUNCTION onrecord_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    for table in FACTS:
        connection.exec_driver_sql(
            f'CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION onrecord_refuse()"
        )
        connection.exec_driver_sql(
            f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION onrecord_refuse()"
        )


def _tables() -> None:
    op.create_table(
        "meta",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("value", TEXT),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
        sqlite_strict=True,
    )
    op.create_table(
        "log",
        sa.Column("seq", WHOLE, nullable=False, autoincrement=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_log"),
        sa.UniqueConstraint("id", name="uq_log_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_log_recorded_at", "log", ["recorded_at"])
    op.create_table(
        "texts",
        sa.Column("digest", ID, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("normalisation", TEXT, nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_texts"),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name="fk_texts_seq"),
        sqlite_strict=True,
    )
    op.create_table(
        "reports",
        sa.Column("seq", WHOLE, nullable=False, autoincrement=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("given", TEXT, nullable=False),
        sa.Column("outlet", TEXT),
        sa.Column("published", TEXT),
        sa.Column("title", TEXT),
        sa.Column("author", TEXT),
        sa.Column("language", TEXT),
        sa.Column("url", TEXT),
        sa.Column("text", ID, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_reports"),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name="fk_reports_seq"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_reports_given", "reports", ["given"], postgresql_using="hash")
    op.create_index("ix_reports_text", "reports", ["text"])
    op.create_index("ix_reports_url", "reports", ["url"], postgresql_using="hash")
    op.create_table(
        "readings",
        sa.Column("seq", WHOLE, nullable=False, autoincrement=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("text", ID, nullable=False),
        sa.Column("maker", TEXT, nullable=False),
        sa.Column("holds", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_readings"),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name="fk_readings_seq"),
        sa.ForeignKeyConstraint(["text"], ["texts.digest"], name="fk_readings_text"),
        sa.UniqueConstraint("id", name="uq_readings_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_readings_text_seq", "readings", ["text", "seq"])
    op.create_table(
        "reading_members",
        sa.Column("reading", WHOLE, nullable=False, autoincrement=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("position", WHOLE, nullable=False, autoincrement=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("score", SCORE),
        sa.Column("statement", ID),
        sa.Column("role", TEXT),
        sa.Column("role_span", TEXT),
        sa.PrimaryKeyConstraint("reading", "kind", "position", name="pk_reading_members"),
        sa.ForeignKeyConstraint(["reading"], ["readings.seq"], name="fk_reading_members_reading"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reading_members_id_reading", "reading_members", ["id", "reading"])
    op.create_table(
        "mentions",
        sa.Column("id", ID, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("text", ID, nullable=False),
        sa.Column("start", WHOLE, nullable=False),
        sa.Column("end", WHOLE, nullable=False),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mentions"),
        sa.ForeignKeyConstraint(["seq"], ["readings.seq"], name="fk_mentions_seq"),
        sa.ForeignKeyConstraint(["text"], ["texts.digest"], name="fk_mentions_text"),
        sqlite_strict=True,
    )
    op.create_table(
        "times",
        sa.Column("id", ID, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("text", ID, nullable=False),
        sa.Column("start", WHOLE, nullable=False),
        sa.Column("end", WHOLE, nullable=False),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("value", TEXT),
        sa.Column("relative", TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_times"),
        sa.ForeignKeyConstraint(["seq"], ["readings.seq"], name="fk_times_seq"),
        sa.ForeignKeyConstraint(["text"], ["texts.digest"], name="fk_times_text"),
        sqlite_strict=True,
    )
    op.create_table(
        "quantities",
        sa.Column("id", ID, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("text", ID, nullable=False),
        sa.Column("start", WHOLE, nullable=False),
        sa.Column("end", WHOLE, nullable=False),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("min", NUMBER),
        sa.Column("max", NUMBER),
        sa.Column("unit", TEXT),
        sa.Column("each", FLAG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quantities"),
        sa.ForeignKeyConstraint(["seq"], ["readings.seq"], name="fk_quantities_seq"),
        sa.ForeignKeyConstraint(["text"], ["texts.digest"], name="fk_quantities_text"),
        sqlite_strict=True,
    )
    op.create_table(
        "statements",
        sa.Column("id", ID, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("text", ID, nullable=False),
        sa.Column("speakers", TEXT),
        sa.Column("source", TEXT),
        sa.Column("cue", TEXT),
        sa.Column("content", TEXT),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("via", TEXT),
        sa.Column("source_spans", TEXT),
        sa.Column("cue_spans", TEXT),
        sa.Column("content_spans", TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_statements"),
        sa.ForeignKeyConstraint(["seq"], ["readings.seq"], name="fk_statements_seq"),
        sa.ForeignKeyConstraint(["text"], ["texts.digest"], name="fk_statements_text"),
        sqlite_strict=True,
    )
    op.create_table(
        "pledges",
        sa.Column("id", ID, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("text", ID, nullable=False),
        sa.Column("stage", TEXT, nullable=False),
        sa.Column("by", TEXT),
        sa.Column("distribution", TEXT, nullable=False),
        sa.Column("to", TEXT),
        sa.Column("asked_by", TEXT),
        sa.Column("category", TEXT, nullable=False),
        sa.Column("object", TEXT),
        sa.Column("quantity", TEXT),
        sa.Column("quantity_min", NUMBER),
        sa.Column("quantity_max", NUMBER),
        sa.Column("quantity_unit", TEXT),
        sa.Column("quantity_each", FLAG),
        sa.Column("when", TEXT),
        sa.Column("when_type", TEXT),
        sa.Column("when_value", TEXT),
        sa.Column("when_relative", TEXT),
        sa.Column("conditions", TEXT),
        sa.Column("condition_kinds", TEXT),
        sa.Column("source", TEXT),
        sa.Column("trigger", TEXT, nullable=False),
        sa.Column("evidence", TEXT),
        sa.Column("by_spans", TEXT),
        sa.Column("to_spans", TEXT),
        sa.Column("asked_by_spans", TEXT),
        sa.Column("object_span", TEXT),
        sa.Column("quantity_span", TEXT),
        sa.Column("when_span", TEXT),
        sa.Column("condition_spans", TEXT),
        sa.Column("source_span", TEXT),
        sa.Column("trigger_span", TEXT, nullable=False),
        sa.Column("evidence_spans", TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_pledges"),
        sa.ForeignKeyConstraint(["seq"], ["readings.seq"], name="fk_pledges_seq"),
        sa.ForeignKeyConstraint(["text"], ["texts.digest"], name="fk_pledges_text"),
        sqlite_strict=True,
    )
    op.create_table(
        "proposals",
        sa.Column("seq", WHOLE, nullable=False, autoincrement=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("relation", TEXT, nullable=False),
        sa.Column("left", ID, nullable=False),
        sa.Column("right", ID, nullable=False),
        sa.Column("value", TEXT),
        sa.Column("score", SCORE, nullable=False),
        sa.Column("reasons", TEXT, nullable=False),
        sa.Column("maker", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_proposals"),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name="fk_proposals_seq"),
        sa.UniqueConstraint("id", name="uq_proposals_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_proposals_left", "proposals", ["left"])
    op.create_index("ix_proposals_right", "proposals", ["right"])
    op.create_table(
        "decisions",
        sa.Column("seq", WHOLE, nullable=False, autoincrement=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("about", ID, nullable=False),
        sa.Column("judgement", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("relation", TEXT),
        sa.Column("value", TEXT),
        sa.Column("seen", WHOLE, nullable=False),
        sa.Column("left_text", TEXT, nullable=False),
        sa.Column("left_kind", TEXT, nullable=False),
        sa.Column("left_start", WHOLE),
        sa.Column("left_end", WHOLE),
        sa.Column("right_text", TEXT),
        sa.Column("right_kind", TEXT),
        sa.Column("right_start", WHOLE),
        sa.Column("right_end", WHOLE),
        sa.PrimaryKeyConstraint("seq", name="pk_decisions"),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name="fk_decisions_seq"),
        sa.UniqueConstraint("id", name="uq_decisions_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_decisions_about", "decisions", ["about"])
    op.create_index("ix_decisions_left_text", "decisions", ["left_text"])
    op.create_index("ix_decisions_right_text", "decisions", ["right_text"])
    op.create_table(
        "findings",
        sa.Column("id", ID, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("where", TEXT),
        sa.Column("text", TEXT),
        sa.Column("start", WHOLE),
        sa.Column("end", WHOLE),
        sa.Column("quote", TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name="fk_findings_seq"),
        sqlite_strict=True,
    )
    op.create_index("ix_findings_seq", "findings", ["seq"])
