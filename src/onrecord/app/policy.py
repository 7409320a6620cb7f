"""The named policy that accepts proposals: a threshold for each relation, beside its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.links import Proposal
from onrecord.domain.words import Judgement, Relation

POLICY = "policy:thresholds.v3"

THRESHOLDS: dict[Relation, float] = {
    Relation.SAME_ENTITY: 0.6,
    Relation.SAME_UTTERANCE: 0.65,
    Relation.SAME_COMMITMENT: 0.75,
    Relation.SAME_STORY: 0.3,
    Relation.COPY_OF: 0.7,
    Relation.CREDITS: 0.8,
    Relation.DISPUTES: 0.7,
}
"""The score from which a proposal is accepted without a person.

Set so that 0.95 or more of the accepted pairs are right, on perfect readings of three stories (the
development one, `examples/summits-record`, `data/stories/lagoon`; 2026-11). Right of accepted, by
`benchmarks/linking.py links`:

| relation | at the threshold | a tenth lower |
|---|---|---|
| same_entity | 727 of 759 | 728 of 761 |
| same_utterance | 67 of 67 | 67 of 67 |
| same_commitment | 292 of 292 | 305 of 310 |
| same_story | 101 of 101 | 101 of 101 |
| copy_of | 9 of 9 | 9 of 9 |
| credits | 3 of 3 | 3 of 3 |
| disputes | 22 of 22 | 22 of 23 |

On eight stories that no threshold is set on, undertakings are right in 0.90 of 1,256; at 0.85 it
would be 0.94, but then what is read end to end falls apart more (decision 14).

Of the 32 entities that do not fit most are a capital that stands for its government in a report
where the true record lists the same words under the city as well.

Names in a year of news items (27,908 accepted links, most of equal names): 0.999 right.
"""

STORY = 0.12
"""The score from which the earlier report that a new one is most like is in its story.

One threshold for every pair serves no two matters: a running one spans months and wants it low, and
two events of one kind are told in the same words and want it high. So a report joins the story of
the one report that it is most like, from this score on; any further pair only from its threshold
on, and only where both reports are dated, because without days nothing tells two events of one
kind apart. On ECB+ (documents in random order, undated; B-cubed F1 of three orders) that gives 0.84
on the development part and 0.87 on 300 documents of the training part, where the best threshold
for every pair gives 0.80 and TF-IDF with average linkage, its threshold the best in hindsight, 0.83
and 0.86 (2026-11).
"""

DATED = "apart"
"""The reason that a story proposal carries when both reports are dated."""


def accepts(proposal: Proposal) -> bool:
    """Whether the policy accepts a proposal by itself; what it does not accept waits."""
    if proposal.score < THRESHOLDS[proposal.relation]:
        return False
    dated = proposal.relation is not Relation.SAME_STORY or not proposal.reasons
    return dated or any(reason.feature == DATED for reason in proposal.reasons)


def accepted(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Of one new report's proposals those that the policy accepts, in their order."""
    best = max(
        (p for p in proposals if p.relation is Relation.SAME_STORY and p.score >= STORY),
        key=lambda p: (p.score, p.left, p.right),
        default=None,
    )
    return [p for p in proposals if p is best or accepts(p)]


def decide(
    proposals: Iterable[Proposal], anchor_of: Callable[[str], Anchor], seen: int
) -> Iterator[Decision]:
    """The policy's decisions on one new report's proposals: acceptances only, with their reasons.

    `anchor_of` gives the evidence that an id stands for, `seen` is the record's seq before them.
    """
    for proposal in accepted(list(proposals)):
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
    by_itself = f"accepted from {threshold:.2f}"
    why = by_itself if accepts(proposal) else f"the report that it is most like, from {STORY:.2f}"
    return f"{proposal.relation} at {proposal.score:.2f}, {why}: {told}"
