"""A part of a record, as of two dates, asked like a record: what is published is one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from onrecord.app import wiring
from onrecord.app.kept import Kept, KeptRecord
from onrecord.app.record import moment
from onrecord.domain.decisions import Decision
from onrecord.domain.errors import UnknownId
from onrecord.domain.facts import Fact, Facts, Recorded
from onrecord.domain.findings import Finding
from onrecord.domain.reports import Report
from onrecord.domain.times import AsOf
from onrecord.domain.world import Commitment, Dispute, Entity, Utterance, World
from onrecord.record.store import Reader, Writer
from onrecord.views.held import world_at

SOMEBODY = "a person"
UNTOLD = "the reason is not published"


def open_part(
    path: str | Path,
    known: date | datetime | None = None,
    on: date | None = None,
    stories: Sequence[str] = (),
    names: bool = True,
) -> KeptRecord:
    """The record in this file as it was known and as it stood then; of some stories or of all.

    Without `names` nobody learns who decided something, nor the reason that was written beside.
    A story is named by its id, the beginning of that, or words of its title. Raises NotARecord,
    and UnknownId where no story or several fit.
    """
    store = wiring.open_reader(path)
    try:
        as_of = AsOf(None if known is None else store.seq_at(moment(known)), on)
        world = world_at(store, as_of)
        if stories:
            world = of_stories(world, [_story(world, told) for told in stories])
    except BaseException:
        store.close()
        raise
    head = store.head() if as_of.known is None else min(as_of.known, store.head())
    return KeptRecord(cast(Writer, Kept(cast(Reader, Part(store, world, head, names)))))


def _story(world: World, told: str) -> str:
    words = told.casefold().split()
    found = [s.id for s in world.stories if s.id == told] or [
        s.id
        for s in world.stories
        if s.id.startswith(told) or (words and all(w in s.title.casefold() for w in words))
    ]
    if len(found) != 1:
        some = ", ".join(sorted(found)[:5])
        raise UnknownId(
            f"no story of the record is {told!r}; their ids stand on the page of a report"
            if not found
            else f"{told!r} fits several stories: {some}; write one of these ids"
        )
    return found[0]


def of_stories(world: World, stories: Sequence[str]) -> World:
    """What some stories tell: their lines, whole, and the reports that these rest on.

    A line that other reports tell as well keeps their evidence, so that ids and stages are those
    of the whole record.
    """
    chosen = {report for s in world.stories if s.id in stories for report in s.reports}

    def told(line: Commitment | Utterance) -> set[str]:
        if isinstance(line, Commitment):
            return {e.report for step in line.history for e in step.evidence}
        return {r.evidence.report for r in line.renderings}

    made = tuple(c for c in world.commitments if told(c) & chosen)
    said = tuple(u for u in world.utterances if told(u) & chosen)
    lines: tuple[Commitment | Utterance, ...] = (*made, *said)
    about = {line.id for line in lines}
    disputes = tuple(d for d in world.disputes if d.about in about)
    reports = chosen.union(*map(told, lines), *map(_quoted, disputes))
    named = {p.entity for c in made for p in (*c.by, *c.to, *c.asked_by)}
    named |= {speaker for u in said for speaker in u.speakers}
    for entity in world.entities:
        if entity.id in named and not reports.intersection(entity.reports):
            reports.add(entity.reports[0])
    return World(
        entities=tuple(
            _entity(entity, reports)
            for entity in world.entities
            if entity.id in named or chosen.intersection(entity.reports)
        ),
        stories=tuple(
            replace(story, reports=kept, entities=story.entities if story.id in stories else ())
            for story in world.stories
            if (kept := tuple(r for r in story.reports if r in reports))
        ),
        copies=tuple(c for c in world.copies if c.copy in reports and c.of in reports),
        utterances=said,
        commitments=made,
        disputes=disputes,
    )


def _quoted(dispute: Dispute) -> set[str]:
    return {evidence.report for side in dispute.sides for evidence in side.evidence}


def _entity(entity: Entity, reports: Set[str]) -> Entity:
    kept = tuple(report for report in entity.reports if report in reports)
    roles = tuple(role for role in entity.roles if role.evidence.report in reports)
    return replace(entity, reports=kept, roles=roles)


class Part:
    """A `Reader` over a store that knows nothing but one world, and nothing later than a seq."""

    def __init__(self, store: Reader, world: World, head: int, names: bool = True) -> None:
        self._names = names
        self._store = store
        self._world = world
        self._head = head
        self._reports = {report for story in world.stories for report in story.reports}

    def __getattr__(self, name: str) -> Any:
        """Everything else is asked of the store."""
        return getattr(self._store, name)

    def head(self) -> int:
        """The seq up to which it is known."""
        return self._head

    def world(self) -> tuple[World, int]:
        """The world of the part."""
        return self._world, self._head

    def built_to(self) -> int:
        """As far as it is known."""
        return self._head

    def get(self, identifier: str) -> Recorded[Fact] | None:
        """The fact with this id if it was known; of reports, those of the part."""
        if identifier.startswith("r") and identifier not in self._reports:
            return None
        found = self._store.get(identifier)
        if found is None or found.seq > self._head:
            return None
        if isinstance(found.fact, Decision):
            return replace(found, fact=self._shown(found.fact))
        return found

    def reports(self, ids: Sequence[str]) -> Mapping[str, Recorded[Report]]:
        """The reports with these ids, where they are of the part."""
        return self._store.reports([report for report in ids if report in self._reports])

    def named(
        self, texts: Sequence[str], through: int | None = None
    ) -> Mapping[str, Sequence[tuple[str, int, int]]]:
        """The names in these texts, as they were known."""
        last = self._head if through is None else min(through, self._head)
        return self._store.named(texts, last)

    def decisions(
        self,
        through: int | None = None,
        people: bool = False,
        texts: Sequence[str] | None = None,
        relations: Collection[str | None] | None = None,
    ) -> Sequence[Recorded[Decision]]:
        """The decisions that were known."""
        last = self._head if through is None else min(through, self._head)
        found = self._store.decisions(last, people, texts, relations)
        return [replace(recorded, fact=self._shown(recorded.fact)) for recorded in found]

    def _shown(self, decision: Decision) -> Decision:
        """The decision, a person's without name and reason where these stay inside."""
        if self._names or decision.by_policy:
            return decision
        shown = replace(decision, actor=SOMEBODY, reason=UNTOLD)
        shown.__dict__["id"] = decision.id  # it is the same decision
        return shown

    def facts(self, through: int | None = None) -> Facts:
        """The facts on the reports of the part."""
        return self.facts_of(sorted(self._reports), through)

    @contextmanager
    def folding(self, through: int | None = None) -> Iterator[Facts]:
        """The facts on the reports of the part, for a fold."""
        yield self.facts(through)

    def facts_of(
        self, reports: Sequence[str], through: int | None = None, links: bool = True
    ) -> Facts:
        """The facts on these reports, where they are of the part."""
        kept = [report for report in reports if report in self._reports]
        last = self._head if through is None else min(through, self._head)
        return self._store.facts_of(kept, last, links)

    def findings(self, through: int | None = None) -> Sequence[Recorded[Finding]]:
        """The findings that were known."""
        return self._store.findings(self._head if through is None else min(through, self._head))
