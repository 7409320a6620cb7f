"""Which decisions are in force, and what they are bound to."""

from __future__ import annotations

from paper import Page, Paper, gathered

from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.times import AsOf
from onrecord.domain.words import Judgement, Relation
from onrecord.ledger.fold import fold, folded

NOW = AsOf()


def two_pages() -> tuple[Paper, Page, Page]:
    paper = Paper()
    one = paper.page("a", "Norland will send 10 pumps to the coast.")
    other = paper.page("b", "Norland has promised ten pumps for the coast.")
    return paper, one, other


def pumps(paper: Paper) -> int:
    return len(fold(paper.facts()).commitments)


def test_a_proposal_alone_joins_nothing() -> None:
    paper, one, other = two_pages()
    left, right = one.pledge("will send 10 pumps"), other.pledge("has promised ten pumps")
    paper.propose("same_commitment", left, right, score=0.99)
    assert pumps(paper) == 2


def test_the_latest_decision_of_the_same_rank_stands() -> None:
    paper, one, other = two_pages()
    left, right = one.pledge("will send 10 pumps"), other.pledge("has promised ten pumps")
    paper.accept("same_commitment", left, right, actor="anna")
    assert pumps(paper) == 1
    paper.reject("same_commitment", right, left, actor="ben")
    assert pumps(paper) == 2


def test_a_person_outranks_a_later_policy() -> None:
    paper, one, other = two_pages()
    left, right = one.pledge("will send 10 pumps"), other.pledge("has promised ten pumps")
    paper.reject("same_commitment", left, right, actor="anna")
    paper.accept("same_commitment", left, right, actor="policy:thresholds.v2")
    assert pumps(paper) == 2


def test_a_decision_outlives_a_new_reading() -> None:
    paper, one, other = two_pages()
    left, right = one.pledge("will send 10 pumps"), other.pledge("has promised ten pumps")
    paper.accept("same_commitment", left, right, actor="anna")
    for page in (one, other):
        page.found.clear()
        page.maker = "test.2"
    again = one.pledge("will send 10 pumps to the coast")
    other.pledge("has promised ten pumps for the coast")
    assert again.id != left.id
    assert pumps(paper) == 1


def test_a_rejected_pledge_stays_rejected_after_a_new_reading() -> None:
    paper, one, other = two_pages()
    left, right = one.pledge("will send 10 pumps"), other.pledge("has promised ten pumps")
    paper.accept("same_commitment", left, right)
    paper.judge(right, "reject")
    assert [made.pledges for made in fold(paper.facts()).commitments] == [(left.id,)]
    for page in (one, other):
        page.found.clear()
        page.maker = "test.2"
    kept = one.pledge("will send 10 pumps to the coast")
    again = other.pledge("has promised ten pumps for the coast")
    assert again.id != right.id
    paper.accept("same_commitment", kept, again)
    assert [made.pledges for made in fold(paper.facts()).commitments] == [(kept.id,)]


def test_a_decision_that_fits_nothing_any_more_is_a_finding() -> None:
    paper, one, other = two_pages()
    left, right = one.pledge("will send 10 pumps"), other.pledge("has promised ten pumps")
    paper.accept("same_commitment", left, right, actor="anna")
    one.found.clear()
    found = folded(paper.facts()).findings
    assert [f.code for f in found] == ["decision-unbound"]
    assert "anna" in found[0].message


def test_a_policys_lost_decision_is_no_finding() -> None:
    paper, one, other = two_pages()
    left, right = one.pledge("will send 10 pumps"), other.pledge("has promised ten pumps")
    paper.accept("same_commitment", left, right)
    one.found.clear()
    assert folded(paper.facts()).findings == ()


def test_a_decision_without_a_proposal_is_bound_by_its_anchors() -> None:
    paper, one, other = two_pages()
    left, right = one.pledge("will send 10 pumps"), other.pledge("has promised ten pumps")
    paper.later.append(
        Decision(
            left.id,
            Judgement.ACCEPT,
            "anna",
            "read both",
            Anchor(one.text.digest, "pledge", left.trigger.start, left.trigger.end),
            Anchor(other.text.digest, "pledge", right.trigger.start, right.trigger.end),
            Relation.SAME_COMMITMENT,
        )
    )
    assert pumps(paper) == 1


def test_nothing_decided_later_holds_as_known_before() -> None:
    paper, one, other = two_pages()
    left, right = one.pledge("will send 10 pumps"), other.pledge("has promised ten pumps")
    paper.accept("same_commitment", left, right)
    facts = paper.all()
    before = len(facts) - 1
    assert len(fold(gathered(facts), AsOf(known=before)).commitments) == 2
    assert len(fold(gathered(facts), AsOf(known=len(facts))).commitments) == 1


def test_a_rejected_pledge_is_no_commitment_and_an_accepted_doubtful_one_is() -> None:
    paper, one, other = two_pages()
    sure, doubtful = one.pledge("will send 10 pumps"), other.pledge("has promised", score=0.1)
    assert pumps(paper) == 1
    assert folded(paper.facts()).candidates == (doubtful,)
    paper.judge(sure, "reject")
    paper.judge(doubtful, "accept")
    world = fold(paper.facts())
    assert [c.pledges for c in world.commitments] == [(doubtful.id,)]
