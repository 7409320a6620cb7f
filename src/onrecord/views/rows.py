"""Rows of the tables, and how a line of the world becomes one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from onrecord.domain.amounts import Amount
from onrecord.domain.words import (
    Category,
    ConditionKind,
    ConditionState,
    DisputeKind,
    Distribution,
    MentionKind,
    Stage,
    StatementKind,
)
from onrecord.domain.world import Commitment, Dispute, Evidence, PartyRef, Step, Utterance, World
from onrecord.linking.external import ExternalId
from onrecord.views.amounts import written
from onrecord.views.benefits import worked_out
from onrecord.views.concerns import concerns
from onrecord.views.held import Desk, Quoted, joined


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition and what came of it."""

    words: str
    kind: ConditionKind
    state: ConditionState


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One undertaking; `on` is the day of its current stage, `evidence` the words that tell it."""

    id: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    asked_by: tuple[str, ...]
    distribution: Distribution
    category: Category
    what: str
    amount: Amount | None
    quantity: str
    when: str | None
    when_words: str | None
    conditions: tuple[ConditionRow, ...]
    stage: Stage
    on: str | None
    origins: int
    disputes: tuple[str, ...]
    score: float
    known: int
    known_at: datetime | None
    evidence: Quoted
    to_worked_out: tuple[str, ...] = ()
    """Whom it is for by its story, where no sentence of its own says."""
    others: tuple[str, ...] = ()
    """Who takes part beside `by` and is not named: "other member states"."""

    @property
    def who(self) -> tuple[str, ...]:
        """All who undertake it, the named ones first."""
        return (*self.by, *self.others)

    @property
    def deadline(self) -> str:
        """The term as worded, else as worked out, "" where none is told."""
        return self.when_words or self.when or ""


@dataclass(frozen=True, slots=True)
class UtteranceRow:
    """One saying; `words` are those of its first rendering."""

    id: str
    speakers: tuple[str, ...]
    mode: str
    on: str | None
    words: str
    kind: StatementKind
    via: tuple[str, ...]
    renderings: tuple[Quoted, ...]
    origins: int
    known: int
    known_at: datetime | None


@dataclass(frozen=True, slots=True)
class SideRow:
    """One account in a dispute."""

    value: str
    evidence: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """Accounts that cannot both be right; `title` is the line that they are about."""

    id: str
    about: str
    about_kind: str
    title: str
    kind: DisputeKind
    sides: tuple[SideRow, ...]
    known: int
    known_at: datetime | None


@dataclass(frozen=True, slots=True)
class EntityRow:
    """Somebody under all their names, how many lines concern them, and their ids elsewhere."""

    id: str
    kind: MentionKind
    name: str
    variants: tuple[str, ...]
    roles: tuple[str, ...]
    reports: int
    commitments: int
    utterances: int
    known: int
    known_at: datetime | None
    ids: tuple[ExternalId, ...] = ()


class Rows:
    """Makes rows of a world's lines."""

    def __init__(self, world: World, desk: Desk) -> None:
        self.world = world
        self.desk = desk

    def ready(self, lines: Iterable[Commitment | Utterance | Dispute]) -> None:
        """Look up in one what rows of these lines want."""
        self.desk.have(evidence for line in lines for evidence in _told(line))

    def commitment(self, made: Commitment) -> CommitmentRow:
        """A commitment as a row."""
        step = current_step(made)
        evidence = self.desk.quoted(step.evidence[0])
        return CommitmentRow(
            id=made.id,
            by=names_of(made.by),
            to=names_of(made.to),
            asked_by=names_of(made.asked_by),
            distribution=made.distribution,
            category=made.category,
            what=made.what,
            amount=made.quantity,
            quantity=written(made.quantity),
            when=made.when,
            when_words=made.when_words,
            conditions=tuple(ConditionRow(c.words, c.kind, c.state) for c in made.conditions),
            stage=made.stage,
            on=step.on,
            origins=made.origins,
            disputes=tuple(d.id for d in concerns(self.world).disputed.get(made.id, ())),
            score=made.score,
            known=made.known,
            known_at=self.desk.report(made.history[0].evidence[0].report).known_at,
            evidence=evidence,
            to_worked_out=self._worked_out(made),
            others=made.others,
        )

    def _worked_out(self, made: Commitment) -> tuple[str, ...]:
        if made.to:
            return ()
        found = worked_out(self.world, self.desk).get(made.id)
        return () if found is None else (found.party.name,)

    def utterance(self, said: Utterance) -> UtteranceRow:
        """A saying as a row."""
        first = said.renderings[0]
        renderings = tuple(self.desk.quoted(r.evidence) for r in said.renderings)
        return UtteranceRow(
            id=said.id,
            speakers=said.names,
            mode=said.mode,
            on=said.on,
            words=joined(first.evidence.quotes),
            kind=first.kind,
            via=first.via,
            renderings=renderings,
            origins=said.origins,
            known=said.known,
            known_at=renderings[0].report.known_at,
        )

    def dispute(self, dispute: Dispute, titles: Mapping[str, str]) -> DisputeRow:
        """A dispute as a row, given the titles of commitments and utterances by id."""
        sides = tuple(
            SideRow(side.value, tuple(self.desk.quoted(e) for e in side.evidence))
            for side in dispute.sides
        )
        return DisputeRow(
            id=dispute.id,
            about=dispute.about,
            about_kind="utterance" if dispute.about.startswith("u") else "commitment",
            title=titles.get(dispute.about, ""),
            kind=dispute.kind,
            sides=sides,
            known=dispute.known,
            known_at=max(
                (q.report.known_at for s in sides for q in s.evidence[:1] if q.report.known_at),
                default=None,
            ),
        )

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """What the commitments and utterances with these ids are called."""
        lines = concerns(self.world).lines
        return {
            identifier: title_of(line)
            for identifier in ids
            if isinstance(line := lines.get(identifier), Commitment | Utterance)
        }


def _told(line: Commitment | Utterance | Dispute) -> Iterable[Evidence]:
    """The evidence that a row of a line names."""
    if isinstance(line, Commitment):
        return (current_step(line).evidence[0], line.history[0].evidence[0])
    if isinstance(line, Utterance):
        return (rendering.evidence for rendering in line.renderings)
    return (evidence for side in line.sides for evidence in side.evidence)


def current_step(made: Commitment) -> Step:
    """The last step of the stage that holds."""
    return next(
        (step for step in reversed(made.history) if step.stage is made.stage), made.history[-1]
    )


def names_of(parties: Iterable[PartyRef]) -> tuple[str, ...]:
    """The names to show."""
    return tuple(party.name for party in parties)


def title_of(line: Commitment | Utterance) -> str:
    """A commitment or a saying in a few words."""
    if isinstance(line, Commitment):
        who = ", ".join((*names_of(line.by), *line.others)) or "somebody"
        towards = f" → {', '.join(names_of(line.to))}" if line.to else ""
        return f"{who}{towards}: {line.what}"
    return f"{', '.join(line.names) or 'somebody'}: {joined(line.renderings[0].evidence.quotes)}"
