"""A story with its true record -> the facts that perfect reading and perfect linking would give."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import (
    Condition,
    Mention,
    Party,
    Pledge,
    Quantity,
    Reading,
    Statement,
    TimeExpression,
)
from onrecord.domain.decisions import Decision, anchor_of
from onrecord.domain.facts import Fact
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

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold" / "story-dev" / "story.json"
SCORER = SHARED / "tools" / "story_score.py"


def gold() -> dict[str, Any]:
    """The development story; skips where it is not there."""
    if not GOLD.exists():
        pytest.skip(f"needs {GOLD}, which is not here")
    return json.loads(GOLD.read_text(encoding="utf-8"))


class TrueStory:
    """Facts of one story; `facts` in the order of the reports, or in any other order."""

    def __init__(self, story: dict[str, Any]) -> None:
        self.story = story
        self.texts = {r["id"]: Text(r["text"]) for r in story["reports"]}
        self.times = {report: tuple(times_in(text)) for report, text in self.texts.items()}
        self.reports = {
            r["id"]: Report(
                r["id"],
                self.texts[r["id"]].digest,
                r["outlet"],
                r["url"],
                r["published"],
                r["title"],
            )
            for r in story["reports"]
        }
        self.names = {e["id"]: e["name"] for e in story["entities"]}
        self.heads: dict[str, dict[str, Mention]] = {e: {} for e in self.names}
        self.mentions: dict[str, list[Mention]] = {r: [] for r in self.texts}
        self.statements: dict[str, list[tuple[str, Statement]]] = {r: [] for r in self.texts}
        self.pledges: dict[str, list[tuple[str, Pledge]]] = {r: [] for r in self.texts}
        self._mentions()
        self._statements()
        self._pledges()
        self._contested()

    def _mentions(self) -> None:
        for entity in self.story["entities"]:
            for report, text in self.texts.items():
                found = []
                for form in entity["variants"]:
                    for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text.content):
                        quote = text.quote(match.start(), match.end())
                        kind = MentionKind(entity["kind"])
                        found.append(Mention(text.digest, quote, kind, entity["name"]))
                found.sort(key=lambda m: (m.quote.start, m.quote.end))
                if found:
                    self.heads[entity["id"]][report] = found[0]
                self.mentions[report] += found

    def quote(self, report: str, words: str) -> Quote:
        start = self.texts[report].content.index(words)
        return self.texts[report].quote(start, start + len(words))

    def _statements(self) -> None:
        for utterance in self.story["utterances"]:
            for rendering in utterance["renderings"]:
                report = rendering["report"]
                statement = Statement(
                    self.texts[report].digest,
                    (),
                    (),
                    (self.quote(report, rendering["quote"]),),
                    StatementKind(rendering["kind"]),
                    speakers=(self.names[utterance["speaker"]],),
                    via=tuple(rendering["via"]),
                )
                self.statements[report].append((utterance["id"], statement))

    def _pledges(self) -> None:
        for made in self.story["commitments"]:
            last = made["history"][-1]
            for entry in made["history"]:
                for number, evidence in enumerate(entry["evidence"]):
                    final = entry is last and number == 0
                    self._pledge(made, entry["stage"], evidence, entry.get("quantity"), final)

    def _pledge(
        self,
        made: dict[str, Any],
        stage: str,
        evidence: dict[str, Any],
        quantity: dict[str, Any] | None,
        final: bool,
    ) -> Pledge:
        report = evidence["report"]
        text = self.texts[report]
        quote = self.quote(report, evidence["quote"])
        trigger = text.quote(quote.start, quote.start + quote.words.index(" "))
        told = self._told_quantity(made, evidence, quantity or made["quantity"])
        amount = None
        if told is not None:
            low, high = (None if v is None else Decimal(str(v)) for v in (told["min"], told["max"]))
            amount = Quantity(text.digest, quote, Amount(low, high, told["unit"]))
        when = None
        if final and made["when"]:
            when = TimeExpression(text.digest, trigger, TimeType.DATE, made["when"])
        carrier = next(
            (
                s.id
                for _, s in self.statements[report]
                if s.content[0].start <= quote.start and quote.end <= s.content[0].end
            ),
            None,
        )
        pledge = Pledge(
            text=text.digest,
            evidence=(quote,),
            trigger=trigger,
            by=tuple(Party(trigger, self.names[e]) for e in self._told_by(made, evidence)),
            distribution=Distribution(made["distribution"]),
            to=tuple(Party(trigger, self.names[e]) for e in made["to"]),
            category=Category(made["category"]),
            object=self._object(report, quote, trigger),
            quantity=amount,
            when=when,
            conditions=self._conditions(made, report, quote),
            stage=Stage(stage),
            statement=carrier,
        )
        self.pledges[report].append((made["id"], pledge))
        return pledge

    def _object(self, report: str, quote: Quote, trigger: Quote) -> Quote | None:
        """The words after the trigger, up to the first time."""
        text = self.texts[report]
        inside = [t.quote.start for t in self.times[report] if t.quote.span.overlaps(quote.span)]
        end = min([quote.end, *inside])
        start = trigger.end + 1
        return text.quote(start, end) if start < end else None

    def _told_by(self, made: dict[str, Any], evidence: dict[str, Any]) -> list[str]:
        for dispute in self.story["disputes"]:
            if dispute["about"] == made["id"] and dispute["kind"] == "party":
                for side in dispute["sides"]:
                    if evidence in side["evidence"]:
                        return [e for e, name in self.names.items() if name == side["value"]]
        return made["by"]

    def _told_quantity(
        self, made: dict[str, Any], evidence: dict[str, Any], quantity: dict[str, Any] | None
    ) -> dict[str, Any] | None:
        for dispute in self.story["disputes"]:
            if dispute["about"] == made["id"] and dispute["kind"] == "number" and quantity:
                for side in dispute["sides"][1:]:
                    if evidence in side["evidence"]:
                        number = int(side["value"].split()[0])
                        number *= 1_000_000 if "million" in side["value"] else 1
                        return {"min": number, "max": number, "unit": quantity["unit"]}
        return quantity

    def _conditions(self, made: dict[str, Any], report: str, quote: Quote) -> tuple[Condition, ...]:
        found = []
        for condition in made["conditions"]:
            start = quote.words.find(condition["text"].replace("'", "’"))
            start = quote.words.find(condition["text"]) if start < 0 else start
            if start >= 0:
                place = quote.start + start
                words = self.texts[report].quote(place, place + len(condition["text"]))
                found.append(Condition(words, ConditionKind(condition["kind"])))
        return tuple(found)

    def _contested(self) -> None:
        """Claims of another stage that stand in a dispute alone."""
        made = {c["id"]: c for c in self.story["commitments"]}
        for dispute in self.story["disputes"]:
            if dispute["kind"] == "stage":
                for side in dispute["sides"]:
                    for evidence in side["evidence"]:
                        if self.thing(dispute["about"], evidence) is None:
                            self._pledge(
                                made[dispute["about"]], side["value"], evidence, None, False
                            )

    def thing(self, about: str, evidence: dict[str, Any]) -> Pledge | Statement | None:
        report, quote = evidence["report"], self.quote(evidence["report"], evidence["quote"])
        for line, pledge in self.pledges[report]:
            if line == about and pledge.evidence[0].span.overlaps(quote.span):
                return pledge
        if about.startswith("u") or about == "c25":
            for _, statement in self.statements[report]:
                if statement.content[0].span.overlaps(quote.span):
                    return statement
        return None

    def reading(self, report: str) -> Reading:
        text = self.texts[report]
        return Reading(
            text,
            "true.1",
            mentions=tuple(self.mentions[report]),
            times=self.times[report],
            statements=tuple(s for _, s in self.statements[report]),
            pledges=tuple(dict.fromkeys(p for _, p in self.pledges[report])),
        )

    def links(self) -> Iterator[tuple[Proposal, Decision]]:
        for heads in self.heads.values():
            first, *others = heads.values() if heads else [None]
            for other in others:
                assert first is not None
                yield _accepted(Relation.SAME_ENTITY, other, first)
        yield from self._grouped(Relation.SAME_UTTERANCE, self.statements)
        yield from self._grouped(Relation.SAME_COMMITMENT, self.pledges)
        for copy in self.story["copies"]:
            left, right = self.reports[copy["copy"]], self.reports[copy["of"]]
            yield _accepted(Relation.COPY_OF, left, right, copy["kind"])
        yield from self._credits()
        for story in self.story["stories"]:
            members = [self.reports[r] for r in story["reports"]]
            for i, one in enumerate(members):
                for other in members[:i]:
                    yield _accepted(Relation.SAME_STORY, one, other)
        for dispute in self.story["disputes"]:
            first, *others = (
                [self.thing(dispute["about"], e) for e in side["evidence"]]
                for side in dispute["sides"]
            )
            for other in others:
                assert first[0] is not None and other[0] is not None
                yield _accepted(Relation.DISPUTES, first[0], other[0], dispute["kind"])

    def _credits(self) -> Iterator[tuple[Proposal, Decision]]:
        for utterance in self.story["utterances"]:
            for rendering in utterance["renderings"]:
                for report in self.reports.values():
                    if report.outlet in rendering["via"]:
                        left = self.reports[rendering["report"]]
                        yield _accepted(Relation.CREDITS, left, report)
                        return

    def _grouped(
        self, relation: Relation, found: dict[str, list[tuple[str, Any]]]
    ) -> Iterator[tuple[Proposal, Decision]]:
        first: dict[str, Any] = {}
        for things in found.values():
            for line, thing in things:
                if first.setdefault(line, thing).id != thing.id:
                    yield _accepted(relation, thing, first[line])

    def all(self, reports: list[str] | None = None) -> list[Fact]:
        facts: list[Fact] = []
        for report in reports or list(self.reports):
            facts += [self.reports[report], self.reading(report)]
        for proposal, decision in self.links():
            facts += [proposal, decision]
        return facts


def _accepted(
    relation: Relation, left: Any, right: Any, value: str | None = None
) -> tuple[Proposal, Decision]:
    proposal = Proposal(relation, left.id, right.id, 0.99, (), "true.1", value)
    decision = Decision(
        proposal.id,
        Judgement.ACCEPT,
        "policy:true.v1",
        "the true record says so",
        anchor_of(left),
        anchor_of(right),
        relation,
        value,
    )
    return proposal, decision
