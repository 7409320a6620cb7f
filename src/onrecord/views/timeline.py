"""Steps and sayings in the order of `on`, with `known` beside; the undated apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord.domain.times import AsOf
from onrecord.domain.words import Stage
from onrecord.domain.world import World
from onrecord.views.concerns import concerns
from onrecord.views.held import NOW, Desk, Quoted, Reader, world_at
from onrecord.views.lazily import Lazily
from onrecord.views.matching import Named, Who
from onrecord.views.moments import Moment
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
    candidate: bool = False
    """Whether the reader is less sure of the undertaking."""


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
    found = moments(reader, wanted, as_of)
    desk = Desk(reader)
    dated = [moment for moment in found if moment.on is not None]
    undated = found[len(dated) :]
    last = slice(None if limit is None else -limit if limit else len(found), None)
    return Timeline(
        tuple(_event(moment, desk) for moment in dated[last]),
        tuple(_event(moment, desk) for moment in undated[last]),
    )


def event_rows(
    reader: Reader, wanted: EventFilter = EventFilter(), as_of: AsOf = NOW
) -> Lazily[Event]:
    """Likewise all of it, the dated before the undated, each made when it is asked for."""
    desk = Desk(reader)
    return Lazily(moments(reader, wanted, as_of), lambda moment: _event(moment, desk))


def moments(
    reader: Reader, wanted: EventFilter = EventFilter(), as_of: AsOf = NOW
) -> Sequence[Moment]:
    """The same before any report is looked up."""
    world = world_at(reader, as_of)
    found: Sequence[Moment] = concerns(world).moments
    if wanted == EventFilter():
        return found
    ids = None if wanted.who is None else _of(world, Named(world).who(wanted.who))
    bounded = wanted.since is not None or wanted.until is not None
    reports = None if wanted.story is None else _reports(world, wanted.story)
    kind = None if wanted.kind is None else KINDS.get(wanted.kind, "")
    return [
        moment
        for moment in found
        if (ids is None or moment.id in ids)
        and (not bounded or between(moment.on, wanted.since, wanted.until))
        and (kind is None or moment.kind == kind)
        and (reports is None or moment.evidence.report in reports)
    ]


def _of(world: World, who: Who) -> frozenset[str]:
    """The commitments that somebody is a party of, and what they said."""
    made = [c.id for c in world.commitments if who.any((*c.by, *c.to, *c.asked_by))]
    return frozenset((*made, *(said.id for said in world.utterances if who.speaks(said))))


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


def _event(moment: Moment, desk: Desk) -> Event:
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
        moment.candidate,
    )
