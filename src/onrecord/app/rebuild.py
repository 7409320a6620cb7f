"""Drop and remake everything that is derived, and prove that it is the same."""

from __future__ import annotations

from dataclasses import dataclass, fields

from onrecord.app.growth.crew import crew_on
from onrecord.app.growth.keys import search_remade
from onrecord.app.growth.remake import Remade, remade
from onrecord.app.unswept import unswept
from onrecord.domain.world import World
from onrecord.ledger.fold import fold
from onrecord.record.store import Writer

LARGE = 2_000
"""Reports from which more than one process works: each takes a second to start."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Rows of each derived table, and the ids of those that came out otherwise than before."""

    rows: dict[str, int]
    differing: dict[str, tuple[str, ...]]
    stale: bool

    @property
    def same(self) -> bool:
        """Whether the derived tables were what the facts imply."""
        return not any(self.differing.values())


def rebuild(store: Writer, path: str | None = None, processes: int = 1) -> Rebuilt:
    """Make every derived table anew from the facts, compare, and put right what differs.

    Full text and blocking keys are made again in any case; the lines are worked out a part of the
    record at a time beside those that stand. `stale` says that these had not been brought up to the
    head, so that they may differ. With the `path` of a record of `LARGE` many processes work on it.
    """
    built_to, head = store.built_to(), store.head()
    if store.size() < LARGE:
        processes = 1
    with unswept(), search_remade(store, head, path, processes) as filled:
        with crew_on(path, head, processes) as beside:
            found = remade(store, head, beside, filled)
        filled()
        found = found or _at_once(store, head)
    return Rebuilt(found.rows, found.differing, stale=built_to != head)


# -- a record that cannot be worked out in parts


def _at_once(store: Writer, head: int) -> Remade:
    before, _ = store.world()
    with store.folding(head) as facts:
        world = fold(facts)
    store.replace_world(world, head)
    after, _ = store.world()
    rows = {part.name: len(getattr(after, part.name)) for part in fields(World)}
    return Remade(rows, _differing(before, after))


def _differing(before: World, after: World) -> dict[str, tuple[str, ...]]:
    told = {}
    for part in fields(World):
        old = {_name(row): row for row in getattr(before, part.name)}
        new = {_name(row): row for row in getattr(after, part.name)}
        told[part.name] = tuple(
            sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
        )
    return told


def _name(row: object) -> str:
    return str(getattr(row, "id", None) or f"{getattr(row, 'copy', '')} {getattr(row, 'of', '')}")
