"""Steps and sayings in the order of `on`, with `known` beside; the undated apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from onrecord.domain.times import AsOf
from onrecord.domain.words import Stage
from onrecord.domain.world import Evidence, World
from onrecord.views.held import NOW, Desk, Quoted, Reader, joined, world_at
from onrecord.views.matching import Named, Who
from onrecord.views.rows import names_of
from onrecord.views.tables import between


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a commitment, or a saying."""

    id: str
    kind: str
    on: str | None
    known: int
    known_at: datetime | None
    who: tuple[str, ...]
    words: str
    stage: Stage | None
    evidence: Quoted


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events that a report dates, in order, and those that none does, first known first."""

    dated: tuple[Event, ...]
    undated: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What to look for; None is no limit. Bounds leave the undated out.

    `kind` is "said" for sayings, "undertaken" for steps of commitments; `story` the id of a story,
    or its beginning.
    """

    who: str | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    story: str | None = None


KINDS = {"said": "utterance", "undertaken": "commitment"}
"""The kinds that can be asked for, and what an event of each is of."""


def timeline(
    reader: Reader,
    wanted: EventFilter = EventFilter(),
    as_of: AsOf = NOW,
    limit: int | None = None,
) -> Timeline:
    """What was said and done, of everybody or as wanted.

    With a limit the last of the dated, and the last known of the undated.
    """
    world = world_at(reader, as_of)
    meant = None if wanted.who is None else Named(world).who(wanted.who)
    bounded = wanted.since is not None or wanted.until is not None
    reports = None if wanted.story is None else _reports(world, wanted.story)
    kind = None if wanted.kind is None else KINDS.get(wanted.kind, "")
    desk = Desk(reader)
    found = [
        moment
        for moment in _moments(world, meant)
        if (not bounded or between(moment.on, wanted.since, wanted.until))
        and (kind is None or moment.kind == kind)
        and (reports is None or moment.evidence.report in reports)
    ]
    dated = sorted(
        (m for m in found if m.on is not None), key=lambda m: (m.on or "", m.known, m.id)
    )
    undated = sorted((m for m in found if m.on is None), key=lambda m: (m.known, m.id))
    last = slice(None if limit is None else -limit if limit else len(found), None)
    return Timeline(
        tuple(_event(moment, desk) for moment in dated[last]),
        tuple(_event(moment, desk) for moment in undated[last]),
    )


def stories(reader: Reader, as_of: AsOf = NOW) -> tuple[tuple[str, str], ...]:
    """The ids and titles of the stories, that with the latest reports first."""
    found = sorted(
        world_at(reader, as_of).stories,
        key=lambda s: (s.last or "", len(s.reports), s.id),
        reverse=True,
    )
    return tuple((story.id, story.title) for story in found)


def _reports(world: World, story: str) -> frozenset[str]:
    """The reports of the stories whose id begins so."""
    told = [s.reports for s in world.stories if s.id.startswith(story)]
    return frozenset(report for reports in told for report in reports)


@dataclass(frozen=True, slots=True)
class _Moment:
    """An event before its report is looked up."""

    id: str
    kind: str
    on: str | None
    known: int
    who: tuple[str, ...]
    words: str
    stage: Stage | None
    evidence: Evidence


def _event(moment: _Moment, desk: Desk) -> Event:
    evidence = desk.quoted(moment.evidence)
    return Event(
        moment.id,
        moment.kind,
        moment.on,
        moment.known,
        evidence.report.known_at,
        moment.who,
        moment.words,
        moment.stage,
        evidence,
    )


def _moments(world: World, who: Who | None) -> Iterator[_Moment]:
    for made in world.commitments:
        if who is None or who.any((*made.by, *made.to, *made.asked_by)):
            for step in made.history:
                yield _Moment(
                    made.id,
                    "commitment",
                    step.on,
                    step.known,
                    names_of(made.by),
                    made.what,
                    step.stage,
                    step.evidence[0],
                )
    for said in world.utterances:
        if who is None or who.speaks(said):
            first = said.renderings[0].evidence
            yield _Moment(
                said.id,
                "utterance",
                said.on,
                said.known,
                said.names,
                joined(first.quotes),
                None,
                first,
            )
