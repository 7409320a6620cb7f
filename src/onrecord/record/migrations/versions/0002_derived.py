"""Form 2: the derived tables, full text, and two views for people."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


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

FTS5 = "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', tokenize='ascii')"

STANDING = """
FROM reports r
JOIN readings g ON g.text = r.text
    AND g.seq = (SELECT max(later.seq) FROM readings later WHERE later.text = r.text)
JOIN reading_members m ON m.reading = g.seq AND m.kind = '{kind}'
JOIN {table} a ON a.id = m.id
"""

VIEWS = {
    "standing_mentions": """
SELECT r.published, r.outlet, a.name, a.quote, a.kind, m.role, r.given AS report, a.id
"""
    + STANDING.format(kind="mention", table="mentions"),
    "standing_statements": """
SELECT r.published, r.outlet, a.speakers, a.cue, a.content, a.kind, a.mode, a.via, m.score,
    r.given AS report, a.id
"""
    + STANDING.format(kind="statement", table="statements"),
    "standing_pledges": """
SELECT r.published, r.outlet, a.stage, a."by", a.distribution, a."to", a.category, a.object,
    a.quantity, a.quantity_min, a.quantity_max, a.quantity_unit, a."when", a.conditions,
    a.evidence, m.score, r.given AS report, a.id
"""
    + STANDING.format(kind="pledge", table="pledges"),
}
"""What the last reading of every report says, in words."""


def upgrade() -> None:
    """Make the tables and the views; the full-text index is filled when the record is opened."""
    _tables()
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(FTS5)
    else:
        op.create_table(
            "search_words",
            sa.Column("nr", WHOLE, nullable=False, autoincrement=False),
            sa.Column("words", postgresql.TSVECTOR(), nullable=False),
            sa.PrimaryKeyConstraint("nr", name="pk_search_words"),
        )
        op.create_index("ix_search_words_words", "search_words", ["words"], postgresql_using="gin")
    for name, query in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")
    op.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")


def _tables() -> None:
    op.create_table(
        "keys",
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("report", WHOLE, nullable=False, autoincrement=False),
        sa.Column("id", ID, nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "report", "id", name="pk_keys"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_lines",
        sa.Column("nr", WHOLE, nullable=False, autoincrement=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("text", ID, nullable=False),
        sa.PrimaryKeyConstraint("nr", name="pk_search_lines"),
        sqlite_strict=True,
    )
    op.create_index("ix_search_lines_id", "search_lines", ["id"])
    op.create_table(
        "entities",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("variants", TEXT),
        sa.Column("mentions", TEXT),
        sa.Column("reports", TEXT),
        sa.Column("known", WHOLE, nullable=False),
        sa.Column("place", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entities"),
        sqlite_strict=True,
    )
    op.create_table(
        "roles",
        sa.Column("entity", ID, nullable=False),
        sa.Column("position", WHOLE, nullable=False, autoincrement=False),
        sa.Column("words", TEXT, nullable=False),
        sa.Column("on", TEXT),
        sa.Column("quote", TEXT),
        sa.Column("evidence", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("entity", "position", name="pk_roles"),
        sqlite_strict=True,
    )
    op.create_table(
        "stories",
        sa.Column("id", ID, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("reports", TEXT),
        sa.Column("entities", TEXT),
        sa.Column("first", TEXT),
        sa.Column("last", TEXT),
        sa.Column("known", WHOLE, nullable=False),
        sa.Column("place", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sqlite_strict=True,
    )
    op.create_table(
        "copies",
        sa.Column("id", ID, nullable=False),
        sa.Column("copy", ID, nullable=False),
        sa.Column("of", ID, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("place", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_copies"),
        sqlite_strict=True,
    )
    op.create_table(
        "utterances",
        sa.Column("id", ID, nullable=False),
        sa.Column("names", TEXT),
        sa.Column("speakers", TEXT),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("on", TEXT),
        sa.Column("origins", WHOLE, nullable=False),
        sa.Column("known", WHOLE, nullable=False),
        sa.Column("place", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_utterances"),
        sqlite_strict=True,
    )
    op.create_table(
        "renderings",
        sa.Column("utterance", ID, nullable=False),
        sa.Column("position", WHOLE, nullable=False, autoincrement=False),
        sa.Column("statement", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("via", TEXT),
        sa.Column("quote", TEXT),
        sa.Column("evidence", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("utterance", "position", name="pk_renderings"),
        sqlite_strict=True,
    )
    op.create_table(
        "commitments",
        sa.Column("id", ID, nullable=False),
        sa.Column("stage", TEXT, nullable=False),
        sa.Column("by", TEXT),
        sa.Column("distribution", TEXT, nullable=False),
        sa.Column("to", TEXT),
        sa.Column("asked_by", TEXT),
        sa.Column("category", TEXT, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("quantity", TEXT),
        sa.Column("quantity_min", NUMBER),
        sa.Column("quantity_max", NUMBER),
        sa.Column("quantity_unit", TEXT),
        sa.Column("when", TEXT),
        sa.Column("when_words", TEXT),
        sa.Column("origins", WHOLE, nullable=False),
        sa.Column("score", SCORE, nullable=False),
        sa.Column("known", WHOLE, nullable=False),
        sa.Column("by_entities", TEXT),
        sa.Column("to_entities", TEXT),
        sa.Column("asked_by_entities", TEXT),
        sa.Column("pledges", TEXT),
        sa.Column("place", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_commitments"),
        sqlite_strict=True,
    )
    op.create_table(
        "history",
        sa.Column("commitment", ID, nullable=False),
        sa.Column("position", WHOLE, nullable=False, autoincrement=False),
        sa.Column("stage", TEXT, nullable=False),
        sa.Column("on", TEXT),
        sa.Column("quantity", TEXT),
        sa.Column("quantity_min", NUMBER),
        sa.Column("quantity_max", NUMBER),
        sa.Column("quantity_unit", TEXT),
        sa.Column("known", WHOLE, nullable=False),
        sa.Column("quote", TEXT),
        sa.Column("evidence", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("commitment", "position", name="pk_history"),
        sqlite_strict=True,
    )
    op.create_table(
        "conditions",
        sa.Column("commitment", ID, nullable=False),
        sa.Column("position", WHOLE, nullable=False, autoincrement=False),
        sa.Column("words", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("quote", TEXT),
        sa.Column("evidence", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("commitment", "position", name="pk_conditions"),
        sqlite_strict=True,
    )
    op.create_table(
        "disputes",
        sa.Column("id", ID, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("known", WHOLE, nullable=False),
        sa.Column("place", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disputes"),
        sqlite_strict=True,
    )
    op.create_table(
        "sides",
        sa.Column("dispute", ID, nullable=False),
        sa.Column("position", WHOLE, nullable=False, autoincrement=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("quote", TEXT),
        sa.Column("evidence", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("dispute", "position", name="pk_sides"),
        sqlite_strict=True,
    )
