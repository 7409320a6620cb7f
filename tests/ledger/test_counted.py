"""Which pledges count: doubtful ones that others vouch for; what is told only as a condition."""

from __future__ import annotations

from dataclasses import replace

import pytest
from paper import Page, Paper

from onrecord.domain.annotations import Pledge
from onrecord.domain.words import Stage
from onrecord.ledger.fold import fold, folded

LOAN = "The bank will lend 5 pumps once the council has passed the water bill."


def stages(paper: Paper) -> list[list[Stage]]:
    return [[step.stage for step in c.history] for c in fold(paper.facts()).commitments]


def with_condition(page: Page) -> Pledge:
    return page.pledge(
        "The bank will lend 5 pumps once the council has passed the water bill",
        ["The bank"],
        conditions=[("once the council has passed the water bill", "after")],
    )


def test_what_stands_in_a_condition_has_not_happened() -> None:
    paper = Paper()
    page = paper.page("a", LOAN)
    with_condition(page)
    inner = page.pledge("has passed the water bill", ["the council"], "fulfilled")
    assert stages(paper) == [[Stage.ANNOUNCED]]
    assert folded(paper.facts()).candidates == (inner,)


def test_unless_a_person_says_that_it_has() -> None:
    paper = Paper()
    page = paper.page("a", LOAN)
    with_condition(page)
    paper.judge(page.pledge("has passed the water bill", ["the council"], "fulfilled"), "accept")
    assert stages(paper) == [[Stage.ANNOUNCED], [Stage.FULFILLED]]


def test_a_participle_in_what_is_planned_has_not_happened_but_a_finite_verb_has() -> None:
    paper = Paper()
    page = paper.page("a", "The council plans to have the water bill passed in May.")
    page.pledge(
        "plans to have the water bill passed", ["The council"], thing="have the water bill passed"
    )
    page.pledge("passed in May", ["The council"], "fulfilled")
    assert stages(paper) == [[Stage.ANNOUNCED]]
    paper = Paper()
    page = paper.page("a", "The 5 pumps that Norway promised in May have arrived in Tolm.")
    page.pledge("promised in May", ["Norway"], thing="in May have arrived in Tolm")
    page.pledge("have arrived in Tolm", ["Norway"], "fulfilled")
    told = page.found[-1]
    page.found[-1] = replace(told, trigger=page.quote("have arrived"))  # type: ignore[type-var]
    assert stages(paper) == [[Stage.ANNOUNCED], [Stage.FULFILLED]]


@pytest.mark.parametrize(("linked", "count"), [(True, 2), (False, 1)])
def test_a_doubtful_pledge_counts_when_another_report_vouches_for_it(
    linked: bool, count: int
) -> None:
    paper = Paper()
    sure = paper.page("a", "Norway will send 10 pumps.").pledge("will send 10 pumps", ["Norway"])
    doubtful = paper.page("b", "Ten pumps are to come, Norway hints.").pledge(
        "are to come", ["Norway"], score=0.36
    )
    if linked:
        paper.accept("same_commitment", doubtful, sure)
    (made,) = fold(paper.facts()).commitments
    assert len(made.pledges) == count
