"""A line of the world as it is shown: all that is told of it, each quote in its paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.domain.words import CopyKind
from onrecord.domain.world import (
    Commitment,
    Dispute,
    Entity,
    Evidence,
    PartyRef,
    Story,
    Utterance,
    World,
)
from onrecord.ledger.fold import FACT_SCORE
from onrecord.linking.external import LABELS, external_ids
from onrecord.views.amounts import written
from onrecord.views.benefits import worked_out
from onrecord.views.concerns import AnyLine, concerns
from onrecord.views.held import Desk, Passage, joined
from onrecord.views.rows import title_of
from onrecord.views.shown import MANY, Edit, Field, Line, Section, Shown, difference, shown


def sureness(made: Commitment) -> str:
    """Behind a score that the reader is not sure enough of for a fact."""
    return ", a candidate: the reader is less sure" if made.score < FACT_SCORE else ""


class Lines:
    """The lines of a world, by id, and how each is shown."""

    def __init__(self, world: World, desk: Desk) -> None:
        self.world = world
        self.desk = desk

    def beginning(self, prefix: str) -> Sequence[str]:
        """The ids of lines that begin so."""
        return concerns(self.world).beginning(prefix)

    def line(self, identifier: str) -> AnyLine | None:
        """The line with this id, or the only one that begins so."""
        known = concerns(self.world)
        if identifier in known.lines:
            return known.lines[identifier]
        found = known.beginning(identifier) if identifier else ()
        return known.lines[found[0]] if len(found) == 1 else None

    def show(self, line: AnyLine) -> Shown:
        """All of a line."""
        table: dict[type, Callable[..., Shown]] = {
            Commitment: self._commitment,
            Utterance: self._utterance,
            Dispute: self._dispute,
            Entity: self._entity,
            Story: self._story,
        }
        return table[type(line)](line)

    def _passages(self, evidence: Iterable[Evidence]) -> tuple[Passage, ...]:
        told = tuple(evidence)
        self.desk.have(told, texts=True)
        return tuple(self.desk.passage(e) for e in told)

    def _disputes(self, line: str) -> Section:
        return Section(
            "disputed",
            tuple(
                Line(
                    f"{dispute.kind}: {' / '.join(side.value for side in dispute.sides)}",
                    id=dispute.id,
                )
                for dispute in concerns(self.world).disputed.get(line, ())
            ),
        )

    def _commitment(self, made: Commitment) -> Shown:
        share = " each" if made.distribution == "each" and len(made.by) > 1 else ""
        told = None if made.to else worked_out(self.world, self.desk).get(made.id)
        fields = [
            Field("stage", str(made.stage)),
            *_parties("by", made.by),
            *(Field("with", other) for other in made.others),
            *_parties("to", made.to),
            *(_parties("to, by its story", (told.party,)) if told is not None else ()),
            *_parties("asked by", made.asked_by),
            Field("shared", str(made.distribution)),
            Field("what", made.what),
            Field("how much", written(made.quantity) + share if made.quantity else "not stated"),
            Field("by when", made.when_words or made.when or "not stated"),
            Field("category", str(made.category)),
            Field("origins", str(made.origins)),
            Field("score", f"{made.score:.2f}{sureness(made)}"),
            self._since(made.history[0].evidence[0]),
        ]
        if made.when and made.when_words and made.when != made.when_words:
            fields.insert(-4, Field("that is", made.when))
        conditions = Section(
            "conditions",
            tuple(
                Line(f"{c.kind}: {c.words}", str(c.state), passages=self._passages(c.evidence))
                for c in made.conditions
            ),
        )
        history = Section(
            "history",
            tuple(
                Line(
                    " ".join(filter(None, (str(step.stage), written(step.quantity)))),
                    step.on or "undated",
                    passages=self._passages(step.evidence),
                )
                for step in made.history
            ),
        )
        reports = {e.report for step in made.history for e in step.evidence}
        whom = Section(
            "for whom, by its story",
            ()
            if told is None
            else (Line(told.party.name, told.reason, passages=self._passages(told.evidence)),),
        )
        sections = (history, conditions, self._disputes(made.id), whom)
        page = shown(made.id, "commitment", title_of(made), fields, sections)
        return replace(page, edits=self.edits(reports))

    def _since(self, evidence: Evidence) -> Field:
        report = self.desk.report(evidence.report)
        day = "" if report.known_at is None else f"since {report.known_at:%d %b %Y %H:%M} "
        return Field("known", f"{day}(seq {evidence.known})")

    def _utterance(self, said: Utterance) -> Shown:
        speakers = [Field("speaker", name) for name in said.names] or [Field("speaker", "unknown")]
        if len(said.speakers) == len(said.names):
            speakers = [
                Field("speaker", name, entity)
                for name, entity in zip(said.names, said.speakers, strict=True)
            ]
        renderings = tuple(
            Line(
                joined(r.evidence.quotes),
                str(r.kind) + (f", via {' < '.join(r.via)}" if r.via else ""),
                r.statement,
                self._passages((r.evidence,)),
            )
            for r in said.renderings
        )
        fields = [
            *speakers,
            Field("on", said.on or "undated"),
            Field("mode", said.mode),
            Field("origins", str(said.origins)),
            self._since(said.renderings[0].evidence),
        ]
        sections = (Section("renderings", renderings), self._disputes(said.id))
        return shown(said.id, "utterance", title_of(said), fields, sections)

    def _dispute(self, dispute: Dispute) -> Shown:
        about = self.line(dispute.about)
        title = title_of(about) if isinstance(about, Commitment | Utterance) else ""
        sides = tuple(
            Section(
                f"one account: {side.value}", (Line("", passages=self._passages(side.evidence)),)
            )
            for side in dispute.sides
        )
        fields = [Field("kind", str(dispute.kind)), Field("about", title, dispute.about)]
        return shown(dispute.id, "dispute", f"{dispute.kind}: {title}", fields, sides)

    def _entity(self, entity: Entity) -> Shown:
        made = [
            Line(title_of(c), str(c.stage), c.id)
            for c in concerns(self.world).made.get(entity.id, ())[:MANY]
        ]
        said = [
            Line(title_of(u), u.on or "undated", u.id)
            for u in concerns(self.world).said.get(entity.id, ())[:MANY]
        ]
        roles = tuple(
            Line(role.words, role.on or "", passages=self._passages((role.evidence,)))
            for role in entity.roles
        )
        fields = [
            Field("kind", str(entity.kind)),
            Field("names", " · ".join(entity.variants)),
            *(
                Field(LABELS[one.scheme], one.id)
                for one in external_ids(entity.kind, entity.name, entity.variants)
            ),
            Field("reports", str(len(entity.reports))),
        ]
        sections = (
            Section("roles", roles),
            Section("commitments", tuple(made)),
            Section("sayings", tuple(said)),
        )
        return shown(entity.id, "entity", entity.name, fields, sections)

    def _story(self, story: Story) -> Shown:
        refs = [self.desk.report(report) for report in story.reports]
        names = {entity.id: entity.name for entity in self.world.entities}
        reports = tuple(
            Line(f"{ref.name}: {ref.title or ref.given}", ref.day or "undated", ref.id)
            for ref in refs
        )
        fields = [
            Field("from", story.first or "unknown"),
            Field("to", story.last or "unknown"),
            Field("about", ", ".join(names.get(e, e) for e in story.entities[:12])),
        ]
        return shown(story.id, "story", story.title, fields, (Section("reports", reports),))

    def edits(self, reports: set[str]) -> tuple[Edit, ...]:
        """The edits that made or changed these reports, each version beside the one before it."""
        found: list[Edit] = []
        seen: set[str] = set()
        for report in sorted(reports):
            if report not in seen:
                versions = self._versions(report)
                seen.update(versions)
                found += [
                    self._edit(before, after)
                    for before, after in pairwise(versions)
                    if reports & {before, after}
                    and self.desk.digest(before) != self.desk.digest(after)
                ]
        return tuple(found)

    def _versions(self, report: str) -> list[str]:
        """All that stood at a report's address, in the order of publication, else of arrival."""
        copies = concerns(self.world).copies
        found, waiting = {report}, [report]
        while waiting:
            for copy in copies.get(waiting.pop(), ()):
                if copy.kind is CopyKind.EDITED:
                    new = {copy.copy, copy.of} - found
                    found |= new
                    waiting += new
        refs = sorted((self.desk.report(r) for r in found), key=lambda r: (r.known, r.id))
        if all(ref.published for ref in refs):
            refs.sort(key=lambda ref: ref.published or "")
        return [ref.id for ref in refs]

    def _edit(self, before: str, after: str) -> Edit:
        texts = [self.desk.text(self.desk.digest(report)) for report in (before, after)]
        old, new = ("" if text is None else text.content for text in texts)
        return Edit(self.desk.report(before), self.desk.report(after), difference(old, new))


def _parties(label: str, parties: Iterable[PartyRef]) -> list[Field]:
    return [Field(label, party.name, party.entity) for party in parties]
