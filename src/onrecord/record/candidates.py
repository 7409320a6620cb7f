"""Earlier things by blocking key: what may belong together with something new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, select

from onrecord.record import derived, schema
from onrecord.record.facts import batches

WIDEST = 400
"""Things of one key that are looked at, newest first. A key that more things share (a land's name,
a category) tells little, and without a bound the work for each new report would grow with the
record: at 10,000 reports a question with a key of every pledge took some 90 ms, with the bound it
takes 14 ms (processor time, 2026-11)."""

Thing = tuple[int, str]
"""The seq of a report, and the id of what stands in it."""


def near(
    connection: Connection, kind: str, keys: Sequence[str], limit: int
) -> list[tuple[str, str]]:
    """(id, report id) of things that share a key; most shared first, then newest, then by id."""
    shared: Counter[Thing] = Counter()
    cut: list[tuple[str, set[Thing]]] = []
    for key in dict.fromkeys(keys):
        found = _newest(connection, kind, key)
        shared.update(found)
        if len(found) == WIDEST:
            cut.append((key, set(found)))
    for key, seen in cut:
        older = [thing for thing in shared if thing not in seen]
        shared.update(_older(connection, kind, key, older))
    ranked = sorted(shared, key=lambda thing: (-shared[thing], -thing[0], thing[1]))
    chosen: list[Thing] = []
    for some in batches(ranked, max(limit, 50)):
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


_K, _M, _R = derived.keys, schema.members, schema.reports
_OF_KEY = select(_K.c.report, _K.c.id).where(
    _K.c.kind == bindparam("kind"), _K.c.key == bindparam("key")
)
_NEWEST = _OF_KEY.order_by(_K.c.report.desc(), _K.c.id.desc()).limit(bindparam("widest"))
_OLDER = _OF_KEY.where(_K.c.report.in_(bindparam("some", expanding=True)))
_STANDING = (
    select(_M.c.id)
    .where(_M.c.id.in_(bindparam("some", expanding=True)), stands(_M.c.id))
    .distinct()
)
_NAMES = select(_R.c.seq, _R.c.id).where(_R.c.seq.in_(bindparam("some", expanding=True)))
"""Made once: a report asks some two hundred times, and making a query took longer than running it
(2026-11)."""


def _newest(connection: Connection, kind: str, key: str) -> list[Thing]:
    asked = {"kind": kind, "key": derived.short(key), "widest": WIDEST}
    rows = connection.execute(_NEWEST, asked).all()
    return [(seq, identifier) for seq, identifier in rows]


def _older(connection: Connection, kind: str, key: str, things: Sequence[Thing]) -> list[Thing]:
    """Which of the things, found by other keys, share this one as well."""
    wanted = set(things)
    found: list[Thing] = []
    for part in batches(sorted({seq for seq, _ in things}), 500):
        asked = {"kind": kind, "key": derived.short(key), "some": part}
        rows = [(seq, identifier) for seq, identifier in connection.execute(_OLDER, asked).all()]
        found.extend(thing for thing in rows if thing in wanted)
    return found


def _standing(connection: Connection, things: Sequence[Thing]) -> list[Thing]:
    held: set[str] = set()
    for part in batches(sorted({identifier for _, identifier in things}), 500):
        held.update(connection.scalars(_STANDING, {"some": part}))
    return [thing for thing in things if thing[1] in held]
