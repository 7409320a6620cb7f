"""The named policy that accepts proposals: a threshold for each relation, beside its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.links import Proposal
from onrecord.domain.words import Judgement, Relation

POLICY = "policy:thresholds.v1"

THRESHOLDS: dict[Relation, float] = {
    Relation.SAME_ENTITY: 0.6,
    Relation.SAME_UTTERANCE: 0.65,
    Relation.SAME_COMMITMENT: 0.6,
    Relation.SAME_STORY: 0.3,
    Relation.COPY_OF: 0.7,
    Relation.CREDITS: 0.8,
    Relation.DISPUTES: 0.7,
}
"""The score from which a proposal is accepted without a person.

Set in 2026-11, but for stories, so that 0.95 or more of the accepted pairs are right, on perfect
readings of three stories (the development one, `examples/summits-record`, `data/stories/lagoon`).
Right of accepted:

| relation | at the threshold | a tenth lower |
|---|---|---|
| same_entity | 1241 of 1241 | 1256 of 1256 |
| same_utterance | 67 of 67 | 67 of 67 |
| same_commitment | 308 of 310 | 312 of 318 |
| same_story, at 0.7 | 81 of 81 | 91 of 91 |
| copy_of | 9 of 9 | 9 of 9 |
| disputes | 25 of 25 | 26 of 27 |

Names in a year of news items (27,908 accepted links, most of equal names): 0.999 right.

Stories lie lower: a running matter spans months. From 0.7 to 0.3 the grouping of `summits-record`
rises from 0.38 to 0.70 (B-cubed) and the development story stays at 1.0, while on ECB+, which tells
two events of one kind apart, it falls from 0.825 at 0.7 to 0.70 at 0.5.
"""


def accepts(proposal: Proposal) -> bool:
    """Whether the policy accepts a proposal; what it does not accept waits for a person."""
    return proposal.score >= THRESHOLDS[proposal.relation]


def decide(
    proposals: Iterable[Proposal], anchor_of: Callable[[str], Anchor], seen: int
) -> Iterator[Decision]:
    """The policy's decisions on proposals: acceptances only, each with its reasons.

    `anchor_of` gives the evidence that an id stands for, `seen` is the record's seq before them.
    """
    for proposal in proposals:
        if accepts(proposal):
            yield Decision(
                about=proposal.id,
                judgement=Judgement.ACCEPT,
                actor=POLICY,
                reason=reason_of(proposal),
                left=anchor_of(proposal.left),
                right=anchor_of(proposal.right),
                relation=proposal.relation,
                value=proposal.value,
                seen=seen,
            )


def reason_of(proposal: Proposal) -> str:
    """Score and threshold in words, with the three weightiest features."""
    told = "; ".join(f"{r.feature} {r.score:+.1f} ({r.detail})" for r in proposal.reasons[:3])
    threshold = THRESHOLDS[proposal.relation]
    return f"{proposal.relation} at {proposal.score:.2f}, accepted from {threshold:.2f}: {told}"
