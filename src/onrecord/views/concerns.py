"""Which lines of a world concern whom and which report: looked up once for each world."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from onrecord.domain.world import Commitment, Copy, Dispute, Entity, Story, Utterance, World
from onrecord.ledger.names import plain
from onrecord.views.held import joined
from onrecord.views.moments import Moment, in_order
from onrecord.views.wording import Wording

T = TypeVar("T")

AnyLine = Commitment | Utterance | Dispute | Entity | Story

KEPT = 2
"""Worlds whose look-ups are held: what is served, and one that it is being compared with."""


class Concerns:
    """A world's lines by id, by entity and by report, in the order of the world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._alike: dict[str, Mapping[str, Sequence[int]]] = {}
        self._kept: dict[str, Any] = {}

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives for this world, made once under its name."""
        if name not in self._kept:
            self._kept[name] = make()
        found: T = self._kept[name]
        return found

    @cached_property
    def lines(self) -> Mapping[str, AnyLine]:
        """Every line by its id."""
        world = self.world
        tables: tuple[Iterable[AnyLine], ...] = (
            world.commitments,
            world.utterances,
            world.disputes,
            world.entities,
            world.stories,
        )
        return {line.id: line for table in tables for line in table}

    @cached_property
    def _ids(self) -> Sequence[str]:
        return sorted(self.lines)

    def beginning(self, prefix: str) -> Sequence[str]:
        """The ids of lines that begin so, in order."""
        start = bisect_left(self._ids, prefix)
        return self._ids[start : bisect_left(self._ids, prefix + "~", start)]

    @cached_property
    def reports(self) -> frozenset[str]:
        """The reports of the world; each is in a story, if in one of its own."""
        return frozenset(report for story in self.world.stories for report in story.reports)

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """The entities that have a name, by that name in plain letters."""
        found: dict[str, set[str]] = {}
        for entity in self.world.entities:
            for form in (entity.name, *entity.variants):
                found.setdefault(plain(form), set()).add(entity.id)
        return {form: frozenset(ids) for form, ids in found.items()}

    @cached_property
    def items(self) -> Wording:
        """The words of what is undertaken; places are those of the world's commitments."""
        return Wording(made.what for made in self.world.commitments)

    @cached_property
    def units(self) -> Mapping[str, Sequence[int]]:
        """The units in which something is undertaken: the places of what is, in the world's."""
        found: dict[str, list[int]] = {}
        for place, made in enumerate(self.world.commitments):
            if made.quantity is not None and made.quantity.unit is not None:
                found.setdefault(made.quantity.unit, []).append(place)
        return found

    @cached_property
    def parties(self) -> Mapping[str, Sequence[int]]:
        """The entities that undertake something: the places of what they do; "" of no entity."""
        found: dict[str, list[int]] = {}
        for place, made in enumerate(self.world.commitments):
            for entity in dict.fromkeys(party.entity or "" for party in made.by):
                found.setdefault(entity, []).append(place)
        return found

    @cached_property
    def words(self) -> tuple[Wording, Sequence[int]]:
        """The words of all renderings, and for each the place of its saying in the world."""
        told = [
            (place, joined(rendering.evidence.quotes))
            for place, said in enumerate(self.world.utterances)
            for rendering in said.renderings
        ]
        return Wording(words for _, words in told), [place for place, _ in told]

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Everything that happened, in order."""
        return in_order(self.world)

    @cached_property
    def active(self) -> Mapping[str, tuple[int, int]]:
        """For each entity how many commitments it is a party of, and how many sayings it has."""
        ids = self.made.keys() | self.said.keys()
        return {i: (len(self.made.get(i, ())), len(self.said.get(i, ()))) for i in ids}

    @cached_property
    def made(self) -> Mapping[str, list[Commitment]]:
        """The commitments that an entity is a party of, or asked for."""
        found: dict[str, list[Commitment]] = {}
        for made in self.world.commitments:
            parties = (*made.by, *made.to, *made.asked_by)
            for entity in dict.fromkeys(p.entity for p in parties if p.entity is not None):
                found.setdefault(entity, []).append(made)
        return found

    @cached_property
    def said(self) -> Mapping[str, list[Utterance]]:
        """The sayings of an entity."""
        found: dict[str, list[Utterance]] = {}
        for said in self.world.utterances:
            for entity in dict.fromkeys(said.speakers):
                found.setdefault(entity, []).append(said)
        return found

    @cached_property
    def told_of(self) -> Mapping[str, Commitment | Utterance | Entity]:
        """The line that an annotation is told of: that of a pledge, a statement, a mention."""
        found: dict[str, Commitment | Utterance | Entity] = {}
        for entity in self.world.entities:
            found.update(dict.fromkeys(entity.mentions, entity))
        for made in self.world.commitments:
            found.update(dict.fromkeys(made.pledges, made))
        for said in self.world.utterances:
            found.update(dict.fromkeys((r.statement for r in said.renderings), said))
        return found

    @cached_property
    def disputed(self) -> Mapping[str, list[Dispute]]:
        """The disputes about a line."""
        found: dict[str, list[Dispute]] = {}
        for dispute in self.world.disputes:
            found.setdefault(dispute.about, []).append(dispute)
        return found

    @cached_property
    def copies(self) -> Mapping[str, list[Copy]]:
        """The copies that a report is one side of."""
        found: dict[str, list[Copy]] = {}
        for copy in self.world.copies:
            for report in (copy.copy, copy.of):
                found.setdefault(report, []).append(copy)
        return found

    @cached_property
    def told_in(self) -> Mapping[str, tuple[list[Utterance], list[Commitment], list[Entity]]]:
        """What a report tells: sayings, commitments, and whom it names."""
        found: dict[str, tuple[list[Utterance], list[Commitment], list[Entity]]] = {}
        for said in self.world.utterances:
            for report in dict.fromkeys(r.evidence.report for r in said.renderings):
                found.setdefault(report, ([], [], []))[0].append(said)
        for made in self.world.commitments:
            told = (e.report for step in made.history for e in step.evidence)
            for report in dict.fromkeys(told):
                found.setdefault(report, ([], [], []))[1].append(made)
        for entity in self.world.entities:
            for report in entity.reports:
                found.setdefault(report, ([], [], []))[2].append(entity)
        return found

    def alike(
        self, kind: str, traits: Callable[[Any], Iterable[str]]
    ) -> tuple[Sequence[Any], Mapping[str, Sequence[int]]]:
        """The lines of a kind, and for each trait the places of those that have it."""
        lines: Mapping[str, Sequence[Any]] = {
            "commitment": self.world.commitments,
            "utterance": self.world.utterances,
            "entity": self.world.entities,
        }
        if kind not in self._alike:
            found: dict[str, list[int]] = {}
            for place, line in enumerate(lines[kind]):
                for trait in traits(line):
                    found.setdefault(trait, []).append(place)
            self._alike[kind] = found
        return lines[kind], self._alike[kind]

    def copied_with(self, reports: Iterable[str]) -> tuple[str, ...]:
        """The reports, and all that are copies of them or that they copy, over any hands."""
        found = dict.fromkeys(reports)
        waiting = list(found)
        while waiting:
            for copy in self.copies.get(waiting.pop(), ()):
                for other in (copy.copy, copy.of):
                    if other not in found:
                        found[other] = None
                        waiting.append(other)
        return tuple(found)


_held: list[Concerns] = []
_lock = threading.Lock()


def concerns(world: World) -> Concerns:
    """The look-ups of a world; those of the last worlds asked for are held."""
    with _lock:
        found = next((held for held in _held if held.world is world), None)
        if found is None:
            found = Concerns(world)
        else:
            _held.remove(found)
        _held.insert(0, found)
        del _held[KEPT:]
        return found
