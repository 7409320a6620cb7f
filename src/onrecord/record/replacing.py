"""Putting a World in the place of another, touching only the rows that differ."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update

from onrecord.domain.world import World
from onrecord.record import derived
from onrecord.record.facts import batches
from onrecord.record.pieces import Changes
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
    take_out(connection, shape, [*gone, *(i for i in changed if i in old)])
    if moved:
        where = shape.table.c.id == bindparam("key")
        connection.execute(update(shape.table).where(where).values(place=bindparam("to")), moved)
    for some in batches(changed, 500):
        rows = [shape.row(new[i]) | {"place": given[i]} for i in some]
        connection.execute(insert(shape.table), rows)
        _children(connection, shape, some, new)
    hold(
        connection,
        shape,
        {i: old[i][1] for i in (*gone, *changed) if i in old},
        {i: new[i] for i in changed},
    )
    return [(i, given[i], thing) for i, thing in new.items()]


def put(connection: Connection, changes: Changes) -> None:
    """Change these lines, and of those that change only the parts that differ."""
    shapes = {shape.field: shape for shape in SHAPES}
    for lines in changes.lines:
        shape = shapes[lines.kind]
        take_out(connection, shape, [shape.key(thing) for thing in lines.gone])
        for old, new in lines.changed:
            _change(connection, shape, old, new)
        new_things = {shape.key(thing): thing for thing, _ in lines.new}
        for some in batches(lines.new, 500):
            rows = [shape.row(thing) | {"place": place} for thing, place in some]
            connection.execute(insert(shape.table), rows)
            _children(connection, shape, [shape.key(thing) for thing, _ in some], new_things)
        before = [*lines.gone, *(old for old, _ in lines.changed)]
        after = [*new_things.values(), *(new for _, new in lines.changed)]
        hold(
            connection,
            shape,
            {shape.key(thing): thing for thing in before},
            {shape.key(thing): thing for thing in after},
        )
    e = derived.entities
    tallies = [
        {"entity": identifier, "counted": json.dumps(tally, ensure_ascii=False)}
        for identifier, tally in changes.tallies.items()
    ]
    if tallies:
        here = update(e).where(e.c.id == bindparam("entity"))
        connection.execute(here.values(tally=bindparam("counted")), tallies)


def _change(connection: Connection, shape: Shape, old: Any, new: Any) -> None:
    """Write what differs of one thing; the parts before the first that differs stay."""
    identifier = shape.key(new)
    before, after = shape.row(old), shape.row(new)
    row = {name: value for name, value in after.items() if before[name] != value}
    if row:
        here = update(shape.table).where(shape.table.c.id == identifier)
        connection.execute(here.values(row))
    had, has = shape.parts(old), shape.parts(new)
    for table, owner in shape.children:
        was, now = had[table.name], has[table.name]
        same = next(
            (n for n, (one, other) in enumerate(zip(was, now, strict=False)) if one != other),
            min(len(was), len(now)),
        )
        if same < len(was):
            rest = delete(table).where(table.c[owner] == identifier, table.c.position >= same)
            connection.execute(rest)
        if same < len(now):
            rows = [
                {owner: identifier, "position": place, **part}
                for place, part in enumerate(now[same:], same)
            ]
            connection.execute(insert(table), rows)


def take_out(connection: Connection, shape: Shape, ids: Sequence[str]) -> None:
    """Delete the things of a kind that have these ids, but for what `holding` says of them."""
    for some in batches(ids, 500):
        for table, owner in shape.children:
            connection.execute(delete(table).where(table.c[owner].in_(some)))
        connection.execute(delete(shape.table).where(shape.table.c.id.in_(some)))


def hold(
    connection: Connection, shape: Shape, old: Mapping[str, Any], new: Mapping[str, Any]
) -> None:
    """Make `holding` say what the new things are made of, where it said so of the old ones."""
    h = derived.holding
    gone: list[Row] = []
    come: list[Row] = []
    for identifier in dict.fromkeys((*old, *new)):
        before = set(shape.holds(old[identifier])) if identifier in old else set()
        after = set(shape.holds(new[identifier])) if identifier in new else set()
        gone += [{"old_thing": thing, "old_line": identifier} for thing in before - after]
        come += [
            {"thing": thing, "kind": shape.field, "line": identifier} for thing in after - before
        ]
    if gone:
        here = delete(h).where(h.c.thing == bindparam("old_thing"), h.c.kind == shape.field)
        connection.execute(here.where(h.c.line == bindparam("old_line")), gone)
    for rows in batches(come, 5_000):
        connection.execute(insert(h), rows)


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
