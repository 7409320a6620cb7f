"""What the record learned, the last first: steps of commitments, and disputes."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from onrecord.domain.times import AsOf
from onrecord.domain.words import Stage
from onrecord.domain.world import Commitment, Dispute, Evidence, Utterance, World
from onrecord.views.concerns import concerns
from onrecord.views.held import NOW, Desk, Quoted, Reader, world_at
from onrecord.views.rows import title_of


@dataclass(frozen=True, slots=True)
class News:
    """One thing that the record learned; `line` is the commitment or dispute that it is of.

    `step` is the place of a step in its commitment's history, None for a dispute.
    """

    line: str
    step: int | None
    title: str
    stage: Stage | None
    on: str | None
    known: int
    known_at: datetime | None
    evidence: tuple[Quoted, ...]


def changes(
    reader: Reader, about: str | None = None, limit: int = 50, as_of: AsOf = NOW
) -> tuple[News, ...]:
    """The last news, of all lines or about one commitment and the disputes on it."""
    world = world_at(reader, as_of)
    last = heapq.nsmallest(limit, _moments(world, about), key=lambda m: (-m[0], m[1], m[2]))
    desk = Desk(reader)
    return tuple(_news(world, line, step, desk) for _, line, step in last)


def _moments(world: World, about: str | None) -> Iterator[tuple[int, str, int]]:
    """When what became known: a seq, the line's id, and the step (-1 for a dispute)."""
    known = concerns(world)
    if about is None:
        for made in world.commitments:
            for place, step in enumerate(made.history):
                yield step.known, made.id, place
        for dispute in world.disputes:
            yield dispute.known, dispute.id, -1
        return
    line = known.lines.get(about)
    if isinstance(line, Commitment):
        for place, step in enumerate(line.history):
            yield step.known, line.id, place
    for dispute in known.disputed.get(about, ()):
        yield dispute.known, dispute.id, -1


def _news(world: World, identifier: str, place: int, desk: Desk) -> News:
    lines = concerns(world).lines
    line = lines[identifier]
    if isinstance(line, Dispute):
        about = lines.get(line.about)
        title = title_of(about) if isinstance(about, Commitment | Utterance) else ""
        told = [side.evidence[0] for side in line.sides]
        last = max(told, key=lambda e: e.known)
        values = " / ".join(side.value for side in line.sides)
        return News(
            line.id, None, f"{line.kind} of {title}: {values}" if title else values, None, None,
            line.known, desk.report(last.report).known_at, _quoted(told, desk),
        )  # fmt: skip
    assert isinstance(line, Commitment)
    step = line.history[place]
    first = min(step.evidence, key=lambda e: e.known)
    return News(
        line.id,
        place,
        title_of(line),
        step.stage,
        step.on,
        step.known,
        desk.report(first.report).known_at,
        _quoted(step.evidence[:4], desk),
    )


def _quoted(told: list[Evidence] | tuple[Evidence, ...], desk: Desk) -> tuple[Quoted, ...]:
    return tuple(desk.quoted(evidence) for evidence in told)
