"""Whom an undertaking is for by its story, where no sentence of its own says."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping

from onrecord.domain.world import Commitment, PartyRef, World
from onrecord.ledger.beneficiaries import WorkedOut, beneficiaries
from onrecord.views.held import Desk

KEPT = 2
"""Worlds whose answers are held (see `concerns`)."""


class _Titles(Mapping[str, str | None]):
    """The headlines of reports, each looked up when it is asked for."""

    def __init__(self, desk: Desk, world: World) -> None:
        self._desk = desk
        self._world = world

    def __getitem__(self, report: str) -> str | None:
        return self._desk.report(report).title

    def __iter__(self) -> Iterator[str]:
        return (report for story in self._world.stories for report in story.reports)

    def __len__(self) -> int:
        return sum(1 for _ in self)


_held: list[tuple[World, Mapping[str, WorkedOut]]] = []
_lock = threading.Lock()


def worked_out(world: World, desk: Desk) -> Mapping[str, WorkedOut]:
    """Commitment -> the beneficiary that its story tells; made once for a world."""
    with _lock:
        for held, found in _held:
            if held is world:
                return found
    made = beneficiaries(world.commitments, world.stories, world.entities, _Titles(desk, world))
    with _lock:
        _held.insert(0, (world, made))
        del _held[KEPT:]
    return made


def towards(made: Commitment, found: Mapping[str, WorkedOut]) -> tuple[PartyRef, ...]:
    """Whom a commitment is for: those that are told, else the one that was worked out."""
    return made.to or ((found[made.id].party,) if made.id in found else ())
