"""Everything that happened in a world, in the order of the day on which it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.domain.words import Stage
from onrecord.domain.world import Evidence, World
from onrecord.ledger.fold import FACT_SCORE
from onrecord.views.held import joined


@dataclass(frozen=True, slots=True)
class Moment:
    """A step of a commitment, or a saying, before its report is looked up."""

    id: str
    kind: str
    on: str | None
    known: int
    who: tuple[str, ...]
    words: str
    stage: Stage | None
    evidence: Evidence
    candidate: bool = False


def in_order(world: World) -> tuple[Moment, ...]:
    """The moments of a world: first the dated, by day; then the undated, as they became known."""
    return tuple(sorted(_moments(world), key=lambda m: (m.on is None, m.on or "", m.known, m.id)))


def _moments(world: World) -> Iterator[Moment]:
    for made in world.commitments:
        who = tuple(party.name for party in made.by)
        for step in made.history:
            yield Moment(
                made.id,
                "commitment",
                step.on,
                step.known,
                who,
                made.what,
                step.stage,
                step.evidence[0],
                made.score < FACT_SCORE,
            )
    for said in world.utterances:
        first = said.renderings[0].evidence
        yield Moment(
            said.id,
            "utterance",
            said.on,
            said.known,
            said.names,
            joined(first.quotes),
            None,
            first,
        )
