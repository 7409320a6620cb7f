"""Form 5: who takes part in an undertaking and is not named."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


class _Any(sa.types.UserDefinedType[object]):
    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "ANY"


TEXT = sa.Text()
ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER = sa.Numeric().with_variant(_Any(), "sqlite")
SCORE: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")

LINES = ("entities", "stories", "copies", "utterances", "disputes")
PARTS = ("roles", "renderings", "history", "conditions", "sides", "holding")


def upgrade() -> None:
    """Make the table of undertakings with the column, and have the derived tables made anew."""
    op.drop_table("commitments")
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
        sa.Column("others", TEXT),
        sa.Column("place", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_commitments"),
        sqlite_strict=True,
    )
    op.create_index("ix_commitments_place", "commitments", ["place"])
    for table in (*LINES, *PARTS):
        op.execute(f'DELETE FROM "{table}"')
    op.execute("UPDATE meta SET value = '0' WHERE key = 'world_built_to'")
    op.execute("UPDATE meta SET value = '5' WHERE key = 'schema'")
