"""What is undertaken, by whom, how it stands, what is disputed and what changed last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import nsmallest

from onrecord.domain.times import AsOf
from onrecord.domain.words import Distribution, Stage
from onrecord.domain.world import Commitment, Dispute, PartyRef, Step, Story, World
from onrecord.ledger.fold import FACT_SCORE as FACT_SCORE
from onrecord.views.by_party import origins_by_party
from onrecord.views.called_for import Call, call_of, nearest, told_first
from onrecord.views.concerns import concerns
from onrecord.views.held import NOW, Desk, Quoted, Reader, joined, world_at
from onrecord.views.rows import CommitmentRow, DisputeRow, Rows, current_step, title_of

GROUPS: tuple[tuple[str, tuple[Stage, ...]], ...] = (
    ("UNDERTAKEN", (Stage.ANNOUNCED, Stage.AGREED, Stage.CONTRACTED, Stage.UNDER_WAY)),
    ("REFUSED", (Stage.REFUSED,)),
    ("ASKED FOR", (Stage.REQUESTED,)),
    ("CONSIDERED", (Stage.CONSIDERED,)),
    ("DONE", (Stage.FULFILLED,)),
    ("BROKEN", (Stage.BROKEN,)),
    ("WITHDRAWN", (Stage.WITHDRAWN,)),
)
"""The groups of the brief, in order, with their stages."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the record holds."""

    reports: int
    entities: int
    statements: int
    utterances: int
    pledges: int
    commitments: int
    disputes: int
    findings: int


@dataclass(frozen=True, slots=True)
class StageGroup:
    """Commitments at like stages; an `each` has one row per party, all of the same id.

    `more` counts the commitments that the brief leaves to the table.
    """

    title: str
    rows: tuple[CommitmentRow, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One of the last things that the record learned."""

    id: str
    kind: str
    words: str
    stage: Stage | None
    on: str | None
    known: int
    known_at: datetime | None
    evidence: Quoted


@dataclass(frozen=True, slots=True)
class StoryBrief:
    """One running matter: how its undertakings stand, and what is disputed."""

    id: str
    title: str
    first: str | None
    last: str | None
    reports: int
    origins: int
    groups: tuple[StageGroup, ...]
    disputes: tuple[DisputeRow, ...]
    called_for: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """One screen: stories, counts, the last changes first; `more` counts stories left out."""

    stories: tuple[StoryBrief, ...]
    counts: Counts
    changed: tuple[Change, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a brief shows: stories; of each the commitments of one group, disputes, calls for
    what is needed; changes."""

    stories: int = 10
    rows: int = 20
    disputes: int = 10
    calls: int = 5
    changes: int = 5

    def shared(self, stories: int) -> Limits:
        """The same for each of so many stories: a brief of many is not many times as long."""
        each = max(1, min(stories, self.stories))
        return replace(
            self,
            rows=max(LEAST, 2 * self.rows // (each + 1)),
            disputes=max(LEAST, 2 * self.disputes // (each + 1)),
            calls=max(1, 2 * self.calls // (each + 1)),
        )


LEAST = 4
"""Rows of a group that each story has, however many stories there are. A home page of 3,000 reports
had 443 kB without; it is to load in 150 (2026-11)."""


def brief(reader: Reader, as_of: AsOf = NOW, limits: Limits = Limits()) -> Brief:
    """The state of the record, the stories with the latest reports first; single reports last."""
    world = world_at(reader, as_of)
    desk = Desk(reader)
    rows = Rows(world, desk)

    def by(commitment: Commitment) -> Mapping[PartyRef, int]:
        return origins_by_party(reader, world, commitment, as_of)

    known = concerns(world)
    told = known.kept("by story", lambda: _by_story(world))
    shown = told.order[: limits.stories]
    limits = limits.shared(len(shown))

    def called(story: Story) -> tuple[Call, ...]:
        inside = known.kept(
            f"called for in {story.id}",
            lambda: nearest(world, told_first(world, story), told.made.get(story.id, ())),
        )
        return tuple(call_of(one, desk) for one in inside[: limits.calls])

    stories = tuple(
        replace(
            _story(story, told, rows, limits, by),
            called_for=called(story),
        )
        for story in shown
    )
    counts = known.kept("counts", lambda: _counts(world))
    findings = len(reader.findings(as_of.known))
    changed = _changed(world, desk, limits.changes)
    return Brief(
        stories, replace(counts, findings=findings), changed, len(told.order) - len(stories)
    )


@dataclass(frozen=True, slots=True)
class _ByStory:
    """The stories, those of the latest reports first, and the lines of each."""

    order: Sequence[Story]
    made: Mapping[str, Sequence[Commitment]]
    disputed: Mapping[str, Sequence[Dispute]]
    copies: Set[str]
    """Reports that copy another."""


def _by_story(world: World) -> _ByStory:
    home = _homes(world)
    made: dict[str, list[Commitment]] = {}
    for commitment in world.commitments:
        for story in _stories_of(commitment, home):
            made.setdefault(story, []).append(commitment)
    disputed: dict[str, list[Dispute]] = {}
    for dispute in world.disputes:
        for home_story in home.get(dispute.sides[0].evidence[0].report, ())[:1]:
            disputed.setdefault(home_story, []).append(dispute)
    return _ByStory(
        sorted(world.stories, key=_latest_first, reverse=True),
        {story: sorted(some, key=_weight) for story, some in made.items()},
        disputed,
        {copy.copy for copy in world.copies},
    )


def _latest_first(story: Story) -> tuple[bool, str, int, str]:
    return len(story.reports) > 1, story.last or "", len(story.reports), story.id


def _homes(world: World) -> Mapping[str, Sequence[str]]:
    """For each report the stories that it is in."""
    found: dict[str, list[str]] = {}
    for story in world.stories:
        for report in story.reports:
            found.setdefault(report, []).append(story.id)
    return found


def _stories_of(made: Commitment, home: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The stories of a commitment: those that all its reports share, else that of the first."""
    reports = [e.report for step in made.history for e in step.evidence]
    shared = set(home.get(reports[0], ()))
    for report in reports[1:]:
        shared = shared & set(home.get(report, ())) or shared
    return sorted(shared)[:1]


def _story(
    story: Story,
    told: _ByStory,
    rows: Rows,
    limits: Limits,
    by: Callable[[Commitment], Mapping[PartyRef, int]],
) -> StoryBrief:
    by_stage: dict[Stage, list[Commitment]] = {}
    for commitment in told.made.get(story.id, ()):
        by_stage.setdefault(commitment.stage, []).append(commitment)
    groups = []
    for title, stages in GROUPS:
        found = [commitment for stage in stages for commitment in by_stage.get(stage, ())]
        shown = [row for c in found[: limits.rows] for row in one_each(rows.commitment(c), by(c))]
        if shown:
            groups.append(StageGroup(title, tuple(shown), max(0, len(found) - limits.rows)))
    disputed = told.disputed.get(story.id, ())[: limits.disputes]
    titles = rows.titles(d.about for d in disputed)
    return StoryBrief(
        id=story.id,
        title=story.title,
        first=story.first,
        last=story.last,
        reports=len(story.reports),
        origins=sum(1 for report in story.reports if report not in told.copies),
        groups=tuple(groups),
        disputes=tuple(rows.dispute(dispute, titles) for dispute in disputed),
    )


def _weight(made: Commitment) -> tuple[bool, int, bool, float, str]:
    """First what is sure, told by many, and counted."""
    counted = made.quantity is not None
    return (made.score < FACT_SCORE, -made.origins, not counted, -made.score, made.id)


def one_each(row: CommitmentRow, origins: Mapping[PartyRef, int]) -> tuple[CommitmentRow, ...]:
    """A row for each party of an `each`, with the origins that tell it of that party; the row
    itself otherwise."""
    if row.distribution is not Distribution.EACH or len(row.by) < 2:
        return (row,)
    return tuple(replace(row, by=(party.name,), origins=count) for party, count in origins.items())


def _counts(world: World) -> Counts:
    reports = {report for story in world.stories for report in story.reports}
    return Counts(
        reports=len(reports),
        entities=len(world.entities),
        statements=sum(len(u.renderings) for u in world.utterances),
        utterances=len(world.utterances),
        pledges=sum(len(c.pledges) for c in world.commitments),
        commitments=len(world.commitments),
        disputes=len(world.disputes),
        findings=0,
    )


def _last(world: World, limit: int) -> tuple[Sequence[tuple[Step, Commitment]], Sequence[Dispute]]:
    """The commitments whose current stage, and the disputes, that became known last."""
    steps = ((current_step(made), made) for made in world.commitments)
    return (
        nsmallest(limit, steps, key=lambda pair: (-pair[0].known, pair[1].id)),
        nsmallest(limit, world.disputes, key=lambda d: (-d.known, d.id)),
    )


def _changed(world: World, desk: Desk, limit: int) -> tuple[Change, ...]:
    """The commitments whose current stage, and the disputes, that became known last."""
    told, torn = concerns(world).kept(f"last {limit}", lambda: _last(world, limit))
    found = [
        Change(
            made.id,
            "commitment",
            title_of(made),
            made.stage,
            step.on,
            step.known,
            desk.report(step.evidence[0].report).known_at,
            desk.quoted(step.evidence[0]),
        )
        for step, made in told
    ]
    for dispute in torn:
        last = max((side.evidence[0] for side in dispute.sides), key=lambda e: e.known)
        found.append(
            Change(
                dispute.id,
                "dispute",
                f"{dispute.kind}: {joined(last.quotes)}",
                None,
                None,
                dispute.known,
                desk.report(last.report).known_at,
                desk.quoted(last),
            )
        )
    found.sort(key=lambda change: (-change.known, change.id))
    return tuple(found[:limit])
