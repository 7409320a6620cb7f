"""Drop and remake everything that is derived, and prove that it is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.reports import Report
from onrecord.domain.world import World
from onrecord.ledger.fold import fold
from onrecord.linking import propose
from onrecord.linking.candidates import ReadReport
from onrecord.record.store import Key, Writer

TOGETHER = 200
"""Reports whose blocking keys are written in one transaction; some two hundred keys each."""


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


def rebuild(store: Writer, clock: Callable[[], datetime]) -> Rebuilt:
    """Drop every derived table, make it anew from the facts, and compare.

    `stale` says that the old tables had not been brought up to the head, so that they may differ.
    """
    before, built_to = store.world()
    head = store.head()
    store.drop_world()
    with store.folding(head) as facts:
        for place in range(0, len(facts.reports), TOGETHER):
            some = facts.reports[place : place + TOGETHER]
            store.append((), clock(), [key for report in some for key in _keys(report, facts)])
        world = fold(facts)
    store.replace_world(world, head)
    after, _ = store.world()
    return Rebuilt(_rows(after), _differing(before, after), stale=built_to != head)


def _keys(recorded: Recorded[Report], facts: Facts) -> Iterator[Key]:
    """The blocking keys of a report's own things, when it was read."""
    reading = facts.readings.get(recorded.fact.text)
    if reading is not None:
        for kind, key, name in propose.keys(ReadReport(recorded.fact, reading.fact)):
            yield Key(kind, key, name, recorded.fact.id)


def _rows(world: World) -> dict[str, int]:
    return {part.name: len(getattr(world, part.name)) for part in fields(world)}


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
