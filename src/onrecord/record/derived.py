"""The derived tables: what was worked out from the facts; they may be dropped and made again.

`keys` are the blocking keys of `near`, `search_lines` says what each line of the full-text index
is, and the others hold a `World`, one table for each thing and one for each list inside it.
`place` keeps the order; `evidence` is a JSON list beside a readable `quote`. `holding` says which
lines an annotation or a report is part of, and `tally` how often an entity is called what, once
that was counted: with them a few lines can be worked out without looking at all others.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Column, Index, MetaData, Table

from onrecord.record.columns import ID, PLAIN, SCORE, WHOLE, Names, Number, Words
from onrecord.record.schema import metadata as facts

metadata = MetaData(naming_convention=facts.naming_convention)


def _table(name: str, *parts: Any, by_key: bool = False) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=not by_key)


def _thing(*parts: Any) -> tuple[Any, ...]:
    place = Column("place", WHOLE, nullable=False)
    return (Column("id", ID, primary_key=True), *parts, place, Index(None, "place"))


def _part(of: str) -> tuple[Column[Any], ...]:
    return (
        Column(of, ID, primary_key=True),
        Column("position", WHOLE, primary_key=True, autoincrement=False),
    )


def _amount() -> tuple[Column[Any], ...]:
    return (
        Column("quantity", Words),
        Column("quantity_min", Number),
        Column("quantity_max", Number),
        Column("quantity_unit", Words),
    )


def _evidence() -> tuple[Column[Any], ...]:
    return Column("quote", Words), Column("evidence", Words, nullable=False)


def _known() -> Column[Any]:
    return Column("known", WHOLE, nullable=False)


keys = _table(
    "keys",
    Column("kind", PLAIN, primary_key=True),
    Column("key", Words, primary_key=True),
    Column("report", WHOLE, primary_key=True),
    Column("id", ID, primary_key=True),
    by_key=True,
)

LONGEST_KEY = 200
"""Characters of a blocking key that stand as they are (PostgreSQL indexes at most 2,700 bytes)."""


def short(key: str) -> str:
    """The key as it is stored: a very long one as its beginning and a digest of all of it."""
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"{key[: LONGEST_KEY - 40]} {digest}"


search_lines = _table(
    "search_lines",
    Column("nr", WHOLE, primary_key=True, autoincrement=False),
    Column("kind", PLAIN, nullable=False),
    Column("id", ID, nullable=False),
    Column("text", ID, nullable=False),
    Index(None, "id"),
)

holding = _table(
    "holding",
    Column("thing", Words, primary_key=True),
    Column("kind", PLAIN, primary_key=True),
    Column("line", ID, primary_key=True),
    by_key=True,
)

entities = _table(
    "entities",
    *_thing(
        Column("kind", PLAIN, nullable=False),
        Column("name", Words, nullable=False),
        Column("variants", Names),
        Column("mentions", Names),
        Column("reports", Names),
        _known(),
        Column("tally", Words),
    ),
)

roles = _table(
    "roles",
    *_part("entity"),
    Column("words", Words, nullable=False),
    Column("on", Words),
    *_evidence(),
)

stories = _table(
    "stories",
    *_thing(
        Column("title", Words, nullable=False),
        Column("reports", Names),
        Column("entities", Names),
        Column("first", Words),
        Column("last", Words),
        _known(),
    ),
)

copies = _table(
    "copies",
    *_thing(
        Column("copy", ID, nullable=False),
        Column("of", ID, nullable=False),
        Column("kind", PLAIN, nullable=False),
    ),
)

utterances = _table(
    "utterances",
    *_thing(
        Column("names", Names),
        Column("speakers", Names),
        Column("mode", Words, nullable=False),
        Column("on", Words),
        Column("origins", WHOLE, nullable=False),
        _known(),
    ),
)

renderings = _table(
    "renderings",
    *_part("utterance"),
    Column("statement", Words, nullable=False),
    Column("kind", PLAIN, nullable=False),
    Column("via", Names),
    *_evidence(),
)

commitments = _table(
    "commitments",
    *_thing(
        Column("stage", PLAIN, nullable=False),
        Column("by", Names),
        Column("distribution", PLAIN, nullable=False),
        Column("to", Names),
        Column("asked_by", Names),
        Column("category", PLAIN, nullable=False),
        Column("what", Words, nullable=False),
        *_amount(),
        Column("when", Words),
        Column("when_words", Words),
        Column("origins", WHOLE, nullable=False),
        Column("score", SCORE, nullable=False),
        _known(),
        Column("by_entities", Names),
        Column("to_entities", Names),
        Column("asked_by_entities", Names),
        Column("pledges", Names),
        Column("others", Names),
    ),
)

history = _table(
    "history",
    *_part("commitment"),
    Column("stage", PLAIN, nullable=False),
    Column("on", Words),
    *_amount(),
    _known(),
    *_evidence(),
)

conditions = _table(
    "conditions",
    *_part("commitment"),
    Column("words", Words, nullable=False),
    Column("kind", PLAIN, nullable=False),
    Column("state", PLAIN, nullable=False),
    *_evidence(),
    Column("changed", Words),
)

disputes = _table(
    "disputes",
    *_thing(
        Column("about", Words, nullable=False),
        Column("kind", PLAIN, nullable=False),
        _known(),
    ),
)

sides = _table(
    "sides",
    *_part("dispute"),
    Column("value", Words, nullable=False),
    *_evidence(),
)
