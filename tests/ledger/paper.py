"""A small paper archive for tests: reports in plain words, with what was read and decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import (
    Annotation,
    Condition,
    Mention,
    Party,
    Pledge,
    Quantity,
    Reading,
    Statement,
    TimeExpression,
)
from onrecord.domain.decisions import Anchor, Decision, anchor_of
from onrecord.domain.facts import Fact, Facts, Recorded
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.domain.words import (
    Category,
    ConditionKind,
    Distribution,
    Judgement,
    MentionKind,
    Relation,
    Stage,
    StatementKind,
    TimeType,
)
from onrecord.reading.times import times_in

WHEN = datetime(2026, 11, 1, tzinfo=UTC)
Bounds = tuple[int | None, int | None, str]


def amount(low: int | None, high: int | None, unit: str | None = None) -> Amount:
    return Amount(
        None if low is None else Decimal(low), None if high is None else Decimal(high), unit
    )


@dataclass
class Page:
    """One report and what a reader found in it; every place is given by its words."""

    report: Report
    text: Text
    maker: str = "test.1"
    found: list[Annotation] = field(default_factory=list)

    def quote(self, words: str) -> Quote:
        start = self.text.content.index(words)
        return self.text.quote(start, start + len(words))

    def name(
        self, words: str, name: str | None = None, kind: str = "place", role: str | None = None
    ) -> Mention:
        described = None if role is None else self.quote(role)
        mention = Mention(
            self.text.digest, self.quote(words), MentionKind(kind), name or words, described
        )
        self.found.append(mention)
        return mention

    def said(
        self,
        words: str,
        by: str = "",
        via: Sequence[str] = (),
        cue: str | None = None,
        kind: str = "direct",
    ) -> Statement:
        statement = Statement(
            self.text.digest,
            (),
            () if cue is None else (self.quote(cue),),
            (self.quote(words),),
            StatementKind(kind),
            speakers=(by,) if by else (),
            via=tuple(via),
        )
        self.found.append(statement)
        return statement

    def pledge(
        self,
        words: str,
        by: Sequence[str] = (),
        stage: str = "announced",
        number: Bounds | None = None,
        when: str | None = None,
        to: Sequence[str] = (),
        share: str = "single",
        conditions: Sequence[tuple[str, str]] = (),
        score: float = 1.0,
        source: str | None = None,
        statement: Statement | None = None,
        category: str = "humanitarian",
        thing: str | None = None,
    ) -> Pledge:
        quote = self.quote(words)
        trigger = self.text.quote(quote.start, quote.start + (words + " ").index(" "))

        def parties(names: Sequence[str]) -> tuple[Party, ...]:
            return tuple(Party(self.quote(n) if n in words else trigger, n) for n in names)

        digest = self.text.digest
        pledge = Pledge(
            text=digest,
            evidence=(quote,),
            trigger=trigger,
            by=parties(by),
            distribution=Distribution(share),
            to=parties(to),
            category=Category(category),
            object=None if thing is None else self.quote(thing),
            quantity=None if number is None else Quantity(digest, quote, amount(*number)),
            when=None if when is None else TimeExpression(digest, trigger, TimeType.DATE, when),
            conditions=tuple(Condition(self.quote(w), ConditionKind(k)) for w, k in conditions),
            stage=Stage(stage),
            source=None if source is None else Party(trigger, source),
            score=score,
            statement=None if statement is None else statement.id,
        )
        self.found.append(pledge)
        return pledge

    def reading(self) -> Reading:
        def of(kind: type) -> tuple[Annotation, ...]:
            return tuple(found for found in self.found if isinstance(found, kind))

        return Reading(
            self.text,
            self.maker,
            mentions=of(Mention),  # type: ignore[arg-type]
            times=tuple(times_in(self.text)),
            statements=of(Statement),  # type: ignore[arg-type]
            pledges=of(Pledge),  # type: ignore[arg-type]
        )


Thing = Annotation | Report


@dataclass
class Paper:
    """Pages in order of arrival, then what was proposed and decided, in order."""

    pages: list[Page] = field(default_factory=list)
    later: list[Fact] = field(default_factory=list)

    def page(
        self,
        given: str,
        words: str,
        published: str | None = "2025-03-10",
        outlet: str | None = None,
        url: str | None = None,
    ) -> Page:
        text = Text(words)
        report = Report(given, text.digest, outlet or f"The {given}", url, published, f"On {given}")
        self.pages.append(Page(report, text))
        return self.pages[-1]

    def accept(
        self,
        relation: str,
        left: Thing,
        right: Thing,
        value: str | None = None,
        score: float = 0.9,
        actor: str = "policy:test.v1",
    ) -> Decision:
        return self._decide(Judgement.ACCEPT, relation, (left, right), value, score, actor)

    def reject(self, relation: str, left: Thing, right: Thing, actor: str = "anna") -> Decision:
        return self._decide(Judgement.REJECT, relation, (left, right), None, 0.9, actor)

    def _decide(
        self,
        judgement: Judgement,
        relation: str,
        sides: tuple[Thing, Thing],
        value: str | None,
        score: float,
        actor: str,
    ) -> Decision:
        left, right = sides
        proposal = Proposal(Relation(relation), left.id, right.id, score, (), "test.1", value)
        decision = Decision(
            proposal.id,
            judgement,
            actor,
            "as the test wants it",
            anchor_of(left),
            anchor_of(right),
            Relation(relation),
            value,
            seen=len(self.later),
        )
        self.later += [proposal, decision]
        return decision

    def judge(self, thing: Annotation, judgement: str, actor: str = "anna") -> None:
        self.later.append(
            Decision(thing.id, Judgement(judgement), actor, "looked at it", anchor_of(thing))
        )

    def propose(self, relation: str, left: Thing, right: Thing, score: float = 0.5) -> Proposal:
        proposal = Proposal(Relation(relation), left.id, right.id, score, (), "test.1")
        self.later.append(proposal)
        return proposal

    def all(self) -> list[Fact]:
        pages: list[Fact] = []
        for page in self.pages:
            pages += [page.report, page.reading()]
        return [*pages, *self.later]

    def facts(self) -> Facts:
        return gathered(self.all())


def gathered(facts: Sequence[Fact]) -> Facts:
    """Facts in the shape that a record gives them, numbered in their order."""
    recorded = [Recorded(fact, seq, WHEN) for seq, fact in enumerate(facts, 1)]
    return Facts(
        reports=tuple(r for r in recorded if isinstance(r.fact, Report)),  # type: ignore[misc]
        readings={r.fact.text.digest: r for r in recorded if isinstance(r.fact, Reading)},  # type: ignore[misc]
        proposals=tuple(r for r in recorded if isinstance(r.fact, Proposal)),  # type: ignore[misc]
        decisions=tuple(r for r in recorded if isinstance(r.fact, Decision)),  # type: ignore[misc]
    )


__all__ = ["Anchor", "Page", "Paper", "amount", "gathered"]
