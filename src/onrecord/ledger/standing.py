"""What holds of all that was proposed and decided: links that stand, links that were refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.findings import Finding, finding
from onrecord.domain.links import Proposal
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement, Relation
from onrecord.ledger.index import Index


@dataclass(frozen=True, slots=True)
class Link:
    """A decided pair: two things of the standing readings, and who decided."""

    relation: Relation
    left: str
    right: str
    value: str | None
    score: float
    by_person: bool
    decision: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The decisions in force, bound to the things that the standing readings found."""

    accepted: Mapping[Relation, tuple[Link, ...]]
    rejected: Mapping[Relation, tuple[Link, ...]]
    judged: Mapping[str, Judgement]
    """Annotation's id -> what was decided on it alone."""
    findings: tuple[Finding, ...]

    def links(self, relation: Relation) -> tuple[Link, ...]:
        """The accepted links of a relation."""
        return self.accepted.get(relation, ())

    def apart(self, relation: Relation) -> tuple[Link, ...]:
        """The pairs that a person said do not belong together."""
        return tuple(link for link in self.rejected.get(relation, ()) if link.by_person)


_Key = tuple[Relation | None, str, str, str | None]
"""Relation, the two things (one alone: the second is empty), the kind of dispute."""


@dataclass(frozen=True, slots=True)
class _Latest:
    rank: tuple[bool, int]
    sides: _Key
    decision: Decision
    proposal: Proposal | None


def standing(facts: Facts, index: Index, as_of: AsOf) -> Standing:
    """The latest decision on each pair or annotation; a person's outranks a policy's."""
    proposals = {recorded.fact.id: recorded.fact for recorded in facts.proposals}
    latest: dict[_Key, _Latest] = {}
    findings: list[Finding] = []
    for recorded in facts.decisions:
        if as_of.known is not None and recorded.seq > as_of.known:
            continue
        decision = recorded.fact
        proposal = proposals.get(decision.about)
        sides = _sides(decision, proposal, index)
        if sides is None:
            if not decision.by_policy:
                findings.append(_unbound(recorded))
            continue
        relation, left, right, value = sides
        key = (relation, min(left, right), max(left, right), value)
        rank = (not decision.by_policy, recorded.seq)
        if key not in latest or latest[key].rank < rank:
            latest[key] = _Latest(rank, sides, decision, proposal)
    accepted: dict[Relation, list[Link]] = {}
    rejected: dict[Relation, list[Link]] = {}
    judged: dict[str, Judgement] = {}
    for last in latest.values():
        (relation, left, right, value), decision, proposal = (
            last.sides,
            last.decision,
            last.proposal,
        )
        if relation is None:
            judged[left] = decision.judgement
            continue
        score = 1.0 if proposal is None else proposal.score
        told = decision.value or (None if proposal is None else proposal.value) or value
        link = Link(relation, left, right, told, score, not decision.by_policy, decision.id)
        side = accepted if decision.judgement is Judgement.ACCEPT else rejected
        side.setdefault(relation, []).append(link)
    return Standing(
        {relation: tuple(links) for relation, links in accepted.items()},
        {relation: tuple(links) for relation, links in rejected.items()},
        judged,
        tuple(findings),
    )


def _sides(decision: Decision, proposal: Proposal | None, index: Index) -> _Key | None:
    """The things that a decision is about, by id while they are there, else by their anchors."""
    if decision.right is None:
        alone = _alone(decision, index)
        return None if alone is None else (None, alone, "", None)
    relation = decision.relation or (None if proposal is None else proposal.relation)
    if relation is None:
        return None
    left = _side(decision.left, None if proposal is None else proposal.left, index)
    right = _side(decision.right, None if proposal is None else proposal.right, index)
    if left is None or right is None or left == right:
        return None
    value = None
    if relation is Relation.DISPUTES:
        value = decision.value or (None if proposal is None else proposal.value)
    return (relation, left, right, value)


def _alone(decision: Decision, index: Index) -> str | None:
    known = decision.about in index.heads or index.find(decision.about) is not None
    return decision.about if known else index.at(decision.left)


def _side(anchor: Anchor, identifier: str | None, index: Index) -> str | None:
    if identifier is not None and (found := index.find(identifier)) is not None:
        return found
    bound = index.at(anchor)
    return None if bound is None else index.find(bound)


def _unbound(recorded: Recorded[Decision]) -> Finding:
    decision = recorded.fact
    return finding(
        "decision-unbound",
        f"decision {decision.id} by {decision.actor} on {decision.about} fits nothing that the "
        "standing readings found; decide again on what they found instead",
        text=decision.left.text,
    )


def pairs_decided(facts: Facts, index: Index, as_of: AsOf) -> set[tuple[Relation, str, str]]:
    """The pairs, in order of their ids, on which anybody or any policy has decided."""
    holds = standing(facts, index, as_of)
    return {
        (link.relation, min(link.left, link.right), max(link.left, link.right))
        for side in (holds.accepted, holds.rejected)
        for links in side.values()
        for link in links
    }
