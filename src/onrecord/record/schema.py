"""The fact tables: append-only, one schema for SQLite and PostgreSQL, columns named by our words.

`log` gives every fact its seq. Words stand beside their places (`content`, `content_spans`), so
that a record can be read with any SQL tool; what counts are the places, the words are compared
with the text when stored and again by `check_record`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table, text

from onrecord.record.columns import FLAG, ID, PLAIN, SCORE, WHOLE, Instant, Names, Number, Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _table(name: str, *parts: Any, by_key: bool = False) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=not by_key)


def _seq() -> Column[Any]:
    return Column("seq", WHOLE, ForeignKey("log.seq"), primary_key=True, autoincrement=False)


def _id() -> Column[Any]:
    return Column("id", ID, nullable=False, unique=True)


def _key() -> Column[Any]:
    return Column("id", ID, primary_key=True)


def _place() -> tuple[Column[Any], ...]:
    """Where an annotation stands: its text, and the seq of the reading that first brought it."""
    return (
        Column("seq", WHOLE, ForeignKey("readings.seq"), nullable=False),
        Column("text", ID, ForeignKey("texts.digest"), nullable=False),
    )


def _span() -> tuple[Column[Any], ...]:
    return (
        Column("start", WHOLE, nullable=False),
        Column("end", WHOLE, nullable=False),
        Column("quote", Words, nullable=False),
    )


meta = _table("meta", Column("key", PLAIN, primary_key=True), Column("value", PLAIN))

log = _table(
    "log",
    Column("seq", WHOLE, primary_key=True, autoincrement=False),
    _id(),
    Column("kind", PLAIN, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index(None, "recorded_at"),
)

texts = _table(
    "texts",
    Column("digest", ID, primary_key=True),
    Column("seq", WHOLE, ForeignKey("log.seq"), nullable=False),
    Column("normalisation", Words, nullable=False),
    Column("content", Words, nullable=False),
)

reports = _table(
    "reports",
    _seq(),
    _id(),
    Column("given", Words, nullable=False),
    Column("outlet", Words),
    Column("published", Words),
    Column("title", Words),
    Column("author", Words),
    Column("language", Words),
    Column("url", Words),
    Column("text", ID, nullable=False),
    Index(None, "given", postgresql_using="hash"),
    Index(None, "url", postgresql_using="hash"),
    Index(None, "text"),
)

readings = _table(
    "readings",
    _seq(),
    _id(),
    Column("text", ID, ForeignKey("texts.digest"), nullable=False),
    Column("maker", Words, nullable=False),
    Column("holds", WHOLE, nullable=False),
    Index(None, "text", "seq"),
)

members = _table(
    "reading_members",
    Column("reading", WHOLE, ForeignKey("readings.seq"), primary_key=True),
    Column("kind", PLAIN, primary_key=True),
    Column("position", WHOLE, primary_key=True),
    Column("id", ID, nullable=False),
    Column("score", SCORE),
    Column("statement", ID),
    Column("role", Words),
    Column("role_span", PLAIN),
    Index(None, "id", "reading"),
    by_key=True,
)

mentions = _table(
    "mentions",
    _key(),
    *_place(),
    *_span(),
    Column("kind", PLAIN, nullable=False),
    Column("name", Words, nullable=False),
)

times = _table(
    "times",
    _key(),
    *_place(),
    *_span(),
    Column("type", PLAIN, nullable=False),
    Column("value", Words),
    Column("relative", Words),
)

quantities = _table(
    "quantities",
    _key(),
    *_place(),
    *_span(),
    Column("min", Number),
    Column("max", Number),
    Column("unit", Words),
    Column("each", FLAG, nullable=False),
)

statements = _table(
    "statements",
    _key(),
    *_place(),
    Column("speakers", Names),
    Column("source", Words),
    Column("cue", Words),
    Column("content", Words),
    Column("kind", PLAIN, nullable=False),
    Column("mode", PLAIN, nullable=False),
    Column("via", Names),
    Column("source_spans", PLAIN),
    Column("cue_spans", PLAIN),
    Column("content_spans", PLAIN),
)

pledges = _table(
    "pledges",
    _key(),
    *_place(),
    Column("stage", PLAIN, nullable=False),
    Column("by", Names),
    Column("distribution", PLAIN, nullable=False),
    Column("to", Names),
    Column("asked_by", Names),
    Column("category", PLAIN, nullable=False),
    Column("object", Words),
    Column("quantity", Words),
    Column("quantity_min", Number),
    Column("quantity_max", Number),
    Column("quantity_unit", Words),
    Column("quantity_each", FLAG),
    Column("when", Words),
    Column("when_type", PLAIN),
    Column("when_value", Words),
    Column("when_relative", Words),
    Column("conditions", Words),
    Column("condition_kinds", PLAIN),
    Column("source", Words),
    Column("trigger", Words, nullable=False),
    Column("evidence", Words),
    Column("by_spans", PLAIN),
    Column("to_spans", PLAIN),
    Column("asked_by_spans", PLAIN),
    Column("object_span", PLAIN),
    Column("quantity_span", PLAIN),
    Column("when_span", PLAIN),
    Column("condition_spans", PLAIN),
    Column("source_span", PLAIN),
    Column("trigger_span", PLAIN, nullable=False),
    Column("evidence_spans", PLAIN),
)

proposals = _table(
    "proposals",
    _seq(),
    _id(),
    Column("relation", PLAIN, nullable=False),
    Column("left", ID, nullable=False),
    Column("right", ID, nullable=False),
    Column("value", Words),
    Column("score", SCORE, nullable=False),
    Column("reasons", Words, nullable=False),
    Column("maker", Words, nullable=False),
    Index(None, "left"),
    Index(None, "right"),
)

BY_PEOPLE = text("substr(actor, 1, 7) <> 'policy:'")
"""What people decided, in the very words of the index that finds it."""

decisions = _table(
    "decisions",
    _seq(),
    _id(),
    Column("about", ID, nullable=False),
    Column("judgement", PLAIN, nullable=False),
    Column("actor", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("relation", PLAIN),
    Column("value", Words),
    Column("seen", WHOLE, nullable=False),
    Column("left_text", Words, nullable=False),
    Column("left_kind", Words, nullable=False),
    Column("left_start", WHOLE),
    Column("left_end", WHOLE),
    Column("right_text", Words),
    Column("right_kind", Words),
    Column("right_start", WHOLE),
    Column("right_end", WHOLE),
    Index(None, "about"),
    Index(None, "left_text"),
    Index(None, "right_text"),
    Index(
        "ix_decisions_people",
        "seq",
        sqlite_where=BY_PEOPLE,
        postgresql_where=BY_PEOPLE,
    ),
)

findings = _table(
    "findings",
    _key(),
    Column("seq", WHOLE, ForeignKey("log.seq"), nullable=False),
    Column("code", PLAIN, nullable=False),
    Column("severity", PLAIN, nullable=False),
    Column("message", Words, nullable=False),
    Column("where", Words),
    Column("text", Words),
    Column("start", WHOLE),
    Column("end", WHOLE),
    Column("quote", Words),
    Index(None, "seq"),
)

needs = _table(
    "needs",
    _seq(),
    _id(),
    Column("item", Words, nullable=False),
    Column("min", Number),
    Column("max", Number),
    Column("per", PLAIN),
    Column("start", PLAIN, nullable=False),
    Column("until", PLAIN),
    Column("to", Words),
    Column("source", Words, nullable=False),
    Column("again", WHOLE, nullable=False),
)

withdrawals = _table(
    "withdrawals",
    _seq(),
    _id(),
    Column("need", ID, nullable=False),
    Column("actor", Words, nullable=False),
    Column("reason", Words, nullable=False),
)

ANNOTATIONS: dict[str, Table] = {
    "mention": mentions,
    "time": times,
    "quantity": quantities,
    "statement": statements,
    "pledge": pledges,
}
"""Where the annotations of each kind stand."""

FACTS: tuple[Table, ...] = (
    log,
    texts,
    reports,
    readings,
    members,
    mentions,
    times,
    quantities,
    statements,
    pledges,
    proposals,
    decisions,
    findings,
    needs,
    withdrawals,
)
"""The tables in which the database refuses UPDATE and DELETE."""
