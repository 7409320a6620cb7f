"""Conditions over all tellings, and what came of them."""

from __future__ import annotations

from typing import Any

import pytest
from paper import Paper

from onrecord.domain.words import ConditionState
from onrecord.domain.world import HeldCondition
from onrecord.ledger.fold import fold

ONCE = ("Norland will pay once parliament has passed the budget law.", "announced", [
    ("once parliament has passed the budget law", "after")])  # fmt: skip
ONLY = ("Norland is to pay, but only if its parliament passes the law.", "announced", [
    ("only if its parliament passes the law", "if")])  # fmt: skip
WHILE = ("Norland will pay as long as the truce holds.", "announced", [
    ("as long as the truce holds", "while")])  # fmt: skip
NOT_UNTIL = ("Norland will not pay until the audit is done.", "refused", [
    ("until the audit is done", "until")])  # fmt: skip
SIGNED = ("Norland signed for the money now that the budget law is through.", "agreed", [])
SIGNED_SO = ("Norland signed for the money.", "agreed", [])
TOOK_BACK = ("Norland took the money back because the truce is broken.", "withdrawn", [])
GAVE_UP = ("Norland took the money back.", "withdrawn", [])
PAID = ("Norland has paid.", "fulfilled", [])
WEIGHS = ("Norland weighs whether to pay after a security check.", "considered", [
    ("after a security check", "after")])  # fmt: skip
WILL = ("Norland will pay.", "announced", [])
SIGNED_IF = ("Norland agreed to pay once parliament has passed the budget law.", "agreed", [
    ("once parliament has passed the budget law", "after")])  # fmt: skip


def held(*told: Any) -> tuple[HeldCondition, ...]:
    paper, first = Paper(), None
    for day, (words, stage, conditions) in enumerate(told, 10):
        page = paper.page(f"r{day}", f"{words} (No. {day})", f"2025-03-{day}")
        pledge = page.pledge(words.rstrip("."), stage=stage, conditions=conditions)
        if first is not None:
            paper.accept("same_commitment", pledge, first)
        first = first or pledge
    (made,) = fold(paper.facts()).commitments
    return made.conditions


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([ONCE], "open"),
        ([ONCE, ONLY], "open"),
        ([ONCE, SIGNED], "met"),
        ([ONCE, SIGNED_SO], "unknown"),
        ([ONCE, SIGNED_SO, PAID], "met"),
        ([WHILE, TOOK_BACK], "failed"),
        ([WHILE, GAVE_UP], "open"),
        ([ONCE, SIGNED_IF], "open"),
        ([ONCE, (SIGNED_IF[0], "agreed", [])], "open"),
        ([SIGNED_IF, PAID], "met"),
        ([WHILE, SIGNED], "open"),
        ([WHILE, SIGNED, PAID], "met"),
        ([NOT_UNTIL], "open"),
        ([WEIGHS, WILL], "unknown"),
    ],
)
def test_states(told: list[Any], state: str) -> None:
    (condition,) = held(*told)
    assert condition.state is ConditionState(state)


def test_the_sentence_that_changed_it_stands_beside_it() -> None:
    (condition,) = held(ONCE, SIGNED)
    assert [e.quotes[0].words for e in condition.evidence] == [
        "once parliament has passed the budget law",
        "Norland signed for the money now that the budget law is through",
    ]


def test_what_changed_it_is_told_apart_from_who_told_of_it() -> None:
    (condition,) = held(ONCE, SIGNED)
    assert [e.quotes[0].words for e in condition.changed] == [SIGNED[0].rstrip(".")]
    assert held(ONCE)[0].changed == ()


def test_two_accounts_of_one_day_that_differ_leave_it_disputed() -> None:
    paper = Paper()
    first = paper.page("r1", WHILE[0], "2025-03-10").pledge(
        WHILE[0].rstrip("."), conditions=WHILE[2]
    )
    kept = "Norland has paid, as the truce holds."
    for name, words, stage in (("r2", TOOK_BACK[0], "withdrawn"), ("r3", kept, "fulfilled")):
        page = paper.page(name, words, "2025-03-12", outlet=name)
        paper.accept("same_commitment", page.pledge(words.rstrip("."), stage=stage), first)
    (made,) = fold(paper.facts()).commitments
    (condition,) = made.conditions
    assert condition.state is ConditionState.DISPUTED
    told = {e.quotes[0].words for e in condition.changed}
    assert told == {TOOK_BACK[0].rstrip("."), kept.rstrip(".")}


def test_what_is_told_later_counts() -> None:
    kept = ("Norland has paid, as the truce holds.", "fulfilled", [])
    assert held(WHILE, TOOK_BACK, kept)[0].state is ConditionState.MET
    assert held(WHILE, kept, TOOK_BACK)[0].state is ConditionState.FAILED


def test_an_account_that_denies_the_change_leaves_it_disputed() -> None:
    paper = Paper()
    first = paper.page("r1", ONCE[0], "2025-03-10").pledge(ONCE[0].rstrip("."), conditions=ONCE[2])
    yes = paper.page("r2", SIGNED[0], "2025-03-12").pledge(SIGNED[0].rstrip("."), stage="agreed")
    no = paper.page("r3", "Norland refused to sign.", "2025-03-13").pledge(
        "Norland refused to sign", stage="refused"
    )
    for pledge in (yes, no):
        paper.accept("same_commitment", pledge, first)
    (made,) = fold(paper.facts()).commitments
    assert made.conditions[0].state is ConditionState.MET
    paper.accept("disputes", no, yes, "stage", actor="Ada")
    (made,) = fold(paper.facts()).commitments
    (condition,) = made.conditions
    assert condition.state is ConditionState.DISPUTED
    assert "Norland refused to sign" in {e.quotes[0].words for e in condition.changed}


def test_two_conditions_of_one_report_stay_two() -> None:
    both = ("Norland joins once the ports are open and the guards are home.", "announced", [
        ("the ports are open", "after"), ("the guards are home", "after")])  # fmt: skip
    assert [c.words for c in held(both)] == ["the ports are open", "the guards are home"]


def test_conditions_of_unlike_kinds_stay_apart() -> None:
    assert len(held(ONCE, WHILE)) == 2
