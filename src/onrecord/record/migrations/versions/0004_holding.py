"""Form 4: which lines hold what, how often an entity is called what, what people decided."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TEXT = sa.Text()
ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

LINES = ("entities", "stories", "copies", "utterances", "commitments", "disputes")
PARTS = ("roles", "renderings", "history", "conditions", "sides")


def upgrade() -> None:
    """Make the tables and indexes, and have the derived tables made anew."""
    op.drop_table("entities")
    op.create_table(
        "entities",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("variants", TEXT),
        sa.Column("mentions", TEXT),
        sa.Column("reports", TEXT),
        sa.Column("known", WHOLE, nullable=False),
        sa.Column("tally", TEXT),
        sa.Column("place", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entities"),
        sqlite_strict=True,
    )
    for table in (*LINES[1:], *PARTS):
        op.execute(f'DELETE FROM "{table}"')
    op.create_table(
        "holding",
        sa.Column("thing", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("line", ID, nullable=False),
        sa.PrimaryKeyConstraint("thing", "kind", "line", name="pk_holding"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    for table in LINES:
        op.create_index(f"ix_{table}_place", table, ["place"])
    people = sa.text("substr(actor, 1, 7) <> 'policy:'")
    op.create_index(
        "ix_decisions_people",
        "decisions",
        ["seq"],
        sqlite_where=people,
        postgresql_where=people,
    )
    op.execute("UPDATE meta SET value = '0' WHERE key = 'world_built_to'")
    op.execute("UPDATE meta SET value = '4' WHERE key = 'schema'")
