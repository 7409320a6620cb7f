"""Drop and remake everything that is derived, and prove that it is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from onrecord.app.growth.remake import Remade, remade
from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.reports import Report
from onrecord.domain.world import World
from onrecord.ledger.fold import fold
from onrecord.linking import propose
from onrecord.linking.candidates import ReadReport
from onrecord.record.facts import batches
from onrecord.record.store import Key, Writer

TOGETHER = 200
"""Reports whose blocking keys are written in one transaction; some four hundred keys each."""


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
    """Make every derived table anew from the facts, compare, and put right what differs.

    Full text and blocking keys are made again in any case; the lines are worked out a part of the
    record at a time beside those that stand. `stale` says that these had not been brought up to the
    head, so that they may differ.
    """
    built_to, head = store.built_to(), store.head()
    store.remake_search()
    for reports in batches(store.read_reports(head), TOGETHER):
        facts = store.facts_of(reports, head, links=False)
        keys = [key for one in facts.reports for key in _keys(one, facts)]
        keys.sort(key=lambda key: (key.kind, key.key))  # neighbours in the index, written at once
        store.append((), clock(), keys)
        propose.forget()
    found = remade(store, head) or _at_once(store, head)
    return Rebuilt(found.rows, found.differing, stale=built_to != head)


def _keys(recorded: Recorded[Report], facts: Facts) -> Iterator[Key]:
    """The blocking keys of a report's own things, when it was read."""
    reading = facts.readings.get(recorded.fact.text)
    if reading is not None:
        for kind, key, name in propose.keys(ReadReport(recorded.fact, reading.fact)):
            yield Key(kind, key, name, recorded.fact.id)


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
