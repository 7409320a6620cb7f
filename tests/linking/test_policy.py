from __future__ import annotations

import pytest

from onrecord.app.policy import POLICY, STORY, THRESHOLDS, accepted, accepts, decide
from onrecord.domain.decisions import Anchor
from onrecord.domain.links import Proposal, Reason
from onrecord.domain.words import Judgement, Relation


def proposal(relation: Relation, score: float) -> Proposal:
    reasons = (
        Reason("spelling", 5.5, "Kiev ~ Kyiv"),
        Reason("matter", 2.0, "names tolm"),
        Reason("apart", 0.6, "told 2 days apart"),
    )
    return Proposal(relation, "m1a", "m1b", score, reasons, "linking.v1")


@pytest.mark.parametrize("relation", list(Relation))
def test_every_relation_has_a_threshold_and_it_decides(relation: Relation) -> None:
    threshold = THRESHOLDS[relation]
    least = 0.2 if relation is Relation.SAME_STORY else 0.5
    assert least < threshold < 1.0
    assert accepts(proposal(relation, threshold))
    assert not accepts(proposal(relation, threshold - 0.01))


def test_a_decision_says_why_and_is_bound_to_evidence() -> None:
    anchors = {"m1a": Anchor("t1", "mention", 0, 4), "m1b": Anchor("t2", "mention", 7, 11)}
    good, bad = proposal(Relation.SAME_ENTITY, 0.99), proposal(Relation.SAME_ENTITY, 0.3)
    (decision,) = decide([bad, good], anchors.__getitem__, 12)
    assert (decision.about, decision.judgement) == (good.id, Judgement.ACCEPT)
    assert (decision.left, decision.right, decision.seen) == (anchors["m1a"], anchors["m1b"], 12)
    assert decision.actor == POLICY and decision.by_policy
    assert "Kiev ~ Kyiv" in decision.reason and "0.99" in decision.reason


def together(left: str, score: float, dated: bool = True) -> Proposal:
    reasons = (
        Reason("subject", 2.0, "pumps"),
        *([Reason("apart", 0.6, "3 days")] if dated else []),
    )
    return Proposal(Relation.SAME_STORY, "r1new", left, score, reasons, "linking.v1")


def test_a_report_joins_the_story_of_the_report_that_it_is_most_like() -> None:
    likeliest, other = together("r1a", 0.25), together("r1b", 0.2)
    assert accepted([other, likeliest]) == [likeliest]
    assert accepted([together("r1a", STORY - 0.01)]) == []


def test_further_reports_of_its_story_need_days() -> None:
    best, dated = together("r1a", 0.9), together("r1b", 0.8)
    assert accepted([best, dated]) == [best, dated]
    assert accepted([best, together("r1b", 0.8, dated=False)]) == [best]
