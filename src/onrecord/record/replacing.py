"""Putting a World in the place of another, touching only the rows that differ."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update

from onrecord.domain.world import World
from onrecord.record.facts import batches
from onrecord.record.rows import Row
from onrecord.record.worlds import SHAPES, Shape

Held = Mapping[str, Sequence[tuple[str, int, Any]]]
"""What `worlds.load` found: for each field id, place and thing."""

STEP = 1 << 20
"""Room between two places, so that a new thing between two others moves none of them."""


def replace(connection: Connection, held: Held, world: World) -> dict[str, Any]:
    """Make the tables say `world`; what stands in them now, as `worlds.load` would give it.

    Raises ValueError when two things of one kind have the same id.
    """
    return {
        shape.field: _replace(
            connection, shape, held.get(shape.field, ()), getattr(world, shape.field)
        )
        for shape in SHAPES
    }


def _replace(
    connection: Connection,
    shape: Shape,
    held: Sequence[tuple[str, int, Any]],
    things: Sequence[Any],
) -> list[tuple[str, int, Any]]:
    old = {identifier: (place, thing) for identifier, place, thing in held}
    new = {shape.key(thing): thing for thing in things}
    if len(new) != len(things):
        raise ValueError(f"expected every id once in World.{shape.field}, got one twice")
    given = places(list(new), {identifier: place for identifier, (place, _) in old.items()})
    changed = [i for i, thing in new.items() if i not in old or old[i][1] != thing]
    gone = [i for i in old if i not in new]
    moved = [
        {"key": i, "to": given[i]}
        for i in new
        if i in old and old[i][1] == new[i] and old[i][0] != given[i]
    ]
    for some in batches([*gone, *(i for i in changed if i in old)], 500):
        for table, owner in shape.children:
            connection.execute(delete(table).where(table.c[owner].in_(some)))
        connection.execute(delete(shape.table).where(shape.table.c.id.in_(some)))
    if moved:
        where = shape.table.c.id == bindparam("key")
        connection.execute(update(shape.table).where(where).values(place=bindparam("to")), moved)
    for some in batches(changed, 500):
        rows = [shape.row(new[i]) | {"place": given[i]} for i in some]
        connection.execute(insert(shape.table), rows)
        _children(connection, shape, some, new)
    return [(i, given[i], thing) for i, thing in new.items()]


def _children(
    connection: Connection, shape: Shape, some: Sequence[str], things: Mapping[str, Any]
) -> None:
    parts = {i: shape.parts(things[i]) for i in some}
    for table, owner in shape.children:
        rows: list[Row] = [
            {owner: i, "position": position, **row}
            for i, tables in parts.items()
            for position, row in enumerate(tables[table.name])
        ]
        if rows:
            connection.execute(insert(table), rows)


def places(order: Sequence[str], held: Mapping[str, int]) -> dict[str, int]:
    """A rising place for every id in this order; as many as can be keep the one they have."""
    kept = _rising([held[i] for i in order if i in held])
    given: dict[str, int] = {}
    waiting: list[str] = []
    last = 0
    for i in order:
        place = held.get(i)
        if place is None or place not in kept:
            waiting.append(i)
            continue
        room = (place - last) // (len(waiting) + 1)
        if room == 0:
            return {i: STEP * number for number, i in enumerate(order, 1)}
        given |= {w: last + room * number for number, w in enumerate(waiting, 1)}
        given[i] = last = place
        waiting = []
    given |= {w: last + STEP * number for number, w in enumerate(waiting, 1)}
    return given


def _rising(numbers: Sequence[int]) -> set[int]:
    """A longest rising part of the numbers."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            at.append(index)
        else:
            ends[length] = number
            at[length] = index
    found: set[int] = set()
    index = at[-1] if at else -1
    while index >= 0:
        found.add(numbers[index])
        index = before[index]
    return found
