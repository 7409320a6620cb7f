"""What a search finds, as lines of the record: names, undertakings, sayings, words of reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.domain.times import AsOf
from onrecord.domain.world import Commitment, Entity, Utterance
from onrecord.record.store import Hit
from onrecord.views.concerns import concerns
from onrecord.views.held import NOW, Desk, Reader, ReportRef, world_at
from onrecord.views.rows import title_of

TITLES = (
    ("entity", "Names"),
    ("commitment", "Undertakings"),
    ("utterance", "Sayings"),
    ("report", "Reports"),
)
"""The groups of what is found, in the order in which they are shown."""

AGREEING = 3
"""Hits looked at for each line wanted: a name stands in many texts and is one line."""


@dataclass(frozen=True, slots=True)
class Found:
    """A line that a search found: its words, a note beside them, and the report of a text."""

    id: str
    words: str
    note: str
    report: ReportRef | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one kind, the best first."""

    title: str
    lines: tuple[Found, ...]


def found(reader: Reader, words: str, limit: int, as_of: AsOf = NOW) -> tuple[Group, ...]:
    """At most `limit` lines of each kind that hold all the words, those that fit best first."""
    desk = Desk(reader)
    where = concerns(world_at(reader, as_of)).told_of
    made: dict[str, dict[str, Found]] = {kind: {} for kind, _ in TITLES}
    for kinds in (("mention",), ("pledge",), ("statement",), ("report", "text")):
        hits = reader.search(words, kinds, AGREEING * limit)
        for kind, line in _lines(hits, where, desk, as_of):
            held = made[kind]
            if len(held) < limit:
                held.setdefault(line.id, line)
    return tuple(Group(title, tuple(made[kind].values())) for kind, title in TITLES if made[kind])


def _lines(
    hits: Sequence[Hit],
    where: Mapping[str, Commitment | Utterance | Entity],
    desk: Desk,
    as_of: AsOf,
) -> Iterable[tuple[str, Found]]:
    for hit in hits:
        line = where.get(hit.id)
        match line:
            case Entity():
                yield "entity", Found(line.id, line.name, _note(line))
            case Commitment():
                yield "commitment", Found(line.id, title_of(line), str(line.stage))
            case Utterance():
                yield "utterance", Found(line.id, title_of(line), line.on or "")
            case None if hit.kind in ("report", "text") and hit.report is not None:
                report = desk.report(hit.report)
                if as_of.known is None or report.known <= as_of.known:
                    yield "report", Found(report.id, hit.snippet, "", report)
            case _:
                continue


def _note(entity: Entity) -> str:
    role = entity.roles[0].words if entity.roles else str(entity.kind)
    return role if len(role) <= 60 else str(entity.kind)
