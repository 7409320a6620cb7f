"""Earlier things by blocking key: what may belong together with something new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    TextClause,
    and_,
    bindparam,
    exists,
    select,
    text,
)

from onrecord.record import derived, schema
from onrecord.record.facts import batches

WIDEST = 24
"""Things of one key that are looked at, newest first. A key that more things share (a land's name,
a category) tells little, and without a bound the work for each new report would grow with the
record."""

RAREST = 10**6
"""What a key counts for that one thing alone has; a key of several things is shared out evenly."""

Thing = tuple[int, str]
"""The seq of a report, and the id of what stands in it."""


def near(
    connection: Connection, kind: str, keys: Sequence[str], limit: int
) -> list[tuple[str, str]]:
    """(id, report id) of things that share a key; the rarest keys first, newest, then by id."""
    shared: Counter[Thing] = Counter()
    for found in _newest(connection, kind, list(dict.fromkeys(keys))):
        for thing in found:
            shared[thing] += RAREST // len(found)
    ranked = sorted(shared, key=lambda thing: (-shared[thing], -thing[0], thing[1]))
    chosen: list[Thing] = []
    for some in batches(ranked, limit + 8):
        standing = some if kind == "report" else _standing(connection, some)
        chosen.extend(standing)
        if len(chosen) >= limit:
            break
    seqs = sorted({seq for seq, _ in chosen[:limit]})
    names: dict[int, str] = {}
    for part in batches(seqs, 500):
        names.update((seq, name) for seq, name in connection.execute(_NAMES, {"some": part}).all())
    return [(identifier, names[seq]) for seq, identifier in chosen[:limit]]


def stands(identifier: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether an annotation is held by the last reading of its text."""
    m, g = schema.members, schema.readings
    later = g.alias("later")
    newer = exists().where(later.c.text == g.c.text, later.c.seq > g.c.seq)
    return exists().where(and_(m.c.id == identifier, g.c.seq == m.c.reading, ~newer))


_M, _R = schema.members, schema.reports
_STANDING = (
    select(_M.c.id)
    .where(_M.c.id.in_(bindparam("some", expanding=True)), stands(_M.c.id))
    .distinct()
)
_NAMES = select(_R.c.seq, _R.c.id).where(_R.c.seq.in_(bindparam("some", expanding=True)))
"""Made once: a report asks some two hundred times, and making a query took longer than running it
(2026-11)."""


@cache
def _newest_of(count: int) -> TextClause:
    """The newest things of each of so many keys, in one query: asking for one after another took
    three times as long (2026-11)."""
    of_key = (
        "SELECT {place} AS place, report, id FROM (SELECT report, id FROM keys "
        "WHERE kind = :kind AND key = :key{place} ORDER BY report DESC, id DESC LIMIT :widest) "
        "AS of_{place}"
    )
    asked = text(" UNION ALL ".join(of_key.format(place=place) for place in range(count)))
    kind = derived.keys.c.key.type
    return asked.bindparams(*(bindparam(f"key{place}", type_=kind) for place in range(count)))


def _newest(connection: Connection, kind: str, keys: Sequence[str]) -> Iterator[list[Thing]]:
    """For each key that any thing has the newest that have it."""
    for some in batches(keys, 100):
        asked: dict[str, str | int] = {"kind": kind, "widest": WIDEST}
        asked |= {f"key{place}": derived.short(key) for place, key in enumerate(some)}
        found: list[list[Thing]] = [[] for _ in some]
        for place, seq, identifier in connection.execute(_newest_of(len(some)), asked).all():
            found[place].append((seq, identifier))
        yield from filter(None, found)


def _standing(connection: Connection, things: Sequence[Thing]) -> list[Thing]:
    held: set[str] = set()
    for part in batches(sorted({identifier for _, identifier in things}), 500):
        held.update(connection.scalars(_STANDING, {"some": part}))
    return [thing for thing in things if thing[1] in held]
