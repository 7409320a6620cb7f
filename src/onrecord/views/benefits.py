"""Whom an undertaking is for by its story, where no sentence of its own says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.domain.world import Commitment, PartyRef, World
from onrecord.ledger.beneficiaries import WorkedOut, beneficiaries
from onrecord.views.concerns import concerns
from onrecord.views.held import Desk


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


def worked_out(world: World, desk: Desk) -> Mapping[str, WorkedOut]:
    """Commitment -> the beneficiary that its story tells; made once for a world."""
    return concerns(world).kept(
        "worked_out",
        lambda: beneficiaries(
            world.commitments, world.stories, world.entities, _Titles(desk, world)
        ),
    )


def towards(made: Commitment, found: Mapping[str, WorkedOut]) -> tuple[PartyRef, ...]:
    """Whom a commitment is for: those that are told, else the one that was worked out."""
    return made.to or ((found[made.id].party,) if made.id in found else ())
