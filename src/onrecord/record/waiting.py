"""What nobody has decided on: proposals, and doubtful pledges of the readings that stand."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, exists, func, select

from onrecord.domain.words import Judgement
from onrecord.record import schema
from onrecord.record.store import Waiting


def undecided(connection: Connection, through: int | None) -> list[Waiting]:
    """Proposals that no decision is about, by id."""
    p = schema.proposals
    query = select(p.c.id, p.c.relation, p.c.score).where(~_decided(p.c.id, through))
    if through is not None:
        query = query.where(p.c.seq <= through)
    return [Waiting(*row) for row in connection.execute(query.order_by(p.c.id))]


def doubtful(connection: Connection, below: float, through: int | None) -> list[Waiting]:
    """Pledges of standing readings with a score below this that no decision is about, by id."""
    m, g = schema.members, schema.readings
    last = select(func.max(g.c.seq)).group_by(g.c.text)
    if through is not None:
        last = last.where(g.c.seq <= through)
    query = select(m.c.id, m.c.kind, m.c.score).where(
        m.c.reading.in_(last), m.c.kind == "pledge", m.c.score < below, ~_decided(m.c.id, through)
    )
    return [Waiting(*row) for row in connection.execute(query.order_by(m.c.id))]


def _decided(identifier: ColumnElement[str], through: int | None) -> ColumnElement[bool]:
    """Whether a decision is about this that was not taken back."""
    d, u = schema.decisions, schema.decisions.alias("undone")
    undo = exists().where(u.c.about == d.c.id, u.c.judgement == Judgement.UNDO.value)
    made = exists().where(
        d.c.about == identifier, ~d.c.actor.startswith("second:", autoescape=True)
    )
    if through is not None:
        undo = undo.where(u.c.seq <= through)
        made = made.where(d.c.seq <= through)
    return made.where(~undo)
