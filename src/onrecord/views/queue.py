"""What is worth a person's time: undecided proposals and doubtful pledges, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.domain.annotations import Annotation, Mention
from onrecord.domain.links import Proposal, Reason
from onrecord.domain.times import AsOf
from onrecord.domain.words import Relation
from onrecord.domain.world import Evidence
from onrecord.ledger.fold import CANDIDATE_SCORE, folded
from onrecord.ledger.index import Index, index
from onrecord.ledger.standing import pairs_decided
from onrecord.views.facts import quotes_of
from onrecord.views.held import NOW, Desk, Passage, Reader

WEIGHT = {
    Relation.DISPUTES: 1.0,
    Relation.SAME_COMMITMENT: 0.9,
    Relation.SAME_ENTITY: 0.8,
    Relation.COPY_OF: 0.7,
    Relation.SAME_UTTERANCE: 0.6,
    Relation.CREDITS: 0.5,
    Relation.SAME_STORY: 0.4,
}
"""How much hangs on a proposal, by relation; times how near it is to being even."""

QUESTION = {
    Relation.SAME_ENTITY: "Is {left!r} the same as {right!r}?",
    Relation.SAME_UTTERANCE: "Is this one saying?",
    Relation.SAME_COMMITMENT: "Is this one undertaking?",
    Relation.SAME_STORY: "Do these reports tell of one matter?",
    Relation.COPY_OF: "Is the first a copy of the second?",
    Relation.CREDITS: "Does the first credit the second?",
    Relation.DISPUTES: "Can these not both be right?",
}


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A question for a person: a proposal nobody decided, or a pledge that may be none."""

    id: str
    kind: str
    relation: Relation | None
    score: float
    question: str
    left: Passage | None
    right: Passage | None
    reasons: tuple[Reason, ...]
    value: str | None = None


def queue(reader: Reader, limit: int = 50, as_of: AsOf = NOW) -> tuple[QueueItem, ...]:
    """The questions that help most, first those on which most hangs and that are least certain."""
    facts = reader.facts(as_of.known)
    found = index(facts, as_of)
    decided = pairs_decided(facts, found, as_of)
    waiting: list[tuple[float, str, Proposal | Annotation]] = []
    for recorded in facts.proposals:
        proposal = recorded.fact
        left, right = found.find(proposal.left), found.find(proposal.right)
        if left is None or right is None or left == right:
            continue
        if (proposal.relation, min(left, right), max(left, right)) in decided:
            continue
        worth = WEIGHT[proposal.relation] * (1 - abs(2 * proposal.score - 1))
        waiting.append((-worth, proposal.id, proposal))
    for pledge in folded(facts, as_of).candidates:
        waiting.append((-pledge.score / CANDIDATE_SCORE / 2, pledge.id, pledge))
    waiting.sort(key=lambda item: item[:2])
    look = _Look(found, Desk(reader), waiting[:limit])
    return tuple(look.item(thing) for _, _, thing in waiting[:limit])


class _Look:
    def __init__(
        self, found: Index, desk: Desk, waiting: list[tuple[float, str, Proposal | Annotation]]
    ) -> None:
        self._index = found
        self._desk = desk
        self._mentions: Mapping[str, Mention] = (
            {m.id: m for told in found.mentions.values() for m in told} if waiting else {}
        )

    def item(self, thing: Proposal | Annotation) -> QueueItem:
        if not isinstance(thing, Proposal):
            question = "Is this an undertaking?"
            score = getattr(thing, "score", 1.0)
            left = next(self._passages(thing), None)
            return QueueItem(thing.id, "pledge", None, score, question, left, None, ())
        left, right = self._passage(thing.left), self._passage(thing.right)
        words = {
            "left": left.words if left else thing.left,
            "right": right.words if right else thing.right,
        }
        return QueueItem(
            thing.id,
            "proposal",
            thing.relation,
            thing.score,
            QUESTION[thing.relation].format(**words),
            left,
            right,
            thing.reasons,
            thing.value,
        )

    def _passage(self, identifier: str) -> Passage | None:
        if identifier in self._index.reports:
            ref = self._desk.report(identifier)
            title = ref.title or ref.given
            return Passage(ref, title, 0, (), title, (), identifier)
        thing: Annotation | None = (
            self._mentions.get(identifier)
            or self._index.statements.get(identifier)
            or self._index.pledges.get(identifier)
        )
        return None if thing is None else next(self._passages(thing), None)

    def _passages(self, thing: Annotation) -> Iterator[Passage]:
        for report in self._index.sources[thing.text].reports:
            quotes = quotes_of(thing)
            evidence = Evidence(report.fact.id, thing.text, quotes, thing.id, report.seq)
            yield self._desk.passage(evidence)
