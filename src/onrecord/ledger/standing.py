"""What holds of all that was proposed and decided: links that stand, links that were refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.domain.corrections import Correction, check, correction
from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.errors import UsageError
from onrecord.domain.facts import Facts, Recorded
from onrecord.domain.findings import Finding, finding
from onrecord.domain.ids import kind_of
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
    """Annotation's id -> what was decided on it alone; who corrects a thing accepts it."""
    findings: tuple[Finding, ...]
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    """Annotation's id -> the fields that people put right."""

    def links(self, relation: Relation) -> tuple[Link, ...]:
        """The accepted links of a relation."""
        return self.accepted.get(relation, ())

    def apart(self, relation: Relation) -> tuple[Link, ...]:
        """The pairs that a person said do not belong together."""
        return tuple(link for link in self.rejected.get(relation, ()) if link.by_person)


_Key = tuple[Relation | None, str, str, str | None]
"""Relation, the two things (one alone: the second is empty), the kind of dispute or the field."""

PAIRED = (Relation.SAME_ENTITY, Relation.SAME_UTTERANCE, Relation.SAME_COMMITMENT)
"""What people join and part also where no machine proposed it."""


@dataclass(frozen=True, slots=True)
class _Latest:
    seq: int
    by_person: bool
    accepted: bool
    told: Link | Decision
    """The link that was decided on; of a thing alone the decision."""


def standing(facts: Facts, index: Index, as_of: AsOf) -> Standing:
    """The latest decision on each pair or annotation; a person's outranks a policy's."""
    latest: dict[_Key, _Latest] = {}
    findings: list[Finding] = []
    for recorded, proposal in _decided(facts, as_of):
        decision = recorded.fact
        sides = _sides(decision, proposal, index)
        if sides is None:
            if not decision.by_policy:
                findings.append(_unbound(recorded))
            continue
        relation, left, right, value = sides
        key = (relation, min(left, right), max(left, right), value)
        last, person = latest.get(key), not decision.by_policy
        if last is None or (last.by_person, last.seq) < (person, recorded.seq):
            accepted = decision.judgement is Judgement.ACCEPT
            told = decision if relation is None else _link(sides, decision, proposal)
            latest[key] = _Latest(recorded.seq, person, accepted, told)
    accepted_links: dict[Relation, list[Link]] = {}
    rejected: dict[Relation, list[Link]] = {}
    judged: dict[str, Judgement] = {}
    corrections: dict[str, list[Correction]] = {}
    for (_, low, high, value), last in latest.items():
        told, thing = last.told, low or high
        if isinstance(told, Link):
            side = accepted_links if last.accepted else rejected
            side.setdefault(told.relation, []).append(told)
        elif value is None:
            judged[thing] = told.judgement
        else:
            corrections.setdefault(thing, []).append(correction(told.value))
    return Standing(
        {relation: tuple(sorted(links, key=_place)) for relation, links in accepted_links.items()},
        {relation: tuple(sorted(links, key=_place)) for relation, links in rejected.items()},
        {**dict.fromkeys(corrections, Judgement.ACCEPT), **judged},
        tuple(findings),
        {thing: tuple(sorted(told, key=lambda c: c.field)) for thing, told in corrections.items()},
    )


def _decided(facts: Facts, as_of: AsOf) -> Iterator[tuple[Recorded[Decision], Proposal | None]]:
    """The decisions in force with the proposals that they are on."""
    proposals = {recorded.fact.id: recorded.fact for recorded in facts.proposals}
    for recorded in in_force(facts.decisions, as_of):
        yield recorded, proposals.get(recorded.fact.about)
    back = taken_back([d for d in facts.decisions if as_of.known is None or d.seq <= as_of.known])
    for recorded, proposal in facts.by_policy:
        known = as_of.known is None or recorded.seq <= as_of.known
        if known and recorded.fact.id not in back:
            yield recorded, proposal


def _link(sides: _Key, decision: Decision, proposal: Proposal | None) -> Link:
    relation, left, right, value = sides
    assert relation is not None
    score = 1.0 if proposal is None else proposal.score
    told = decision.value or (None if proposal is None else proposal.value) or value
    return Link(relation, left, right, told, score, not decision.by_policy, decision.id)


def _place(link: Link) -> tuple[str, str, str]:
    return (link.left, link.right, link.value or "")


def in_force(decisions: Sequence[Recorded[Decision]], as_of: AsOf) -> Sequence[Recorded[Decision]]:
    """The decisions known then that nobody had taken back, without those only to be compared."""
    known = [d for d in decisions if as_of.known is None or d.seq <= as_of.known]
    back = taken_back(known)
    return [
        recorded
        for recorded in known
        if recorded.fact.judgement is not Judgement.UNDO
        and recorded.fact.id not in back
        and not recorded.fact.by_second
    ]


def taken_back(decisions: Sequence[Recorded[Decision]]) -> Mapping[str, str]:
    """Decision -> the decision that takes it back; one that was taken back itself does not."""
    back: dict[str, str] = {}
    undone = [d for d in decisions if d.fact.judgement is Judgement.UNDO]
    for recorded in sorted(undone, key=lambda d: -d.seq):
        if recorded.fact.id not in back:
            back.setdefault(recorded.fact.about, recorded.fact.id)
    return back


def _sides(decision: Decision, proposal: Proposal | None, index: Index) -> _Key | None:
    """The things that a decision is about, by id while they are there, else by their anchors."""
    if decision.right is None:
        alone = _alone(decision, index)
        told = _field(decision, alone, index)
        return None if alone is None or told is None else (None, alone, "", told or None)
    relation = decision.relation or (None if proposal is None else proposal.relation)
    if relation is None:
        return None
    names: tuple[str | None, str | None] = (None, None)
    if proposal is not None:
        names = (proposal.left, proposal.right)
    elif relation in PAIRED:
        names = (decision.about, decision.value)
    left, right = _side(decision.left, names[0], index), _side(decision.right, names[1], index)
    if left is None or right is None or left == right:
        return None
    value = None
    if relation is Relation.DISPUTES:
        value = decision.value or (None if proposal is None else proposal.value)
    return (relation, left, right, value)


def _alone(decision: Decision, index: Index) -> str | None:
    """The thing that is judged alone; for a name the first mention of it in its text."""
    known = index.find(decision.about)
    if known is not None:
        return known
    bound = index.at(decision.left)
    return bound if bound is None else index.find(bound) or bound


def _field(decision: Decision, thing: str | None, index: Index) -> str | None:
    """The field that is corrected, "" where the thing as a whole is judged, None for nonsense."""
    if decision.judgement is not Judgement.CORRECT:
        return ""
    source = index.sources.get(decision.left.text)
    if source is None or thing is None:
        return None
    try:
        told = correction(decision.value)
        check(told, kind_of(thing) or "", source.reading.fact.text)
    except UsageError:
        return None
    return told.field


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
