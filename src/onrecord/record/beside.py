"""Temporary tables like the derived ones: what is made anew beside what stands, compared by SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.schema import DropTable

from onrecord.record import derived
from onrecord.record.columns import ID, WHOLE
from onrecord.record.replacing import STEP
from onrecord.record.worlds import SHAPES, Shape

ORDER = ("order_seq", "order_start", "order_id")
"""Columns of the new lines beside their own: what sorts them."""


class Beside:
    """Temporary tables like the derived ones, and one for each kind of what differs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        metadata = MetaData()
        self.new: dict[str, Table] = {}
        self.other: dict[str, Table] = {}
        for shape in SHAPES:
            order: list[Column[Any]] = [Column(ORDER[0], WHOLE), Column(ORDER[1], WHOLE)]
            order.append(Column(ORDER[2], ID))
            self._like(metadata, shape.table, order)
            for table, _ in shape.children:
                self._like(metadata, table, [])
            self.other[shape.field] = Table(
                f"other_{shape.field}",
                metadata,
                Column("id", ID, primary_key=True),
                prefixes=["TEMPORARY"],
            )
        self._like(metadata, derived.holding, [])
        for table in metadata.tables.values():
            table.create(connection, checkfirst=False)

    def _like(self, metadata: MetaData, table: Table, more: Sequence[Column[Any]]) -> None:
        columns = [
            Column(c.name, c.type, primary_key=c.primary_key, autoincrement=False)
            for c in table.columns
        ]
        self.new[table.name] = Table(
            f"new_{table.name}",
            metadata,
            *columns,
            *more,
            prefixes=["TEMPORARY"],
            sqlite_strict=True,
            sqlite_with_rowid=table is not derived.holding,
        )

    def drop(self) -> None:
        """Take them away."""
        for table in (*self.new.values(), *self.other.values()):
            self._connection.execute(DropTable(table, if_exists=True))

    def compare(self, shape: Shape) -> None:
        """Fill `other_…` with the ids of new, changed and gone lines."""
        new, old = self.new[shape.table.name], shape.table
        other = self.other[shape.field]
        twice = select(func.count()).select_from(new)
        if self._connection.scalar(twice) != self._connection.scalar(
            select(func.count(new.c.id.distinct()))
        ):
            raise ValueError(f"expected every id once in World.{shape.field}, got one twice")
        told = [c.name for c in old.columns if c.name not in ("id", "place", "tally")]
        changed = or_(old.c.id.is_(None), *(new.c[n].is_distinct_from(old.c[n]) for n in told))
        found = [
            select(new.c.id).outerjoin(old, old.c.id == new.c.id).where(changed),
            select(old.c.id).where(~exists().where(new.c.id == old.c.id)),
        ]
        for table, owner in shape.children:
            mine = self.new[table.name]
            here = and_(mine.c[owner] == table.c[owner], mine.c.position == table.c.position)
            parts = [c.name for c in table.columns if c.name not in (owner, "position")]
            differs = or_(
                table.c[owner].is_(None), *(mine.c[n].is_distinct_from(table.c[n]) for n in parts)
            )
            found.append(select(mine.c[owner]).outerjoin(table, here).where(differs))
            found.append(select(table.c[owner]).where(~exists().where(here)))
        for query in found:
            ids = query.distinct().subquery()
            known = exists().where(other.c.id == ids.c[0])
            self._connection.execute(
                insert(other).from_select(["id"], select(ids.c[0]).where(~known))
            )

    def ids(self, shape: Shape) -> list[str]:
        """What differs, in order of id."""
        other = self.other[shape.field]
        return list(self._connection.scalars(select(other.c.id).order_by(other.c.id)))

    def apply(self, shape: Shape) -> None:
        """Put the lines that differ in the place of those that stand."""
        new, old = self.new[shape.table.name], shape.table
        other = self.other[shape.field]
        moved = self._placed(shape)
        run = self._connection.execute
        here = select(other.c.id)
        held = derived.holding
        if self._connection.scalar(select(func.count()).select_from(other)):
            for table, owner in shape.children:
                run(delete(table).where(table.c[owner].in_(here)))
            run(delete(old).where(old.c.id.in_(here)))
            names = [column.name for column in old.columns]
            rows = select(*(new.c[n] for n in names)).where(new.c.id.in_(here))
            run(insert(old).from_select(names, rows.order_by(new.c.id)))
            for table, owner in shape.children:
                mine = self.new[table.name]
                names = [column.name for column in table.columns]
                rows = select(*(mine.c[n] for n in names)).where(mine.c[owner].in_(here))
                run(insert(table).from_select(names, rows.order_by(mine.c[owner], mine.c.position)))
        if moved:
            place = select(new.c.place).where(new.c.id == old.c.id).scalar_subquery()
            where = exists().where(new.c.id == old.c.id, new.c.place != old.c.place)
            run(update(old).where(where).values(place=place))
        mine = self.new["holding"]
        same = and_(mine.c.thing == held.c.thing, mine.c.kind == held.c.kind)
        same = and_(same, mine.c.line == held.c.line)
        run(delete(held).where(held.c.kind == shape.field, ~exists().where(same)))
        names = ["thing", "kind", "line"]
        rows = select(*(mine.c[n] for n in names)).where(mine.c.kind == shape.field)
        rows = rows.where(~exists().where(same)).order_by(mine.c.thing)
        run(insert(held).from_select(names, rows))

    def _placed(self, shape: Shape) -> bool:
        """Give the new lines their places; whether those that stand need others than they have.

        They keep them when they stand in the order of the new ones and what is new comes last.
        """
        new, old = self.new[shape.table.name], shape.table
        rank = func.row_number().over(order_by=[new.c[name] for name in ORDER])
        ranks = select(new.c.id, rank.label("rank")).subquery()
        order = Table(
            f"order_{shape.field}",
            MetaData(),
            Column("id", ID, primary_key=True),
            Column("rank", WHOLE, nullable=False),
            prefixes=["TEMPORARY"],
        )
        run = self._connection.execute
        order.create(self._connection, checkfirst=False)
        run(insert(order).from_select(["id", "rank"], select(ranks.c.id, ranks.c.rank)))
        kept = select(order.c.rank, old.c.place).join(old, old.c.id == order.c.id).subquery()
        before = func.lag(kept.c.place).over(order_by=kept.c.rank)
        steps = select(kept.c.place, before.label("before")).subquery()
        falls = self._connection.scalar(
            select(func.count()).where(steps.c.before.is_not(None), steps.c.place <= steps.c.before)
        )
        fresh = select(func.min(order.c.rank)).where(~exists().where(old.c.id == order.c.id))
        first = self._connection.scalar(fresh)
        last = self._connection.scalar(select(func.max(kept.c.rank)))
        again = bool(falls) or (first is not None and last is not None and first < last)
        top = self._connection.scalar(select(func.max(kept.c.place))) or 0
        base = 0 if again or last is None else top - last * STEP
        placed = select(order.c.rank * STEP + base).where(order.c.id == new.c.id).scalar_subquery()
        place: Any = placed
        if not again:
            stays = select(old.c.place).where(old.c.id == new.c.id).scalar_subquery()
            place = func.coalesce(stays, placed)
        run(update(new).values(place=place))
        order.drop(self._connection, checkfirst=False)
        return again
